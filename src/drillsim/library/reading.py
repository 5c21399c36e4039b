"""From a file to documents: read it, lay overlays.

1. A topology may build on another with `extends`; the chain is laid from the oldest to the newest.
2. A scenario names its topology (`topology: megabank`), or brings one along in place, which may itself build on
   another. A file may also hold the two as `topology:` and `scenario:` side by side.
3. A fault that leaves no doubt about the rest, such as a key that stands twice, is mended if the caller takes it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drillsim.errors import DrillsimError
from drillsim.library.document import (
    CaseDocument,
    Document,
    Place,
    cut,
    edited,
    empty_document,
    span_at,
    subdocument,
    value_at,
    walk,
    without_key,
)  # fmt: skip
from drillsim.library.find import find_file
from drillsim.library.nearest import nearest_word
from drillsim.library.overlay import merge
from drillsim.library.problems import FileProblems, fault_place, problem
from drillsim.library.scalars import kind_of
from drillsim.library.source import read_document
from drillsim.library.targets import ids_in
from drillsim.library.upgrade import upgraded

if TYPE_CHECKING:
    from drillsim.library.problem import Problem

_PARTS = ("format", "topology", "scenario")
"""What may stand at the top of a file of two parts."""


def read_topology(path: Path, mended: list[Problem] | None = None) -> tuple[CaseDocument, list[Problem]]:
    """The document of a topology file, overlays laid, and what its reader should know."""
    document = read_document(path, mended)
    if "topology" in document.data:
        case, notices = read_case(path, mended)
        return replace(case, scenario=empty_document("")), notices
    topology, notices = _laid(document, path, (), mended)
    return CaseDocument(topology, empty_document("")), notices


def read_case(path: Path, mended: list[Problem] | None = None) -> tuple[CaseDocument, list[Problem]]:
    """The two documents of a scenario file, overlays laid, before any change; and what its reader should know."""
    document = read_document(path, mended)
    _refuse_other_files(document)
    try:
        topology, notices = _topology_under(document, path, mended)
    except FileProblems as error:
        if mended is None:
            raise
        mended += error.problems
        topology, notices = Document(document.name, {"id": "left-out"}, {}), []
    document, older = upgraded(document, _ids(topology))
    return CaseDocument(topology, _scenario_part(document, topology)), [*notices, *older]


def _topology_under(document: Document, path: Path, mended: list[Problem] | None) -> tuple[Document, list[Problem]]:
    """The topology that a scenario's file names or brings along, overlays laid."""
    named = document.data.get("topology")
    if isinstance(named, str):
        base, notices = _base(named, document, span_at(document, ("topology",)).value, path, (), mended)
    elif isinstance(named, dict):
        base, notices = _base_of(subdocument(document, ("topology",)), path, (), mended)
    elif "topology" in document.data:
        raise FileProblems([_wrong_kind("topology", document, named, "text", "map")])
    else:
        near = nearest_word("topology", document.data)
        key = span_at(document, (near,)).key if near else None
        missing = (
            problem("unknown-key", key, document.lines, hint="did-you-mean", key=near, near="topology")
            if key is not None
            else problem("missing-key-at-top", _top(document), document.lines, hint="name-topology", key="topology")
        )
        raise FileProblems([missing])
    document, _ = upgraded(document, _ids(base))
    topology = _over(base, subdocument(document, ("topology",)), mended) if isinstance(named, dict) else base
    if isinstance(value_at(document.data, ("scenario", "topology")), dict):
        topology = _over(topology, subdocument(document, ("scenario", "topology")), mended)
    return topology, notices


def _scenario_part(document: Document, topology: Document) -> Document:
    """The scenario of a file of one or two parts, its topology named by id."""
    span = span_at(document, ("topology",))
    if isinstance(document.data.get("scenario"), dict):
        document = subdocument(document, ("scenario",))
    return edited(without_key(document, "topology"), ("topology",), topology.data.get("id", ""), span)


