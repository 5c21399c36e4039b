"""Owns the numbers that are drawn over time: read from a run at equal steps, whoever looks and however time passes.

1. A run that is simulated again (resumed, gone back, on another branch) gives the same numbers, so charts are whole.
2. Reading changes nothing. A step is a minute, or longer where a scenario is so long that nobody could draw it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.engine.arrays import ITEM
from drillsim.engine.work.accounts import DEMAND

if TYPE_CHECKING:
    from drillsim.engine import Plan, Run
    from drillsim.model import Topology

MINUTE: Final = 60_000
STEPS_MAX: Final = 720
"""How many steps a scenario is divided into at the most."""
Key = tuple[str, str]
"""demand, stopped (units), waiting (messages on a route) or backlog (items), and of what."""


def step_of(plan: Plan) -> int:
    """How far the numbers of a plan lie apart, in ms."""
    return max(1, -(-plan.horizon // (STEPS_MAX * MINUTE))) * MINUTE


def keys_of(plan: Plan) -> tuple[Key, ...]:
    """Everything that is drawn, in the order in which it is read."""
    names = plan.subjects
    return (
        *(("demand", names[row.subject]) for row in plan.lines),
        *(("stopped", names[row.subject]) for row in plan.units),
        *(("waiting", names[row.subject]) for row in plan.routes),
        *(("backlog", names[row.subject]) for row in plan.backlogs),
    )


def machines_of(topology: Topology) -> frozenset[str]:
    """The fleets that customers stand before: those whose units stop when a use fails, and those of cash machines."""
    return frozenset(
        name
        for name, component in topology.components.items()
        if component.units is not None and (component.units.stops or component.kind.split("-")[0] == "atm")
    )


class Samples:
    """The numbers of one run so far."""

    __slots__ = ("due", "points", "step")

    def __init__(self, plan: Plan) -> None:
        self.step = step_of(plan)
        self.due = 0
        """When the next numbers are to be read."""
        self.points: tuple[list[tuple[int, int]], ...] = tuple([] for _ in keys_of(plan))
        """By key: (moment, number)."""

    def advance(self, run: Run, to: int) -> None:
        """Lets time pass in a run, and reads its numbers on the way."""
        while self.due <= to:
            run.advance(self.due)
            self._read(run)
            self.due += self.step
        run.advance(to)

    def _read(self, run: Run) -> None:
        plan, now = run.plan, run.now
        numbers = [rates[DEMAND] for rates in run.lines.rates]
        numbers += [run.fleets.read(row, "stopped")[0] // ITEM for row in range(len(plan.units))]
        numbers += [run.messages.routes.queue(row)[0] // ITEM for row in range(len(plan.routes))]
        numbers += [run.backlogs.read(row, "waiting")[0] // ITEM for row in range(len(plan.backlogs))]
        for points, number in zip(self.points, numbers, strict=True):
            points.append((now, number))
