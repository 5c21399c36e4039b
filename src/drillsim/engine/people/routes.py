"""What queues for the reader of each route: a flood of one-per-item messages, and single ones among it.

    carried --route up, transport--> queue --its reader--> read

1. A reader gets through so many messages per time; a message is read when all that stands before it has been.
   In order of arrival that is everything that came earlier; worst-first single messages pass the flood.
2. Reading a single message takes the reader as long as any other, so what comes behind it waits for it.
3. What comes while a route is down is held, and is carried once it is up again.
4. A flood takes the transport time of its route like any message: what enters now queues that much later. A transport
   time that is set while a flood is under way counts from the next change of the flood on.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from drillsim.engine.arrays import ITEM, NEVER, Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.state import State
    from drillsim.engine.supply.levels import Levels


class Letter(NamedTuple):
    """One message on its way."""

    message: int
    record: int
    flood: bool
    """Whether it is the first of a flood, and so never passes it."""


class Wave(NamedTuple):
    """From a moment on so much of a flood reaches the queue per time, and so much at once."""

    at: int
    rate: int
    lump: int


class Routes:
    """The queue of every route."""

    __slots__ = (
        "_ahead", "_closed", "_coming", "_deliver", "_entering", "_flood", "_held", "_held_flood", "_inflow",
        "_later", "_letters", "_levels", "_reading", "_reads", "_rows", "_since", "_spare", "_state", "_timer",
        "_up",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, timer: int, deliver: Callable[[Letter], None]) -> None:
        self._state = state
        self._levels = levels
        self._timer = timer
        self._deliver = deliver
        self._rows = rows = state.plan.routes
        self._letters: list[list[Letter]] = [[] for _ in rows]
        self._ahead: list[list[int]] = [[] for _ in rows]
        """Of the flood, how much came between each message and the one before it, in units of ITEM."""
        self._flood = [0] * len(rows)
        """How much of the flood came after the last single message."""
        self._entering = [0] * len(rows)
        """How much of the flood is put on each route per time."""
        self._coming: list[deque[Wave]] = [deque() for _ in rows]
        """What is under way."""
        self._inflow = [0] * len(rows)
        """How much of the flood reaches the queue per time."""
        self._reading = [0] * len(rows)
        """What is left of the single message in hand."""
        self._spare = [0] * len(rows)
        self._since = [0] * len(rows)
        self._held: list[list[Letter]] = [[] for _ in rows]
        self._held_flood = [0] * len(rows)
        self._closed = [False] * len(rows)
        self._up = [True] * len(rows)
        self._reads = [state.values[row.reads] for row in rows]
        """How many are read per time; less than 0 if all at once."""
        self._later: Callable[[int, Callable[[], None]], None]

    def attach(self, later: Callable[[int, Callable[[], None]], None]) -> None:
        """Learn how to do something at a later time."""
        self._later = later

    def begin(self) -> None:
        """See which routes are up."""
        for route in range(len(self._rows)):
            self.look(route)

    # -- carrying -----------------------------------------------------------------------------------------------------

    def carry(self, letter: Letter, route: int) -> None:
        """Put a message on a route, or hold it until the route is up."""
        if not self._up[route]:
            self._held[route].append(letter)
            return
        delay = self._state.values[self._rows[route].delay]
        if delay:
            self._later(self._state.now + delay, lambda: self._queue_up(letter, route))
        else:
            self._queue_up(letter, route)

    def close(self, route: int, *, closed: bool) -> None:
        """It is withheld, or back in use."""
        self._closed[route] = closed
        self.look(route)

    def look(self, route: int) -> None:
        """Its readers or its order changed, or it may be up or down: what was held goes on once it is up."""
        self._settle(route)
        self._reads[route] = self._state.values[self._rows[route].reads]
        needs = self._rows[route].needs
        self._up[route] = not self._closed[route] and (needs < 0 or self._levels.level(needs) > 0)
        self._carry_flood(route)
        if self._up[route]:
            held, self._held[route] = self._held[route], []
            for letter in held:
                self.carry(letter, route)
        self.read_on(route)

    # -- the queue ----------------------------------------------------------------------------------------------------

    def flood(self, route: int, rate: int) -> None:
        """The rate of one-per-item messages changed."""
        self._settle(route)
        self._entering[route] = rate
        self._carry_flood(route)
        self.read_on(route)

    def _carry_flood(self, route: int) -> None:
        """Put on the route what enters from now on, and what was held."""
        up, coming, now = self._up[route], self._coming[route], self._state.now
        rate = self._entering[route] if up else 0
        lump = self._held_flood[route] if up else 0
        if up:
            self._held_flood[route] = 0
        if not lump and rate == (coming[-1].rate if coming else self._inflow[route]):
            return
        at = now + self._state.values[self._rows[route].delay]
        if coming:
            at = max(at, coming[-1].at)  # nothing overtakes what is under way
        coming.append(Wave(at, rate, lump))
        if at > now:
            self._later(at, lambda: self._arrive(route))
        else:
            self._arrive(route)

    def _arrive(self, route: int) -> None:
        """What was under way for its time reaches the queue."""
        self._settle(route)
        coming = self._coming[route]
        while coming and coming[0].at <= self._state.now:
            wave = coming.popleft()
            self._inflow[route] = wave.rate
            self._flood[route] += wave.lump
        self.read_on(route)

    def _queue_up(self, letter: Letter, route: int) -> None:
        self._settle(route)
        after = min(ITEM, self._flood[route]) if letter.flood else 0  # it is one of the flood already
        self._letters[route].append(letter)
        self._ahead[route].append(self._flood[route] - after)
        self._flood[route] = after
        self.read_on(route)

    def _worst_first(self, route: int) -> bool:
        return self._state.values[self._rows[route].order] == 1

    def _next(self, route: int) -> int:
        """The place of the message that is read next; -1 if there is none."""
        letters = self._letters[route]
        if not letters:
            return -1
        if self._worst_first(route):
            return next((place for place, letter in enumerate(letters) if not letter.flood), 0)
        return 0

    def _before(self, route: int, place: int) -> int:
        """How much of the flood is read before a message."""
        if self._worst_first(route) and not self._letters[route][place].flood:
            return 0
        return sum(self._ahead[route][: place + 1])

    def _settle(self, route: int) -> None:
        """Bring the queue up to now."""
        now = self._state.now
        elapsed = now - self._since[route]
        if not elapsed:
            return
        self._since[route] = now
        self._flood[route] += self._inflow[route] * elapsed
        if not self._up[route]:
            self._held_flood[route] += self._entering[route] * elapsed
        reads = self._reads[route]
        if reads < 0:
            self._flood[route] = 0
            return
        left = self._spare[route] + reads * elapsed
        read = min(left, self._reading[route])
        self._reading[route] -= read
        left -= read
        ahead = self._ahead[route]
        for place in range(len(ahead)):
            read = min(left, ahead[place])
            ahead[place] -= read
            left -= read
            if ahead[place] or self._letters[route]:
                break
        if not ahead:
            read = min(left, self._flood[route])
            self._flood[route] -= read
            left = 0
        self._spare[route] = left

    def read_on(self, route: int) -> None:
        """Read every message whose turn has come, and wait for the next one's."""
        self._settle(route)
        letters, ahead = self._letters[route], self._ahead[route]
        reads = self._reads[route]
        at = NEVER
        while letters:
            place = self._next(route)
            left = self._reading[route] + self._before(route, place) if reads >= 0 else 0
            if left > 0:
                if reads > 0:
                    at = self._state.now + -(-left // reads)
                break
            letter = letters.pop(place)
            between = ahead.pop(place)
            if place < len(ahead):
                ahead[place] += between
            else:
                self._flood[route] += between
            if reads >= 0 and not letter.flood:
                self._reading[route] = max(0, ITEM - self._spare[route])
                self._spare[route] = 0
            self._deliver(letter)
        state = self._state
        state.clock.arm(self._timer + route, at)
        state.changed(Entity.ROUTE, route)

    def queue(self, route: int) -> tuple[int, int]:
        """How many messages wait on a route, in units of ITEM, and how fast that grows; nothing is stored."""
        elapsed = self._state.now - self._since[route]
        letters = sum(not letter.flood for letter in self._letters[route])
        stock = letters * ITEM + self._reading[route] + sum(self._ahead[route]) + self._flood[route]
        reads = self._reads[route]
        if reads < 0:
            return 0, 0
        growth = self._inflow[route] - reads
        waiting = max(0, stock + growth * elapsed)
        return waiting, growth if waiting or growth > 0 else 0
