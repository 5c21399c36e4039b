"""Load and what happens above capacity; exact shares, lags, and load that takes another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engine.building import (
    HOUR,
    MINUTE,
    assert_adds_up,
    at,
    causes,
    level_now,
    levels,
    line,
    records,
    row,
    run_case,
    start_case,
    times,
)

from drillsim.engine.arrays import WHOLE, Entity

if TYPE_CHECKING:
    from drillsim.engine import Run

HALF = WHOLE // 2


def loaded(capacity: str, *, needs: str = "[server]", more: str = "", until: int | None = None) -> Run:
    """A line of 100 an hour that doubles between 02:00 and 04:00, on a server with a capacity."""
    return run_case(
        f"""
        components: {{server: {{kind: server, capacity: {{{capacity}}}}}, front: {{kind: web, needs: [server]}}}}
        lines: {{shop: {{needs: {needs}, demand: {{00:00: 100/h, 02:00: 200/h, 04:00: 100/h}}}}}}
        {more}
        """,
        until=until,
    )


def load(run: Run, name: str = "server") -> int:
    """The load in thousandths per hour."""
    node = row(run, name, Entity.NODE)
    return next(run.capacities.load[i] for i, its in enumerate(run.plan.capacities) if its.node == node)


def test_within_its_capacity_nothing_happens() -> None:
    run = loaded("rate: 200/h")
    assert levels(run, "server") == []
    assert line(run, "shop").served == 26 * 100


def test_shed_fails_the_excess() -> None:
    run = loaded("rate: 100/h")
    assert levels(run, "server") == [(2 * HOUR + MINUTE, HALF), (4 * HOUR + MINUTE, WHOLE)]
    # felt a minute late on either side: 100/h of 200/h for 1 h 59, and half of 100/h for the minute after
    assert line(run, "shop").failed == (100 * 119 + 50 * 1) // 60
    assert line(run, "shop").turned_away == 0
    assert_adds_up(run)


def test_refuse_turns_the_excess_away() -> None:
    run = loaded("rate: 100/h, above: refuse")
    assert line(run, "shop").turned_away == (100 * 119 + 50 * 1) // 60
    assert line(run, "shop").failed == 0
    assert_adds_up(run)


def test_collapse_drags_the_whole_down_once_it_lasted_and_until_the_load_is_low_again() -> None:
    run = loaded("rate: 150/h, above: collapse, after: 30m, to: 10%, clears: 80%")
    assert levels(run, "server") == [(2 * HOUR + 31 * MINUTE, 100_000), (4 * HOUR + MINUTE, WHOLE)]
    kinds = [(record.kind, record.detail) for record in run.trace if record.kind in ("overloaded", "relieved")]
    assert kinds == [
        ("overloaded", (200_000, 150_000, "demand", "shop")),
        ("overloaded", ("collapsed",)),
        ("relieved", (100_000, 150_000)),
        ("relieved", ("recovered",)),
    ]


def test_a_collapse_lasts_while_the_load_is_not_low_enough() -> None:
    run = loaded("rate: 150/h, above: collapse, to: 10%, clears: 50%")
    assert levels(run, "server") == [(2 * HOUR + MINUTE, 100_000)]


def test_a_short_strain_does_not_collapse() -> None:
    run = loaded("rate: 150/h, above: collapse, after: 3h")
    assert levels(run, "server") == []


def test_load_is_carried_through_what_stands_before_and_counted_once() -> None:
    """Both needs lead to the server; an item loads it once."""
    run = loaded("rate: 1000/h", needs="[front, server]", until=HOUR)
    assert load(run) == 100_000


def test_what_an_earlier_need_fails_never_loads_a_later_one() -> None:
    run = run_case(
        """
        components:
          gate: {kind: gate, capacity: {rate: 60/h, above: refuse}}
          server: {kind: server, capacity: {rate: 60/h}}
        lines: {shop: {needs: [gate, server], demand: 240/h}}
        """,
        until=HOUR,
    )
    assert load(run, "gate") == 240_000
    assert load(run, "server") == 60_000
    assert level_now(run, "server") == WHOLE
    assert line(run, "shop").failed == 0


def test_a_share_splits_the_load_by_weight_and_a_need_may_weigh_more() -> None:
    run = run_case(
        """
        components:
          a: {kind: x, capacity: {rate: 1000/h}}
          b: {kind: x, capacity: {rate: 1000/h}}
          c: {kind: x, capacity: {rate: 1000/h}}
          d: {kind: x, capacity: {rate: 1000/h}}
        lines:
          shop:
            needs: [{share: {a: 3, b: 1}}, {need: c, load: 2.5}, {any: [{need: d, load: 3}, a]}]
            demand: 100/h
        """,
        until=HOUR,
    )
    assert [load(run, name) for name in "abcd"] == [75_000, 25_000, 250_000, 300_000]


def test_load_follows_an_alternative_that_takes_over() -> None:
    """The line never notices, the second server does, a minute later."""
    run = run_case(
        """
        components:
          a: {kind: x, capacity: {rate: 100/h}}
          b: {kind: x, capacity: {rate: 50/h}}
        lines: {shop: {needs: [{any: [a, b]}], demand: 100/h}}
        events: {dies: {at: 02:00, do: [{fail: a, for: 2h}]}}
        """
    )
    assert levels(run, "b") == [(2 * HOUR + MINUTE, HALF), (4 * HOUR + MINUTE, WHOLE)]


def test_load_follows_the_member_in_use() -> None:
    run = run_case(
        """
        components:
          a: {kind: x, capacity: {rate: 100/h}}
          b: {kind: x, capacity: {rate: 50/h}}
          pair: {kind: pair, first_of: [a, b], failover: {forced: {takes: 0s}}}
        lines: {shop: {needs: [pair], demand: 100/h}}
        events: {hand: {at: 02:00, do: [{switch: pair}]}}
        """,
        until=3 * HOUR,
    )
    assert load(run, "a") == 0
    assert load(run, "b") == 100_000
    assert levels(run, "b") == [(2 * HOUR + MINUTE, HALF)]


def test_a_surge_on_a_component_is_load_and_nobodys_demand() -> None:
    run = loaded("rate: 400/h", more="events: {scan: {at: 01:00, do: [{surge: server, add: 700/h, for: 30m}]}}")
    assert levels(run, "server") == [(HOUR, HALF), (90 * MINUTE, WHOLE)]
    (over,) = records(run, "overloaded")
    assert causes(run, over) == ["surged server"]
    assert causes(run, records(run, "level", "server")[0]) == ["overloaded server"]
    assert line(run, "shop").demand == 26 * 100


def test_a_surge_of_customers_explains_the_overload() -> None:
    run = loaded("rate: 150/h", more="events: {rush: {at: 06:00, do: [{surge: shop, by: 3, for: 1h}]}}")
    assert causes(run, records(run, "overloaded")[-1]) == ["surged shop"]
    assert times(run, "overloaded") == ["02:01:00", "06:01:00"]


def test_more_usual_customers_are_named_by_their_line() -> None:
    """Nothing happened: it is the shop to which more come, not the other line; a fault that moves load names nobody."""
    other = "other: {needs: [server], demand: {00:00: 40/h, 02:00: 30/h}}"
    text = """
        components: {server: {kind: server, capacity: {rate: 150/h}}}
        lines: {shop: {needs: [server], demand: {00:00: 100/h, 02:00: 200/h}}, OTHER}
    """
    run = run_case(text.replace("OTHER", other))
    (over,) = records(run, "overloaded")
    assert over.causes == ()
    assert over.detail == (230_000, 150_000, "demand", "shop")
    moved = run_case("""
        components: {a: {kind: server}, b: {kind: server, capacity: {rate: 50/h}}}
        lines: {shop: {needs: [{any: [a, b]}], demand: 100/h}}
        events: {dies: {at: 02:00, do: [{fail: a}]}}
    """)
    assert records(moved, "overloaded")[0].detail == (100_000, 50_000)


def test_a_running_job_puts_its_rate_on_what_it_needs() -> None:
    run = loaded(
        "rate: 200/h",
        more="""
        jobs: {report: {runs: daily, not_before: 05:00, takes: 1h, needs: [{need: server, load: 300/h}]}}
        """,
    )
    assert levels(run, "server")[0] == (5 * HOUR, HALF)
    assert causes(run, records(run, "overloaded")[0]) == ["started report"]


def test_a_step_puts_its_rate_on_what_it_needs_while_it_runs() -> None:
    """Of a job and of a task alike; the steps before and after put nothing there.

    It needs the server itself, so at half its level the hour takes two.
    """
    steps = "{load: {takes: 1h}, sort: {takes: 1h, needs: [{need: server, load: 300/h}]}, print: {takes: 1h}}"
    job = loaded("rate: 200/h", more=f"jobs: {{report: {{not_before: 05:00, steps: {steps}}}}}")
    assert levels(job, "server") == [(6 * HOUR, HALF), (8 * HOUR, WHOLE)]
    task = loaded(
        "rate: 200/h",
        more=f"""
        tasks: {{repair: {{steps: {steps}}}}}
        events: {{go: {{at: 05:00, do: [{{start: repair}}]}}}}
        """,
    )
    assert levels(task, "server") == [(6 * HOUR, HALF), (8 * HOUR, WHOLE)]
    assert causes(task, records(task, "overloaded")[0]) == ["started repair.sort"]


def test_a_rate_is_load_as_long_as_the_whole_task_runs() -> None:
    run = loaded(
        "rate: 200/h",
        more="""
        tasks: {scan: {takes: 2h, needs: [{need: server, load: 300/h}]}}
        events: {go: {at: 05:00, do: [{start: scan}]}}
        """,
    )
    assert [level for _, level in levels(run, "server")] == [HALF, WHOLE]
    assert causes(run, records(run, "overloaded")[0]) == ["started scan"]


def test_a_new_capacity_acts_at_once() -> None:
    run = loaded("rate: 200/h", more="events: {halve: {at: 06:30, do: [{set: server.capacity.rate, to: 50/h}]}}")
    assert levels(run, "server") == [(6 * HOUR + 30 * MINUTE, HALF)]
    assert causes(run, records(run, "overloaded")[0]) == ["set server"]


def test_a_capacity_of_nothing_lets_nothing_through() -> None:
    run = loaded("rate: 0/h")
    assert level_now(run, "server") == 0
    assert line(run, "shop").failed == 26 * 100


def test_slow_lets_the_excess_wait_and_works_it_off_later() -> None:
    run = loaded("rate: 150/h, above: slow")
    shop = line(run, "shop")
    assert shop.failed == 0
    assert shop.waiting == 0
    assert shop.served == 26 * 100
    assert_adds_up(run)


def test_who_waits_in_a_slow_system_for_more_than_five_minutes_is_delayed() -> None:
    """From 02:01 on two come a minute and one is done: who comes from 02:06 on waits longer than five minutes."""
    case = """
        components: {host: {kind: server, capacity: {rate: 60/h, above: slow}}}
        lines:
          shop: {needs: [host], demand: {00:00: 60/h, 02:00: 120/h, 03:00: 0/h}, tolerance: {delayed: 50}}
    """
    run = start_case(case)
    for until, delayed in (("02:11", 0), ("02:11:35", 1), ("02:36", 50), ("03:04", 106), ("04:30", 108)):
        run = start_case(case)
        run.advance(at(run, until))
        assert line(run, "shop").delayed == delayed, until
    assert line(run, "shop").failed == line(run, "shop").waiting == 0
    assert times(run, "breached", "shop") == ["02:36:30"]
    assert_adds_up(run)


def test_a_slow_system_with_a_short_queue_delays_nobody() -> None:
    run = run_case("""
        components: {host: {kind: server, capacity: {rate: 60/h, above: slow}}}
        lines: {shop: {needs: [host], patience: 3m, demand: {00:00: 60/h, 02:00: 120/h, 04:00: 0/h}}}
    """)
    assert line(run, "shop").failed > 100
    assert line(run, "shop").delayed == 0


def test_a_slow_system_that_recovers_was_never_out() -> None:
    """Everything is accepted and waits, however far the level falls: no outage begins, not even for no time."""
    for demand in ("02:00: 200/h, 04:00: 100/h", "02:00: 200/h, 03:59: 100/h, 04:00: 60/h"):
        run = run_case(f"""
            components: {{server: {{kind: server, capacity: {{rate: 150/h, above: slow}}}}}}
            lines:
              shop: {{needs: [server], demand: {{00:00: 100/h, {demand}}}, tolerance: {{outage: 5m}}}}
              other: {{needs: [server], demand: {{00:00: 1/h, 04:00: 2/h}}}}
        """)
        assert records(run, "out") + records(run, "restored") == []
        assert len(records(run, "overloaded")) == len(records(run, "relieved")) == 1
        assert line(run, "shop").failed == line(run, "shop").waiting == 0
        assert_adds_up(run)


def test_feedback_through_capacity_does_not_spin() -> None:
    """Everything that fails is tried again: at most one update a minute."""
    run = run_case("""
        components: {server: {kind: server, capacity: {rate: 90/h}}}
        lines: {shop: {needs: [server], demand: 100/h, fed_by: [{from: shop.failed, share: 0.8}]}}
    """)
    assert run.fired < 2 * 24 * 60
    assert_adds_up(run)
