"""Rows of what happens and when: measures, conditions, effects, events."""

from __future__ import annotations

from dataclasses import dataclass

from drillsim.engine.arrays.terms import NONE, WHOLE


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A number that can be looked at: of which entity, and how."""

    text: str
    entity: int
    index: int
    name: str
    unit: int
    extra: int = NONE
    peak: int = NONE
    """Where its highest value is kept, if that is asked for."""
    amount: int = NONE
    """Slot of the worth of an item, if money is asked for."""
    per_hour: bool = False


Cond = tuple[object, ...]
"""A condition as nested tuples; the first element is its operator."""


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition, what it looks at, and where it is used."""

    text: str
    root: Cond
    watches: tuple[tuple[int, int], ...]
    memory: int
    """How many places it needs to remember since when its parts hold."""
    owner: tuple[str, int]


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One atomic change."""

    verb: str
    target: int
    """Index in the space the verb works on."""
    entity: int
    subject: int
    number: int = NONE
    """A level, factor, count or rate."""
    other: int = NONE
    """Another index: a member, a line, a backlog."""
    share: int = WHOLE
    mode: str = ""
    over: int = 0
    sets: tuple[tuple[int, int], ...] = ()
    """(slot, value) pairs of a `set`."""
    path: str = ""
    after: int = NONE
    chance: int = NONE
    lasts: int = NONE
    until_clock: int = NONE
    until_condition: int = NONE
    stream: int = NONE


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that happens at a time or on a condition; a hidden effect has neither and acts at the start."""

    subject: int
    at: int
    condition: int
    do: tuple[int, ...]
    again: bool
    chance: int
    hidden: bool
    stream: int
    until_clock: int = NONE
    until_condition: int = NONE
