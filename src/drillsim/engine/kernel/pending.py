"""Injects that were given beforehand: each waits for its time or its condition, acts once, and is gone.

1. What is given is compiled before it waits, so that nothing is refused when its moment comes.
2. A time acts with the other timers of its millisecond; a condition behind those of the plan. What holds already when
   it is given acts at once.
3. Waiting changes nothing: a run in which something waits that never comes is the run without it.
4. Draws come from streams of the command that gave it, whenever it acts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from drillsim.engine.arrays import NEVER, NONE, ConditionRow, MeasureRow
from drillsim.engine.kernel.calendar import clock_text, next_clock
from drillsim.engine.kernel.errors import CommandRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays import Cond
    from drillsim.engine.kernel.run import Run


@dataclass(frozen=True, slots=True)
class Moment:
    """When an inject acts: at a clock time, or once a condition holds."""

    clock: int = NONE
    """A clock slot: a time of day, or a moment of the run."""
    condition: ConditionRow | None = None
    measures: tuple[MeasureRow, ...] = ()
    """What the condition reads beyond the measures of the plan, numbered behind them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An inject that waits."""

    number: int
    """Which command of the run it was."""
    at: int
    """When it acts; NEVER if it waits for a condition."""
    record: int
    """The record of its being given."""
    condition: int = NONE
    """The condition that it waits for, by its number in this run."""


class Pending:
    """What was given beforehand and has not acted."""

    __slots__ = ("_acts", "_run", "waiting")

    def __init__(self, run: Run) -> None:
        self._run = run
        self.waiting: dict[int, Waiting] = {}
        """By the number of the command, in the order in which they were given."""
        self._acts: dict[int, Callable[[tuple[int, ...]], None]] = {}

    def check(self, moment: Moment) -> None:
        """Refuses a moment that cannot come any more, and conditions in a run that looks at nothing."""
        run = self._run
        if moment.condition is not None:
            if run.state.unwatched:
                raise CommandRefused(
                    "this run looks at no conditions", "begin it with watched=True, so that conditions can be given"
                )
            return
        at = next_clock(run.plan.calendar, moment.clock, -1)
        calendar = run.plan.calendar
        if at < run.now:
            raise CommandRefused(
                f"{clock_text(calendar, at)} has passed", "write a later time; d+1 10:15 is the day after the start"
            )
        if at > run.plan.horizon:
            raise CommandRefused("that moment lies behind the end of the scenario", "write an earlier time")

    def give(self, number: int, moment: Moment, record: int, act: Callable[[tuple[int, ...]], None]) -> None:
        """Let something wait for its moment; it passed its check."""
        run = self._run
        self._acts[number] = act
        if moment.condition is None:
            at = next_clock(run.plan.calendar, moment.clock, -1)
            self.waiting[number] = Waiting(number, at, record)
            run.later(at, lambda: self._fire(number, ()))
            return
        row = replace(moment.condition, root=adopted(run, moment.condition, moment.measures), owner=("inject", number))
        self.waiting[number] = Waiting(number, NEVER, record, run.watch(row))

    def came_true(self, number: int, causes: tuple[int, ...]) -> bool:
        """The condition of an inject holds; whether it acted."""
        if number not in self.waiting:
            return False
        self._fire(number, causes)
        return True

    def _fire(self, number: int, causes: tuple[int, ...]) -> None:
        waiting = self.waiting.get(number)
        if waiting is not None:
            act = self._acts[number]
            self._forget(waiting)
            act((waiting.record, *causes))

    def withdraw(self, number: int) -> Waiting:
        """It does not act any more; what it was. Raises CommandRefused if nothing of that number waits."""
        waiting = self.waiting.get(number)
        if waiting is None:
            known = ", ".join(map(str, self.waiting))
            raise CommandRefused(f"no inject {number} waits", f"there are: {known}" if known else "nothing waits")
        self._forget(waiting)
        return waiting

    def _forget(self, waiting: Waiting) -> None:
        del self.waiting[waiting.number], self._acts[waiting.number]
        if waiting.condition >= 0:
            self._run.unwatch(waiting.condition)


def adopted(run: Run, condition: ConditionRow, measures: tuple[MeasureRow, ...]) -> Cond:
    """The test of a condition that was compiled against the plan of a run, with its measures known to the run."""
    offset = len(run.state.measures) - len(run.plan.measures)
    for measure in measures:
        run.measures.add(measure)
    return _moved(condition.root, len(run.plan.measures), offset)


def _moved(test: Cond, first: int, offset: int) -> Cond:
    """A condition whose measures beyond those of the plan stand further behind."""
    op, *parts = test
    if op == "compare":
        measures = [cast("int", parts[0]), cast("int", parts[2])]
        one, other = (each + offset if each >= first else each for each in measures)
        return (op, one, parts[1], other, *parts[3:])
    if op in ("all", "any"):
        return (op, tuple(_moved(part, first, offset) for part in cast("tuple[Cond, ...]", parts[0])))
    if op in ("not", "for", "by"):
        return (op, _moved(cast("Cond", parts[0]), first, offset), *parts[1:])
    return test
