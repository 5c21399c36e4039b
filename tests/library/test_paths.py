"""Dotted paths: where they lead, what setting them does, and what is said when they lead nowhere."""

# ruff: noqa: E501 - a row of a table is one line

from typing import Any

import pytest

from drillsim.library.document import CaseDocument, Place, Span, span_at, value_at
from drillsim.library.known import known_paths
from drillsim.library.paths import read_setting, set_path
from drillsim.library.problems import FileProblems
from drillsim.library.source import parse_document
from drillsim.library.targets import document_of, find_targets
from drillsim.library.validate import validate
from drillsim.model import Scenario, Topology

TOPOLOGY = """\
id: bank
title: A bank
calendar:
  zone: Asia/Tokyo
  windows: {core-time: business 08:30-15:30, core-days: [business 09:00-12:00, sat 10:00-11:00]}
roles: {contact-desk: {reads: {mail: 6h}}, head: {answers: 10m}}
routes: {mail: {}, console: {}}
crews:
  vendor: {size: 4, call_out: 42m, duty: business 09:00-17:00}
  guards: {call_out: 30m..1h..2h}
  staff: {}
components:
  balancer: {kind: lb, capacity: {rate: 40000/h}}
  core/td: {kind: core, limits: {index: {capacity: 100, used: 5}}}
  ib: {kind: ib, needs: [balancer, {any: [core/td, {need: spare, id: second}]}, {share: {east: 0.6, west: 0.4}}]}
  spare: {kind: x}
  east: {kind: x}
  west: {kind: x}
  hub: {kind: hub, first_of: [east, west], failover: {detect: 30s}, restart: 18m}
  atm: {kind: fleet, units: {count: 100, stops: {td-error: {from: cash.failed, keeps: 1}}, back: {guards: 30m}}}
lines:
  cash: {needs: [atm], demand: {00:00: 60/h, 09:00: 120/h}, customers: 8000, backlog: queue, due: core-time.end}
  calls: {fed_by: [{from: cash.failed, share: 0.3}, cash.wrong], demand: 40/h}
backlogs:
  queue: {served_by: {core/td: 100/h, guards: {rate: 3/h}}}
"""
SCENARIO = """\
id: case
topology: bank
starts: 2021-03-12 08:00
ends: 20:00
given: {no-switch: {set: hub.failover.works, to: 0}}
events: {trigger: {at: 23:39, do: [{fail: core/td}, {set: hub.restart, to: 1h}]}}
tasks: {vendor-work: {takes: 1h, steps: {replace: {takes: 3h27m}, restart-all: {takes: 45m}}}}
decisions:
  first: {to: head, when: trigger happened, options: {call: {do: [{call: vendor}], works: 0.4}, wait: {}}}
published:
  - {at: 09:30, decided: first wait}
  - {figure: 5, of: cash.failed}
"""
CASE = CaseDocument(parse_document(TOPOLOGY, "t.yaml"), parse_document(SCENARIO, "s.yaml"))


def value(case: CaseDocument, path: str) -> Any:
    [target] = find_targets(case, path)
    return value_at(document_of(case, target.side).data, target.path)


