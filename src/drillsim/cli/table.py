"""Owns tables on a terminal: columns aligned by cell, cut to the width of the screen."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from drillsim.telling.cells import cell_width, cut, pad, wrap

GAP = "  "
WIDTH_MIN = 40
COLUMN_MIN = 8


@dataclass(frozen=True)
class Column:
    """One column: what stands above it, and how it behaves."""

    heading: str
    right: bool = False
    """Numbers stand at the right edge."""
    gives_way: bool = False
    """Whether it is the one that is cut when the screen is narrow."""
    wraps: bool = False
    """Whether it is broken into lines instead of being cut."""


def screen_width() -> int:
    """How many cells a line may take."""
    return max(shutil.get_terminal_size(fallback=(80, 24)).columns, WIDTH_MIN)


def render_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The table as lines of at most so many cells, with a line under the headings."""
    headings = [column.heading for column in columns]
    widths = [max(cell_width(row[place]) for row in (headings, *rows)) for place in range(len(columns))]
    widths = _fitted(columns, widths, width - len(GAP) * (len(columns) - 1))
    under = GAP.join("-" * size for size in widths)
    lines = [line for row in rows for line in _lines(columns, row, widths)]
    return [_line(columns, headings, widths), under, *lines]


def _fitted(columns: Sequence[Column], widths: list[int], room: int) -> list[int]:
    """The widths, those that give way made narrower until all fit (or can give no more)."""
    widths = list(widths)
    while sum(widths) > room:
        can = [place for place, column in enumerate(columns) if column.gives_way and widths[place] > COLUMN_MIN]
        if not can:
            break
        widest = max(can, key=lambda place: widths[place])
        widths[widest] -= 1
    return widths


def _lines(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row as one line, or as many as its longest text takes."""
    parts = [
        (wrap(text, size) or [""]) if column.wraps else [text]
        for column, text, size in zip(columns, row, widths, strict=True)
    ]
    return [_line(columns, line, widths) for line in zip_longest(*parts, fillvalue="")]


def _line(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> str:
    parts = [
        pad(cut(text, size), size, right=column.right) for column, text, size in zip(columns, row, widths, strict=True)
    ]
    return GAP.join(parts).rstrip()
