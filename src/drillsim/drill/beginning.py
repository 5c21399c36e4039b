"""Owns how a drill begins: anew from a scenario, or taken up from its journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from drillsim.drill.attaching import refuse_left_over
from drillsim.drill.inputs import build_case, compile_located, kept_inputs, read_inputs, text_of
from drillsim.drill.journal import Header, JournalProblem, create_journal, open_journal
from drillsim.drill.machine import Machine
from drillsim.drill.policies import POLICIES, default_policy
from drillsim.drill.session import Drill
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.drill.journal import Disk
    from drillsim.drill.journal.reading import Read
    from drillsim.engine import Plan
    from drillsim.library import Case


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants a new drill to be."""

    name: str | Path
    """A scenario, by id or file."""
    seed: int = 1
    roles: tuple[str, ...] = ()
    """The roles that are played; all of them if none is named."""
    policy: str | None = None
    """Who decides for the others; as published where choices were published, else the contingency plan."""
    fog: bool = True
    blind: bool = False
    changes: tuple[str, ...] = ()
    sets: dict[str, str] = field(default_factory=dict)


def start_drill(wish: Wish, path: Path, machine: Machine | None = None, disk: Disk | None = None) -> Drill:
    """A new drill, its journal at a path."""
    machine = machine or Machine()
    documents = read_inputs(wish.name)
    case = build_case(documents, wish.changes, wish.sets)
    plan = compile_located(case)
    _check_roles(plan, wish.roles)
    policy = wish.policy or default_policy(plan)
    if policy not in POLICIES:
        raise CommandRefused(
            _("there is no policy '{name}'").format(name=policy),
            _("there are: {names}").format(names=", ".join(POLICIES)),
        )
    header = Header(
        drillsim=version("drillsim"),
        topology=text_of(documents.topology),
        scenario=text_of(documents.scenario),
        topology_id=case.topology.id,
        scenario_id=case.scenario.id,
        seed=wish.seed,
        policy=policy,
        roles=wish.roles,
        lang=language_in_use(),
        fog=wish.fog,
        blind=wish.blind,
        changes=wish.changes,
        sets=wish.sets,
    )
    journal = create_journal(path, header, machine.wall, disk)
    return Drill(header, case, plan, journal, machine)


def _check_roles(plan: Plan, roles: Sequence[str]) -> None:
    names = [plan.subjects[row.subject] for row in plan.roles]
    for role in roles:
        if role not in names:
            raise CommandRefused(
                _("there is no role '{name}'").format(name=role),
                _("there are: {names}").format(names=", ".join(names)),
            )


def resume_drill(path: Path, machine: Machine | None = None, disk: Disk | None = None) -> Drill:
    """The drill of a journal, as it was when it was left; its clock stands."""
    machine = machine or Machine()
    journal, read = open_journal(path, machine.wall, disk)
    try:
        drill = _taken_up(read, Drill(*_built(read), journal, machine))
    except BaseException:
        journal.close()
        raise
    refuse_left_over(path)
    return drill


def _built(read: Read) -> tuple[Header, Case, Plan]:
    header = read.header
    case = build_case(kept_inputs(header), header.changes, header.sets or {})
    return header, case, compile_located(case)


def _taken_up(read: Read, drill: Drill) -> Drill:
    """The drill, held against what its journal says it was."""
    notices = list(read.notices)
    written, same = read.header.drillsim, read.header.drillsim == version("drillsim")
    try:
        agrees = drill.take_up(read.entries)
    except CommandRefused as refused:
        agrees, why = False, refused.message
    else:
        why = ""
    if agrees is False:
        raise JournalProblem(
            _("replaying the journal"),
            Path(drill.path),
            _("it does not come out as it was; it was written by drillsim {version}").format(version=written)
            + (f": {why}" if why else ""),
            _("take it up with drillsim {version}, or start a new drill").format(version=written),
        )
    if not same:
        notices.append(
            _("this drill was begun with drillsim {version}; it replays identically with this one").format(
                version=written
            )
            if agrees
            else _(
                "this drill was begun with drillsim {version}; nothing in it shows whether it replays identically"
            ).format(version=written)
        )
    drill.notices = tuple(notices)
    return drill
