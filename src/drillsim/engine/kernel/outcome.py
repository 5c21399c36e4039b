"""What came of a run, in the units of a reader: the accounts of every line, and every form of its tolerance.

1. Every number is the one that conditions and tolerances read, rounded down: what failed here is what tolerances count.
2. Rounding each part down would leave up to four items of a demand in no part. They are shown with what was served, so
   that in every row demand = served + failed + turned away + wrong + waiting; where nothing was served at all, the
   demand shown is the sum of what became of it.
3. Totals are the sums of such rows, so they add up in the same way.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NEVER, Unit
from drillsim.engine.kernel.errors import nearest_hint
from drillsim.engine.kernel.line_measures import read_line, whole
from drillsim.errors import DrillsimError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drillsim.engine.kernel.run import Run


@dataclass(frozen=True, slots=True)
class FormOutcome:
    """One form of a tolerance: how much is used, how much is allowed, when it was breached."""

    name: str
    unit: str
    """ms, items, money, share, rate, or clock for `ready` and `cleared`."""
    used: int
    """How much is used; of a clock, how often it was missed."""
    allowed: int
    """How much is allowed; of a clock, its time as a clock slot holds it."""
    breached: bool
    breached_at: int | None
    tested: int | None = None
    """How often a clock form has been tested; of other forms nothing, they are always."""


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """One line: items rounded down, times in ms."""

    line: str
    demand: int
    """The sum of the five after it."""
    served: int
    failed: int
    turned_away: int
    wrong: int
    waiting: int
    waiting_peak: int
    """The most that waited at any moment."""
    delayed: int
    overdue: int
    exposed: int
    customers: int
    complaints: int
    amount: int
    outage: int
    """Time out: the sum of all outages, each from falling below to restored, in calendar hours."""
    outage_in_hours: int
    """The part of it in which the line was open."""
    outage_longest: int
    """The longest of these outages."""
    below: int
    """Time below the level that counts as restored: the outages without the flutter in them."""
    out: bool
    """Whether an outage is still going on."""
    up: bool
    """Whether service is good at this moment; while it is out too, it has not held for long enough yet."""
    closed: bool
    """Whether the line is closed at this moment."""
    forms: tuple[FormOutcome, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The items of several lines together; customers are not among them, since one may use several lines."""

    demand: int
    served: int
    failed: int
    turned_away: int
    wrong: int
    waiting: int
    delayed: int
    overdue: int
    exposed: int
    complaints: int
    amount: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run so far."""

    time: int
    lines: tuple[LineOutcome, ...]

    def line(self, name: str) -> LineOutcome:
        """The outcome of one line; raises DrillsimError for a name that no line bears."""
        found = {line.line: line for line in self.lines}
        if name not in found:
            raise DrillsimError(f"unknown line '{name}'", nearest_hint(name, found))
        return found[name]

    def fingerprint(self) -> str:
        """The SHA-256 of every figure of every line, which a trace does not hold."""
        return sha256(json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()

    @property
    def totals(self) -> Totals:
        """All lines together."""
        return total_of(self.lines)

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


def total_of(lines: Iterable[LineOutcome]) -> Totals:
    """These lines together."""
    rows = list(lines)
    return Totals(**{name: sum(getattr(row, name) for row in rows) for name in Totals.__slots__})


def _line(run: Run, line: int) -> LineOutcome:
    lines = run.lines
    failed, turned_away, wrong, waiting = (
        whole(run, line, name) for name in ("failed", "turned_away", "wrong", "waiting")
    )
    lost = failed + turned_away + wrong + waiting
    demand = whole(run, line, "demand") if read_line(run, line, "served")[0] > 0 else lost
    return LineOutcome(
        line=run.plan.subjects[run.plan.lines[line].subject],
        demand=demand,
        served=demand - lost,
        failed=failed,
        turned_away=turned_away,
        wrong=wrong,
        waiting=waiting,
        waiting_peak=lines.most_waiting(line) // ITEM,
        delayed=whole(run, line, "delayed"),
        overdue=whole(run, line, "overdue"),
        exposed=whole(run, line, "exposed"),
        customers=whole(run, line, "customers"),
        complaints=whole(run, line, "complaints"),
        amount=whole(run, line, "amount"),
        outage=whole(run, line, "outage"),
        outage_in_hours=whole(run, line, "outage_in_hours"),
        outage_longest=whole(run, line, "outage_longest"),
        below=whole(run, line, "below"),
        out=lines.out[line],
        up=not lines.below[line],
        closed=not lines.is_open[line],
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
            tested = run.tolerances.kept[place]
            missed = [when for when, kept in tested if not kept]
            clock = run.state.values[deadline.clock]
            when = missed[0] if missed else None
            forms.append(FormOutcome(deadline.name, "clock", len(missed), clock, bool(missed), when, len(tested)))
    return tuple(forms)
