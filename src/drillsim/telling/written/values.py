"""Owns how written amounts are told: durations, spreads, shares, rates, clock times and windows.

1. What a file writes as ``20m..40m..90m`` is told in the reader's own units, exactly as far as a reader cares.
2. A text that is no amount of any kind is told as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from drillsim.telling import figures
from drillsim.telling.cells import one_line
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.model.quantities import Spread
    from drillsim.model.times import Clock, Window, WindowRule

COUNT = 1_000
"""A number of items is held in thousandths."""
WHOLE = 1_000_000
DAY_MS = 86_400_000
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+")
_RATE = re.compile(r"\d[\d_.]*\s*/\s*[smhd]")
_MONEY = re.compile(r"[A-Z]{3}\s+[\d_,.]+")
_NUMBER = re.compile(r"-?\d[\d_]*")


def spread(value: Spread) -> str:
    """How long something takes, and within which bounds."""
    if value.shape == "fixed":
        return figures.duration(value.low)
    if value.shape == "exponential":
        return _("{time} on average").format(time=figures.duration(value.likely))
    bounds = _("{low}-{high}").format(low=figures.duration(value.low), high=figures.duration(value.high))
    if value.shape == "uniform":
        return bounds
    return _("{bounds} (most likely {likely})").format(bounds=bounds, likely=figures.duration(value.likely))


def items(thousandths: int) -> str:
    """A number of items, held in thousandths."""
    whole, rest = divmod(thousandths, COUNT)
    return figures.count(whole) + (f".{rest:03}".rstrip("0") if rest else "")


def factor(millionths: int) -> str:
    """A multiplier."""
    whole, rest = divmod(millionths, WHOLE)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".")


def clock(value: Clock) -> str:
    """A clock time, with its day where the file names one."""
    minutes = value.of_day // figures.MINUTE
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    if value.date is not None:
        year, month, day = value.date
        return f"{year}-{month:02}-{day:02} {text}"
    if value.day is not None:
        return _("{clock} on day +{day}").format(clock=text, day=value.day)
    return text


def window(value: Window) -> str:
    """When something is open, on duty or absent."""
    if value.always:
        return _("always")
    parts = [*(_rule(rule) for rule in value.rules), *value.names]
    return _(", ").join(parts) if parts else _("at no time")


def _rule(rule: WindowRule) -> str:
    days = day_words(rule.days)
    if rule.start == 0 and rule.end in {0, DAY_MS}:
        return days
    return _("{days} {start}-{end}").format(days=days, start=_of_day(rule.start), end=_of_day(rule.end))


def day_words(days: Iterable[str]) -> str:
    """Kinds of days."""
    known = {
        "daily": _("daily"),
        "business": _("business days"),
        "holiday": _("holidays"),
        "mon": _("Mon"),
        "tue": _("Tue"),
        "wed": _("Wed"),
        "thu": _("Thu"),
        "fri": _("Fri"),
        "sat": _("Sat"),
        "sun": _("Sun"),
        "month-end": _("month end"),
        "month-start": _("start of the month"),
        "on-demand": _("on demand"),
    }
    return _(", ").join(known.get(day, day) for day in days)


def _of_day(ms: int) -> str:
    """A time of day; what runs over midnight is held as more than a day."""
    minutes = (ms if ms <= DAY_MS else ms - DAY_MS) // figures.MINUTE
    return f"{minutes // 60:02}:{minutes % 60:02}"


def amount(value: object, *, is_share: bool = False) -> str:
    """A value as a file writes it, told by what it looks like; ``is_share`` where a bare number is one."""
    from drillsim.model.quantities import parse_duration, parse_money, parse_rate, parse_share, parse_spread

    if isinstance(value, bool):
        return _("on") if value else _("off")
    text = one_line(str(value))
    try:
        if is_share and not text.endswith("%"):
            return figures.share(parse_share(value))
        if _DURATION.fullmatch(text):
            return figures.duration(parse_duration(text))
        if ".." in text:
            return spread(parse_spread(text))
        if _RATE.fullmatch(text):
            return figures.rate(parse_rate(text))
        if _MONEY.fullmatch(text):
            return figures.money(parse_money(text))
    except ValueError:
        return text
    return figures.count(int(text.replace("_", ""))) if _NUMBER.fullmatch(text) else text
