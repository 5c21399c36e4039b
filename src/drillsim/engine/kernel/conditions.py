"""Conditions on the state: which are looked at when, and what is to follow when they come to hold.

1. A condition is looked at again when something it looks at changed, or when its own timer falls due.
2. What came to hold for something withheld is caught up with when that is released, if it still holds.
   A message that is sent again is news again: what looks at it comes to hold anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER
from drillsim.engine.kernel.tester import UNKNOWN, Tester

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays import ConditionRow
    from drillsim.engine.kernel.measures import Measures
    from drillsim.engine.kernel.state import State


class Conditions:
    """What holds now."""

    __slots__ = ("_memory", "_passed", "_state", "_tester", "_timers", "rows", "true")

    def __init__(
        self, state: State, measures: Measures, states: Callable[[int, int, str, int], bool], timer: int
    ) -> None:
        self._state = state
        self._tester = Tester(measures, states, state)
        self.rows = list(state.plan.conditions)
        """Those of the plan, and behind them what was given during the run."""
        self._timers = list(range(timer, timer + len(self.rows)))
        self._memory: list[list[int]] = [[UNKNOWN] * row.memory for row in self.rows]
        self._passed: dict[tuple[int, int], set[int]] = {}
        """By (Entity, row) that is withheld: the conditions that came to hold for it."""
        self.true = [False] * len(self.rows)

    def add(self, row: ConditionRow, timer: int) -> int:
        """Look at one more condition from now on; its number."""
        self.rows.append(row)
        self._timers.append(timer)
        self._memory.append([UNKNOWN] * row.memory)
        self.true.append(False)
        return len(self.rows) - 1

    def drop(self, condition: int) -> None:
        """Nobody looks at this condition any more; it keeps its number."""
        self._state.clock.arm(self._timers[condition], NEVER)

    def holds(self, condition: int) -> bool:
        """Whether a condition holds now, and wake up when it may change by itself."""
        tester = self._tester
        result = tester.holds(self.rows[condition].root, self._memory[condition])
        self._state.clock.arm(self._timers[condition], tester.next)
        return result

    def came_true(self, condition: int) -> bool:
        """Look at a condition again: True if it newly holds."""
        was = self.true[condition]
        now = self.true[condition] = self.holds(condition)
        return now and not was

    def pass_over(self, condition: int, entity: int, row: int) -> None:
        """It came to hold for something that is withheld."""
        self._passed.setdefault((entity, row), set()).add(condition)

    def catch_up(self, entity: int, row: int) -> None:
        """Something is released: what holds for it by now comes to hold."""
        for condition in self._passed.pop((entity, row), ()):
            self.true[condition] = False
            self._state.stale_conditions.add(condition)

    def forget(self, entity: int, row: int) -> None:
        """Something happens anew: what looks at it and holds may come to hold again."""
        for condition in self._state.looks[entity].get(row, ()):
            self.came_true(condition)
            self.true[condition] = False
