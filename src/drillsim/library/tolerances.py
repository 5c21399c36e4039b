"""What each line of a topology may lose, read from the lines of its file as people write it, for a list of cases.

A tolerance written in a rarer way than in braces behind its key is left out, as everywhere in a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drillsim.library.heads import title_of

_LINE = re.compile(r"^(\s+)([a-z0-9][a-z0-9/-]*)\s*:(?:\s+(.*?))?\s*$")
_TITLE = re.compile(r"\btitle\s*:\s*(\{[^{}]*\}|[^,{}]+)")
_TOLERANCE = re.compile(r"\btolerance\s*:\s*\{")
_FORM = re.compile(r"([a-z_][a-z0-9_-]*)\s*:\s*([^,{}]+|\{)")


@dataclass(frozen=True)
class Allowed:
    """What a line may lose."""

    line: str
    title: Mapping[str, str]
    forms: tuple[tuple[str, str], ...]
    """Each form of its tolerance with what is allowed, as it is written."""

    def title_in(self, lang: str) -> str:
        """What the line is called in a language, or in the one it was written in."""
        return self.title.get(lang) or next(iter(self.title.values()), "") or self.line


def allowed_in(lines: Sequence[str]) -> tuple[Allowed, ...]:
    """What is allowed to the lines that stand below the key of that name."""
    return tuple(each for name, text in _entries(lines) if (each := _allowed(name, text)).forms)


def _entries(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line with the text that stands behind and below its key."""
    edge, name, text = "", "", list[str]()
    for line in lines:
        match = _LINE.match(line)
        if match is not None and (not edge or match[1] == edge):
            if name:
                yield name, "\n".join(text)
            edge, name, text = match[1], match[2], [match[3] or ""]
        else:
            text.append(line)
    if name:
        yield name, "\n".join(text)


def _allowed(name: str, text: str) -> Allowed:
    title = _TITLE.search(text)
    tolerance = _TOLERANCE.search(text)
    forms = tuple(_forms(_braced(text, tolerance.end()))) if tolerance is not None else ()
    return Allowed(name, title_of(title[1].strip(), ()) if title is not None else {}, forms)


def _braced(text: str, start: int) -> str:
    """What stands between a brace that was opened and the one that closes it."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if not depth:
            return text[start:at]
    return text[start:]


def _forms(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while (match := _FORM.search(text, at)) is not None:
        if match[2] != "{":
            if match[1] != "restored_at":
                yield match[1], match[2].strip()
            at = match.end()
            continue
        inner = _braced(text, match.end())
        limit = re.search(r"\blimit\s*:\s*([^,{}]+)", inner)
        if limit is not None:
            yield match[1], limit[1].strip()
        at = match.end() + len(inner) + 1
