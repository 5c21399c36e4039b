"""Components that break at random and are repaired, by a crew if they have one.

Each component draws the time to its next fault and the time of its repair from streams of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, Entity
from drillsim.engine.kernel.records import KIND
from drillsim.engine.supply.bounds import BROKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays import BreakRow, Plan
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.crews import Crews

_NODE = int(Entity.NODE)
_BROKE, _REPAIRED = KIND["broke"], KIND["repaired"]


class Breaks:
    """The random faults of a run."""

    __slots__ = (
        "_crews", "_levels", "_nodes", "_rows", "_spread", "_state", "_timer", "due", "note", "on", "queued",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, crews: Crews, timer: int, *, on: bool) -> None:
        self._state = state
        self._levels = levels
        self._crews = crews
        self._rows = state.plan.breaks
        self._timer = timer
        self._nodes = state.plan.derive("break nodes", _break_nodes)
        self.queued: set[int] = set()
        """Whose repair waits for people."""
        self.on = on
        self._spread = state.draws.spreads(state.values) if on else state.spread
        self.note = self._noting()
        """How it is recorded that something has just broken or been mended."""
        self.due: Callable[[int], None]
        """It breaks, or its repair is finished."""

    def attach(self, record_turn: Callable[[BreakRow, int], None]) -> None:
        """Learn how to record what has just broken or been mended, with its level, where nobody else hears of it."""
        self.due = self._breaking(record_turn)

    def begin(self) -> None:
        """Draw the first faults."""
        if self.on:
            spread, arm, horizon = self._spread, self._state.clock.arm, self._state.plan.horizon
            for timer, row in enumerate(self._rows, self._timer):
                at = spread(row.stream_every, row.every) or 1
                if at <= horizon:
                    arm(timer, at)

    def _breaking(self, record_turn: Callable[[BreakRow, int], None]) -> Callable[[int], None]:
        """What happens when a time is up, with all it needs at hand: in a study this runs more often than the rest."""
        rows, nodes, values, queued = self._rows, self._nodes, self._state.values, self.queued
        state, timer, horizon = self._state, self._timer, self._state.plan.horizon
        arm, spread, recording, note = state.clock.arm, self._spread, state.recording, self.note
        dead, turn = self._levels.dead, self._levels.turn
        take, queue_up, release = self._crews.take, self._crews.queue_up, self._crews.release

        def repair(place: int) -> None:
            queued.discard(place)
            at = state.now + (spread(rows[place].stream_repair, rows[place].repair) or 1)
            if at <= horizon:
                arm(timer + place, at)

        def due(place: int) -> None:
            row, node = rows[place], nodes[place]
            if turn(node):
                if recording:
                    record_turn(row, node)
            elif recording:
                note(row, node)
            crew = row.crew
            if not dead[node]:
                if crew >= 0:
                    release(crew, values[row.people])
                at = state.now + (spread(row.stream_every, row.every) or 1)
            elif crew < 0 or take(crew, values[row.people]):
                at = state.now + (spread(row.stream_repair, row.repair) or 1)
            else:
                queued.add(place)
                queue_up(crew, -1 - place, values[row.people], repair, place)
                return
            if at <= horizon:
                arm(timer + place, at)

        return due

    def _noting(self) -> Callable[[BreakRow, int], None]:
        """What is recorded then, with all it needs at hand."""
        state, dead, latest = self._state, self._levels.dead, self._crews.latest
        entries, last, held, changed_hands = state.trace.entries, state.last[_NODE], state.held, state.stale_hands

        def note(row: BreakRow, node: int) -> None:
            record = len(entries)
            if dead[node]:
                entries.append((state.now, _BROKE, row.subject, (), ()))
            else:
                entries.append((state.now, _REPAIRED, row.subject, (), (last[node],)))
            last[node] = last[row.node] = held[node, BROKEN] = record
            changed_hands.add(node)
            if row.crew >= 0:
                latest[row.crew] = (_NODE, row.node)

        return note

    def repair(self, node: int) -> None:
        """An effect repairs a node: whatever broke on it by itself is mended too."""
        for place, row in enumerate(self._rows):
            if row.node == node and self._levels.dead[self._nodes[place]]:
                self._state.clock.arm(self._timer + place, NEVER)
                if place in self.queued:
                    # nobody has begun yet: there is nobody to set free
                    self.queued.discard(place)
                    self._crews.give_up(row.crew, -1 - place)
                    self._crews.busy[row.crew] += self._state.values[row.people]
                self.due(place)


def _break_nodes(plan: Plan) -> tuple[int, ...]:
    """Where the faults of each component that breaks act."""
    return tuple(plan.fault_node.get(row.node, row.node) for row in plan.breaks)
