"""Components that break at random and are repaired, by a crew if they have one.

Each component draws the time to its next fault and the time of its repair from streams of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, Entity
from drillsim.engine.kernel.draws import EXPONENTIAL
from drillsim.engine.supply.levels import BROKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays import BreakRow
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.faults import Faults
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.crews import Crews

_NODE = int(Entity.NODE)


class Breaks:
    """The random faults of a run."""

    __slots__ = ("_crews", "_levels", "_nodes", "_record_level", "_rows", "_state", "_timer", "_wait", "due", "on")

    def __init__(self, state: State, levels: Levels, faults: Faults, crews: Crews, timer: int, *, on: bool) -> None:
        self._state = state
        self._levels = levels
        self._crews = crews
        self._rows = state.plan.breaks
        self._timer = timer
        self._nodes = [faults.fault_node(row.node) for row in self._rows]
        self.on = on
        self._wait = _waiting(state, timer) if on else _never
        self._record_level: Callable[[int], None]
        self.due = self._breaking()
        """It breaks, or its repair is finished."""

    def attach(self, record_level: Callable[[int], None]) -> None:
        """Learn how to record the level of a node whose change nobody else hears of."""
        self._record_level = record_level

    def begin(self) -> None:
        """Draw the first faults."""
        if self.on:
            for place, row in enumerate(self._rows):
                self._wait(place, row.stream_every, row.every)

    def _breaking(self) -> Callable[[int], None]:
        """What happens when a time is up, with all it needs at hand: in a study this runs more often than the rest."""
        rows, nodes, values, wait = self._rows, self._nodes, self._state.values, self._wait
        dead, turn = self._levels.dead, self._levels.turn
        take, queue_up, release = self._crews.take, self._crews.queue_up, self._crews.release
        recording, note = self._state.recording, self._note

        def repair(place: int) -> None:
            wait(place, rows[place].stream_repair, rows[place].repair)

        def due(place: int) -> None:
            row = rows[place]
            node, crew = nodes[place], row.crew
            broken = not dead[node]
            if recording:
                note(row, node, broken=broken)
            if turn(node, broken=broken) and recording:
                self._record_level(node)
            if not broken:
                if crew >= 0:
                    release(crew, values[row.people])
                wait(place, row.stream_every, row.every)
            elif crew < 0 or take(crew, values[row.people]):
                wait(place, row.stream_repair, row.repair)
            else:
                queue_up(crew, -1 - place, values[row.people], repair, place)

        return due

    def _note(self, row: BreakRow, node: int, *, broken: bool) -> None:
        last = self._state.last[_NODE]
        causes = () if broken else (last[node],)
        record = self._state.record("broke" if broken else "repaired", row.subject, (), causes)
        last[node] = last[row.node] = record
        self._state.hold(node, BROKEN, record)
        if row.crew >= 0:
            self._crews.latest[row.crew] = (_NODE, row.node)

    def repair(self, node: int) -> None:
        """An effect repairs a node: whatever broke on it by itself is mended too."""
        for place, row in enumerate(self._rows):
            if row.node == node and self._levels.dead[self._nodes[place]]:
                clock = self._state.clock
                begun = clock.armed_at(self._timer + place) != NEVER
                clock.arm(self._timer + place, NEVER)
                if row.crew >= 0 and not begun:
                    # nobody has begun yet: there is nobody to set free
                    self._crews.give_up(row.crew, -1 - place)
                    self._crews.busy[row.crew] += self._state.values[row.people]
                self.due(place)


def _never(_place: int, _stream: int, _slot: int) -> None:
    """Nothing breaks at random in this run."""


def _waiting(state: State, timer: int) -> Callable[[int, int, int], None]:
    """How a component waits for a time that is drawn: called with its place, the stream and the slot of the spread."""
    values, horizon, arm, waiting = state.values, state.plan.horizon, state.clock.arm, state.draws.waiting_times()

    def wait(place: int, stream: int, slot: int) -> None:
        if values[slot] == EXPONENTIAL:
            at = state.now + (waiting(stream, values[slot + 2]) or 1)
        else:
            at = state.now + (state.spread(stream, slot) or 1)
        if at <= horizon:
            arm(timer + place, at)

    return wait
