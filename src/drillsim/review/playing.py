"""A case made ready to be replayed, and one run of it with what a comparison reads: figures at their moments.

1. A plan is compiled once and played many times; figures are read as the run passes their moments.
2. Pinned, the task ends that were published come when they were published, and all other durations take their likely
   value: what differs then is the model's doing. Unpinned, luck has its way.
3. Without a trace the same is read, but nothing can be said about causes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.drill import AS_PUBLISHED, default_policy, orders_as_moved, orders_of_what_if, policy_orders
from drillsim.engine import Run, read_measure
from drillsim.plan import at_likely, compile_plan
from drillsim.review.published import Kind, published_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drillsim.drill import Moved
    from drillsim.engine import Order, Plan
    from drillsim.library import Case
    from drillsim.review.published import PublishedRow


@dataclass(frozen=True, slots=True)
class Replay:
    """A case with its plan, its published rows and those who decide."""

    case: Case
    plan: Plan
    rows: tuple[PublishedRow, ...]
    policy: str
    orders: tuple[Order, ...]
    pinned: bool


@dataclass(frozen=True, slots=True)
class Played:
    """A finished run of a replay, and the figures that were read on the way."""

    replay: Replay
    seed: int
    run: Run
    figures: Mapping[int, int]
    """By the place of a published figure: what the run showed at its moment."""


def prepare_replay(
    case: Case,
    *,
    plan: Plan | None = None,
    policy: str | None = None,
    orders: Iterable[Order] | None = None,
    pinned: bool = True,
) -> Replay:
    """A case made ready; who has compiled it or has orders of their own brings them along."""
    plan = compile_plan(case) if plan is None else plan
    policy = default_policy(plan) if policy is None else policy
    standing = policy_orders(plan, policy) if orders is None else tuple(orders)
    plan = at_likely(plan) if pinned else plan
    return Replay(case, plan, published_rows(case, plan), policy, standing, pinned)


def play(replay: Replay, seed: int = 1, *, record: bool = True) -> Played:
    """A run to its end, with each published figure read at its moment."""
    run = Run(replay.plan, seed, record=record)
    run.stand(replay.orders)
    figures: dict[int, int] = {}
    for row in sorted((row for row in replay.rows if row.kind == Kind.FIGURE), key=lambda row: row.at):
        run.advance(row.at)
        figures[row.place] = sum(read_measure(run, measure) for measure in row.measures)
    run.finish()
    return Played(replay, seed, run, figures)


def what_if(
    base: Played,
    case: Case,
    *,
    plan: Plan | None = None,
    orders: Iterable[Order] | None = None,
    moved: Sequence[Moved] = (),
    by_the_clock: bool = False,
) -> Played:
    """A changed case, decided by those who decided in the run that it is held against, with the same luck."""
    plan = compile_plan(case) if plan is None else plan
    policy = base.replay.policy
    standing = orders_of_what_if(base.run, plan, policy, by_the_clock=by_the_clock) if orders is None else orders
    standing = orders_as_moved(plan, standing, moved)
    replay = prepare_replay(case, plan=plan, policy=policy, orders=standing, pinned=base.replay.pinned)
    return play(replay, base.seed)


def is_pinned(replay: Replay, row: PublishedRow) -> bool:
    """Whether a row is the end of a task that a replay pins to its published time."""
    return replay.pinned and replay.policy == AS_PUBLISHED and row.is_task_end
