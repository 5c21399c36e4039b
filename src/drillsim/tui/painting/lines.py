"""Owns how business lines are painted: state, time out, and every form of tolerance as a bar with what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.telling import figures
from drillsim.telling.cells import cut
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Cell, Row, columns, line_of
from drillsim.tui.painting.signs import bar
from drillsim.tui.painting.states import WORD_CELLS, state_cell, state_look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drillsim.drill.sight import FormRow, LineRow
    from drillsim.tui.painting.lexicon import Lexicon

WIDE: Final = 92
"""From this width on what is used and allowed stands beside the bar."""
_WHOLE: Final = 1_000_000
_WARN: Final = 500_000
_OUT: Final = 8
_USED: Final = 18
_BAR: Final = 8
_LEFT: Final = 9
_AT: Final = 11


def line_rows(
    lexicon: Lexicon, lines: Sequence[LineRow], width: int, known: Mapping[str, str], *, every_form: bool
) -> tuple[Row, ...]:
    """Every line with its form of outage, the other forms below it; or with its tightest form only.

    Where it is known what the team takes a state for, and it is another, that stands below the line.
    """
    rows = [_head(width)]
    for line in lines:
        forms = sorted(line.forms, key=_tightness, reverse=True)
        first = next((form for form in forms if form.name == "outage"), None) if every_form else next(iter(forms), None)
        rows.append(_row(lexicon, line, first, width))
        if line.line in known and known[line.line] != line.state:
            said = _("the team knows: {state}").format(state=state_cell(known[line.line], lexicon.signs))
            rows.append(line_of(cut(f"  {said}", width), "new"))
        rows += [_more(lexicon, line, form, width) for form in forms if every_form and form is not first]
    return tuple(rows)


def worst_first(lines: Sequence[LineRow]) -> list[LineRow]:
    """The lines by how much of their tolerance is used, those that are not well first."""
    return sorted(lines, key=lambda line: (-_urgency(line), -max(map(_tightness, line.forms), default=-1)))


def _urgency(line: LineRow) -> int:
    return {"bad": 3, "warn": 2, "back": 2, "held": 1}.get(state_look(line.state), 0)


def _tightness(form: FormRow) -> int:
    """How near a form is to its limit; what is not known comes last."""
    if form.breached:
        return 2 * _WHOLE
    return form.share if form.share is not None else -1


def _head(width: int) -> Row:
    return columns(
        [
            Cell(_("Line"), look="title"),
            Cell(_("State"), WORD_CELLS, "title"),
            Cell(_("Out"), _OUT, "title", right=True),
            *([Cell(_("Of what is allowed"), _USED, "title", right=True)] if width >= WIDE else []),
            Cell(_("Used"), _BAR + 5, "title"),
            Cell(_("Left"), _LEFT, "title", right=True),
            *([Cell(_("Breached at"), _AT, "title", right=True)] if width >= WIDE else []),
        ],
        width,
    )


def _row(lexicon: Lexicon, line: LineRow, form: FormRow | None, width: int) -> Row:
    look = state_look(line.state)
    name = lexicon.name(line.line)
    if form is not None and form.name != "outage":
        name = _("{line} ({form})").format(line=name, form=lexicon.form(line.line, form.name))
    cells = [
        Cell(name, look="strong" if look in {"bad", "warn"} else "plain"),
        Cell(state_cell(line.state, lexicon.signs), WORD_CELLS, look),
        Cell(
            figures.duration(line.outage) if line.outage else figures.NOTHING,
            _OUT,
            "strong" if line.outage else "dim",
            right=True,
        ),
    ]
    return columns([*cells, *_form(lexicon, form, width)], width, line.line)


def _more(lexicon: Lexicon, line: LineRow, form: FormRow, width: int) -> Row:
    """A further form of the line above, its figures beside its name."""
    name = lexicon.form(line.line, form.name)
    said = name if width >= WIDE else f"{name} {form_figures(lexicon, form)}"
    cells = [Cell(f"  {said}", look="dim"), Cell("", WORD_CELLS), Cell("", _OUT)]
    if width < WIDE:
        cells = [Cell(f"  {said}", look="dim")]
    return columns([*cells, *_form(lexicon, form, width)], width)


def _form(lexicon: Lexicon, form: FormRow | None, width: int) -> list[Cell]:
    """What is used of a form, and what is left."""
    wide = [Cell("" if form is None else form_figures(lexicon, form), _USED, right=True)] if width >= WIDE else []
    if form is None:
        return [*wide, Cell("", _BAR + 5), Cell("", _LEFT), *([Cell("", _AT)] if wide else [])]
    look = form_look(form)
    left = Cell(_left(form), _LEFT, look if form.left is not None or form.breached else "dim", right=True)
    after = [left]
    if wide:
        at = lexicon.clock(form.breach_at) if form.breach_at is not None else ""
        after.append(Cell(at, _AT, look, right=True))
    if form.share is None:
        return [*wide, Cell("" if form.unit == "clock" else figures.NOTHING, _BAR + 5, "dim"), *after]
    percent = f"{min(999, form.share * 100 // _WHOLE)}%"
    return [*wide, Cell(f"{bar(lexicon.signs, form.share, _BAR)} {percent:>4}", _BAR + 5, look), *after]


def form_look(form: FormRow) -> str:
    """How a form looks: breached, more than half used, or neither."""
    if form.breached:
        return "bad"
    return "warn" if (form.share or 0) >= _WARN else "plain"


def form_figures(lexicon: Lexicon, form: FormRow) -> str:
    """What is used of what is allowed."""
    if form.unit == "clock":
        return _("by {clock}").format(clock=figures.clock_of(lexicon.plan, form.allowed))
    used = figures.amount(form.unit, form.used) if form.used is not None else lexicon.signs.unknown
    return f"{used} / {figures.amount(form.unit, form.allowed)}"


def _left(form: FormRow) -> str:
    if form.breached:
        return _("BREACHED")
    return figures.duration(form.left) if form.left is not None else figures.NOTHING
