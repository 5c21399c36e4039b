"""Owns how the numbers of a run are written: durations, shares, counts, money and moments.

1. Durations are rounded down to the second, counts are whole; a trace written to a file holds them exactly.
2. A moment shows its date only where a run sees more than one day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.engine import Plan

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
PERCENT = 10_000
"""Millionths in a hundredth."""
NOTHING = "-"


def duration(ms: int) -> str:
    """A length of time: ``2d4h``, ``1h30m``, ``45s``; in Japanese ``1時間30分``."""
    if ms < 0:
        return _("never")
    if 0 < ms < SECOND:
        return _("under 1s")
    units = (_("{n}d"), _("{n}h"), _("{n}m"), _("{n}s"))
    rest, parts = ms, []
    for size, unit in zip((DAY, HOUR, MINUTE, SECOND), units, strict=True):
        if size == SECOND and ms >= HOUR:
            break
        count, rest = divmod(rest, size)
        if count:
            parts.append(unit.format(n=count))
    return "".join(parts) or "0"


def share(millionths: int) -> str:
    """A share as a percentage, with a decimal where it is small or not whole."""
    whole, rest = divmod(millionths, PERCENT)
    tenths = rest // 1_000
    if not whole and not tenths and rest:
        return "<0.1%"
    return f"{whole}.{tenths}%" if tenths else f"{whole}%"


def count(number: int) -> str:
    """A whole number with its thousands apart."""
    return f"{number:,}"


def money(number: int) -> str:
    """An amount, in Japanese with 億 and 万 where it is large."""
    if language_in_use() != "ja":
        return count(number)
    big, rest = divmod(number, 100_000_000)
    middle = rest // 10_000
    if not big and not middle:
        return count(number)
    return (f"{big:,}億" if big else "") + (f"{middle:,}万" if middle else "")


def rate(thousandths: int) -> str:
    """A flow per hour."""
    if thousandths < 0:
        return _("unlimited")
    whole, rest = divmod(thousandths, 1_000)
    fraction = f".{rest:03}".rstrip("0").rstrip(".") if rest else ""
    return _("{n}/h").format(n=f"{whole:,}{fraction}")


def amount(unit: str, number: int) -> str:
    """An amount in the unit that an outcome names."""
    if unit == "ms":
        return duration(number)
    if unit == "share":
        return share(number)
    if unit == "rate":
        return rate(number)
    return money(number) if unit == "money" else count(number)


def moment(plan: Plan, ms: int, *, seconds: bool = True) -> str:
    """A moment as the clock on the wall shows it."""
    from drillsim.engine.kernel.calendar import clock_text

    date, _space, clock = clock_text(plan.calendar, ms).partition(" ")
    clock = clock[:8] if seconds else clock[:5]
    return f"{date[5:]} {clock}" if spans_days(plan) else clock


def spans_days(plan: Plan) -> bool:
    """Whether a plan's scenario sees more than one day."""
    from drillsim.engine.kernel.calendar import day_at

    return day_at(plan.calendar, plan.horizon) > day_at(plan.calendar, 0)


def date_and_time(plan: Plan, ms: int) -> str:
    """A moment with its full date, to the minute."""
    from drillsim.engine.kernel.calendar import clock_text

    return clock_text(plan.calendar, ms)[:16]
