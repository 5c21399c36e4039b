"""Owns how far the objectives of a drill are met: by the trace, and by what observers marked on its branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.drill.journal.entries import MARK
from drillsim.drill.sight.snapshot import CriterionRow, MarkRow, ObjectiveRow
from drillsim.model.people import Observed

if TYPE_CHECKING:
    from drillsim.drill.session import Drill
    from drillsim.engine import Record


def objective_rows(drill: Drill, met: dict[tuple[str, str], int]) -> tuple[ObjectiveRow, ...]:
    """Every objective with its criteria; `met` says when the condition of an objective first came to hold."""
    marks = _marks(drill)
    holding = _holding(drill)
    rows = []
    for name, objective in drill.case.scenario.objectives.items():
        criteria = []
        for place, criterion in enumerate(objective.criteria):
            seen = tuple(marks.get((name, place), ()))
            if isinstance(criterion, Observed):
                criteria.append(CriterionRow("", criterion.observe, None, None, seen))
            else:
                at = met.get((name, criterion.text))
                criteria.append(CriterionRow(criterion.text, None, at, holding.get((name, criterion.text)), seen))
        rows.append(ObjectiveRow(name, tuple(criteria)))
    return tuple(rows)


def _holding(drill: Drill) -> dict[tuple[str, str], bool]:
    """By objective and condition: whether it holds now."""
    plan, true = drill.plan, drill.run.conditions.true
    return {
        (plan.subjects[row.owner[1]], row.text): true[number]
        for number, row in enumerate(plan.conditions)
        if row.owner[0] == "criterion"
    }


def _marks(drill: Drill) -> dict[tuple[str, int], list[MarkRow]]:
    """What was observed on the branch that is played, up to now."""
    found: dict[tuple[str, int], list[MarkRow]] = {}
    for entry in drill.branches.lived(drill.branch.id, drill.entries):
        if entry.kind == MARK and entry.at <= drill.now:
            data = entry.data
            row = MarkRow(entry.at, str(data["by"]), str(data["text"]), str(data["rating"]))
            found.setdefault((str(data["objective"]), int(data["criterion"])), []).append(row)
    return found


def note_criterion(met: dict[tuple[str, str], int], record: Record) -> None:
    """Remembers when a criterion first came to hold."""
    if record.kind == "criterion":
        met.setdefault((record.subject, str(record.detail[0])), record.time)
