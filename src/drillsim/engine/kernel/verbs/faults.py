"""What breaks, answers wrongly or lies open, and is repaired: faults on components, units, jobs and tasks.

Faults stack: the worst counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NONE, WHOLE, Entity
from drillsim.engine.kernel.verbs.doing import Doing, Undo, explain, note, walked
from drillsim.engine.supply.faults import DEAD, PARTIAL, UNSTABLE, WRONG
from drillsim.engine.work.works import ABENDED, IDLE, RUNNING, WAITING

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run

_COUNT = ITEM // 1000


def fail(run: Run, doing: Doing) -> Undo | None:
    """A component, some of its units, or work stops altogether."""
    row = doing.row
    if row.entity == Entity.WORK:
        _fail_work(run, doing)
        return None
    if row.other >= 0 and (row.number != NONE or doing.unit >= 0):
        return _fail_units(run, doing)
    return _fault(run, doing, "failed", DEAD, 0)


def _fail_units(run: Run, doing: Doing) -> Undo:
    row = doing.row
    record = note(run, doing, "failed", (row.number,))
    failed = run.fleets.fail(row.other, row.number, doing.unit, record)

    def take_back(record: int) -> None:
        explain(run, row.target, record)
        run.fleets.restore(row.other, failed)

    return Undo(record, take_back, lambda: not run.fleets.failed[row.other].isdisjoint(failed))


def _fail_work(run: Run, doing: Doing) -> None:
    row, works = doing.row, run.works
    if row.number != NONE and works.step[row.target] != row.number:
        return
    if works.status[row.target] == IDLE and run.state.plan.works[row.target].job is not None:
        works.status[row.target] = WAITING
    if works.status[row.target] in (WAITING, RUNNING):
        works.abend(row.target, (run.state.record("failed", row.subject, (), (doing.cause,)),))


def _fault(run: Run, doing: Doing, kind: str, mode: str, level: int) -> Undo:
    """Set a fault; a degradation may take its time."""
    row, faults = doing.row, run.faults
    record = note(run, doing, kind, (level,))
    fault = faults.set(row.target, mode, WHOLE if row.over else level, record)

    def stands() -> bool:
        return fault in faults.on.get(faults.fault_node(row.target), {})

    def step_to(step: int) -> bool:
        faults.change(row.target, fault, walked(level, WHOLE, step))
        return stands()

    def take_back(record: int) -> None:
        explain(run, row.target, record)
        faults.lift(row.target, fault)

    if row.over:
        run.effects.walk(doing, step_to)
    return Undo(record, take_back, stands)


def degrade(run: Run, doing: Doing) -> Undo:
    """A component does less, perhaps little by little."""
    return _fault(run, doing, "degraded", PARTIAL, doing.row.number)


def destabilise(run: Run, doing: Doing) -> Undo:
    """A component comes and goes."""
    return _fault(run, doing, "destabilised", UNSTABLE, doing.row.number)


def corrupt(run: Run, doing: Doing) -> Undo | None:
    """Answers are wrong from now on, or so many wrong records lie in a backlog."""
    row = doing.row
    if row.mode == "items":
        note(run, doing, "corrupted", (row.number // 1000,))
        run.backlogs.put(row.other, row.number * _COUNT)
        return None
    return _fault(run, doing, "corrupted", WRONG, row.number)


def expose(run: Run, doing: Doing) -> Undo | None:
    """Records lie open: so many, or so many per time."""
    row = doing.row
    record = run.state.record("exposed", row.subject, (row.mode, row.number), (doing.cause,))
    if row.mode == "items":
        run.effects.expose(row.target, row.number * _COUNT, 0, record)
        return None
    run.effects.expose(row.target, 0, row.number, record)
    return Undo(record, lambda undone: run.effects.expose(row.target, 0, -row.number, undone))


def repair(run: Run, doing: Doing) -> None:
    """What was set on it is taken away: faults, failed units, a hidden condition; abended work starts again."""
    row = doing.row
    if row.entity == Entity.EVENT:
        run.effects.end_all(run.state.plan.events[row.target].do, doing.cause)
        return
    if row.entity == Entity.WORK:
        if run.works.status[row.target] == ABENDED:
            run.works.start(row.target, doing.cause)
        return
    note(run, doing, "repaired")
    if row.number == NONE:
        run.faults.repair(row.target)
        run.breaks.repair(row.target)
    if row.other >= 0:
        run.fleets.repair(row.other, row.number)
    for limit in run.state.plan.limits_of.get(row.target, ()):
        run.limits.look(limit)
    run.levels.touch(run.faults.fault_node(row.target))
