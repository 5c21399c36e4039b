"""What comes, and where it goes: more of it, another way, or items that wait elsewhere from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NONE, WHOLE, Entity
from drillsim.engine.kernel.verbs.doing import Doing, Undo, note, walked

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run

_COUNT = ITEM // 1000


def surge(run: Run, doing: Doing) -> Undo:
    """More comes to a line, or load that is nobody's demand to a capacity."""
    row = doing.row
    record = note(run, doing, "surged", (row.mode, row.number))
    if row.entity == Entity.LINE and record >= 0:
        run.state.driven[row.target] = record
    for capacity in run.plan.lines[row.target].loads if row.entity == Entity.LINE else (row.target,):
        run.capacities.loaded_by(capacity, record)
    neutral = WHOLE if row.mode == "by" else 0

    def put(value: int | None) -> None:
        if row.entity == Entity.LINE:
            run.lines.demand.surge(row.target, doing.number, row.mode, value)
        else:
            run.capacities.surge(row.target, doing.number, value)

    def step_to(step: int) -> bool:
        put(walked(row.number, neutral, step))
        return True

    if row.over:
        run.effects.walk(doing, step_to)
    else:
        put(row.number)
    return Undo(record, lambda _record: put(None))


def divert(run: Run, doing: Doing) -> Undo:
    """A share of what comes to a line goes elsewhere."""
    row = doing.row
    kind = Entity.BACKLOG if row.mode == "backlog" else Entity.LINE
    record = note(run, doing, "diverted", (run.state.plan.subjects[row.number], row.share))
    if record >= 0:
        run.state.driven[row.target] = record
        if kind == Entity.BACKLOG:
            run.state.last[kind][row.other] = record
        else:
            run.state.driven[row.other] = record
    run.lines.demand.divert(row.target, doing.number, (kind, row.other, row.share))
    return Undo(record, lambda _record: run.lines.demand.divert(row.target, doing.number, None))


def move(run: Run, doing: Doing) -> None:
    """Items that wait go to another backlog, or end."""
    row = doing.row
    most = row.number * _COUNT if row.number >= 0 else NONE
    moved = run.backlogs.move(row.target, row.over, row.share, most, row.mode, row.other)
    record = note(run, doing, "moved", (row.mode, moved // ITEM))
    if record >= 0:
        run.state.last[Entity.BACKLOG][row.target] = record
