"""What happened, in order: the trace, and how a record is named and written.

1. A record is (time, kind, subject, detail, causes); detail holds codes and values, never prose.
2. Causes are positions of earlier records in memory; outside, a record is named `time/kind/subject/n`.
3. The fingerprint is the SHA-256 of the records as written; equal inputs give equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Final

KINDS: Final = (
    "began", "level", "failed", "degraded", "destabilised", "corrupted", "exposed", "repaired", "withheld",
    "released", "set", "surged", "diverted", "moved", "broke", "restarting", "holding", "resuming", "detected",
    "switching", "switched", "switch-failed", "switch-blocked", "unit-failed", "stopped", "alarm", "full",
    "cleared", "reset", "overloaded", "relieved", "out", "restored", "opened", "closed", "used-half",
    "used-most", "breached", "ready", "not-ready", "overdue", "due", "waiting", "started", "paused", "resumed",
    "slipped", "stepped", "done", "work-failed", "abended", "missed", "cancelled", "stalled", "called",
    "arrived", "unreached", "on-duty", "off-duty", "sent", "lost", "known", "asked", "chosen", "decided",
    "effective", "owed", "met", "missed-obligation", "happened", "held", "command", "refused", "undone",
    "criterion", "milestone", "kept", "planned", "withdrawn", "skipped",
)  # fmt: skip
"""Every kind of record, past tense; the position is its code."""
KIND: Final = {name: code for code, name in enumerate(KINDS)}

Detail = tuple[int | str, ...]
Entry = tuple[int, int, int, Detail, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that happened, as others read it."""

    time: int
    kind: str
    subject: str
    detail: Detail
    causes: tuple[int, ...]
    position: int


class Trace:
    """The records of a run."""

    __slots__ = ("_subjects", "entries")

    def __init__(self, subjects: tuple[str, ...]) -> None:
        self._subjects = subjects
        self.entries: list[Entry] = []

    @property
    def subjects(self) -> tuple[str, ...]:
        """Everything that a record can be about."""
        return self._subjects

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, position: int) -> Record:
        time, kind, subject, detail, causes = self.entries[position]
        return Record(time, KINDS[kind], self._name(subject), detail, causes, position)

    def __iter__(self) -> Iterator[Record]:
        return (self[i] for i in range(len(self.entries)))

    def _name(self, subject: int) -> str:
        return self._subjects[subject] if subject >= 0 else ""

    def lines(self) -> Iterator[str]:
        """Each record as one line of JSON, causes by name."""
        seen: dict[str, int] = {}
        names: list[str] = []
        for time, kind, subject, detail, causes in self.entries:
            stem = f"{time}/{KINDS[kind]}/{self._name(subject)}"
            nth = seen.get(stem, 0)
            seen[stem] = nth + 1
            names.append(f"{stem}/{nth}")
            yield json.dumps(
                {
                    "time": time,
                    "kind": KINDS[kind],
                    "subject": self._name(subject),
                    "n": nth,
                    "detail": list(detail),
                    "causes": [names[cause] for cause in causes],
                },
                ensure_ascii=False,
                separators=(",", ":"),
            )

    def fingerprint(self) -> str:
        """The SHA-256 of the records as written."""
        digest = sha256()
        for line in self.lines():
            digest.update(line.encode())
            digest.update(b"\n")
        return digest.hexdigest()

    def write_jsonl(self, file: IO[str]) -> None:
        """Write one record a line."""
        for line in self.lines():
            file.write(line + "\n")
