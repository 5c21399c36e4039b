"""The one place that waits: timers on SimPy's own heap.

1. A timer is a number, fixed by the plan or given out during the run; arming it again moves it.
2. `Clockwork` puts the bare number on SimPy's heap; `StockClock` does the same with SimPy's own Timeouts.
   Both hand over the timers that are due at an instant in the order of their numbers.
3. Anything else that is put on the environment (generators, resources) keeps SimPy's own protocol.
"""

from __future__ import annotations

from heapq import heappush
from typing import Any, Protocol

import simpy

from drillsim.engine.arrays import NEVER

OURS = 2
"""Our timers come after SimPy's URGENT (0) and NORMAL (1) events of the same instant."""


class Clock(Protocol):
    """What a run needs of its clock."""

    heap: list[Any]
    """What falls due, soonest first: (time, priority, timer, None); the loop takes it from here."""
    armed: list[int]
    """When each timer falls due; an entry of the heap that says otherwise is void."""

    def arm(self, timer: int, at: int) -> None:
        """Let a timer fall due at a time; NEVER disarms it."""

    def armed_at(self, timer: int) -> int:
        """When a timer falls due, or NEVER."""

    def refill(self, until: int) -> bool:
        """Make sure that the heap begins with the next timer of ours; whether one falls due by then."""

    def grow(self) -> int:
        """A timer that is not part of the plan."""


class Clockwork(simpy.Environment):
    """SimPy's environment, whose heap also holds bare timer numbers."""

    def __init__(self, timers: int) -> None:
        super().__init__(initial_time=0)
        self.armed = [NEVER] * timers
        self.heap: list[Any] = self._queue

    def arm(self, timer: int, at: int) -> None:
        """Let a timer fall due at a time; NEVER disarms it."""
        armed = self.armed
        if armed[timer] != at:
            armed[timer] = at
            if at != NEVER:
                heappush(self.heap, (at, OURS, timer, None))

    def armed_at(self, timer: int) -> int:
        """When a timer falls due, or NEVER."""
        return self.armed[timer]

    def refill(self, until: int) -> bool:
        """The heap always holds what is to come; only events of SimPy's own are worked off here."""
        heap = self.heap
        while heap and heap[0][1] != OURS and heap[0][0] <= until:
            self.step()
        return bool(heap) and heap[0][0] <= until

    def grow(self) -> int:
        """A timer that is not part of the plan."""
        self.armed.append(NEVER)
        return len(self.armed) - 1


class StockClock:
    """The same on an unchanged `simpy.Environment`, to show that nothing hangs on the subclass."""

    def __init__(self, timers: int) -> None:
        self._env = simpy.Environment(initial_time=0)
        self.armed = [NEVER] * timers
        self._fallen: list[int] = []
        self.heap: list[Any] = []

    def arm(self, timer: int, at: int) -> None:
        """Let a timer fall due at a time; NEVER disarms it."""
        if self.armed[timer] == at:
            return
        self.armed[timer] = at
        if at != NEVER:
            timeout = self._env.timeout(at - int(self._env.now))
            timeout.callbacks.append(lambda _event: self._fallen.append(timer))

    def armed_at(self, timer: int) -> int:
        """When a timer falls due, or NEVER."""
        return self.armed[timer]

    def refill(self, until: int) -> bool:
        """Let SimPy move on to the next instant at which a timer of ours falls due."""
        env = self._env
        while not self.heap and env.peek() <= until:
            at = env.peek()
            while env.peek() == at:
                env.step()
            self.heap.extend((int(at), OURS, timer, None) for timer in sorted(set(self._fallen)))
            self._fallen = []
        return bool(self.heap)

    def grow(self) -> int:
        """A timer that is not part of the plan."""
        self.armed.append(NEVER)
        return len(self.armed) - 1
