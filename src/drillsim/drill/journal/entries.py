"""Owns what a line of a journal is: canonical JSON that ends a chain of SHA-256 sums.

1. A line is the entry with its keys in order and nothing between them that need not be there, in UTF-8.
2. Its `sha` is the SHA-256 of the `sha` before it and of the line without `sha`; the first follows an empty one.
3. A line is believed only if writing its entry again gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

HEADER: Final = "header"
COMMAND: Final = "command"
NOTE: Final = "note"
MARK: Final = "mark"
CLOCK: Final = "clock"
REACHED: Final = "reached"
BRANCH: Final = "branch"
SWITCH: Final = "switch"
NAME: Final = "name"
KINDS: Final = frozenset({HEADER, COMMAND, NOTE, MARK, CLOCK, REACHED, BRANCH, SWITCH, NAME})

_OWN: Final = ("n", "kind", "branch", "at", "wall", "sha")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a journal."""

    n: int
    kind: str
    branch: str
    at: int
    """The moment of the simulation, in ms from the start."""
    wall: str
    """What the clock on the wall showed; for information only."""
    data: Mapping[str, Any] = field(default_factory=dict)
    sha: str = ""


def canonical(value: object) -> str:
    """The one way in which a value is written."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def chained(entry: Entry, before: str) -> tuple[Entry, bytes]:
    """The entry with its sum, and its line."""
    row = {**entry.data, "n": entry.n, "kind": entry.kind, "branch": entry.branch, "at": entry.at, "wall": entry.wall}
    sha = sha256(f"{before}{canonical(row)}".encode()).hexdigest()
    whole = Entry(entry.n, entry.kind, entry.branch, entry.at, entry.wall, entry.data, sha)
    return whole, f"{canonical({**row, 'sha': sha})}\n".encode()


def parse_line(line: bytes, n: int, before: str) -> Entry | None:
    """The entry of a line without its end, or nothing if it is not as it was written."""
    try:
        row = json.loads(line.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or not _is_sound(row, n):
        return None
    data = {key: value for key, value in row.items() if key not in _OWN}
    entry, whole = chained(Entry(n, row["kind"], row["branch"], row["at"], row["wall"], data), before)
    return entry if whole == line + b"\n" else None


def _is_sound(row: dict[str, Any], n: int) -> bool:
    texts = all(type(row.get(key)) is str for key in ("kind", "branch", "wall", "sha"))
    return texts and type(row.get("n")) is int and row["n"] == n and type(row.get("at")) is int and row["at"] >= 0
