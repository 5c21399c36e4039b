"""How much each published row speaks for a case.

1. Put in is what the model did not cause, and a figure that the model was given as it is. It never speaks for a case.
2. Given with its numbers is a row that a number was fitted to, that follows from lengths of time read off the same
   source, or that is the end of a task: that it is met says that the arithmetic is right.
3. Came out is the rest: met without anybody's help. While some entries of the basis say in words only what they were
   fitted to, how many these are is an upper bound.
4. A moment that held from the start did not come out, and a figure of 0 may only say that nothing threatened it: both
   say nothing.
5. A row that is assumed, or that says again what another row says, stands in no count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from drillsim.review.fidelity import FigureResult, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.review.calibration import Calibration
    from drillsim.review.fidelity import Fidelity, RowResult


class Standing(StrEnum):
    """What a row says for a case."""

    PUT_IN = "put in"
    FITTED = "fitted"
    FOLLOWS = "follows"
    CAME_OUT = "came out"
    SAYS_NOTHING = "says nothing"
    ASSUMED = "assumed"
    AGAIN = "again"


CLASSES: tuple[tuple[Standing, ...], ...] = (
    (Standing.PUT_IN,),
    (Standing.FITTED, Standing.FOLLOWS),
    (Standing.CAME_OUT,),
    (Standing.SAYS_NOTHING,),
)
"""What is counted together."""

GIVEN = CLASSES[1]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row beside the published one, and what it says for the case."""

    result: RowResult | FigureResult
    standing: Standing


def weighed(told: Fidelity, fitted: Calibration) -> tuple[Weighed, ...]:
    """Every row and figure with its standing."""
    return tuple(Weighed(result, standing_of(result, fitted)) for result in told.results)


def standing_of(result: RowResult | FigureResult, fitted: Calibration) -> Standing:
    """What a row says for a case."""
    if result.row.is_assumed:
        return Standing.ASSUMED
    if result.row.same_as is not None:
        return Standing.AGAIN
    return _of_figure(result, fitted) if isinstance(result, FigureResult) else _of_row(result, fitted)


def _of_figure(result: FigureResult, fitted: Calibration) -> Standing:
    if result.row.name in fitted.sources:
        return Standing.PUT_IN
    if result.row.name in fitted.targets:
        return Standing.FITTED
    return Standing.SAYS_NOTHING if result.published == result.value == 0 else Standing.CAME_OUT


def _of_row(result: RowResult, fitted: Calibration) -> Standing:
    if result.origin == Origin.PUT_IN:
        return Standing.PUT_IN
    if result.origin == Origin.FROM_START:
        return Standing.SAYS_NOTHING
    if result.row.name in fitted.targets:
        return Standing.FITTED
    is_given = result.row.name in fitted.sources or result.origin == Origin.TASK_END
    return Standing.FOLLOWS if is_given else Standing.CAME_OUT


def counts(found: Sequence[Weighed], standings: tuple[Standing, ...]) -> tuple[int, int]:
    """How many rows have one of these standings, and how many of them are met."""
    of = [each.result.met for each in found if each.standing in standings]
    return len(of), sum(of)
