"""What a run shows of the objectives of its case, and the messages that wanted an answer or gave an estimate.

1. A criterion is met if its condition holds as the run stands: what had to be done by a time stays so, what had to stay
   within a limit must still be within it. What an observer marks, no run can tell.
2. A message counts once for each role that read it; the time for an answer runs from when it was sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.model.people import Observed

if TYPE_CHECKING:
    from drillsim.engine import Run
    from drillsim.library import Case
    from drillsim.model.conditions import Condition
    from drillsim.model.text import Text


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion of an objective."""

    objective: str
    condition: Condition | None
    """What the trace can check."""
    observe: Text | None
    """What an observer marks."""
    met: bool | None = None
    """Whether it holds; nothing if an observer has to say."""
    first: int | None = None
    """When it first came to hold, in ms."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message that was read and wanted an answer, or made people believe in a time."""

    message: str
    role: str
    read: int
    answer_by: int | None
    estimate: int | None


def read_objectives(case: Case, run: Run) -> tuple[Judged, ...]:
    """Every criterion of every objective, in the order in which they are written."""
    plan = run.plan
    holds = {
        (plan.subjects[row.owner[1]], row.text): run.conditions.true[number]
        for number, row in enumerate(plan.conditions)
        if row.owner[0] == "criterion"
    }
    first: dict[tuple[str, str], int] = {}
    for record in run.trace:
        if record.kind == "criterion":
            first.setdefault((record.subject, str(record.detail[0])), record.time)
    found = []
    for name, objective in case.scenario.objectives.items():
        for each in objective.criteria:
            if isinstance(each, Observed):
                found.append(Judged(name, None, each.observe))
            else:
                key = (name, each.text)
                found.append(Judged(name, each, None, holds.get(key, False), first.get(key)))
    return tuple(found)


def read_wanted(run: Run) -> tuple[Wanted, ...]:
    """The messages that were read and wanted an answer or gave an estimate, by time."""
    plan = run.plan
    found = []
    for (message, reader), at in run.messages.known.items():
        row = plan.messages[message]
        due = run.messages.answers_due.get(message)
        slot = row.estimate[1]
        if due is not None or slot >= 0:
            role = plan.subjects[plan.roles[reader].subject]
            estimate = run.moment_of(slot) if slot >= 0 else None
            found.append(Wanted(plan.subjects[row.subject], role, at, due, estimate))
    return tuple(sorted(found, key=lambda each: (each.read, each.message, each.role)))
