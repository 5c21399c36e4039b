"""Owns the fingerprint of a trace that is still growing, without starting over each time."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from drillsim.drill.journal.entries import canonical

if TYPE_CHECKING:
    from drillsim.engine import Trace


class Seal:
    """What a trace has come to, as a sum of all its records."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._digest = sha256()
        self._read = 0

    def read(self) -> str:
        """The sum of the records so far."""
        trace = self._trace
        for place in range(self._read, len(trace)):
            record = trace[place]
            row = [record.time, record.kind, record.subject, record.detail, record.causes]
            self._digest.update(canonical(row).encode())
        self._read = len(trace)
        return self._digest.hexdigest()
