"""Who decides in a what-if: the published choices with the reaction times they had, or with some of them moved.

1. A reaction time is how long after its question a choice was taken in the run as published, of the same seed. A
   what-if keeps it: taken = asked now + (taken - asked then).
2. A choice that the what-if itself makes, by its `decide` or because somebody moved it, is taken at its own time, or
   when asked if that is later.
3. A question that was not asked as published has no reaction time: if it is asked now, it stays open.
4. Tasks that were pinned keep how long they took in the run as published.
5. By the clock, every choice and every pinned end keeps its published time instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.drill.policies import AS_PUBLISHED, policy_orders, policy_pins
from drillsim.engine import Order, read_asked, read_lengths, read_taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drillsim.engine import Pin, Plan, Run


@dataclass(frozen=True, slots=True)
class Moved:
    """A choice that somebody makes otherwise than was published."""

    decision: str
    option: str | None = None
    """The option; as published if absent."""
    at: int | None = None
    """When, in ms from the start; as published if absent."""
    never: bool = False
    """Whether it is not made at all."""


def orders_as_moved(plan: Plan, orders: Iterable[Order], moved: Sequence[Moved]) -> tuple[Order, ...]:
    """Standing orders with some choices made at another time, otherwise, or never."""
    standing = list(orders)
    for each in moved:
        number = decision_number(plan, each.decision)
        own = [order for order in standing if order.decision == number] + _as_written(plan, each.decision)
        standing = [order for order in standing if order.decision != number]
        if each.never:
            continue
        option = own[0].option if each.option is None else option_number(plan, number, each.option)
        at, after = (each.at, 0) if each.at is not None else (own[0].at, own[0].after) if own else (0, 0)
        standing.append(Order(number, option, at=at, after=after, approved=True))
    return tuple(standing)


def _as_written(plan: Plan, name: str) -> list[Order]:
    """The published choices on a question, for one that has no order of its own because it was never asked."""
    number = decision_number(plan, name)
    return [
        Order(number, option_number(plan, number, option), at=at, approved=True)
        for at, decision, option in plan.published
        if decision == name
    ]


def decision_number(plan: Plan, name: str) -> int:
    """The row of a decision that a plan is known to have."""
    return next(number for number, row in enumerate(plan.decisions) if plan.subjects[row.subject] == name)


def option_number(plan: Plan, decision: int, name: str) -> int:
    """Which of its options a name means."""
    return [option.name for option in plan.decisions[decision].options].index(name)


def orders_by_reaction(then: Run, plan: Plan) -> tuple[Order, ...]:
    """The published choices of a plan with the reaction times of a run as published; its own ones by the clock."""
    left = list(then.plan.published)
    reactions = {name: _reactions(then, name) for _at, name, _option in then.plan.published}
    orders: list[Order] = []
    for at, name, option in sorted(plan.published, key=lambda choice: choice[0]):
        number = decision_number(plan, name)
        chosen = option_number(plan, number, option)
        if (at, name, option) not in left:
            orders.append(Order(number, chosen, at=at, approved=True))
            continue
        left.remove((at, name, option))
        if reactions[name]:
            orders.append(Order(number, chosen, after=reactions[name].pop(0), approved=True))
    return tuple(orders)


def _reactions(then: Run, name: str) -> list[int]:
    """How long after each time it was asked a question was decided."""
    return [taken.at - taken.asked for taken in read_taken(then, decision_number(then.plan, name))]


def orders_of_what_if(then: Run, plan: Plan, policy: str, *, by_the_clock: bool = False) -> tuple[Order, ...]:
    """Who decides in a what-if of a plan that is held against a run under the same policy."""
    if policy == AS_PUBLISHED and not by_the_clock:
        return orders_by_reaction(then, plan)
    return policy_orders(plan, policy)


def pins_of_what_if(then: Run, plan: Plan, policy: str, *, by_the_clock: bool = False) -> tuple[Pin, ...]:
    """The pins of a what-if of a plan that is held against a run under the same policy."""
    if policy == AS_PUBLISHED and not by_the_clock:
        return tuple(pin for pin in read_lengths(then) if pin.work in plan.index)
    return policy_pins(plan, policy)


def left_open(run: Run) -> tuple[str, ...]:
    """The questions whose latest asking has not been decided so far."""
    plan = run.plan
    return tuple(
        plan.subjects[row.subject]
        for number, row in enumerate(plan.decisions)
        if (asked := read_asked(run, number)) is not None
        and all(taken.asked != asked for taken in read_taken(run, number))
    )
