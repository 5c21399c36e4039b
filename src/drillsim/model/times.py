"""Clock times, windows and days, as people write them; the calendar turns them into instants later.

1. A bare clock time is its next occurrence from the start on; `d+1 06:38` counts days from the start.
2. A window is a list of rules or names of windows; `always` and `none` are the empty extremes.
3. A rule whose end is not after its start runs over midnight.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from drillsim.model.text import parse_id

DAY_MS = 86_400_000
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1970, 2199, 999
DAY_WORDS = ("daily", "business", "holiday", *WEEKDAYS, "month-end", "month-start")

_CLOCK = re.compile(r"(?:(?:d\+(\d+)|(\d{4}-\d{2}-\d{2}))[ T])?(\d{1,2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?")
_RULE = re.compile(r"(?P<days>[a-z0-9+,-]+)(?:\s+(?P<start>\d{1,2}:\d{2})\s*-\s*(?P<end>\d{1,2}:\d{2}))?")
_EDGE = re.compile(r"([a-z0-9][a-z0-9/-]*)\.(start|end)")


@dataclass(frozen=True)
class Clock:
    """A time of day, on a date, on a day counted from the start, or at its next occurrence."""

    text: str
    of_day: int
    """Milliseconds after local midnight; 24:00 is allowed."""
    date: tuple[int, int, int] | None = None
    day: int | None = None
    offset: int | None = None
    """An explicit offset from UTC, in milliseconds."""


@dataclass(frozen=True)
class WindowRule:
    """Some days, and from when to when on each."""

    days: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Window:
    """When something holds: rules, and names of windows from the calendar."""

    text: str
    rules: tuple[WindowRule, ...]
    names: tuple[str, ...] = ()
    always: bool = False


@dataclass(frozen=True)
class WindowEdge:
    """The daily start or end of a named window, as in `core-time.end`."""

    window: str
    edge: str


def _of_day(hours: str, minutes: str, seconds: str | None, text: str) -> int:
    ms = (int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)) * 1000
    if ms > DAY_MS or int(minutes) > 59 or int(seconds or 0) > 59:
        raise ValueError(f"'{text}' is outside the day; clock times run from 00:00 to 24:00")
    return ms


def _date(text: str) -> tuple[int, int, int]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is not a date of the calendar") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"'{text}' is not a date between {_FIRST_YEAR} and {_LAST_YEAR}")
    return (day.year, day.month, day.day)


def parse_clock(value: object) -> Clock:
    """`13:00`, `24:00`, `2021-03-12 13:00`, `d+1 06:38`, with an offset if wanted."""
    if isinstance(value, Clock):
        return value
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"'{value}' is not a clock time; write 13:00, d+1 06:38 or 2021-03-12 13:00")
    day, on, hours, minutes, seconds, zone = match.groups()
    text = str(value).strip()
    if day is not None and int(day) > _LAST_DAY:
        raise ValueError(f"'{text}' lies more than {_LAST_DAY} days after the start")
    offset = None
    if zone == "Z":
        offset = 0
    elif zone:
        sign = -1 if zone[0] == "-" else 1
        offset = sign * (int(zone[1:3]) * 60 + int(zone[4:6])) * 60_000
    if offset is not None and on is None:
        raise ValueError(f"'{value}' has an offset but no date; write the date too")
    return Clock(
        text, _of_day(hours, minutes, seconds, text), _date(on) if on else None, int(day) if day else None, offset
    )


def parse_days(value: object) -> tuple[str, ...]:
    """Day words, ranges (`mon-fri`) and dates, joined by commas or in a list."""
    if isinstance(value, (list, tuple)):
        return tuple(day for part in value for day in parse_days(part))
    days: list[str] = []
    for part in str(value).split(","):
        word = part.strip()
        first, _, last = word.partition("-")
        if word in DAY_WORDS:
            days.append(word)
        elif first in WEEKDAYS and last in WEEKDAYS:
            i, j = WEEKDAYS.index(first), WEEKDAYS.index(last)
            days.extend(WEEKDAYS[i : j + 1] if i <= j else WEEKDAYS[i:] + WEEKDAYS[: j + 1])
        elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
            _date(word)
            days.append(word)
        else:
            raise ValueError(
                f"'{word}' is not a kind of day; use {', '.join(DAY_WORDS)}, a range such as mon-fri, or a date"
            )
    return tuple(days)


def parse_window(value: object) -> Window:
    """`business 09:00-15:00`, a list of such, the name of a window, `always` or `none`."""
    if isinstance(value, Window):
        return value
    rules: list[WindowRule] = []
    names: list[str] = []
    always = False
    for part in value if isinstance(value, list) else [value]:
        text = str(part).strip()
        if text == "always":
            always = True
            continue
        if text == "none":
            continue
        match = _RULE.fullmatch(text)
        if match and match["start"]:
            start, end = (_of_day(each[:-3], each[-2:], None, each) for each in (match["start"], match["end"]))
            rules.append(WindowRule(parse_days(match["days"]), start, end if end > start else end + DAY_MS))
        elif (
            text in DAY_WORDS
            or re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)
            or (match and "," in text)
            or (re.fullmatch(r"(...)-(...)", text) and text[:3] in WEEKDAYS)
        ):
            rules.append(WindowRule(parse_days(text), 0, DAY_MS))
        elif " " in text or ":" in text:
            raise ValueError(
                f"'{text}' is not a window; write days and times, such as business 09:00-15:00, or the name of a window"
            )
        else:
            names.append(parse_id(text))
    return Window(str(value), tuple(rules), tuple(names), always)


def parse_due(value: object) -> Clock | WindowEdge:
    """A clock time, or the edge of a named window (`core-time.end`)."""
    if isinstance(value, (Clock, WindowEdge)):
        return value
    match = _EDGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match:
        return WindowEdge(match[1], match[2])
    try:
        return parse_clock(value)
    except ValueError as error:
        if isinstance(value, str) and ":" not in value:
            raise ValueError(
                f"'{value}' is neither a clock time nor the edge of a window; write 15:30 or core-time.end"
            ) from None
        raise error from None


def parse_holiday(value: object) -> str:
    """A date, kept as written."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"'{value}' is not a date; write 2021-03-20")
    _date(value)
    return value


ClockOf = Annotated[
    Clock,
    PlainValidator(parse_clock),
    WithJsonSchema({"type": "string", "description": "a clock time: 13:00, d+1 06:38, 2021-03-12 13:00"}),
]
WindowOf = Annotated[
    Window,
    PlainValidator(parse_window),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "description": "a window: business 09:00-15:00, a list, a name, always, none",
        }
    ),
]
DueOf = Annotated[
    Clock | WindowEdge,
    PlainValidator(parse_due),
    WithJsonSchema({"type": "string", "description": "a clock time, or WINDOW.end"}),
]
DaysOf = Annotated[
    tuple[str, ...],
    PlainValidator(parse_days),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "description": "days: daily, business, holiday, mon..sun, month-end, month-start, a date",
        }
    ),
]
HolidayOf = Annotated[
    str, PlainValidator(parse_holiday), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
]
