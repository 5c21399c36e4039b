"""Files of format 0: the older words become today's, and everything stays where it was written."""

# ruff: noqa: E501 - a row of a table is one line

from pathlib import Path

import pytest

from drillsim.library.document import walk
from drillsim.library.find import PATH_VARIABLE
from drillsim.library.load import load_scenario, load_topology
from drillsim.library.render import render_problem
from drillsim.library.source import parse_document
from drillsim.library.upgrade import FORMAT, UPGRADES, upgraded
from drillsim.model import topology

OLD = """\
format: 0
# the core's time deposits
topology:
  id: old-bank
  title: {en: The core.td of old, ja: 昔}
  channels: {console: {}, web: {needs: [web.site]}}
  roles: {head: {reads: {web: 5m}}}
  components:
    core.td: {kind: core, limits: {index: {capacity: 100, full: [{degrade: core.td, to: 0}]}}}
    core: {kind: x, needs: [core.td, {any: [web.site, core.td]}]}
    web.site: {kind: web}
  lines:
    atm-td: {needs: [core.td], demand: 60/h, tolerance: {late: 5}}
    other: {needs: [core], demand: 60/h, fed_by: [{from: atm-td.late, share: 0.5}]}
    strict: {needs: [core], tolerance: {restored_at: 0.8}}
scenario:
  id: old-case
  starts: 2021-02-28T08:00+09:00
  ends: 20:00
  given: {no-alarm: {set: core.td.index.alarm, to: none}}
  events: {full.up: {when: core.td.index.used > 0.9, do: [{fail: core.td}]}}
  signals: {late-report: {when: atm-td.late > 10, by: console, to: head, says: {en: "core.td is late. sorry.late", ja: 遅延}}}
  published: [{at: 12:00, is: core.td degraded, within: 5m}, {figure: 3, of: [atm-td.late, other.late]}]
  what_ifs: {larger: {set: {core.td.index.capacity: 200}, without: [full.up]}}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PATH_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_formats_of_model_and_library_are_the_same_and_every_older_one_has_a_way_up() -> None:
    assert topology.FORMAT == FORMAT
    assert sorted(UPGRADES) == list(range(FORMAT))


def test_an_older_file_is_read_as_if_it_were_written_today() -> None:
    Path("old.yaml").write_text(OLD)
    case = load_scenario("old.yaml", changes=["larger"])
    topology = case.topology_document.data
    assert topology["routes"] == {"console": {}, "web": {"needs": ["web/site"]}}
    assert list(topology["components"]) == ["core/td", "core", "web/site"]
    assert topology["components"]["core"]["needs"] == ["core/td", {"any": ["web/site", "core/td"]}]
    assert topology["components"]["core/td"]["limits"]["index"] == {
        "capacity": 200,
        "full": [{"degrade": "core/td", "to": 0}],
    }
    assert topology["lines"]["atm-td"]["tolerance"] == {"overdue": 5, "restored_at": 0.95}
    assert topology["lines"]["other"]["fed_by"] == [{"from": "atm-td.overdue", "share": 0.5}]
    assert topology["title"]["en"] == "The core.td of old"
    scenario = case.scenario_document.data
    assert scenario["given"]["no-alarm"] == {"set": "core/td.index.alarm", "to": "none"}
    assert scenario["events"] == {}
    assert scenario["signals"]["late-report"]["when"] == "atm-td.overdue > 10"
    assert scenario["signals"]["late-report"]["says"]["en"] == "core.td is late. sorry.late"
    assert scenario["published"][1]["of"] == ["atm-td.overdue", "other.overdue"]
    assert scenario["published"][0]["is"] == "core/td degraded"


def test_a_line_keeps_the_level_at_which_it_once_counted_as_restored() -> None:
    Path("old.yaml").write_text(OLD)
    lines = load_scenario("old.yaml").topology.lines
    assert {name: line.tolerance.restored_at for name, line in lines.items()} == {
        "atm-td": 950_000,
        "other": 950_000,
        "strict": 800_000,
    }


def test_an_upgraded_file_is_announced_and_its_faults_stay_where_they_were_written() -> None:
    Path("old.yaml").write_text(OLD)
    [notice] = load_scenario("old.yaml").notices
    assert render_problem(notice) == (
        "old.yaml:1:9: warning: this file has format 0 and was read in its older words\n"
        "    format: 0\n"
        "            ^\n"
        "hint: write it in today's words and take 'format: 0' out"
    )
    document, _ = upgraded(parse_document(OLD, "old.yaml"))
    place = document.spans["topology", "components", "core/td", "kind"].value
    assert (place.line, place.column) == (9, 21)
    assert set(document.spans) == {path for path, _ in walk(document.data)}


def test_a_file_of_today_is_left_alone_even_where_it_looks_old() -> None:
    document = parse_document("id: a\ncomponents: {a.b: {kind: x}}\n", "f.yaml")
    assert upgraded(document) == (document, [])


def test_an_older_scenario_finds_the_ids_of_a_newer_topology_behind_their_dots() -> None:
    Path("topologies").mkdir()
    Path("topologies/bank.yaml").write_text("id: bank\ncomponents: {core/td: {kind: x}}\n")
    Path("case.yaml").write_text(
        "format: 0\nid: c\ntopology: bank\nstarts: 08:00\nends: 09:00\nevents: {e: {at: 08:30, do: [{fail: core.td}]}}\n"
    )
    assert load_scenario("case.yaml").scenario_document.data["events"]["e"]["do"] == [{"fail": "core/td"}]


def test_a_newer_topology_may_build_on_an_older_one_and_the_other_way_round() -> None:
    Path("topologies").mkdir()
    Path("topologies/old.yaml").write_text("format: 0\nid: old\nchannels: {c: {}}\ncomponents: {core.td: {kind: x}}\n")
    Path("topologies/new.yaml").write_text(
        "id: new\nextends: old\ncomponents: {core/td: {restart: 5m}, n/x: {kind: y}}\n"
    )
    Path("topologies/older.yaml").write_text(
        "format: 0\nid: older\nextends: new\ncomponents: {q: {kind: z, needs: [n.x, core.td]}}\n"
    )
    loaded = load_topology("older")
    assert loaded.topology.components["core/td"].restart == 300_000
    assert loaded.topology.components["q"].needs == ("n/x", "core/td")
    assert len(loaded.notices) == 2
