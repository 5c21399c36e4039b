"""Standby pairs: who is in use, when the switch notices, whether it works.

    steady --the member in use fails in a way that is noticed--> detecting --it lasts--> switching --> steady
       ^                                                          |    |
       +--it recovers, or fails in another way--------------------+    +--> blocked: nobody to switch to, needs down
       |                                                               +--> failed: the chance to work was missed
       +--a member in use that fails in another way starts anew, from blocked and failed too

1. While detecting, switching, blocked or failed the pair has the level of the member in use.
2. A way of failing whose detection is `never` is not noticed; a dead member is noticed sooner than an unstable one.
   A member is unstable as far as what holds it down is unstable, be it the member itself or something behind it.
3. The switch goes to the next member that does more than the one in use. A blocked switch goes on as soon as there is
   one and its needs are up; a failed one tries again only when the way of failing changes.
4. `back: auto` returns to the first member once that one is fully up, if nothing blocks it. The switch by hand is a
   task: it passes over everything that blocks or switches off the automatic one.
5. A switch by hand holds: nothing returns from it until the member in use has failed and the automatic switch has
   moved on, or somebody switches again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, NONE, WHOLE, Entity
from drillsim.engine.supply.faults import DEAD, PARTIAL, UNSTABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays import Plan
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.faults import Faults
    from drillsim.engine.supply.levels import Levels

STEADY, DETECTING, BLOCKED, MISSED, SWITCHING = range(5)
_MODES = (DEAD, UNSTABLE, PARTIAL)
_PAIR = int(Entity.PAIR)
_CAPACITY = int(Entity.CAPACITY)
_NODE = int(Entity.NODE)


class Failover:
    """The state of every standby pair."""

    __slots__ = (
        "_by_hand", "_cause", "_components", "_faults", "_feel", "_later", "_levels", "_mode", "_pair_of",
        "_pairs_on", "_rows", "_state", "_target", "_timer", "active", "phase",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, faults: Faults, timer: int) -> None:
        self._state = state
        self._levels = levels
        self._faults = faults
        self._rows = rows = state.plan.pairs
        self._timer = timer
        self.active = [0] * len(rows)
        """Position of the member in use."""
        self.phase = [STEADY] * len(rows)
        self._mode = [""] * len(rows)
        """The way of failing that is dealt with in every phase but steady."""
        self._target = [0] * len(rows)
        self._by_hand = [False] * len(rows)
        """Whether people have chosen the member in use."""
        self._cause = [NONE] * len(rows)
        """The record behind the present phase."""
        self._components, self._pair_of, self._pairs_on = state.plan.derive("pairs", _whereabouts)
        """By pair, the node that people know as the pair (it may need other things beside its members), the pair by
        that node, and pairs by the node on which the faults of a member act."""
        for row in rows:
            levels.active[row.node] = row.members[0]
        self._later: Callable[[int, Callable[[], None]], None]
        self._feel: Callable[[int], None]

    def attach(self, later: Callable[[int, Callable[[], None]], None], feel: Callable[[int], None]) -> None:
        """Learn how to look again once levels have settled, and who must feel that its load takes another way."""
        self._later = later
        self._feel = feel
        self._faults.attach(self._fault_changed)

    def _fault_changed(self, node: int) -> None:
        """A member may fail in another way now although its level stays as it is."""
        for pair in self._pairs_on.get(node, ()):
            self._later(self._state.now, partial(self.look, pair))

    def begin(self) -> None:
        """A member may be out of use from the start."""
        for pair in range(len(self._rows)):
            self.look(pair)

    # -- what is seen -------------------------------------------------------------------------------------------------

    def member_in_use(self, component: int) -> int:
        """The member that a pair has in use, by the node of the component; -1 if it is no pair."""
        pair = self._pair_of.get(component, NONE)
        return self._rows[pair].members[self.active[pair]] if pair >= 0 else NONE

    def mode(self, pair: int) -> str:
        """How the member in use fails, or an empty string."""
        level = self._levels.done[self._in_use(pair)]
        if level >= WHOLE:
            return ""
        if self._levels.open[self._in_use(pair)] == 0:
            return DEAD  # what is withheld answers nobody, whatever lies beneath
        if self._faults.on and self._unstable(self._in_use(pair), set()):
            return UNSTABLE
        return PARTIAL if level else DEAD

    def _in_use(self, pair: int) -> int:
        return self._rows[pair].members[self.active[pair]]

    def _unstable(self, node: int, seen: set[int]) -> bool:
        """Whether everything that holds a node down is unstable."""
        if node in seen:
            return False
        seen.add(node)
        done = self._levels.done
        own = self._levels.own_done[node] <= done[node]
        if own and self._faults.mode(node) != UNSTABLE:
            return False
        holding = [supplier for supplier in self._levels.in_use(node) if done[supplier] <= done[node]]
        return (own or bool(holding)) and all(self._unstable(supplier, seen) for supplier in holding)

    def inhibited_by(self, node: int) -> tuple[int, ...]:
        """The records of the settings that keep the pair at a node on a member that fails."""
        pair = next(i for i, row in enumerate(self._rows) if row.node == node)
        mode = self.mode(pair)
        if not mode:
            return ()
        row = self._rows[pair]
        values = self._state.values
        detect = row.detect[_MODES.index(mode)]
        slots = [
            slot for slot, off in ((row.automatic, not values[row.automatic]), (detect, values[detect] < 0)) if off
        ]
        return self._state.settings(*slots)

    # -- what follows -------------------------------------------------------------------------------------------------

    def look(self, pair: int) -> None:
        """Something about a member, the needs of the switch or its settings changed."""
        phase = self.phase[pair]
        if phase == SWITCHING:
            return
        row = self._rows[pair]
        if phase == STEADY and self.active[pair] == 0 and self._levels.done[row.members[0]] == WHOLE:
            return
        mode = self.mode(pair)
        automatic = self._state.values[row.automatic]
        if phase != STEADY:
            if mode == self._mode[pair] and automatic:
                if phase == BLOCKED:
                    self._go(pair)
                return
            self._state.clock.arm(self._timer + pair, NEVER)
            self.phase[pair] = STEADY
        if not automatic:
            return
        if mode:
            self._notice(pair, mode)
        elif self._state.values[row.back] and self.active[pair] and not self._by_hand[pair]:
            self._return(pair)

    def _return(self, pair: int) -> None:
        first = self._rows[pair].members[0]
        if self._levels.done[first] >= WHOLE and self._needs_up(pair):
            recovered = self._why(first)  # lower by so little that nothing told of it: then the pair's own record
            self._switch(pair, 0, recovered if recovered >= 0 else self._state.why(_PAIR, pair))

    def _notice(self, pair: int, mode: str) -> None:
        after = self._state.values[self._rows[pair].detect[_MODES.index(mode)]]
        if after < 0:
            return
        self._mode[pair] = mode
        self._cause[pair] = self._why(self._in_use(pair))
        self.phase[pair] = DETECTING
        # seen at once is seen once all that falls in this moment has been recorded
        self._state.clock.arm(self._timer + pair, self._state.now + after)

    def due(self, pair: int) -> None:
        """Detection or the switch has run its time."""
        if self.phase[pair] == DETECTING:
            self._learn_why(pair)
            self._decide(pair)
        elif self.phase[pair] == SWITCHING:
            self._arrive(pair, self._cause[pair])

    def _learn_why(self, pair: int) -> None:
        """What lies behind a member falls before it, so its own record may have come after the failing was noticed."""
        state = self._state
        noticed = state.now - state.values[self._rows[pair].detect[_MODES.index(self._mode[pair])]]
        cause = self._cause[pair]
        if cause < 0 or state.trace.entries[cause][0] < noticed:
            self._cause[pair] = self._why(self._in_use(pair))

    def _decide(self, pair: int) -> None:
        row = self._rows[pair]
        mode = self._mode[pair]
        causes = (self._cause[pair], *self._state.settings(row.detect[_MODES.index(mode)]))
        self._cause[pair] = self._note(pair, "detected", (mode,), causes)
        self.phase[pair] = BLOCKED
        self._go(pair, first=True)

    def _go(self, pair: int, *, first: bool = False) -> None:
        """Switch now, unless something blocks it; only what blocks it first is recorded."""
        row = self._rows[pair]
        state = self._state
        detected = self._cause[pair]
        target = self._next(pair)
        if target == NONE:
            if first:
                causes = (detected, *(self._why(member) for member in row.members))
                self._stay(pair, "switch-blocked", ("no-member",), causes)
        elif not self._needs_up(pair):
            if first:
                self._stay(pair, "switch-blocked", ("needs",), (detected, self._why(row.needs)))
        elif not state.draws.chance(row.stream, state.values[row.works]):
            self.phase[pair] = MISSED
            self._stay(pair, "switch-failed", (), (detected, *state.settings(row.works)))
        else:
            self._switch(pair, target, detected)

    def _stay(self, pair: int, kind: str, detail: tuple[str, ...], causes: tuple[int, ...]) -> None:
        """Record why the pair stays where it is: from now on, that is why it is down."""
        position = self._note(pair, kind, detail, causes)
        if position >= 0:
            self._state.last[_NODE][self._rows[pair].node] = position

    def _needs_up(self, pair: int) -> bool:
        needs = self._rows[pair].needs
        return needs < 0 or self._levels.done[needs] > 0

    def _next(self, pair: int, least: int = NONE) -> int:
        """The position of the next member that does more than the one in use, or than a given level."""
        members = self._rows[pair].members
        level = self._levels.done[self._in_use(pair)] if least == NONE else least
        for step in range(1, len(members)):
            position = (self.active[pair] + step) % len(members)
            if self._levels.done[members[position]] > level:
                return position
        return NONE

    def _switch(self, pair: int, target: int, cause: int) -> None:
        row = self._rows[pair]
        self._target[pair] = target
        self._by_hand[pair] = False
        self.phase[pair] = SWITCHING
        self._cause[pair] = self._note(pair, "switching", (self._name(row.members[target]),), (cause,))
        after = self._state.values[row.switch]
        if after > 0:
            self._state.clock.arm(self._timer + pair, self._state.now + after)
        else:
            self._arrive(pair, self._cause[pair])

    def _arrive(self, pair: int, cause: int) -> None:
        row = self._rows[pair]
        self.phase[pair] = STEADY
        self.active[pair] = self._target[pair]
        member = self._in_use(pair)
        self._levels.active[row.node] = member
        self._levels.touch(row.node)
        self._state.stale_hands.add(row.node)
        switched = self._note(pair, "switched", (self._name(member),), (cause,))
        for entity, capacity in self._state.plan.graph.users[member]:
            if entity == _CAPACITY:
                self._feel(capacity)
                if switched >= 0:
                    self._state.last[_CAPACITY][capacity] = switched
        self._state.changed(_NODE, self._components[pair])
        self.look(pair)

    def force(self, pair: int, member: int, cause: int) -> bool:
        """The switch by hand has been carried out; False if there is nobody to switch to.

        Who names a member that comes and goes gets it: it looks up at the moment of the switch.
        """
        members = self._rows[pair].members
        target = members.index(member) if member in members else self._next(pair, 0)
        if target < 0:
            return False
        if self._levels.done[members[target]] == 0 and not (member in members and self._unstable(member, set())):
            return False
        self._state.clock.arm(self._timer + pair, NEVER)
        self._target[pair] = target
        self._by_hand[pair] = True
        self._arrive(pair, cause)
        return True

    # -- records ------------------------------------------------------------------------------------------------------

    def _why(self, node: int) -> int:
        return self._state.why(_NODE, node)

    def _note(self, pair: int, kind: str, detail: tuple[str, ...], causes: tuple[int, ...]) -> int:
        state = self._state
        if not state.unwatched:
            state.changed(_PAIR, pair)
        return state.note(_PAIR, pair, kind, self._rows[pair].subject, detail, causes) if state.recording else NONE

    def _name(self, node: int) -> str:
        return self._state.plan.subjects[self._state.plan.graph.subject[node]]


def _whereabouts(plan: Plan) -> tuple[tuple[int, ...], dict[int, int], dict[int, list[int]]]:
    components = tuple(plan.rows[plan.subjects[row.subject]][1] for row in plan.pairs)
    pairs_on: dict[int, list[int]] = {}
    for pair, row in enumerate(plan.pairs):
        for member in row.members:
            pairs_on.setdefault(plan.fault_node.get(member, member), []).append(pair)
    return components, {node: pair for pair, node in enumerate(components)}, pairs_on
