"""Owns how a place at a drill comes about from the screen: a case begun with a wish, or a journal taken up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from drillsim.drill import Machine
    from drillsim.model.text import Text
    from drillsim.tui.seat import Seat


@dataclass(frozen=True, slots=True)
class Begin:
    """How somebody wants to begin."""

    case: Path
    role: str = ""
    """The role that is played; the whole team if none is named."""
    facilitator: bool = False
    seed: int = 1
    speed: int = 60
    blind: bool = False


def roles_of(case: Path) -> list[tuple[str, Text | None]]:
    """The roles of a case that are asked something, the one that is asked most first; all if none is."""
    from drillsim.library import load_scenario

    loaded = load_scenario(case)
    asked = [decision.to for decision in loaded.scenario.decisions.values()]
    roles = loaded.topology.roles
    ordered = sorted(roles, key=lambda role: -asked.count(role))
    return [(role, roles[role].title) for role in ordered if role in asked] or [
        (role, roles[role].title) for role in ordered
    ]


def begin_drill(wish: Begin, folder: Path, machine: Machine) -> Seat:
    """A seat at a new drill of a case."""
    from drillsim.drill import Wish, new_path, start_drill
    from drillsim.drill.inputs import scenario_id
    from drillsim.tui.seat import Seat

    roles = (wish.role,) if wish.role else ()
    path = new_path(folder, scenario_id(wish.case), machine.wall())
    drill = start_drill(Wish(wish.case, wish.seed, roles, blind=wish.blind), path, machine)
    drill.clock.set_speed(wish.speed)
    return Seat(drill, roles, facilitator=wish.facilitator)


def take_up(path: Path, machine: Machine) -> Seat:
    """A seat at the drill of a journal, for the roles it was begun with."""
    from drillsim.drill import resume_drill
    from drillsim.tui.seat import Seat

    drill = resume_drill(path, machine)
    return Seat(drill, drill.header.roles)
