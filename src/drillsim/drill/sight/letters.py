"""Owns how a message that was read is shown: by its words in the files, or in the journal if it was given by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.drill.commands import HINT
from drillsim.drill.sight.snapshot import InboxRow
from drillsim.drill.until import moment_of
from drillsim.model.text import Text
from drillsim.model.times import parse_clock

if TYPE_CHECKING:
    from drillsim.drill.session import Drill
    from drillsim.drill.sight.known import Letter
    from drillsim.model.people import Inject, Signal


def inbox_row(drill: Drill, letter: Letter, message: Signal | Inject | None) -> InboxRow:
    """One message that was read."""
    if message is None:
        return _by_hand(drill, letter)
    number = drill.plan.rows[letter.message][1]
    slot = drill.plan.messages[number].estimate[1]
    answer_by = getattr(message, "answer_by", None)
    return InboxRow(
        message=letter.message,
        role=letter.role,
        at=letter.at,
        sent_at=letter.sent_at,
        route=message.by,
        sender=getattr(message, "from_", None) or "",
        says=message.says,
        estimate=drill.run.moment_of(slot) if slot >= 0 else None,
        answer_by=letter.sent_at + answer_by if answer_by is not None else None,
        record=letter.record,
    )


def _by_hand(drill: Drill, letter: Letter) -> InboxRow:
    """A message that somebody gave during the drill: its words stand in the journal."""
    given = drill.branches.commands(drill.branch.id)[int(letter.message.partition("/")[2])].data["do"]
    words = str(given.get("says", ""))
    return InboxRow(
        message=letter.message,
        role=letter.role,
        at=letter.at,
        sent_at=letter.sent_at,
        route=str(given.get("route", "")),
        sender=str(given.get("by", "")),
        says=Text(en=words, ja=words) if words else None,
        estimate=moment_of(drill.plan, parse_clock(given["estimate"])) if "estimate" in given else None,
        answer_by=None,
        record=letter.record,
        kind="hint" if given.get("kind") == HINT else "correction" if "corrects" in given else "message",
        corrects=str(given.get("corrects", "")),
    )
