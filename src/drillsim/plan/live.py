"""Effects that a command brings into a running plan: compiled against the plan itself, without its models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.kernel.errors import CommandRefused
from drillsim.plan.builder import Builder
from drillsim.plan.effects import Writer
from drillsim.plan.measures import Reader

if TYPE_CHECKING:
    from drillsim.engine.arrays import EffectRow, Plan
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
    builder = Builder(plan.calendar, plan.horizon)
    builder.subjects, builder.kinds = list(plan.subjects), list(plan.kinds)
    builder.index, builder.rows = dict(plan.index), dict(plan.rows)
    builder.values, builder.paths = list(plan.slots.values), list(plan.slots.paths)
    builder.units = list(plan.slots.units)
    builder.slot_of = {path: slot for slot, path in enumerate(plan.slots.paths)}
    builder.choices = dict(plan.slots.choices)
    names = PlanNames(plan)
    reader = Reader(builder, names)
    for work in plan.works:
        stem = plan.subjects[work.subject]
        reader.steps_of[stem] = [
            plan.subjects[step.subject].removeprefix(f"{stem}.") for step in work.steps if step.subject != work.subject
        ]
    writer = Writer(builder, names, reader)
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
    if builder.findings.errors:
        finding = builder.findings.errors[0]
        raise CommandRefused(finding.message, finding.hint or "")
    if writer.rows[number].until_condition >= 0:
        raise CommandRefused("a command cannot last until a condition", "write for: 30m, or until: a clock time")
    return writer.rows[number], tuple(builder.values[len(plan.slots.values) :])
