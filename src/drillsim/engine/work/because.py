"""Items that a line loses on one supplier, or on something behind it: only where something asks for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE
from drillsim.engine.work.accounts import FAILED, TURNED

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.blame import Blame
    from drillsim.engine.supply.levels import Levels


class Because:
    """What each line has lost on each supplier that is asked about."""

    __slots__ = ("_blame", "_levels", "_nodes", "_rates", "_rows", "_sums", "of_line")

    def __init__(self, state: State, levels: Levels, blame: Blame) -> None:
        self._levels = levels
        self._blame = blame
        self._rows = state.plan.because
        self._nodes = [row.node for row in state.plan.lines]
        self._sums = [0] * len(self._rows)
        self._rates = [0] * len(self._rows)
        self.of_line = [row.because for row in state.plan.lines]
        """What is asked about each line."""

    def bring(self, line: int, elapsed: int) -> None:
        """So much time has passed at the present rates."""
        for because in self.of_line[line]:
            self._sums[because] += self._rates[because] * elapsed

    def flow(self, line: int, rates: list[int]) -> None:
        """The line fares otherwise from now on."""
        node = self._nodes[line]
        opened, level = self._levels.open[node], self._levels.done[node]
        for because in self.of_line[line]:
            row = self._rows[because]
            if row.turned:
                turned = self._blame.turned(node, row.target)
                rate = rates[TURNED] * turned // (WHOLE - opened) if opened < WHOLE else 0
            else:
                failed = self._blame.failed(node, row.target)
                rate = rates[FAILED] * failed // (opened - level) if level < opened else 0
            self._rates[because] = rate

    def read(self, because: int, elapsed: int) -> tuple[int, int]:
        """Items lost so far, and how fast, so long after the sums were brought up to date."""
        return self._sums[because] + self._rates[because] * elapsed, self._rates[because]
