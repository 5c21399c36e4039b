"""What is owed within a time of its trigger.

    quiet --its trigger holds--> owed --met in time--> met
                                  |
                                  +--time is up--> missed --met after all--> late

1. Exactly the allowed time is in time. What holds already when it is owed meets it at once.
2. With `every` it is owed again so long after each time it was met; how the last time ended is still to be seen.
3. A late answer is recorded, but what was missed stays missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, Entity
from drillsim.engine.kernel.calendar import next_clock

if TYPE_CHECKING:
    from drillsim.engine.kernel.conditions import Conditions
    from drillsim.engine.kernel.state import State

QUIET, OWED, MET, MISSED, LATE = range(5)


class Obligations:
    """The state of every obligation."""

    __slots__ = ("_conditions", "_rows", "_state", "_timer", "deadline", "ended", "phase", "times_met", "times_missed")

    def __init__(self, state: State, timer: int) -> None:
        self._state = state
        self._rows = state.plan.obligations
        self._timer = timer
        count = len(self._rows)
        self.phase = [QUIET] * count
        self.ended = [QUIET] * count
        """How the last time it was owed ended: MET, MISSED, or QUIET if it never has."""
        self.deadline = [NEVER] * count
        self.times_met = [0] * count
        self.times_missed = [0] * count
        self._conditions: Conditions

    def attach(self, conditions: Conditions) -> None:
        """Learn where conditions are."""
        self._conditions = conditions

    def holds(self, obligation: int, state: str) -> bool:
        """Whether it is owed, met or missed now."""
        if state == "owed":
            return self.phase[obligation] == OWED
        return self.ended[obligation] == (MET if state == "met" else MISSED)

    def trigger(self, obligation: int, causes: tuple[int, ...]) -> None:
        """What starts its clock has come to hold."""
        row = self._rows[obligation]
        state = self._state
        if self.phase[obligation] != QUIET:
            return
        if row.within >= 0:
            deadline = state.now + state.values[row.within]
        else:
            deadline = next_clock(state.plan.calendar, state.values[row.by], state.now - 1)
        self._owe(obligation, deadline, (*causes, *state.settings(row.within, row.by)))
        if self._conditions.holds(row.met):
            self.meet(obligation, ())

    def _owe(self, obligation: int, deadline: int, causes: tuple[int, ...]) -> None:
        row = self._rows[obligation]
        state = self._state
        self.phase[obligation] = OWED
        self.deadline[obligation] = deadline
        role = state.plan.subjects[state.plan.roles[row.role].subject]
        state.note(Entity.OBLIGATION, obligation, "owed", row.subject, (role, deadline), causes)
        state.clock.arm(self._timer + obligation, deadline + 1 if deadline < state.plan.horizon else NEVER)
        state.changed(Entity.OBLIGATION, obligation)

    def meet(self, obligation: int, causes: tuple[int, ...]) -> None:
        """What meets it has come to hold."""
        late = self.phase[obligation] == MISSED
        if not late and self.phase[obligation] != OWED:
            return
        row = self._rows[obligation]
        state = self._state
        self.phase[obligation] = LATE if late else MET
        if not late:
            self.times_met[obligation] += 1
            self.ended[obligation] = MET
        state.clock.arm(self._timer + obligation, NEVER)
        owed = state.why(Entity.OBLIGATION, obligation)
        detail = ("late" if late else "in-time",)
        met = state.note(Entity.OBLIGATION, obligation, "met", row.subject, detail, (*causes, owed))
        if row.every >= 0:
            self._owe(obligation, state.now + state.values[row.every], (met, *state.settings(row.every)))
        state.changed(Entity.OBLIGATION, obligation)

    def late(self, obligation: int) -> None:
        """Its time is up."""
        row = self._rows[obligation]
        state = self._state
        self.phase[obligation] = self.ended[obligation] = MISSED
        self.times_missed[obligation] += 1
        owed = state.why(Entity.OBLIGATION, obligation)
        detail = (self.deadline[obligation],)
        state.note(Entity.OBLIGATION, obligation, "missed-obligation", row.subject, detail, (owed,))
        state.changed(Entity.OBLIGATION, obligation)
