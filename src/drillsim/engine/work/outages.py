"""How long each line is out.

1. A line is out while good service is below `restored_at`. An outage cannot begin while the line is closed; one that
   began goes on through the night, until good service is back.
2. It has ended once good service held for `settle`, dated back: a flutter is part of the outage, though only the time
   below counts as time out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, WHOLE, Entity

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.levels import Levels


class Outages:
    """The outage clock of every line."""

    __slots__ = ("_levels", "_rows", "_state", "_timer", "below", "good", "longest", "onset", "out", "restored")

    def __init__(self, state: State, levels: Levels, timer: int) -> None:
        self._state = state
        self._levels = levels
        self._rows = state.plan.lines
        self._timer = timer
        count = len(self._rows)
        self.good = [WHOLE] * count
        """The share of demand that is served well or accepted."""
        self.below = [False] * count
        self.out = [False] * count
        """Whether an outage goes on; it may be above already and not settled."""
        self.onset = [0] * count
        self.restored = [0] * count
        self.longest = [0] * count

    def see(self, line: int, good: int, *, is_open: bool) -> bool:
        """Good service is so much from now on; whether that is below what counts as restored."""
        row = self._rows[line]
        state = self._state
        self.good[line] = good
        was = self.below[line]
        below = good < state.values[row.restored_at] and (is_open or was)
        if below == was:
            return below
        self.below[line] = below
        if not below:
            self.restored[line] = state.now
            state.clock.arm(self._timer + line, state.now + state.values[row.settle])
            return below
        state.clock.arm(self._timer + line, NEVER)
        if not self.out[line]:
            self.out[line] = True
            self.onset[line] = state.now
            if state.recording:
                levels = self._levels
                contained = levels.done[row.node] == levels.open[row.node] and levels.wrong[row.node] == 0
                causes = (state.why(Entity.NODE, row.node), *state.settings(row.restored_at))
                detail = (good, "contained" if contained else "failing")
                state.note(Entity.LINE, line, "out", row.subject, detail, causes)
        return below

    def settled(self, line: int) -> None:
        """Good service has held long enough: the outage is over, since it came back."""
        row = self._rows[line]
        state = self._state
        self.out[line] = False
        lasted = self.restored[line] - self.onset[line]
        self.longest[line] = max(self.longest[line], lasted)
        causes = (state.why(Entity.LINE, line), state.why(Entity.NODE, row.node))
        state.note(Entity.LINE, line, "restored", row.subject, (self.restored[line], lasted), causes)
        state.changed(Entity.LINE, line)

    def longest_now(self, line: int) -> tuple[int, int]:
        """The longest stretch of outage, with whether it grows now."""
        if not self.out[line]:
            return self.longest[line], 0
        if self.below[line]:
            lasted = self._state.now - self.onset[line]
            return (lasted, 1) if lasted >= self.longest[line] else (self.longest[line], 0)
        return max(self.longest[line], self.restored[line] - self.onset[line]), 0
