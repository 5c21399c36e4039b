"""From a case to a plan: names, nodes, numbers, rows. All findings are reported together.

gather names -> declare nodes -> number them -> give names their rows -> write the rows of each section -> checks
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, Entity, FlowRow, Plan
from drillsim.plan import business_rows, people_rows, supply_rows, work_rows
from drillsim.plan.builder import Builder
from drillsim.plan.calibrated import check_calibrated
from drillsim.plan.case import CaseLike, gather
from drillsim.plan.checks import check_model, warn_circles
from drillsim.plan.days import build_calendar
from drillsim.plan.drafting import draft_nodes
from drillsim.plan.findings import PlanProblems
from drillsim.plan.needs import hold_rows
from drillsim.plan.sections import Sections
from drillsim.plan.watching import with_parts
from drillsim.plan.written import set_paths

if TYPE_CHECKING:
    from drillsim.errors import Finding
    from drillsim.plan.case import Names
    from drillsim.plan.drafting import Drafts


def compile_plan(case: CaseLike) -> Plan:
    """The plan of a case; raises PlanProblems with every finding if it has errors."""
    plan, findings = compile_with_findings(case)
    if plan is None:
        raise PlanProblems(finding for finding in findings if finding.severity == "error")
    return plan


def compile_with_findings(case: CaseLike) -> tuple[Plan | None, list[Finding]]:
    """The plan, or none if there are errors; and all findings, warnings too."""
    topology, scenario = case.topology, case.scenario
    calendar, horizon = build_calendar(topology.calendar, scenario.starts, scenario.ends)
    builder = Builder(calendar, horizon)
    findings = builder.findings
    check_model(topology, scenario, calendar, horizon, findings)
    check_calibrated(topology, scenario, findings)
    names = gather(topology, scenario, findings)
    for name, kind in names.sections.items():
        builder.subject(name, kind)
    builder.name_windows(dict(topology.calendar.windows))
    builder.set_paths, builder.valued_paths = set_paths(names), set_paths(names, valued=True)
    drafts = draft_nodes(builder, names)
    _leave_out_unknown(builder)
    circles = builder.number_nodes()
    warn_circles(circles, builder, topology)
    sections = _sections(builder, names, drafts)
    if findings.errors:
        return None, findings.all
    return _plan(case, builder, sections, circles), findings.all


def _sections(builder: Builder, names: Names, drafts: Drafts) -> Sections:
    """The rows of every section, section by section, in the order of the files."""
    sections = Sections(builder, names, drafts)
    people_rows.add_crews(sections)
    people_rows.add_roles_and_routes(sections)
    business_rows.add_tolerances(sections, names_only=True)
    business_rows.add_named_limits(sections)
    supply_rows.add_slots(sections)
    business_rows.add_lines(sections)
    business_rows.add_backlogs(sections)
    work_rows.add_slots(sections)
    people_rows.add_slots(sections)
    supply_rows.add_components(sections)
    work_rows.add_works(sections)
    people_rows.add_messages(sections)
    people_rows.add_decisions(sections)
    people_rows.add_obligations(sections)
    people_rows.add_events(sections)
    business_rows.add_tolerances(sections, names_only=False)
    people_rows.add_published(sections)
    return sections


def _leave_out_unknown(builder: Builder) -> None:
    """Go on without suppliers that are not there, which were reported, so that a file shows all its faults at once."""
    for draft in builder.drafts.values():
        if any(key not in builder.drafts for key in draft.inputs):
            draft.inputs = [key for key in draft.inputs if key in builder.drafts]
            if isinstance(draft.weights, tuple):
                draft.weights = draft.weights[: len(draft.inputs)]


def _plan(case: CaseLike, builder: Builder, sections: Sections, circles: list[tuple[tuple[str, ...], ...]]) -> Plan:
    scenario = case.scenario
    reader = sections.reader
    conditions = tuple(reader.conditions)
    looks: list[dict[int, list[int]]] = [{} for _ in Entity]
    for number, row in enumerate(conditions):
        for entity, index in with_parts(sections, row.watches):
            looks[entity].setdefault(index, []).append(number)
    feeds: list[dict[int, list[int]]] = [{} for _ in Entity]
    for number, flow in enumerate(sections.flows):
        _feed(feeds, number, flow, sections)
    holds = hold_rows(drafts_needs := sections.drafts.needs, sections.work_of)
    for hold, hold_row in enumerate(holds):
        builder.uses(hold_row.supplier, Entity.HOLD, hold)
    need_loads = {}
    for (owner, supplier), slot in drafts_needs.loads.items():
        for key in (owner, *((kind, owner[1]) for kind in ("c", "raw", "l"))):
            if key in builder.number and supplier in builder.drafts[key].inputs:
                need_loads[builder.number[key], builder.number[supplier]] = slot
    sections.watch_loads()
    graph = builder.graph(circles)
    lines = sections.finished_lines()  # this also tells capacities which lines reach them
    return Plan(
        topology=case.topology.id,
        scenario=scenario.id,
        horizon=builder.horizon,
        calendar=builder.calendar,
        subjects=tuple(builder.subjects),
        kinds=tuple(builder.kinds),
        slots=builder.slots(),
        streams=tuple(builder.streams),
        graph=graph,
        windows=tuple(builder.windows),
        pairs=tuple(sections.pairs),
        holds=holds,
        hours=tuple(sections.hours),
        breaks=tuple(sections.breaks),
        units=tuple(sections.units),
        capacities=tuple(sections.capacities),
        limits=tuple(sections.limits),
        flows=tuple(sections.flows),
        measures=tuple(reader.measures),
        because=tuple(reader.because),
        tolerances=tuple(sections.tolerances),
        deadlines=tuple(sections.deadlines),
        lines=tuple(lines),
        backlogs=tuple(sections.backlogs),
        orders=tuple(sections.writer.orders),
        works=tuple(sections.works),
        crews=tuple(sections.crews),
        roles=tuple(sections.roles),
        routes=tuple(sections.routes),
        messages=tuple(sections.messages),
        decisions=tuple(sections.decisions),
        obligations=tuple(sections.obligations),
        events=tuple(sections.events),
        effects=tuple(sections.writer.rows),
        conditions=conditions,
        peaks=reader.peaks,
        published=tuple(sections.published),
        pins=tuple(sections.pins),
        index=dict(builder.index),
        rows=dict(builder.rows),
        need_loads=need_loads,
        fault_node=sections.fault_node,
        lines_behind=sections.lines_behind(),
        limits_of=sections.limits_of,
        window_users=_window_users(builder, sections),
        random=scenario.random,
        looks=tuple({index: tuple(numbers) for index, numbers in table.items()} for table in looks),
        feeds=tuple({index: tuple(numbers) for index, numbers in table.items()} for table in feeds),
    )


def _window_users(builder: Builder, sections: Sections) -> tuple[tuple[tuple[int, int], ...], ...]:
    """By window: what has these hours, in the order in which it is told."""
    users: list[list[tuple[int, int]]] = [[] for _ in builder.windows]
    for entity, hours in (
        (Entity.NODE, [[row.window] for row in sections.hours]),
        (Entity.LINE, [[line.window] for line in sections.lines]),
        (Entity.CREW, [[crew.window] for crew in sections.crews]),
        (Entity.WORK, [[work.window] for work in sections.works]),
        (Entity.BACKLOG, [[server.window for server in backlog.servers] for backlog in sections.backlogs]),
        (Entity.UNITS, [[group.window for group in fleet.groups] for fleet in sections.units]),
        (Entity.LIMIT, [[limit.reset_window] for limit in sections.limits]),
    ):
        for row, windows in enumerate(hours):
            for window in dict.fromkeys(windows):
                if window >= 0:
                    users[window].append((int(entity), row))
    return tuple(tuple(each) for each in users)


def _feed(feeds: list[dict[int, list[int]]], number: int, flow: FlowRow, sections: Sections) -> None:
    if flow.measure == NONE:
        return
    row = sections.reader.measures[flow.measure]
    feeds[row.entity].setdefault(row.index, []).append(number)
    if row.entity == Entity.NODE and row.extra >= 0:
        entity = Entity.UNITS if row.name in ("stopped", "kept") else Entity.CAPACITY
        feeds[entity].setdefault(row.extra, []).append(number)
