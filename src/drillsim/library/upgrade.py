"""Files of an older format, read as if they were written today.

1. A file says its format with `format: N`; without it the file is of the present one. Newer files are refused.
2. `UPGRADES` holds one step per older format; a file climbs them one by one. Places stay where they were written.
3. Format 0 had other words: `channels` for `routes`, the measure `late` for `overdue`, dots in ids where there is `/`
   now; and a line counted as restored at 95 %, which an upgraded file keeps by saying so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from drillsim.library.document import DataPath, Document, Span, edited, span_at, value_at
from drillsim.library.problems import FileProblems, problem
from drillsim.library.targets import SCENARIO_IDS, TOPOLOGY_IDS

if TYPE_CHECKING:
    from drillsim.library.problem import Problem

FORMAT = 1
"""The present format."""

_PROSE_KEYS = frozenset(
    {"title", "about", "says", "asks", "forbidden", "observe", "what", "note", "questions", "calibrated"}
)
_LATE = re.compile(r"(?<=[a-z0-9])\.late(?![a-z0-9-])")
_FORMER_RESTORED_AT = 0.95

_ROOTS: tuple[DataPath, ...] = ((), ("topology",), ("scenario",), ("scenario", "topology"))
"""Where sections may begin: in a flat file at the top, in a file of two parts inside its parts."""

Upgrade = Callable[[Document, Collection[str]], Document]
"""A document and the ids that files it builds on define, as they are called today; and the document one format on."""


def upgraded(document: Document, known_ids: Collection[str] = ()) -> tuple[Document, list[Problem]]:
    """The document in the present format, and a notice if it was not."""
    written = document.data.get("format", FORMAT)
    span = span_at(document, ("format",))
    if not isinstance(written, int) or isinstance(written, bool) or written < 0:
        raise FileProblems(
            [problem("format-not-number", span.value, document.lines, hint="format", format=written, present=FORMAT)]
        )
    if written > FORMAT:
        raise FileProblems(
            [problem("format-newer", span.value, document.lines, hint="format-newer", format=written, present=FORMAT)]
        )
    if written == FORMAT:
        return document, []
    for step in range(written, FORMAT):
        document = UPGRADES[step](document, known_ids)
    document = edited(document, ("format",), FORMAT, span)
    notice = problem(
        "format-older",
        span.value,
        document.lines,
        hint="format-older",
        severity="warning",
        format=written,
        present=FORMAT,
    )
    return document, [notice]


def _from_0(document: Document, known_ids: Collection[str]) -> Document:
    roots = [root for root in _ROOTS if isinstance(value_at(document.data, root), dict)]
    names = {name for root in roots for name in _dotted_ids(document.data, root)}
    names |= {known.replace("/", ".") for known in known_ids if "/" in known}
    renamer = _Renamer(names, document, roots)
    document = renamer.renamed()
    for root in roots:
        document = _with_former_level(document, root)
    return document


UPGRADES: dict[int, Upgrade] = {0: _from_0}


def _dotted_ids(data: Any, root: DataPath) -> list[str]:
    sections = [value_at(data, root + section) for section in (*TOPOLOGY_IDS, *SCENARIO_IDS)]
    return [name for ids in sections if isinstance(ids, dict) for name in ids if "." in name]


class _Renamer:
    """Writes a document anew in the words of format 1, and remembers where everything stood."""

    def __init__(self, names: Collection[str], document: Document, roots: list[DataPath]) -> None:
        self._document = document
        self._roots = roots
        self._spans: dict[DataPath, Span] = {}
        longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._names = re.compile(rf"(?<![a-z0-9/-])(?:{longest_first})(?![a-z0-9/-])") if names else None

    def renamed(self) -> Document:
        """The document in the newer words."""
        data = self._node(self._document.data, (), ())
        return Document(self._document.name, data, self._spans, self._document.lines)

    def _node(self, node: Any, old: DataPath, new: DataPath) -> Any:
        span = self._document.spans.get(old)
        if span is not None:
            self._spans[new] = span
        if isinstance(node, dict):
            result = {}
            for key, value in node.items():
                name = self._key(key, old)
                result[name] = self._node(value, (*old, key), (*new, name))
            return result
        if isinstance(node, list):
            return [self._node(value, (*old, index), (*new, index)) for index, value in enumerate(node)]
        if isinstance(node, str) and not _is_prose(old):
            return self._words(node)
        return node

    def _key(self, key: str, owner: DataPath) -> str:
        if key == "channels" and owner in self._roots:
            return "routes"
        if owner[-1:] == ("tolerance",) and key == "late":
            return "overdue"
        return key if _is_prose(owner) else self._words(key)

    def _words(self, text: str) -> str:
        text = _LATE.sub(".overdue", text)
        return self._names.sub(lambda match: match[0].replace(".", "/"), text) if self._names else text


def _is_prose(path: DataPath) -> bool:
    """Whether a place holds words for readers, in which nothing is a name."""
    return any(part in _PROSE_KEYS for part in path)


def _with_former_level(document: Document, root: DataPath) -> Document:
    lines = value_at(document.data, (*root, "lines"))
    for name, line in lines.items() if isinstance(lines, dict) else ():
        tolerance = line.get("tolerance", {}) if isinstance(line, dict) else None
        if isinstance(tolerance, dict) and "restored_at" not in tolerance:
            path: DataPath = (*root, "lines", name, "tolerance")
            span = span_at(document, path)
            if "tolerance" not in line:
                document = edited(document, path, {}, span)
            document = edited(document, (*path, "restored_at"), _FORMER_RESTORED_AT, span)
    return document
