"""What a role knows at a moment: what it has been told, what it is asked, what it owes. Nothing else leaves the model.

1. Only signals and injects carry truth into a view; a message counts from the moment this role has read it.
2. Questions put to a role, its own choices and what it owes are its own; it always knows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.engine.kernel.errors import CommandRefused
from drillsim.engine.people.decisions import APPROVING, CLOSED, OPEN
from drillsim.engine.people.obligations import MET, QUIET

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run


@dataclass(frozen=True, slots=True)
class Told:
    """A message that a role has read."""

    message: str
    at: int
    """When it was last read."""
    route: str
    estimate: int | None
    """The moment it makes people believe in, if it carries an estimate."""


@dataclass(frozen=True, slots=True)
class Question:
    """A decision put to a role."""

    decision: str
    asked_at: int
    options: tuple[str, ...]
    open: bool
    approving: bool
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Owed:
    """What a role owes."""

    obligation: str
    deadline: int
    met: bool


@dataclass(frozen=True, slots=True)
class View:
    """What a role knows at a moment."""

    role: str
    time: int
    told: tuple[Told, ...]
    questions: tuple[Question, ...]
    owed: tuple[Owed, ...]


def read_view(run: Run, role: str) -> View:
    """The view of a role as the run stands."""
    plan = run.plan
    names = [plan.subjects[row.subject] for row in plan.roles]
    if role not in names:
        raise CommandRefused(f"unknown role '{role}'", f"there are: {', '.join(names)}")
    number = names.index(role)
    read = sorted((at, message) for (message, reader), at in run.messages.known.items() if reader == number)
    return View(
        role,
        run.now,
        tuple(_told(run, message, at) for at, message in read),
        tuple(_question(run, i) for i, row in enumerate(plan.decisions) if row.role == number and _asked(run, i)),
        tuple(
            Owed(plan.subjects[row.subject], run.obligations.deadline[i], run.obligations.phase[i] == MET)
            for i, row in enumerate(plan.obligations)
            if row.role == number and run.obligations.phase[i] != QUIET
        ),
    )


def _asked(run: Run, decision: int) -> bool:
    return run.decisions.phase[decision] != CLOSED


def _told(run: Run, message: int, at: int) -> Told:
    plan = run.plan
    row = plan.messages[message]
    slot = row.estimate[1]
    estimate = run.moment_of(slot) if slot >= 0 else None
    return Told(plan.subjects[row.subject], at, plan.subjects[plan.routes[row.route].subject], estimate)


def _question(run: Run, decision: int) -> Question:
    row = run.plan.decisions[decision]
    phase, chosen = run.decisions.phase[decision], run.decisions.chosen[decision]
    return Question(
        run.plan.subjects[row.subject],
        run.decisions.asked_at[decision],
        tuple(option.name for option in row.options),
        phase == OPEN,
        phase == APPROVING,
        row.options[chosen].name if chosen >= 0 and phase != OPEN else None,
    )
