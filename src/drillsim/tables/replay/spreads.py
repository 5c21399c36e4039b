"""Owns how many runs look beside what was published: percentiles of each row, and where the published value lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.review import Kind
from drillsim.tables.layout import Column, render_table
from drillsim.tables.replay.replayed import clock_words, figure_words, published_times, render_opening, rows_told
from drillsim.telling.cells import wrap
from drillsim.telling.figures import NOTHING, count
from drillsim.telling.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.review import Replay, Spread


def render_spreads(replay: Replay, found: Sequence[Spread], seeds: range, otherwise: str, width: int) -> list[str]:
    """The spread of every row over some seeds, of a case as it was or otherwise."""
    luck = _("seeds {first} to {last}").format(first=seeds[0], last=seeds[-1])
    moments = [spread for spread in found if spread.row.kind != Kind.FIGURE]
    figures = [spread for spread in found if spread.row.kind == Kind.FIGURE]
    lines = [*render_opening(replay, luck, width), *wrap(otherwise, width)]
    if moments:
        times = published_times(replay.plan, [spread.row for spread in moments])
        lines += ["", _("Published timeline"), *_table(replay, list(times), moments, width)]
    if figures:
        published = [figure_words(spread.row, spread.published) for spread in figures]
        lines += ["", _("Published figures"), *_table(replay, published, figures, width)]
    return [*lines, "", *_summary(found, len(seeds), width)]


def _table(replay: Replay, published: list[str], found: Sequence[Spread], width: int) -> list[str]:
    columns = [
        Column(_("published"), right=found[0].row.kind == Kind.FIGURE),
        Column("5%", right=True),
        Column("50%", right=True),
        Column("95%", right=True),
        Column(_("lies at"), right=True),
        Column(_("inside")),
        Column(_("what"), gives_way=True, wraps=True),
    ]
    tell = rows_told(replay.case)
    rows = [
        [
            shown,
            *(_value(replay, spread, value) for value in (spread.low, spread.middle, spread.high)),
            NOTHING if spread.alike else f"{spread.rank}%",
            _inside(spread),
            tell(spread.row) + _absent(spread),
        ]
        for shown, spread in zip(published, found, strict=True)
    ]
    return render_table(columns, rows, width)


def _value(replay: Replay, spread: Spread, value: int | None) -> str:
    if value is None:
        return _("never")
    if spread.row.kind == Kind.FIGURE:
        return figure_words(spread.row, value)
    return clock_words(replay.plan, value, spread.row.at)


def _inside(spread: Spread) -> str:
    word = _("yes") if spread.inside else _("NO")
    return word if spread.row.is_counted else _("({word})").format(word=word)


def _absent(spread: Spread) -> str:
    """In how many runs it never came, where there are any."""
    return _(" (never: {count} times)").format(count=count(spread.absent)) if spread.absent else ""


def _summary(found: Sequence[Spread], runs: int, width: int) -> list[str]:
    counted = [spread for spread in found if spread.row.is_counted]
    inside = sum(spread.inside for spread in counted)
    alike = sum(spread.alike for spread in counted)
    said = [
        _("{inside} of {all} published values lie between the 5th and the 95th percentile of {runs} runs.").format(
            inside=count(inside), all=count(len(counted)), runs=count(runs)
        )
    ]
    if alike:
        said.append(
            _("{count} of them came out the same in every run; these are held against their bands.").format(
                count=count(alike)
            )
        )
    if len(counted) < len(found):
        said.append(_("In brackets, and not counted: what is assumed, or says again what another row says."))
    return [line for text in said for line in wrap(text, width)]
