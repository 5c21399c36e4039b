"""One simulation of a plan, from one seed: its mechanisms, and the loop.

Within one millisecond: (1) due timers, in plan order; (2) levels settle, flows follow; (3) conditions whose inputs
changed, in plan order: what newly holds acts, back to 2, at most 64 rounds; (4) messages are timers of their own;
(5) commands, in the order in which they were given, each followed by 2 and 3.
"""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, Pin, Plan
from drillsim.engine.kernel.calendar import clock_text, next_clock
from drillsim.engine.kernel.clockwork import OURS, Clockwork
from drillsim.engine.kernel.commands import Command, submit
from drillsim.engine.kernel.conditions import Conditions
from drillsim.engine.kernel.effects import Effects
from drillsim.engine.kernel.errors import CommandRefused, LoopError
from drillsim.engine.kernel.level_records import level_recorder, turn_recorder
from drillsim.engine.kernel.measures import Measures
from drillsim.engine.kernel.outcome import Outcome, read_outcome
from drillsim.engine.kernel.pending import Pending
from drillsim.engine.kernel.reactions import reaction
from drillsim.engine.kernel.scripted import begin, came_true, what_acts
from drillsim.engine.kernel.state import State
from drillsim.engine.kernel.states import state_holds
from drillsim.engine.kernel.timers import timer_layout
from drillsim.engine.kernel.view import View, read_view
from drillsim.engine.kernel.wiring import attach, handlers, looks
from drillsim.engine.people.causes import Causes
from drillsim.engine.people.decisions import Decisions
from drillsim.engine.people.handovers import Handovers
from drillsim.engine.people.messages import Messages
from drillsim.engine.people.obligations import Obligations
from drillsim.engine.people.reasons import Reasons
from drillsim.engine.people.tolerances import Tolerances
from drillsim.engine.supply.blame import Blame
from drillsim.engine.supply.breaks import Breaks
from drillsim.engine.supply.capacity import Capacities
from drillsim.engine.supply.failover import Failover
from drillsim.engine.supply.faults import Faults
from drillsim.engine.supply.holds import Holds
from drillsim.engine.supply.levels import Levels
from drillsim.engine.supply.limits import Limits
from drillsim.engine.supply.units import Fleets
from drillsim.engine.work.backlogs import Backlogs
from drillsim.engine.work.crews import Crews
from drillsim.engine.work.flows import Flows
from drillsim.engine.work.jobs import Jobs
from drillsim.engine.work.lines import Lines
from drillsim.engine.work.windows import Windows
from drillsim.engine.work.works import Works

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from drillsim.engine.arrays import ConditionRow
    from drillsim.engine.kernel.clockwork import Clock
    from drillsim.engine.kernel.records import Trace
    from drillsim.engine.people.decisions import Order

_ROUNDS = 64
_PASSES = 10_000
_SEEDS = 1 << 63


