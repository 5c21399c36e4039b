"""Clock times and windows of a run: which instant a time of day is, whether a window is open, when that changes.

Everything is looked up in the days that the plan resolved for its zone; nothing here knows a time zone.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from drillsim.engine.arrays import ABSOLUTE, DAY_BITS, NEVER, Calendar, Rule, WindowRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.engine.arrays import LineRow, Plan

_BUSINESS = DAY_BITS["business"]
_DAILY = DAY_BITS["daily"]


def day_at(calendar: Calendar, at: int) -> int:
    """The day in which an instant lies."""
    return max(0, bisect_right(calendar.starts, at) - 1)


def instant(calendar: Calendar, day: int, of_day: int) -> int:
    """The instant of a time of day: of one that a clock change skips the change, of one that comes twice the first."""
    elapsed = of_day
    for shift_day, shift_at, shift_by in calendar.shifts:
        if shift_day == day and of_day >= shift_at:
            elapsed = max(shift_at, of_day + shift_by)
    return calendar.starts[day] + elapsed


def time_of_day(calendar: Calendar, at: int) -> int:
    """What a clock on the wall shows, in ms after midnight."""
    day = day_at(calendar, at)
    elapsed = at - calendar.starts[day]
    for shift_day, shift_at, shift_by in calendar.shifts:
        if shift_day == day and elapsed >= shift_at:
            elapsed -= shift_by
    return elapsed


def clock_text(calendar: Calendar, at: int) -> str:
    """An instant as date and time on the wall."""
    day = day_at(calendar, at)
    ms = time_of_day(calendar, at)
    seconds, rest = ms // 1000, ms % 1000
    text = f"{calendar.names[day]} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{rest:03}" if rest else text


def next_clock(calendar: Calendar, slot: int, after: int, *, business: bool = False) -> int:
    """The first occurrence of a clock slot strictly after an instant; a moment occurs once, no clock never."""
    if slot < 0:
        return NEVER
    if slot >= ABSOLUTE:
        at = slot - ABSOLUTE
        return at if at > after else NEVER
    for day in range(max(0, day_at(calendar, after) - 1), len(calendar.starts)):
        if business and not calendar.masks[day] & _BUSINESS:
            continue
        at = instant(calendar, day, slot)
        if at > after:
            return at
    return NEVER


def _applies(rule: Rule, calendar: Calendar, day: int) -> bool:
    return bool(rule.mask & calendar.masks[day]) or day in rule.dates


def _intervals(window: WindowRow, calendar: Calendar, values: Sequence[int], day: int) -> list[tuple[int, int]]:
    return [
        (instant(calendar, day, values[rule.start]), _end(calendar, day, values[rule.start], values[rule.end]))
        for rule in window.rules
        if _applies(rule, calendar, day)
    ]


def _end(calendar: Calendar, day: int, start: int, end: int) -> int:
    full = 86_400_000
    if end <= start:
        end += full
    if end > full and day + 1 < len(calendar.starts):
        return instant(calendar, day + 1, end - full)
    return instant(calendar, day, end)


def is_open(window: WindowRow, calendar: Calendar, values: Sequence[int], at: int) -> bool:
    """Whether a window holds at an instant; its end no longer belongs to it."""
    if window.always:
        return True
    today = day_at(calendar, at)
    return any(
        start <= at < end
        for day in range(max(0, today - 1), today + 1)
        for start, end in _intervals(window, calendar, values, day)
    )


def next_change(window: WindowRow, calendar: Calendar, values: Sequence[int], after: int) -> int:
    """The next instant at which a window opens or closes."""
    if window.always or not window.rules:
        return NEVER
    now_open = is_open(window, calendar, values, after)
    today = day_at(calendar, after)
    for day in range(max(0, today - 1), len(calendar.starts)):
        edges = sorted({edge for span in _intervals(window, calendar, values, day) for edge in span if edge > after})
        for edge in edges:
            if is_open(window, calendar, values, edge) != now_open:
                return edge
    return NEVER


def next_edge(window: WindowRow, calendar: Calendar, values: Sequence[int], after: int, *, end: bool) -> int:
    """The next daily start or end of a window strictly after an instant."""
    today = day_at(calendar, after)
    for day in range(max(0, today - 1), len(calendar.starts)):
        edges = [span[1 if end else 0] for span in _intervals(window, calendar, values, day)]
        later = sorted(edge for edge in edges if edge > after)
        if later:
            return later[0]
    return NEVER


def next_due(plan: Plan, values: Sequence[int], line: LineRow, after: int) -> int:
    """The next moment at which what waits of a line becomes overdue: a clock that was set goes before a window."""
    if line.due >= 0 and (values[line.due] >= 0 or line.due_window < 0):
        return next_clock(plan.calendar, values[line.due], after, business=True)
    if line.due_window >= 0:
        return next_edge(plan.windows[line.due_window], plan.calendar, values, after, end=bool(line.due_edge))
    return NEVER


Profile = tuple[tuple[int, tuple[int, ...], tuple[tuple[int, int], ...]], ...]
"""(mask of days, dates, ((time of day, slot of the rate), ...)); the last that fits a day counts."""


def steps_at(profile: Profile, calendar: Calendar, at: int) -> tuple[int, int]:
    """The slot of a line's demand at an instant (-1 on a day for which nothing is written), and when to look again."""
    if len(profile) == 1 and profile[0][0] & _DAILY and len(profile[0][2]) == 1:
        return profile[0][2][0][1], NEVER  # one rate at all hours of all days
    day = day_at(calendar, at)
    slot = -1
    upcoming = calendar.starts[day + 1] if day + 1 < len(calendar.starts) else NEVER
    for of_day, rate in _steps_of(profile, calendar, day):
        moment = instant(calendar, day, of_day)
        if moment > at:
            upcoming = min(upcoming, moment)
            break
        slot = rate
    return slot, upcoming


def _steps_of(profile: Profile, calendar: Calendar, day: int) -> tuple[tuple[int, int], ...]:
    found: tuple[tuple[int, int], ...] = ()
    for mask, dates, steps in profile:
        if mask & calendar.masks[day] or day in dates:
            found = steps
    if found and found[0][0] > 0:
        # before the first step of a day the last step of that kind of day still holds
        return ((0, found[-1][1]), *found)
    return found
