"""Setting values by dotted path, as what-ifs, `--set` and sweeps do.

1. A value is what would be written in the file, or relative to what is there: `x2`, `x0.5`, `+30m`, `-10m`.
2. The edge of a window (`core-time.end`) is set by rewriting the window; `null` takes a key out.
3. What was set stands, for later messages, where it was asked for: on the command line or in the what-if.
4. A path that leads nowhere is refused with the nearest ones that lead somewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from drillsim.library.defaults import written_default
from drillsim.library.document import CaseDocument, Document, Place, Span, cut, edited, holds, value_at
from drillsim.library.known import known_paths, next_parts
from drillsim.library.nearest import nearest_paths, nearest_words
from drillsim.library.problems import FileProblems, problem
from drillsim.library.source import parse_value
from drillsim.library.targets import (
    Target,
    document_of,
    edge_of,
    find_targets,
    ids_in,
    model_of,
    moved_edge,
    sections_of,
)
from drillsim.library.values import NotRelatedError, related
from drillsim.model.relative import Relative, relative_of

_NEAR_COUNT = 3
_NOTHING = (0, "0s", "0/h")
_TARGETS_LOOKED_AT = 20


def set_path(case: CaseDocument, path: str, value: Any, origin: str | Span) -> CaseDocument:
    """The case with a value set at a path; `origin` says who asked, as text or as a place in a file."""
    span = origin if isinstance(origin, Span) else Span(Place(origin, 0, 0, 0, 0))
    targets = find_targets(case, path)
    asked = _Asked(path, relative_of(value), span, {**case.topology.lines, **case.scenario.lines})
    if not targets:
        raise _unknown(case, asked)
    if asked.change is not None:
        targets = _with_values(case, targets, asked)
    for target in targets:
        document = _set(document_of(case, target.side), target, value, asked)
        case = replace(case, **{target.side: replace(document, lines=asked.lines)})
    return case


@dataclass(frozen=True)
class _Asked:
    """What was asked for, by whom."""

    path: str
    change: Relative | None
    span: Span
    lines: Mapping[str, tuple[str, ...]]

    def refused(self, code: str, hint: str = "", **params: object) -> FileProblems:
        """The error that says why it cannot be done; about the path at the key, about the value at the value."""
        is_about_path = code in {"unknown-path", "nothing-to-change"}
        place = self.span.key or self.span.value if is_about_path else self.span.value
        change = self.change.text if self.change is not None else ""
        return FileProblems([problem(code, place, self.lines, hint=hint, path=self.path, change=change, params=params)])


def read_setting(text: str, origin: str) -> Any:
    """The value a setting's text means: relative as it is, anything else by the rules of the files."""
    if relative_of(text.strip()) is not None:
        return text.strip()
    try:
        return parse_value(text, origin).data
    except FileProblems as error:
        raise FileProblems([replace(each, line=0, excerpt=None) for each in error.problems]) from None


def _with_values(case: CaseDocument, targets: list[Target], asked: _Asked) -> list[Target]:
    """The targets that have a value to change, or a default; behind a wildcard the others keep theirs."""
    is_one = "*" not in asked.path
    present = [target for target in targets if _present(case, target, asked, with_default=is_one) is not None]
    if not present or (is_one and len(present) < len(targets)):
        raise asked.refused("nothing-to-change", "nothing-to-change")
    return present


def _present(case: CaseDocument, target: Target, asked: _Asked, *, with_default: bool) -> Any:
    """What stands at a target, or holds where nothing does; of nothing there is no multiple."""
    value = target.value_in(case)
    if value is not None or not with_default or target.edge:
        return value
    default = written_default(model_of(target.side), document_of(case, target.side).data, target.path)
    is_multiple = asked.change is not None and asked.change.sign == "x"
    return None if is_multiple and default in _NOTHING else default


def _set(document: Document, target: Target, value: Any, asked: _Asked) -> Document:
    for at, written in target.written_out:
        document = edited(document, at, written, document.spans.get(at, asked.span))
    present = value_at(document.data, target.path)
    if target.edge:
        clock = _changed(edge_of(present, target.edge), value, asked)
        if not isinstance(clock, str):
            raise asked.refused("edge-needs-clock")
        return edited(document, target.path, moved_edge(present, target.edge, clock), asked.span)
    if present is None and asked.change is not None:
        present = written_default(model_of(target.side), document.data, target.path)
    value = _changed(present, value, asked)
    if value is None:
        return cut(document, target.path) if holds(document.data, target.path) else document
    return edited(document, target.path, value, asked.span)


def _changed(present: Any, value: Any, asked: _Asked) -> Any:
    """The value to set: the one asked for, or the present one with the change made to it."""
    if asked.change is None:
        return value
    try:
        return related(present, asked.change)
    except NotRelatedError as error:
        raise asked.refused(error.code, error.code, value=error.value) from None


def _unknown(case: CaseDocument, asked: _Asked) -> FileProblems:
    """A path that leads nowhere, with those that were meant, or with what there is as far as it leads."""
    owner, _, key = asked.path.rpartition(".")
    owners = find_targets(case, owner) if owner else []
    if key == "random" and any(target.path[0] == "components" for target in owners):
        return asked.refused("unknown-path", "random-for-all", owner=owner)
    near = near_paths(case, asked.path)
    if owners and not near:
        keys = ", ".join(sorted({each for target in owners for each in next_parts(case, target)}))
        if keys:
            return asked.refused("unknown-path", "keys-below", owner=owner, allowed=keys)
    hint = "near-paths" if len(near) > 1 else "did-you-mean" if near else "paths"
    return asked.refused("unknown-path", hint, near="".join(near[:1]), several=", ".join(near))


def near_paths(case: CaseDocument, path: str) -> list[str]:
    """Paths that lead somewhere and are spelt nearly like this one: the first part that fails is spelt anew."""
    parts = path.split(".")
    if parts[0] == "*" and len(parts) > 1:
        sections = dict.fromkeys(".".join(map(str, section)) for _, section, _ in sections_of(case))
        return [f"{section}.{path}" for section in sections if find_targets(case, f"{section}.{path}")]
    size, targets = 0, list[Target]()
    for size in range(len(parts) - 1, -1, -1):
        targets = find_targets(case, ".".join(parts[:size])) if size else []
        if targets:
            break
    following = [each for target in targets[:_TARGETS_LOOKED_AT] for each in next_parts(case, target)]
    near = nearest_words(parts[size], following if targets else _first_parts(case), _NEAR_COUNT)
    respelt = [[*parts[:size], each, *parts[size + 1 :]] for each in near]
    for candidates in (respelt, [each[: size + 1] for each in respelt]):
        sound = [".".join(each) for each in candidates if find_targets(case, ".".join(each))]
        if sound:
            return sound
    return nearest_paths(path, known_paths(case, parts[:1] if targets else None), _NEAR_COUNT)


def _first_parts(case: CaseDocument) -> list[str]:
    return [*ids_in(case), *(each for each in known_paths(case) if "." not in each)]
