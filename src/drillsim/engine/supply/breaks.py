"""Components that break at random and are repaired, by a crew if they have one.

Each component draws the time to its next fault and the time of its repair from streams of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, Entity
from drillsim.engine.kernel.draws import EXPONENTIAL
from drillsim.engine.supply.levels import BROKEN

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.faults import Faults
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.crews import Crews

_NODE = int(Entity.NODE)


class Breaks:
    """The random faults of a run."""

    __slots__ = ("_broken", "_crews", "_levels", "_nodes", "_rows", "_state", "_timer", "on")

    def __init__(self, state: State, levels: Levels, faults: Faults, crews: Crews, timer: int, *, on: bool) -> None:
        self._state = state
        self._levels = levels
        self._crews = crews
        self._rows = state.plan.breaks
        self._timer = timer
        self._broken = [False] * len(self._rows)
        self._nodes = [faults.fault_node(row.node) for row in self._rows]
        self.on = on

    def begin(self) -> None:
        """Draw the first faults."""
        if self.on:
            for place, row in enumerate(self._rows):
                self._wait(place, row.stream_every, row.every)

    def _wait(self, place: int, stream: int, slot: int) -> None:
        state = self._state
        values = state.values
        if values[slot] == EXPONENTIAL:
            at = state.now + (state.draws.waiting(stream, values[slot + 2]) or 1)
        else:
            at = state.now + (state.spread(stream, slot) or 1)
        if at <= state.plan.horizon:
            state.clock.arm(self._timer + place, at)

    def due(self, place: int) -> None:
        """It breaks, or its repair is finished."""
        row = self._rows[place]
        state = self._state
        crew = row.crew
        broken = self._broken[place] = not self._broken[place]
        if state.recording:
            self._note(place, broken=broken)
        if broken:
            self._levels.cut(self._nodes[place])
            if crew >= 0:
                self._crews.ask(crew, -1 - place, state.values[row.people], self._repair, place)
            else:
                self._wait(place, row.stream_repair, row.repair)
        else:
            self._levels.mend(self._nodes[place])
            if crew >= 0:
                self._crews.release(crew, state.values[row.people])
            self._wait(place, row.stream_every, row.every)

    def _repair(self, place: int) -> None:
        row = self._rows[place]
        self._wait(place, row.stream_repair, row.repair)

    def _note(self, place: int, *, broken: bool) -> None:
        state = self._state
        row = self._rows[place]
        node = self._nodes[place]
        causes = () if broken else (state.last[_NODE, node],)
        record = state.record("broke" if broken else "repaired", row.subject, (), causes)
        state.last[_NODE, node] = state.last[_NODE, row.node] = record
        state.hold(node, BROKEN, record)
        if row.crew >= 0:
            self._crews.latest[row.crew] = (_NODE, row.node)

    def repair(self, node: int) -> None:
        """An effect repairs a node: whatever broke on it by itself is mended too."""
        for place, row in enumerate(self._rows):
            if row.node == node and self._broken[place]:
                clock = self._state.clock
                begun = clock.armed_at(self._timer + place) != NEVER
                clock.arm(self._timer + place, NEVER)
                if row.crew >= 0 and not begun:
                    # nobody has begun yet: there is nobody to set free
                    self._crews.give_up(row.crew, -1 - place)
                    self._crews.busy[row.crew] += self._state.values[row.people]
                self.due(place)