def after(path: str, setting: object) -> CaseDocument:
    case = set_path(CASE, path, setting, f"--set {path}={setting}")
    validate(case.topology, Topology)
    validate(case.scenario, Scenario)
    return case


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("hub.restart", "18m"),
        ("components.hub.restart", "18m"),
        ("topology.components.hub.restart", "18m"),
        ("starts", "2021-03-12 08:00"),
        ("scenario.starts", "2021-03-12 08:00"),
        ("calendar.zone", "Asia/Tokyo"),
        ("core/td.index.used", 5),
        ("core/td.limits.index.used", 5),
        ("vendor-work.restart-all.takes", "45m"),
        ("vendor-work.steps.replace.takes", "3h27m"),
        ("atm.stops.td-error.keeps", 1),
        ("atm.count", 100),
        ("atm.back.guards", "30m"),
        ("first.call.works", 0.4),
        ("first.options.call.works", 0.4),
        ("contact-desk.reads.mail", "6h"),
        ("cash.demand.09:00", "120/h"),
        ("ib.needs.balancer", "balancer"),
        ("ib.needs.0", "balancer"),
        ("ib.needs.core/td", "core/td"),
        ("ib.needs.second.need", "spare"),
        ("ib.needs.spare.id", "second"),
        ("ib.needs.east", 0.6),
        ("calls.fed_by.cash.share", 0.3),
        ("trigger.do.core/td.fail", "core/td"),
        ("trigger.do.hub.to", "1h"),
        ("trigger.at", "23:39"),
        ("no-switch.to", 0),
        ("published.first.at", "09:30"),
        ("queue.served_by.guards.rate", "3/h"),
        ("core-time", "business 08:30-15:30"),
    ],
)
def test_a_path_leads_to_what_it_names(path: str, expected: object) -> None:
    assert value(CASE, path) == expected


@pytest.mark.parametrize(
    ("path", "setting", "side", "expected"),
    [
        ("hub.restart", "20m", ("topology", "components", "hub", "restart"), "20m"),
        ("hub.restart", "x2", ("topology", "components", "hub", "restart"), "36m"),
        ("hub.restart", "-8m", ("topology", "components", "hub", "restart"), "10m"),
        ("guards.call_out", "+30m", ("topology", "crews", "guards", "call_out"), "1h..1h30m..2h30m"),
        ("core/td.index.alarm", "none", ("topology", "components", "core/td", "limits", "index", "alarm"), "none"),
        ("ib.needs.balancer.load", 1.9, ("topology", "components", "ib", "needs", 0), {"need": "balancer", "load": 1.9}),
        ("ib.needs.core/td.hold", "5m", ("topology", "components", "ib", "needs", 1, "any", 0), {"need": "core/td", "hold": "5m"}),
        ("queue.served_by.core/td.rate", "230/h", ("topology", "backlogs", "queue", "served_by", "core/td"), {"rate": "230/h"}),
        ("queue.served_by.core/td.rate", "x2", ("topology", "backlogs", "queue", "served_by", "core/td"), {"rate": "200/h"}),
        ("queue.served_by.core/td.hours", "core-time", ("topology", "backlogs", "queue", "served_by", "core/td"), {"rate": "100/h", "hours": "core-time"}),
        ("hub.failover.detect.partial", "2m", ("topology", "components", "hub", "failover", "detect"), {"dead": "30s", "unstable": "30s", "partial": "2m"}),
        ("hub.failover.forced.works", 0, ("topology", "components", "hub", "failover", "forced"), {"works": 0}),
        ("cash.customers.items_each", 2, ("topology", "lines", "cash", "customers"), {"pool": 8000, "items_each": 2}),
        ("calls.fed_by.1.after", "5m", ("topology", "lines", "calls", "fed_by", 1), {"from": "cash.wrong", "after": "5m"}),
        ("cash.demand", "x2", ("topology", "lines", "cash", "demand"), {"00:00": "120/h", "09:00": "240/h"}),
        ("cash.title.ja", "現金", ("topology", "lines", "cash", "title"), {"ja": "現金"}),
        ("title.ja", "銀行", ("topology", "title"), None),
        ("cash.tolerance.outage", "2h", ("topology", "lines", "cash", "tolerance"), {"outage": "2h"}),
        ("head.reads.console", "5m", ("topology", "roles", "head", "reads"), {"console": "5m"}),
        ("core-time.end", "17:00", ("topology", "calendar", "windows", "core-time"), "business 08:30-17:00"),
        ("core-time.start", "+30m", ("topology", "calendar", "windows", "core-time"), "business 09:00-15:30"),
        ("vendor.duty.end", "-1h", ("topology", "crews", "vendor", "duty"), "business 09:00-16:00"),
        ("starts", "-1h", ("scenario", "starts"), "2021-03-12 07:00"),
        ("trigger.at", "+30m", ("scenario", "events", "trigger", "at"), "00:09"),
        ("random", True, ("scenario", "random"), True),
        ("staff.call_out", "1h", ("topology", "crews", "staff", "call_out"), "1h"),
        ("staff.call_out", "+1h", ("topology", "crews", "staff", "call_out"), "1h"),
        ("staff.size", "x2", ("topology", "crews", "staff", "size"), 2),
        ("hub.failover.switch", "+30s", ("topology", "components", "hub", "failover", "switch"), "30s"),
        ("hub.failover.works", "-20%", ("topology", "components", "hub", "failover", "works"), 0.8),
        ("calls.tolerance.settle", "x2", ("topology", "lines", "calls", "tolerance", "settle"), "10m"),
        ("core/td.index.alarm", "-0.1", ("topology", "components", "core/td", "limits", "index", "alarm"), 0.7),
        ("hub.restart", None, ("topology", "components", "hub", "restart"), None),
    ],
)  # fmt: skip
def test_setting_a_path_edits_just_that_and_the_case_stays_sound(
    path: str, setting: object, side: tuple[str, Any], expected: object
) -> None:
    if path == "title.ja":
        case = set_path(CASE, "topology.title.ja", setting, "--set")
        assert case.topology.data["title"] == {"en": "A bank", "ja": "銀行"}
        return
    case = after(path, setting)
    document = case.topology if side[0] == "topology" else case.scenario
    assert value_at(document.data, side[1:]) == expected
    untouched = case.scenario if side[0] == "topology" else case.topology
    assert untouched is (CASE.scenario if side[0] == "topology" else CASE.topology)
    assert CASE.topology.data == parse_document(TOPOLOGY, "t.yaml").data


