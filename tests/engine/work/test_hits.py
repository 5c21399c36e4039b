"""Customers hit: once by each item that failed, was turned away, was wrong or became overdue."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.building import HOUR, assert_adds_up, exact, items, line, run_case, start_case, times

from drillsim.engine.work.accounts import BAD, FAILED, OVERDUE, TURNED, TWICE, WRONG

DESK = """
    components: {host: {kind: server}}
    backlogs: {desk: {served_by: {host: 30/h}}}
    lines: {shop: {backlog: desk, amount: 1, demand: {00:00: 60/h, 02:00: 0/h}, due: 02:00, tolerance: {customers: 59}}}
"""


def test_a_customer_whose_item_becomes_overdue_is_hit() -> None:
    """120 come by 02:00, 60 of them are done by then: the other 60 are late for good."""
    run = run_case(DESK)
    assert line(run, "shop").overdue == line(run, "shop").customers == 60
    assert line(run, "shop").served == 120
    assert times(run, "breached", "shop") == ["02:00:00"]


def test_an_item_that_is_overdue_and_then_wrong_hits_once_and_costs_once() -> None:
    run = run_case(DESK + "    events: {errs: {at: 02:00, do: [{corrupt: host, share: 50%}]}}")
    assert (line(run, "shop").overdue, line(run, "shop").wrong) == (60, 30)
    assert line(run, "shop").customers == 60
    assert line(run, "shop").amount == 60


def test_an_item_that_is_wrong_in_time_and_another_that_is_late_hit_two() -> None:
    run = run_case(DESK + "    events: {errs: {at: 00:00, do: [{corrupt: host, share: 50%}]}}")
    assert (line(run, "shop").overdue, line(run, "shop").wrong) == (60, 60)
    assert line(run, "shop").customers == line(run, "shop").amount == 60 + 30


@pytest.mark.parametrize(("end", "hit"), [("failed", 120), ("turned_away", 120), ("wrong", 120), ("served", 0)])
def test_an_item_that_waits_and_is_given_up_hits(end: str, hit: int) -> None:
    """Before its due time it is new, after it was overdue it is not."""
    dead = (
        f"    events: {{off: {{at: 00:00, do: [{{fail: host}}]}}, out: {{at: TIME, do: [{{move: desk, to: {end}}}]}}}}"
    )
    early = run_case(DESK + dead.replace("TIME", "01:59:59"))
    assert abs(line(early, "shop").customers - hit) <= 1
    late = run_case(DESK + dead.replace("TIME", "03:00"))
    assert line(late, "shop").customers == 120


def test_what_a_dying_slow_system_loses_hits() -> None:
    """What waited in it fails."""
    run = run_case("""
        components: {host: {kind: server, capacity: {rate: 60/h, above: slow}}}
        lines: {shop: {needs: [host], demand: {00:00: 120/h, 03:00: 0/h}, patience: 10h}}
        events: {dies: {at: 03:00, do: [{fail: host}]}}
    """)
    assert line(run, "shop").failed == line(run, "shop").customers > 100


def test_calls_and_retries_hit_nobody_when_they_are_overdue() -> None:
    """Half of the demand is fresh; so is half of what is overdue."""
    run = run_case("""
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 0/h}}}
        lines:
          shop:
            backlog: desk
            demand: {00:00: 60/h, 02:00: 0/h}
            due: 03:00
            fed_by: [{from: other.demand, after: 1s}]
          other: {demand: {00:00: 60/h, 02:00: 0/h}}
    """)
    assert line(run, "shop").overdue in (239, 240)
    assert line(run, "shop").customers in (119, 120)


@settings(max_examples=60, deadline=None)
@given(
    rates=st.tuples(st.integers(1, 300), st.integers(1, 300)),
    due=st.integers(1, 23),
    wrong=st.tuples(st.integers(0, 100), st.integers(0, 23)),
    moved=st.tuples(st.integers(0, 100), st.sampled_from(["failed", "wrong", "served"]), st.integers(0, 23)),
)
def test_hits_are_what_went_wrong_each_item_once(
    rates: tuple[int, int], due: int, wrong: tuple[int, int], moved: tuple[int, str, int]
) -> None:
    """Exactly: failed + turned away + wrong + overdue - those that were overdue first and then failed or wrong."""
    demand, power = rates
    run = start_case(f"""
        components: {{host: {{kind: server}}}}
        backlogs: {{desk: {{served_by: {{host: {power}/h}}}}}}
        lines: {{shop: {{backlog: desk, demand: {{00:00: {demand}/h, 12:00: {demand // 7}/h}}, due: {due:02}:00}}}}
        events:
          errs: {{at: {wrong[1]:02}:10, do: [{{corrupt: host, share: {wrong[0]}%}}]}}
          stops: {{at: {wrong[1]:02}:30, do: [{{fail: host, for: 90m}}]}}
          out: {{at: {moved[2]:02}:20, do: [{{move: desk, share: {moved[0]}%, to: {moved[1]}}}]}}
          shut: {{at: 20:00, do: [{{withhold: shop, for: 1h}}]}}
    """)
    for hour in range(25):
        run.advance(hour * HOUR)
        parts = sum(exact(run, "shop", account) for account in (FAILED, TURNED, WRONG, OVERDUE))
        assert exact(run, "shop", BAD) == parts - exact(run, "shop", TWICE)
        assert exact(run, "shop", TWICE) <= exact(run, "shop", OVERDUE)
        assert exact(run, "shop", BAD) <= items(24 * demand)
    assert_adds_up(run)
