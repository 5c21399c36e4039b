"""The screen on which one begins, with 200 case files of one's own: how long until it shows something.

    python -m benchmarks.bench_start [FILES]

Measured is a process from its start to the first paint of the list, processor time and time on the wall, beside an
interpreter that does nothing but import textual.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from drillsim.library.find import bundled_folder

FIRST_PAINT = """
import asyncio, sys
from pathlib import Path
from drillsim.cli import main
from drillsim.library.index import index_path, list_with_summaries
from drillsim.tui.app import DrillsimApp
from drillsim.tui.screens.start import StartScreen
from drillsim.tui.settings import read_settings, settings_path

async def sit():
    app = DrillsimApp(read_settings(settings_path())[0], None)
    app.begin(lambda: StartScreen(list_with_summaries(index_path()), Path(sys.argv[1])))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert len(app.screen.query_one("#cases").rows) > int(sys.argv[2])

asyncio.run(sit())
"""
BARE = "import textual.app"
TIMES = 7


def measure(code: str, *words: str, folder: Path) -> tuple[float, float]:
    """The least processor time and time on the wall of a process, in milliseconds."""
    environ = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
    busy, wall = [], []
    for _attempt in range(TIMES):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *words], check=True, cwd=folder, env=environ)  # noqa: S603
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall.append((time.perf_counter() - began) * 1e3)
        busy.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3)
    return min(busy), min(wall)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    bundled = bundled_folder("scenario")
    assert bundled is not None
    text = (bundled / "fsa" / "fsa-56.yaml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "scenarios").mkdir()
        for number in range(count):
            case = text.replace("id: fsa-56", f"id: own-{number}", 1)
            (folder / "scenarios" / f"own-{number}.yaml").write_text(case, encoding="utf-8")
        bare = measure(BARE, folder=folder)
        words = (str(folder / "shelf"), str(count))
        began = time.perf_counter()
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", FIRST_PAINT, *words],
            check=True,
            cwd=folder,
            env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")},
        )
        first = (time.perf_counter() - began) * 1e3
        full = measure(FIRST_PAINT, *words, folder=folder)
    print(f"{count} case files of one's own, beside those that come along")
    print(f"  interpreter and textual: {bare[0]:.0f} ms at work, {bare[1]:.0f} ms on the wall")
    print(
        f"  first paint: {full[0]:.0f} ms at work, {full[1]:.0f} ms on the wall, {full[0] / bare[0]:.2f} times as much"
    )
    print(f"  without an index yet: {first:.0f} ms on the wall")


if __name__ == "__main__":
    main()
