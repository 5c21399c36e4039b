"""What each line may lose: how much of every form is used, and when half, most and all of it is.

1. Exactly the allowed amount is within; the first millisecond, item or customer more is a breach.
2. Each form may be breached on its own; 50 %, 80 % and the breach are records.
3. A form may count something else than its line (`of`): then it is looked at whenever that changes.
4. `ready` and `cleared` are tested at their clock time, each business day of the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NEVER, WHOLE, Entity, Unit
from drillsim.engine.kernel.calendar import next_clock
from drillsim.engine.work.accounts import WAITING

if TYPE_CHECKING:
    from drillsim.engine.kernel.measures import Measures
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.reasons import Reasons
    from drillsim.engine.work.lines import Lines

HALF, MOST = 500_000, 800_000
_MARKS = (("used-half", HALF), ("used-most", MOST))


class Tolerances:
    """How far each form of each line's tolerance is used."""

    __slots__ = (
        "_by_line",
        "_deadline_timer",
        "_deadlines",
        "_lines",
        "_measures",
        "_reached",
        "_reasons",
        "_rows",
        "_state",
        "_timer",
        "breached_at",
        "kept",
    )

    def __init__(
        self, state: State, measures: Measures, lines: Lines, reasons: Reasons, timers: dict[str, int]
    ) -> None:
        self._state = state
        self._measures = measures
        self._lines = lines
        self._reasons = reasons
        self._rows = state.plan.tolerances
        self._timer = timers["tolerance"]
        self._deadlines = state.plan.deadlines
        self._deadline_timer = timers["deadline"]
        self._reached = [0] * len(self._rows)
        self.breached_at = [NEVER] * len(self._rows)
        self.kept: list[list[tuple[int, bool]]] = [[] for _ in self._deadlines]
        """Each time a clock form was tested: when, and whether it was kept."""
        self._by_line: dict[int, list[int]] = {}
        for place, row in enumerate(self._rows):
            self._by_line.setdefault(row.line, []).append(place)

    def begin(self) -> None:
        """Wait for the clock forms, and look at the others once."""
        for place in range(len(self._deadlines)):
            self._wait(place)
        for place in range(len(self._rows)):
            self.look(place)

    def _wait(self, place: int) -> None:
        state = self._state
        at = next_clock(state.plan.calendar, state.values[self._deadlines[place].clock], state.now, business=True)
        state.clock.arm(self._deadline_timer + place, at if at <= state.plan.horizon else NEVER)

    def clocks_set(self, line: int) -> None:
        """A number of a line was set, perhaps one of its clock times."""
        for place, row in enumerate(self._deadlines):
            if row.line == line:
                self._wait(place)

    def line_changed(self, line: int) -> None:
        """The accounts of a line move differently now."""
        for place in self._by_line.get(line, ()):
            self.look(place)

    def used(self, place: int) -> tuple[int, int, int]:
        """The share of a form that is used, how fast it grows, and how many units of both make a millionth."""
        value, rate, scale = self._measures.exact(self._rows[place].measure)
        return value * WHOLE, rate * WHOLE, max(1, self._allowed(place)) * scale

    def _allowed(self, place: int) -> int:
        """The limit in the units of a reader."""
        row = self._rows[place]
        limit = self._state.values[row.limit]
        return limit // 1000 if row.unit == Unit.COUNT else limit

    def amounts(self, place: int) -> tuple[int, int]:
        """(used, allowed) of a form in the units of a reader, rounded down."""
        return self._measures.whole(self._rows[place].measure), self._allowed(place)

    def look(self, place: int) -> None:
        """Record what is reached and wait for the next mark."""
        row = self._rows[place]
        state = self._state
        if self._reached[place] > len(_MARKS):
            return
        value, rate, scale = self._measures.exact(row.measure)
        allowed = self._allowed(place)
        breach = (allowed + 1) * scale
        at = NEVER
        while self._reached[place] <= len(_MARKS):
            reached = self._reached[place]
            # of nothing there is no half: the first item is a breach
            mark = allowed * scale * _MARKS[reached][1] // WHOLE if reached < len(_MARKS) and allowed > 0 else breach
            if value < mark:
                if rate > 0:
                    at = state.now + -(-(mark - value) // rate)
                at = min(at, self._measures.bend(row.measure))
                break
            self._mark(place, len(_MARKS) if mark == breach else reached)
        state.clock.arm(self._timer + place, at if at <= state.plan.horizon else NEVER)

    def _mark(self, place: int, reached: int) -> None:
        row = self._rows[place]
        state = self._state
        self._reached[place] = reached + 1
        kind = _MARKS[reached][0] if reached < len(_MARKS) else "breached"
        if kind == "breached":
            self.breached_at[place] = state.now
        causes = (*self._reasons.of_measure(row.measure), *state.settings(row.limit))
        state.record(kind, state.plan.lines[row.line].subject, (row.name, *self.amounts(place)), causes)
        state.changed(Entity.LINE, row.line)

    def deadline(self, place: int) -> None:
        """The clock time of a `ready` or `cleared` has come."""
        row = self._deadlines[place]
        state = self._state
        subject = state.plan.lines[row.line].subject
        if row.name == "ready":
            kept = self._lines.good[row.line] >= state.values[state.plan.lines[row.line].restored_at]
        else:
            kept = self._lines.read(row.line, WAITING)[0] < ITEM
        self.kept[place].append((state.now, kept))
        if kept:
            state.record("ready", subject, (row.name,))
        else:
            state.record(
                "not-ready",
                subject,
                (row.name,),
                (*self._reasons.behind(Entity.LINE, row.line, lost=True), *state.settings(row.clock)),
            )
        self._wait(place)
