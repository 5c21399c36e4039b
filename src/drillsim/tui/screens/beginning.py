"""Owns what is asked before a drill begins: which seat, how fast, which luck, and whether to see what was published.

Every answer has a usual value, so that Enter alone begins.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from drillsim.drill.clock import SPEEDS
from drillsim.telling.cells import cell_width, one_line
from drillsim.telling.language import _, language_in_use
from drillsim.tui.opening import Begin
from drillsim.tui.painting.rows import Cell, Row, columns
from drillsim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from drillsim.model.text import Text

SEED_MAX: Final = 2**32 - 1
_ROWS: Final = ("seat", "speed", "seed", "blind")


class Beginning(ModalScreen[Begin | None]):
    """How somebody wants to begin."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q", "done"), ("left,h,minus", "turn(-1)"), ("right,l,plus", "turn(1)"), ("backspace", "erase"),
    ]  # fmt: skip

    def __init__(self, title: str, wish: Begin, roles: Sequence[tuple[str, Text | None]]) -> None:
        super().__init__()
        self._title = title
        self._wish = wish
        self._roles = tuple(roles)
        self._is_written = False
        """Whether somebody writes the seed: the first digit replaces the usual one."""
        self._seats = [("", False), *((role, False) for role, _title in roles), ("", True)]

    def compose(self) -> ComposeResult:
        """The case, the answers, and what begins."""
        with Vertical(classes="window -small") as window:
            window.border_title = Content(_("Begin a drill"))
            window.border_subtitle = Content(_("enter begins, esc closes"))
            yield Static(Content(self._title), classes="explained")
            yield Panel(id="answers")
            yield Static(Content(""), id="hint")

    def on_mount(self) -> None:
        """Shows the usual answers."""
        panel = self.query_one(Panel)
        panel.always_cursor = True
        panel.show(self._paint)
        panel.focus()
        said = _("Left and right change a line; digits write the seed. The clock stands at first.")
        self.query_one("#hint", Static).update(Content(said))

    def _paint(self, width: int, _height: int) -> tuple[Row, ...]:
        names = {"seat": _("You are"), "speed": _("Speed"), "seed": _("Seed"), "blind": _("What was published")}
        column = max(map(cell_width, names.values())) + 1
        return tuple(
            columns([Cell(f" {names[row]}", column + 1, "dim"), Cell(f"< {self._value(row)} >")], width, row)
            for row in _ROWS
        )

    def _value(self, row: str) -> str:
        wish = self._wish
        if row == "seat":
            return self._seat_name(wish)
        if row == "speed":
            return _("{speed} times as fast as real time").format(speed=wish.speed)
        if row == "seed":
            return str(wish.seed)
        return _("hidden until the end") if wish.blind else _("can be laid beside it")

    def _seat_name(self, wish: Begin) -> str:
        if wish.facilitator:
            return _("the facilitator, who sees everything")
        if not wish.role:
            return _("the whole team")
        title = dict(self._roles).get(wish.role)
        return one_line(title.in_language(language_in_use())) if title is not None else wish.role

    def action_turn(self, by: int) -> None:
        """The next value of the line under the cursor, or the one before."""
        wish, row = self._wish, self.query_one(Panel).chosen
        if row == "seat":
            at = self._seats.index((wish.role, wish.facilitator))
            role, facilitator = self._seats[(at + by) % len(self._seats)]
            self._wish = replace(wish, role=role, facilitator=facilitator)
        elif row == "speed":
            at = SPEEDS.index(wish.speed)
            self._wish = replace(wish, speed=SPEEDS[max(0, min(len(SPEEDS) - 1, at + by))])
        elif row == "seed":
            self._wish = replace(wish, seed=max(0, min(SEED_MAX, wish.seed + by)))
        else:
            self._wish = replace(wish, blind=not wish.blind)
        self.query_one(Panel).show(self._paint)

    def on_key(self, event: events.Key) -> None:
        """Digits write the seed, wherever the cursor is."""
        sign = event.character or ""
        if sign.isdecimal() and sign.isascii():
            event.stop()
            panel = self.query_one(Panel)
            panel.move_to("seed")
            self._seed(f"{self._wish.seed if self._is_written else ''}{sign}")

    def action_erase(self) -> None:
        """Takes the last digit of the seed away."""
        self._seed(str(self._wish.seed)[:-1])

    def _seed(self, digits: str) -> None:
        self._is_written = True
        self._wish = replace(self._wish, seed=min(SEED_MAX, int(digits or "0")))
        self.query_one(Panel).show(self._paint)

    @on(Panel.Chosen)
    def begin(self, event: Panel.Chosen) -> None:
        """Begins."""
        event.stop()
        self.dismiss(self._wish)

    def action_done(self) -> None:
        """Begins nothing."""
        self.dismiss(None)
