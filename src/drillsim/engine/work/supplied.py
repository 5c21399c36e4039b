"""What work has of what it needs: whether it can go on, how fast, how much of it comes out right, and what came last.

Needs stand in three places, by what losing them does: in the first the work waits, in the second it abends, in the
third its items fail at full speed. Needs of the work and of its present step count alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drillsim.engine.arrays import NONE, WHOLE, Entity

if TYPE_CHECKING:
    from drillsim.engine.arrays import StepRow, WorkRow
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.causes import Causes
    from drillsim.engine.supply.levels import Levels

_CREW = int(Entity.CREW)


class Speed(NamedTuple):
    """How fast work goes on."""

    share: int
    """Of full speed."""
    lost: int = NONE
    """The need that slows it most, or that ends it."""
    abends: bool = False
    """Whether losing that need ends it."""


def is_supplied(levels: Levels, row: WorkRow, step: StepRow) -> bool:
    """Whether nothing is gone that it waits for or abends without."""
    done = levels.done
    return all(done[node] > 0 for node in (*row.needs[:2], *step.needs[:2]) if node >= 0)


def speed_of(levels: Levels, row: WorkRow, step: StepRow) -> Speed:
    """How fast it goes on with what it has."""
    done = levels.done
    share, lost = WHOLE, NONE
    for place in (0, 1):
        for node in (row.needs[place], step.needs[place]):
            if node >= 0:
                level = done[node]
                if level == 0 and place == 1:
                    return Speed(0, node, abends=True)
                if level < share:
                    share, lost = level, node
    return Speed(share, lost)


def right_share(levels: Levels, row: WorkRow, step: StepRow) -> int:
    """How much of what it does comes out right."""
    done = levels.done
    return min((done[node] for node in (row.needs[2], step.needs[2]) if node >= 0), default=WHOLE)


def came_last(state: State, causes: Causes, row: WorkRow, step: StepRow) -> tuple[int, ...]:
    """The records behind the needs and the people of a step, for which it had to wait."""
    found: tuple[int, ...] = ()
    for node in (*row.needs[:2], *step.needs[:2]):
        if node >= 0:
            found += causes.of_need(node)
    if step.crew >= 0:
        found += (state.why(_CREW, step.crew),)
    return found
