"""From a name to models: find the file, read it, apply changes and settings, validate.

1. Changes come before settings, both before validation; the faults of both files are reported together.
2. What is loaded is sound. Who wants to know everything that is wrong examines instead: then a fault does not hide
   the others, and what is sound comes back with the gaps that were filled, so that more can be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from drillsim.library.changes import apply_changes, change_names
from drillsim.library.document import CaseDocument, Document, empty_document
from drillsim.library.find import Kind, find_file
from drillsim.library.paths import read_setting, set_path
from drillsim.library.problem import Problem
from drillsim.library.problems import FileProblems, in_order
from drillsim.library.reading import read_case, read_topology
from drillsim.library.salvage import EVERY_NAME, Gap, Model, lost_names, salvaged
from drillsim.library.targets import ids_in
from drillsim.library.validate import validate

if TYPE_CHECKING:
    from drillsim.library.targets import Side
    from drillsim.model import Scenario, Topology

Loaded = TypeVar("Loaded", "LoadedTopology", "Case")
Examined: TypeAlias = "tuple[Case | None, tuple[Problem, ...]]"
"""What is sound of a case, and everything that is wrong with it."""


@dataclass(frozen=True)
class LoadedTopology:
    """A topology and the document it was made from."""

    topology: Topology
    document: Document
    notices: tuple[Problem, ...] = ()
    """What the reader should know, such as an upgraded file."""
    gaps: tuple[Gap, ...] = ()
    """What was examined and found faulty, filled so that the rest can be judged; none in what was loaded."""

    @property
    def id(self) -> str:
        """The topology's own id."""
        return self.topology.id

    def __repr__(self) -> str:
        return f"LoadedTopology({self.id!r})"

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
    gaps: tuple[Gap, ...] = ()
    """What was examined and found faulty, filled so that the rest can be judged; none in what was loaded."""

    @property
    def id(self) -> str:
        """The scenario's own id."""
        return self.scenario.id

    def __repr__(self) -> str:
        changes = "".join(f" + {name}" for name in self.changes)
        return f"Case({self.id!r} on {self.topology.id!r}{changes})"

    @property
    def documents(self) -> CaseDocument:
        """The two documents, as `located` takes them."""
        return CaseDocument(self.topology_document, self.scenario_document)


def load_topology(name_or_path: str | Path, *, sets: Mapping[str, Any] | None = None) -> LoadedTopology:
    """The topology of a name or file, with settings made to it; of a scenario's file the topology it stands on."""
    return _sound(*examine_topology(name_or_path, sets=sets))


def load_scenario(
    name_or_path: str | Path, *, changes: str | Iterable[str] = (), sets: Mapping[str, Any] | None = None
) -> Case:
    """The case of a name or file, with changes and then settings made to it; one change may stand alone."""
    names = (changes,) if isinstance(changes, str) else changes
    return _sound(*examine_scenario(name_or_path, changes=names, sets=sets))


def load_documents(
    documents: CaseDocument, *, changes: Iterable[str] = (), sets: Mapping[str, Any] | None = None
) -> Case:
    """The case of two documents that were read before, with changes and then settings made to it."""
    return _sound(*_case(documents, [], [], tuple(changes), sets or {}, _judge()))


def examine_topology(
    name_or_path: str | Path, *, sets: Mapping[str, Any] | None = None
) -> tuple[LoadedTopology | None, tuple[Problem, ...]]:
    """The topology, as far as there is one, and everything that is wrong with its files."""
    from drillsim.model import Topology

    path, found = _path("topology", name_or_path), list[Problem]()
    try:
        documents, notices = read_topology(path, found)
        documents = _with_settings(documents, sets or {}, found)
    except FileProblems as error:
        return None, in_order([*found, *error.problems])
    topology, document, gaps = _examined(documents.topology, Topology, "topology", found)
    if topology is None:
        return None, in_order(found)
    return LoadedTopology(topology, document, tuple(notices), gaps), in_order(found)


