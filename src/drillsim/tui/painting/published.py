"""Owns how what was published is painted beside what this drill came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.telling import figures
from drillsim.telling.cells import cell_width
from drillsim.telling.figures import NOTHING
from drillsim.telling.language import _
from drillsim.telling.state_words import missing_word
from drillsim.tui.painting.rows import Cell, Row, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.drill.beside import Beside
    from drillsim.tui.painting.lexicon import Lexicon

_SIDE: Final = 24


def published_table(lexicon: Lexicon, rows: Sequence[Beside], width: int) -> tuple[Row, ...]:
    """Each published row by its time: what, and on its right what it was here."""
    side = max(8, min(_SIDE, width // 4))
    clock = max((cell_width(lexicon.clock(row.at)) for row in rows), default=5)
    heads = (Cell("", clock), Cell(_("what was published")), Cell(_("published"), side, right=True))
    told = [columns([*(_titled(cell) for cell in heads), Cell(_("in this drill"), side, "title", right=True)], width)]
    for row in sorted(rows, key=lambda each: each.at):
        published, here = _both(lexicon, row)
        cells = [
            Cell(lexicon.clock(row.at), clock, "dim"),
            Cell(lexicon.text(row.what) or _what(lexicon, row)),
            Cell(published, side, "dim", right=True),
            Cell(here, side, "dim" if here == NOTHING or row.missing else "strong", right=True),
        ]
        told.append(columns(cells, width))
    return tuple(told)


def _titled(cell: Cell) -> Cell:
    return Cell(cell.text, cell.width, "title", cell.right)


def _both(lexicon: Lexicon, row: Beside) -> tuple[str, str]:
    """What stands in the two columns: a choice, how much sooner or later, a figure."""
    when = _later(row) if row.here_at is not None else NOTHING
    if row.kind == "decision":
        titles = [lexicon.title(f"{row.text}.{option}") or option for option in (row.published, row.here)]
        return titles[0], f"{when} {titles[1]}" if row.here else NOTHING
    if row.kind == "figure":
        return row.published, _counted(row.here) or NOTHING
    return "", missing_word(row.missing) if row.missing else when


def _what(lexicon: Lexicon, row: Beside) -> str:
    """What a row is about, where the source has no words for it."""
    if row.kind == "decision":
        return lexicon.name(row.text)
    return lexicon.condition(row.text) if row.kind == "milestone" else row.text


def _later(row: Beside) -> str:
    if row.kind == "milestone" and row.here_at == 0:
        return _("true from the start")
    off = (row.here_at or 0) - row.at
    if abs(off) < figures.MINUTE:
        return _("then too")
    said = _("{time} later") if off > 0 else _("{time} sooner")
    return said.format(time=figures.duration(abs(off) // figures.MINUTE * figures.MINUTE))


def _counted(written: str) -> str:
    return figures.count(int(written)) if written.isdecimal() else written
