"""What is sound of a file that is not: each fault is filled or taken out, so that the rest can be judged as well.

1. A wrong or missing value is filled with one that its place takes; where none fits, it is taken out, and in the end
   what holds it. An unknown key is taken out.
2. What was filled or taken out is a gap. What a later check says of a gap, or of a name that a gap may have taken
   along, is an echo of a fault that is reported already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from drillsim.library.document import DataPath, Document, cut, edited, holds, span_at, value_at, walk
from drillsim.library.faults import Fault, faults_in
from drillsim.library.fields import allowed_keys, shape_at
from drillsim.library.targets import SCENARIO_IDS, TOPOLOGY_IDS, Side
from drillsim.library.validate import OUR_MISTAKES, culprit

if TYPE_CHECKING:
    from drillsim.errors import Finding

Model = TypeVar("Model", bound=BaseModel)

_FILLS: tuple[Any, ...] = (
    "00:00", "time >= 00:00", "0s", 1, "1/h", "always", "left-out", "left-out out", "left-out.failed", [], {}, False,
)  # fmt: skip
"""One value for every kind of place, tried in this order."""
_ROUNDS_MAX = 60
_SECTIONS = (*TOPOLOGY_IDS, *SCENARIO_IDS, ("what_ifs",))

_ECHOES_OF_NAMES = {
    "unknown-near", "unknown-name", "unknown-path", "no-such-part", "no-wrong-from", "no-pair", "never-told",
}  # fmt: skip
"""Findings that come about when a thing, or a part of it, is not there."""
_ECHOES_BELOW = {
    "share-or-items", "items-or-rate", "by-or-add", "surge-component", "takes-and-steps", "share-of-nothing",
    "at-least-range", "uneven-sum", "too-many-units", "never-sent", "more-than-crew", "needed-twice",
}  # fmt: skip
"""Findings about a thing as a whole that may come from a gap in it."""
EVERY_NAME = frozenset({"*"})
"""Names of a gap that may have taken every name along."""
_ECHOES_OF_TIMES = {
    "ends-before-start", "too-long", "outside-scenario", "outside-scenario-row", "skipped-time", "starts-without-date",
}  # fmt: skip
"""Findings that compare times with the start and the end."""


@dataclass(frozen=True)
class Gap:
    """A place that was filled or emptied."""

    path: DataPath
    """With `topology` or `scenario` in front."""
    names: frozenset[str] = frozenset()
    """What may be missing with it."""


def salvaged(document: Document, model: type[Model], side: Side) -> tuple[Model | None, Document, tuple[Gap, ...]]:
    """The model of what is sound, the document of it, and the gaps; no model if nothing can be saved."""
    mender = _Mender(_faulty_part(document, model), model)
    mended, gaps = document, dict[DataPath, Gap]()
    for path, value in mender.edits():
        is_gone = value is _OUT or value in ([], {})
        gaps[path] = Gap((side, *path), frozenset(_names_at(document, path) if is_gone else ()))
        mended = cut(mended, path) if value is _OUT else edited(mended, path, value, span_at(mended, path))
    try:
        return model.model_validate(mended.data), mended, tuple(gaps.values())
    except (ValidationError, *OUR_MISTAKES):
        return None, document, ()


def lost_names(gaps: Iterable[Gap]) -> frozenset[str]:
    """What may be missing because of some gaps."""
    return frozenset[str]().union(*(gap.names for gap in gaps))


def without_echoes(findings: Iterable[Finding], gaps: tuple[Gap, ...]) -> Iterator[Finding]:
    """The findings that are not about gaps."""
    missing = lost_names(gaps)
    paths = [gap.path for gap in gaps]
    of_times = any(path[:2] in {("scenario", "starts"), ("scenario", "ends")} for path in paths)
    for finding in findings:
        at = finding.path
        if any(at[: len(path)] == path for path in paths):
            continue
        if finding.code in _ECHOES_BELOW and any(path[: len(at)] == at for path in paths):
            continue
        if finding.code in _ECHOES_OF_NAMES and (missing & {*_quoted(finding.message), *EVERY_NAME}):
            continue
        if finding.code in _ECHOES_OF_TIMES and of_times:
            continue
        yield finding


def _quoted(message: str) -> Iterator[str]:
    """The names a message quotes, and of paths what they begin with."""
    for name in re.findall(r"'([^']+)'", message):
        yield name
        yield name.partition(".")[0]


def _names_at(document: Document, path: DataPath) -> Iterator[str]:
    """The ids whose definition a node belongs to, and every key in it; of a dotted one also how it begins."""
    owner = [part for section in _SECTIONS if path[: len(section)] == section for part in path[len(section) :][:1]]
    inner = [part for below, _ in walk(value_at(document.data, path)) for part in below[-1:]]
    for name in (*owner, *path[-1:], *inner):
        if isinstance(name, str):
            yield name
            yield name.partition(".")[0]


def _faulty_part(document: Document, model: type[BaseModel]) -> Document:
    """The document without the entries of its sections that are sound, so that it is read anew in little time."""
    faults = _faults(document, model)
    kept = {
        fault.path[: len(section) + 1]
        for fault in faults
        for section in _SECTIONS
        if fault.path[: len(section)] == section
    }
    data = document.data
    for section in _SECTIONS:
        entries = value_at(data, section)
        if isinstance(entries, dict):
            few = {name: entry for name, entry in entries.items() if (*section, name) in kept}
            data = edited(replace(document, data=data, spans={}), section, few, span_at(document, section)).data
    return replace(document, data=data, spans={})


def _faults(document: Document, model: type[BaseModel]) -> list[Fault]:
    """What is wrong with a document now."""
    try:
        model.model_validate(document.data)
    except ValidationError as error:
        return faults_in(error, document.data)
    except OUR_MISTAKES:
        return [Fault("unreadable", culprit(document.data, model), "", (), "", {})]
    return []


_OUT = object()
"""Stands for taking a node out."""
Edit = tuple[DataPath, Any]


class _Mender:
    """Tries values at the places at fault, all places at once, until nothing is wrong any more."""

    def __init__(self, document: Document, model: type[BaseModel]) -> None:
        self.document = document
        self.model = model
        self.tried: dict[DataPath, int] = {}
        self.ways: dict[DataPath, list[list[Edit]]] = {}

    def edits(self) -> Iterator[Edit]:
        """What to fill and take out, in this order."""
        for _ in range(_ROUNDS_MAX):
            faults = _faults(self.document, self.model)
            if not faults:
                return
            order = {path: number for number, (path, _) in enumerate(walk(self.document.data))}
            steps = [self._step(fault) for fault in faults]
            # from the end of the file to its beginning: what is taken out of a list moves only what is done already
            steps.sort(
                key=lambda edits: -max((order.get(path, order.get(path[:-1], 0)) for path, _ in edits), default=0)
            )
            for path, value in (edit for edits in steps for edit in edits):
                if value is _OUT and not holds(self.document.data, path):
                    continue
                self.document = (
                    cut(self.document, path)
                    if value is _OUT
                    else edited(self.document, path, value, span_at(self.document, path))
                )
                yield path, value

    def _step(self, fault: Fault) -> list[Edit]:
        """The next thing to try for a fault."""
        path = (*fault.path, fault.key) if fault.kind == "missing" else fault.path
        if fault.kind in {"extra_forbidden", "unreadable"} or fault.at_key:
            return [(path, _OUT)] if path else []
        if path not in self.ways:
            self.ways[path] = list(self._ways(fault, path))
        number = self.tried.get(path, 0)
        self.tried[path] = number + 1
        if number < len(self.ways[path]):
            return self.ways[path][number]
        # one level further out each time it turns out to be at fault still
        out = path[: len(path) - (number - len(self.ways[path]))]
        return [(out, _OUT)] if out else []

    def _ways(self, fault: Fault, path: DataPath) -> Iterator[list[Edit]]:
        value = value_at(self.document.data, path)
        choices = re.findall(r"'((?:[^'\\]|\\.)*)'", str(fault.context.get("expected", "")))
        yield from ([(path, choice)] for choice in choices[:1])
        if fault.kind == "value_error" and isinstance(value, dict):
            words = re.findall(r"[a-z_]+", fault.text)
            absent = [key for key in allowed_keys(shape_at(self.model, self.document.data, path)) if key not in value]
            yield from ([((*path, key), _FILLS[0])] for key in absent if key in words)
            yield from ([((*path, key), _OUT)] for key in value if key in words)
        else:
            yield from ([(path, fill)] for fill in _FILLS)
