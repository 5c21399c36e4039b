"""Owns what is said of a thing in a state: that it is so, that it is not so, that it has been so for a time.

1. What reads alike for every kind of thing stands under the state alone; a kind that reads otherwise has its own row.
2. Japanese ends each in a plain form, so that what follows ("when", "until", "and") can be put behind any of them.
"""

from __future__ import annotations

from typing import NamedTuple

from drillsim.telling.language import _


class StateWords(NamedTuple):
    """The three things that can be said."""

    holds: str
    fails: str
    held: str


def state_words(kind: str, state: str) -> StateWords | None:
    """The words for a state of such a kind of thing."""
    words = {**_systems(), **_work(), **_people()}
    return words.get(f"{kind} {state}") or words.get(state)


def _systems() -> dict[str, StateWords]:
    """Components, limits, lines and backlogs."""
    return {
        "up": StateWords(_("{name} is up"), _("{name} is not up"), _("{name} has been up for {time}")),
        "line up": StateWords(
            _("{name} is available"), _("{name} is not available"), _("{name} has been available for {time}")
        ),
        "back": StateWords(_("{name} is back"), _("{name} is not back yet"), _("{name} has been back for {time}")),
        "down": StateWords(_("{name} is down"), _("{name} is not down"), _("{name} has been down for {time}")),
        "degraded": StateWords(
            _("{name} works only in part"),
            _("{name} is not limited to a part of its work"),
            _("{name} has worked only in part for {time}"),
        ),
        "line degraded": StateWords(
            _("{name} is only partly available"),
            _("{name} is not limited to a part of its customers"),
            _("{name} has been only partly available for {time}"),
        ),
        "unstable": StateWords(
            _("{name} is unstable"), _("{name} is not unstable"), _("{name} has been unstable for {time}")
        ),
        "withheld": StateWords(
            _("{name} is switched off"), _("{name} is not switched off"), _("{name} has been switched off for {time}")
        ),
        "component withheld": StateWords(
            _("{name} is kept out of use"),
            _("{name} is not kept out of use"),
            _("{name} has been kept out of use for {time}"),
        ),
        "line withheld": StateWords(
            _("{name} is withheld from customers"),
            _("{name} is not withheld from customers"),
            _("{name} has been withheld from customers for {time}"),
        ),
        "closed": StateWords(
            _("{name} is outside its hours"),
            _("{name} is within its hours"),
            _("{name} has been outside its hours for {time}"),
        ),
        "full": StateWords(_("{name} is full"), _("{name} is not full"), _("{name} has been full for {time}")),
        "alarming": StateWords(
            _("{name} is at its alarm level"),
            _("{name} is below its alarm level"),
            _("{name} has been at its alarm level for {time}"),
        ),
        "empty": StateWords(
            _("nothing waits in {name}"),
            _("something waits in {name}"),
            _("nothing has waited in {name} for {time}"),
        ),
        "on": StateWords(
            _("{name} is running on {other}"),
            _("{name} is not running on {other}"),
            _("{name} has been running on {other} for {time}"),
        ),
    }


def _work() -> dict[str, StateWords]:
    """Jobs, tasks and their steps."""
    return {
        "waiting": StateWords(
            _("{name} is waiting"), _("{name} is not waiting"), _("{name} has been waiting for {time}")
        ),
        "running": StateWords(
            _("{name} is under way"), _("{name} is not under way"), _("{name} has been under way for {time}")
        ),
        "done": StateWords(_("{name} has been done"), _("{name} has not been done"), _("{name} was done {time} ago")),
        "abended": StateWords(_("{name} has abended"), _("{name} has not abended"), _("{name} abended {time} ago")),
        "missed": StateWords(
            _("{name} was too late to start"),
            _("{name} was not too late to start"),
            _("{name} was too late to start {time} ago"),
        ),
        "failed": StateWords(_("{name} has not succeeded"), _("{name} has not failed"), _("{name} failed {time} ago")),
        "stalled": StateWords(
            _("{name} is making no progress"),
            _("{name} is making progress"),
            _("{name} has made no progress for {time}"),
        ),
    }


def _people() -> dict[str, StateWords]:
    """Messages, decisions, obligations, events and crews."""
    return {
        "sent": StateWords(_("{name} has been sent"), _("{name} has not been sent"), _("{name} was sent {time} ago")),
        "known": StateWords(_("{name} is known"), _("{name} is not known"), _("{name} has been known for {time}")),
        "known to": StateWords(
            _("{other} knows of {name}"),
            _("{other} does not know of {name}"),
            _("{other} has known of {name} for {time}"),
        ),
        "decided": StateWords(
            _("{name} has been decided"), _("{name} has not been decided"), _("{name} was decided {time} ago")
        ),
        "decided on": StateWords(
            _("{other} has been chosen for {name}"),
            _("{other} has not been chosen for {name}"),
            _("{other} was chosen for {name} {time} ago"),
        ),
        "owed": StateWords(_("{name} is owed"), _("{name} is not owed"), _("{name} has been owed for {time}")),
        "met": StateWords(_("{name} has been met"), _("{name} has not been met"), _("{name} was met {time} ago")),
        "obligation missed": StateWords(
            _("{name} has been missed"), _("{name} has not been missed"), _("{name} was missed {time} ago")
        ),
        "happened": StateWords(_("{name} has happened"), _("{name} has not happened"), _("{name} happened {time} ago")),
        "called": StateWords(
            _("{name} has been called in"), _("{name} has not been called in"), _("{name} was called in {time} ago")
        ),
        "present": StateWords(_("{name} is there"), _("{name} is not there"), _("{name} has been there for {time}")),
    }
