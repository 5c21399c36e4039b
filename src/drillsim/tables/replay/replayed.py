"""Owns how a replay looks: the published timeline beside the simulated one, the figures, and what was fitted.

1. A date stands where the day changes; a simulated time shows its date where that is another one.
2. Seconds are shown where they are not zero; what differs by less than a second differs by nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from drillsim.drill import AS_PUBLISHED
from drillsim.engine.arrays import Unit
from drillsim.model.scenario import Decided, Milestone
from drillsim.review import (
    Absence,
    FigureResult,
    Origin,
    calibration,
    fidelity,
    free_results,
    is_evidence,
    zero_figures,
)
from drillsim.tables.layout import Column, render_table
from drillsim.tables.run.account import policy_words
from drillsim.telling.cells import one_line, wrap
from drillsim.telling.figures import NOTHING, SECOND, amount, count, date_and_time, duration, moment, spans_days
from drillsim.telling.language import _, language_in_use, ngettext
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import condition_words, measure_words

if TYPE_CHECKING:
    from drillsim.engine import Plan
    from drillsim.library import Case
    from drillsim.review import Calibration, Fidelity, Played, PublishedRow, Replay, RowResult

    Tell = Callable[[PublishedRow], str]

DATE_WIDTH = 6
_UNITS = {Unit.MS: "ms", Unit.MONEY: "money", Unit.SHARE: "share", Unit.FACTOR: "share", Unit.RATE: "rate"}


def render_replay(played: Played, seed: int, width: int) -> list[str]:
    """The whole replay of a case."""
    told = fidelity(played)
    fitted = calibration(played.replay.case)
    tell = rows_told(played.replay.case)
    return [
        *render_opening(played.replay, _("seed {seed}").format(seed=seed), width),
        *_timeline(played.replay.plan, told.rows, tell, width),
        *_figures(played.replay.plan, told.figures, tell, width),
        *_summary(told, fitted, tell, width),
    ]


def render_opening(replay: Replay, luck: str, width: int) -> list[str]:
    """What is replayed, and how."""
    case, plan = replay.case, replay.plan
    title = one_line(case.scenario.title.in_language(language_in_use()))
    from_to = _("{starts} to {ends}").format(starts=date_and_time(plan, 0), ends=date_and_time(plan, plan.horizon))
    how = "; ".join((luck, policy_words(replay.policy), pinned_words(replay)))
    return [line for text in (f"{plan.scenario}  {title}".rstrip(), from_to, how) for line in wrap(text, width)]


def pinned_words(replay: Replay) -> str:
    """How durations come about."""
    if replay.pinned:
        return _("pinned (published task ends at their times, other durations as likely)")
    if replay.policy != AS_PUBLISHED:
        return _("unpinned (durations are drawn)")
    if replay.by_the_clock:
        return _("unpinned (durations are drawn; choices by the clock)")
    return _("unpinned (durations are drawn; people react as fast as they did)")


def _timeline(plan: Plan, results: Sequence[RowResult], tell: Tell, width: int) -> list[str]:
    if not results:
        return []
    columns = [
        Column(_("published")),
        Column(_("simulated")),
        Column(_("differs"), right=True),
        Column(_("within"), right=True),
        Column(_("met")),
        Column(_("origin")),
        Column(_("what"), gives_way=True, wraps=True),
    ]
    rows = [
        [
            published,
            simulated_words(plan, result),
            NOTHING if result.difference is None else signed_duration(result.difference),
            duration(result.row.bands[0]) if result.row.bands[0] else NOTHING,
            met_word(met=result.met),
            origin_word(result.origin),
            tell(result.row),
        ]
        for published, result in zip(published_times(plan, [one.row for one in results]), results, strict=True)
    ]
    return ["", _("Published timeline"), *render_table(columns, rows, width)]


def published_times(plan: Plan, rows: Sequence[PublishedRow]) -> Iterator[str]:
    """The time of each row, with its date where the day is another one than in the row before."""
    before = ""
    for row in rows:
        date = date_and_time(plan, row.at)[5:10]
        clock = clock_words(plan, row.at, row.at)
        if spans_days(plan):
            yield f"{date if date != before else '':<{DATE_WIDTH}}{clock}"
        else:
            yield clock
        before = date


def clock_words(plan: Plan, at: int, beside: int) -> str:
    """A time of day, with its date if that is not the date of another time."""
    shown = moment(plan, at)[-8:].removesuffix(":00") if moment(plan, at).count(":") == 2 else moment(plan, at)
    date = date_and_time(plan, at)[5:10]
    return shown if date == date_and_time(plan, beside)[5:10] else f"{date} {shown[:5]}"


def simulated_words(plan: Plan, result: RowResult) -> str:
    """When it came, or why it did not."""
    if result.at is None:
        return absence_word(result.absence)
    return clock_words(plan, result.at, result.row.at)


def absence_word(absence: Absence | None) -> str:
    """Why a row has no simulated time."""
    if absence is None:
        return NOTHING
    return {
        Absence.NEVER: _("never"),
        Absence.NOT_ASKED: _("not asked"),
        Absence.NOT_TAKEN: _("not taken"),
    }[absence]


def origin_word(origin: Origin) -> str:
    """Where a row comes from."""
    return {
        Origin.PUT_IN: _("put in"),
        Origin.TASK_END: _("task end"),
        Origin.CAME_OUT: _("came out"),
        Origin.FROM_START: _("from the start"),
    }[origin]


def met_word(*, met: bool) -> str:
    """Whether a row is met."""
    return _("yes") if met else _("NO")


def signed_duration(ms: int) -> str:
    """How much later or earlier."""
    if abs(ms) < SECOND:
        return "0"
    return f"{'+' if ms > 0 else '-'}{duration(abs(ms))}"


def rows_told(case: Case) -> Callable[[PublishedRow], str]:
    """What tells a row of a case: the source's words, else the choice by its title, or what is tested or measured."""
    names, lang = Names(case.topology, case.scenario), language_in_use()

    def tell(row: PublishedRow) -> str:
        written = case.scenario.published[row.place]
        if written.what is not None and written.what.in_language(lang):
            return one_line(written.what.in_language(lang))
        if isinstance(written, Decided):
            return choice_words(names, *written.decided)
        if isinstance(written, Milestone):
            return one_line(condition_words(written.is_, names))
        return one_line(" + ".join(measure_words(measure, names) for measure in written.of))

    return tell


