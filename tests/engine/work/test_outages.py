"""How long a line is out."""

from tests.engine.building import HOUR, MINUTE, at, causes, line, records, run_case, start_case, times

from drillsim.engine import Run

NEXT_DAY = "    ends: 2026-04-17 00:00"


def outage(events: str, more: str = "", demand: str = "60/h") -> str:
    return f"""
        components: {{host: {{kind: server}}}}
        lines: {{shop: {{needs: [host], demand: {demand}{more}}}}}
        events: {{{events}}}
    """


def lost(run: Run) -> tuple[int, int, int, int]:
    """Time out, the longest outage, time out in hours, time below."""
    its = line(run, "shop")
    return its.outage, its.outage_longest, its.outage_in_hours, its.below


def test_an_outage_ends_when_good_service_held_and_is_dated_back() -> None:
    run = run_case(outage("dies: {at: 02:00, do: [{fail: host, for: 1h}]}"))
    restored = records(run, "restored", "shop")[0]
    assert times(run, "out", "shop") == ["02:00:00"]
    assert times(run, "restored", "shop") == ["03:05:00"]
    assert restored.detail == (3 * HOUR, HOUR)
    assert causes(run, records(run, "out", "shop")[0]) == ["level shop"]
    assert line(run, "shop").outage == line(run, "shop").outage_longest == HOUR


def test_a_flutter_does_not_reset_the_clock() -> None:
    """Up for four minutes in between: one outage of 64 minutes, of which 60 were below; up for six, two of 30."""
    run = run_case(
        outage("one: {at: 02:00, do: [{fail: host, for: 30m}]}, two: {at: 02:34, do: [{fail: host, for: 30m}]}")
    )
    assert len(records(run, "out", "shop")) == 1
    assert lost(run) == (HOUR + 4 * MINUTE, HOUR + 4 * MINUTE, HOUR + 4 * MINUTE, HOUR)
    assert [one.detail for one in records(run, "restored")] == [(3 * HOUR + 4 * MINUTE, HOUR + 4 * MINUTE)]
    apart = run_case(
        outage("one: {at: 02:00, do: [{fail: host, for: 30m}]}, two: {at: 02:36, do: [{fail: host, for: 30m}]}")
    )
    assert len(records(apart, "out", "shop")) == 2
    assert lost(apart) == (HOUR, 30 * MINUTE, HOUR, HOUR)


FLUTTER = (
    "one: {at: 02:00, do: [{fail: host, for: 30m}]}, two: {at: 02:34, do: [{fail: host, for: 10m}]},"
    "three: {at: 02:46, do: [{fail: host, for: 10m}]}, four: {at: 12:00, do: [{fail: host, for: 20m}]}"
)


def test_the_clock_stands_still_until_it_is_known_whether_service_held() -> None:
    """Up from 02:30 to 02:34 and from 02:44 to 02:46: each is counted when the line falls again, and only then."""
    run = start_case(outage(FLUTTER))
    seen = []
    for clock in ("02:30", "02:32", "02:33:59", "02:34", "02:44", "02:45", "02:46", "02:56", "03:01", "12:00"):
        run.advance(at(run, clock))
        seen.append((clock, line(run, "shop").outage // MINUTE, line(run, "shop").below // MINUTE))
    assert seen == [
        ("02:30", 30, 30),
        ("02:32", 30, 30),
        ("02:33:59", 30, 30),
        ("02:34", 34, 30),
        ("02:44", 44, 40),
        ("02:45", 44, 40),
        ("02:46", 46, 40),
        ("02:56", 56, 50),
        ("03:01", 56, 50),
        ("12:00", 56, 50),
    ]
    run.finish()
    assert lost(run) == (76 * MINUTE, 56 * MINUTE, 76 * MINUTE, 70 * MINUTE)


def test_a_tolerance_is_breached_by_flutter_at_the_moment_at_which_it_is_certain() -> None:
    """33 minutes are reached while the line is up, but only the second fall at 02:34 makes that time a part of it."""
    within = ", tolerance: {outage: 33m, outage_longest: 33m, outage_in_hours: 35m, below: 33m}"
    run = run_case(outage(FLUTTER, within))
    assert sorted((one.detail[0], one.time - 2 * HOUR) for one in records(run, "breached")) == [
        ("below", 37 * MINUTE + 1),
        ("outage", 34 * MINUTE),
        ("outage_in_hours", 35 * MINUTE + 1),
        ("outage_longest", 34 * MINUTE),
    ]
    held = run_case(outage("one: {at: 02:00, do: [{fail: host, for: 30m}]}", ", tolerance: {outage: 33m}"))
    assert records(held, "breached") == []


def test_a_condition_on_an_outage_sees_what_a_tolerance_sees() -> None:
    run = run_case(outage(FLUTTER + ", alarm: {when: shop.outage > 33m}, other: {when: shop.below > 33m}"))
    assert times(run, "happened", "alarm") == ["02:34:00"]
    assert times(run, "happened", "other") == ["02:37:00.001"]


def test_flutter_counts_in_hours_as_far_as_the_line_is_open() -> None:
    """Open until 17:00; up from 16:58 to 17:02: two of these four minutes are in hours."""
    fails = "one: {at: 16:00, do: [{fail: host, for: 58m}]}, two: {at: 17:02, do: [{fail: host, for: 1h}]}"
    run = run_case(outage(fails, ", hours: daily 09:00-17:00"))
    assert lost(run) == (2 * HOUR + 2 * MINUTE, 2 * HOUR + 2 * MINUTE, HOUR, HOUR + 58 * MINUTE)


def test_what_falls_again_at_night_before_it_settled_is_the_same_outage() -> None:
    fails = "one: {at: 16:30, do: [{fail: host, for: 1h}]}, two: {at: 17:32, do: [{fail: host, for: 28m}]}"
    run = run_case(outage(fails, ", hours: daily 09:00-17:00"))
    assert [one.detail for one in records(run, "restored")] == [(18 * HOUR, 90 * MINUTE)]
    assert lost(run) == (90 * MINUTE, 90 * MINUTE, 30 * MINUTE, 88 * MINUTE)


def test_a_line_that_is_up_and_not_settled_is_still_out() -> None:
    run = start_case(outage("dies: {at: 02:00, do: [{fail: host, for: 1h}]}"))
    run.advance(3 * HOUR + 4 * MINUTE)
    assert (line(run, "shop").out, line(run, "shop").up, line(run, "shop").outage) == (True, True, HOUR)
    run.advance(3 * HOUR + 5 * MINUTE)
    assert (line(run, "shop").out, line(run, "shop").up, line(run, "shop").outage) == (False, True, HOUR)


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
