"""Owns what a player sees of lines, systems, limits, backlogs and work: only what the messages read so far assert.

1. What was last reported holds until something else is. Reports count in the order in which they were sent.
2. An outage runs from the onset that was reported, so it jumps when news comes.
3. Work that its own choices began is known to be under way, until something is heard of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from drillsim.drill.sight.claims import TROUBLE, Claim, is_well
from drillsim.drill.sight.cutoffs import next_cutoff
from drillsim.drill.sight.efforts import likely_of
from drillsim.drill.sight.forms import clock_row, form_row
from drillsim.drill.sight.snapshot import (
    UNKNOWN,
    BacklogRow,
    LimitRow,
    LineRow,
    SystemRow,
    TaskRow,
)
from drillsim.engine.arrays import Entity

if TYPE_CHECKING:
    from drillsim.drill.sight.amounts import Amount
    from drillsim.drill.sight.known import Letter
    from drillsim.engine import Plan, Record
    from drillsim.model import Scenario, Topology

_ENDS = frozenset({"done", "failed", "abended", "missed"})


@dataclass(slots=True)
class Reported:
    """What was reported on one thing."""

    state: str = UNKNOWN
    since: int | None = None
    ill_since: int | None = None
    """The onset of what is wrong now."""
    spells: list[tuple[int, int]] = field(default_factory=list)
    """What was wrong before: from when to when."""

    def spells_to(self, now: int) -> list[tuple[int, int]]:
        """What was wrong so far, what is wrong now included."""
        return [*self.spells, *([(self.ill_since, now)] if self.ill_since is not None else [])]

    def hear(self, claim: Claim, sent_at: int) -> None:
        """Takes in one report; that something is in trouble adds nothing where it is known how badly."""
        onset = max(0, sent_at - claim.ago)
        if claim.state == TROUBLE:
            if self.state == UNKNOWN or is_well(self.state):
                self.state, self.since = TROUBLE, onset
            return
        if claim.state != self.state:
            self.state, self.since = claim.state, onset
        if not is_well(claim.state):
            self.ill_since = onset if self.ill_since is None else min(self.ill_since, onset)
        elif self.ill_since is not None:
            self.spells.append((self.ill_since, max(onset, self.ill_since)))
            self.ill_since = None


def read_reports(letters: Iterable[Letter], claims: Mapping[str, tuple[Claim, ...]]) -> dict[str, Reported]:
    """What was reported on each thing."""
    heard: dict[str, Reported] = {}
    for letter in sorted(letters, key=lambda each: (each.sent_at, each.record)):
        for claim in claims.get(letter.message, ()):
            heard.setdefault(claim.subject, Reported()).hear(claim, letter.sent_at)
    return heard


def line_rows(plan: Plan, heard: Mapping[str, Reported], told: Mapping[int, Amount], now: int) -> tuple[LineRow, ...]:
    """Every line as far as it was reported on."""
    rows = []
    for number, row in enumerate(plan.lines):
        name = plan.subjects[row.subject]
        report = heard.get(name, Reported())
        known = report.state not in (UNKNOWN, TROUBLE) or bool(report.spells)
        total = sum(end - start for start, end in report.spells_to(now))
        forms = tuple(
            form_row(plan, place, report if known else None, told, now)
            for place, each in enumerate(plan.tolerances)
            if each.line == number
        )
        clocks = tuple(clock_row(plan, each, now) for each in plan.deadlines if each.line == number)
        rows.append(LineRow(name, report.state, report.since, total if known else None, None, (*forms, *clocks)))
    return tuple(rows)


def system_rows(topology: Topology, heard: Mapping[str, Reported]) -> tuple[SystemRow, ...]:
    """Every component as far as it was reported on."""
    return tuple(
        SystemRow(name, heard[name].state, heard[name].since, None)
        if name in heard
        else SystemRow(name, UNKNOWN, None, None)
        for name in topology.components
    )


def limit_rows(plan: Plan, heard: Mapping[str, Reported], told: Mapping[int, Amount]) -> tuple[LimitRow, ...]:
    """Every limit as far as it was reported on."""
    rows = []
    used = {
        row.index: told[number]
        for number, row in enumerate(plan.measures)
        if number in told and row.entity == Entity.LIMIT and row.name == "used" and row.peak < 0
    }
    for number, row in enumerate(plan.limits):
        name = plan.subjects[row.subject]
        amount, as_of = used.get(number, (None, None))
        rows.append(LimitRow(name, heard[name].state if name in heard else UNKNOWN, amount, None, None, None, as_of))
    return tuple(rows)


def backlog_rows(plan: Plan, heard: Mapping[str, Reported], now: int) -> tuple[BacklogRow, ...]:
    """Every backlog with its cut-off; that it is empty is all that is ever reported."""
    names = [plan.subjects[row.subject] for row in plan.backlogs]
    empty = {name for name in names if name in heard and heard[name].state == "empty"}
    return tuple(
        BacklogRow(
            name, 0 if name in empty else None, None, None, None, *next_cutoff(plan, plan.slots.values, number, now)
        )
        for number, name in enumerate(names)
    )


def task_rows(
    scenario: Scenario, topology: Topology, records: Sequence[Record], heard: Mapping[str, Reported]
) -> tuple[TaskRow, ...]:
    """The work that these roles began by their choices and commands."""
    tasks: dict[str, Any] = {**topology.tasks, **scenario.tasks}
    rows: dict[str, TaskRow] = {}
    for record in records:
        for name in _begun(scenario, tasks, record):
            task = tasks[name]
            likely = likely_of(task)
            report = heard.get(name)
            state = report.state if report is not None and report.state in _ENDS else "started"
            expected = record.time + likely if state == "started" and likely else None
            rows[name] = TaskRow(name, state, record.time, task.crew or "", expected)
    return tuple(rows.values())


def _begun(scenario: Scenario, tasks: Mapping[str, Any], record: Record) -> tuple[str, ...]:
    if record.kind == "decided":
        option = scenario.decisions[record.subject].options[str(record.detail[0])]
        targets = [str(getattr(effect, "start", "")) for effect in option.do]
        return tuple(name for name in targets if name in tasks)
    if record.kind == "command" and record.detail[-1] == "start" and record.subject in tasks:
        return (record.subject,)
    return ()
