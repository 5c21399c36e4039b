"""Effects and conditions that a command brings into a running plan: compiled against it, without its models."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.plan.builder import Builder
from drillsim.plan.effects import Writer
from drillsim.plan.measures import Reader
from drillsim.plan.watching import with_parts

if TYPE_CHECKING:
    from drillsim.engine.arrays import ConditionRow, EffectRow, MeasureRow, Plan
    from drillsim.model.conditions import Condition
    from drillsim.model.effects import EffectPart


class PlanNames:
    """The names of a plan, for messages that offer the nearest."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.members = {
            plan.subjects[pair.subject]: tuple(plan.subjects[plan.graph.subject[node]] for node in pair.members)
            for pair in plan.pairs
        }

    def of(self, *kinds: str) -> list[str]:
        """All names of some kinds."""
        return [name for name, kind in zip(self._plan.subjects, self._plan.kinds, strict=True) if kind in kinds]

    def pairs(self) -> list[str]:
        """All standby pairs."""
        return list(self.members)

    def members_of(self, pair: str) -> tuple[str, ...]:
        """The members of a standby pair."""
        return self.members.get(pair, ())


def live_effect(plan: Plan, effect: EffectPart) -> tuple[EffectRow, tuple[int, ...]]:
    """The row of an effect and the numbers it adds; raises CommandRefused if it cannot be."""
    builder, names = _builder(plan), PlanNames(plan)
    writer = Writer(builder, names, _reader(plan, builder, names))
    writer.pair_of = {pair.node: i for i, pair in enumerate(plan.pairs)}
    for name, (_, row) in plan.rows.items():
        for i, pair in enumerate(plan.pairs):
            if plan.subjects[pair.subject] == name:
                writer.pair_of[row] = i
    writer.capacity_of = {row.node: i for i, row in enumerate(plan.capacities)}
    writer.units_of = {row.node: i for i, row in enumerate(plan.units)}
    writer.wrong_backlog_of = {node: i for i, row in enumerate(plan.backlogs) for node, _ in row.wrong_of}
    writer.line_node = {plan.subjects[row.subject]: row.node for row in plan.lines}
    writer.member_node = {plan.subjects[plan.graph.subject[node]]: node for pair in plan.pairs for node in pair.members}
    number = writer.one(effect, "command", ())
    _check(builder)
    if writer.rows[number].until_condition >= 0:
        raise CommandRefused("a command cannot last until a condition", "write for: 30m, or until: a clock time")
    return writer.rows[number], tuple(builder.values[len(plan.slots.values) :])


def live_condition(plan: Plan, condition: Condition) -> tuple[ConditionRow, tuple[MeasureRow, ...]]:
    """The row of a condition and the measures it adds to those of the plan; raises CommandRefused if it cannot be."""
    builder, names = _builder(plan), PlanNames(plan)
    reader = _reader(plan, builder, names)
    row = reader.conditions[reader.condition(condition, ("command", "when"), ("inject", NONE))]
    _check(builder)
    if reader.peaks > plan.peaks or len(reader.because) > len(plan.because):
        raise CommandRefused(
            "a highest value and what was lost because of something are counted only where a file asks for them",
            "write the measure without .peak and without because",
        )
    return replace(row, watches=with_parts(plan, row.watches)), tuple(reader.measures[len(plan.measures) :])


def _builder(plan: Plan) -> Builder:
    """The tables of a plan, to be written on."""
    builder = Builder(plan.calendar, plan.horizon)
    builder.subjects, builder.kinds = list(plan.subjects), list(plan.kinds)
    builder.index, builder.rows = dict(plan.index), dict(plan.rows)
    builder.values, builder.paths = list(plan.slots.values), list(plan.slots.paths)
    builder.units = list(plan.slots.units)
    builder.slot_of = {path: slot for slot, path in enumerate(plan.slots.paths)}
    builder.valued_paths = frozenset(plan.slots.paths)  # by now any of them may have been given a value
    builder.choices = dict(plan.slots.choices)
    builder.number = {("pair", plan.subjects[pair.subject]): pair.node for pair in plan.pairs}
    return builder


def _reader(plan: Plan, builder: Builder, names: PlanNames) -> Reader:
    """A reader that knows the names, parts and measures of a plan."""
    subjects = plan.subjects
    roles = [subjects[row.subject] for row in plan.roles]
    reader = Reader(builder, names, because=list(plan.because), peaks=plan.peaks)
    reader.know(plan.measures)
    for work in plan.works:
        stem = subjects[work.subject]
        reader.steps_of[stem] = [
            subjects[step.subject].removeprefix(f"{stem}.") for step in work.steps if step.subject != work.subject
        ]
    reader.tolerance_of = {
        (subjects[plan.lines[row.line].subject], row.name): i for i, row in enumerate(plan.tolerances)
    }
    reader.capacity_of = {row.node: i for i, row in enumerate(plan.capacities)}
    reader.units_of = {row.node: i for i, row in enumerate(plan.units)}
    for i, line in enumerate(plan.lines):
        slot = builder.slot_of.get(f"{subjects[line.subject]}.amount")
        if slot is not None:
            reader.amount_of[i] = slot
    reader.role_of = {name: i for i, name in enumerate(roles)}
    reader.options_of = {subjects[row.subject]: [option.name for option in row.options] for row in plan.decisions}
    reader.receivers = {subjects[row.subject]: tuple(roles[role] for role in row.to) for row in plan.messages}
    return reader


def _check(builder: Builder) -> None:
    """Refuses what cannot be, with the first reason."""
    if builder.findings.errors:
        finding = builder.findings.errors[0]
        raise CommandRefused(finding.message, finding.hint or "")
