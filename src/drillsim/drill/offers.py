"""Owns what a role can begin by itself: standing work, prepared messages, crews to call, reports that are owed.

1. Work that a question starts comes with it; work whose name would tell what is to come, or what lies hidden, is not
   offered beforehand. The facilitator is offered everything.
2. A message that comes out of work is what the work finds; nobody can send it by hand.
3. Who is free is counted from what a seat knows to be under way. Who else is at work, nobody here was told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drillsim.drill.sight.efforts import likely_of
from drillsim.drill.standing import decided_work, effects_of, is_touched, only_asks, work_of_events
from drillsim.model.conditions import StateTest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from drillsim.drill.sight import Snapshot
    from drillsim.library import Case
    from drillsim.model.work import Task

GOING: frozenset[str] = frozenset({"waiting", "running", "started"})
"""States of work that can be cancelled."""


@dataclass(frozen=True, slots=True)
class Work:
    """Work that can be started."""

    task: str
    crew: str
    people: int
    free: int | None
    """How many of the crew are not known to be at work; nothing if it needs no crew."""
    takes: int
    """How long it is likely to take, in ms."""
    tells: bool
    """Whether somebody learns something from it."""


@dataclass(frozen=True, slots=True)
class OnCall:
    """A crew that can be called in."""

    crew: str
    size: int
    takes: int
    """How long until it comes, in ms."""


@dataclass(frozen=True, slots=True)
class Report:
    """Whom somebody can report to, and what is owed to them."""

    to: str
    obligation: str = ""
    """What the report meets; empty if none is owed."""
    by: str = ""
    """Who owes it."""
    deadline: int | None = None
    sends: str = ""
    """The prepared message that stands for the report."""


def works_of(case: Case, seen: Snapshot) -> tuple[Work, ...]:
    """The work that can be started now, as far as a seat knows."""
    decided, of_events = decided_work(case), work_of_events(case)
    going = {row.task for row in seen.tasks if row.state in GOING}
    begun = {row.task for row in seen.tasks}

    def is_offered(name: str, task: Task) -> bool:
        if not seen.roles:
            return True
        if name in decided or (name in of_events and name in case.scenario.tasks and name not in begun):
            return False
        return seen.truth or only_asks(task) or is_touched(case, name, task, seen.reported)

    return tuple(
        _work(case, seen, name, task)
        for name, task in _tasks(case).items()
        if name not in going and is_offered(name, task)
    )


def _tasks(case: Case) -> Mapping[str, Task]:
    return {**case.topology.tasks, **case.scenario.tasks}


def _work(case: Case, seen: Snapshot, name: str, task: Task) -> Work:
    crew = task.crew or ""
    tells = task.tells is not None or any(_sent(task.then))
    return Work(name, crew, task.people, free_people(case, seen, crew), likely_of(task), tells)


def free_people(case: Case, seen: Snapshot, crew: str) -> int | None:
    """How many of a crew are not known to be at work."""
    if crew not in case.topology.crews:
        return None
    tasks = _tasks(case)
    busy = sum(tasks[row.task].people for row in seen.tasks if row.crew == crew and row.state in {"running", "started"})
    return max(0, case.topology.crews[crew].size - busy)


def crews_of(case: Case) -> tuple[OnCall, ...]:
    """The crews that come when they are called."""
    return tuple(
        OnCall(name, crew.size, crew.call_out.likely)
        for name, crew in case.topology.crews.items()
        if crew.call_out.likely > 0
    )


def prepared_of(case: Case, seen: Snapshot) -> tuple[str, ...]:
    """The messages that lie ready for the roles of a seat, or for anybody if it is the facilitator's."""
    found = _found_out(case)
    return tuple(
        name
        for name, inject in case.scenario.injects.items()
        if inject.at is None
        and inject.when is None
        and name not in found
        and (not seen.roles or inject.from_ in seen.roles)
    )


def reports_of(case: Case, seen: Snapshot) -> tuple[Report, ...]:
    """Whom a seat can report to: what is owed first, then every other role."""
    prepared = prepared_of(case, seen)
    owed = []
    for row in seen.obligations:
        obligation = case.scenario.obligations[row.obligation]
        sends = _message_of(obligation.met_when.test)
        if row.state in {"owed", "missed"} and obligation.to and sends in prepared:
            owed.append(Report(obligation.to, row.obligation, row.role, row.deadline, sends))
    told = {report.to for report in owed}
    others = [name for name in case.topology.roles if name not in told and seen.roles != (name,)]
    return (*owed, *(Report(name) for name in others))


def _message_of(test: object) -> str:
    return test.subject if isinstance(test, StateTest) and test.state == "sent" else ""


def _options(case: Case) -> Iterator[Any]:
    for decision in case.scenario.decisions.values():
        yield from decision.options.values()


def _found_out(case: Case) -> frozenset[str]:
    """Messages that come out of work."""
    found: set[str] = set()
    for work in (*_tasks(case).values(), *_options(case)):
        found |= {work.tells or "", *_sent(effects_of(work))}
    return frozenset(found)


def _sent(effects: Iterable[object]) -> Iterable[str]:
    return [str(effect.send) for effect in effects if hasattr(effect, "send")]