class Run:
    """One simulation of a plan."""

    def __init__(
        self,
        plan: Plan,
        seed: int = 1,
        *,
        record: bool = True,
        watched: bool = False,
        clock: Callable[[int], Clock] = Clockwork,
    ) -> None:
        """Prepares it; `watched` lets conditions be given to a plan that has none of its own."""
        if type(seed) is not int or not 0 <= seed < _SEEDS:
            raise CommandRefused(f"a seed is a whole number from 0 to {_SEEDS - 1}, not {seed!r}")
        self.plan = plan
        self.state = state = State(plan, seed, record=record, watched=watched)
        self.begun = False
        self.commands = 0
        """How many commands were carried out."""
        self.fired = 0
        """How many timers have fallen due."""
        self._later: dict[int, Callable[[], None]] = {}
        self.happened = [False] * len(plan.events)
        self.tried: set[int] = set()
        """Events that have had their chance."""
        self.been_lower: set[int] = set()
        """Nodes that were not up at some time."""
        self.shown: dict[int, tuple[int, int]] = {}
        """The level and the wrong share of each node when they were last recorded."""
        self.forced_member: dict[int, int] = {}
        layout = timer_layout(plan)
        timers = layout.first
        self._kinds, self._rows, self._fixed = layout.kinds, layout.rows, len(layout.rows)
        state.clock = clock(self._fixed)

        self.windows = Windows(state, timers["window"])
        holds = self.holds = Holds(state, timers["hold"])
        levels = self.levels = Levels(plan.graph, holds.value)
        self.faults = Faults(state, levels)
        self.failover = Failover(state, levels, self.faults, timers["pair"])
        blame = Blame(plan, levels, state.values)
        self.crews = Crews(state, self.windows)
        self.capacities = Capacities(state, levels, blame, timers)
        self.lines = Lines(state, levels, blame, timers)
        self.backlogs = Backlogs(state, levels, timers)
        self.flows = Flows(state, levels, timers["flow"])
        self.limits = Limits(state, timers["limit"])
        self.fleets = Fleets(state, levels, timers["fleet"])
        self.works = Works(state, levels, self.windows, self.crews, timers["work"])
        self.jobs = Jobs(state, levels, self.works, timers)
        self.breaks = Breaks(state, levels, self.crews, timers["break"], on=plan.random)
        self.messages = Messages(state, levels, self.windows, timers)
        self.obligations = Obligations(state, timers["obligation"])
        self.decisions = Decisions(state, self.windows, self.works)
        self.effects = Effects(self)
        self.measures = Measures(self)
        self.conditions = Conditions(state, self.measures, partial(state_holds, self), timers["condition"])
        self.causes = Causes(state, levels, self.faults, self.failover)
        self.reasons = Reasons(state, levels, self.causes)
        self.tolerances = Tolerances(state, self.measures, self.lines, self.reasons, timers)

        attach(self)
        self._prepare(list(timers))

    def _prepare(self, timers: list[str]) -> None:
        """Lay out who hears of what, which timer goes to whom, and who waits to look again."""
        state, plan, levels = self.state, self.plan, self.levels
        self.pending = Pending(self)
        self.handovers = Handovers(state, levels, self.causes)
        self.record_level = level_recorder(self)
        self.breaks.attach(turn_recorder(self))
        self._react = reaction(self)
        if state.unwatched:
            levels.spare = plan.graph.spare
        self.capacity_of: dict[int, list[int]] = {}
        for i, capacity in enumerate(plan.capacities):
            self.capacity_of.setdefault(capacity.node, []).append(i)
        acting = handlers(self)
        self._timers = timers
        self._due: list[Callable[[int], None]] = [acting[name] for name in timers]
        self._peaks = [i for i, row in enumerate(plan.measures) if row.peak >= 0]
        self._looks = looks(self)
        self._waiting = tuple(waiting for waiting, _ in self._looks)
        self._unsettled = tuple(waiting for waiting in self._waiting if waiting is not state.stale_hands)
        """What has yet to follow, with a trace or without."""

    # -- the clock ----------------------------------------------------------------------------------------------------

    def later(self, at: int, action: Callable[[], None]) -> None:
        """Do something at a later time; never beyond the horizon."""
        if at <= self.plan.horizon:
            timer = self.state.clock.grow()
            self._later[timer] = action
            self.state.clock.arm(timer, at)

    def watch(self, row: ConditionRow) -> int:
        """Look at one more condition from this moment on; its number."""
        timer = self.state.clock.grow()
        condition = self.conditions.add(row, timer)

        def due() -> None:
            self._later[timer] = due
            self.state.stale_conditions.add(condition)

        self._later[timer] = due
        self.state.watch(condition, row.watches)
        self.state.stale_conditions.add(condition)
        return condition

    def unwatch(self, condition: int) -> None:
        """Nobody looks at a condition any more that was given during the run."""
        self.conditions.drop(condition)
        self.state.unwatch(condition)

    @property
    def now(self) -> int:
        """How far time has come."""
        return self.state.now

    @property
    def trace(self) -> Trace:
        """What happened so far."""
        return self.state.trace

    def advance(self, to: int) -> None:
        """Let time pass up to and including a moment; in one step or a thousand the trace is the same."""
        if type(to) is not int:
            raise CommandRefused(f"a moment is a whole number of milliseconds, not {to!r}")
        to = min(to, self.plan.horizon)
        if to < self.state.now:
            raise CommandRefused(f"time does not go back: {self.state.now} ms is reached, {to} ms was asked for")
        if not self.begun:
            begin(self)
        self._pass_time(to)
        assert self.state.now <= to, (self.state.now, to)
        self.state.now = to

    def finish(self) -> None:
        """Let time pass up to the horizon."""
        self.advance(self.plan.horizon)

    def stand(self, orders: Iterable[Order]) -> None:
        """Let decisions given in advance stand; raises CommandRefused once the scenario is over."""
        self._check_not_over()
        for order in orders:
            self.decisions.stand(order)

    def pin(self, pins: Iterable[Pin]) -> None:
        """Let ends of people's work be pinned; raises CommandRefused for what is not theirs."""
        for pin in pins:
            self.works.pins.add(pin)

    def submit(self, command: Command) -> None:
        """Carry a command out at the present moment; raises CommandRefused, and then nothing has changed."""
        self._check_not_over()
        if not self.begun:
            begin(self)
        submit(self, command, self.commands)
        self.commands += 1
        self.instant()

    def _check_not_over(self) -> None:
        if self.begun and self.state.now >= self.plan.horizon:
            raise CommandRefused("the scenario is over, nothing can be done any more", "begin another run")

    def view(self, role: str) -> View:
        """What a role knows at the present moment."""
        return read_view(self, role)

    def moment_of(self, slot: int) -> int:
        """The moment that a clock slot means, counted from the start of the run."""
        return next_clock(self.plan.calendar, self.state.values[slot], -1)

    def outcome(self) -> Outcome:
        """What came of it so far."""
        return read_outcome(self)

    # -- one instant --------------------------------------------------------------------------------------------------

    def _pass_time(self, to: int) -> None:
        """The loop: every instant up to and including a moment."""
        state, clock = self.state, self.state.clock
        heap, armed, refill = clock.heap, clock.armed, clock.refill
        rows, due, kinds, fixed = self._rows, self._due, self._kinds, self._fixed
        dirty, waiting, levels, react, settle = self.levels.dirty, self._waiting, self.levels, self._react, self.settle
        conditions, peaks, now = state.stale_conditions, self._peaks, state.now
        rounds = fired = 0
        while heap or refill(to):
            soonest = heappop(heap)
            at, whose, timer, _ = soonest
            if at > to or whose != OURS:
                heappush(heap, soonest)
                if refill(to):
                    continue
                break
            if armed[timer] != at:
                continue
            armed[timer] = NEVER
            if at > now:
                state.now = now = at
                rounds = 0
            else:
                assert at == now, (at, now)
                rounds += 1
                if rounds > _ROUNDS:
                    raise self._loop(self._timers[kinds[timer]] if timer < fixed else "effects")
            if peaks:  # what falls at this moment was highest until now
                self._see_peaks()
            fired += 1
            if heap and heap[0][0] == at:
                self._act_together(timer, at)
            elif timer < fixed:
                due[kinds[timer]](rows[timer])
            else:
                self._later.pop(timer)()
            if dirty:
                react(levels.settle())
            if dirty or any(waiting):
                settle()
            if conditions:
                self._conclude()
            if peaks:
                self._see_peaks()
        self.fired += fired

    def _act_together(self, first: int, at: int) -> None:
        """All timers that are due at an instant act, in order; what they arm for the same instant comes after them."""
        clock = self.state.clock
        heap, armed = clock.heap, clock.armed
        together = [first]
        while heap and heap[0][0] == at and heap[0][1] == OURS:
            timer = heappop(heap)[2]
            if armed[timer] == at:
                armed[timer] = NEVER
                together.append(timer)
        self.fired += len(together) - 1
        for timer in together:
            if timer < self._fixed:
                self._due[self._kinds[timer]](self._rows[timer])
            else:
                self._later.pop(timer)()

    def instant(self) -> None:
        """Settle and conclude within the present millisecond, after something from outside."""
        self.settle()
        self._conclude()
        self._see_peaks()
        self._pass_time(self.state.now)

    def _conclude(self) -> None:
        """Conditions that newly hold act, until none does."""
        rounds = 0
        self.effects.catch_up()
        while self._fire():
            self.settle()
            self.effects.catch_up()
            if (rounds := rounds + 1) > _ROUNDS:
                raise self._loop("levels")

    def _loop(self, otherwise: str) -> LoopError:
        """The error about what acts without end at this moment, by name if it has one."""
        return LoopError(clock_text(self.plan.calendar, self.state.now), what_acts(self) or otherwise)

    def unsettled(self) -> bool:
        """Whether something has changed in this moment that the rest has yet to follow."""
        return bool(self.levels.dirty) or any(self._unsettled)

    def _see_peaks(self) -> None:
        for measure in self._peaks:
            self.measures.see_peak(measure)

    def settle(self) -> None:
        """Levels settle and everything that hangs on them follows, until nothing is left to look at."""
        levels, looks = self.levels, self._looks
        for _ in range(_PASSES):
            if levels.dirty:
                self._react(levels.settle())
                if levels.dirty:
                    continue
            for waiting, look in looks:
                if waiting:
                    for row in _drain(waiting):
                        look(row)
                    break
            else:
                return
        raise self._loop("levels")

    def _fire(self) -> bool:
        """Look at the conditions whose inputs changed; whether any newly holds."""
        state = self.state
        if not state.stale_conditions:
            return False
        fired = False
        conditions = self.conditions
        rows = conditions.rows
        for condition in _drain(state.stale_conditions):
            was = conditions.true[condition]
            newly = conditions.came_true(condition)
            kind, index = rows[condition].owner
            if kind == "tolerance":
                self.tolerances.look(index)
            elif kind == "flow" and was != conditions.true[condition]:
                state.stale_flows.add(index)
                fired = True
            if newly:
                fired = came_true(self, condition, kind, index) or fired
        return fired


def _drain(stale: set[int]) -> list[int]:
    """What is in a set, in order; the set is empty afterwards."""
    taken = sorted(stale)
    stale.clear()
    return taken
