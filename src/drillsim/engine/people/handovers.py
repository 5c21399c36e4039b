"""What holds each lowered node down, and when that changes hands although the level stays as it is.

1. When a level is recorded, what holds it down (its hands) is remembered with the record.
2. A node that stays where it is gets a record of its own, `kept`, when something it was put down to no longer holds it
   and something else does, or when its loss is turned away from now on instead of failing, or the other way round.
   What merely joins in, leaves others behind or takes its time to come back changes no hands.
3. Whatever is held down by a node that changed hands changes hands with it, up to the lines.
4. A recovery in vain explains nothing: what explained the node before goes on to do so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from drillsim.engine.arrays import WHOLE, Entity
from drillsim.engine.kernel.records import KIND
from drillsim.engine.supply.bounds import BROKEN

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.causes import Causes, Hands
    from drillsim.engine.supply.levels import Levels

_NODE = int(Entity.NODE)
_HOLD = int(Entity.HOLD)
RECOVERIES: Final = frozenset(KIND[kind] for kind in ("repaired", "released", "undone", "opened"))


class _Told(NamedTuple):
    """What was last recorded of a lowered node."""

    record: int
    hands: Hands
    contained: bool


class Handovers:
    """What holds every lowered node down, as far as it has been recorded."""

    __slots__ = ("_causes", "_graph", "_kept", "_led", "_levels", "_pending", "_state", "told")

    def __init__(self, state: State, levels: Levels, causes: Causes) -> None:
        self._state = state
        self._levels = levels
        self._causes = causes
        self._graph = state.plan.graph
        self._pending = state.stale_hands
        self.told: list[_Told | int | None] = [None] * len(levels.done)
        """By lowered node: what was last recorded of it; where nothing but its own break holds it, the record alone."""
        self._led: dict[int, set[int]] = {}
        """By node: the suppliers behind it that have changed hands."""
        self._kept: dict[int, int] = {}
        """By node: when it last changed hands."""

    def begin(self, lowered: list[int]) -> None:
        """Remember what holds down what is not up at the start."""
        for node in lowered:
            self.tell(node, -1, self._causes.of_node(node, fell=True)[1])

    def tell(self, node: int, record: int, hands: Hands) -> None:
        """The level of a node was recorded."""
        self._pending.discard(node)
        self._led.pop(node, None)
        if self._is_lowered(node):
            self.told[node] = _Told(record, hands, self.contained(node))
            self._state.fell[node] = record
        else:
            self.told[node] = None
            self._state.rose[node] = self._state.now

    def in_order(self, changed: list[int]) -> list[int]:
        """Nodes that changed, suppliers first; on a circle first what something outside of it holds down."""
        ordered: list[int] = []
        waiting: list[int] = []
        for node in changed:
            if waiting and self._levels.circle_of.get(waiting[0]) != self._levels.circle_of.get(node):
                ordered += self._around(waiting)
                waiting = []
            if node in self._levels.circle_of:
                waiting.append(node)
            else:
                ordered.append(node)
        return ordered + self._around(waiting)

    def _around(self, circle: list[int]) -> list[int]:
        """The nodes of a circle that changed, each after something that holds it down."""
        ordered: list[int] = []
        left = dict.fromkeys(circle)
        hands = {node: self._causes.of_node(node, fell=True)[1] for node in circle}
        while left:
            first = next((node for node in left if _from_without(hands[node], left)), next(iter(left)))
            del left[first]
            ordered.append(first)
        return ordered

    def pass_on(self, node: int) -> None:
        """A node changed: what is lowered behind it may be held down by something else now."""
        done, wrong = self._levels.done, self._levels.wrong
        for dependent in self._graph.dependents[node]:
            if done[dependent] < WHOLE or wrong[dependent]:
                self._pending.add(dependent)

    def contained(self, node: int) -> bool:
        """Whether all of what is lost at a node is turned away."""
        levels = self._levels
        return levels.done[node] == levels.open[node] < WHOLE and levels.wrong[node] == 0

    def _is_lowered(self, node: int) -> bool:
        return self._levels.done[node] < WHOLE or self._levels.wrong[node] > 0

    def catch_up(self, before: int) -> None:
        """Look at what is pending among the suppliers of a node, so that they are told first."""
        pending = self._pending
        while pending and (node := min(pending)) < before:
            pending.discard(node)
            self.look(node)

    def look(self, node: int) -> None:
        """Something behind a node has changed, but not its level."""
        led = self._led.pop(node, None)
        if not self._is_lowered(node):
            return
        if self._graph.subject[node] < 0:
            self._lead(node, led or set())
            return
        told = self.told[node]
        if told is None:
            return
        if isinstance(told, int):
            told = _Told(told, {(-1 - BROKEN, self._state.trace.entries[told][4][0])}, contained=False)
        causes, hands = self._causes.of_node(node, fell=True)
        contained = self.contained(node)
        if (
            contained != told.contained
            or _changed(told.hands, hands)
            or (led and self._kept.get(node) != self._state.now and not led.isdisjoint(_suppliers(hands)))
        ):
            self._keep(node, causes, hands, contained=contained)
        else:
            self._stand_by(node, told.record)

    def _keep(self, node: int, causes: tuple[int, ...], hands: Hands, *, contained: bool) -> None:
        """Record that a node stays where it is, for another reason."""
        levels = self._levels
        detail = (levels.done[node], levels.wrong[node], "contained" if contained else "failing")
        record = self._state.note(_NODE, node, "kept", self._graph.subject[node], detail, causes)
        self.told[node] = _Told(record, hands, contained)
        self._state.fell[node] = record
        self._kept[node] = self._state.now
        self._lead(node, {node})

    def _lead(self, node: int, sources: set[int]) -> None:
        """Let whatever is held down by a node look again."""
        self.pass_on(node)
        if sources:
            for dependent in self._graph.dependents[node]:
                if dependent in self._pending:
                    self._led.setdefault(dependent, set()).update(sources)

    def _stand_by(self, node: int, record: int) -> None:
        """What explained a node still does, if all that has happened since is a recovery in vain."""
        latest = self._state.why(_NODE, node)
        if latest > record >= 0 and self._state.trace.entries[latest][1] in RECOVERIES:
            self._state.last[_NODE][node] = record


def _changed(before: Hands, now: Hands) -> bool:
    """Whether something has let go and something new holds on; taking time to come back is no new hold."""
    return not before <= now and any(entity != _HOLD for entity, _ in now - before)


def _from_without(hands: Hands, circle: dict[int, None]) -> bool:
    """Whether something besides these nodes of its circle holds a node down."""
    return any(entity != _NODE or row not in circle for entity, row in hands)


def _suppliers(hands: Hands) -> set[int]:
    return {row for entity, row in hands if entity == _NODE}
