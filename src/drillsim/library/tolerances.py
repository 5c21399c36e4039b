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
class Named:
    """Something with an id and a title."""

    id: str
    title: Mapping[str, str]

    def title_in(self, lang: str) -> str:
        """What it is called in a language, or in the one it was written in; nothing where it has no title."""
        return self.title.get(lang) or next(iter(self.title.values()), "")


@dataclass(frozen=True)
class Form(Named):
    """One form of a tolerance."""

    limit: str
    """What is allowed, as it is written."""


@dataclass(frozen=True)
class Allowed(Named):
    """What a line may lose."""

    forms: tuple[Form, ...]


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
    tolerance = _TOLERANCE.search(text)
    forms = tuple(_forms(_braced(text, tolerance.end()))) if tolerance is not None else ()
    return Allowed(name, _title(text), forms)


def _title(text: str) -> dict[str, str]:
    title = _TITLE.search(text)
    return title_of(title[1].strip(), ()) if title is not None else {}


def _braced(text: str, start: int) -> str:
    """What stands between a brace that was opened and the one that closes it."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if not depth:
            return text[start:at]
    return text[start:]


def _forms(text: str) -> Iterator[Form]:
    at = 0
    while (match := _FORM.search(text, at)) is not None:
        if match[2] != "{":
            if match[1] != "restored_at":
                yield Form(match[1], {}, match[2].strip())
            at = match.end()
            continue
        inner = _braced(text, match.end())
        limit = re.search(r"\blimit\s*:\s*([^,{}]+)", inner)
        if limit is not None:
            yield Form(match[1], _title(inner), limit[1].strip())
        at = match.end() + len(inner) + 1
