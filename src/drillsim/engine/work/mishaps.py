"""What may go wrong with work at the end of a step: a mis-step, or that it did not work.

1. Each chance is drawn once, at the end of the step it belongs to; what belongs to the work as a whole, at the end of
   its last step.
2. A mis-step costs time first. What it damages is kept until the step is over, and done after what follows the step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from drillsim.engine.arrays import StepRow, WorkRow
    from drillsim.engine.kernel.conditions import Conditions
    from drillsim.engine.kernel.state import State

# Purposes of the streams that a step or work has, after that of how long it takes.
_SLIPS, _WORKS, _COSTS = range(1, 4)


class Slip(NamedTuple):
    """Mis-steps that showed together."""

    cost: int
    """How much longer the step takes."""
    slots: tuple[int, ...]
    """The numbers behind it."""


class Mishaps:
    """Which work has made mis-steps in its present step, and what they damage."""

    __slots__ = ("_conditions", "_damage", "_state")

    def __init__(self, state: State, count: int) -> None:
        self._state = state
        self._damage: list[tuple[int, ...] | None] = [None] * count
        """What the mis-steps of the present step damage at its end; None if there were none."""
        self._conditions: Conditions

    def attach(self, conditions: Conditions) -> None:
        """Learn where conditions are."""
        self._conditions = conditions

    def happened(self, work: int) -> bool:
        """Whether the present step has shown a mis-step."""
        return self._damage[work] is not None

    def take(self, work: int) -> tuple[int, ...]:
        """What the mis-steps of the step damage; the next one begins without any."""
        damage, self._damage[work] = self._damage[work] or (), None
        return damage

    def slip(self, work: int, row: WorkRow, step: StepRow, *, last: bool) -> Slip | None:
        """Draw whether the end of the step shows mis-steps, and what they cost and damage."""
        state = self._state
        cost = 0
        slots: tuple[int, ...] = ()
        damage: tuple[int, ...] = ()
        for part in (step, row) if last else (step,):
            if part.slip_chance >= 0 and state.draws.chance(part.stream + _SLIPS, state.values[part.slip_chance]):
                cost += state.spread(part.stream + _COSTS, part.slip_costs)
                damage += part.slip_do
                slots += (part.slip_chance, part.slip_costs)
        if not slots:
            return None
        self._damage[work] = damage
        return Slip(cost, slots)

    def worked(self, part: StepRow | WorkRow) -> bool:
        """Draw whether a step, or work as a whole, succeeds."""
        state = self._state
        worked = state.draws.chance(part.stream + _WORKS, state.values[part.works])
        return worked and not (part.unless >= 0 and self._conditions.holds(part.unless))
