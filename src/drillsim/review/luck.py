"""What luck makes of a what-if: what it costs with each of several seeds, beside the run as it was with the same seed.

1. Two seeds that let every chance of a run come out alike give the same run, so it is played once for both. Pinned, few
   chances are left, and most seeds are alike.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drillsim.engine import is_alike
from drillsim.review.playing import play
from drillsim.review.ranking import toll

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drillsim.review.playing import Played, Replay
    from drillsim.review.ranking import Cost


class Bases:
    """The runs as they were, by seed: played when they are first asked for, and once for seeds that are alike."""

    def __init__(self, told: Replay) -> None:
        self._replay = told
        self._played: list[Played] = []

    def of(self, seed: int) -> Played:
        """The run as it was with a seed; the first one that is asked for has a trace."""
        found = next((each for each in self._played if each.seed == seed or is_alike(each.run, seed)), None)
        if found is None:
            found = play(self._replay, seed, record=not self._played)
            self._played.append(found)
        return replace(found, seed=seed)


def costs_of(
    bases: Bases, first: Played, other_of: Callable[[Played], Played], seeds: Sequence[int]
) -> tuple[Cost, ...]:
    """What a what-if costs with further seeds, each beside the run as it was; first is its run with another seed."""
    others, costs = [first], []
    for seed in seeds:
        base = bases.of(seed)
        other = next((each for each in others if _is_same(bases, each, base)), None)
        if other is None:
            other = other_of(base)
            others.append(other)
        costs.append((toll(base), toll(other)))
    return tuple(costs)


def _is_same(bases: Bases, other: Played, base: Played) -> bool:
    """Whether a what-if that was played comes out the same beside another run as it was."""
    return bases.of(other.seed).run is base.run and is_alike(other.run, base.seed)
