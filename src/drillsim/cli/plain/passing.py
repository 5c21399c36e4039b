"""Owns how time passes in a drill line by line, and how one goes back to try something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.drill.until import advance_until, next_decision, next_event, pass_time, to_the_end
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.model.quantities import parse_duration
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.cli.plain.seat import Seat


def wait(seat: Seat, rest: str) -> None:
    """Lets so much time pass."""
    try:
        takes = parse_duration(rest or "1m")
    except ValueError as error:
        raise CommandRefused(str(error), _("write wait 10m, or until 10:15")) from None
    _pass(seat, seat.drill.now + takes)
    seat.tell_time()


def until(seat: Seat, rest: str) -> None:
    """Lets time pass to a moment, to the next question, to the end, or until something holds."""
    words = rest.lower()
    if words in {"", "next decision", "decision", "次の判断"}:
        if not next_decision(seat.drill, seat.sight):
            raise CommandRefused(_("no question follows up to the end"), _("write until end to go there all the same"))
    elif words in {"end", "終了"}:
        if not to_the_end(seat.drill, seat.sight):
            seat.say(_("Stopped: a question is open."))
    elif (at := seat.clock_time(rest)) is not None:
        if at < seat.drill.now:
            raise CommandRefused(_("that moment has passed"), _("go back with: back 10:15"))
        _pass(seat, at)
    elif not advance_until(seat.drill, seat.sight, condition(rest)):
        seat.say(_("It did not come to that up to the end."))
    seat.tell_time()


def _pass(seat: Seat, to: int) -> None:
    if pass_time(seat.drill, seat.sight, to):
        seat.say(_("Stopped: a question is open."))


def condition(text: str) -> object:
    """A condition as it was typed: words, or a map in braces."""
    from drillsim.library.source import parse_value

    return parse_value(text, "condition").data if text.startswith("{") else text


def stops(seat: Seat, rest: str) -> None:
    """Lets questions stop the time that passes, or not."""
    wanted = {"on": True, "オン": True, "off": False, "オフ": False}.get(rest.lower())
    if wanted is None:
        raise CommandRefused(_("'{text}' is neither on nor off").format(text=rest), _("write stops on, or stops off"))
    seat.drill.set_clock(paused=seat.drill.clock.paused, pauses_on_decision=wanted)
    seat.say(_("Questions stop the time.") if wanted else _("Questions do not stop the time."))


def step(seat: Seat, _rest: str) -> None:
    """Lets time pass to the next thing that this seat hears of."""
    if not next_event(seat.drill, seat.sight):
        seat.say(_("Nothing more is heard of up to the end."))
    seat.tell_time()


def back(seat: Seat, rest: str) -> None:
    """Goes back to a moment."""
    at = seat.clock_time(rest)
    if at is None:
        raise CommandRefused(_("'{text}' is no clock time").format(text=rest), _("write back 10:15"))
    seat.drill.rewind(at)
    seat.stand()


def fork(seat: Seat, rest: str) -> None:
    """Goes on from here on another branch."""
    seat.drill.fork(rest)
    seat.stand()


def name(seat: Seat, rest: str) -> None:
    """Calls a branch something else, or nothing."""
    branch, _space, title = rest.partition(" ")
    if not branch:
        raise CommandRefused(_("this names no branch"), _("write name B TITLE"))
    seat.drill.name(branch, title.strip())
    seat.say(_("Branch {branch} is called {title}.").format(branch=branch, title=title.strip() or "-"))


def switch(seat: Seat, rest: str) -> None:
    """Goes on on another branch."""
    seat.drill.switch(rest)
    seat.stand()
