"""Owns how a seat turns into the facilitator's place and back: the truth is shown to nobody by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from drillsim.telling.language import _
from drillsim.tui.screens.flows import fill, follow
from drillsim.tui.screens.forms import Form

if TYPE_CHECKING:
    from drillsim.tui.screens.drill import DrillScreen


def turn(screen: DrillScreen) -> None:
    """Goes to the facilitator's place once that is confirmed; back at once."""
    if screen.seat.facilitates:
        screen.seat.turn()
        screen.show_all()
        return
    follow(screen, _turn)


async def _turn(screen: DrillScreen) -> None:
    told = _("It shows how things really stand, to everybody who sees this screen. F4 leads back.")

    def go(_written: Mapping[str, str]) -> None:
        screen.seat.turn()

    await fill(screen, Form(_("To the facilitator's place"), told, _("show the truth"), go))
