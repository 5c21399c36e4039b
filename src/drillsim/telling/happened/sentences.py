"""Owns the sentence that each kind of record is told with, in the reader's language.

1. A sentence is found by the record's kind, or by kind and a word of its detail: ``switch-blocked:needs``.
2. Records hold codes and values; every word is written here, and in the catalogue for Japanese.
"""

from __future__ import annotations

from drillsim.telling.language import _


def sentences() -> dict[str, str]:
    """Every sentence by kind and variant, in the language in use."""
    return {**_supply(), **_switching(), **_lines(), **_work(), **_people(), **_story()}


def _supply() -> dict[str, str]:
    """Components: faults, levels, what fills up, what is overloaded."""
    return {
        "level": _("{name} works at {level}"),
        "level:down": _("{name} goes down"),
        "level:up": _("{name} works fully"),
        "level:wrong": _("{name} works at {level}, and {wrong} of its answers are wrong"),
        "kept": _("{name} still works at {level}, but now for another reason"),
        "kept:down": _("{name} stays down, but now for another reason"),
        "kept:wrong": _("{name} still gives wrong answers, but now for another reason"),
        "kept:contained": _("{name} stays at {level}, but now the rest is turned away"),
        "failed": _("{name} fails"),
        "failed:units": _("units of {name} fail: {count}"),
        "degraded": _("{name} is degraded to {level}"),
        "destabilised": _("{name} becomes unstable"),
        "corrupted": _("{name} begins to give wrong answers"),
        "exposed": _("records of {name} lie open to somebody who should not see them"),
        "repaired": _("{name} is repaired"),
        "repaired:started": _("{name} is started by hand"),
        "broke": _("{name} breaks at random"),
        "withheld": _("{name} is withheld"),
        "released": _("{name} is released"),
        "opened": _("{name} opens for its hours"),
        "closed": _("{name} closes for its hours"),
        "holding": _("{name} goes on for {time} without what it needs"),
        "restarting": _("{name} restarts, which takes {time}"),
        "resuming": _("{name} takes {time} to come back after what it needs"),
        "unit-failed": _("a unit of {name} fails; failed so far: {count}"),
        "stopped": _("units of {name} that have stopped: {count} ({percent}%)"),
        "alarm": _("{name} reaches its alarm level: {used} of {capacity}"),
        "full": _("{name} is full: {capacity}"),
        "cleared": _("{name} is no longer full"),
        "reset": _("{name} is emptied"),
        "overloaded": _("{name} gets more than it can take: {load} against {rate}"),
        "overloaded:demand": _("{name} gets more than it can take: {load} against {rate}, since more comes to {lines}"),
        "overloaded:collapsed": _("{name} collapses under its load"),
        "relieved:recovered": _("{name} comes back from its collapse"),
        "relieved": _("{name} gets no more than it can take: {load} against {rate}"),
    }


def _switching() -> dict[str, str]:
    """Standby pairs."""
    return {
        "detected": _("{name} notices that the member in use has failed"),
        "detected:dead": _("{name} notices that the member in use is dead"),
        "detected:unstable": _("{name} notices that the member in use is unstable"),
        "detected:partial": _("{name} notices that the member in use works only in part"),
        "switching": _("{name} switches to {member}"),
        "switched": _("{name} runs on {member}"),
        "switch-failed": _("{name} does not switch over: the switch does not work"),
        "switch-failed:forced": _("the switch of {name} by hand brings nothing: no member that works is left"),
        "switch-blocked": _("{name} cannot switch over"),
        "switch-blocked:needs": _("{name} cannot switch over: what the switch itself needs is down"),
        "switch-blocked:no-member": _("{name} cannot switch over: no other member works"),
        "switch-blocked:manual": _("{name} does not switch over: its automatic switch is off"),
        "switch-blocked:never": _("{name} does not notice this way of failing"),
    }


