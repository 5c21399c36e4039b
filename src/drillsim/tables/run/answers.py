"""Owns the tables of what people were asked and what they owed.

1. A question that was never asked is told only where a choice stood for it; what the contingency plan holds ready for
   other days is not.
2. A question that nobody was going to answer stays open, and is named.
3. A choice that was refused is told below the table with its reason: somebody chose, and could not have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.tables.layout import Column, render_table
from drillsim.tables.refused import refusals_told
from drillsim.telling.cells import one_line, wrap
from drillsim.telling.figures import NOTHING, clock
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.review import Answer, Duty
    from drillsim.tables.simulated import Simulated

BY_CP = "by-cp"


def render_answers(told: Simulated, width: int) -> list[str]:
    """Each question that was asked, and each choice that stood for one that was not."""
    from drillsim.review import read_answers, read_refusals

    answers = read_answers(told.plan, told.run.trace, told.orders)
    waits = told.policy != BY_CP
    rows = [_answer(told, one) for one in answers if one.asked is not None or (waits and one.option is not None)]
    if not rows:
        return []
    columns = [
        Column(_("question")),
        Column(_("choice"), gives_way=True),
        Column(_("asked"), right=True),
        Column(_("decided"), right=True),
        Column(_("in effect"), right=True),
    ]
    notes = list(refusals_told(told.case, told.plan, read_refusals(told.plan, told.run.trace)))
    if waits and any(one.asked is None and one.option is not None for one in answers):
        notes.append(
            _("not asked: the question did not come up in this run, so the choice that stood for it was not taken.")
        )
    open_ones = [one for one in answers if one.state == "open" and not (one.option or one.refused)]
    if open_ones:
        names = ", ".join(dict.fromkeys(one.decision for one in open_ones))
        notes.append(_("No choice stands for these, so they stay open: {names}.").format(names=names))
    below = [text for note in notes for text in wrap(note, width)]
    return ["", _("Questions and answers"), *render_table(columns, rows, width), *below]


def _answer(told: Simulated, answer: Answer) -> list[str]:
    decided = {"open": _("open"), "chosen": _("to approve"), "not-asked": NOTHING}.get(answer.state)
    refused = any(one.option for one in answer.refused) and answer.state == "open"
    return [
        answer.decision,
        _option(told, answer),
        _("not asked") if answer.asked is None else clock(told.plan, answer.asked),
        _("refused") if refused else decided or _moment(told, answer.decided),
        _moment(told, answer.effective),
    ]


def _option(told: Simulated, answer: Answer) -> str:
    """What was chosen, or stood to be, by its title."""
    name = answer.option or (answer.refused[-1].option if answer.refused else "")
    written = told.case.scenario.decisions.get(answer.decision)
    option = written.options.get(name) if written is not None else None
    title = getattr(option, "title", None)
    return one_line(title.in_language(language_in_use())) if title is not None else name or NOTHING


def _moment(told: Simulated, at: int | None) -> str:
    return NOTHING if at is None else clock(told.plan, at)


def render_duties(told: Simulated, width: int) -> list[str]:
    """Each thing that was owed."""
    from drillsim.review import read_duties

    rows = [_duty(told, duty) for duty in read_duties(told.plan, told.run.trace) if duty.owed is not None]
    if not rows:
        return []
    columns = [
        Column(_("obligation")),
        Column(_("name"), gives_way=True),
        Column(_("owed"), right=True),
        Column(_("by"), right=True),
        Column(_("met at"), right=True),
        Column(_("result")),
    ]
    return ["", _("Obligations"), *render_table(columns, rows, width)]


def _duty(told: Simulated, duty: Duty) -> list[str]:
    written = {**told.case.topology.obligations, **told.case.scenario.obligations}.get(duty.obligation)
    title = getattr(written, "title", None)
    results = {"owed": _("still owed"), "met": _("in time"), "missed": _("missed"), "late": _("late")}
    return [
        duty.obligation,
        one_line(title.in_language(language_in_use())) if title is not None else "",
        _moment(told, duty.owed),
        _moment(told, duty.due),
        _moment(told, duty.met),
        results[duty.state],
    ]
