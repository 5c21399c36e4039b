"""Owns the screen on which somebody sets language, colours, signs and the rest; what is set holds at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from drillsim.telling.cells import cell_width
from drillsim.telling.language import LANGUAGES, _, language_in_use
from drillsim.tui.painting.rows import Cell, Row, columns
from drillsim.tui.painting.signs import SETS
from drillsim.tui.themes import DARK, NAMES
from drillsim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from drillsim.tui.app import DrillsimApp
    from drillsim.tui.settings import Settings

_VALUES: Final = {
    "lang": LANGUAGES,
    "theme": NAMES,
    "signs": tuple(SETS),
    "pause_at_questions": (False, True),
}


class SettingsScreen(ModalScreen[None]):
    """What persists between sittings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,f3", "done"), ("left,h", "turn(-1)"), ("right,l", "turn(1)"),
    ]  # fmt: skip
    app: DrillsimApp

    def compose(self) -> ComposeResult:
        """What can be set, and where it is kept."""
        with Vertical(classes="window -small"):
            yield Panel(id="answers")
            yield Static(Content(""), id="hint")

    def on_mount(self) -> None:
        """Shows what is set."""
        panel = self.query_one(Panel)
        panel.always_cursor = True
        self.show_all()
        panel.focus()

    def show_all(self) -> None:
        """Shows everything anew, in the language that was just chosen."""
        window = self.query_one(".window", Vertical)
        window.border_title = Content(_("Settings"))
        window.border_subtitle = Content(_("left and right change, esc closes"))
        self.query_one(Panel).show(self._paint)
        said = _('Keys of your own belong into [keys] of {path}, one line each: action = "key".')
        self.query_one("#hint", Static).update(Content(said.format(path=self.app.kept_at)) if self.app.kept_at else "")

    def _paint(self, width: int, _height: int) -> tuple[Row, ...]:
        names = {
            "lang": _("Language"),
            "theme": _("Colours"),
            "signs": _("Signs"),
            "pause_at_questions": _("When a question is asked"),
        }
        column = max(map(cell_width, names.values())) + 2
        values = _value_names()
        return tuple(
            columns(
                [Cell(f" {says}", column, "dim"), Cell(f"< {values[_value(self.app.settings, name)]} >")], width, name
            )
            for name, says in names.items()
        )

    def action_turn(self, by: int) -> None:
        """The next value of the line under the cursor, or the one before."""
        name = self.query_one(Panel).chosen
        values: tuple[object, ...] = _VALUES[name]
        at = values.index(_value(self.app.settings, name))
        self.app.set(replace(self.app.settings, **{name: values[(at + by) % len(values)]}))  # type: ignore[arg-type]

    @on(Panel.Chosen)
    def chosen(self, event: Panel.Chosen) -> None:
        """The next value of what was chosen."""
        event.stop()
        self.action_turn(1)

    def action_done(self) -> None:
        """Closes."""
        self.dismiss(None)


def _value(settings: Settings, name: str) -> object:
    """What is set, or what holds where nothing is."""
    usual = {"lang": language_in_use(), "theme": DARK}
    return getattr(settings, name) or usual.get(name, getattr(settings, name))


def _value_names() -> dict[object, str]:
    return {
        "en": "English",
        "ja": "日本語",
        "okabe-ito-dark": _("dark, for any colour vision"),
        "okabe-ito-light": _("light, for any colour vision"),
        "high-contrast-dark": _("dark, high contrast"),
        "high-contrast-light": _("light, high contrast"),
        "sixteen-colours": _("sixteen colours"),
        "symbols": _("symbols"),
        "ascii": _("plain characters only"),
        False: _("the clock goes on"),
        True: _("the clock stops"),
    }
