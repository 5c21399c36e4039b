"""Owns the account of a run: what it was, what was lost and by whom, who was asked what, and how to have it again.

1. A line to which nothing happened is named in one sentence, not in every table, unless all are asked for.
2. A column in which nothing happened is left out, and what it counts is named below the table.
3. Times are those of the clock on the wall, to the minute; a later day than the first is `d+1`, as it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from drillsim.tables.goals import render_goals
from drillsim.tables.run.answers import render_answers, render_duties
from drillsim.tables.run.losses import render_items, render_outages, render_tolerances
from drillsim.tables.run.unfinished import render_unfinished
from drillsim.telling.cells import one_line, wrap
from drillsim.telling.figures import clock, count, date_and_time
from drillsim.telling.language import _, language_in_use, ngettext

if TYPE_CHECKING:
    from drillsim.engine import FormOutcome, LineOutcome, Outcome
    from drillsim.tables.simulated import Simulated

HALF = 2
"""From half of a tolerance on there is something to see."""


def render_account(told: Simulated, outcome: Outcome, width: int, *, every_line: bool = False) -> list[str]:
    """Everything a reader wants to know of a run."""
    hit = [line for line in outcome.lines if every_line or was_hit(line)]
    lines = [*_opening(told, outcome, width)]
    if hit:
        lines += render_outages(told, hit, width)
        lines += render_items(hit, width)
        lines += render_tolerances(told, hit, width)
    lines += render_unfinished(told, width)
    lines += render_answers(told, width)
    lines += render_duties(told, width)
    lines += render_goals(told.case, told.run, width)
    lines += _untouched([line for line in outcome.lines if line not in hit], width)
    return [*lines, *_closing(told, width)]


def was_hit(line: LineOutcome) -> bool:
    """Whether anything happened to a line that a reader should see."""
    items = (line.failed, line.turned_away, line.wrong, line.waiting, line.delayed, line.overdue, line.exposed)
    return bool(line.outage or any(items) or any(_counts(form) for form in line.forms))


def _counts(form: FormOutcome) -> bool:
    """Whether a form is breached or used by half."""
    return form.breached or (form.unit != "clock" and 0 < form.allowed <= form.used * HALF)


def worst_first(lines: Iterable[LineOutcome]) -> list[LineOutcome]:
    """The lines that were hit: breaches first, then by time out, then by items not served well."""

    def harm(line: LineOutcome) -> tuple[int, int, int]:
        breached = sum(form.breached for form in line.forms)
        return bool(breached), line.outage, line.failed + line.turned_away + line.wrong + line.overdue

    return sorted(filter(was_hit, lines), key=harm, reverse=True)


def policy_words(policy: str) -> str:
    """Who decided, in the reader's words."""
    known = {
        "as-published": _("policy as-published"),
        "by-cp": _("policy by-cp (as the contingency plan says)"),
        "nobody": _("policy nobody (nothing is decided)"),
    }
    return known.get(policy) or _("policy {policy}").format(policy=policy)


def pinned_words(*, pinned: bool) -> str:
    """How durations come about."""
    if pinned:
        return _("pinned (published task ends at their times, other durations as likely)")
    return _("unpinned (durations are drawn)")


def render_inputs(told: Simulated) -> str:
    """Seed, policy, changes and settings: what makes this run the one it is."""
    parts = [_("seed {seed}").format(seed=told.asked.seed), policy_words(told.policy)]
    if told.then is not None:
        parts.append(_("reaction times kept"))
    parts.append(pinned_words(pinned=told.pinned))
    if told.asked.changes:
        parts.append(_("with {changes}").format(changes=", ".join(told.asked.changes)))
    if told.asked.settings:
        parts.append(_("set {settings}").format(settings=", ".join(told.asked.settings)))
    return "; ".join(parts)


def _opening(told: Simulated, outcome: Outcome, width: int) -> list[str]:
    title = one_line(told.case.scenario.title.in_language(language_in_use()))
    from_to = _("{starts} to {ends}").format(
        starts=date_and_time(told.plan, 0), ends=date_and_time(told.plan, outcome.time)
    )
    texts = [f"{told.plan.scenario}  {title}".rstrip(), from_to, render_inputs(told)]
    if outcome.time < told.plan.horizon:
        texts[1] += _(" (the scenario goes on to {ends})").format(ends=date_and_time(told.plan, told.plan.horizon))
        texts.append(
            _(
                "All of it as it stood at {until}: an outage that goes on counts up to then, what waits may still be"
                " served, and nothing later is in any number."
            ).format(until=clock(told.plan, outcome.time))
        )
    return [line for text in texts for line in wrap(text, width)]


def _untouched(lines: Sequence[LineOutcome], width: int) -> list[str]:
    """The lines to which nothing happened."""
    if not lines:
        return []
    names = ", ".join(line.line for line in lines)
    return ["", *wrap(_("Nothing happened to: {names}.").format(names=names), width)]


def _closing(told: Simulated, width: int) -> list[str]:
    """How this run can be told from every other, and had again."""
    trace = told.run.trace
    records = ngettext("{count} record", "{count} records", len(trace)).format(count=count(len(trace)))
    fingerprint = _("fingerprint {fingerprint}").format(fingerprint=trace.fingerprint())
    from drillsim.review import read_refusals
    from drillsim.tables.simulated import newly_open

    refused = {record.subject for record in read_refusals(told.plan, trace)}
    opened = [name for name in newly_open(told) if name not in refused]
    asked = _("asked and left open, since nothing was published: {names}").format(names=", ".join(opened))
    return ["", *(wrap(asked, width) if opened else ()), fingerprint, *wrap(f"{records}; {render_inputs(told)}", width)]
