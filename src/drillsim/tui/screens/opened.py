"""Owns what is opened in a drill to be read: messages, and all that is known of a line, a system or an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling.language import _
from drillsim.tui.painting import inbox
from drillsim.tui.painting.details import detail_of
from drillsim.tui.screens.board import panel_titles

if TYPE_CHECKING:
    from drillsim.tui.screens.drill import DrillScreen


def next_unread(screen: DrillScreen) -> None:
    """Opens the earliest message that is unread."""
    message = screen.board.unread()
    if message is None:
        screen.app.tell(_("everything is read"))
    else:
        _read(screen, message)


def all_read(screen: DrillScreen) -> None:
    """Marks every message as read."""
    screen.board.have_read(*screen.board.messages())


def open_message(screen: DrillScreen, key: str) -> None:
    """Opens the message that a row is about."""
    for message in screen.board.messages():
        if str(message.first.record) == key:
            _read(screen, message)


def open_detail(screen: DrillScreen, panel: str, key: str) -> None:
    """Opens what a row of a panel is about, with all that is known of it."""
    detail = detail_of(screen.lexicon, screen.seat.seen, panel, key, screen.seat.known)
    if detail is not None:
        screen.app.read(panel_titles()[panel], lambda width, _height: detail(width))


def _read(screen: DrillScreen, message: inbox.Message) -> None:
    screen.board.have_read(message)
    lexicon = screen.lexicon
    screen.app.read(_("Message"), lambda width, _height: inbox.message_rows(lexicon, message, width))
