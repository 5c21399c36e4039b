"""Inputs to a run: what a person, a facilitator or a policy may do to it.

1. A command names things by id; a bad one is refused with a reason and changes nothing.
2. A command acts at the moment the run has reached; its draws come from streams of its own, so it moves no draw of
   the scenario.
3. A standing order is a decision given in advance; it acts when its question is open and its time has come.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, EffectRow
from drillsim.engine.kernel.draws import stream_key
from drillsim.engine.kernel.errors import CommandRefused, nearest_hint

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run

_REASONS = {
    "not-asked": "it has not been asked yet",
    "already-decided": "it has been decided already",
    "forbidden": "it is forbidden",
    "condition": "its condition does not hold",
}


@dataclass(frozen=True, slots=True)
class Decide:
    """Answer an open question."""

    decision: str
    option: str
    by: str = ""
    """The role that answers; empty for the facilitator."""
    approved: bool = False
    """The authority has agreed beforehand."""
    at: int | None = None
    """The moment it is meant for; now if absent."""


@dataclass(frozen=True, slots=True)
class Act:
    """Carry out an effect: a fault, a repair, a start, a setting."""

    effect: EffectRow
    values: tuple[int, ...] = ()
    """Numbers the effect refers to, by slots that follow those of the plan."""
    by: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Tell:
    """Bring a message to some roles at once, or after the delay of a route; its words stay with the command."""

    to: tuple[str, ...]
    route: str = ""
    """The route it travels; read at once if empty."""
    by: str = ""
    at: int | None = None


Command = Decide | Act | Tell


def submit(run: Run, command: Command, number: int) -> None:
    """Carry a command out, or raise CommandRefused."""
    if command.at is not None and command.at != run.now:
        when = "has passed" if command.at < run.now else "has not come yet"
        raise CommandRefused(f"the moment {command.at} {when}; the run is at {run.now}")
    _check_author(run, command.by)
    if isinstance(command, Decide):
        _decide(run, command, number)
    elif isinstance(command, Act):
        _act(run, command, number)
    else:
        _tell(run, command, number)


def find_option(run: Run, decision: str, option: str) -> tuple[int, int]:
    """The rows of a decision and its option, or a refusal that names the nearest."""
    plan = run.plan
    names = {plan.subjects[row.subject]: i for i, row in enumerate(plan.decisions)}
    if decision not in names:
        raise CommandRefused(f"unknown decision '{decision}'", nearest_hint(decision, names))
    row = plan.decisions[names[decision]]
    options = [one.name for one in row.options]
    if option not in options:
        raise CommandRefused(f"'{decision}' does not offer '{option}'", f"it offers {', '.join(options)}")
    return names[decision], options.index(option)


def _decide(run: Run, command: Decide, number: int) -> None:
    decision, option = find_option(run, command.decision, command.option)
    plan = run.plan
    row = plan.decisions[decision]
    _check_authority(run, command, row.role)
    reason = run.decisions.refusal(decision, option)
    if reason:
        raise CommandRefused(f"'{command.decision} {command.option}' cannot be chosen: {_REASONS[reason]}")
    record = run.state.record("command", row.subject, (number, command.by, command.option))
    run.decisions.choose(decision, option, (record,), approved=command.approved)


def _check_authority(run: Run, command: Decide, role: int) -> None:
    """Only the role that is asked, or its deputy, may answer; nobody approves his own choice."""
    if not command.by:
        return
    plan = run.plan
    asked = plan.roles[role]
    allowed = [plan.subjects[asked.subject]]
    if asked.deputy >= 0:
        allowed.append(plan.subjects[plan.roles[asked.deputy].subject])
    if command.by not in allowed:
        raise CommandRefused(
            f"'{command.by}' has no authority over '{command.decision}'", f"it is asked of '{allowed[0]}'"
        )
    if command.approved:
        raise CommandRefused(
            f"'{command.by}' cannot approve its own choice", "leave approved out; the authority will be asked"
        )


def _check_author(run: Run, by: str) -> None:
    names = [run.plan.subjects[role.subject] for role in run.plan.roles]
    if by and by not in names:
        raise CommandRefused(f"unknown role '{by}'", nearest_hint(by, names))


def _act(run: Run, command: Act, number: int) -> None:
    state = run.state
    row = command.effect
    offset = len(state.values) - len(run.plan.slots.values)
    state.values.extend(command.values)
    first = len(run.plan.slots.values)
    moved = {
        name: slot + offset
        for name in ("after", "chance", "lasts", "until_clock")
        if (slot := getattr(row, name)) >= first
    }
    if row.after >= 0 or row.chance >= 0:
        moved["stream"] = state.draws.add(stream_key(str(row.subject), "after", f"command/{number}"))
        state.draws.add(stream_key(str(row.subject), "chance", f"command/{number}"))
    record = state.record("command", row.subject, (number, command.by, row.verb))
    run.effects.carry_out(replace(row, **moved), record)


def _tell(run: Run, command: Tell, number: int) -> None:
    plan = run.plan
    routes = {plan.subjects[row.subject]: i for i, row in enumerate(plan.routes)}
    roles = {plan.subjects[row.subject]: i for i, row in enumerate(plan.roles)}
    for role in command.to:
        if role not in roles:
            raise CommandRefused(f"unknown role '{role}'", nearest_hint(role, roles))
    delay = 0
    if command.route:
        if command.route not in routes:
            raise CommandRefused(f"unknown route '{command.route}'", nearest_hint(command.route, routes))
        delay = run.state.values[plan.routes[routes[command.route]].delay]
    state = run.state
    sent = state.record("command", NONE, (number, command.by, "tell"))

    def read() -> None:
        for role in command.to:
            state.record("known", plan.roles[roles[role]].subject, (f"command/{number}", role), (sent,))

    if delay:
        run.later(state.now + delay, read)
    else:
        read()
