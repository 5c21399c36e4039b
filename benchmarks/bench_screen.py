"""What the screen of a drill costs: the first paint, a clock that runs, a key while it runs as fast as it can.

A real process is started in a terminal of 120 x 40 cells of its own, on 2021-02-28.

    python -m benchmarks.bench_screen [--seconds N] [--keys N]

Printed are, within this run:
    first paint      until the panels are there, and what a bare interpreter takes (wanted: under 1 s)
    share of a core  processor time while the clock runs at 60x (wanted: under 10 %)
    kB a second      what is sent to the terminal meanwhile (wanted: under 100)
    key, p99         from a key until the screen answers, the clock at 3600x (wanted: under 50 ms)
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

CASE = "mizuho-2021-02-28"
ROWS, COLUMNS = 40, 120
QUIET_SECONDS = 0.3
MS = 1_000


class Terminal:
    """A process in a terminal of its own."""

    def __init__(self, *words: str, home: str) -> None:
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": home, "LANG": "C.UTF-8"}
            env |= {"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
            os.execvpe(words[0], list(words), env)  # noqa: S606 - the program itself
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read(self, seconds: float, until: bytes | None = None) -> bytes:
        """What comes within some seconds, or until something is there."""
        got, end = b"", time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                try:
                    got += os.read(self._fd, 1 << 16)
                except OSError:
                    break
                if until is not None and until in got:
                    break
        return got

    def press(self, keys: bytes) -> None:
        """Presses keys."""
        os.write(self._fd, keys)

    def processor_seconds(self) -> float:
        """The processor time it has taken."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """Ends it."""
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self._fd)


def start(home: str, speed: int) -> tuple[Terminal, float, float]:
    """A drill on the screen, and the seconds until its panels are there: on the wall, and of the processor."""
    began = time.monotonic()
    words = (sys.executable, "-m", "drillsim", "drill", CASE, "--speed", str(speed), "--lang", "en")
    terminal = Terminal(*words, home=home)
    terminal.read(30, b"Business lines")
    return terminal, time.monotonic() - began, terminal.processor_seconds()


def bare() -> float:
    """The seconds that a bare interpreter takes."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.monotonic() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--keys", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        terminal, *first = start(home, 60)
        paints = [first]
        terminal.read(2)
        terminal.press(b" ")
        terminal.read(1)
        before, began = terminal.processor_seconds(), time.monotonic()
        sent = len(terminal.read(asked.seconds))
        spent, lasted = terminal.processor_seconds() - before, time.monotonic() - began
        terminal.close()
        for _round in range(2):
            terminal, *first = start(home, 3600)
            paints.append(first)
            terminal.read(1)
            if _round == 0:
                terminal.close()
        wall, spent_first = min(paints)
        print(
            f"first paint      {wall:5.2f} s, {spent_first:.2f} s of the processor;"
            f" a bare interpreter {min(bare() for _ in range(5)):.3f} s"
        )
        print(f"share of a core  {spent / lasted:6.1%}")
        print(f"kB a second      {sent / lasted / MS:6.1f}")
        terminal.press(b" ")
        answers = []
        for _key in range(asked.keys):
            terminal.read(0.013)
            terminal.press(b"\t")
            asked_at = time.monotonic()
            terminal.read(1, b"\x1b")
            answers.append(time.monotonic() - asked_at)
        answers.sort()
        p99 = answers[min(len(answers) - 1, len(answers) * 99 // 100)]
        print(f"key, p50 / p99   {statistics.median(answers) * MS:5.0f} / {p99 * MS:.0f} ms")
        terminal.close()


if __name__ == "__main__":
    main()
