"""Owns how a facilitator steers: faults, messages and hints now, at a time or on a condition, and what else is theirs.

1. What is brought about commits with F10 only. A condition that is no condition is refused with its place in the text.
2. The seat of a second terminal asks the process that runs the drill; what cannot be is refused here already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from drillsim.drill.steering import correction, faults_of
from drillsim.model.people import Observed
from drillsim.model.times import parse_clock
from drillsim.telling.cells import one_line
from drillsim.telling.language import _
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import condition_words
from drillsim.tui.screens.flows import fill, follow, pick, worded
from drillsim.tui.screens.forms import Field, Form
from drillsim.tui.screens.modals import Pick

if TYPE_CHECKING:
    from drillsim.drill.sight import DecisionRow, PendingRow
    from drillsim.tui.screens.drill import DrillScreen
    from drillsim.tui.screens.flows import Flow
    from drillsim.tui.screens.forms import Fill

_NOW = frozenset({"", "now", "今", "直ちに"})
_EVERYBODY = "*"


def inject(screen: DrillScreen) -> None:
    """Opens the list of what the facilitator can bring about."""
    if not screen.seat.facilitates:
        screen.app.tell(_("only the facilitator may do this; F4 leads to that place"))
        return
    follow(screen, _inject)


async def _inject(screen: DrillScreen) -> None:
    deeds: dict[str, tuple[str, str, Flow]] = {
        "fault": (_("Bring a fault about"), _("on a system, a line, a crew, a limit"), _fault),
        "message": (_("Send a message"), _("in words of your own, to any role"), partial(_message, is_hint=False)),
        "reserve": (_("Send what is held in reserve"), _count(len(screen.seat.seen.reserves)), _reserve),
        "hint": (_("Give a hint"), "", partial(_message, is_hint=True)),
        "correct": (_("Correct an estimate"), _("whoever was told it is told the new one"), _correct),
        "skip": (_("Skip a question"), _("it closes without a choice"), _skip),
        "mark": (_("Mark an observation"), _("against an objective"), _mark),
        "pending": (_("See and withdraw what waits"), _count(len(screen.seat.seen.pending)), _withdraw),
    }
    picks = [Pick(key, says, note) for key, (says, note, _flow) in deeds.items()]
    chosen = await pick(screen, _("What happens?"), picks)
    if chosen is not None:
        await deeds[chosen][2](screen)


def _count(number: int) -> str:
    return str(number) if number else _("nothing")


def timed(written: str) -> dict[str, str]:
    """What a line about a moment adds to a command: nothing if it is now, a time of the clock, or a condition."""
    if written.strip().casefold() in _NOW:
        return {}
    try:
        parse_clock(written)
    except ValueError:
        return {"when": written}
    return {"at": written}


def _when() -> Field:
    return Field("when", _("When?"), _("now; or 10:30, d+1 06:00, core down for 10m"))


def _why() -> Field:
    return Field("why", _("Why"), _("a short reason, kept in the log"))


def _submit(screen: DrillScreen, command: Mapping[str, Any], why: str = "") -> None:
    screen.seat.submit(command, by="", why=why)


def _timed_fill(screen: DrillScreen, command: Mapping[str, Any]) -> Fill:
    """Brings something about at the moment that is written."""
    return lambda written: _submit(screen, {**command, **timed(written["when"])}, written["why"])


# -- faults -----------------------------------------------------------------------------------------------------------


async def _fault(screen: DrillScreen) -> None:
    drill, lexicon = screen.seat.drill, screen.lexicon
    things = await pick(screen, _("To what?"), list(_things(screen)))
    if things is None:
        return
    faults = {fault.id: fault for fault in faults_of(drill.case, drill.plan, things)}
    name = lexicon.name(things)
    picks = [Pick(fault.id, fault.title, _written(fault.effect)) for fault in faults.values()]
    chosen = await pick(screen, _("{name}: what happens?").format(name=name), picks)
    if chosen is None:
        return
    fault = faults[chosen]
    title = _("{name}: {fault}").format(name=name, fault=fault.title)
    told = _written(fault.effect)
    fields = [_when(), _why()]
    await fill(screen, Form(title, told, _("bring it about"), _timed_fill(screen, {"do": dict(fault.effect)}), fields))


def _written(effect: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in effect.items()) + "}"


def _things(screen: DrillScreen) -> Iterator[Pick]:
    """Everything that can suffer something."""
    case, name = screen.seat.drill.case, screen.lexicon.full_name
    topology = case.topology
    kinds = (
        (_("system"), topology.components),
        (_("business line"), topology.lines),
        (_("limit"), [row.limit for row in screen.seat.seen.limits]),
        (_("crew"), topology.crews),
        (_("batch job"), topology.jobs),
        (_("work"), [*topology.tasks, *case.scenario.tasks]),
        (_("backlog"), topology.backlogs),
    )
    for kind, names in kinds:
        for thing in names:
            yield Pick(thing, name(thing), kind)


# -- messages ---------------------------------------------------------------------------------------------------------


async def _message(screen: DrillScreen, *, is_hint: bool) -> None:
    roles, name = tuple(screen.seat.drill.case.topology.roles), screen.lexicon.name
    picks = [*(Pick(role, name(role)) for role in roles), Pick(_EVERYBODY, _("everybody"))]
    chosen = await pick(screen, _("Whom?"), picks)
    if chosen is None:
        return
    to = list(roles) if chosen == _EVERYBODY else [chosen]
    kind = {"kind": "hint"} if is_hint else {}

    def send(written: Mapping[str, str]) -> None:
        _submit(screen, {"tell": to, "says": worded(written["text"]), **kind, **timed(written["when"])})

    who = _("everybody") if chosen == _EVERYBODY else name(chosen)
    title = _("Hint for {name}").format(name=who) if is_hint else _("To {name}").format(name=who)
    await fill(screen, Form(title, "", _("send it"), send, [Field("text", _("Message")), _when()]))


async def _reserve(screen: DrillScreen) -> None:
    rows = {row.inject: row for row in screen.seat.seen.reserves}
    name, text = screen.lexicon.name, screen.lexicon.text
    picks = [
        Pick(row.inject, name(row.inject), _("sent already") if row.sent else ", ".join(map(name, row.to)))
        for row in rows.values()
    ]
    chosen = await pick(screen, _("Held in reserve"), picks)
    if chosen is not None:
        row = rows[chosen]
        told = "\n".join(
            part for part in (_("to {roles}").format(roles=", ".join(map(name, row.to))), text(row.says)) if part
        )
        command = {"do": {"send": chosen}}
        await fill(screen, Form(name(chosen), told, _("send it"), _timed_fill(screen, command), [_when(), _why()]))


async def _correct(screen: DrillScreen) -> None:
    seen, lexicon, plan = screen.seat.seen, screen.lexicon, screen.seat.drill.plan
    told = {row.message: row for row in seen.inbox if row.estimate is not None and not row.corrects}
    picks = [Pick(row.message, lexicon.name(row.message), lexicon.moment(row.estimate or 0)) for row in told.values()]
    chosen = await pick(screen, _("Which estimate?"), picks)
    if chosen is None:
        return

    def correct(written: Mapping[str, str]) -> None:
        _submit(screen, correction(plan, chosen, worded(written["estimate"]), written["says"]))

    fields = [Field("estimate", _("Expected by"), "13:30"), Field("says", _("Message"))]
    await fill(screen, Form(lexicon.name(chosen), "", _("correct it"), correct, fields))


# -- questions, observations, what waits ------------------------------------------------------------------------------


async def _skip(screen: DrillScreen) -> None:
    name = screen.lexicon.name
    waiting: dict[str, DecisionRow] = {row.decision: row for row in screen.seat.seen.decisions if row.state == "open"}
    picks = [Pick(row.decision, name(row.decision), name(row.role)) for row in waiting.values()]
    chosen = await pick(screen, _("Which question?"), picks)
    if chosen is not None:
        told = _("It closes without a choice; nothing follows from it.")
        says = _("skip it")
        fields = [_why()]
        form = Form(name(chosen), told, says, lambda line: _submit(screen, {"skip": chosen}, line["why"]), fields)
        await fill(screen, form)


async def _mark(screen: DrillScreen) -> None:
    case, lexicon = screen.seat.drill.case, screen.lexicon
    names = Names(case.topology, case.scenario)
    picks = []
    for objective, row in case.scenario.objectives.items():
        for number, criterion in enumerate(row.criteria):
            observed = isinstance(criterion, Observed)
            says = (
                lexicon.text(criterion.observe)
                if isinstance(criterion, Observed)
                else condition_words(criterion, names)
            )
            note = (
                lexicon.name(objective)
                if observed
                else _("{name}; checked by itself").format(name=lexicon.name(objective))
            )
            picks.append(Pick(f"{objective} {number}", one_line(says), note))
    chosen = await pick(screen, _("What was to be shown?"), picks)
    if chosen is None:
        return
    ratings = [Pick("met", _("met")), Pick("partly", _("met in part")), Pick("missed", _("not met"))]
    rating = await pick(screen, _("How did it go?"), ratings)
    if rating is None:
        return
    objective, _space, place = chosen.rpartition(" ")

    def mark(written: Mapping[str, str]) -> None:
        if screen.seat.mark(objective, int(place), written["text"], rating=rating):
            screen.app.tell(_("Noted."))

    says = next(each.says for each in picks if each.key == chosen)
    form = Form(lexicon.name(objective), says, _("keep it"), mark, [Field("text", _("What was seen"))])
    await fill(screen, form)


async def _withdraw(screen: DrillScreen) -> None:
    waiting = {str(row.number): row for row in screen.seat.seen.pending}
    picks = [Pick(key, _what(row), _moment(screen, row)) for key, row in waiting.items()]
    chosen = await pick(screen, _("What waits"), picks)
    if chosen is not None:
        row = waiting[chosen]
        told = _moment(screen, row)
        command = {"withdraw": row.number}
        form = Form(_what(row), told, _("withdraw it"), lambda _line: _submit(screen, command))
        await fill(screen, form)


def _what(row: PendingRow) -> str:
    return f"{', '.join(row.to)}: {row.effect}" if row.what == "tell" else f"{{{row.effect}}}"


def _moment(screen: DrillScreen, row: PendingRow) -> str:
    return _("when {condition}").format(condition=row.when) if row.at is None else screen.lexicon.moment(row.at)
