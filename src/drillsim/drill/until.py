"""Owns how time is let pass until something: the next event, a question, a moment, a condition as a seat sees it.

1. What is waited for is tested on what the seat sees, never on more: a player's wait gives nothing away.
2. Time stops at the very moment, also between two events. If it never comes, time stops at the end of what was allowed.
   A question is looked for ahead, so that nobody comes to the end of the scenario by looking for one.
3. Whoever wants it so is stopped whenever a question opens for a seat that is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from drillsim.drill.awaited import awaited
from drillsim.engine.arrays import NEVER
from drillsim.engine.kernel.calendar import next_clock
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.engine.people.decisions import OPEN
from drillsim.plan.days import clock_slot
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.drill.awaited import Look
    from drillsim.drill.session import Drill
    from drillsim.drill.sight import Sight
    from drillsim.engine import Plan, Run
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
    """Up to the next question that is put to the seat; whether there is one. Time stays where it is if there is none.

    A role that leaves a question open is not led past it; the facilitator is, who need not answer it.
    """
    if drill.ended:
        raise CommandRefused(_("the scenario is over"), _("go back to an earlier moment to go on from there"))
    asked = open_questions(drill, sight)
    if asked and sight.roles:
        names = ", ".join(_title(drill, number) for number, _at in sorted(asked))
        raise CommandRefused(
            _("a question is open: {names}").format(names=names),
            _("answer it, or let time pass for so long, or to a time"),
        )
    at = drill.ahead(lambda run: bool(open_questions(drill, sight, run) - asked))
    if at is None:
        return False
    drill.advance(at)
    return True


def to_the_end(drill: Drill, sight: Sight) -> bool:
    """Up to the end of the scenario; whether it came to that, for a question may pause it."""
    return not pass_time(drill, sight, drill.plan.horizon)


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


def open_questions(drill: Drill, sight: Sight, run: Run | None = None) -> set[tuple[int, int]]:
    """The questions that are open for a seat, each with when it was asked; to the facilitator all that are."""
    plan, decisions = drill.plan, (drill.run if run is None else run).decisions
    return {
        (number, decisions.asked_at[number])
        for number, row in enumerate(plan.decisions)
        if decisions.phase[number] == OPEN
        and (not sight.roles or plan.subjects[plan.roles[row.role].subject] in sight.roles)
    }


def _title(drill: Drill, number: int) -> str:
    """What a question is called, or its id."""
    name = drill.plan.subjects[drill.plan.decisions[number].subject]
    written = drill.case.scenario.decisions.get(name)
    title = written.title if written is not None else None
    return title.in_language(language_in_use()) if title is not None else name


def moment_of(plan: Plan, clock: Clock) -> int:
    """The moment of a clock time, counted from the start."""
    return next_clock(plan.calendar, clock_slot(clock, plan.calendar), -1)
