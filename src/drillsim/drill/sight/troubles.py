"""Owns what a message says to be in trouble: the line or component whose numbers must be bad for it to be sent.

1. How badly is not known, nor since when before it was sent: that is all such a message says.
2. What every part of an `all` measures is in trouble; of an `any` only what all its parts measure that people see as
   such, so that a queue of notices beside it is but another way to notice the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.drill.sight.claims import TROUBLE, Claim
from drillsim.model.conditions import AllOf, AnyOf, HeldFor, Measure, MeasureTest, StateTest

if TYPE_CHECKING:
    from collections.abc import Container

    from drillsim.model.conditions import Test

_BAD_WHEN_MANY = frozenset({
    "failed", "turned_away", "wrong", "delayed", "overdue", "exposed", "kept", "stopped", "complaints", "outage",
    "outage_in_hours", "outage_longest", "below",
})  # fmt: skip
_OF_LIMITS = frozenset({"full", "alarming"})
"""States of a limit that are trouble of what has it."""


def troubles_of(when: Test | None, each: Measure | None, shown: Container[str]) -> tuple[Claim, ...]:
    """What a signal says to be in trouble, of the lines and components that are shown."""
    found = [] if when is None else _measured(when, shown)
    if each is not None and each.names[0] in _BAD_WHEN_MANY and each.subject in shown:
        found.append(each.subject)
    return tuple(Claim(subject, TROUBLE) for subject in dict.fromkeys(found))


def _measured(test: Test, shown: Container[str]) -> list[str]:
    """The lines and components that must be in trouble when a condition holds."""
    if isinstance(test, MeasureTest):
        return [test.measure.subject] if _is_bad(test) and test.measure.subject in shown else []
    if isinstance(test, StateTest):
        of_limit = test.part is not None and test.state in _OF_LIMITS and test.subject in shown
        return [test.subject] if of_limit else []
    if isinstance(test, AllOf):
        return [subject for part in test.parts for subject in _measured(part, shown)]
    if isinstance(test, HeldFor):
        return _measured(test.part, shown)
    if isinstance(test, AnyOf) and all(isinstance(part, MeasureTest) for part in test.parts):
        seen = [part for part in test.parts if isinstance(part, MeasureTest) and part.measure.subject in shown]
        subjects = {part.measure.subject for part in seen}
        return list(subjects) if len(subjects) == 1 and all(_is_bad(part) for part in seen) else []
    return []


def _is_bad(test: MeasureTest) -> bool:
    """Whether a number that passes such a test is bad news."""
    name = test.measure.names[0]
    if name == "level":
        return test.op in ("<", "<=")
    return name in _BAD_WHEN_MANY and test.op in (">", ">=")
