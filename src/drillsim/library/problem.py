"""One fault in a file, as data: its place, its code and what its text is filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One fault in a file."""

    file: str
    line: int
    """Counted from 1; 0 where there is no line to show."""
    column: int
    """Counted from 1, in characters."""
    message: str
    """What is wrong, in English."""
    hint: str | None = None
    """What would put it right, in English."""
    code: str = ""
    """The stable name of the message."""
    hint_code: str = ""
    """The stable name of the hint."""
    params: Mapping[str, object] = field(default_factory=dict)
    """What message and hint are filled with."""
    excerpt: str | None = None
    """The source line."""
    width: int = 1
    """How many characters of the line are at fault."""
    severity: Severity = "error"
    """A warning does not stop a run."""
    change: str = ""
    """The what-if with which it comes about, where the file as such is sound."""
