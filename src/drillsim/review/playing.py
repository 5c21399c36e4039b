"""One run of a plan with what a comparison reads from it: figures at their moments, milestones, choices, outcome.

1. A plan is compiled once and played many times; figures are read as the run passes their moments.
2. Without a trace the same is read, but nothing can be said about causes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.engine import Run
from drillsim.review.published import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drillsim.engine import Order, Plan
    from drillsim.review.published import PublishedRow


@dataclass(frozen=True, slots=True)
class Played:
    """A finished run and the figures that were read on the way."""

    plan: Plan
    run: Run
    figures: Mapping[int, int]
    """By the place of a published figure: what the run showed at its moment."""


def play(
    plan: Plan, rows: Sequence[PublishedRow], orders: Iterable[Order], seed: int = 1, *, record: bool = True
) -> Played:
    """A run to its end, with each published figure read at its moment."""
    run = Run(plan, seed, record=record)
    run.stand(orders)
    figures: dict[int, int] = {}
    for row in sorted((row for row in rows if row.kind == Kind.FIGURE), key=lambda row: row.at):
        run.advance(row.at)
        figures[row.place] = sum(run.read(measure) for measure in row.measures)
    run.finish()
    return Played(plan, run, figures)
