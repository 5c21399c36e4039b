"""The head of a file, read without YAML: what it is, its id and its title.

Listing must be quick and must survive broken files, so this reads lines: ids and titles as people write them at the
beginning of a file. A title written in any rarer way is left to whoever loads the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

_HEAD_BYTES = 262_144
"""A scenario may follow its topology in the same file; nobody writes more than this before it."""
_KEY = re.compile(r"^(\s*)([a-z_]+)\s*:(?:\s+(.*?))?\s*$")
_SCENARIO_KEYS = frozenset(
    {"scenario", "topology", "starts", "ends", "given", "decisions", "injects", "published", "what_ifs"}
)
_PAIR = re.compile(r"""\b(en|ja)\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,{}]*)""")


@dataclass
class Head:
    """What a file says about itself."""

    kind: Literal["scenario", "topology"]
    id: str = ""
    title: dict[str, str] = field(default_factory=dict)


def read_head(path: Path) -> Head | None:
    """What a file says about itself; nothing if it cannot be read or holds no keys."""
    try:
        with path.open("rb") as file:
            return head_of(file.read(_HEAD_BYTES).decode("utf-8-sig", errors="replace"))
    except OSError:
        return None


def head_of(text: str) -> Head | None:
    """The head of a file's text; a file in two parts is a scenario that brings its topology along."""
    lines = text.splitlines()
    top = {match[2]: at for at, line in enumerate(lines) if line[:1].isalpha() and (match := _KEY.match(line))}
    if not top:
        return None
    if "scenario" in top:
        return _head("scenario", lines[top["scenario"] + 1 :], nested=True)
    return _head("scenario" if _SCENARIO_KEYS & set(top) else "topology", lines, nested=False)


def _head(kind: Literal["scenario", "topology"], lines: list[str], *, nested: bool) -> Head:
    head = Head(kind)
    indent: str | None = None if nested else ""
    for number, line in enumerate(lines):
        match = _KEY.match(line)
        if nested and line.strip() and not line[0].isspace() and not line.startswith("#"):
            break
        if match is None:
            continue
        indent = match[1] if indent is None else indent
        if match[1] != indent:
            continue
        if match[2] == "id" and not head.id:
            head.id = _plain(match[3] or "")
        elif match[2] == "title" and not head.title:
            head.title = title_of(match[3] or "", lines[number + 1 : number + 3])
        if head.id and head.title:
            break
    return head


def title_of(text: str, following: Sequence[str]) -> dict[str, str]:
    """A text by language, as people write it behind a key or on the two lines below."""
    text = _without_comment(text)
    if text.startswith("{"):
        return {match[1]: _plain(match[2]) for match in _PAIR.finditer(text)}
    if text:
        plain = _plain(text)
        return {"en": plain}
    below = [match for line in following if (match := _KEY.match(line)) and match[1]]
    return {match[2]: _plain(match[3] or "") for match in below if match[2] in {"en", "ja"}}


def _plain(text: str) -> str:
    text = _without_comment(text).strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


def _without_comment(text: str) -> str:
    if text[:1] in {'"', "'"}:
        return text
    return re.split(r"\s#", text, maxsplit=1)[0].strip() if not text.startswith("#") else ""
