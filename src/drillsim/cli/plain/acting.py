"""Owns how somebody takes part in a drill line by line: decisions, effects, messages, notes and marks.

1. A decision needs a second line that holds the word of confirmation and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.cli.plain.seat import Seat

CONFIRM: Final = frozenset({"confirm", "決定"})
BECAUSE: Final = (" because ", " なぜなら ")


def decide(seat: Seat, rest: str) -> None:
    """Decides, once it is confirmed."""
    choice, why = rest, ""
    for word in BECAUSE:
        if word in rest:
            choice, _word, why = rest.partition(word)
            break
    words = choice.split()
    seen = {row.decision: row for row in seat.sight.look().decisions}
    if len(words) != 2:
        raise CommandRefused(_("this is not a choice"), _("write decide QUESTION OPTION because REASON"))
    by = seen[words[0]].role if words[0] in seen and not seat.is_facilitator else seat.role
    said = seat.read(_("Write confirm to decide {choice}: ").format(choice=" ".join(words)))
    if said is None or said.strip().lower() not in CONFIRM:
        seat.say(_("Not decided."))
        return
    seat.submit({"decide": " ".join(words)}, by=by, why=why.strip())


def work(verb: str) -> Callable[[Seat, str], None]:
    """What brings about an effect that is one word and a name: work, a message, a call."""

    def act(seat: Seat, rest: str) -> None:
        seat.submit({"do": {verb: rest}}, by=seat.role)

    return act


def note(seat: Seat, rest: str) -> None:
    """Writes a note into the journal."""
    if not rest:
        raise CommandRefused(_("a note needs words"), _("write note TEXT"))
    seat.drill.note(rest, by=seat.role)
    seat.say(_("Noted."))


def mark(seat: Seat, rest: str) -> None:
    """Marks what an observer saw of an objective."""
    objective, number, text = [*rest.split(None, 2), "", "", ""][:3]
    if not number.isdigit():
        raise CommandRefused(_("this is not an observation"), _("write mark OBJECTIVE NUMBER TEXT"))
    seat.drill.mark(objective, int(number) - 1, text, by=seat.role)
    seat.say(_("Noted."))
