"""What is kept of a line, by the name that a condition, a tolerance and a reader call it: one table.

1. A reading is (value, growth per ms, scale): how many of the units of both make one of what a person writes.
2. Nothing is lost to rounding here; who shows a number rounds it down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, WHOLE
from drillsim.engine.work.accounts import (
    BAD,
    BELOW,
    BELOW_OPEN,
    DELAYED,
    DEMAND,
    EXPOSED,
    FAILED,
    OVERDUE,
    SERVED,
    TURNED,
    TWICE,
    WAITING,
    WRONG,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.run import Run

Reading = tuple[int, int, int]

_ITEMS = {
    "demand": DEMAND, "served": SERVED, "failed": FAILED, "turned_away": TURNED, "wrong": WRONG, "waiting": WAITING,
    "delayed": DELAYED, "overdue": OVERDUE, "exposed": EXPOSED,
}  # fmt: skip
_COMPLAIN = (FAILED, TURNED, WRONG)
_WORTH = (FAILED, OVERDUE, WRONG)


def read_line(run: Run, line: int, name: str) -> Reading:
    """A measure of a line as it stands now; nothing is stored."""
    account = _ITEMS.get(name)
    if account is not None:
        return (*run.lines.read(line, account), ITEM)
    return _OTHERS[name](run, line)


def whole(run: Run, line: int, name: str) -> int:
    """A measure of a line in the units of a reader, rounded down."""
    value, _, scale = read_line(run, line, name)
    return value // scale


def _outage(run: Run, line: int) -> Reading:
    value, rate = run.lines.read(line, BELOW)
    return value + run.lines.outages.flutter[line], rate, 1


def _outage_in_hours(run: Run, line: int) -> Reading:
    value, rate = run.lines.read(line, BELOW_OPEN)
    return value + run.lines.outages.flutter_open[line], rate, 1


def _outage_longest(run: Run, line: int) -> Reading:
    return (*run.lines.outages.longest_now(line), 1)


def _below(run: Run, line: int) -> Reading:
    return (*run.lines.read(line, BELOW), 1)


def _level(run: Run, line: int) -> Reading:
    return run.lines.good[line], 0, 1


def _vs_usual(run: Run, line: int) -> Reading:
    """Demand as a share of what is usual at this time."""
    lines = run.lines
    usual = lines.usual[line]
    return (lines.rates[line][DEMAND] * WHOLE if usual else 0), 0, usual or 1


def _customers(run: Run, line: int) -> Reading:
    """Customers hit so far, once by each item of fresh demand that was not served well and in time."""
    row = run.plan.lines[line]
    values = run.state.values
    bad, rate = run.lines.read(line, BAD)
    if row.pool < 0:
        return bad, rate, ITEM
    each = values[row.items_each]
    most = values[row.pool] * (ITEM // 1000) * each
    hit = bad * WHOLE
    return (most, 0, ITEM * each) if hit >= most else (hit, rate * WHOLE, ITEM * each)


def _complaints(run: Run, line: int) -> Reading:
    """Complaints about items that failed, were turned away or are wrong."""
    slot = run.plan.lines[line].complaints
    share = run.state.values[slot] if slot >= 0 else 0
    value, rate = _sum(run, line, _COMPLAIN)
    return value * share, rate * share, ITEM * WHOLE


def _amount(run: Run, line: int) -> Reading:
    """Money in items that failed, are overdue or wrong."""
    slot = run.plan.lines[line].amount
    worth = run.state.values[slot] if slot >= 0 else 0
    value, rate = _sum(run, line, _WORTH)
    twice, more = run.lines.read(line, TWICE)  # overdue and then failed or wrong is one item
    value, rate = value - twice, rate - more
    return value * worth, rate * worth, ITEM


def _sum(run: Run, line: int, accounts: tuple[int, ...]) -> tuple[int, int]:
    parts = [run.lines.read(line, account) for account in accounts]
    return sum(value for value, _ in parts), sum(rate for _, rate in parts)


_OTHERS: dict[str, Callable[[Run, int], Reading]] = {
    "outage": _outage,
    "outage_in_hours": _outage_in_hours,
    "outage_longest": _outage_longest,
    "below": _below,
    "level": _level,
    "vs_usual": _vs_usual,
    "customers": _customers,
    "complaints": _complaints,
    "amount": _amount,
}
