"""Owns the program on the screen: what was set, the language, the colours, and which screen is on top."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import App, SystemCommand

from drillsim.telling.language import language_in_use, use_language
from drillsim.tui.keys import ANYWHERE, bindings
from drillsim.tui.settings import Settings, write_settings
from drillsim.tui.themes import DARK, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textual.binding import BindingType
    from textual.screen import Screen

    from drillsim.drill import Drill
    from drillsim.tui.painting.lexicon import Lexicon
    from drillsim.tui.seat import Seat
    from drillsim.tui.widgets.panel import Paint


class DrillsimApp(App[int]):
    """The program."""

    CSS_PATH = Path(__file__).with_name("drillsim.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ANYWHERE)]
    ENABLE_COMMAND_PALETTE = True
    TITLE = "drillsim"

    def __init__(self, settings: Settings, kept_at: Path | None) -> None:
        super().__init__()
        self.settings = settings
        self._kept_at = kept_at
        self._first: Callable[[], Screen[None]] | None = None
        self._notices: tuple[str, ...] = ()
        self._lexicon: tuple[Drill, str, str, Lexicon] | None = None
        self._seat: Seat | None = None
        self.left: Path | None = None
        """The journal of the last drill that was held, for whoever tells how it is taken up again."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = settings.theme or DARK
        self.set_keymap(dict(settings.keys))

    def begin(self, first: Callable[[], Screen[None]], notices: tuple[str, ...] = ()) -> None:
        """Says which screen comes first, and what is to be told with it."""
        self._first = first
        self._notices = notices

    def on_mount(self) -> None:
        """Shows the first screen."""
        if self._first is not None:
            self.push_screen(self._first())
        for notice in self._notices:
            if notice:
                self.tell(notice, severity="warning")

    # -- drills -------------------------------------------------------------------------------------------------------

    def hold(self, seat: Seat) -> None:
        """Keeps a seat until somebody leaves it."""
        self._seat = seat
        self.left = seat.place

    def let_go(self) -> None:
        """Closes the drill that is held, if there is one."""
        seat, self._seat = self._seat, None
        if seat is not None:
            seat.close()

    # -- words --------------------------------------------------------------------------------------------------------

    def lexicon(self, drill: Drill) -> Lexicon:
        """The words for a drill in the language in use, made once."""
        from drillsim.tui.painting.lexicon import Lexicon
        from drillsim.tui.painting.signs import SETS

        lang, signs = language_in_use(), self.settings.signs
        if self._lexicon is None or self._lexicon[:3] != (drill, lang, signs):
            self._lexicon = (drill, lang, signs, Lexicon(drill.case, drill.plan, SETS[signs]))
        return self._lexicon[3]

    def tell(self, words: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """Says something in a corner, for a while."""
        self.notify(words, severity=severity, markup=False)

    def read(self, title: str, paint: Paint) -> None:
        """Opens something to read."""
        from drillsim.tui.screens.modals import Reading

        self.push_screen(Reading(title, paint))

    # -- what holds everywhere ----------------------------------------------------------------------------------------

    def set(self, settings: Settings) -> None:
        """Takes over what somebody set, and keeps it."""
        self.settings = settings
        if settings.lang:
            use_language(settings.lang)
        self.theme = settings.theme or DARK
        for screen in self.screen_stack:
            show_all = getattr(screen, "show_all", None)
            if show_all is not None:
                show_all()
        if self._kept_at is not None:
            problem = write_settings(self._kept_at, settings)
            if problem:
                self.tell(problem, severity="warning")

    def action_language(self) -> None:
        """From English to Japanese, and back."""
        self.set(replace(self.settings, lang="en" if language_in_use() == "ja" else "ja"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action by name."""
        yield from self._commands(screen)

    def _commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        for action in (*getattr(screen, "ACTIONS", ()), *ANYWHERE):
            name = action.id.replace("-", "_")
            yield SystemCommand(action.says(), "", lambda name=name: self.call_later(self._act, screen, name))

    async def _act(self, screen: Screen[object], name: str) -> None:
        await screen.run_action(name)

    def action_leave(self) -> None:
        """Leaves the screen, and the program with the last one."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.exit(0)
