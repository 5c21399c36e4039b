"""Who is to blame for what a line loses: the part of its items lost on one supplier, or on something behind it.

1. What is turned away is lost first, wherever it happens; of what is left, items meet a node's own parts first, then
   its needs in written order. What an earlier one takes, a later one cannot take again, so all suppliers' parts add up.
2. The same walk says how much of a line's work reaches a component: what an earlier need loses never loads a later one.
3. A node is looked at once in a walk; on a circle the way back counts for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE, Op

if TYPE_CHECKING:
    from drillsim.engine.arrays import Graph, Plan
    from drillsim.engine.supply.levels import Levels


class Blame:
    """Walks over the supply graph as it stands."""

    __slots__ = ("_graph", "_levels", "_loads", "_values")

    def __init__(self, plan: Plan, levels: Levels, values: list[int]) -> None:
        self._graph: Graph = plan.graph
        self._levels = levels
        self._values = values
        self._loads = plan.need_loads

    # -- what is lost -------------------------------------------------------------------------------------------------

    def failed(self, node: int, target: int) -> int:
        """The share of the items that arrive at a node which fail on the target."""
        levels = self._levels
        return self._lost(node, target, levels.open, levels.done, {})

    def turned(self, node: int, target: int) -> int:
        """The share of the items that arrive at a node which are turned away by the target."""
        whole = [WHOLE] * len(self._levels.open)
        return self._lost(node, target, whole, self._levels.open, {})

    def _lost(self, node: int, target: int, start: list[int], end: list[int], known: dict[int, int]) -> int:
        """Of what a node loses between two numbers of its own, the part that is the target's."""
        if node == target or start[node] <= end[node]:
            return start[node] - end[node]
        if node in known:
            return known[node]
        known[node] = 0
        inputs = self._levels.in_use(node)
        op = self._graph.op[node]
        if op == Op.SHARE:
            weights = self._graph.weights[node]
            assert isinstance(weights, tuple)
            parts = zip(inputs, weights, strict=True)
            known[node] = sum(self._lost(i, target, start, end, known) * weight for i, weight in parts) // sum(weights)
            return known[node]
        levels = self._levels
        own = levels.own_open if end is levels.open else levels.own_done
        left = start[node] if op == Op.CHAIN else min(start[node], own[node])
        lost = 0
        for supplier in inputs[-1:] if op == Op.KTH else inputs:
            arrived, passed = start[supplier], end[supplier]
            remains = left * passed // arrived if op == Op.CHAIN and arrived else min(left, passed)
            if remains < left and passed < arrived:
                lost += (left - remains) * self._lost(supplier, target, start, end, known) // (arrived - passed)
            left = remains
        known[node] = lost
        return lost

    # -- what is loaded -----------------------------------------------------------------------------------------------

    def reach(self, node: int, target: int) -> int:
        """How much work one item that arrives at a node puts on the target, in millionths."""
        return self._reach(node, target, {})

    def _reach(self, node: int, target: int, known: dict[int, int]) -> int:
        if node == target:
            return WHOLE
        if node in known:
            return known[node]
        known[node] = 0
        levels = self._levels
        op = self._graph.op[node]
        inputs = levels.in_use(node)
        if op == Op.SHARE:
            weights = self._graph.weights[node]
            assert isinstance(weights, tuple)
            parts = zip(inputs, weights, strict=True)
            known[node] = sum(self._one(node, i, target, known) * weight for i, weight in parts) // sum(weights)
            return known[node]
        if op == Op.ANY:
            inputs = (next((i for i in self._graph.inputs[node] if levels.done[i] > 0), inputs[0]),)
        left = levels.own_done[node]
        most = 0
        for supplier in inputs:
            if left <= 0:
                break
            most = max(most, self._one(node, supplier, target, known) * left // WHOLE)
            if op == Op.CHAIN:
                left = left * levels.done[supplier] // WHOLE
            elif op != Op.KTH:
                left = min(left, levels.done[supplier])
        known[node] = most
        return most

    def _one(self, node: int, supplier: int, target: int, known: dict[int, int]) -> int:
        reached = self._reach(supplier, target, known)
        slot = self._loads.get((node, supplier))
        return reached * self._values[slot] // WHOLE if slot is not None else reached
