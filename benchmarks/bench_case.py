"""A published case: runs per second on one core, and how long it takes to be back at any moment.

    python -m benchmarks.bench_case [CASE]

A rewind is a re-simulation from the start to the moment; its worst case is the whole run. The comparison is a bare
SimPy loop that fires as many events in the same process.
"""

from __future__ import annotations

import statistics
import sys
import time

from benchmarks.bench_events import bare_loop
from drillsim.drill import default_policy, policy_orders
from drillsim.engine import Run
from drillsim.library import load_scenario
from drillsim.plan import compile_plan


def main() -> None:
    """Measure and print."""
    name = sys.argv[1] if len(sys.argv) > 1 else "mizuho-2021-03-12"
    started = time.perf_counter()
    case = load_scenario(name)
    loaded = time.perf_counter()
    plan = compile_plan(case)
    compiled = time.perf_counter()
    orders = policy_orders(plan, default_policy(plan))
    times: dict[bool, list[float]] = {True: [], False: []}
    fired = 0
    for seed in range(20):
        for record in (True, False):
            begun = time.perf_counter()
            run = Run(plan, seed, record=record)
            run.stand(orders)
            run.finish()
            times[record].append(time.perf_counter() - begun)
            fired = run.fired
    traced, counters = (statistics.median(times[record]) for record in (True, False))
    rewinds = []
    for part in range(1, 21):
        begun = time.perf_counter()
        run = Run(plan, 1)
        run.stand(orders)
        run.advance(plan.horizon * part // 20)
        rewinds.append(time.perf_counter() - begun)
    bare = bare_loop(fired, 30)
    made = f"load {(loaded - started) * 1e3:.0f} ms, compile {(compiled - loaded) * 1e3:.0f} ms"
    print(f"{name}: {made}, {fired} events a run")
    for what, seconds in (("traced", traced), ("counters only", counters)):
        print(f"  {what}: {1 / seconds:.0f} runs/s, {seconds / bare:.1f}x a bare loop")
    print(f"  back at any moment: median {statistics.median(rewinds) * 1e3:.1f} ms, worst {max(rewinds) * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
