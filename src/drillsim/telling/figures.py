"""Owns how the numbers of a run are written: durations, shares, counts, money and moments.

1. Durations are rounded down to the second, counts are whole; a trace written to a file holds them exactly.
2. A moment to the second shows its date only where a run sees more than one day; to the minute it is written as a
   scenario writes it.
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
    return f"{whole:,}.{tenths}%" if tenths else f"{whole:,}%"


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


def moment(plan: Plan, ms: int) -> str:
    """A moment as the clock on the wall shows it, to the second."""
    from drillsim.engine.kernel.calendar import clock_text

    date, _space, its = clock_text(plan.calendar, ms).partition(" ")
    return f"{date[5:]} {its[:8]}" if spans_days(plan) else its[:8]


def clock(plan: Plan, ms: int) -> str:
    """A moment to the minute, as it is written: ``13:40``, and ``d+1 06:38`` on a later day than the first."""
    from drillsim.engine.kernel.calendar import clock_text, day_at

    days = day_at(plan.calendar, ms) - day_at(plan.calendar, 0)
    its = clock_text(plan.calendar, ms).partition(" ")[2][:5]
    return f"d+{days} {its}" if days else its


def clock_of(plan: Plan, slot: int) -> str:
    """The clock time that a slot holds: of every day, or one moment."""
    from drillsim.engine.arrays import ABSOLUTE

    if slot >= ABSOLUTE:
        return clock(plan, slot - ABSOLUTE)
    return f"{slot // HOUR:02}:{slot // MINUTE % 60:02}"


def spans_days(plan: Plan) -> bool:
    """Whether a plan's scenario sees more than one day."""
    from drillsim.engine.kernel.calendar import day_at

    return day_at(plan.calendar, plan.horizon) > day_at(plan.calendar, 0)


def date_and_time(plan: Plan, ms: int) -> str:
    """A moment with its full date, to the minute."""
    from drillsim.engine.kernel.calendar import clock_text

    return clock_text(plan.calendar, ms)[:16]
