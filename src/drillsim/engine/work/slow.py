"""Slow systems: what they let wait, how fast they work it off, and when that changes.

1. The excess waits up to the customers' patience; what waits is worked off with what the system has to spare.
2. If it dies, those who have patience to lose lose it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, WHOLE
from drillsim.engine.work.accounts import FAILED, SLOWED

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.capacity import Capacities
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.lines import Lines


class Slow:
    """The queues of lines in slow systems."""

    __slots__ = ("_capacities", "_levels", "_lines", "_rows", "_state", "_timer")

    def __init__(self, state: State, levels: Levels, lines: Lines, capacities: Capacities, timer: int) -> None:
        self._state = state
        self._levels = levels
        self._lines = lines
        self._capacities = capacities
        self._rows = state.plan.lines
        self._timer = timer

    def put_off(self, line: int, done: int, lost: int) -> tuple[int, int]:
        """What a slow system puts off: the share of demand that begins to wait, and what leaves its queue per time."""
        row, accounts = self._rows[line], self._lines.accounts[line]
        stock = accounts[SLOWED]
        level = self._levels.done[row.node]
        if not level:
            if stock > 0 and row.patience >= 0:
                accounts[SLOWED] = 0
                self._lines.end_waiting(line, FAILED, stock)
            return 0, 0
        share = self._capacities.slow_share(line)
        if not share:
            return 0, self._capacities.spare(line) * level // WHOLE if stock > 0 else 0
        if row.patience >= 0 and stock >= done * self._state.values[row.patience]:
            return 0, 0
        return min(share, lost), 0

    def watch(self, line: int, done: int) -> None:
        """Wake up when the queue in a slow system reaches the customers' patience, or is empty."""
        row = self._rows[line]
        rate = self._lines.rates[line][SLOWED]
        stock = self._lines.accounts[line][SLOWED]
        at = NEVER
        if rate > 0 and row.patience >= 0:
            left = done * self._state.values[row.patience] - stock
            at = self._state.now + max(1, -(-left // rate))
        elif rate < 0:
            at = self._state.now + max(1, -(-stock // -rate))
        self._state.clock.arm(self._timer + line, at)
