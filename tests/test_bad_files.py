"""A table of bad files: `bad_files/NAME.yaml` is written wrongly, `bad_files/NAME.txt` is all that `check` says of it.

After a message was changed on purpose, `python tools/bad_files.py` writes the texts anew; their diff is what to review.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drillsim.cli.entry import main

BAD_FILES = Path(__file__).parent / "bad_files"
NAMES = sorted(path.stem for path in BAD_FILES.glob("*.yaml"))
ONLY_WARNED = {
    "basis-missing", "sense-circle", "sense-inject-never-sent", "sense-people-above-crew", "time-event-after-the-end",
    "sense-patience-with-backlog", "sense-criterion-met-at-the-start", "time-without-a-date-outside",
    "time-skipped-by-the-clocks", "sense-inject-only-named-in-a-text",
}  # fmt: skip
"""What a writer should know, but may mean."""
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
ENGLISH = re.compile(r"[a-z]+ [a-z]+ [a-z]+")


@pytest.fixture(autouse=True)
def _among_the_bad_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD_FILES)
    monkeypatch.delenv("DRILLSIM_PATH", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("DRILLSIM_LANG", "en")


def lines_of(said: str) -> list[str]:
    """What is said without the lines that only show the file, which begin with four spaces, and without the count."""
    return [line for line in said.splitlines()[:-1] if line and not line.startswith("    ")]


def test_the_table_is_long_and_complete() -> None:
    assert len(NAMES) >= 60
    assert sorted(path.stem for path in BAD_FILES.glob("*.txt")) == NAMES
    assert set(NAMES) >= ONLY_WARNED


def test_the_files_that_the_bad_ones_stand_on_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "sound/bank.yaml", "sound/story.yaml"]) == 0
    assert capsys.readouterr().out == "2 files, 0 mistakes\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_file_is_told_exactly(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", f"{name}.yaml"])
    said = capsys.readouterr()
    assert said.out == (BAD_FILES / f"{name}.txt").read_text(encoding="utf-8")
    assert said.err == ""
    assert code == (0 if name in ONLY_WARNED else 1)
    assert main(["check", f"{name}.yaml", "--strict"]) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_file_is_told_in_japanese_at_the_same_places(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", f"{name}.yaml", "--lang", "ja"])
    japanese = lines_of(capsys.readouterr().out)
    english = lines_of((BAD_FILES / f"{name}.txt").read_text(encoding="utf-8"))
    assert [_place(line) for line in japanese] == [_place(line) for line in english]
    for line in japanese:
        words = re.sub(r"'[^']*'", "", line.partition(": ")[2])
        assert JAPANESE.search(words), line
        assert not ENGLISH.search(words), line


def _place(line: str) -> str:
    """File, line and column of a message; of a hint only that it is one."""
    place = line.partition(": ")[0]
    return "hint" if place == "ヒント" else place


def test_five_mistakes_are_five_messages_each_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "five-mistakes.yaml"]) == 1
    said = capsys.readouterr().out
    places = re.findall(r"^five-mistakes\.yaml:\d+:\d+: .", said, re.MULTILINE)
    assert len(places) == 5
    assert said.endswith("\n1 file, 5 mistakes\n")
