"""Measures and conditions of the written language become rows that a run can read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, BecauseRow, ConditionRow, Entity, MeasureRow, Unit
from drillsim.engine.kernel.calendar import next_clock
from drillsim.model.conditions import (
    AllOf,
    AnyOf,
    Condition,
    HeldBy,
    HeldFor,
    Measure,
    MeasureTest,
    Not,
    Test,
    TimeTest,
)
from drillsim.model.quantities import parse_count, parse_duration, parse_factor, parse_money, parse_rate, parse_share
from drillsim.plan.days import clock_slot
from drillsim.plan.state_tests import refuse_truth, state_test
from drillsim.plan.vocabulary import KIND_OF, LIKE, MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.engine.arrays import Cond
    from drillsim.model.times import Clock
    from drillsim.plan.builder import Builder
    from drillsim.plan.case import NameList
    from drillsim.plan.findings import Path


@dataclass
class Reader:
    """Turns measures and conditions into rows; each measure has one row."""

    builder: Builder
    names: NameList
    measures: list[MeasureRow] = field(default_factory=list)
    because: list[BecauseRow] = field(default_factory=list)
    conditions: list[ConditionRow] = field(default_factory=list)
    peaks: int = 0
    tolerance_of: dict[tuple[str, str], int] = field(default_factory=dict)
    capacity_of: dict[int, int] = field(default_factory=dict)
    units_of: dict[int, int] = field(default_factory=dict)
    amount_of: dict[int, int] = field(default_factory=dict)
    steps_of: dict[str, list[str]] = field(default_factory=dict)
    options_of: dict[str, list[str]] = field(default_factory=dict)
    role_of: dict[str, int] = field(default_factory=dict)
    receivers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    def know(self, measures: Sequence[MeasureRow]) -> None:
        """Takes over measures that have their rows already."""
        for row in measures:
            key = (row.entity, row.index, row.name, row.extra, row.amount, row.peak >= 0, row.per_hour)
            self._known[key] = len(self.measures)
            self.measures.append(row)

    # -- measures -----------------------------------------------------------------------------------------------------

    def measure(self, measure: Measure, at: Path) -> int:
        """The row of a measure, or -1 with a finding."""
        name, rest = measure.subject, measure.names
        limit = f"{name}.{rest[0]}"
        if len(rest) == 2 and limit in self.builder.rows:
            name, rest = limit, rest[1:]
        found = self.builder.rows.get(name)
        if found is None:
            kinds = ("component", "line", "backlog", "job", "task", "crew", "route")
            self.builder.findings.unknown(at, "name", name, self.names.of(*kinds))
            return NONE
        entity, row = found
        units = MEASURES.get(entity, {})
        extra = NONE
        unit = units.get(rest[0])
        if unit is None or len(rest) > (2 if rest[0] == "used" and entity == Entity.LINE else 1):
            self._no_measure(at, name, ".".join(rest), entity, units)
            return NONE
        if entity == Entity.LINE and rest[0] == "used":
            form = rest[1] if len(rest) == 2 else ""
            extra = self.tolerance_of.get((name, form), NONE)
            if extra < 0:
                self.builder.findings.unknown(
                    at, "form of this line's tolerance", form, [f for line, f in self.tolerance_of if line == name]
                )
                return NONE
        if entity == Entity.NODE and rest[0] in ("load", "stopped", "kept"):
            extra = (self.capacity_of if rest[0] == "load" else self.units_of).get(row, NONE)
            if extra < 0:
                what = "capacity" if rest[0] == "load" else "units"
                self.builder.findings.error(
                    at,
                    "no-such-part",
                    f"'{name}' has no {what}, so it has no '{rest[0]}'",
                    f"give it {what}",
                    name=name,
                )
                return NONE
        if measure.because is not None:
            extra = self._because(measure, entity, row, rest[0], at)
            if extra < 0:
                return NONE
        return self._row(measure, entity, row, rest[0], unit, extra, at)

    def _row(self, measure: Measure, entity: int, row: int, name: str, unit: Unit, extra: int, at: Path) -> int:
        amount = NONE
        if measure.amount:
            amount = self.amount_of.get(row, NONE) if entity == Entity.LINE else NONE
            unit = Unit.MONEY
        if measure.per_hour:
            if unit not in (Unit.COUNT, Unit.MONEY):
                self.builder.findings.error(
                    at,
                    "no-rate",
                    f"'{measure.text}': only what is counted has a rate, and '{name}' has no rate",
                    "leave /h out",
                    name=measure.text,
                )
                return NONE
            unit = Unit.RATE
        key = (entity, row, name, extra, amount, measure.peak, measure.per_hour)
        if key in self._known:
            return self._known[key]
        peak = NONE
        if measure.peak:
            peak = self.peaks
            self.peaks += 1
        self._known[key] = len(self.measures)
        self.measures.append(MeasureRow(measure.text, entity, row, name, unit, extra, peak, amount, measure.per_hour))
        return self._known[key]

    def _no_measure(self, at: Path, name: str, measure: str, entity: int, units: dict[str, Unit]) -> None:
        if not units:
            what = KIND_OF.get(Entity(entity), "thing")
            self.builder.findings.error(
                at,
                "no-measures",
                f"'{name}' is a {what}, which has no measures",
                "test its state instead",
                name=name,
                what=what,
            )
            return
        self.builder.findings.unknown(at, f"measure of the {KIND_OF[Entity(entity)]} '{name}'", measure, units)

    def _because(self, measure: Measure, entity: int, row: int, name: str, at: Path) -> int:
        target = self.builder.rows.get(measure.because or "")
        if entity != Entity.LINE or name not in ("failed", "turned_away"):
            self.builder.findings.error(
                at,
                "because-of-what",
                f"'because' follows failed or turned_away of a line, not '{measure.text}'",
                "write LINE.failed because COMPONENT",
                name=measure.text,
            )
            return NONE
        if target is None or target[0] != Entity.NODE:
            self.builder.findings.unknown(at, "component", measure.because or "", self.names.of("component"))
            return NONE
        made = BecauseRow(row, name == "turned_away", target[1])
        if made not in self.because:
            self.because.append(made)
        return self.because.index(made)

    # -- conditions ---------------------------------------------------------------------------------------------------

    def condition(self, condition: Condition | None, at: Path, owner: tuple[str, int], role: str | None = None) -> int:
        """The row of a condition, or -1; with a role it is tested on what that role has been told."""
        if condition is None:
            return NONE
        watches: list[tuple[int, int]] = []
        memory = [0]
        root = self._test(condition.test, at, watches, memory, role)
        self.conditions.append(ConditionRow(condition.text, root, tuple(dict.fromkeys(watches)), memory[0], owner))
        return len(self.conditions) - 1

    def _test(self, test: Test, at: Path, watches: list[tuple[int, int]], memory: list[int], role: str | None) -> Cond:
        if isinstance(test, AllOf | AnyOf):
            parts = tuple(self._test(part, at, watches, memory, role) for part in test.parts)
            return ("all" if isinstance(test, AllOf) else "any", parts)
        if isinstance(test, Not):
            return ("not", self._test(test.part, at, watches, memory, role))
        if isinstance(test, HeldFor):
            part = self._test(test.part, at, watches, memory, role)
            memory[0] += 1
            return ("for", part, test.duration, memory[0] - 1)
        if isinstance(test, HeldBy):
            part = self._test(test.part, at, watches, memory, role)
            memory[0] += 1
            return ("by", part, self.moment(test.clock), int(test.never), memory[0] - 1)
        if isinstance(test, TimeTest):
            return ("time", test.op, self.moment(test.clock))
        if isinstance(test, MeasureTest):
            return self._compare(test, at, watches, role)
        return state_test(self, test, at, watches, role)

    def moment(self, clock: Clock) -> int:
        """The moment that a clock time in a condition means: its next occurrence from the start on."""
        return next_clock(self.builder.calendar, clock_slot(clock, self.builder.calendar), -1)

    def _compare(self, test: MeasureTest, at: Path, watches: list[tuple[int, int]], role: str | None) -> Cond:
        measure = self.measure(test.measure, at)
        if measure < 0:
            return ("time", "<", -1)
        row = self.measures[measure]
        if role is not None:
            refuse_truth(self, test.measure.subject, row.entity, at)
        watches.append((row.entity, row.index))
        if isinstance(test.value, Measure):
            other = self.measure(test.value, at)
            if other < 0:
                return ("time", "<", -1)
            if role is not None:
                refuse_truth(self, test.value.subject, self.measures[other].entity, at)
            watches.append((self.measures[other].entity, self.measures[other].index))
            units = {LIKE.get(Unit(its.unit), Unit(its.unit)) for its in (row, self.measures[other])}
            if len(units) > 1:
                self.builder.findings.error(
                    at,
                    "unlike",
                    f"'{test.measure.text}' and '{test.value.text}' cannot be compared: they count different things",
                    "compare times with times, items with items",
                    name=test.value.text,
                )
            return ("compare", measure, test.op, other, 0)
        try:
            value = parse_value(Unit(row.unit), test.value)
        except ValueError as error:
            self.builder.findings.error(
                at,
                "bad-value",
                f"'{test.measure.text}' is compared with '{test.value}': {error}",
                text=str(error),
                name=str(test.value),
            )
            value = 0
        return ("compare", measure, test.op, NONE, value)


def parse_value(unit: Unit, text: object) -> int:
    """A written value in the units in which a measure of this kind is shown (whole, rounded down)."""
    if unit == Unit.MS:
        return parse_duration(text)
    if unit == Unit.SHARE:
        return parse_share(text)
    if unit == Unit.FACTOR:
        return parse_factor(text)
    if unit == Unit.MONEY:
        return parse_money(text)
    if unit == Unit.RATE:
        return parse_rate(text) if isinstance(text, str) and "/" in text else parse_count(text)
    return parse_count(text) // 1000