def examine_scenario(
    name_or_path: str | Path, *, changes: Iterable[str] = (), sets: Mapping[str, Any] | None = None
) -> Examined:
    """The case, as far as there is one, and everything that is wrong with its files."""
    path, found = _path("scenario", name_or_path), list[Problem]()
    try:
        documents, notices = read_case(path, found)
    except FileProblems as error:
        return None, in_order([*found, *error.problems])
    return _case(documents, notices, found, tuple(changes), sets or {}, _judge())


def examine_what_ifs(name_or_path: str | Path) -> Iterator[tuple[str, Examined]]:
    """The case by itself (under no name), then with each of its changes; the files are read once."""
    path, found = _path("scenario", name_or_path), list[Problem]()
    try:
        documents, notices = read_case(path, found)
    except FileProblems as error:
        yield "", (None, in_order([*found, *error.problems]))
        return
    judge = _judge()
    yield "", _case(documents, notices, found, (), {}, judge)
    for name in change_names(documents):
        yield name, _case(documents, notices, found, (name,), {}, judge)


_Judge: TypeAlias = "Callable[[Document, type[Any], Side, list[Problem]], tuple[Any, Document, tuple[Gap, ...]]]"


def _case(
    documents: CaseDocument,
    notices: list[Problem],
    mended: list[Problem],
    names: tuple[str, ...],
    sets: Mapping[str, Any],
    judge: _Judge,
) -> Examined:
    from drillsim.model import Scenario, Topology

    found = [*mended]
    documents = _with_settings(apply_changes(documents, names, found), sets, found)
    topology, of_topology, gaps = judge(documents.topology, Topology, "topology", found)
    scenario, of_scenario, more = judge(documents.scenario, Scenario, "scenario", found)
    if topology is None or scenario is None:
        return None, in_order(found)
    lost = lost_names((*gaps, *more))
    found = [each for each in found if each.code not in _ABOUT_NAMES or not lost & _named(each)]
    if found and not ids_in(CaseDocument(of_topology, empty_document(""))):
        gaps = (Gap(("topology",), EVERY_NAME),)
    case = Case(topology, scenario, of_topology, of_scenario, tuple(notices), names, (*gaps, *more))
    return case, in_order(found)


_ABOUT_NAMES = ("unknown-path", "unknown-id")


def _named(problem: Problem) -> set[str]:
    """What a problem with a path or an id begins with."""
    return {str(problem.params.get(param, "")).partition(".")[0] for param in ("path", "name")}


def _judge() -> _Judge:
    """A judge of documents who remembers the first of each side: most changes leave one of the two as it is."""
    known: dict[str, tuple[Document, tuple[Any, Document, tuple[Gap, ...]], list[Problem]]] = {}

    def judge(document: Document, model: type[Any], side: Side, found: list[Problem]) -> Any:
        if side in known and known[side][0] is document:
            found += known[side][2]
            return known[side][1]
        its = list[Problem]()
        made = _examined(document, model, side, its)
        known.setdefault(side, (document, made, its))
        found += its
        return made

    return judge


def _examined(
    document: Document, model: type[Model], side: Side, found: list[Problem]
) -> tuple[Model | None, Document, tuple[Gap, ...]]:
    """The model of what is sound in a document; what is not is added to what was found."""
    try:
        return validate(document, model), document, ()
    except FileProblems as error:
        found += error.problems
    return salvaged(document, model, side)


def _sound(loaded: Loaded | None, problems: tuple[Problem, ...]) -> Loaded:
    """What was loaded, if nothing is wrong with it."""
    if loaded is None or problems:
        raise FileProblems(problems)
    return loaded


def _with_settings(case: CaseDocument, sets: Mapping[str, Any], found: list[Problem]) -> CaseDocument:
    for path, value in sets.items():
        origin = f"--set {path}={value}"
        try:
            case = set_path(case, path, read_setting(value, origin) if isinstance(value, str) else value, origin)
        except FileProblems as error:
            found += error.problems
    return case


def _path(kind: Kind, name_or_path: str | Path) -> Path:
    if isinstance(name_or_path, Path) and name_or_path.is_file():
        return name_or_path
    return find_file(kind, str(name_or_path))
