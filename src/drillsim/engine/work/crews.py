"""People: who is there, who is busy, who is free.

1. On duty inside the crew's window; after a call, once the call-out time is over, for the rest of the run.
2. A crew serves tasks and repairs in order of their start (one that needs more people than are free lets others go
   first), then units to bring back, then backlogs, with whoever is left.
3. Who is at work when duty ends finishes the step in hand.
4. A repair that is next takes over whoever is set free at once; work begins once levels have settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays import Plan
    from drillsim.engine.kernel.state import State
    from drillsim.engine.work.windows import Windows

_CREW = int(Entity.CREW)


class Crews:
    """The people of every crew."""

    __slots__ = (
        "_heeded", "_later", "_on_units", "_queue", "_rows", "_served", "_state", "_there", "_watched", "_windows",
        "_withheld", "busy", "called", "latest", "present_by_call", "stale",
    )  # fmt: skip

    def __init__(self, state: State, windows: Windows) -> None:
        self._state = state
        self._watched = not state.unwatched
        self._rows = state.plan.crews
        self._windows = windows
        count = len(self._rows)
        self.busy = [0] * count
        """People at tasks and repairs."""
        self._on_units: list[dict[int, int]] = [{} for _ in self._rows]
        """By crew: fleet to the people who bring its units back."""
        self.called = [False] * count
        self.present_by_call = [0] * count
        self._served = state.plan.derive("crews of units and backlogs", _served)
        """Whether units or backlogs take whoever is left."""
        self._heeded = self._served if state.unwatched else (True,) * count
        """Whether somebody must hear of it when people begin or are done."""
        self._queue: list[list[tuple[int, int, Callable[[int], None], int]]] = [[] for _ in self._rows]
        """By crew: (ticket, people, what to do once they are there), in order of start."""
        self.latest: dict[int, tuple[int, int]] = {}
        """By crew: what took people of it or let them go at last, as (Entity, row)."""
        self.stale: set[int] = set()
        self._withheld = [False] * count
        self._there = [self._count(crew) for crew in range(count)]
        """How many are there."""
        self._later: Callable[[int, Callable[[], None]], None]

    def attach(self, later: Callable[[int, Callable[[], None]], None]) -> None:
        """Learn how to do something at a later time."""
        self._later = later

    def withhold(self, crew: int, *, withheld: bool) -> None:
        """Nobody of it may work, or all may again."""
        self._withheld[crew] = withheld
        self.recount(crew)

    def present(self, crew: int) -> int:
        """How many are there."""
        return self._there[crew]

    def _count(self, crew: int) -> int:
        row = self._rows[crew]
        size = self._state.values[row.size]
        if self._withheld[crew]:
            return 0
        on_duty = size if self._windows.is_open[row.window] else 0
        return max(on_duty, min(size, self.present_by_call[crew]))

    def free(self, crew: int) -> int:
        """How many are there and not at a task or repair."""
        return max(0, self._there[crew] - self.busy[crew])

    def left(self, crew: int) -> int:
        """How many are left for backlogs, after tasks, repairs and units."""
        return max(0, self.free(crew) - sum(self._on_units[crew].values()))

    def on_duty(self, crew: int) -> bool:
        """Whether everybody who is at work may go on with something new."""
        return self._there[crew] >= self.busy[crew]

    def free_for(self, crew: int, fleet: int) -> int:
        """How many can bring units of a fleet back: earlier fleets are served first."""
        return max(0, self.free(crew) - sum(people for other, people in self._on_units[crew].items() if other < fleet))

    def on_units(self, crew: int, fleet: int, people: int) -> None:
        """So many bring units of a fleet back."""
        if people != self._on_units[crew].get(fleet, 0):
            self._on_units[crew][fleet] = people
            self._changed(crew)

    def ask(self, crew: int, ticket: int, people: int, begin: Callable[[int], None], who: int) -> None:
        """Queue for people; `begin` is called with `who` as soon as they are there, perhaps at once."""
        if self.take(crew, people):
            begin(who)
        else:
            self.queue_up(crew, ticket, people, begin, who)

    def queue_up(self, crew: int, ticket: int, people: int, begin: Callable[[int], None], who: int) -> None:
        """Wait until people are there."""
        self._queue[crew].append((ticket, people, begin, who))
        if people <= self._there[crew] - self.busy[crew]:
            self.stale.add(crew)  # who is first needs more people than are free

    def take(self, crew: int, people: int) -> bool:
        """Let people begin at once, if so many are free and nobody else waits for them; who needs nobody may begin."""
        if people and (self._queue[crew] or people > self._there[crew] - self.busy[crew]):
            return False
        self.busy[crew] += people
        if self._heeded[crew]:
            self._changed(crew)
        return True

    def give_up(self, crew: int, ticket: int) -> None:
        """Leave the queue."""
        self._queue[crew] = [entry for entry in self._queue[crew] if entry[0] != ticket]

    def release(self, crew: int, people: int) -> None:
        """People are done with something."""
        self.busy[crew] -= people
        if self._queue[crew] or self._heeded[crew]:
            self._hand_on(crew)

    def _hand_on(self, crew: int) -> None:
        """People were set free: a repair that is next takes them over."""
        queue = self._queue[crew]
        if queue and queue[0][0] < 0 and queue[0][1] <= self._there[crew] - self.busy[crew]:
            _, wanted, begin, who = queue.pop(0)
            self.busy[crew] += wanted
            begin(who)
        self._changed(crew)

    def _changed(self, crew: int) -> None:
        """People came, went, began or are done: whoever waits for them or takes who is left looks again."""
        if self._queue[crew] or self._served[crew]:
            self.stale.add(crew)
        if self._watched:
            self._state.changed(_CREW, crew)

    def look(self, crew: int) -> None:
        """People came, went or became free: hand them out."""
        queue = self._queue[crew]
        free = self._there[crew] - self.busy[crew]
        taken = []
        place = 0
        while free > 0 and place < len(queue):
            if queue[place][1] <= free:
                free -= queue[place][1]
                taken.append(queue.pop(place))
            else:
                place += 1
        if taken:
            self.busy[crew] += sum(people for _, people, _, _ in taken)
            self._state.changed(_CREW, crew)
            for _, _, begin, who in taken:
                begin(who)

    def call(self, crew: int, people: int, cause: int) -> None:
        """Call people in; whether and when they come is drawn."""
        state = self._state
        row = self._rows[crew]
        self.called[crew] = True
        called = state.note(
            _CREW, crew, "called", row.subject, (people,), (cause, *state.settings(row.reach, row.call_out))
        )
        self._state.changed(_CREW, crew)
        if not state.draws.chance(row.stream, state.values[row.reach]):
            state.note(_CREW, crew, "unreached", row.subject, (), (called, *state.settings(row.reach)))
            return
        takes = state.spread(row.stream, row.call_out)
        self._later(state.now + takes, lambda: self._arrive(crew, people, called))

    def _arrive(self, crew: int, people: int, called: int) -> None:
        row = self._rows[crew]
        state = self._state
        size = state.values[row.size]
        self.present_by_call[crew] = min(size, self.present_by_call[crew] + (people if people > 0 else size))
        state.note(_CREW, crew, "arrived", row.subject, (self.present_by_call[crew],), (called,))
        self.recount(crew)

    def recount(self, crew: int) -> None:
        """Duty begins or ends, somebody came, or the size was set."""
        self._there[crew] = self._count(crew)
        self._changed(crew)


def _served(plan: Plan) -> tuple[bool, ...]:
    servers = {server.crew for row in plan.backlogs for server in row.servers}
    menders = {crew for row in plan.units for group in row.groups for crew, _ in group.back}
    return tuple(crew in servers or crew in menders for crew in range(len(plan.crews)))
