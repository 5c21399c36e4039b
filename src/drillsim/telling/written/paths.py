"""Owns what a parameter is called: ``hub.failover.works`` as "the chance that the hub switches over".

1. The keys limits, steps, units and options may be left out of a path, here as in files.
2. A parameter without words of its own is told by its path.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from drillsim.library.targets import UNWRITTEN_KEYS
from drillsim.model.relative import relative_of
from drillsim.telling.cells import closed_up
from drillsim.telling.language import _
from drillsim.telling.written.values import amount

if TYPE_CHECKING:
    from drillsim.model.relative import Relative
    from drillsim.telling.names import Names

CHANCES = {"works", "chance", "reach", "share", "keeps", "alarm", "clears", "level", "wrong"}
"""Last parts of a path whose bare number is a share."""
_TIMES = {"start", "end", "not_before", "not_after", "due", "ready", "cleared", "at", "starts", "ends"}
"""Last parts of a path that are moments or times of day."""


def path_words(path: str, names: Names) -> str:
    """The parameter in words; its path where it has none."""
    found = _found(path, names)
    if found is None:
        return path
    words, owner, part = found
    told = (
        names.in_sentence(f"{owner}.{part}")
        if names.kind(f"{owner}.{part}")
        else names.in_sentence(part)
        if part
        else ""
    )
    return closed_up(words.format(name=names.in_sentence(owner), part=told))


def setting_words(path: str, value: Any, names: Names) -> str:
    """That a parameter gets a value, or is changed by one."""
    change = relative_of(value)
    if change is not None:
        return closed_up(_changed(path, change).format(what=path_words(path, names), value=_by(change)))
    what, to = path_words(path, names), value_words(path, value, names)
    return closed_up(_("set {what} to {value}").format(what=what, value=to))


def _changed(path: str, change: Relative) -> str:
    """The sentence for what is multiplied, grows, shrinks or moves."""
    if change.sign == "x":
        return _("multiply {what} by {value}")
    if path.rpartition(".")[2] in _TIMES:
        return _("move {what} {value} later") if change.sign == "+" else _("move {what} {value} earlier")
    return _("raise {what} by {value}") if change.sign == "+" else _("lower {what} by {value}")


def _by(change: Relative) -> str:
    return change.by if change.sign == "x" else amount(change.by)


def value_words(path: str, value: Any, names: Names) -> str:
    """The value a parameter gets, in the reader's words."""
    if isinstance(value, list | tuple):
        return _(", ").join(value_words(path, each, names) for each in value)
    if isinstance(value, Mapping):
        return _(", ").join(f"{key} {value_words(path, each, names)}" for key, each in value.items())
    if value is None:
        return _("none")
    if isinstance(value, str) and names.kind(value):
        return names.in_sentence(value)
    word = _choice(str(value))
    return word or amount(
        value, is_share=path.rpartition(".")[2] in CHANCES and not str(value).startswith(("x", "+", "-"))
    )


def _choice(value: str) -> str:
    """The words for one of a parameter's choices."""
    return {
        "arrival": _("by arrival"),
        "due": _("by due time"),
        "amount": _("by amount"),
        "worst-first": _("worst first"),
        "never": _("never"),
        "none": _("none"),
        "unlimited": _("unlimited"),
        "waits": _("wait"),
        "abends": _("abend"),
        "both-abend": _("both abend"),
        "both-run": _("both run"),
        "manual": _("by hand"),
        "auto": _("by itself"),
        "shed": _("let the rest fail"),
        "slow": _("slow down"),
        "refuse": _("turn the rest away"),
        "collapse": _("collapse"),
    }.get(value, "")


def _found(path: str, names: Names) -> tuple[str, str, str] | None:
    """The words for a path, the thing it belongs to, and the part that stands for a star."""
    owner, _dot, rest = path.partition(".")
    keys = [key for key in rest.split(".") if key and key not in UNWRITTEN_KEYS]
    patterns = _patterns(names.kind(owner))
    if tuple(keys) in patterns:
        return patterns[tuple(keys)], owner, ""
    for place, key in enumerate(keys):
        words = patterns.get((*keys[:place], "*", *keys[place + 1 :]))
        if words is not None:
            return words, owner, key
    return None


