"""Work that takes time: tasks with people, jobs on machines, the work an option starts, a switch by hand.

    idle --start--> waiting <--next step lacks people or needs-- running --its time is up--> done | failed
                     |    +-------gates open, crew there---------> |  |
                     +--too late--> missed                         |  +--need lost--> abended --start--> waiting
                                                                   +--a need or its hours gone: paused

1. It waits for its hours, predecessors, needs and people; then it runs through its steps in order. Between steps it
   waits for needs again, and for people who are still on duty.
2. Progress follows the level of what it needs. Losing a need lets it wait, abends it, or makes items fail at full
   speed.
3. A mis-step shows at the end of its step: first the added time, then what follows, then the damage.
4. Success is decided at the end. A failed step fails the work. Starting it again is the retry.
5. Force passes the gates (the clock, predecessors, clashes, withholding), never needs, hours or people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.engine.arrays import NEVER, NONE, Entity, StepRow, WorkRow
from drillsim.engine.work.hands import Hands
from drillsim.engine.work.mishaps import Mishaps
from drillsim.engine.work.pins import Pins
from drillsim.engine.work.progress import FINE, Progress
from drillsim.engine.work.supplied import came_last, is_supplied, right_share, speed_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.conditions import Conditions
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.causes import Causes
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.crews import Crews
    from drillsim.engine.work.jobs import Jobs
    from drillsim.engine.work.windows import Windows

_WORK = int(Entity.WORK)

IDLE, WAITING, RUNNING, DONE, FAILED, ABENDED, MISSED, CANCELLED = range(8)
STATUS: Final = ("idle", "waiting", "running", "done", "failed", "abended", "missed", "cancelled")
_FROM_STOP = 1


class Works:
    """The state of all work."""

    __slots__ = (
        "_act", "_causes", "_ended", "_levels", "_mishaps", "_put_load", "_rows", "_state", "_timer", "_windows",
        "cause", "forced", "hands", "jobs", "pins", "progress", "since", "stale", "status", "step",
        "step_done", "underway", "withheld",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, windows: Windows, crews: Crews, timer: int) -> None:
        self._state = state
        self._levels = levels
        self._windows = windows
        self._rows = rows = state.plan.works
        self._timer = timer
        count = len(rows)
        self.status = [IDLE] * count
        self.step = [0] * count
        self.step_done = [0] * count
        """How many steps of the present attempt are done."""
        self.underway = [False] * count
        """Whether some step of the present attempt has begun."""
        self.progress = Progress(state, count)
        self.pins = Pins(state)
        self._mishaps = Mishaps(state, count)
        self.hands = Hands(crews, count, self._people_came)
        self.since = [0] * count
        """Since when it has been waiting, running or paused."""
        self.cause = [NONE] * count
        self.withheld = [False] * count
        self.forced: set[int] = set()
        self.stale: set[int] = set()
        self.jobs: Jobs
        self._causes: Causes
        self._act: Callable[[int, int], None]
        self._ended: Callable[[int, bool, int], None]
        self._put_load: Callable[[int, int], None]

    def attach(
        self,
        jobs: Jobs,
        conditions: Conditions,
        causes: Causes,
        act: Callable[[int, int], None],
        ended: Callable[[int, bool, int], None],
        put_load: Callable[[int, int], None],
    ) -> None:
        """Learn where jobs, conditions and causes are, how effects act, and who hears of an end and of a load."""
        self.jobs = jobs
        self._mishaps.attach(conditions)
        self._causes = causes
        self._act = act
        self._ended = ended
        self._put_load = put_load

    # -- starting ---------------------------------------------------------------------------------------------------

    def start(self, work: int, cause: int, *, force: bool = False) -> None:
        """Ask for work to be done; it runs as soon as everything it waits for is there."""
        if force and self.status[work] != RUNNING:
            self.forced.add(work)
            self.stale.add(work)
        if self.status[work] in (WAITING, RUNNING):
            return
        job = self._rows[work].job
        self.cause[work] = cause
        if job is not None and not self.jobs.may_start(work, cause):
            return
        if self.status[work] != ABENDED or job is None or self._state.values[job.rerun_from_stop] != _FROM_STOP:
            self.step[work] = self.step_done[work] = 0
            self.progress.clear(work)
            self.progress.items[work] = (0, 0)
        self.underway[work] = False
        self._mishaps.take(work)
        self._wait(work)
        self.stale.add(work)

    def _wait(self, work: int) -> None:
        self.since[work] = self._state.now
        self._become(work, WAITING)

    def _become(self, work: int, status: int) -> None:
        self.status[work] = status
        self._state.changed(_WORK, work)
        self.jobs.status_changed(work)

    def look(self, work: int) -> None:
        """Something it waits for or runs on may have changed."""
        status = self.status[work]
        if status == WAITING:
            if self.hands.asked[work] < 0 and self._gates_open(work):
                self._staff(work)
        elif status == RUNNING:
            self._pace(work)

    def _gates_open(self, work: int) -> bool:
        row = self._rows[work]
        if self._halted(work, row) or not is_supplied(self._levels, row, row.steps[self.step[work]]):
            return False
        if work in self.forced:
            return True
        if row.job is not None:
            return self.jobs.gates_open(work)
        return self.underway[work] or all(self.status[other] == DONE for other in row.after)

    def predecessor_done(self, work: int, other: int) -> bool:
        """Whether what work comes after is done, so that it may begin."""
        if self._rows[work].job is not None:
            return self.jobs.predecessor_done(work, other)
        return self.status[other] == DONE

    def _halted(self, work: int, row: WorkRow) -> bool:
        return (self.withheld[work] and work not in self.forced) or not self._windows.is_open[row.window]

    # -- people -----------------------------------------------------------------------------------------------------

    def _staff(self, work: int) -> None:
        step = self._rows[work].steps[self.step[work]]
        people = self._state.values[step.people]
        if step.crew >= 0 and self.hands.ready(work, step.crew, people):
            self._begin_step(work)
            return
        self.hands.drop(work)
        if step.crew < 0:
            self._begin_step(work)
        else:
            self.hands.ask(work, step.crew, people)

    def _people_came(self, work: int) -> None:
        if self._gates_open(work):
            self._begin_step(work)
        else:  # what it waited for has gone meanwhile: let others have them
            self.hands.drop(work)

    # -- running ----------------------------------------------------------------------------------------------------

    def _begin_step(self, work: int) -> None:
        row = self._rows[work]
        step = row.steps[self.step[work]]
        state = self._state
        if not self.progress.begun(work):
            self.progress.give(work, self.pins.takes(work, self.step[work], step, state))
        subject = step.subject if self.underway[work] else row.subject
        size = state.plan.crews[step.crew].size if step.crew >= 0 else NONE
        slots = (step.takes, step.people, size, NONE if row.job is None else row.job.items)
        causes = (self.cause[work], *self._waited_for(work, row, step), *state.settings(*slots))
        started = state.note(_WORK, work, "started", subject, (self.step[work],), causes)
        self.cause[work] = started if started >= 0 else self.cause[work]
        self.underway[work] = True
        self.since[work] = state.now
        self.progress.rest(work)
        self.progress.speed[work] = NONE
        self._become(work, RUNNING)
        self._put_load(work, self.step[work])
        self._pace(work)

    def _waited_for(self, work: int, row: WorkRow, step: StepRow) -> tuple[int, ...]:
        """What came at last, of all that it had to wait for."""
        state = self._state
        found = () if self.underway[work] else tuple(state.why(_WORK, other) for other in row.after)
        if state.recording and state.now > self.since[work]:
            found += came_last(state, self._causes, row, step)
        return found

    def _pace(self, work: int) -> None:
        """Bring progress up to now and go on at the speed of the moment."""
        progress = self.progress
        progress.bring(work)
        row = self._rows[work]
        step = row.steps[self.step[work]]
        speed, lost, abends = speed_of(self._levels, row, step)
        if abends:
            self.abend(work, self._causes.of_need(lost))
            return
        if self._halted(work, row):
            speed, lost = 0, NONE
        was = progress.speed[work]
        if speed != was:
            progress.speed[work] = speed
            if speed == 0 or was == 0:
                self._tell_pace(work, row, speed, lost)
        self._do_items(work, row, step)
        at = progress.over(work)
        if at == self._state.now:
            self._state.clock.arm(self._timer + work, NEVER)
            self.step_over(work)
        else:
            self._state.clock.arm(self._timer + work, at)

    def _tell_pace(self, work: int, row: WorkRow, speed: int, lost: int) -> None:
        state = self._state
        self.since[work] = state.now
        state.changed(_WORK, work)
        if state.recording:
            behind = self._causes.of_need(lost) if lost >= 0 else ()
            kind = "resumed" if speed else "paused"
            own = state.why(_WORK, work)
            state.note(_WORK, work, kind, row.subject, (speed,), (*behind, own))

    def _do_items(self, work: int, row: WorkRow, step: StepRow) -> None:
        """A job does its items in its last step; some fail while it runs on at full speed without what it needs."""
        if row.job is None or row.job.items < 0 or self.step[work] != len(row.steps) - 1:
            return
        right = right_share(self._levels, row, step)
        items = self._state.values[row.job.items] if not self._mishaps.happened(work) else 0
        if self.progress.work_on(work, items, right):
            self._state.changed(_WORK, work)

    # -- the end of a step ------------------------------------------------------------------------------------------

    def step_over(self, work: int) -> None:
        """The time of the present step is up."""
        self.progress.bring(work)
        row = self._rows[work]
        step = row.steps[self.step[work]]
        last = self.step[work] == len(row.steps) - 1
        if not self._mishaps.happened(work) and self._slips(work, row, step, last=last):
            return
        if not self._mishaps.worked(step):
            self._finish(work, (*step.otherwise, *row.otherwise), self._state.settings(step.works), success=False)
        elif last:
            worked = self._mishaps.worked(row)
            effects = (*step.then, *(row.then if worked else row.otherwise))
            self._finish(work, effects, () if worked else self._state.settings(row.works), success=worked)
        else:
            self._step_on(work, step)

    def _step_on(self, work: int, step: StepRow) -> None:
        """A step is done and another follows."""
        state = self._state
        causes = (state.why(_WORK, work), self.cause[work])
        stepped = state.note(_WORK, work, "stepped", step.subject, (self.step[work],), causes)
        damage = self._mishaps.take(work)
        self.cause[work] = stepped if stepped >= 0 else self.cause[work]
        self.step[work] += 1
        self.step_done[work] = self.step[work]
        self.progress.clear(work)
        self.progress.rest(work)
        self._wait(work)
        self._follow((*step.then, *damage), stepped)
        if self.status[work] != WAITING:
            return
        if self._gates_open(work):
            self._staff(work)
        else:
            self.hands.drop(work)
        if self.status[work] == WAITING:
            self._put_load(work, NONE)

    def _slips(self, work: int, row: WorkRow, step: StepRow, *, last: bool) -> bool:
        """Whether the end of the step shows a mis-step; then it goes on for as long as that costs."""
        slip = self._mishaps.slip(work, row, step, last=last)
        if slip is None:
            return False
        state, cost = self._state, 0 if work in self.pins.held else slip.cost
        causes = (state.why(_WORK, work), self.cause[work], *state.settings(*slip.slots))
        slipped = state.note(_WORK, work, "slipped", row.subject, (self.step[work], cost), causes)
        self.cause[work] = slipped if slipped >= 0 else self.cause[work]
        if cost == 0:
            return False
        self.progress.give(work, cost)
        self._pace(work)
        return True

    def _follow(self, effects: tuple[int, ...], cause: int) -> None:
        for effect in effects:
            self._act(effect, cause)

    # -- ending -----------------------------------------------------------------------------------------------------

    def _finish(self, work: int, effects: tuple[int, ...], settings: tuple[int, ...], *, success: bool) -> None:
        row = self._rows[work]
        if success:
            self.step_done[work] = len(row.steps)
            if row.job is not None and row.job.items >= 0:
                self.progress.complete(work, self._state.values[row.job.items])
        damage = self._mishaps.take(work)
        causes = (self._state.why(_WORK, work), self.cause[work], *settings)
        ended = self._end(work, DONE if success else FAILED, "done" if success else "work-failed", (), causes)
        self._ended(work, success, ended)
        self._follow((*effects, *damage), ended)

    def _end(self, work: int, status: int, kind: str, detail: tuple[int, ...], causes: tuple[int, ...]) -> int:
        ended = self._state.note(_WORK, work, kind, self._rows[work].subject, detail, causes)
        self._state.clock.arm(self._timer + work, NEVER)
        self.progress.rest(work)
        self._mishaps.take(work)
        self.hands.drop(work)
        self.forced.discard(work)
        self._put_load(work, NONE)
        self._become(work, status)
        return ended

    def abend(self, work: int, causes: tuple[int, ...]) -> None:
        """It stops in the middle and leaves behind what it leaves behind."""
        if self.status[work] in (WAITING, RUNNING):
            row, success = self._rows[work], False
            ended = self._end(work, ABENDED, "abended", (self.step[work],), (*causes, self.cause[work]))
            if row.job is not None:
                self._follow(row.job.leaves, ended)
            self._ended(work, success, ended)

    def miss(self, work: int, causes: tuple[int, ...]) -> None:
        """Its start is refused: too late."""
        ended = self._end(work, MISSED, "missed", (), causes)
        self.cause[work] = ended if ended >= 0 else self.cause[work]

    def cancel(self, work: int, cause: int) -> None:
        """It is given up; a job that has nothing to give up skips its next occurrence."""
        if self.status[work] in (WAITING, RUNNING, ABENDED, FAILED):
            self._end(work, CANCELLED, "cancelled", (), (cause,))
        elif self._rows[work].job is not None and self.jobs.skip(work):
            self._state.record("cancelled", self._rows[work].subject, ("next",), (cause,))

    def skip(self, work: int) -> None:
        """An occurrence that was cancelled before its time is over before it began."""
        self._become(work, CANCELLED)

    # -- reading ----------------------------------------------------------------------------------------------------

    def stalled(self, work: int) -> bool:
        """Whether it has begun and makes no progress."""
        return self.status[work] == RUNNING and self.progress.speed[work] == 0

    def read(self, work: int, name: str) -> tuple[int, int]:
        """Items done or failed, or the share of the work that is done (of FINE); nothing is stored."""
        if name != "share":
            return self.progress.counted(work, 0 if name == "done" else 1)
        if self.status[work] == DONE:
            return (FINE if self.jobs.is_news(work) else 0), 0
        steps = len(self._rows[work].steps)
        part, growth = self.progress.part(work) if self.progress.begun(work) else (0, 0)
        return (self.step[work] * FINE + part) // steps, -(-growth // steps)
