"""Owns the account of a run: what it was, how long each line was out, what became of its items, what was breached.

1. A line to which nothing happened is named in one sentence, not in every table, unless all are asked for.
2. A column in which nothing happened is left out, and what it counts is named below the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from drillsim.cli.table import Column, render_table
from drillsim.telling.cells import one_line, wrap
from drillsim.telling.figures import NOTHING, amount, count, date_and_time, duration, moment, share
from drillsim.telling.language import _, language_in_use, ngettext
from drillsim.telling.measures import form_name

if TYPE_CHECKING:
    from drillsim.cli.simulating import Simulated
    from drillsim.engine import FormOutcome, LineOutcome, Outcome

WHOLE = 1_000_000


def render_account(told: Simulated, outcome: Outcome, width: int, *, every_line: bool = False) -> list[str]:
    """Everything a reader wants to know of a run."""
    hit = [line for line in outcome.lines if every_line or was_hit(line)]
    lines = [*_opening(told, outcome, width)]
    if hit:
        lines += _outages(told, hit, width)
        lines += _items(hit, width)
        lines += _tolerances(told, hit, width)
    lines += _untouched([line for line in outcome.lines if line not in hit], width)
    return [*lines, *_closing(told, width)]


def was_hit(line: LineOutcome) -> bool:
    """Whether anything happened to a line that a reader should see."""
    items = (line.failed, line.turned_away, line.wrong, line.waiting, line.overdue, line.exposed)
    return bool(line.outage or any(items) or any(form.breached for form in line.forms))


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


def render_inputs(told: Simulated) -> str:
    """Seed, policy, changes and settings: what makes this run the one it is."""
    parts = [_("seed {seed}").format(seed=told.asked.seed), policy_words(told.policy)]
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
    if outcome.time < told.plan.horizon:
        from_to += _(" (the scenario goes on to {ends})").format(ends=date_and_time(told.plan, told.plan.horizon))
    texts = (f"{told.plan.scenario}  {title}".rstrip(), from_to, render_inputs(told))
    return [line for text in texts for line in wrap(text, width)]


def _outages(told: Simulated, lines: Sequence[LineOutcome], width: int) -> list[str]:
    """The lines that were hit by name, and how long each was out."""
    any_out = any(line.outage for line in lines)
    columns = [Column(_("line")), Column(_("name"), gives_way=True)]
    if any_out:
        columns += [
            Column(_("outage"), right=True),
            Column(_("longest"), right=True),
            Column(_("in hours"), right=True),
            Column(_("still out")),
        ]
    rows = []
    for line in lines:
        times = [_time(line.outage), _time(line.outage_longest), _time(line.outage_in_hours)]
        rows.append([line.line, _title(told, line.line), *times, _("yes") if line.out else NOTHING][: len(columns)])
    note = (
        _("outage: time below the level that counts as restored; in hours: while the line was open.")
        if any_out
        else _("No line was out: each stayed above the level that counts as restored.")
    )
    return ["", _("Lines that were hit"), *render_table(columns, rows, width), *wrap(note, width)]


def _title(told: Simulated, line: str) -> str:
    written = told.case.topology.lines.get(line)
    title = written.title if written is not None else None
    return one_line(title.in_language(language_in_use())) if title is not None else ""


def _time(ms: int) -> str:
    return duration(ms) if ms else NOTHING


def _items(lines: Sequence[LineOutcome], width: int) -> list[str]:
    """What became of each line's items; demand is the sum of the five after it."""
    readers: list[tuple[str, Callable[[LineOutcome], int]]] = [
        (_("served"), lambda line: line.served),
        (_("failed"), lambda line: line.failed),
        (_("turned away"), lambda line: line.turned_away),
        (_("wrong"), lambda line: line.wrong),
        (_("waiting"), lambda line: line.waiting),
        (_("overdue"), lambda line: line.overdue),
        (_("exposed"), lambda line: line.exposed),
        (_("customers"), lambda line: line.customers),
    ]
    shown = [(name, read) for name, read in readers if any(read(line) for line in lines)]
    absent = [name for name, read in readers if not any(read(line) for line in lines)]
    columns = [Column(_("line"), gives_way=True), Column(_("demand"), right=True)]
    columns += [Column(name, right=True) for name, _read in shown]
    rows = [[line.line, count(line.demand), *(_number(read(line)) for _name, read in shown)] for line in lines]
    note = wrap(_("None at any line: {names}.").format(names=", ".join(absent)), width) if absent else []
    return ["", _("Items"), *render_table(columns, rows, width), *note]


def _number(number: int) -> str:
    return count(number) if number else NOTHING


def _tolerances(told: Simulated, lines: Sequence[LineOutcome], width: int) -> list[str]:
    """Each form of each line's tolerance: what is allowed, what is used, whether and when it was breached."""
    rows = [_form(told, line, form) for line in lines for form in line.forms]
    if not rows:
        return []
    columns = [
        Column(_("line")),
        Column(_("may lose"), gives_way=True),
        Column(_("limit"), right=True),
        Column(_("used"), right=True),
        Column(_("share"), right=True),
        Column(_("breached")),
    ]
    return ["", _("Tolerances"), *render_table(columns, rows, width)]


def _form(told: Simulated, line: LineOutcome, form: FormOutcome) -> list[str]:
    when = moment(told.plan, form.breached_at) if form.breached_at is not None else NOTHING
    name = one_line(form_name(form.name))
    if form.unit == "clock":
        used = ngettext("missed once", "missed {count} times", form.used).format(count=form.used)
        return [line.line, name, clock_of(told, form.allowed), used if form.used else NOTHING, NOTHING, when]
    part = share(form.used * WHOLE // form.allowed) if form.allowed else NOTHING
    return [line.line, name, amount(form.unit, form.allowed), amount(form.unit, form.used), part, when]


def clock_of(told: Simulated, slot: int) -> str:
    """The clock time that a deadline names: of every day, or one moment."""
    from drillsim.engine.arrays import ABSOLUTE

    if slot >= ABSOLUTE:
        return moment(told.plan, slot - ABSOLUTE, seconds=False)
    minutes = slot // 60_000
    return f"{minutes // 60:02}:{minutes % 60:02}"


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
    return ["", fingerprint, *wrap(f"{records}; {render_inputs(told)}", width)]
