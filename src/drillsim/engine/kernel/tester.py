"""Whether a test holds now, and when that may change by itself.

1. Measures move in straight lines between events, so the moment a comparison turns is computed, never searched for.
   Counts are compared as a reader sees them, rounded down; so is the difference of two measures.
2. `for` remembers since when its part has held; `by` whether it held up to a time; `not by` holds from that time on
   if it never did. What is remembered lies in a memory that whoever asks keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, cast

from drillsim.engine.arrays import NEVER, NONE, Cond

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN: Final = -2
"""What a memory holds of what never held."""


class Readable(Protocol):
    """Numbers that move in straight lines."""

    def exact(self, measure: int) -> tuple[int, int, int]:
        """The value now, its growth per ms, and how many of the units of both make one."""

    def bend(self, measure: int) -> int:
        """When the line of a measure bends by itself, or NEVER."""


class Timed(Protocol):
    """What knows the present moment."""

    @property
    def now(self) -> int:
        """How far time has come."""


class Tester:
    """Tests what holds, by what can be read and by what states there are."""

    __slots__ = ("_clock", "_measures", "_states", "next")

    def __init__(self, measures: Readable, states: Callable[[int, int, str, int], bool], clock: Timed) -> None:
        self._measures = measures
        self._states = states
        self._clock = clock
        self.next = NEVER
        """When what was tested last may change by itself."""

    def holds(self, root: Cond, memory: list[int]) -> bool:
        """Whether a test holds now; `next` says until when that is sure, if nothing happens."""
        self.next = NEVER
        return self._test(root, memory)

    def _at(self, moment: int) -> None:
        if self._clock.now < moment < self.next:
            self.next = moment

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
        now = self._clock.now
        self._at(moment)
        self._at(moment + 1)
        return _OPS[op](now, moment)

    def _for(self, part: Cond, duration: int, place: int, memory: list[int]) -> bool:
        now = self._clock.now
        if not self._test(part, memory):
            memory[place] = UNKNOWN
            return False
        if memory[place] == UNKNOWN:
            memory[place] = now
        self._at(memory[place] + duration)
        return now - memory[place] >= duration

    def _by(self, part: Cond, moment: int, never: bool, place: int, memory: list[int]) -> bool:
        now = self._clock.now
        if memory[place] == UNKNOWN and now <= moment and self._test(part, memory):
            memory[place] = now
        held = memory[place] != UNKNOWN
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
                    self._at(self._clock.now + -(-(mark - amount) // rate))
                elif rate < 0 and amount >= mark:
                    self._at(self._clock.now + (amount - mark) // -rate + 1)
        return _OPS[op](amount // scale, value)


_OPS: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
