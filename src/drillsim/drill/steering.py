"""Owns what a facilitator can choose from: what each thing can suffer, what is held in reserve, what waits.

1. What can be brought about is what compiles: an effect that the running plan refuses is not offered.
2. An id names a fault for good; its title is in the language in use and may be asked for anew when that changes.
3. What waits is known to the run; its words stand in the journal. Nobody but the facilitator is shown either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drillsim.drill.commands import parse_command
from drillsim.engine.arrays import NEVER
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.model.conditions import written as condition_text
from drillsim.telling.figures import share
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.drill.session import Drill
    from drillsim.engine import Plan
    from drillsim.library import Case

Effect = Mapping[str, Any]
_DEGREES = (75, 50, 25)
"""The levels to which something can be degraded, in percent."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that can be brought about on a thing."""

    id: str
    effect: Effect
    """As a command takes it under `do`."""
    title: str
    """What it is called, in the language in use."""


@dataclass(frozen=True, slots=True)
class PendingInject:
    """An inject that waits for its moment."""

    number: int
    """By which it can be withdrawn."""
    at: int | None
    """When it acts, in ms from the start; nothing if it waits for a condition."""
    when: str
    """The condition that it waits for; empty if it waits for a time."""
    command: Mapping[str, Any]
    """What was commanded: an effect under `do`, or a message under `tell`."""


def faults_of(case: Case, plan: Plan, name: str) -> tuple[Fault, ...]:
    """What can be brought about on a component, limit, line, crew, job or task."""
    return tuple(fault for fault in _offered(case, plan, name) if _compiles(plan, fault.effect))


def _offered(case: Case, plan: Plan, name: str) -> Iterator[Fault]:
    topology = case.topology
    works = {**topology.jobs, **topology.tasks, **case.scenario.tasks}
    if name in topology.components:
        yield from _of_component(case, name)
    elif name in topology.lines:
        yield from _of_line(name)
    elif name in topology.crews:
        yield from _of_crew(name, topology.crews[name].size)
    elif name in works:
        yield from _of_work(name)
    elif name in topology.backlogs:
        yield from _withholding(name)
    elif name in plan.index and plan.kinds[plan.index[name]] == "limit":
        yield from _of_limit(case, name)


def _of_component(case: Case, name: str) -> Iterator[Fault]:
    row = case.topology.components[name]
    yield Fault("fail", {"fail": name}, _("fails altogether"))
    if row.units is not None:
        count = row.units.count or sum(group.count for group in row.units.groups.values())
        for units in sorted({1, max(1, count // 2)}):
            title = _("{units} of {count} units fail").format(units=units, count=count)
            yield Fault(f"fail-{units}", {"fail": name, "units": units}, title)
    for percent in _DEGREES:
        title = _("does {share} of its work").format(share=share(percent * 10_000))
        yield Fault(f"degrade-{percent}", {"degrade": name, "to": percent / 100}, title)
    yield Fault("destabilise", {"destabilise": name}, _("comes and goes"))
    yield Fault("corrupt", {"corrupt": name, "share": 0.1}, _("gives wrong answers, one in ten"))
    yield Fault("expose", {"expose": name, "items": 1000}, _("lays 1,000 records open"))
    if row.capacity is not None:
        load = max(1, row.capacity.rate // 1000)
        yield Fault("surge", {"surge": name, "add": f"{load}/h"}, _("bears its full capacity of load more"))
    if row.first_of:
        yield Fault("switch", {"switch": name}, _("is switched over by hand"))
        for member in row.first_of:
            title = _("is switched to {name} by hand").format(name=member)
            yield Fault(f"switch-to-{member}", {"switch": name, "to": member}, title)
        title = _("no longer switches over")
        yield Fault("no-failover", {"set": f"{name}.failover.works", "to": 0}, title)
    yield from _withholding(name)
    yield Fault("repair", {"repair": name}, _("is repaired"))


def _of_limit(case: Case, name: str) -> Iterator[Fault]:
    component, _dot, own = name.rpartition(".")
    capacity = case.topology.components[component].limits[own].capacity // 1000
    yield Fault("fill", {"set": f"{name}.used", "to": capacity}, _("is full"))
    yield Fault("nearly-fill", {"set": f"{name}.used", "to": capacity * 9 // 10}, _("is nine tenths full"))
    yield Fault("empty", {"set": f"{name}.used", "to": 0}, _("is emptied"))


def _of_line(name: str) -> Iterator[Fault]:
    yield Fault("surge-2", {"surge": name, "by": 2}, _("twice as many customers come"))
    yield Fault("surge-5", {"surge": name, "by": 5}, _("five times as many customers come"))
    yield Fault("corrupt", {"corrupt": name, "share": 0.1}, _("gives wrong answers, one in ten"))
    yield Fault("expose", {"expose": name, "items": 1000}, _("lays 1,000 records open"))
    yield from _withholding(name)


def _of_crew(name: str, size: int) -> Iterator[Fault]:
    for people in sorted({0, size // 2, size}):
        title = _("{count} of {size} people are there").format(count=people, size=size)
        yield Fault(f"people-{people}", {"set": f"{name}.size", "to": people}, title)
    yield Fault("call", {"call": name}, _("is called in"))


def _of_work(name: str) -> Iterator[Fault]:
    yield Fault("fail", {"fail": name}, _("breaks off"))
    yield Fault("start", {"start": name}, _("is started"))
    yield Fault("cancel", {"cancel": name}, _("is cancelled"))
    yield from _withholding(name)


def _withholding(name: str) -> Iterator[Fault]:
    yield Fault("withhold", {"withhold": name}, _("is taken out of use"))
    yield Fault("release", {"release": name}, _("is taken into use again"))


def _compiles(plan: Plan, effect: Effect) -> bool:
    try:
        parse_command(plan, {"do": dict(effect)})
    except CommandRefused:
        return False
    return True


def reserves_of(case: Case) -> tuple[str, ...]:
    """The messages that are held in reserve, to be sent by hand with `send`."""
    return tuple(name for name, inject in case.scenario.injects.items() if inject.reserve)


def pending_of(drill: Drill) -> tuple[PendingInject, ...]:
    """The injects that wait on the branch that is played, in the order in which they were given."""
    waiting = drill.run.pending.waiting
    if not waiting:
        return ()
    commands = drill.branches.commands(drill.branch.id)
    return tuple(_pending(row.number, row.at, commands[row.number].data["do"]) for row in waiting.values())


def _pending(number: int, at: int, command: Mapping[str, Any]) -> PendingInject:
    when = condition_text(command["when"]) if "when" in command else ""
    return PendingInject(number, None if at == NEVER else at, when, command)


def correction(plan: Plan, message: str, estimate: str, says: str = "") -> dict[str, Any]:
    """The command that tells everybody who was told an estimate that it is another time now."""
    to = [
        plan.subjects[plan.roles[role].subject]
        for row in plan.messages
        if plan.subjects[row.subject] == message
        for role in row.to
    ]
    return {"tell": to, "corrects": message, "estimate": estimate, **({"says": says} if says else {})}
