"""Owns what somebody may ask in a drill line by line: where things stand, why, and how branches compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.cli.refusal import unknown
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.cli.plain.seat import Seat


def status(seat: Seat, _rest: str) -> None:
    """Tells where the drill stands."""
    seat.lines(seat.telling.status(seat.sight.look()))


def business(seat: Seat, _rest: str) -> None:
    """Tells every business line."""
    seat.lines(map(seat.telling.line, seat.sight.look().lines))


def systems(seat: Seat, _rest: str) -> None:
    """Tells every system that was reported on."""
    seat.lines(seat.telling.systems(seat.sight.look()))


def inbox(seat: Seat, _rest: str) -> None:
    """Tells every message that was read."""
    seat.lines(map(seat.telling.letter, seat.sight.look().inbox))


def questions(seat: Seat, _rest: str) -> None:
    """Tells every question that was asked."""
    for row in seat.sight.look().decisions:
        seat.lines(seat.telling.decision(row))


def why(seat: Seat, rest: str) -> None:
    """Tells why a line is or was hit, back to the roots."""
    if not (seat.sight.truth or seat.drill.ended):
        raise CommandRefused(
            _("why it is so is told when the drill is over"), _("see what was reported with: inbox, lines")
        )
    from drillsim.review import explain, servers_of
    from drillsim.telling.happened.words import Words

    plan = seat.drill.plan
    known = [plan.subjects[row.subject] for row in plan.lines]
    if rest not in known:
        raise unknown("", _("the topology has no line '{line}'").format(line=rest), rest, known)
    words = Words(seat.drill.case, plan)
    for step in explain(seat.drill.run.trace, rest, servers=servers_of(plan, rest)):
        seat.say(f"{seat.telling.clock(step.record.time)}  {'  ' * step.depth}{words.sentence(step.record)}")


def published(seat: Seat, _rest: str) -> None:
    """Tells what was published beside what this branch did, as far as this seat may see it."""
    from drillsim.drill.beside import published_beside
    from drillsim.telling.cells import one_line
    from drillsim.telling.state_words import missing_word

    rows = published_beside(seat.drill, seat.sight)
    for row in rows:
        what = one_line(row.what.in_language(language_in_use())) if row.what is not None else row.text
        here = row.here if row.here_at is None else f"{seat.telling.clock(row.here_at)} {row.here}".rstrip()
        if row.missing:
            here = missing_word(row.missing)
        said = " ".join(part for part in (seat.telling.clock(row.at), what, row.published) if part)
        seat.say(_("{published}; here: {here}").format(published=said, here=here or "-"))
    if not rows:
        seat.say(_("Nothing that was published may be seen yet."))


def branches(seat: Seat, _rest: str) -> None:
    """Tells every branch, and where it comes from."""
    for branch in seat.drill.branches.all.values():
        reached = seat.drill.now if branch.id == seat.drill.branch.id else seat.drill.branches.reached[branch.id]
        start = _("from {parent} at {clock}").format(parent=branch.parent, clock=seat.telling.clock(branch.at))
        parts = [branch.title, start if branch.parent else "", seat.telling.clock(reached)]
        mark = "*" if branch.id == seat.drill.branch.id else " "
        seat.say(f"{mark} {branch.id}  " + "; ".join(part for part in parts if part))


def compare(seat: Seat, rest: str) -> None:
    """Tells what two branches did to the lines, and what was decided on each."""
    from drillsim.drill.comparing import compare_branches
    from drillsim.telling.figures import duration

    if not (seat.sight.truth or seat.drill.ended):
        raise CommandRefused(_("branches are compared when the drill is over, or by the facilitator"))
    names = [seat.drill.branches.find(word) for word in rest.split()]
    if len(names) != 2 or names[0] is None or names[1] is None:
        raise CommandRefused(_("name two branches"), _("write compare A B"))
    compared = compare_branches(seat.drill, names[0], names[1])
    seat.say(_("at {clock}").format(clock=seat.telling.clock(compared.at)))
    for pair in compared.lines:
        if pair.one.outage or pair.other.outage:
            seat.say(f"{pair.line}: {duration(pair.one.outage)} | {duration(pair.other.outage)}")
    one, other = compared.tolls
    seat.say(_("customers hit: {one} | {other}").format(one=one.customers, other=other.customers))
    if one.kept or other.kept or one.machine_hours or other.machine_hours:
        seat.say(_("items kept by machines: {one} | {other}").format(one=one.kept, other=other.kept))
        seat.say(
            _("hours that machines stood still: {one} | {other}").format(
                one=one.machine_hours, other=other.machine_hours
            )
        )
    for choice in compared.decisions:
        seat.say(f"{choice.decision}: {choice.one.option or '-'} | {choice.other.option or '-'}")
