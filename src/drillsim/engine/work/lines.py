"""Business lines: what becomes of demand, and the accounts of it.

1. Demand is cut in this order, each step from what the one before left: turned away (not open), then failed (what its
   needs cannot do) or waiting (lines with a backlog, slow systems), then wrong, then served. The parts are made by
   subtraction, so they add up exactly.
2. Between events all rates are constant; the accounts of a line are brought up to date when a rate changes.
3. A slow system lets the excess wait up to the customers' patience; it works off what waits with what it has to spare.
   If it dies, those who have patience to lose lose it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, WHOLE, Entity
from drillsim.engine.work.demand import Demand
from drillsim.engine.work.outages import Outages

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.blame import Blame
    from drillsim.engine.supply.capacity import Capacities
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.backlogs import Backlogs

# The accounts of a line: flows in units of ITEM, BELOW and BELOW_OPEN in ms. Customers are counted from BAD.
DEMAND, SERVED, FAILED, TURNED, WRONG, WAITING, BAD, BELOW, BELOW_OPEN, EXPOSED, OVERDUE, DELAYED = range(12)
ACCOUNTS = 12
_ALL = range(ACCOUNTS)

_LINE = int(Entity.LINE)


class Lines:
    """The accounts of every line."""

    __slots__ = (
        "_because", "_because_rates", "_blame", "_capacities", "_felt", "_fresh", "_leaving", "_levels", "_peak",
        "_rows", "_state", "_timer", "accounts", "backlogs", "because", "below", "demand", "good", "into_backlog",
        "is_open", "longest", "moving", "nodes", "onset", "out", "outages", "rates", "since", "touched", "usual",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, blame: Blame, timers: dict[str, int]) -> None:
        self._state = state
        self._levels = levels
        self._blame = blame
        self._rows = rows = state.plan.lines
        self._timer = timers["patience"]
        self.demand = Demand(state, timers, self.reflow)
        self.outages = Outages(state, levels, timers["settle"])
        self._fresh, self.usual, self.is_open = self.demand.fresh, self.demand.usual, self.demand.is_open
        self.good, self.below, self.out = self.outages.good, self.outages.below, self.outages.out
        self.onset, self.longest = self.outages.onset, self.outages.longest
        self.nodes = [row.node for row in rows]
        self.accounts = [[0] * ACCOUNTS for _ in rows]
        self.rates = [[0] * ACCOUNTS for _ in rows]
        self.moving: list[list[int]] = [[] for _ in rows]
        """The accounts of each line that move now."""
        self.since = [0] * len(rows)
        self.into_backlog = [0] * len(rows)
        self._leaving: list[dict[int, tuple[int, int, int]]] = [{} for _ in rows]
        """By line: backlog to what leaves it per time, as (served, wrong, delayed)."""
        self._felt = [(0, 0, 0)] * len(rows)
        """What the load of components was last read from: demand, open, level."""
        self._because = [row.because for row in rows]
        self.because = [0] * len(state.plan.because)
        self._because_rates = [0] * len(state.plan.because)
        self._peak = [0] * len(rows)
        """The most that waited, at the moments at which what waits began to move differently."""
        self.touched: set[int] = set()
        """Lines whose accounts move differently since the last look at tolerances."""
        self.backlogs: Backlogs
        self._capacities: Capacities

    def attach(self, backlogs: Backlogs, capacities: Capacities) -> None:
        """Learn where backlogs and capacities are."""
        self.backlogs = backlogs
        self._capacities = capacities
        self.demand.attach(backlogs.stale.add)

    def begin(self) -> None:
        """Set the demand of the first moment."""
        for line in range(len(self._rows)):
            self.demand.profile(line)

    # -- what becomes of it -------------------------------------------------------------------------------------

    def settle_accounts(self, line: int) -> None:
        """Bring the accounts of a line up to now."""
        now = self._state.now
        elapsed = now - self.since[line]
        if elapsed:
            self.since[line] = now
            accounts = self.accounts[line]
            rates = self.rates[line]
            for account in self.moving[line]:
                accounts[account] += rates[account] * elapsed
            for because in self._because[line]:
                self.because[because] += self._because_rates[because] * elapsed

    def reflow(self, line: int) -> None:
        """Cut the demand anew, after something it depends on has changed."""
        if self._state.now != self.since[line]:
            self.settle_accounts(line)
        row = self._rows[line]
        levels = self._levels
        node = self.nodes[line]
        opened, level, wrong_share = levels.open[node], levels.done[node], levels.wrong[node]
        demand = self.demand.total(line)
        taken = demand if opened == WHOLE else demand * opened // WHOLE
        rates = self.rates[line]
        rates[DEMAND] = demand
        rates[TURNED] = demand - taken
        if row.backlog >= 0:
            self.into_backlog[line] = taken
            self.backlogs.stale.add(row.backlog)
            good = opened
        else:
            done = taken if level == opened else demand * level // WHOLE
            slow = drained = 0
            good = level
            if row.slow:
                self._see_peak(line)
                put_off, drained = self._slow(line, done, opened - level)
                if put_off:
                    slow = (taken - done) * put_off // (opened - level)
                    good = level + put_off
            right = done + drained
            if wrong_share:
                right = right * (WHOLE - wrong_share) // WHOLE
                good = good * (WHOLE - wrong_share) // WHOLE
            rates[FAILED] = taken - done - slow
            rates[WAITING] = slow - drained
            rates[SERVED] = right
            rates[WRONG] = done + drained - right
            if row.slow:
                self._watch_queue(line, done)
        is_open = self.is_open[line]
        below = self.outages.see(line, good, is_open=is_open)
        rates[BELOW] = 1 if below else 0
        rates[BELOW_OPEN] = 1 if below and is_open else 0
        for because in self._because[line]:
            self._because_rates[because] = self._lost(because)
        if row.loads and self._felt[line] != (demand, opened, level):
            self._felt[line] = (demand, opened, level)
            self._capacities.demand_changed(line)
        self._go_on(line)

    def _go_on(self, line: int) -> None:
        """Count who is hit, and remember which accounts move from now on."""
        rates = self.rates[line]
        bad = rates[TURNED] + rates[FAILED] + rates[WRONG]
        if bad and rates[DEMAND] != self._fresh[line] and rates[DEMAND]:
            bad = bad * self.demand.own(line) // rates[DEMAND]
        rates[BAD] = bad
        self.moving[line] = [account for account in _ALL if rates[account]]
        if self._rows[line].forms:
            self.touched.add(line)
        self._state.changed(_LINE, line)

    def _lost(self, because: int) -> int:
        """How much is lost per time on one supplier, or on something behind it."""
        row = self._state.plan.because[because]
        node, rates = self.nodes[row.line], self.rates[row.line]
        opened, level = self._levels.open[node], self._levels.done[node]
        if row.turned:
            return rates[TURNED] * self._blame.turned(node, row.target) // (WHOLE - opened) if opened < WHOLE else 0
        return rates[FAILED] * self._blame.failed(node, row.target) // (opened - level) if level < opened else 0

    # -- slow systems -------------------------------------------------------------------------------------------

    def _slow(self, line: int, done: int, lost: int) -> tuple[int, int]:
        """What a slow system puts off: the share of demand that begins to wait, and what leaves its queue per time."""
        row = self._rows[line]
        node, stock = self.nodes[line], self.accounts[line][WAITING]
        level = self._levels.done[node]
        if not level:
            if stock > 0 and row.patience >= 0:
                self.end_waiting(line, FAILED, stock)
            return 0, 0
        share = self._capacities.slow_share(line)
        if not share:
            return 0, self._capacities.spare(line) * level // WHOLE if stock > 0 else 0
        if row.patience >= 0 and stock >= done * self._state.values[row.patience]:
            return 0, 0
        return min(share, lost), 0

    def _watch_queue(self, line: int, done: int) -> None:
        """Wake up when the queue in a slow system reaches the customers' patience, or is empty."""
        row = self._rows[line]
        rate = self.rates[line][WAITING]
        stock = self.accounts[line][WAITING]
        at = NEVER
        if rate > 0 and row.patience >= 0:
            left = done * self._state.values[row.patience] - stock
            at = self._state.now + max(1, -(-left // rate))
        elif rate < 0:
            at = self._state.now + max(1, -(-stock // -rate))
        self._state.clock.arm(self._timer + line, at)

    def queue_moved(self, line: int) -> None:
        """The queue in a slow system is empty or as long as patience allows."""
        self.settle_accounts(line)
        accounts = self.accounts[line]
        if accounts[WAITING] < 0:
            self.give_back(line, -accounts[WAITING])
        # what this line no longer needs, others in the same queue can have
        plan = self._state.plan
        for other in sorted(
            {line, *(other for slow in self._rows[line].slow for other in plan.capacities[slow].lines)}
        ):
            self.reflow(other)

    # -- told by others -----------------------------------------------------------------------------------------

    def leave_backlog(self, line: int, backlog: int, leaving: tuple[int, int, int]) -> None:
        """So many items per time leave a backlog: served, wrong; and so many become delayed in it."""
        self.settle_accounts(line)
        self._see_peak(line)
        leave = self._leaving[line]
        leave[backlog] = leaving
        served, wrong, delayed = (
            leaving if len(leave) == 1 else [sum(parts) for parts in zip(*leave.values(), strict=True)]
        )
        rates = self.rates[line]
        rates[WAITING] = self.into_backlog[line] - served - wrong
        rates[SERVED] = served
        rates[WRONG] = wrong
        rates[DELAYED] = delayed
        self._go_on(line)

    def give_back(self, line: int, excess: int) -> None:
        """The last millisecond took more out of a queue than there was: it was not done."""
        self.settle_accounts(line)
        accounts, rates = self.accounts[line], self.rates[line]
        right = excess if not rates[WRONG] else min(excess, rates[SERVED])
        accounts[SERVED] -= right
        accounts[WRONG] -= excess - right
        accounts[WAITING] += excess
        self._see_peak(line)

    def end_waiting(self, line: int, account: int, amount: int) -> None:
        """So many items that wait end another way, at once."""
        self.settle_accounts(line)
        self._see_peak(line)
        self.accounts[line][WAITING] -= amount
        self.accounts[line][account] += amount
        self._tell(line)

    def fall_overdue(self, line: int, amount: int) -> None:
        """So many items that wait have become overdue, for ever."""
        self.settle_accounts(line)
        self.accounts[line][OVERDUE] += amount
        self._tell(line)

    def exposed(self, line: int, amount: int, rate: int) -> None:
        """Records of this line lie open: so many now, or so many per time from now on."""
        self.settle_accounts(line)
        self.accounts[line][EXPOSED] += amount
        self.rates[line][EXPOSED] += rate
        self.moving[line] = [account for account in _ALL if self.rates[line][account]]
        self._tell(line)

    def _tell(self, line: int) -> None:
        self.touched.add(line)
        self._state.changed(_LINE, line)

    def _see_peak(self, line: int) -> None:
        """Remember what waits, before or after it begins to move differently."""
        self._peak[line] = max(self._peak[line], self.accounts[line][WAITING])

    # -- reading ------------------------------------------------------------------------------------------------

    def read(self, line: int, account: int) -> tuple[int, int]:
        """An account as it stands now, and how fast it moves; nothing is stored."""
        rate = self.rates[line][account]
        return self.accounts[line][account] + rate * (self._state.now - self.since[line]), rate

    def most_waiting(self, line: int) -> int:
        """The most that has waited at any moment so far."""
        return max(self._peak[line], self.read(line, WAITING)[0])

    def read_because(self, because: int) -> tuple[int, int]:
        """Items lost because of one supplier, and how fast."""
        line = self._state.plan.because[because].line
        rate = self._because_rates[because]
        return self.because[because] + rate * (self._state.now - self.since[line]), rate
