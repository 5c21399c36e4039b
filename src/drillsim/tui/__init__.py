"""The screen: a crisis team in front of a terminal, and whoever facilitates.

app        the program, what was set       keys       every action, its keys and its words
seat       a place at a drill              settings   what persists           themes   the colours
painting/  snapshots become rows           widgets/   rows become cells       screens/ what lies where
"""

from drillsim.tui.seat import Seat

__all__ = ["Seat", "hold_drill"]


def hold_drill(seat: Seat) -> int:
    """Shows a drill from one seat until somebody leaves; the exit code."""
    from drillsim.tui.app import DrillsimApp
    from drillsim.tui.screens.drill import DrillScreen
    from drillsim.tui.settings import read_settings, settings_path

    path = settings_path()
    settings, problem = read_settings(path)
    app = DrillsimApp(settings, path)
    app.begin(lambda: DrillScreen(seat), (problem, *seat.drill.notices))
    return app.run() or 0
