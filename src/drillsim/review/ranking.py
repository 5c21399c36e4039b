"""What-ifs by their effect: the one that spares most customers first.

1. Ranked by customers hit, over all lines; then by the time all lines were out; then by the items that fleets kept;
   then by overdue items and by breached tolerances. What is alike in all of it keeps the order in which it is written.
2. A what-if that makes things worse stands below one that changes nothing.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from drillsim.engine import read_kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drillsim.review.compare import Comparison
    from drillsim.review.playing import Played


@dataclass(frozen=True, slots=True)
class Toll:
    """What a run cost, over all lines and fleets; the order of its fields is the order of ranking."""

    customers: int
    outage: int
    kept: int
    overdue: int
    breaches: int
    """Forms of tolerances that were breached."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """One what-if beside the run it is held against."""

    name: str
    base: Toll
    toll: Toll
    opened: tuple[str, ...]
    """Questions that only the what-if leaves open."""
    refused: frozenset[str] = frozenset()
    """Questions on which only the what-if refuses a choice."""

    @property
    def effect(self) -> Toll:
        """How much more it costs."""
        return Toll(*(now - then for now, then in zip(astuple(self.toll), astuple(self.base), strict=True)))


def toll(played: Played) -> Toll:
    """What a run cost."""
    outcome = played.run.outcome()
    return Toll(
        customers=sum(line.customers for line in outcome.lines),
        outage=sum(line.outage for line in outcome.lines),
        kept=sum(read_kept(played.run).values()),
        overdue=sum(line.overdue for line in outcome.lines),
        breaches=len(outcome.breaches),
    )


def ranked(comparisons: Iterable[tuple[str, Comparison]]) -> tuple[Ranking, ...]:
    """Named what-ifs, the one that spares most first."""
    found = [
        Ranking(name, toll(each.base), toll(each.other), each.opened, frozenset(one.subject for one in each.refused))
        for name, each in comparisons
    ]
    return tuple(sorted(found, key=lambda ranking: astuple(ranking.effect)))
