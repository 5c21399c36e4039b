"""The end of a drill: what came of it, what was published beside it, and both as files."""

from __future__ import annotations

from pathlib import Path

from tests.drill.playing import ASKED, BY_HAND, begin
from tests.tui.trying import NARROW, Table, at_screen

from drillsim.tui.screens.drill import DrillScreen
from drillsim.tui.screens.summing import Summary
from drillsim.tui.seat import Seat
from drillsim.tui.widgets.panel import Panel


def told(table: Table) -> str:
    """Everything that is to be read, however much of it is on the screen."""
    return "\n".join(row.text for row in table.app.screen.query_one(Panel).rows)


def test_the_summary_opens_by_itself_and_is_kept_as_files(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.submit(BY_HAND, by="operations", why="90 minutes", confidence="high")
    drill.mark("decide-early", 2, "[/b] at once", rating="met")
    drill.note("kept", by="operations")
    drill.advance(ASKED + 1)
    drill.fork("left")
    drill.note("of another way")
    drill.switch("A")
    drill.advance(drill.plan.horizon - 1)

    async def act(table: Table) -> None:
        assert "when the drill is over" in await table.press("f5")
        drill.advance(drill.plan.horizon)
        screen = table.app.screen
        assert isinstance(screen, DrillScreen)
        screen.tick()
        await table.pilot.pause()
        assert isinstance(table.app.screen, Summary)
        text = told(table)
        for words in ("Internet banking", "because: 90 minutes", "how sure: high", ", after ", "met: [/b] at once"):
            assert words in text
        assert "Database A repaired" in text
        await table.press("G")
        assert "What really happened" in table.text
        await table.press("e", "enter")
        assert "decisions.csv" in table.text

    at_screen(lambda: DrillScreen(Seat(drill, ("operations",))), act)
    written = {path.name for path in (tmp_path / "a-export").iterdir()}
    assert written == {"log.md", "log.csv", "decisions.md", "decisions.csv"}
    log = (tmp_path / "a-export" / "log.csv").read_text(encoding="utf-8-sig")
    assert "A,operations,note,kept" in log
    assert "of another way" not in log
    assert "decide-early) 3: met: [/b] at once" in log
    assert (tmp_path / "a-export" / "decisions.md").read_text().startswith("# Decisions (branch A)\n")


def test_a_folder_that_cannot_be_written_is_refused_with_its_reason(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    (tmp_path / "a-export").write_text("here already")

    async def act(table: Table) -> None:
        assert "cannot be written" in await table.press("f5", "e", "enter")
        await table.press("escape")
        assert isinstance(table.app.screen, Summary)

    at_screen(lambda: DrillScreen(Seat(drill, facilitator=True)), act, NARROW)


def test_branches_stand_side_by_side_in_the_summary(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.fork("by hand")
    drill.submit(BY_HAND, by="operations")
    drill.advance(ASKED * 2)

    async def act(table: Table) -> None:
        await table.press("f5")
        assert "B  by hand" in told(table)

    at_screen(lambda: DrillScreen(Seat(drill, facilitator=True)), act)


def test_what_was_published_is_shown_as_far_as_it_may_be_seen(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(70 * 60_000)

    async def act(table: Table) -> None:
        text = await table.press("P")
        assert "The engineers are asked to repair it" in text
        assert "Database A repaired" not in text

    at_screen(lambda: DrillScreen(Seat(drill)), act)


def test_a_blind_drill_shows_nothing_of_it(tmp_path: Path) -> None:
    drill = begin(tmp_path, blind=True)
    drill.advance(70 * 60_000)

    async def act(table: Table) -> None:
        assert "Nothing that was published may be seen yet" in await table.press("P")

    at_screen(lambda: DrillScreen(Seat(drill)), act)


def test_no_size_breaks_what_lies_over_a_drill(tmp_path: Path) -> None:
    """Lists, forms, lines to write and things to read: from large down to one cell and back."""
    drill = begin(tmp_path)
    drill.advance(ASKED * 2)

    async def act(table: Table) -> None:
        opened = (("a",), ("i", "enter", "enter", "enter"), ("S",), ("left_square_bracket",), ("B",), ("P",), ("f5",))
        for keys in opened:
            await table.press(*keys)
            lying = table.app.screen
            for size in ((80, 24), (10, 3), (1, 1), (120, 40)):
                await table.pilot.resize_terminal(*size)
                await table.pilot.pause()
            assert table.app.screen is lying
            await table.press("escape")
            assert isinstance(table.app.screen, DrillScreen), keys

    at_screen(lambda: DrillScreen(Seat(drill, facilitator=True)), act)
