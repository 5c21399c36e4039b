"""From a name to models: find the file, read it, lay overlays, apply changes and settings, validate.

1. A topology may build on another with `extends`; the chain is laid from the oldest to the newest.
2. A scenario names its topology (`topology: megabank`), or brings one along in place, which may itself build on
   another. A file may also hold the two as `topology:` and `scenario:` side by side.
3. Changes come before settings, both before validation; the faults of both files are reported together.
4. What is loaded is sound. Who wants to know everything that is wrong examines instead: then a fault that leaves no
   doubt about the rest, such as a key that stands twice, does not hide the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from drillsim.errors import DrillsimError
from drillsim.library.changes import apply_changes
from drillsim.library.document import (
    CaseDocument,
    Document,
    Place,
    edited,
    empty_document,
    span_at,
    subdocument,
    value_at,
    walk,
    without_key,
)  # fmt: skip
from drillsim.library.find import Kind, find_file
from drillsim.library.overlay import merge
from drillsim.library.paths import read_setting, set_path
from drillsim.library.problems import FileProblems, Problem, fault_place, in_order, problem
from drillsim.library.scalars import kind_of
from drillsim.library.source import read_document
from drillsim.library.targets import ids_in
from drillsim.library.upgrade import upgraded
from drillsim.library.validate import validate

if TYPE_CHECKING:
    from drillsim.model import Scenario, Topology

Loaded = TypeVar("Loaded", "LoadedTopology", "Case")
_PARTS = ("format", "topology", "scenario")
"""What may stand at the top of a file of two parts."""


@dataclass(frozen=True)
class LoadedTopology:
    """A topology and the document it was made from."""

    topology: Topology
    document: Document
    notices: tuple[Problem, ...] = ()
    """What the reader should know, such as an upgraded file."""

    @property
    def documents(self) -> CaseDocument:
        """The document as half of a case, as `located` takes it."""
        return CaseDocument(self.document, empty_document(""))


@dataclass(frozen=True)
class Case:
    """A topology with a scenario on it, and the documents they were made from."""

    topology: Topology
    scenario: Scenario
    topology_document: Document
    scenario_document: Document
    notices: tuple[Problem, ...] = ()
    """What the reader should know, such as an upgraded file."""
    changes: tuple[str, ...] = ()
    """The changes that were applied, in order."""

    @property
    def documents(self) -> CaseDocument:
        """The two documents, as `located` takes them."""
        return CaseDocument(self.topology_document, self.scenario_document)


def load_topology(name_or_path: str | Path, *, sets: Mapping[str, Any] | None = None) -> LoadedTopology:
    """The topology of a name or file, with settings made to it; of a scenario's file the topology it stands on."""
    return _sound(*examine_topology(name_or_path, sets=sets))


def load_scenario(
    name_or_path: str | Path, *, changes: Iterable[str] = (), sets: Mapping[str, Any] | None = None
) -> Case:
    """The case of a name or file, with changes and then settings made to it."""
    return _sound(*examine_scenario(name_or_path, changes=changes, sets=sets))


def examine_topology(
    name_or_path: str | Path, *, sets: Mapping[str, Any] | None = None
) -> tuple[LoadedTopology | None, tuple[Problem, ...]]:
    """The topology, as far as there is one, and everything that is wrong with its files."""
    from drillsim.model import Topology

    path, mended = _path("topology", name_or_path), list[Problem]()
    try:
        documents, notices = read_topology(path, mended)
        documents = _with_settings(documents, sets or {})
        topology = validate(documents.topology, Topology)
    except FileProblems as error:
        return None, in_order([*mended, *error.problems])
    return LoadedTopology(topology, documents.topology, tuple(notices)), in_order(mended)


