"""What was asked for and is not done: work that has not ended, and repairs that wait for people.

1. What it waits for is looked at in the order in which a start looks: withheld, its hours, its needs, its time, what it
   comes after, what it clashes with, its people.
2. Of people it is told whether they could ever be enough, are not there, or are busy, and with what.
3. Nothing is stored, and a run without a trace tells the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drillsim.engine.arrays import NEVER
from drillsim.engine.work.works import RUNNING, WAITING

if TYPE_CHECKING:
    from drillsim.engine.arrays import Plan
    from drillsim.engine.kernel.run import Run

NOT_BEGUN: Final = "not-begun"
STOPPED: Final = "stopped"
RUNS: Final = "running"


@dataclass(frozen=True, slots=True)
class Wait:
    """What something waits for."""

    reason: str
    """withheld, hours, needs, time, after, clash, too-few, not-called, called, busy; empty if for nothing."""
    names: tuple[str, ...] = ()
    """What it needs, comes after or clashes with, or who is needed and then what they are busy with."""
    people: int = 0
    """How many are needed."""
    there: int = 0
    """How many there are, at present or (too-few) at all."""
    until: int | None = None
    """When it is over, if that is known."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Work that was asked for and has not ended, or a component whose repair has not begun."""

    subject: str
    step: str
    """The step that is next or under way, as `work.step`; empty where there is only one."""
    state: str
    """not-begun, stopped or running."""
    since: int | None
    """Since when it waits, stands still or runs; of a repair it is not kept."""
    waits: Wait


def read_unfinished(run: Run) -> tuple[Unfinished, ...]:
    """Everything that is asked for and not done at the present moment, in the order of the plan."""
    plan = run.plan
    works = [_work(run, work) for work, status in enumerate(run.works.status) if status in (WAITING, RUNNING)]
    return (*works, *(_repair(run, place) for place in range(len(plan.breaks)) if place in run.breaks.queued))


def _work(run: Run, work: int) -> Unfinished:
    works, names = run.works, run.plan.subjects
    row = run.plan.works[work]
    step = row.steps[works.step[work]]
    if works.status[work] == WAITING:
        state, waits = STOPPED if works.underway[work] else NOT_BEGUN, _waits(run, work)
    elif works.stalled(work):
        state, waits = STOPPED, _held_up(run, work) or Wait("")
    else:
        over = works.progress.over(work)
        state, waits = RUNS, Wait("", until=over if over < NEVER else None)
    part = names[step.subject] if len(row.steps) > 1 else ""
    return Unfinished(names[row.subject], part, state, works.since[work], waits)


def _waits(run: Run, work: int) -> Wait:
    """What work that does not run waits for."""
    held_up = _held_up(run, work)
    if held_up is not None:
        return held_up
    works, plan = run.works, run.plan
    row, jobs = plan.works[work], run.jobs
    if work not in works.forced and not works.underway[work]:
        if row.job is not None and run.now < jobs.gate[work]:
            return Wait("time", until=jobs.gate[work])
        before = [other for other in row.after if not works.predecessor_done(work, other)]
        if before:
            return Wait("after", _works(plan, before))
    asked = works.hands.asked[work]
    if asked >= 0:
        return _people(run, asked, works.hands.wanted[work], work)
    clash = [other for other in jobs.clashes_with(work) if works.status[other] == RUNNING]
    return Wait("clash", _works(plan, clash)) if clash else Wait("")


def _held_up(run: Run, work: int) -> Wait | None:
    """What stops work that would run, or keeps it from going on."""
    works, plan = run.works, run.plan
    row = plan.works[work]
    if works.withheld[work] and work not in works.forced:
        return Wait("withheld")
    if not run.windows.is_open[row.window]:
        return Wait("hours")
    needed = (*row.needs[:2], *row.steps[works.step[work]].needs[:2])
    down = [node for node in needed if node >= 0 and run.levels.level(node) == 0]
    return Wait("needs", named_below(run, down)) if down else None


def named_below(run: Run, nodes: list[int]) -> tuple[str, ...]:
    """The named things that nodes stand for, or those of them that are down of which they are made."""
    graph, names = run.plan.graph, run.plan.subjects
    found: dict[str, None] = {}
    waiting, seen = list(nodes), set(nodes)
    while waiting:
        node = waiting.pop(0)
        if graph.subject[node] >= 0:
            found[names[graph.subject[node]]] = None
            continue
        lower = [each for each in graph.inputs[node] if run.levels.level(each) == 0 and each not in seen]
        seen.update(lower)
        waiting += lower
    return tuple(found)


def _works(plan: Plan, works: list[int]) -> tuple[str, ...]:
    return tuple(plan.subjects[plan.works[work].subject] for work in works)


def _people(run: Run, crew: int, people: int, work: int) -> Wait:
    """Why so many of a crew do not come."""
    crews, works, plan = run.crews, run.works, run.plan
    row = plan.crews[crew]
    name, size, there = plan.subjects[row.subject], run.state.values[row.size], crews.present(crew)
    if people > size:
        return Wait("too-few", (name,), people, size)
    if people > there:
        return Wait("called" if crews.called[crew] else "not-called", (name,), people, there)
    held = [other for other, hold in enumerate(works.hands.holding) if hold is not None and hold[0] == crew]
    at_work = _works(plan, [other for other in held if other != work])
    return Wait("busy", (name, *at_work), people, there)


def _repair(run: Run, place: int) -> Unfinished:
    """A component that broke, whose repair nobody has begun."""
    row = run.plan.breaks[place]
    waits = _people(run, row.crew, run.state.values[row.people], -1)
    return Unfinished(run.plan.subjects[row.subject], "", NOT_BEGUN, None, waits)
