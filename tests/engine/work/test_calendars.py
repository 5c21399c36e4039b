"""Calendars as the engine lives in them: windows over midnight, holidays, month-ends, clocks that change."""

import pytest
from tests.engine.building import HOUR, causes, line, records, run_case, times

from drillsim.engine.kernel.calendar import clock_text, instant, time_of_day
from drillsim.model.times import parse_clock
from drillsim.model.topology import Calendar
from drillsim.plan.days import build_calendar

LONDON = """
    calendar: {{zone: Europe/London}}
    starts: "{starts} 00:00"
    ends: "{ends} 00:00"
    lines: {{shop: {{demand: 60/h, hours: daily 00:30-03:00}}, all: {{demand: 60/h}}}}
    jobs:
      early: {{not_before: 01:30, takes: 10m}}
      late: {{not_before: 02:30, takes: 10m}}
"""


def test_in_spring_an_hour_is_missing() -> None:
    """2026-03-29, London: 01:00 becomes 02:00. The day has 23 hours, the window one and a half; 01:30 is the change."""
    run = run_case(LONDON.format(starts="2026-03-29", ends="2026-03-30"))
    assert run.plan.horizon == 23 * HOUR
    assert line(run, "all").demand == 23 * 60
    assert line(run, "shop").demand == 90
    assert [one.time for one in records(run, "started", "early")] == [HOUR]
    assert [one.time for one in records(run, "started", "late")] == [HOUR + HOUR // 2]
    assert times(run, "started", "early") == ["02:00:00"]
    assert times(run, "started", "late") == ["02:30:00"]


def test_in_autumn_an_hour_comes_twice() -> None:
    """2026-10-25, London: 02:00 becomes 01:00. The day has 25 hours, the window 3 and a half; 01:30 is the first."""
    run = run_case(LONDON.format(starts="2026-10-25", ends="2026-10-26"))
    assert run.plan.horizon == 25 * HOUR
    assert line(run, "shop").demand == 210
    assert [one.time for one in records(run, "started", "early")] == [HOUR + HOUR // 2]
    assert [one.time for one in records(run, "started", "late")] == [3 * HOUR + HOUR // 2]


def test_the_days_around_a_change_are_as_ever() -> None:
    run = run_case(LONDON.format(starts="2026-03-28", ends="2026-03-31"))
    assert times(run, "started", "late") == ["02:30:00", "d+1 02:30:00", "d+2 02:30:00"]
    assert run.plan.horizon == 71 * HOUR


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Tokyo", "2026-03-29", 24),
        ("Europe/London", "2026-03-29", 23),
        ("Europe/London", "2026-10-25", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("America/Sao_Paulo", "2018-11-04", 23),
        ("America/Sao_Paulo", "2018-02-17", 25),
        ("America/Havana", "2025-11-02", 25),
    ],
)
def test_every_quarter_of_every_day_is_shown_as_it_was_asked_for(zone: str, day: str, hours: float) -> None:
    """Time of day and instant are each other's inverse wherever the clock shows that time, and both only rise."""
    calendar, horizon = build_calendar(Calendar(zone=zone), parse_clock(f"{day} 00:00"), parse_clock("d+1 00:00"))
    assert horizon == int(hours * HOUR)
    today = calendar.names.index(day)
    moments = [instant(calendar, today, minutes * 60_000) for minutes in range(0, 24 * 60, 15)]
    assert moments == sorted(moments)
    shown = {time_of_day(calendar, at) for at in range(0, horizon, 900_000)}
    for minutes in range(0, 24 * 60, 15):
        if minutes * 60_000 in shown:
            assert time_of_day(calendar, instant(calendar, today, minutes * 60_000)) == minutes * 60_000
    assert instant(calendar, today, 24 * HOUR) == calendar.starts[today + 1]
    assert clock_text(calendar, horizon).endswith("00:00:00")


def test_a_window_over_midnight_is_open_on_both_sides_of_it() -> None:
    """22:00 to 06:00 of business days: Friday's night ends on Saturday; Sunday evening is closed."""
    run = run_case("""
        starts: 2026-04-17 00:00
        ends: 2026-04-20 12:00
        lines: {night: {demand: 60/h, hours: business 22:00-06:00}}
    """)
    # Friday 00:00-06:00 belongs to Thursday, then Friday 22:00 to Saturday 06:00; nothing until Monday 22:00
    assert line(run, "night").demand == 6 * 60 + 8 * 60
    assert times(run, "closed", "night") == ["06:00:00", "d+1 06:00:00"]
    assert times(run, "opened", "night") == ["22:00:00"]


def test_windows_of_several_rules_join() -> None:
    run = run_case("""
        starts: 2026-04-17 00:00
        ends: 2026-04-19 00:00
        lines: {shop: {demand: 60/h, hours: [business 09:00-15:00, daily 14:00-17:00]}}
    """)
    assert line(run, "shop").demand == 8 * 60 + 3 * 60
    assert times(run, "opened", "shop") == ["09:00:00", "d+1 14:00:00"]


def test_moving_a_named_window_moves_all_that_name_it_until_it_moves_back() -> None:
    run = run_case("""
        ends: 2026-04-17 00:00
        calendar: {windows: {core: daily 09:00-15:00}}
        lines:
          shop: {demand: 60/h, hours: core}
          desk: {demand: 60/h, hours: core}
          own: {demand: 60/h, hours: daily 09:00-15:00}
        events: {longer: {at: 14:00, do: [{set: core.end, to: 17:00, until: 24:00}]}}
    """)
    assert times(run, "closed", "shop") == ["00:00:00", "17:00:00", "d+1 15:00:00"]
    assert line(run, "shop").demand == line(run, "desk").demand == 8 * 60 + 6 * 60
    assert line(run, "own").demand == 12 * 60


def test_closing_at_once_by_moving_the_end_into_the_past() -> None:
    run = run_case("""
        calendar: {windows: {core: daily 09:00-15:00}}
        lines: {shop: {demand: 60/h, hours: core}}
        events: {close: {at: 12:00, do: [{set: core.end, to: 11:00}]}}
    """)
    assert line(run, "shop").demand == 180


def test_holidays_are_no_business_days_and_include_weekends() -> None:
    run = run_case("""
        starts: 2026-05-01 00:00
        ends: 2026-05-08 00:00
        calendar: {holidays: [2026-05-04, 2026-05-05, 2026-05-06]}
        lines: {work: {demand: {business: 10/h}}, rest: {demand: {holiday: 10/h}}}
    """)
    assert line(run, "work").demand == 2 * 240
    assert line(run, "rest").demand == 5 * 240


def test_what_is_outside_its_hours_at_the_start_says_so() -> None:
    """A component as a line: it is closed from the first moment on."""
    run = run_case("""
        components: {window: {kind: branch, hours: daily 09:00-15:00}}
        lines: {counter: {needs: [window], demand: 60/h}}
    """)
    assert times(run, "closed", "window") == ["00:00:00", "15:00:00"]
    assert times(run, "opened", "window") == ["09:00:00"]
    out = records(run, "out", "counter")[0]
    assert causes(run, out) == ["closed window"]
