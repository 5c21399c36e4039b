"""Owns the small screens that lie over another: something to read, something to pick, a line to write.

They are answered with Escape at any time, and the clock behind them goes on and stays in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from drillsim.errors import DrillsimError
from drillsim.telling.cells import cell_width, cut
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Row, Span
from drillsim.tui.screens.copying import copy_rows
from drillsim.tui.widgets.panel import Paint, Panel

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Reading(ModalScreen[None]):
    """Something to read."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,enter", "done"), ("y", "copy")]

    def __init__(self, title: str, paint: Paint, keys: str = "") -> None:
        super().__init__()
        self._title = title
        self._paint = paint
        self._keys = keys or _("y copies, esc closes")

    def compose(self) -> ComposeResult:
        """The text in a frame."""
        with Vertical(classes="window") as window:
            window.border_title = Content(self._title)
            window.border_subtitle = Content(self._keys)
            yield Panel(id="reading")

    def on_mount(self) -> None:
        """Shows the text."""
        panel = self.query_one(Panel)
        panel.show(self._paint)
        panel.focus()

    def action_copy(self) -> None:
        """Copies the whole text."""
        copy_rows(self, self.query_one(Panel).rows)

    def action_done(self) -> None:
        """Closes."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Pick:
    """Something that can be picked."""

    key: str
    says: str
    note: str = ""
    enabled: bool = True


_DIGITS: Final = 10


class Picking(ModalScreen[str | None]):
    """A list to pick from; what is typed narrows it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "done"), ("down", "down"), ("up", "up"), ("pagedown", "page(1)"), ("pageup", "page(-1)"),
    ]  # fmt: skip

    def __init__(self, title: str, picks: Sequence[Pick]) -> None:
        super().__init__()
        self._title = title
        self._picks = tuple(picks)
        self._find = ""
        self._numbered = len(self._picks) < _DIGITS
        """Whether a digit picks: there are so few that each has one."""

    def compose(self) -> ComposeResult:
        """A line to narrow the list, and the list."""
        with Vertical(classes="window") as window:
            window.border_title = Content(self._title)
            window.border_subtitle = Content(_("enter picks, esc closes"))
            yield Input(placeholder=_("type to find"), id="narrow", compact=True)
            yield Panel(id="picks")

    def on_mount(self) -> None:
        """Shows everything."""
        self._show()
        self.query_one(Input).focus()

    def _show(self) -> None:
        panel = self.query_one(Panel)
        panel.always_cursor = True
        panel.show(self._paint)

    def _paint(self, width: int, _height: int) -> tuple[Row, ...]:
        wanted = self._find.casefold()
        rows = []
        for number, pick in enumerate(self._picks, 1):
            if wanted and wanted not in f"{pick.key} {pick.says} {pick.note}".casefold():
                continue
            note = cut(pick.note, max(width // 2, width - cell_width(pick.says) - 3))
            room = width - cell_width(note) - 2
            says = cut(f"{number} {pick.says}" if self._numbered else pick.says, room)
            gap = " " * (room - cell_width(says) + 1)
            look = "plain" if pick.enabled else "dim"
            rows.append(Row((Span(f" {says}", look), Span(gap), Span(note, "dim")), pick.key if pick.enabled else ""))
        return tuple(rows) or (Row((Span(cut(f" {_('nothing found')}", width), "dim"),)),)

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Shows only what matches; picks by its digit where there are few."""
        self._find = event.value.strip()
        if self._numbered and self._find.isdecimal() and 0 < int(self._find) <= len(self._picks):
            pick = self._picks[int(self._find) - 1]
            if pick.enabled:
                self.dismiss(pick.key)
                return
        self._show()

    @on(Input.Submitted)
    def pick(self) -> None:
        """Picks what the cursor is on."""
        key = self.query_one(Panel).chosen
        if key:
            self.dismiss(key)

    @on(Panel.Chosen)
    def pick_row(self, event: Panel.Chosen) -> None:
        """Picks what was clicked."""
        event.stop()
        self.dismiss(event.key)

    def action_down(self) -> None:
        """A row on."""
        self.query_one(Panel).action_move(1)

    def action_up(self) -> None:
        """A row back."""
        self.query_one(Panel).action_move(-1)

    def action_page(self, by: int) -> None:
        """A page on or back."""
        self.query_one(Panel).action_move_page(by)

    def action_done(self) -> None:
        """Picks nothing."""
        self.dismiss(None)


Take = Callable[[str], None]
"""Does something with a line; what it cannot do it refuses with a reason."""


class Asking(ModalScreen[bool]):
    """A line to write; what is refused stays there with the reason below it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "done")]

    def __init__(self, title: str, explained: str, take: Take, value: str = "") -> None:
        super().__init__()
        self._title = title
        self._explained = explained
        self._take = take
        self._value = value

    def compose(self) -> ComposeResult:
        """What to write, the line, and what is wrong with it."""
        with Vertical(classes="window -small") as window:
            window.border_title = Content(self._title)
            yield Static(Content(self._explained), classes="explained")
            yield Input(value=self._value, compact=True)
            yield Static(Content(""), id="refused")

    def on_mount(self) -> None:
        """Waits for the line."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Tries it."""
        try:
            self._take(event.value.strip())
        except DrillsimError as error:
            self.query_one("#refused", Static).update(Content(refusal_text(error)))
            return
        self.dismiss(result=True)

    def action_done(self) -> None:
        """Writes nothing."""
        self.dismiss(result=False)


def refusal_text(error: DrillsimError) -> str:
    """Why something was refused, in the language in use."""
    from drillsim.library.render import render_error
    from drillsim.telling.language import language_in_use

    return render_error(error, language_in_use())
