"""Rows of what can be done: the graph of levels, pairs, holds, hours, breaks, units, capacities, limits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Graph:
    """The supply graph: what every node needs, in an order in which suppliers come first."""

    op: tuple[int, ...]
    inputs: tuple[tuple[int, ...], ...]
    weights: tuple[tuple[int, ...] | int, ...]
    """SHARE: weights in millionths; KTH: k; HOLD, PAIR: index of the row."""
    dependents: tuple[tuple[int, ...], ...]
    subject: tuple[int, ...]
    """The named thing a node stands for; -1 for the inside of a need."""
    users: tuple[tuple[tuple[int, int], ...], ...]
    """(Entity, index) of what must look again when the node's level changes."""
    closed: tuple[int, ...]
    """Nodes that start withheld."""
    spare: tuple[bool, ...]
    """Nodes that have no needs, and no users but needs that have alternatives."""
    circles: tuple[tuple[int, ...], ...]
    """Groups of nodes that need each other, in order."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """A standby pair."""

    node: int
    subject: int
    members: tuple[int, ...]
    automatic: int
    detect: tuple[int, int, int]
    """Slots: dead, unstable, partial; -1 in a slot means never noticed."""
    switch: int
    works: int
    needs: int
    """The node of what the switching needs, or -1."""
    back: int
    forced: int
    """The work that is the switch by hand."""
    stream: int


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A need that outlives its supplier for a while, or takes time to come back."""

    node: int
    supplier: int
    subject: int
    """Whose need it is."""
    hold: int
    """Slot, or -1."""
    resume: int
    """Slot, or -1."""
    task: int
    """The work that must be done before it resumes, or -1."""
    restart: bool
    """A component's own restart: only after it was down altogether."""


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A component that the calendar withholds outside its hours."""

    node: int
    window: int


@dataclass(frozen=True, slots=True)
class BreakRow:
    """A component that breaks at random."""

    node: int
    subject: int
    every: int
    repair: int
    crew: int
    people: int
    stream_every: int
    stream_repair: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Units of one place."""

    subject: int
    count: int
    window: int
    back: tuple[tuple[int, int], ...]
    """(crew, slot of the spread)."""
    use: int
    """Its share of all use, in millionths."""


@dataclass(frozen=True, slots=True)
class StopRow:
    """A kind of failed use that stops a unit."""

    flow: int
    share: int
    keeps: int


@dataclass(frozen=True, slots=True)
class UnitsRow:
    """Interchangeable parts of a component."""

    node: int
    subject: int
    count: int
    groups: tuple[GroupRow, ...]
    weights: tuple[int, ...]
    """Use of each single unit in millionths, where units are told apart; else empty."""
    stops: tuple[StopRow, ...]
    limits: tuple[int, ...]
    """Limits that each unit has for itself."""


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """How much work a component takes."""

    node: int
    subject: int
    rate: int
    above: int
    after: int
    to: int
    clears: int
    lines: tuple[int, ...]
    """Lines whose items can reach it."""
    works: tuple[tuple[int, int, int], ...]
    """(work, its step or -1 for all of it, slot of the load it puts here while it runs)."""


@dataclass(frozen=True, slots=True)
class LimitRow:
    """Something that fills up."""

    subject: int
    node: int
    units: int
    """The units row, for a limit that each unit has; else -1."""
    capacity: int
    used: int
    flows: tuple[int, ...]
    drains: int
    reset_window: int
    reset_work: int
    alarm: int
    full: tuple[int, ...]
    clears: int
