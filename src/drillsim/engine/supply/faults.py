"""Faults set on components: they stack by cause, the worst counts, a repair takes away all that were set on it.

1. fail is dead (0), destabilise is unstable, degrade is partial; corrupt makes answers wrong.
2. A unit that failed makes the work routed to it fail; a unit that stopped is seen to be out (units.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE, Entity
from drillsim.engine.supply.bounds import FAULT

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.levels import Levels

DEAD, UNSTABLE, PARTIAL = "dead", "unstable", "partial"
WRONG = "wrong"


@dataclass(slots=True)
class Fault:
    """One fault in force."""

    mode: str
    level: int
    record: int


class Faults:
    """The faults in force on every node."""

    __slots__ = ("_changed", "_counter", "_levels", "_state", "on")

    def __init__(self, state: State, levels: Levels) -> None:
        self._state = state
        self._levels = levels
        self._counter = 0
        self.on: dict[int, dict[int, Fault]] = {}
        self._changed: Callable[[int], None]

    def attach(self, changed: Callable[[int], None]) -> None:
        """Learn whom to tell that a node fails in other ways now."""
        self._changed = changed

    def fault_node(self, node: int) -> int:
        """Where faults on a component act, if it restarts after them."""
        return self._state.plan.fault_node.get(node, node)

    def set(self, node: int, mode: str, level: int, record: int) -> int:
        """Set a fault; its number, for taking this one away again."""
        self._counter += 1
        self.on.setdefault(self.fault_node(node), {})[self._counter] = Fault(mode, level, record)
        self._bound(self.fault_node(node))
        return self._counter

    def change(self, node: int, number: int, level: int) -> None:
        """Let a fault grow or shrink (a slow degradation)."""
        fault = self.on.get(self.fault_node(node), {}).get(number)
        if fault is not None:
            fault.level = level
            self._bound(self.fault_node(node))

    def lift(self, node: int, number: int) -> bool:
        """Take one fault away; False if it is gone already."""
        node = self.fault_node(node)
        faults = self.on.get(node, {})
        if faults.pop(number, None) is None:
            return False
        self._bound(node)
        return True

    def repair(self, node: int) -> bool:
        """Take all faults on a node away; False if there were none."""
        node = self.fault_node(node)
        if not self.on.pop(node, None):
            return False
        self._bound(node)
        return True

    def mode(self, node: int) -> str:
        """The worst way in which a node itself fails, or an empty string."""
        modes = {fault.mode for fault in self.on.get(self.fault_node(node), {}).values()}
        return next((mode for mode in (DEAD, UNSTABLE, PARTIAL) if mode in modes), "")

    def _bound(self, node: int) -> None:
        faults = self.on.get(node, {}).values()
        self._levels.bound_works(node, FAULT, min((f.level for f in faults if f.mode != WRONG), default=WHOLE))
        self._levels.bound_wrong(node, FAULT, max((f.level for f in faults if f.mode == WRONG), default=0))
        self._state.changed(Entity.NODE, node)
        self._changed(node)
