"""What was published beside what came out.

1. A moment is met when the becoming-true nearest to it lies within its band, a figure when one of the published ones
   is near enough; exactly at the edge of a band is met.
2. A choice is met when it was taken at its time. One whose question was never asked was never taken.
3. Put in is what the model did not cause: choices, task ends that are pinned, and moments that an event of the
   scenario brings about itself. All else came out, tasks that end in their own time among it.
4. What holds from the very start has not come about: it was true before anything happened, and is no evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from drillsim.engine import read_asked, read_moments, read_taken
from drillsim.review.playing import is_pinned
from drillsim.review.published import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.engine import Plan, Record
    from drillsim.review.playing import Played
    from drillsim.review.published import PublishedRow

_SHOWS = ("level", "out", "restored")
"""Records in which a thing's state is seen."""
_ACTS = (
    "failed", "degraded", "destabilised", "corrupted", "exposed", "repaired", "withheld", "released", "surged", "moved",
)  # fmt: skip
"""Records of an effect on a thing itself."""


class Origin(StrEnum):
    """Where a row comes from."""

    PUT_IN = "put in"
    TASK_END = "a task's end"
    CAME_OUT = "came out"
    FROM_START = "true from the start"


class Absence(StrEnum):
    """Why there is no simulated time."""

    NEVER = "never"
    NOT_ASKED = "not asked"
    NOT_TAKEN = "not taken"


@dataclass(frozen=True, slots=True)
class RowResult:
    """A published choice or moment beside the simulated one."""

    row: PublishedRow
    at: int | None
    """When it came, or nothing."""
    absence: Absence | None
    """Why it never came."""
    origin: Origin
    met: bool

    @property
    def difference(self) -> int | None:
        """How much later it came than was published, in ms."""
        return None if self.at is None else self.at - self.row.at


@dataclass(frozen=True, slots=True)
class FigureResult:
    """A published figure beside the simulated one."""

    row: PublishedRow
    value: int
    published: int
    """The published figure that is nearest to it."""
    met: bool

    @property
    def difference(self) -> int:
        """How much more it is than was published."""
        return self.value - self.published


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Every published row and figure of a case beside those of one run."""

    rows: tuple[RowResult, ...]
    """Choices and moments, in the order of their published times."""
    figures: tuple[FigureResult, ...]

    @property
    def results(self) -> tuple[RowResult | FigureResult, ...]:
        """All of them."""
        return (*self.rows, *self.figures)

    @property
    def met(self) -> bool:
        """Whether all of them that were published are met."""
        return not self.missed

    @property
    def missed(self) -> tuple[RowResult | FigureResult, ...]:
        """Those that are not; what was only assumed cannot be missed."""
        return tuple(result for result in self.results if not result.met and not result.row.is_assumed)


def fidelity(played: Played) -> Fidelity:
    """The published rows of a case beside a run of it."""
    rows = played.replay.rows
    timed = sorted((row for row in rows if row.kind != Kind.FIGURE), key=lambda row: row.at)
    return Fidelity(
        tuple(_row_result(played, row) for row in timed),
        tuple(figure_result(row, played.figures[row.place]) for row in rows if row.kind == Kind.FIGURE),
    )


def simulated_time(played: Played, row: PublishedRow) -> int | None:
    """When a choice or moment came in a run, the nearest to what was published; nothing if it never did."""
    if row.kind == Kind.CHOICE:
        moments = tuple(taken.at for taken in read_taken(played.run, row.decision) if taken.option == row.option)
    else:
        moments = read_moments(played.run, row.place)
    return min(moments, key=lambda moment: abs(moment - row.at), default=None)


def _row_result(played: Played, row: PublishedRow) -> RowResult:
    at = simulated_time(played, row)
    return RowResult(
        row=row,
        at=at,
        absence=_absence(played, row) if at is None else None,
        origin=_origin(played, row, at),
        met=at is not None and abs(at - row.at) <= row.bands[0],
    )


def _absence(played: Played, row: PublishedRow) -> Absence:
    if row.kind != Kind.CHOICE:
        return Absence.NEVER
    return Absence.NOT_ASKED if read_asked(played.run, row.decision) is None else Absence.NOT_TAKEN


def _origin(played: Played, row: PublishedRow, at: int | None) -> Origin:
    if row.kind == Kind.CHOICE or is_pinned(played.replay, row):
        return Origin.PUT_IN
    actors = () if at is None else tuple(_actors(played, row, at))
    if any(_is_from_outside(played.run.plan, record) for record in actors):
        return Origin.PUT_IN
    if at == 0:
        return Origin.FROM_START
    if row.is_task_end or any(_ends_a_task(played.run.plan, record) for record in actors):
        return Origin.TASK_END
    return Origin.CAME_OUT


def _actors(played: Played, row: PublishedRow, at: int) -> Iterator[Record]:
    """The records of whatever acted itself on what a moment looks at, with nothing else between."""
    trace = played.run.trace
    waiting = [
        (cause, False)
        for record in trace
        if record.time == at and record.kind == "milestone" and record.detail[0] == row.place
        for cause in record.causes
    ]
    for position, is_actor in waiting:
        record = trace[position]
        if is_actor:
            yield record
        elif record.subject in row.subjects and (record.kind in _SHOWS or _acts_now(record, at)):
            waiting += [(cause, _acts_now(record, at)) for cause in record.causes]


def _acts_now(record: Record, at: int) -> bool:
    """Whether it is something done to a thing; a start is while it happens, not once the work goes on."""
    return record.kind in _ACTS or (record.kind == "started" and record.time == at)


def _is_from_outside(plan: Plan, record: Record) -> bool:
    """Whether it is a choice, or an event that happens at a time of the clock."""
    if record.kind == "happened":
        return any(row.at >= 0 and plan.subjects[row.subject] == record.subject for row in plan.events)
    return record.kind == "decided"


def _ends_a_task(plan: Plan, record: Record) -> bool:
    return record.kind in ("done", "stepped") and plan.kinds[plan.index[record.subject]] != "job"


def figure_result(row: PublishedRow, value: int) -> FigureResult:
    """A figure beside the published one that it comes nearest to, measured by its band."""
    off = [abs(value - figure) for figure in row.figures]
    met = any(difference <= band for difference, band in zip(off, row.bands, strict=True))
    return FigureResult(row, value, row.figures[off.index(min(off))], met)
