"""What a source says happened, in the numbers of a plan: choices, moments and figures, each with its band.

1. A choice has no band: it was made at its time, or the replay says how much later.
2. A moment's band is a length of time; a figure's is a share of it, a count, or a length of time where it is one.
3. What is assumed, or says again what another row says, is compared like the rest and not counted. A figure that the
   model does not have is no row.
4. A moment that is published to the minute means all of that minute, where it is compared with many runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE, Unit
from drillsim.engine.kernel.calendar import next_clock
from drillsim.model.conditions import AllOf, AnyOf, MeasureTest, StateTest, TimeTest
from drillsim.model.scenario import Decided, Figure, Milestone, Unmodelled
from drillsim.plan.days import clock_slot
from drillsim.plan.measures import parse_value

if TYPE_CHECKING:
    from drillsim.engine import Plan
    from drillsim.library import Case
    from drillsim.model.conditions import Test
    from drillsim.model.text import Text
    from drillsim.model.times import Clock

MINUTE = 60_000


class Kind(StrEnum):
    """What a published row is."""

    CHOICE = "choice"
    MOMENT = "moment"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row of what a source says."""

    place: int
    """Where it stands among the published rows, counted from 0."""
    kind: Kind
    name: str
    """What calibrations call it; empty if it has no name."""
    text: str
    """The choice, the condition or the measures, as written."""
    what: Text | None
    """What the source says, in words."""
    at: int
    """When; the moment at which a figure is read."""
    by_the_minute: bool
    """Whether the time is published to the minute."""
    bands: tuple[int, ...]
    """How far off is still met: in ms, or in the unit of the figure, one for each figure."""
    figures: tuple[int, ...] = ()
    """The figures; several where sources disagree."""
    measures: tuple[int, ...] = ()
    """The measures of the plan that are summed."""
    unit: int = Unit.COUNT
    """The unit of the figures."""
    decision: int = -1
    """The row of the decision."""
    option: int = -1
    """Which of its options."""
    subjects: frozenset[str] = frozenset()
    """Everything that a moment's condition looks at."""
    is_task_end: bool = False
    """Whether a moment is the end of a task or of one of its steps."""
    is_assumed: bool = False
    """Whether the source does not have it."""
    same_as: str | None = None
    """The row that says the same."""

    @property
    def is_counted(self) -> bool:
        """Whether it counts: it was published, and no other row says it already."""
        return not self.is_assumed and self.same_as is None


def published_rows(case: Case, plan: Plan) -> tuple[PublishedRow, ...]:
    """The published rows of a case, in the order in which they are written."""
    measures = {row.text: number for number, row in enumerate(plan.measures)}
    found = []
    for place, row in enumerate(case.scenario.published):
        if isinstance(row, Decided):
            found.append(_choice(plan, place, row))
        elif isinstance(row, Milestone):
            found.append(_moment(plan, place, row))
        elif isinstance(row, Figure):
            found.append(_figure(plan, place, row, measures))
    return tuple(found)


def unmodelled_rows(case: Case) -> tuple[Unmodelled, ...]:
    """The figures that were published and that the model does not have."""
    return tuple(row for row in case.scenario.published if isinstance(row, Unmodelled))


def _time(plan: Plan, clock: Clock) -> int:
    return next_clock(plan.calendar, clock_slot(clock, plan.calendar), -1)


def _choice(plan: Plan, place: int, row: Decided) -> PublishedRow:
    name, option = row.decided
    decision = next(i for i, one in enumerate(plan.decisions) if plan.subjects[one.subject] == name)
    return PublishedRow(
        place=place,
        kind=Kind.CHOICE,
        name="",
        text=f"{name} {option}",
        what=row.what,
        is_assumed=row.is_assumed,
        same_as=row.same_as,
        at=_time(plan, row.at),
        by_the_minute=row.at.of_day % MINUTE == 0,
        bands=(0,),
        decision=decision,
        option=[one.name for one in plan.decisions[decision].options].index(option),
    )


def _moment(plan: Plan, place: int, row: Milestone) -> PublishedRow:
    test = row.is_.test
    return PublishedRow(
        place=place,
        kind=Kind.MOMENT,
        name=row.name or "",
        text=row.is_.text,
        what=row.what,
        is_assumed=row.is_assumed,
        same_as=row.same_as,
        at=_time(plan, row.at),
        by_the_minute=row.at.of_day % MINUTE == 0,
        bands=(row.within,),
        subjects=frozenset(_subjects(test)),
        is_task_end=isinstance(test, StateTest) and test.state == "done" and _is_peoples_work(plan, test),
    )


def _is_peoples_work(plan: Plan, test: StateTest) -> bool:
    """Whether it is a task or its step, a switch by hand, or the work of an option: anything but a job."""
    return plan.kinds[plan.index[test.subject]] in ("task", "component", "decision")


def _subjects(test: Test) -> list[str]:
    """Everything that a condition looks at."""
    if isinstance(test, StateTest):
        return [test.subject]
    if isinstance(test, MeasureTest):
        return [test.measure.subject]
    if isinstance(test, TimeTest):
        return []
    parts = test.parts if isinstance(test, (AllOf, AnyOf)) else (test.part,)
    return [subject for part in parts for subject in _subjects(part)]


def _figure(plan: Plan, place: int, row: Figure, measures: dict[str, int]) -> PublishedRow:
    numbers = tuple(measures[measure.text] for measure in row.of)
    unit = Unit(plan.measures[numbers[0]].unit)
    figures = tuple(parse_value(unit, figure) for figure in row.figure)
    at = plan.horizon if row.at is None else min(_time(plan, row.at), plan.horizon)
    return PublishedRow(
        place=place,
        kind=Kind.FIGURE,
        name=row.name or "",
        text=" + ".join(measure.text for measure in row.of),
        what=row.what,
        is_assumed=row.is_assumed,
        same_as=row.same_as,
        at=at,
        by_the_minute=False,
        bands=tuple(_band(row.within, figure) for figure in figures),
        figures=figures,
        measures=numbers,
        unit=unit,
    )


def _band(within: tuple[str, int], figure: int) -> int:
    """How far off a figure may be, in its own unit."""
    kind, size = within
    if kind == "share":
        return size * abs(figure) // WHOLE
    return size // 1000 if kind == "count" else size
