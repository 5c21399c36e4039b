"""What a user can put right: the exceptions that never end in a traceback, and findings about a model.

    DrillsimError          anything a user caused; its text says what, where and what to do
    └── FileProblems       faults in written files, each with its place (lives in drillsim.library.problems)

A `Finding` is a fault seen in a model, by somebody who knows model paths but no files; the library turns it
into a problem with file, line and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


class DrillsimError(Exception):
    """Anything a user caused and can put right; faces print it and stop, without a traceback.

    `code` and `params` let a face say the same in another language; without a code the English text stands.
    """

    def __init__(
        self, message: str, hint: str | None = None, *, code: str = "", params: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
        self.params: Mapping[str, object] = dict(params or {})

    def __str__(self) -> str:
        return f"{self.message}\nhint: {self.hint}" if self.hint else self.message


@dataclass(frozen=True)
class Finding:
    """A fault seen in a model, named by its model path."""

    path: tuple[str | int, ...]
    """From the top of the topology or scenario; `topology` or `scenario` may stand first to say which."""
    message: str
    """What is wrong, in English."""
    hint: str | None = None
    """What would put it right, in English."""
    severity: Literal["error", "warning"] = "error"
    """A warning does not stop a run."""
    code: str = ""
    """A stable name of the message, by which another language finds its own text."""
    params: Mapping[str, object] = field(default_factory=dict)
    """What the text of the code is filled with."""
    offset: int = 0
    """How far into the text at the path the fault lies, for conditions and other small languages."""