def test_a_star_means_every_one_that_has_a_value_to_change() -> None:
    crews = after("crews.*.call_out", "x2").topology.data["crews"]
    assert crews["vendor"]["call_out"] == "1h24m"
    assert crews["guards"]["call_out"] == "1h..2h..4h"
    assert "call_out" not in crews["staff"]


def test_a_star_sets_a_plain_value_everywhere() -> None:
    crews = after("crews.*.reach", "50%").topology.data["crews"]
    assert [crew["reach"] for crew in crews.values()] == ["50%"] * 3


def test_what_was_set_stands_where_it_was_asked_for() -> None:
    case = set_path(CASE, "hub.restart", "soon", "--set hub.restart=soon")
    with pytest.raises(FileProblems) as caught:
        validate(case.topology, Topology)
    assert str(caught.value) == (
        "--set hub.restart=soon: 'soon' is not a duration; write a number with a unit, such as 90s, 15m, 4h11m or 2d"
    )
    span = Span(Place("s.yaml", 7, 3, 7, 9), Place("s.yaml", 7, 1, 7, 2))
    case = set_path(CASE, "ib.needs.balancer.load", 2, span)
    assert span_at(case.topology, ("components", "ib", "needs", 0, "load")) == span
    assert span_at(case.topology, ("components", "ib", "needs", 0, "need")).value.file == "t.yaml"


