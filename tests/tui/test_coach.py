"""The tutorial explains itself: one sentence at a time, which goes on when somebody has done it, and stops nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.drill.playing import ASKED, BY_HAND, begin
from tests.tui.trying import NARROW, WIDE, Table, at_screen, drill_screen

from drillsim.drill import Sight
from drillsim.telling.language import use_language
from drillsim.tui.coach import LESSONS, Progress, lesson_after, lesson_words
from drillsim.tui.screens.coaching import Coaching
from drillsim.tui.settings import Settings


def number(table: Table) -> int:
    return table.app.screen_stack[1].query_one(Coaching).number


def test_each_lesson_is_done_by_what_it_asks_for(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    sight = Sight(drill, ())
    at = Progress(sight.look(), is_running=False, branches=1, did=frozenset())
    assert lesson_after(0, at) == 0
    at = replace(at, is_running=True)
    assert lesson_after(0, at) == 1
    drill.advance(ASKED)
    at = replace(at, seen=sight.look())
    assert lesson_after(1, at) == 2
    at = replace(at, did=at.did | {"next-unread"})
    assert lesson_after(2, at) == 3
    at = replace(at, did=at.did | {"decide"})
    assert lesson_after(3, at) == 4
    drill.submit(BY_HAND, by="operations")
    at = replace(at, seen=sight.look())
    assert lesson_after(4, at) == 5
    drill.advance(2 * 60 * 60_000)
    at = replace(at, seen=sight.look())
    assert lesson_after(5, at) == 6
    at = replace(at, did=at.did | {"path"})
    assert lesson_after(6, at) == 7
    drill.advance(drill.plan.horizon)
    at = replace(at, seen=sight.look())
    assert lesson_after(7, at) == 8
    at = replace(at, branches=2)
    assert lesson_after(8, at) == 9
    at = replace(at, did=at.did | {"branches"})
    assert lesson_after(9, at) == len(LESSONS) - 1


def test_a_drill_that_is_taken_up_again_is_not_taught_from_the_start(tmp_path: Path) -> None:
    """Which keys were used is forgotten when one leaves; what they brought about is not."""
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.submit(BY_HAND, by="operations")
    drill.advance(drill.plan.horizon)
    at = Progress(Sight(drill, ()).look(), is_running=False, branches=1, did=frozenset())
    assert lesson_after(0, at) == 8


def test_the_coach_goes_on_as_somebody_does_what_it_says(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "Coach 1/11" in table.text
        await table.press("space", "space")
        assert number(table) == 1
        await table.press("full_stop")
        assert number(table) == 2
        await table.press("n", "escape")
        assert number(table) == 3
        await table.press("d")
        assert number(table) == 4
        assert "F10 decides" in table.text
        await table.press("3", "f10")
        assert number(table) == 5

    at_screen(drill_screen(tmp_path), act)


def test_the_coach_is_sent_away_and_comes_back(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "Coach" not in await table.press("f6")
        assert "Coach 1/11" in await table.press("f6")

    at_screen(drill_screen(tmp_path), act)


def test_only_the_players_of_the_tutorial_are_coached(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "Coach" not in table.text

    at_screen(drill_screen(tmp_path, facilitator=True), act)
    (tmp_path / "other").mkdir()
    at_screen(drill_screen(tmp_path / "other", "fsa-56"), act)


def test_the_coach_names_the_keys_that_somebody_has(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "Press x: let time pass" in " ".join(table.text.split())

    at_screen(drill_screen(tmp_path), act, settings=Settings(keys={"pause": "x"}))


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_every_lesson_fits(tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    """No sentence needs more than three rows at 80 columns, and none leaves a key unnamed."""

    async def act(table: Table) -> None:
        coach = table.app.screen.query_one(Coaching)
        for lesson in range(len(LESSONS)):
            coach.number = lesson
            coach.look()
            assert len(coach.rows) <= 3
            assert not {"{", "}"} & set("".join(row.text for row in coach.rows))

    at_screen(drill_screen(tmp_path, lang=lang), act, size)


def test_a_lesson_without_keys_is_left_as_it_is() -> None:
    use_language("en")
    assert "{pause}" in lesson_words(0, {})
    assert "space" in lesson_words(0, {"pause": "space"})
