"""How each fitted number of the four cases of 2021 follows from the published row that it was fitted to.

    python -m benchmarks.calibrate_mizuho [WORD..]

1. The numbers of one line are multiplied by the same factor until the row comes as published: its moment no earlier,
   its figure no smaller. All other numbers stay as the files have them, so the files are right if every factor is
   found within its tolerance of 1.
2. Each trial is a replay as published, every duration at its likely value and no end pinned; luck has no part in it.
3. From the file's own number steps of one, two, four percent and so on lead to the other side of what was published;
   bisection between the last two gives the factor to a thousandth.
4. A moment that is published to the minute is met in all of that minute; the middle of it is looked for.
5. Where a number comes in whole items, its tolerance is wide enough for the next one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from drillsim.engine import Plan, clock_text
from drillsim.library import Case, load_scenario
from drillsim.plan import compile_plan
from drillsim.review import PublishedRow, fidelity, play, prepare_replay

FEBRUARY, THIRD, SEVENTH, TWELFTH = (f"mizuho-2021-{day}" for day in ("02-28", "03-03", "03-07", "03-12"))
ONE = 1000
FIRST_STEP = ONE // 100
LEAST, MOST = ONE // 2, ONE * 2
HALF_A_MINUTE = 30_000


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted number: where it stands, what it was fitted to, and how far from the file it may be found."""

    parameter: str
    """As the basis of the file names it."""
    slots: tuple[str, ...]
    """Which numbers of the plan are multiplied together: those that begin so."""
    case: str
    row: str
    """The name of the published row."""
    tolerance: int
    """In thousandths of what the file says."""
    falls: bool = False
    """Whether more of the number means an earlier moment or a smaller figure."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to."""

    fit: Fit
    published: str
    now: str
    """What the row is with the file's number."""
    factor: int
    """In thousandths of the file's number."""

    @property
    def agrees(self) -> bool:
        """Whether the file has what the search finds, within its tolerance."""
        return abs(self.factor - ONE) <= self.fit.tolerance


_SHARES = tuple(
    f"atm/fleet.stops.{kind}-{part}.share" for kind in ("cash", "transfer") for part in ("partition", "line")
)
_KEEPS = tuple(f"atm/fleet.stops.{kind}-partition.keeps" for kind in ("td", "cash", "transfer"))
_STEPS = "reopen.internet-then-machines"
_REOPEN = "reopen.options.internet-then-machines"

FITS = (
    Fit("core/cancel-index.limits.index.capacity",
        ("core/cancel-index.index.capacity",), FEBRUARY, "errors-detected", 10),
    Fit("atm-td.demand.holiday", ("atm-td.demand.holiday",), FEBRUARY, "td-failed", 30),
    Fit("atm/partitions.limits.errors.capacity", ("atm/partitions.errors.capacity",), FEBRUARY, "half-blocked", 30),
    Fit("atm/fleet.units.stops.*.share", _SHARES, FEBRUARY, "stopped-at-1550", 50),
    Fit("atm/fleet.units.stops.*.keeps", (*_KEEPS, "atm/fleet.stops.td-error.keeps"), FEBRUARY, "items-kept", 30),
    Fit("atm/fleet.units.groups.remote.back",
        ("atm/fleet.groups.remote.back.maintenance.",), FEBRUARY, "all-back", 50),
    Fit("atm/notices.fed_by", ("atm/notices.fed_by.0.share",), FEBRUARY, "notices", 20),
    Fit("console.reads", ("console.reads",), FEBRUARY, "block-recognised", 20, falls=True),
    Fit("find-index.takes", ("find-index.takes.",), FEBRUARY, "index-identified", 20),
    Fit("atm-cash.demand.business", ("atm-cash.demand.business",), THIRD, "machines-stopped", 50),
    Fit("lottery.demand", ("lottery.demand",), THIRD, "lottery-failed", 100),
    Fit("cards-kept.after", ("cards-kept.after.",), THIRD, "kept-noticed", 150),
    Fit("ib-td.demand.holiday", ("ib-td.demand.holiday",), SEVENTH, "ib-td-failed", 70),
    Fit("card-loan-release.takes", ("card-loan-release.takes.",), SEVENTH, "release-done", 20),
    Fit(f"{_REOPEN}.steps.test-and-internet", (f"{_STEPS}.test-and-internet.takes.",), SEVENTH, "internet-back", 30),
    Fit(f"{_REOPEN}.steps.machines", (f"{_STEPS}.machines.takes.",), SEVENTH, "machines-back", 100),
    Fit("fx-connect.slip.costs", ("fx-connect.slip.costs.",), TWELFTH, "fx-connected", 50),
    Fit("fx-out.served_by", ("fx-out.served_by.fx/link.rate",), TWELFTH, "last-domestic", 20, falls=True),
    Fit("fx-out-domestic.demand", ("fx-out-domestic.demand",), TWELFTH, "domestic-late", 20),
    Fit("fx-in-notice.demand", ("fx-in-notice.demand",), TWELFTH, "notices-not-done", 20),
)  # fmt: skip


