"""What came of a run, in the units of a reader: the accounts of every line, and every form of its tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NEVER, Unit
from drillsim.engine.work.lines import (
    DELAYED,
    DEMAND,
    EXPOSED,
    FAILED,
    OUT,
    OUT_OPEN,
    OVERDUE,
    SERVED,
    TURNED,
    WAITING,
    WRONG,
)

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run


@dataclass(frozen=True, slots=True)
class FormOutcome:
    """One form of a tolerance: how much is used, how much is allowed, when it was breached."""

    name: str
    unit: str
    """ms, items, money, share, or clock for `ready` and `cleared`."""
    used: int
    allowed: int
    breached: bool
    breached_at: int | None


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """One line: items rounded down, times in ms."""

    line: str
    demand: int
    served: int
    failed: int
    turned_away: int
    wrong: int
    waiting: int
    delayed: int
    overdue: int
    exposed: int
    customers: int
    complaints: int
    amount: int
    outage: int
    """Time below the level that counts as restored, all outages together, in calendar hours."""
    outage_in_hours: int
    outage_longest: int
    """The longest outage from onset to the end that held."""
    out: bool
    """Whether an outage is still going on."""
    forms: tuple[FormOutcome, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run so far."""

    time: int
    lines: tuple[LineOutcome, ...]

    def line(self, name: str) -> LineOutcome:
        """The outcome of one line."""
        return next(line for line in self.lines if line.line == name)

    @property
    def breaches(self) -> tuple[tuple[str, str], ...]:
        """Every (line, form) that was breached."""
        return tuple((line.line, form.name) for line in self.lines for form in line.forms if form.breached)


_UNIT_WORDS = {
    Unit.MS: "ms", Unit.COUNT: "items", Unit.MONEY: "money", Unit.SHARE: "share", Unit.FACTOR: "share",
    Unit.RATE: "rate", Unit.WHOLE: "items",
}  # fmt: skip


def read_outcome(run: Run) -> Outcome:
    """The outcome of a run as it stands."""
    return Outcome(run.now, tuple(_line(run, line) for line in range(len(run.plan.lines))))


def _line(run: Run, line: int) -> LineOutcome:
    lines = run.lines

    def items(account: int) -> int:
        return max(0, lines.read(line, account)[0]) // ITEM

    return LineOutcome(
        line=run.plan.subjects[run.plan.lines[line].subject],
        demand=items(DEMAND),
        served=items(SERVED),
        failed=items(FAILED),
        turned_away=items(TURNED),
        wrong=items(WRONG),
        waiting=items(WAITING),
        delayed=items(DELAYED),
        overdue=items(OVERDUE),
        exposed=items(EXPOSED),
        customers=lines.customers(line)[0] // ITEM,
        complaints=lines.complaints(line)[0] // ITEM,
        amount=lines.worth(line)[0] // ITEM,
        outage=lines.read(line, OUT)[0],
        outage_in_hours=lines.read(line, OUT_OPEN)[0],
        outage_longest=lines.outages.longest_now(line)[0],
        out=lines.out[line],
        forms=_forms(run, line),
    )


def _forms(run: Run, line: int) -> tuple[FormOutcome, ...]:
    forms = []
    for place, row in enumerate(run.plan.tolerances):
        if row.line == line:
            used, allowed = run.tolerances.amounts(place)
            at = run.tolerances.breached_at[place]
            when = at if at < NEVER else None
            forms.append(FormOutcome(row.name, _UNIT_WORDS[Unit(row.unit)], used, allowed, when is not None, when))
    for place, deadline in enumerate(run.plan.deadlines):
        if deadline.line == line:
            missed = [when for when, kept in run.tolerances.kept[place] if not kept]
            clock = run.state.values[deadline.clock]
            forms.append(
                FormOutcome(deadline.name, "clock", len(missed), clock, bool(missed), missed[0] if missed else None)
            )
    return tuple(forms)
