"""Owns the screen of a drill: panels that show what the seat sees, and the keys that act on it.

1. The screen is a function of the seat's snapshot and of what somebody has opened, marked or looked for here.
2. A tick lets time pass and shows what is new; a panel that nothing changed in is not painted.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from drillsim.drill.until import next_decision, next_event
from drillsim.errors import DrillsimError
from drillsim.telling.language import _
from drillsim.tui.keys import ANYWHERE, DRILL, bindings, key_name, keys_of
from drillsim.tui.painting import charts, head, inbox, lines, story, systems, work
from drillsim.tui.painting.rows import Row, Span
from drillsim.tui.screens.deciding import Deciding
from drillsim.tui.screens.modals import Pick, Picking, refusal_text
from drillsim.tui.widgets.bars import Bar
from drillsim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from drillsim.drill import Snapshot
    from drillsim.drill.sight import DecisionRow
    from drillsim.tui.app import DrillsimApp
    from drillsim.tui.painting.lexicon import Lexicon
    from drillsim.tui.seat import Seat

TICK_SECONDS: Final = 0.25
PANELS: Final = ("lines", "systems", "inbox", "work", "charts", "story")
WIDE: Final = 100
SMALL: Final = (80, 24)
FOOTER: Final = 7
"""As many keys are named in the footer; the rest stands in the help."""


class DrillScreen(Screen[None]):
    """A drill, from one seat."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual reads it from the class
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DRILL), ("escape", "forget")]
    app: DrillsimApp

    def __init__(self, seat: Seat) -> None:
        super().__init__(classes="-tab-1")
        self.seat = seat
        self._shown: Snapshot | None = None
        self._read: set[tuple[str, int]] = set()
        self._find: dict[str, str] = {}
        self._path_of = ""
        self._worst_first = False
        self._tab = 1
        self._jumping = False
        self._charted = -1

    @property
    def lexicon(self) -> Lexicon:
        """The words for this drill."""
        return self.app.lexicon(self.seat.drill)

    def compose(self) -> ComposeResult:
        """Edges, panels, questions."""
        yield Bar(id="head")
        yield Bar(id="tabs")
        with Container(id="body"):
            for name in ("lines", "inbox", "systems", "work", "charts", "story"):
                yield Panel(id=name)
        yield Panel(id="questions")
        yield Static(Content(""), id="small")
        yield Bar(id="strip")
        yield Input(id="finder", compact=True)
        yield Bar(id="foot")

    def on_mount(self) -> None:
        """Shows everything, and begins to tick."""
        self.show_all()
        self.query_one("#lines", Panel).focus()
        self.set_interval(TICK_SECONDS, self.tick)

    # -- time ---------------------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Lets time pass, and shows what is new."""
        try:
            news = self.seat.tick()
        except DrillsimError as error:
            self.app.tell(refusal_text(error), severity="error")
            return
        for notice in self.seat.notices:
            self.app.tell(notice)
        self.seat.notices.clear()
        self._show_head()
        if news:
            self._show_seen()
        if self.seat.drill.ended:
            self.app.tell_over(self)

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Shows everything anew: at the start, and when language, signs or seat have changed."""
        self._shown = None
        self._charted = -1
        self._entitle()
        self._show_head()
        self._show_seen()
        self._show_foot()

    def _entitle(self) -> None:
        titles = panel_titles()
        for number, name in enumerate(PANELS, 1):
            self.query_one(f"#{name}", Panel).entitle(f"{number} {titles[name]}", self._find.get(name, ""))
        self.query_one("#questions", Panel).entitle(_("To decide"), _("d decides"))
        self.query_one("#small", Static).update(
            Content(
                _("Too small for a drill.\nAt least {width} x {height} is needed.").format(
                    width=SMALL[0], height=SMALL[1]
                )
            )
        )

    def _show_head(self) -> None:
        seat = self.seat
        time = seat.time()
        self.query_one("#head", Bar).show(
            lambda width: head.head_row(
                self.lexicon,
                time,
                seat.seen.roles,
                is_truth=seat.facilitates,
                follows=seat.follower is not None,
                width=width,
            )
        )

    def _show_seen(self) -> None:
        """Shows what the seat sees; what is as it was is left as it is."""
        seen, before, lexicon = self.seat.seen, self._shown, self.lexicon
        self._shown = seen
        self._show_lines()
        if before is None or before.systems != seen.systems:
            self._show_systems()
        if before is None or before.inbox != seen.inbox:
            self._show_inbox()
        self.query_one("#work", Panel).show(lambda width, _height: work.work_rows(lexicon, seen, width))
        self._show_questions()
        if before is None or before.timeline != seen.timeline:
            find = self._find.get("story", "")
            self.query_one("#story", Panel).show(
                lambda width, _height: story.story_rows(lexicon, seen.timeline, width, find)
            )
        if before is None or self._charted != seen.time // 60_000:
            self._charted = seen.time // 60_000
            self.query_one("#charts", Panel).show(
                lambda width, height: charts.chart_rows(lexicon, seen.charts, seen.time, width, height)
            )
        self._show_strip()
        self._show_tabs()

    def _show_lines(self) -> None:
        seen, lexicon = self.seat.seen, self.lexicon
        rows = lines.worst_first(seen.lines) if self._worst_first or not self.has_class("-wide") else seen.lines
        every = self.has_class("-wide")
        self.query_one("#lines", Panel).show(
            lambda width, _height: lines.line_rows(lexicon, rows, width, every_form=every)
        )

    def _show_systems(self) -> None:
        lexicon, seen = self.lexicon, {row.component: row for row in self.seat.seen.systems}
        layers, path = self.app.layers(self.seat.drill), self.app.path(self.seat.drill, self._path_of)
        self.query_one("#systems", Panel).show(
            lambda width, _height: systems.map_rows(lexicon, layers, seen, path, width)
        )

    def _show_inbox(self) -> None:
        lexicon, read, messages = self.lexicon, frozenset(self._read), inbox.messages_of(self.seat.seen.inbox)
        unread = sum(message.key not in read for message in messages)
        panel = self.query_one("#inbox", Panel)
        find = self._find.get("inbox", "")
        title = panel_titles()["inbox"]
        if unread:
            title = _("{title}: {count} unread").format(title=title, count=unread)
        panel.entitle(f"3 {title}", find)
        panel.show(lambda width, _height: inbox.inbox_rows(lexicon, messages, read, width, find))

    def _show_questions(self) -> None:
        seen, lexicon = self.seat.seen, self.lexicon
        panel = self.query_one("#questions", Panel)
        panel.set_class(any(row.state in {"open", "approving"} for row in seen.decisions), "-has-open")
        room = 7 if self.has_class("-wide") else 4
        panel.show(lambda width, _height: work.question_rows(lexicon, seen, width, room))
        panel.styles.height = min(len(panel.rows) or room, room) + 2

    def _show_strip(self) -> None:
        seen, lexicon, horizon = self.seat.seen, self.lexicon, self.seat.drill.plan.horizon
        self.query_one("#strip", Bar).show(
            lambda width: story.strip_row(lexicon, seen.timeline, seen.time, horizon, width)
        )

    def _show_tabs(self) -> None:
        titles = panel_titles()
        self.query_one("#tabs", Bar).show(partial(_tab_row, self._tab, [titles[name] for name in PANELS]))

    def _show_foot(self) -> None:
        actions = {action.id: action for action in (*DRILL, *ANYWHERE)}
        wanted = ["pause", "decide", "inject" if self.seat.facilitates else "act", "faster", "find", "help", "leave"]
        chosen = self.app.settings.keys
        keys = [
            (key_name(keys_of(action, chosen)), action.short())
            for action in map(actions.__getitem__, wanted)
            if action.short
        ]
        self.query_one("#foot", Bar).show(partial(head.foot_row, keys[:FOOTER]))

    def on_resize(self, event: events.Resize) -> None:
        """Says so where there is too little room."""
        self.set_class(event.size.width < SMALL[0] or event.size.height < SMALL[1], "-tiny")
        self.call_after_refresh(self._show_seen)

    # -- acting -------------------------------------------------------------------------------------------------------

    def attempt(self, act: Callable[[], object]) -> bool:
        """Does something and shows what came of it; what is refused is told with its reason."""
        try:
            act()
        except DrillsimError as error:
            self.app.tell(refusal_text(error), severity="error")
            return False
        self._show_head()
        self._show_seen()
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

    def action_next_question(self) -> None:
        """On to the next question; the clock stands then."""
        self.attempt(lambda: self.seat.step(next_decision))

    def action_decide(self) -> None:
        """Opens a question that waits for an answer; a list of them where there are several."""
        waiting = [row for row in self.seat.seen.decisions if row.state == "open"]
        if not waiting:
            self.app.tell(_("nothing waits for an answer"))
        elif len(waiting) == 1:
            self._decide(waiting[0])
        else:
            picks = [
                Pick(row.decision, self.lexicon.name(row.decision), self.lexicon.name(row.role)) for row in waiting
            ]
            by_name = {row.decision: row for row in waiting}
            self.app.push_screen(
                Picking(_("Which question?"), picks), lambda key: self._decide(by_name[key]) if key else None
            )

    def _decide(self, row: DecisionRow) -> None:
        self.app.push_screen(Deciding(self.seat, self.lexicon, row), lambda _done: self.show_all())

    @on(Panel.Chosen, "#questions")
    def decide_chosen(self, event: Panel.Chosen) -> None:
        """Opens the question that was chosen."""
        name = event.key.partition(" ")[2]
        for row in self.seat.seen.decisions:
            if row.decision == name and row.state == "open":
                self._decide(row)

    # -- looking about ------------------------------------------------------------------------------------------------

    def action_panel(self, number: int) -> None:
        """To a panel; on a narrow terminal its tab comes to the front."""
        self.remove_class(f"-tab-{self._tab}")
        self._tab = number
        self.add_class(f"-tab-{number}")
        self._show_tabs()
        self.query_one(f"#{PANELS[number - 1]}", Panel).focus()

    def action_enlarge(self) -> None:
        """Makes the panel with the focus as large as the screen, or small again."""
        if self.maximized is not None:
            self.minimize()
        elif isinstance(self.focused, Panel):
            self.maximize(self.focused, container=False)

    def action_jump(self) -> None:
        """Waits for the letter of a panel."""
        self._jumping = True
        for letter, name in zip("asdfgh", PANELS, strict=True):
            self.query_one(f"#{name}", Panel).entitle(f"[{letter}]")

    def on_key(self, event: events.Key) -> None:
        """Jumps where a letter says."""
        if not self._jumping:
            return
        event.stop()
        event.prevent_default()
        self._jumping = False
        self._entitle()
        self._show_inbox()
        if event.key in "asdfgh" and len(event.key) == 1:
            self.action_panel("asdfgh".index(event.key) + 1)

    def action_order(self) -> None:
        """Lines worst first, or in their own order."""
        self._worst_first = not self._worst_first
        self._show_lines()

    def action_path(self) -> None:
        """Marks what the line under the cursor hangs on; nothing if it is marked already."""
        key = self.query_one("#lines", Panel).chosen
        self._path_of = "" if key == self._path_of else key
        self._show_systems()
        if self._path_of:
            self.app.tell(_("marked: what {line} hangs on").format(line=self.lexicon.name(self._path_of)))

    def action_find(self) -> None:
        """Opens the line to find something in a panel."""
        finder = self.query_one("#finder", Input)
        finder.placeholder = _("find in the messages and the story; esc clears")
        finder.value = self._find.get("inbox", "")
        finder.add_class("-open")
        finder.focus()

    @on(Input.Changed, "#finder")
    def find(self, event: Input.Changed) -> None:
        """Shows only what matches."""
        self._find = {"inbox": event.value.strip(), "story": event.value.strip()}
        self._shown = None
        self._show_seen()

    @on(Input.Submitted, "#finder")
    def found(self) -> None:
        """Goes on with what was found."""
        self.query_one("#finder", Input).remove_class("-open")
        self.query_one("#story" if self._tab == 6 else "#inbox", Panel).focus()

    def action_forget(self) -> None:
        """Clears what was looked for, makes an enlarged panel small."""
        if self.maximized is not None:
            self.minimize()
            return
        finder = self.query_one("#finder", Input)
        finder.value = ""
        self._find = {}
        if finder.has_class("-open"):
            finder.remove_class("-open")
            self.query_one("#lines", Panel).focus()
        self._shown = None
        self._show_seen()

    def action_next_unread(self) -> None:
        """Opens the earliest message that is unread."""
        for message in inbox.messages_of(self.seat.seen.inbox):
            if message.key not in self._read:
                self._open(message)
                return
        self.app.tell(_("everything is read"))

    def action_all_read(self) -> None:
        """Marks every message as read."""
        self._read |= {message.key for message in inbox.messages_of(self.seat.seen.inbox)}
        self._show_inbox()

    @on(Panel.Chosen, "#inbox")
    def open_message(self, event: Panel.Chosen) -> None:
        """Opens a message."""
        for message in inbox.messages_of(self.seat.seen.inbox):
            if str(message.first.record) == event.key:
                self._open(message)

    def _open(self, message: inbox.Message) -> None:
        self._read.add(message.key)
        self._show_inbox()
        lexicon = self.lexicon
        self.app.read(_("Message"), lambda width, _height: inbox.message_rows(lexicon, message, width))


def panel_titles() -> dict[str, str]:
    """What each panel is called."""
    return {
        "lines": _("Business lines"),
        "systems": _("Systems"),
        "inbox": _("Inbox"),
        "work": _("Work and duties"),
        "charts": _("Charts"),
        "story": _("Story so far"),
    }


def _tab_row(tab: int, titles: list[str], width: int) -> Row:
    from drillsim.telling.cells import cell_width, cut

    spans, used = [], 0
    for number, title in enumerate(titles, 1):
        said = f" {number} {cut(title, max(4, width // len(titles) - 5))} "
        used += cell_width(said) + 1
        if used > width:
            break
        spans += [Span(said, "title" if number == tab else "dim"), Span(" ")]
    return Row(tuple(spans))
