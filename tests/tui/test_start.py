"""Where one begins: cases are found, what each is about is told, and Enter twice begins a drill."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drill.playing import begin, machine
from tests.tui.trying import NARROW, WIDE, Table, at_screen

from drillsim.library.index import list_with_summaries
from drillsim.telling.language import use_language
from drillsim.tui.cases import Sought, case_entries, cases_sought, groups_of
from drillsim.tui.screens.beginning import Beginning
from drillsim.tui.screens.drill import DrillScreen
from drillsim.tui.screens.modals import Reading
from drillsim.tui.screens.start import StartScreen
from drillsim.tui.settings import Settings, read_settings
from drillsim.tui.widgets.panel import Panel

SEASONED = Settings(first_run=False)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRILLSIM_PATH", raising=False)


def start(shelf: Path) -> Callable[[], StartScreen]:
    return lambda: StartScreen(list_with_summaries(None), shelf, machine())


def test_a_newcomer_begins_the_tutorial_with_enter_and_enter(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "First case: the switch that was left off" in table.text
        assert "Wednesday morning" in table.text
        await table.press("enter")
        beginning = table.app.screen
        assert isinstance(beginning, Beginning)
        await table.press("enter")
        screen = table.app.screen
        assert isinstance(screen, DrillScreen)
        assert screen.seat.drill.header.scenario_id == "tutorial"
        table.app.let_go()

    at_screen(start(tmp_path / "shelf"), act)
    [journal] = (tmp_path / "shelf").glob("tutorial-*.drill")
    assert journal.stat().st_size


def test_the_answers_decide_how_a_drill_begins(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        await table.press("enter", "right", "down", "right", "down", "4", "2", "down", "right", "enter")
        screen = table.app.screen
        assert isinstance(screen, DrillScreen)
        header = screen.seat.drill.header
        assert (header.roles, header.seed, header.blind) == (("operations",), 42, True)
        assert screen.seat.drill.clock.speed == 120
        assert not screen.seat.facilitates
        table.app.let_go()

    at_screen(start(tmp_path), act)


def test_the_facilitator_is_the_last_seat(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        await table.press("enter", "left", "enter")
        screen = table.app.screen
        assert isinstance(screen, DrillScreen)
        assert screen.seat.facilitates
        table.app.let_go()

    at_screen(start(tmp_path), act)


def test_whoever_leaves_a_drill_is_back_and_can_take_it_up(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        await table.press("enter", "enter", "full_stop", "q")
        assert "is kept" in table.text
        assert "Cases: " in table.text
        text = await table.press("r")
        assert "goes on" in text
        await table.press("enter")
        screen = table.app.screen
        assert isinstance(screen, DrillScreen)
        assert screen.seat.drill.now > 0
        table.app.let_go()

    kept_at = tmp_path / "screen.toml"
    at_screen(start(tmp_path / "shelf"), act, kept_at=kept_at)
    assert not read_settings(kept_at)[0].first_run


def test_a_broken_journal_is_told_in_the_list_and_when_chosen(tmp_path: Path) -> None:
    (tmp_path / "x.drill").write_text("nonsense\n", encoding="utf-8")

    async def act(table: Table) -> None:
        text = await table.press("r")
        assert "broken" in text
        assert "header of a journal" in text
        await table.press("enter")
        assert isinstance(table.app.screen, Reading)

    at_screen(start(tmp_path), act)


def test_a_drill_that_another_process_runs_is_told(tmp_path: Path) -> None:
    begin(tmp_path)

    async def act(table: Table) -> None:
        text = await table.press("r", "enter")
        assert "another process already runs this drill" in " ".join(text.split())

    at_screen(start(tmp_path), act)


def test_a_broken_case_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "mine.yaml").write_text(
        "id: mine\ntitle: '[b]Mine[/x]'\nstarts: soon\n", encoding="utf-8"
    )

    async def act(table: Table) -> None:
        assert "[b]Mine[/x]" in table.text
        text = await table.press("enter")
        assert isinstance(table.app.screen, Reading)
        assert "mine.yaml:3:9" in text

    at_screen(start(tmp_path), act, settings=SEASONED)


def test_typing_finds_cases_and_escape_shows_all_again(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        await table.press("slash")
        text = await table.write("network card")
        assert "Cases: 2" in text or "Cases: 1" in text
        assert "unstable network card" in text
        assert "Pay, or the line" not in text
        await table.press("enter")
        assert "Pay, or the line" in await table.press("escape")

    at_screen(start(tmp_path), act)


def test_groups_and_filters_narrow_the_list(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        text = await table.press("right", "right")
        assert "[Mizuho 2021]" in text
        assert "Cases: 4" in text
        text = await table.press("t")
        assert "Cases: 1" in text
        assert "under 6 hours" in text

    at_screen(start(tmp_path), act)


def test_what_is_sought_is_found_by_words_of_either_language() -> None:
    cases = case_entries(list_with_summaries(None))
    [card] = cases_sought(cases, Sought("カード 瞬断"))
    assert card.listed.entry.id == "mizuho-2021-03-03"
    assert cases_sought(cases, Sought("no such words at all")) == []
    assert cases_sought(cases, Sought(lang="ja")) == list(cases)
    assert groups_of(cases)[:2] == ("all", "tutorial")


@pytest.mark.parametrize(("lang", "size"), [("en", WIDE), ("ja", NARROW)])
def test_every_case_tells_what_it_is_about(tmp_path: Path, lang: str, size: tuple[int, int]) -> None:
    use_language(lang)

    async def act(table: Table) -> None:
        seen = set()
        for _number in range(30):
            about = table.app.screen.query_one("#about", Panel)
            title = about.rows[0].text
            assert title
            assert sum(bool(row.text.strip()) for row in about.rows) > 3
            seen.add(title)
            await table.press("down")
        assert len(seen) > 20

    at_screen(start(tmp_path), act, size)


def test_no_size_breaks_it(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        for keys in ((), ("enter",), ("escape", "slash"), ("r",)):
            await table.press(*keys)
            for size in ((200, 60), (80, 24), (40, 10), (39, 9), (10, 3), (2, 2), (1, 1), (120, 40)):
                await table.pilot.resize_terminal(*size)
                await table.pilot.pause()

    at_screen(start(tmp_path), act)


def test_the_language_switches_while_something_is_looked_for(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert "find in ids" in await table.press("slash")
        assert "find in ids" not in await table.press("f2")
        assert "業務から探す" in table.text

    at_screen(start(tmp_path), act, settings=SEASONED)
