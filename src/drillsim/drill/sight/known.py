"""Owns what some roles know of a trace: the records that were told to them, and nothing else.

1. A message counts from the moment a role has read it, and says when it was sent.
2. What a role is asked, decides and owes is its own. What it did by command is its own too.
3. Whatever a player sees is made from this, and from what is written in the topology and the questions put to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drillsim.engine import Plan, Record, Trace

OF_DECISIONS = frozenset({"asked", "chosen", "decided", "effective", "refused", "skipped"})
OF_OBLIGATIONS = frozenset({"owed", "met", "missed-obligation"})


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that a role has read."""

    message: str
    role: str
    at: int
    sent_at: int
    record: int


class Known:
    """What some roles know of a trace that is still growing."""

    def __init__(self, plan: Plan, roles: frozenset[str]) -> None:
        subjects = plan.subjects
        self._roles = roles
        self._deciders = {subjects[row.subject]: subjects[plan.roles[row.role].subject] for row in plan.decisions}
        self._owers = {subjects[row.subject]: subjects[plan.roles[row.role].subject] for row in plan.obligations}
        self.records: list[Record] = []
        """The records that these roles know of, in order, without what caused them."""
        self.letters: list[Letter] = []
        self.owed: dict[str, int] = {}
        """By obligation: since when it is owed."""
        self._read = 0
        self._trace: Trace | None = None

    def has_news(self, trace: Trace) -> bool:
        """Whether a trace holds something for these roles that has not been read."""
        if trace is not self._trace:
            return True
        return any(self._concerns(trace[place]) for place in range(self._read, len(trace)))

    def follow(self, trace: Trace) -> None:
        """Reads what has been added to a trace; another trace is read from its start."""
        if trace is not self._trace or len(trace) < self._read:
            self._trace, self._read = trace, 0
            self.records, self.letters, self.owed = [], [], {}
        for place in range(self._read, len(trace)):
            record = trace[place]
            if self._concerns(record):
                self.records.append(replace(record, causes=()))
                if record.kind == "owed":
                    self.owed[record.subject] = record.time
                elif record.kind == "known":
                    self.letters.append(_letter(trace, record))
        self._read = len(trace)

    def _concerns(self, record: Record) -> bool:
        kind, detail = record.kind, record.detail
        if kind == "known":
            return str(detail[-1]) in self._roles
        if kind in OF_DECISIONS:
            return self._deciders.get(record.subject) in self._roles
        if kind in OF_OBLIGATIONS:
            return self._owers.get(record.subject) in self._roles
        return kind == "command" and len(detail) > 1 and detail[1] in self._roles


def _letter(trace: Trace, record: Record) -> Letter:
    sent = next((trace[cause] for cause in record.causes if trace[cause].kind in {"sent", "command"}), record)
    by_hand = len(record.detail) > 1
    message = str(record.detail[0]) if by_hand else record.subject
    return Letter(message, str(record.detail[-1]), record.time, sent.time, record.position)
