"""Owns how time is let pass until something: the next event, a question, a state of things as a seat sees it.

1. What is waited for is tested on what the seat sees, never on more: a player's wait gives nothing away.
2. Time stops at the very moment. If it never comes, time stops at the end of what was allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from drillsim.engine.kernel.calendar import next_clock
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.model.conditions import (
    AllOf,
    AnyOf,
    ConditionError,
    Not,
    StateTest,
    TimeTest,
    parse_condition,
)
from drillsim.plan.days import clock_slot
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.drill.session import Drill
    from drillsim.drill.sight import Sight, Snapshot
    from drillsim.engine import Plan
    from drillsim.model.conditions import Test
    from drillsim.model.times import Clock

Holds = Callable[["Snapshot"], bool]


def advance_until(
    drill: Drill, sight: Sight, holds: Holds, to: int | None = None, enough: Callable[[], bool] | None = None
) -> bool:
    """Lets time pass until something holds for a seat; whether it came to that."""
    limit = drill.plan.horizon if to is None else min(to, drill.plan.horizon)
    while drill.now < limit:
        drill.advance(limit, lambda: True)
        if sight.has_news() and holds(sight.look()):
            return True
        if enough is not None and enough():
            return False
    return holds(sight.look())


def next_event(drill: Drill, sight: Sight) -> bool:
    """One event forward, as the seat sees it; whether there was one."""
    known = len(sight.look().timeline)
    return advance_until(drill, sight, lambda seen: len(seen.timeline) > known)


def next_decision(drill: Drill, sight: Sight) -> bool:
    """Up to the next question that is put to the seat; whether there was one."""
    asked = {(row.decision, row.asked_at) for row in sight.look().decisions}
    return advance_until(
        drill, sight, lambda seen: any((row.decision, row.asked_at) not in asked for row in seen.decisions)
    )


def condition_of(plan: Plan, text: str) -> Holds:
    """Whether a written condition holds for a seat; what a seat cannot see is refused."""
    try:
        test = parse_condition(text).test
    except ConditionError as error:
        raise CommandRefused(str(error)) from None
    _check(plan, test)
    return lambda seen: _holds(seen, test, plan)


def _check(plan: Plan, test: Test) -> None:
    if isinstance(test, AllOf | AnyOf):
        for part in test.parts:
            _check(plan, part)
    elif isinstance(test, Not):
        _check(plan, test.part)
    elif isinstance(test, StateTest):
        name = f"{test.subject}.{test.part}" if test.part else test.subject
        if name not in plan.index:
            raise CommandRefused(_("there is nothing called '{name}'").format(name=name))
    elif not isinstance(test, TimeTest):
        raise CommandRefused(
            _("this cannot be waited for"),
            _("wait for a state (core down), a message (core-down known), a decision, or a time (time >= 10:15)"),
        )


def _holds(seen: Snapshot, test: Test, plan: Plan) -> bool:
    if isinstance(test, AllOf):
        return all(_holds(seen, part, plan) for part in test.parts)
    if isinstance(test, AnyOf):
        return any(_holds(seen, part, plan) for part in test.parts)
    if isinstance(test, Not):
        return not _holds(seen, test.part, plan)
    if isinstance(test, TimeTest):
        at = moment_of(plan, test.clock)
        return seen.time < at if test.op in {"<", "<="} and seen.time != at else seen.time >= at
    assert isinstance(test, StateTest)
    return _is_seen(seen, test)


def _is_seen(seen: Snapshot, test: StateTest) -> bool:
    """Whether a seat sees something in a state."""
    name = f"{test.subject}.{test.part}" if test.part else test.subject
    if test.state == "known":
        return any(letter.message == name for letter in seen.inbox)
    if test.state == "decided":
        return any(
            row.decision == name and row.state in {"decided", "effective"} and test.argument in {None, row.chosen}
            for row in seen.decisions
        )
    if test.state in {"owed", "met", "missed"}:
        return any(row.obligation == name and row.state == test.state for row in seen.obligations)
    wanted = "up" if test.state == "back" else test.state
    states = {row.line: row.state for row in seen.lines}
    states |= {row.component: row.state for row in seen.systems}
    states |= {row.limit: row.state for row in seen.limits}
    states |= {row.task: row.state for row in seen.tasks}
    return states.get(name) == wanted


def moment_of(plan: Plan, clock: Clock) -> int:
    """The moment of a clock time, counted from the start."""
    return next_clock(plan.calendar, clock_slot(clock, plan.calendar), -1)
