"""Owns the screen of a drill: time that passes on it, and the keys that act and look about.

1. The screen is a function of the seat's snapshot and of what somebody has opened, marked or looked for here.
2. A tick lets time pass and shows what is new. Whatever is refused is told with its reason and changes nothing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from drillsim.drill.until import next_event
from drillsim.errors import DrillsimError
from drillsim.telling.language import _
from drillsim.tui.keys import ANYWHERE, DRILL, OF_PANEL, bindings, key_name, keys_of
from drillsim.tui.painting import head
from drillsim.tui.screens import acting, copying, deciding, injecting, opened, passing, summing, turning
from drillsim.tui.screens.board import JUMPS, Board
from drillsim.tui.screens.coaching import Coaching
from drillsim.tui.screens.modals import refusal_text
from drillsim.tui.widgets.bars import Bar
from drillsim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from drillsim.tui.app import DrillsimApp
    from drillsim.tui.painting.lexicon import Lexicon
    from drillsim.tui.seat import Seat

TICK_SECONDS: Final = 0.25
WIDE: Final = 100
SMALL: Final = (80, 24)


class DrillScreen(Screen[None]):
    """A drill, from one seat."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual reads it from the class
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DRILL), ("escape", "forget")]
    ACTIONS: ClassVar = DRILL
    app: DrillsimApp

    def __init__(self, seat: Seat) -> None:
        super().__init__(classes="-tab-1")
        self.seat = seat
        self._jumping = False
        self._is_over = False
        self._trouble = ""
        """What keeps time from passing, told once."""

    @property
    def lexicon(self) -> Lexicon:
        """The words for this drill."""
        return self.app.lexicon(self.seat.drill)

    @property
    def board(self) -> Board:
        """The panels."""
        return self.query_one(Board)

    def compose(self) -> ComposeResult:
        """Edges and panels."""
        yield Bar(id="head")
        yield Board()
        yield Coaching(self.seat)
        yield Static(Content(""), id="small")
        yield Input(id="finder", compact=True)
        yield Bar(id="foot")

    def on_mount(self) -> None:
        """Shows everything, and begins to tick."""
        self.show_all()
        self.board.panel("lines").focus()
        self.set_interval(TICK_SECONDS, self.tick)

    # -- time ---------------------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Lets time pass, and shows what is new."""
        try:
            news = self.seat.tick()
        except DrillsimError as error:
            self._stand_still(refusal_text(error))
            return
        self._trouble = ""
        for notice in self.seat.notices:
            self.app.tell(notice)
        self.seat.notices.clear()
        self._show_head()
        if news:
            self.board.show(self.seat.seen, self.lexicon, self.seat.known)
        if self.seat.drill.ended and not self._is_over:
            self.app.tell(_("the scenario is over"))
            if self.app.screen is self:
                self.action_summary()
        self._is_over = self.seat.drill.ended

    def _stand_still(self, trouble: str) -> None:
        """Stops the clock when time cannot pass, and says why, once."""
        if self.seat.follower is None:
            self.seat.drill.clock.pause()
            self._show_head()
        if trouble != self._trouble:
            self._trouble = trouble
            self.app.tell(trouble, severity="error")

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Shows everything anew: at the start, and when language, signs or seat have changed."""
        said = _("Too small for a drill.\nAt least {width} x {height} is needed.")
        self.query_one("#small", Static).update(Content(said.format(width=SMALL[0], height=SMALL[1])))
        self.query_one("#finder", Input).placeholder = _("find in the messages and the story; esc clears")
        self._show_head()
        self.board.show(self.seat.seen, self.lexicon, self.seat.known, anew=True)
        self._show_foot()

    def _show_head(self) -> None:
        seat, lexicon, time = self.seat, self.lexicon, self.seat.time()
        roles, follows = seat.seen.roles, seat.follower is not None
        self.query_one("#head", Bar).show(
            lambda width: head.head_row(lexicon, time, roles, is_truth=seat.facilitates, follows=follows, width=width)
        )
        self.query_one(Coaching).look()

    def _show_foot(self) -> None:
        actions = {action.id: action for action in (*DRILL, *ANYWHERE)}
        first = ["pause", "decide", "inject" if self.seat.facilitates else "act", "next-event"]
        of_panel = OF_PANEL.get(self.focused.id or "", ()) if self.focused is not None else ()
        wanted = list(dict.fromkeys([*first, *of_panel, "faster", "find", "back", "branches", "help", "leave"]))
        chosen = self.app.settings.keys
        keys = [
            (key_name(keys_of(action, chosen)), action.short())
            for action in map(actions.__getitem__, wanted)
            if action.short is not None
        ]
        self.query_one("#foot", Bar).show(partial(head.foot_row, keys, always=2))

    def on_descendant_focus(self) -> None:
        """Names the keys of the panel that one is in."""
        self._show_foot()

    def on_resize(self, event: events.Resize) -> None:
        """Says so where there is too little room."""
        self.set_class(event.size.width < SMALL[0] or event.size.height < SMALL[1], "-tiny")
        self.call_after_refresh(self.board.again)

    # -- acting -------------------------------------------------------------------------------------------------------

    def attempt(self, act: Callable[[], object]) -> bool:
        """Does something and shows what came of it; what is refused is told with its reason."""
        try:
            act()
        except DrillsimError as error:
            self.app.tell(refusal_text(error), severity="error")
            return False
        self._show_head()
        self.board.show(self.seat.seen, self.lexicon, self.seat.known)
        return True

    def action_pause(self) -> None:
        """Stops the clock, or lets it go on."""
        self.attempt(lambda: self.seat.set_clock(paused=not self.seat.time().paused))

    def action_faster(self) -> None:
        """The next speed up."""
        self.attempt(lambda: self.seat.change_speed(1))

    def action_slower(self) -> None:
        """The next speed down."""
        self.attempt(lambda: self.seat.change_speed(-1))

    def action_next_event(self) -> None:
        """On to the next thing that is told here; the clock stands then."""
        self.attempt(lambda: self.seat.step(next_event))

    action_decide = deciding.decide
    action_act = acting.act
    action_inject = injecting.inject
    action_next_question = passing.next_question
    action_go_to = passing.go_to
    action_back = passing.back
    action_fork = passing.fork
    action_branches = passing.branches
    action_turn = turning.turn
    action_copy = copying.copy
    action_published = summing.published
    action_summary = summing.summarise

    @on(Panel.Chosen, "#questions")
    def decide_chosen(self, event: Panel.Chosen) -> None:
        """Opens the question that was chosen."""
        name = event.key.partition(" ")[2]
        for row in self.seat.seen.decisions:
            if row.decision == name and row.state == "open":
                deciding.open_question(self, row)

    # -- looking about ------------------------------------------------------------------------------------------------

    def action_panel(self, number: int) -> None:
        """To a panel; on a narrow terminal its tab comes to the front."""
        self.board.go_to(number)

    def after_action(self) -> None:
        """Lets the coach go on at once, whatever lies over the drill."""
        self.query_one(Coaching).look()

    def action_coach(self) -> None:
        """Sends the coach away, or brings it back."""
        self.query_one(Coaching).turn()

    def action_enlarge(self) -> None:
        """Makes the panel with the focus as large as the screen, or small again."""
        if self.maximized is not None:
            self.minimize()
        elif isinstance(self.focused, Panel):
            self.maximize(self.focused, container=False)

    def action_jump(self) -> None:
        """Waits for the letter of a panel."""
        self._jumping = True
        self.board.name_jumps()

    def on_key(self, event: events.Key) -> None:
        """Jumps where a letter says."""
        if not self._jumping:
            return
        event.stop()
        event.prevent_default()
        self._jumping = False
        self.board.again()
        if event.character and event.character in JUMPS:
            self.board.go_to(JUMPS.index(event.character) + 1)

    def action_order(self) -> None:
        """Lines worst first, or in their own order."""
        self.board.turn_order()

    def action_path(self) -> None:
        """Marks what the line under the cursor hangs on; nothing if it is marked already."""
        self.board.mark_path()

    def action_find(self) -> None:
        """Opens the line to find something."""
        finder = self.query_one("#finder", Input)
        finder.add_class("-open")
        finder.focus()

    @on(Input.Changed, "#finder")
    def find(self, event: Input.Changed) -> None:
        """Shows only what matches."""
        self.board.find(event.value.strip())

    @on(Input.Submitted, "#finder")
    def found(self) -> None:
        """Goes on with what was found."""
        self.query_one("#finder", Input).remove_class("-open")
        self.board.found_in.focus()

    def action_forget(self) -> None:
        """Makes an enlarged panel small, or clears what was looked for."""
        if self.maximized is not None:
            self.minimize()
            return
        finder = self.query_one("#finder", Input)
        finder.value = ""
        if finder.has_class("-open"):
            finder.remove_class("-open")
            self.board.found_in.focus()

    action_next_unread = opened.next_unread
    action_all_read = opened.all_read

    @on(Panel.Chosen, "#inbox")
    def open_message(self, event: Panel.Chosen) -> None:
        """Opens a message."""
        opened.open_message(self, event.key)

    @on(Panel.Chosen, "#lines, #systems, #work, #story")
    def open_detail(self, event: Panel.Chosen) -> None:
        """Opens what was chosen, with all that is known of it."""
        opened.open_detail(self, event.panel.id or "", event.key)
