"""Diversions: whose a diverted item is, how much goes where, and what that means for the line it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.building import HOUR, assert_adds_up, at, causes, exact, items, line, records, run_case, start_case

from drillsim.engine.arrays import WHOLE, Entity
from drillsim.engine.work.accounts import DEMAND, FAILED, SERVED, WAITING, WRONG

if TYPE_CHECKING:
    from drillsim.engine import Run

BANK = """
    components: {host: {kind: server}, hand: {kind: desk}, branch: {kind: branch}}
    backlogs: {manual: {served_by: {hand: 10/h}}}
    lines: {shop: {needs: [host], demand: 60/h}, counter: {needs: [branch], demand: 20/h}}
"""


def waiting(run: Run, backlog: str) -> int:
    return run.backlogs.read(run.plan.rows[backlog][1], "waiting")[0]


def test_what_is_diverted_to_a_backlog_stays_an_item_of_its_line() -> None:
    """It waits there for its customer, and is served when the backlog is done with it."""
    run = start_case(BANK + "    events: {paper: {at: 02:00, do: [{divert: shop, share: 50%, to: manual, for: 2h}]}}")
    run.advance(at(run, "04:00"))
    assert exact(run, "shop", DEMAND) == items(240)
    assert exact(run, "shop", WAITING) == waiting(run, "manual") == items(40)
    run.finish()
    assert exact(run, "shop", SERVED) == items(24 * 60)
    assert_adds_up(run)


def test_what_is_diverted_to_a_backlog_goes_past_what_the_line_needs() -> None:
    """The host is dead: half fails, half is accepted on paper; so half of the customers are served or accepted."""
    run = start_case(
        BANK
        + """    events:
      dies: {at: 01:00, do: [{fail: host}]}
      paper: {at: 02:00, do: [{divert: shop, share: 50%, to: manual}]}
      all-paper: {at: 03:00, do: [{divert: shop, share: 50%, to: manual}]}
    """
    )
    run.advance(at(run, "03:00") - 1)
    assert run.lines.good[0] == WHOLE // 2
    run.finish()
    assert exact(run, "shop", FAILED) == items(60 + 30)
    assert run.lines.good[0] == WHOLE
    assert [one.detail[0] for one in records(run, "restored", "shop")] == [3 * HOUR]
    assert_adds_up(run)


def test_what_is_diverted_to_a_backlog_becomes_overdue_at_the_due_time_of_its_line() -> None:
    run = run_case("""
        components: {host: {kind: server}, hand: {kind: desk}}
        backlogs: {desk: {served_by: {host: 60/h}}, manual: {served_by: {hand: 10/h}}}
        lines: {shop: {demand: 60/h, backlog: desk, due: 04:00}}
        events: {paper: {at: 02:00, do: [{divert: shop, share: 50%, to: manual, for: 2h}]}}
    """)
    assert line(run, "shop").overdue == line(run, "shop").customers == 40
    assert [one.detail for one in records(run, "overdue", "shop")] == [(40,)]


def test_what_is_diverted_puts_no_load_on_what_it_goes_past() -> None:
    run = start_case(
        BANK.replace("host: {kind: server}", "host: {kind: server, capacity: {rate: 30/h}}")
        + "    events: {paper: {at: 02:00, do: [{divert: shop, share: 50%, to: manual}]}}"
    )
    run.advance(at(run, "02:00"))
    assert run.capacities.load == [60_000]
    run.advance(at(run, "02:01"))
    assert run.capacities.load == [30_000]


def test_what_is_diverted_to_another_line_is_the_demand_of_that_line() -> None:
    run = run_case(BANK + "    events: {send: {at: 02:00, do: [{divert: shop, share: 50%, to: counter, for: 2h}]}}")
    assert exact(run, "shop", DEMAND) == items(24 * 60 - 60)
    assert exact(run, "counter", DEMAND) == items(24 * 20 + 60)
    assert_adds_up(run)


def test_a_line_may_divert_to_its_own_backlog_past_what_it_needs() -> None:
    run = start_case("""
        components: {host: {kind: server}, hand: {kind: desk}}
        backlogs: {desk: {served_by: {hand: 10/h}}}
        lines: {shop: {needs: [host], demand: 60/h, backlog: desk}}
        events:
          closes: {at: 00:00, do: [{withhold: host}]}
          paper: {at: 01:00, do: [{divert: shop, share: 25%, to: desk}]}
    """)
    run.advance(at(run, "03:00"))
    assert exact(run, "shop", WAITING) == items(10)
    assert exact(run, "shop", SERVED) == items(20)
    assert_adds_up(run)


TARGETS = ("manual", "counter", "web")


@pytest.mark.parametrize("closes", [False, True])
@settings(max_examples=40, deadline=None)
@given(
    diverts=st.lists(st.tuples(st.sampled_from(TARGETS), st.integers(0, 1_000_000)), min_size=1, max_size=4),
    fresh=st.integers(0, 5_000_000),
)
def test_diversions_take_their_shares_in_the_order_in_which_they_began(
    diverts: list[tuple[str, int]], fresh: int, *, closes: bool
) -> None:
    """Each its share of all fresh demand, the last of them what is left; together exactly what came."""
    events: dict[str, Any] = {
        f"e{i}": {"at": "01:00", "do": [{"divert": "shop", "to": target, "share": share / WHOLE}]}
        for i, (target, share) in enumerate(diverts)
    }
    text = BANK.replace("counter: {", "web: {demand: 0/h}, counter: {")
    if closes:
        text = text.replace("demand: 60/h}", "demand: 60/h, hours: daily 00:00-03:00}")
    run = start_case(text, events=events)
    run.advance(HOUR // 2)
    run.lines.demand.surge(0, 99, "by", 0)
    run.lines.demand.surge(0, 100, "add", fresh)
    run.instant()
    run.advance(2 * HOUR)
    left, expected = fresh, dict.fromkeys(TARGETS, 0)
    for target, share in diverts:
        part = min(left, fresh * share // WHOLE)
        expected[target] += part
        left -= part
    demand = run.lines.demand
    assert run.lines.aside[0] == expected["manual"]
    assert demand.own(0) == left + expected["manual"]
    for target in ("counter", "web"):
        assert demand.diverted[run.plan.rows[target][1]] == expected[target]
    run.finish()
    assert_adds_up(run)


def test_a_diversion_of_a_line_that_is_closed_takes_nothing() -> None:
    run = run_case(
        BANK.replace("demand: 60/h}", "demand: 60/h, hours: daily 08:00-10:00}")
        + "    events: {paper: {at: 00:00, do: [{divert: shop, to: manual}]}}"
    )
    assert exact(run, "shop", DEMAND) == items(120)
    assert exact(run, "shop", SERVED) == items(120)


def test_a_condition_on_the_line_sees_what_waits_for_it_elsewhere() -> None:
    run = run_case(
        BANK
        + """    events:
      paper: {at: 02:00, do: [{divert: shop, share: 50%, to: manual, for: 2h}]}
      many: {when: shop.waiting >= 20, do: []}
      none: {when: {all: [many happened, shop.waiting < 1]}, do: []}
    """
    )
    assert [(one.subject, one.time // HOUR) for one in records(run, "happened") if one.subject != "paper"] == [
        ("many", 3),
        ("none", 7),
    ]


def test_wrong_answers_of_the_backlog_are_wrong_answers_of_the_line() -> None:
    run = run_case(
        BANK
        + """    events:
      paper: {at: 02:00, do: [{divert: shop, share: 50%, to: manual, for: 2h}]}
      errs: {at: 02:00, do: [{corrupt: hand, share: 100%}]}
    """
    )
    assert exact(run, "shop", WRONG) == items(60)
    assert run.plan.rows["manual"][0] == Entity.BACKLOG
    assert_adds_up(run)


def test_a_deadline_missed_for_what_was_diverted_names_the_diversion() -> None:
    run = run_case(
        BANK.replace("demand: 60/h}", "demand: 60/h, tolerance: {cleared: 03:00}}")
        + "    events: {paper: {at: 02:00, do: [{divert: shop, share: 50%, to: manual, for: 2h}]}}"
    )
    assert causes(run, records(run, "not-ready", "shop")[0]) == ["diverted shop"]
