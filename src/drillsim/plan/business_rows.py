"""Rows of business lines, their tolerances, and backlogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, BacklogRow, DeadlineRow, Entity, LineRow, ServerRow, ToleranceRow, Unit
from drillsim.model.conditions import Condition, Measure, MeasureTest
from drillsim.model.times import Window, WindowEdge
from drillsim.plan.measures import parse_value
from drillsim.plan.vocabulary import LINE_MEASURES

if TYPE_CHECKING:
    from drillsim.model.business import Backlog, Line
    from drillsim.plan.findings import Path
    from drillsim.plan.sections import Sections

_ORDERS = ("arrival", "due", "amount")
_COUNTED = ("failed", "turned_away", "delayed", "overdue", "wrong", "exposed", "customers", "complaints")


def add_lines(sections: Sections) -> None:
    """The row of every line."""
    for number, (name, line) in enumerate(sections.names.topology.lines.items()):
        sections.lines.append(_line(sections, number, name, line))


def _line(sections: Sections, number: int, name: str, line: Line) -> LineRow:
    builder = sections.builder
    at: Path = ("topology", "lines", name)
    node = builder.number["l", name]
    builder.uses(node, Entity.LINE, number)
    window = builder.window(line.hours, f"{name}.hours", (*at, "hours"))
    backlogs = list(sections.names.topology.backlogs)
    backlog = NONE
    if line.backlog is not None:
        if line.backlog in backlogs:
            backlog = backlogs.index(line.backlog)
        else:
            builder.findings.unknown((*at, "backlog"), "backlog", line.backlog, backlogs)
    due, due_window, due_edge = _due(sections, name, line, at)
    tolerance = line.tolerance
    pool = each = NONE
    if line.customers is not None:
        pool = builder.slot(f"{name}.customers", Unit.COUNT, line.customers.pool)
        builder.slot_of[f"{name}.customers.pool"] = pool
        each = builder.slot(f"{name}.customers.items_each", Unit.FACTOR, line.customers.items_each)
    row = LineRow(
        builder.index[name], node, window, _profile(sections, number, name, line),
        tuple(_flows(sections, name, line, number)), backlog, due, due_window, due_edge,
        _patience(sections, name, line),
        sections.reader.amount_of[number], pool, each,
        builder.slot(f"{name}.complaints", Unit.SHARE, line.complaints),
        builder.slot(f"{name}.tolerance.restored_at", Unit.SHARE, tolerance.restored_at),
        builder.slot(f"{name}.tolerance.settle", Unit.MS, tolerance.settle), (), (), (),
        bool(tolerance.forms() or tolerance.named()),
    )  # fmt: skip
    for slot in (row.restored_at, row.patience, due):
        if slot >= 0:
            builder.reacts(slot, Entity.LINE, number)
    return row


def _patience(sections: Sections, name: str, line: Line) -> int:
    """The slot of how long customers wait; what waits in a backlog waits there, however long it takes."""
    if line.backlog is not None and line.patience is None:
        return NONE
    return sections.builder.slot(f"{name}.patience", Unit.MS, NONE if line.patience is None else line.patience)


def _flows(sections: Sections, name: str, line: Line, number: int) -> list[int]:
    at: Path = ("topology", "lines", name, "fed_by")
    flows = [
        sections.flow(flow, f"{name}.fed_by.{i}", (*at, i), (Entity.LINE, number)) for i, flow in enumerate(line.fed_by)
    ]
    return [flow for flow in flows if flow >= 0]


def _profile(
    sections: Sections, number: int, name: str, line: Line
) -> tuple[tuple[int, tuple[int, ...], tuple[tuple[int, int], ...]], ...]:
    builder = sections.builder
    profile = []
    plain = len(line.demand) == 1 and len(line.demand[0][1]) == 1
    for days, steps in line.demand:
        mask, dates = builder.days(days)
        rows = []
        for of_day, rate in steps:
            clock = f"{of_day // 3_600_000:02}:{of_day // 60_000 % 60:02}"
            path = f"{name}.demand" if len(line.demand) == 1 else f"{name}.demand.{','.join(days)}"
            slot = builder.slot(path if plain or len(steps) == 1 else f"{path}.{clock}", Unit.RATE, rate)
            builder.reacts(slot, Entity.LINE, number)
            rows.append((of_day, slot))
        profile.append((mask, dates, tuple(rows)))
    return tuple(profile)


def _due(sections: Sections, name: str, line: Line, at: Path) -> tuple[int, int, int]:
    """(slot of a clock, window, 1 for its end) of when an item becomes overdue; a clock that is set goes first."""
    builder = sections.builder
    if line.due is None and line.backlog is None:
        return NONE, NONE, 0
    if isinstance(line.due, WindowEdge):
        clock = builder.clock(f"{name}.due", None)
        if line.due.window not in builder.named_rules:
            builder.findings.unknown((*at, "due"), "window", line.due.window, builder.named_rules)
            return clock, NONE, 0
        window = builder.window(Window(line.due.window, (), (line.due.window,)), name, (*at, "due"))
        return clock, window, int(line.due.edge == "end")
    return builder.clock(f"{name}.due", line.due), NONE, 0


def add_tolerances(sections: Sections, *, names_only: bool) -> None:
    """The forms of every line's tolerance; first only which there are, since measures may refer to them."""
    builder = sections.builder
    for number, (name, line) in enumerate(sections.names.topology.lines.items()):
        at: Path = ("topology", "lines", name, "tolerance")
        forms = [*line.tolerance.forms(), *line.tolerance.named()]
        if names_only:
            for form in forms:
                sections.reader.tolerance_of[name, form] = len(sections.reader.tolerance_of)
            for form, limit in line.tolerance.forms().items():
                slot = builder.slot(f"{name}.tolerance.{form}", _unit_of(form), limit)
                builder.reacts(slot, Entity.LINE, number)
            for form in ("ready", "cleared"):
                clock = getattr(line.tolerance, form)
                if clock is not None:
                    builder.reacts(builder.clock(f"{name}.tolerance.{form}", clock), Entity.LINE, number)
            continue
        for form in line.tolerance.forms():
            measure = sections.reader.measure(Measure(f"{name}.{form}", name, (form,)), at)
            unit = _unit_of(form)
            slot = builder.slot_of[f"{name}.tolerance.{form}"]
            sections.tolerances.append(ToleranceRow(number, form, measure, slot, unit))
        for form, named in line.tolerance.named().items():
            if (name, form) not in sections.named_limits:
                continue
            measure, slot = sections.named_limits[name, form]
            unit = Unit(sections.reader.measures[measure].unit)
            # what is not the line's own is looked at whenever it changes
            over = Condition(f"{named.of.text} > {named.limit}", MeasureTest(named.of, ">", str(named.limit)))
            sections.reader.condition(over, (*at, form), ("tolerance", len(sections.tolerances)))
            sections.tolerances.append(ToleranceRow(number, form, measure, slot, unit))
        for form in ("ready", "cleared"):
            if getattr(line.tolerance, form) is not None:
                slot = builder.slot_of[f"{name}.tolerance.{form}"]
                sections.deadlines.append(DeadlineRow(number, form, slot))


