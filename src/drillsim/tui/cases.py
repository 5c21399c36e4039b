"""Owns what somebody can begin with: the cases that are found, in groups, and those that fit what is looked for.

Everything here comes from the index of files; no case is loaded for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from drillsim.telling.collections import collection_name, collection_rank
from drillsim.telling.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drillsim.library.index import Listed
    from drillsim.library.tolerances import Allowed

ALL: Final = "all"
OWN: Final = "own"
TUTORIAL: Final = "tutorial"
KEPT: Final = "kept"
"""The group that holds drills instead of cases."""
HOUR_MS: Final = 3_600_000
LENGTHS: Final = {
    "": (0, 1 << 62),
    "short": (0, 6 * HOUR_MS),
    "day": (6 * HOUR_MS, 24 * HOUR_MS),
    "long": (24 * HOUR_MS, 1 << 62),
}
"""By name: from which length on, and below which."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for."""

    words: str = ""
    group: str = ALL
    length: str = ""
    lang: str = ""

    def in_group(self, groups: Sequence[str], by: int) -> Sought:
        """The same in a group further on."""
        return replace(self, group=_further(self.group, groups, by))

    def of_length(self) -> Sought:
        """The same of the next length, and of any after the last."""
        return replace(self, length=_further(self.length, tuple(LENGTHS)))

    def written_in(self) -> Sought:
        """The same in the next language, and in any after the last."""
        return replace(self, lang=_further(self.lang, ("", *LANGUAGES)))


def _further(value: str, values: Sequence[str], by: int = 1) -> str:
    return values[(values.index(value) + by) % len(values)]


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case as a list shows it."""

    listed: Listed
    allowed: tuple[Allowed, ...]
    """What each line may lose, wherever its topology lies."""

    @property
    def key(self) -> str:
        """What it is chosen by."""
        return str(self.listed.entry.path)

    @property
    def group(self) -> str:
        """The group it belongs to."""
        entry = self.listed.entry
        return entry.collection or OWN if entry.origin == "bundled" else OWN


def case_entries(listed: Sequence[Listed], *, tutorial_first: bool = False) -> tuple[CaseEntry, ...]:
    """The cases among the files, in the order in which a newcomer meets them; the tutorial even before one's own."""
    topologies = {each.entry.id: each.summary.allowed for each in listed if each.entry.kind == "topology"}
    cases = [
        CaseEntry(each, each.summary.allowed or topologies.get(each.summary.topology, ()))
        for each in listed
        if each.entry.kind == "scenario"
    ]

    def rank(case: CaseEntry) -> tuple[bool, bool, int, str, str]:
        entry = case.listed.entry
        return (not (tutorial_first and case.group == TUTORIAL), *collection_rank(entry), entry.id)

    return tuple(sorted(cases, key=rank))


def groups_of(cases: Iterable[CaseEntry]) -> tuple[str, ...]:
    """Every group that there is: all, those of the cases in their order, and the drills that were held."""
    return (ALL, *dict.fromkeys(case.group for case in cases), KEPT)


def cases_sought(cases: Iterable[CaseEntry], sought: Sought) -> list[CaseEntry]:
    """The cases that fit what somebody looks for."""
    low, high = LENGTHS[sought.length]
    words = sought.words.casefold().split()
    return [
        case
        for case in cases
        if sought.group in {ALL, case.group}
        and (not sought.length or low <= (case.listed.summary.length_ms or 0) < high)
        and (not sought.lang or sought.lang in case.listed.summary.told or sought.lang in case.listed.entry.title)
        and _holds_all(case, words)
    ]


def _holds_all(case: CaseEntry, words: Sequence[str]) -> bool:
    entry, summary = case.listed.entry, case.listed.summary
    lines = (title for each in case.allowed for title in each.title.values())
    told = (entry.id, entry.name, *entry.title.values(), *summary.told.values(), collection_name(entry), *lines)
    text = " ".join(told).casefold()
    return all(word in text for word in words)
