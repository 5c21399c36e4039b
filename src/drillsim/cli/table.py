"""Owns tables on a terminal: columns aligned by cell, cut to the width of the screen."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from drillsim.telling.cells import cell_width, cut, pad

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


def screen_width() -> int:
    """How many cells a line may take."""
    return max(shutil.get_terminal_size(fallback=(80, 24)).columns, WIDTH_MIN)


def render_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The table as lines of at most so many cells, with a line under the headings."""
    texts = [[column.heading for column in columns], *rows]
    widths = [max(cell_width(row[place]) for row in texts) for place in range(len(columns))]
    widths = _fitted(columns, widths, width - len(GAP) * (len(columns) - 1))
    lines = [_line(columns, row, widths) for row in texts]
    return [lines[0], GAP.join("-" * size for size in widths), *lines[1:]]


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


def _line(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> str:
    parts = [
        pad(cut(text, size), size, right=column.right) for column, text, size in zip(columns, row, widths, strict=True)
    ]
    return GAP.join(parts).rstrip()
