"""Owns when what waits becomes overdue, and how much of a time a line is open: calendar and cut-offs alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER
from drillsim.engine.kernel.calendar import is_open, next_change, next_due

if TYPE_CHECKING:
    from drillsim.engine import Plan


def next_cutoff(plan: Plan, values: Sequence[int], backlog: int, now: int) -> tuple[int | None, str]:
    """The next moment at which what waits in a backlog becomes overdue, and of which line."""
    found = [
        (at, plan.subjects[row.subject])
        for row in plan.lines
        if row.backlog == backlog and (at := next_due(plan, values, row, now)) < NEVER
    ]
    return min(found, key=lambda each: each[0]) if found else (None, "")


def open_time(plan: Plan, line: int, start: int, end: int) -> int:
    """How much of a time a line is open."""
    window = plan.windows[plan.lines[line].window]
    if window.always:
        return end - start
    total, at, values = 0, start, plan.slots.values
    while at < end:
        until = min(next_change(window, plan.calendar, values, at), end)
        if is_open(window, plan.calendar, values, at):
            total += until - at
        at = until
    return total
