"""Owns how series are painted: a chart for each, its latest and its highest value beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.telling import figures
from drillsim.telling.cells import cell_width, cut
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Row, Span, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.drill.sight.snapshot import Series
    from drillsim.tui.painting.lexicon import Lexicon

_KINDS: Final = ("stopped", "units", "waiting", "read", "demand")


def chart_rows(lexicon: Lexicon, charts: Sequence[Series], now: int, width: int, height: int) -> tuple[Row, ...]:
    """What moved, one series on two rows: its name and figures, then its course since the start."""
    told = sorted((each for each in charts if _moves(each)), key=_rank)
    if not told:
        return (line_of(cut(_("nothing to draw yet"), width), "dim"),)
    tall = max(1, min(5, height // len(told) - 1))
    rows: list[Row] = []
    for each in told:
        rows += [_title(lexicon, each, width), *_course(lexicon, each, now, width, tall)]
    return tuple(rows)


def _moves(series: Series) -> bool:
    return any(value for _at, value in series.points)


def _rank(series: Series) -> tuple[int, str]:
    return (_KINDS.index(series.kind) if series.kind in _KINDS else len(_KINDS), series.subject)


def chart_name(kind: str) -> str:
    """What a series counts."""
    return {
        "demand": _("demand per hour"),
        "stopped": _("machines stopped"),
        "units": _("units stopped"),
        "waiting": _("messages waiting"),
        "read": _("messages read"),
    }.get(kind, kind)


def _title(lexicon: Lexicon, series: Series, width: int) -> Row:
    latest, most = series.points[-1][1], max(value for _at, value in series.points)
    said = _("now {now}, most {most}").format(now=_figure(series.kind, latest), most=_figure(series.kind, most))
    name = cut(f"{lexicon.name(series.subject)}: {chart_name(series.kind)}", width - cell_width(said) - 1)
    gap = " " * (width - cell_width(name) - cell_width(said))
    return Row((Span(name, "strong"), Span(gap), Span(said, "dim")), f"{series.kind} {series.subject}")


def _figure(kind: str, value: int) -> str:
    return figures.count(value // 1_000 if kind == "demand" else value)


def _course(lexicon: Lexicon, series: Series, now: int, width: int, tall: int) -> list[Row]:
    """The course of a series: a column for each stretch of time, its last value as its height."""
    values = columns_of(series.points, now, width)
    most = max([*values, 1])
    steps = lexicon.signs.steps
    levels = [value * tall * len(steps) // most for value in values]
    rows = []
    for row in range(tall - 1, -1, -1):
        signs = []
        for value, level in zip(values, levels, strict=True):
            part = level - row * len(steps)
            sign = " " if part <= 0 and (row or not value) else steps[max(0, min(len(steps), part) - 1)]
            signs.append(sign)
        rows.append(line_of("".join(signs), "accent"))
    return rows


def columns_of(points: Sequence[tuple[int, int]], now: int, width: int) -> list[int]:
    """A value for each column between the start and now; what was last known holds."""
    values, place, last = [], 0, 0
    for column in range(width):
        until = now * (column + 1) // width
        while place < len(points) and points[place][0] <= until:
            last = points[place][1]
            place += 1
        values.append(last)
    return values
