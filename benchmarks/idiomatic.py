"""The model of `bench_events` as a textbook would write it in SimPy: classes, generators, resources.

It keeps the same accounts: five counters and an outage clock per line, repair crews, standby pairs.
"""

from __future__ import annotations

import random
import time
from collections.abc import Generator
from typing import Any

import simpy

HOUR = 3_600_000


class Component:
    """A server that breaks and is repaired by a crew."""

    def __init__(self, env: simpy.Environment, model: IdiomaticRun, name: str, crew: simpy.Resource, mean: int) -> None:
        self.env = env
        self.model = model
        self.up = True
        self.crew = crew
        self.mean = mean
        self.draw = random.Random(name)  # noqa: S311
        self.dependents: list[Any] = []
        self.changed = env.event()
        env.process(self.live())

    def live(self) -> Generator[simpy.Event, Any, None]:
        """Break, wait for the crew, be repaired."""
        while True:
            yield self.env.timeout(round(self.draw.expovariate(1 / self.mean)))
            self.model.events += 1
            self.turn(up=False)
            with self.crew.request() as request:
                yield request
                yield self.env.timeout(round(self.draw.expovariate(1 / HOUR)))
            self.model.events += 1
            self.turn(up=True)

    def turn(self, *, up: bool) -> None:
        """Change and tell everybody who depends on it."""
        self.up = up
        changed, self.changed = self.changed, self.env.event()
        changed.succeed()
        for dependent in self.dependents:
            dependent.update()


class Pair:
    """A standby pair with detection, switch time and a chance to work."""

    def __init__(self, env: simpy.Environment, model: IdiomaticRun, members: list[Component]) -> None:
        self.env = env
        self.model = model
        self.members = members
        self.active = 0
        self.draw = random.Random(len(members))  # noqa: S311
        self.dependents: list[Any] = []
        for member in members:
            member.dependents.append(self)
        env.process(self.watch())

    @property
    def up(self) -> bool:
        """Whether the member in use works."""
        return self.members[self.active].up

    def update(self) -> None:
        """Pass a change on."""
        for dependent in self.dependents:
            dependent.update()

    def watch(self) -> Generator[simpy.Event, Any, None]:
        """Wait for the member in use to fail, then switch."""
        while True:
            member = self.members[self.active]
            yield member.changed
            if self.up:
                continue
            yield self.env.timeout(30_000)
            self.model.events += 1
            if self.up or self.draw.random() > 0.95:
                continue
            yield self.env.timeout(30_000)
            self.model.events += 1
            other = 1 - self.active
            if self.members[other].up:
                self.active = other
                self.update()


class Line:
    """A business line with five accounts and an outage clock."""

    def __init__(self, env: simpy.Environment, needs: list[Any], alternatives: list[Component]) -> None:
        self.env = env
        self.needs = needs
        self.alternatives = alternatives
        self.accounts = {"demand": 0, "served": 0, "failed": 0, "turned_away": 0, "wrong": 0, "waiting": 0, "outage": 0}
        self.up = True
        self.since = 0
        for need in [*needs, *alternatives]:
            need.dependents.append(self)

    def update(self) -> None:
        """Bring the accounts up to now and look at the needs again."""
        elapsed = self.env.now - self.since
        self.since = self.env.now
        self.accounts["demand"] += 1000 * elapsed
        self.accounts["served" if self.up else "failed"] += 1000 * elapsed
        if not self.up:
            self.accounts["outage"] += elapsed
        self.up = all(need.up for need in self.needs) and any(one.up for one in self.alternatives)


class IdiomaticRun:
    """One run of the model."""

    def __init__(self, seed: int, mean_hours: int) -> None:
        env = simpy.Environment()
        self.env = env
        self.events = 0
        crews = [simpy.Resource(env, 1), simpy.Resource(env, 1)]
        parts = [Component(env, self, f"{seed}/{i}", crews[i % 2], mean_hours * HOUR) for i in range(27)]
        pairs = [Pair(env, self, parts[2 * i : 2 * i + 2]) for i in range(3)]
        self.lines = [Line(env, [pairs[i % 3], parts[6 + i]], parts[10 + 4 * i : 14 + 4 * i]) for i in range(4)]
        for line in self.lines:
            for need in line.needs:
                if isinstance(need, Pair):
                    need.dependents.append(line)


class IdiomaticModel:
    """Times runs of the model."""

    def __init__(self, mean_hours: int) -> None:
        self.mean_hours = mean_hours

    def time_per_event(self, seed: int) -> float:
        """Seconds per event of one run, setting up included."""
        started = time.perf_counter()
        run = IdiomaticRun(seed, self.mean_hours)
        run.env.run(until=240 * HOUR)
        for line in run.lines:
            line.update()
        return (time.perf_counter() - started) / max(1, run.events)
