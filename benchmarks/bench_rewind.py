"""How long going back takes: every bundled case is played to its end and taken back to moments all over it.

Prints, for each case, the median and the worst time of going back, with the ladder prepared in idle time as a face
does it, beside a whole run: python benchmarks/bench_rewind.py [CASE...]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from drillsim.drill import Wish, start_drill
from drillsim.library.find import list_files

MOMENTS = 20
LIMIT_MS = 200


def measured(name: str, folder: Path) -> tuple[float, list[float]]:
    """The milliseconds of a whole run, and of going back to moments spread over it."""
    drill = start_drill(Wish(name), folder / f"{name}.drill")
    began = time.perf_counter()
    drill.advance(drill.plan.horizon)
    whole = (time.perf_counter() - began) * 1_000
    took = []
    for place in range(MOMENTS):
        while drill.tend(lambda: False):
            pass
        to = drill.plan.horizon * (place * 7 % MOMENTS) // MOMENTS
        began = time.perf_counter()
        drill.rewind(to)
        took.append((time.perf_counter() - began) * 1_000)
        drill.switch("A")
    drill.close()
    return whole, took


def main(names: list[str]) -> None:
    """Measures the cases that are named, or all that are bundled."""
    worst_of_all = 0.0
    print(f"{'case':<22}{'whole run':>12}{'median':>12}{'worst':>12}   (ms)")
    with tempfile.TemporaryDirectory() as folder:
        for name in names or [entry.id for entry in list_files("scenario") if entry.origin == "bundled"]:
            whole, took = measured(name, Path(folder))
            worst_of_all = max(worst_of_all, *took)
            print(f"{name:<22}{whole:>12.1f}{median(took):>12.1f}{max(took):>12.1f}", flush=True)
    print(f"worst of all: {worst_of_all:.1f} ms, limit {LIMIT_MS} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
