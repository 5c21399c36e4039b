"""What each command says about files: those that come with drillsim, and a user's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drillsim.telling.cells import cell_width

if TYPE_CHECKING:
    from tests.cli.conftest import Talk

BUNDLED = ["tutorial", "mizuho-2021-02-28", "mizuho-2021-03-03", "mizuho-2021-03-07", "mizuho-2021-03-12"]

FIVE_MISTAKES = """\
id: our-bank
components:
  core: {kind: core, restrat: 20m}
  hub: {kind: hub, restart: 20}
lines:
  atm: {needs: [core], hours: sometimes maybe, demand: 60}
roles:
  head: {answers: soon}
"""


def own(folder: str, name: str, text: str) -> Path:
    path = Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_list_names_what_is_bundled_and_what_is_ones_own(talk: Talk) -> None:
    path = own("scenarios", "ours.yaml", "id: ours\ntitle: {en: Our case, ja: 当行の事例}\ntopology: tutorial\n")
    said = talk("list")
    assert said.code == 0
    assert [name for name in [*BUNDLED, "megabank", "ours"] if f"\n  {name} " not in said.out] == []
    assert any(line.split() == ["ours", "Our", "case", str(path)] for line in said.out.splitlines())
    assert "当行の事例" in talk("list", "--lang", "ja").out


def test_list_finds_the_folders_that_a_variable_names(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere" / "scenarios"
    elsewhere.mkdir(parents=True)
    (elsewhere / "far.yaml").write_text("id: far\ntopology: tutorial\n", encoding="utf-8")
    assert "far" not in talk("list").out
    monkeypatch.setenv("DRILLSIM_PATH", str(elsewhere.parent))
    assert "\n  far " in talk("list").out


def test_list_keeps_only_what_holds_every_word(talk: Talk) -> None:
    said = talk("list", "mizuho", "DISK")
    assert "mizuho-2021-03-12" in said.out
    assert "mizuho-2021-03-03" not in said.out
    assert talk("list", "ネットワーク", "mizuho").out.count("mizuho-") == 1
    assert talk("list", "no such thing").out == "Nothing is found.\n"


def test_list_speaks_json(talk: Talk) -> None:
    entries = json.loads(talk("list", "--json").out)
    assert {"kind": "scenario", "id": "tutorial", "origin": "bundled"}.items() <= next(
        entry for entry in entries if entry["id"] == "tutorial" and entry["kind"] == "scenario"
    ).items()
    keys = {"kind", "id", "title", "about", "collection", "length_ms", "decisions", "path", "origin"}
    assert all(set(entry) == keys for entry in entries)
    night = next(entry for entry in entries if entry["id"] == "mizuho-2021-03-12")
    assert (night["collection"], night["length_ms"], night["decisions"]) == ("mizuho", 22 * 3_600_000, 9)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_list_tells_what_each_is_about_below_its_collection_within_eighty_columns(talk: Talk, lang: str) -> None:
    lines = talk("list", "--lang", lang).out.splitlines()
    assert [line for line in lines if cell_width(line) > 80] == []
    entries = json.loads(talk("list", "--json").out)
    scenarios = [entry for entry in entries if entry["kind"] == "scenario"]
    assert [entry["id"] for entry in scenarios if not entry["about"] or not entry["length_ms"]] == []
    assert [entry["id"] for entry in scenarios if set(entry["about"]) != {"en", "ja"}] == []
    headings = [line for line in lines if line and not line.startswith(" ")]
    assert len(headings) == len(set(headings)) == len({entry["collection"] for entry in scenarios}) + 1
    tutorial = next(at for at, line in enumerate(lines) if line.startswith("  tutorial "))
    told = {
        "en": ("3h45m; 1 decision", "On a Wednesday morning a database dies."),
        "ja": ("3時間45分、判断1件", "水曜日の朝、データベースが停止する。"),
    }[lang]
    assert lines[tutorial].endswith(told[0])
    assert lines[tutorial + 1].strip() == told[1]


def test_list_finds_words_of_what_a_file_is_about_and_of_its_collection(talk: Talk) -> None:
    assert "fsa-n07" in talk("list", "bitcoin").out
    assert "mizuho-" not in talk("list", "bank of japan").out
    assert "boj-02a" in talk("list", "bank of japan").out


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", [*BUNDLED, "megabank"])
def test_show_tells_every_bundled_file_within_eighty_columns(talk: Talk, name: str, lang: str) -> None:
    said = talk("show", name, "--lang", lang)
    assert said.code == 0
    assert said.out.startswith(f"{name}\n")
    assert [line for line in said.out.splitlines() if cell_width(line) > 80] == []


def test_show_tells_the_story_of_a_scenario(talk: Talk) -> None:
    lines = talk("show", "mizuho-2021-03-12").out.splitlines()
    for heading in (
        "What lies hidden",
        "What happens",
        "What can be decided",
        "What was published",
        "What if (--with NAME)",
        "Questions to discuss",
        "Where the numbers come from",
    ):
        assert heading in lines
    at = next(place for place, line in enumerate(lines) if line.startswith("  switch-does-not-act  "))
    assert " ".join(" ".join(lines[at : at + 2]).split()) == (
        "switch-does-not-act set the success rate of the automatic switch of Disk units of the file hub (hub/storage)"
        " to 0%"
    )


def test_show_tells_a_topology_where_it_is_asked_for(talk: Talk) -> None:
    assert "What can be decided" in talk("show", "tutorial").out
    told = talk("show", "tutorial", "--topology")
    assert "Business lines and what they may lose" in told.out
    assert talk("show", "mizuho-2021-03-12", "--topology").out.startswith("megabank\n")


def test_show_keeps_what_a_file_says_from_steering_the_terminal(talk: Talk) -> None:
    own("topologies", "odd.yaml", 'id: odd\ntitle: "red \\e[31m [bold]"\n')
    said = talk("show", "odd")
    assert "\x1b" not in said.out
    assert "[bold]" in said.out


def test_check_is_clean_for_everything_bundled(talk: Talk) -> None:
    found = json.loads(talk("list", "--json").out)
    assert len(found) > len(BUNDLED)
    said = talk("check")
    assert (said.code, said.out) == (0, f"{len(found)} files, 0 mistakes\n")


def test_check_names_every_mistake_with_its_place_and_fails(talk: Talk) -> None:
    path = own("topologies", "our-bank.yaml", FIVE_MISTAKES)
    said = talk("check", "our-bank")
    assert said.code == 1
    assert said.err == ""
    places = [line.split(": ")[0] for line in said.out.splitlines() if line.startswith(str(path))]
    assert places == [f"{path}:{place}" for place in ("3:22", "4:29", "6:31", "6:56", "8:19")]
    assert "hint: did you mean 'restart'?" in said.out
    assert said.out.splitlines()[-1] == "1 file, 5 mistakes"
    assert talk("check", str(path), "--lang", "ja").out.splitlines()[-1] == "1 ファイル, 誤り 5 件"


LOST = """\
id: lost
topology: tutorial
starts: 2026-04-15 09:00
ends: 2026-04-15 12:45
events:
  one: {at: 09:40, do: [{fail: db/c}]}
  one: {at: 10:00, do: [{fail: db/a}]}
  two: {when: {any: [core up, transfers.overdu > 3]}, do: [{set: db.failover.workd, to: 3}]}
