"""What is being done when an effect acts, how it is taken back, and how it is recorded and walked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.engine.arrays import EffectRow, Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.run import Run

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


def note(run: Run, doing: Doing, kind: str, detail: tuple[int | str, ...] = ()) -> int:
    """Record an effect; on a component it explains its state from now on."""
    state, row = run.state, doing.row
    record = state.record(kind, row.subject, detail, (doing.cause,))
    if row.entity == Entity.NODE:
        explain(run, row.target, record)
    return record


def explain(run: Run, node: int, record: int) -> None:
    """Let a record explain the state of a node from now on."""
    if record >= 0:
        for each in {node, run.faults.fault_node(node)}:
            run.state.last[Entity.NODE][each] = record
            run.state.stale_hands.add(each)


def walked(value: int, before: int, step: int) -> int:
    """The value of a step on the way from one value to another."""
    return before + (value - before) * step // STEPS
