"""Rows of work: tasks, jobs, the work of options, switches by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import CLASH, NONE, WHOLE, Entity, JobRow, StepRow, Unit, WorkRow
from drillsim.model.quantities import Spread
from drillsim.model.work import ON_DEMAND, Job, Step

if TYPE_CHECKING:
    from drillsim.model.work import WorkPart
    from drillsim.plan.case import NamedWork
    from drillsim.plan.drafting import Drafts
    from drillsim.plan.findings import Path
    from drillsim.plan.sections import Sections

_NOTHING = Spread("fixed", 0, 0, 0)
_FROM = ("start", "stop")


def add_slots(sections: Sections) -> None:
    """Numbers of all work that effects elsewhere may set."""
    builder = sections.builder
    for number, named in enumerate(sections.names.works):
        work = named.work
        stem = named.name
        builder.spread(f"{stem}.takes", work.takes)
        builder.slot(f"{stem}.people", Unit.WHOLE, work.people)
        builder.slot(f"{stem}.works", Unit.SHARE, work.works)
        _slip_slots(sections, stem, work)
        for step_name, step in work.steps.items():
            builder.spread(f"{stem}.{step_name}.takes", step.takes)
            builder.slot(f"{stem}.{step_name}.people", Unit.WHOLE, step.people if step.crew else work.people)
            builder.slot(f"{stem}.{step_name}.works", Unit.SHARE, step.works)
            _slip_slots(sections, f"{stem}.{step_name}", step)
        if isinstance(work, Job):
            _job_slots(sections, stem, work, number)


def _slip_slots(sections: Sections, stem: str, work: WorkPart | Step) -> None:
    # every kind of work can slip: a chance of 0 is a number like any other, and can be set
    slip = work.slip
    sections.builder.slot(f"{stem}.slip.chance", Unit.SHARE, slip.chance if slip else 0)
    sections.builder.spread(f"{stem}.slip.costs", slip.costs if slip else _NOTHING)


def _job_slots(sections: Sections, stem: str, job: Job, number: int) -> None:
    builder = sections.builder
    builder.slot(f"{stem}.items", Unit.COUNT, job.items)
    for field in ("not_before", "not_after", "due"):
        builder.reacts(builder.clock(f"{stem}.{field}", getattr(job, field)), Entity.WORK, number)
    if job.clash is not None:
        builder.choice(f"{stem}.clash.then", CLASH, job.clash.then)
    builder.choice(f"{stem}.rerun.from", _FROM, job.rerun.from_ if job.rerun else "start")


def add_works(sections: Sections) -> None:
    """The row of all work."""
    _refuse_circles(sections)
    for number, named in enumerate(sections.names.works):
        sections.works.append(_row(sections, number, named))


def _row(sections: Sections, number: int, named: NamedWork) -> WorkRow:
    builder, work, stem, at = sections.builder, named.work, named.name, named.at
    drafts = sections.drafts
    steps = [_step(sections, number, stem, name, step, work, (*at, "steps", name)) for name, step in work.steps.items()]
    if steps and work.takes != _NOTHING:
        builder.findings.error(
            (*at, "takes"), "takes-and-steps", f"'{stem}' has both takes and steps", "give the time to a step"
        )
    if not steps:
        steps = [_only_step(sections, stem, work, at)]
    needs = _nodes(sections, drafts, stem, number)
    slot_of = builder.slot_of
    tells = NONE
    if work.tells is not None:
        found = builder.rows.get(work.tells)
        if found is None or found[0] != Entity.MESSAGE:
            builder.findings.unknown(
                (*at, "tells"), "signal or inject", work.tells, sections.names.of("signal", "inject")
            )
        else:
            tells = found[1]
    writer = sections.writer
    pair = NONE
    if named.pair is not None:
        pair = sections.writer.pair_of[builder.number["c", named.pair]]
    return WorkRow(
        subject=builder.index[stem],
        steps=tuple(steps),
        after=_predecessors(sections, work.after, stem, (*at, "after")),
        window=builder.window(work.hours, f"{stem}.hours", (*at, "hours")),
        needs=needs,
        works=slot_of[f"{stem}.works"],
        unless=sections.reader.condition(work.unless, (*at, "unless"), ("ask", number)),
        slip_chance=slot_of[f"{stem}.slip.chance"],
        slip_costs=slot_of[f"{stem}.slip.costs"],
        slip_do=writer.all(work.slip.do, f"{stem}.slip.do", (*at, "slip", "do")) if work.slip else (),
        then=writer.all(work.then, f"{stem}.then", (*at, "then")),
        otherwise=writer.all(work.else_, f"{stem}.else", (*at, "else")),
        tells=tells,
        job=_job(sections, stem, work, at) if isinstance(work, Job) else None,
        pair=pair,
        stream=builder.stream(stem, "work-takes", "work-slips", "work-works", "work-costs"),
    )


def _nodes(sections: Sections, drafts: Drafts, stem: str, number: int) -> tuple[int, int, int]:
    keys = drafts.works.get(stem, (None, None, None))
    nodes = (sections.builder.node(keys[0]), sections.builder.node(keys[1]), sections.builder.node(keys[2]))
    for node in nodes:
        sections.builder.uses(node, Entity.WORK, number)
    return nodes


def _step(sections: Sections, number: int, stem: str, name: str, step: Step, work: WorkPart, at: Path) -> StepRow:
    builder, writer = sections.builder, sections.writer
    whole = f"{stem}.{name}"
    slot_of = builder.slot_of
    builder.subject(whole, "step")
    return StepRow(
        subject=builder.index[whole],
        takes=slot_of[f"{whole}.takes"],
        crew=_crew(sections, step.crew or work.crew, (*at, "crew"), step.people if step.crew else work.people, whole),
        people=slot_of[f"{whole}.people"],
        works=slot_of[f"{whole}.works"],
        unless=sections.reader.condition(step.unless, (*at, "unless"), ("ask", number)),
        needs=_nodes(sections, sections.drafts, whole, number),
        slip_chance=slot_of[f"{whole}.slip.chance"],
        slip_costs=slot_of[f"{whole}.slip.costs"],
        slip_do=writer.all(step.slip.do, f"{whole}.slip.do", (*at, "slip", "do")) if step.slip else (),
        then=writer.all(step.then, f"{whole}.then", (*at, "then")),
        otherwise=writer.all(step.else_, f"{whole}.else", (*at, "else")),
        stream=builder.stream(whole, "takes", "slips", "works", "costs"),
    )


def _only_step(sections: Sections, stem: str, work: WorkPart, at: Path) -> StepRow:
    """Work without steps is one step; success, slips and what follows belong to the work."""
    builder = sections.builder
    slot_of = builder.slot_of
    certain = builder.slot("always", Unit.SHARE, WHOLE)
    return StepRow(
        subject=builder.index[stem],
        takes=slot_of[f"{stem}.takes"],
        crew=_crew(sections, work.crew, (*at, "crew"), work.people, stem),
        people=slot_of[f"{stem}.people"],
        works=certain,
        unless=NONE,
        needs=(NONE, NONE, NONE),
        slip_chance=NONE,
        slip_costs=NONE,
        slip_do=(),
        then=(),
        otherwise=(),
        stream=builder.stream(stem, "takes", "slips", "works", "costs"),
    )


def _crew(sections: Sections, crew: str | None, at: Path, people: int, stem: str) -> int:
    crews = list(sections.names.topology.crews)
    if crew is None:
        return NONE
    if crew not in crews:
        sections.builder.findings.unknown(at, "crew", crew, crews)
        return NONE
    size = sections.names.topology.crews[crew].size
    if people > size:
        sections.builder.findings.warn(
            (*at[:-1], "people"),
            "more-than-crew",
            f"'{stem}' takes {people} people, and '{crew}' are {size}: it never starts",
            "make the crew larger, or let fewer do it",
            name=str(people),
        )
    return crews.index(crew)


def _predecessors(sections: Sections, after: tuple[str, ...], stem: str, at: Path) -> tuple[int, ...]:
    found = []
    for i, name in enumerate(after):
        if name == stem:
            sections.builder.findings.error(
                (*at, i), "need-on-itself", f"'{name}' waits for itself", "remove it", name=name
            )
        elif name in sections.work_of:
            found.append(sections.work_of[name])
        else:
            sections.builder.findings.unknown((*at, i), "job or task", name, sections.names.of("job", "task"))
    return tuple(found)


def _job(sections: Sections, stem: str, job: Job, at: Path) -> JobRow:
    builder = sections.builder
    slot_of = builder.slot_of
    node = builder.number["j", stem]
    used = any(key == ("j", stem) for draft in builder.drafts.values() for key in draft.inputs)
    used = used or any(("j", stem) == key for key in sections.drafts.needs.groups.values())
    rerun = job.rerun
    return JobRow(
        days=_days(sections, job),
        on_demand=job.runs == ON_DEMAND,
        not_before=slot_of[f"{stem}.not_before"],
        not_after=slot_of[f"{stem}.not_after"],
        due=slot_of[f"{stem}.due"],
        clash=_predecessors(sections, job.clash.with_, stem, (*at, "clash", "with")) if job.clash else (),
        clash_then=slot_of.get(f"{stem}.clash.then", NONE),
        leaves=sections.writer.all(job.leaves, f"{stem}.leaves", (*at, "leaves")),
        rerun=rerun is not None,
        rerun_from_stop=slot_of[f"{stem}.rerun.from"],
        rerun_after=_predecessors(sections, rerun.after, stem, (*at, "rerun", "after")) if rerun else (),
        rerun_when=sections.reader.condition(rerun.when, (*at, "rerun", "when"), ("ask", 0)) if rerun else NONE,
        items=slot_of[f"{stem}.items"] if job.items or _items_set(sections, stem) else NONE,
        node=node if used else NONE,
    )


def _items_set(sections: Sections, stem: str) -> bool:
    text = f"{stem}.done"
    return any(row.text.startswith(text) for row in sections.reader.measures)


def _days(sections: Sections, job: Job) -> tuple[int, ...]:
    """The days of the run's calendar on which it runs; the last day is there only to end the one before."""
    if job.runs == ON_DEMAND:
        return ()
    calendar = sections.builder.calendar
    mask, dates = sections.builder.days(job.runs)
    return tuple(day for day in range(len(calendar.starts) - 1) if mask & calendar.masks[day] or day in dates)


def _refuse_circles(sections: Sections) -> None:
    """Jobs that wait for each other never start."""
    jobs = sections.names.topology.jobs
    seen: set[str] = set()
    for name in jobs:
        _follow(sections, name, [], seen)


def _follow(sections: Sections, name: str, chain: list[str], seen: set[str]) -> None:
    if name in chain:
        at: Path = ("topology", "jobs", name, "after")
        shown = " → ".join([*chain[chain.index(name) :], name])
        sections.builder.findings.error(
            at, "job-circle", f"these jobs wait for each other: {shown}", "take one predecessor out", circle=shown
        )
    elif name not in seen:
        seen.add(name)
        chain.append(name)
        for other in sections.names.topology.jobs[name].after:
            if other in sections.names.topology.jobs and other != name:
                _follow(sections, other, chain, seen)
        chain.pop()
