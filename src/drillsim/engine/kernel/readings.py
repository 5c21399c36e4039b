"""What a review reads from a run: measures, what fleets kept, when published rows came true, the choices, the pins.

All of it is kept without a trace too.
"""

from __future__ import annotations

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


def read_kept(run: Run) -> dict[str, int]:
    """By fleet: how many of its customers' items its stopped units have kept so far."""
    subjects = run.plan.subjects
    return {
        subjects[row.subject]: run.fleets.read(fleet, "kept")[0] // ITEM for fleet, row in enumerate(run.plan.units)
    }