def add_named_limits(sections: Sections) -> None:
    """The measure and the number of every limit of a line's own naming, which effects elsewhere may set."""
    builder = sections.builder
    for number, (name, line) in enumerate(sections.names.topology.lines.items()):
        for form, named in line.tolerance.named().items():
            at: Path = ("topology", "lines", name, "tolerance", form)
            measure = sections.reader.measure(named.of, (*at, "of"))
            if measure < 0:
                continue
            unit = Unit(sections.reader.measures[measure].unit)
            try:
                value = parse_value(unit, named.limit)
            except ValueError as error:
                hint = "write it in the unit of the measure"
                builder.findings.error((*at, "limit"), "bad-value", str(error), hint, text=str(error))
                continue
            slot = builder.slot(f"{name}.tolerance.{form}.limit", unit, value * 1000 if unit == Unit.COUNT else value)
            builder.slot_of[f"{name}.tolerance.{form}"] = slot
            builder.reacts(slot, Entity.LINE, number)
            sections.named_limits[name, form] = (measure, slot)


def _unit_of(form: str) -> Unit:
    """What a form of a tolerance counts."""
    return Unit.COUNT if form in _COUNTED else Unit(LINE_MEASURES[form])


def add_backlogs(sections: Sections) -> None:
    """The row of every backlog."""
    lines = sections.names.topology.lines
    for number, (name, backlog) in enumerate(sections.names.topology.backlogs.items()):
        at: Path = ("topology", "backlogs", name)
        builder = sections.builder
        classes = tuple(i for i, line in enumerate(lines.values()) if line.backlog == name)
        flows = [
            sections.flow(flow, f"{name}.fed_by.{i}", (*at, "fed_by", i), (Entity.BACKLOG, number))
            for i, flow in enumerate(backlog.fed_by)
        ]
        order = _order(sections, name, backlog, at)
        builder.reacts(order, Entity.BACKLOG, number)
        wrong_of = []
        for component_name, component in sections.names.topology.components.items():
            if component.wrong_from is not None and component.wrong_from.backlog == name:
                wrong_of.append(
                    (builder.number["c", component_name], builder.slot_of[f"{component_name}.wrong_from.of"])
                )
        servers = _servers(sections, number, name, backlog, at)
        sections.backlogs.append(
            BacklogRow(builder.index[name], classes, order, servers, tuple(f for f in flows if f >= 0), tuple(wrong_of))
        )
    for component_name, component in sections.names.topology.components.items():
        known = sections.names.topology.backlogs
        if component.wrong_from is not None and component.wrong_from.backlog not in known:
            where: Path = ("topology", "components", component_name, "wrong_from", "backlog")
            sections.builder.findings.unknown(where, "backlog", component.wrong_from.backlog, known)


