"""Owns the short word for each state that a seat sees, and for how an observer judged."""

from __future__ import annotations

from functools import cache

from drillsim.telling.language import _, language_in_use


def state_word(state: str) -> str:
    """A state in at most twelve cells; that nothing was reported never reads as if all were well."""
    return _words(language_in_use()).get(state, state)


def missing_word(missing: str) -> str:
    """That a milestone has not come about: so far, or by the end."""
    return _("not by the end") if missing == "not-by-the-end" else _("not yet")


@cache
def _words(_lang: str) -> dict[str, str]:
    return {
        "": _("? no report"),
        "up": _("OK"),
        "degraded": _("PART"),
        "down": _("DOWN"),
        "out": _("OUT"),
        "trouble": _("TROUBLE"),
        "withheld": _("WITHHELD"),
        "closed": _("CLOSED"),
        "unstable": _("UNSTABLE"),
        "full": _("FULL"),
        "alarming": _("ALARM"),
        "below": _("OK"),
        "empty": _("EMPTY"),
        "waiting": _("WAITING"),
        "running": _("UNDER WAY"),
        "started": _("BEGUN"),
        "done": _("DONE"),
        "failed": _("FAILED"),
        "abended": _("FAILED"),
        "missed": _("MISSED"),
        "cancelled": _("CANCELLED"),
        "open": _("OPEN"),
        "approving": _("TO APPROVE"),
        "decided": _("DECIDED"),
        "effective": _("IN EFFECT"),
        "skipped": _("SKIPPED"),
        "owed": _("OWED"),
        "met": _("MET"),
        "late": _("MET LATE"),
    }


def rating_word(rating: str) -> str:
    """How an observer judged a criterion, in words; the code itself if it is none of ours."""
    return {"met": _("met"), "partly": _("met in part"), "missed": _("not met")}.get(rating, rating)
