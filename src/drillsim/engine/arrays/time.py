"""The days of a run, and windows: when something holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """Some days, and from when to when on each (slots of times of day)."""

    mask: int
    dates: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WindowRow:
    """When something holds."""

    rules: tuple[Rule, ...]
    always: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a run, resolved for its zone."""

    zone: str
    origin: int
    """The start of the scenario in ms since 1970 UTC."""
    starts: tuple[int, ...]
    """Local midnight of each day, in run time; the first is at least a week before the start."""
    masks: tuple[int, ...]
    """Kinds of each day, as bits of DAY_BITS."""
    shifts: tuple[tuple[int, int, int], ...]
    """Clock changes: (day, time of day, ms added to later times of that day)."""
    names: tuple[str, ...]
    """Each day's date."""
