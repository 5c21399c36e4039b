"""The calendar of a plan: the days of a run resolved for its zone, so that the engine needs no time zones.

The rules come from the pinned `tzdata` package, never from the machine.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from drillsim.engine.arrays import ABSOLUTE, DAY_BITS, Calendar
from drillsim.model.times import WEEKDAYS, Clock

if TYPE_CHECKING:
    from drillsim.model.topology import Calendar as Written

_BEFORE, _AFTER = 9, 40
_MOST_DAYS = 400
"""More is refused elsewhere; a year mistyped must not take minutes to refuse."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_zone(name: str) -> ZoneInfo:
    """The rules of a zone from the pinned package."""
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def _ms(moment: datetime) -> int:
    delta = moment.astimezone(UTC) - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def moment_ms(clock: Clock, zone: ZoneInfo, start_day: date | None = None) -> int:
    """A dated clock time in ms since 1970."""
    if clock.date is not None:
        day = date(*clock.date)
    else:
        assert start_day is not None
        assert clock.day is not None
        day = start_day + timedelta(days=clock.day)
    local = datetime(day.year, day.month, day.day, tzinfo=None) + timedelta(milliseconds=clock.of_day)  # noqa: DTZ001
    if clock.offset is not None:
        return _ms(local.replace(tzinfo=UTC)) - clock.offset
    return _ms(local.replace(tzinfo=zone))


def build_calendar(written: Written, starts: Clock, ends: Clock) -> tuple[Calendar, int]:
    """The days around a run, and the horizon; times count from the start."""
    zone = read_zone(written.zone)
    # a start without a date is reported elsewhere; the rest of the case can still be judged on some day
    first = date(*(starts.date or ends.date or (2026, 1, 1)))
    if starts.date is None:
        starts = Clock(starts.text, starts.of_day, day=0)
    origin = moment_ms(starts, zone, first)
    start_day = datetime.fromtimestamp(origin // 1000, tz=zone).date()
    if ends.date is None and ends.day is None:
        ends = Clock(ends.text, ends.of_day, day=0)
        if moment_ms(ends, zone, start_day) <= origin:
            ends = Clock(ends.text, ends.of_day, day=1)
    horizon = moment_ms(ends, zone, start_day) - origin
    count = _BEFORE + min(max(0, horizon) // 86_400_000, _MOST_DAYS) + _AFTER
    days = [start_day + timedelta(days=i - _BEFORE) for i in range(count)]
    midnights = [_ms(datetime(day.year, day.month, day.day, tzinfo=zone)) - origin for day in days]
    masks = tuple(_mask(day, written) for day in days)
    shifts = tuple(shift for i, day in enumerate(days) if (shift := _shift(i, day, zone)) is not None)
    calendar = Calendar(written.zone, origin, tuple(midnights), masks, shifts, tuple(day.isoformat() for day in days))
    return calendar, horizon


def _mask(day: date, written: Written) -> int:
    business = WEEKDAYS[day.weekday()] in written.business and day.isoformat() not in written.holidays
    names = ["daily", WEEKDAYS[day.weekday()], "business" if business else "holiday"]
    if day.day == 1:
        names.append("month-start")
    if (day + timedelta(days=1)).day == 1:
        names.append("month-end")
    return sum(DAY_BITS[name] for name in names)


def _shift(index: int, day: date, zone: ZoneInfo) -> tuple[int, int, int] | None:
    """A clock change within a day: (day, ms after midnight, ms added to later times of that day)."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    # just before midnight: a day may begin with its change
    before = (start - timedelta(milliseconds=1)).astimezone(zone).utcoffset()
    next_day = day + timedelta(days=1)
    after = datetime(next_day.year, next_day.month, next_day.day, tzinfo=zone).utcoffset()
    assert before is not None
    assert after is not None
    if before == after:
        return None
    for minutes in range(0, 26 * 60, 15):
        local = (start + timedelta(minutes=minutes)).astimezone(zone)
        if local.utcoffset() == after and local.date() == day:
            return index, minutes * 60_000, int((before - after).total_seconds()) * 1000
    return None


def clock_slot(clock: Clock, calendar: Calendar) -> int:
    """A clock time as a slot holds it: a time of day, or a moment of the run."""
    if clock.date is None and clock.day is None:
        return clock.of_day
    zone = read_zone(calendar.zone)
    start_day = datetime.fromtimestamp(calendar.origin // 1000, tz=zone).date()
    return ABSOLUTE + moment_ms(clock, zone, start_day) - calendar.origin
