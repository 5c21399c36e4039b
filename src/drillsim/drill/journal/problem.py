"""Owns how trouble with a journal is told: what was being done, with which file, why it failed, what to do.

1. The text is in the language in use when it is raised.
2. Nothing that a `JournalProblem` was raised about has been acknowledged.
"""

from __future__ import annotations

import errno
from pathlib import Path

from drillsim.errors import DrillsimError
from drillsim.telling.language import _


class JournalProblem(DrillsimError):
    """A journal that cannot be written, read or believed."""

    def __init__(self, operation: str, path: Path, cause: str, hint: str) -> None:
        super().__init__(f"{path}: {operation}: {cause}", hint)
        self.operation = operation
        self.path = path
        self.cause = cause


def disk_problem(operation: str, path: Path, error: OSError) -> JournalProblem:
    """The problem that the system's refusal amounts to."""
    known = {
        errno.ENOSPC: (
            _("no space is left on the disk"),
            _("make room on the disk and repeat; what was acknowledged is safe"),
        ),
        errno.EDQUOT: (
            _("no space is left on the disk"),
            _("make room on the disk and repeat; what was acknowledged is safe"),
        ),
        errno.EACCES: (_("permission denied"), _("name a folder of your own with --folder")),
        errno.EPERM: (_("permission denied"), _("name a folder of your own with --folder")),
        errno.EROFS: (_("this place is read-only"), _("name a folder of your own with --folder")),
        errno.ENOENT: (_("there is no such file or folder"), _("see the drills there are with: drillsim drills")),
        errno.EISDIR: (
            _("this is a folder, a file is needed"),
            _("see the drills there are with: drillsim drills"),
        ),
        errno.EEXIST: (_("it exists already"), _("name another file")),
    }
    cause, hint = known.get(
        error.errno or 0,
        (error.strerror or str(error), _("look at the disk and repeat; what was acknowledged is safe")),
    )
    return JournalProblem(operation, path, cause, hint)


def gone_problem(path: Path) -> JournalProblem:
    """The problem of a journal that was taken away while the drill was running."""
    return JournalProblem(
        _("writing the journal"),
        path,
        _("the file was deleted or replaced while the drill was running"),
        _("bring it back or start a new drill; nothing since then has been written"),
    )


def edited_problem(path: Path, line: int) -> JournalProblem:
    """The problem of a line that is not as it was written."""
    return JournalProblem(
        _("reading the journal"),
        path,
        _("line {line} is not as it was written").format(line=line),
        _("bring back the file as it was, or cut it before this line to keep what comes before"),
    )


def headless_problem(path: Path) -> JournalProblem:
    """The problem of a file without a whole first line."""
    return JournalProblem(
        _("reading the journal"),
        path,
        _("it does not begin with the header of a journal"),
        _("name the journal of a drill; see them with: drillsim drills"),
    )


def newer_problem(path: Path, found: int, known: int) -> JournalProblem:
    """The problem of a format that this program does not know yet."""
    return JournalProblem(
        _("reading the journal"),
        path,
        _("its format is {found}, this program knows formats up to {known}").format(found=found, known=known),
        _("read it with a newer drillsim"),
    )


def held_problem(path: Path, holder: str) -> JournalProblem:
    """The problem of a second process on the same drill."""
    return JournalProblem(
        _("opening the journal"),
        path,
        _("another process already runs this drill: {holder}").format(holder=holder or "?"),
        _("end the other one first"),
    )
