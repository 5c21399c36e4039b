"""Owns how a scenario is told: what it is about, what lies hidden, what happens, who can decide what, what is asked.

1. What is told is what is written, overlays applied, as sentences in the language in use.
2. What was published is told in the order in which it happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from drillsim.cli.story.sections import INDENT, Row, basis_rows, in_language, opening, section, table
from drillsim.model.people import Observed
from drillsim.model.scenario import Decided, Figure, Unmodelled
from drillsim.model.topology import ScriptedEvent
from drillsim.telling import figures
from drillsim.telling.cells import closed_up, wrap
from drillsim.telling.language import _
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import condition_words, measure_words, until_words, when_words
from drillsim.telling.written.effects import effect_words, effects_list
from drillsim.telling.written.paths import setting_words
from drillsim.telling.written.values import amount, clock, spread
from drillsim.telling.written.works import work_facts, work_outcomes

if TYPE_CHECKING:
    from drillsim.model import Scenario, Topology
    from drillsim.model.people import Decision, Inject, Message, Obligation, Option
    from drillsim.model.scenario import Published, WhatIf
    from drillsim.model.times import Clock

DAY_MS = 86_400_000


def render_scenario(scenario: Scenario, topology: Topology, width: int) -> list[str]:
    """The whole story."""
    names = Names(topology, scenario)
    title = in_language(topology.title)
    behind = _("{title} ({id})").format(title=title, id=topology.id) if title else topology.id
    frame: list[Row] = [
        (_("topology"), [behind]),
        (_("from"), [clock(scenario.starts)]),
        (_("to"), [clock(scenario.ends)]),
    ]
    return [
        *opening(scenario.id, scenario.title, scenario.about, width),
        "",
        *table(frame, width),
        *section(_("What lies hidden"), _given(scenario, names), width),
        *section(_("What happens"), _events(scenario, names), width),
        *section(_("How it becomes known"), signal_rows(scenario, names), width),
        *_decisions(scenario, names, width),
        *section(_("Work that can be started"), task_rows(scenario, names), width),
        *section(_("Messages"), _injects(scenario, names), width),
        *section(_("What is owed"), _obligations(scenario, names), width),
        *section(_("Objectives"), _objectives(scenario, names), width),
        *section(_("What was published"), _published(scenario, names), width),
        *section(_("What if (--with NAME)"), _what_ifs(scenario, names), width),
        *section(_("Questions to discuss"), _questions(scenario), width),
        *section(_("Where the numbers come from"), basis_rows(scenario.basis), width),
    ]


def _given(scenario: Scenario, names: Names) -> Iterator[Row]:
    for name, given in scenario.given.items():
        if isinstance(given, ScriptedEvent):
            yield name, event_words(name, given, names)
        else:
            yield name, [effect_words(given, names)]


def _events(scenario: Scenario, names: Names) -> Iterator[Row]:
    for name, event in scenario.events.items():
        yield name, event_words(name, event, names)


def event_words(name: str, event: ScriptedEvent, names: Names) -> list[str]:
    """An event: what it is called, when it happens, what it does."""
    names.meet(name)
    when = clock(event.at) if event.at is not None else when_words(event.when, names) if event.when is not None else ""
    if event.until is not None:
        when = _("{when}, {until}").format(when=when, until=until_words(event.until, names))
    return [in_language(event.title), *effects_list(closed_up(when), event.do, names)]


def signal_rows(model: Scenario | Topology, names: Names) -> Iterator[Row]:
    """How something becomes known: when, by which route, to whom, in which words."""
    for name, signal in model.signals.items():
        names.meet(name)
        if signal.when is not None:
            when = when_words(signal.when, names)
        else:
            assert signal.each is not None
            when = _("for each of the {measure}").format(measure=measure_words(signal.each, names, each=True))
        if signal.after.high:
            when = _("{when}, after {time}").format(when=when, time=spread(signal.after))
        yield name, [in_language(signal.title), _sent(when, "", signal, names), _said(signal)]


def _sent(when: str, sender: str, message: Message, names: Names) -> str:
    """When a message goes out, from whom, by which route, to whom."""
    route = _("by {route} to {roles}").format(route=names.in_sentence(message.by), roles=_several(message.to, names))
    by = _("from {sender} {route}").format(sender=sender, route=route) if sender else route
    return closed_up(_("{when}: {effect}").format(when=when, effect=by) if when else by)


def _several(ids: Iterable[str], names: Names) -> str:
    return _(", ").join(names.in_sentence(each) for each in ids)


def _said(message: Message) -> str:
    says = in_language(message.says)
    return _('"{title}"').format(title=says) if says else ""


def _decisions(scenario: Scenario, names: Names, width: int) -> list[str]:
    lines: list[str] = []
    for name, decision in scenario.decisions.items():
        names.meet(name)
        lines += ["", *_decision(name, decision, names, width)]
    return ["", _("What can be decided"), *lines[1:]] if lines else []


def _decision(name: str, decision: Decision, names: Names, width: int) -> list[str]:
    for option in decision.options:
        names.meet(f"{name}.{option}")
    when = _("asked of {role} when {condition}").format(
        role=names.in_sentence(decision.to), condition=condition_words(decision.when, names)
    )
    title = in_language(decision.title)
    heading = _("{name}: {title}").format(name=name, title=title) if title else name
    told = [heading, in_language(decision.asks), closed_up(_("({condition})").format(condition=when))]
    lines = [INDENT + line for part in told if part for line in wrap(part, width - len(INDENT))]
    options = ((option, _option(how, names)) for option, how in decision.options.items())
    return [*lines, *table(options, width, indent=2 * INDENT)]


def _option(option: Option, names: Names) -> list[str]:
    """One answer: its title, who must approve and what the work takes, what it does, what follows."""
    facts = []
    if option.authority is not None:
        facts.append(_("approved by {value}").format(value=names.in_sentence(option.authority)))
    if option.when is not None:
        facts.append(_("only {when}").format(when=when_words(option.when, names)))
    if option.forbidden is not None:
        facts.append(_("forbidden: {value}").format(value=in_language(option.forbidden)))
    facts += work_facts(option, names)
    does = (_("- {criterion}").format(criterion=effect_words(each, names)) for each in option.do)
    return [in_language(option.title), closed_up(_("; ").join(facts)), *does, *work_outcomes(option, names)]


def task_rows(model: Scenario | Topology, names: Names) -> Iterator[Row]:
    """Work that people can be set to: what it takes, what follows."""
    for name, task in model.tasks.items():
        names.meet(name)
        facts = closed_up(_("; ").join(work_facts(task, names)))
        yield name, [in_language(task.title), facts, *work_outcomes(task, names)]


def _injects(scenario: Scenario, names: Names) -> Iterator[Row]:
    for name, inject in scenario.injects.items():
        names.meet(name)
        sender = names.sender(inject.from_) if inject.from_ is not None else ""
        sent = _sent(_inject_time(inject, names), sender, inject, names)
        if inject.answer_by is not None:
            wanted = _("an answer is wanted within {time}").format(time=figures.duration(inject.answer_by))
            sent = _("; ").join((sent, wanted))
        belief = ""
        if inject.estimate is not None:
            belief = _("estimate: {condition} at {clock}").format(
                condition=condition_words(inject.estimate.is_, names), clock=clock(inject.estimate.at)
            )
        yield name, [in_language(inject.title), sent, _said(inject), closed_up(belief)]


def _inject_time(inject: Inject, names: Names) -> str:
    if inject.at is not None:
        return clock(inject.at)
    if inject.when is not None:
        return when_words(inject.when, names)
    return _("in reserve") if inject.reserve else ""


def _obligations(scenario: Scenario, names: Names) -> Iterator[Row]:
    for name, owed in scenario.obligations.items():
        names.meet(name)
        yield name, [in_language(owed.title), obligation_words(owed, names)]


def obligation_words(owed: Obligation, names: Names) -> str:
    """Who owes it, within what time of what, and what meets it."""
    role = names.in_sentence(owed.of)
    trigger, met = condition_words(owed.when, names), condition_words(owed.met_when, names)
    if owed.within is not None:
        words = _("{role}, within {time} of when {condition}; met when {met}")
        return closed_up(words.format(role=role, time=figures.duration(owed.within), condition=trigger, met=met))
    assert owed.by is not None
    words = _("{role}, by {time} once {condition}; met when {met}")
    return closed_up(words.format(role=role, time=clock(owed.by), condition=trigger, met=met))


def _objectives(scenario: Scenario, names: Names) -> Iterator[Row]:
    for name, objective in scenario.objectives.items():
        criteria = (
            in_language(each.observe) if isinstance(each, Observed) else condition_words(each, names)
            for each in objective.criteria
        )
        yield name, [in_language(objective.title), *(_("- {criterion}").format(criterion=each) for each in criteria)]


def _published(scenario: Scenario, names: Names) -> Iterator[Row]:
    rows = sorted(scenario.published, key=lambda row: _since(row.at, scenario.starts))
    for row in rows:
        yield clock(row.at) if row.at is not None else "", [_published_words(row, names)]


def _since(at: Clock | None, starts: Clock) -> int:
    """How long after the start a clock time comes; what has no time of its own belongs to the end."""
    from datetime import date

    if at is None:
        return 1_000 * DAY_MS
    days = at.day or 0
    if at.date is not None and starts.date is not None:
        days = (date(*at.date) - date(*starts.date)).days
    elif at.day is None and at.of_day < starts.of_day:
        days = 1
    return days * DAY_MS + at.of_day


def _published_words(row: Published, names: Names) -> str:
    said = _row_words(row, names)
    if isinstance(row, Unmodelled):
        return closed_up(_("{said} (not modelled: {why})").format(said=said, why=in_language(row.not_modelled)))
    return closed_up(_("{said} (assumed)").format(said=said)) if row.is_assumed else said


def _row_words(row: Published, names: Names) -> str:
    what = in_language(row.what)
    if isinstance(row, Decided):
        decision, option = row.decided
        said = names.short_name(f"{decision}.{option}") if names.title(f"{decision}.{option}") else option
        chosen = _("decided: {name}: {option}").format(name=names.short_name(decision), option=said)
        return closed_up(_("{what} ({said})").format(what=what, said=chosen) if what else chosen)
    if isinstance(row, Figure | Unmodelled):
        if what and any(digits in what.replace(",", "") for digits in row.figure):
            return what
        of = () if isinstance(row, Unmodelled) else row.of
        counted = what or _(" + ").join(measure_words(each, names) for each in of)
        figure = _(" or ").join(amount(each) for each in row.figure)
        return closed_up(_("{what}: {figure}").format(what=counted, figure=figure))
    return what or condition_words(row.is_, names)


def _what_ifs(scenario: Scenario, names: Names) -> Iterator[Row]:
    for name, change in scenario.what_ifs.items():
        told = in_language(change.title) or in_language(change.about)
        yield name, [told] if told else _change(change, names)


def _change(change: WhatIf, names: Names) -> list[str]:
    """What a change without a title does."""
    told = [_("without {name}").format(name=names.in_sentence(each)) for each in change.without]
    told += [setting_words(path, value, names) for path, value in change.set.items()]
    told += [f"{clock(row.at)} {_published_words(row, names)}" for row in change.decide]
    if change.with_:
        told.append(_("with other {sections}").format(sections=_(", ").join(change.with_)))
    return [closed_up(each) for each in told]


def _questions(scenario: Scenario) -> Iterator[Row]:
    for number, question in enumerate(scenario.questions, start=1):
        yield f"{number}.", [in_language(question)]
