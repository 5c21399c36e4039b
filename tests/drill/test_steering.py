"""What a facilitator can choose from can be brought about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.drill.playing import ASKED, MINUTE, again, begin, lines

from drillsim import CommandRefused, compile_plan, load_scenario
from drillsim.drill.sight import Sight
from drillsim.drill.steering import correction, faults_of, pending_of, reserves_of

if TYPE_CHECKING:
    from drillsim.drill import Drill


@pytest.mark.parametrize("name", ["tutorial", "fsa-26", "mizuho-2021-02-28"])
def test_everything_that_is_offered_can_be_brought_about(tmp_path: Path, name: str) -> None:
    drill = begin(tmp_path, name)
    for component in drill.case.topology.components:
        offered = [fault.effect for fault in faults_of(drill.case, drill.plan, component)]
        assert {"fail": component} in offered
        drill.submit({"do": offered[len(component) % len(offered)]})
    drill.close()


def test_a_pair_can_be_switched_and_a_fleet_loses_units() -> None:
    case = load_scenario("mizuho-2021-02-28")
    plan = compile_plan(case)
    for component, row in case.topology.components.items():
        verbs = [next(iter(fault.effect)) for fault in faults_of(case, plan, component)]
        assert ("switch" in verbs) == bool(row.first_of)
        assert (verbs.count("fail") > 1) == (row.units is not None)
    assert faults_of(case, plan, "nothing") == ()


def test_reserves_are_the_messages_held_back() -> None:
    assert reserves_of(load_scenario("mizuho-2021-03-12"))[:2] == ("crisis-open", "notice")
    assert reserves_of(load_scenario("tutorial")) == ()


def test_every_kind_of_thing_can_suffer_something(tmp_path: Path) -> None:
    drill = begin(tmp_path, "mizuho-2021-02-28")
    topology = drill.case.topology
    limit = next(name for name, kind in zip(drill.plan.subjects, drill.plan.kinds, strict=True) if kind == "limit")
    wanted = {
        next(iter(topology.lines)): {"surge-2", "withhold"},
        next(iter(topology.crews)): {"people-0", "call"},
        limit: {"fill", "empty"},
        next(iter(topology.jobs)): {"fail", "cancel"},
    }
    for name, ids in wanted.items():
        faults = faults_of(drill.case, drill.plan, name)
        assert ids <= {fault.id for fault in faults}
        for fault in faults:
            drill.submit({"do": fault.effect})
    drill.close()


FAIL = {"do": {"fail": "network"}}


def failed_at(drill: Drill) -> list[int]:
    return [record.time for record in drill.run.trace if (record.kind, record.subject) == ("failed", "network")]


def test_an_inject_acts_at_its_time(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(5 * MINUTE)
    drill.submit({**FAIL, "at": "09:30"})
    (row,) = pending_of(drill)
    assert (row.number, row.at, row.when) == (0, 30 * MINUTE, "")
    drill.advance(drill.plan.horizon)
    assert failed_at(drill) == [30 * MINUTE]
    assert pending_of(drill) == ()
    drill.close()


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("time >= 09:20", 20),
        ("db down", 40),
        ("db down for 3m", 43),
        ({"all": ["db down", "time >= 09:50"]}, 50),
        ("database-dead known to operations", 41),
        ("internet-banking.outage >= 10m", 52),
        ("internet-banking.used.outage > 20%", 60),
        ("db up by 09:10", 5),
        ("restart-a done not by 09:12", 12),
    ],
)
def test_an_inject_acts_when_its_condition_first_holds(tmp_path: Path, when: object, at: int) -> None:
    drill = begin(tmp_path)
    drill.advance(5 * MINUTE)
    drill.submit({**FAIL, "when": when})
    drill.advance(drill.plan.horizon)
    (acted,) = failed_at(drill)
    assert acted // MINUTE == at, acted / MINUTE
    drill.close()


def test_what_waits_changes_nothing_until_it_acts(tmp_path: Path) -> None:
    """A drill with injects that never come is the drill without them, but for the records of their being planned."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one, other = begin(tmp_path / "one"), begin(tmp_path / "other")
    other.submit({**FAIL, "when": "internet-banking.failed > 100000000"})
    other.submit({**FAIL, "when": {"any": ["network down for 1h", "time >= d+1 08:00"]}})
    other.submit({**FAIL, "at": "10:00"})
    other.submit({"withdraw": 2})
    for step in range(1, 30):
        for drill in (one, other):
            drill.advance(drill.plan.horizon * step // 29)
    plain = [(r.time, r.kind, r.subject, r.detail) for r in other.run.trace if r.kind not in {"planned", "withdrawn"}]
    assert plain == [(r.time, r.kind, r.subject, r.detail) for r in one.run.trace]
    assert len(pending_of(other)) == 2
    one.close()
    other.close()


def test_what_waits_comes_back_with_the_drill_and_on_its_branches(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(10 * MINUTE)
    drill.submit({**FAIL, "when": "internet-banking.failed > 50"})
    drill.submit({"tell": "manager", "says": "the press is here", "at": "d+0 09:55"})
    drill.advance(30 * MINUTE)
    drill.close()
    drill = again(tmp_path)
    assert [row.number for row in pending_of(drill)] == [0, 1]
    drill.advance(drill.plan.horizon)
    whole = lines(drill)
    assert len(failed_at(drill)) == 1
    drill.rewind(20 * MINUTE)
    assert [row.number for row in pending_of(drill)] == [0, 1]
    drill.advance(drill.plan.horizon)
    assert lines(drill) == whole
    drill.rewind(5 * MINUTE)
    assert pending_of(drill) == ()
    drill.close()


def test_only_the_facilitator_sees_what_waits(tmp_path: Path) -> None:
    drill = begin(tmp_path, fog=False)
    drill.submit({**FAIL, "at": "09:30"})
    facilitator, player = Sight(drill, facilitator=True).look(), Sight(drill, ("manager",)).look()
    assert [(row.number, row.effect) for row in facilitator.pending] == [(0, "fail: network")]
    assert "planned" in {record.kind for record in facilitator.timeline}
    assert player.truth
    assert (player.pending, player.reserves) == ((), ())
    assert "planned" not in {record.kind for record in player.timeline}
    drill.close()


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({**FAIL, "at": "08:00"}, "lies behind the end"),
        ({**FAIL, "at": "25:99"}, "25:99"),
        ({**FAIL, "at": "09:10", "when": "db down"}, "a time and a condition are two injects"),
        ({**FAIL, "when": "db dwn"}, "at sign 4 of 'db dwn': 'dwn' is not a state"),
        ({**FAIL, "when": "dbb down"}, "unknown name 'dbb'"),
        ({**FAIL, "when": "internet-banking.faild > 3"}, "unknown measure 'faild'"),
        ({**FAIL, "when": "internet-banking.failed > x"}, "is compared with 'x'"),
        ({**FAIL, "when": "transfers.failed.peak > 3"}, "counted only where a file asks for them"),
        ({**FAIL, "when": "internet-banking.failed because core > 3"}, "counted only where a file asks for them"),
        ({"tell": "nobody", "at": "09:10"}, "unknown role 'nobody'"),
        ({"tell": "manager", "kind": "joke"}, "'joke' is no kind of message"),
        ({"tell": "manager", "corrects": "database-dead"}, "names its message and a time"),
        ({"tell": "manager", "corrects": "database-dead", "estimate": "10:00"}, "nobody believe in a time"),
        ({"withdraw": 7}, "no inject 7 waits"),
        ({"withdraw": "x"}, "not the number of an inject"),
        ({"skip": "database"}, "'database' is not open"),
        ({"skip": "databse"}, "unknown decision 'databse'"),
    ],
)
def test_what_cannot_wait_is_refused_and_changes_nothing(tmp_path: Path, written: dict[str, Any], reason: str) -> None:
    drill = begin(tmp_path)
    drill.advance(10 * MINUTE)
    was, entries = lines(drill), len(drill.entries)
    with pytest.raises(CommandRefused, match=re.escape(reason)):
        drill.submit(written)
    assert (lines(drill), len(drill.entries), pending_of(drill)) == (was, entries, ())
    drill.close()


