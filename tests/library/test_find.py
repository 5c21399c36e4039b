"""Which file a name means, and what is said when it means none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from drillsim.errors import DrillsimError
from drillsim.library.find import PATH_VARIABLE, bundled_folder, find_file, list_files
from drillsim.library.heads import Head, head_of, read_head

TOPOLOGY = "id: {id}\ntitle: {{en: Bank {id}, ja: 銀行}}\ncomponents: {{}}\n"
SCENARIO = "id: {id}\ntitle: Case {id}\ntopology: bank\nstarts: 08:00\nends: 09:00\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(PATH_VARIABLE, raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_what_comes_with_drillsim_is_listed_with_its_titles(here: Path) -> None:
    found = {(entry.kind, entry.id): entry for entry in list_files()}
    tutorial = found["scenario", "tutorial"]
    assert tutorial.origin == "bundled"
    assert tutorial.title_in("ja") != tutorial.title_in("en")
    assert tutorial.path.is_file()
    assert ("topology", "megabank") in found
    assert not here.joinpath("scenarios").exists()


def test_own_files_are_found_in_the_folder_one_works_in_and_come_first(here: Path) -> None:
    put(here / "scenarios" / "deep" / "one.yaml", SCENARIO.format(id="one"))
    put(here / "topologies" / "tutorial.yaml", TOPOLOGY.format(id="tutorial"))
    found = {(entry.kind, entry.id): entry for entry in list_files()}
    assert (found["scenario", "one"].origin, found["scenario", "one"].name) == ("here", "deep/one")
    assert found["topology", "tutorial"].origin == "here"
    assert find_file("topology", "tutorial").resolve() == (here / "topologies" / "tutorial.yaml").resolve()
    assert [entry.kind for entry in list_files("topology")] == ["topology"] * len(list_files("topology"))


def test_folders_of_the_path_variable_may_hold_either_folders_or_files(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a" / "scenarios" / "x.yaml", SCENARIO.format(id="from-a"))
    put(tmp_path / "b" / "case.yml", SCENARIO.format(id="from-b"))
    put(tmp_path / "b" / "bank.yaml", TOPOLOGY.format(id="bank-b"))
    put(tmp_path / "b" / "notes.txt", "id: no\n")
    monkeypatch.setenv(
        PATH_VARIABLE, os.pathsep.join([str(tmp_path / "a"), "", str(tmp_path / "b"), str(tmp_path / "c")])
    )
    found = {entry.id: entry for entry in list_files() if entry.origin == "path"}
    assert {name: entry.kind for name, entry in found.items()} == {
        "from-a": "scenario",
        "from-b": "scenario",
        "bank-b": "topology",
    }
    assert here.is_dir()


def test_a_file_is_named_by_id_by_folder_and_name_or_by_path(here: Path) -> None:
    file = put(here / "scenarios" / "mizuho" / "night.yaml", SCENARIO.format(id="mizuho-night"))
    for name in ("mizuho-night", "mizuho/night", "mizuho/night.yaml", "scenarios/mizuho/night.yaml", str(file)):
        assert find_file("scenario", name).resolve() == file.resolve()
    loose = put(here / "loose.yaml", SCENARIO.format(id="loose"))
    assert find_file("scenario", "loose.yaml").resolve() == loose.resolve()
    assert find_file("scenario", "./loose.yaml").resolve() == loose.resolve()


def test_what_lies_near_the_file_that_names_it_comes_first(here: Path, tmp_path: Path) -> None:
    put(here / "topologies" / "bank.yaml", TOPOLOGY.format(id="bank"))
    elsewhere = tmp_path / "elsewhere"
    near = put(elsewhere / "topologies" / "own.yaml", TOPOLOGY.format(id="bank"))
    case = put(elsewhere / "scenarios" / "set" / "case.yaml", SCENARIO.format(id="case"))
    assert find_file("topology", "bank", beside=case).resolve() == near.resolve()
    assert find_file("topology", "../../topologies/own.yaml", beside=case).resolve() == near.resolve()
    same = put(elsewhere / "scenarios" / "set" / "bank.yaml", TOPOLOGY.format(id="bank"))
    assert find_file("topology", "bank", beside=case).resolve() == same.resolve()


def told(kind: str, name: str) -> str:
    with pytest.raises(DrillsimError) as caught:
        find_file("scenario" if kind == "scenario" else "topology", name)
    return str(caught.value)


def test_an_unknown_name_is_told_with_the_nearest_ones(here: Path) -> None:
    assert told("scenario", "tutorail") == "there is no scenario 'tutorail'\nhint: did you mean tutorial?"
    assert told("scenario", "megabank") == "there is no scenario 'megabank'\nhint: 'megabank' is a topology"
    assert told("topology", "megabnk") == "there is no topology 'megabnk'\nhint: did you mean megabank?"
    assert told("topology", "qqqq").startswith("there is no topology 'qqqq'\nhint: there are ")
    assert told("scenario", "2021-03-12").startswith(
        "there is no scenario '2021-03-12'\nhint: did you mean mizuho-2021-03-12"
    )
    assert here.is_dir()


def test_a_file_that_is_not_there_and_a_folder_are_told(here: Path) -> None:
    assert told("scenario", "./nothing.yaml") == (
        "there is no file './nothing.yaml'\nhint: check the folder you are in, or use an id from 'drillsim list'"
    )
    assert told("scenario", "nothing.yaml").startswith("there is no file 'nothing.yaml'")
    (here / "folder").mkdir()
    assert told("scenario", "./folder") == "'./folder' is a folder\nhint: name a file in it"


def test_one_id_in_two_files_of_one_place_is_told(here: Path) -> None:
    one = put(here / "scenarios" / "a.yaml", SCENARIO.format(id="same"))
    two = put(here / "scenarios" / "b.yaml", SCENARIO.format(id="same"))
    expected = f"two files are called 'same'\nhint: {one} and {two}; give one of them another id, or name the file"
    assert told("scenario", "same") == expected


def test_nothing_at_all_is_told_with_where_files_are_looked_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drillsim.library.find.bundled_folder", lambda _: None)
    assert told("scenario", "x") == (
        "there is no scenario 'x'\nhint: files are looked for in ./scenarios and in the folders of DRILLSIM_PATH"
    )
    assert here.is_dir()


HEADS = [
    ("id: a\ntitle: A bank\n", Head("topology", "a", {"en": "A bank"})),
    ("# first\nformat: 1\nid: 'a'\ntitle: \"A: bank\" \n", Head("topology", "a", {"en": "A: bank"})),
    ("id: a # why\ntitle: {en: A, ja: 銀行}\nstarts: 08:00\n", Head("scenario", "a", {"en": "A", "ja": "銀行"})),
    ("id: a\ntitle: {en: 'It''s, so', ja: \"x, y\"}\n", Head("topology", "a", {"en": "It's, so", "ja": "x, y"})),
    ("id: a\ntitle:\n  en: A\n  ja: 銀行\ntopology: b\n", Head("scenario", "a", {"en": "A", "ja": "銀行"})),
    ("topology:\n  id: t\n  title: T\nscenario:\n  id: s\n  title: S\n", Head("scenario", "s", {"en": "S"})),
    ("scenario:\n  # note\n  starts: 08:00\n  events:\n    id: no\n  id: s\n", Head("scenario", "s", {})),
    ("components: {}\n", Head("topology", "", {})),
    ("title: 銀行：東\nid: a\n", Head("topology", "a", {"en": "銀行：東"})),
]


@pytest.mark.parametrize(("text", "head"), HEADS, ids=[text for text, _ in HEADS])
def test_the_head_of_a_file_is_read_from_its_lines(text: str, head: Head) -> None:
    assert head_of(text) == head


def test_a_file_without_keys_has_no_head(tmp_path: Path) -> None:
    assert head_of("- a\n- b\n") is None
    assert head_of("") is None
    assert read_head(tmp_path / "nothing.yaml") is None
    assert read_head(put(tmp_path / "x.yaml", "\ufeffid: a\n")) == Head("topology", "a", {})


def test_a_broken_file_is_listed_under_its_name(here: Path) -> None:
    put(here / "scenarios" / "broken.yaml", "title: [\nid: x: y\n\tfoo: {\n")
    put(here / "scenarios" / "binary.yaml", "starts: \x00\x01\n")
    assert {"broken", "binary"} & {entry.name for entry in list_files("scenario")} == {"broken", "binary"}


def test_the_bundled_folders_are_there() -> None:
    for kind in ("scenario", "topology"):
        folder = bundled_folder("scenario" if kind == "scenario" else "topology")
        assert folder is not None
        assert list(folder.rglob("*.yaml"))


def test_finding_and_listing_loads_neither_pydantic_nor_yaml(tmp_path: Path) -> None:
    code = (
        "import sys; from drillsim.library.find import list_files, find_file; import drillsim.library;"
        "assert list_files(); find_file('scenario', 'tutorial');"
        "print(sorted({'pydantic', 'yaml', 'networkx', 'simpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]"


def test_listing_reads_no_more_than_the_head_of_a_file(here: Path) -> None:
    """However long a file is and whatever its end holds: two hundred of them are listed at once."""
    text = "id: long\ntitle: T\ncomponents:\n" + "  # nothing\n" * 30_000
    put(here / "topologies" / "long.yaml", text + "scenario: {}\n")
    listed = next(entry for entry in list_files() if entry.id == "long")
    assert len(text) > 262_144
    assert listed.kind == "topology", "what makes it a scenario lies beyond the head"
