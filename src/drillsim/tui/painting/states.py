"""Owns how a state looks: its sign, its word and its colour, so that it reads without colour too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.telling.state_words import state_word

if TYPE_CHECKING:
    from drillsim.tui.painting.signs import Signs

_KINDS: Final = {
    "": "unknown",
    "up": "good", "below": "good", "empty": "good", "done": "good", "met": "good", "effective": "good",
    "degraded": "partly", "alarming": "partly", "waiting": "partly", "approving": "partly", "late": "partly",
    "owed": "partly", "unstable": "partly", "trouble": "partly", "open": "partly",
    "down": "down", "out": "down", "full": "down", "failed": "down", "abended": "down", "missed": "down",
    "withheld": "held", "closed": "held", "cancelled": "held",
    "running": "back", "started": "back", "decided": "back",
}  # fmt: skip
_LOOKS: Final = {
    "unknown": "unknown", "good": "good", "partly": "warn", "down": "bad", "held": "held", "back": "back",
}  # fmt: skip
WORD_CELLS: Final = 12
"""The room that a state takes, its sign included."""


def state_look(state: str) -> str:
    """The look of a state."""
    return _LOOKS[_KINDS.get(state, "unknown")]


def state_sign(state: str, signs: Signs) -> str:
    """The sign of a state."""
    found: str = getattr(signs, _KINDS.get(state, "unknown"))
    return found


def state_cell(state: str, signs: Signs) -> str:
    """The sign and the word of a state."""
    word = state_word(state).lstrip("?？ ")
    return f"{state_sign(state, signs)} {word}"
