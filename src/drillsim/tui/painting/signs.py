"""Owns the signs that screens are drawn with, in two sets: one with symbols, and one that any terminal shows.

No sign carries a meaning alone: a word stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Signs:
    """One set of signs, each a cell wide."""

    name: str
    down: str
    partly: str
    back: str
    unknown: str
    good: str
    held: str
    full: str
    part: str
    empty: str
    unread: str
    hint: str
    correction: str
    mine: str
    now: str
    paused: str
    running: str
    branch: str
    last: str
    steps: str
    """Heights of a bar, from the lowest to the highest."""


SYMBOLS: Final = Signs(
    name="symbols", down="✗", partly="!", back="~", unknown="?", good="+", held="=", full="█", part="▌", empty="·",
    unread="●", hint="»", correction="±", mine=">", now="▼", paused="‖", running="▶", branch="├", last="└",
    steps="▁▂▃▄▅▆▇█",
)  # fmt: skip
ASCII: Final = Signs(
    name="ascii", down="X", partly="!", back="~", unknown="?", good="+", held="=", full="#", part="#", empty="-",
    unread="*", hint="i", correction="/", mine=">", now="v", paused="|", running=">", branch="|", last="`",
    steps="._-=+*%#",
)  # fmt: skip
SETS: Final = {signs.name: signs for signs in (SYMBOLS, ASCII)}


def bar(signs: Signs, millionths: int, width: int) -> str:
    """A share as a bar, rounded down, but never empty where something is used nor full before all is."""
    shown = min(width, max(0, millionths) * width // 1_000_000)
    if millionths > 0 and not shown:
        return (signs.part + signs.empty * (width - 1)) if width else ""
    return signs.full * shown + signs.empty * (width - shown)
