"""Owns what is believed of a journal's bytes.

1. Every whole line must be as it was written; the first that is not is named by its number.
2. Only the last line may be torn: it has no end, because the machine stopped while it was written. It was never
   acknowledged, so it is cut, and the reader is told.
3. A last line that lacks nothing but its end is whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drillsim.drill.journal.entries import HEADER, KINDS, Entry, parse_line
from drillsim.drill.journal.header import FORMAT, Header, header_of
from drillsim.drill.journal.problem import disk_problem, edited_problem, headless_problem, newer_problem
from drillsim.telling.language import _


@dataclass(frozen=True, slots=True)
class Read:
    """What a journal says."""

    header: Header
    entries: tuple[Entry, ...]
    """All lines but the first."""
    sha: str
    """The sum of the last line."""
    length: int
    """How many bytes are believed."""
    unended: bool
    """Whether the last believed line lacks its end."""
    notices: tuple[str, ...] = ()
    """What the reader should know."""


def read_journal(path: Path) -> Read:
    """What the journal of a path says, or a problem that names it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise disk_problem(_("reading the journal"), path, error) from None
    return parse_journal(data, path)


def parse_journal(data: bytes, path: Path) -> Read:
    """What the bytes of a journal say."""
    lines = data.split(b"\n")
    tail = lines.pop()
    sha, entries, length, unended = "", [], 0, False
    notices: tuple[str, ...] = ()
    for n, line in enumerate(lines):
        entry = parse_line(line, n, sha)
        if entry is None or entry.kind not in KINDS or (entry.kind == HEADER) != (n == 0):
            raise headless_problem(path) if n == 0 else edited_problem(path, n + 1)
        if n == 0:
            _check_format(entry, path)
        entries.append(entry)
        sha = entry.sha
        length += len(line) + 1
    if tail:
        last = parse_line(tail, len(lines), sha)
        if last is not None and last.kind in KINDS and (last.kind == HEADER) == (not lines):
            entries.append(last)
            sha, length, unended = last.sha, length + len(tail), True
        else:
            notices = (
                _("the last line of {path} was torn and is cut; it had not been acknowledged").format(path=path),
            )
    if not entries:
        raise headless_problem(path)
    _check_format(entries[0], path)
    header = header_of(entries[0].data)
    if header is None:
        raise headless_problem(path)
    return Read(header, tuple(entries[1:]), sha, length, unended, notices)


def _check_format(first: Entry, path: Path) -> None:
    written = first.data.get("format")
    if type(written) is not int or written < 1:
        raise headless_problem(path)
    if written > FORMAT:
        raise newer_problem(path, written, FORMAT)
