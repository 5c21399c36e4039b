"""Units: interchangeable parts of a component that fail, stop and come back.

1. A unit that *failed* (an effect, a limit of its own) fails the work routed to it. A unit that *stopped* (a failed
   use, with or without keeping the customer's item) is seen to be out: customers are turned away.
2. Stops and returns are flows, frozen between updates; an update comes when an input changes, or the share of a group
   that works has moved by 1/256 (at least by one unit), or the fleet passes a whole percent. Whole percents are
   recorded, and so is when the fleet begins to stop, to come back, or does neither any more.
3. Crews bring units back, one person one unit; a group is served only in its hours, groups in order, components in
   order of the plan. They set out once a whole unit of a group has stopped and stay until none of it is left: so two
   groups do not take turns by the millisecond.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NEVER, WHOLE, Entity
from drillsim.engine.supply.bounds import UNITS

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.supply.limits import Limits
    from drillsim.engine.work.crews import Crews
    from drillsim.engine.work.flows import Flows
    from drillsim.engine.work.windows import Windows

_HOUR_MS = 3_600_000


class Fleets:
    """The units of every component that has them."""

    __slots__ = (
        "_common", "_crews", "_flows", "_kept_rate", "_levels", "_limits", "_rates", "_rows", "_served", "_since",
        "_state", "_timer", "_told", "_windows", "failed", "kept", "stale", "stopped",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, timer: int) -> None:
        self._state = state
        self._levels = levels
        self._rows = state.plan.units
        self._timer = timer
        self._common = [_product([group.count for group in row.groups]) for row in self._rows]
        """What the shares of all groups are counted in, so that they add up before anything is rounded."""
        self.failed: list[set[int]] = [set() for _ in self._rows]
        """Which units failed."""
        self.stopped: list[list[int]] = [[0] * len(row.groups) for row in self._rows]
        """Stopped units by group, in units of ITEM."""
        self.kept = [0] * len(self._rows)
        self._kept_rate = [0] * len(self._rows)
        self._rates: list[list[int]] = [[0] * len(row.groups) for row in self._rows]
        self._served: list[list[bool]] = [[False] * len(row.groups) for row in self._rows]
        """Whether people are bringing units of a group back."""
        self._since = [0] * len(self._rows)
        self._told = [(0, 0)] * len(self._rows)
        """The whole percent that is stopped, and whether it grew or shrank, when that was last recorded."""
        self.stale: set[int] = set()
        self._flows: Flows
        self._crews: Crews
        self._windows: Windows
        self._limits: Limits

    def attach(self, flows: Flows, crews: Crews, windows: Windows, limits: Limits) -> None:
        """Learn where flows, crews, windows and limits are."""
        self._flows = flows
        self._crews = crews
        self._windows = windows
        self._limits = limits

    # -- units that failed ------------------------------------------------------------------------------------------

    def fail(self, fleet: int, count: int, unit: int, record: int) -> tuple[int, ...]:
        """Some units fail: the one whose own limit is full, or the first that still work; which they were."""
        row = self._rows[fleet]
        failed = self.failed[fleet]
        working = (one for one in range(row.count) if one not in failed)
        chosen = ((unit,) if unit not in failed else ()) if unit >= 0 else tuple(islice(working, count))
        if chosen:
            failed.update(chosen)
            self._note(fleet, "unit-failed", (len(chosen), len(failed)), (record,))
            self._failed_changed(fleet)
        return chosen

    def restore(self, fleet: int, units: tuple[int, ...]) -> None:
        """Units that failed for a while work again."""
        back = sorted(self.failed[fleet].intersection(units))
        self.failed[fleet].difference_update(back)
        self._failed_changed(fleet)
        for unit in back:
            self._limits.unit_back(fleet, unit)

    def repair(self, fleet: int, count: int) -> None:
        """Failed units work again, then stopped ones are back; all of them, or so many."""
        self.settle(fleet)
        back = tuple(sorted(self.failed[fleet]))
        if count >= 0:
            back = back[:count]
        stopped = self.stopped[fleet]
        left = sum(stopped) if count < 0 else (count - len(back)) * ITEM
        for group, its in enumerate(stopped):
            part = min(left, its)
            stopped[group] -= part
            left -= part
        self.restore(fleet, back)

    def _failed_changed(self, fleet: int) -> None:
        row = self._rows[fleet]
        failed = self.failed[fleet]
        lost = sum(row.weights[unit] for unit in failed) if row.weights else -(-len(failed) * WHOLE // row.count)
        self._levels.bound_works(row.node, UNITS, 0 if len(failed) == row.count else max(0, WHOLE - lost))
        for limit in row.limits:
            self._limits.look(limit)
        self.stale.add(fleet)
        self._state.changed(Entity.UNITS, fleet)

    def _note(self, fleet: int, kind: str, detail: tuple[int, ...], causes: tuple[int, ...]) -> None:
        """Record it for the units, and as what explains the component's level."""
        row = self._rows[fleet]
        position = self._state.note(Entity.UNITS, fleet, kind, row.subject, detail, causes)
        if position >= 0:
            self._state.last[Entity.NODE][row.node] = position

    def use_of_working(self, fleet: int) -> tuple[int, ...]:
        """The share of all use that goes to each unit, of those that still work; failed units get none."""
        row = self._rows[fleet]
        weights = row.weights or (WHOLE,) * row.count
        working = [0 if unit in self.failed[fleet] else weight for unit, weight in enumerate(weights)]
        total = sum(working)
        return tuple(weight * WHOLE // total if total else 0 for weight in working)

    # -- units that stopped -----------------------------------------------------------------------------------------

    def settle(self, fleet: int) -> None:
        """Bring the stock of stopped units up to now."""
        now = self._state.now
        elapsed = now - self._since[fleet]
        if elapsed:
            self._since[fleet] = now
            row = self._rows[fleet]
            for group, rate in enumerate(self._rates[fleet]):
                if rate:
                    most = row.groups[group].count * ITEM
                    self.stopped[fleet][group] = min(most, max(0, self.stopped[fleet][group] + rate * elapsed))
            self.kept[fleet] += self._kept_rate[fleet] * elapsed

    def look(self, fleet: int) -> None:
        """An input changed, or the working share has moved: freeze new flows of stops and returns."""
        self.settle(fleet)
        row = self._rows[fleet]
        if not row.groups:
            return
        state = self._state
        values = state.values
        stops = kept = 0
        for stop in row.stops:
            part = self._flows.rate[stop.flow] * values[stop.share] // WHOLE
            stops += part
            kept += part * values[stop.keeps] // WHOLE
        self._kept_rate[fleet] = kept
        stopped = self.stopped[fleet]
        sizes = [group.count * ITEM for group in row.groups]
        # a millionth of a group counts as none, or two groups would take turns by the millisecond
        works = [group.use * (sizes[i] - stopped[i]) // sizes[i] for i, group in enumerate(row.groups)]
        total = sum(works)
        # where none works, the first that is brought back is used like all of them
        used = works if total else [group.use for group in row.groups]
        returns = self._bring_back(fleet)
        wait = NEVER
        for i, size in enumerate(sizes):
            rate = stops * used[i] // sum(used) - returns[i]
            step = max(ITEM, size >> 8)
            left = min(step, size - stopped[i]) if rate > 0 else min(step, stopped[i])
            if left <= 0:
                rate = 0
            elif rate:
                wait = min(wait, -(-left // abs(rate)))
            self._rates[fleet][i] = rate
        wait = min(wait, self._next_percent(fleet, sum(sizes)))
        state.clock.arm(self._timer + fleet, state.now + wait if wait < NEVER else NEVER)
        self._tell(fleet, sum(sizes))
        self._levels.bound_open(row.node, UNITS, self._working(fleet) if total else 0)
        state.changed(Entity.UNITS, fleet)
        state.changed(Entity.NODE, row.node)

    def _working(self, fleet: int) -> int:
        """The share of all use that finds a unit that has not stopped, divided once."""
        groups, stopped, common = self._rows[fleet].groups, self.stopped[fleet], self._common[fleet]
        parts = [group.use * (common // group.count) for group in groups]
        works = sum(part * (group.count * ITEM - out) for part, group, out in zip(parts, groups, stopped, strict=True))
        return works * WHOLE // sum(group.use * common * ITEM for group in groups)

    def _bring_back(self, fleet: int) -> list[int]:
        """Assign people to groups in order; how many units per time each group gets back."""
        row = self._rows[fleet]
        free = {crew: self._crews.free_for(crew, fleet) for group in row.groups for crew, _ in group.back}
        used = dict.fromkeys(free, 0)
        returns = [0] * len(row.groups)
        for i, group in enumerate(row.groups):
            stopped = self.stopped[fleet][i]
            wanted = -(-stopped // ITEM) if self._served[fleet][i] or stopped >= ITEM else 0
            for crew, slot in group.back:
                if wanted <= 0 or not self._windows.is_open[group.window]:
                    break
                people = max(0, min(free[crew] - used[crew], wanted))
                used[crew] += people
                wanted -= people
                returns[i] += people * _per_hour(self._state.values, slot)
            self._served[fleet][i] = returns[i] > 0
        for crew, people in used.items():
            self._crews.on_units(crew, fleet, people)
        return returns

    def _next_percent(self, fleet: int, size: int) -> int:
        """How long until the next whole percent of the fleet is stopped or back."""
        rate = sum(self._rates[fleet])
        stopped = sum(self.stopped[fleet])
        if rate > 0:
            mark = -(-(stopped * 100 // size + 1) * size // 100)
            return -(-(mark - stopped) // rate)
        if rate < 0:
            below = stopped - (stopped * 100 // size * size // 100 - 1)
            return -(-below // -rate) if below <= stopped else NEVER
        return NEVER

    def _tell(self, fleet: int, size: int) -> None:
        """Record each whole percent of the fleet that stops or comes back, and when it turns."""
        row = self._rows[fleet]
        stopped = sum(self.stopped[fleet])
        percent = stopped * 100 // size
        rate = sum(self._rates[fleet])
        told = (percent, (rate > 0) - (rate < 0))
        if told == self._told[fleet]:
            return
        self._told[fleet] = told
        flows = self._flows
        causes = tuple(record for stop in row.stops if flows.rate[stop.flow] for record in flows.why(stop.flow))
        if not causes:  # nothing stops any more: what stopped before comes back
            causes = (self._state.why(Entity.UNITS, fleet),)
        settings = self._state.settings(*(slot for stop in row.stops for slot in (stop.share, stop.keeps)))
        self._note(fleet, "stopped", (stopped // ITEM, percent), (*causes, *settings))

    def read(self, fleet: int, name: str) -> tuple[int, int]:
        """Stopped units or kept items, and how fast they grow; nothing is stored."""
        elapsed = self._state.now - self._since[fleet]
        if name == "kept":
            return self.kept[fleet] + self._kept_rate[fleet] * elapsed, self._kept_rate[fleet]
        rate = sum(self._rates[fleet])
        failed = len(self.failed[fleet]) * ITEM
        return sum(self.stopped[fleet]) + failed + rate * elapsed, rate


def _product(counts: list[int]) -> int:
    """All of them multiplied."""
    product = 1
    for count in counts:
        product *= count
    return product


def _per_hour(values: list[int], slot: int) -> int:
    """Units that one person brings back per hour, in thousandths, from the mean of the spread."""
    shape, low, likely, high = values[slot : slot + 4]
    mean = (low, (low + high) // 2, (low + likely + high) // 3, likely)[shape]
    return 1000 * _HOUR_MS // mean if mean else 1000 * _HOUR_MS
