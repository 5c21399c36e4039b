"""What people were asked and what they owed in a run: read from its trace, with the choices that stood beforehand.

1. A question has one answer each time it is asked. A choice that stood for a question that was never asked, or not
   again, was not taken: it is told as not asked.
2. A question nobody answered is open. Who reads this can see that nobody was going to answer it: no choice stood.
3. A choice that was refused leaves its question open; it is told with its reason.
4. What was owed is met, met late, missed, or still owed; each time it was owed is told on its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drillsim.engine import Order, Plan, Record, Trace

NOT_ASKED: Final = "not-asked"
OPEN: Final = "open"
CHOSEN: Final = "chosen"
DECIDED: Final = "decided"
EFFECTIVE: Final = "effective"

NOT_OWED: Final = "not-owed"
OWED: Final = "owed"
MET: Final = "met"
MISSED: Final = "missed"
LATE: Final = "late"


@dataclass(frozen=True, slots=True)
class Refused:
    """A choice that was not to be had."""

    time: int
    option: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One question, each time it was asked, and how it was answered; times in ms, None where it never came to that."""

    decision: str
    role: str
    state: str = NOT_ASKED
    """not-asked, open, chosen (the authority has not answered yet), decided, or effective."""
    option: str | None = None
    """What was chosen; of a question that is not answered, the choice that stands for it."""
    asked: int | None = None
    chosen: int | None = None
    decided: int | None = None
    effective: int | None = None
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed, each time it was owed; times in ms, None where it never came to that."""

    obligation: str
    role: str
    state: str = NOT_OWED
    """not-owed, owed, met, missed, or late: missed, and met after all."""
    owed: int | None = None
    due: int | None = None
    met: int | None = None


def read_answers(plan: Plan, trace: Trace, orders: Iterable[Order] = ()) -> tuple[Answer, ...]:
    """Every question of a plan in its order, each time it was asked; `orders` are the choices that stood."""
    standing: dict[str, list[Order]] = {plan.subjects[row.subject]: [] for row in plan.decisions}
    for order in sorted(orders, key=lambda one: one.at):
        standing[plan.subjects[plan.decisions[order.decision].subject]].append(order)
    found: dict[str, list[Answer]] = {name: [] for name in standing}
    for record in trace:
        if record.subject in found:
            _hear(plan, record, found[record.subject], standing[record.subject])
    answers: list[Answer] = []
    for row in plan.decisions:
        name, role = plan.subjects[row.subject], plan.subjects[plan.roles[row.role].subject]
        left = [row.options[order.option].name for order in standing[name]]
        for answer in found[name]:
            waits = answer.state == OPEN and left
            answers.append(replace(answer, option=left.pop(0)) if waits else answer)
        answers += [Answer(name, role, option=option) for option in left]
        if not found[name] and not standing[name]:
            answers.append(Answer(name, role))
    return tuple(answers)


def _hear(plan: Plan, record: Record, answers: list[Answer], standing: list[Order]) -> None:
    """What one record says of a question."""
    word = str(record.detail[0]) if record.detail else ""
    if record.kind == "asked":
        answers.append(Answer(record.subject, word, OPEN, asked=record.time))
    if not answers:
        return
    last = answers[-1]
    if record.kind == "refused":
        answers[-1] = replace(last, refused=(*last.refused, Refused(record.time, word, str(record.detail[1]))))
        _taken(plan, record.time, word, standing)
    elif record.kind == "chosen":
        answers[-1] = replace(last, state=CHOSEN, option=word, chosen=record.time)
        _taken(plan, record.time, word, standing)
    elif record.kind == "decided":
        if last.chosen is None:
            _taken(plan, record.time, word, standing)
        answers[-1] = replace(
            last, state=DECIDED, option=word, chosen=record.time if last.chosen is None else last.chosen,
            decided=record.time,
        )  # fmt: skip
    elif record.kind == "effective":
        # work that a choice started may be done when the question has been asked again
        place = next(
            (at for at, its in enumerate(answers) if its.option == word and its.state == DECIDED), len(answers) - 1
        )
        answers[place] = replace(answers[place], state=EFFECTIVE, effective=record.time)


def _taken(plan: Plan, time: int, option: str, standing: list[Order]) -> None:
    """A choice that stood has been used, if it was this one."""
    for place, order in enumerate(standing):
        if plan.decisions[order.decision].options[order.option].name == option and order.at <= time:
            del standing[place]
            return


def read_refusals(plan: Plan, trace: Trace) -> tuple[Record, ...]:
    """Every record of a choice that was refused, in order."""
    questions = {plan.subjects[row.subject] for row in plan.decisions}
    return tuple(record for record in trace if record.kind == "refused" and record.subject in questions)


def read_duties(plan: Plan, trace: Trace) -> tuple[Duty, ...]:
    """Every obligation of a plan in its order, each time it was owed."""
    roles = {plan.subjects[row.subject]: plan.subjects[plan.roles[row.role].subject] for row in plan.obligations}
    found: dict[str, list[Duty]] = {name: [] for name in roles}
    for record in trace:
        duties = found.get(record.subject)
        if duties is None:
            continue
        if record.kind == "owed":
            duties.append(Duty(record.subject, str(record.detail[0]), OWED, record.time, int(record.detail[1])))
        elif record.kind == "met" and duties:
            state = LATE if record.detail == ("late",) else MET
            duties[-1] = replace(duties[-1], state=state, met=record.time)
        elif record.kind == "missed-obligation" and duties:
            duties[-1] = replace(duties[-1], state=MISSED)
    return tuple(duty for name, role in roles.items() for duty in (found[name] or [Duty(name, role)]))
