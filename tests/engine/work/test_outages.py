"""How long a line is out."""

from tests.engine.building import HOUR, MINUTE, causes, line, records, run_case, start_case, times

NEXT_DAY = "    ends: 2026-04-17 00:00"


def outage(events: str, more: str = "", demand: str = "60/h") -> str:
    return f"""
        components: {{host: {{kind: server}}}}
        lines: {{shop: {{needs: [host], demand: {demand}{more}}}}}
        events: {{{events}}}
    """


def test_an_outage_ends_when_good_service_held_and_is_dated_back() -> None:
    run = run_case(outage("dies: {at: 02:00, do: [{fail: host, for: 1h}]}"))
    restored = records(run, "restored", "shop")[0]
    assert times(run, "out", "shop") == ["02:00:00"]
    assert times(run, "restored", "shop") == ["03:05:00"]
    assert restored.detail == (3 * HOUR, HOUR)
    assert causes(run, records(run, "out", "shop")[0]) == ["level shop"]
    assert line(run, "shop").outage == line(run, "shop").outage_longest == HOUR


def test_a_flutter_does_not_reset_the_clock() -> None:
    """Up for four minutes in between: one outage of 64 minutes, of which 60 were below."""
    run = run_case(
        outage("one: {at: 02:00, do: [{fail: host, for: 30m}]}, two: {at: 02:34, do: [{fail: host, for: 30m}]}")
    )
    assert len(records(run, "out", "shop")) == 1
    assert line(run, "shop").outage == HOUR
    assert line(run, "shop").outage_longest == HOUR + 4 * MINUTE
    apart = run_case(
        outage("one: {at: 02:00, do: [{fail: host, for: 30m}]}, two: {at: 02:36, do: [{fail: host, for: 30m}]}")
    )
    assert len(records(apart, "out", "shop")) == 2
    assert line(apart, "shop").outage_longest == 30 * MINUTE


def test_back_for_exactly_settle_is_long_enough() -> None:
    """The timer of settling comes before what happens at the same millisecond."""
    run = run_case(
        outage("one: {at: 02:00, do: [{fail: host, for: 30m}]}, two: {at: 02:35, do: [{fail: host, for: 30m}]}")
    )
    assert len(records(run, "out", "shop")) == 2


def test_exactly_at_restored_at_the_line_is_in_order() -> None:
    assert line(run_case(outage("slow: {at: 02:00, do: [{degrade: host, to: 80%}]}")), "shop").outage == 0
    worse = run_case(outage("slow: {at: 02:00, do: [{degrade: host, to: 79.9999%}]}"))
    assert line(worse, "shop").outage == 22 * HOUR


def test_an_outage_does_not_begin_while_closed_but_goes_on_through_the_night() -> None:
    """Hours 09:00-17:00: dead from 16:00 to 10:00 of the next day: 18 hours, of which 2 were open."""
    text = outage("dies: {at: 16:00, do: [{fail: host, for: 18h}]}", ", hours: daily 09:00-17:00") + NEXT_DAY
    run = run_case(text)
    assert line(run, "shop").outage == line(run, "shop").outage_longest == 18 * HOUR
    assert line(run, "shop").outage_in_hours == 2 * HOUR
    night = run_case(outage("dies: {at: 18:00, do: [{fail: host, for: 18h}]}", ", hours: daily 09:00-17:00") + NEXT_DAY)
    assert times(night, "out", "shop") == ["d+1 09:00:00"]
    assert line(night, "shop").outage == 3 * HOUR
    mended = run_case(outage("dies: {at: 18:00, do: [{fail: host, for: 3h}]}", ", hours: daily 09:00-17:00"))
    assert records(mended, "out", "shop") == []


def test_repaired_at_night_an_outage_ends_at_night() -> None:
    run = run_case(outage("dies: {at: 16:00, do: [{fail: host, for: 3h}]}", ", hours: daily 09:00-17:00"))
    assert line(run, "shop").outage == 3 * HOUR
    assert line(run, "shop").outage_in_hours == HOUR
    assert times(run, "restored", "shop") == ["19:05:00"]


def test_an_outage_that_goes_on_is_read_as_it_stands() -> None:
    run = start_case(outage("dies: {at: 02:00, do: [{fail: host}]}"))
    run.advance(5 * HOUR + 1)
    assert line(run, "shop").outage == line(run, "shop").outage_longest == 3 * HOUR + 1
    assert line(run, "shop").out


def test_without_demand_the_level_decides() -> None:
    assert line(run_case(outage("dies: {at: 02:00, do: [{fail: host, for: 1h}]}", demand="0/h")), "shop").outage == HOUR


def test_wrong_service_is_not_good_service() -> None:
    run = run_case(outage("bad: {at: 02:00, do: [{corrupt: host, share: 30%, for: 1h}]}"))
    assert line(run, "shop").outage == HOUR
    assert line(run, "shop").wrong == 18


def test_all_turned_away_is_contained() -> None:
    run = run_case(
        outage("stop: {at: 02:00, do: [{withhold: host, for: 1h}]}, dies: {at: 12:00, do: [{fail: host, for: 1h}]}")
    )
    assert [one.detail for one in records(run, "out", "shop")] == [(0, "contained"), (0, "failing")]
