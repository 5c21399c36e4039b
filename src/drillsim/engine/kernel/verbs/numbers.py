"""Numbers that get another value: settings stack, the last counts, and what ends gives way to what still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE, Unit
from drillsim.engine.kernel.reactions import slot_changed
from drillsim.engine.kernel.stacks import Entry
from drillsim.engine.kernel.verbs.doing import Doing, Undo, walked

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run

_MOST: dict[int, int] = {Unit.SHARE: WHOLE, Unit.OF_DAY: 86_400_000}
"""The most that a number of a unit can be."""


def set_to(run: Run, doing: Doing) -> Undo:
    """Numbers get other values, at once or little by little."""
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
            reached = walked(value, old, step)
            if settings.change(slot, doing.number, reached):
                _write(run, slot, reached, record)
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
