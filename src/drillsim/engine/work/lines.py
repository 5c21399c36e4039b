"""Business lines: what becomes of demand, and the accounts of it.

1. Demand is cut in this order, each step from what the one before left: turned away (not open), then failed (what its
   needs cannot do) or waiting (lines with a backlog, slow systems), then wrong, then served. The parts are made by
   subtraction, so they add up exactly. What is diverted to a backlog goes past all that: it waits there.
2. Between events all rates are constant; the accounts of a line are brought up to date when a rate changes, or, where
   nothing but the level of its node changes, when somebody reads them (ways.py).
3. A slow system lets the excess wait for a while (slow.py).
4. A customer is hit by an item that fails, is turned away, is wrong or becomes overdue, once by each item: what was
   overdue already hits nobody again. Of items that waited, the share is fresh that has been fresh of all demand so far.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE, Entity
from drillsim.engine.work.accounts import (
    ACCOUNTS,
    BAD,
    BELOW,
    BELOW_OPEN,
    DELAYED,
    DEMAND,
    EXPOSED,
    EXTRA,
    FAILED,
    OVERDUE,
    SERVED,
    SLOWED,
    TURNED,
    TWICE,
    WAITING,
    WRONG,
)
from drillsim.engine.work.because import Because
from drillsim.engine.work.demand import Demand
from drillsim.engine.work.outages import Outages
from drillsim.engine.work.queues import NOTHING, Leaving
from drillsim.engine.work.slow import Slow
from drillsim.engine.work.ways import Way, add_up, lone

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.blame import Blame
    from drillsim.engine.supply.capacity import Capacities
    from drillsim.engine.supply.levels import Levels, Triple
    from drillsim.engine.work.backlogs import Backlogs

_ALL = range(ACCOUNTS)

_LINE = int(Entity.LINE)


class Lines:
    """The accounts of every line."""

    __slots__ = (
        "_asked", "_because", "_capacities", "_direct", "_felt", "_fresh", "_known", "_leaving",
        "_left", "_levels", "_limited", "_lone", "_peak", "_rows", "_see", "_slow", "_state", "_timer", "_watched",
        "_ways", "accounts", "aside", "backlogs", "below", "demand", "good", "into_backlog", "is_open",
        "longest", "moving", "nodes", "onset", "out", "outages", "rates", "since", "touched", "usual",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, blame: Blame, timers: dict[str, int]) -> None:
        self._state = state
        self._levels = levels
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
        self._ways: list[Way | None] = [None] * len(rows)
        """How each line fares now, if that hangs on nothing but its node."""
        self._known: list[dict[Triple, Way]] = [{} for _ in rows]
        """By line: how it has fared at each level of its node, since something else changed last."""
        self._lone = state.plan.derive("lone lines", lone)
        self._limited = [row.forms for row in rows]
        self._watched = not state.unwatched
        self._see = self.outages.see
        self.since = [0] * len(rows)
        self.into_backlog = [0] * len(rows)
        """What a line accepts into its own backlog per time."""
        self.aside = [0] * len(rows)
        """What is diverted to backlogs per time, past what the line needs."""
        self._direct = [(0, 0, 0)] * len(rows)
        """What comes of the rest beside any backlog: served, wrong, waiting."""
        self._leaving: list[dict[int, Leaving]] = [{} for _ in rows]
        """By line: backlog to what leaves it per time."""
        self._left = [NOTHING] * len(rows)
        """By line: what leaves all backlogs per time."""
        self._felt = [(0, 0, 0)] * len(rows)
        """What the load of components was last read from: demand, open, level."""
        self._because = Because(state, levels, blame)
        self._asked = self._because.of_line
        self._peak = [0] * len(rows)
        """The most that waited, at the moments at which what waits began to move differently."""
        self.touched: set[int] = set()
        """Lines whose accounts move differently since the last look at tolerances."""
        self.backlogs: Backlogs
        self._capacities: Capacities
        self._slow: Slow

    def attach(self, backlogs: Backlogs, capacities: Capacities) -> None:
        """Learn where backlogs and capacities are."""
        self.backlogs = backlogs
        self._capacities = capacities
        self._slow = Slow(self._state, self._levels, self, capacities, self._timer)
        self.demand.attach(backlogs.stale.add)

    def begin(self) -> None:
        """Set the demand of the first moment."""
        for line in range(len(self._rows)):
            self.demand.profile(line)

    # -- what becomes of it -------------------------------------------------------------------------------------

    def settle_accounts(self, line: int) -> None:
        """Bring the accounts of a line up to now."""
        if self._known[line]:
            add_up(self.accounts[line], self._known[line].values())
        now = self._state.now
        elapsed = now - self.since[line]
        if elapsed:
            self.since[line] = now
            accounts, rates = self.accounts[line], self.rates[line]
            for account in self.moving[line]:
                accounts[account] += rates[account] * elapsed
            if self._asked[line]:
                self._because.bring(line, elapsed)

    def reflow(self, line: int) -> None:
        """Cut the demand anew, after something it depends on has changed."""
        self._forget(line)
        self._cut(line)

    def follow(self, line: int) -> None:
        """The level of its node has changed and nothing else: most often the line has fared like that before."""
        before = self._ways[line]
        if before is None:
            self._cut(line)
            return
        levels, node = self._levels, self.nodes[line]
        way, now = self._known[line].get((levels.open[node], levels.done[node], levels.wrong[node])), self._state.now
        before.lasted += now - self.since[line]
        self.since[line] = now
        self._ways[line] = way
        if way is None:
            self.rates[line] = list(self.rates[line])
            self._cut(line)
            return
        self.rates[line], self.moving[line] = way.rates, way.moving
        if self.good[line] != way.good:
            self._see(line, way.good, is_open=True)
        if self._limited[line]:
            self.touched.add(line)
        if self._watched:
            self._state.changed(_LINE, line)

    def _forget(self, line: int) -> None:
        """Something other than the level changes: the line will fare in other ways."""
        if self._known[line]:
            self.settle_accounts(line)
            self._known[line].clear()
            self._ways[line] = None
            self.rates[line] = list(self.rates[line])

    def _cut(self, line: int) -> None:
        """Cut the demand; if nothing else has a part in it, remember how the line fares at this level."""
        if self._state.now != self.since[line]:
            self.settle_accounts(line)
        row, levels, node = self._rows[line], self._levels, self.nodes[line]
        opened, level, wrong_share = levels.open[node], levels.done[node], levels.wrong[node]
        demand = self.demand.total(line)
        aside = self.aside[line] = self.demand.aside(line)
        stay = demand - aside
        taken = stay if opened == WHOLE else stay * opened // WHOLE
        rates = self.rates[line]
        rates[DEMAND] = demand
        rates[EXTRA] = self.demand.from_elsewhere(line)
        rates[TURNED] = stay - taken
        if row.backlog >= 0:
            self.into_backlog[line] = taken
            self.backlogs.stale.add(row.backlog)
            good = opened
        else:
            done = taken if level == opened else stay * level // WHOLE
            slow = drained = 0
            good = level
            if row.slow:
                self._amend(line)
                self._see_peak(line)
                put_off, drained = self._slow.put_off(line, done, opened - level)
                if put_off:
                    slow = (taken - done) * put_off // (opened - level)
                    good = level + put_off
            right = done + drained
            if wrong_share:
                right = right * (WHOLE - wrong_share) // WHOLE
                good = good * (WHOLE - wrong_share) // WHOLE
            rates[FAILED] = taken - done - slow
            rates[SLOWED] = slow - drained
            self._direct[line] = (right, done + drained - right, slow - drained)
            if row.slow:
                self._slow.watch(line, done, done + slow)
                rates[DELAYED] = self._left[line].delayed + self._slow.delayed[line]
        self._add_backlogs(line)
        if aside:
            good += (WHOLE - good) * aside // self.demand.own(line)
        self._see_good(line, good)
        if self._asked[line]:
            self._because.flow(line, rates)
        if row.loads and self._felt[line] != (stay, opened, level):
            self._felt[line] = (stay, opened, level)
            self._capacities.demand_changed(line)
        self._go_on(line)
        if self._lone[line] and self.is_open[line] and not (aside or self._leaving[line] or rates[EXPOSED]):
            self._known[line][opened, level, wrong_share] = self._ways[line] = Way(rates, self.moving[line], good)

    def _see_good(self, line: int, good: int) -> None:
        """Good service is so much from now on: it counts as time below, or not."""
        rates, is_open = self.rates[line], self.is_open[line]
        below = self._see(line, good, is_open=is_open)
        rates[BELOW] = 1 if below else 0
        rates[BELOW_OPEN] = 1 if below and is_open else 0

    def _go_on(self, line: int) -> None:
        """Count who is hit, and remember which accounts move from now on."""
        rates, left = self.rates[line], self._left[line]
        bad = rates[TURNED] + rates[FAILED] + self._direct[line][1]
        if bad and rates[DEMAND] != self._fresh[line] and rates[DEMAND]:
            aside = self.aside[line]
            bad = bad * (self.demand.own(line) - aside) // (rates[DEMAND] - aside)
        rates[BAD] = bad + self._fresh_of(line, left.wrong - left.twice)
        self.moving[line] = list(compress(_ALL, rates))
        if self._limited[line]:
            self.touched.add(line)
        if self._watched:
            self._state.changed(_LINE, line)

    def _add_backlogs(self, line: int) -> None:
        """Add what goes into backlogs and what leaves them to what comes of the demand beside them."""
        right, wrong, waiting = self._direct[line]
        rates, left = self.rates[line], self._left[line]
        rates[SERVED] = right + left.served
        rates[WRONG] = wrong + left.wrong
        rates[WAITING] = waiting + self.into_backlog[line] + self.aside[line] - left.served - left.wrong

    def _fresh_of(self, line: int, amount: int) -> int:
        """How much of what has waited was fresh demand."""
        demand, extra = self.accounts[line][DEMAND], self.accounts[line][EXTRA]
        return amount * (demand - extra) // demand if amount and extra else amount

    # -- slow systems -------------------------------------------------------------------------------------------

    def queue_moved(self, line: int) -> None:
        """The queue in a slow system is empty, as long as patience allows, or ages otherwise."""
        # what this line no longer needs, others in the same queue can have
        plan = self._state.plan
        others = {other for slow in self._rows[line].slow for other in plan.capacities[slow].lines}
        for other in sorted({line, *others}):
            self.reflow(other)

    def _amend(self, line: int) -> None:
        """The last millisecond took more out of the queue of a slow system than there was: it was not done."""
        accounts = self.accounts[line]
        if accounts[SLOWED] < 0:
            right, wrong, _ = self._direct[line]
            accounts[BAD] -= self._fresh_of(line, self._give_back(line, -accounts[SLOWED], right, wrong))
            accounts[SLOWED] = 0

    # -- told by others -----------------------------------------------------------------------------------------

    def leave_backlog(self, line: int, backlog: int, leaving: Leaving) -> None:
        """So many items per time leave a backlog, and so many become delayed in it."""
        self._forget(line)
        self.settle_accounts(line)
        self._see_peak(line)
        leave = self._leaving[line]
        leave[backlog] = leaving
        left = leaving if len(leave) == 1 else Leaving(*(sum(parts) for parts in zip(*leave.values(), strict=True)))
        self._left[line] = left
        rates = self.rates[line]
        rates[DELAYED] = left.delayed + self._slow.delayed[line]
        rates[TWICE] = left.twice
        self._add_backlogs(line)
        self._go_on(line)

    def give_back(self, line: int, backlog: int, excess: int) -> None:
        """The last millisecond took more out of a backlog than there was: it was not done."""
        self.settle_accounts(line)
        leaving = self._leaving[line][backlog]
        wrong = self._give_back(line, excess, leaving.served, leaving.wrong)
        if leaving.twice:
            self.accounts[line][TWICE] -= wrong
        else:
            self.accounts[line][BAD] -= self._fresh_of(line, wrong)

    def _give_back(self, line: int, excess: int, served: int, wrong: int) -> int:
        """What was not done waits on; how much of it had been counted as wrong."""
        accounts = self.accounts[line]
        right = excess if not wrong else min(excess, served)
        accounts[SERVED] -= right
        accounts[WRONG] -= excess - right
        accounts[WAITING] += excess
        self._see_peak(line)
        return excess - right

    def overdue_ran_out(self, line: int, backlog: int, amount: int) -> None:
        """Of what the last millisecond took out of a backlog as overdue, so much was not."""
        self.settle_accounts(line)
        leaving = self._leaving[line][backlog]
        wrong = amount * leaving.twice // (leaving.served + leaving.wrong)
        self.accounts[line][TWICE] -= wrong
        self.accounts[line][BAD] += self._fresh_of(line, wrong)

    def end_waiting(self, line: int, account: int, amount: int, overdue: int = 0) -> None:
        """So many items that wait end another way, at once; so many of them were overdue."""
        self.settle_accounts(line)
        self._see_peak(line)
        accounts = self.accounts[line]
        accounts[WAITING] -= amount
        accounts[account] += amount
        if account != SERVED:
            accounts[BAD] += self._fresh_of(line, amount - overdue)
        if account in (FAILED, WRONG):
            accounts[TWICE] += overdue
        self._tell(line)

    def fall_overdue(self, line: int, amount: int) -> None:
        """So many items that wait have become overdue, for ever."""
        self.settle_accounts(line)
        self.accounts[line][OVERDUE] += amount
        self.accounts[line][BAD] += self._fresh_of(line, amount)
        self._tell(line)

    def exposed(self, line: int, amount: int, rate: int) -> None:
        """Records of this line lie open: so many now, or so many per time from now on."""
        self._forget(line)
        self.settle_accounts(line)
        self.accounts[line][EXPOSED] += amount
        self.rates[line][EXPOSED] += rate
        self.moving[line] = list(compress(_ALL, self.rates[line]))
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
        if self._known[line]:
            add_up(self.accounts[line], self._known[line].values())
        return self.accounts[line][account] + rate * (self._state.now - self.since[line]), rate

    def most_waiting(self, line: int) -> int:
        """The most that has waited at any moment so far."""
        return max(self._peak[line], self.read(line, WAITING)[0])

    def read_because(self, because: int) -> tuple[int, int]:
        """Items lost because of one supplier, and how fast."""
        line = self._state.plan.because[because].line
        return self._because.read(because, self._state.now - self.since[line])
