"""Owns how the place where one begins is painted: cases, drills that were held, and what the chosen one is about."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from drillsim.telling import figures
from drillsim.telling.cells import cell_width, closed_up, cut, one_line, wrap
from drillsim.telling.collections import collection_name
from drillsim.telling.language import _, language_in_use, ngettext
from drillsim.telling.measures import form_name
from drillsim.tui.cases import ALL, KEPT, OWN
from drillsim.tui.painting.rows import Cell, Row, Span, columns, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.drill.shelf import Kept
    from drillsim.library.tolerances import Form
    from drillsim.tui.cases import CaseEntry, Sought

_LENGTH: Final = 10
_COUNT: Final = 4
_DURATION = re.compile(r"(\d+)(ms|s|m|h|d)")
_UNITS: Final = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


def head_row(width: int, *, is_first: bool) -> Row:
    """What to do here, in so much room."""
    room = max(0, width - 11)
    if not room:
        return Row(())
    said = _("Choose a case, or take up a drill.")
    if is_first:
        said = _("New here? Enter begins the tutorial of five minutes.")
    return Row((Span(" drillsim ", "title"), Span(f" {(wrap(said, room) or [''])[0]}")))


def group_name(group: str) -> str:
    """What a group is called in a word."""
    named = {
        ALL: _("All"),
        OWN: _("Yours"),
        KEPT: _("Drills held"),
        "tutorial": _("Tutorial"),
        "mizuho": _("Mizuho 2021"),
        "fsa": _("FSA"),
        "boj": _("Bank of Japan"),
        "cyber": _("Cyber attacks"),
    }
    return named.get(group, group)


def group_row(groups: Sequence[str], chosen: str, width: int) -> Row:
    """The groups beside each other, the chosen one in brackets; it is always in sight."""
    said = [f"[{group_name(each)}]" if each == chosen else f" {group_name(each)} " for each in groups]
    at = groups.index(chosen)
    first = 0
    while first < at and sum(cell_width(each) + 1 for each in said[first : at + 1]) > width:
        first += 1
    spans: list[Span] = []
    used = 0
    for group, words in zip(groups[first:], said[first:], strict=True):
        room = cell_width(words) + 1
        if used + room > width:
            break
        spans += [Span(words, "title" if group == chosen else "dim"), Span(" ")]
        used += room
    return Row(tuple(spans))


def sought_words(sought: Sought) -> str:
    """What narrows the list, in words."""
    lengths = {"short": _("under 6 hours"), "day": _("6 to 24 hours"), "long": _("over 24 hours")}
    langs = {"en": _("in English"), "ja": _("in Japanese")}
    told = [sought.words, lengths.get(sought.length, ""), langs.get(sought.lang, "")]
    return " · ".join(each for each in told if each)


def case_rows(cases: Sequence[CaseEntry], width: int, *, with_groups: bool) -> tuple[Row, ...]:
    """The cases, each with how long it is and how much is to be decided."""
    if not cases:
        return tuple(line_of(line, "dim") for line in wrap(_("No case fits. esc clears what you look for."), width))
    rows: list[Row] = []
    for name, each in groupby(cases, key=lambda case: collection_name(case.listed.entry) or group_name(OWN)):
        if with_groups:
            rows.append(line_of(cut(name, width), "title"))
        rows += [_case_row(case, width) for case in each]
    return tuple(rows)


def _case_row(case: CaseEntry, width: int) -> Row:
    entry, summary = case.listed.entry, case.listed.summary
    length = figures.duration(summary.length_ms) if summary.length_ms is not None else figures.NOTHING
    title = one_line(entry.title_in(language_in_use()))
    cells = [Cell(f" {title}"), Cell(length, _LENGTH, "dim", right=True)]
    if width > 50:
        cells.append(Cell(str(summary.decisions or figures.NOTHING), _COUNT, "dim", right=True))
    return columns(cells, width, case.key)


def about_rows(case: CaseEntry, width: int) -> tuple[Row, ...]:
    """What a case is about, how long it takes, what may be lost, and what to press."""
    entry, summary, lang = case.listed.entry, case.listed.summary, language_in_use()
    facts = [figures.duration(summary.length_ms)] if summary.length_ms is not None else []
    if summary.decisions:
        facts.append(
            ngettext("{count} decision", "{count} decisions", summary.decisions).format(count=summary.decisions)
        )
    facts.append(_("{minutes} to play at 60x").format(minutes=figures.duration(_minutes(summary.length_ms or 0))))
    rows = [line_of(line, "strong") for line in wrap(one_line(entry.title_in(lang)), width)]
    rows += [line_of(line, "dim") for line in wrap(f"{entry.id} · {closed_up(_('; ').join(facts))}", width)]
    rows.append(line_of(""))
    rows += [line_of(line) for line in wrap(one_line(summary.told_in(lang)), width)]
    if case.allowed:
        rows += [line_of(""), line_of(cut(_("What may be lost"), width), "title")]
        for line in case.allowed:
            forms = _(", ").join(_form(form, lang) for form in line.forms)
            name = one_line(line.title_in(lang)) or line.id
            rows += _hanging(closed_up(_("{name}: {title}").format(name=name, title=forms)), width)
    if entry.origin != "bundled":
        rows += [line_of(""), *(line_of(each, "dim") for each in wrap(str(entry.path), width))]
    return tuple(rows)


def _form(form: Form, lang: str) -> str:
    return f"{one_line(form.title_in(lang)) or form_name(form.id)} {_limit(form.limit)}"


def _minutes(ms: int) -> int:
    """How long a case takes at the usual speed, in whole minutes and at least one."""
    return max(1, ms // 60 // 60_000) * 60_000


def _hanging(text: str, width: int) -> list[Row]:
    first, *more = wrap(text, max(4, width - 2)) or [""]
    return [line_of(first), *(line_of(f"  {line}") for line in more)]


def _limit(written: str) -> str:
    """A limit as it was written: a duration as durations are shown, a number as numbers are."""
    parts = _DURATION.findall(written)
    if parts and "".join(number + unit for number, unit in parts) == written:
        return figures.duration(sum(int(number) * _UNITS[unit] for number, unit in parts))
    return figures.count(int(written)) if written.isdecimal() and written.isascii() else written


# -- drills that were held --------------------------------------------------------------------------------------------


def kept_rows(kept: Sequence[Kept], titles: dict[str, str], width: int) -> tuple[Row, ...]:
    """The drills that were held, the latest first, with what became of them."""
    if not kept:
        said = _("No drill has been held yet. The arrow keys lead back to the cases.")
        return tuple(line_of(line, "dim") for line in wrap(said, width))
    return tuple(_kept_row(each, titles, width) for each in kept)


def _kept_row(kept: Kept, titles: dict[str, str], width: int) -> Row:
    if kept.problem:
        return columns([Cell(f" {kept.path.name}", look="dim"), Cell(_("broken"), 8, "bad")], width, str(kept.path))
    title = titles.get(kept.scenario) or kept.scenario
    cells = [
        Cell(f" {title}"),
        Cell(_day(kept.begun), 11, "dim"),
        Cell(figures.duration(kept.reached), _LENGTH, "dim", right=True),
    ]
    return columns([*cells, Cell(_("over") if kept.ended else _("goes on"), 8)], width, str(kept.path))


def _day(wall: str) -> str:
    """Month, day and time of a moment on the wall."""
    return wall[5:16].replace("T", " ")


def kept_about_rows(kept: Kept, titles: dict[str, str], width: int) -> tuple[Row, ...]:
    """What became of a drill, or why it cannot be taken up."""
    rows = [
        line_of(line, "strong") for line in wrap(titles.get(kept.scenario) or kept.scenario or kept.path.name, width)
    ]
    if kept.problem:
        return (*rows, line_of(""), *(line_of(line, "bad") for line in wrap(kept.problem, width)))
    facts = [
        (_("last written"), kept.begun[:16].replace("T", " ")),
        (_("time came to"), f"T+{figures.duration(kept.reached)}"),
        (_("decisions"), str(kept.decisions)),
        (_("branches"), str(kept.branches)),
        (_("state"), _("over") if kept.ended else _("goes on")),
    ]
    if kept.ended:
        facts.append((_("tolerances breached"), str(kept.breaches)))
    column = max(cell_width(name) for name, _value in facts)
    rows += [line_of("")]
    rows += [columns([Cell(name, column, "dim"), Cell(value)], width) for name, value in facts]
    return (*rows, line_of(""), *(line_of(line, "dim") for line in wrap(str(kept.path), width)))