def choice_words(names: Names, decision: str, option: str) -> str:
    """A choice by its titles."""
    title = names.title(f"{decision}.{option}")
    return one_line(_("{decision}: {option}").format(decision=names.short_name(decision), option=title or option))


def figure_words(row: PublishedRow, value: int) -> str:
    """A value in the unit of a published figure."""
    return amount(_UNITS.get(Unit(row.unit), "items"), value)


def signed_figure(row: PublishedRow, difference: int) -> str:
    """How much more or less, in the unit of a published figure."""
    if not difference:
        return "0"
    return f"{'+' if difference > 0 else '-'}{figure_words(row, abs(difference))}"


def _figures(plan: Plan, results: Sequence[FigureResult], tell: Tell, width: int) -> list[str]:
    if not results:
        return []
    columns = [
        Column(_("published"), right=True),
        Column(_("simulated"), right=True),
        Column(_("differs"), right=True),
        Column(_("within"), right=True),
        Column(_("met")),
        Column(_("at")),
        Column(_("what"), gives_way=True, wraps=True),
    ]
    rows = [
        [
            _(" or ").join(figure_words(result.row, figure) for figure in result.row.figures),
            figure_words(result.row, result.value),
            signed_figure(result.row, result.difference),
            _bands(result),
            met_word(met=result.met),
            figure_time(plan, result.row),
            tell(result.row),
        ]
        for result in results
    ]
    return ["", _("Published figures"), *render_table(columns, rows, width)]


def figure_time(plan: Plan, row: PublishedRow) -> str:
    """The moment at which a figure is read."""
    return _("the end") if row.at >= plan.horizon else clock_words(plan, row.at, 0)


def _bands(result: FigureResult) -> str:
    band = result.row.bands[result.row.figures.index(result.published)]
    return figure_words(result.row, band) if band else NOTHING


def _summary(told: Fidelity, fitted: Calibration, tell: Tell, width: int) -> list[str]:
    results = told.results
    put_in = sum(result.origin == Origin.PUT_IN for result in told.rows)
    met = len(results) - len(told.missed)
    said = [
        _("{met} of {all} published rows and figures are met; {put_in} of them were put in.").format(
            met=count(met), all=count(len(results)), put_in=count(put_in)
        ),
        *_from_the_start(told),
        *_calibration(told, fitted, tell),
    ]
    return ["", *(line for text in said for line in wrap(text, width))]


def _from_the_start(told: Fidelity) -> Iterator[str]:
    """How many rows nothing had to bring about."""
    held = sum(result.origin == Origin.FROM_START for result in told.rows)
    if held:
        yield ngettext(
            "{count} row was true from the start: nothing brought it about, so it speaks for nothing.",
            "{count} rows were true from the start: nothing brought them about, so they speak for nothing.",
            held,
        ).format(count=count(held))


def _calibration(told: Fidelity, fitted: Calibration, tell: Tell) -> Iterator[str]:
    """How many parameters were fitted to how many rows, and which rows needed none."""
    results = told.results
    targets = [result for result in results if result.row.name in fitted.targets]
    if fitted.fitted:
        yield _("{parameters} fitted to {rows}:").format(
            parameters=ngettext("{count} parameter", "{count} parameters", len(fitted.fitted)).format(
                count=count(len(fitted.fitted))
            ),
            rows=ngettext("{count} row or figure", "{count} rows and figures", len(targets)).format(
                count=count(len(targets))
            ),
        )
        yield from (f"  {path}: {', '.join(names)}" for path, names in fitted.fitted)
    elif fitted.is_whole:
        yield _("No parameter was fitted to these rows and figures.")
    yield from _in_words(fitted)
    came_out = [result for result in results if is_evidence(result)]
    if len(fitted.fitted) + len(fitted.in_words) >= len(came_out) > 0:
        yield _(
            "As many numbers were fitted as rows came out: what speaks for this case is what happens in it without"
            " its causes (--what-ifs)."
        )
    free = _("; ").join(tell(one.row) for one in free_results(told, fitted) if one.met)
    if free and fitted.is_whole:
        yield _("Met without being fitted to: {rows}.").format(rows=free)
    elif free:
        yield _("Met, and named by no parameter: {rows}.").format(rows=free)
    nothing = _("; ").join(tell(one.row) for one in zero_figures(told, fitted))
    if nothing:
        yield _("Published as 0 and 0 here, which may only say that nothing threatened it: {rows}.").format(
            rows=nothing
        )


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
