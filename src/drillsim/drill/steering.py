"""Owns what a facilitator can choose from: what each component can suffer, and what is held in reserve.

What can be brought about is what compiles: an effect that the running plan refuses is not offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from drillsim.drill.commands import parse_command
from drillsim.engine.kernel.errors import CommandRefused

if TYPE_CHECKING:
    from drillsim.engine import Plan
    from drillsim.library import Case

Effect = Mapping[str, Any]


def faults_of(case: Case, plan: Plan, component: str) -> tuple[Effect, ...]:
    """The effects that can be brought about on a component, each as a command takes it under `do`."""
    row = case.topology.components.get(component)
    if row is None:
        return ()
    offered: list[Effect] = [
        {"fail": component},
        {"degrade": component, "to": 0.5},
        {"destabilise": component},
        {"corrupt": component, "share": 0.1},
        {"withhold": component},
        {"release": component},
        {"repair": component},
    ]
    if row.units is not None:
        offered.append({"fail": component, "units": 1})
    if row.first_of:
        offered.append({"switch": component})
    return tuple(effect for effect in offered if _compiles(plan, effect))


def _compiles(plan: Plan, effect: Effect) -> bool:
    try:
        parse_command(plan, {"do": dict(effect)})
    except CommandRefused:
        return False
    return True


def reserves_of(case: Case) -> tuple[str, ...]:
    """The messages that are held in reserve, to be sent by hand with `send`."""
    return tuple(name for name, inject in case.scenario.injects.items() if inject.reserve)
