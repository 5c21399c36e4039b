"""Owns what a painted row is: pieces of text, each with the look it should have, and a key to choose it by.

1. Rows are plain data: what paints them knows nothing of terminals, what draws them knows nothing of banks.
2. A look is a name, and never the only carrier of a meaning: the text beside it says the same.
3. Widths are counted in cells: a Japanese sign takes two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drillsim.telling.cells import cut, pad

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOKS: Final = (
    "plain", "dim", "strong", "title", "good", "warn", "bad", "back", "unknown", "held", "accent", "new",
)  # fmt: skip
"""Every look that a piece of text may have."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one look."""

    text: str
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a panel."""

    spans: tuple[Span, ...]
    key: str = ""
    """What is chosen when somebody chooses the row; a row without one is only read."""

    @property
    def text(self) -> str:
        """What stands in it."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text in a column."""

    text: str
    width: int = 0
    """How many cells the column has; as many as are left over if it is zero."""
    look: str = "plain"
    right: bool = False


def columns(cells: Sequence[Cell], width: int, key: str = "") -> Row:
    """A row of columns, a space between them; the columns without a width share what is left over."""
    fixed = sum(cell.width for cell in cells) + len(cells) - 1
    loose = [number for number, cell in enumerate(cells) if not cell.width]
    share, more = divmod(max(0, width - fixed), len(loose)) if loose else (0, 0)
    spans = []
    for number, cell in enumerate(cells):
        room = cell.width or share + (loose.index(number) < more)
        spans.append(Span(pad(cut(cell.text, room) if room else "", room, right=cell.right), cell.look))
        if number < len(cells) - 1:
            spans.append(Span(" "))
    return Row(tuple(spans), key)


def line_of(text: str, look: str = "plain", key: str = "") -> Row:
    """A row with one piece of text."""
    return Row((Span(text, look),), key)
