"""Owns how a journal grows: nothing counts as said before it is on the disk.

1. One process holds the journal. A line is appended whole or, if the system takes only a part, not at all: what was
   written of it is cut away again.
2. An entry that must last is on the disk when `append` returns; the others may be lost with the power.
3. Once a partial line could not be cut away, nothing more is written: the next reader cuts it as torn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from drillsim.drill.journal.disk import Disk
from drillsim.drill.journal.entries import HEADER, Entry, chained
from drillsim.drill.journal.lock import Lock
from drillsim.drill.journal.problem import JournalProblem, disk_problem, gone_problem
from drillsim.drill.journal.reading import Read, read_journal
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.drill.journal.header import Header

ENDING: Final = ".drill"


class Written(Protocol):
    """Where a drill is written down."""

    path: Path

    def append(self, kind: str, branch: str, at: int, data: Mapping[str, Any], *, lasting: bool = True) -> Entry:
        """Writes an entry; it is there when this returns."""

    def close(self) -> None:
        """Lets go of it."""


class Journal:
    """A journal that this process holds and writes."""

    def __init__(self, path: Path, wall: Callable[[], str], disk: Disk, file: int, lock: Lock) -> None:
        self.path = path
        self._wall = wall
        self._disk = disk
        self._file = file
        self._lock = lock
        self._count = 0
        self._sha = ""
        self._length = 0
        self._broken = False
        self._closed = False

    def follow(self, read: Read) -> None:
        """Goes on behind what was read; a torn line is cut first."""
        self._count, self._sha, self._length = len(read.entries) + 1, read.sha, read.length
        try:
            self._disk.cut(self._file, read.length)
            if read.unended:
                self._put(b"\n")
                self._length += 1
            self._disk.sync(self._file)
        except OSError as error:
            raise disk_problem(_("opening the journal"), self.path, error) from None

    def append(self, kind: str, branch: str, at: int, data: Mapping[str, Any], *, lasting: bool = True) -> Entry:
        """Writes an entry; it is there when this returns, and not at all when this raises."""
        entry, line = chained(Entry(self._count, kind, branch, at, self._wall(), data), self._sha)
        if self._broken or self._closed:
            raise gone_problem(self.path)
        try:
            if not self._disk.is_at(self._file, self.path):
                raise gone_problem(self.path)
            self._put(line)
            if lasting:
                self._disk.sync(self._file)
        except OSError as error:
            raise self._taken_back(error) from None
        self._length += len(line)
        self._count += 1
        self._sha = entry.sha
        return entry

    def _put(self, line: bytes) -> None:
        done = 0
        while done < len(line):
            done += self._disk.write(self._file, line[done:])

    def _taken_back(self, error: OSError) -> JournalProblem:
        """What was written of a line is cut away again; the problem to raise."""
        try:
            self._disk.cut(self._file, self._length)
        except OSError:
            self._broken = True
        return disk_problem(_("writing the journal"), self.path, error)

    def close(self) -> None:
        """Brings everything to the disk and lets go of the journal."""
        if self._closed:
            return
        self._closed = True
        try:
            self._disk.sync(self._file)
        except OSError as error:
            raise disk_problem(_("closing the journal"), self.path, error) from None
        finally:
            self._disk.close(self._file)
            self._lock.release()


def create_journal(path: Path, header: Header, wall: Callable[[], str], disk: Disk | None = None) -> Journal:
    """A new journal that holds its header."""
    disk = disk or Disk()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_problem(_("creating the journal"), path, error) from None
    lock = Lock(path)
    try:
        file = disk.create(path)
    except OSError as error:
        lock.release()
        raise disk_problem(_("creating the journal"), path, error) from None
    journal = Journal(path, wall, disk, file, lock)
    try:
        journal.append(HEADER, "", 0, header.data())
        disk.sync_folder(path.parent)
    except (OSError, JournalProblem) as error:
        disk.close(file)
        path.unlink(missing_ok=True)
        lock.release()
        if isinstance(error, OSError):
            raise disk_problem(_("creating the journal"), path, error) from None
        raise
    return journal


def open_journal(path: Path, wall: Callable[[], str], disk: Disk | None = None) -> tuple[Journal, Read]:
    """A journal that is there, held by this process, and what it says."""
    disk = disk or Disk()
    if not path.is_file():
        read_journal(path)
    lock = Lock(path)
    file = -1
    try:
        read = read_journal(path)
        file = disk.open(path)
        journal = Journal(path, wall, disk, file, lock)
        journal.follow(read)
    except (OSError, JournalProblem) as error:
        if file >= 0:
            disk.close(file)
        lock.release()
        if isinstance(error, OSError):
            raise disk_problem(_("opening the journal"), path, error) from None
        raise
    return journal, read
