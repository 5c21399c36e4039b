"""Owns how a topology is told: its lines with what they may lose, then everything behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from drillsim.cli.story.scenario import event_words, obligation_words, signal_rows, task_rows
from drillsim.cli.story.sections import Row, basis_rows, in_language, opening, section
from drillsim.model.business import FORMS
from drillsim.telling import figures
from drillsim.telling.cells import closed_up
from drillsim.telling.language import _
from drillsim.telling.measures import form_name
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import measure_words
from drillsim.telling.written.values import amount, clock, day_words, items, spread, window
from drillsim.telling.written.works import work_facts

if TYPE_CHECKING:
    from drillsim.model import Topology
    from drillsim.model.business import Tolerance
    from drillsim.model.people import Crew


def render_topology(topology: Topology, width: int) -> list[str]:
    """An institution at a glance."""
    names = Names(topology)
    hours = _("Hours ({zone})").format(zone=topology.calendar.zone)
    return [
        *opening(topology.id, topology.title, topology.about, width),
        *section(_("Business lines and what they may lose"), _lines(topology, names), width),
        *section(_("Components"), _components(topology), width),
        *section(_("Backlogs"), _backlogs(topology, names), width),
        *section(_("Jobs"), _jobs(topology, names), width),
        *section(_("Crews"), _crews(topology), width),
        *section(_("Roles"), _roles(topology, names), width),
        *section(_("Routes"), _routes(topology), width),
        *section(_("How it becomes known"), signal_rows(topology, names), width),
        *section(_("Work that can be started"), task_rows(topology, names), width),
        *section(_("Automatic reactions"), _events(topology, names), width),
        *section(_("What is owed"), _obligations(topology, names), width),
        *section(_("Contingency plan"), _plan(topology), width),
        *section(hours, ((name, [window(each)]) for name, each in topology.calendar.windows.items()), width),
        *section(_("Where the numbers come from"), basis_rows(topology.basis), width),
    ]


def _lines(topology: Topology, names: Names) -> Iterator[Row]:
    for name, line in topology.lines.items():
        names.meet(name)
        allowed = _(", ").join(_limits(line.tolerance, names))
        yield name, [in_language(line.title), _("may lose: {limits}").format(limits=allowed) if allowed else ""]


def _limits(tolerance: Tolerance, names: Names) -> Iterator[str]:
    """Each form of a tolerance with what it allows."""
    writers = {"ms": figures.duration, "items": _items, "money": figures.money, "count": items}
    for form, allowed in tolerance.forms().items():
        yield f"{form_name(form)} {writers[FORMS[form]](allowed)}"
    for form in ("ready", "cleared"):
        deadline = getattr(tolerance, form)
        if deadline is not None:
            yield f"{form_name(form)} {clock(deadline)}"
    for limit in tolerance.named().values():
        yield _("{what}: {figure}").format(what=measure_words(limit.of, names), figure=amount(limit.limit))


def _items(thousandths: int) -> str:
    return _("{n} items").format(n=items(thousandths))


def _components(topology: Topology) -> Iterator[Row]:
    for name, component in topology.components.items():
        yield name, [f"{in_language(component.title)} [{component.kind}]".strip()]


def _backlogs(topology: Topology, names: Names) -> Iterator[Row]:
    for name, backlog in topology.backlogs.items():
        served = (
            _("{name} {rate}").format(name=names.short_name(server), rate=figures.rate(how.rate))
            for server, how in backlog.served_by.items()
        )
        words = _(", ").join(served)
        yield name, [in_language(backlog.title), _("served by {names}").format(names=words) if words else ""]


def _jobs(topology: Topology, names: Names) -> Iterator[Row]:
    for name, job in topology.jobs.items():
        names.meet(name)
        facts = [day_words(job.runs), *work_facts(job, names)]
        yield name, [in_language(job.title), closed_up(_("; ").join(facts))]


def _crews(topology: Topology) -> Iterator[Row]:
    for name, crew in topology.crews.items():
        people = _("{count} people").format(count=figures.count(crew.size))
        facts = [people, _duty(crew)]
        if crew.call_out.high:
            facts.append(_("{time} after a call").format(time=spread(crew.call_out)))
        yield name, [in_language(crew.title), _("; ").join(facts)]


def _duty(crew: Crew) -> str:
    on_call = not (crew.duty.always or crew.duty.rules or crew.duty.names)
    return _("only when called") if on_call else _("on duty: {hours}").format(hours=window(crew.duty))


def _roles(topology: Topology, names: Names) -> Iterator[Row]:
    for name, role in topology.roles.items():
        facts = []
        if role.answers:
            facts.append(_("approves within {time}").format(time=figures.duration(role.answers)))
        if role.deputy is not None:
            facts.append(_("deputy: {name}").format(name=names.short_name(role.deputy)))
        yield name, [_("; ").join([in_language(role.title), *facts])]


def _routes(topology: Topology) -> Iterator[Row]:
    for name, route in topology.routes.items():
        late = _("{time} late").format(time=figures.duration(route.delay)) if route.delay else ""
        yield name, [_("; ").join(part for part in (in_language(route.title), late) if part)]


def _events(topology: Topology, names: Names) -> Iterator[Row]:
    for name, event in topology.events.items():
        yield name, event_words(name, event, names)


def _obligations(topology: Topology, names: Names) -> Iterator[Row]:
    for name, owed in topology.obligations.items():
        yield name, [in_language(owed.title), obligation_words(owed, names)]


def _plan(topology: Topology) -> Iterator[Row]:
    for decision, planned in topology.contingency_plan.items():
        words = _("{option}, within {time}").format(option=planned.option, time=figures.duration(planned.within))
        yield decision, [words if planned.within else planned.option]
