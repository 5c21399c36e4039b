"""Owns what is told when a drill is over: what each line lost, who decided what, and what was published beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling.cells import one_line
from drillsim.telling.figures import clock
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.drill import Drill
    from drillsim.tables.simulated import Simulated


def simulated(drill: Drill) -> Simulated:
    """The drill as the tables of a run take it."""
    from drillsim.tables.simulated import Asked, Simulated

    header = drill.header
    sets = tuple(f"{path}={value}" for path, value in (header.sets or {}).items())
    asked = Asked(header.scenario_id, header.seed, header.policy, header.changes, sets)
    return Simulated(asked, drill.case, drill.plan, "nobody", (), drill.run)


def render_summary(drill: Drill, width: int) -> list[str]:
    """Lines, tolerances, questions, obligations, and unless blind what was published."""
    from drillsim.tables.run.answers import render_answers, render_duties

    told = simulated(drill)
    lines = [*render_losses(drill, width), *render_answers(told, width), *render_duties(told, width)]
    return [*lines, *([] if drill.header.blind else _published(drill, width))]


def render_losses(drill: Drill, width: int) -> list[str]:
    """What each line lost, and how much of its tolerance that is."""
    from drillsim.tables.run.account import was_hit
    from drillsim.tables.run.losses import render_items, render_outages, render_tolerances

    told, outcome = simulated(drill), drill.run.outcome()
    hit = [line for line in outcome.lines if was_hit(line)]
    lines = [_("What came of it")]
    if hit:
        lines += render_outages(told, hit, width)
        lines += render_items(hit, width)
        lines += render_tolerances(told, hit, width)
    else:
        lines.append(_("No line was hit."))
    return lines


def _published(drill: Drill, width: int) -> list[str]:
    """What was published, beside when it came about here."""
    from drillsim.drill.beside import milestone_here
    from drillsim.drill.until import moment_of
    from drillsim.model.scenario import Milestone
    from drillsim.tables.layout import Column, render_table
    from drillsim.telling.state_words import missing_word

    rows = []
    for number, row in enumerate(drill.case.scenario.published):
        if not isinstance(row, Milestone):
            continue
        at = moment_of(drill.plan, row.at)
        here = milestone_here(drill, number, at)
        what = one_line(row.what.in_language(language_in_use())) if row.what is not None else row.is_.text
        rows.append(
            [what, clock(drill.plan, at), missing_word("not-by-the-end") if here is None else clock(drill.plan, here)]
        )
    if not rows:
        return []
    columns = [
        Column(_("what was published"), gives_way=True),
        Column(_("published"), right=True),
        Column(_("in this drill"), right=True),
    ]
    return ["", *render_table(columns, rows, width)]
