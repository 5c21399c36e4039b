"""How far the present step of each work has come, and the items it does on the way.

1. A step has so much work left, in ms times WHOLE; each ms at full speed takes WHOLE of it.
2. Its time is up at the first millisecond that reaches zero.
3. Items move in straight lines between changes of speed, like everything that is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NEVER, WHOLE

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State

FINE = WHOLE * WHOLE
"""All of a work, as its share is read: fine enough for a growth per ms that is a whole number."""
_HOUR_MS = 3_600_000


class Progress:
    """The present step of every work."""

    __slots__ = ("_duration", "_left", "_rates", "_since", "_state", "items", "speed")

    def __init__(self, state: State, count: int) -> None:
        self._state = state
        self._left = [0] * count
        self._duration = [1] * count
        self._since = [0] * count
        self._rates = [(0, 0)] * count
        """Items done and failed per time now."""
        self.speed = [0] * count
        """Share of full speed."""
        self.items = [(0, 0)] * count
        """Items done and failed so far, up to the last change."""

    def clear(self, work: int) -> None:
        """Forget how far the step had come: it will begin anew."""
        self._left[work] = 0

    def begun(self, work: int) -> bool:
        """Whether something of the step is left to do."""
        return self._left[work] > 0

    def give(self, work: int, takes: int) -> None:
        """So much time is to be spent: a step, or what a mis-step costs."""
        self._left[work] = takes * WHOLE
        self._duration[work] = max(1, takes)

    def rest(self, work: int) -> None:
        """It stands still, and does no items."""
        self.bring(work)
        self.speed[work] = 0
        self._rates[work] = (0, 0)

    def bring(self, work: int) -> None:
        """Bring progress and items up to now."""
        now = self._state.now
        elapsed = now - self._since[work]
        if elapsed:
            self._since[work] = now
            self._left[work] = max(0, self._left[work] - elapsed * self.speed[work])
            done, failed = self.items[work]
            more, lost = self._rates[work]
            self.items[work] = (done + more * elapsed, failed + lost * elapsed)

    def over(self, work: int) -> int:
        """When the step is over at the present speed, or NEVER."""
        speed = self.speed[work]
        return self._since[work] + -(-self._left[work] // speed) if speed > 0 else NEVER

    def work_on(self, work: int, items: int, right: int) -> bool:
        """Do `items` (in thousandths) over the whole step, so much of them right; whether that changed anything."""
        pace = items * _HOUR_MS // self._duration[work] * self.speed[work] // WHOLE
        done = pace * right // WHOLE
        rates = (done, pace - done)
        if rates == self._rates[work]:
            return False
        self._rates[work] = rates
        return True

    def complete(self, work: int, items: int) -> None:
        """What rounding left of the items of a finished job is done too."""
        done, failed = self.items[work]
        self.items[work] = (max(done, items * (ITEM // 1000) - failed), failed)

    def part(self, work: int) -> tuple[int, int]:
        """The share of the step that is done, of FINE, and how fast it grows; nothing is stored."""
        duration, speed = self._duration[work], self.speed[work]
        left = max(0, self._left[work] - (self._state.now - self._since[work]) * speed)
        return FINE - left * WHOLE // duration, -(-speed * WHOLE // duration)

    def counted(self, work: int, place: int) -> tuple[int, int]:
        """Items done (0) or failed (1) by now, and how fast; nothing is stored."""
        rate = self._rates[work][place]
        return self.items[work][place] + rate * (self._state.now - self._since[work]), rate
