"""The screen: a crisis team in front of a terminal, and whoever facilitates.

app        the program, what was set       keys       every action, its keys and its words
seat       a place at a drill              settings   what persists           themes   the colours
painting/  snapshots become rows           widgets/   rows become cells       screens/ what lies where
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling.language import language_is_asked, use_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.screen import Screen

    from drillsim.tui.app import DrillsimApp
    from drillsim.tui.seat import Seat

__all__ = ["hold_drill", "hold_start"]


def hold_drill(seat: Seat) -> int:
    """Shows a drill from one seat until somebody leaves; the exit code."""
    from drillsim.tui.screens.drill import DrillScreen

    app = _app(lambda: DrillScreen(seat), seat.drill.notices)
    app.hold(seat)
    return app.run() or 0


def hold_start() -> tuple[int, Path | None]:
    """Shows where one begins until somebody leaves; the exit code, and the journal of the drill held last."""
    from drillsim.library.index import index_path, list_with_summaries
    from drillsim.tui.screens.start import StartScreen

    app = _app(lambda: StartScreen(list_with_summaries(index_path())))
    try:
        code = app.run() or 0
    finally:
        app.let_go()
    return code, app.left


def _app(first: Callable[[], Screen[None]], notices: tuple[str, ...] = ()) -> DrillsimApp:
    """The program with what somebody set, and its first screen."""
    from drillsim.tui.app import DrillsimApp
    from drillsim.tui.keys import key_problems
    from drillsim.tui.settings import read_settings, settings_path

    path = settings_path()
    settings, problem = read_settings(path)
    if settings.lang and not language_is_asked():
        use_language(settings.lang)
    app = DrillsimApp(settings, path)
    app.begin(first, (problem, *key_problems(settings.keys), *notices))
    return app