def _lines() -> dict[str, str]:
    """Business lines and their tolerances."""
    return {
        "line-level": _("{name} serves {level} of its customers"),
        "line-level:down": _("{name} serves nobody"),
        "line-level:up": _("{name} serves all its customers"),
        "line-level:wrong": _("{name} serves {level} of its customers, and gives {wrong} of them wrong answers"),
        "queue-level": _("what {name} needs works at {level}; items are accepted and wait"),
        "queue-level:down": _("what {name} needs is down; items are accepted and wait"),
        "queue-level:up": _("what {name} needs works again"),
        "queue-kept": _("what {name} needs still works at {level} only, but now for another reason"),
        "queue-kept:down": _("what {name} needs is still down, but now for another reason"),
        "line-kept": _("{name} still serves {level} of its customers, but now for another reason"),
        "line-kept:down": _("{name} still serves nobody, but now for another reason"),
        "line-kept:wrong": _("{name} still gives {wrong} of its customers wrong answers, but now for another reason"),
        "line-kept:contained": _("{name} still serves {level} of its customers, but now the others are turned away"),
        "out": _("{name} is out: {level} of its customers are served"),
        "out:contained": _("{name} is out, in an orderly way: customers are turned away; {level} are served"),
        "restored": _("{name} is restored, since {since}, after {time}"),
        "used-half": _("{name} has used half of its tolerance: {form}, {allowed} allowed"),
        "used-most": _("{name} has used 80% of its tolerance: {form}, {allowed} allowed"),
        "breached": _("{name} breaches its tolerance: {form}, {allowed} allowed"),
        "ready": _("{name} keeps its deadline: {form}"),
        "not-ready": _("{name} misses its deadline: {form}"),
        "overdue": _("{name}: items past their due time: {count}"),
        "surged": _("more demand comes to {name}"),
        "surged:by": _("demand at {name} grows to {factor} of the usual"),
        "surged:add": _("{rate} more come to {name}"),
        "diverted": _("{share} of what comes to {name} is sent on to {to}"),
        "moved": _("waiting items that leave {name}: {count}"),
    }


def _work() -> dict[str, str]:
    """Jobs, tasks and the people who do them."""
    return {
        "started": _("{name} starts"),
        "waiting": _("{name} waits"),
        "paused": _("{name} stands still"),
        "resumed": _("{name} goes on"),
        "slipped": _("a mis-step in {name} costs {time} more"),
        "stepped": _("the step {name} is done"),
        "done": _("{name} is done"),
        "work-failed": _("{name} does not succeed"),
        "abended": _("{name} abends"),
        "missed": _("{name} is too late to start"),
        "cancelled": _("{name} is cancelled"),
        "cancelled:next": _("the next occurrence of {name} is cancelled"),
        "stalled": _("{name} makes no progress"),
        "due": _("{name} was due by {clock} and is not done"),
        "called": _("{name} is called in"),
        "arrived": _("{name} arrives; people there now: {count}"),
        "unreached": _("{name} is not reached"),
        "on-duty": _("{name} comes on duty"),
        "off-duty": _("{name} goes off duty"),
    }


def _people() -> dict[str, str]:
    """Messages, decisions and obligations."""
    return {
        "sent": _("message sent: {name}"),
        "lost": _("message lost: {name}"),
        "lost:withheld": _("message not sent, it is switched off: {name}"),
        "lost:chance": _("message not sent, as luck would have it: {name}"),
        "lost:needs": _("message not sent, what it needs is down: {name}"),
        "known": _("{role} reads: {name}"),
        "known:command": _("{name} is told something by word of mouth"),
        "asked": _("{role} is asked: {name}"),
        "chosen": _("{name}: {option} is chosen, and {role} must approve"),
        "decided": _("decided: {name}: {option}"),
        "effective": _("in effect: {name}: {option}"),
        "skipped": _("skipped without a choice: {name}"),
        "refused": _("{name}: {option} is refused"),
        "refused:forbidden": _("{name}: {option} is refused, it is forbidden"),
        "refused:condition": _("{name}: {option} is refused, its condition does not hold"),
        "refused:not-asked": _("{name}: {option} is refused, nobody has asked"),
        "refused:already-decided": _("{name}: {option} is refused, it has been decided already"),
        "refused:too-late": _("{name} is not started: it is too late"),
        "refused:rerun-after": _("{name} may not be rerun yet: other work must come first"),
        "refused:rerun-when": _("{name} may not be rerun: the condition for it does not hold"),
        "owed": _("{role} owes: {name}, by {clock}"),
        "met": _("met in time: {name}"),
        "met:late": _("met late: {name}"),
        "missed-obligation": _("missed: {name}, due {clock}"),
    }


def _story() -> dict[str, str]:
    """What the scenario and its players put in."""
    return {
        "began": _("the scenario begins"),
        "happened": _("it happens: {name}"),
        "held": _("it lies hidden: {name}"),
        "criterion": _("criterion met: {condition}"),
        "milestone": _("as published: {condition}"),
        "set": _("{path} is set to {value}"),
        "undone": _("an effect on {name} ends: {verb}"),
        "command": _("command: {what}, {name}"),
        "command:decide": _("{by} chooses “{option}”: {name}"),
        "command:tell": _("command: a message is given"),
        "command:skip": _("command: the question is skipped, {name}"),
        "planned": _("inject {number} is planned: {what}, {name}"),
        "planned:tell": _("inject {number} is planned: a message"),
        "withdrawn": _("inject {waits} is withdrawn"),
    }
