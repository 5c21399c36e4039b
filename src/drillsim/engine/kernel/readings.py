"""What others read from a run: measures, what fleets kept, when published rows came true, choices, pins, what is next.

All of it is kept without a trace too.
"""

from __future__ import annotations

from heapq import heappop
from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM

if TYPE_CHECKING:
    from drillsim.engine.arrays import Pin
    from drillsim.engine.kernel.run import Run
    from drillsim.engine.people.decisions import Taken


def read_measure(run: Run, measure: int) -> int:
    """What a measure of the plan shows at the present moment, in the units of a reader, rounded down."""
    return run.measures.whole(measure)


def read_moments(run: Run, row: int) -> tuple[int, ...]:
    """When the condition of a published row came true."""
    return tuple(run.state.milestones.get(row, ()))


def read_asked(run: Run, decision: int) -> int | None:
    """When a question was last asked, if it ever was."""
    at = run.decisions.asked_at[decision]
    return at if at >= 0 else None


def read_taken(run: Run, decision: int) -> tuple[Taken, ...]:
    """The choices that were made on a question so far, in order."""
    return tuple(run.decisions.taken[decision])


def read_lengths(run: Run) -> tuple[Pin, ...]:
    """How long each step took whose end was pinned so far, in order."""
    return tuple(run.works.pins.lengths)


def next_due(run: Run) -> int | None:
    """When something falls due next within the horizon; nothing is carried out."""
    if not run.begun:
        return 0
    heap, armed = run.state.clock.heap, run.state.clock.armed
    while run.state.clock.refill(run.plan.horizon):
        at, _, timer, _ = heap[0]
        if armed[timer] == at:
            return int(at) if at <= run.plan.horizon else None
        heappop(heap)
    return None


def is_alike(run: Run, seed: int) -> bool:
    """Whether every chance that was taken so far comes out the same with another seed, and so the whole run."""
    return run.state.draws.alike(seed)


def read_kept(run: Run) -> dict[str, int]:
    """By fleet: how many of its customers' items its stopped units have kept so far."""
    subjects = run.plan.subjects
    return {
        subjects[row.subject]: run.fleets.read(fleet, "kept")[0] // ITEM for fleet, row in enumerate(run.plan.units)
    }
