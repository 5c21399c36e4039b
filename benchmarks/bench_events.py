"""Cost per event against a bare SimPy loop, and against the same model in idiomatic SimPy.

The model: 30 components that break and are repaired at random (exponential), among them 3 standby pairs whose switch
works with a chance, 2 repair crews, 4 lines; 240 hours. All keep five accounts and an outage clock per line.

    python -m benchmarks.bench_events [--runs N]

Printed are medians over repeated runs, as ratios within this process:
    traced / bare      our engine with trace and causes, per event, against `Timeout` + callback   (wanted: at most 3)
    counters / bare    our engine with counters only                                               (wanted: at most 2.2)
    idiomatic / ours   the same model in classes and generators, against ours with counters only  (wanted: at least 1.8)
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable

import simpy

from benchmarks.idiomatic import IdiomaticModel
from benchmarks.models import thirty_components
from drillsim.engine import Plan, Run


def bare_loop(events: int, pending: int) -> float:
    """Seconds for a bare loop that fires so many events, with so many pending."""
    env = simpy.Environment()
    fired = 0
    delays = [1 + 7 * i for i in range(pending)]

    def fire(_event: simpy.Event) -> None:
        nonlocal fired
        fired += 1
        if fired < events:
            env.timeout(delays[fired % pending]).callbacks.append(fire)

    started = time.perf_counter()
    for delay in delays:
        env.timeout(delay).callbacks.append(fire)
    while fired < events:
        env.step()
    return time.perf_counter() - started


def ours(plan: Plan, seed: int, *, record: bool) -> tuple[float, int]:
    """Seconds for one run and how many timers fired."""
    started = time.perf_counter()
    run = Run(plan, seed, record=record)
    run.finish()
    return time.perf_counter() - started, run.fired


def _median(measure: Callable[[], float], runs: int) -> float:
    return statistics.median(measure() for _ in range(runs))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    gc.disable()
    for hours in (4, 40, 160):
        plan = thirty_components(mean_hours=hours)
        events = ours(plan, 1, record=False)[1]
        bare = _median(lambda events=events: bare_loop(events, 30) / events, runs)  # type: ignore[misc]
        traced = _median(lambda plan=plan, events=events: ours(plan, 1, record=True)[0] / events, runs)  # type: ignore[misc]
        counters = _median(lambda plan=plan, events=events: ours(plan, 1, record=False)[0] / events, runs)  # type: ignore[misc]
        model = IdiomaticModel(mean_hours=hours)
        idiomatic = _median(lambda model=model: model.time_per_event(1), runs)  # type: ignore[misc]
        print(
            f"mean time to a fault {hours:>3} h, {events:>5} events a run: "
            f"traced/bare {traced / bare:.2f}  counters/bare {counters / bare:.2f}  "
            f"idiomatic/ours {idiomatic / counters:.2f}  (bare {bare * 1e6:.2f} us an event)"
        )


if __name__ == "__main__":
    main()
