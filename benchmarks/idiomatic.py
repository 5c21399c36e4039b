"""The model of `bench_events` as a textbook would write it in SimPy: classes, generators, resources.

It keeps the same accounts (five counters and an outage clock per line), the same crews, the same standby pairs
(detection, which a recovery cuts short; a chance to work; the way back to the first member) and a stream of draws for
each component and pair. Wrong answers and waiting items cannot occur here, so these two counters stay at 0.
"""

from __future__ import annotations

import random
import time
from collections.abc import Generator
from typing import Any, Protocol

import simpy

HOUR = 3_600_000
DETECT = SWITCH = 30_000
WORKS = 0.95
RESTORED_AT = 0.8


class Dependent(Protocol):
    """Whoever must hear that something it needs has changed."""

    def update(self) -> None:
        """Look again."""


class Component:
    """A server that breaks and is repaired by a crew."""

    def __init__(self, run: IdiomaticRun, name: str, crew: simpy.Resource) -> None:
        self.env = run.env
        self.run = run
        self.up = True
        self.crew = crew
        self.draw = random.Random(name)  # noqa: S311
        self.dependents: list[Dependent] = []
        self.changed = run.env.event()
        run.env.process(self.live())

    def live(self) -> Generator[simpy.Event, Any, None]:
        """Break, wait for the crew, be repaired."""
        while True:
            yield self.env.timeout(round(self.draw.expovariate(1 / self.run.mean_fault)))
            self.turn(up=False)
            with self.crew.request() as request:
                yield request
                yield self.env.timeout(round(self.draw.expovariate(1 / self.run.mean_repair)))
            self.turn(up=True)

    def is_up(self) -> bool:
        """Whether it works."""
        return self.up

    def turn(self, *, up: bool) -> None:
        """Change and tell everybody who depends on it."""
        self.run.events += 1
        self.up = up
        changed, self.changed = self.changed, self.env.event()
        changed.succeed()
        for dependent in self.dependents:
            dependent.update()


class Pair:
    """A standby pair with detection, switch time and a chance to work."""

    def __init__(self, run: IdiomaticRun, name: str, members: list[Component]) -> None:
        self.env = run.env
        self.run = run
        self.members = members
        self.active = 0
        self.draw = random.Random(name)  # noqa: S311
        self.dependents: list[Dependent] = []
        for member in members:
            member.dependents.append(self)
        run.env.process(self.watch())

    @property
    def up(self) -> bool:
        """Whether the member in use works."""
        return self.members[self.active].up

    def update(self) -> None:
        """Pass a change on."""
        for dependent in self.dependents:
            dependent.update()

    def watch(self) -> Generator[simpy.Event, Any, None]:
        """Wait for the member in use to fail, then switch; go back as soon as the first is up."""
        while True:
            first = self.members[0]
            member, other = self.members[self.active], self.members[1 - self.active]
            if member.is_up() and self.active == 0:
                yield member.changed
            elif member.is_up() and not first.is_up():
                yield member.changed | first.changed
            elif member.is_up():
                yield from self.switch()
            else:
                yield self.env.timeout(DETECT) | member.changed
                if member.is_up():
                    continue
                self.run.events += 1
                while not (other.is_up() or member.is_up()):
                    yield other.changed | member.changed
                if member.is_up():
                    continue
                if self.draw.random() < WORKS:
                    yield from self.switch()
                else:
                    yield member.changed

    def switch(self) -> Generator[simpy.Event, Any, None]:
        """Let the other member take over."""
        yield self.env.timeout(SWITCH)
        self.run.events += 1
        self.active = 1 - self.active
        self.update()


class Line:
    """A business line with five counters and an outage clock."""

    def __init__(self, env: simpy.Environment, needs: list[Any], alternatives: list[Component]) -> None:
        self.env = env
        self.needs = needs
        self.alternatives = alternatives
        self.accounts = {"served": 0, "failed": 0, "turned_away": 0, "wrong": 0, "waiting": 0}
        self.outage = self.longest = 0
        self.up = True
        self.since = self.onset = 0
        for need in [*needs, *alternatives]:
            need.dependents.append(self)

    def update(self) -> None:
        """Bring the accounts up to now and look at the needs again."""
        now = int(self.env.now)
        elapsed = now - self.since
        self.since = now
        self.accounts["served" if self.up else "failed"] += 1000 * elapsed
        if not self.up:
            self.outage += elapsed
        up = all(need.up for need in self.needs) and any(one.up for one in self.alternatives)
        if self.up and not up:
            self.onset = now
        elif up and not self.up:
            self.longest = max(self.longest, now - self.onset)
        self.up = up


class IdiomaticRun:
    """One run of the model."""

    def __init__(self, seed: int, mean_fault: int, mean_repair: int) -> None:
        self.env = env = simpy.Environment()
        self.mean_fault = mean_fault
        self.mean_repair = mean_repair
        self.events = 0
        """Faults, repairs, detections and switches."""
        crews = [simpy.Resource(env, 1), simpy.Resource(env, 1)]
        parts = [Component(self, f"{seed}/c{i}", crews[i % 2]) for i in range(27)]
        pairs = [Pair(self, f"{seed}/pair{i}", parts[2 * i : 2 * i + 2]) for i in range(3)]
        self.lines = [Line(env, [pairs[i % 3], parts[6 + i]], parts[10 + 4 * i : 14 + 4 * i]) for i in range(4)]


class IdiomaticModel:
    """Times runs of the model."""

    def __init__(self, mean_fault: int, mean_repair: int) -> None:
        self.mean_fault = mean_fault
        self.mean_repair = mean_repair

    def timed(self, seed: int) -> tuple[float, IdiomaticRun]:
        """Seconds of one run, setting up included, and the run."""
        started = time.process_time()
        run = IdiomaticRun(seed, self.mean_fault, self.mean_repair)
        run.env.run(until=240 * HOUR)
        for line in run.lines:
            line.update()
        return time.process_time() - started, run
