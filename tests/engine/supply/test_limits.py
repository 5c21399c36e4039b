"""What fills up: exact stocks, crossings to the millisecond, what full does, how it is emptied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.building import HOUR, MINUTE, causes, instants, level_now, levels, records, row, run_case, times

from drillsim.engine.arrays import ITEM, WHOLE, Entity

if TYPE_CHECKING:
    from drillsim.engine import Run


def filling(limit: str, *, demand: str = "60/h", until: int | None = None, more: str = "") -> Run:
    """A server whose log takes what its line is asked for."""
    return run_case(
        f"""
        components: {{server: {{kind: server, limits: {{log: {{{limit}}}}}}}}}
        lines: {{shop: {{needs: [server], demand: {demand}}}}}
        {more}
        """,
        until=until,
    )


def used(run: Run, name: str = "server.log") -> int:
    """The stock in units of ITEM."""
    return run.limits.used(row(run, name, Entity.LIMIT))[0]


FED = "fed_by: [{from: shop.demand}]"


def test_the_stock_is_the_exact_integral_of_what_flows_in_and_out() -> None:
    """60 an hour in, 20 an hour out, for 3 h 20 min: 133 and a third, to the last unit."""
    run = filling(f"capacity: 1000, {FED}, drains: 20/h", until=3 * HOUR + 20 * MINUTE)
    assert used(run) == 40 * 1000 * (3 * HOUR + 20 * MINUTE)


def test_a_share_and_a_steady_rate_flow_in_too() -> None:
    run = filling("capacity: 1000, fed_by: [{from: shop.demand, share: 0.5}, {from: 6/h}]", until=2 * HOUR)
    assert used(run) == 72 * ITEM


def test_it_warns_fills_and_fails_its_component_at_the_first_millisecond() -> None:
    run = filling(f"capacity: 100, used: 40, {FED}")
    assert times(run, "alarm") == ["00:40:00"]
    assert times(run, "full") == ["01:00:00"]
    assert levels(run, "server") == [(HOUR, 0)]
    assert causes(run, records(run, "level", "server")[0]) == ["failed server"]
    assert causes(run, records(run, "failed", "server")[0]) == ["full server.log"]


def test_a_crossing_that_falls_between_two_milliseconds_counts_at_the_later() -> None:
    run = filling(f"capacity: 1, alarm: none, {FED}", demand="7/h")
    assert records(run, "full")[0].time == -(-ITEM // 7000)
    assert records(run, "alarm") == []


def test_it_holds_no_more_than_its_capacity() -> None:
    run = filling(f"capacity: 100, {FED}, full: [{{degrade: server, to: 0.5}}]")
    assert used(run) == 100 * ITEM
    assert len(records(run, "full")) == 1


def test_more_drains_than_flows_in_so_it_stays_empty() -> None:
    run = filling(f"capacity: 100, {FED}, drains: 100/h")
    assert used(run) == 0
    assert records(run, "alarm") == []
    assert run.fired < 20


def test_it_runs_dry_to_the_millisecond_and_no_further() -> None:
    run = filling("capacity: 100, used: 10, drains: 20/h", until=30 * MINUTE - 1)
    assert used(run) == 10 * ITEM - 20_000 * (30 * MINUTE - 1)
    run.advance(2 * HOUR)
    assert used(run) == 0


def test_full_stays_full_until_drained_to_where_it_clears() -> None:
    """Full at 01:00, drained at 60/h while nothing comes: clear at 90 of 100, ten minutes later."""
    run = filling(
        f"capacity: 100, used: 40, {FED}, full: [{{withhold: shop}}], drains: 0/h",
        more="""
        events:
          pump: {at: 01:00, do: [{set: server.log.drains, to: 120/h}, {surge: shop, by: 0}]}
          note: {when: {not: server.log full}, again: true, do: []}
        """,
    )
    assert times(run, "cleared") == ["01:05:00"]
    assert times(run, "happened", "note")[-1] == "01:05:00"
    assert len(records(run, "full")) == 1


def test_a_limit_that_clears_at_once_clears_as_soon_as_something_is_gone() -> None:
    run = filling("capacity: 100, used: 100, drains: 60/h, clears: 100%, full: [{degrade: server, to: 0.5}]")
    assert records(run, "cleared")[0].time == 1


def test_a_capacity_of_nothing_is_full_from_the_start() -> None:
    run = filling("capacity: 0, fed_by: [{from: shop.demand}]")
    assert times(run, "full") == ["00:00:00"]
    assert level_now(run, "server") == 0
    assert instants(run) < 5


def test_a_smaller_capacity_may_fill_it_at_once() -> None:
    run = filling(
        "capacity: 100, used: 60", more="events: {cut: {at: 02:00, do: [{set: server.log.capacity, to: 50}]}}"
    )
    assert times(run, "full") == ["02:00:00"]
    assert causes(run, records(run, "full")[0]) == ["set server"]
    assert used(run) == 60 * ITEM, "what is there is not thrown away"


def test_a_stock_can_be_set() -> None:
    run = filling("capacity: 100", more="events: {dump: {at: 02:00, do: [{set: server.log.used, to: 85}]}}")
    assert times(run, "alarm") == ["02:00:00"]
    assert used(run) == 85 * ITEM


def test_it_is_emptied_by_the_clock() -> None:
    run = filling(f"capacity: 10000, {FED}, resets: 'daily 06:00'", until=7 * HOUR)
    assert times(run, "reset") == ["06:00:00"]
    assert used(run) == 60 * ITEM


def test_it_is_emptied_by_work() -> None:
    clean = "tasks: {clean: {takes: 30m}}"
    run = filling(f"capacity: 100, {FED}, resets: clean, full: [{{start: clean}}]", more=clean, until=4 * HOUR)
    assert times(run, "full") == ["01:40:00", "03:50:00"]
    assert times(run, "reset") == ["02:10:00"]


def test_it_falls_below_its_alarm_and_warns_again() -> None:
    run = filling(
        "capacity: 100, used: 70, fed_by: [{from: 60/h}]",
        more="""
        events:
          pump: {at: 00:15, do: [{set: server.log.drains, to: 120/h, for: 15m}]}
          calm: {when: {not: server.log alarming}, again: true, do: []}
        """,
    )
    assert times(run, "alarm") == ["00:10:00", "00:40:00"]
    # 85 at 00:15, one a minute less: below 80 in the first millisecond after 00:20
    assert [record.time for record in records(run, "happened", "calm")] == [0, 20 * MINUTE + 1]


# -- units with limits of their own -----------------------------------------------------------------------------------

UNITS = """
    components:
      core:
        kind: core
        units: {count: %s}
        limits: {index: {capacity: 60, per_unit: true, alarm: none, fed_by: [{from: shop.served}]%s}}
    lines: {shop: {needs: [core], demand: 240/h}}
