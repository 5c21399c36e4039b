"""How much of its work each node can do: three numbers that spread through the supply graph.

1. `open` is the share of all that arrives which is not turned away (withheld, closed, refusing, units out of use);
   `done`, the level, is the share that is done; what lies between them fails. `wrong` is the share of what is done
   that is wrong. Suppliers in series hit the same customers, so the least of each counts, and a fault raises no level.
2. A node's own parts (faults, capacity, hours, ...) each bound it; what it needs bounds it too: the least counts.
   any takes the best (the first on a tie), at_least k the k-th best, share the weighted mean, chain the product.
3. Nodes are numbered so that suppliers come first; a change goes through a heap of node numbers, so each
   dependent is looked at once. On circles values first only fall, then only rise: what went dark stays dark.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE, Graph, Op
from drillsim.engine.supply.bounds import WITHHELD, Bounds

if TYPE_CHECKING:
    from collections.abc import Callable

_ALL = int(Op.ALL)
_PAIR = int(Op.PAIR)
_ANY = int(Op.ANY)
_CHAIN = int(Op.CHAIN)
_HOLD = int(Op.HOLD)
_KTH = int(Op.KTH)
_SHARE = int(Op.SHARE)

Triple = tuple[int, int, int]


class Levels:
    """The levels of all nodes, kept settled."""

    __slots__ = (
        "_bounds", "_circles", "_dependents", "_inputs", "_lit", "_op", "_weights", "active", "bound_open",
        "bound_works", "bound_wrong", "circle_of", "could", "dead", "dirty", "done", "held", "is_withheld", "open",
        "own_done", "own_open", "own_wrong", "settle", "sheer", "spare", "turn", "wrong",
    )  # fmt: skip

    def __init__(self, graph: Graph, held: Callable[[int], Triple]) -> None:
        self._op = graph.op
        self._inputs = graph.inputs
        self._weights = graph.weights
        self._dependents = graph.dependents
        self._circles = graph.circles
        self.circle_of = {node: circle for circle, nodes in enumerate(graph.circles) for node in nodes}
        size = len(graph.op)
        self.open = [WHOLE] * size
        self.done = [WHOLE] * size
        self.wrong = [0] * size
        bounds = self._bounds = Bounds(size, self._not_sheer)
        self.own_open, self.own_done, self.own_wrong = bounds.own_open, bounds.own_done, bounds.own_wrong
        self.could, self.dead, self.dirty = bounds.could, bounds.dead, bounds.dirty
        self.bound_works, self.bound_open, self.bound_wrong = bounds.bound_works, bounds.bound_open, bounds.bound_wrong
        self.is_withheld = bounds.is_withheld
        self.sheer = True
        """Whether nothing has been turned away or wrong so far, so that the level is the only number that moves."""
        self._lit: dict[int, Triple] = {}
        """What nodes were before they were started by hand since the last settling."""
        self.active: dict[int, int] = {}
        """The member in use of each pair, by node."""
        self.held = held
        self.spare: tuple[bool, ...] = (False,) * size
        """Nodes without needs that nobody looks at and that have alternatives: they may change without a settling."""
        self.turn = self._turning()
        """A node breaks, or works again; True if its level changed and nothing can follow from that."""
        self.settle: Callable[[], list[int]] = self._settle_circles if graph.circles else self._settling_levels()
        """Bring all levels up to date; the nodes that changed, suppliers first."""
        for node in graph.closed:
            self.bound_open(node, WITHHELD, 0)

    # -- what bounds a node itself (bounds.py) ------------------------------------------------------------------------

    def _turning(self) -> Callable[[int], bool]:
        """What happens when a node breaks or works again, with all it needs at hand: this runs very often."""
        dead, could, own_done, done = self.dead, self.could, self.own_done, self.done
        dependents, inputs, dirty = self._dependents, self._inputs, self.dirty

        def turn(node: int) -> bool:
            if dead[node]:
                dead[node], level = False, could[node]
            else:
                dead[node], level = True, 0
            if level == own_done[node]:
                return False
            own_done[node] = level
            if self.spare[node] and self.sheer:
                for dependent in dependents[node]:
                    for other in inputs[dependent]:
                        if done[other] == WHOLE and other != node:
                            break
                    else:
                        break
                else:  # everything that needs it has an alternative that does all
                    done[node] = level
                    return True
            heappush(dirty, node)
            return False

        return turn

    def binding(self, node: int) -> list[int]:
        """Which of a node's own parts hold it where it is."""
        return self._bounds.binding(node, self.open[node], self.done[node], self.wrong[node])

    # -- settling -----------------------------------------------------------------------------------------------------

    def level(self, node: int) -> int:
        """The share of its work that a node can do."""
        return self.done[node]

    def touch(self, node: int) -> None:
        """Look at a node again at the next settling."""
        heappush(self.dirty, node)

    def _not_sheer(self) -> None:
        """Something is turned away or wrong: from now on all three numbers move."""
        self.sheer = False
        if not self._circles:
            self.settle = self._settle_all

    def _settle_all(self) -> list[int]:
        """Settling where nothing needs itself."""
        dirty = self.dirty
        changed = []
        opened, done, wrong = self.open, self.done, self.wrong
        own_open, own_done, own_wrong = self.own_open, self.own_done, self.own_wrong
        op, inputs, dependents, active = self._op, self._inputs, self._dependents, self.active
        last = -1
        while dirty:
            node = heappop(dirty)
            if node == last:
                continue
            last = node
            if op[node] == _ALL:
                o, d, x = own_open[node], own_done[node], own_wrong[node]
                for supplier in inputs[node]:
                    if done[supplier] < d:  # noqa: PLR1730 - a call would take longer than all the rest
                        d = done[supplier]
                    if opened[supplier] < o:  # noqa: PLR1730
                        o = opened[supplier]
                    if wrong[supplier] > x:  # noqa: PLR1730
                        x = wrong[supplier]
            elif op[node] == _PAIR:
                member = active[node]
                o, d, x = opened[member], done[member], wrong[member]
                if own_done[node] < d or own_open[node] < o or own_wrong[node] > x:
                    o, d, x = min(o, own_open[node]), min(d, own_done[node]), max(x, own_wrong[node])
            else:
                o, d, x = self._value(node)
            if d != done[node] or o != opened[node] or x != wrong[node]:
                done[node] = d
                opened[node] = o
                wrong[node] = x
                changed.append(node)
                for dependent in dependents[node]:
                    heappush(dirty, dependent)
        return changed

    def _settling_levels(self) -> Callable[[], list[int]]:
        """Settling while nothing is turned away or wrong, with all it needs at hand: levels alone."""
        dirty, done, own_done, active = self.dirty, self.done, self.own_done, self.active
        op, inputs, dependents, value = self._op, self._inputs, self._dependents, self._value

        def settle() -> list[int]:
            changed = []
            last = -1
            while dirty:
                node = heappop(dirty)
                if node == last:
                    continue
                last = node
                level = own_done[node]
                if op[node] == _ALL:
                    for supplier in inputs[node]:
                        if done[supplier] < level:  # noqa: PLR1730 - a call would take longer than all the rest
                            level = done[supplier]
                elif op[node] == _PAIR:
                    level = min(level, done[active[node]])
                else:
                    level = value(node)[1]
                if level != done[node]:
                    done[node] = level
                    changed.append(node)
                    for dependent in dependents[node]:
                        heappush(dirty, dependent)
            return changed

        return settle

    def _settle_circles(self) -> list[int]:
        """Settle where nodes need each other: first lower until nothing falls, then raise until nothing rises.

        Only nodes on a circle wait for the second half: all others just follow their suppliers.
        """
        dirty = self.dirty
        if not dirty:
            return []
        before, self._lit = self._lit, {}
        rising: set[int] = set()
        while dirty:
            node = heappop(dirty)
            triple = self._value(node)
            now = (self.open[node], self.done[node], self.wrong[node])
            if triple == now:
                continue
            before.setdefault(node, now)
            if node in self.circle_of:
                low = (min(triple[0], now[0]), min(triple[1], now[1]), max(triple[2], now[2]))
                if low != triple:
                    rising.add(node)
                triple = low
            if triple != now:
                self._put(node, triple)
        dirty.extend(sorted(rising))
        while dirty:
            node = heappop(dirty)
            triple = self._value(node)
            now = (self.open[node], self.done[node], self.wrong[node])
            if triple != now:
                before.setdefault(node, now)
                self._put(node, triple)
        return [node for node in sorted(before) if before[node] != (self.open[node], self.done[node], self.wrong[node])]

    def _put(self, node: int, triple: Triple) -> None:
        self.open[node], self.done[node], self.wrong[node] = triple
        for dependent in self._dependents[node]:
            heappush(self.dirty, dependent)

    def light(self, node: int) -> None:
        """Start a circle that went dark: suppose it up, then let it settle."""
        circle = self.circle_of.get(node)
        if circle is None:
            return
        for member in self._circles[circle]:
            self._lit.setdefault(member, (self.open[member], self.done[member], self.wrong[member]))
            self._put(member, (self.own_open[member], self.own_done[member], self.own_wrong[member]))
            heappush(self.dirty, member)

    # -- one node -----------------------------------------------------------------------------------------------------

    def _value(self, node: int) -> Triple:
        """What a node's numbers should be, given what it needs."""
        op = self._op[node]
        inputs = self._inputs[node]
        opened, done, wrong = self.open, self.done, self.wrong
        if op == _ALL:
            o, d, x = WHOLE, WHOLE, 0
            for supplier in inputs:
                o, d, x = min(o, opened[supplier]), min(d, done[supplier]), max(x, wrong[supplier])
        elif op == _HOLD:
            o, d, x = self.held(node)
        elif op == _SHARE:
            o, d, x = self._share(node)
        elif op == _CHAIN:
            o = d = WHOLE
            x = 0
            for supplier in inputs:
                o, d, x = o * opened[supplier] // WHOLE, d * done[supplier] // WHOLE, max(x, wrong[supplier])
        else:
            used = self.in_use(node)
            o, d, x = opened[used[-1]], done[used[-1]], wrong[used[-1]]
            if op == _KTH:
                x = max(wrong[supplier] for supplier in used)
        return min(o, self.own_open[node]), min(d, self.own_done[node]), max(x, self.own_wrong[node])

    def in_use(self, node: int) -> tuple[int, ...]:
        """The suppliers that the work of a node really goes to; the last is the one that its level follows."""
        op = self._op[node]
        inputs = self._inputs[node]
        if op == _PAIR:
            return (self.active[node],)
        if op == _ANY:
            return (max(inputs, key=self.done.__getitem__),)  # the first of equals
        if op == _KTH:
            k = self._weights[node]
            assert isinstance(k, int)
            return tuple(sorted(inputs, key=self.done.__getitem__, reverse=True)[:k])
        return inputs

    def _share(self, node: int) -> Triple:
        """The weighted means; what is wrong is weighted by what each part does."""
        weights = self._weights[node]
        assert isinstance(weights, tuple)
        open_sum = done_sum = wrong_sum = 0
        for supplier, weight in zip(self._inputs[node], weights, strict=True):
            done = weight * self.done[supplier]
            open_sum += weight * self.open[supplier]
            done_sum += done
            wrong_sum += done * self.wrong[supplier]
        total = sum(weights)
        return open_sum // total, done_sum // total, wrong_sum // done_sum if done_sum else 0
