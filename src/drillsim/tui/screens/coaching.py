"""Owns the place of the coach at the foot of the tutorial: what to do next, until somebody sends it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling.cells import cell_width, wrap
from drillsim.telling.language import _
from drillsim.tui.coach import LESSONS, TUTORIAL, Progress, lesson_after, lesson_words
from drillsim.tui.keys import ANYWHERE, DRILL, key_name, keys_of
from drillsim.tui.painting.rows import Row, Span
from drillsim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from drillsim.tui.app import DrillsimApp
    from drillsim.tui.seat import Seat


class Coaching(Panel, can_focus=False):
    """What to do next."""

    app: DrillsimApp

    def __init__(self, seat: Seat) -> None:
        super().__init__(id="coach")
        self._seat = seat
        self.number = 0
        """The lesson that is shown."""
        self._is_wanted = seat.drill.header.scenario_id == TUTORIAL and not seat.facilitates and seat.follower is None
        self.set_class(self._is_wanted, "-open")

    def on_mount(self) -> None:
        """Lets the panels make room."""
        self.screen.set_class(self._is_wanted, "-coached")

    def look(self) -> None:
        """Shows what comes next, by what has been done."""
        if not self._is_wanted:
            return
        time = self._seat.time()
        progress = Progress(self._seat.seen, not time.paused, time.branches, frozenset(self.app.did))
        self.number = lesson_after(self.number, progress)
        chosen = self.app.settings.keys
        keys = {action.id: key_name(keys_of(action, chosen)) for action in (*DRILL, *ANYWHERE)}
        words = lesson_words(self.number, keys)
        number = self.number
        heading = _("Coach {number}/{count}").format(number=number + 1, count=len(LESSONS))
        away = _("{key} sends the coach away").format(key=keys["coach"])

        def paint(width: int, _height: int) -> tuple[Row, ...]:
            before = f" {heading}  "
            room = max(8, width - cell_width(before) - 1)
            first, *more = wrap(f"{words} ({away})" if number in {0, len(LESSONS) - 1} else words, room) or [""]
            gap = " " * cell_width(before)
            return (
                Row((Span(before, "title"), Span(first))),
                *(Row((Span(gap), Span(line))) for line in more),
            )

        self.show(paint)

    def turn(self) -> None:
        """Away, or back."""
        self._is_wanted = not self._is_wanted
        self.set_class(self._is_wanted, "-open")
        self.screen.set_class(self._is_wanted, "-coached")
        self.look()
