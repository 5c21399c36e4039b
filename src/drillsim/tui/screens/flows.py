"""Owns how one goes through several small screens, one after the other, while time passes behind them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling.language import _
from drillsim.tui.screens.modals import Pick, Picking

if TYPE_CHECKING:
    from drillsim.tui.screens.drill import DrillScreen
    from drillsim.tui.screens.forms import Form

Flow = Callable[["DrillScreen"], Coroutine[Any, Any, None]]


def follow(screen: DrillScreen, flow: Flow) -> None:
    """Begins; what was begun before is left."""
    screen.run_worker(flow(screen), exclusive=True, group="flow")


async def pick(screen: DrillScreen, title: str, picks: list[Pick]) -> str | None:
    """Lets somebody pick; nothing if they do not."""
    return await screen.app.push_screen_wait(Picking(title, picks))


async def fill(screen: DrillScreen, form: Form) -> bool:
    """Lets somebody fill in a form and shows what came of it; whether it was done."""
    done = await screen.app.push_screen_wait(form)
    if done:
        screen.show_all()
    return done


def worded(text: str) -> str:
    """A text, or a refusal where there is none."""
    if not text:
        raise CommandRefused(_("there are no words in it"), _("write something, or close with esc"))
    return text
