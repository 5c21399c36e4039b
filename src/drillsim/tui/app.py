"""Owns the program on the screen: what was set, the language, the colours, and which screen is on top."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import App, SystemCommand

from drillsim.telling.language import _, language_in_use, use_language
from drillsim.tui.ending import GONE, LOOK_SECONDS, heed_signals, terminal_is_gone
from drillsim.tui.keys import ANYWHERE, OF_PANEL, Action, bindings, grouped, key_names, keys_of
from drillsim.tui.painting.help import help_rows, moving_keys
from drillsim.tui.settings import Settings, write_settings
from drillsim.tui.themes import DARK, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from textual import events
    from textual.actions import ActionParseResult
    from textual.binding import BindingType
    from textual.dom import DOMNode
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
        self.kept_at = kept_at
        """Where the settings lie; nowhere if they are not kept."""
        self._first: Callable[[], Screen[None]] | None = None
        self._notices: tuple[str, ...] = ()
        self._lexicon: tuple[Drill, str, str, Lexicon] | None = None
        self._seat: Seat | None = None
        self.did: set[str] = set()
        """The actions that were used in the drill that is held, by id."""
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
        if not self.is_headless:
            heed_signals(self.exit)
            self.set_interval(LOOK_SECONDS, self._look_for_terminal)
        if self._first is not None:
            self.push_screen(self._first())
        for notice in self._notices:
            if notice:
                self.tell(notice, severity="warning")

    def _look_for_terminal(self) -> None:
        """Ends when the terminal went away without a word."""
        if terminal_is_gone():
            self.exit(GONE)

    # -- drills -------------------------------------------------------------------------------------------------------

    def hold(self, seat: Seat) -> None:
        """Keeps a seat until somebody leaves it."""
        self._seat = seat
        self.did.clear()
        self.left = seat.place
        seat.pauses_at_questions = self.settings.pause_at_questions

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
        if settings.lang and settings.lang != language_in_use():
            use_language(settings.lang)
            self.clear_notifications()  # what they say is in the language before
        self.theme = settings.theme or DARK
        if self._seat is not None:
            self._seat.pauses_at_questions = settings.pause_at_questions
        for screen in self.screen_stack:
            show_all = getattr(screen, "show_all", None)
            if show_all is not None:
                show_all()
        if self.kept_at is not None:
            problem = write_settings(self.kept_at, settings)
            if problem:
                self.tell(problem, severity="warning")

    def on_key(self, event: events.Key) -> None:
        """Keys that hold everywhere, over a small screen: what would leave it half in another language is refused."""
        if not self.screen.is_modal:
            return
        action = next((one for one in ANYWHERE if event.key in keys_of(one, self.settings.keys).split(",")), None)
        if action is None:
            return
        if action.id == "picture":
            self.action_picture()
        elif action.id == "language" and hasattr(self.screen, "show_all"):
            self.action_language()
        else:
            self.tell(_("Close this first, with esc."))

    def action_help(self) -> None:
        """The keys of the panel one is in, then all."""
        actions = (*getattr(self.screen, "ACTIONS", ()), *ANYWHERE)
        here = OF_PANEL.get(self.focused.id or "", ()) if self.focused is not None else ()
        chosen = self.settings.keys

        def lines(some: Iterable[Action]) -> list[tuple[str, str]]:
            return [(key_names(keys_of(action, chosen)), action.says()) for action in some]

        groups = [
            (_("In this panel"), [*lines(action for action in actions if action.id in here), *moving_keys()]),
            *((title, lines(some)) for title, some in grouped(actions)),
        ]
        self.read(_("What the keys do"), lambda width, _height: help_rows(groups, width))

    def action_settings(self) -> None:
        """Opens what can be set."""
        from drillsim.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def action_picture(self) -> None:
        """Saves a picture of the screen."""
        from drillsim.tui.picture import picture_path, readable

        path = picture_path()
        try:
            path.write_text(readable(self.export_screenshot()), encoding="utf-8")
        except OSError as error:
            self.tell(
                _("{path} cannot be written: {reason}").format(path=path, reason=error.strerror or error),
                severity="error",
            )
        else:
            self.tell(_("saved: {path}").format(path=path))

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
        await self.run_action(name, screen)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Remembers what was used, for whoever coaches."""
        if isinstance(action, str):
            self.did.add(action.rpartition(".")[2].replace("_", "-"))
        done = await super().run_action(action, default_namespace, namespaces)
        for screen in self.screen_stack:
            after_action = getattr(screen, "after_action", None)
            if after_action is not None and screen.is_mounted:
                after_action()
        return done

    def action_leave(self) -> None:
        """Leaves the screen, and the program with the last one."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.exit(0)
