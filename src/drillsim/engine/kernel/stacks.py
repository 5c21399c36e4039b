"""Several effects on one thing: the last one that came counts, and taking one back leaves the others in force.

1. What stays for good replaces everything before it; what lasts for a time is kept until it is taken back.
2. A value that walks (`over`) changes in its place: it never overtakes what came after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drillsim.engine.arrays import NONE

if TYPE_CHECKING:
    from collections.abc import Hashable


class Entry(NamedTuple):
    """One value put on a thing."""

    number: int
    """The effect that put it there; -1 for what was there before all effects."""
    value: int
    record: int


class Stacks:
    """What lies on each thing, in order of arrival."""

    __slots__ = ("_on",)

    def __init__(self) -> None:
        self._on: dict[Hashable, list[Entry]] = {}

    def put(self, key: Hashable, before: int, entry: Entry, *, lasting: bool) -> None:
        """Put a value on a thing whose value was `before` when nothing lay on it."""
        if not lasting:
            self._on[key] = [entry]
            return
        self._on.setdefault(key, [Entry(NONE, before, NONE)]).append(entry)

    def change(self, key: Hashable, number: int, value: int) -> bool:
        """Change a value in its place; whether it is the one that counts."""
        entries = self._on.get(key, [])
        for place, entry in enumerate(entries):
            if entry.number == number:
                entries[place] = entry._replace(value=value)
                return place == len(entries) - 1
        return False

    def take(self, key: Hashable, number: int) -> Entry | None:
        """Take a value off again: what counts from now on, or None if that did not change."""
        entries = self._on.get(key, [])
        if not any(entry.number == number for entry in entries):
            return None
        counted = entries[-1].number == number
        self._on[key] = kept = [entry for entry in entries if entry.number != number]
        return kept[-1] if counted and kept else None
