"""What can go wrong inside a run that is not the engine's own mistake."""

from __future__ import annotations

from drillsim.errors import DrillsimError


class LoopError(DrillsimError):
    """Things act on each other without end within one millisecond."""

    def __init__(self, loop: str) -> None:
        super().__init__(f"this never settles within one moment: {loop}")


class CommandRefused(DrillsimError):
    """A command that cannot be carried out; it changed nothing."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason, hint or None)
