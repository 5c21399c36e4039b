"""Owns what the facilitator sees of injects: those that wait for their moment, and those held in reserve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from drillsim.drill.sight.snapshot import PendingRow, ReserveRow
from drillsim.drill.steering import pending_of, reserves_of

if TYPE_CHECKING:
    from drillsim.drill.session import Drill


def pending_rows(drill: Drill) -> tuple[PendingRow, ...]:
    """Every inject that waits."""
    return tuple(_pending(row.number, row.at, row.when, row.command) for row in pending_of(drill))


def _pending(number: int, at: int | None, when: str, command: Mapping[str, Any]) -> PendingRow:
    if "do" in command:
        effect = ", ".join(f"{key}: {value}" for key, value in command["do"].items())
        return PendingRow(number, at, when, "do", effect, ())
    to = command["tell"]
    roles = tuple(map(str, to)) if isinstance(to, list) else (str(to),)
    return PendingRow(number, at, when, "tell", str(command.get("says", "")), roles)


def reserve_rows(drill: Drill) -> tuple[ReserveRow, ...]:
    """Every message held in reserve."""
    sent = drill.run.messages.sent
    numbers = {drill.plan.subjects[row.subject]: number for number, row in enumerate(drill.plan.messages)}
    injects = drill.case.scenario.injects
    return tuple(
        ReserveRow(name, tuple(injects[name].to), injects[name].says, sent[numbers[name]] > 0)
        for name in reserves_of(drill.case)
    )
