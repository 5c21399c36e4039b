"""Time led on the screen: on to something, back to a moment, from branch to branch; and a mistake changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drill.playing import ASKED, MINUTE, WAIT, begin
from tests.tui.trying import NARROW, Table, at_screen

from drillsim.tui.screens.drill import DrillScreen
from drillsim.tui.seat import Seat


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("10:15", 75), ("+30m", 30), ("database-dead known", 41), ("next", 41), ("end", 225), ("time >= 09:20", 20)],
)
def test_time_passes_as_far_as_somebody_writes(tmp_path: Path, written: str, minutes: int) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        await table.press("S")
        await table.write(written)
        await table.press("enter")

    at_screen(lambda: DrillScreen(Seat(drill)), act, NARROW)
    assert (drill.now, drill.clock.paused) == (minutes * MINUTE, True)


@pytest.mark.parametrize(
    ("written", "reason"), [("09:10", "passed"), ("+never", "never"), ("core dwn", "dwn"), ("nothing down", "nothing")]
)
def test_what_cannot_be_waited_for_stays_with_its_reason(tmp_path: Path, written: str, reason: str) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)

    async def act(table: Table) -> None:
        await table.press("S")
        await table.write(written)
        assert reason in await table.press("enter")
        await table.press("escape")

    at_screen(lambda: DrillScreen(Seat(drill)), act, NARROW)
    assert drill.now == ASKED
    assert not [entry for entry in drill.entries if entry.kind == "clock"]


def test_an_open_question_is_not_passed_by_looking_for_the_next(tmp_path: Path) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        await table.press("greater_than_sign")
        assert drill.now == 41 * MINUTE
        assert "a question is open: How to bring the database back" in await table.press("greater_than_sign")
        assert drill.now == 41 * MINUTE
        await table.press("S")
        await table.write("next")
        assert "a question is open" in await table.press("enter")

    at_screen(lambda: DrillScreen(Seat(drill, ("operations",))), act)
    assert drill.now == 41 * MINUTE


def test_nobody_comes_to_the_end_by_looking_for_a_question(tmp_path: Path) -> None:
    """Where none follows it is said so, and only what commits leads to the end; nothing is written down before that."""
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        assert "No question follows" in await table.press("greater_than_sign")
        assert "12:45:00" in await table.press("enter", "enter")
        await table.press("escape")
        assert (drill.now, drill.ended) == (0, False)
        await table.press("S")
        await table.write("next")
        assert "write end to go there" in await table.press("enter")
        await table.press("escape")
        assert drill.now == 0
        await table.press("greater_than_sign", "f10")
        assert drill.ended
        await table.press("escape")
        assert "the scenario is over" in await table.press("greater_than_sign")

    at_screen(lambda: DrillScreen(Seat(drill, ("manager",))), act)


def test_back_to_what_happened_as_a_branch_with_a_name(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.submit(WAIT, by="operations")
    drill.advance(60 * MINUTE)

    async def act(table: Table) -> None:
        assert "Database alarm" in await table.press("left_square_bracket")
        await table.write("is asked")
        assert "stays on branch A" in await table.press("enter")
        await table.write("once more")
        await table.press("enter")
        assert "[B / 2]" in table.rows[0]
        assert "10:00:00" not in table.rows[0]

    at_screen(lambda: DrillScreen(Seat(drill)), act)
    assert (drill.branch.id, drill.branch.title, drill.now) == ("B", "once more", 41 * MINUTE)
    assert drill.branches.reached["A"] == 60 * MINUTE


def test_back_to_a_time_that_has_not_come_is_refused(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)

    async def act(table: Table) -> None:
        await table.press("left_square_bracket", "enter")
        await table.write("11:00")
        assert "has not come yet" in await table.press("enter")
        assert len(drill.branches.all) == 1
        for _sign in "11:00":
            await table.press("backspace")
        await table.write("09:30")
        await table.press("enter", "enter")

    at_screen(lambda: DrillScreen(Seat(drill)), act)
    assert (drill.branch.id, drill.now) == ("B", 30 * MINUTE)


def test_branches_are_listed_switched_and_compared(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    seat = Seat(drill, facilitator=True)

    async def act(table: Table) -> None:
        await table.press("b")
        await table.write("by hand")
        await table.press("enter")
        drill.submit({"decide": "database switch-by-hand"}, by="operations")
        drill.advance(100 * MINUTE)
        drill.switch("A")
        drill.advance(90 * MINUTE)
        text = await table.press("B")
        assert "└ B  by hand" in text
        assert "you are here" in next(row for row in text.splitlines() if " A " in row)
        await table.press("down", "enter")
        text = await table.press("down", "enter")
        assert "B beside A, at 10:30:00" in text
        assert "Switch to the s" in text
        assert "48m" in text
        await table.press("escape", "B", "down", "enter", "enter")
        assert drill.branch.id == "B"
        assert "[B / 2]" in table.rows[0]

    at_screen(lambda: DrillScreen(seat), act)


def test_a_branch_is_named_from_the_list(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.fork("by hand")

    async def act(table: Table) -> None:
        await table.press("B", "down", "enter", *"name")
        assert "What is branch B called?" in await table.press("enter")
        await table.press(*["backspace"] * len("by hand"))
        await table.write("A")
        assert "another branch is called 'A'" in await table.press("enter")
        await table.press("backspace")
        await table.write("later")
        await table.press("enter")
        assert "└ B  later" in await table.press("B")

    at_screen(lambda: DrillScreen(Seat(drill)), act)
    assert drill.branch.title == "later"


def test_players_compare_nothing_before_it_is_over(tmp_path: Path) -> None:
    """What two branches came to is the truth, and nobody was told that."""
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.fork()

    async def act(table: Table) -> None:
        await table.press("B", "enter", "down")
        assert "when the drill is over" in await table.press("enter")

    at_screen(lambda: DrillScreen(Seat(drill)), act)
