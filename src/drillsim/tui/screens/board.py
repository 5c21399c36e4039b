"""Owns the panels of a drill: what is shown in them, what somebody looks for, has read and has marked.

1. The panels are a function of the snapshot and of what somebody looks for, has read, marked or put in order.
2. A panel in which nothing changed is not painted.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual.containers import Container

from drillsim.telling.language import _
from drillsim.tui.painting import charts, inbox, lines, story, systems, work
from drillsim.tui.painting.head import tab_row
from drillsim.tui.widgets.bars import Bar
from drillsim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from drillsim.drill import Snapshot
    from drillsim.tui.painting.lexicon import Lexicon

PANELS: Final = ("lines", "systems", "inbox", "work", "charts", "story")
NOTHING_KNOWN: Final[Mapping[str, str]] = {}
JUMPS: Final = "asdfgh"
"""The letter that leads to each panel."""
_CHART_MS: Final = 60_000
_ROOM_WIDE: Final = 7
_ROOM_NARROW: Final = 4


class Board(Container):
    """The panels of a drill."""

    def __init__(self) -> None:
        super().__init__(id="board")
        self._seen: Snapshot | None = None
        self._lexicon: Lexicon | None = None
        self._known: Mapping[str, str] = NOTHING_KNOWN
        self._read: set[tuple[str, int]] = set()
        self._find = ""
        self._path_of = ""
        self._worst_first = True
        self._tab = 1
        self._charted = -1

    def compose(self) -> ComposeResult:
        """Tabs, panels, questions."""
        yield Bar(id="tabs")
        with Container(id="body"):
            for name in ("lines", "inbox", "systems", "work", "charts", "story"):
                yield Panel(id=name)
        yield Panel(id="questions")
        yield Bar(id="strip")

    def panel(self, name: str) -> Panel:
        """A panel by its name."""
        return self.query_one(f"#{name}", Panel)

    @property
    def is_wide(self) -> bool:
        """Whether all panels are side by side."""
        return self.screen.has_class("-wide")

    # -- showing ------------------------------------------------------------------------------------------------------

    def show(
        self, seen: Snapshot, lexicon: Lexicon, known: Mapping[str, str] = NOTHING_KNOWN, *, anew: bool = False
    ) -> None:
        """Shows what a seat sees; what is as it was is left as it is, unless everything is to be painted anew."""
        before = None if anew or lexicon is not self._lexicon else self._seen
        learned = known != self._known
        self._seen, self._lexicon, self._known = seen, lexicon, known
        if before is None:
            self._charted = -1
            self._entitle()
        self._show_lines(seen, lexicon)
        if before is None or learned or before.systems is not seen.systems:
            self._show_systems(seen, lexicon)
        if before is None or before.inbox is not seen.inbox:
            self._show_inbox(seen, lexicon)
        self.panel("work").show(lambda width, _height: work.work_rows(lexicon, seen, width))
        self._show_questions(seen, lexicon)
        if before is None or before.timeline is not seen.timeline:
            find = self._find
            self.panel("story").show(lambda width, _height: story.story_rows(lexicon, seen.timeline, width, find))
        self._show_charts(seen, lexicon)
        horizon = lexicon.plan.horizon
        self.query_one("#strip", Bar).show(
            lambda width: story.strip_row(lexicon, seen.timeline, seen.time, horizon, width)
        )

    def again(self) -> None:
        """Shows the same anew."""
        if self._seen is not None and self._lexicon is not None:
            self.show(self._seen, self._lexicon, self._known, anew=True)

    def _entitle(self) -> None:
        titles = panel_titles()
        for number, name in enumerate(PANELS, 1):
            self.panel(name).entitle(f"{number} {titles[name]}")
        self.panel("questions").entitle(_("To decide"), _("d decides"))
        self._show_tabs()

    def _show_lines(self, seen: Snapshot, lexicon: Lexicon) -> None:
        wide, known = self.is_wide, self._known
        rows = lines.worst_first(seen.lines) if self._worst_first else seen.lines
        self.panel("lines").show(lambda width, _height: lines.line_rows(lexicon, rows, width, known, every_form=wide))

    def _show_systems(self, seen: Snapshot, lexicon: Lexicon) -> None:
        by_name = {row.component: row for row in seen.systems}
        layers, path, known = lexicon.layers, lexicon.path(self._path_of), self._known
        title = panel_titles()["systems"]
        if self._path_of:
            title = _("{title}: what {line} hangs on").format(title=title, line=lexicon.name(self._path_of))
        self.panel("systems").entitle(f"2 {title}")
        self.panel("systems").show(
            lambda width, _height: systems.map_rows(lexicon, layers, by_name, path, width, known)
        )

    def _show_inbox(self, seen: Snapshot, lexicon: Lexicon) -> None:
        read, messages, find = frozenset(self._read), inbox.messages_of(seen.inbox), self._find
        unread = sum(message.key not in read for message in messages)
        title = panel_titles()["inbox"]
        if unread:
            title = _("{title}: {count} unread").format(title=title, count=unread)
        panel = self.panel("inbox")
        panel.entitle(f"3 {title}", find)
        panel.show(lambda width, _height: inbox.inbox_rows(lexicon, messages, read, width, find))

    def _show_questions(self, seen: Snapshot, lexicon: Lexicon) -> None:
        panel, room = self.panel("questions"), _ROOM_WIDE if self.is_wide else _ROOM_NARROW
        panel.set_class(any(row.state in {"open", "approving"} for row in seen.decisions), "-has-open")
        panel.show(lambda width, _height: work.question_rows(lexicon, seen, width, room))

    def _show_charts(self, seen: Snapshot, lexicon: Lexicon) -> None:
        if self._charted != seen.time // _CHART_MS:
            self._charted = seen.time // _CHART_MS
            self.panel("charts").show(
                lambda width, height: charts.chart_rows(lexicon, seen.charts, seen.time, width, height)
            )

    def _show_tabs(self) -> None:
        self.query_one("#tabs", Bar).show(partial(tab_row, self._tab, tab_titles()))

    # -- looking about ------------------------------------------------------------------------------------------------

    def go_to(self, number: int) -> None:
        """To a panel; on a narrow terminal its tab comes to the front."""
        self.screen.remove_class(f"-tab-{self._tab}")
        self._tab = number
        self.screen.add_class(f"-tab-{number}")
        self._show_tabs()
        self.panel(PANELS[number - 1]).focus()

    def find(self, words: str) -> None:
        """Shows only messages and records in which some words are found."""
        if words != self._find:
            self._find = words
            self.again()

    @property
    def found_in(self) -> Panel:
        """Where one goes on with what was found."""
        return self.panel("story" if self._tab == len(PANELS) else "inbox")

    def name_jumps(self) -> None:
        """Shows the letter of each panel."""
        for letter, name in zip(JUMPS, PANELS, strict=True):
            self.panel(name).entitle(f"[{letter}]")

    def turn_order(self) -> None:
        """Lines worst first, or in their own order."""
        self._worst_first = not self._worst_first
        self.again()

    def mark_path(self) -> None:
        """Marks what the line under the cursor hangs on, or nothing if it is marked already."""
        chosen = self.panel("lines").chosen
        self._path_of = "" if chosen == self._path_of else chosen
        self.again()

    # -- messages -----------------------------------------------------------------------------------------------------

    def messages(self) -> tuple[inbox.Message, ...]:
        """Every message that came."""
        return inbox.messages_of(self._seen.inbox) if self._seen is not None else ()

    def unread(self) -> inbox.Message | None:
        """The earliest message that nobody has opened."""
        return next((message for message in self.messages() if message.key not in self._read), None)

    def have_read(self, *messages: inbox.Message) -> None:
        """Marks messages as read."""
        self._read |= {message.key for message in messages}
        if self._seen is not None and self._lexicon is not None:
            self._show_inbox(self._seen, self._lexicon)


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


def tab_titles() -> list[str]:
    """What each panel is called where there is room for a word only."""
    return [_("Lines"), _("Systems"), _("Inbox"), _("Work"), _("Charts"), _("Story")]
