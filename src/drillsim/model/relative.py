"""Values written relative to what is there: `x2`, `x0.5`, `+30m`, `-10%`. What they come to is worked out elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_RELATIVE = re.compile(
    r"x\d+(?:\.\d+)?"
    r"|[+-](?:(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+|\d[\d_]*(?:\.\d+)?(?:/[smhd]|%)?|[A-Z]{3}\s+\d[\d_,]*(?:\.\d+)?)"
)


@dataclass(frozen=True)
class Relative:
    """A change of a value instead of a value."""

    text: str
    sign: Literal["x", "+", "-"]
    by: str
    """The factor, or what is added or taken away."""


def relative_of(text: object) -> Relative | None:
    """The relative value a text means, if it means one."""
    if not isinstance(text, str) or not _RELATIVE.fullmatch(text):
        return None
    sign: Literal["x", "+", "-"] = "x" if text[0] == "x" else "+" if text[0] == "+" else "-"
    return Relative(text, sign, text[1:].strip())