def _patterns(kind: str) -> dict[tuple[str, ...], str]:
    """Words by the keys behind the id; what reads otherwise for one kind of thing comes last."""
    special: dict[str, dict[tuple[str, ...], str]] = {
        "backlog": {("order",): _("the order of {name}")},
        "route": {
            ("order",): _("the order in which messages by {name} are read"),
            ("reads",): _("the pace at which messages by {name} are read"),
            ("delay",): _("the delay of {name}"),
        },
        "role": {("reads", "*"): _("how long {name} leaves {part} unread")},
    }
    return {**_of_components(), **_of_work(), **_of_business(), **special.get(kind, {})}


def _of_components() -> dict[tuple[str, ...], str]:
    return {
        ("restart",): _("the restart time of {name}"),
        ("closed",): _("whether {name} is closed"),
        ("hours",): _("the hours of {name}"),
        ("capacity", "rate"): _("the capacity of {name}"),
        ("capacity", "above"): _("what {name} does above its capacity"),
        ("capacity", "after"): _("how long {name} bears too much load"),
        ("failover", "automatic"): _("the automatic switch of {name}"),
        ("failover", "works"): _("the success rate of the automatic switch of {name}"),
        ("failover", "switch"): _("the switching time of {name}"),
        ("failover", "back"): _("how {name} switches back"),
        ("failover", "detect"): _("the time until {name} notices a failure"),
        ("failover", "detect", "dead"): _("the time until {name} notices a dead member"),
        ("failover", "detect", "unstable"): _("the time until {name} notices an unstable member"),
        ("failover", "detect", "partial"): _("the time until {name} notices a member that works in part"),
        ("failover", "forced", "works"): _("the success rate of switching {name} by hand"),
        ("failover", "forced", "takes"): _("the duration of switching {name} by hand"),
        ("count",): _("the number of units of {name}"),
        ("stops", "*", "share"): _('the share of failed uses "{part}" that stop {name}'),
        ("stops", "*", "keeps"): _('the share of stops "{part}" in which {name} keeps the item'),
        ("back", "*"): _("the time {part} needs for a unit of {name}"),
        ("*", "capacity"): _("the capacity of {part}"),
        ("*", "used"): _("what is in {part}"),
        ("*", "drains"): _("what leaves {part}"),
        ("*", "alarm"): _("the alarm level of {part}"),
        ("*", "full"): _("what happens when {part} is full"),
        ("needs", "*", "load"): _("the load that {name} puts on {part}"),
        ("needs", "*", "hold"): _("how long {name} goes on without {part}"),
        ("needs", "*", "resume"): _("the time {name} needs to come back after {part}"),
    }


def _of_work() -> dict[tuple[str, ...], str]:
    return {
        ("takes",): _("the duration of {name}"),
        ("works",): _("the success rate of {name}"),
        ("people",): _("the people needed for {name}"),
        ("crew",): _("the crew of {name}"),
        ("items",): _("the number of items of {name}"),
        ("after",): _("what must be done before {name}"),
        ("chance",): _("the chance of {name}"),
        ("at",): _("the time of {name}"),
        ("do",): _("what {name} does"),
        ("not_before",): _("the earliest start of {name}"),
        ("not_after",): _("the latest start of {name}"),
        ("rerun", "after"): _("what must be done before {name} is run again"),
        ("clash", "then"): _("what {name} does when it meets another job"),
        ("slip", "chance"): _("the chance of a mis-step in {name}"),
        ("slip", "costs"): _("the time a mis-step in {name} costs"),
        ("*", "takes"): _("the duration of {part}"),
        ("*", "works"): _("the success rate of {part}"),
    }


def _of_business() -> dict[tuple[str, ...], str]:
    return {
        ("size",): _("the number of people in {name}"),
        ("duty",): _("the duty hours of {name}"),
        ("call_out",): _("the time until {name} comes after a call"),
        ("reach",): _("the chance of reaching {name}"),
        ("answers",): _("the time {name} needs to approve"),
        ("away",): _("when {name} is away"),
        ("deputy",): _("the deputy of {name}"),
        ("demand",): _("the demand at {name}"),
        ("due",): _("the due time of {name}"),
        ("patience",): _("how long customers of {name} wait"),
        ("start",): _("the start of {name}"),
        ("end",): _("the end of {name}"),
        ("served_by", "*"): _("the pace of {part} on {name}"),
        ("served_by", "*", "rate"): _("the pace of {part} on {name}"),
        ("served_by", "*", "hours"): _("the hours in which {part} works on {name}"),
    }
