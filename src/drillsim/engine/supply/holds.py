"""Needs that outlive their supplier for a while, needs that take time to come back, and components that restart.

    following --supplier falls--> holding --time is up--> cut --supplier rises--> resuming --time or task--> following
        ^                            |                     ^                         |
        +----supplier is back--------+                     +-----supplier falls------+

1. While holding, the need still reads what the supplier was before; a supplier that is back in the very millisecond in
   which the time is up is back in time. Cut and resuming, it reads what was left when it was cut, at the most.
2. Without `resume` what is cut follows its supplier at once.
3. A component's own restart works the same way, but only after it was down altogether.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, WHOLE, Entity

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.causes import Causes
    from drillsim.engine.supply.levels import Levels, Triple

_HOLD = int(Entity.HOLD)
_NODE = int(Entity.NODE)

FOLLOWING, HOLDING, SPENT, CUT, RESUMING = range(5)


class Holds:
    """The state of every need with hold or resume, and of every restart."""

    __slots__ = ("_by_node", "_causes", "_levels", "_rows", "_shown", "_state", "_timer", "phase")

    def __init__(self, state: State, timer: int) -> None:
        self._state = state
        self._rows = state.plan.holds
        self._by_node = {row.node: i for i, row in enumerate(self._rows)}
        self._timer = timer
        self.phase = [FOLLOWING] * len(self._rows)
        self._shown: list[Triple] = [(WHOLE, WHOLE, 0) for _ in self._rows]
        self._levels: Levels

    def attach(self, levels: Levels, causes: Causes) -> None:
        """Learn where the levels are, and what is behind them."""
        self._levels = levels
        self._causes = causes

    def begin(self) -> None:
        """What is not there at the start has been gone for long: nothing holds, and coming back takes its time."""
        while fallen := [hold for hold, shown in enumerate(self._shown) if _falls(self._supplied(hold), shown)]:
            for hold in fallen:
                self._cut(hold, self._supplied(hold))
            self._levels.settle()

    def _supplied(self, hold: int) -> Triple:
        supplier = self._rows[hold].supplier
        levels = self._levels
        return levels.open[supplier], levels.done[supplier], levels.wrong[supplier]

    def value(self, node: int) -> Triple:
        """What the need reads now."""
        hold = self._by_node[node]
        phase = self.phase[hold]
        now = self._supplied(hold)
        if phase == FOLLOWING:
            row = self._rows[hold]
            if row.hold >= 0 and self._state.values[row.hold] > 0 and _falls(now, self._shown[hold]):
                return self._shown[hold]
            return now
        if phase in (HOLDING, SPENT):
            return self._shown[hold]
        return (min(now[0], self._shown[hold][0]), min(now[1], self._shown[hold][1]), now[2])

    def number_set(self, hold: int) -> None:
        """How long it takes to come back was set: what went while that took no time comes back in the time now set."""
        row, now = self._rows[hold], self._supplied(hold)
        if self.phase[hold] == FOLLOWING and (now[1] == 0 if row.restart else now[1] < WHOLE):
            self._cut(hold, now)

    def look(self, hold: int) -> None:
        """The supplier changed and all levels are settled: take the step that follows."""
        row = self._rows[hold]
        state = self._state
        now = self._supplied(hold)
        shown = self._shown[hold]
        phase = self.phase[hold]
        if phase == FOLLOWING:
            if not _falls(now, shown):
                self._shown[hold] = now
            elif row.hold >= 0 and state.values[row.hold] > 0:
                self.phase[hold] = HOLDING
                state.note(
                    _HOLD, hold, "holding", row.subject, (state.values[row.hold],),
                    (state.why(_NODE, row.supplier), *state.settings(row.hold)),
                )  # fmt: skip
                state.clock.arm(self._timer + hold, state.now + state.values[row.hold])
            else:
                self._cut(hold, now)
        elif phase in (HOLDING, SPENT):
            if not _falls(now, shown):
                state.clock.arm(self._timer + hold, NEVER)
                self._follow(hold)
        elif phase == CUT:
            if _rises(now, shown) and self._alive(hold, now):
                self._resume(hold)
            else:
                self._shown[hold] = _least(now, shown)
        elif not self._alive(hold, now):
            state.clock.arm(self._timer + hold, NEVER)
            self._cut(hold, now)

    def _alive(self, hold: int, now: Triple) -> bool:
        return now[1] > 0 if self._rows[hold].restart else _rises(now, self._shown[hold])

    def _cut(self, hold: int, now: Triple) -> None:
        row = self._rows[hold]
        takes = row.task >= 0 or (row.resume >= 0 and self._state.values[row.resume] > 0)
        if not takes or (row.restart and now[1] > 0):
            self._follow(hold)
            return
        self.phase[hold] = CUT
        self._shown[hold] = now
        self._levels.touch(row.node)
        self._state.changed(_HOLD, hold)

    def _resume(self, hold: int) -> None:
        row = self._rows[hold]
        state = self._state
        self.phase[hold] = RESUMING
        if row.task >= 0:
            state.changed(_HOLD, hold)
            return
        kind = "restarting" if row.restart else "resuming"
        causes = (*self._causes.of_need(row.supplier), *state.settings(row.resume))
        state.note(_HOLD, hold, kind, row.subject, (state.values[row.resume],), causes)
        state.clock.arm(self._timer + hold, state.now + state.values[row.resume])

    def _follow(self, hold: int) -> None:
        self.phase[hold] = FOLLOWING
        self._shown[hold] = self._supplied(hold)
        self._levels.touch(self._rows[hold].node)
        self._state.changed(_HOLD, hold)

    def due(self, hold: int) -> None:
        """The battery is empty, or what takes time to come back is back."""
        if self.phase[hold] == HOLDING:
            self.phase[hold] = SPENT  # the supplier may come back within this millisecond: let levels settle first
            self._state.clock.arm(self._timer + hold, self._state.now)
        elif self.phase[hold] == SPENT:
            self._cut(hold, self._supplied(hold))
        elif self.phase[hold] == RESUMING:
            self._follow(hold)

    def task_done(self, work: int, record: int) -> None:
        """The work that brings a need back is done: those that waited for it follow again."""
        for hold, row in enumerate(self._rows):
            if row.task == work and self.phase[hold] == RESUMING:
                if record >= 0:
                    self._state.last[_HOLD][hold] = record
                self._follow(hold)


def _falls(now: Triple, before: Triple) -> bool:
    return now[1] < before[1]


def _rises(now: Triple, before: Triple) -> bool:
    return now[1] > before[1]


def _least(now: Triple, before: Triple) -> Triple:
    return (min(now[0], before[0]), min(now[1], before[1]), now[2])
