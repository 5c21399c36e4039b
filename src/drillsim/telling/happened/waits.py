"""Owns how it is said what work that is not done waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling.cells import closed_up
from drillsim.telling.figures import NOTHING, clock, count
from drillsim.telling.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine import Plan, Recovery, Unfinished, Wait


def state_words(state: str) -> str:
    """How far work has come that is not done."""
    known = {"not-begun": _("not begun"), "stopped": _("stopped"), "running": _("running")}
    return known[state]


def waits_told(plan: Plan, waits: Wait, name: Callable[[str], str]) -> str:
    """What something waits for, or when it is done; `name` says what a thing is called."""
    if not waits.reason:
        return NOTHING if waits.until is None else _("done at {clock}").format(clock=clock(plan, waits.until))
    crew, busy_with = (waits.names[:1], waits.names[1:]) if waits.people else ((), ())
    patterns = {
        "withheld": _("its release: it is withheld"),
        "hours": _("its hours"),
        "needs": _("{names} to be up"),
        "time": _("its time, {clock}"),
        "after": _("the end of {names}"),
        "clash": _("the end of {names}, beside which it must not run"),
        "too-few": _("{people} of {crew}; there are only {there}"),
        "not-called": _("{people} of {crew}: {there} there, nobody was called"),
        "called": _("{people} of {crew}: {there} there, more were called"),
        "busy": _("{people} of {crew}, busy with {busy}") if busy_with else _("{people} of {crew}, busy"),
    }
    told = patterns[waits.reason].format(
        names=", ".join(map(name, waits.names)),
        clock=NOTHING if waits.until is None else clock(plan, waits.until),
        people=count(waits.people),
        crew=", ".join(map(name, crew)),
        there=count(waits.there),
        busy=", ".join(map(name, busy_with)),
    )
    return closed_up(told)


def recovery_told(plan: Plan, recovery: Recovery, name: Callable[[str], str]) -> list[tuple[int | None, str]]:
    """What a recovery waits for, each in a sentence, with the moment since when."""
    work = [(one.since, _work_told(plan, one, name)) for one in recovery.unfinished]
    approve, answer = _("{name} was answered and waits for approval"), _("{name} was asked and nobody has answered")
    asked = [
        (one.asked, closed_up((approve if one.to_approve else answer).format(name=name(one.decision))))
        for one in recovery.unanswered
    ]
    return [*work, *asked]


def _work_told(plan: Plan, one: Unfinished, name: Callable[[str], str]) -> str:
    subject, waits = name(one.step or one.subject), waits_told(plan, one.waits, name)
    if one.state == "running":
        return closed_up(_("{name} is under way: {waits}").format(name=subject, waits=waits))
    if not one.waits.reason:
        return closed_up(_("{name} makes no progress").format(name=subject))
    if one.state == "stopped":
        return closed_up(_("{name} has stopped and waits for {waits}").format(name=subject, waits=waits))
    return closed_up(_("{name} has not begun and waits for {waits}").format(name=subject, waits=waits))
