"""What a person sets holds at once and the next time; help and palette name every action; pictures are readable."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.tui.trying import WIDE, Table, at_screen, drill_screen

from drillsim.telling.language import use_language
from drillsim.tui.keys import ANYWHERE, DRILL, START, grouped, key_problems
from drillsim.tui.picture import picture_path, readable
from drillsim.tui.screens.settings import SettingsScreen
from drillsim.tui.settings import Settings, read_settings
from drillsim.tui.themes import NAMES


def test_settings_hold_at_once_and_are_kept(tmp_path: Path) -> None:
    kept_at = tmp_path / "config" / "screen.toml"

    async def act(table: Table) -> None:
        await table.press("f3")
        assert isinstance(table.app.screen, SettingsScreen)
        assert "設定" in await table.press("right")
        await table.press("down", "right")
        assert table.app.theme == NAMES[1]
        await table.press("down", "right", "down", "right", "escape")
        assert "業務" in table.text
        assert "PAUSED" not in table.text

    at_screen(drill_screen(tmp_path), act, kept_at=kept_at)
    settings, problem = read_settings(kept_at)
    assert problem == ""
    assert (settings.lang, settings.theme, settings.signs) == ("ja", NAMES[1], "ascii")
    assert settings.pause_at_questions


@pytest.mark.parametrize(
    "keys", [("b",), ("B",), ("S",), ("d",), ("1", "enter"), ("f1",), ("a",), ("a", *"note", "enter")]
)
def test_no_small_screen_is_left_half_in_another_language(tmp_path: Path, keys: tuple[str, ...]) -> None:
    """What lies over a drill keeps its language until it is closed; nothing of the old one is left then."""

    async def act(table: Table) -> None:
        before = await table.press(*keys)
        small = table.app.screen
        assert small.is_modal
        for key in ("f2", "f3"):
            said = await table.press(key)
            assert table.app.screen is small
            assert "Close this first, with esc." in said
        table.app.clear_notifications()
        await table.pilot.pause()
        assert table.text == before
        await table.press("escape", "f2")
        assert "ヘルプ" in table.rows[-1]
        assert "閉じて" in await table.press(*keys, "f2")

    at_screen(drill_screen(tmp_path, minutes=45), act)


def test_the_language_switches_over_the_settings_and_leaves_nothing_behind(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        table.app.tell("Noted.")
        await table.press("slash")
        assert "find in the messages" in table.text
        assert "設定" in await table.press("f3", "f2")
        await table.press("escape")
        assert "Noted." not in table.text
        assert "find in the messages" not in table.text
        assert "業務" in table.text

    at_screen(drill_screen(tmp_path, minutes=45), act)


def test_a_picture_shows_what_lies_over_a_drill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drillsim.tui.picture.picture_path", lambda: tmp_path / "screen.svg")

    async def act(table: Table) -> None:
        await table.press("d", "f8")
        assert "pick&#160;an&#160;option" in (tmp_path / "screen.svg").read_text(encoding="utf-8")

    at_screen(drill_screen(tmp_path, minutes=45), act)


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("signs", ["symbols", "ascii"])
def test_every_theme_and_set_of_signs_can_be_drawn(tmp_path: Path, theme: str, signs: str) -> None:
    async def act(table: Table) -> None:
        assert "Internet banking" in table.text

    at_screen(drill_screen(tmp_path, minutes=60), act, settings=Settings(theme=theme, signs=signs))


def test_a_file_of_settings_keeps_what_it_does_not_know_from_harm(tmp_path: Path) -> None:
    path = tmp_path / "screen.toml"
    path.write_text('lang = "xx"\ntheme = 3\nsigns = "ascii"\nkeys = 4\n', encoding="utf-8")
    assert read_settings(path) == (Settings(signs="ascii"), "")
    path.write_text("lang = ", encoding="utf-8")
    settings, problem = read_settings(path)
    assert settings == Settings()
    assert str(path) in problem


def test_keys_of_ones_own_are_judged() -> None:
    assert key_problems({}) == []
    assert key_problems({"pause": "x"}) == []
    [unknown] = key_problems({"puase": "x"})
    assert "puase" in unknown
    assert "'pause'" in unknown
    [clash] = key_problems({"pause": "d"})
    assert "'d'" in clash
    assert "decide" in clash
    [clash] = key_problems({"pause": "+"})
    assert "faster" in clash
    assert key_problems({"pause": "d", "decide": "space"}) == []


def test_our_own_keys_do_not_clash() -> None:
    assert key_problems({}) == []


def test_keys_of_ones_own_work_and_are_told_in_help_and_foot(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        assert " x 時計" in table.text or " x Clock" in table.text
        assert "RUNNING" in await table.press("x")
        await table.press("x")
        assert re.search(r" x +Stop the clock", await table.press("f1"))

    at_screen(drill_screen(tmp_path), act, settings=Settings(keys={"pause": "x"}))


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_help_begins_with_the_panel_one_is_in_and_names_every_action(tmp_path: Path, lang: str) -> None:
    async def act(table: Table) -> None:
        await table.press("3", "f1")
        from drillsim.tui.widgets.panel import Panel

        rows = [row.text.strip() for row in table.app.screen.query_one("#reading", Panel).rows]
        assert rows[1].endswith(next(action.says() for action in DRILL if action.id == "find")[-8:])
        text = " ".join(rows)
        for action in (*DRILL, *ANYWHERE):
            assert action.says() in text

    at_screen(drill_screen(tmp_path, lang=lang), act, (200, 60))


def test_every_action_is_in_a_group() -> None:
    for actions in (DRILL, START, ANYWHERE):
        told = [action for _title, some in grouped(actions) for action in some]
        assert sorted(action.id for action in told) == sorted(action.id for action in actions)


def test_the_palette_knows_every_action_by_its_name(tmp_path: Path) -> None:
    async def act(table: Table) -> None:
        names = [command.title for command in table.app.get_system_commands(table.app.screen)]
        assert names == [action.says() for action in (*DRILL, *ANYWHERE)]
        assert "時計を止める／進める" in names
        await table.press("ctrl+p")
        await table.write("時計を止める")

    at_screen(drill_screen(tmp_path, lang="ja"), act)


def test_a_picture_is_as_wide_as_the_screen_and_fetches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    async def act(table: Table) -> None:
        assert "drillsim-1.svg" in (await table.press("f8")).replace("\n", "")

    at_screen(drill_screen(tmp_path, minutes=60, lang="ja"), act, WIDE)
    svg = picture_path(tmp_path).with_name("drillsim-1.svg").read_text(encoding="utf-8")
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace("https://www.textualize.io", "")
    assert "@font-face" not in svg
    runs = re.findall(r'textLength="([^"]*)" [^>]*>([^<]*)<', svg)
    assert any("業務" in text for _length, text in runs)
    for length, text in runs:
        shown = text.replace("&#160;", " ").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        shown = shown.replace("&#x27;", "'").replace("&quot;", '"')
        assert float(length) == pytest.approx(cell_len(shown) * 12.2, abs=0.1)


def test_wide_and_narrow_signs_get_their_own_places() -> None:
    svg = '<text class="a" x="0" y="20" textLength="36.6" clip-path="url(#c)">A業&amp;</text>'
    assert readable(svg) == (
        '<text class="a" x="0" y="20" textLength="12.2" clip-path="url(#c)">A</text>'
        '<text class="a" x="12.2" y="20" textLength="24.4" clip-path="url(#c)">業</text>'
        '<text class="a" x="36.6" y="20" textLength="12.2" clip-path="url(#c)">&amp;</text>'
    )


def test_a_picture_that_cannot_be_saved_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drillsim.tui.picture.picture_path", lambda: tmp_path / "missing" / "x.svg")

    async def act(table: Table) -> None:
        assert "cannot be written" in await table.press("f8")

    at_screen(drill_screen(tmp_path), act)


def test_what_is_written_is_toml(tmp_path: Path) -> None:
    path = tmp_path / "screen.toml"
    use_language("en")

    async def act(table: Table) -> None:
        await table.press("f2", "f2")

    at_screen(drill_screen(tmp_path), act, settings=Settings(keys={"go-to": "ctrl+g"}), kept_at=path)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["keys"] == {"go-to": "ctrl+g"}
