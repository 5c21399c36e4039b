"""The facilitator's place, in the same terminal and in a second one; and what is copied."""

from __future__ import annotations

from pathlib import Path

from tests.drill.playing import ASKED, begin, machine
from tests.tui.test_acting import commands
from tests.tui.trying import Table, at_screen, drill_screen

from drillsim.drill.attaching import Follower
from drillsim.tui.screens.drill import DrillScreen
from drillsim.tui.seat import Seat


def test_the_truth_is_shown_once_that_is_confirmed(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    seat = Seat(drill, ("operations",))

    async def act(table: Table) -> None:
        assert "how things really stand" in await table.press("f4")
        await table.press("enter", "escape")
        assert "FACILITATOR" not in table.rows[0]
        await table.press("f4", "f10")
        assert "FACILITATOR" in table.rows[0]
        assert "Inject" in table.rows[-1]
        await table.press("f4")
        assert "IT operations" in table.rows[0]

    at_screen(lambda: DrillScreen(seat), act)
    assert not seat.seen.truth


def test_a_second_terminal_steers_through_the_one_that_runs_the_drill(tmp_path: Path) -> None:
    """The facilitator follows, sees the truth and injects; the players' seat carries it out and stays in the dark."""
    drill = begin(tmp_path)
    players = Seat(drill, ("operations",))
    drill.advance(ASKED)
    drill.set_clock(paused=True)
    follower = Follower(tmp_path / "a.drill", machine())
    second = Seat(follower.drill, facilitator=True, follower=follower)

    async def act(table: Table) -> None:
        screen = table.app.screen
        assert isinstance(screen, DrillScreen)
        assert "FACILITATOR" in table.rows[0]
        assert "FOLLOWING" in table.rows[0]
        await table.press("i", "enter", *"db/b", "enter", "enter", "f10")
        assert not commands(drill)
        players.tick()
        assert commands(drill) == [{"do": {"fail": "db/b"}}]
        screen.tick()
        await table.pilot.pause()
        assert "Done." in table.text
        assert {row.component: row.state for row in second.seen.systems}["db/b"] == "down"
        await table.press("space")
        players.tick()
        assert not players.time().paused
        screen.tick()
        await table.press("space")
        players.tick()
        assert players.time().paused
        assert "only the process that runs the drill" in await table.press(".")
        await table.press("i", *"hint", "enter", "enter")
        await table.write("look")
        await table.press("f10")

    at_screen(lambda: DrillScreen(second), act)
    players.look()
    assert [letter.kind for letter in players.seen.inbox] == ["message"]
    assert players.tick()
    assert [letter.kind for letter in players.seen.inbox] == ["message", "hint"]
    assert {row.component: row.state for row in players.seen.systems}["db/b"] == ""
    drill.close()


def test_a_second_terminal_decides_notes_and_marks(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.set_clock(paused=True)
    owner = Seat(drill, facilitator=True)
    follower = Follower(tmp_path / "a.drill", machine())
    second = Seat(follower.drill, ("operations",), follower=follower)

    async def act(table: Table) -> None:
        await table.press("d", "1")
        await table.write("safer")
        assert "decided:" not in await table.press("f9", "f10")
        await table.press("a", *"note", "enter")
        await table.write("so be it")
        await table.press("f10", "f4", "f10")
        await table.press("i", *"mark", "enter", *"named", "enter", "enter")
        await table.write("seen")
        assert "Noted." not in await table.press("f10")
        assert "only the process that runs the drill" in await table.press("b", "enter")

    at_screen(lambda: DrillScreen(second), act)
    assert not commands(drill)
    owner.tick()
    decided, note, mark = drill.entries[-3:]
    assert decided.data == {
        "do": {"decide": "database wait-for-repair", "by": "operations"},
        "by": "operations",
        "why": "safer",
        "confidence": "high",
    }
    assert (note.data["text"], note.data["by"]) == ("so be it", "operations")
    assert (mark.data["text"], mark.data["criterion"], mark.data["by"]) == ("seen", 2, "")
    assert owner.notices == []
    second.tick()
    assert second.notices[-3:] == ["Done."] * 3
    assert second.seen.decisions[0].chosen == "wait-for-repair"
    drill.close()


def test_what_is_chosen_is_copied(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)

    async def act(table: Table) -> None:
        assert "copied: Cash at the machines" in await table.press("y")
        assert table.app.clipboard.startswith("Cash at the machines")
        await table.press("3", "y")
        assert "The database does not answer" in table.app.clipboard
        await table.press("enter", "y")
        assert table.app.clipboard.splitlines()[0] == "Database alarm"

    at_screen(lambda: DrillScreen(Seat(drill)), act)


def test_the_facilitator_sees_what_the_team_takes_things_for(tmp_path: Path) -> None:
    """The truth beside what is known: of a line, on the map, and in what is opened."""

    async def act(table: Table) -> None:
        assert "the team knows: ? no report" in table.text
        assert "?Core banking" in table.text
        assert "The team knows" in await table.press("enter")

    at_screen(drill_screen(tmp_path, minutes=60, facilitator=True), act)


def test_players_see_no_truth_to_hold_their_knowledge_against(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "the team knows" not in table.text
        assert "The team knows" not in await table.press("enter")

    at_screen(drill_screen(tmp_path, minutes=60), act)
