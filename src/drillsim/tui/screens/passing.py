"""Owns how time is led on the screen: on to something, back to a moment, and from one branch to another.

1. Whoever goes back goes on as a new branch; nothing is overwritten, so Enter is enough.
2. What may be compared is known to everybody who sits there already: the facilitator, or all when it is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from drillsim.drill.comparing import compare_branches
from drillsim.drill.until import advance_until, moment_of, next_decision, to_the_end
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.model.quantities import parse_duration
from drillsim.model.times import parse_clock
from drillsim.telling import figures
from drillsim.telling.language import _
from drillsim.tui.painting.branching import branch_notes, branch_tree, compared_rows
from drillsim.tui.painting.story import LATEST, is_quiet
from drillsim.tui.screens.flows import fill, follow, pick
from drillsim.tui.screens.forms import Form
from drillsim.tui.screens.modals import Asking, Pick, Picking

if TYPE_CHECKING:
    from drillsim.drill import Drill, Sight
    from drillsim.tui.screens.drill import DrillScreen

_NEXT = frozenset({"", "next", "next question", "next decision", "次", "次の判断"})
_END = frozenset({"end", "終了"})
_TYPED = "typed"


def go_to(screen: DrillScreen) -> None:
    """Asks how far time is to pass."""
    explained = "\n".join(
        (
            _("10:15, d+1 06:00    to a time of the clock"),
            _("+30m, +2h           so much further"),
            _("core down for 10m   until it holds, as far as is known here"),
            _("next, end           to the next question, to the end"),
        )
    )

    def take(written: str) -> None:
        if not screen.seat.step(partial(pass_to, written)):
            screen.app.tell(_("It did not come to that up to the end."))

    screen.app.push_screen(
        Asking(_("On to a time, or until something holds"), explained, take), lambda _done: screen.show_all()
    )


def pass_to(written: str, drill: Drill, sight: Sight) -> bool:
    """Lets time pass as far as a line says; whether it came to that."""
    if written.casefold() in _NEXT:
        if next_decision(drill, sight):
            return True
        raise CommandRefused(_("no question follows up to the end"), _("write end to go there all the same"))
    if written.casefold() in _END:
        to_the_end(drill, sight)
        return True
    at = _later(drill, written) if written.startswith("+") else _clock_time(drill, written)
    if at is None:
        return advance_until(drill, sight, written)
    if at < drill.now:
        raise CommandRefused(_("that moment has passed"), _("go back with: ["))
    return drill.advance(at) == at


def _later(drill: Drill, written: str) -> int:
    try:
        return drill.now + parse_duration(written[1:].strip())
    except ValueError as error:
        raise CommandRefused(str(error)) from None


def _clock_time(drill: Drill, written: str) -> int | None:
    try:
        return moment_of(drill.plan, parse_clock(written))
    except ValueError:
        return None


def next_question(screen: DrillScreen) -> None:
    """On to the next question; to the end, where none follows, only once that is confirmed."""
    followed: list[bool] = []
    if screen.attempt(lambda: followed.append(screen.seat.step(next_decision))) and not any(followed):
        follow(screen, _to_the_end)


async def _to_the_end(screen: DrillScreen) -> None:
    told = _("If nobody does anything, nothing more is asked here up to the end at {clock}.").format(
        clock=screen.lexicon.moment(screen.seat.drill.plan.horizon)
    )

    def go(_written: Mapping[str, str]) -> None:
        screen.seat.step(to_the_end)

    await fill(screen, Form(_("No question follows"), told, _("on to the end, and the scenario is over"), go))


# -- going back -------------------------------------------------------------------------------------------------------


def back(screen: DrillScreen) -> None:
    """Lists what happened, to go back to."""
    follow(screen, _back)


async def _back(screen: DrillScreen) -> None:
    picks = [Pick(_TYPED, _("A time of the clock")), *_moments(screen)]
    chosen = await pick(screen, _("Back to which moment?"), picks)
    if chosen == _TYPED:
        explained = _("10:15, d+1 06:00; it must have come already")
        screen.app.push_screen(Asking(_("Back to which moment?"), explained, partial(_back_to_typed, screen)))
    elif chosen is not None:
        _name_branch(screen, int(chosen))


def _moments(screen: DrillScreen) -> Iterator[Pick]:
    """What stands out of what happened, the latest first."""
    lexicon = screen.lexicon
    told = [record for record in screen.seat.seen.timeline if not is_quiet(record)]
    for record in reversed(told[-LATEST:]):
        yield Pick(str(record.time), f"{lexicon.moment(record.time)}  {lexicon.sentence(record)}")


def _back_to_typed(screen: DrillScreen, written: str) -> None:
    drill = screen.seat.drill
    try:
        at = moment_of(drill.plan, parse_clock(written))
    except ValueError as error:
        raise CommandRefused(str(error)) from None
    if at > drill.now:
        raise CommandRefused(_("that moment has not come yet"), _("going back leads to an earlier moment"))
    screen.call_later(_name_branch, screen, at)


def _name_branch(screen: DrillScreen, at: int) -> None:
    drill = screen.seat.drill
    explained = _("Back to {clock}. What was done since stays on branch {branch}; you go on as a new one.").format(
        clock=screen.lexicon.moment(at), branch=drill.branch.id
    )
    take = partial(_branch_off, screen, at)
    screen.app.push_screen(Asking(_("What is the new branch called? It may stay without a name"), explained, take))


def _branch_off(screen: DrillScreen, at: int, title: str) -> None:
    def leave(drill: Drill) -> None:
        drill.set_clock(paused=True)
        drill.rewind(at, title)

    screen.seat.change(leave)
    screen.call_later(screen.show_all)


def fork(screen: DrillScreen) -> None:
    """Asks what the branch is called on which one goes on from here."""
    explained = _("Branch {branch} stays as it is now; you go on from here as a new one.").format(
        branch=screen.seat.drill.branch.id
    )

    def take(title: str) -> None:
        screen.seat.change(lambda drill: drill.fork(title))
        screen.call_later(screen.show_all)

    screen.app.push_screen(Asking(_("What is the new branch called? It may stay without a name"), explained, take))


# -- branches ---------------------------------------------------------------------------------------------------------


def branches(screen: DrillScreen) -> None:
    """Lists the branches, to switch and to compare."""
    follow(screen, _branches)


async def _branches(screen: DrillScreen) -> None:
    here = screen.seat.drill.branch.id
    chosen = await screen.app.push_screen_wait(_tree(screen, _("Branches")))
    if chosen is None:
        return
    deeds = [Pick("switch", _("Go on with it"), "", enabled=chosen != here)]
    deeds += [Pick("here", _("Compare it with the one you are on"), here, enabled=chosen != here)]
    deeds += [Pick("other", _("Compare it with another"), "", enabled=len(screen.seat.drill.branches.all) > 1)]
    deeds += [Pick("name", _("Give it a name"), screen.seat.drill.branches.all[chosen].title)]
    deed = await pick(screen, _("Branch {branch}").format(branch=chosen), deeds)
    if deed == "switch":
        screen.attempt(lambda: screen.seat.change(lambda drill: _switch(drill, chosen)))
        screen.show_all()
    elif deed == "name":
        _rename(screen, chosen)
    elif deed == "here":
        screen.attempt(lambda: _compare(screen, chosen, here))
    elif deed == "other":
        other = await screen.app.push_screen_wait(_tree(screen, _("Compare with which?"), without=chosen))
        if other is not None:
            screen.attempt(lambda: _compare(screen, chosen, other))


def _rename(screen: DrillScreen, branch: str) -> None:
    def take(title: str) -> None:
        screen.seat.change(lambda drill: drill.name(branch, title))

    title = screen.seat.drill.branches.all[branch].title
    asks = _("What is branch {branch} called?").format(branch=branch)
    screen.app.push_screen(Asking(asks, _("It may stay without a name"), take, title))


def _tree(screen: DrillScreen, title: str, without: str = "") -> Picking:
    drill, lexicon = screen.seat.drill, screen.lexicon
    notes = branch_notes(lexicon, drill.branches, drill.now)
    picks = [
        Pick(branch, says, notes[branch])
        for branch, says in branch_tree(lexicon.signs, drill.branches)
        if branch != without
    ]
    return Picking(title, picks)


def _switch(drill: Drill, branch: str) -> None:
    drill.set_clock(paused=True)
    drill.switch(branch)


def _compare(screen: DrillScreen, one: str, other: str) -> None:
    seat, lexicon = screen.seat, screen.lexicon
    if not (seat.seen.truth or seat.drill.ended):
        raise CommandRefused(_("branches are compared when the drill is over, or by the facilitator"))
    compared = compare_branches(seat.drill, one, other)
    title = _("{one} beside {other}, at {clock}").format(
        one=one, other=other, clock=figures.moment(seat.drill.plan, compared.at)
    )
    screen.app.read(title, lambda width, _height: compared_rows(lexicon, compared, (one, other), width))
