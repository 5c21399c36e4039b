"""Owns what the account of a run is told from: the run, and everything that its inputs were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drillsim.engine import Order, Plan, Run
    from drillsim.library import Case


@dataclass(frozen=True)
class Asked:
    """What a command line asks a run to be."""

    name: str
    seed: int
    policy: str | None
    changes: tuple[str, ...]
    settings: tuple[str, ...]
    unpinned: bool = False
    clock_times: bool = False


@dataclass(frozen=True)
class Simulated:
    """A run with everything that its inputs were."""

    asked: Asked
    case: Case
    plan: Plan
    policy: str
    orders: tuple[Order, ...]
    """The choices that stand because of the policy."""
    run: Run
    then: Run | None = None
    """The run as published whose reaction times are kept; none if this is no what-if."""
    pinned: bool = False
    """Whether published task ends hold, and durations are as likely."""


def newly_open(told: Simulated) -> tuple[str, ...]:
    """The questions that only the what-if asks, or only it leaves open: nobody knows how they would be answered."""
    from drillsim.drill import left_open

    if told.then is None:
        return ()
    known = left_open(told.then)
    return tuple(name for name in left_open(told.run) if name not in known)
