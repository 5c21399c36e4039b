"""Owns how a role acts without being asked: work, messages, reports, calls and notes, picked from one list.

1. What costs time or people says so beforehand, as far as this seat knows.
2. Nothing is committed but by F10; what is refused stays with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from drillsim.drill.offers import GOING, crews_of, prepared_of, reports_of, works_of
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling import figures
from drillsim.telling.language import _
from drillsim.tui.screens.flows import fill, follow, pick, worded
from drillsim.tui.screens.forms import Field, Form
from drillsim.tui.screens.modals import Pick

if TYPE_CHECKING:
    from drillsim.drill.offers import Report, Work
    from drillsim.tui.screens.drill import DrillScreen
    from drillsim.tui.screens.flows import Flow
    from drillsim.tui.screens.forms import Fill


def act(screen: DrillScreen) -> None:
    """Opens the list of what this seat can do by itself."""
    follow(screen, _act)


async def _act(screen: DrillScreen) -> None:
    deeds: dict[str, Flow] = {}
    picks = []
    for key, says, note, deed in _deeds(screen):
        deeds[key] = deed
        picks.append(Pick(key, says, note))
    chosen = await pick(screen, _("What do you do?"), picks)
    if chosen is not None:
        await deeds[chosen](screen)


def _deeds(screen: DrillScreen) -> Iterator[tuple[str, str, str, Flow]]:
    """Everything that can be done here: its key, its words, what it costs, and the way there."""
    case, seen, lexicon = screen.seat.drill.case, screen.seat.seen, screen.lexicon
    name = lexicon.name
    for report in reports_of(case, seen):
        if report.deadline is not None:
            due = _("due {clock}").format(clock=lexicon.clock(report.deadline))
            says = _("Report: {name}").format(name=name(report.obligation))
            yield f"report-{report.obligation}", says, due, partial(_report, report=report)
    yield "report", _("Report to somebody"), _("what happened, since when, until when"), _report_to
    yield "note", _("Write a note"), _("kept in the log"), _note
    yield "tell", _("Tell somebody something"), _("in words of your own"), _tell
    for message in prepared_of(case, seen):
        to = ", ".join(map(name, case.scenario.injects[message].to))
        says = _("Send: {name}").format(name=name(message))
        yield f"send-{message}", says, _("to {roles}").format(roles=to), partial(_send, message=message)
    works = works_of(case, seen)
    for work in works:
        heading = _("Find out: {name}") if work.tells else _("Start: {name}")
        says = heading.format(name=name(work.task))
        yield f"start-{work.task}", says, _cost(screen, work), partial(_start, work=work)
    if not works:
        yield "no-work", _("No work can be started from here"), _("it comes with the questions"), _nothing
    for row in seen.tasks:
        if row.state in GOING:
            says = _("Cancel: {name}").format(name=name(row.task))
            yield f"cancel-{row.task}", says, "", partial(_effect, does={"cancel": row.task}, says=says, told="")
    for crew in crews_of(case):
        says = _("Call in: {name}").format(name=name(crew.crew))
        time = _("about {time}").format(time=figures.duration(crew.takes))
        told = _("{count} people come in about {time}; whoever is there already goes on.").format(
            count=crew.size, time=figures.duration(crew.takes)
        )
        yield f"call-{crew.crew}", says, time, partial(_effect, does={"call": crew.crew}, says=says, told=told)


def _cost(screen: DrillScreen, work: Work) -> str:
    """What work costs, in a few words."""
    parts = [_("about {time}").format(time=figures.duration(work.takes))] if work.takes else []
    if work.free is not None:
        crew = _("{people} of {crew}, {free} free").format(
            people=work.people, crew=screen.lexicon.name(work.crew), free=work.free
        )
        parts.append(crew)
    return _("; ").join(parts)


async def _nothing(_screen: DrillScreen) -> None:
    """There is nothing to do."""


async def _start(screen: DrillScreen, work: Work) -> None:
    told = [_cost(screen, work)]
    if work.free is not None and work.free < work.people:
        told.append(_("As far as is known here, too few are free: it waits until they are."))
    says = _("Start: {name}").format(name=screen.lexicon.name(work.task))
    await _effect(screen, does={"start": work.task}, says=says, told="\n".join(told))


async def _send(screen: DrillScreen, message: str) -> None:
    inject = screen.seat.drill.case.scenario.injects[message]
    says = _("Send: {name}").format(name=screen.lexicon.name(message))
    by = inject.from_ if inject.from_ in screen.seat.seen.roles else None
    await _effect(screen, does={"send": message}, says=says, told=screen.lexicon.text(inject.says), by=by)


async def _effect(screen: DrillScreen, does: Mapping[str, str], says: str, told: str, by: str | None = None) -> None:
    """Brings about an effect that a role may bring about."""
    fields = [Field("why", _("Why"), _("a short reason, kept in the log"))]

    def do(written: Mapping[str, str]) -> None:
        screen.seat.submit({"do": dict(does)}, by=by, why=written["why"])

    await fill(screen, Form(says, told, says, do, fields))


async def _note(screen: DrillScreen) -> None:
    def keep(written: Mapping[str, str]) -> None:
        if screen.seat.note(worded(written["text"])):
            screen.app.tell(_("Noted."))

    form = Form(_("Write a note"), "", _("keep it"), keep, [Field("text", _("Note"))])
    await fill(screen, form)


async def _tell(screen: DrillScreen) -> None:
    chosen = await pick(screen, _("Whom?"), [Pick(role, screen.lexicon.name(role)) for role in _others(screen)])
    by = await _sender(screen, chosen) if chosen is not None else None
    if chosen is not None and by is not None:
        title = _("To {name}").format(name=screen.lexicon.name(chosen))
        await fill(screen, Form(title, "", _("send it"), _teller(screen, chosen, by), [Field("text", _("Message"))]))


def _others(screen: DrillScreen) -> list[str]:
    """The roles that somebody here can speak to: nobody speaks to oneself."""
    return [name for name in screen.seat.drill.case.topology.roles if screen.seat.seen.roles != (name,)]


async def _sender(screen: DrillScreen, to: str) -> str | None:
    """Who of this seat speaks, never to oneself; nobody by name for the facilitator, nothing if nobody was picked."""
    roles = screen.seat.seen.roles
    senders = [role for role in roles if role != to]
    if len(senders) < 2:
        return "" if not roles else next(iter(senders), None)
    return await pick(screen, _("From whom?"), [Pick(role, screen.lexicon.name(role)) for role in senders])


def _teller(screen: DrillScreen, role: str, by: str) -> Fill:
    def send(written: Mapping[str, str]) -> None:
        screen.seat.submit({"tell": [role], "says": worded(written["text"])}, by=by)

    return send


def first_report() -> tuple[Field, ...]:
    """What a first report answers, whoever it goes to."""
    return (
        Field("what", _("What happened?")),
        Field("since", _("Since when?")),
        Field("whom", _("Which lines and customers are hit?")),
        Field("done", _("What has been done?")),
        Field("back", _("When is it back? Say so if nobody knows")),
        Field("next", _("When will the next report come?")),
    )


def report_text(written: Mapping[str, str]) -> str:
    """The answers of a report behind their questions; each wants an answer, be it that it is not known."""
    for field in first_report():
        if not written[field.key]:
            raise CommandRefused(
                _("there is no answer to: {question}").format(question=field.says),
                _("answer it, or write that it is not known"),
            )
    return "  ".join(f"{field.says} {written[field.key]}" for field in first_report())


async def _report_to(screen: DrillScreen) -> None:
    found = {report.to: report for report in reports_of(screen.seat.drill.case, screen.seat.seen)}
    chosen = await pick(screen, _("To whom?"), [Pick(role, screen.lexicon.name(role)) for role in found])
    if chosen is not None:
        await _report(screen, found[chosen])


async def _report(screen: DrillScreen, report: Report) -> None:
    name, seat = screen.lexicon.name, screen.seat
    by = report.by if report.by in seat.seen.roles else await _sender(screen, report.to)
    if by is None:
        return

    def send(written: Mapping[str, str]) -> None:
        text = report_text(written)
        if report.sends:
            is_done = seat.submit({"do": {"send": report.sends}}, by=by, why=text)
        else:
            is_done = seat.submit({"tell": [report.to], "says": text}, by=by)
        if is_done:
            seat.note(_("Report to {name}: {text}").format(name=name(report.to), text=text), by=by)

    title = _("Report to {name}").format(name=name(report.to))
    told = name(report.obligation) if report.obligation else ""
    await fill(screen, Form(title, told, _("report"), send, first_report()))
