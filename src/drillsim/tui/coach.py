"""Owns the lessons of the tutorial: one sentence at a time, and when it has been taken to heart.

1. The lessons are data; whether one is done is a function of what is seen, what time it is and which keys were used.
2. Nothing here stops anybody: whoever does more than was asked is ahead, and the coach follows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.drill import Snapshot

TUTORIAL: Final = "tutorial"
"""The scenario that is coached."""
_LATER_MS: Final = 30 * 60_000


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody has come to."""

    seen: Snapshot
    is_running: bool
    branches: int
    did: frozenset[str]
    """The actions that were used, by id."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to do."""

    says: Callable[[], str]
    """The sentence; the key of an action stands in it by the id of the action."""
    is_done: Callable[[Progress], bool]


def _decided(progress: Progress) -> bool:
    return any(row.state in {"approving", "decided", "effective", "skipped"} for row in progress.seen.decisions)


def _took_effect(progress: Progress) -> bool:
    return any(
        row.state == "effective" or (row.chosen and progress.seen.time >= row.asked_at + _LATER_MS)
        for row in progress.seen.decisions
    )


LESSONS: Final = (
    Lesson(
        lambda: _("You are in the crisis room of a small bank, and the clock stands. Press {pause}: let time pass."),
        lambda progress: progress.is_running or progress.seen.time > 0,
    ),
    Lesson(
        lambda: _("All is quiet. Press {next-event} to go on to the next thing that you are told."),
        lambda progress: bool(progress.seen.inbox),
    ),
    Lesson(
        lambda: _("A message has come in. You know only what you are told. Press {next-unread} to read it."),
        lambda progress: _decided(progress) or ("next-unread" in progress.did and bool(progress.seen.inbox)),
    ),
    Lesson(
        lambda: _("A question waits for you (esc closes the message). Press {decide} to see what can be done."),
        lambda progress: _decided(progress) or ("decide" in progress.did and bool(progress.seen.decisions)),
    ),
    Lesson(
        lambda: _("Press a digit for an option, write why, then F10 decides. Enter alone never does; esc thinks on."),
        _decided,
    ),
    Lesson(
        lambda: _("Decided. Now it takes its time. Press {next-event} or {pause} until it has taken effect."),
        _took_effect,
    ),
    Lesson(
        lambda: _("{panel(1)}: each line with its tolerance. {path} shows what the line under the cursor hangs on."),
        lambda progress: "path" in progress.did or progress.seen.ended,
    ),
    Lesson(
        lambda: _("Let the clock run to the end ({pause}, {faster}): then what came of it opens by itself."),
        lambda progress: progress.seen.ended or progress.branches > 1,
    ),
    Lesson(
        lambda: _("Would another answer have been better? {back} goes back to a moment before it, as a new branch."),
        lambda progress: progress.branches > 1,
    ),
    Lesson(
        lambda: _("The first branch is kept. Decide otherwise, go on to the end, then {branches} compares the two."),
        lambda progress: "branches" in progress.did and progress.seen.ended,
    ),
    Lesson(
        lambda: _("That is all there is to know. {help} tells every key, {leave} leaves; everything is kept."),
        lambda _progress: False,
    ),
)


def lesson_after(number: int, progress: Progress) -> int:
    """The number of the lesson that comes next: those that are done are passed over."""
    while number < len(LESSONS) - 1 and LESSONS[number].is_done(progress):
        number += 1
    return number


def lesson_words(number: int, keys: Mapping[str, str]) -> str:
    """What a lesson says, with the keys as this person has them."""
    words = LESSONS[number].says()
    for action, key in keys.items():
        words = words.replace(f"{{{action}}}", key)
    return words
