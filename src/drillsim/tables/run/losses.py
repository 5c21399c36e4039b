"""Owns the tables of what lines lost: how long each was out, what became of its items, what its tolerance allowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from drillsim.engine.kernel.outcome import total_of
from drillsim.tables.layout import Column, render_table
from drillsim.telling.cells import one_line, wrap
from drillsim.telling.figures import NOTHING, amount, clock, clock_of, count, duration, money, share
from drillsim.telling.language import _, language_in_use, ngettext
from drillsim.telling.measures import form_name, form_titles

if TYPE_CHECKING:
    from drillsim.engine import FormOutcome, LineOutcome
    from drillsim.tables.simulated import Simulated

WHOLE = 1_000_000


def render_outages(told: Simulated, lines: Sequence[LineOutcome], width: int) -> list[str]:
    """The lines that were hit by name, and how long each was out."""
    columns = [Column(_("line")), Column(_("name"), gives_way=True)]
    rows = [[line.line, _title(told, line.line)] for line in lines]
    notes = []
    if any(line.outage for line in lines):
        shown: list[tuple[str, Callable[[LineOutcome], int]]] = [
            (_("outage"), lambda line: line.outage),
            (_("longest"), lambda line: line.outage_longest),
            (_("below"), lambda line: line.below),
        ]
        notes.append(
            _(
                "outage: from falling below the level that counts as restored until restored, all outages together;"
                " longest: the longest of them; below: the time really below that level."
            )
        )
        if any(line.outage_in_hours != line.outage for line in lines):
            shown.append((_("in hours"), lambda line: line.outage_in_hours))
            notes.append(_("in hours: the part of the outage in which the line was open."))
        columns += [Column(name, right=True) for name, _read in shown]
        for row, line in zip(rows, lines, strict=True):
            row += [_time(read(line)) for _name, read in shown]
        notes += _still_out(columns, rows, lines)
    else:
        notes.append(_("No line was out: each stayed above the level that counts as restored."))
    told_below = [text for note in notes for text in wrap(note, width)]
    return ["", _("Lines that were hit"), *render_table(columns, rows, width), *told_below]


def _still_out(columns: list[Column], rows: list[list[str]], lines: Sequence[LineOutcome]) -> list[str]:
    """Adds which outages go on; what to say below the table."""
    if not any(line.out for line in lines):
        return [_("No line is still out.")]
    columns.append(Column(_("still out")))
    for row, line in zip(rows, lines, strict=True):
        row.append(_goes_on(line))
    notes = []
    if any(line.out and line.closed for line in lines):
        notes.append(_("closed: it was not restored when it closed, and is closed now."))
    if any(line.out and line.up and not line.closed for line in lines):
        notes.append(_("settling: it is up again, but has not been for long enough to count as restored."))
    return notes


def _goes_on(line: LineOutcome) -> str:
    """Whether an outage goes on."""
    if not line.out:
        return NOTHING
    if line.closed:
        return _("closed")
    return _("settling") if line.up else _("yes")


def _title(told: Simulated, line: str) -> str:
    written = told.case.topology.lines.get(line)
    title = written.title if written is not None else None
    return one_line(title.in_language(language_in_use())) if title is not None else ""


def _time(ms: int) -> str:
    return duration(ms) if ms else NOTHING


def render_items(lines: Sequence[LineOutcome], width: int) -> list[str]:
    """What became of each line's items; demand is the sum of the five after it."""
    sums: list[tuple[str, Callable[[LineOutcome], int]]] = [
        (_("served"), lambda line: line.served),
        (_("failed"), lambda line: line.failed),
        (_("turned away"), lambda line: line.turned_away),
        (_("wrong"), lambda line: line.wrong),
        (_("waiting"), lambda line: line.waiting),
    ]
    beside: list[tuple[str, Callable[[LineOutcome], int]]] = [
        (_("most waiting"), lambda line: line.waiting_peak),
        (_("delayed"), lambda line: line.delayed),
        (_("overdue"), lambda line: line.overdue),
        (_("exposed"), lambda line: line.exposed),
        (_("customers"), lambda line: line.customers),
        (_("complaints"), lambda line: line.complaints),
    ]
    worth = any(line.amount for line in lines)
    shown = [one for one in [*sums, *beside] if any(one[1](line) for line in lines)]
    absent = [name for name, read in [*sums, *beside] if not any(read(line) for line in lines)]
    columns = [Column(_("line")), Column(_("demand"), right=True)]
    columns += [Column(name, right=True) for name, _read in shown]
    rows = [[line.line, count(line.demand), *(_number(read(line)) for _name, read in shown)] for line in lines]
    if worth:
        columns.append(Column(_("amount"), right=True))
        for row, line in zip(rows, lines, strict=True):
            row.append(money(line.amount) if line.amount else NOTHING)
    if len(lines) > 1:
        rows.append(_totals(lines, shown, worth=worth))
    notes = [_("Each demand is the sum of the five: served, failed, turned away, wrong, waiting.")]
    if absent:
        notes.append(_("None at any line: {names}.").format(names=", ".join(absent)))
    return [
        "",
        _("Items"),
        *render_table(columns, rows, width),
        *(text for note in notes for text in wrap(note, width)),
    ]


def _totals(
    lines: Sequence[LineOutcome], shown: Sequence[tuple[str, Callable[[LineOutcome], int]]], *, worth: bool
) -> list[str]:
    """All lines that are shown together, but for customers, who may use several of them, and for what peaks apart."""
    total = total_of(lines)
    apart = {_("most waiting"), _("customers")}
    sums = ["" if name in apart else _number(sum(read(line) for line in lines)) for name, read in shown]
    return [_("together"), count(total.demand), *sums, *([money(total.amount)] if worth else [])]


def _number(number: int) -> str:
    return count(number) if number else NOTHING


def render_tolerances(told: Simulated, lines: Sequence[LineOutcome], width: int) -> list[str]:
    """Each form of each line's tolerance: what is allowed, what is used, whether and when it was breached."""
    titles = form_titles(told.case)
    rows = [_form(told, titles, line, form) for line in lines for form in line.forms]
    if not rows:
        return []
    columns = [
        Column(_("line")),
        Column(_("may lose"), gives_way=True),
        Column(_("limit"), right=True),
        Column(_("used"), right=True),
        Column(_("share"), right=True),
        Column(_("breached"), right=True),
    ]
    return ["", _("Tolerances"), *render_table(columns, rows, width)]


def _form(told: Simulated, titles: dict[tuple[str, str], str], line: LineOutcome, form: FormOutcome) -> list[str]:
    when = clock(told.plan, form.breached_at) if form.breached_at is not None else _("no")
    name = titles.get((line.line, form.name)) or one_line(form_name(form.name))
    if form.unit == "clock":
        kept = _("in time") if form.tested else _("not yet due")
        used = ngettext("missed once", "missed {count} times", form.used).format(count=form.used)
        return [line.line, name, clock_of(told.plan, form.allowed), used if form.used else kept, NOTHING, when]
    part = share(form.used * WHOLE // form.allowed) if form.allowed else NOTHING if form.used else share(0)
    return [line.line, name, amount(form.unit, form.allowed), amount(form.unit, form.used), part, when]
