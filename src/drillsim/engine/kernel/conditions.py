"""Conditions on the state: whether they hold now, when they may hold next, and what happens when they come to hold.

1. Measures move in straight lines between events, so the moment a comparison turns is computed, never searched for.
   Counts are compared as a reader sees them, rounded down; so is the difference of two measures.
2. A condition is looked at again when something it looks at changed, or when its own timer falls due.
3. `for` remembers since when its part has held; `by` whether it held up to a time; `not by` holds from that time on
   if it never did.
4. What came to hold for something withheld is caught up with when that is released, if it still holds.
   A message that is sent again is news again: what looks at it comes to hold anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from drillsim.engine.arrays import NEVER, NONE, Cond

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays import ConditionRow
    from drillsim.engine.kernel.measures import Measures
    from drillsim.engine.kernel.state import State

_UNKNOWN = -2


class Conditions:
    """What holds now."""

    __slots__ = ("_measures", "_memory", "_next", "_passed", "_state", "_states", "_timers", "rows", "true")

    def __init__(
        self, state: State, measures: Measures, states: Callable[[int, int, str, int], bool], timer: int
    ) -> None:
        self._state = state
        self._measures = measures
        self.rows = list(state.plan.conditions)
        """Those of the plan, and behind them what was given during the run."""
        self._states = states
        self._timers = list(range(timer, timer + len(self.rows)))
        self._memory: list[list[int]] = [[_UNKNOWN] * row.memory for row in self.rows]
        self._passed: dict[tuple[int, int], set[int]] = {}
        """By (Entity, row) that is withheld: the conditions that came to hold for it."""
        self._next = NEVER
        self.true = [False] * len(self.rows)

    def add(self, row: ConditionRow, timer: int) -> int:
        """Look at one more condition from now on; its number."""
        self.rows.append(row)
        self._timers.append(timer)
        self._memory.append([_UNKNOWN] * row.memory)
        self.true.append(False)
        return len(self.rows) - 1

    def drop(self, condition: int) -> None:
        """Nobody looks at this condition any more; it keeps its number."""
        self._state.clock.arm(self._timers[condition], NEVER)

    def probe(self, root: Cond, memory: list[int]) -> tuple[bool, int]:
        """Whether something holds now, and when that may change by itself; it stores nothing but in this memory."""
        self._next = NEVER
        return self._test(root, memory), self._next

    def holds(self, condition: int) -> bool:
        """Whether a condition holds now, and wake up when it may change by itself."""
        self._next = NEVER
        result = self._test(self.rows[condition].root, self._memory[condition])
        self._state.clock.arm(self._timers[condition], self._next)
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

    def _at(self, moment: int) -> None:
        if self._state.now < moment < self._next:
            self._next = moment

    def _test(self, test: Cond, memory: list[int]) -> bool:
        op = test[0]
        if op == "state":
            _, entity, index, state, argument = cast("tuple[str, int, int, str, int]", test)
            return self._states(entity, index, state, argument)
        if op == "compare":
            return self._compare(test)
        if op == "time":
            return self._time(cast("str", test[1]), cast("int", test[2]))
        if op in ("all", "any"):
            # every part is looked at: each may hold the next moment, and each keeps its own memory
            results = [self._test(part, memory) for part in cast("tuple[Cond, ...]", test[1])]
            return all(results) if op == "all" else any(results)
        if op == "not":
            return not self._test(cast("Cond", test[1]), memory)
        if op == "for":
            return self._for(cast("Cond", test[1]), cast("int", test[2]), cast("int", test[3]), memory)
        return self._by(cast("Cond", test[1]), cast("int", test[2]), bool(test[3]), cast("int", test[4]), memory)

    def _time(self, op: str, moment: int) -> bool:
        now = self._state.now
        self._at(moment)
        self._at(moment + 1)
        return _OPS[op](now, moment)

    def _for(self, part: Cond, duration: int, place: int, memory: list[int]) -> bool:
        now = self._state.now
        if not self._test(part, memory):
            memory[place] = _UNKNOWN
            return False
        if memory[place] == _UNKNOWN:
            memory[place] = now
        self._at(memory[place] + duration)
        return now - memory[place] >= duration

    def _by(self, part: Cond, moment: int, never: bool, place: int, memory: list[int]) -> bool:
        now = self._state.now
        if memory[place] == _UNKNOWN and now <= moment and self._test(part, memory):
            memory[place] = now
        held = memory[place] != _UNKNOWN
        if not never:
            return held
        self._at(moment)
        return not held and now >= moment

    def _compare(self, test: Cond) -> bool:
        _, measure, op, other, value = cast("tuple[str, int, str, int, int]", test)
        amount, rate, scale = self._measures.exact(measure)
        self._at(self._measures.bend(measure))
        if other != NONE:
            # the difference of two measures is compared with nothing
            more, its_rate, its_scale = self._measures.exact(other)
            self._at(self._measures.bend(other))
            amount, rate = amount * its_scale - more * scale, rate * its_scale - its_rate * scale
            scale, value = scale * its_scale, 0
        if rate:
            # what is shown changes when the amount reaches the value, and when it leaves it
            for mark in (value * scale, (value + 1) * scale):
                if rate > 0 and amount < mark:
                    self._at(self._state.now + -(-(mark - amount) // rate))
                elif rate < 0 and amount >= mark:
                    self._at(self._state.now + (amount - mark) // -rate + 1)
        return _OPS[op](amount // scale, value)


_OPS: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
