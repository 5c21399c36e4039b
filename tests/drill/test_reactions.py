"""Who decides in a what-if: reaction times are kept, and a choice may be moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.review.cases import shop

from drillsim.drill import (
    AS_PUBLISHED,
    BY_CP,
    NOBODY,
    Moved,
    left_open,
    orders_as_moved,
    orders_by_reaction,
    orders_of_what_if,
    pins_of_what_if,
    policy_orders,
    policy_pins,
)
from drillsim.engine import Order, Pin, Plan, Run, read_asked, read_taken
from drillsim.plan import compile_plan

MINUTE = 60_000
CHOICE = """
    published:
      - {at: 09:10, decided: repair mend}
    what_ifs:
      later: {set: {breaks.at: 09:20}}
      waited: {decide: [{at: 09:15, decided: repair wait}]}
"""


def plan_of(folder: Path, *changes: str, published: str = CHOICE) -> Plan:
    return compile_plan(shop(folder, published, changes=changes))


def played(plan: Plan, orders: tuple[Order, ...]) -> Run:
    run = Run(plan, 1, record=False)
    run.stand(orders)
    run.finish()
    return run


def taken(run: Run, decision: int = 0) -> list[tuple[int, int]]:
    return [
        ((choice.asked - 60 * MINUTE) // MINUTE, (choice.at - 60 * MINUTE) // MINUTE)
        for choice in read_taken(run, decision)
    ]


def test_a_reaction_takes_as_long_as_it_took_as_published(tmp_path: Path) -> None:
    """Asked at five past, decided at ten past; asked at 25 past, decided at half past."""
    then_plan = plan_of(tmp_path)
    then = played(then_plan, policy_orders(then_plan, AS_PUBLISHED))
    assert taken(then) == [(5, 10)]
    plan = plan_of(tmp_path, "later")
    assert taken(played(plan, orders_by_reaction(then, plan))) == [(25, 30)]
    by_the_clock = orders_of_what_if(then, plan, AS_PUBLISHED, by_the_clock=True)
    assert taken(played(plan, by_the_clock)) == [(25, 25)], "its time is over when it is asked"


def test_a_choice_of_the_what_if_itself_is_taken_at_its_own_time(tmp_path: Path) -> None:
    then_plan = plan_of(tmp_path)
    then = played(then_plan, policy_orders(then_plan, AS_PUBLISHED))
    plan = plan_of(tmp_path, "waited")
    assert orders_by_reaction(then, plan) == (Order(0, 1, at=75 * MINUTE, approved=True),)


def test_a_question_that_was_not_asked_as_published_stays_open(tmp_path: Path) -> None:
    published = CHOICE.replace("what_ifs:", "  - {at: 09:40, decided: clean sweep}\n    what_ifs:")
    then_plan = plan_of(tmp_path, published=published)
    then = played(then_plan, policy_orders(then_plan, AS_PUBLISHED))
    assert read_asked(then, 1) is None
    plan = plan_of(tmp_path, "waited", published=published)
    now = played(plan, orders_by_reaction(then, plan))
    assert read_asked(now, 1) == 90 * MINUTE
    assert read_taken(now, 1) == ()


def test_a_published_choice_that_was_never_asked_for_can_be_moved_all_the_same(tmp_path: Path) -> None:
    published = CHOICE.replace("what_ifs:", "  - {at: 09:40, decided: clean sweep}\n    what_ifs:")
    plan = plan_of(tmp_path, "waited", published=published)
    moved = orders_as_moved(plan, (), [Moved("clean", at=100 * MINUTE)])
    assert moved == (Order(1, 0, at=100 * MINUTE, approved=True),)
    assert orders_as_moved(plan, (), [Moved("clean", "leave")]) == (Order(1, 1, at=100 * MINUTE, approved=True),)


def test_another_policy_decides_as_it_does(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    then = played(plan, ())
    assert orders_of_what_if(then, plan, BY_CP) == policy_orders(plan, BY_CP)


@pytest.mark.parametrize(
    ("moved", "orders"),
    [
        (Moved("repair", at=80 * MINUTE), (Order(0, 0, at=80 * MINUTE, approved=True),)),
        (Moved("repair", "wait"), (Order(0, 1, at=70 * MINUTE, approved=True),)),
        (Moved("repair", "wait", 80 * MINUTE), (Order(0, 1, at=80 * MINUTE, approved=True),)),
        (Moved("repair", never=True), ()),
        (
            Moved("clean", "sweep"),
            (Order(0, 0, at=70 * MINUTE, approved=True), Order(1, 0, approved=True)),
        ),
    ],
)
def test_a_choice_may_be_made_at_another_time_otherwise_or_never(
    tmp_path: Path, moved: Moved, orders: tuple[Order, ...]
) -> None:
    plan = plan_of(tmp_path)
    assert orders_as_moved(plan, policy_orders(plan, AS_PUBLISHED), [moved]) == orders


PINNED = CHOICE.replace("    what_ifs:", "      - {at: 09:47, is: mend done}\n    what_ifs:")


def test_a_task_that_was_pinned_takes_as_long_in_a_what_if(tmp_path: Path) -> None:
    """Published from 9:10 to 9:47; broken and asked 20 minutes later it is mended 20 minutes later."""
    then_plan = plan_of(tmp_path, published=PINNED)
    assert policy_pins(then_plan, AS_PUBLISHED) == (Pin("mend", at=107 * MINUTE),)
    assert policy_pins(then_plan, NOBODY) == ()
    then = Run(then_plan, 1)
    then.stand(policy_orders(then_plan, AS_PUBLISHED))
    then.pin(policy_pins(then_plan, AS_PUBLISHED))
    then.finish()
    assert mended(then) == [107 * MINUTE]
    plan = plan_of(tmp_path, "later", published=PINNED)
    assert pins_of_what_if(then, plan, AS_PUBLISHED) == (Pin("mend", takes=37 * MINUTE),)
    assert pins_of_what_if(then, plan, AS_PUBLISHED, by_the_clock=True) == (Pin("mend", at=107 * MINUTE),)
    now = Run(plan, 1)
    now.stand(orders_of_what_if(then, plan, AS_PUBLISHED))
    now.pin(pins_of_what_if(then, plan, AS_PUBLISHED))
    now.finish()
    assert mended(now) == [127 * MINUTE]


def mended(run: Run) -> list[int]:
    return [one.time for one in run.trace if (one.kind, one.subject) == ("done", "mend")]


def test_a_question_that_is_asked_and_not_decided_is_left_open(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    assert left_open(played(plan, ())) == ("repair",)
    assert left_open(played(plan, policy_orders(plan, AS_PUBLISHED))) == ()
