"""The second pass: the tables into which the rows of every section are written, now that each node has a number.

1. Names get their rows first, so that conditions and effects may refer to anything in any order.
2. Sections know none of those who write into them (the `*_rows` modules); compiling calls these in turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import (
    NONE,
    WHOLE,
    BacklogRow,
    BreakRow,
    CapacityRow,
    CrewRow,
    DeadlineRow,
    DecisionRow,
    Entity,
    EventRow,
    FlowRow,
    HoursRow,
    LimitRow,
    LineRow,
    MessageRow,
    ObligationRow,
    PairRow,
    Pin,
    RoleRow,
    RouteRow,
    ToleranceRow,
    Unit,
    UnitsRow,
    WorkRow,
)
from drillsim.plan.effects import Writer
from drillsim.plan.measures import Reader

if TYPE_CHECKING:
    from drillsim.model.conditions import Measure
    from drillsim.model.flows import Flow
    from drillsim.plan.builder import Builder
    from drillsim.plan.case import Names
    from drillsim.plan.drafting import Drafts
    from drillsim.plan.findings import Path


class Sections:
    """The rows of a plan while they are written."""

    def __init__(self, builder: Builder, names: Names, drafts: Drafts) -> None:
        self.builder = builder
        self.names = names
        self.drafts = drafts
        self.reader = Reader(builder, names)
        self.writer = Writer(builder, names, self.reader)
        self.pairs: list[PairRow] = []
        self.hours: list[HoursRow] = []
        self.breaks: list[BreakRow] = []
        self.units: list[UnitsRow] = []
        self.capacities: list[CapacityRow] = []
        self.limits: list[LimitRow] = []
        self.flows: list[FlowRow] = []
        self.tolerances: list[ToleranceRow] = []
        self.deadlines: list[DeadlineRow] = []
        self.lines: list[LineRow] = []
        self.backlogs: list[BacklogRow] = []
        self.works: list[WorkRow] = []
        self.crews: list[CrewRow] = []
        self.roles: list[RoleRow] = []
        self.routes: list[RouteRow] = []
        self.messages: list[MessageRow] = []
        self.decisions: list[DecisionRow] = []
        self.obligations: list[ObligationRow] = []
        self.events: list[EventRow] = []
        self.published: list[tuple[int, str, str]] = []
        self.named_limits: dict[tuple[str, str], tuple[int, int]] = {}
        """(line, name of a limit of its own) to its measure and its slot."""
        self.pins: list[Pin] = []
        self.fault_node: dict[int, int] = {}
        self.limits_of: dict[int, tuple[int, ...]] = {}
        self.work_of = {work.name: i for i, work in enumerate(names.works)}
        self._name_rows()

    # -- names to rows ------------------------------------------------------------------------------------------------

    def _name_rows(self) -> None:
        builder, names, reader = self.builder, self.names, self.reader
        topology, scenario = names.topology, names.scenario
        limits = 0
        capacities = units = pairs = 0
        loaded = self._loaded()
        for name, component in topology.components.items():
            node = builder.number["c", name]
            builder.name(name, Entity.NODE, node)
            if ("raw", name) in builder.number:
                self.fault_node[node] = builder.number["raw", name]
            if component.first_of:
                self.writer.pair_of[node] = pairs
                pairs += 1
                members = {
                    member: builder.number["c", member]
                    for member in component.first_of
                    if ("c", member) in builder.number
                }
                self.writer.member_node.update(members)
            if component.capacity is not None or name in loaded:
                self.writer.capacity_of[node] = reader.capacity_of[node] = capacities
                capacities += 1
            if component.units is not None:
                self.writer.units_of[node] = reader.units_of[node] = units
                units += 1
            for limit in component.limits:
                builder.subject(f"{name}.{limit}", "limit")
                builder.name(f"{name}.{limit}", Entity.LIMIT, limits)
                limits += 1
        for entity, section in (
            (Entity.LINE, topology.lines), (Entity.BACKLOG, topology.backlogs), (Entity.CREW, topology.crews),
            (Entity.ROUTE, topology.routes), (Entity.MESSAGE, names.messages), (Entity.DECISION, scenario.decisions),
            (Entity.OBLIGATION, names.obligations), (Entity.EVENT, names.events),
        ):  # fmt: skip
            for row, name in enumerate(section):
                builder.name(name, entity, row)
        for row, work in enumerate(names.works):
            builder.subject(work.name, work.kind)
            if work.kind != "option":
                builder.name(work.name, Entity.WORK, row)
            reader.steps_of[work.name] = list(work.work.steps)
        self.writer.line_node = {name: builder.number["l", name] for name in topology.lines}
        reader.role_of = {name: i for i, name in enumerate(topology.roles)}
        reader.options_of = {name: list(decision.options) for name, decision in scenario.decisions.items()}
        reader.receivers = {name: message.to for name, (message, _) in names.messages.items()}
        for line, name in enumerate(topology.lines):
            reader.amount_of[line] = builder.slot(f"{name}.amount", Unit.MONEY, topology.lines[name].amount)
        for name, component in topology.components.items():
            if component.wrong_from is not None and component.wrong_from.backlog in topology.backlogs:
                backlog = list(topology.backlogs).index(component.wrong_from.backlog)
                self.writer.wrong_backlog_of[builder.number["c", name]] = backlog

    def _loaded(self) -> set[str]:
        """Components without a capacity to which an effect gives one."""
        names = {path.split(".")[0] for path in self.builder.set_paths if path.split(".")[1:2] == ["capacity"]}
        return names & set(self.names.topology.components)

    # -- rows ---------------------------------------------------------------------------------------------------------

    def flow(self, flow: Flow, stem: str, at: Path, target: tuple[int, int]) -> int:
        """The row of a flow; its number, or -1 with a finding."""
        builder = self.builder
        measure = rate = NONE
        if isinstance(flow.from_, int):
            rate = builder.slot(f"{stem}.from", Unit.RATE, flow.from_)
        else:
            measure = self.reader.measure(flow.from_, (*at, "from"))
            if measure < 0:
                return NONE
        per = flow.per if flow.per is not None else flow.share
        share = builder.slot(f"{stem}.share", Unit.FACTOR, per)
        after = builder.slot(f"{stem}.after", Unit.MS, flow.after)
        number = len(self.flows)
        condition = self.reader.condition(flow.while_, (*at, "while"), ("flow", number))
        needs = builder.node(self.drafts.flows.get(stem))
        self.flows.append(FlowRow(measure, rate, share, after, condition, needs, (int(target[0]), target[1])))
        builder.uses(needs, Entity.FLOW, number)
        builder.reacts(share, Entity.FLOW, number)
        if rate >= 0:
            builder.reacts(rate, Entity.FLOW, number)
        return number

    def measure_flow(self, source: Measure | int, stem: str, at: Path, target: tuple[int, int]) -> int:
        """A flow of a bare measure or rate."""
        from drillsim.model.flows import Flow

        return self.flow(
            Flow.model_construct(from_=source, share=WHOLE, per=None, after=0, while_=None, needs=()), stem, at, target
        )

    # -- the graph as a whole -----------------------------------------------------------------------------------------

    def finished_lines(self) -> list[LineRow]:
        """The lines with what only the finished graph shows: which capacities they reach, whose losses they count."""
        from dataclasses import replace

        behind = self._behind()
        finished = []
        for number, line in enumerate(self.lines):
            reached = [i for i, row in enumerate(self.capacities) if row.node in behind[line.node]]
            because = tuple(i for i, row in enumerate(self.reader.because) if row.line == number)
            finished.append(replace(line, loads=tuple(reached), slow=tuple(reached), because=because))
        for i, row in enumerate(self.capacities):
            lines = tuple(number for number, line in enumerate(finished) if i in line.loads)
            self.capacities[i] = replace(row, lines=lines)
        return finished

    def watch_loads(self) -> None:
        """Let a capacity feel its load anew when a node changes on which the way of a line's items depends."""
        suppliers, behind = self._suppliers(), self._behind()
        users: dict[int, list[int]] = {}
        for node, its in suppliers.items():
            for supplier in its:
                users.setdefault(supplier, []).append(node)
        for capacity, row in enumerate(self.capacities):
            towards = _reached(users, row.node) - {row.node}
            on_the_way = towards & set().union(*behind.values())
            for node in sorted(on_the_way):
                if len(suppliers[node]) > 1:
                    for supplier in suppliers[node]:
                        self.builder.uses(supplier, Entity.CAPACITY, capacity)

    def _suppliers(self) -> dict[int, list[int]]:
        number = self.builder.number
        return {number[key]: [number[one] for one in draft.inputs] for key, draft in self.builder.drafts.items()}

    def _behind(self) -> dict[int, set[int]]:
        """Every line's node to all nodes behind it."""
        suppliers = self._suppliers()
        return {line.node: _reached(suppliers, line.node) for line in self.lines}

    def lines_behind(self) -> dict[int, tuple[int, ...]]:
        """Nodes that are exposed by some effect to the lines that need them."""
        exposed = {row.target for row in self.writer.rows if row.verb == "expose"}
        if not exposed:
            return {}
        behind = self._behind()
        return {
            node: tuple(number for number, line in enumerate(self.lines) if node in behind[line.node])
            for node in sorted(exposed)
        }


def _reached(edges: dict[int, list[int]], start: int) -> set[int]:
    """Everything that can be reached from a node, with the node itself."""
    seen: set[int] = set()
    stack = [start]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack.extend(edges.get(node, ()))
    return seen
