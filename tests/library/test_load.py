"""From a name to models: what files build on, in which order things are laid, and what is told when it fails."""

# ruff: noqa: E501 - a row of a table is one line

import sys
from pathlib import Path

import pytest

from drillsim.errors import DrillsimError
from drillsim.library.find import PATH_VARIABLE, list_files
from drillsim.library.load import (
    Case,
    examine_scenario,
    examine_topology,
    examine_what_ifs,
    load_scenario,
    load_topology,
)
from drillsim.library.problems import FileProblems

BANK = """\
id: bank
title: A bank
roles: {head: {}}
routes: {console: {}}
components:
  core: {kind: core, restart: 5m}
  hub: {kind: hub, needs: [core], restart: 10m}
lines: {cash: {needs: [hub], demand: 60/h}}
"""
CASE = """\
id: case
topology: bank
starts: 2021-03-12 08:00
ends: 20:00
events: {trigger: {at: 09:00, do: [{fail: core}]}}
what_ifs:
  quick: {set: {hub.restart: 1m}}
  double: {set: {hub.restart: x2}}
  calm: {without: [trigger]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(PATH_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    put("topologies/bank.yaml", BANK)
    put("scenarios/case.yaml", CASE)
    return tmp_path


def put(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(name: str | Path = "case", **options: object) -> str:
    with pytest.raises(DrillsimError) as caught:
        load_scenario(name, **options)  # type: ignore[arg-type]
    return str(caught.value)


def restart(case: Case, component: str = "hub") -> int:
    return case.topology.components[component].restart // 60_000


def test_a_scenario_is_loaded_with_the_topology_it_names() -> None:
    case = load_scenario("case")
    assert (case.scenario.id, case.topology.id, case.scenario.topology) == ("case", "bank", "bank")
    assert restart(case) == 10
    assert case.topology_document.name == "topologies/bank.yaml"
    assert case.scenario_document.name == "scenarios/case.yaml"
    assert case.notices == ()
    assert case.documents.topology is case.topology_document


def test_changes_and_then_settings_are_made_in_the_order_asked_for() -> None:
    assert restart(load_scenario("case", changes=["quick", "double"])) == 2
    assert restart(load_scenario("case", changes=["double", "quick"])) == 1
    assert restart(load_scenario("case", changes=["quick"], sets={"hub.restart": "+30m"})) == 31
    assert restart(load_scenario("case", sets={"hub.restart": "2h"})) == 120
    assert load_scenario("case", changes=["calm"]).scenario.events == {}
    assert load_scenario("case", changes=["calm", "quick"]).changes == ("calm", "quick")
    assert load_scenario("case", changes="calm").changes == ("calm",), "one change may stand alone"


def test_a_setting_may_be_a_value_instead_of_its_text() -> None:
    assert load_scenario("case", sets={"hub.closed": True}).topology.components["hub"].closed is True


def test_a_topology_is_loaded_alone_with_settings() -> None:
    loaded = load_topology("bank", sets={"hub.restart": "x3", "title": "Another"})
    assert loaded.topology.components["hub"].restart == 30 * 60_000
    assert loaded.topology.title.en == "Another"
    assert load_topology(Path("topologies/bank.yaml")).topology.id == "bank"


def test_the_topology_of_a_scenarios_file_can_be_asked_for() -> None:
    assert load_topology("scenarios/case.yaml").topology.id == "bank"
    put(
        "two.yaml",
        "topology:\n  id: own\n  components: {a: {kind: x}}\nscenario:\n  id: s\n  starts: 08:00\n  ends: 09:00\n",
    )
    assert list(load_topology("two.yaml").topology.components) == ["a"]


def test_topologies_build_on_each_other_over_any_number_of_files() -> None:
    put("topologies/bigger.yaml", "id: bigger\nextends: bank\ncomponents: {hub: {restart: 1h}, spare: {kind: x}}\n")
    put(
        "topologies/biggest.yaml",
        "id: biggest\nextends: ./bigger.yaml\ncomponents: {core: null, hub: {needs: [spare]}}\n",
    )
    topology = load_topology("biggest").topology
    assert list(topology.components) == ["hub", "spare"]
    assert topology.components["hub"].restart == 3_600_000
    assert topology.components["hub"].kind == "hub"
    assert topology.title.en == "A bank"
    assert (topology.id, topology.extends) == ("biggest", "./bigger.yaml")


def test_a_scenario_may_bring_its_topology_along_as_an_overlay() -> None:
    put(
        "scenarios/own.yaml",
        CASE.replace("topology: bank", "topology:\n  extends: bank\n  components: {hub: {restart: 7m}}"),
    )
    case = load_scenario("own")
    assert restart(case) == 7
    assert restart(case, "core") == 5
    assert case.scenario.topology == "bank"


def test_a_file_may_hold_topology_and_scenario_side_by_side() -> None:
    text = "scenario:\n" + "".join(f"  {line}\n" for line in CASE.replace("topology: bank\n", "").splitlines())
    put("both.yaml", "topology:\n  extends: bank\n  components: {hub: {restart: 8m}}\n" + text)
    assert restart(load_scenario("both.yaml")) == 8
    put("named.yaml", "topology: bank\n" + text)
    assert restart(load_scenario("named.yaml", changes=["double"])) == 20
    layered = text.replace("scenario:\n", "scenario:\n  topology: {components: {core: {restart: 9m}}}\n")
    put("three.yaml", "topology: {extends: bank, components: {hub: {restart: 8m}}}\n" + layered)
    assert [restart(load_scenario("three.yaml"), name) for name in ("hub", "core")] == [8, 9]


@pytest.mark.parametrize(
    ("files", "name", "expected"),
    [
        (
            {"topologies/a.yaml": "id: a\nextends: b\n", "topologies/b.yaml": "id: b\nextends: a\n", "c.yaml": "id: c\ntopology: a\nstarts: 08:00\nends: 09:00\n"},
            "c.yaml",
            """\
