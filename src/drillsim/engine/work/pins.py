"""Ends of people's work that are pinned, so that a replay asks what the model makes of them and not how long they took.

1. A pin names a task, one of its steps, a switch by hand or the work of an option: how long people took is their own.
   Jobs run on machines, and what they come to is the model's to say: they cannot be pinned, nor can levels.
2. By the clock: a step that begins before that time gets the time that is left. What keeps it waiting still makes it
   late; one that begins after that time takes as long as it does.
3. By length: the n-th time that a step begins, it takes what the n-th of its pins says, unless the time that it is to
   take has been set to something else since the length was measured: then that is what was asked for.
4. A mis-step of a pinned step does its damage; the time that it costs lies within the pin.
5. Every draw is made all the same: a pin moves no luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, Pin
from drillsim.engine.kernel.errors import CommandRefused

if TYPE_CHECKING:
    from drillsim.engine.arrays import StepRow
    from drillsim.engine.kernel.state import State


class Pins:
    """The pins that are still to come, and those that have held."""

    __slots__ = ("_of", "_steps", "_subjects", "held", "lengths")

    def __init__(self, state: State) -> None:
        plan = state.plan
        self._subjects = plan.subjects
        self._steps: dict[str, tuple[int, int]] = {}
        """By name: the work and its step; of work as a whole its last."""
        for work, row in enumerate(plan.works):
            if row.job is None:
                for place, step in enumerate(row.steps):
                    self._steps[plan.subjects[step.subject]] = (work, place)
                self._steps[plan.subjects[row.subject]] = (work, len(row.steps) - 1)
        self._of: dict[tuple[int, int], list[Pin]] = {}
        self.held: set[int] = set()
        """Work whose present step is pinned."""
        self.lengths: list[Pin] = []
        """Every pin that has held, as the length that it came to."""

    def add(self, pin: Pin) -> None:
        """Let a pin hold from now on."""
        if pin.work not in self._steps:
            raise CommandRefused(
                f"'{pin.work}' cannot be pinned", "only tasks, their steps and switches by hand can be"
            )
        self._of.setdefault(self._steps[pin.work], []).append(pin)

    def takes(self, work: int, place: int, step: StepRow, state: State) -> int:
        """How long a step that begins now takes."""
        drawn = state.spread(step.stream, step.takes)
        self.held.discard(work)
        pins = self._of.get((work, place), [])
        pin = next((pin for pin in pins if pin.at == NONE or pin.at >= state.now), None)
        if pin is None:
            return drawn
        pins.remove(pin)
        spread = tuple(state.values[step.takes : step.takes + 4])
        if pin.instead_of not in ((), spread):
            return drawn
        self.held.add(work)
        length = pin.takes if pin.at == NONE else pin.at - state.now
        self.lengths.append(Pin(self._subjects[step.subject], takes=length, instead_of=spread))
        return length
