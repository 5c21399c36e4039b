"""Owns what collections of cases are called, and in which order a newcomer meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.library.find import Entry

FIRST: Final = ("tutorial", "mizuho")
"""The collections that a newcomer looks for."""


def collection_name(entry: Entry) -> str:
    """What a collection is called; those of the user's own by their folder."""
    bundled = {
        "tutorial": _("to begin with"),
        "mizuho": _("the incidents of 2021 at Mizuho Bank"),
        "fsa": _("after cases that the Financial Services Agency published"),
        "boj": _("after examples that the Bank of Japan published"),
        "cyber": _("cyber attacks"),
    }
    return bundled.get(entry.collection, entry.collection) if entry.origin == "bundled" else entry.collection


def collection_rank(entry: Entry) -> tuple[bool, int, str]:
    """One's own files first, then what a newcomer begins with, then the rest by collection."""
    early = FIRST.index(entry.collection) if entry.collection in FIRST else len(FIRST)
    return (entry.origin == "bundled", early, entry.collection)
