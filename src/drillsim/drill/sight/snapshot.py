"""Owns the shape of what a seat sees: ids, codes and numbers; the words are found by whoever shows them.

1. `None` means that nothing was reported. It never means that all is well.
2. Times are ms from the start, shares millionths, amounts in the unit that a form names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drillsim.engine import Record
    from drillsim.model.text import Text

UNKNOWN = ""
"""The state of what nobody has reported on."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One form of a line's tolerance."""

    name: str
    unit: str
    """ms, items, money, share, rate, or clock."""
    used: int | None
    allowed: int
    share: int | None
    """How much of it is used, in millionths."""
    left: int | None
    """How long until it is breached at the present rate, or a clock form is tested; nothing if it does not grow."""
    breached: bool | None
    breach_at: int | None = None
    """The moment at which it was breached, or will be at the present rate."""
    as_of: int | None = None
    """When the number was reported, where it does not run by itself; it is then at least that much."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A business line."""

    line: str
    state: str
    """up, degraded, down, withheld, closed, out (how badly is not known), trouble, or empty: no report."""
    since: int | None
    """Since when it has been so."""
    outage: int | None
    """How long it has been out altogether."""
    level: int | None
    """The share of customers served."""
    forms: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A component."""

    component: str
    state: str
    """up, degraded, down, unstable, withheld, full, alarming, trouble (bad numbers), or empty: no report."""
    since: int | None
    level: int | None


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A message that was read."""

    message: str
    """The id of the signal or inject; of a message given by hand, its number."""
    role: str
    at: int
    """When it was read."""
    sent_at: int
    route: str
    sender: str
    says: Text | None
    estimate: int | None
    """The moment it makes people believe in."""
    answer_by: int | None
    record: int
    """Where it stands in the trace."""
    kind: str = "message"
    """message, hint (the facilitator's), or correction: of an estimate that was given before."""
    corrects: str = ""
    """The message whose estimate it corrects."""


@dataclass(frozen=True, slots=True)
class EffortRow:
    """What work that an option brings is likely to cost."""

    work: str
    """The task or job that it starts, or the pair that it switches by hand."""
    takes: int
    people: tuple[tuple[str, int], ...]
    """(crew, how many of it)."""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One way to answer a question."""

    option: str
    authority: str
    takes: int | None
    """How long its own work is likely to take."""
    crew: str
    available: bool
    """Whether it can be chosen now."""
    efforts: tuple[EffortRow, ...] = ()
    """What the work that it brings is likely to cost."""

    @property
    def lasts(self) -> int | None:
        """How long all that it brings is likely to take; nothing if it takes no time."""
        return max([self.takes or 0, *(effort.takes for effort in self.efforts)]) or None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A question."""

    decision: str
    role: str
    state: str
    """open, approving, decided, effective, or skipped: closed without a choice."""
    asked_at: int
    chosen: str
    options: tuple[OptionRow, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Work that was begun."""

    task: str
    state: str
    """waiting, running, done, failed, or started: nothing has been heard of it since."""
    since: int
    crew: str
    expected: int | None
    """When it should be done, if it takes as long as is likely."""


@dataclass(frozen=True, slots=True)
class LimitRow:
    """Something that fills up."""

    limit: str
    state: str
    """below, alarming, full, or empty: no report."""
    used: int | None
    capacity: int | None
    full_in: int | None
    """How long until it is full at the present rate."""
    full_at: int | None = None
    """The moment at which it is full at the present rate."""
    as_of: int | None = None
    """When `used` was reported, if somebody reported it; it is then at least that much."""


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """Where items wait."""

    backlog: str
    waiting: int | None
    growth: int | None
    """By how many items an hour it grows, in thousandths."""
    empty_in: int | None
    empty_at: int | None = None
    """The moment at which it is empty at the present rate."""
    cutoff_at: int | None = None
    """The next moment at which what waits here becomes overdue."""
    cutoff_line: str = ""
    """The line whose cut-off that is."""


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """Something owed."""

    obligation: str
    role: str
    deadline: int
    state: str
    """owed, met, missed or late."""
    owed_at: int | None = None
    """Since when it is owed."""
    trigger: str = ""
    """The condition that started its clock, as it was written."""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """What somebody observed about a criterion."""

    at: int
    by: str
    text: str
    rating: str


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion of an objective."""

    condition: str
    """What the trace checks, as it was written; empty if an observer marks it."""
    observe: Text | None
    """What an observer looks for."""
    met_at: int | None
    """When it first came to hold."""
    holds: bool | None
    """Whether it holds now; nothing if an observer marks it."""
    marks: tuple[MarkRow, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """What the drill is meant to show; shown to the facilitator, and to all once the drill is over."""

    objective: str
    criteria: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class ActRow:
    """Whose act a record of a command is."""

    record: int
    """Where the record stands in the trace."""
    role: str
    """Empty if it was the facilitator."""
    why: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PendingRow:
    """An inject that waits for its moment; shown to the facilitator only."""

    number: int
    """By which it can be withdrawn."""
    at: int | None
    """When it acts; nothing if it waits for a condition."""
    when: str
    """The condition it waits for, as it was written."""
    what: str
    """do or tell."""
    effect: str
    """The effect as it was written, or the words of the message."""
    to: tuple[str, ...]
    """Who is told."""


@dataclass(frozen=True, slots=True)
class ReserveRow:
    """A message held in reserve; shown to the facilitator only."""

    inject: str
    to: tuple[str, ...]
    says: Text | None
    sent: bool
    """Whether it has been sent already."""


@dataclass(frozen=True, slots=True)
class Series:
    """A number over time."""

    kind: str
    """demand, stopped (machines), units (other units stopped), waiting (messages on a route), backlog (items) or read
    (messages read)."""
    subject: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a seat sees at a moment; a part that has not changed is the very object it was at the last look."""

    roles: tuple[str, ...]
    """Whose knowledge it is; of nobody if it is the truth."""
    truth: bool
    time: int
    ended: bool
    branch: str
    lines: tuple[LineRow, ...]
    systems: tuple[SystemRow, ...]
    inbox: tuple[InboxRow, ...]
    decisions: tuple[DecisionRow, ...]
    tasks: tuple[TaskRow, ...]
    limits: tuple[LimitRow, ...]
    backlogs: tuple[BacklogRow, ...]
    obligations: tuple[ObligationRow, ...]
    timeline: tuple[Record, ...]
    """What happened, as far as these roles know of it."""
    charts: tuple[Series, ...]
    pending: tuple[PendingRow, ...] = ()
    """The injects that wait; nothing for players."""
    reserves: tuple[ReserveRow, ...] = ()
    """The messages held in reserve; nothing for players."""
    objectives: tuple[ObjectiveRow, ...] = ()
    """What the drill is meant to show, and how far it has; nothing for players before the end."""
    acts: tuple[ActRow, ...] = ()
    """Whose act the commands in the timeline are, and why."""
    reported: tuple[str, ...] = ()
    """Everything that the messages read so far speak of; nothing where the truth is seen."""
