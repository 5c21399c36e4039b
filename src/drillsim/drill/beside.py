"""Owns what was published beside what this branch did: for the facilitator at any time, for players as far as they may.

1. In a blind drill players see nothing of it before the end.
2. Before the end a player sees what was published up to now, and of what came of it here only his own decisions: when
   something came true is not his to know.
3. A figure is read at its moment, and only once that has come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.drill.comparing import choices_of
from drillsim.drill.until import moment_of
from drillsim.engine import read_measure, read_moments
from drillsim.model.scenario import Decided, Figure, Milestone, Unmodelled

if TYPE_CHECKING:
    from drillsim.drill.session import Drill
    from drillsim.drill.sight import Sight
    from drillsim.model.text import Text


@dataclass(frozen=True, slots=True)
class Beside:
    """One published row, and what this branch has beside it."""

    kind: str
    """decision, milestone or figure."""
    what: Text | None
    """What the source says, in words."""
    text: str
    """The choice, the condition or the measures, as written."""
    at: int
    """When it was, in ms from the start; of a figure without a moment the end."""
    published: str
    """The option or the figures; empty of a milestone."""
    here_at: int | None = None
    """When it came here: the nearest moment for a milestone, the decision's own time."""
    here: str = ""
    """The option that was chosen here, or the figure of this branch; empty if there is none yet, or it is not known."""
    missing: str = ""
    """Of a milestone that is known not to have come about here: not-yet, or not-by-the-end."""


def published_beside(drill: Drill, sight: Sight) -> tuple[Beside, ...]:
    """Every published row that a seat may see and the model has, in the order in which it is written."""
    open_to = sight.facilitator or drill.ended
    if not open_to and drill.header.blind:
        return ()
    own = None if open_to or sight.truth else frozenset(sight.roles)
    written = drill.case.scenario.published
    rows = [_row(drill, number, own) for number, row in enumerate(written) if not isinstance(row, Unmodelled)]
    return tuple(row for row in rows if open_to or row.at <= drill.now)


def _row(drill: Drill, number: int, own: frozenset[str] | None) -> Beside:
    plan, written = drill.plan, drill.case.scenario.published[number]
    if isinstance(written, Decided):
        return _decided(drill, written, own)
    if isinstance(written, Milestone):
        at = moment_of(plan, written.at)
        if own is not None:
            return Beside("milestone", written.what, written.is_.text, at, "")
        here_at = milestone_here(drill, number, at)
        missing = "" if here_at is not None else "not-by-the-end" if drill.ended else "not-yet"
        return Beside("milestone", written.what, written.is_.text, at, "", here_at, missing=missing)
    assert isinstance(written, Figure)
    return _figure(drill, written, own)


def milestone_here(drill: Drill, number: int, at: int) -> int | None:
    """When a milestone came about here, the moment that is nearest to the published one.

    What held from the start has not come about by that: it counts from when it held again, or if it never ceased.
    """
    moments = read_moments(drill.run, number)
    began = [each for each in moments if each > 0 or at <= 0]
    if not began and moments and _holds(drill, number):
        began = [0]
    return min(began, key=lambda each: (abs(each - at), each), default=None)


def _holds(drill: Drill, number: int) -> bool:
    """Whether the condition of a published row holds now."""
    rows = enumerate(drill.plan.conditions)
    return any(drill.run.conditions.true[place] for place, row in rows if row.owner[:2] == ("published", number))


def _decided(drill: Drill, written: Decided, own: frozenset[str] | None) -> Beside:
    plan = drill.plan
    decision, option = written.decided
    role = next(
        plan.subjects[plan.roles[row.role].subject] for row in plan.decisions if plan.subjects[row.subject] == decision
    )
    choice = choices_of(drill.run).get(decision) if own is None or role in own else None
    at = moment_of(plan, written.at)
    if choice is None or choice.decided is None:
        return Beside("decision", written.what, decision, at, option)
    return Beside("decision", written.what, decision, at, option, choice.decided, choice.option)


def _figure(drill: Drill, written: Figure, own: frozenset[str] | None) -> Beside:
    plan = drill.plan
    at = plan.horizon if written.at is None else moment_of(plan, written.at)
    text = " + ".join(measure.text for measure in written.of)
    row = Beside("figure", written.what, text, at, " / ".join(written.figure))
    if own is not None or at > drill.now:
        return row
    run = drill.run_of(drill.branch.id, at)
    numbers = {measure.text: number for number, measure in enumerate(plan.measures)}
    known = [numbers[measure.text] for measure in written.of if measure.text in numbers]
    value = sum(read_measure(run, number) for number in known)
    return Beside(row.kind, row.what, row.text, at, row.published, at, str(value))
