"""Owns how the screen ends when nobody pressed a key: by a signal, or because the terminal is gone.

Either way the screen closes in order, so that the drill is written down and whoever comes back can take it up.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_SECONDS: Final = 2.0
"""A terminal that went away without a signal is noticed within this time."""
BY_SIGNAL: Final = 128
"""A program that a signal ended says this and the number of the signal."""
GONE: Final = BY_SIGNAL + 1
"""The terminal went away: as if by a hang-up."""


def heed_signals(end: Callable[[int], object]) -> None:
    """Ends in order, with the usual code, when a signal asks for it; nothing happens where there are no signals."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, end, BY_SIGNAL + number)
        except (NotImplementedError, RuntimeError, ValueError):
            return


def terminal_is_gone() -> bool:
    """Whether what was a terminal is none any more."""
    stream = sys.__stdin__
    try:
        return stream is not None and not os.isatty(stream.fileno())
    except (OSError, ValueError):
        return True