def examine_scenario(
    name_or_path: str | Path, *, changes: Iterable[str] = (), sets: Mapping[str, Any] | None = None
) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case, as far as there is one, and everything that is wrong with its files."""
    names, path, mended = tuple(changes), _path("scenario", name_or_path), list[Problem]()
    try:
        read, notices = read_case(path, mended)
        documents = _with_settings(apply_changes(read, names), sets or {})
        topology, scenario = _validated(documents)
    except FileProblems as error:
        return None, in_order([*mended, *error.problems])
    case = Case(topology, scenario, documents.topology, documents.scenario, tuple(notices), names)
    return case, in_order(mended)


def _sound(loaded: Loaded | None, problems: tuple[Problem, ...]) -> Loaded:
    """What was loaded, if nothing is wrong with it."""
    if loaded is None or problems:
        raise FileProblems(problems)
    return loaded


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
    named = document.data.get("topology")
    span = span_at(document, ("topology",))
    if isinstance(named, str):
        base, notices = _base(named, document, span.value, path, (), mended)
    elif isinstance(named, dict):
        base, notices = _base_of(subdocument(document, ("topology",)), path, (), mended)
    else:
        raise FileProblems([_wrong_kind("topology", document, named, "text", "map")])
    document, older = upgraded(document, _ids(base))
    topology = _over(base, subdocument(document, ("topology",))) if isinstance(named, dict) else base
    if isinstance(value_at(document.data, ("scenario", "topology")), dict):
        topology = _over(topology, subdocument(document, ("scenario", "topology")))
    return CaseDocument(topology, _scenario_part(document, topology)), [*notices, *older]


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
    if "topology" not in data:
        raise FileProblems(
            [problem("missing-key-at-top", _top(document), document.lines, hint="name-topology", key="topology")]
        )


def _top(document: Document) -> Place:
    place = span_at(document, ()).value
    return Place(place.file, place.line, place.column, place.line, place.column + 1)


def _laid(
    document: Document, path: Path, chain: tuple[Path, ...], mended: list[Problem] | None
) -> tuple[Document, list[Problem]]:
    """A topology's document on top of what it builds on."""
    base, notices = _base_of(document, path, chain, mended)
    document, older = upgraded(document, _ids(base))
    return _over(base, document), [*notices, *older]


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


def _over(base: Document, over: Document) -> Document:
    """An overlay on its base; a key left empty by oversight must not take anything out."""
    if not base.data:
        return over
    faults = [
        problem("empty-value", span.key or span.value, over.lines, hint="empty-overlay", key=str(path[-1]))
        for path, node in walk(over.data)
        if node is None and path and (span := span_at(over, path)).value.is_empty()
    ]
    if faults:
        raise FileProblems(faults)
    return merge(base, over)


def _ids(topology: Document) -> list[str]:
    return ids_in(CaseDocument(topology, empty_document("")))


def _wrong_kind(key: str, document: Document, value: Any, *wanted: str) -> Problem:
    place = fault_place(document, (key,))
    return problem("wrong-kind", place, document.lines, name=key, kind=kind_of(value), wanted=wanted)


def _with_settings(case: CaseDocument, sets: Mapping[str, Any]) -> CaseDocument:
    for path, value in sets.items():
        origin = f"--set {path}={value}"
        case = set_path(case, path, read_setting(value, origin) if isinstance(value, str) else value, origin)
    return case


def _validated(documents: CaseDocument) -> tuple[Topology, Scenario]:
    """Both models, or the faults of both files together."""
    from drillsim.model import Scenario, Topology

    problems: list[Problem] = []
    topology = scenario = None
    try:
        topology = validate(documents.topology, Topology)
    except FileProblems as error:
        problems += error.problems
    try:
        scenario = validate(documents.scenario, Scenario)
    except FileProblems as error:
        problems += error.problems
    if topology is None or scenario is None:
        raise FileProblems(problems)
    return topology, scenario


def _path(kind: Kind, name_or_path: str | Path) -> Path:
    if isinstance(name_or_path, Path) and name_or_path.is_file():
        return name_or_path
    return find_file(kind, str(name_or_path))
