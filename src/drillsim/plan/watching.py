"""What else changes when something changes that a condition looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drillsim.engine.arrays import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drillsim.engine.arrays import CapacityRow, LineRow, UnitsRow


class Watched(Protocol):
    """The rows that hang together: those of a plan, or of one that is being compiled."""

    @property
    def fault_node(self) -> Mapping[int, int]:
        """Node of a component to the node its faults act on."""

    @property
    def limits_of(self) -> Mapping[int, tuple[int, ...]]:
        """Node to the limits of the component."""

    @property
    def units(self) -> Sequence[UnitsRow]:
        """The fleets."""

    @property
    def capacities(self) -> Sequence[CapacityRow]:
        """The capacities."""

    @property
    def lines(self) -> Sequence[LineRow]:
        """The lines."""


def with_parts(rows: Watched, watches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """What a condition looks at, with everything that changes along with it."""
    found = [each for entity, index in watches for each in _parts(rows, entity, index)]
    return tuple(dict.fromkeys((int(entity), index) for entity, index in found))


def _parts(rows: Watched, entity: int, index: int) -> list[tuple[int, int]]:
    watched = [(entity, index)]
    if entity == Entity.NODE:
        fault = rows.fault_node.get(index)
        if fault is not None:
            watched.append((Entity.NODE, fault))
        watched += [(Entity.UNITS, i) for i, row in enumerate(rows.units) if row.node == index]
        watched += [(Entity.CAPACITY, i) for i, row in enumerate(rows.capacities) if row.node == index]
        watched += [(Entity.LIMIT, i) for i in rows.limits_of.get(index, ())]
    if entity == Entity.LINE:
        backlog = rows.lines[index].backlog
        if backlog >= 0:
            watched.append((Entity.BACKLOG, backlog))
    return watched
