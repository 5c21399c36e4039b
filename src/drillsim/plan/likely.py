"""The same plan with nothing spread: every duration at its likely value, so that only chances are left to luck."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drillsim.engine.arrays import Unit

if TYPE_CHECKING:
    from drillsim.engine.arrays import EffectRow, Plan

_FIXED = 0


def at_likely(plan: Plan) -> Plan:
    """The plan with every spread at its likely value, those that an effect sets later too."""
    paths, values = plan.slots.paths, plan.slots.values
    fixed: dict[str, int] = {}
    for slot, unit in enumerate(plan.slots.units):
        if unit == Unit.SPREAD:
            fixed |= {paths[slot]: _FIXED, paths[slot + 1]: likely(*values[slot : slot + 4])}
    return replace(plan.with_values(fixed), effects=tuple(_set_likely(plan, row) for row in plan.effects))


def _set_likely(plan: Plan, row: EffectRow) -> EffectRow:
    if not row.sets or plan.slots.units[row.sets[0][0]] != Unit.SPREAD:
        return row
    if row.mode:  # relative to what is there, which is fixed by now
        return row
    first = row.sets[0][0]
    value = likely(*(number for _slot, number in row.sets))
    return replace(row, sets=tuple((first + offset, _FIXED if offset == 0 else value) for offset in range(4)))


def likely(shape: int, low: int, middle: int, high: int) -> int:
    """The likely value of a spread in four slots: as fixed, the middle of a uniform one, the peak of a triangle."""
    return (low, (low + high) // 2, middle)[min(shape, 2)]
