"""How something becomes known: signals and injects travel a route, queue for its reader, and are read by roles.

    comes to hold --chance, delay--> sent --route (routes.py)--> lies before each role --it is there--> read: known

1. A signal with `each` is one message per item: a flood that fills the queue of its route and delays what comes after.
   Its first message is known like any other.
2. A message is known once its latest sending has been read; sending it again makes it news again.
3. A role that is away reads when it is back; while its deputy is there, the deputy reads it at once.
4. What is withheld, loses its chance or has nobody to notice it is lost, with a record that says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, WHOLE, Entity
from drillsim.engine.kernel.calendar import next_change, next_clock
from drillsim.engine.people.routes import Letter, Routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.conditions import Conditions
    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.flows import Flows
    from drillsim.engine.work.windows import Windows


class Messages:
    """What was sent, what is known to whom."""

    __slots__ = (
        "_conditions", "_flows", "_later", "_levels", "_occurred", "_rows", "_state", "_up_to_date", "_windows",
        "answers_due", "known", "known_record", "routes", "sent", "sent_record", "withheld",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, windows: Windows, timers: dict[str, int]) -> None:
        self._state = state
        self._levels = levels
        self._windows = windows
        self._rows = state.plan.messages
        self.routes = Routes(state, levels, timers["route"], self._deliver)
        self.sent = [0] * len(self._rows)
        """How often it was sent."""
        self.sent_record = [NONE] * len(self._rows)
        self.known: dict[tuple[int, int], int] = {}
        """(message, role) to when it was last read."""
        self.known_record: dict[tuple[int, int], int] = {}
        """(message, role) to the record of that."""
        self._up_to_date: list[set[int]] = [set() for _ in self._rows]
        """By message: the roles that have read its latest sending."""
        self.withheld = [False] * len(self._rows)
        self.answers_due: dict[int, int] = {}
        self._occurred = [False] * len(self._rows)
        self._later: Callable[[int, Callable[[], None]], None]
        self._flows: Flows
        self._conditions: Conditions

    def attach(self, flows: Flows, conditions: Conditions, later: Callable[[int, Callable[[], None]], None]) -> None:
        """Learn where flows and conditions are, and how to do something at a later time."""
        self._flows = flows
        self._conditions = conditions
        self._later = later
        self.routes.attach(later)

    def begin(self) -> None:
        """See which routes are up, and wait for the injects that have a time."""
        self.routes.begin()
        state = self._state
        for message, row in enumerate(self._rows):
            if row.at >= 0:
                at = next_clock(state.plan.calendar, state.values[row.at], state.now - 1)
                self._later(at, lambda message=message: self.occur(message, ()))  # type: ignore[misc]

    # -- sending ----------------------------------------------------------------------------------------------------

    def came_true(self, message: int, causes: tuple[int, ...]) -> None:
        """Its condition came to hold: it is sent once, or each time if it says so."""
        if not self._occurred[message] or self._rows[message].again:
            self.occur(message, causes)

    def occur(self, message: int, causes: tuple[int, ...], *, now: bool = False) -> None:
        """Its condition came to hold, its time has come, or (now) an effect sends it without its delay."""
        state = self._state
        row = self._rows[message]
        if self.withheld[message]:
            state.record("lost", row.subject, ("withheld",), (*causes, state.why(Entity.MESSAGE, message)))
            return
        self._occurred[message] = True
        if not state.draws.chance(row.stream, state.values[row.chance]):
            state.record("lost", row.subject, ("chance",), (*causes, *state.settings(row.chance)))
            return
        takes = 0 if now else state.spread(row.stream + 1, row.after)
        if takes:
            self._later(state.now + takes, lambda: self._send(message, (*causes, *state.settings(row.after))))
        else:
            self._send(message, causes)

    def _send(self, message: int, causes: tuple[int, ...]) -> None:
        state = self._state
        row = self._rows[message]
        if row.needs >= 0 and self._levels.level(row.needs) == 0:
            state.record("lost", row.subject, ("needs",), (*causes, state.why(Entity.NODE, row.needs)))
            return
        self.sent[message] += 1
        self._up_to_date[message].clear()
        if self.sent[message] > 1:
            self._conditions.forget(Entity.MESSAGE, message)
        self.sent_record[message] = sent = state.note(Entity.MESSAGE, message, "sent", row.subject, (), causes)
        state.changed(Entity.MESSAGE, message)
        if row.answer_by >= 0:
            self.answers_due[message] = state.now + state.values[row.answer_by]
        self.routes.carry(Letter(message, sent, flood=row.flow >= 0), row.route)

    def withhold(self, message: int, *, withheld: bool, record: int) -> None:
        """It is switched off, or on again."""
        self.withheld[message] = withheld
        if record >= 0:
            self._state.last[Entity.MESSAGE][message] = record
        if self._rows[message].flow >= 0:
            self.flood(self._rows[message].route)

    def flood(self, route: int) -> None:
        """The rate of one-per-item messages on a route changed."""
        values = self._state.values
        rate = sum(
            self._flows.rate[row.flow] * values[row.chance] // WHOLE
            for message, row in enumerate(self._rows)
            if row.flow >= 0 and row.route == route and not self.withheld[message]
        )
        self.routes.flood(route, rate)

    # -- reading ----------------------------------------------------------------------------------------------------

    def _deliver(self, letter: Letter) -> None:
        """The reader of the route passes it on: it lies before each role for a while."""
        state = self._state
        row = self._rows[letter.message]
        for role in row.to:
            lies = next((state.values[slot] for route, slot in state.plan.roles[role].reads if route == row.route), 0)
            if lies:
                self._later(state.now + lies, lambda role=role: self._reach(letter, role))  # type: ignore[misc]
            else:
                self._reach(letter, role)

    def _reach(self, letter: Letter, role: int) -> None:
        """A role would read it now, if it is there."""
        row = self._state.plan.roles[role]
        if not self._is_away(role):
            self._read(letter, role, role)
        elif row.deputy >= 0 and not self._is_away(row.deputy):
            self._read(letter, role, row.deputy)
        else:
            back = min(self._back(one) for one in (role, row.deputy) if one >= 0)
            self._later(back, lambda: self._reach(letter, role))

    def _is_away(self, role: int) -> bool:
        return self._windows.is_open[self._state.plan.roles[role].away]

    def _back(self, role: int) -> int:
        """When a role that is away will be back, or NEVER."""
        state = self._state
        return next_change(
            state.plan.windows[state.plan.roles[role].away], state.plan.calendar, state.values, state.now
        )

    def _read(self, letter: Letter, role: int, reader: int) -> None:
        state = self._state
        message = letter.message
        for one in (role, reader):
            self.known[message, one] = state.now
            self._up_to_date[message].add(one)
        plan = state.plan
        read = state.note(
            Entity.MESSAGE,
            message,
            "known",
            self._rows[message].subject,
            (plan.subjects[plan.roles[reader].subject],),
            (letter.record,),
        )
        if read >= 0:
            self.known_record[message, role] = self.known_record[message, reader] = read
        state.changed(Entity.MESSAGE, message)

    def is_known(self, message: int, role: int) -> bool:
        """Whether a role has read its latest sending; any of those it goes to for role -1."""
        return role in self._up_to_date[message] if role >= 0 else bool(self._up_to_date[message])
