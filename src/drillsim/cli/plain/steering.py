"""Owns how a facilitator steers line by line: faults, messages and hints, now, at a time or on a condition.

1. What can be done now can wait: `at 10:30 do {fail: core}`, `when core down for 10m then tell ROLE TEXT`.
2. What waits has a number, by which it is withdrawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from drillsim.cli.plain.passing import condition
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.cli.plain.seat import Seat

THEN: Final = (" then ", " ならば ")
_DO, _TELL, _HINT, _SEND = ("do",), ("tell", "伝える"), ("hint", "助言"), ("send",)


def do(seat: Seat, rest: str) -> None:
    """Brings an effect about that was typed."""
    seat.submit(_command("do", rest), by=seat.role)


def tell(seat: Seat, rest: str) -> None:
    """Sends a message in words of one's own."""
    seat.submit(_command("tell", rest), by=seat.role)


def hint(seat: Seat, rest: str) -> None:
    """Gives a role a hint."""
    seat.submit(_command("hint", rest), by=seat.role)


def at(seat: Seat, rest: str) -> None:
    """Lets an effect or a message wait for its time."""
    words = rest.split()
    place = next((place for place, word in enumerate(words) if word.lower() in (*_DO, *_TELL, *_HINT, *_SEND)), 0)
    if not place:
        raise CommandRefused(_("a time needs something that is done then"), _("write at 10:30 do {fail: COMPONENT}"))
    verb, what = words[place], rest.split(None, place + 1)[place + 1 :]
    seat.submit({**_command(verb, "".join(what)), "at": " ".join(words[:place])}, by=seat.role)


def when(seat: Seat, rest: str) -> None:
    """Lets an effect or a message wait until a condition holds."""
    word = next((word for word in THEN if word in rest), None)
    if word is None:
        raise CommandRefused(
            _("a condition needs something that is done then"), _("write when core down then do {fail: COMPONENT}")
        )
    text, _word, what = rest.partition(word)
    verb, _space, more = what.strip().partition(" ")
    seat.submit({**_command(verb, more), "when": condition(text.strip())}, by=seat.role)


def _command(verb: str, rest: str) -> dict[str, Any]:
    """The command that a verb and what follows it mean."""
    from drillsim.library.source import parse_value

    if verb.lower() in _DO:
        return {"do": parse_value(rest, "do").data}
    if verb.lower() in _SEND:
        return {"do": {"send": rest.strip()}}
    if verb.lower() not in (*_TELL, *_HINT):
        raise CommandRefused(_("'{word}' is not known here").format(word=verb), _("write do, tell, hint or send"))
    role, _space, text = rest.strip().partition(" ")
    if not text.strip():
        raise CommandRefused(_("a message needs words"), _("write tell ROLE TEXT"))
    command = {"tell": role, "says": text.strip()}
    return {**command, "kind": "hint"} if verb.lower() in _HINT else command


def correct(seat: Seat, rest: str) -> None:
    """Tells whoever was told an estimate that it is another time now."""
    from drillsim.drill.steering import correction

    message, clock, text = [*rest.split(None, 2), "", "", ""][:3]
    if not clock:
        raise CommandRefused(_("this corrects no estimate"), _("write correct MESSAGE 10:15 TEXT"))
    seat.submit(correction(seat.drill.plan, message, clock, text), by=seat.role)


def skip(seat: Seat, rest: str) -> None:
    """Closes an open question without a choice."""
    seat.submit({"skip": rest}, by=seat.role)


def withdraw(seat: Seat, rest: str) -> None:
    """Takes back what waits for its moment."""
    seat.submit({"withdraw": rest}, by=seat.role)


def pending(seat: Seat, _rest: str) -> None:
    """Tells what waits for its moment."""
    seat.check_facilitator()
    rows = seat.sight.look().pending
    for row in rows:
        moment = _("when {condition}").format(condition=row.when) if row.at is None else seat.telling.clock(row.at)
        what = f"{', '.join(row.to)}: {row.effect}" if row.what == "tell" else row.effect
        seat.say(_("{number}  {moment}: {what}").format(number=row.number, moment=moment, what=what))
    if not rows:
        seat.say(_("Nothing waits."))


def faults(seat: Seat, rest: str) -> None:
    """Tells what can be brought about on a thing."""
    seat.check_facilitator()
    from drillsim.drill.steering import faults_of

    found = faults_of(seat.drill.case, seat.drill.plan, rest)
    if not found:
        raise CommandRefused(_("there is nothing called '{name}'").format(name=rest), _("see them with: systems"))
    for fault in found:
        effect = ", ".join(f"{key}: {value}" for key, value in fault.effect.items())
        seat.say(f"do {{{effect}}}  # {fault.title}")


def reserves(seat: Seat, _rest: str) -> None:
    """Tells which messages are held in reserve."""
    seat.check_facilitator()
    for row in seat.sight.look().reserves:
        seat.say(f"send {row.inject}" + (f"  # {_('sent already')}" if row.sent else ""))
