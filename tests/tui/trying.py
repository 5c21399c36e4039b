"""What a test does at a screen: begin a drill, press keys, read what is there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from tests.drill.playing import begin

from drillsim.telling.language import use_language
from drillsim.tui.app import DrillsimApp
from drillsim.tui.screens.drill import DrillScreen
from drillsim.tui.seat import Seat
from drillsim.tui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen

WIDE, NARROW = (120, 40), (80, 24)


def rows_of(app: DrillsimApp) -> list[str]:
    """The screen as text, row by row."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


@dataclass
class Table:
    """Somebody at a screen."""

    app: DrillsimApp
    pilot: Pilot[int]

    @property
    def rows(self) -> list[str]:
        """What is on the screen."""
        return rows_of(self.app)

    @property
    def text(self) -> str:
        """What is on the screen, as one text."""
        return "\n".join(self.rows)

    async def press(self, *keys: str) -> str:
        """Presses keys, one after the other; what is on the screen then."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()
        return self.text

    async def write(self, words: str) -> str:
        """Writes words into what has the focus."""
        for sign in words:
            await self.pilot.press(sign)
        await self.pilot.pause()
        return self.text


Act = Callable[[Table], Awaitable[None]]


def at_screen(
    first: Callable[[], Screen[None]],
    act: Act,
    size: tuple[int, int] = WIDE,
    settings: Settings | None = None,
    kept_at: Path | None = None,
) -> None:
    """Lets somebody act at a screen; every row is as wide as the screen before and after."""

    async def sit() -> None:
        app = DrillsimApp(settings or Settings(), kept_at)
        app.begin(first)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            table = Table(app, pilot)
            assert_whole(app)
            await act(table)
            await pilot.pause()
            assert_whole(app)

    asyncio.run(sit())


def assert_whole(app: DrillsimApp) -> None:
    """Every row is exactly as wide as the screen."""
    width, height = app.size
    rows = rows_of(app)
    assert len(rows) == height
    assert {cell_len(row) for row in rows} <= {width}, [row for row in rows if cell_len(row) != width]


def drill_screen(
    folder: Path, name: str = "tutorial", *, minutes: int = 0, lang: str = "en", facilitator: bool = False, **wish: Any
) -> Callable[[], DrillScreen]:
    """A screen of a new drill at a moment."""
    use_language(lang)
    drill = begin(folder, name, **wish)
    drill.advance(minutes * 60_000)
    drill.clock.move(drill.now)
    return lambda: DrillScreen(Seat(drill, facilitator=facilitator))
