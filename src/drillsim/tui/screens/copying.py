"""Owns what is copied for other programs: the row somebody is on, a message whole, a text that is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from drillsim.telling.cells import cut, one_line
from drillsim.telling.language import _
from drillsim.tui.painting import inbox
from drillsim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from textual.screen import Screen

    from drillsim.tui.painting.rows import Row
    from drillsim.tui.screens.drill import DrillScreen

_SHOWN = 48
_WHOLE = 10_000
"""A message is copied without line breaks of ours."""


def copy(screen: DrillScreen) -> None:
    """Copies what the cursor is on."""
    panel = screen.focused
    if not isinstance(panel, Panel) or not panel.chosen:
        screen.app.tell(_("nothing is chosen that could be copied"))
        return
    if panel.id == "inbox":
        letters = [message for message in screen.board.messages() if str(message.first.record) == panel.chosen]
        rows = [row for message in letters for row in inbox.message_rows(screen.lexicon, message, _WHOLE)]
    else:
        rows = [row for row in panel.rows if row.key == panel.chosen]
    copy_rows(screen, rows)


def copy_rows(screen: Screen[Any], rows: Iterable[Row]) -> None:
    """Copies rows as text, and says so."""
    text = "\n".join(row.text.rstrip() for row in rows).strip()
    screen.app.copy_to_clipboard(text)
    screen.app.notify(_("copied: {text}").format(text=cut(one_line(text), _SHOWN)), markup=False)
