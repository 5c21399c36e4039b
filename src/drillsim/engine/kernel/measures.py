"""The numbers that a run keeps, all read the same way: a value that moves in a straight line until the next event.

1. `read` gives (value, growth per ms) in fine units; `scale` says how many of them make one of what a person writes.
2. `exact` gives (value, growth, scale) with nothing lost to rounding, so that crossings are found to the millisecond.
3. A line may bend without an event (a maximum that is overtaken): `bend` says when.
4. Reading stores nothing; the highest values are kept at the start and at the end of each moment of change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NEVER, NONE, WHOLE, Entity, Unit
from drillsim.engine.kernel.line_measures import read_line
from drillsim.engine.work.progress import FINE

if TYPE_CHECKING:
    from drillsim.engine.arrays import MeasureRow
    from drillsim.engine.kernel.run import Run

SCALE = {
    Unit.MS: 1, Unit.SHARE: 1, Unit.FACTOR: 1, Unit.RATE: 1, Unit.WHOLE: 1, Unit.COUNT: ITEM, Unit.MONEY: ITEM,
}  # fmt: skip


class Measures:
    """How each measure of the plan is read."""

    __slots__ = ("_rows", "_run", "_scales", "_state", "peaks")

    def __init__(self, run: Run) -> None:
        self._run = run
        self._state = run.state
        self._rows = run.state.measures
        self._scales = [SCALE[Unit(row.unit)] for row in self._rows]
        self.peaks = [0] * run.state.plan.peaks

    def add(self, row: MeasureRow) -> int:
        """Read one more measure from now on; its number."""
        self._rows.append(row)
        self._scales.append(SCALE[Unit(row.unit)])
        return len(self._rows) - 1

    # -- the value of a moment ----------------------------------------------------------------------------------------

    def scale(self, measure: int) -> int:
        """How many fine units make one."""
        return self._scales[measure]

    def read(self, measure: int) -> tuple[int, int]:
        """The value now and its growth per ms, in fine units."""
        value, rate, scale = self.exact(measure)
        its = self.scale(measure)
        return (value, rate) if scale == its else (value * its // scale, rate * its // scale)

    def exact(self, measure: int) -> tuple[int, int, int]:
        """The value now, its growth per ms, and how many of the units of both make one."""
        row = self._rows[measure]
        value, rate, scale = self._exact(measure)
        if row.per_hour:
            return rate * ITEM // scale, 0, 1
        if row.peak >= 0 and value < self.peaks[row.peak]:
            return self.peaks[row.peak], 0, scale
        return value, rate if row.peak < 0 else max(0, rate), scale

    def bend(self, measure: int) -> int:
        """When the line of a measure bends by itself, or NEVER."""
        row = self._rows[measure]
        now = self._state.now
        if row.peak >= 0:
            value, rate, _ = self._exact(measure)
            peak = self.peaks[row.peak]
            return now + -(-(peak - value) // rate) if rate > 0 and value < peak else NEVER
        if row.entity == Entity.LINE and row.name == "outage_longest":
            lines = self._run.lines
            if lines.out[row.index] and lines.below[row.index]:
                overtaken = lines.onset[row.index] + lines.longest[row.index]
                return overtaken if overtaken > now else NEVER
        return NEVER

    def whole(self, measure: int) -> int:
        """The value in the units of a reader, rounded down."""
        value, _, scale = self.exact(measure)
        return value // scale

    def flow_rate(self, measure: int) -> int:
        """How many items per hour a measure grows by, in thousandths."""
        _, rate, scale = self._exact(measure)
        return rate if scale == ITEM else rate * ITEM // scale

    def see_peak(self, measure: int) -> None:
        """Keep the highest value."""
        value, _, _ = self._exact(measure)
        peak = self._rows[measure].peak
        self.peaks[peak] = max(self.peaks[peak], value)

    # -- of what ------------------------------------------------------------------------------------------------------

    def _exact(self, measure: int) -> tuple[int, int, int]:
        row = self._rows[measure]
        run = self._run
        entity, index, name = row.entity, row.index, row.name
        scale = ITEM if row.per_hour else self._scales[measure]
        if entity == Entity.LINE:
            return self._line(measure)
        if entity == Entity.NODE:
            return (*self._node(index, name, row.extra), scale)
        if entity == Entity.BACKLOG:
            return run.backlogs.oldest(index) if name == "oldest" else (*run.backlogs.read(index, name), scale)
        if entity == Entity.LIMIT:
            used, rate = run.limits.used(index)
            if name == "share":
                return used * WHOLE, rate * WHOLE, max(1, run.limits.capacity(index))
            return used, rate, scale
        if entity == Entity.WORK:
            return (*run.works.read(index, name), FINE // WHOLE if name == "share" else scale)
        if entity == Entity.CREW:
            return (run.crews.busy[index] if name == "busy" else run.crews.free(index)), 0, scale
        assert entity == Entity.ROUTE, row
        return (*run.messages.routes.queue(index), scale)

    def _line(self, measure: int) -> tuple[int, int, int]:
        row = self._rows[measure]
        if row.name == "used":
            return self._run.tolerances.used(row.extra)
        if row.extra != NONE:
            value, rate, scale = (*self._run.lines.read_because(row.extra), ITEM)
        else:
            value, rate, scale = read_line(self._run, row.index, row.name)
        if row.amount >= 0:
            worth = self._state.values[row.amount]
            return value * worth, rate * worth, scale
        return value, rate, scale

    def _node(self, node: int, name: str, extra: int) -> tuple[int, int]:
        run = self._run
        if name == "level":
            return run.levels.level(node), 0
        if name == "wrong":
            return run.levels.wrong[node], 0
        if name == "load":
            return run.capacities.load[extra], 0
        if name == "exposed":
            return run.effects.exposed_by(node)
        return run.fleets.read(extra, name)
