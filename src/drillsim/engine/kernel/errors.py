"""What can go wrong inside a run that is not the engine's own mistake."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from drillsim.errors import DrillsimError

_NAMES_MAX = 12
"""How many names a hint lists before it says how many more there are."""


class LoopError(DrillsimError):
    """Things act on each other without end within one millisecond."""

    def __init__(self, at: str, loop: str) -> None:
        super().__init__(
            f"{at}: this never settles within one moment: {loop}",
            "let one of them act a while later (after: 1s), or wait until something has held (for 1s)",
        )


class CommandRefused(DrillsimError):
    """A command that cannot be carried out; it changed nothing."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason, hint or None)


def nearest_hint(name: str, known: Iterable[str]) -> str:
    """What somebody who wrote an unknown name may have meant: the nearest, else what there is."""
    names = list(known)
    near = get_close_matches(name, names, n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    more = f" and {len(names) - _NAMES_MAX} more" if len(names) > _NAMES_MAX else ""
    return f"there are: {', '.join(names[:_NAMES_MAX])}{more}"
