"""What-ifs: what each part of a change does, and what is said when it cannot be done."""

# ruff: noqa: E501 - a row of a table is one line

from typing import Any

import pytest

from drillsim.errors import DrillsimError
from drillsim.library.changes import apply_changes, change_names
from drillsim.library.document import CaseDocument, walk
from drillsim.library.problems import FileProblems
from drillsim.library.source import parse_document

TOPOLOGY = """\
id: bank
components: {hub: {kind: x, restart: 5m, limits: {log: {capacity: 10}}}, disk: {kind: x}}
events: {breaker: {when: hub down, do: [{withhold: disk}]}}
signals: {alarm: {when: hub down, by: console, to: head}}
"""
SCENARIO = """\
id: case
starts: 08:00
ends: 20:00
given: {no-alarm: {withhold: alarm}, weak: {set: hub.restart, to: 1h}}
events: {trigger: {at: 09:00, do: [{fail: hub}]}}
decisions:
  first: {to: head, when: alarm known, options: {go: {}, stay: {}}}
  second: {to: head, when: alarm known, options: {go: {}, stay: {}}}
published:
  - {at: 09:30, decided: first stay}
  - {at: 10:00, is: hub up, within: 5m}
  - {at: 11:30, decided: second stay}
what_ifs:
%s
"""


def case(change: str) -> CaseDocument:
    scenario = SCENARIO % "\n".join(f"  {line}" for line in change.splitlines())
    return CaseDocument(parse_document(TOPOLOGY, "t.yaml"), parse_document(scenario, "s.yaml"))


def applied(change: str, *names: str) -> CaseDocument:
    made = apply_changes(case(change), names or ("c",))
    for document in (made.topology, made.scenario):
        assert set(document.spans) == {path for path, _ in walk(document.data)}, "every node stands somewhere"
    return made


def test_no_change_changes_nothing() -> None:
    before = case("c: {without: [weak]}")
    assert apply_changes(before, ()) == before
    assert change_names(before) == ["c"]


def test_set_sets_by_path_in_either_file() -> None:
    made = applied("c: {set: {hub.restart: x2, hub.log.used: 5, trigger.at: 10:00}}")
    assert made.topology.data["components"]["hub"]["restart"] == "10m"
    assert made.topology.data["components"]["hub"]["limits"]["log"]["used"] == 5
    assert made.scenario.data["events"]["trigger"]["at"] == "10:00"


def test_a_plus_before_a_number_is_relative_although_yaml_would_drop_it() -> None:
    made = applied("c: {set: {hub.log.capacity: +5}}")
    assert made.topology.data["components"]["hub"]["limits"]["log"]["capacity"] == 15


def test_without_takes_ids_out_of_whichever_section_holds_them() -> None:
    made = applied("c: {without: [weak, breaker, trigger, alarm, disk]}")
    assert made.scenario.data["given"] == {}, "what was only about the alarm goes with it"
    assert made.scenario.data["events"] == {}
    assert made.topology.data["events"] == {}
    assert made.topology.data["signals"] == {}
    assert list(made.topology.data["components"]) == ["hub"]


@pytest.mark.parametrize("names", ["hub, trigger", "trigger, hub", "weak, hub", "hub, weak", "no-alarm, alarm"])
def test_what_is_only_about_a_thing_goes_with_it_in_whatever_order_they_are_taken_out(names: str) -> None:
    made = applied(f"c: {{without: [{names}]}}")
    assert "weak" not in made.scenario.data["given"] or "hub" not in names


def test_effects_on_what_is_taken_out_go_and_all_others_stay() -> None:
    made = applied("c: {with: {events: {more: {at: 10:00, do: [{fail: disk}, {fail: hub}]}}}, without: [hub]}")
    assert made.scenario.data["events"] == {
        "trigger": {"at": "09:00", "do": []},
        "more": {"at": "10:00", "do": [{"fail": "disk"}]},
    }
    assert made.scenario.data["given"] == {"no-alarm": {"withhold": "alarm"}}
    assert made.topology.data["events"]["breaker"]["do"] == [{"withhold": "disk"}]


def test_a_decision_that_is_taken_out_takes_its_published_choices_along() -> None:
    made = applied("c: {without: [first]}")
    assert list(made.scenario.data["decisions"]) == ["second"]
    assert [row.get("decided", row.get("is")) for row in made.scenario.data["published"]] == ["hub up", "second stay"]


def test_with_lays_each_section_over_the_file_it_belongs_to() -> None:
    made = applied(
        """\
c:
  with:
    components: {hub: {restart: 1m}, spare: {kind: y}}
    crews: {vendor: {size: 2}}
    events: {breaker: {when: hub down for 5m}, another: {at: 10:00, do: []}}
    signals: {alarm: null}
    decisions: {third: {to: head, when: alarm known, options: {go: {}}}}
    ends: 21:00"""
    )
    assert made.topology.data["components"]["hub"]["restart"] == "1m"
    assert made.topology.data["components"]["spare"] == {"kind": "y"}
    assert made.topology.data["crews"] == {"vendor": {"size": 2}}
    assert made.topology.data["events"]["breaker"] == {"when": "hub down for 5m", "do": [{"withhold": "disk"}]}
    assert made.topology.data["signals"] == {}
    assert list(made.scenario.data["events"]) == ["trigger", "another"]
    assert list(made.scenario.data["decisions"]) == ["first", "second", "third"]
    assert made.scenario.data["ends"] == "21:00"
    assert "components" not in made.scenario.data


