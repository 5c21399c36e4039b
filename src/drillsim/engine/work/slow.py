"""Slow systems: what they let wait, how fast they work it off, and when that changes.

1. The excess waits up to the customers' patience; what waits is worked off with what the system has to spare.
2. If it dies, those who have patience to lose lose it.
3. Whoever comes while others wait queues behind them: items pass a slow system in the order in which they came, and
   are delayed once they have been in it for as long as in a backlog (queues.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, NONE, WHOLE
from drillsim.engine.work.accounts import FAILED, SLOWED
from drillsim.engine.work.queues import Queue

if TYPE_CHECKING:
    from drillsim.engine.arrays import LineRow
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.capacity import Capacities
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.lines import Lines


class Slow:
    """The queues of lines in slow systems."""

    __slots__ = ("_capacities", "_levels", "_lines", "_queues", "_rows", "_state", "_timer", "delayed")

    def __init__(self, state: State, levels: Levels, lines: Lines, capacities: Capacities, timer: int) -> None:
        self._state = state
        self._levels = levels
        self._lines = lines
        self._capacities = capacities
        self._rows = state.plan.lines
        self._timer = timer
        self._queues: dict[int, Queue] = {}
        """By line: who waits in a slow system, since when."""
        self.delayed = [0] * len(self._rows)
        """How much becomes delayed per time."""

    def put_off(self, line: int, done: int, lost: int) -> tuple[int, int]:
        """What a slow system puts off: the share of demand that begins to wait, and what leaves its queue per time."""
        row, accounts = self._rows[line], self._lines.accounts[line]
        stock = accounts[SLOWED]
        queue = self._queues.get(line)
        if queue is not None:
            queue.bring(self._state.now)
        level = self._levels.done[row.node]
        if not level:
            if stock > 0 and self._patience(row) >= 0:
                accounts[SLOWED] = 0
                self._queues.pop(line, None)
                self._lines.end_waiting(line, FAILED, stock)
            return 0, 0
        share = self._capacities.slow_share(line)
        if not share:
            return 0, self._capacities.spare(line) * level // WHOLE if stock > 0 else 0
        patience = self._patience(row)
        if patience >= 0 and stock >= done * patience:
            return 0, 0
        return min(share, lost), 0

    def watch(self, line: int, done: int, inflow: int) -> None:
        """Wake up when the queue in a slow system reaches the customers' patience, is empty, or ages otherwise."""
        row, now = self._rows[line], self._state.now
        rate = self._lines.rates[line][SLOWED]
        stock = self._lines.accounts[line][SLOWED]
        at = self._age(line, inflow, inflow - rate) if stock or rate else self._forget(line)
        if rate > 0 and (patience := self._patience(row)) >= 0:
            left = done * patience - stock
            at = min(at, now + max(1, -(-left // rate)))
        elif rate < 0:
            at = min(at, now + max(1, -(-stock // -rate)))
        self._state.clock.arm(self._timer + line, at)

    def _patience(self, row: LineRow) -> int:
        """How long its customers wait; less than nothing if for as long as it takes."""
        return self._state.values[row.patience] if row.patience >= 0 else NONE

    def _age(self, line: int, inflow: int, outflow: int) -> int:
        """So much joins the queue per time and so much leaves it: what becomes delayed, and when that changes."""
        queue, now = self._queues.get(line), self._state.now
        if queue is None:
            queue = self._queues[line] = Queue(())
            queue.bring(now)
        queue.flow_in(now, [inflow])
        queue.outflow = [outflow]
        self.delayed[line], again = queue.delay(queue.own, now)
        return again

    def _forget(self, line: int) -> int:
        """Nobody waits."""
        self._queues.pop(line, None)
        self.delayed[line] = 0
        return NEVER
