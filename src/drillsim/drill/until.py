"""Owns how time is let pass until something: the next event, a question, a moment, a condition as a seat sees it.

1. What is waited for is tested on what the seat sees, never on more: a player's wait gives nothing away.
2. Time stops at the very moment, also between two events. If it never comes, time stops at the end of what was allowed.
3. Whoever wants it so is stopped whenever a question opens for a seat that is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from drillsim.drill.awaited import awaited
from drillsim.engine.arrays import NEVER
from drillsim.engine.kernel.calendar import next_clock
from drillsim.engine.people.decisions import OPEN
from drillsim.plan.days import clock_slot

if TYPE_CHECKING:
    from drillsim.drill.awaited import Look
    from drillsim.drill.session import Drill
    from drillsim.drill.sight import Sight
    from drillsim.engine import Plan
    from drillsim.model.times import Clock


def advance_until(
    drill: Drill, sight: Sight, written: object, to: int | None = None, enough: Callable[[], bool] | None = None
) -> bool:
    """Lets time pass until a condition holds for a seat; whether it came to that."""
    return _advance(drill, sight, awaited(drill, sight, written), to, enough)


def next_event(drill: Drill, sight: Sight) -> bool:
    """One event forward, as the seat sees it; whether there was one."""
    known = sight.count()
    return _advance(drill, sight, lambda: (sight.count() > known, NEVER))


def next_decision(drill: Drill, sight: Sight) -> bool:
    """Up to the next question that is put to the seat; whether there was one."""
    asked = open_questions(drill, sight)
    return _advance(drill, sight, lambda: (bool(open_questions(drill, sight) - asked), NEVER))


def pass_time(drill: Drill, sight: Sight, to: int, enough: Callable[[], bool] | None = None) -> bool:
    """Lets time pass up to a moment; whether a question that opened for the seat has paused it, if that is wanted."""
    if not drill.pauses_on_decision:
        drill.advance(to, enough)
        return False
    asked = open_questions(drill, sight)
    if not _advance(drill, sight, lambda: (bool(open_questions(drill, sight) - asked), NEVER), to, enough):
        return False
    drill.set_clock(paused=True)
    return True


def _advance(
    drill: Drill, sight: Sight, look: Look, to: int | None = None, enough: Callable[[], bool] | None = None
) -> bool:
    limit = drill.plan.horizon if to is None else min(to, drill.plan.horizon)
    holds, due = look()
    while not holds and drill.now < limit:
        drill.advance(min(limit, due), lambda: True)
        if drill.now >= due or drill.now >= limit or sight.has_news():
            holds, due = look()
        if enough is not None and enough():
            break
    return holds


def open_questions(drill: Drill, sight: Sight) -> set[tuple[int, int]]:
    """The questions that are open for a seat, each with when it was asked; to the facilitator all that are."""
    plan, decisions = drill.plan, drill.run.decisions
    return {
        (number, decisions.asked_at[number])
        for number, row in enumerate(plan.decisions)
        if decisions.phase[number] == OPEN
        and (not sight.roles or plan.subjects[plan.roles[row.role].subject] in sight.roles)
    }


def moment_of(plan: Plan, clock: Clock) -> int:
    """The moment of a clock time, counted from the start."""
    return next_clock(plan.calendar, clock_slot(clock, plan.calendar), -1)
