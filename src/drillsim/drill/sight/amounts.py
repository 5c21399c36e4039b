"""Owns what numbers a message reports: what must be reached for it to be sent, as of the moment it was sent.

1. `core.failed > 10` says that there were at least 11, where the words of the message state the 10: a threshold that
   they do not state is nobody's to know. What may or may not hold (any, not, by) says nothing.
2. What is counted only grows, so the most that was reported is known from then on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final, cast

from drillsim.engine.arrays import WHOLE, Unit

if TYPE_CHECKING:
    from drillsim.drill.sight.known import Letter
    from drillsim.engine import Plan
    from drillsim.engine.arrays import Cond
    from drillsim.model.text import Text

Amount = tuple[int, int]
"""At least so much, and as of when."""
_FIGURE: Final = re.compile(r"(?<![\d.:])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?P<unit>[万億%]?)")
_MYRIADS: Final = {"万": Fraction(10_000), "億": Fraction(100_000_000)}
_WRITTEN: Final = {
    Unit.SHARE: Fraction(100, WHOLE), Unit.FACTOR: Fraction(1, WHOLE), Unit.RATE: Fraction(1, 1000),
    Unit.MS: Fraction(1, 60_000),
}  # fmt: skip


def amounts_of(plan: Plan, says: Mapping[str, Text | None]) -> dict[str, tuple[tuple[int, int], ...]]:
    """By message: the measures whose number its words state, each with what it has reached at the least."""
    found = {}
    for row in plan.messages:
        name = plan.subjects[row.subject]
        words = says.get(name)
        if row.condition >= 0 and words is not None:
            stated = _stated(words)
            reached = _reached(plan.conditions[row.condition].root)
            found[name] = tuple(
                (measure, least)
                for measure, value, least in reached
                if _as_written(Unit(plan.measures[measure].unit), value) in stated
            )
    return found


def _stated(words: Text) -> frozenset[Fraction]:
    """Every number that some words state, in either language: 1,200, 1200, 80 %, 1.5, 3万."""
    found = set()
    for text in (words.en, words.ja):
        for match in _FIGURE.finditer(unicodedata.normalize("NFKC", text)):
            number = Fraction(match["number"].replace(",", ""))
            found.add(number * _MYRIADS.get(match["unit"], Fraction(1)))
    return frozenset(found)


def _as_written(unit: Unit, value: int) -> Fraction:
    """A value of a measure as people write it: a share in percent, a length of time in minutes."""
    return Fraction(value) * _WRITTEN.get(unit, Fraction(1))


def _reached(test: Cond) -> list[tuple[int, int, int]]:
    """The measures that have reached something: what they are compared with, and what they are at the least."""
    op, *parts = test
    if op == "compare":
        measure, sign, other, value = cast("tuple[int, str, int, int]", tuple(parts))
        if other >= 0 or sign not in (">", ">=", "="):
            return []
        return [(measure, value, value + 1 if sign == ">" else value)]
    if op == "all":
        return [each for part in cast("tuple[Cond, ...]", parts[0]) for each in _reached(part)]
    return _reached(cast("Cond", parts[0])) if op == "for" else []


def read_amounts(letters: Iterable[Letter], amounts: Mapping[str, tuple[tuple[int, int], ...]]) -> dict[int, Amount]:
    """By measure: the most that was reported, and when that was so."""
    told: dict[int, Amount] = {}
    for letter in letters:
        for measure, reached in amounts.get(letter.message, ()):
            if measure not in told or reached > told[measure][0]:
                told[measure] = (reached, letter.sent_at)
    return told
