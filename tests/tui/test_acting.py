"""Acting without being asked: what is offered, what it costs, and that nothing happens by mistake."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import ANY

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


async def say(table: Table, words: str) -> None:
    """Writes into the first line and sends it."""
    await table.write(words)
    await table.press("f10")


async def answer(table: Table, *words: str) -> None:
    """Answers the questions of a first report, the last of them by saying that it is not known."""
    for each in (*words, *["not known"] * (6 - len(words))):
        await table.write(each)
        await table.press("enter")
    await table.press("f10")


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
        assert "there is no answer to: What happened?" in await table.press("f10")
        assert not commands(drill)
        await answer(table, "machines stop", "10:00")

    at_screen(lambda: DrillScreen(seat), act)
    assert {"do": {"send": "regulator-report"}, "by": "crisis-office"} in commands(drill)
    [note] = notes(drill)
    assert "What happened? machines stop  Since when? 10:00" in str(note)
    assert next(row.state for row in seat.seen.obligations if row.obligation == "regulator-first-report") == "met"


def test_a_report_that_nobody_prepared_is_told_to_the_role(tmp_path: Path) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        await table.press("a", *"report", "enter", "enter")
        await answer(table, "slow")

    at_screen(lambda: DrillScreen(Seat(drill, ("operations",))), act)
    [command] = commands(drill)
    assert command == {"tell": ["manager"], "says": ANY, "by": "operations"}
    assert "What happened? slow  Since when? not known  " in str(command)


def test_a_report_waits_for_every_answer(tmp_path: Path) -> None:
    """A first report that leaves something out is the one that is asked back."""
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        await table.press("a", *"report", "enter", "enter")
        for question in ("What happened?", "Since when?", "Which lines and", "What has been", "When is it back?"):
            assert f"there is no answer to: {question}" in await table.press("f10")
            await table.write("x")
            await table.press("enter")
        assert "there is no answer to: When will the next" in await table.press("f10")
        assert not commands(drill)
        await table.write("not known")
        await table.press("f10")

    at_screen(lambda: DrillScreen(Seat(drill, ("operations",))), act)
    assert len(commands(drill)) == 1


@pytest.mark.parametrize(("deed", "does"), [("report to", "What happened? slow"), ("tell", "slow")])
def test_the_whole_team_says_who_speaks_and_nobody_to_oneself(tmp_path: Path, deed: str, does: str) -> None:
    drill = begin(tmp_path, FEBRUARY)

    async def act(table: Table) -> None:
        await table.press("a", *deed, "enter")
        assert "From whom?" in await table.press(*"crisis", "enter")
        assert "From whom?" in await table.press(*"crisis", "enter"), "nobody speaks to oneself"
        await table.press(*["backspace"] * len("crisis"), *"branch-hq", "enter")
        await (answer(table, "slow") if deed == "report to" else say(table, "slow"))

    at_screen(lambda: DrillScreen(Seat(drill)), act)
    assert commands(drill) == [{"tell": ["crisis-office"], "says": ANY, "by": "branch-hq"}]
    assert does in str(commands(drill))


def test_the_facilitator_reports_in_nobodys_name(tmp_path: Path) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        await table.press("a", *"tell", "enter", "enter")
        await say(table, "slow")

    at_screen(lambda: DrillScreen(Seat(drill, facilitator=True)), act)
    assert commands(drill) == [{"tell": ["operations"], "says": "slow"}]


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
