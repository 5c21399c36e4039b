"""What-ifs by their effect: the one that spares most customers first.

1. Ranked by customers hit, over all lines; then by the time all lines were out; then by the items that fleets kept;
   then by overdue items and by breached tolerances. What is alike in all of it keeps the order in which it is written.
2. A what-if that makes things worse stands below one that changes nothing.
3. Of several seeds, a what-if is held against the run as it was with the same seed, and ranked by the middle one of its
   effects: it does as well in half of the runs at least. Its bad branch, the worst effect and how often it costs more
   than it spares, is told beside it.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from drillsim.engine import read_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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


Cost = tuple[Toll, Toll]
"""What the run as it was cost, and what the what-if cost, with one seed."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """One what-if beside the runs that it is held against."""

    name: str
    costs: tuple[Cost, ...]
    """By seed; one where luck has no say."""
    opened: tuple[str, ...]
    """Questions that only the what-if leaves open, with the first seed."""
    refused: frozenset[str] = frozenset()
    """Questions on which only the what-if refuses a choice, with the first seed."""

    @property
    def ordered(self) -> tuple[Cost, ...]:
        """From the best effect to the worst."""
        return tuple(sorted(self.costs, key=lambda cost: astuple(_effect(cost))))

    @property
    def toll(self) -> Toll:
        """What it costs, in the middle."""
        return self.ordered[(len(self.costs) - 1) // 2][1]

    @property
    def effect(self) -> Toll:
        """How much more it costs, in the middle."""
        return _effect(self.ordered[(len(self.costs) - 1) // 2])

    @property
    def effects(self) -> tuple[Toll, ...]:
        """How much more it costs, by seed."""
        return tuple(_effect(cost) for cost in self.costs)

    @property
    def worst(self) -> Toll:
        """How much more it costs with the seed in which it does worst."""
        return _effect(self.ordered[-1])

    @property
    def is_lucky(self) -> bool:
        """Whether its effect hangs on luck."""
        return len(set(self.effects)) > 1

    @property
    def harmful(self) -> int:
        """With how many seeds it costs more than it spares."""
        return sum(astuple(effect) > astuple(_NOTHING) for effect in self.effects)


_NOTHING = Toll(0, 0, 0, 0, 0)


def _effect(cost: Cost) -> Toll:
    return Toll(*(now - then for then, now in zip(*map(astuple, cost), strict=True)))


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


def ranked(
    comparisons: Iterable[tuple[str, Comparison]], more: Mapping[str, Sequence[Cost]] | None = None
) -> tuple[Ranking, ...]:
    """Named what-ifs, the one that spares most first; by name, what further seeds cost."""
    others = more or {}
    found = [
        Ranking(
            name,
            ((toll(each.base), toll(each.other)), *others.get(name, ())),
            each.opened,
            frozenset(one.subject for one in each.refused),
        )
        for name, each in comparisons
    ]
    return tuple(sorted(found, key=lambda ranking: astuple(ranking.effect)))
