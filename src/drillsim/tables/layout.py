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
    """The table as lines of at most so many cells, with a line under the headings.

    Columns for which there is no room stand in a table of their own below, with the first column again.
    """
    lines: list[str] = []
    for places in _blocks(columns, rows, width):
        if lines:
            lines.append("")
        block = [columns[place] for place in places]
        lines += _rendered(block, [[row[place] for place in places] for row in rows], width)
    return lines


def _blocks(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[list[int]]:
    """Which columns stand beside each other: as many as there is room for."""
    least = _least(columns, _widths(columns, rows))
    blocks = [[0]]
    room = width - least[0]
    for place in range(1, len(columns)):
        if least[place] + len(GAP) > room and len(blocks[-1]) > 1:
            blocks.append([0])
            room = width - least[0]
        blocks[-1].append(place)
        room -= least[place] + len(GAP)
    return blocks


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    return [
        max(cell_width(text) for text in (column.heading, *(row[place] for row in rows)))
        for place, column in enumerate(columns)
    ]


def _least(columns: Sequence[Column], widths: Sequence[int]) -> list[int]:
    """How narrow each column may become."""
    return [min(size, COLUMN_MIN) if its.gives_way else size for its, size in zip(columns, widths, strict=True)]


def _rendered(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    widths = _fitted(columns, _widths(columns, rows), width - len(GAP) * (len(columns) - 1))
    headings = _line(columns, [column.heading for column in columns], widths)
    under = GAP.join("-" * size for size in widths)
    return [headings, under, *(line for row in rows for line in _lines(columns, row, widths))]


def _fitted(columns: Sequence[Column], widths: Sequence[int], room: int) -> list[int]:
    """The widths, those that give way made narrower until all fit; if that is not enough, whichever is widest."""
    fitted = list(widths)
    while sum(fitted) > room:
        can = [place for place, its in enumerate(columns) if its.gives_way and fitted[place] > COLUMN_MIN]
        widest = max(can or range(len(columns)), key=lambda place: fitted[place])
        fitted[widest] -= 1
    return fitted


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
