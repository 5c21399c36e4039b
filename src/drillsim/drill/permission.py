"""Owns what a seat may do and observe, before a run is asked.

1. A role decides, lets people work and sends messages; faults are the facilitator's.
2. What a question starts is begun by deciding, never by a role directly: nobody gets round whose question it is.
3. An observation belongs to a criterion that there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from drillsim.drill.commands import OF_FACILITATOR
from drillsim.drill.standing import decided_work
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.library import Case

OF_ROLES: Final = frozenset({"start", "cancel", "send", "call"})
"""The effects that a role may bring about by itself."""


def check_permission(case: Case, written: Mapping[str, Any], by: str) -> None:
    """Refuses what only the facilitator may do; the facilitator is nobody by name."""
    if not by:
        return
    effect = written.get("do")
    verbs = [key for key in effect if key in OF_ROLES] if isinstance(effect, Mapping) else []
    allowed = bool(verbs) or "decide" in written or "tell" in written
    if not allowed or not OF_FACILITATOR.isdisjoint(written):
        raise CommandRefused(
            _("only the facilitator may do this"), _("a role decides, starts and cancels tasks, sends and calls")
        )
    if isinstance(effect, Mapping) and str(effect.get("start", "")) in decided_work(case) - {""}:
        raise CommandRefused(
            _("'{name}' is begun by deciding").format(name=effect["start"]),
            _("it comes with a question; whoever is asked decides, and whoever must approve is asked"),
        )


def check_criterion(case: Case, objective: str, criterion: int) -> None:
    """Refuses an objective or a criterion that the scenario does not have."""
    objectives = case.scenario.objectives
    if objective not in objectives:
        raise CommandRefused(_("there is no objective '{name}'").format(name=objective))
    count = len(objectives[objective].criteria)
    if not 0 <= criterion < count:
        raise CommandRefused(_("'{name}' has {count} criteria").format(name=objective, count=count))
