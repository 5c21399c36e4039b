"""Flows: for each item of one thing, so much of another, perhaps later. A flow copies, it never moves.

1. A flow into a limit, a backlog, a unit's stops or a flood of messages follows its source at once, or everything of
   it comes `after` later, however short it was.
2. A flow into a line's demand is feedback: it has a lag of at least a second (a minute by default) and one pending
   update at most, which reads the source at that moment.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, WHOLE, Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.conditions import Conditions
    from drillsim.engine.kernel.measures import Measures
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.reasons import Reasons
    from drillsim.engine.supply.levels import Levels

LAG = 60_000
_LEAST_LAG = 1_000


class Flows:
    """The rate of every flow now."""

    __slots__ = (
        "_conditions", "_levels", "_measures", "_reach", "_reasons", "_rows", "_state", "_timer", "_under_way", "rate",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, timer: int) -> None:
        self._state = state
        self._levels = levels
        self._rows = state.plan.flows
        self._timer = timer
        self.rate = [0] * len(self._rows)
        self._under_way: list[deque[tuple[int, int]]] = [deque() for _ in self._rows]
        """By flow: (when, rate) of what will arrive."""
        self._measures: Measures
        self._conditions: Conditions
        self._reasons: Reasons
        self._reach: Callable[[int, int], None]

    def attach(
        self, measures: Measures, conditions: Conditions, reasons: Reasons, reach: Callable[[int, int], None]
    ) -> None:
        """Learn how measures and conditions are read and explained, and whom to tell: (Entity, index) of the target."""
        self._measures = measures
        self._conditions = conditions
        self._reasons = reasons
        self._reach = reach

    def _now(self, flow: int) -> int:
        row = self._rows[flow]
        values = self._state.values
        rate = values[row.rate] if row.measure < 0 else self._measures.flow_rate(row.measure)
        rate = max(0, rate) * values[row.share] // WHOLE
        if rate and row.condition >= 0 and not self._conditions.holds(row.condition):
            return 0
        if rate and row.needs >= 0:
            rate = rate * self._levels.level(row.needs) // WHOLE
        return rate

    def look(self, flow: int) -> None:
        """The source may have changed."""
        row = self._rows[flow]
        state = self._state
        rate = self._now(flow)
        lag = max(0, state.values[row.after]) if row.after >= 0 else 0
        if row.target[0] == Entity.LINE:
            if state.clock.armed_at(self._timer + flow) == NEVER and rate != self.rate[flow]:
                state.clock.arm(self._timer + flow, state.now + (max(lag, _LEAST_LAG) if lag else LAG))
        elif lag or self._under_way[flow]:
            self._send(flow, rate, lag)
        else:
            self._take(flow, rate)

    def _send(self, flow: int, rate: int, lag: int) -> None:
        """From `lag` later on it carries so much; what is under way arrives before."""
        under_way, now = self._under_way[flow], self._state.now
        if rate == (under_way[-1][1] if under_way else self.rate[flow]):
            return
        at = max(now + lag, under_way[-1][0] if under_way else now)
        under_way.append((at, rate))
        self._state.clock.arm(self._timer + flow, under_way[0][0])

    def due(self, flow: int) -> None:
        """The lag is over: what was under way arrives; feedback reads the source as it is now."""
        under_way = self._under_way[flow]
        if not under_way:
            self._take(flow, self._now(flow))
            return
        rate = self.rate[flow]
        while under_way and under_way[0][0] <= self._state.now:
            rate = under_way.popleft()[1]
        self._state.clock.arm(self._timer + flow, under_way[0][0] if under_way else NEVER)
        self._take(flow, rate)

    def _take(self, flow: int, rate: int) -> None:
        if rate != self.rate[flow]:
            self.rate[flow] = rate
            self._reach(*self._rows[flow].target)
            self._state.changed(Entity.FLOW, flow)

    def why(self, flow: int) -> tuple[int, ...]:
        """The records that explain what a flow carries."""
        return self._reasons.of_flow(flow)
