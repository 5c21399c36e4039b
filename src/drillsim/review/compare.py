"""What a change changes: two runs of the same seed side by side, line by line, and the ways back to their roots.

1. Draws are keyed by subject and purpose, so both runs have the same luck: the difference is the change's.
2. What is compared of a line is what a reader of its account sees; of a fleet, what its stopped units have kept.
3. A way back is made of the records from what hit a line to its roots. A root is gone if the same thing, happening to
   the same subject, is no longer behind it; the ways part at the earliest records that only one of them has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drillsim.drill import left_open
from drillsim.engine import read_kept, read_taken
from drillsim.review.people import read_refusals
from drillsim.review.why import explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drillsim.engine import FormOutcome, LineOutcome, Record
    from drillsim.review.playing import Played
    from drillsim.review.why import Step

MEASURES: Final = {
    "outage": "ms", "failed": "items", "turned_away": "items", "wrong": "items", "overdue": "items",
    "customers": "items",
}  # fmt: skip
"""What is compared of every line, and its unit."""
KEPT: Final = "kept"


@dataclass(frozen=True, slots=True)
class Difference:
    """One number of a line or a fleet in both runs."""

    subject: str
    measure: str
    """A measure, or the name of a form of the tolerance."""
    unit: str
    before: int
    after: int
    is_form: bool = False
    """Whether it is what a form of the tolerance has used."""
    allowed: int = 0
    """What the form allows."""
    breached_before: bool = False
    breached_after: bool = False

    @property
    def change(self) -> int:
        """How much more it is in the other run."""
        return self.after - self.before

    @property
    def differs(self) -> bool:
        """Whether the two runs differ in it."""
        return self.before != self.after or self.breached_before != self.breached_after


@dataclass(frozen=True, slots=True)
class ChoiceChange:
    """A question that the two runs answer otherwise or at another time."""

    decision: str
    before: tuple[tuple[int, str], ...]
    """When and what was chosen in the first run."""
    after: tuple[tuple[int, str], ...]
    """When and what was chosen in the other one."""


@dataclass(frozen=True, slots=True)
class PathChange:
    """How the way back from what hit a line differs between two runs."""

    line: str
    hit_before: bool
    hit_after: bool
    gone: tuple[str, ...]
    """Roots that are no longer behind it."""
    new: tuple[str, ...]
    """Roots that were not behind it before."""
    only_before: tuple[Record, ...]
    """Records on the way that only the first run has, by time."""
    only_after: tuple[Record, ...]
    """Records on the way that only the other run has, by time."""

    @property
    def differs(self) -> bool:
        """Whether the ways differ in what happens on them."""
        return bool(self.only_before or self.only_after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A what-if beside the run it is held against."""

    base: Played
    other: Played
    differences: tuple[Difference, ...]
    """Every number that is not zero in both."""
    choices: tuple[ChoiceChange, ...]
    """Questions that are answered otherwise."""
    opened: tuple[str, ...]
    """Questions that only the what-if leaves open."""
    refused: tuple[Record, ...] = ()
    """Choices that only the what-if refuses."""

    @property
    def changed(self) -> tuple[Difference, ...]:
        """The numbers in which the runs differ."""
        return tuple(difference for difference in self.differences if difference.differs)


def compare(base: Played, other: Played) -> Comparison:
    """Two runs side by side."""
    known = left_open(base.run)
    barred = {(record.subject, record.detail) for record in read_refusals(base.replay.plan, base.run.trace)}
    refused = read_refusals(other.replay.plan, other.run.trace)
    return Comparison(
        base,
        other,
        tuple(differences(base, other)),
        tuple(choice_changes(base, other)),
        tuple(name for name in left_open(other.run) if name not in known),
        tuple(record for record in refused if (record.subject, record.detail) not in barred),
    )


