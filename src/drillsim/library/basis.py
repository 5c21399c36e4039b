"""Whether every number has a basis, and every basis a number.

1. A key of `basis` is a path (it stands for all that is below it) or a pattern in which * stands for a part or for some
   of its letters; `*` alone stands for everything. A topology's basis is about the topology, a scenario's about both.
2. A key that leads nowhere is a mistake. A number that no key covers is told of in the file that wrote it.
3. Counted are amounts of every kind; moments, windows, what was published and what a what-if tries are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from drillsim.library.document import CaseDocument, DataPath, Document, span_at, walk
from drillsim.library.known import SIDES, known_paths
from drillsim.library.paths import near_paths
from drillsim.library.problems import problem
from drillsim.library.targets import Side, document_of, find_targets, is_text
from drillsim.library.values import is_amount

if TYPE_CHECKING:
    from drillsim.library.problem import Problem

EVERYTHING = "*"
_NOT_COUNTED = ("format", "basis", "published", "what_ifs", "questions", "starts", "ends")
_NAMES_SHOWN = 5
Covered = tuple[Side, DataPath]


def check_keys(case: CaseDocument, side: Side, lost: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """The keys of a file's basis that lead nowhere; not those that may only seem to because of another mistake."""
    document = document_of(case, side)
    for key in _keys(document):
        span = span_at(document, ("basis", key))
        if span.value.file != document.name or key.partition(".")[0] in lost or list(_covered(case, side, key)):
            continue
        near = [path for path in near_paths(case, key) if not path.startswith("basis.")]
        hint = "near-paths" if len(near) > 1 else "did-you-mean" if near else "paths"
        yield problem(
            "unknown-path", span.key or span.value, document.lines, hint=hint, path=key,
            near="".join(near[:1]), several=", ".join(near),
        )  # fmt: skip


def check_numbers(case: CaseDocument, file: str) -> Iterator[Problem]:
    """The numbers that a file writes without saying where they come from, as one warning."""
    keys = [(side, key) for side in SIDES for key in _keys(document_of(case, side))]
    bare: list[tuple[Document, DataPath]] = []
    for side in reversed(SIDES):
        document = document_of(case, side)
        if any(key == EVERYTHING and its in (side, "scenario") for its, key in keys):
            continue
        covered = {at for its, key in keys for on, at in _covered(case, its, key) if on == side}
        for path, value in walk(document.data):
            is_covered = any(path[:size] in covered for size in range(1, len(path) + 1))
            if _is_number(path, value) and not is_covered and span_at(document, path).value.file == file:
                bare.append((document, path))
    if bare:
        document, first = bare[0]
        names = [".".join(map(str, path)) for _, path in bare[:_NAMES_SHOWN]]
        more = len(bare) - len(names)
        yield problem(
            "no-basis-more" if more else "no-basis", span_at(document, first).value, document.lines, hint="no-basis",
            severity="warning", several=", ".join(names), more=more,
        )  # fmt: skip


def _keys(document: Document) -> list[str]:
    basis = document.data.get("basis")
    return [str(key) for key in basis] if isinstance(basis, dict) else []


def _covered(case: CaseDocument, side: Side, key: str) -> Iterator[Covered]:
    """The places that a key stands for."""
    if key == EVERYTHING:
        yield side, ()
        return
    found = find_targets(case, key)
    if not found and EVERYTHING in key:
        matching = [path for path in known_paths(case) if fnmatchcase(path, key)]
        found = [target for path in matching for target in find_targets(case, path)]
    for target in found:
        if side in ("scenario", target.side):
            yield target.side, target.path


def _is_number(path: DataPath, value: Any) -> bool:
    return (
        bool(path) and path[0] not in _NOT_COUNTED and not is_text(path) and not is_text(path[:-1]) and is_amount(value)
    )
