"""The screen of a drill: what keys do, what cannot be done by mistake, and that no size breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drill.playing import Seconds, begin
from tests.tui.trying import NARROW, WIDE, Table, at_screen, drill_screen

from drillsim.drill.steering import correction as corrected
from drillsim.telling.language import use_language
from drillsim.tui.screens.deciding import Deciding
from drillsim.tui.screens.drill import DrillScreen
from drillsim.tui.seat import Seat
from drillsim.tui.settings import Settings

SIZES = ((200, 60), (100, 30), (99, 30), (80, 24), (79, 23), (40, 10), (10, 3), (2, 2), (1, 1), (120, 40))


def test_a_lone_enter_never_decides(tmp_path: Path) -> None:
    """Japanese input methods end a conversion with Enter: it picks and ends lines, and commits nothing."""

    async def act(table: Table) -> None:
        await table.press("d", "enter", "enter", "enter", "enter")
        assert isinstance(table.app.screen, Deciding)
        await table.press("f10")
        assert not isinstance(table.app.screen, Deciding)

    first = drill_screen(tmp_path, minutes=60)
    at_screen(first, act)


def test_a_decision_is_kept_with_why_and_how_sure(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(60 * 60_000)

    async def act(table: Table) -> None:
        await table.press("d", "3")
        await table.write("90 minutes")
        await table.press("f9", "f10")

    at_screen(lambda: DrillScreen(Seat(drill)), act)
    [entry] = [entry for entry in drill.entries if entry.kind == "command"]
    assert entry.data["do"]["decide"] == "database switch-by-hand"
    assert (entry.data["why"], entry.data["confidence"]) == ("90 minutes", "high")


def test_escape_decides_nothing(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(60 * 60_000)

    async def act(table: Table) -> None:
        await table.press("d", "3", "escape")

    at_screen(lambda: DrillScreen(Seat(drill)), act)
    assert not [entry for entry in drill.entries if entry.kind == "command"]


def test_the_clock_runs_by_the_machine_and_not_by_ticks(tmp_path: Path) -> None:
    """However many ticks are missed, time is where the machine's clock says."""
    seconds = Seconds()
    drill = begin(tmp_path, seconds=seconds)
    seat = Seat(drill)
    seat.set_clock(paused=False, speed=60)
    seconds.now += 7
    seat.tick()
    assert drill.now == 7 * 60 * 1_000
    seat.set_clock(paused=True)
    seconds.now += 100
    seat.tick()
    assert drill.now == 7 * 60 * 1_000


