"""When each job may start at the earliest: the gates of its occurrences.

1. A job with `not_before` has its gate at that time of each of its days.
2. Without one, its gate is that of what it comes after on the same day (the latest of several), else midnight.
3. Gates may lie before the start of the run: what was due then is done.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from drillsim.engine.arrays import ABSOLUTE
from drillsim.engine.kernel.calendar import day_at, instant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.engine.arrays import Calendar, JobRow, Plan

Gates = dict[int, tuple[int, ...]]


def all_gates(plan: Plan, values: Sequence[int]) -> Gates:
    """The gates of every job, by its work; none for those on demand."""
    gates: Gates = {}
    for work, row in enumerate(plan.works):
        if row.job is not None:
            _gates(plan, values, work, gates)
    return gates


def _gates(plan: Plan, values: Sequence[int], work: int, gates: Gates) -> tuple[int, ...]:
    if work in gates:
        return gates[work]
    row = plan.works[work]
    assert row.job is not None
    own = values[row.job.not_before]
    before: list[tuple[int, ...]] = []
    if own < 0:
        before = [_gates(plan, values, other, gates) for other in row.after if plan.works[other].job is not None]
    found: dict[int, None] = {}
    for day in row.job.days:
        if plan.calendar.starts[day] > plan.horizon:
            break
        others = [at for earlier in before if (at := _on_day(plan.calendar, day, earlier)) is not None]
        gate = max([_own_gate(plan.calendar, day, own), *others])
        found[gate] = None
    gates[work] = tuple(found)
    return gates[work]


def _own_gate(calendar: Calendar, day: int, not_before: int) -> int:
    if not_before >= ABSOLUTE:
        return not_before - ABSOLUTE
    return instant(calendar, day, max(0, not_before))


def _on_day(calendar: Calendar, day: int, gates: tuple[int, ...]) -> int | None:
    place = bisect_left(gates, calendar.starts[day])
    return gates[place] if place < len(gates) and gates[place] < calendar.starts[day + 1] else None


def gate_of_start(calendar: Calendar, job: JobRow, values: Sequence[int], now: int) -> int:
    """The gate of a job on demand that is started now: today's `not_before`, or last night's while it still counts."""
    today = day_at(calendar, now)
    not_before = values[job.not_before]
    gate = _own_gate(calendar, today, not_before)
    not_after = values[job.not_after]
    overnight = 0 <= not_after < not_before < ABSOLUTE
    if overnight and today and now <= instant(calendar, today, not_after):
        return _own_gate(calendar, today - 1, not_before)
    return gate
