"""One fault that touches the same number of dependents, in graphs of 100 to 100,000 components.

    python -m benchmarks.bench_scale

Printed, within this process:
    change         time per change, as a ratio to the smallest graph                       (wanted: less than 3)
    compile        seconds to compile the model objects (no YAML)                          (wanted: under 5)
    set up         ms to set up a further run                                              (wanted: under 50)
"""

from __future__ import annotations

import gc
import statistics
import time

from benchmarks.models import compile_case, layered_case
from drillsim.engine import Plan, Run

_DEPTH = 10


def time_per_change(plan: Plan, name: str) -> float:
    """Median seconds for one component to fail and be repaired, with everything that follows."""
    run = Run(plan, 1, record=False)
    run.advance(0)
    node = plan.rows[name][1]
    times = []
    for _ in range(300):
        started = time.perf_counter()
        run.levels.turn(node)
        run.settle()
        run.levels.turn(node)
        run.settle()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    first = 0.0
    for size in (100, 1_000, 10_000, 100_000):
        case = layered_case(size // _DEPTH, _DEPTH)
        started = time.perf_counter()
        plan = compile_case(case)
        compiled = time.perf_counter() - started
        gc.collect()
        gc.disable()
        setting_up = []
        for _ in range(5):
            started = time.perf_counter()
            Run(plan, 1, record=False).advance(0)
            setting_up.append(time.perf_counter() - started)
        change = time_per_change(plan, "n0-0")
        gc.enable()
        first = first or change
        print(
            f"{size:>7} components: change x{change / first:.2f} ({change * 1e6:.1f} us)  "
            f"compile {compiled:.2f} s  set up {statistics.median(setting_up) * 1e3:.1f} ms"
        )


if __name__ == "__main__":
    main()
