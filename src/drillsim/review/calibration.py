"""Which numbers were fitted to which published rows or read off them.

1. A number is named by one entry of `basis`; one entry may stand for several numbers by a pattern.
2. An entry that names its rows counts for a case if one of them is a row of it. One that says in words what it was
   fitted to counts where the scenario itself has it; in a shared topology it is told apart, for it may be about
   another scenario.
3. A number that was read off rows of the source, such as a length between two of its times, brings them about as much
   as one that was fitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.model.topology import Calibrated, Fitted, ReadOff, Sourced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.library import Case
    from drillsim.model.topology import Basis

Named = tuple[tuple[str, tuple[str, ...]], ...]
"""Parameters, each with the names of rows."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted in a case, and what was read off its source."""

    fitted: Named
    """Each parameter with the names of the rows of this case that it was fitted to."""
    read_off: Named
    """Each parameter with the names of the rows of this case that it was read off."""
    in_words: tuple[str, ...]
    """Parameters of the scenario that say only in words what they were fitted to."""
    shared_in_words: tuple[str, ...]
    """Parameters of the topology that do so."""

    @property
    def targets(self) -> frozenset[str]:
        """The names of all rows that something was fitted to."""
        return frozenset(name for _path, names in self.fitted for name in names)

    @property
    def sources(self) -> frozenset[str]:
        """The names of all rows that something was read off."""
        return frozenset(name for _path, names in self.read_off for name in names)

    @property
    def is_whole(self) -> bool:
        """Whether every parameter names its rows."""
        return not self.in_words and not self.shared_in_words


def calibration(case: Case) -> Calibration:
    """What the basis of a case says about numbers that were fitted or read off."""
    fitted: dict[str, tuple[str, ...]] = {}
    read_off: dict[str, tuple[str, ...]] = {}
    in_words: dict[bool, list[str]] = {False: [], True: []}
    for is_shared, path, source in _entries(case):
        if source == "calibrated" or (isinstance(source, Calibrated) and not isinstance(source.calibrated, Fitted)):
            in_words[is_shared].append(path)
        elif isinstance(source, Calibrated) and isinstance(source.calibrated, Fitted):
            fitted[path] = _of_this_case(source.calibrated.to, case.scenario.id)
        elif isinstance(source, Sourced) and isinstance(source.published, ReadOff):
            read_off[path] = _of_this_case(source.published.of, case.scenario.id)
    return Calibration(_named(fitted), _named(read_off), tuple(in_words[False]), tuple(in_words[True]))


def _entries(case: Case) -> Iterator[tuple[bool, str, Basis]]:
    """Every entry, and whether other scenarios may share it."""
    for is_shared, basis in ((True, case.topology.basis), (False, case.scenario.basis)):
        for path, source in basis.items():
            yield is_shared, path, source


def _named(found: dict[str, tuple[str, ...]]) -> Named:
    """Those that name a row of this case."""
    return tuple((path, names) for path, names in found.items() if names)


def _of_this_case(names: tuple[str, ...], scenario: str) -> tuple[str, ...]:
    """The names of rows of a scenario, without its own id before them."""
    split = (name.rpartition(".") for name in names)
    return tuple(row for of, _dot, row in split if of in ("", scenario))
