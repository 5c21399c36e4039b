"""Owns how real time becomes simulated time.

1. The target is `anchor of the simulation + (monotonic clock - anchor) x speed`. Nothing counts ticks, so nothing
   drifts when ticks are missed.
2. Pausing, going on, another speed and going back only set the anchors anew: a long pause releases nothing at once.
3. When nobody has asked for so long that the machine must have slept, that time counts as a pause.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

SPEED_MIN: Final = 1
SPEED_MAX: Final = 3600
SPEEDS: Final = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 3600)
"""The speeds that a key steps through."""
ASLEEP_SECONDS: Final = 10.0
"""Longer than this between two questions means that the machine slept."""


class DrillClock:
    """The clock of a drill; it starts paused."""

    def __init__(self, mono: Callable[[], float], now: int = 0, speed: int = 60) -> None:
        self._mono = mono
        self.speed = _within(speed)
        self.paused = True
        self._anchor = now
        self._since = self._asked = mono()

    def target(self) -> int:
        """The moment that the simulation should have reached."""
        seen = self._mono()
        if self.paused:
            self._since = self._asked = seen
            return self._anchor
        if seen - self._asked > ASLEEP_SECONDS:
            self._since += seen - self._asked
        self._asked = seen
        return self._anchor + int((seen - self._since) * 1_000 * self.speed)

    def pause(self) -> None:
        """Stops at the target of this moment."""
        self._set(self.target())
        self.paused = True

    def go(self) -> None:
        """Goes on from where it stands."""
        if self.paused:
            self._set(self._anchor)
            self.paused = False

    def move(self, now: int) -> None:
        """Stands at another moment: the run went back, jumped, or could not keep up."""
        self._set(now)

    def set_speed(self, speed: int) -> None:
        """Runs at another speed from here on, between 1 and 3600 times real time."""
        self._set(self.target())
        self.speed = _within(speed)

    def faster(self) -> None:
        """The next speed up."""
        self.set_speed(next((each for each in SPEEDS if each > self.speed), SPEED_MAX))

    def slower(self) -> None:
        """The next speed down."""
        self.set_speed(next((each for each in reversed(SPEEDS) if each < self.speed), SPEED_MIN))

    def _set(self, now: int) -> None:
        self._anchor = now
        self._since = self._asked = self._mono()


def _within(speed: int) -> int:
    return max(SPEED_MIN, min(SPEED_MAX, speed))
