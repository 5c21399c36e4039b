"""The plan: all rows of a case, with its numbers and its names."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays.people import DecisionRow, MessageRow, ObligationRow, RoleRow, RouteRow
    from drillsim.engine.arrays.story import ConditionRow, EffectRow, EventRow, MeasureRow
    from drillsim.engine.arrays.supply import (
        BreakRow,
        CapacityRow,
        Graph,
        HoldRow,
        HoursRow,
        LimitRow,
        PairRow,
        UnitsRow,
    )
    from drillsim.engine.arrays.time import Calendar, WindowRow
    from drillsim.engine.arrays.work import (
        BacklogRow,
        BecauseRow,
        CrewRow,
        DeadlineRow,
        FlowRow,
        LineRow,
        Pin,
        ToleranceRow,
        WorkRow,
    )

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slots:
    """Every number of a plan, with the path a person calls it by."""

    values: tuple[int, ...]
    paths: tuple[str, ...]
    units: tuple[int, ...]
    choices: dict[int, tuple[str, ...]]
    """The words of slots that hold a choice."""
    reactions: dict[int, tuple[tuple[int, int], ...]]
    """What must look again when a slot changes: (Entity, index) pairs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A topology, a scenario and changes, compiled."""

    topology: str
    scenario: str
    horizon: int
    calendar: Calendar
    subjects: tuple[str, ...]
    kinds: tuple[str, ...]
    """What each subject is: component, line, ..."""
    slots: Slots
    streams: tuple[bytes, ...]
    graph: Graph
    windows: tuple[WindowRow, ...]
    pairs: tuple[PairRow, ...]
    holds: tuple[HoldRow, ...]
    hours: tuple[HoursRow, ...]
    breaks: tuple[BreakRow, ...]
    units: tuple[UnitsRow, ...]
    capacities: tuple[CapacityRow, ...]
    limits: tuple[LimitRow, ...]
    flows: tuple[FlowRow, ...]
    measures: tuple[MeasureRow, ...]
    because: tuple[BecauseRow, ...]
    tolerances: tuple[ToleranceRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    lines: tuple[LineRow, ...]
    backlogs: tuple[BacklogRow, ...]
    orders: tuple[tuple[int, ...], ...]
    works: tuple[WorkRow, ...]
    crews: tuple[CrewRow, ...]
    roles: tuple[RoleRow, ...]
    routes: tuple[RouteRow, ...]
    messages: tuple[MessageRow, ...]
    decisions: tuple[DecisionRow, ...]
    obligations: tuple[ObligationRow, ...]
    events: tuple[EventRow, ...]
    effects: tuple[EffectRow, ...]
    conditions: tuple[ConditionRow, ...]
    peaks: int
    published: tuple[tuple[int, str, str], ...] = ()
    """The published choices: (moment, decision, option)."""
    pins: tuple[Pin, ...] = ()
    """The published ends of tasks, of their steps and of switches by hand."""
    index: dict[str, int] = field(default_factory=dict)
    """Subject by name."""
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Name to (Entity, row)."""
    need_loads: dict[tuple[int, int], int] = field(default_factory=dict)
    """(node, supplier) to the slot of the load that one item puts there, where it is not 1."""
    fault_node: dict[int, int] = field(default_factory=dict)
    """Node of a component to the node its faults act on, where they differ."""
    lines_behind: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Node to the lines that need it, for records that lie open."""
    window_users: tuple[tuple[tuple[int, int], ...], ...] = ()
    """By window: (Entity, row) of what has these hours."""
    limits_of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Node to the limits of the component."""
    random: bool = False
    """Whether components break at random."""
    looks: tuple[dict[int, tuple[int, ...]], ...] = ()
    """By Entity: row to the conditions that look at it."""
    feeds: tuple[dict[int, tuple[int, ...]], ...] = ()
    """By Entity: row to the flows that read it."""
    derived: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What runs have worked out from the rows, whatever the numbers: kept for the next run, never part of a file."""

    def __getstate__(self) -> list[object]:
        """All fields in order, without what was derived."""
        return [{} if its.name == "derived" else getattr(self, its.name) for its in fields(self)]

    def __setstate__(self, state: list[object]) -> None:
        """Fill the fields of an unpickled plan."""
        for its, value in zip(fields(self), state, strict=True):
            object.__setattr__(self, its.name, value)

    def derive(self, name: str, work_out: Callable[[Plan], T]) -> T:
        """What follows from the rows under this name: worked out for the first run that asks, known to all others."""
        if name not in self.derived:
            self.derived[name] = work_out(self)
        return cast("T", self.derived[name])

    def with_values(self, values: dict[str, int]) -> Plan:
        """The same plan with other numbers in some slots, without compiling."""
        where = {path: i for i, path in enumerate(self.slots.paths)}
        numbers = list(self.slots.values)
        for path, value in values.items():
            numbers[where[path]] = value
        return replace(self, slots=replace(self.slots, values=tuple(numbers)))