"""


def test_equal_units_fill_together_and_fail_together() -> None:
    run = run_case(UNITS % ("4", ""))
    assert times(run, "full") == ["01:00:00"] * 4
    assert levels(run, "core") == [(HOUR, 0)]
    assert len(records(run, "unit-failed")) == 4


def test_what_a_failed_unit_no_longer_takes_goes_to_the_others() -> None:
    """Half of all use goes to the first: it is full after half an hour; then the others share what is still served."""
    run = run_case(UNITS % ("3, uneven: [50%]", ""))
    # the others have 30 each by then, and half of 120/h from then on: half an hour more
    assert levels(run, "core") == [(30 * MINUTE, WHOLE // 2), (HOUR, 0)]
    assert times(run, "full") == ["00:30:00", "01:00:00", "01:00:00"]


def test_each_full_unit_is_the_cause_of_its_own_failure() -> None:
    run = run_case(UNITS % ("4", ""))
    for failed in records(run, "failed", "core"):
        (cause,) = failed.causes
        assert run.trace[cause].kind == "full"
    assert len({failed.causes for failed in records(run, "failed", "core")}) == 4


def test_a_repaired_unit_is_empty_again() -> None:
    fix = {"fix": {"at": "00:40", "do": [{"repair": "core", "units": 1}]}}
    run = run_case(UNITS % ("3, uneven: [50%]", ""), events=fix)
    assert times(run, "full") == ["00:30:00", "01:00:00", "01:00:00", "01:10:00"]


# -- properties -------------------------------------------------------------------------------------------------------


@given(
    inflow=st.integers(0, 200),
    drains=st.integers(0, 200),
    start=st.integers(0, 120),
    capacity=st.integers(1, 120),
    steps=st.lists(st.integers(1, 9 * HOUR), min_size=1, max_size=4),
)
def test_a_stock_never_leaves_its_bounds_and_reading_stores_nothing(
    inflow: int, drains: int, start: int, capacity: int, steps: list[int]
) -> None:
    text = f"""
        components:
          server:
            kind: server
            limits:
              log: {{capacity: {capacity}, used: {start}, fed_by: [{{from: {inflow}/h}}], drains: {drains}/h, full: []}}
    """
    run = run_case(text, until=0)
    at = 0
    for step in steps:
        at = min(at + step, 24 * HOUR)
        run.advance(at)
        first = max(start, capacity) * ITEM
        assert 0 <= used(run) <= first + abs(inflow - drains) * 1000
        net = (inflow - drains) * 1000 * at
        if start <= capacity:
            assert abs(used(run) - min(capacity * ITEM, max(0, start * ITEM + net))) <= abs(inflow - drains) * 1000
    whole = run_case(text, until=at)
    assert used(whole) == used(run)
    assert run.fired < 30
