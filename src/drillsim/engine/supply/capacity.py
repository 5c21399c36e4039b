"""How much work a component takes, and what happens above that.

1. Load = what lines send here (sampled, a minute after their flows or the way they take changed), what running jobs,
   tasks and their steps put here, and surges that are nobody's demand. The level is rate / load, at most 1.
2. Above the rate, `shed` fails the excess, `slow` lets it wait, `refuse` turns it away, `collapse` drags the whole
   down to `to` once it lasted for `after`, until the load is below `clears` of the rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ABOVE, NEVER, NONE, WHOLE, Entity
from drillsim.engine.supply.bounds import CAPACITY
from drillsim.engine.work.accounts import DEMAND, SLOWED

if TYPE_CHECKING:
    from drillsim.engine.arrays import CapacityRow
    from drillsim.engine.kernel.records import Detail
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.reasons import Reasons
    from drillsim.engine.supply.blame import Blame
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.lines import Lines

_CAPACITY = int(Entity.CAPACITY)
_NODE = int(Entity.NODE)
_WORK = int(Entity.WORK)

LAG = 60_000
"""How long until changed flows are felt as load."""
SHED, SLOW, REFUSE, COLLAPSE = range(len(ABOVE))


class Capacities:
    """The load of every component that has a capacity."""

    __slots__ = (
        "_blame",
        "_from_lines",
        "_lag_timer",
        "_levels",
        "_lines",
        "_loaded_by",
        "_offered",
        "_pending",
        "_put_off",
        "_reasons",
        "_rose",
        "_rows",
        "_state",
        "_strain_timer",
        "_surges",
        "collapsed",
        "load",
        "over",
        "running",
        "stale",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, blame: Blame, timers: dict[str, int]) -> None:
        self._state = state
        self._levels = levels
        self._blame = blame
        self._rows = state.plan.capacities
        self._lag_timer = timers["load"]
        self._strain_timer = timers["strain"]
        count = len(self._rows)
        self.load = [0] * count
        self._from_lines = [0] * count
        self._pending = [False] * count
        self._offered: list[dict[int, int]] = [dict.fromkeys(row.lines, 0) for row in self._rows]
        """What each line sent here when the load was last read."""
        self._rose: tuple[int, ...] = ()
        """While a load is read: the lines that send more than before."""
        self._surges: list[dict[int, int]] = [{} for _ in self._rows]
        self.over = [False] * count
        self.collapsed = [False] * count
        self._put_off = [0] * count
        """The share of items that each slow system keeps waiting."""
        self.stale: set[int] = set()
        """Slow systems whose lines must look again once levels have settled."""
        self.running: dict[int, int] = {}
        """Work that is running, to its present step."""
        self._loaded_by: dict[int, list[int]] = {}
        """Work to the capacities on which it, or a step of it, puts load."""
        for capacity, row in enumerate(self._rows):
            for work in dict.fromkeys(work for work, _, _ in row.works):
                self._loaded_by.setdefault(work, []).append(capacity)
        self._lines: Lines
        self._reasons: Reasons

    def attach(self, lines: Lines, reasons: Reasons) -> None:
        """Learn where the lines are, and why they send what they send."""
        self._lines = lines
        self._reasons = reasons

    def begin(self) -> None:
        """Feel the load of the first moment."""
        for capacity in range(len(self._rows)):
            self.sample(capacity)

    def demand_changed(self, line: int) -> None:
        """A line's flow changed: feel it a while later."""
        for capacity in self._state.plan.lines[line].loads:
            self.feel(capacity)

    def feel(self, capacity: int) -> None:
        """Read the load anew a while later, unless that is under way already."""
        if not self._pending[capacity]:
            self._pending[capacity] = True
            self._state.clock.arm(self._lag_timer + capacity, self._state.now + LAG)

    def sample(self, capacity: int) -> None:
        """Read the flows of this moment."""
        self._pending[capacity] = False
        self._state.clock.arm(self._lag_timer + capacity, NEVER)
        row = self._rows[capacity]
        lines, before = self._lines, self._offered[capacity]
        now = self._offered[capacity] = dict.fromkeys(row.lines, 0)
        for line in row.lines:
            if lines.is_open[line]:
                offered = lines.rates[line][DEMAND] - lines.aside[line]
                now[line] = offered * self._blame.reach(lines.nodes[line], row.node) // WHOLE
        self._from_lines[capacity] = sum(now.values())
        self._rose = tuple(line for line in row.lines if now[line] > before[line])
        self.look(capacity)
        self._rose = ()

    def surge(self, capacity: int, number: int, add: int | None) -> None:
        """Start, change or (with None) end load that is nobody's demand."""
        if add is None:
            self._surges[capacity].pop(number, None)
        else:
            self._surges[capacity][number] = add
        self.look(capacity)

    def work_runs(self, work: int, step: int) -> None:
        """Work is at a step, or (with -1) no longer puts load on what it needs."""
        if work not in self._loaded_by:
            return
        if step >= 0:
            self.running[work] = step
        else:
            self.running.pop(work, None)
        for capacity in self._loaded_by[work]:
            self.loaded_by(capacity, self._state.why(_WORK, work))
            self.look(capacity)

    def loaded_by(self, capacity: int, record: int) -> None:
        """A record explains the load from now on."""
        if record >= 0:
            self._state.last[_CAPACITY][capacity] = record

    def look(self, capacity: int) -> None:
        """Add the load up and let it act."""
        row = self._rows[capacity]
        state = self._state
        values = state.values
        load = self._from_lines[capacity] + sum(self._surges[capacity].values())
        load += sum(
            values[slot]
            for work, step, slot in row.works
            if work in self.running and step in (NONE, self.running[work])
        )
        self.load[capacity] = load
        rate = values[row.rate]
        over = 0 <= rate < load
        above = values[row.above]
        if over != self.over[capacity]:
            self.over[capacity] = over
            kind = "overloaded" if over else "relieved"
            detail: Detail = (load, rate)
            sent_by = self._sent_by(row, over=over)
            if not sent_by and state.recording and state.why(_CAPACITY, capacity) < 0:
                lines = [line for line in row.lines if self._lines.rates[line][0]]
                sent_by = (max((self._reasons.behind_line(line) for line in lines), default=NONE),)
                if over and self._rose:
                    names = " ".join(state.plan.subjects[state.plan.lines[line].subject] for line in self._rose)
                    detail = (*detail, "demand", names)
            self._note(capacity, kind, detail, (state.why(_CAPACITY, capacity), *sent_by))
        if above == COLLAPSE:
            self._strain(capacity, over)
        else:
            self.collapsed[capacity] = False
            state.clock.arm(self._strain_timer + capacity, NEVER)
        works = opened = WHOLE
        if above == COLLAPSE:
            works = values[row.to] if self.collapsed[capacity] else WHOLE
        elif over and above == REFUSE:
            opened = rate * WHOLE // load
        elif over:
            works = rate * WHOLE // load
        self._levels.bound_works(row.node, CAPACITY, works)
        self._levels.bound_open(row.node, CAPACITY, opened)
        state.changed(_CAPACITY, capacity)
        state.changed(_NODE, row.node)
        if above == SLOW or self._put_off[capacity]:
            # until the level follows, what it still seems to lose waits
            self._put_off[capacity] = max(self._put_off[capacity], self._put_off_now(capacity))
            self.stale.add(capacity)

    def _strain(self, capacity: int, over: bool) -> None:
        row = self._rows[capacity]
        state = self._state
        values = state.values
        timer = self._strain_timer + capacity
        if self.collapsed[capacity]:
            if self.load[capacity] * WHOLE < values[row.clears] * values[row.rate]:
                self.collapsed[capacity] = False
                self._note(capacity, "relieved", ("recovered",), (state.why(_CAPACITY, capacity),))
        elif over:
            if values[row.after] == 0:
                self.collapse(capacity)
            elif state.clock.armed_at(timer) == NEVER:
                state.clock.arm(timer, state.now + values[row.after])
        else:
            state.clock.arm(timer, NEVER)

    def collapse(self, capacity: int) -> None:
        """It has been above its rate for too long."""
        self.collapsed[capacity] = True
        row = self._rows[capacity]
        state = self._state
        causes = (state.why(_CAPACITY, capacity), *state.settings(row.after, row.to))
        self._note(capacity, "overloaded", ("collapsed",), causes)

    def _sent_by(self, row: CapacityRow, *, over: bool) -> tuple[int, ...]:
        """The records behind work that is not the usual demand: who comes, which way it takes, what an item costs."""
        state = self._state
        found: list[int] = []
        lines = [line for line in row.lines if state.recording and self._lines.rates[line][0]]
        for line in lines:
            found += self._reasons.of_demand(line)
            if over:
                found += self._reasons.of_way(line, row.node)
        loads = (slot for (_, supplier), slot in state.plan.need_loads.items() if supplier == row.node)
        return (*found, *state.settings(*loads, row.rate))

    def _note(self, capacity: int, kind: str, detail: Detail, causes: tuple[int, ...]) -> None:
        """Record it for the capacity, and as what explains the component's level."""
        row = self._rows[capacity]
        state = self._state
        position = state.note(_CAPACITY, capacity, kind, row.subject, detail, causes)
        if position >= 0:
            state.last[_NODE][row.node] = position

    def strained(self, capacity: int) -> None:
        """The time above the rate is up."""
        self.collapse(capacity)
        self.look(capacity)

    def _put_off_now(self, capacity: int) -> int:
        row, values = self._rows[capacity], self._state.values
        if values[row.above] != SLOW or not self.over[capacity]:
            return 0
        return WHOLE - values[row.rate] * WHOLE // self.load[capacity]

    def followed(self, capacity: int) -> None:
        """Levels have followed the load of a slow system: its lines look again."""
        self._put_off[capacity] = self._put_off_now(capacity)
        for line in self._rows[capacity].lines:
            self._lines.reflow(line)

    def slow_share(self, line: int) -> int:
        """The share of a line's items that a slow system keeps waiting."""
        return max((self._put_off[capacity] for capacity in self._state.plan.lines[line].slow), default=0)

    def spare(self, line: int) -> int:
        """How much of its queue a slow system can take off a line per time, beside what comes."""
        spare = NONE
        for capacity in self._state.plan.lines[line].slow:
            row = self._rows[capacity]
            if self._state.values[row.rate] < 0:
                continue
            queues = {other: max(0, self._lines.read(other, SLOWED)[0]) for other in row.lines}
            total = sum(queues.values())
            left = max(0, self._state.values[row.rate] - self.load[capacity])
            part = left * queues.get(line, 0) // total if total else 0
            spare = part if spare == NONE else min(spare, part)
        return max(0, spare)
