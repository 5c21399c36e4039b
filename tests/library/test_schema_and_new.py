"""JSON Schemas from the models, and files to start from."""

# ruff: noqa: E501 - a row of a table is one line

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from drillsim.errors import DrillsimError
from drillsim.library.find import PATH_VARIABLE, bundled_folder, list_files
from drillsim.library.load import load_scenario, load_topology
from drillsim.library.new import new_scenario, new_topology
from drillsim.library.schema import DIALECT, scenario_schema, schema_text, topology_schema, write_schemas
from drillsim.library.source import read_document


@pytest.mark.parametrize("kind", ["scenario", "topology"])
def test_the_schemas_beside_the_data_are_current(kind: str) -> None:
    chosen = "scenario" if kind == "scenario" else "topology"
    folder = bundled_folder(chosen)  # type: ignore[arg-type]
    assert folder is not None
    text = (folder / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert text == schema_text(chosen), f"run: drillsim schema {kind} > {folder.name}/{kind}.schema.json"  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", list_files(), ids=lambda entry: f"{entry.kind}-{entry.id}")
def test_every_bundled_file_names_a_schema_that_lies_where_it_says(entry: Any) -> None:
    first = entry.path.read_text(encoding="utf-8").split("\n", 1)[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    schema = (entry.path.parent / first.removeprefix(prefix)).resolve()
    assert schema.name == f"{entry.kind}.schema.json"
    assert schema.is_file()


def every_reference(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [each for value in node.values() for each in every_reference(value)]
    return [each for value in node for each in every_reference(value)] if isinstance(node, list) else []


@pytest.mark.parametrize("schema", [topology_schema(), scenario_schema()], ids=["topology", "scenario"])
def test_a_schema_is_whole_and_describes_every_key(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == DIALECT
    assert ":" not in schema["$id"], "an editor needs no network"
    names = {f"#/$defs/{name}" for name in schema["$defs"]}
    assert set(every_reference(schema)) == names, "nothing missing, nothing left over"
    silent = [
        f"{name}.{key}"
        for name, each in schema["$defs"].items()
        for key, form in each.get("properties", {}).items()
        if not form.get("description")
    ]
    assert silent == []


def test_keys_are_described_in_the_words_of_the_models_with_how_they_are_written() -> None:
    keys = topology_schema()["$defs"]["Component"]["properties"]
    assert keys["restart"]["description"] == (
        "How long until it is up once its needs are back or it is repaired. (a duration: 90s, 15m, 4h11m, 2d)"
    )
    assert "for" in scenario_schema()["$defs"]["Fail"]["properties"], "keys are spelt as they are written"


def test_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    paths = write_schemas(tmp_path / "new")
    assert [path.name for path in paths] == ["scenario.schema.json", "topology.schema.json"]
    assert json.loads(paths[1].read_text(encoding="utf-8")) == topology_schema()


VALID: list[tuple[str, Any, bool]] = [
    ("topology", {"id": "a"}, True),
    ("topology", {"title": "a"}, False),
    ("topology", {"id": "a", "componets": {}}, False),
    ("topology", {"id": "a", "components": {"hub": {"kind": "x", "needs": ["a", {"any": ["b", {"need": "c"}]}]}}}, True),
    ("topology", {"id": "a", "components": {"hub": {"restart": "5m"}}}, False),
    ("topology", {"id": "a", "extends": "b", "components": {"hub": {"restart": "5m"}, "core": None}}, True),
    ("topology", {"id": "a", "extends": "b", "components": {"hub": {"restrat": "5m"}}}, False),
    ("topology", {"id": "a", "components": {"Hub": {"kind": "x"}}}, False),
    ("topology", {"id": "a", "components": {"p": {"kind": "x", "first_of": ["a", "b"], "failover": {"detect": "5s"}}}}, True),
    ("topology", {"id": "a", "lines": {"l": {"tolerance": {"own": {"of": "a.b", "limit": 5}}}}}, True),
    ("topology", {"id": "a", "events": {"e": {"at": "10:00", "do": [{"fail": "x", "for": "5m"}]}}}, True),
    ("topology", {"id": "a", "events": {"e": {"at": "10:00", "do": [{"fial": "x"}]}}}, False),
    ("scenario", {"id": "a", "topology": "b", "starts": "08:00", "ends": "09:00"}, True),
    ("scenario", {"id": "a", "topology": {"extends": "b", "lines": {"l": {"due": "15:00"}}}, "starts": "08:00", "ends": "09:00"}, True),
    ("scenario", {"id": "a", "topology": "b", "starts": "08:00"}, False),
    ("scenario", {"topology": {"id": "b"}, "scenario": {"id": "a", "starts": "08:00", "ends": "09:00"}}, True),
    ("scenario", {"topology": {"id": "b"}, "scenario": {"id": "a", "starts": "08:00", "ends": "09:00"}, "x": 1}, False),
    ("scenario", {"id": "a", "starts": "08:00", "ends": "09:00", "published": [{"figure": 5, "of": "a.b"}]}, True),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data", "sound"), VALID)
def test_an_editor_judges_by_the_schema_as_the_models_do(kind: str, data: Any, sound: bool) -> None:
    schema = topology_schema() if kind == "topology" else scenario_schema()
    assert jsonschema.Draft202012Validator(schema).is_valid(data) is sound


@pytest.mark.parametrize("entry", list_files(), ids=lambda entry: f"{entry.kind}-{entry.id}")
def test_every_bundled_file_satisfies_its_schema(entry: Any) -> None:
    schema = topology_schema() if entry.kind == "topology" else scenario_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    faults = list(jsonschema.Draft202012Validator(schema).iter_errors(read_document(entry.path).data))
    assert [fault.message for fault in faults] == []


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(PATH_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    for folder in ("scenarios", "topologies"):
        (tmp_path / folder).mkdir()
    return tmp_path


@pytest.mark.parametrize("name", ["mine", "a/b-c", "0123", "2021"])
def test_a_new_topology_and_a_new_scenario_on_it_load(name: str, here: Path) -> None:
    (here / "topologies" / "t.yaml").write_text(new_topology(name), encoding="utf-8")
    topology = load_topology(name)
    assert (topology.topology.id, topology.notices) == (name, ())
    (here / "scenarios" / "s.yaml").write_text(new_scenario("my-case", name), encoding="utf-8")
    case = load_scenario("my-case")
    assert (case.scenario.id, case.topology.id, case.notices) == ("my-case", name, ())
    assert load_scenario("my-case", changes=["decided-earlier"]).scenario.published != case.scenario.published


@pytest.mark.parametrize("topology", ["tutorial", "megabank"])
def test_a_new_scenario_fits_the_topology_it_is_asked_for(topology: str, here: Path) -> None:
    (here / "scenarios" / "s.yaml").write_text(new_scenario("my-case", topology), encoding="utf-8")
    case = load_scenario("my-case")
    [effect] = case.scenario.events["it-fails"].do
    assert getattr(effect, "fail", None) in case.topology.components
    assert {each.to for each in case.scenario.decisions.values()} <= set(case.topology.roles)


def test_a_new_scenario_uses_no_name_that_the_topology_has(here: Path) -> None:
    text = (
        "id: t\ncomponents: {alarm: {kind: x}, repair-it: {kind: y}}\nroles: {it-fails: {}}\nroutes: {first-step: {}}\n"
    )
    (here / "topologies" / "t.yaml").write_text(text)
    (here / "scenarios" / "s.yaml").write_text(new_scenario("s", "t"), encoding="utf-8")
    case = load_scenario("s")
    assert list(case.scenario.signals) == ["new-alarm"]
    assert list(case.scenario.decisions) == ["new-first-step"]


def test_a_new_scenario_on_a_bare_topology_is_bare(here: Path) -> None:
    (here / "topologies" / "t.yaml").write_text("id: t\n")
    (here / "scenarios" / "s.yaml").write_text(new_scenario("s", "./topologies/t.yaml"), encoding="utf-8")
    assert load_scenario("s").scenario.events == {}


def test_a_name_that_is_no_id_is_refused() -> None:
    with pytest.raises(DrillsimError) as caught:
        new_topology("My Bank")
    assert str(caught.value) == "'My Bank' is not an id\nhint: ids are made of a-z, 0-9, - and /"
    with pytest.raises(DrillsimError, match="there is no topology 'tutorail'"):
        new_scenario("a", "tutorail")


@pytest.mark.parametrize("make", [new_topology, lambda name, lang: new_scenario(name, "tutorial", lang)])
def test_a_new_file_explains_itself_in_the_language_asked_for(make: Any, here: Path) -> None:
    assert here.is_dir()
    texts = {lang: make("ours", lang) for lang in ("en", "ja")}
    for lang, text in texts.items():
        comments = [line.partition("# ")[2] for line in text.splitlines() if "# " in line]
        told = [words for words in comments if not words.startswith("yaml-language-server")]
        assert len(told) >= 6
        assert [words for words in told if bool(re.search(r"[ぁ-んァ-ヶ一-龠]", words)) != (lang == "ja")] == []
    stripped = {lang: re.sub(r" *#.*", "", text).split() for lang, text in texts.items()}
    assert stripped["en"] == stripped["ja"], "only the comments differ"
