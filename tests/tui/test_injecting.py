"""The facilitator's list: faults and messages now, at a time or on a condition, and what is refused changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drill.playing import ASKED, begin
from tests.tui.test_acting import commands
from tests.tui.trying import NARROW, Table, at_screen

from drillsim.tui.screens.drill import DrillScreen
from drillsim.tui.screens.injecting import timed
from drillsim.tui.seat import Seat

FAULT = ("i", "enter", *"db/b", "enter", "enter")
HINT = ("i", *"hint", "enter", "enter")


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("", {}),
        ("now", {}),
        ("今", {}),
        ("10:30", {"at": "10:30"}),
        ("d+1 06:00", {"at": "d+1 06:00"}),
        ("core down for 10m", {"when": "core down for 10m"}),
    ],
)
def test_a_moment_is_now_a_time_or_a_condition(written: str, means: dict[str, str]) -> None:
    assert timed(written) == means


def test_a_fault_is_picked_and_brought_about_with_f10_only(tmp_path: Path) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        assert "{fail: db/b}" in await table.press(*FAULT)
        await table.press("enter", "enter", "enter")
        assert not commands(drill)
        await table.press("f10")

    at_screen(lambda: DrillScreen(Seat(drill, facilitator=True)), act, NARROW)
    assert commands(drill) == [{"do": {"fail": "db/b"}}]


@pytest.mark.parametrize(
    ("written", "reason"),
    [("25:99", "25:99"), ("core dwn", "at sign"), ("nothing down", "nothing"), ("09:10", "passed")],
)
def test_a_moment_that_is_none_is_refused_with_its_reason(tmp_path: Path, written: str, reason: str) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)

    async def act(table: Table) -> None:
        await table.press(*FAULT)
        await table.write(written)
        assert reason in await table.press("f10")
        assert "bring it about" in table.text

    at_screen(lambda: DrillScreen(Seat(drill, facilitator=True)), act, NARROW)
    assert not commands(drill)


def test_what_waits_is_listed_and_withdrawn(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    seat = Seat(drill, facilitator=True)

    async def act(table: Table) -> None:
        await table.press(*FAULT)
        await table.write("10:30")
        await table.press("f10")
        text = await table.press("i", *"withdraw", "enter")
        assert "{fail: db/b}" in text
        assert "10:30" in text
        await table.press("enter", "f10")
        assert "nothing found" in await table.press("i", *"withdraw", "enter")

    at_screen(lambda: DrillScreen(seat), act)
    assert commands(drill) == [{"do": {"fail": "db/b"}, "at": "10:30"}, {"withdraw": 0}]


def test_hints_messages_and_skips(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    seat = Seat(drill, facilitator=True)

    async def act(table: Table) -> None:
        await table.press(*HINT)
        assert "there are no words in it" in await table.press("f10")
        await table.write("look at db")
        await table.press("f10")
        await table.press("i", *"message", "enter", *"everybody", "enter")
        await table.write("hello")
        await table.press("f10")
        await table.press("i", *"skip", "enter", "enter", "f10")

    at_screen(lambda: DrillScreen(seat), act)
    assert commands(drill) == [
        {"tell": ["operations"], "says": "look at db", "kind": "hint"},
        {"tell": ["operations", "manager"], "says": "hello"},
        {"skip": "database"},
    ]


def test_an_observation_is_marked_against_a_criterion(tmp_path: Path) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        await table.press("i", *"mark", "enter", *"named", "enter", "enter")
        await table.write("at 9:50")
        assert "Noted." in await table.press("f10")

    at_screen(lambda: DrillScreen(Seat(drill, facilitator=True)), act)
    [mark] = [entry.data for entry in drill.entries if entry.kind == "mark"]
    assert (mark["objective"], mark["criterion"], mark["rating"], mark["text"]) == ("decide-early", 2, "met", "at 9:50")


def test_players_inject_nothing(tmp_path: Path) -> None:
    drill = begin(tmp_path)

    async def act(table: Table) -> None:
        assert "only the facilitator may do this" in await table.press("i")

    at_screen(lambda: DrillScreen(Seat(drill)), act)
