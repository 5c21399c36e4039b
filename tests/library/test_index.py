"""The index of files: what is listed is always what the files say, and no file is read twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drillsim.library import heads, index
from drillsim.library.index import list_with_summaries
from drillsim.library.tolerances import allowed_in

CASE = """
id: {id}
title: {{en: The {id}, ja: その{id}}}
about: It fails. It is repaired.
topology:
  id: own
  lines:
    atm:
      title: {{en: Cash, ja: 現金}}
      tolerance: {{outage: 2h, kept: {{title: {{en: cards, ja: カード}}, of: x.kept, limit: 10}}}}
starts: 2026-01-01 09:00
ends: 2026-01-01 12:00
decisions:
  one: {{}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    for name in ("a", "b"):
        (tmp_path / "scenarios" / f"{name}.yaml").write_text(CASE.format(id=name), encoding="utf-8")
    return tmp_path


def own(place: Path | None) -> dict[str, index.Listed]:
    return {each.entry.id: each for each in list_with_summaries(place) if each.entry.origin == "here"}


def test_what_comes_from_the_index_is_what_comes_from_the_files(folder: Path) -> None:
    place = folder / "cache" / "index.json"
    assert list_with_summaries(None) == list_with_summaries(place) == list_with_summaries(place)


def test_a_file_that_has_not_changed_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder / "index.json"
    list_with_summaries(place)
    read: list[str] = []

    def head(path: Path) -> heads.Head | None:
        read.append(path.name)
        return heads.read_head(path)

    monkeypatch.setattr(index, "read_head", head)
    list_with_summaries(place)
    assert read == []
    changed = folder / "scenarios" / "b.yaml"
    changed.write_text(CASE.format(id="bb"), encoding="utf-8")
    assert set(own(place)) == {"a", "bb"}
    assert read == ["b.yaml"]


def test_a_file_that_is_gone_is_not_listed(folder: Path) -> None:
    place = folder / "index.json"
    assert set(own(place)) == {"a", "b"}
    (folder / "scenarios" / "a.yaml").unlink()
    assert set(own(place)) == {"b"}


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 1}',
        '{"format": 0, "files": {}}',
        '{"format": 1, "files": []}',
        '{"format": 1, "files": {"x": {}}}',
        "[" * 100_000,
    ],
)
def test_a_broken_index_is_made_anew(folder: Path, damage: str) -> None:
    place = folder / "index.json"
    place.write_text(damage, encoding="utf-8")
    assert set(own(place)) == {"a", "b"}
    assert json.loads(place.read_text(encoding="utf-8"))["files"]


def test_an_index_damaged_anywhere_never_ends_in_a_traceback(folder: Path) -> None:
    place = folder / "index.json"
    list_with_summaries(place)
    written = place.read_text(encoding="utf-8")
    data = json.loads(written)
    for card in data["files"].values():
        for key in list(card):
            values: tuple[object, ...] = (None, 3, "x", [], {})
            for value in values:
                card_before, card[key] = card[key], value
                place.write_text(json.dumps(data), encoding="utf-8")
                list_with_summaries(place)
                card[key] = card_before
        break


def test_an_index_that_cannot_be_written_is_done_without(folder: Path) -> None:
    blocked = folder / "file"
    blocked.write_text("", encoding="utf-8")
    assert set(own(blocked / "index.json")) == {"a", "b"}


def test_a_summary_tells_what_each_line_may_lose(folder: Path) -> None:
    [line] = own(folder / "index.json")["a"].summary.allowed
    assert line.title_in("ja") == "現金"
    assert [(form.id, form.title_in("ja"), form.limit) for form in line.forms] == [
        ("outage", "", "2h"),
        ("kept", "カード", "10"),
    ]


def test_every_bundled_topology_tells_what_its_lines_may_lose(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As many lines are found with a tolerance as the loaded topology has."""
    from drillsim.library import load_scenario, load_topology

    monkeypatch.chdir(tmp_path)
    for each in list_with_summaries(None):
        if not each.summary.allowed:
            continue
        load = load_scenario if each.entry.kind == "scenario" else load_topology
        lines = load(each.entry.path).topology.lines
        assert {found.id for found in each.summary.allowed} == {
            name for name, line in lines.items() if line.tolerance.model_fields_set - {"restored_at", "settle"}
        }


def test_lines_without_a_tolerance_are_left_out() -> None:
    assert allowed_in(["  a: {title: A}", "  b:", "    tolerance: {overdue: 5}", "    title: B"])[0].id == "b"
    assert allowed_in([]) == ()
    assert allowed_in(["  a: {tolerance: {outage: 2h"])[0].forms[0].limit == "2h"
