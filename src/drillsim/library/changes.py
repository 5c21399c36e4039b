"""What-ifs: named changes of a case, applied in the order in which they are asked for.

Within one change: first `with` is laid over the case, then what `without` names is taken out, then `set` sets
values, then `decide` replaces choices.

1. A section of `with` goes where it belongs by its name: `components` to the topology, `decisions` to the scenario.
   In sections that both have, an id the topology already holds is the topology's; anything else is the scenario's.
2. `without` takes an id out of whichever section holds it, with what is only about it (see removal).
3. `decide` puts its rows in the place of all published choices of the same decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from drillsim.library.document import (
    CaseDocument,
    DataPath,
    Document,
    Place,
    cut,
    edited,
    holds,
    span_at,
    subdocument,
    value_at,
    walk,
    written_at,
)  # fmt: skip
from drillsim.library.nearest import nearest_first, nearest_word
from drillsim.library.overlay import merge
from drillsim.library.paths import set_path
from drillsim.library.problem import Problem
from drillsim.library.problems import FileProblems, problem
from drillsim.library.removal import choices_of, decision_of, without
from drillsim.library.targets import ids_in
from drillsim.library.validate import validate
from drillsim.model.relative import relative_of

TOPOLOGY_SECTIONS = (
    "calendar", "roles", "contingency_plan", "routes", "crews", "components", "lines", "backlogs", "jobs",
)  # fmt: skip
"""Sections that only a topology has."""
SHARED_SECTIONS = ("tasks", "signals", "events", "obligations")
"""Sections that both have."""


def change_names(case: CaseDocument) -> list[str]:
    """The names of the changes a case offers."""
    changes = case.scenario.data.get("what_ifs")
    return list(changes) if isinstance(changes, dict) else []


def apply_changes(case: CaseDocument, names: Iterable[str], found: list[Problem] | None = None) -> CaseDocument:
    """The case with the named changes made to it; what is wrong with them is added to what was found, or raised."""
    offered, faults = case, list[Problem]()
    for name in names:
        try:
            change = _change(offered, name)
        except FileProblems as error:
            faults += error.problems
            continue
        case = _applied(case, change, faults)
    if faults and found is None:
        raise FileProblems(faults)
    if found is not None:
        found += faults
    return case


def _change(case: CaseDocument, name: str) -> Document:
    """The change of a name, as a document; a malformed one is refused here."""
    from drillsim.model.scenario import WhatIf

    known = change_names(case)
    if name not in known:
        near = nearest_word(name, known)
        hint = "near-changes" if near else "known-changes" if known else "no-changes"
        asked = Place(f"--with {name}", 0, 0, 0, 0)
        shown = ", ".join(nearest_first(name, known))
        raise FileProblems([problem("unknown-change", asked, (), hint=hint, name=name, near=near, allowed=shown)])
    path: DataPath = ("what_ifs", name)
    document = subdocument(case.scenario, path)
    validate(document, WhatIf)
    return document


def _applied(case: CaseDocument, change: Document, faults: list[Problem]) -> CaseDocument:
    if change.data.get("with"):
        case = _with(case, subdocument(change, ("with",)))
    known = ids_in(case)
    steps: list[Callable[[CaseDocument], CaseDocument]] = [
        partial(without, name=name, span=span_at(change, ("without", index)), lines=change.lines, known=known)
        for index, name in enumerate(change.data.get("without") or ())
    ]
    for path, value in (change.data.get("set") or {}).items():
        written = written_at(change, ("set", path))
        asked = written if relative_of(written) is not None and not isinstance(value, str) else value
        steps.append(partial(set_path, path=path, value=asked, origin=span_at(change, ("set", path))))
    for step in steps:
        try:
            case = step(case)
        except FileProblems as error:
            faults += error.problems
    if change.data.get("decide"):
        case = replace(case, scenario=_decide(case.scenario, subdocument(change, ("decide",))))
    return case


def _with(case: CaseDocument, overlay: Document) -> CaseDocument:
    if not isinstance(overlay.data, dict):
        return case
    topology_paths: list[DataPath] = []
    for section, entries in overlay.data.items():
        if section in TOPOLOGY_SECTIONS:
            topology_paths.append((section,))
        elif section in SHARED_SECTIONS and isinstance(entries, dict):
            held = value_at(case.topology.data, (section,))
            topology_paths += [(section, name) for name in entries if isinstance(held, dict) and name in held]
    for path in topology_paths:
        case = replace(case, topology=merge(case.topology, only(overlay, path)))
        overlay = cut(overlay, path)
    emptied = [section for section in SHARED_SECTIONS if overlay.data.get(section) == {}]
    for section in emptied:
        overlay = cut(overlay, (section,))
    return replace(case, scenario=merge(case.scenario, overlay))


def only(document: Document, path: DataPath) -> Document:
    """A document with nothing but the node at a path, and the maps above it."""
    data = value_at(document.data, path)
    spans = {key: span for key, span in document.spans.items() if key[: len(path)] == path or path[: len(key)] == key}
    for part in reversed(path):
        data = {part: data}
    return Document(document.name, data, spans, document.lines)


def _decide(scenario: Document, choices: Document) -> Document:
    """The scenario with these published choices instead of its own for the same decisions."""
    decisions = {name for row in choices.data if (name := decision_of(row))}
    for index in reversed(choices_of(scenario, decisions)):
        scenario = cut(scenario, ("published", index))
    if not isinstance(scenario.data.get("published"), list):
        scenario = edited(scenario, ("published",), [], span_at(choices, ()))
    rows = [*scenario.data["published"], *choices.data]
    count = len(rows) - len(choices.data)
    spans = dict(scenario.spans)
    for path, _ in walk(choices.data):
        if path and path in choices.spans and isinstance(path[0], int):
            spans[("published", path[0] + count, *path[1:])] = choices.spans[path]
    data = {**scenario.data, "published": rows}
    assert holds(data, ("published",))
    return Document(scenario.name, data, spans, {**scenario.lines, **choices.lines})
