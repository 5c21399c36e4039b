"""A case made ready to be replayed, and one run of it with what a comparison reads: figures at their moments.

1. A plan is compiled once and played many times; figures are read as the run passes their moments.
2. Pinned, the task ends that were published come when they were published, and all other durations take their likely
   value: what differs then is the model's doing.
3. Unpinned, durations are drawn, and people take as long to react to a question as they did pinned: who decided at
   once, decides at once whenever that is. By the clock, they keep to the published times instead.
4. Without a trace the same is read, but nothing can be said about causes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.drill import (
    AS_PUBLISHED,
    default_policy,
    orders_as_moved,
    orders_by_reaction,
    orders_of_what_if,
    pins_of_what_if,
    policy_orders,
    policy_pins,
)
from drillsim.engine import Run, read_measure
from drillsim.plan import at_likely, compile_plan
from drillsim.review.published import Kind, published_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drillsim.drill import Moved
    from drillsim.engine import Order, Pin, Plan
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
    pins: tuple[Pin, ...]
    """The ends of people's work that are given; none unless pinned."""
    by_the_clock: bool = False
    """Whether published choices keep to the clock where luck or a change moves their questions."""


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
    pins: Iterable[Pin] | None = None,
    by_the_clock: bool = False,
) -> Replay:
    """A case made ready; who has compiled it or has orders of their own brings them along."""
    plan = compile_plan(case) if plan is None else plan
    policy = default_policy(plan) if policy is None else policy
    if orders is None and policy == AS_PUBLISHED and not pinned and not by_the_clock:
        orders = orders_by_reaction(play(prepare_replay(case, plan=plan, policy=policy)).run, plan)
    standing = policy_orders(plan, policy) if orders is None else tuple(orders)
    held = policy_pins(plan, policy) if pins is None else tuple(pins)
    plan = at_likely(plan) if pinned else plan
    return Replay(
        case, plan, published_rows(case, plan), policy, standing, pinned, held if pinned else (), by_the_clock
    )


def play(replay: Replay, seed: int = 1, *, record: bool = True) -> Played:
    """A run to its end, with each published figure read at its moment."""
    run = Run(replay.plan, seed, record=record)
    run.stand(replay.orders)
    run.pin(replay.pins)
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
    record: bool = True,
) -> Played:
    """A changed case, decided by those who decided in the run that it is held against, with the same luck."""
    plan = compile_plan(case) if plan is None else plan
    policy = base.replay.policy
    standing = orders_of_what_if(base.run, plan, policy, by_the_clock=by_the_clock) if orders is None else orders
    standing = orders_as_moved(plan, standing, moved)
    pins = pins_of_what_if(base.run, plan, policy, by_the_clock=by_the_clock)
    replay = prepare_replay(case, plan=plan, policy=policy, orders=standing, pinned=base.replay.pinned, pins=pins)
    return play(replay, base.seed, record=record)


def is_pinned(replay: Replay, row: PublishedRow) -> bool:
    """Whether a row is the end of a task that a replay pins to its published time."""
    return bool(replay.pins) and row.is_task_end
