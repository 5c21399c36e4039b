"""Taking things out of a case by id, as `without` does.

1. An id is taken out of whichever section holds it; a decision takes its published choices with it.
2. What is only about it goes with it: effects on it, and what lay hidden in it.
3. What else names it stands, and keeps the change from being made: the places are told together, at the `without`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from drillsim.library.document import CaseDocument, DataPath, Document, Span, cut, span_at, value_at, walk
from drillsim.library.nearest import nearest_word
from drillsim.library.problems import FileProblems, problem
from drillsim.library.targets import document_of, ids_in, places_of_id

if TYPE_CHECKING:
    from drillsim.library.load import Case
    from drillsim.library.problem import Problem

_LISTS_OF_EFFECTS = ("do", "then", "else", "full", "leaves")
_ABOUT_NAMES = ("finding/unknown-near", "finding/unknown-name")


def without(
    case: CaseDocument, name: str, span: Span, lines: Mapping[str, tuple[str, ...]], known: Collection[str] = ()
) -> CaseDocument:
    """The case without an id and what is only about it; `span` is where that is asked for, `known` what there was."""
    places = places_of_id(case, name)
    if not places and name not in known:  # it may have gone with another
        near = nearest_word(name, ids_in(case))
        hint = "did-you-mean" if near else ""
        raise FileProblems([problem("unknown-id", span.value, lines, hint=hint, name=name, near=near)])
    for side, path in places:
        document = cut(document_of(case, side), path)
        if path[0] == "decisions":
            for index in reversed(choices_of(document, {name})):
                document = cut(document, ("published", index))
        case = replace(case, **{side: document})
    return _without_effects_on(case, name)


def _without_effects_on(case: CaseDocument, name: str) -> CaseDocument:
    hidden = []
    for side in ("topology", "scenario"):
        document: Document = getattr(case, side)
        for path in reversed([at for at, node in walk(document.data) if _is_effect(at) and _acts_on(node, name)]):
            if path[:1] == ("given",) and len(path) == 2:
                hidden.append(str(path[1]))
            document = cut(document, path)
        case = replace(case, **{side: document})
    for gone in hidden:  # what was hidden in it is named elsewhere perhaps, in turn
        case = _without_effects_on(case, gone)
    return case


def _is_effect(path: DataPath) -> bool:
    """Whether an effect may stand at a path: in a list of effects, or hidden by itself."""
    in_list = len(path) > 1 and isinstance(path[-1], int) and path[-2] in _LISTS_OF_EFFECTS
    return in_list or (len(path) == 2 and path[0] == "given")


def _acts_on(node: Any, name: str) -> bool:
    targets = [node[verb] for verb in _verbs() if verb in node] if isinstance(node, dict) else []
    return any(isinstance(target, str) and target.partition(".")[0] == name for target in targets)


@cache
def _verbs() -> tuple[str, ...]:
    from drillsim.model.effects import VERBS

    return tuple(VERBS)


def choices_of(scenario: Document, decisions: Collection[str]) -> list[int]:
    """The positions of the published choices of some decisions."""
    rows = scenario.data.get("published")
    return [index for index, row in enumerate(rows if isinstance(rows, list) else ()) if decision_of(row) in decisions]


def decision_of(row: Any) -> str | None:
    """The decision of which a published row says how it was taken."""
    chosen = row.get("decided") if isinstance(row, Mapping) else None
    return chosen.split()[0] if isinstance(chosen, str) and chosen.strip() else None


def told_together(problems: Iterable[Problem], case: Case) -> Iterator[Problem]:
    """The problems of a case; those that name what its changes took out become one for each of these."""
    taken = dict(_taken_out(case))
    still: dict[str, list[Problem]] = {}
    for each in problems:
        name = str(each.params.get("name", "")).partition(".")[0]
        if each.code in _ABOUT_NAMES and name in taken:
            still.setdefault(name, []).append(each)
        else:
            yield each
    for name, its in still.items():
        shown = ", ".join(dict.fromkeys(f"{each.file}:{each.line}" for each in its))
        yield problem(
            "still-named", taken[name].value, case.scenario_document.lines, hint="still-named",
            name=name, places=shown,
        )  # fmt: skip


def _taken_out(case: Case) -> Iterator[tuple[str, Span]]:
    """The ids that the changes of a case take out, with where they say so."""
    for change in case.changes:
        path: DataPath = ("what_ifs", change, "without")
        for index, name in enumerate(value_at(case.scenario_document.data, path) or ()):
            yield str(name), span_at(case.scenario_document, (*path, index))
