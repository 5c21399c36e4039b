"""Time passes until something holds for a seat, and stops at the very moment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.drill.playing import ASKED, MINUTE, WAIT, again, begin, lines

from drillsim import CommandRefused
from drillsim.drill.sight import Sight
from drillsim.drill.until import advance_until, next_decision, next_event, open_questions, pass_time, to_the_end

if TYPE_CHECKING:
    from drillsim.drill import Drill


@pytest.fixture
def drill(tmp_path: Path) -> Drill:
    return begin(tmp_path)


@pytest.mark.parametrize(
    ("condition", "at"),
    [
        ("time >= 09:20", 20 * MINUTE),
        ("db down", 40 * MINUTE),
        ("db down for 3m", 43 * MINUTE),
        ("internet-banking.outage >= 10m", 52 * MINUTE),
        ("internet-banking.used.outage > 20%", 60 * MINUTE + 6),
        ({"any": ["internet-banking.outage > 1h", "time >= 10:00"]}, 60 * MINUTE),
        ({"all": ["db down", {"not": "network down"}], "for": "5m"}, 45 * MINUTE),
        ("db up by 09:10", 0),
        ("db down not by 09:10", 10 * MINUTE),
        ("database-dead known to operations", 41 * MINUTE),
        ("transfers.failed > 5", None),
    ],
)
def test_the_facilitator_waits_for_the_truth(drill: Drill, condition: object, at: int | None) -> None:
    sight = Sight(drill, facilitator=True)
    assert advance_until(drill, sight, condition) == (at is not None)
    assert drill.now == (drill.plan.horizon if at is None else at)


@pytest.mark.parametrize(
    ("role", "condition", "at"),
    [
        ("operations", "db down", 41),
        ("operations", "db down for 3m", 44),
        ("operations", "database-dead known", 41),
        ("operations", "database-dead known to operations", 41),
        ("operations", "time >= 09:20", 20),
        ("operations", {"not": "db up"}, 0),
        ("manager", "internet-banking down", 57),
        ("manager", "internet-banking.outage >= 20m", 62),
        ("manager", "internet-banking.outage >= 2m", 57),
        ("manager", "internet-banking.used.outage >= 50%", 87),
        ("operations", "db/a down", None),
        ("operations", "internet-banking.outage < 5m", None),
    ],
)
def test_a_player_waits_for_what_is_reported(drill: Drill, role: str, condition: object, at: int | None) -> None:
    sight = Sight(drill, (role,))
    assert advance_until(drill, sight, condition) == (at is not None)
    assert drill.now // MINUTE == (drill.plan.horizon if at is None else at * MINUTE) // MINUTE


def test_a_decision_is_waited_for(drill: Drill) -> None:
    drill.advance(ASKED)
    drill.submit(WAIT, by="operations")
    sight = Sight(drill, ("operations",))
    assert advance_until(drill, sight, "database decided wait-for-repair")
    assert not advance_until(drill, sight, "database decided quick-restart", ASKED + MINUTE)


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("nonsense", "is not a condition"),
        ("nowhere down", "unknown name 'nowhere'"),
        ("core-down > 3", "'core-down' is not a measure"),
        ("db dwn", "at sign 4 of 'db dwn': 'dwn' is not a state"),
        ("transfers.failed > 5", "no role is told 'transfers.failed' as it goes"),
        ("internet-banking.failed.peak > 5", "counted only where a file asks for them"),
    ],
)
def test_what_cannot_be_waited_for_is_refused_at_once(drill: Drill, condition: str, reason: str) -> None:
    with pytest.raises(CommandRefused, match=reason):
        advance_until(drill, Sight(drill, ("operations",)), condition)
    assert drill.now == 0


def test_waiting_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one, other = begin(tmp_path / "one"), begin(tmp_path / "other")
    sight = Sight(other, facilitator=True)
    for condition in ("internet-banking.outage >= 10m", "transfers.waiting > 3", "transfers.failed > 100000"):
        advance_until(other, sight, condition)
    one.advance(one.plan.horizon)
    assert lines(other) == lines(one)


def test_next_is_what_the_seat_hears_of_next(drill: Drill) -> None:
    sight = Sight(drill, ("manager",))
    assert next_event(drill, sight)
    assert drill.now > 41 * MINUTE, "the alarm at 09:41 is not his"
    truth = Sight(drill, facilitator=True)
    drill.rewind(0)
    assert next_event(drill, truth)
    assert drill.now == 40 * MINUTE


def test_the_next_question_of_a_seat(drill: Drill) -> None:
    assert next_decision(drill, Sight(drill, ("operations",)))
    assert drill.now == 41 * MINUTE
    drill.rewind(0)
    before = list(drill.entries)
    assert not next_decision(drill, Sight(drill, ("manager",)))
    assert (drill.now, drill.entries) == (0, before), "nobody comes to the end by looking for a question"


def test_an_open_question_is_not_passed_by_whoever_it_is_put_to(drill: Drill) -> None:
    drill.advance(ASKED)
    with pytest.raises(CommandRefused, match="a question is open: How to bring the database back"):
        next_decision(drill, Sight(drill, ("operations",)))
    assert not next_decision(drill, Sight(drill, facilitator=True)), "the facilitator looks for the one after it"
    assert drill.now == ASKED
    assert to_the_end(drill, Sight(drill, facilitator=True))
    assert drill.ended
    with pytest.raises(CommandRefused, match="the scenario is over"):
        next_decision(drill, Sight(drill, facilitator=True))


def test_a_question_is_found_ahead_where_it_is_asked(tmp_path: Path) -> None:
    """What is found by looking ahead is where time comes by itself, and the trace is the same."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one, other = (begin(tmp_path / name, "mizuho-2021-03-12") for name in ("one", "other"))
    sight = Sight(one, facilitator=True)
    asked = 0
    while next_decision(one, sight):
        asked += 1
        other.advance(one.now - 1)
        assert open_questions(other, Sight(other, facilitator=True)) < open_questions(one, sight)
        other.advance(one.now)
        assert open_questions(other, Sight(other, facilitator=True)) == open_questions(one, sight)
    assert asked > 1
    assert lines(other) == lines(one)


def test_a_question_pauses_the_clock_of_whoever_wants_it_so(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    sight = Sight(drill, ("operations",))
    assert not pass_time(drill, sight, ASKED)
    assert drill.now == ASKED
    drill.rewind(0)
    drill.set_clock(paused=False, pauses_on_decision=True)
    assert not pass_time(drill, Sight(drill, ("manager",)), 42 * MINUTE)
    assert not drill.clock.paused
    drill.rewind(0)
    assert pass_time(drill, sight, ASKED)
    assert (drill.now, drill.clock.paused) == (41 * MINUTE, True)
    assert not pass_time(drill, sight, ASKED), "the same question stops nobody twice"
    drill.close()
    drill = again(tmp_path)
    assert drill.pauses_on_decision
    drill.close()
