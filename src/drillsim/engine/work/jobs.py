"""Batch work: its occurrences, the gates before a start, clashes, reruns, and the need on its result.

1. Each `runs` day has one occurrence; it may start at its gate at the earliest, and waits until the one before is over
   (an abended or failed one is not over until it was repeated or given up).
2. A predecessor is done when its latest occurrence that was due by the same gate is done (or skipped).
3. Those that need a job are served by its current result; until `due` the result of the time before still does.
4. Occurrences before the start of the run are done.
5. A start after `not_after` is refused: the occurrence is missed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from drillsim.engine.arrays import CLASH, NEVER, NONE, WHOLE, Entity, JobRow
from drillsim.engine.kernel.calendar import day_at, instant, next_clock
from drillsim.engine.supply.bounds import JOB
from drillsim.engine.work.occurrences import all_gates, gate_of_start
from drillsim.engine.work.works import ABENDED, CANCELLED, DONE, FAILED, IDLE, MISSED, RUNNING, WAITING

if TYPE_CHECKING:
    from drillsim.engine.kernel.conditions import Conditions
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.causes import Causes
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.works import Works

_NODE = int(Entity.NODE)
_WORK = int(Entity.WORK)

_WAITS, _ABENDS, _BOTH_ABEND, _BOTH_RUN = range(len(CLASH))
_GOING_ON = (WAITING, RUNNING, ABENDED, FAILED)
"""Not over: the next occurrence waits."""


class Jobs:
    """The occurrences of every job, by the index of its work."""

    __slots__ = (
        "_causes", "_conditions", "_due_timer", "_gate_timer", "_gates", "_late_timer", "_levels", "_next",
        "_queued", "_rows", "_skipped", "_state", "_works", "done_gate", "gate", "jobs",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, works: Works, timers: dict[str, int]) -> None:
        self._state = state
        self._levels = levels
        self._works = works
        self._rows = state.plan.works
        self._gate_timer = timers["gate"]
        self._late_timer = timers["late"]
        self._due_timer = timers["result"]
        self.jobs: dict[int, JobRow] = {i: row.job for i, row in enumerate(self._rows) if row.job is not None}
        self._gates = all_gates(state.plan, state.values)
        self._next = [NEVER] * len(self._rows)
        self.gate = [NONE] * len(self._rows)
        """The gate of the current occurrence."""
        self.done_gate = [-NEVER] * len(self._rows)
        """The gate of the last occurrence that is done or skipped."""
        self._queued: dict[int, list[int]] = {work: [] for work in self.jobs}
        """Gates that came while the occurrence before was not over."""
        self._skipped: set[int] = set()
        """Jobs whose next occurrence was cancelled before its time."""
        self._conditions: Conditions
        self._causes: Causes

    def attach(self, conditions: Conditions, causes: Causes) -> None:
        """Learn where conditions are, and what is behind a need."""
        self._conditions = conditions
        self._causes = causes

    def begin(self) -> None:
        """What was due before the start is done; wait for the gates to come."""
        for work, job in self.jobs.items():
            if not job.on_demand:
                past = bisect_left(self._gates[work], 0)
                self.gate[work] = self.done_gate[work] = self._gates[work][past - 1] if past else -NEVER
                self._works.status[work] = DONE
            self._supply(work)
            self._wait(work)

    def numbers_set(self, work: int) -> None:
        """A clock time of a job was set: what is still to come follows it."""
        state = self._state
        self._gates = all_gates(state.plan, state.values)
        for job in self.jobs:
            self._wait(job)
        self._await_due(work)
        if self._works.status[work] == WAITING:
            self._await_late(work)
        self._works.stale.add(work)

    # -- occurrences ------------------------------------------------------------------------------------------------

    def _wait(self, work: int) -> None:
        """Wake up at the gate of the day after the last occurrence; soon, if one is queued and the way is free."""
        if self.jobs[work].on_demand:
            return
        now, queue, gates = self._state.now, self._queued[work], self._gates[work]
        starts = self._state.plan.calendar.starts
        last = queue[-1] if queue else self.gate[work]
        place = bisect_left(gates, starts[bisect_right(starts, last)])
        upcoming = self._next[work] = gates[place] if place < len(gates) else NEVER
        if queue and self._works.status[work] not in _GOING_ON:
            upcoming = now + 1  # everybody has seen how the one before ended
        self._state.clock.arm(self._gate_timer + work, max(upcoming, now))

    def gate_came(self, work: int) -> None:
        """An occurrence is due to start, or a queued one can; or a start by hand has waited for its time."""
        if self.jobs[work].on_demand:
            self._works.stale.add(work)
            return
        queue = self._queued[work]
        if self._next[work] <= self._state.now:
            queue.append(self._next[work])
        if queue and self._works.status[work] not in _GOING_ON:
            self._occur(work, queue.pop(0))
        self._wait(work)

    def _occur(self, work: int, gate: int) -> None:
        self.gate[work] = gate
        if work in self._skipped:
            self._skipped.discard(work)
            self._works.skip(work)
        else:
            self._works.status[work] = IDLE
            self._works.start(work, NONE)
        self._await_due(work)

    def _await_due(self, work: int) -> None:
        due = self._due(work)
        # no due time, or one that passed while the occurrence was queued: nothing to wait for
        self._state.clock.arm(self._due_timer + work, due if due > self._state.now else NEVER)
        self._supply(work)

    def _due(self, work: int) -> int:
        """Until when the result of the time before serves in place of the current one."""
        job, state = self.jobs[work], self._state
        if state.values[job.due] < 0 or job.on_demand or self.gate[work] < 0:
            return NONE
        return next_clock(state.plan.calendar, state.values[job.due], self.gate[work])

    def skip(self, work: int) -> bool:
        """The next occurrence shall not happen; False for a job on demand, which has none."""
        if self.jobs[work].on_demand:
            return False
        self._skipped.add(work)
        return True

    def _last_start(self, work: int) -> int:
        """The last moment at which the current occurrence may start, or NEVER."""
        job, state = self.jobs[work], self._state
        not_after = state.values[job.not_after]
        if not_after < 0:
            return NEVER
        calendar = state.plan.calendar
        gate = max(self.gate[work], calendar.starts[0])
        at = instant(calendar, day_at(calendar, gate), not_after)
        overnight = at < gate and (not job.on_demand or state.values[job.not_before] >= 0)
        return next_clock(calendar, not_after, gate) if overnight else at

    def _await_late(self, work: int) -> None:
        last = self._last_start(work)
        self._state.clock.arm(self._late_timer + work, max(last + 1, self._state.now) if last < NEVER else NEVER)

    def too_late(self, work: int) -> None:
        """The last moment to start has passed."""
        works = self._works
        if works.status[work] == WAITING and not works.underway[work] and work not in works.forced:
            waited_for = self._behind(work) if self._state.recording else ()
            works.miss(work, (works.cause[work], *waited_for, *self._state.settings(self.jobs[work].not_after)))

    # -- gates ------------------------------------------------------------------------------------------------------

    def may_start(self, work: int, cause: int) -> bool:
        """Whether a start is allowed; one that is not is recorded."""
        job, state = self.jobs[work], self._state
        status = self._works.status[work]
        if job.on_demand:
            self.gate[work] = gate_of_start(state.plan.calendar, job, state.values, state.now)
        if work in self._works.forced:
            return True
        if status in (ABENDED, MISSED, FAILED) and job.rerun:
            refused = ""
            if any(self._works.status[task] != DONE for task in job.rerun_after):
                refused = "rerun-after"
            elif job.rerun_when >= 0 and not self._conditions.holds(job.rerun_when):
                refused = "rerun-when"
            if refused:
                state.record("refused", self._rows[work].subject, (refused,), (cause,))
                return False
        if state.now > self._last_start(work):
            if status in (DONE, CANCELLED):
                settings = state.settings(job.not_after)
                state.record("refused", self._rows[work].subject, ("too-late",), (cause, *settings))
            else:
                self._works.miss(work, (cause, *state.settings(job.not_after)))
            return False
        self._await_late(work)
        if job.on_demand and state.now < self.gate[work]:
            state.clock.arm(self._gate_timer + work, self.gate[work])
        return True

    def gates_open(self, work: int) -> bool:
        """Whether the time, predecessors and clashes let the current occurrence start, or go on with its next step."""
        if not self._works.underway[work]:
            if self._state.now < self.gate[work]:
                return False
            if not all(self.predecessor_done(work, other) for other in self._rows[work].after):
                return False
        return self._clash(work, self.jobs[work])

    def predecessor_done(self, work: int, other: int) -> bool:
        """Whether what a job comes after has been done for the same occurrence."""
        job = self.jobs.get(other)
        if job is None or job.on_demand or self.jobs[work].on_demand:
            return self._works.status[other] == DONE
        gates = self._gates[other]
        place = bisect_right(gates, self.gate[work])
        wanted = gates[place - 1] if place else -NEVER
        return wanted < 0 or self.done_gate[other] >= wanted

    def clashes_with(self, work: int) -> list[int]:
        """The jobs beside which a job must not run."""
        job = self.jobs.get(work)
        if job is None:
            return []
        return [other for other, its in self.jobs.items() if other in job.clash or work in its.clash]

    def _clash(self, work: int, job: JobRow) -> bool:
        state = self._state
        for other, its in self.jobs.items():
            if other == work or self._works.status[other] != RUNNING:
                continue
            if other in job.clash:
                slot = job.clash_then
            elif work in its.clash:
                slot = its.clash_then
            else:
                continue
            rule = state.values[slot]
            if rule == _WAITS:
                return False
            if rule in (_ABENDS, _BOTH_ABEND):
                causes = (state.why(_WORK, other), *state.settings(slot))
                self._works.abend(work, causes)
                if rule == _BOTH_ABEND:
                    self._works.abend(other, (state.why(_WORK, work),))
                return False
        return True

    # -- what others see --------------------------------------------------------------------------------------------

    def status_changed(self, work: int) -> None:
        """Note an occurrence that is over; let successors and those that need it look again."""
        if work in self.jobs:
            status = self._works.status[work]
            if status in (DONE, CANCELLED):
                self.done_gate[work] = max(self.done_gate[work], self.gate[work])
            if self._queued[work] and status not in _GOING_ON:
                self._state.clock.arm(self._gate_timer + work, self._state.now + 1)
            self._supply(work)
        for other, row in enumerate(self._rows):
            if self._works.status[other] == WAITING and (work in row.after or other in self.jobs):
                self._works.stale.add(other)

    def is_news(self, work: int) -> bool:
        """Whether the present occurrence belongs to this run; what was done before its start is not news."""
        job = self.jobs.get(work)
        return job is None or job.on_demand or self.gate[work] >= 0

    def result_stale(self, work: int) -> None:
        """The result of the time before no longer serves."""
        self._supply(work)

    def _supply(self, work: int) -> None:
        """Set the node that others need: the current result, or the one before until this one is due."""
        job = self.jobs[work]
        if job.node < 0:
            return
        state = self._state
        due = self._due(work)
        serves = self._works.status[work] == DONE or state.now < due
        changed = self._levels.bound_works(job.node, JOB, WHOLE if serves else 0)
        record = state.why(_WORK, work)
        waits = self._works.status[work] in (IDLE, WAITING)
        if changed and state.recording and not serves and due >= 0 and waits:
            causes = (*self._behind(work), *state.settings(job.due))
            record = state.note(_WORK, work, "due", self._rows[work].subject, (due,), causes)
        elif changed and state.recording and not serves and state.now == due:
            # begun and not done: what happened to it since then goes on to explain the work itself
            record = state.record("due", self._rows[work].subject, (due,), (record, *state.settings(job.due)))
        if record >= 0 and (changed or not serves):
            state.last[_NODE][job.node] = record

    def _behind(self, work: int) -> tuple[int, ...]:
        """The records behind what a job still waits for: predecessors that are not done, needs that are down."""
        found: tuple[int, ...] = ()
        for other in self._rows[work].after:
            if self._works.status[other] in (IDLE, WAITING):
                found += self._behind(other)
            elif not self.predecessor_done(work, other):
                found += (self._state.why(_WORK, other),)
        row = self._rows[work]
        for node in (*row.needs[:2], *row.steps[0].needs[:2]):
            if node >= 0 and self._levels.level(node) == 0:
                found += self._causes.of_need(node)
        # what it waited for may have ended this very moment
        return found or tuple(self._state.why(_WORK, other) for other in row.after)