def choice_changes(base: Played, other: Played) -> Iterable[ChoiceChange]:
    """The questions that two runs answer otherwise."""
    then, now = _choices(base), _choices(other)
    for decision in dict.fromkeys([*then, *now]):
        if then.get(decision, ()) != now.get(decision, ()):
            yield ChoiceChange(decision, then.get(decision, ()), now.get(decision, ()))


def _choices(played: Played) -> dict[str, tuple[tuple[int, str], ...]]:
    plan = played.replay.plan
    return {
        plan.subjects[row.subject]: tuple(
            (taken.at, row.options[taken.option].name) for taken in read_taken(played.run, number)
        )
        for number, row in enumerate(plan.decisions)
    }


def differences(base: Played, other: Played) -> list[Difference]:
    """Every number of lines and fleets that is not zero in both runs."""
    found: list[Difference] = []
    before = {line.line: line for line in base.run.outcome().lines}
    after = {line.line: line for line in other.run.outcome().lines}
    for name in dict.fromkeys([*before, *after]):
        found += _of_line(name, before.get(name), after.get(name))
    kept_before, kept_after = read_kept(base.run), read_kept(other.run)
    for fleet in dict.fromkeys([*kept_before, *kept_after]):
        found.append(Difference(fleet, KEPT, "items", kept_before.get(fleet, 0), kept_after.get(fleet, 0)))
    return [each for each in found if each.before or each.after or each.breached_before or each.breached_after]


def _of_line(name: str, before: LineOutcome | None, after: LineOutcome | None) -> Iterable[Difference]:
    for measure, unit in MEASURES.items():
        yield Difference(name, measure, unit, getattr(before, measure, 0), getattr(after, measure, 0))
    forms_before, forms_after = _forms(before), _forms(after)
    for form in dict.fromkeys([*forms_before, *forms_after]):
        then, now = forms_before.get(form), forms_after.get(form)
        either = next(each for each in (now, then) if each is not None)
        yield Difference(
            name,
            form,
            either.unit,
            then.used if then else 0,
            now.used if now else 0,
            is_form=True,
            allowed=either.allowed,
            breached_before=then is not None and then.breached,
            breached_after=now is not None and now.breached,
        )


def _forms(line: LineOutcome | None) -> dict[str, FormOutcome]:
    return {} if line is None else {form.name: form for form in line.forms}


# -- ways back to the roots --------------------------------------------------------------------------------------------


def path_changes(comparison: Comparison) -> tuple[PathChange, ...]:
    """Every line whose way back to its roots differs between two traced runs."""
    runs = (comparison.base.run, comparison.other.run)
    lines = dict.fromkeys(line.line for run in runs for line in run.outcome().lines)
    found = (
        _path_change(line, *(explain(run.trace, line) if line in run.trace.subjects else () for run in runs))
        for line in lines
    )
    return tuple(change for change in found if change.differs)


def _path_change(line: str, before: Sequence[Step], after: Sequence[Step]) -> PathChange:
    then, now = _records(before), _records(after)
    roots_then, roots_now = _roots(before), _roots(after)
    return PathChange(
        line=line,
        hit_before=bool(before),
        hit_after=bool(after),
        gone=tuple(root for root in roots_then if root not in roots_now),
        new=tuple(root for root in roots_now if root not in roots_then),
        only_before=tuple(record for what, record in then.items() if what not in now),
        only_after=tuple(record for what, record in now.items() if what not in then),
    )


def _records(steps: Sequence[Step]) -> dict[tuple[str, str], Record]:
    """What happens to what on a way, by time, each the first time that it happens."""
    ordered = sorted((step.record for step in steps), key=lambda record: record.position)
    found: dict[tuple[str, str], Record] = {}
    for record in ordered:
        found.setdefault((record.kind, record.subject), record)
    return found


def _roots(steps: Sequence[Step]) -> list[str]:
    """What nothing in the model caused, by time."""
    roots = sorted((step.record for step in steps if step.is_root), key=lambda record: record.position)
    return list(dict.fromkeys(record.subject for record in roots))
