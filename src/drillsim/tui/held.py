"""Owns the drills that were held: where they lie, and what there is; read when somebody asks for them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from drillsim.drill import Machine
    from drillsim.drill.shelf import Kept


class Held:
    """The drills in a folder, and the machine by whose clocks they run."""

    def __init__(self, shelf: Path | None = None, machine: Machine | None = None) -> None:
        self._given = (shelf, machine)
        self._read: list[Kept] | None = None

    @cached_property
    def shelf(self) -> Path:
        """Where drills are kept."""
        from drillsim.drill import shelf_folder

        return self._given[0] or shelf_folder()

    @cached_property
    def machine(self) -> Machine:
        """Whose clocks a drill runs by."""
        from drillsim.drill import Machine

        return self._given[1] or Machine()

    def drills(self) -> list[Kept]:
        """The drills that were held."""
        from drillsim.drill import kept_drills

        if self._read is None:
            self._read = kept_drills(self.shelf)
        return self._read

    def find(self, path: str) -> Kept | None:
        """A drill by where it lies; nothing if it is not among those that were read."""
        return next((each for each in self._read or () if str(each.path) == path), None)

    def forget(self) -> None:
        """Reads anew when somebody asks again."""
        self._read = None
