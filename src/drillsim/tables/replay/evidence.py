"""Owns what the rows of a replay say for its case: how many were put in, given or came out, and what was fitted.

1. What is assumed, or says again what another row says, is in no count.
2. What was published and is not in the model is named, so that nobody takes its absence for a hit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from drillsim.review import CLASSES, GIVEN, PublishedRow, Standing, Weighed, counts, unmodelled_rows
from drillsim.tables.layout import Column, render_table
from drillsim.telling.cells import one_line, wrap
from drillsim.telling.figures import count
from drillsim.telling.language import _, language_in_use, ngettext

if TYPE_CHECKING:
    from drillsim.library import Case
    from drillsim.review import Calibration

Tell = Callable[[PublishedRow], str]
"""What a row is about, in words."""


def render_evidence(case: Case, found: Sequence[Weighed], fitted: Calibration, tell: Tell, width: int) -> list[str]:
    """What the rows say for the case."""
    said = [
        *_not_counted(found),
        *_not_modelled(case),
    ]
    below = [*_fitted(found, fitted), *_came_out(found, fitted, tell)]
    return [
        *([""] if said else []),
        *_wrapped(said, width),
        "",
        *_classes(found, fitted, width),
        "",
        *_wrapped(below, width),
    ]


def _wrapped(texts: Iterable[str], width: int) -> list[str]:
    return [line for text in texts for line in wrap(text, width)]


def _classes(found: Sequence[Weighed], fitted: Calibration, width: int) -> list[str]:
    """How many rows each class has, and how many of them are met."""
    came_out = _("came out without being fitted to") if fitted.is_whole else _("came out, and no parameter names them")
    words = [
        _("put in, and figures the model was given"),
        _("fitted, or follow from times and durations of the same source"),
        came_out,
        _("true from the start, or 0 where nothing threatened"),
    ]
    rows = []
    for title, standings in zip(words, CLASSES, strict=True):
        of, met = counts(found, standings)
        if of or standings in {GIVEN, (Standing.CAME_OUT,)}:
            rows.append([title, count(of), count(met)])
    of, met = counts(found, tuple(standing for standings in CLASSES for standing in standings))
    rows.append([_("all together"), count(of), count(met)])
    columns = [
        Column(_("published rows and figures"), gives_way=True, wraps=True),
        Column(_("how many"), right=True),
        Column(_("met"), right=True),
    ]
    return render_table(columns, rows, width)


def _not_counted(found: Sequence[Weighed]) -> Iterator[str]:
    """What stands in brackets."""
    assumed, _met = counts(found, (Standing.ASSUMED,))
    again, _met = counts(found, (Standing.AGAIN,))
    if assumed:
        yield ngettext(
            "{count} row is assumed, since the source does not say it: not counted.",
            "{count} rows are assumed, since the source does not say them: not counted.",
            assumed,
        ).format(count=count(assumed))
    if again:
        yield ngettext(
            "{count} row says again what another says: counted there.",
            "{count} rows say again what others say: counted there.",
            again,
        ).format(count=count(again))


def _not_modelled(case: Case) -> Iterator[str]:
    """What was published and is not in the model, with the reason."""
    lang = language_in_use()
    for row in unmodelled_rows(case):
        figure = _(" or ").join(count(int(each)) if each.isdigit() else each for each in row.figure)
        yield _("Published, not modelled: {what}: {figure} ({why}).").format(
            what=one_line(row.what.in_language(lang)), figure=figure, why=one_line(row.not_modelled.in_language(lang))
        )


def _fitted(found: Sequence[Weighed], fitted: Calibration) -> Iterator[str]:
    """How many parameters were fitted to how many rows, or read off them."""
    names = {each.result.row.name for each in found}
    targets = len(fitted.targets & names)
    if fitted.fitted:
        yield _("{parameters} fitted to {rows}:").format(
            parameters=ngettext("{count} parameter", "{count} parameters", len(fitted.fitted)).format(
                count=count(len(fitted.fitted))
            ),
            rows=ngettext("{count} row or figure", "{count} rows and figures", targets).format(count=count(targets)),
        )
        yield from (f"  {path}: {', '.join(rows)}" for path, rows in fitted.fitted)
    elif fitted.is_whole:
        yield _("No parameter was fitted to these rows and figures.")
    if fitted.read_off:
        yield ngettext(
            "{count} parameter read off rows and figures of the source:",
            "{count} parameters read off rows and figures of the source:",
            len(fitted.read_off),
        ).format(count=count(len(fitted.read_off)))
        yield from (f"  {path}: {', '.join(rows)}" for path, rows in fitted.read_off)
    yield from _in_words(fitted)
    yield from _as_many(found, fitted)


def _as_many(found: Sequence[Weighed], fitted: Calibration) -> Iterator[str]:
    """Whether there are as many numbers as rows that they could bring about."""
    inputs = {each.result.row.name for each in found if each.standing == Standing.PUT_IN}
    lengths = [path for path, rows in fitted.read_off if not set(rows) <= inputs or _is_length(rows, found)]
    numbers = len(fitted.fitted) + len(fitted.in_words) + len(lengths)
    rows = counts(found, (*GIVEN, Standing.CAME_OUT))[0]
    if numbers >= rows > 0:
        yield _(
            "As many durations and other numbers were fitted or read off ({numbers}) as rows were left to the model"
            " ({rows}): what speaks for this case is what happens in it without its causes (--what-ifs)."
        ).format(numbers=count(numbers), rows=count(rows))


def _is_length(rows: Sequence[str], found: Sequence[Weighed]) -> bool:
    """Whether a number was read off moments: a length of time, not a figure that is put in as it is."""
    return any(each.result.row.name in rows and not each.result.row.figures for each in found)


def _came_out(found: Sequence[Weighed], fitted: Calibration, tell: Tell) -> Iterator[str]:
    """Which rows needed no help, and which say nothing."""
    free = _("; ").join(tell(each.result.row) for each in found if _is_met(each, Standing.CAME_OUT))
    if free and fitted.is_whole:
        yield _("Met without being fitted to: {rows}.").format(rows=free)
    elif free:
        yield _("Met, and named by no parameter: {rows}.").format(rows=free)
    nothing = [each.result.row for each in found if _is_met(each, Standing.SAYS_NOTHING)]
    held = [row for row in nothing if not row.figures]
    if held:
        yield ngettext(
            "{count} row was true from the start: nothing brought it about, so it speaks for nothing.",
            "{count} rows were true from the start: nothing brought them about, so they speak for nothing.",
            len(held),
        ).format(count=count(len(held)))
    zeros = _("; ").join(tell(row) for row in nothing if row.figures)
    if zeros:
        yield _("Published as 0 and 0 here, which may only say that nothing threatened it: {rows}.").format(rows=zeros)


def _is_met(each: Weighed, standing: Standing) -> bool:
    return each.result.met and each.standing == standing


def _in_words(fitted: Calibration) -> Iterator[str]:
    """How many parameters do not name the rows that they were fitted to."""
    own, shared = len(fitted.in_words), len(fitted.shared_in_words)
    if own:
        yield ngettext(
            "{count} parameter says only in words what it was fitted to.",
            "{count} parameters say only in words what they were fitted to.",
            own,
        ).format(count=count(own))
    if shared:
        yield ngettext(
            "{count} parameter of the topology, which other cases may share, says so only in words.",
            "{count} parameters of the topology, which other cases may share, say so only in words.",
            shared,
        ).format(count=count(shared))
