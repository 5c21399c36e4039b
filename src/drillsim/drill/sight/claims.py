"""Owns what a message says about the state of things: what its condition asserts, as of the moment it was sent.

1. What must hold for a message to be sent is asserted by it: a state, each part of an `all`, what held `for` a while.
2. Of an `any` only this is asserted: one thing in one of several states. What does not hold asserts nothing.
3. A message that counts speaks of what it counts, without saying how that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.model.conditions import AllOf, AnyOf, HeldBy, HeldFor, MeasureTest, StateTest

if TYPE_CHECKING:
    from drillsim.model.conditions import Test
    from drillsim.model.people import Inject, Signal

OUT = "out"
"""Worse than it should be, nobody has said how much."""
TROUBLE = "trouble"
"""Its numbers are bad: whether and how far it is out, nobody has said."""
_WELL = frozenset({"up", "back", "empty"})
_ILL = frozenset({"down", "degraded", "withheld", "unstable"})


@dataclass(frozen=True, slots=True)
class Claim:
    """That something is in a state."""

    subject: str
    state: str
    ago: int = 0
    """For how long it has been so when the message is sent."""


def claims_of(test: Test) -> tuple[Claim, ...]:
    """Everything that a condition asserts when it holds."""
    if isinstance(test, StateTest):
        subject = f"{test.subject}.{test.part}" if test.part else test.subject
        return (Claim(subject, "up" if test.state == "back" else test.state),)
    if isinstance(test, AllOf):
        return tuple(claim for part in test.parts for claim in claims_of(part))
    if isinstance(test, HeldFor):
        return tuple(Claim(one.subject, one.state, one.ago + test.duration) for one in claims_of(test.part))
    if isinstance(test, HeldBy):
        return ()
    if isinstance(test, AnyOf):
        parts = [claims_of(part) for part in test.parts]
        subjects = {claim.subject for part in parts for claim in part}
        states = {claim.state for part in parts for claim in part}
        if len(subjects) == 1 and all(len(part) == 1 for part in parts) and states <= _ILL:
            return (Claim(subjects.pop(), OUT, min(part[0].ago for part in parts)),)
    return ()


def subjects_of(message: Signal | Inject) -> frozenset[str]:
    """What a message speaks of: what it asserts, and what it counts."""
    each = getattr(message, "each", None)
    counted = {each.subject} if each is not None else set()
    if message.when is None:
        return frozenset(counted)
    test = message.when.test
    return frozenset({*counted, *(claim.subject for claim in claims_of(test)), *_counted(test)})


def _counted(test: Test) -> frozenset[str]:
    """What must have reached some number for a condition to hold."""
    if isinstance(test, MeasureTest):
        return frozenset({test.measure.subject})
    if isinstance(test, AllOf):
        return frozenset(subject for part in test.parts for subject in _counted(part))
    return _counted(test.part) if isinstance(test, HeldFor) else frozenset()


def is_well(state: str) -> bool:
    """Whether a reported state is as it should be."""
    return state in _WELL