decisions:
  d: {to: operation, when: database-ded known for 10m, options: {a: {authority: managr, do: [{switch: core}]}}}
what_ifs:
  worse: {with: {events: {one: {do: [{fail: coer}]}}}}
"""


def test_check_names_what_shows_only_when_the_case_is_put_together_beside_the_rest(talk: Talk) -> None:
    path = own("scenarios", "lost.yaml", LOST)
    said = talk("check", "lost")
    assert said.code == 1
    places = [
        line.split(": ")[0].removeprefix(f"{path}:") for line in said.out.splitlines() if line.startswith(str(path))
    ]
    assert places == ["7:3", "8:41", "8:66", "10:11", "10:28", "10:81", "10:103", "12:45"]
    assert "duplicate key 'one'" in said.out
    assert "hint: did you mean 'overdue'?" in said.out
    japanese = talk("check", "lost", "--lang", "ja").out
    assert "unknown" not in japanese
    assert japanese.splitlines()[-1] == "1 ファイル, 誤り 8 件"


def test_a_warning_of_the_case_is_shown_and_fails_only_a_strict_check(talk: Talk) -> None:
    path = own("scenarios", "late.yaml", LOST.partition("what_ifs")[0].partition("events")[0])
    path.write_text(
        path.read_text(encoding="utf-8") + "events: {one: {at: 2026-04-16 18:00, do: [{fail: core}]}}\n",
        encoding="utf-8",
    )
    said = talk("check", "lost")
    assert said.code == 0
    assert f"{path}:5:20: warning: 2026-04-16 18:00 lies outside the scenario" in said.out
    assert said.out.splitlines()[-1] == "1 file, 0 mistakes, 1 warning"
    assert talk("check", "lost", "--strict").code == 1


def test_check_judges_a_topology_without_a_scenario(talk: Talk) -> None:
    text = "id: ours\ncomponents:\n  a: {kind: x, needs: [b]}\n  b: {kind: x, needs: [a, c]}\n"
    path = own("topologies", "ours.yaml", text + "lines: {cash: {needs: [aa], demand: 60/h}}\n")
    said = talk("check", "ours")
    assert said.code == 1
    assert f"{path}:4:27: unknown" in said.out
    assert f"{path}:5:24: unknown" in said.out
    assert "a-quiet-day" not in said.out
    path.write_text(
        path.read_text(encoding="utf-8").replace(", c]", "]").replace("[aa]", "[a]").replace(", hours: office", "")
    )
    said = talk("check", "ours")
    assert said.code == 0
    assert "warning: these need each other: a → b → a" in said.out


def test_check_takes_many_files_and_counts_one_once(talk: Talk) -> None:
    path = own("scenarios", "lost.yaml", LOST)
    said = talk("check", "tutorial", "lost", str(path), "megabank", "lost")
    assert said.out.splitlines()[-1] == "5 files, 8 mistakes"


def test_a_name_that_means_nothing_does_not_keep_the_others_from_being_checked(talk: Talk) -> None:
    own("scenarios", "lost.yaml", LOST)
    said = talk("check", "nowhere", "lost", "missing.yaml", "tutorial")
    assert said.code == 2
    assert said.out.splitlines()[-1] == "3 files, 8 mistakes"
    assert [line for line in said.err.splitlines() if line.startswith("Error: ")] == [
        "Error: there is no scenario 'nowhere'",
        "Error: there is no file 'missing.yaml'",
    ]


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    own("scenarios", "lost.yaml", LOST)
    path = own("scenarios", "locked.yaml", LOST.replace("id: lost", "id: locked"))
    read = Path.read_bytes

    def locked(self: Path) -> bytes:
        if self.name == path.name:
            raise PermissionError(13, "locked", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", locked)
    said = talk("check", str(path), "lost")
    assert said.code == 2
    assert said.err == f"Error: {path}: permission denied\n"
    assert said.out.splitlines()[-1] == "2 files, 8 mistakes"


def test_check_takes_a_folder_with_everything_in_it(talk: Talk) -> None:
    own("cases/deep", "lost.yml", LOST)
    own("cases", "sound.yaml", "id: sound\n")
    own("cases/.git", "hidden.yaml", "nonsense")
    own("cases", "notes.txt", "nonsense")
    said = talk("check", "cases")
    assert said.code == 1
    assert said.out.splitlines()[-1] == "2 files, 8 mistakes"
    assert said.out.startswith("cases/deep/lost.yml:")
    assert talk("check", "cases/sound.yaml", "cases").out == said.out, "a file that is named twice is checked once"


def test_a_folder_without_a_file_is_a_message(talk: Talk) -> None:
    Path("empty").mkdir()
    said = talk("check", "empty", "tutorial")
    assert (said.code, said.err) == (2, "Error: there is no YAML file in 'empty'\n")
    assert said.out == "2 files, 0 mistakes\n"


def test_check_tries_every_what_if(talk: Talk) -> None:
    talk("new", "scenario", "ours")
    path = Path("scenarios/ours.yaml")
    text = path.read_text(encoding="utf-8")
    assert "what_ifs:" in text
    path.write_text(
        text.replace("what_ifs:", "what_ifs:\n  broken: {without: [no-such-thing], basis: assumed}", 1),
        encoding="utf-8",
    )
    said = talk("check", "ours")
    assert said.code == 1
    assert "no-such-thing" in said.out


def test_check_reports_a_problem_once_although_many_files_share_it(talk: Talk) -> None:
    own("topologies", "shared.yaml", "id: shared\ncomponents:\n  core: {kind: core, restrat: 20m}\n")
    for name in ("one", "two"):
        talk("new", "scenario", name)
        path = Path(f"scenarios/{name}.yaml")
        path.write_text(
            path.read_text(encoding="utf-8").replace("topology: tutorial", "topology: shared"), encoding="utf-8"
        )
    said = talk("check", "shared", "one", "two")
    assert said.out.count("restrat'") == 1


@pytest.mark.parametrize(
    "text",
    ["", "\t", "{", "- 1\n", "id: x\nid: y\n", "a: &a [*a]\n", "id: [", "\x00", "id: 'x", "scenario: 3\n", "? : :"],
)
@pytest.mark.parametrize("folder", ["scenarios", "topologies"])
def test_no_bad_file_ends_in_a_traceback(talk: Talk, folder: str, text: str) -> None:
    path = own(folder, "bad.yaml", text)
    for command in (["check"], ["show"], ["graph"]):
        said = talk(*command, str(path))
        assert said.code == (1 if command == ["check"] else 2)
        assert "bad.yaml" in said.out + said.err


def test_a_file_that_is_not_text_is_a_mistake_of_the_file(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(b"id: \xff\xfe\x00")
    assert talk("check", str(path)).code == 1


def test_a_folder_in_place_of_a_file_is_a_message(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    said = talk("check", "folder.yaml")
    assert said.code == 2
    assert "folder.yaml" in said.err


@pytest.mark.parametrize("kind", ["scenario", "topology"])
def test_schema_prints_the_schema_that_lies_beside_the_data(talk: Talk, kind: str) -> None:
    printed = talk("schema", kind)
    assert json.loads(printed.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    said = talk("schema", "--write", "here/schemas")
    assert said.code == 0
    assert (Path("here/schemas") / f"{kind}.schema.json").read_text(encoding="utf-8") == printed.out


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_new_writes_files_that_are_found_and_check_clean(talk: Talk, lang: str) -> None:
    assert talk("new", "topology", "our-bank", "--lang", lang).code == 0
    said = talk("new", "scenario", "our-case", "--topology", "our-bank")
    assert said.out == "written: scenarios/our-case.yaml\nNext: drillsim check scenarios/our-case.yaml\n"
    assert talk("check", "our-bank", "our-case").out == "2 files, 0 mistakes\n"
    assert Path("scenarios/scenario.schema.json").exists()
    assert Path("topologies/topology.schema.json").exists()


def test_new_never_overwrites(talk: Talk) -> None:
    path = own("scenarios", "ours.yaml", "mine")
    said = talk("new", "scenario", "ours")
    assert (said.code, said.err) == (2, f"Error: {path}: it exists already\n")
    assert path.read_text(encoding="utf-8") == "mine"


def test_new_prints_or_writes_where_it_is_told(talk: Talk) -> None:
    printed = talk("new", "topology", "our-bank", "--output", "-")
    assert "id: our-bank" in printed.out
    assert not Path("topologies").exists()
    assert talk("new", "topology", "our-bank", "--output", "deep/er/bank.yaml").code == 0
    assert Path("deep/er/bank.yaml").read_text(encoding="utf-8") == printed.out


def test_new_refuses_a_name_that_is_no_id_and_an_unknown_topology(talk: Talk) -> None:
    assert talk("new", "scenario", "Our Case").code == 2
    said = talk("new", "scenario", "ours", "--topology", "megabnk")
    assert said.code == 2
    assert "megabank" in said.err
    assert not Path("scenarios").exists()


def test_a_place_that_cannot_be_written_is_a_message(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "scenarios").write_text("a file where a folder is needed", encoding="utf-8")
    said = talk("new", "scenario", "ours")
    assert said.code == 2
    assert said.err.startswith("Error: scenarios")


@pytest.mark.parametrize("style", ["tree", "mermaid", "dot", "graphml", "json"])
@pytest.mark.parametrize("name", ["tutorial", "megabank"])
def test_graph_draws_every_bundled_topology(talk: Talk, name: str, style: str) -> None:
    said = talk("graph", name, "--format", style)
    assert said.code == 0
    assert "atm-cash" in said.out
    assert "unknown" not in said.out or style == "tree"


def test_graph_of_a_scenario_is_that_of_its_topology(talk: Talk) -> None:
    assert talk("graph", "mizuho-2021-03-12").out == talk("graph", "megabank").out


def test_graph_can_begin_anywhere(talk: Talk) -> None:
    said = talk("graph", "tutorial", "gateway")
    assert said.out.startswith("components\ngateway  ")
    assert "atm-cash" not in said.out
