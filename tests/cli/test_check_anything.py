"""Whatever is done to a line of a sound file, `check` says where, in both languages, or finds it sound still."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drillsim.cli.commands.check import problems_of
from drillsim.cli.reading import Named
from drillsim.library import list_files, render_problem

SOUND = list_files()
SHORT = [entry for entry in SOUND if entry.id in {"tutorial", "boj-50", "fsa-21"}]
WORD = re.compile(r"[a-z][a-z0-9/-]+")
VALUE = re.compile(r"(?<=: )[^,{}\[\]:#]+(?=[,}\]]|$)")
ODD = ("20", "{}", "[]", "x y z", "true", "-1", "null", "1.5", "110%", "[1]", "{a: b}", "25:61", '"5"', "", "*", "&a")
RELAXED = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def changed(lines: list[str], data: st.DataObject) -> list[str]:
    """The lines with one of them dropped, written twice, moved to the side, or with a word or value changed."""
    at = data.draw(st.integers(0, len(lines) - 1))
    line, way = lines[at], data.draw(st.sampled_from(["drop", "twice", "indent", "outdent", "word", "value", "sign"]))
    spots = list((WORD if way == "word" else VALUE).finditer(line))
    if way in {"word", "value"} and spots:
        spot = data.draw(st.sampled_from(spots))
        new = spot.group()[:-1] + "x" if way == "word" else data.draw(st.sampled_from(ODD))
        made = [line[: spot.start()] + new + line[spot.end() :]]
    elif way == "sign":
        cut = data.draw(st.integers(0, len(line)))
        made = [line[:cut] + data.draw(st.sampled_from("{}[]:,\"'#&*!|>%@`-?\t\\、：")) + line[cut:]]
    else:
        made = {"drop": [], "twice": [line, line], "indent": [f"  {line}"], "outdent": [line[1:]]}.get(way, [line])
    return [*lines[:at], *made, *lines[at + 1 :]]


def try_one(folder: Path, data: st.DataObject, *, among: list[int]) -> None:
    entry = SOUND[data.draw(st.sampled_from(among))]
    lines = entry.path.read_text(encoding="utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        lines = changed(lines, data) or ["id: x"]
    file = folder / "case.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for problem in problems_of(Named(entry.kind, str(file))):
        assert problem.line >= 1
        assert problem.message
        assert problem.file
        for lang in ("en", "ja"):
            assert render_problem(problem, lang)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("anything")


@given(st.data())
@settings(RELAXED, max_examples=25)
def test_a_changed_line_is_told_where_it_stands_or_is_sound(folder: Path, data: st.DataObject) -> None:
    try_one(folder, data, among=[SOUND.index(entry) for entry in SHORT])


@pytest.mark.long
@given(st.data())
@settings(RELAXED, max_examples=1000)
def test_the_same_a_thousand_times_in_all_bundled_files(folder: Path, data: st.DataObject) -> None:
    try_one(folder, data, among=list(range(len(SOUND))))
