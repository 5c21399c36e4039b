"""Owns that one process at a time writes a journal: a lock that the system lets go of when the process ends.

The lock lies on a small file beside the journal, which also holds the number of the process that has it: a number and
no words, since whoever is refused may read another language.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from drillsim.drill.journal.problem import disk_problem, held_problem
from drillsim.telling.language import _

ENDING = ".lock"


class Lock:
    """An exclusive hold on a journal."""

    def __init__(self, journal: Path) -> None:
        """Takes hold, or raises a problem that names who has it."""
        self.path = journal.with_name(journal.name + ENDING)
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise disk_problem(_("opening the journal"), journal, error) from None
        try:
            _hold(self._file)
        except OSError:
            holder = os.pread(self._file, 200, 1).decode(errors="replace") if hasattr(os, "pread") else ""
            os.close(self._file)
            raise held_problem(journal, _process(holder.strip())) from None
        try:
            os.ftruncate(self._file, 0)
            os.write(self._file, f" {os.getpid()}\n".encode())
        except OSError:
            # Who holds it is a courtesy; that it is held is what counts.
            return

    def release(self) -> None:
        """Lets go; the file stays, since taking it away could take it from somebody who waits for it."""
        os.close(self._file)


def _process(number: str) -> str:
    """Which process that is, in the language of whoever asks; nothing if no number was left."""
    return _("process {number}").format(number=number) if number.isdecimal() else ""


def is_held(journal: Path) -> bool:
    """Whether some process writes a journal now."""
    try:
        file = os.open(journal.with_name(journal.name + ENDING), os.O_RDWR)
    except OSError:
        return False
    try:
        _hold(file)
    except OSError:
        return True
    finally:
        os.close(file)
    return False


if sys.platform == "win32":  # pragma: no cover - the other half is what this machine runs
    import msvcrt

    def _hold(file: int) -> None:
        """Takes the first byte of a file."""
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(file: int) -> None:
        """Takes a file whole."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
