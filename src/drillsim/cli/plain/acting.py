"""Owns how somebody takes part in a drill line by line: decisions, effects, messages, notes and marks.

1. A decision needs a second line that holds the word of confirmation and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from drillsim.engine.kernel.errors import CommandRefused
from drillsim.library.nearest import nearest_word
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.cli.plain.seat import Seat

CONFIRM: Final = frozenset({"confirm", "決定"})
SURE: Final = frozenset({"sure", "確信"})
LEVELS: Final = {"low": "low", "低": "low", "medium": "medium", "中": "medium", "high": "high", "高": "high"}
BECAUSE: Final = (" because ", " なぜなら ")


def decide(seat: Seat, rest: str) -> None:
    """Decides, once it is confirmed."""
    choice, why = rest, ""
    for word in BECAUSE:
        if word in rest:
            choice, _word, why = rest.partition(word)
            break
    words, sure = _how_sure(choice.split())
    seen = {row.decision: row for row in seat.sight.look().decisions}
    if len(words) != 2:
        raise CommandRefused(_("this is not a choice"), _("write decide QUESTION OPTION sure high because REASON"))
    by = seen[words[0]].role if words[0] in seen and not seat.is_facilitator else _deputy(seat, words[0])
    if not by and not seat.is_facilitator:
        near = nearest_word(words[0], list(seen))
        hint = _("did you mean '{name}'?").format(name=near) if near else _("see what was asked with: questions")
        raise CommandRefused(_("'{name}' has not been asked yet").format(name=words[0]), hint)
    said = seat.read(_("Write confirm to decide {choice}: ").format(choice=" ".join(words)))
    if said is None or said.strip().lower() not in CONFIRM:
        seat.say(_("Not decided."))
        return
    seat.submit({"decide": " ".join(words)}, by=by, why=why.strip(), confidence=sure)


def _deputy(seat: Seat, decision: str) -> str:
    """Who of this seat may answer a question that is put to somebody else; nobody by name if there is none."""
    case = seat.drill.case
    row = case.scenario.decisions.get(decision)
    deputy = case.topology.roles[row.to].deputy if row is not None else None
    return deputy if deputy is not None and deputy in seat.sight.roles else ""


def _how_sure(words: list[str]) -> tuple[list[str], str]:
    """The words of a choice, and how sure somebody said to be."""
    if len(words) < 2 or words[-2].lower() not in SURE:
        return words, ""
    if words[-1].lower() not in LEVELS:
        raise CommandRefused(
            _("'{word}' is not how sure one can be").format(word=words[-1]), _("write low, medium or high")
        )
    return words[:-2], LEVELS[words[-1].lower()]


def work(verb: str) -> Callable[[Seat, str], None]:
    """What brings about an effect that is one word and a name: work, a message, a call."""

    def act(seat: Seat, rest: str) -> None:
        seat.submit({"do": {verb: rest}}, by=seat.role)

    return act


def note(seat: Seat, rest: str) -> None:
    """Writes a note into the journal."""
    if not rest:
        raise CommandRefused(_("a note needs words"), _("write note TEXT"))
    seat.note(rest)


def mark(seat: Seat, rest: str) -> None:
    """Marks what an observer saw of an objective."""
    objective, number, text = [*rest.split(None, 2), "", "", ""][:3]
    if not number.isdigit():
        raise CommandRefused(_("this is not an observation"), _("write mark OBJECTIVE NUMBER TEXT"))
    seat.mark(objective, int(number) - 1, text)
