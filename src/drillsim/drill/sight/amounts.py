"""Owns what numbers a message reports: what must be reached for it to be sent, as of the moment it was sent.

1. `core.failed > 10` says that there were at least 11. What may or may not hold (any, not, by) says nothing.
2. What is counted only grows, so the most that was reported is known from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from drillsim.drill.sight.known import Letter
    from drillsim.engine import Plan
    from drillsim.engine.arrays import Cond

Amount = tuple[int, int]
"""At least so much, and as of when."""


def amounts_of(plan: Plan) -> dict[str, tuple[tuple[int, int], ...]]:
    """By message: the measures that it reports on, each with what it has reached at the least."""
    return {
        plan.subjects[row.subject]: tuple(_reached(plan.conditions[row.condition].root))
        for row in plan.messages
        if row.condition >= 0
    }


def _reached(test: Cond) -> list[tuple[int, int]]:
    op, *parts = test
    if op == "compare":
        measure, sign, other, value = cast("tuple[int, str, int, int]", tuple(parts))
        if other >= 0 or sign not in (">", ">=", "="):
            return []
        return [(measure, value + 1 if sign == ">" else value)]
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
