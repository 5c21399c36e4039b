"""Owns the lines at the edges of a screen: one row each, drawn only when it differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from drillsim.tui.painting.rows import LOOKS, Row

PaintLine = Callable[[int], Row]
"""Paints a row for a width."""


class Bar(Widget):
    """One painted row."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"look--{look}" for look in LOOKS}

    def __init__(self, *, id: str) -> None:  # noqa: A002 - as every widget is given it
        super().__init__(id=id)
        self._paint: PaintLine | None = None
        self._row = Row(())

    @property
    def row(self) -> Row:
        """What is shown."""
        return self._row

    def show(self, paint: PaintLine) -> None:
        """Shows what somebody paints, if it differs from what is there."""
        self._paint = paint
        row = paint(self.size.width) if self.size.width else Row(())
        if row != self._row:
            self._row = row
            self.refresh()

    def on_resize(self) -> None:
        """Paints for the new size."""
        if self._paint is not None:
            self.show(self._paint)

    def render_line(self, y: int) -> Strip:
        """The row as it is on the screen."""
        base = self.rich_style
        if y:
            return Strip.blank(self.size.width, base)
        segments = [Segment(span.text, self.get_component_rich_style(f"look--{span.look}")) for span in self._row.spans]
        return Strip(segments).adjust_cell_length(self.size.width, base)
