"""Acting without being asked: what is offered, what it costs, and that nothing happens by mistake."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.drill.playing import ASKED, begin, with_work
from tests.tui.trying import NARROW, WIDE, Table, at_screen

from drillsim.tui.screens.drill import DrillScreen
from drillsim.tui.seat import Seat

if TYPE_CHECKING:
    from drillsim.drill import Drill

FEBRUARY = "mizuho-2021-02-28"


def commands(drill: Drill) -> list[object]:
    return [entry.data["do"] for entry in drill.entries if entry.kind == "command"]


def notes(drill: Drill) -> list[object]:
    return [entry.data["text"] for entry in drill.entries if entry.kind == "note"]


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_work_is_started_with_f10_and_never_with_enter(tmp_path: Path, size: tuple[int, int]) -> None:
    drill = begin(tmp_path, with_work(tmp_path))
    drill.advance(ASKED)

    async def act(table: Table) -> None:
        await table.press("a")
        assert "about 30m" in await table.press(*"mending")
        assert "2 of Engineers, 3 free" in await table.press("enter")
        await table.write("it fills")
        await table.press("enter", "enter", "enter")
        assert not commands(drill)
        await table.press("f10")
        assert "Mending" in await table.press("a", *"cancel")

    at_screen(lambda: DrillScreen(Seat(drill, ("operations",))), act, size)
    assert commands(drill) == [{"do": {"start": "mend"}, "by": "operations"}]
    assert "it fills" in [entry.data.get("why") for entry in drill.entries]


def test_escape_does_nothing(tmp_path: Path) -> None:
    drill = begin(tmp_path, FEBRUARY)

    async def act(table: Table) -> None:
        await table.press("a", *"call in", "enter", "escape")
        await table.press("a", "escape")

    at_screen(lambda: DrillScreen(Seat(drill)), act)
    assert not commands(drill)


def test_where_no_work_can_be_started_it_says_so(tmp_path: Path) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        assert "No work can be started from here" in await table.press("a")

    at_screen(lambda: DrillScreen(Seat(drill)), act)


def test_a_first_report_asks_its_questions_and_is_kept(tmp_path: Path) -> None:
    """What is owed is met, and the answers stand in the log."""
    drill = begin(tmp_path, FEBRUARY)
    seat = Seat(drill, ("crisis-office",))
    while not any(row.obligation == "regulator-first-report" for row in seat.seen.obligations):
        drill.advance(drill.now + 600_000)
        seat.look()

    async def act(table: Table) -> None:
        text = await table.press("a", *"report:", "enter")
        assert "Which lines and customers are hit?" in text
        assert "there are no words in it" in await table.press("f10")
        assert not commands(drill)
        await table.write("machines stop")
        await table.press("enter")
        await table.write("10:00")
        await table.press("f10")

    at_screen(lambda: DrillScreen(seat), act)
    assert {"do": {"send": "regulator-report"}, "by": "crisis-office"} in commands(drill)
    [note] = notes(drill)
    assert "What happened? machines stop  Since when? 10:00" in str(note)
    assert next(row.state for row in seat.seen.obligations if row.obligation == "regulator-first-report") == "met"


def test_a_report_that_nobody_prepared_is_told_to_the_role(tmp_path: Path) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        await table.press("a", *"report", "enter", "enter")
        await table.write("slow")
        await table.press("f10")

    at_screen(lambda: DrillScreen(Seat(drill, ("operations",))), act)
    assert commands(drill) == [{"tell": ["manager"], "says": "What happened? slow", "by": "operations"}]


def test_a_note_is_kept_and_words_are_told(tmp_path: Path) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        await table.press("a", *"note", "enter")
        assert "there are no words in it" in await table.press("f10")
        await table.write("[/b] seen")
        assert "Noted." in await table.press("f10")
        await table.press("a", *"tell", "enter", "enter")
        await table.write("call me")
        await table.press("f10")

    at_screen(lambda: DrillScreen(Seat(drill, ("operations",))), act)
    assert notes(drill) == ["[/b] seen"]
    assert commands(drill) == [{"tell": ["manager"], "says": "call me", "by": "operations"}]
