"""Owns what a role always sees: the questions put to it and what it owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.drill.sight.efforts import efforts_of, likely_of
from drillsim.drill.sight.snapshot import DecisionRow, ObligationRow, OptionRow
from drillsim.engine.people.decisions import APPROVING, CLOSED, DECIDED, EFFECTIVE, OPEN, SKIPPED
from drillsim.engine.people.obligations import LATE, MET, MISSED, OWED, QUIET

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from drillsim.drill.sight.snapshot import EffortRow
    from drillsim.engine import Run
    from drillsim.model import Scenario, Topology
    from drillsim.model.people import Option

_PHASES = {
    OPEN: "open",
    APPROVING: "approving",
    DECIDED: "decided",
    EFFECTIVE: "effective",
    SKIPPED: "skipped",
}
_OWED = {OWED: "owed", MET: "met", MISSED: "missed", LATE: "late"}


def decision_rows(
    run: Run, topology: Topology, scenario: Scenario, roles: Collection[str] | None
) -> tuple[DecisionRow, ...]:
    """The questions that were put to some roles, or to anybody."""
    plan = run.plan
    rows = []
    for number, row in enumerate(plan.decisions):
        role = plan.subjects[plan.roles[row.role].subject]
        phase = run.decisions.phase[number]
        if phase == CLOSED or (roles is not None and role not in roles):
            continue
        name, chosen = plan.subjects[row.subject], run.decisions.chosen[number]
        options = scenario.decisions[name].options
        rows.append(
            DecisionRow(
                decision=name,
                role=role,
                state=_PHASES[phase],
                asked_at=run.decisions.asked_at[number],
                chosen=row.options[chosen].name if chosen >= 0 and phase != OPEN else "",
                options=tuple(
                    _option(
                        options[each.name],
                        each.name,
                        efforts_of(topology, scenario, options[each.name]),
                        available=run.decisions.refusal(number, place) == "",
                    )
                    for place, each in enumerate(row.options)
                ),
            )
        )
    return tuple(sorted(rows, key=lambda each: each.asked_at))


def _option(option: Option, name: str, efforts: tuple[EffortRow, ...], *, available: bool) -> OptionRow:
    return OptionRow(name, option.authority or "", likely_of(option) or None, option.crew or "", available, efforts)


def obligation_rows(run: Run, roles: Collection[str] | None, owed: Mapping[str, int]) -> tuple[ObligationRow, ...]:
    """What some roles owe or owed, or anybody does; `owed` says since when."""
    plan = run.plan
    return tuple(
        ObligationRow(
            name := plan.subjects[row.subject],
            role,
            run.obligations.deadline[number],
            _OWED[phase],
            owed.get(name),
            plan.conditions[row.condition].text,
        )
        for number, row in enumerate(plan.obligations)
        if (phase := run.obligations.phase[number]) != QUIET
        and (role := plan.subjects[plan.roles[row.role].subject])
        and (roles is None or role in roles)
    )