@cache
def _case(name: str) -> tuple[Case, Plan]:
    case = load_scenario(name)
    return case, compile_plan(case)


def _multiplied(plan: Plan, slots: tuple[str, ...], factor: int) -> Plan:
    """The plan with some of its numbers multiplied, rounded to the nearest."""
    found = {
        path: (value * factor + ONE // 2) // ONE
        for path, value in zip(plan.slots.paths, plan.slots.values, strict=True)
        if path.startswith(slots)
    }
    assert found, slots
    return plan.with_values(found)


def _comes(fit: Fit, factor: int) -> tuple[PublishedRow, int | None]:
    """The published row, and its moment or figure with the number multiplied; nothing if it never comes."""
    case, plan = _case(fit.case)
    replay = prepare_replay(case, plan=_multiplied(plan, fit.slots, factor), pins=())
    told = fidelity(play(replay, record=False))
    values = {row.row.name: row.at for row in told.rows} | {figure.row.name: figure.value for figure in told.figures}
    return next(row for row in replay.rows if row.name == fit.row), values[fit.row]


def _is_above(fit: Fit, factor: int) -> bool:
    """Whether the number is too large: by then the row comes late or large enough, or too early where it falls."""
    row, value = _comes(fit, factor)
    sought = row.figures[0] if row.figures else row.at + HALF_A_MINUTE
    return (value is None or value >= sought) != fit.falls


def find(fit: Fit) -> Found:
    """The smallest factor near 1 from which on the row has passed what was published."""
    low, high = _bracket(fit)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _is_above(fit, middle) else (middle, high)
    row, now = _comes(fit, ONE)
    return Found(fit, _text(fit, row, row.figures[0] if row.figures else row.at), _text(fit, row, now), high)


def _bracket(fit: Fit) -> tuple[int, int]:
    """Two factors with what was published between them, one of them the file's or next to it."""
    is_above, step = _is_above(fit, ONE), FIRST_STEP
    near, far = ONE, ONE - step if is_above else ONE + step
    while _is_above(fit, far) == is_above and LEAST < far < MOST:
        step *= 2
        near, far = far, far - step if is_above else far + step
    return min(near, far), max(near, far)


def _text(fit: Fit, row: PublishedRow, value: int | None) -> str:
    """A figure, or a moment as day and time."""
    if value is None:
        return "never"
    return str(value) if row.figures else clock_text(_case(fit.case)[1].calendar, value)[8:19]


def main(words: list[str], tell: Callable[[str], None] = print) -> bool:
    """Find every number whose name holds one of the words, or all; whether the files agree."""
    tell(f"{'number':54} {'case':5} {'row':17} {'published':>11} {'with file':>11} {'factor':>6} {'within':>6}")
    agree = True
    for fit in FITS:
        if words and not any(word in fit.parameter for word in words):
            continue
        found = find(fit)
        agree = agree and found.agrees
        tell(
            f"{fit.parameter:54} {fit.case[-5:]} {fit.row:17} {found.published:>11} {found.now:>11} "
            f"{found.factor / ONE:6.3f} {fit.tolerance / ONE:6.3f} {'yes' if found.agrees else 'NO'}"
        )
    return agree


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
