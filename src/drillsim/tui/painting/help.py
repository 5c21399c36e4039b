"""Owns how the keys are told: those of the panel one is in, then all of them, by what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling.cells import cell_width, wrap
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Row, Span, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    Keys = tuple[str, str]
    """Keys as they are written on a keyboard, and what they do."""


def help_rows(groups: Sequence[tuple[str, Sequence[Keys]]], width: int) -> tuple[Row, ...]:
    """Every group of keys below its heading."""
    column = max((cell_width(keys) for _title, lines in groups for keys, _says in lines), default=0) + 2
    rows: list[Row] = []
    for title, lines in groups:
        if not lines:
            continue
        rows += [line_of("")] * bool(rows)
        rows.append(line_of(title, "title"))
        for keys, says in lines:
            first, *more = wrap(says, max(8, width - column - 1)) or [""]
            gap = " " * (column - cell_width(keys))
            rows.append(Row((Span(f" {keys}", "accent"), Span(f"{gap}{first}"))))
            rows += [Row((Span(" " * (column + 1)), Span(line))) for line in more]
    return tuple(rows)


def moving_keys() -> list[Keys]:
    """The keys that move in any panel."""
    return [
        ("↑ ↓ j k", _("A row up or down")),
        ("pgup pgdn", _("A page up or down")),
        ("g G", _("To the first row, to the last")),
        ("enter", _("Open what the cursor is on")),
        ("tab", _("To the next panel")),
        ("esc", _("Close what lies over the screen, or clear what is looked for")),
    ]