topologies/b.yaml:2:10: topologies build on each other in a circle: c.yaml → a.yaml → b.yaml → a.yaml
    extends: a
             ^
hint: take one 'extends' out""",
        ),
        (
            {"topologies/a.yaml": "id: a\nextends: a\n", "c.yaml": "id: c\ntopology: a\nstarts: 08:00\nends: 09:00\n"},
            "c.yaml",
            """\
topologies/a.yaml:2:10: topologies build on each other in a circle: c.yaml → a.yaml → a.yaml
    extends: a
             ^
hint: take one 'extends' out""",
        ),
        (
            {"c.yaml": "id: c\ntopology: bnak\nstarts: 08:00\nends: 09:00\n"},
            "c.yaml",
            """\
c.yaml:2:11: there is no topology 'bnak'
    topology: bnak
              ^^^^
hint: did you mean bank?""",
        ),
        (
            {"c.yaml": "id: c\ntopology: {extends: [bank]}\nstarts: 08:00\nends: 09:00\n"},
            "c.yaml",
            """\
c.yaml:2:12: 'extends' needs text, not a list
    topology: {extends: [bank]}
               ^^^^^^^""",
        ),
        (
            {"c.yaml": "id: c\ntopology: 7\nstarts: 08:00\nends: 09:00\n"},
            "c.yaml",
            """\
c.yaml:2:11: 'topology' needs text or a map, not a number
    topology: 7
              ^""",
        ),
        (
            {"c.yaml": "id: c\nstarts: 08:00\nends: 09:00\n"},
            "c.yaml",
            """\
c.yaml:1:1: the file needs the key 'topology'
    id: c
    ^
hint: write 'topology: ID', or the topology itself under it""",
        ),
        (
            {},
            "topologies/bank.yaml",
            """\
topologies/bank.yaml:1:1: this is a topology; a scenario is needed here
    id: bank
    ^
hint: 'drillsim new' writes a scenario to start from; it names its topology with 'topology: ID'""",
        ),
        (
            {"c.yaml": "topology: {extends: bank}\nscenario: {id: c, starts: 08:00, ends: 09:00, topology: bank}\nnotes: x\n"},
            "c.yaml",
            """\
c.yaml:2:47: the topology is written beside the scenario already
    scenario: {id: c, starts: 08:00, ends: 09:00, topology: bank}
                                                  ^^^^^^^^
hint: take it out of the scenario
c.yaml:3:1: unknown key 'notes'
    notes: x
    ^^^^^
