"""Rows of what is to be done: flows, lines, tolerances, backlogs, jobs, tasks, crews."""

from __future__ import annotations

from dataclasses import dataclass, field

from drillsim.engine.arrays.terms import NONE


@dataclass(frozen=True, slots=True)
class FlowRow:
    """So much of one thing for each item of another."""

    measure: int
    rate: int
    """Slot of a steady rate, where there is no measure."""
    share: int
    after: int
    condition: int
    needs: int
    target: tuple[int, int]
    """(Entity, index) that it feeds."""


@dataclass(frozen=True, slots=True)
class BecauseRow:
    """Items of a line that were lost on one supplier or on something behind it."""

    line: int
    turned: bool
    target: int


@dataclass(frozen=True, slots=True)
class ToleranceRow:
    """One form of a line's tolerance."""

    line: int
    name: str
    measure: int
    limit: int
    unit: int
    timer: int = NONE


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A tolerance with a clock: up, or nothing waiting, by then."""

    line: int
    name: str
    clock: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """A business line."""

    subject: int
    node: int
    window: int
    profile: tuple[tuple[int, tuple[int, ...], tuple[tuple[int, int], ...]], ...]
    """(mask of days, dates, ((time of day, slot of the rate), ...)); the last that fits a day counts."""
    flows: tuple[int, ...]
    backlog: int
    due: int
    """Slot of a clock, or -1."""
    due_window: int
    due_edge: int
    patience: int
    amount: int
    pool: int
    items_each: int
    complaints: int
    restored_at: int
    settle: int
    because: tuple[int, ...]
    slow: tuple[int, ...]
    """Capacity rows that may slow this line down."""
    loads: tuple[int, ...]
    """Capacity rows that its items can reach."""
    forms: bool
    """Whether any form of its tolerance is limited."""


@dataclass(frozen=True, slots=True)
class ServerRow:
    """One server of a backlog."""

    node: int
    crew: int
    rate: int
    window: int
    needs: int


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """Where items wait."""

    subject: int
    lines: tuple[int, ...]
    order: int
    """Slot: 0 arrival, 1 due, 2 amount, 3 + n for the n-th list in `orders`."""
    servers: tuple[ServerRow, ...]
    flows: tuple[int, ...]
    wrong_of: tuple[tuple[int, int], ...]
    """(node, slot): components whose answers are wrong as far as items wait here."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of some work."""

    subject: int
    takes: int
    crew: int
    people: int
    works: int
    unless: int
    needs: tuple[int, int, int]
    """Nodes of what it needs by what losing them does: waits, abends, errors."""
    slip_chance: int
    slip_costs: int
    slip_do: tuple[int, ...]
    then: tuple[int, ...]
    otherwise: tuple[int, ...]
    stream: int


@dataclass(frozen=True, slots=True)
class JobRow:
    """What makes work a job."""

    days: tuple[int, ...]
    """The days of the calendar that have an occurrence; the first lie before the start of the run."""
    on_demand: bool
    not_before: int
    not_after: int
    due: int
    clash: tuple[int, ...]
    clash_then: int
    leaves: tuple[int, ...]
    rerun: bool
    rerun_from_stop: int
    rerun_after: tuple[int, ...]
    rerun_when: int
    items: int
    node: int
    """The node others need, or -1."""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Work that takes time: a task, a job, the work of an option, a forced switch."""

    subject: int
    steps: tuple[StepRow, ...]
    after: tuple[int, ...]
    window: int
    needs: tuple[int, int, int]
    works: int
    unless: int
    slip_chance: int
    slip_costs: int
    slip_do: tuple[int, ...]
    then: tuple[int, ...]
    otherwise: tuple[int, ...]
    tells: int
    job: JobRow | None
    pair: int
    """The pair that this work switches by hand, or -1."""
    stream: int


@dataclass(frozen=True, slots=True)
class Pin:
    """The end of some work of people that is given from outside, by the clock or by how long it takes."""

    work: str
    """A task, one of its steps (`task.step`), a switch by hand (`pair.forced`)."""
    at: int = NONE
    """When it ends, or -1."""
    takes: int = NONE
    """How long it takes, or -1."""
    instead_of: tuple[int, ...] = field(default=(), compare=False)
    """The spread in whose place a length was measured; it holds for no other one."""


@dataclass(frozen=True, slots=True)
class CrewRow:
    """People or a vendor."""

    subject: int
    size: int
    window: int
    call_out: int
    reach: int
    stream: int
