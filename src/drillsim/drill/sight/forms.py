"""Owns how much of each form of a tolerance a player knows to be used, and when it will be breached as far as he knows.

1. A form of the outage runs from the onset that was reported. Opening hours are known to all.
2. What is counted is known as far as a message said that so much was reached, as of when it was sent.
3. A forecast goes on from what is known: nothing else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from drillsim.drill.sight.cutoffs import open_time
from drillsim.drill.sight.snapshot import FormRow
from drillsim.engine.arrays import NEVER, WHOLE, Entity, Unit
from drillsim.engine.kernel.calendar import is_open, next_change, next_clock

if TYPE_CHECKING:
    from drillsim.drill.sight.amounts import Amount
    from drillsim.drill.sight.player import Reported
    from drillsim.engine import Plan
    from drillsim.engine.arrays import DeadlineRow

_OUTAGES = frozenset({"outage", "outage_longest", "outage_in_hours"})
_UNITS = {
    Unit.MS: "ms", Unit.COUNT: "items", Unit.MONEY: "money", Unit.SHARE: "share", Unit.FACTOR: "share",
    Unit.RATE: "rate", Unit.WHOLE: "items",
}  # fmt: skip


def form_row(plan: Plan, place: int, report: Reported | None, told: Mapping[int, Amount], now: int) -> FormRow:
    """One form of a tolerance, as far as it was reported on."""
    if plan.tolerances[place].name in _OUTAGES and report is not None:
        return _outage(plan, place, report.spells_to(now), now, runs=report.ill_since is not None)
    return _counted(plan, place, told)


def _outage(plan: Plan, place: int, spells: list[tuple[int, int]], now: int, *, runs: bool) -> FormRow:
    """A form of the outage itself: it runs from the onset that was reported."""
    row = plan.tolerances[place]
    allowed = plan.slots.values[row.limit]
    lengths = [end - start for start, end in spells]
    if row.name == "outage_in_hours":
        lengths = [open_time(plan, row.line, start, end) for start, end in spells]
    longest = row.name == "outage_longest"
    used = max(lengths, default=0) if longest else sum(lengths)
    left = max(0, allowed - (lengths[-1] if longest else used)) if runs else None
    breach_at = None
    if row.name != "outage_in_hours":
        breach_at = _breach_at(lengths, allowed, spells, longest=longest, runs=runs)
    elif left:
        breach_at = _open_for(plan, row.line, now, left)
        left = None if breach_at is None else breach_at - now
    return FormRow(row.name, "ms", used, allowed, used * WHOLE // max(1, allowed), left, used > allowed, breach_at)


def _breach_at(
    lengths: list[int], allowed: int, spells: list[tuple[int, int]], *, longest: bool, runs: bool
) -> int | None:
    """The moment at which what is allowed is used up, if it goes on as it does."""
    before = 0
    for place, ((start, _end), length) in enumerate(zip(spells, lengths, strict=True)):
        rest = allowed - (0 if longest else before)
        if length > rest or (runs and place == len(spells) - 1):
            return start + rest
        before += length
    return None


def _open_for(plan: Plan, line: int, now: int, left: int) -> int | None:
    """The moment until which a line has been open for so long from now on."""
    at, horizon = now, plan.horizon
    window = plan.windows[plan.lines[line].window]
    while at <= horizon:
        until = next_change(window, plan.calendar, plan.slots.values, at)
        if is_open(window, plan.calendar, plan.slots.values, at):
            if until - at >= left:
                return at + left
            left -= until - at
        at = until
    return None


def _counted(plan: Plan, place: int, told: Mapping[int, Amount]) -> FormRow:
    """A form that is counted: as much as a message reported, as of then."""
    row = plan.tolerances[place]
    limit = plan.slots.values[row.limit]
    allowed = limit // 1000 if row.unit == Unit.COUNT else limit
    unit = _UNITS[Unit(row.unit)]
    known = _told(plan, place, allowed, told)
    if known is None:
        return FormRow(row.name, unit, None, allowed, None, None, None)
    used, as_of = known
    breached = True if used > allowed else None
    return FormRow(row.name, unit, used, allowed, used * WHOLE // max(1, allowed), None, breached, None, as_of)


def _told(plan: Plan, place: int, allowed: int, told: Mapping[int, Amount]) -> Amount | None:
    """The most that was reported of a form, as its own number or as a share of what is allowed."""
    row = plan.tolerances[place]
    found = [told[row.measure]] if row.measure in told else []
    for measure, (reached, at) in told.items():
        its = plan.measures[measure]
        if its.entity == Entity.LINE and its.name == "used" and its.extra == place:
            found.append((-(-reached * allowed // WHOLE), at))
    return max(found, default=None)


def clock_row(plan: Plan, row: DeadlineRow, now: int) -> FormRow:
    """A form that is tested at a clock time."""
    clock = plan.slots.values[row.clock]
    at = next_clock(plan.calendar, clock, now, business=True)
    return FormRow(row.name, "clock", None, clock, None, at - now if at < NEVER else None, None)
