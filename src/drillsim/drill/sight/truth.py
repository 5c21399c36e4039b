"""Owns what the facilitator sees, and players without fog: how things really stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.drill.sight.cutoffs import next_cutoff
from drillsim.drill.sight.snapshot import BacklogRow, FormRow, LimitRow, LineRow, SystemRow, TaskRow
from drillsim.engine.arrays import ITEM, NEVER, WHOLE, Entity
from drillsim.engine.kernel.calendar import next_clock
from drillsim.engine.kernel.states import state_holds
from drillsim.engine.work.works import ABENDED, CANCELLED, DONE, FAILED, IDLE, MISSED, RUNNING, WAITING

if TYPE_CHECKING:
    from drillsim.engine import LineOutcome, Record, Run
    from drillsim.model import Scenario, Topology

_LINE_STATES = ("closed", "withheld", "down", "degraded")
_STATUS = {
    WAITING: "waiting", RUNNING: "running", DONE: "done", FAILED: "failed", ABENDED: "failed", MISSED: "failed",
    CANCELLED: "cancelled",
}  # fmt: skip


def line_rows(run: Run) -> tuple[LineRow, ...]:
    """Every line as it stands."""
    return tuple(_line(run, number, outcome) for number, outcome in enumerate(run.outcome().lines))


def _line(run: Run, number: int, outcome: LineOutcome) -> LineRow:
    state = next((each for each in _LINE_STATES if state_holds(run, Entity.LINE, number, each, -1)), "up")
    why = run.state.why(Entity.LINE, number)
    since = run.trace[why].time if why >= 0 else 0
    places = iter([place for place, row in enumerate(run.plan.tolerances) if row.line == number])
    forms = []
    for form in outcome.forms:
        if form.unit == "clock":
            at = next_clock(run.plan.calendar, form.allowed, run.now, business=True)
            left = at - run.now if at < NEVER else None
            forms.append(
                FormRow(form.name, "clock", form.used, form.allowed, None, left, form.breached, form.breached_at)
            )
            continue
        value, rate, scale = run.tolerances.used(next(places))
        used = value // scale
        left = None
        if rate > 0 and not form.breached:
            left = max(0, -(-(WHOLE * scale - value) // rate))
        elif form.breached:
            left = 0
        due = run.now + left if left is not None else None
        forms.append(
            FormRow(
                form.name,
                form.unit,
                form.used,
                form.allowed,
                used,
                left,
                form.breached,
                due if form.breached_at is None else form.breached_at,
            )
        )
    return LineRow(outcome.line, state, since, outcome.outage, run.lines.good[number], tuple(forms))


def system_rows(run: Run, topology: Topology) -> tuple[SystemRow, ...]:
    """Every component as it stands."""
    rows = []
    for name in topology.components:
        entity, node = run.plan.rows[name]
        level = run.levels.level(node) if entity == Entity.NODE else WHOLE
        states = ("withheld", "unstable", "down", "full", "degraded", "alarming")
        state = next((each for each in states if state_holds(run, Entity.NODE, node, each, -1)), "up")
        record = run.state.fell.get(node) if state != "up" else None
        since = run.trace[record].time if record is not None and record >= 0 else None
        rows.append(SystemRow(name, state, since, level))
    return tuple(rows)


def limit_rows(run: Run) -> tuple[LimitRow, ...]:
    """Every limit as it stands."""
    rows = []
    for number, row in enumerate(run.plan.limits):
        used, rate = run.limits.used(number)
        capacity = run.limits.capacity(number)
        state = "full" if any(run.limits.full[number]) else "alarming" if run.limits.alarming[number] else "below"
        full_in = -(-(capacity - used) // rate) if rate > 0 and used < capacity else None
        full_at = run.now + full_in if full_in is not None else None
        rows.append(LimitRow(run.plan.subjects[row.subject], state, used // ITEM, capacity // ITEM, full_in, full_at))
    return tuple(rows)


def backlog_rows(run: Run) -> tuple[BacklogRow, ...]:
    """Every backlog as it stands."""
    rows = []
    for number, row in enumerate(run.plan.backlogs):
        waiting, rate = run.backlogs.read(number, "waiting")
        empty_in = waiting // -rate if rate < 0 and waiting > 0 else None
        empty_at = run.now + empty_in if empty_in is not None else None
        cutoff = next_cutoff(run.plan, run.state.values, number, run.now)
        rows.append(BacklogRow(run.plan.subjects[row.subject], waiting // ITEM, rate, empty_in, empty_at, *cutoff))
    return tuple(rows)


def task_rows(run: Run, scenario: Scenario, topology: Topology) -> tuple[TaskRow, ...]:
    """All work of people that was begun."""
    tasks = {**topology.tasks, **scenario.tasks}
    rows = []
    for number, row in enumerate(run.plan.works):
        name, status = run.plan.subjects[row.subject], run.works.status[number]
        if row.job is not None or status == IDLE:
            continue
        record = _last_start(run, number)
        task = tasks.get(name)
        since = record.time if record is not None else 0
        rows.append(TaskRow(name, _STATUS[status], since, (task.crew or "") if task is not None else "", None))
    return tuple(rows)


def _last_start(run: Run, work: int) -> Record | None:
    position = run.state.why(Entity.WORK, work)
    return run.trace[position] if position >= 0 else None