hint: beside 'topology:' and 'scenario:' only 'format:' stands at the top""",
        ),
        (
            {"c.yaml": "id: c\ntopology:\n  extends: bank\n  components:\n    core:\n    hub: {restart: 1m}\nstarts: 08:00\nends: 09:00\n"},
            "c.yaml",
            """\
c.yaml:5:5: 'core' has nothing after it
        core:
        ^^^^
hint: write null to take it out of what this builds on, or {} to leave it as it is""",
        ),
        (
            {"c.yaml": "format: 7\nid: c\ntopology: bank\nstarts: 08:00\nends: 09:00\n"},
            "c.yaml",
            """\
c.yaml:1:9: this file has format 7; this drillsim reads formats up to 1
    format: 7
            ^
hint: install a newer drillsim, or ask for the file in format 1""",
        ),
        (
            {"c.yaml": "format: new\nid: c\ntopology: bank\nstarts: 08:00\nends: 09:00\n"},
            "c.yaml",
            """\
c.yaml:1:9: 'new' is not the number of a format
    format: new
            ^^^
hint: the present format is 1""",
        ),
        (
            {
                "topologies/bad.yaml": "id: bad\ncomponents: {hub: {kind: x, restart: 5}}\n",
                "c.yaml": "id: c\ntopology: bad\nstarts: 8\nends: 09:00\nevnts: {}\n",
            },
            "c.yaml",
            """\
c.yaml:3:9: '8' is not a clock time; write 13:00, d+1 06:38 or 2021-03-12 13:00
    starts: 8
            ^
c.yaml:5:1: unknown key 'evnts'
    evnts: {}
    ^^^^^
hint: did you mean 'events'?
topologies/bad.yaml:2:38: a duration needs a unit: 5s, 5m or 5h
    components: {hub: {kind: x, restart: 5}}
                                         ^""",
        ),
    ],
)  # fmt: skip
def test_every_fault_in_how_files_fit_together_is_told_at_its_place(
    files: dict[str, str], name: str, expected: str
) -> None:
    for each, text in files.items():
        put(each, text)
    assert told(name) == expected


TWICE = """\
id: twice
topology:
  extends: bank
  id: bank
  components: {core: {kind: core}}
  components: {hub: {kind: hub, restart: 5}}
