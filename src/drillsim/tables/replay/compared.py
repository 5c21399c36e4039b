"""Owns how a what-if looks beside the run it is held against: the numbers that differ, and the ways to the roots.

1. A form of a tolerance stands for the measure of the same name; a sign behind a number says that it is breached.
2. Lines whose ways back change alike are told together; a way is told by its first records that only one run has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from drillsim.review import path_changes, toll
from drillsim.tables.layout import Column, render_table
from drillsim.tables.refused import refusals_told
from drillsim.tables.replay.replayed import choice_words, render_opening
from drillsim.telling.cells import closed_up, cut, one_line, wrap
from drillsim.telling.figures import NOTHING, amount, clock, count
from drillsim.telling.happened.words import Words
from drillsim.telling.language import _, language_in_use, ngettext
from drillsim.telling.measures import form_name, form_titles
from drillsim.telling.names import Names

if TYPE_CHECKING:
    from drillsim.engine import Record
    from drillsim.review import Comparison, Difference, PathChange, Played

BREACHED = "!"
GROUPS_MAX = 4
RECORDS_MAX = 2
INDENT = "  "


def render_comparison(comparison: Comparison, seed: int, what_if: str, width: int) -> list[str]:
    """A what-if beside the run it is held against."""
    return [
        *render_opening(comparison.base.replay, _("seed {seed}").format(seed=seed), width),
        *wrap(what_if, width),
        *_differences(comparison, width),
        *_choices(comparison, width),
        *_open(comparison, width),
        *_paths(comparison, width),
    ]


def _differences(comparison: Comparison, width: int) -> list[str]:
    shown = [difference for difference in _without_doubles(comparison.differences) if difference.differs]
    if not shown:
        return ["", *wrap(_("Nothing changes in any line: the change makes no difference here."), width)]
    columns = [
        Column(_("line"), gives_way=True),
        Column(_("measure"), gives_way=True, wraps=True),
        Column(_("as it was"), right=True),
        Column(_("what if"), right=True),
        Column(_("difference"), right=True),
    ]
    titles = form_titles(comparison.other.replay.case)
    rows = [
        [
            difference.subject if first else "",
            measure_words(difference, titles),
            _value(difference, difference.before, breached=difference.breached_before),
            _value(difference, difference.after, breached=difference.breached_after),
            signed(difference.unit, difference.change),
        ]
        for _subject, group in groupby(shown, key=lambda each: each.subject)
        for first, difference in zip([True, *[False] * len(shown)], list(group), strict=False)
    ]
    rows += _totals(comparison)
    note = _("{sign} breaches the tolerance.").format(sign=BREACHED)
    breached = any(difference.breached_before or difference.breached_after for difference in shown)
    return [
        "",
        _("What changes"),
        *render_table(columns, rows, width),
        *(wrap(note, width) if breached else []),
        *_alike(comparison, shown, width),
    ]


def _without_doubles(found: Sequence[Difference]) -> list[Difference]:
    """A form of a tolerance says what the measure of its name says, and more."""
    forms = {(each.subject, each.measure) for each in found if each.is_form}
    return [each for each in found if each.is_form or (each.subject, each.measure) not in forms]


def measure_words(difference: Difference, titles: Mapping[tuple[str, str], str]) -> str:
    """What is measured, by the title that the writer gave it, and what of it is allowed."""
    own = titles.get((difference.subject, difference.measure)) if difference.is_form else None
    name = own or one_line(_("items kept") if difference.measure == "kept" else form_name(difference.measure))
    if not difference.is_form or difference.unit == "clock":
        return name
    return _("{measure} (limit {limit})").format(measure=name, limit=amount(difference.unit, difference.allowed))


def _value(difference: Difference, value: int, *, breached: bool) -> str:
    if difference.unit == "clock":
        shown = ngettext("missed once", "missed {count} times", value).format(count=value) if value else NOTHING
    else:
        shown = amount(difference.unit, value)
    return f"{shown} {BREACHED}" if breached else shown


def signed(unit: str, change: int) -> str:
    """How much more or less."""
    if not change:
        return "0"
    sign = "+" if change > 0 else "-"
    return f"{sign}{count(abs(change)) if unit == 'clock' else amount(unit, abs(change))}"


def _totals(comparison: Comparison) -> Iterator[list[str]]:
    """What all lines and fleets together come to."""
    then, now = toll(comparison.base), toll(comparison.other)
    all_of = [
        (_("customers"), "items", then.customers, now.customers),
        (_("outage"), "ms", then.outage, now.outage),
        (_("items kept"), "items", then.kept, now.kept),
        (_("overdue"), "items", then.overdue, now.overdue),
        (_("tolerances breached"), "items", then.breaches, now.breaches),
    ]
    shown = [each for each in all_of if each[2] or each[3]]
    for place, (name, unit, before, after) in enumerate(shown):
        first = "" if place else _("all together")
        yield [first, name, amount(unit, before), amount(unit, after), signed(unit, after - before)]


def _alike(comparison: Comparison, shown: Sequence[Difference], width: int) -> list[str]:
    """The lines that are hit and to which the change makes no difference."""
    differ = {difference.subject for difference in shown}
    names = dict.fromkeys(each.subject for each in comparison.differences if each.subject not in differ)
    return wrap(_("No difference for: {names}.").format(names=", ".join(names)), width) if names else []


def _choices(comparison: Comparison, width: int) -> list[str]:
    """What is decided otherwise or at another time."""
    if not comparison.choices:
        return []
    columns = [Column(_("as it was"), gives_way=True, wraps=True), Column(_("what if"), gives_way=True, wraps=True)]
    rows = [
        [
            _chosen(comparison.base, change.decision, change.before),
            _chosen(comparison.other, change.decision, change.after, comparison.refused),
        ]
        for change in comparison.choices
    ]
    return ["", _("What is decided otherwise"), *render_table(columns, rows, width)]


def _chosen(played: Played, decision: str, choices: Sequence[tuple[int, str]], refused: Sequence[Record] = ()) -> str:
    case, plan = played.replay.case, played.replay.plan
    names = Names(case.topology, case.scenario)
    barred = [record for record in refused if record.subject == decision]
    if not choices and barred:
        choice = choice_words(names, decision, str(barred[-1].detail[0]))
        return _("{clock} {choice}: refused").format(clock=clock(plan, barred[-1].time), choice=choice)
    if not choices:
        return _("{decision}: nothing").format(decision=names.short_name(decision))
    told = (f"{clock(plan, at)} {choice_words(names, decision, option)}" for at, option in choices)
    return _("; ").join(told)


def _open(comparison: Comparison, width: int) -> list[str]:
    """The choices that only the what-if refuses, and the questions that nobody answers in it alone."""
    other = comparison.other.replay
    decisions = other.case.scenario.decisions
    lines = [line for told in refusals_told(other.case, other.plan, comparison.refused) for line in wrap(told, width)]
    refused = {record.subject for record in comparison.refused}
    for name in comparison.opened:
        if name in refused:
            continue
        asks = decisions[name].asks if name in decisions else None
        question = one_line(asks.in_language(language_in_use())) if asks is not None else ""
        said = _("Stays open in the what-if: {name}: {question}").format(name=name, question=question)
        lines += wrap(said.rstrip(": ："), width)
    return ["", *lines] if lines else []


# -- ways back to the roots --------------------------------------------------------------------------------------------


def _paths(comparison: Comparison, width: int) -> list[str]:
    changes = path_changes(comparison)
    if not changes:
        return []
    groups: dict[tuple[object, ...], list[PathChange]] = {}
    for change in changes:
        key = (change.hit_before, change.hit_after, change.gone, change.new)
        groups.setdefault(key, []).append(change)
    told = sorted(groups.values(), key=lambda group: (not (group[0].gone or group[0].new), -len(group)))
    lines = [line for group in told[:GROUPS_MAX] for line in _group(comparison, group, width)]
    more = sum(len(group) for group in told[GROUPS_MAX:])
    if more:
        said = ngettext("{count} more line changes its way.", "{count} more lines change their ways.", more)
        lines += wrap(said.format(count=count(more)), width)
    return ["", _("What brings it about"), *lines]


def _group(comparison: Comparison, group: Sequence[PathChange], width: int) -> Iterator[str]:
    first = group[0]
    names = ", ".join(change.line for change in group)
    yield cut(_("{lines}: {what}").format(lines=cut(names, width - 24), what=_state(first)), width)
    if first.gone and first.hit_after:
        yield from _indented(_("roots gone: {names}").format(names=", ".join(first.gone)), width)
    elif first.gone:
        yield from _indented(_("its roots were: {names}").format(names=", ".join(first.gone)), width)
    if first.new:
        yield from _indented(_("roots new: {names}").format(names=", ".join(first.new)), width)
    if first.hit_before and first.hit_after:
        yield from _records(comparison, first, width)


def _state(change: PathChange) -> str:
    if not change.hit_after:
        return _("no longer hit")
    return _("still hit") if change.hit_before else _("hit only now")


def _records(comparison: Comparison, change: PathChange, width: int) -> Iterator[str]:
    """The first records by which the ways differ, beside the roots and what these set."""
    for played, records, label in (
        (comparison.base, change.only_before, _("only as it was")),
        (comparison.other, change.only_after, _("only what if")),
    ):
        words = Words(played.replay.case, played.replay.plan)
        caused = [record for record in records if record.causes and record.kind != "set"]
        for record in caused[:RECORDS_MAX]:
            said = closed_up(words.sentence(record))
            yield from _indented(f"{label}: {words.moment(record.time)} {said}", width)


def _indented(text: str, width: int) -> Iterator[str]:
    first, *more = wrap(text, width - 2 * len(INDENT)) or [""]
    yield f"{INDENT}{first}"
    yield from (f"{INDENT}{INDENT}{line}" for line in more)
