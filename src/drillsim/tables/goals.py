"""Owns how objectives look, and messages that wanted an answer or gave an estimate: in a run and in a replay alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drillsim.review.objectives import read_objectives, read_wanted
from drillsim.tables.layout import Column, render_table
from drillsim.telling.cells import one_line
from drillsim.telling.figures import NOTHING, clock
from drillsim.telling.language import _, language_in_use
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import condition_words

if TYPE_CHECKING:
    from drillsim.engine import Run
    from drillsim.library import Case
    from drillsim.review.objectives import Judged


def render_goals(case: Case, run: Run, width: int) -> list[str]:
    """Both tables, where a case has them."""
    return [*_objectives(case, run, width), *_wanted(case, run, width)]


def _objectives(case: Case, run: Run, width: int) -> list[str]:
    """Each criterion: what it asks, whether it is met, and since when."""
    names, lang = Names(case.topology, case.scenario), language_in_use()
    before, rows = "", []
    for each in read_objectives(case, run):
        title = case.scenario.objectives[each.objective].title
        named = one_line(title.in_language(lang)) if title is not None else each.objective
        asks = each.observe.in_language(lang) if each.observe is not None else _condition(each, names)
        first = NOTHING if each.first is None or not each.met else clock(run.plan, each.first)
        rows.append([named if named != before else "", one_line(asks), _met(each), first])
        before = named
    if not rows:
        return []
    columns = [
        Column(_("objective"), gives_way=True, wraps=True),
        Column(_("criterion"), gives_way=True, wraps=True),
        Column(_("met")),
        Column(_("since"), right=True),
    ]
    return ["", _("Objectives"), *render_table(columns, rows, width)]


def _condition(each: Judged, names: Names) -> str:
    assert each.condition is not None, "what no observer marks is a condition"
    return condition_words(each.condition, names)


def _met(each: Judged) -> str:
    if each.met is None:
        return _("an observer says")
    return _("yes") if each.met else _("NO")


def _wanted(case: Case, run: Run, width: int) -> list[str]:
    """Each message that wanted an answer or gave an estimate."""
    names = Names(case.topology, case.scenario)
    rows = [
        [
            names.title(each.message) or each.message,
            names.short_name(each.role),
            clock(run.plan, each.read),
            NOTHING if each.answer_by is None else clock(run.plan, each.answer_by),
            NOTHING if each.estimate is None else clock(run.plan, each.estimate),
        ]
        for each in read_wanted(run)
    ]
    if not rows:
        return []
    columns = [
        Column(_("message"), gives_way=True, wraps=True),
        Column(_("read by"), gives_way=True, wraps=True),
        Column(_("read"), right=True),
        Column(_("answer by"), right=True),
        Column(_("estimate"), right=True),
    ]
    return ["", _("Messages that wanted an answer or gave an estimate"), *render_table(columns, rows, width)]


def goals_data(case: Case, run: Run) -> dict[str, Any]:
    """The same for other programs; times in ms from the start."""
    return {
        "objectives": [
            {
                "objective": each.objective,
                "condition": None if each.condition is None else each.condition.text,
                "observe": None if each.observe is None else {"en": each.observe.en, "ja": each.observe.ja},
                "met": each.met,
                "first_ms": each.first,
            }
            for each in read_objectives(case, run)
        ],
        "messages": [
            {
                "message": each.message,
                "role": each.role,
                "read_ms": each.read,
                "answer_by_ms": each.answer_by,
                "estimate_ms": each.estimate,
            }
            for each in read_wanted(run)
        ],
    }