starts: 2021-03-12 08:00
ends: 20:00
events: {trigger: {at: 09:00, do: [{fail: core}]}}
"""


def test_a_key_that_stands_twice_hides_no_other_mistake() -> None:
    put("scenarios/twice.yaml", TWICE)
    case, problems = examine_scenario("twice")
    assert case is not None
    assert [gap.path for gap in case.gaps] == [("topology", "components", "hub", "restart")]
    assert [(each.line, each.code) for each in problems] == [(6, "duplicate-key"), (6, "value")]
    with pytest.raises(FileProblems) as caught:
        load_scenario("twice")
    assert caught.value.problems == problems


def test_what_a_key_that_stands_twice_holds_is_laid_together_so_that_nothing_seems_to_be_missing() -> None:
    put("scenarios/twice.yaml", TWICE.replace("restart: 5}", "restart: 5m}"))
    case, problems = examine_scenario("twice")
    assert case is not None
    assert restart(case) == 5
    assert case.topology.components["core"].restart == 5 * 60_000, "what is written in the base stands"
    assert [each.code for each in problems] == ["duplicate-key"]
    with pytest.raises(FileProblems):
        load_scenario("twice")


def test_an_overlay_that_leaves_keys_empty_hides_no_other_mistake() -> None:
    put("scenarios/empty.yaml", TWICE.replace("components: {core: {kind: core}}", "lines:"))
    _case, problems = examine_scenario("empty")
    assert [(each.line, each.code) for each in problems] == [(5, "empty-value"), (6, "value")]


def test_each_setting_and_each_part_of_a_change_is_told() -> None:
    put("scenarios/case.yaml", CASE + "  bad: {without: [triger], set: {hub.restat: 5m, core.restart: +1/h}}\n")
    _case, problems = examine_scenario("case", changes=["bad"], sets={"hub.rstart": "1m", "cor.restart": "2m"})
    assert sorted(each.code for each in problems) == ["other-kind", "unknown-id", *3 * ["unknown-path"]]


def test_examining_all_what_ifs_gives_what_examining_each_gives() -> None:
    put("scenarios/case.yaml", CASE + "  bad: {set: {hub.restart: 5}}\n")
    examined = dict(examine_what_ifs("case"))
    assert list(examined) == ["", "quick", "double", "calm", "bad"]
    for name, its in examined.items():
        assert its == examine_scenario("case", changes=[name] if name else [])


def test_what_is_loaded_says_what_it_is() -> None:
    case = load_scenario("case", changes=["quick"])
    assert (case.id, repr(case)) == ("case", "Case('case' on 'bank' + quick)")
    assert (load_topology("bank").id, repr(load_topology("bank"))) == ("bank", "LoadedTopology('bank')")


def test_a_key_that_stands_twice_in_what_a_topology_builds_on_is_told_too() -> None:
    put("topologies/bank.yaml", BANK + "title: Another bank\n")
    put("topologies/more.yaml", "id: more\nextends: bank\n")
    for examine in (examine_topology, examine_scenario):
        _loaded, problems = examine("more" if examine is examine_topology else "case")
        assert [(each.file, each.code) for each in problems] == [("topologies/bank.yaml", "duplicate-key")]
    with pytest.raises(FileProblems):
        load_topology("more")


def test_examining_a_sound_file_gives_what_loading_gives() -> None:
    assert examine_scenario("case", changes=["quick"]) == (load_scenario("case", changes=["quick"]), ())
    assert examine_topology("bank") == (load_topology("bank"), ())


def test_what_an_overlay_wrote_wrongly_is_found_in_the_overlays_file() -> None:
    put("topologies/more.yaml", "id: more\nextends: bank\ncomponents:\n  hub: {restart: long}\n")
    with pytest.raises(FileProblems) as caught:
        load_topology("more")
    assert str(caught.value).startswith("topologies/more.yaml:4:18: 'long' is not a duration")


def test_a_setting_or_change_that_makes_the_case_unsound_is_found_where_it_was_asked_for() -> None:
    assert told(sets={"hub.restart": "soon"}).startswith("--set hub.restart=soon: 'soon' is not a duration")
    assert told(sets={"hub.restrat": "5m"}) == (
        "--set hub.restrat=5m: no path 'hub.restrat'\nhint: did you mean 'hub.restart'?"
    )
    put("scenarios/wrong.yaml", CASE.replace("hub.restart: 1m", "hub.restart: never").replace("id: case", "id: wrong"))
    assert load_scenario("wrong").scenario.id == "wrong", "a what-if nobody asked for stops nothing"
    assert told("wrong", changes=["quick"]) == (
        "scenarios/wrong.yaml:7:30: 'never' is not a duration; write a number with a unit, such as 90s, 15m, 4h11m or 2d\n"
        "      quick: {set: {hub.restart: never}}\n"
        "                                 ^^^^^"
    )


def test_an_unknown_scenario_is_told() -> None:
    assert told("csae") == "there is no scenario 'csae'\nhint: did you mean case?"


@pytest.mark.parametrize("entry", list_files(), ids=lambda entry: f"{entry.kind}-{entry.id}")
def test_every_bundled_file_loads_with_each_of_its_what_ifs(entry: object) -> None:
    from drillsim.library.find import Entry

    assert isinstance(entry, Entry)
    if entry.kind == "topology":
        assert load_topology(entry.path).notices == ()
        return
    case = load_scenario(entry.path)
    assert case.notices == ()
    for name in case.scenario.what_ifs:
        load_scenario(entry.path, changes=[name])


def test_the_work_of_loading_grows_with_the_size_of_a_file_and_no_faster() -> None:
    """Counted in calls, which no busy machine changes: four times the components, about four times the calls."""
    line = "  c/{0}:\n    kind: server\n    title: {{en: Server {0}, ja: サーバー{0}}}\n    needs: [root, {{need: root, id: second, hold: 5m}}]\n"
    calls = []
    for size in (125, 500):
        text = "id: large\ncomponents:\n  root: {kind: x}\n" + "".join(line.format(number) for number in range(size))
        put("topologies/large.yaml", text)
        load_topology("large")
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event == "call"

        sys.setprofile(count)
        try:
            loaded = load_topology("large", sets={"c/7.restart": "5m"})
        finally:
            sys.setprofile(None)
        assert len(loaded.topology.components) == size + 1
        calls.append(counted)
    assert calls[1] < 5 * calls[0]