def test_keys_stop_the_clock_and_change_its_speed(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "PAUSED" in table.rows[0]
        assert "RUNNING x60" in await table.press("space")
        assert "RUNNING x120" in await table.press("+")
        assert "RUNNING x60" in await table.press("-")
        assert "PAUSED" in await table.press("space")

    at_screen(drill_screen(tmp_path), act)


def test_one_event_forward_and_on_to_the_next_question(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "Database alarm" in await table.press(".")
        await table.press(">")
        assert "What do we do?" in table.text

    at_screen(drill_screen(tmp_path), act)


def test_no_size_breaks_it(tmp_path: Path) -> None:
    """From large down to one cell and back, with something open and without."""

    async def act(table: Table) -> None:
        for keys in ((), ("d",), ("escape", "z"), ("escape", "slash")):
            await table.press(*keys)
            for size in (
                (200, 60),
                (100, 30),
                (99, 30),
                (80, 24),
                (79, 23),
                (40, 10),
                (10, 3),
                (2, 2),
                (1, 1),
                (120, 40),
            ):
                await table.pilot.resize_terminal(*size)
                await table.pilot.pause()
        assert "Business lines" in table.text or "Systems" in table.text

    at_screen(drill_screen(tmp_path, minutes=60), act)


def test_too_small_a_terminal_is_told_what_is_needed(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "80 x 24" in table.text

    at_screen(drill_screen(tmp_path), act, (79, 23))


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_the_language_changes_while_one_looks(tmp_path: Path, size: tuple[int, int]) -> None:
    async def act(table: Table) -> None:
        assert "Internet banking" in table.text
        text = await table.press("f2")
        assert "インターネットバンキング" in text
        assert "業務" in text
        assert "Internet banking" in await table.press("f2")

    at_screen(drill_screen(tmp_path, minutes=60), act, size)


def test_text_of_a_file_is_not_markup(tmp_path: Path) -> None:
    """What a file or a person writes is shown as it is, brackets and all."""
    drill = begin(tmp_path)
    drill.submit({"tell": ["operations"], "says": "[/b] [red]no[/] [core-b]"})
    drill.advance(60 * 60_000)

    async def act(table: Table) -> None:
        assert "[/b] [red]no[/] [core-b]" in table.text
        assert "[/b] [red]no[/] [core-b]" in await table.press("n")

    at_screen(lambda: DrillScreen(Seat(drill)), act)


def test_finding_narrows_messages(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        await table.press("slash")
        text = await table.write("customers")
        assert "Customers ring" in text
        assert "Database alarm:" not in text
        assert "Database alarm:" in await table.press("escape")

    at_screen(drill_screen(tmp_path, minutes=60), act)


def test_messages_are_unread_until_opened(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "Inbox: 2 unread" in table.text
        await table.press("n", "escape")
        assert "Inbox: 1 unread" in table.text
        assert "unread" not in await table.press("N")

    at_screen(drill_screen(tmp_path, minutes=60), act)


@pytest.mark.parametrize(("signs", "hint", "correction"), [("symbols", "»", "±"), ("ascii", "i", "/")])
@pytest.mark.parametrize(("lang", "words"), [("en", ("hint", "correction")), ("ja", ("助言", "訂正"))])
def test_a_hint_and_a_corrected_estimate_say_so(
    tmp_path: Path, signs: str, hint: str, correction: str, lang: str, words: tuple[str, str]
) -> None:
    use_language(lang)
    drill = begin(tmp_path, "mizuho-2021-03-12")
    message = next(drill.plan.subjects[row.subject] for row in drill.plan.messages if row.estimate[1] >= 0 and row.to)
    drill.advance(60_000)
    drill.submit({"tell": list(drill.case.topology.roles), "says": "look here", "kind": "hint"})
    drill.submit(corrected(drill.plan, message, "06:30"))
    said = (f"{hint} {words[0]}", f"{correction} {words[1]}")

    async def act(table: Table) -> None:
        inbox = await table.press("3")
        assert f"{said[0]}  look here" in inbox
        assert f"{said[1]}  " in inbox
        for keys, kind in ((("enter",), said[1]), (("escape", "down", "enter"), said[0])):
            await table.press(*keys)
            assert any(kind in row and ("Kind" in row or "種類" in row) for row in table.rows)
        assert words[1] in await table.press("escape", "slash", *words[1])

    at_screen(lambda: DrillScreen(Seat(drill)), act, settings=Settings(signs=signs))


def test_what_cannot_be_done_is_told(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "nothing waits for an answer" in await table.press("d")

    at_screen(drill_screen(tmp_path), act)


def test_what_is_chosen_opens_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        text = await table.press("1", "enter")
        assert "Internet banking (internet-banking)" in text
        assert "breached at 11:12:00 if it goes on like this" in text
        assert "Internet-banking site (website)" in text
        await table.press("escape", "2", "enter")
        assert "Internet-banking site (website)" in table.text
        assert "Carries" in table.text

    at_screen(drill_screen(tmp_path, minutes=60), act)


def test_a_player_opens_no_more_than_was_told(tmp_path: Path) -> None:
    """Nobody has reported on cash at the machines: no time out, no number, no forecast."""

    async def act(table: Table) -> None:
        text = await table.press("1", "j", "enter")
        assert "Cash at the machines (atm-cash)" in text
        assert "no report" in text
        assert "nobody has reported a number" in text
        assert "breached" not in text

    at_screen(drill_screen(tmp_path, minutes=60), act)


def test_what_waits_for_approval_says_for_whose(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        text = await table.press("d", "3", "f10")
        assert "decided: Switch to the standby by hand" in text
        table.app.clear_notifications()
        assert "waits for Duty manager to approve" in await table.press("1")

    at_screen(drill_screen(tmp_path, minutes=60), act)
