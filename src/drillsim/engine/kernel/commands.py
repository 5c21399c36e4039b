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
from drillsim.engine.people.decisions import OPEN

if TYPE_CHECKING:
    from drillsim.engine.kernel.pending import Moment
    from drillsim.engine.kernel.run import Run

_REASONS = {
    "not-asked": "it has not been asked yet",
    "already-decided": "it has been decided already",
    "skipped": "it has been skipped",
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


@dataclass(frozen=True, slots=True)
class Give:
    """Let an effect or a message wait for its time, or for a condition."""

    what: Act | Tell
    moment: Moment
    by: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back what waits, by the number of the command that gave it."""

    number: int
    by: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Close an open question without a choice."""

    decision: str
    by: str = ""
    at: int | None = None


Command = Decide | Act | Tell | Give | Withdraw | Skip


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
    elif isinstance(command, Tell):
        _check_receivers(run, command)
        _tell(run, command, number)
    elif isinstance(command, Give):
        _give(run, command, number)
    elif isinstance(command, Withdraw):
        waited = run.pending.withdraw(command.number)
        run.state.record("withdrawn", NONE, (number, command.by, command.number), (waited.record,))
    else:
        _skip(run, command, number)


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


def _act(run: Run, command: Act, number: int, causes: tuple[int, ...] = ()) -> None:
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
    record = state.record("command", row.subject, (number, command.by, row.verb), causes)
    run.effects.carry_out(replace(row, **moved), record)


def _check_receivers(run: Run, command: Tell) -> None:
    names = [run.plan.subjects[row.subject] for row in run.plan.roles]
    for role in command.to:
        if role not in names:
            raise CommandRefused(f"unknown role '{role}'", nearest_hint(role, names))
    routes = [run.plan.subjects[row.subject] for row in run.plan.routes]
    if command.route and command.route not in routes:
        raise CommandRefused(f"unknown route '{command.route}'", nearest_hint(command.route, routes))


def _tell(run: Run, command: Tell, number: int, causes: tuple[int, ...] = ()) -> None:
    plan, state = run.plan, run.state
    delay = 0
    if command.route:
        delay = next(state.values[row.delay] for row in plan.routes if plan.subjects[row.subject] == command.route)
    roles = {plan.subjects[row.subject]: row.subject for row in plan.roles}
    sent = state.record("command", NONE, (number, command.by, "tell"), causes)

    def read() -> None:
        for role in command.to:
            state.record("known", roles[role], (f"command/{number}", role), (sent,))

    if delay:
        run.later(state.now + delay, read)
    else:
        read()


def _give(run: Run, command: Give, number: int) -> None:
    what = command.what
    if isinstance(what, Tell):
        _check_receivers(run, what)
    run.pending.check(command.moment)
    subject, verb = (NONE, "tell") if isinstance(what, Tell) else (what.effect.subject, what.effect.verb)
    record = run.state.record("planned", subject, (number, command.by, verb))

    def act(causes: tuple[int, ...]) -> None:
        if isinstance(what, Tell):
            _tell(run, what, number, causes)
        else:
            _act(run, what, number, causes)

    run.pending.give(number, command.moment, record, act)


def _skip(run: Run, command: Skip, number: int) -> None:
    plan = run.plan
    decisions = {plan.subjects[row.subject]: i for i, row in enumerate(plan.decisions)}
    if command.decision not in decisions:
        raise CommandRefused(f"unknown decision '{command.decision}'", nearest_hint(command.decision, decisions))
    decision = decisions[command.decision]
    if run.decisions.phase[decision] != OPEN:
        raise CommandRefused(f"'{command.decision}' is not open", "only an open question can be skipped")
    record = run.state.record("command", plan.decisions[decision].subject, (number, command.by, "skip"))
    run.decisions.skip(decision, (record,))
