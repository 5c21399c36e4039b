"""What is kept out of use in good order, and used again: of several that withhold and release, the last counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE, EffectRow, Entity
from drillsim.engine.kernel.stacks import Entry
from drillsim.engine.kernel.verbs.doing import Doing, Undo, explain, note
from drillsim.engine.supply.bounds import WITHHELD

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run


def withhold(run: Run, doing: Doing) -> Undo:
    """Something is kept out of use."""
    return _hold_back(run, doing, withheld=True)


def release(run: Run, doing: Doing) -> Undo:
    """Something is used again."""
    return _hold_back(run, doing, withheld=False)


def _hold_back(run: Run, doing: Doing, *, withheld: bool) -> Undo:
    row, held_back = doing.row, run.effects.held_back
    record = note(run, doing, "withheld" if withheld else "released")
    key = (row.entity, row.target)
    closed = row.entity == Entity.NODE and row.target in run.state.plan.graph.closed
    held_back.put(key, int(closed), Entry(doing.number, int(withheld), record), lasting=doing.lasting)
    _put_back(run, row, record, withheld=withheld)

    def take_back(undone: int) -> None:
        counts = held_back.take(key, doing.number)
        if counts is not None:
            if row.entity == Entity.NODE:
                explain(run, row.target, undone)
            _put_back(
                run, row, counts.record if counts.value and counts.record >= 0 else undone, withheld=bool(counts.value)
            )

    return Undo(record, take_back)


def _put_back(run: Run, row: EffectRow, record: int, *, withheld: bool) -> None:
    """Let something be withheld or in use, and remember which record says so."""
    entity, target = row.entity, row.target
    if withheld:
        run.effects.withheld_by[entity, target] = record
    else:
        run.effects.withheld_by.pop((entity, target), None)
    if entity == Entity.NODE:
        run.state.hold(target, WITHHELD, record)
        run.levels.bound_open(target, WITHHELD, 0 if withheld else WHOLE)
    elif entity == Entity.LINE:
        node = run.state.plan.lines[target].node
        explain(run, node, record)
        run.state.hold(node, WITHHELD, record)
        run.levels.bound_open(node, WITHHELD, 0 if withheld else WHOLE)
    elif entity == Entity.WORK:
        run.works.withheld[target] = withheld
        run.works.stale.add(target)
    elif entity == Entity.BACKLOG:
        run.backlogs.withheld[target] = withheld
        run.backlogs.stale.add(target)
    elif entity == Entity.ROUTE:
        run.messages.routes.close(target, closed=withheld)
    elif entity == Entity.CREW:
        run.crews.withhold(target, withheld=withheld)
    elif entity == Entity.MESSAGE:
        run.messages.withhold(target, withheld=withheld, record=record)
    elif entity == Entity.EVENT and withheld:
        run.effects.end_all(run.state.plan.events[target].do, record)
    if not withheld:
        run.conditions.catch_up(entity, target)
    run.state.changed(entity, target)