def _order(sections: Sections, name: str, backlog: Backlog, at: Path) -> int:
    builder = sections.builder
    if isinstance(backlog.order, str):
        return builder.choice(f"{name}.order", _ORDERS, backlog.order)
    lines = list(sections.names.topology.lines)
    for line in backlog.order:
        if line not in lines:
            builder.findings.unknown((*at, "order"), "line", line, lines)
            return builder.choice(f"{name}.order", _ORDERS, "arrival")
    slot = builder.choice(f"{name}.order", _ORDERS, "arrival")
    builder.values[slot] = sections.writer.order(tuple(lines.index(line) for line in backlog.order))
    return slot


def _servers(sections: Sections, number: int, name: str, backlog: Backlog, at: Path) -> tuple[ServerRow, ...]:
    builder = sections.builder
    crews = list(sections.names.topology.crews)
    rows = []
    for server_name, server in backlog.served_by.items():
        here: Path = (*at, "served_by", server_name)
        stem = f"{name}.served_by.{server_name}"
        node = crew = NONE
        if server_name in crews:
            crew = crews.index(server_name)
        elif ("c", server_name) in builder.number:
            node = builder.number["c", server_name]
            builder.uses(node, Entity.BACKLOG, number)
        else:
            builder.findings.unknown(here, "component or crew", server_name, sections.names.of("component", "crew"))
            continue
        rate = builder.slot(f"{stem}.rate", Unit.RATE, server.rate)
        builder.slot_of.setdefault(stem, rate)
        builder.reacts(rate, Entity.BACKLOG, number)
        window = builder.window(server.hours, f"{stem}.hours", (*here, "hours"))
        needs = builder.node(sections.drafts.needs.groups.get(stem))
        builder.uses(needs, Entity.BACKLOG, number)
        rows.append(ServerRow(node, crew, rate, window, needs))
    return tuple(rows)
