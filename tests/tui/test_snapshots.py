"""How screens look, cell by cell: at 80x24 and at 120x40, in English and in Japanese.

A change of how something looks is a change of these files, to be read like one:

    python -m tests.tui.test_snapshots
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.drill.playing import machine
from tests.tui.trying import NARROW, WIDE, Table, at_screen, drill_screen

from drillsim.library.index import list_with_summaries
from drillsim.telling.language import use_language
from drillsim.tui.screens.start import StartScreen

if TYPE_CHECKING:
    from textual.screen import Screen

SNAPSHOTS = Path(__file__).parent / "snapshots"
LISTED = {"tutorial", "mizuho-2021-02-28", "mizuho-2021-03-03", "mizuho-2021-03-07", "mizuho-2021-03-12"}
SIZES = {"80x24": NARROW, "120x40": WIDE}


@dataclass(frozen=True)
class Shot:
    """What is looked at."""

    name: str
    scenario: str
    """The case that is played; nothing for the screen where one begins."""
    minutes: int = 0
    keys: tuple[str, ...] = ()
    facilitator: bool = False

    def cases(self) -> list[tuple[str, str]]:
        """Every size in every language."""
        return [(size, lang) for size in SIZES for lang in ("en", "ja")]


SHOTS = (
    Shot("start", ""),
    Shot("start-found", "", keys=("slash", *"2021-03", "enter", "down")),
    Shot("beginning", "", keys=("enter",)),
    Shot("settings", "", keys=("f3",)),
    Shot("start-help", "", keys=("f1",)),
    Shot("help", "tutorial", keys=("f1",)),
    Shot("tutorial", "tutorial", 60),
    Shot("tutorial-deciding", "tutorial", 60, ("d", "3")),
    Shot("tutorial-message", "tutorial", 60, ("n",)),
    Shot("noon-player", "mizuho-2021-02-28", 240),
    Shot("noon-facilitator", "mizuho-2021-02-28", 240, facilitator=True),
    Shot("noon-path", "mizuho-2021-02-28", 240, ("2", "1", "j", "p", "2")),
    Shot("acting", "mizuho-2021-02-28", 240, ("a",)),
    Shot("reporting", "mizuho-2021-02-28", 240, ("a", "enter", "enter", "enter")),
    Shot("going-back", "tutorial", 60, ("left_square_bracket",)),
    Shot(
        "compared",
        "tutorial",
        100,
        (
            "left_square_bracket",
            *"asked",
            "enter",
            "enter",
            *"d3",
            "f10",
            *"S+59m",
            "enter",
            "B",
            "enter",
            "down",
            "enter",
        ),
        facilitator=True,
    ),
    Shot("published", "mizuho-2021-02-28", 400, ("P",), facilitator=True),
    Shot("summary", "tutorial", 60, (*"d3", "f10", *"S12:44", "enter", "f5", "pagedown"), facilitator=True),
    Shot("injecting", "mizuho-2021-02-28", 240, ("i",), facilitator=True),
    Shot("fault", "mizuho-2021-02-28", 240, ("i", "enter", "enter", "enter"), facilitator=True),
)
CASES = [(shot, size, lang) for shot in SHOTS for size, lang in shot.cases()]


def take(shot: Shot, size: str, lang: str, folder: Path) -> str:
    """The screen as text; spaces at the ends of rows do not count."""
    return look_at(shot, size, lang, folder, lambda table: "\n".join(row.rstrip() for row in table.rows) + "\n")


def look_at(shot: Shot, size: str, lang: str, folder: Path, read: Callable[[Table], str]) -> str:
    """What somebody reads off the screen once the keys have been pressed."""
    taken: list[str] = []

    async def look(table: Table) -> None:
        await table.press(*shot.keys)
        table.app.clear_notifications()
        await table.pilot.pause()
        taken.append(read(table))

    at_screen(first_screen(shot, lang, folder), look, SIZES[size])
    return taken[0]


def first_screen(shot: Shot, lang: str, folder: Path) -> Callable[[], Screen[None]]:
    """A drill, or where one begins with a few of the cases: a new case is no reason to look at every list anew."""
    if shot.scenario:
        return drill_screen(folder, shot.scenario, minutes=shot.minutes, lang=lang, facilitator=shot.facilitator)
    use_language(lang)
    with chdir(folder):  # elsewhere than beside the cases of this checkout, which would be listed as one's own
        listed = [each for each in list_with_summaries(None) if each.entry.id in LISTED]
    return lambda: StartScreen(listed, folder / "shelf", machine())


def path_of(shot: Shot, size: str, lang: str) -> Path:
    """Where a snapshot lies."""
    return SNAPSHOTS / f"{shot.name}-{size}-{lang}.txt"


@pytest.mark.parametrize(("shot", "size", "lang"), CASES, ids=[f"{s.name}-{size}-{lang}" for s, size, lang in CASES])
def test_it_looks_as_it_did(shot: Shot, size: str, lang: str, tmp_path: Path) -> None:
    """Every cell is as it was when somebody last looked at it and found it good."""
    assert take(shot, size, lang, tmp_path) == path_of(shot, size, lang).read_text(encoding="utf-8")


def main() -> None:
    """Takes every snapshot anew."""
    SNAPSHOTS.mkdir(exist_ok=True)
    wanted = {path_of(*case) for case in CASES}
    for path in set(SNAPSHOTS.glob("*.txt")) - wanted:
        path.unlink()
    for shot, size, lang in CASES:
        with tempfile.TemporaryDirectory() as folder:
            path_of(shot, size, lang).write_text(take(shot, size, lang, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