@pytest.mark.parametrize(
    ("path", "setting", "told"),
    [
        ("hub.restrat", "5m", "no path 'hub.restrat'\nhint: did you mean 'hub.restart'?"),
        ("hubb.restart", "5m", "no path 'hubb.restart'\nhint: did you mean 'hub.restart'?"),
        ("*.restart", "5m", "no path '*.restart'\nhint: did you mean 'components.*.restart'?"),
        ("*.call_out", "5m", "no path '*.call_out'\nhint: did you mean 'crews.*.call_out'?"),
        ("*.needs", "5m", "no path '*.needs'\nhint: did you mean one of tasks.*.needs, routes.*.needs, components.*.needs, lines.*.needs?"),
        ("*.nothing", "5m", "no path '*.nothing'\nhint: a path begins with an id: hub.restart, core-time.end, crews.*.call_out"),
        ("hub.random", "true", "no path 'hub.random'\nhint: random faults are switched on for the whole scenario: random=true; how often it breaks: hub.breaks"),
        ("staff.nothing", "1", "no path 'staff.nothing'\nhint: 'staff' has: call_out, duty, reach, size, title"),
        ("starst", "08:00", "no path 'starst'\nhint: did you mean 'starts'?"),
        ("crews.*.callout", "5m", "no path 'crews.*.callout'\nhint: did you mean 'crews.*.call_out'?"),
        ("ib.needs.hub.load", "2", "no path 'ib.needs.hub.load'\nhint: did you mean 'ib.needs.balancer.load'?"),
        ("core/td.indx.used", "2", "no path 'core/td.indx.used'\nhint: did you mean 'core/td.index.used'?"),
        ("hub.failover.forced.wroks", "1", "no path 'hub.failover.forced.wroks'\nhint: did you mean 'hub.failover.forced.works'?"),
        ("quite.else", "1", "no path 'quite.else'\nhint: a path begins with an id: hub.restart, core-time.end, crews.*.call_out"),
        ("core-days.end", "17:00", "no path 'core-days.end'\nhint: did you mean 'core-days'?"),
        ("hub.kind", "x2", "'hub' is no amount, so 'x2' cannot change it\nhint: durations, rates, numbers, shares, money and clock times can be changed; of a window set .start or .end"),
        ("hub.restart", "-1h", "'-1h' would take '18m' below zero\nhint: take less away, or multiply: x0.5"),
        ("hub.restart", "+5", "'+5' is not of the same kind as '18m'\nhint: add a duration to a duration, a rate to a rate, a number to a number"),
        ("staff.call_out", "x2", "'staff.call_out' has no value yet that 'x2' could change\nhint: give it a value of its own, without x, + or -"),
        ("east.failover.switch", "+30s", "'east.failover.switch' has no value yet that '+30s' could change\nhint: give it a value of its own, without x, + or -"),
        ("core-time.end", 5, "'core-time.end' needs a clock time such as 15:00"),
    ],
)  # fmt: skip
def test_a_path_that_leads_nowhere_or_a_change_that_does_not_fit_is_told(path: str, setting: object, told: str) -> None:
    with pytest.raises(FileProblems) as caught:
        set_path(CASE, path, setting, "--set")
    assert str(caught.value) == f"--set: {told}"


def test_every_known_path_leads_somewhere() -> None:
    paths = list(known_paths(CASE))
    assert len(paths) == len(set(paths))
    dead = [path for path in paths if not find_targets(CASE, path)]
    assert dead == []
    assert {
        "hub.restart",
        "hub.failover.works",
        "core-time.end",
        "ends",
        "calendar.zone",
        "first.options.call.works",
    } <= set(paths)
    assert "ib.needs.balancer.load" in paths


def test_known_paths_can_be_asked_for_below_some_ids_only() -> None:
    assert {path.partition(".")[0] for path in known_paths(CASE, ["hub", "ends"])} == {"hub", "ends"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("20m", "20m"), ("13:00", "13:00"), ("no", "no"), ("2", 2), ("0.5", 0.5), ("true", True), ("null", None), ("x2", "x2"), ("+5", "+5"),
     ("-10m", "-10m"), ("[a, b]", ["a", "b"]), ("{rate: 5/h}", {"rate": "5/h"}), ('"a: b"', "a: b"), (" 5 ", 5)],
)  # fmt: skip
def test_a_setting_is_read_by_the_rules_of_files(text: str, expected: object) -> None:
    assert read_setting(text, "--set") == expected


def test_a_setting_that_cannot_be_read_is_told() -> None:
    with pytest.raises(FileProblems, match=r"^--set a=\[1: the bracket|^--set a=\[1: "):
        read_setting("[1", "--set a=[1")
