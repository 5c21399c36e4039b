"""Why a node has the level it has: the records that brought it there, first the trigger, then what had to stand for it.

1. A fall is explained by what binds the node now: its own fault, or the suppliers that hold it down; for alternatives
   every lost one, for standby pairs the member in use, the settings that keep the pair on it, and what the switch did.
   Where all of a loss is turned away, what turns it away binds, whatever fails beneath.
2. A rise is explained by the latest thing that changed behind it; one that stops short also by what binds still.
3. A switch that came to nothing after the fall, by itself or by hand, is named with whatever the fall leads to later,
   and with the rise that came without it.
4. What has no record of its own is explained by what lies behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE, Entity, Op
from drillsim.engine.kernel.records import KIND
from drillsim.engine.supply.bounds import FAULT
from drillsim.engine.supply.faults import WRONG

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.reasons import Reasons
    from drillsim.engine.supply.failover import Failover
    from drillsim.engine.supply.faults import Faults
    from drillsim.engine.supply.levels import Levels

_NODE = int(Entity.NODE)
_ALL = int(Op.ALL)
_HOLD = int(Entity.HOLD)
_ALL = int(Op.ALL)
_OP_HOLD = int(Op.HOLD)
_OP_PAIR = int(Op.PAIR)
_PAIR = int(Entity.PAIR)
_WORK = int(Entity.WORK)
_PLAIN = frozenset(int(op) for op in Op if op not in (Op.PAIR, Op.HOLD))
"""What hangs on nothing but levels."""
_DEPTH = 40
_IN_VAIN = (KIND["switch-failed"], KIND["switch-blocked"], KIND["work-failed"])

Hand = tuple[int, int]
"""One thing that holds a node down: (Entity, row) of a supplier or a need, (-1 - part, record or node) of its own."""
Hands = set[Hand]


class Causes:
    """Walks from a node to the records behind its present level."""

    __slots__ = ("_failover", "_faults", "_graph", "_holds", "_levels", "_pairs", "_reasons", "_state")

    def __init__(self, state: State, levels: Levels, faults: Faults, failover: Failover) -> None:
        self._state = state
        self._failover = failover
        self._faults = faults
        self._levels = levels
        self._graph = state.plan.graph
        self._pairs = {row.node: i for i, row in enumerate(state.plan.pairs)}
        self._holds = {row.node: i for i, row in enumerate(state.plan.holds)}
        self._reasons: Reasons

    def attach(self, reasons: Reasons) -> None:
        """Learn who knows what fills and empties stocks."""
        self._reasons = reasons

    def of_level(self, node: int) -> int:
        """The latest record behind the level of a node, or -1."""
        found: list[int] = []
        self._known(node, found, set(), fell=True, depth=0)
        return max(found, default=-1)

    def in_vain(self, node: int) -> list[int]:
        """What the switches behind a lowered node did without success."""
        found: list[int] = []
        waiting, seen = [node], {node}
        while waiting:
            node = waiting.pop()
            if self._levels.level(node) >= WHOLE:
                continue
            if self._graph.op[node] == _OP_PAIR:
                self._came_to_nothing(node, found)
            inputs = [supplier for supplier in self._graph.inputs[node] if supplier not in seen]
            seen.update(inputs)
            waiting += inputs
        return found

    def _came_to_nothing(self, node: int, found: list[int]) -> None:
        pair, state = self._pairs[node], self._state
        since = state.fell.get(node, -1)
        tried = (state.why(_PAIR, pair), state.why(_WORK, state.plan.pairs[pair].forced))
        found += (record for record in tried if record > since and state.trace.entries[record][1] in _IN_VAIN)

    def of_node(self, node: int, *, fell: bool) -> tuple[tuple[int, ...], Hands]:
        """The causes of a level record that is about to be written, and what holds the node down by then."""
        levels = self._levels
        own = self._state.last[_NODE].get(node, -1)
        found: list[int] = []
        hands: Hands = set()
        if levels.sheer and self._only_needs(node) and self._graph.op[node] == _ALL:
            level = levels.done[node]
            for supplier in self._graph.inputs[node] if level < WHOLE else ():
                if levels.done[supplier] == level:
                    self._known(supplier, found, hands, fell=True, depth=0)
            if not fell:
                return (max(self._latest(node), own), *found), hands
        elif fell or levels.done[node] < WHOLE:
            self._collect(node, found, hands, fell=True, depth=0)
        if not fell:
            changed: list[int] = []
            if self._graph.inputs[node]:
                self._collect(node, changed, set(), fell=False, depth=0)
            if self._graph.op[node] == _OP_PAIR:
                self._came_to_nothing(node, found)
            return (max(max(changed, default=-1), own), *found), hands
        if found:
            return tuple(found), hands
        return ((own,) if own >= 0 else self._reasons.of_stock(node)), hands

    def _only_needs(self, node: int) -> bool:
        """Whether a node needs something and has nothing of its own that bounds its level."""
        return bool(self._graph.inputs[node]) and self._levels.own_done[node] == WHOLE

    def _latest(self, node: int) -> int:
        """The latest record behind what a node needs, or -1, while nothing is turned away or wrong."""
        subject, op, last = self._graph.subject, self._graph.op, self._state.last[_NODE]
        latest, newest = -1, len(self._state.trace.entries) - 1
        for supplier in self._graph.inputs[node]:
            if last.get(supplier) == newest and subject[supplier] >= 0:
                return newest  # most often a supplier has just come back
        for supplier in self._graph.inputs[node]:
            if subject[supplier] >= 0:
                record = last.get(supplier, -1)
            elif op[supplier] in _PLAIN and self._only_needs(supplier):
                record = self._latest(supplier)
            else:
                found: list[int] = []
                self._collect(supplier, found, set(), fell=False, depth=0)
                record = max(found, default=-1)
            latest = max(latest, record)
        return latest

    def of_need(self, node: int) -> tuple[int, ...]:
        """The records behind a need: that of the named thing, or those of what the need is made of."""
        found: list[int] = []
        self._known(node, found, set(), fell=self._levels.level(node) < WHOLE, depth=0)
        if not found:  # within a component that restarts: a fault of its own that is over
            self._last(_NODE, node, found)
        return tuple(found)

    def _known(self, node: int, found: list[int], hands: Hands, *, fell: bool, depth: int) -> None:
        """A supplier's own record, or what is behind it where it has none."""
        if self._graph.subject[node] >= 0:
            hands.add((_NODE, node))
            self._last(_NODE, node, found)
            if fell and self._graph.op[node] == _OP_PAIR:
                self._came_to_nothing(node, found)
        elif depth < _DEPTH:
            self._collect(node, found, hands, fell=fell, depth=depth + 1)

    def _collect(self, node: int, found: list[int], hands: Hands, *, fell: bool, depth: int) -> None:
        levels = self._levels
        op = self._graph.op[node]
        inputs = self._graph.inputs[node]
        opened, done, wrong = levels.open[node], levels.done[node], levels.wrong[node]
        own = levels.binding(node)
        for part in own:
            self._own(node, part, found, hands)
        if not own and not inputs:
            self._last(_NODE, node, found)
        for supplier in (levels.active[node],) if op == _OP_PAIR else inputs:
            if fell and op == _ALL:
                counts = (
                    levels.done[supplier] == done < opened
                    or levels.open[supplier] == opened < WHOLE
                    or 0 < levels.wrong[supplier] == wrong
                )
            else:
                counts = not fell or levels.done[supplier] < WHOLE or levels.wrong[supplier] > 0
            if counts:
                self._known(supplier, found, hands, fell=fell, depth=depth)
        if op == _OP_PAIR:
            found.extend(self._failover.inhibited_by(node) if fell else ())
            self._last(_PAIR, self._pairs[node], found)
        elif op == _OP_HOLD:
            if levels.done[inputs[0]] > done:
                hands.add((_HOLD, self._holds[node]))
            self._last(_HOLD, self._holds[node], found)

    def _own(self, node: int, part: int, found: list[int], hands: Hands) -> None:
        """What a part of its own does to a node: the faults in force, or the record of the part."""
        if part == FAULT:
            done, wrong = self._levels.done[node], self._levels.wrong[node]
            for fault in self._faults.on.get(node, {}).values():
                if 0 < wrong <= fault.level if fault.mode == WRONG else fault.level <= done < WHOLE:
                    hands.add((-1 - part, fault.record))
                    if fault.record >= 0:
                        found.append(fault.record)
            return
        record = self._state.held.get((node, part), -1)
        hands.add((-1 - part, record if record >= 0 else node))
        if record >= 0:
            found.append(record)
        else:
            self._last(_NODE, node, found)

    def _last(self, entity: int, row: int, found: list[int]) -> None:
        record = self._state.last[entity].get(row, -1)
        if record >= 0:
            found.append(record)
