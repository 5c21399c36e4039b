"""What fills up: memory, index files, log space, counters.

1. Inflow and drain are constant between events; the next crossing (alarm, full, cleared, empty) is a timer.
2. It holds its capacity and no more: what no longer fits is not kept. Nothing drains from what is empty.
3. A limit acts at the moment it is crossed upwards, and stays full until drained to `clears`.
4. A limit that each unit has for itself spreads its inflow over the units that still work.
5. First all crossings of a moment are noted, then they act, then the new rates are frozen: what acts may stop units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NEVER, WHOLE, Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.units import Fleets
    from drillsim.engine.work.flows import Flows

_COUNT = ITEM // 1000
"""A written count is in thousandths of an item."""


class Limits:
    """The stock of every limit; a per-unit limit has one stock for each unit."""

    __slots__ = (
        "_act", "_fleets", "_flows", "_rates", "_rows", "_since", "_state", "_timer", "alarming", "full", "stocks",
    )  # fmt: skip

    def __init__(self, state: State, timer: int) -> None:
        self._state = state
        self._rows = state.plan.limits
        self._timer = timer
        units = state.plan.units
        self.stocks: list[list[int]] = [
            [state.values[row.used] * _COUNT] * (units[row.units].count if row.units >= 0 else 1) for row in self._rows
        ]
        self._rates: list[list[int]] = [[0] * len(stocks) for stocks in self.stocks]
        self._since = [0] * len(self._rows)
        self.full: list[list[bool]] = [[False] * len(stocks) for stocks in self.stocks]
        self.alarming = [False] * len(self._rows)
        self._act: Callable[[int, int, int], None]
        self._flows: Flows
        self._fleets: Fleets

    def attach(self, flows: Flows, fleets: Fleets, act: Callable[[int, int, int], None]) -> None:
        """Learn where flows and units are, and how effects are carried out: (effect, cause, unit)."""
        self._flows = flows
        self._fleets = fleets
        self._act = act

    def used(self, limit: int) -> tuple[int, int]:
        """The stock now (the fullest, where units have their own), in units of ITEM, and how fast it grows."""
        elapsed = self._state.now - self._since[limit]
        return max(
            (stock + rate * elapsed, rate) for stock, rate in zip(self.stocks[limit], self._rates[limit], strict=True)
        )

    def capacity(self, limit: int) -> int:
        """What it holds, in units of ITEM."""
        return self._state.values[self._rows[limit].capacity] * _COUNT

    def put(self, limit: int, amount: int) -> None:
        """Replace the stock at once (an effect set it)."""
        self.settle(limit)
        self.stocks[limit] = [amount] * len(self.stocks[limit])
        self.look(limit)

    def settle(self, limit: int) -> None:
        """Bring the stock up to now."""
        elapsed = self._state.now - self._since[limit]
        if elapsed:
            self._since[limit] = self._state.now
            stocks = self.stocks[limit]
            for i, rate in enumerate(self._rates[limit]):
                if rate:
                    stocks[i] = max(0, stocks[i] + rate * elapsed)

    def look(self, limit: int) -> None:
        """Inflow, capacity or stock changed, or a crossing is due: act on what is crossed, wait for the next."""
        self.settle(limit)
        row = self._rows[limit]
        capacity = self.capacity(limit)
        values = self._state.values
        alarm = capacity * values[row.alarm] // WHOLE if values[row.alarm] >= 0 else NEVER
        clears = min(capacity * values[row.clears] // WHOLE, capacity - 1)
        self._warn(limit, alarm, capacity)
        for unit, record in self._crossed(limit, capacity, clears):
            for effect in row.full:
                self._act(effect, record, unit)
        self._freeze(limit, alarm, capacity, clears)
        self._state.changed(Entity.LIMIT, limit)
        self._state.changed(Entity.NODE, row.node)

    def _warn(self, limit: int, alarm: int, capacity: int) -> None:
        row = self._rows[limit]
        most = max(self.stocks[limit])
        if (most >= alarm) == self.alarming[limit]:
            return
        self.alarming[limit] = most >= alarm
        if self.alarming[limit]:
            causes = (*self._causes(limit), *self._state.settings(row.capacity, row.used, row.alarm))
            self._state.note(Entity.LIMIT, limit, "alarm", row.subject, (most // ITEM, capacity // ITEM), causes)

    def _crossed(self, limit: int, capacity: int, clears: int) -> list[tuple[int, int]]:
        """Note what became full or was cleared; the unit and the record of each that became full."""
        row = self._rows[limit]
        state = self._state
        full = self.full[limit]
        filled = []
        for i, stock in enumerate(self.stocks[limit]):
            if full[i]:
                if stock <= clears:
                    full[i] = False
                    state.note(Entity.LIMIT, limit, "cleared", row.subject, (i,), (state.why(Entity.LIMIT, limit),))
            elif stock >= capacity:
                full[i] = True
                unit = i if row.units >= 0 else -1
                detail = (i, capacity // ITEM) if row.units >= 0 else (capacity // ITEM,)
                causes = (*self._causes(limit), *state.settings(row.capacity, row.used, row.alarm))
                filled.append((unit, state.note(Entity.LIMIT, limit, "full", row.subject, detail, causes)))
        return filled

    def _freeze(self, limit: int, alarm: int, capacity: int, clears: int) -> None:
        """Rates as they are from now on, and when the next mark is reached."""
        row = self._rows[limit]
        state = self._state
        inflow = sum(self._flows.rate[flow] for flow in row.flows)
        drain = state.values[row.drains]
        shares = self._fleets.use_of_working(row.units) if row.units >= 0 else (WHOLE,)
        wait = NEVER
        rates = self._rates[limit]
        for i, stock in enumerate(self.stocks[limit]):
            rate = inflow * shares[i] // WHOLE - drain
            if (rate < 0 and stock <= 0) or (rate > 0 and stock >= capacity):
                rate = 0
            rates[i] = rate
            if rate > 0:
                mark = alarm if stock < alarm < capacity else capacity
                wait = min(wait, -(-(mark - stock) // rate))
            elif rate < 0:
                mark = max(
                    (mark for mark in (clears if self.full[limit][i] else 0, alarm - 1) if mark < stock), default=0
                )
                wait = min(wait, -(-(stock - max(0, mark)) // -rate))
        state.clock.arm(self._timer + limit, state.now + wait if wait < NEVER else NEVER)

    def _causes(self, limit: int) -> tuple[int, ...]:
        flows = self._flows
        return tuple(record for flow in self._rows[limit].flows if flows.rate[flow] for record in flows.why(flow))

    def reset(self, limit: int, cause: int) -> None:
        """It is emptied, by the clock or by work that was done."""
        self.full[limit] = [False] * len(self.stocks[limit])
        self._state.note(Entity.LIMIT, limit, "reset", self._rows[limit].subject, (), (cause,))
        self.put(limit, 0)

    def unit_back(self, units: int, unit: int) -> None:
        """A unit was repaired: what it had of its own is empty again."""
        for limit in self._state.plan.units[units].limits:
            self.settle(limit)
            self.stocks[limit][unit] = 0
            self.full[limit][unit] = False
            self.look(limit)
