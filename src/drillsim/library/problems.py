"""What is wrong in a file, where, and what to do about it.

1. A problem carries a stable code; its English text is made at once, other languages find theirs by the code.
2. A fault is reported once: the same message at the same place is one problem.
3. Findings about a model become problems at the line that wrote the thing they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from drillsim.errors import DrillsimError, Finding
from drillsim.library.document import (
    CaseDocument,
    DataPath,
    Document,
    Place,
    Span,
    holds,
    span_at,
    value_at,
    walk,
    written_at,
)
from drillsim.library.problem import Problem, Severity
from drillsim.library.render import render_problem
from drillsim.library.wording import fill_hint, fill_message

_FINDING = "finding/"
"""Before the code of a finding, whose words are not the library's."""


class FileProblems(DrillsimError):
    """Faults in written files: all that were found, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(render_problem(each) for each in self.problems))

    def __reduce__(self) -> tuple[type[FileProblems], tuple[tuple[Problem, ...]]]:
        return (FileProblems, (self.problems,))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file, line and column; the same one only once."""
    once: dict[tuple[str, int, int, str], Problem] = {}
    for each in problems:
        once.setdefault((each.file, each.line, each.column, each.message), each)
    return tuple(once[key] for key in sorted(once))


def problem(
    code: str,
    place: Place,
    lines: Sequence[str] | Mapping[str, Sequence[str]],
    *,
    hint: str = "",
    severity: Severity = "error",
    params: Mapping[str, object] | None = None,
    **more: object,
) -> Problem:
    """A problem at a place, its English text found by its code."""
    params = {**(params or {}), **more}
    excerpt, width = _excerpt(place, lines.get(place.file, ()) if isinstance(lines, Mapping) else lines)
    return Problem(
        place.file,
        place.line,
        place.column,
        fill_message(code, params),
        fill_hint(hint, params) if hint else None,
        code,
        hint,
        params,
        excerpt,
        width,
        severity,
    )


def _excerpt(place: Place, lines: Sequence[str]) -> tuple[str | None, int]:
    """The source line of a place, and how many of its characters the place covers."""
    if not 0 < place.line <= len(lines):
        return None, 1
    line = lines[place.line - 1]
    end = place.end_column if place.end_line == place.line else len(line) + 1
    return line, max(1, min(end, len(line) + 1) - place.column)


def located(findings: Iterable[Finding], case: CaseDocument) -> list[Problem]:
    """Findings about a model as problems at the lines that wrote what they are about."""
    return list(in_order(_located(finding, case) for finding in findings))


def _located(finding: Finding, case: CaseDocument) -> Problem:
    document, path = _home(finding.path, case)
    if finding.offset:
        place = fault_place(document, path, finding.offset)
    else:
        place, _ = named_place(document, path, str(finding.params.get("name", "")))
    excerpt, width = _excerpt(place, document.lines.get(place.file, ()))
    return Problem(
        place.file,
        place.line,
        place.column,
        finding.message,
        finding.hint,
        f"{_FINDING}{finding.code}",
        "",
        finding.params,
        excerpt,
        width,
        finding.severity,
    )


def named_place(document: Document, path: DataPath, name: str) -> tuple[Place, DataPath]:
    """Where at or below a node a name is written, as a word of a text or as a key; else the node itself."""
    while not holds(document.data, path):
        path = path[:-1]
    if not name:
        return fault_place(document, path), path
    found = leaf_with(name, path, value_at(document.data, path))
    text = value_at(document.data, found)
    match = _word(name).search(text) if isinstance(text, str) else None
    if match:
        return into_text(document, found, span_at(document, found), match.start(), len(name)), found
    if found == path:
        below = (at for at, _ in walk(value_at(document.data, path), path) if len(at) > len(path))
        keys = [at for at in (path, *below) if at[-1:] == (name,)]
        span = document.spans.get(keys[0]) if len(keys) == 1 else None
        if span is not None and span.key is not None:
            return span.key, keys[0]
    return fault_place(document, found), found


def _word(word: str) -> re.Pattern[str]:
    """A word that is no part of a longer one; a clock time may stand next to the dash of a window."""
    longer = r"\w" if ":" in word else r"\w/-"
    return re.compile(rf"(?<![{longer}]){re.escape(word)}(?:(?=/h\b)|(?![{longer}]))")


def leaf_with(word: str, path: DataPath, value: object) -> DataPath:
    """The one scalar below a node that is a word, or else the one that holds it; the node itself if there is none."""
    leaves = [(at, str(leaf)) for at, leaf in walk(value, path) if isinstance(leaf, (str, int, float))]
    for is_meant in (lambda leaf: leaf == word, lambda leaf: bool(_word(word).search(leaf))):
        hits = [at for at, leaf in leaves if word and is_meant(leaf)]
        if len(hits) == 1:
            return hits[0]
    return path


def _home(path: DataPath, case: CaseDocument) -> tuple[Document, DataPath]:
    """The document a model path belongs to: named by its first part, or the one that knows more of it."""
    if path[:1] == ("topology",) and not holds(case.scenario.data, path):
        return case.topology, path[1:]
    if path[:1] == ("scenario",):
        return case.scenario, path[1:]
    known = {id(each): _known_depth(each, path) for each in (case.scenario, case.topology)}
    in_scenario = known[id(case.scenario)] >= known[id(case.topology)]
    return (case.scenario if in_scenario else case.topology), path


def _known_depth(document: Document, path: DataPath) -> int:
    return max(depth for depth in range(len(path) + 1) if holds(document.data, path[:depth]))


def fault_place(document: Document, path: DataPath, offset: int | None = None) -> Place:
    """The best place to point at for a fault of the node: a scalar itself, the key of a map or list."""
    span = span_at(document, path)
    node = value_at(document.data, path)
    if isinstance(node, (dict, list)) or not holds(document.data, path):
        return span.key or _first_of(span)
    return span.value if offset is None else into_text(document, path, span, offset)


def _first_of(span: Span) -> Place:
    place = span.value
    return Place(place.file, place.line, place.column, place.line, place.column + 1)


def into_text(document: Document, path: DataPath, span: Span, offset: int, length: int = 0) -> Place:
    """The word of a one-line text at an offset, or so many characters; the whole of any other text."""
    place = span.value
    written = written_at(document, path)
    text = value_at(document.data, path)
    quote = 1 if written[:1] in {'"', "'"} else 0
    if not written or not 0 <= offset < len(str(text)) or len(written) != len(str(text)) + 2 * quote:
        return place
    words = str(text)[offset:].split(maxsplit=1)
    start = place.column + quote + offset
    return Place(place.file, place.line, start, place.line, start + (length or (len(words[0]) if words else 1)))
