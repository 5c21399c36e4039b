"""What a line break inside a text means: a space between words, and nothing beside a Japanese sign.

YAML folds every line break into a space. Japanese is written without spaces, so the break of a long line must not
leave one behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

JAPANESE = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
"""The ranges of Japanese signs, for a class of a regular expression."""
_BESIDE = re.compile(f"[{JAPANESE}] .|. [{JAPANESE}]")
_KNOWN_BY = 8
"""So many signs on each side of a line break find it again in the text."""


def unfolded(text: str, lines: Sequence[str]) -> str:
    """A folded text without the spaces that line breaks beside a Japanese sign left; `lines` are those of the file."""
    for before, after in pairwise(line.strip() for line in lines):
        if not before or not after:
            continue
        left, right = before[-_KNOWN_BY:], after[:_KNOWN_BY]
        if _BESIDE.fullmatch(f"{left[-1]} {right[0]}"):
            text = text.replace(f"{left} {right}", f"{left}{right}", 1)
    return text


def joined(lines: Iterable[str]) -> str:
    """Lines put together as one: with a space between words, with none beside a Japanese sign."""
    text = ""
    for line in lines:
        apart = text and line and not _BESIDE.fullmatch(f"{text[-1]} {line[0]}")
        text += f" {line}" if apart else line
    return text
