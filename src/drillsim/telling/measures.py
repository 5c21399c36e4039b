"""Owns what the numbers are called that the simulation keeps, and the forms of a tolerance.

1. In a table a number goes by one or two words; in a sentence by what is counted.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from drillsim.telling.cells import one_line
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.library import Case


def form_name(name: str) -> str:
    """A measure, or a form of a tolerance, in the reader's words; one of the writer's own as it is written."""
    return _forms(language_in_use()).get(name, name)


@cache
def _forms(_lang: str) -> dict[str, str]:
    return {
        "outage": _("outage"),
        "outage_in_hours": _("outage in hours"),
        "outage_longest": _("longest outage"),
        "below": _("time below the restored level"),
        "failed": _("failed"),
        "turned_away": _("turned away"),
        "wrong": _("wrong"),
        "waiting": _("waiting"),
        "delayed": _("delayed"),
        "overdue": _("overdue"),
        "exposed": _("exposed"),
        "customers": _("customers"),
        "complaints": _("complaints"),
        "amount": _("amount"),
        "ready": _("ready by"),
        "cleared": _("cleared by"),
    }


def measure_noun(kind: str, name: str) -> str:
    """What a measure of such a thing counts, as it stands in a sentence."""
    return (_of_kind(kind).get(name) or _of_items().get(name) or name) if name else ""


def number_of(kind: str, name: str) -> str:
    """What stands before "is more than": a count of things as the number of them."""
    noun = measure_noun(kind, name)
    return _("number of {items}").format(items=noun) if counts_items(kind, name) or kind in {"crew", "route"} else noun


def counts_items(kind: str, name: str) -> bool:
    """Whether a measure counts things, so that there may be none of them."""
    if (kind, name) == ("component", "wrong"):
        return False
    return name in _of_items() or name in {"stopped", "kept", "customers", "complaints"}


def _of_items() -> dict[str, str]:
    """What becomes of items, wherever they are counted."""
    return {
        "demand": _("items that came"),
        "served": _("served items"),
        "failed": _("failed items"),
        "turned_away": _("items turned away"),
        "wrong": _("wrong items"),
        "waiting": _("waiting items"),
        "delayed": _("delayed items"),
        "overdue": _("overdue items"),
        "exposed": _("exposed records"),
        "done": _("items done"),
    }


def _of_kind(kind: str) -> dict[str, str]:
    """What only some kinds of things have, or call otherwise."""
    kinds = {
        "line": {
            "outage": _("outage"),
            "outage_in_hours": _("outage in hours"),
            "outage_longest": _("longest outage"),
            "below": _("time below the restored level"),
            "level": _("share served"),
            "customers": _("customers hit"),
            "complaints": _("complaints"),
            "amount": _("amount"),
            "vs_usual": _("demand against the usual"),
        },
        "component": {
            "level": _("working level"),
            "wrong": _("share of wrong answers"),
            "load": _("load"),
            "stopped": _("stopped units"),
            "kept": _("items kept by machines"),
        },
        "limit": {"used": _("fill"), "share": _("share filled")},
        "backlog": {"oldest": _("age of the oldest item"), "amount": _("amount")},
        "crew": {"busy": _("people at work"), "free": _("people free")},
        "route": {"waiting": _("unread messages")},
    }
    of_work = {"share": _("share done")}
    return of_work if kind in {"job", "task", "step"} else kinds.get(kind, {})


def form_titles(case: Case) -> dict[tuple[str, str], str]:
    """What the writer calls forms of a tolerance of their own, by line and form."""
    lang = language_in_use()
    return {
        (line, name): one_line(form.title.in_language(lang))
        for line, written in case.topology.lines.items()
        for name, form in written.tolerance.named().items()
        if form.title is not None
    }
