"""Owns how rows become cells on a terminal: one panel that scrolls, with a cursor, redrawn row by row.

1. What changed is redrawn, and nothing else: rows are plain data, so that two of them can be held side by side.
2. Text of files and people is drawn as it is: nothing here reads markup.
3. A panel keeps its cursor by the key of a row, not by its place: rows may come and go around it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from drillsim.tui.painting.rows import LOOKS, Row

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.binding import BindingType

Paint = Callable[[int, int], tuple[Row, ...]]
"""Paints rows for a width and a height."""


class Panel(ScrollView, can_focus=True):
    """A list of painted rows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"look--{look}" for look in LOOKS} | {"look--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down,j", "move(1)"),
        ("up,k", "move(-1)"),
        ("pagedown,ctrl+d", "move_page(1)"),
        ("pageup,ctrl+u", "move_page(-1)"),
        ("home,g", "move_end(-1)"),
        ("end,G", "move_end(1)"),
        ("enter", "choose"),
    ]

    class Chosen(Message):
        """Somebody chose a row."""

        def __init__(self, panel: Panel, key: str) -> None:
            super().__init__()
            self.panel = panel
            self.key = key

        @property
        def control(self) -> Panel:
            """The panel it happened in."""
            return self.panel

    class Moved(Message):
        """The cursor came to another row."""

        def __init__(self, panel: Panel) -> None:
            super().__init__()
            self.panel = panel

        @property
        def control(self) -> Panel:
            """The panel it happened in."""
            return self.panel

    def __init__(self, *, id: str, classes: str = "") -> None:  # noqa: A002 - as every widget is given it
        super().__init__(id=id, classes=classes)
        self._paint: Paint | None = None
        self._rows: tuple[Row, ...] = ()
        self._cursor = 0
        self.always_cursor = False
        """Whether the cursor shows while another widget has the focus."""

    # -- what it shows ------------------------------------------------------------------------------------------------

    def entitle(self, title: str, note: str = "") -> None:
        """Gives the frame its words."""
        words, more = Content(title), Content(note)
        if self.border_title != words.plain or self.border_subtitle != more.plain:
            self._set_titles(words, more)

    def _set_titles(self, title: Content, note: Content) -> None:
        self._border_title, self._border_subtitle = title, note
        self.refresh()

    def show(self, paint: Paint) -> None:
        """Shows what somebody paints; only rows that differ are drawn again."""
        self._paint = paint
        if self.styles.is_auto_height and self.display and not self.size:
            self.refresh(layout=True)
        self._repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many lines as there are rows, for a panel that takes no more than it needs."""
        return len(self._paint(width, viewport.height)) if self._paint is not None else 0

    def _repaint(self) -> None:
        if self._paint is None or not self.size or not self.is_attached:
            return
        before, room = self._rows, self.scrollable_content_region.size
        rows = self._paint(room.width, room.height)
        if len(rows) > room.height and not self.show_vertical_scrollbar:
            rows = self._paint(room.width - self.styles.scrollbar_size_vertical, room.height)
        if rows == before:
            return
        key = before[self._cursor].key if self._cursor < len(before) else ""
        self._rows = rows
        self.virtual_size = Size(room.width, len(rows))
        self._cursor = self._place_of(key)
        if self.chosen != key:
            self.post_message(self.Moved(self))
        if len(rows) != len(before):
            self.refresh(layout=self.styles.is_auto_height)
            return
        top = self.scroll_offset.y
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new and top <= number < top + self.size.height:
                self.refresh(Region(0, number - top, room.width, 1))

    def _place_of(self, key: str) -> int:
        """Where the cursor belongs: at the row of a key, or near where it was, on a row that can be chosen."""
        rows = self._rows
        if key:
            found = next((number for number, row in enumerate(rows) if row.key == key), None)
            if found is not None:
                return found
        start = min(self._cursor, max(0, len(rows) - 1))
        after = next((number for number in range(start, len(rows)) if rows[number].key), None)
        return (
            after if after is not None else next((n for n in range(start, -1, -1) if n < len(rows) and rows[n].key), 0)
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, from the first row to the last."""
        return self._rows

    @property
    def chosen(self) -> str:
        """The key under the cursor."""
        return self._rows[self._cursor].key if self._cursor < len(self._rows) else ""

    # -- drawing ------------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line as it is on the screen."""
        width = self.size.width
        number = y + self.scroll_offset.y
        base = self.rich_style
        if number >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[number]
        on_cursor = (self.always_cursor or self.has_focus) and number == self._cursor and bool(row.key)
        segments = [Segment(span.text, self._style(span.look, on_cursor=on_cursor)) for span in row.spans]
        end = self._style("plain", on_cursor=on_cursor)
        return Strip(segments).adjust_cell_length(width, end)

    def _style(self, look: str, *, on_cursor: bool) -> Style:
        style = self.get_component_rich_style(f"look--{look}")
        return style + self.get_component_rich_style("look--cursor", partial=True) if on_cursor else style

    def on_resize(self) -> None:
        """Paints for the new size."""
        self._repaint()

    def on_focus(self) -> None:
        """Shows where the cursor is."""
        self.refresh()

    def on_blur(self) -> None:
        """Hides the cursor."""
        self.refresh()

    # -- moving about -------------------------------------------------------------------------------------------------

    def move_to(self, key: str) -> None:
        """Puts the cursor on the row of a key."""
        self._go(self._place_of(key))

    def action_move(self, by: int) -> None:
        """To the next row that can be chosen, or a line on where there is none."""
        number = self._cursor + by
        while 0 <= number < len(self._rows):
            if self._rows[number].key:
                self._go(number)
                return
            number += by
        self.scroll_relative(y=by, animate=False)

    def action_move_page(self, by: int) -> None:
        """A page on or back."""
        height = max(1, self.size.height - 1)
        target = max(0, min(len(self._rows) - 1, self._cursor + by * height))
        self.scroll_relative(y=by * height, animate=False)
        self._go_near(target)

    def action_move_end(self, by: int) -> None:
        """To the first row or the last."""
        self._go_near(0 if by < 0 else max(0, len(self._rows) - 1))
        if by < 0:
            self.scroll_home(animate=False)
        elif not self.chosen:
            self.scroll_end(animate=False)

    def _go_near(self, number: int) -> None:
        """To a row, or near it, that can be chosen."""
        before, self._cursor = self._cursor, number
        near, self._cursor = self._place_of(""), before
        self._go(near)

    def action_choose(self) -> None:
        """Chooses the row under the cursor."""
        if self.chosen:
            self.post_message(self.Chosen(self, self.chosen))

    def on_click(self, event: events.Click) -> None:
        """Chooses what is clicked: the first click moves the cursor, the second chooses."""
        number = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if number >= len(self._rows) or not self._rows[number].key:
            return
        if number == self._cursor or event.chain > 1:
            self._go(number)
            self.action_choose()
        else:
            self._go(number)

    def _go(self, number: int) -> None:
        if number >= len(self._rows) or not self._rows[number].key:
            return
        if number != self._cursor:
            self.post_message(self.Moved(self))
        self._cursor = number
        top, height = self.scroll_offset.y, self.size.height
        if height and not top <= number < top + height:
            self.scroll_to(y=max(0, number - (0 if number < top else height - 1)), animate=False)
        self.refresh()
