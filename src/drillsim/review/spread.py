"""Where a published value lies among many runs of the same plan with other luck.

1. A percentile is by nearest rank, so that it is always a value that occurred; what never came is later than all.
2. The published value's own percentile is the share of runs below it, with half of those that equal it.
3. Inside is from the 5th to the 95th percentile, both included. Where luck makes no difference there is no spread to
   lie in, and the published band is asked instead.
4. Moments that are published to the minute are compared by the minute; of several published figures one is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drillsim.review.fidelity import figure_result, simulated_time
from drillsim.review.playing import play
from drillsim.review.published import MINUTE, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from drillsim.review.playing import Played, Replay
    from drillsim.review.published import PublishedRow

LOW: Final = 5
MIDDLE: Final = 50
HIGH: Final = 95

Value = int | None
"""A time or a figure; nothing is what never came."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One published row among many runs."""

    row: PublishedRow
    published: int
    """What it is compared with: its time, or the published figure that lies nearest to the middle."""
    values: tuple[Value, ...]
    """What the runs gave, sorted; what never came stands last."""
    met_alike: bool
    """Whether all runs gave the same and that is within the band."""

    @property
    def low(self) -> Value:
        """The 5th percentile."""
        return percentile(self.values, LOW)

    @property
    def middle(self) -> Value:
        """The 50th percentile."""
        return percentile(self.values, MIDDLE)

    @property
    def high(self) -> Value:
        """The 95th percentile."""
        return percentile(self.values, HIGH)

    @property
    def alike(self) -> bool:
        """Whether luck makes no difference."""
        return self.values[0] == self.values[-1]

    @property
    def absent(self) -> int:
        """In how many runs it never came."""
        return self.values.count(None)

    @property
    def rank(self) -> int:
        """The percentile of the published value."""
        return rank(self.values, self.published)

    @property
    def inside(self) -> bool:
        """Whether the published value lies from the 5th to the 95th percentile, or is met by all alike."""
        if self.alike:
            return self.met_alike
        return not _is_above(self.low, self.published) and not _is_above(self.published, self.high)


def _is_above(value: Value, other: Value) -> bool:
    """Whether a value is later or more than another; what never came is later than all."""
    return other is not None and (value is None or value > other)


def percentile(values: Sequence[Value], percent: int) -> Value:
    """The value of a rank among sorted values: the smallest that so many percent of them do not exceed."""
    return values[max(0, -(-percent * len(values) // 100) - 1)]


def rank(values: Sequence[Value], value: int) -> int:
    """The share of values below a value, in percent rounded down, with half of those that equal it."""
    below = sum(1 for each in values if each is not None and each < value)
    return (2 * below + values.count(value)) * 50 // len(values)


def spreads(
    replay: Replay, seeds: Iterable[int], progress: Callable[[int], None] = lambda _done: None
) -> tuple[Spread, ...]:
    """Every published row among the runs of some seeds, choices and moments by their times, then figures."""
    rows = replay.rows
    found: dict[int, list[Value]] = {row.place: [] for row in rows}
    for done, seed in enumerate(seeds, start=1):
        played = play(replay, seed, record=False)
        for row in rows:
            found[row.place].append(_value(played, row))
        progress(done)
    timed = sorted((row for row in rows if row.kind != Kind.FIGURE), key=lambda row: row.at)
    figures = [row for row in rows if row.kind == Kind.FIGURE]
    return tuple(_spread(row, found[row.place]) for row in (*timed, *figures))


def all_inside(found: Iterable[Spread]) -> bool:
    """Whether every value that was published lies inside; what was only assumed need not."""
    return all(spread.inside or spread.row.is_assumed for spread in found)


def _value(played: Played, row: PublishedRow) -> Value:
    return played.figures[row.place] if row.kind == Kind.FIGURE else simulated_time(played, row)


def _spread(row: PublishedRow, values: list[Value]) -> Spread:
    """A row with its values in order; whether they are met is asked before they are cut to the minute."""
    present = [value for value in values if value is not None]
    met = len(present) == len(values) and all(_is_met(row, value) for value in present)
    shown = [_by_the_minute(row, value) for value in values]
    ordered = tuple(sorted(shown, key=lambda value: (value is None, value or 0)))
    return Spread(row, _compared(row, ordered), ordered, met)


def _is_met(row: PublishedRow, value: int) -> bool:
    if row.kind == Kind.FIGURE:
        return figure_result(row, value).met
    return abs(value - row.at) <= row.bands[0]


def _by_the_minute(row: PublishedRow, value: Value) -> Value:
    if value is None or not row.by_the_minute:
        return value
    return row.at + (value - row.at) // MINUTE * MINUTE


def _compared(row: PublishedRow, values: tuple[Value, ...]) -> int:
    """The published value that the runs are held against: a figure that lies inside, or the one next to the middle."""
    if row.kind != Kind.FIGURE:
        return row.at
    low, middle, high = (percentile(values, percent) or 0 for percent in (LOW, MIDDLE, HIGH))
    return min(row.figures, key=lambda figure: (not low <= figure <= high, abs(figure - middle)))
