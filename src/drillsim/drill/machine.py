"""Owns what a drill takes from the machine that it runs on: its two clocks.

1. The monotonic clock drives a drill; it never goes back, whatever somebody does to the time of day.
2. The clock on the wall is written beside what happens, for the reader's information; nothing hangs on it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


def wall_text() -> str:
    """The time of day and its zone, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Machine:
    """The clocks that a drill is given."""

    mono: Callable[[], float] = time.monotonic
    """Seconds that only grow."""
    wall: Callable[[], str] = wall_text
    """The time of day."""
