"""Owns how a replay looks: the published timeline beside the simulated one, and the figures.

1. A date stands where the day changes; a simulated time shows its date where that is another one.
2. Seconds are shown where they are not zero; what differs by less than a second differs by nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from drillsim.drill import AS_PUBLISHED
from drillsim.engine.arrays import Unit
from drillsim.model.scenario import Decided, Figure, Milestone
from drillsim.review import Absence, FigureResult, Standing, Weighed, calibration, fidelity, weighed
from drillsim.tables.goals import render_goals
from drillsim.tables.layout import Column, render_table
from drillsim.tables.replay.evidence import Tell, render_evidence
from drillsim.tables.run.account import pinned_words, policy_words
from drillsim.telling.cells import one_line, wrap
from drillsim.telling.figures import NOTHING, SECOND, amount, date_and_time, duration, moment, spans_days
from drillsim.telling.language import _, language_in_use
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import condition_words, measure_words

if TYPE_CHECKING:
    from drillsim.engine import Plan
    from drillsim.library import Case
    from drillsim.review import Played, PublishedRow, Replay, RowResult

DATE_WIDTH = 6
_UNITS = {Unit.MS: "ms", Unit.MONEY: "money", Unit.SHARE: "share", Unit.FACTOR: "share", Unit.RATE: "rate"}


def render_replay(played: Played, seed: int, width: int) -> list[str]:
    """The whole replay of a case."""
    case, plan = played.replay.case, played.replay.plan
    fitted = calibration(case)
    found = weighed(fidelity(played), fitted)
    tell = rows_told(case)
    return [
        *render_opening(played.replay, _("seed {seed}").format(seed=seed), width),
        *_timeline(plan, found, tell, width),
        *_figures(plan, found, tell, width),
        *render_goals(case, played.run, width),
        *render_evidence(case, found, fitted, tell, width),
        "",
        *wrap(how_played(played.replay, _("seed {seed}").format(seed=seed)), width),
    ]


def render_opening(replay: Replay, luck: str, width: int) -> list[str]:
    """What is replayed, and how."""
    case, plan = replay.case, replay.plan
    title = one_line(case.scenario.title.in_language(language_in_use()))
    from_to = _("{starts} to {ends}").format(starts=date_and_time(plan, 0), ends=date_and_time(plan, plan.horizon))
    opening = (f"{plan.scenario}  {title}".rstrip(), from_to, how_played(replay, luck))
    return [line for text in opening for line in wrap(text, width)]


def how_played(replay: Replay, luck: str) -> str:
    """Luck, who decided, and how durations come about."""
    return "; ".join((luck, policy_words(replay.policy), durations_words(replay)))


def durations_words(replay: Replay) -> str:
    """How durations come about."""
    if replay.pinned or replay.policy != AS_PUBLISHED:
        return pinned_words(pinned=replay.pinned)
    if replay.by_the_clock:
        return _("unpinned (durations are drawn; choices by the clock)")
    return _("unpinned (durations are drawn; people react as fast as they did)")


def _timeline(plan: Plan, found: Sequence[Weighed], tell: Tell, width: int) -> list[str]:
    results = [(each.result, each) for each in found if not isinstance(each.result, FigureResult)]
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
            met_word(result),
            standing_word(each),
            tell(result.row),
        ]
        for published, (result, each) in zip(
            published_times(plan, [one.row for one, _each in results]), results, strict=True
        )
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


def standing_word(each: Weighed) -> str:
    """What a row says for the case."""
    if each.standing == Standing.SAYS_NOTHING and not each.result.row.figures:
        return _("from the start")
    return {
        Standing.PUT_IN: _("put in"),
        Standing.FITTED: _("fitted"),
        Standing.FOLLOWS: _("follows"),
        Standing.CAME_OUT: _("came out"),
        Standing.SAYS_NOTHING: _("says nothing"),
        Standing.ASSUMED: _("assumed"),
        Standing.AGAIN: _("again"),
    }[each.standing]


def met_word(result: RowResult | FigureResult) -> str:
    """Whether a row is met; in brackets where that is not counted."""
    word = _("yes") if result.met else _("NO")
    return word if result.row.is_counted else _("({word})").format(word=word)


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
        assert isinstance(written, Figure), "what is not modelled is no row"
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


def _figures(plan: Plan, found: Sequence[Weighed], tell: Tell, width: int) -> list[str]:
    results = [(each.result, each) for each in found if isinstance(each.result, FigureResult)]
    if not results:
        return []
    columns = [
        Column(_("published"), right=True),
        Column(_("simulated"), right=True),
        Column(_("differs"), right=True),
        Column(_("within"), right=True),
        Column(_("met")),
        Column(_("origin")),
        Column(_("at")),
        Column(_("what"), gives_way=True, wraps=True),
    ]
    rows = [
        [
            _(" or ").join(figure_words(result.row, figure) for figure in result.row.figures),
            figure_words(result.row, result.value),
            signed_figure(result.row, result.difference),
            _bands(result),
            met_word(result),
            standing_word(each),
            figure_time(plan, result.row),
            tell(result.row),
        ]
        for result, each in results
    ]
    return ["", _("Published figures"), *render_table(columns, rows, width)]


def figure_time(plan: Plan, row: PublishedRow) -> str:
    """The moment at which a figure is read."""
    return _("the end") if row.at >= plan.horizon else clock_words(plan, row.at, 0)


def _bands(result: FigureResult) -> str:
    band = result.row.bands[result.row.figures.index(result.published)]
    return figure_words(result.row, band) if band else NOTHING
