"""Which windows are open now, and who must know when one opens or closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, Entity
from drillsim.engine.kernel.calendar import is_open, next_change

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.state import State


class Windows:
    """The state of every window."""

    __slots__ = ("_rows", "_state", "_tell", "_timer", "is_open")

    def __init__(self, state: State, timer: int) -> None:
        self._state = state
        self._rows = state.plan.windows
        self._timer = timer
        plan = state.plan
        self.is_open = [row.always or is_open(row, plan.calendar, state.values, 0) for row in self._rows]
        self._tell: Callable[[int, bool], None]

    def begin(self, tell: Callable[[int, bool], None]) -> None:
        """Tell who depends on a window that starts closed, and wait for the changes to come."""
        self._tell = tell
        for window, row in enumerate(self._rows):
            if row.always:
                continue
            self._wait(window)
            tell(window, self.is_open[window])

    def _wait(self, window: int) -> None:
        state = self._state
        at = next_change(self._rows[window], state.plan.calendar, state.values, state.now)
        state.clock.arm(self._timer + window, at if at <= state.plan.horizon else NEVER)

    def look(self, window: int) -> None:
        """Its time has come, or an effect moved it."""
        row = self._rows[window]
        if row.always:
            return
        state = self._state
        now_open = is_open(row, state.plan.calendar, state.values, state.now)
        self._wait(window)
        if now_open != self.is_open[window]:
            self.is_open[window] = now_open
            state.changed(Entity.WINDOW, window)
            self._tell(window, now_open)
