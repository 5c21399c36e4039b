"""How long each line is out.

    in order --falls below--> below --is good again--> up --good for `settle`--> in order
                                ^                       |
                                +----falls again--------+

1. A line is out from the moment good service falls below `restored_at` until it is restored: an outage is that stretch,
   and time out is the sum of them. An outage cannot begin while the line is closed; one that began goes on through
   the night, until good service is back.
2. It has ended once good service held for `settle`, dated back. Flutter, good service that did not hold, belongs to
   the stretch; the time below is counted beside it, without flutter.
3. While the line is up and not yet settled nobody can know which it will be: the clock stands still, and when it
   falls again the time since it was up is counted at that moment. So the clock never runs ahead of what is known and
   never goes back, and what it shows at the end is the sum of the stretches to the millisecond.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, WHOLE, Entity

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.causes import Causes
    from drillsim.engine.supply.levels import Levels

_LINE = int(Entity.LINE)
_NODE = int(Entity.NODE)


class Outages:
    """The outage clock of every line."""

    __slots__ = (
        "_causes", "_levels", "_rows", "_seen", "_state", "_timer", "_up_open", "_was_open", "below", "flutter",
        "flutter_open", "good", "longest", "onset", "out", "restored",
    )  # fmt: skip

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
        self.flutter = [0] * count
        """How long good service did not hold, in all outages that it did not end."""
        self.flutter_open = [0] * count
        """How much of that the line was open."""
        self._up_open = [0] * count
        """How long the line has been open since it was up again."""
        self._seen = [0] * count
        self._was_open = [False] * count
        self._causes: Causes

    def attach(self, causes: Causes) -> None:
        """Learn what is behind a level of which nothing was recorded: that of the first moment."""
        self._causes = causes

    def see(self, line: int, good: int, *, is_open: bool) -> bool:
        """Good service is so much from now on; whether that is below what counts as restored."""
        row = self._rows[line]
        state = self._state
        self.good[line] = good
        out = self.out[line]
        below = good < state.values[row.restored_at] and (is_open or out)
        if out and not self.below[line]:
            self._flutters(line, below=below, is_open=is_open)
        if below == self.below[line]:
            return below
        self.below[line] = below
        if not below:
            self.restored[line] = self._seen[line] = state.now
            self._up_open[line] = 0
            self._was_open[line] = is_open
            state.clock.arm(self._timer + line, state.now + state.values[row.settle])
            return below
        state.clock.arm(self._timer + line, NEVER)
        if not out:
            self.out[line] = True
            self.onset[line] = state.now
            if state.recording:
                levels = self._levels
                contained = levels.done[row.node] == levels.open[row.node] and levels.wrong[row.node] == 0
                known = state.why(_NODE, row.node)
                behind = (known,) if known >= 0 else self._causes.of_node(row.node, fell=True)[0]
                causes = (*behind, *state.settings(row.restored_at))
                detail = (good, "contained" if contained else "failing")
                state.note(_LINE, line, "out", row.subject, detail, causes)
        return below

    def _flutters(self, line: int, *, below: bool, is_open: bool) -> None:
        """The line is up and not settled; if it falls again, the time since it was up was part of the outage."""
        now = self._state.now
        if self._was_open[line]:
            self._up_open[line] += now - self._seen[line]
        self._seen[line] = now
        self._was_open[line] = is_open
        if below:
            self.flutter[line] += now - self.restored[line]
            self.flutter_open[line] += self._up_open[line]

    def settled(self, line: int) -> None:
        """Good service has held long enough: the outage is over, since it came back."""
        row = self._rows[line]
        state = self._state
        self.out[line] = False
        lasted = self.restored[line] - self.onset[line]
        self.longest[line] = max(self.longest[line], lasted)
        causes = (state.why(_LINE, line), state.why(_NODE, row.node))
        state.note(_LINE, line, "restored", row.subject, (self.restored[line], lasted), causes)
        state.changed(_LINE, line)

    def longest_now(self, line: int) -> tuple[int, int]:
        """The longest stretch of outage, with whether it grows now."""
        if not self.out[line]:
            return self.longest[line], 0
        if self.below[line]:
            lasted = self._state.now - self.onset[line]
            return (lasted, 1) if lasted >= self.longest[line] else (self.longest[line], 0)
        return max(self.longest[line], self.restored[line] - self.onset[line]), 0
