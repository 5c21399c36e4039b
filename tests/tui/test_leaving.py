"""However a screen ends, the drill is kept, the terminal is as it was, and what to do next is told."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.drill.playing import Seconds, begin
from tests.tui.trying import Table, at_screen

from drillsim.drill import resume_drill
from drillsim.drill.journal import Disk
from drillsim.tui import ending
from drillsim.tui.screens.drill import DrillScreen
from drillsim.tui.seat import Seat

PATIENCE = 120
"""Seconds after which a process that says nothing counts as stuck; nothing here waits for a time to pass."""
LEFT_SCREEN = b"\x1b[?1049l"


class FullDisk(Disk):
    """A disk that takes nothing any more once it is full."""

    is_full = False

    def write(self, file: int, data: bytes) -> int:
        if self.is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(file, data)


@dataclass
class Terminal:
    """A process at a terminal of its own."""

    pid: int
    file: int
    said: bytes = b""
    code: int | None = None
    closed: bool = field(default=False)

    def wait_for(self, words: bytes) -> None:
        """Reads until the process has said something."""
        while words not in self.said:
            assert self._read(), self.said[-2000:].decode(errors="replace")

    def press(self, key: bytes) -> None:
        os.write(self.file, key)

    def hang_up(self) -> None:
        os.close(self.file)
        self.closed = True

    def end(self) -> int:
        """Reads to the end; the exit code."""
        while not self.closed and self._read():
            pass
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code

    def _read(self) -> bool:
        assert select.select([self.file], [], [], PATIENCE)[0], "the process is stuck"
        try:
            read = os.read(self.file, 65_536)
        except OSError:
            return False
        self.said += read
        return bool(read)


@pytest.fixture
def homes(tmp_path: Path) -> dict[str, str]:
    places = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("STATE", "CONFIG", "CACHE")}
    return {**os.environ, **places, "TERM": "xterm-256color", "DRILLSIM_LANG": "en", "PYTHONUTF8": "1"}


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    made: list[Terminal] = []
    yield made
    for terminal in made:
        with suppress(OSError):
            if not terminal.closed:
                os.close(terminal.file)
        if terminal.code is None:
            with suppress(OSError):
                os.kill(terminal.pid, signal.SIGKILL)
                os.waitpid(terminal.pid, 0)


def sit(terminals: list[Terminal], homes: dict[str, str], *words: str) -> Terminal:
    """Starts the program at a terminal of 100 by 30."""
    pid, file = pty.fork()
    if not pid:  # pragma: no cover - the other process
        os.execve(sys.executable, [sys.executable, "-m", "drillsim", *words], homes)  # noqa: S606 - the test's own
    fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    terminals.append(Terminal(pid, file))
    return terminals[-1]


def journal(homes: dict[str, str]) -> Path:
    [path] = Path(homes["XDG_STATE_HOME"]).rglob("*.drill")
    return path


def test_q_asks_nothing_and_says_how_to_take_it_up(terminals: list[Terminal], homes: dict[str, str]) -> None:
    terminal = sit(terminals, homes, "drill", "tutorial")
    terminal.wait_for(b"PAUSED")
    terminal.press(b"q")
    assert terminal.end() == 0
    after = terminal.said.partition(LEFT_SCREEN)[2].decode()
    assert f"Take it up again with: drillsim drill --resume {journal(homes)}" in after


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_it_in_order(name: str, terminals: list[Terminal], homes: dict[str, str]) -> None:
    number = signal.Signals[name]
    terminal = sit(terminals, homes, "drill", "tutorial")
    terminal.wait_for(b"PAUSED")
    terminal.press(b".")
    terminal.wait_for(b"Database alarm")
    os.kill(terminal.pid, number)
    assert terminal.end() == 128 + number
    after = terminal.said.partition(LEFT_SCREEN)[2].decode()
    assert "The drill is kept" in after
    assert "Traceback" not in after
    drill = resume_drill(journal(homes))
    drill.close()
    assert drill.now > 0


def test_a_terminal_that_is_gone_loses_nothing(terminals: list[Terminal], homes: dict[str, str]) -> None:
    terminal = sit(terminals, homes, "drill", "tutorial")
    terminal.wait_for(b"PAUSED")
    terminal.press(b".")
    terminal.wait_for(b"Database alarm")
    terminal.hang_up()
    assert terminal.end() == 129
    drill = resume_drill(journal(homes))
    drill.close()
    assert drill.now > 0


def test_a_terminal_that_went_without_a_word_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr(sys, "__stdin__", nothing)
        assert ending.terminal_is_gone()
    assert ending.terminal_is_gone()


def test_a_second_process_is_told_who_holds_the_drill(terminals: list[Terminal], homes: dict[str, str]) -> None:
    first = sit(terminals, homes, "drill", "tutorial")
    first.wait_for(b"PAUSED")
    second = sit(terminals, homes, "drill", "--resume", str(journal(homes)))
    assert second.end() == 2
    assert b"another process already runs this drill" in second.said
    assert LEFT_SCREEN not in second.said
    first.press(b"q")
    assert first.end() == 0


def test_a_place_that_cannot_be_written_is_told_before_the_screen(
    terminals: list[Terminal], homes: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    terminal = sit(terminals, homes, "drill", "tutorial", "--folder", str(tmp_path / "file" / "below"))
    assert terminal.end() == 2
    assert b"Error:" in terminal.said
    assert b"Traceback" not in terminal.said


def test_alone_it_opens_where_one_begins_and_leaves_with_q(terminals: list[Terminal], homes: dict[str, str]) -> None:
    terminal = sit(terminals, homes)
    terminal.wait_for(b"Cases: ")
    terminal.press(b"q")
    assert terminal.end() == 0
    assert b"Traceback" not in terminal.said


def test_alone_it_is_ended_with_a_drill_open_and_keeps_it(terminals: list[Terminal], homes: dict[str, str]) -> None:
    terminal = sit(terminals, homes)
    terminal.wait_for(b"Cases: ")
    terminal.press(b"\r")
    terminal.wait_for(b"Begin a drill")
    terminal.press(b"\r")
    terminal.wait_for(b"PAUSED")
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.end() == 128 + signal.SIGTERM
    assert str(journal(homes)).encode() in terminal.said.partition(LEFT_SCREEN)[2]


def test_a_full_disk_stops_the_clock_and_is_told_once(tmp_path: Path) -> None:
    seconds, disk = Seconds(), FullDisk()
    drill = begin(tmp_path, seconds=seconds, disk=disk)
    seat = Seat(drill)

    async def act(table: Table) -> None:
        screen = table.app.screen
        assert isinstance(screen, DrillScreen)
        seat.set_clock(paused=False, speed=60)
        disk.is_full = True
        for _number in range(5):
            seconds.now += 2
            screen.tick()
        assert drill.clock.paused
        await table.pilot.pause()
        [told] = table.app._notifications
        assert "no space is left on the disk" in told.message
        disk.is_full = False
        table.app.clear_notifications()

    at_screen(lambda: DrillScreen(seat), act)
    drill.close()
    assert resume_drill(tmp_path / "a.drill").now == drill.now
