"""What each of the closed set of effects does to a run, and how it is taken back.

1. A verb is a function of the run and of what is being done; it gives back how it is undone, or None if it cannot be.
2. Faults, settings, surges and withholding stack: the worst fault counts, of settings and withholding the last.
3. A verb records what it did before it does it, so that what follows can name it as its cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NONE, WHOLE, EffectRow, Entity, Unit
from drillsim.engine.kernel.reactions import slot_changed
from drillsim.engine.kernel.stacks import Entry
from drillsim.engine.supply.faults import DEAD, PARTIAL, UNSTABLE, WRONG
from drillsim.engine.supply.levels import WITHHELD
from drillsim.engine.work.works import ABENDED, IDLE, RUNNING, WAITING

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.run import Run

_COUNT = ITEM // 1000
_MOST: dict[int, int] = {Unit.SHARE: WHOLE, Unit.OF_DAY: 86_400_000}
"""The most that a number of a unit can be."""
STEPS = 32
"""How many steps a value that takes its time is walked in."""


@dataclass(frozen=True, slots=True)
class Doing:
    """An effect that is being carried out."""

    row: EffectRow
    cause: int
    number: int
    """The number by which it can be taken back."""
    unit: int
    """The unit it hits, or -1."""
    lasting: bool
    """Whether it can be taken back at all."""


@dataclass(frozen=True, slots=True)
class Undo:
    """How an effect is taken back."""

    record: int
    """What it did."""
    take_back: Callable[[int], None]
    """Takes it back; the record of that is given."""
    stands: Callable[[], bool] = lambda: True
    """Whether there is still something to take back."""


def _note(run: Run, doing: Doing, kind: str, detail: tuple[int | str, ...] = ()) -> int:
    """Record an effect; on a component it explains its state from now on."""
    state, row = run.state, doing.row
    record = state.record(kind, row.subject, detail, (doing.cause,))
    if row.entity == Entity.NODE:
        _explain(run, row.target, record)
    return record


def _explain(run: Run, node: int, record: int) -> None:
    if record >= 0:
        for each in {node, run.faults.fault_node(node)}:
            run.state.last[Entity.NODE][each] = record
            run.state.stale_hands.add(each)


def _walked(value: int, before: int, step: int) -> int:
    """The value of a step on the way from one value to another."""
    return before + (value - before) * step // STEPS


# -- faults -----------------------------------------------------------------------------------------------------------


def _fail(run: Run, doing: Doing) -> Undo | None:
    row = doing.row
    if row.entity == Entity.WORK:
        _fail_work(run, doing)
        return None
    if row.other >= 0 and (row.number != NONE or doing.unit >= 0):
        return _fail_units(run, doing)
    return _fault(run, doing, "failed", DEAD, 0)


def _fail_units(run: Run, doing: Doing) -> Undo:
    row = doing.row
    record = _note(run, doing, "failed", (row.number,))
    failed = run.fleets.fail(row.other, row.number, doing.unit, record)

    def take_back(record: int) -> None:
        _explain(run, row.target, record)
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
    record = _note(run, doing, kind, (level,))
    fault = faults.set(row.target, mode, WHOLE if row.over else level, record)

    def stands() -> bool:
        return fault in faults.on.get(faults.fault_node(row.target), {})

    def step_to(step: int) -> bool:
        faults.change(row.target, fault, _walked(level, WHOLE, step))
        return stands()

    def take_back(record: int) -> None:
        _explain(run, row.target, record)
        faults.lift(row.target, fault)

    if row.over:
        run.effects.walk(doing, step_to)
    return Undo(record, take_back, stands)


def _degrade(run: Run, doing: Doing) -> Undo:
    return _fault(run, doing, "degraded", PARTIAL, doing.row.number)


def _destabilise(run: Run, doing: Doing) -> Undo:
    return _fault(run, doing, "destabilised", UNSTABLE, doing.row.number)


def _corrupt(run: Run, doing: Doing) -> Undo | None:
    row = doing.row
    if row.mode == "items":
        _note(run, doing, "corrupted", (row.number // 1000,))
        run.backlogs.put(row.other, row.number * _COUNT)
        return None
    return _fault(run, doing, "corrupted", WRONG, row.number)


def _expose(run: Run, doing: Doing) -> Undo | None:
    row = doing.row
    record = run.state.record("exposed", row.subject, (row.mode, row.number), (doing.cause,))
    if row.mode == "items":
        run.effects.expose(row.target, row.number * _COUNT, 0, record)
        return None
    run.effects.expose(row.target, 0, row.number, record)
    return Undo(record, lambda undone: run.effects.expose(row.target, 0, -row.number, undone))


def _repair(run: Run, doing: Doing) -> None:
    row = doing.row
    if row.entity == Entity.EVENT:
        run.effects.end_all(run.state.plan.events[row.target].do, doing.cause)
        return
    if row.entity == Entity.WORK:
        if run.works.status[row.target] == ABENDED:
            run.works.start(row.target, doing.cause)
        return
    _note(run, doing, "repaired")
    if row.number == NONE:
        run.faults.repair(row.target)
        run.breaks.repair(row.target)
    if row.other >= 0:
        run.fleets.repair(row.other, row.number)
    for limit in run.state.plan.limits_of.get(row.target, ()):
        run.limits.look(limit)
    run.levels.touch(run.faults.fault_node(row.target))


# -- orderly ----------------------------------------------------------------------------------------------------------


def _withhold(run: Run, doing: Doing) -> Undo:
    return _hold_back(run, doing, withheld=True)


def _release(run: Run, doing: Doing) -> Undo:
    return _hold_back(run, doing, withheld=False)


def _hold_back(run: Run, doing: Doing, *, withheld: bool) -> Undo:
    row, held_back = doing.row, run.effects.held_back
    record = _note(run, doing, "withheld" if withheld else "released")
    key = (row.entity, row.target)
    closed = row.entity == Entity.NODE and row.target in run.state.plan.graph.closed
    held_back.put(key, int(closed), Entry(doing.number, int(withheld), record), lasting=doing.lasting)
    _put_back(run, row, record, withheld=withheld)

    def take_back(undone: int) -> None:
        counts = held_back.take(key, doing.number)
        if counts is not None:
            if row.entity == Entity.NODE:
                _explain(run, row.target, undone)
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
        _explain(run, node, record)
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


# -- work and people --------------------------------------------------------------------------------------------------


def _switch(run: Run, doing: Doing) -> None:
    row = doing.row
    run.forced_member[row.target] = row.other
    run.works.start(run.state.plan.pairs[row.target].forced, doing.cause)


def _start(run: Run, doing: Doing) -> None:
    row = doing.row
    if row.entity == Entity.NODE:
        _note(run, doing, "repaired", ("started",))
        run.levels.light(row.target)
        return
    run.works.start(row.target, doing.cause, force=row.mode == "force")


def _cancel(run: Run, doing: Doing) -> None:
    run.works.cancel(doing.row.target, doing.cause)


def _send(run: Run, doing: Doing) -> None:
    run.messages.occur(doing.row.target, (doing.cause,), now=True)


def _call(run: Run, doing: Doing) -> None:
    run.crews.call(doing.row.target, doing.row.number, doing.cause)


# -- numbers ----------------------------------------------------------------------------------------------------------


def _set(run: Run, doing: Doing) -> Undo:
    state, row, settings = run.state, doing.row, run.effects.settings
    before = [state.values[slot] for slot, _ in row.sets]
    sets = [
        (slot, _related(row.mode, state.plan.slots.units[slot], value, old))
        for (slot, value), old in zip(row.sets, before, strict=True)
    ]
    record = state.record("set", row.subject, (row.path, *(value for _, value in sets)), (doing.cause,))
    lasting = doing.lasting or row.over > 0
    for (slot, value), old in zip(sets, before, strict=True):
        settings.put(slot, old, Entry(doing.number, old if row.over else value, record), lasting=lasting)
        if not row.over:
            _write(run, slot, value, record)

    def step_to(step: int) -> bool:
        for (slot, value), old in zip(sets, before, strict=True):
            walked = _walked(value, old, step)
            if settings.change(slot, doing.number, walked):
                _write(run, slot, walked, record)
        return True

    def take_back(_record: int) -> None:
        for slot, _ in row.sets:
            counts = settings.take(slot, doing.number)
            if counts is not None:
                _write(run, slot, counts.value, counts.record)

    if row.over:
        run.effects.walk(doing, step_to)
    return Undo(record, take_back)


def _related(mode: str, unit: int, value: int, old: int) -> int:
    """The value to set: as written, or what was there changed by a factor or a sum; what is not there stays so."""
    if not mode:
        return value
    if old < 0 or unit == Unit.SPREAD:  # the first slot of a spread is its shape
        return old
    changed = old * value // WHOLE if mode == "by" else max(0, old + value)
    return min(changed, _MOST.get(unit, changed))


def _write(run: Run, slot: int, value: int, record: int) -> None:
    state = run.state
    state.values[slot] = value
    if record >= 0:
        state.set_by[slot] = record
    else:
        state.set_by.pop(slot, None)
    for entity, index in state.plan.slots.reactions.get(slot, ()):
        slot_changed(run, slot, entity, index)


def _surge(run: Run, doing: Doing) -> Undo:
    row = doing.row
    record = _note(run, doing, "surged", (row.mode, row.number))
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
        put(_walked(row.number, neutral, step))
        return True

    if row.over:
        run.effects.walk(doing, step_to)
    else:
        put(row.number)
    return Undo(record, lambda _record: put(None))


def _divert(run: Run, doing: Doing) -> Undo:
    row = doing.row
    kind = Entity.BACKLOG if row.mode == "backlog" else Entity.LINE
    record = _note(run, doing, "diverted", (run.state.plan.subjects[row.number], row.share))
    if record >= 0:
        run.state.driven[row.target] = record
        if kind == Entity.BACKLOG:
            run.state.last[kind][row.other] = record
        else:
            run.state.driven[row.other] = record
    run.lines.demand.divert(row.target, doing.number, (kind, row.other, row.share))
    return Undo(record, lambda _record: run.lines.demand.divert(row.target, doing.number, None))


def _move(run: Run, doing: Doing) -> None:
    row = doing.row
    most = row.number * _COUNT if row.number >= 0 else NONE
    moved = run.backlogs.move(row.target, row.over, row.share, most, row.mode, row.other)
    record = _note(run, doing, "moved", (row.mode, moved // ITEM))
    if record >= 0:
        run.state.last[Entity.BACKLOG][row.target] = record


VERBS: dict[str, Callable[[Run, Doing], Undo | None]] = {
    "fail": _fail,
    "degrade": _degrade,
    "destabilise": _destabilise,
    "corrupt": _corrupt,
    "expose": _expose,
    "repair": _repair,
    "withhold": _withhold,
    "release": _release,
    "switch": _switch,
    "start": _start,
    "cancel": _cancel,
    "set": _set,
    "surge": _surge,
    "divert": _divert,
    "move": _move,
    "send": _send,
    "call": _call,
}
