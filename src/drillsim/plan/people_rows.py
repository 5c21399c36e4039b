"""Rows of people: crews, roles, routes, messages, decisions, obligations, events, and what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import (
    NONE,
    WHOLE,
    CrewRow,
    DecisionRow,
    Entity,
    EventRow,
    MessageRow,
    ObligationRow,
    OptionRow,
    Pin,
    RoleRow,
    RouteRow,
    Unit,
)
from drillsim.engine.kernel.calendar import next_clock
from drillsim.model.conditions import Condition, MeasureTest, StateTest
from drillsim.model.people import Inject, Obligation, Observed, Signal
from drillsim.model.scenario import Decided, Figure, Milestone
from drillsim.plan.case import is_scripted, scripted
from drillsim.plan.days import clock_slot
from drillsim.plan.measures import parse_value

if TYPE_CHECKING:
    from drillsim.model.conditions import Measure
    from drillsim.model.people import Decision, Option
    from drillsim.model.times import Clock
    from drillsim.plan.findings import Path
    from drillsim.plan.sections import Sections

_ORDER = ("arrival", "worst-first")


def add_crews(sections: Sections) -> None:
    """The row of every crew."""
    builder = sections.builder
    for number, (name, crew) in enumerate(sections.names.topology.crews.items()):
        size = builder.slot(f"{name}.size", Unit.WHOLE, crew.size)
        builder.reacts(size, Entity.CREW, number)
        sections.crews.append(
            CrewRow(
                builder.index[name],
                size,
                builder.window(crew.duty, f"{name}.duty", ("topology", "crews", name, "duty")),
                builder.spread(f"{name}.call_out", crew.call_out),
                builder.slot(f"{name}.reach", Unit.SHARE, crew.reach),
                builder.stream(name, "call"),
            )
        )


def add_roles_and_routes(sections: Sections) -> None:
    """The rows of every role and route."""
    builder = sections.builder
    topology = sections.names.topology
    routes = list(topology.routes)
    for number, (name, route) in enumerate(topology.routes.items()):
        reads = builder.slot(f"{name}.reads", Unit.RATE, route.reads)
        order = builder.choice(f"{name}.order", _ORDER, route.order)
        needs = builder.node(sections.drafts.needs.groups.get(name))
        builder.uses(needs, Entity.ROUTE, number)
        for slot in (reads, order):
            builder.reacts(slot, Entity.ROUTE, number)
        sections.routes.append(
            RouteRow(builder.index[name], builder.slot(f"{name}.delay", Unit.MS, route.delay), needs, reads, order)
        )
    for name, role in topology.roles.items():
        at: Path = ("topology", "roles", name)
        reads_of = []
        for route_name, lies in role.reads.items():
            if route_name in routes:
                reads_of.append((routes.index(route_name), builder.slot(f"{name}.reads.{route_name}", Unit.MS, lies)))
            else:
                builder.findings.unknown((*at, "reads", route_name), "route", route_name, routes)
        deputy = _role(sections, role.deputy, (*at, "deputy")) if role.deputy is not None else NONE
        away = builder.window(role.away, f"{name}.away", (*at, "away"))
        sections.roles.append(
            RoleRow(
                builder.index[name],
                tuple(reads_of),
                away,
                builder.slot(f"{name}.answers", Unit.MS, role.answers),
                deputy,
            )
        )
    for decision_name, planned in topology.contingency_plan.items():
        decision = sections.names.scenario.decisions.get(decision_name)
        if decision is not None and planned.option not in decision.options:
            builder.findings.unknown(
                ("topology", "contingency_plan", decision_name, "option"),
                f"option of '{decision_name}'",
                planned.option,
                decision.options,
            )


def _role(sections: Sections, name: str, at: Path) -> int:
    roles = list(sections.names.topology.roles)
    if name not in roles:
        sections.builder.findings.unknown(at, "role", name, roles)
        return NONE
    return roles.index(name)


def add_slots(sections: Sections) -> None:
    """Numbers of messages, obligations and events that effects elsewhere may set."""
    builder = sections.builder
    for name, (message, _) in sections.names.messages.items():
        builder.spread(f"{name}.after", message.after)
        builder.slot(f"{name}.chance", Unit.SHARE, message.chance)
        if isinstance(message, Inject) and message.answer_by is not None:
            builder.slot(f"{name}.answer_by", Unit.MS, message.answer_by)
        if isinstance(message, Inject) and message.at is not None:
            builder.clock(f"{name}.at", message.at)
    for name, (event, _, hidden) in sections.names.events.items():
        if not hidden or is_scripted(event):
            its = scripted(event)
            builder.slot(f"{name}.chance", Unit.SHARE, its.chance)
            if its.at is not None:
                builder.clock(f"{name}.at", its.at)
    for name, planned in sections.names.topology.contingency_plan.items():
        builder.slot(f"{name}.within", Unit.MS, planned.within)
    for name, (obligation, _) in sections.names.obligations.items():
        assert isinstance(obligation, Obligation)
        if obligation.within is not None:
            builder.slot(f"{name}.within", Unit.MS, obligation.within)
        if obligation.by is not None:
            builder.clock(f"{name}.by", obligation.by)
        if obligation.every is not None:
            builder.slot(f"{name}.every", Unit.MS, obligation.every)


def add_messages(sections: Sections) -> None:
    """The row of every signal and inject."""
    for number, (name, (message, at)) in enumerate(sections.names.messages.items()):
        sections.messages.append(_message(sections, number, name, message, at))


def _message(sections: Sections, number: int, name: str, message: Signal | Inject, at: Path) -> MessageRow:
    builder = sections.builder
    slot_of = builder.slot_of
    routes = list(sections.names.topology.routes)
    route = 0
    if message.by in routes:
        route = routes.index(message.by)
    else:
        builder.findings.unknown((*at, "by"), "route", message.by, routes)
    flow = NONE
    condition = sections.reader.condition(message.when, (*at, "when"), ("message", number)) if message.when else NONE
    if isinstance(message, Signal) and message.each is not None:
        slot_of[f"{name}.each.after"] = slot_of[f"{name}.after.likely"]  # each item's message is as late as likely
        flow = sections.measure_flow(message.each, f"{name}.each", (*at, "each"), (Entity.MESSAGE, number))
        once = Condition(f"{message.each.text} >= 1", _at_least_one(message.each))
        condition = sections.reader.condition(once, (*at, "each"), ("message", number))
    estimate = (NONE, NONE)
    if message.estimate is not None:
        belief = sections.reader.condition(message.estimate.is_, (*at, "estimate", "is"), ("ask", number))
        estimate = (belief, builder.clock(f"{name}.estimate", message.estimate.at))
    return MessageRow(
        subject=builder.index[name],
        condition=condition,
        flow=flow,
        at=slot_of.get(f"{name}.at", NONE) if isinstance(message, Inject) else NONE,
        route=route,
        to=tuple(r for role in message.to if (r := _role(sections, role, (*at, "to"))) >= 0),
        after=slot_of[f"{name}.after"],
        chance=slot_of[f"{name}.chance"],
        needs=builder.node(sections.drafts.needs.groups.get(name)),
        again=message.again,
        answer_by=slot_of.get(f"{name}.answer_by", NONE) if isinstance(message, Inject) else NONE,
        estimate=estimate,
        stream=builder.stream(name, "chance", "after"),
        inject=isinstance(message, Inject),
    )


def _at_least_one(measure: Measure) -> MeasureTest:
    return MeasureTest(measure, ">=", "1")


def add_decisions(sections: Sections) -> None:
    """The row of every decision."""
    for number, (name, decision) in enumerate(sections.names.scenario.decisions.items()):
        sections.decisions.append(_decision(sections, number, name, decision))


def _decision(sections: Sections, number: int, name: str, decision: Decision) -> DecisionRow:
    builder = sections.builder
    at: Path = ("scenario", "decisions", name)
    role = _role(sections, decision.to, (*at, "to"))
    told = decision.to if role >= 0 else None
    condition = sections.reader.condition(decision.when, (*at, "when"), ("decision", number), role=told)
    options = tuple(
        _option(sections, name, option_name, option, told) for option_name, option in decision.options.items()
    )
    planned = sections.names.topology.contingency_plan.get(name)
    plan_option = plan_within = NONE
    if planned is not None and planned.option in decision.options:
        plan_option = list(decision.options).index(planned.option)
        plan_within = builder.slot_of[f"{name}.within"]
    return DecisionRow(builder.index[name], max(role, 0), condition, decision.again, options, plan_option, plan_within)


def _option(sections: Sections, decision: str, name: str, option: Option, told: str | None) -> OptionRow:
    """The row of an option; whether it is on offer is tested on what the role that decides has been told."""
    here: Path = ("scenario", "decisions", decision, "options", name)
    authority = _role(sections, option.authority, (*here, "authority")) if option.authority is not None else NONE
    do = sections.writer.all(option.do, f"{decision}.{name}.do", (*here, "do"))
    condition = sections.reader.condition(option.when, (*here, "when"), ("ask", 0), role=told)
    work = sections.work_of.get(f"{decision}.{name}", NONE)
    subject = sections.builder.subject(f"{decision}.{name}", "option")
    return OptionRow(name, subject, authority, do, condition, option.forbidden is not None, work)


def add_obligations(sections: Sections) -> None:
    """The row of every obligation."""
    builder = sections.builder
    for number, (name, (obligation, at)) in enumerate(sections.names.obligations.items()):
        assert isinstance(obligation, Obligation)
        role = _role(sections, obligation.of, (*at, "of"))
        condition = sections.reader.condition(obligation.when, (*at, "when"), ("obligation", number))
        met = sections.reader.condition(obligation.met_when, (*at, "met_when"), ("met", number))
        slot_of = builder.slot_of
        within = slot_of[f"{name}.within"] if obligation.within is not None else NONE
        by = slot_of[f"{name}.by"] if obligation.by is not None else NONE
        every = slot_of[f"{name}.every"] if obligation.every is not None else NONE
        sections.obligations.append(ObligationRow(builder.index[name], max(role, 0), condition, within, by, every, met))


def add_events(sections: Sections) -> None:
    """The row of every event and hidden condition."""
    builder = sections.builder
    for number, (name, (event, at, hidden)) in enumerate(sections.names.events.items()):
        if hidden and not is_scripted(event):
            effect = sections.writer.one(event, name, at)  # type: ignore[arg-type]
            certain = builder.slot("always", Unit.SHARE, WHOLE)
            do: tuple[int, ...] = (effect,) if effect >= 0 else ()
            stream = builder.stream(name, "happens")
            sections.events.append(EventRow(builder.index[name], NONE, NONE, do, False, certain, True, stream))  # noqa: FBT003
            continue
        its = scripted(event)
        condition = sections.reader.condition(its.when, (*at, "when"), ("event", number))
        do = sections.writer.all(its.do, f"{name}.do", (*at, "do"), its.until)
        slot_of = builder.slot_of
        sections.events.append(
            EventRow(
                builder.index[name],
                slot_of[f"{name}.at"] if its.at is not None else NONE,
                condition,
                do,
                its.again,
                slot_of[f"{name}.chance"],
                hidden,
                builder.stream(name, "happens"),
            )
        )


def add_published(sections: Sections) -> None:
    """The published choices; and moments at which published things become true, so that the trace has them."""
    builder = sections.builder
    scenario = sections.names.scenario
    for i, row in enumerate(scenario.published):
        at: Path = ("scenario", "published", i)
        if isinstance(row, Decided):
            decision, option = row.decided
            if decision not in scenario.decisions:
                builder.findings.unknown((*at, "decided"), "decision", decision, scenario.decisions)
                continue
            if option not in scenario.decisions[decision].options:
                builder.findings.unknown(
                    (*at, "decided"), f"option of '{decision}'", option, scenario.decisions[decision].options
                )
                continue
            sections.published.append((_moment(sections, row.at), decision, option))
        elif isinstance(row, Milestone):
            sections.reader.condition(row.is_, (*at, "is"), ("published", i))
            _pin(sections, row)
        elif isinstance(row, Figure):
            for measure in row.of:
                _figures(sections, row, sections.reader.measure(measure, (*at, "of")), at)
    for name, objective in scenario.objectives.items():
        for i, criterion in enumerate(objective.criteria):
            if not isinstance(criterion, Observed):
                subject = builder.index[name]
                sections.reader.condition(
                    criterion, ("scenario", "objectives", name, "criteria", i), ("criterion", subject)
                )


def _pin(sections: Sections, row: Milestone) -> None:
    """The end of a task or a step that was published pins it; that of a job is the model's to say."""
    test = row.is_.test
    if not isinstance(test, StateTest) or test.state != "done":
        return
    name = test.subject if test.part is None else f"{test.subject}.{test.part}"
    works = {work.name: work for work in sections.names.works}
    work = works.get(name) or works.get(test.subject)
    if work is not None and work.kind != "job":
        sections.pins.append(Pin(name, at=_moment(sections, row.at)))


def _figures(sections: Sections, row: Figure, measure: int, at: Path) -> None:
    """Refuses a figure that is not in the unit of its measure."""
    if measure < 0:
        return
    for figure in row.figure:
        try:
            parse_value(Unit(sections.reader.measures[measure].unit), figure)
        except ValueError as error:
            hint = "write it in the unit of the measure"
            sections.builder.findings.error(
                (*at, "figure"), "bad-value", str(error), hint, text=str(error), name=figure
            )


def _moment(sections: Sections, clock: Clock) -> int:
    calendar = sections.builder.calendar
    return next_clock(calendar, clock_slot(clock, calendar), -1)