def choices(made: CaseDocument) -> list[tuple[str, str]]:
    rows: list[dict[str, Any]] = made.scenario.data["published"]
    return [(row["at"], row["decided"]) for row in rows if "decided" in row]


def test_decide_replaces_the_published_choice_of_that_decision_only() -> None:
    made = applied("c: {decide: [{at: 09:10, decided: first go}]}")
    assert choices(made) == [("11:30", "second stay"), ("09:10", "first go")]
    index = len(made.scenario.data["published"]) - 1
    assert made.scenario.spans["published", index, "decided"].value.line == 14


def test_decide_adds_a_choice_where_none_was_published_and_may_give_several() -> None:
    made = applied(
        "c: {decide: [{at: 09:10, decided: third go}, {at: 09:20, decided: first go}, {at: 12:00, decided: first stay}]}"
    )
    assert choices(made) == [
        ("11:30", "second stay"),
        ("09:10", "third go"),
        ("09:20", "first go"),
        ("12:00", "first stay"),
    ]


def test_decide_works_where_nothing_was_published_at_all() -> None:
    made = applied("a: {with: {published: null}}\nb: {decide: [{at: 09:10, decided: first go}]}", "a", "b")
    assert choices(made) == [("09:10", "first go")]


def test_changes_are_made_in_the_order_asked_for() -> None:
    change = "longer: {set: {hub.restart: +5m}}\ndouble: {set: {hub.restart: x2}}"
    restart = ("components", "hub", "restart")
    first = applied(change, "longer", "double").topology.data
    second = applied(change, "double", "longer").topology.data
    assert first[restart[0]][restart[1]][restart[2]] == "20m"
    assert second[restart[0]][restart[1]][restart[2]] == "15m"


def test_within_a_change_what_is_laid_over_can_be_set() -> None:
    made = applied("c: {set: {spare.restart: 3m}, with: {components: {spare: {kind: y}}}}")
    assert made.topology.data["components"]["spare"] == {"kind": "y", "restart": "3m"}


def test_later_faults_point_into_the_change() -> None:
    made = applied("c: {set: {hub.restart: soon}}")
    place = made.topology.spans["components", "hub", "restart"].value
    assert (place.file, place.line) == ("s.yaml", 14)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "c: {without: [weka]}",
            """\
s.yaml:14:17: nothing is called 'weka'
      c: {without: [weka]}
                    ^^^^
hint: did you mean 'weak'?""",
        ),
        (
            "c: {set: {hub.restrat: 5m}}",
            """\
s.yaml:14:13: no path 'hub.restrat'
      c: {set: {hub.restrat: 5m}}
                ^^^^^^^^^^^
hint: did you mean 'hub.restart'?""",
        ),
        (
            "c: {set: {hub.restart: -1h}}",
            """\
s.yaml:14:26: '-1h' would take '5m' below zero
      c: {set: {hub.restart: -1h}}
                             ^^^
hint: take less away, or multiply: x0.5""",
        ),
        (
            "c: {sets: {hub.restart: 5m}, decide: [{at: 9h, decided: first}]}",
            """\
s.yaml:14:7: unknown key 'sets'
      c: {sets: {hub.restart: 5m}, decide: [{at: 9h, decided: first}]}
          ^^^^
hint: did you mean 'set'?
s.yaml:14:46: '9h' is not a clock time; write 13:00, d+1 06:38 or 2021-03-12 13:00
      c: {sets: {hub.restart: 5m}, decide: [{at: 9h, decided: first}]}
                                                 ^^
s.yaml:14:59: 'first' is not a choice; write DECISION OPTION
      c: {sets: {hub.restart: 5m}, decide: [{at: 9h, decided: first}]}
                                                              ^^^^^""",
        ),
    ],
)
def test_a_change_that_cannot_be_made_is_told_at_its_place(change: str, told: str) -> None:
    with pytest.raises(FileProblems) as caught:
        applied(change)
    assert str(caught.value) == told


def test_an_unknown_change_is_told_with_those_there_are() -> None:
    with pytest.raises(DrillsimError) as caught:
        applied("faster: {}\nslower: {}", "fastr")
    assert str(caught.value) == (
        "--with fastr: the scenario has no change 'fastr'\nhint: did you mean 'faster'? its changes are faster, slower"
    )
    with pytest.raises(DrillsimError) as caught:
        applied("faster: {}\nslower: {}", "blue")
    assert str(caught.value) == "--with blue: the scenario has no change 'blue'\nhint: its changes are faster, slower"
    empty = CaseDocument(parse_document(TOPOLOGY, "t.yaml"), parse_document("id: case\n", "s.yaml"))
    with pytest.raises(DrillsimError, match="hint: it has no what_ifs"):
        apply_changes(empty, ["blue"])