def _refuse_other_files(document: Document) -> None:
    """A topology is no scenario, and beside two parts nothing else stands at the top."""
    data = document.data
    if isinstance(data.get("scenario"), dict):
        faults = [
            problem(
                "unknown-key",
                span_at(document, (key,)).key or span_at(document, (key,)).value,
                document.lines,
                hint="two-parts",
                key=key,
            )
            for key in data
            if key not in _PARTS
        ]
        if not isinstance(data["scenario"].get("topology", {}), dict):
            span = span_at(document, ("scenario", "topology"))
            faults.append(problem("topology-twice", span.key or span.value, document.lines, hint="topology-twice"))
        if faults:
            raise FileProblems(faults)
    elif "topology" not in data and "starts" not in data and ("components" in data or "lines" in data):
        raise FileProblems([problem("is-topology", _top(document), document.lines, hint="is-topology")])


def _top(document: Document) -> Place:
    place = span_at(document, ()).value
    return Place(place.file, place.line, place.column, place.line, place.column + 1)


def _laid(
    document: Document, path: Path, chain: tuple[Path, ...], mended: list[Problem] | None
) -> tuple[Document, list[Problem]]:
    """A topology's document on top of what it builds on."""
    base, notices = _base_of(document, path, chain, mended)
    document, older = upgraded(document, _ids(base))
    return _over(base, document, mended), [*notices, *older]


def _base_of(
    document: Document, path: Path, chain: tuple[Path, ...], mended: list[Problem] | None
) -> tuple[Document, list[Problem]]:
    """What a topology's `extends` names; nothing if it builds on nothing."""
    named = document.data.get("extends")
    if named is None:
        return empty_document(""), []
    if not isinstance(named, str):
        raise FileProblems([_wrong_kind("extends", document, named, "text")])
    return _base(named, document, span_at(document, ("extends",)).value, path, chain, mended)


def _base(
    named: str, document: Document, place: Place, path: Path, chain: tuple[Path, ...], mended: list[Problem] | None
) -> tuple[Document, list[Problem]]:
    try:
        found = find_file("topology", named, beside=path)
    except DrillsimError as error:
        params = {name: value for name, value in error.params.items() if name != "hint_code"}
        hint = str(error.params.get("hint_code", ""))
        raise FileProblems([problem(error.code, place, document.lines, hint=hint, params=params)]) from None
    chain = (*chain, path.resolve())
    if found.resolve() in chain:
        shown = " → ".join(each.name for each in (*chain, found))
        raise FileProblems([problem("extends-circle", place, document.lines, hint="extends-circle", chain=shown)])
    read = read_document(found, mended)
    return _laid(_topology_part(read), found, chain, mended)


def _topology_part(document: Document) -> Document:
    """The topology of a file that may hold a scenario beside it."""
    if not isinstance(document.data.get("topology"), dict):
        return document
    part = subdocument(document, ("topology",))
    written = document.data.get("format")
    return part if written is None else edited(part, ("format",), written, span_at(document, ("format",)))


def _over(base: Document, over: Document, mended: list[Problem] | None) -> Document:
    """An overlay on its base; a key left empty by oversight must not take anything out."""
    if not base.data:
        return over
    emptied = [path for path, node in walk(over.data) if node is None and path and span_at(over, path).value.is_empty()]
    faults = []
    for path in emptied:
        span = span_at(over, path)
        faults.append(
            problem("empty-value", span.key or span.value, over.lines, hint="empty-overlay", key=str(path[-1]))
        )
    if faults and mended is None:
        raise FileProblems(faults)
    for path in reversed(emptied):
        over = cut(over, path)
    if mended is not None:
        mended += faults
    return merge(base, over)


def _ids(topology: Document) -> list[str]:
    return ids_in(CaseDocument(topology, empty_document("")))


def _wrong_kind(key: str, document: Document, value: Any, *wanted: str) -> Problem:
    place = fault_place(document, (key,))
    return problem("wrong-kind", place, document.lines, name=key, kind=kind_of(value), wanted=wanted)