def test_a_moment_that_has_passed_is_refused(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(10 * MINUTE)
    with pytest.raises(CommandRefused, match="has passed"):
        drill.submit({**FAIL, "at": "09:05"})
    drill.close()


@pytest.mark.parametrize(
    "written",
    [
        {"tell": "operations", "says": "x", "at": "09:30"},
        {"tell": "operations", "says": "x", "when": "db down"},
        {"tell": "operations", "says": "x", "kind": "hint"},
        {"do": {"start": "restart-a"}, "at": "09:30"},
        {"skip": "database"},
        {"withdraw": 0},
    ],
)
def test_a_role_plans_nothing(tmp_path: Path, written: dict[str, Any]) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.submit({**FAIL, "at": "11:30"})
    with pytest.raises(CommandRefused, match="only the facilitator may do this"):
        drill.submit(written, by="manager")
    drill.close()


def test_a_question_that_is_skipped_is_closed_without_effect(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.submit({"skip": "database"})
    (question,) = Sight(drill, ("operations",)).look().decisions
    assert (question.state, question.chosen) == ("skipped", "")
    assert not any(option.available for option in question.options)
    with pytest.raises(CommandRefused, match="it has been skipped"):
        drill.submit({"decide": "database quick-restart"}, by="operations")
    drill.advance(drill.plan.horizon)
    kinds = {record.kind for record in Sight(drill, ("operations",)).look().timeline}
    assert "skipped" in kinds
    assert "decided" not in kinds
    drill.close()


def test_a_hint_is_a_message_of_its_own_kind(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.submit({"tell": "manager", "says": "look at the tolerance", "kind": "hint"})
    (letter,) = Sight(drill, ("manager",)).look().inbox
    assert (letter.kind, letter.sender) == ("hint", "")
    drill.close()


def test_an_estimate_is_corrected_for_everybody_who_was_given_it(tmp_path: Path) -> None:
    drill = begin(tmp_path, "mizuho-2021-03-12")
    message = next(drill.plan.subjects[row.subject] for row in drill.plan.messages if row.estimate[1] >= 0 and row.to)
    drill.advance(60 * MINUTE)
    drill.submit(correction(drill.plan, message, "06:30", "the spare part is late"))
    row = next(row for row in drill.plan.messages if drill.plan.subjects[row.subject] == message)
    role = drill.plan.subjects[drill.plan.roles[row.to[0]].subject]
    letter = Sight(drill, (role,)).look().inbox[-1]
    assert (letter.kind, letter.corrects) == ("correction", message)
    assert letter.estimate is not None
    assert letter.estimate > drill.now
    drill.close()
