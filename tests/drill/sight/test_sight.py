"""What a seat sees: a player what it was told, the facilitator how things stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.drill.playing import ASKED, BY_HAND, MINUTE, again, begin, with_work

from drillsim.drill.sight import LineRow, Sight, Snapshot, SystemRow
from drillsim.drill.sight.amounts import amounts_of, read_amounts
from drillsim.drill.sight.claims import Claim, claims_of
from drillsim.drill.sight.forms import form_row
from drillsim.drill.sight.known import Letter
from drillsim.drill.sight.player import Reported
from drillsim.drill.sight.troubles import troubles_of
from drillsim.engine.arrays import Unit
from drillsim.model.conditions import parse_condition
from drillsim.model.text import Text

if TYPE_CHECKING:
    from drillsim.drill import Drill


def line(snapshot: Snapshot, name: str) -> LineRow:
    return next(row for row in snapshot.lines if row.line == name)


def system(snapshot: Snapshot, name: str) -> SystemRow:
    return next(row for row in snapshot.systems if row.component == name)


@pytest.fixture
def drill(tmp_path: Path) -> Drill:
    return begin(tmp_path)


def test_before_any_report_nothing_is_known_and_nothing_reads_as_well(drill: Drill) -> None:
    drill.advance(30 * MINUTE)
    seen = Sight(drill, ("operations",)).look()
    assert {row.state for row in seen.lines} == {""}
    assert {row.state for row in seen.systems} == {""}
    assert {row.outage for row in seen.lines} == {None}
    assert seen.inbox == ()
    assert {form.used for row in seen.lines for form in row.forms} == {None}


def test_an_alarm_tells_the_state_at_the_moment_it_was_sent(drill: Drill) -> None:
    drill.advance(ASKED)
    seen = Sight(drill, ("operations",)).look()
    assert system(seen, "db").state == "down"
    assert system(seen, "db").since == 40 * MINUTE, "the database died at 09:40, and the alarm says so"
    assert system(seen, "db/a").state == "", "nobody said which one"
    assert line(seen, "internet-banking").state == ""
    (letter,) = seen.inbox
    assert (letter.message, letter.route, letter.sent_at) == ("database-dead", "console", 40 * MINUTE)
    assert letter.at == 41 * MINUTE
    (question,) = seen.decisions
    assert (question.decision, question.state) == ("database", "open")
    assert [option.authority for option in question.options] == ["", "", "manager"]
    assert [row.state for row in seen.obligations] == ["owed"]


def test_another_role_knows_something_else(drill: Drill) -> None:
    drill.advance(ASKED)
    seen = Sight(drill, ("manager",)).look()
    assert (seen.inbox, seen.decisions, seen.obligations, seen.timeline) == ((), (), (), ())
    drill.advance(70 * MINUTE)
    seen = Sight(drill, ("manager",)).look()
    assert line(seen, "internet-banking").state == "down"
    assert system(seen, "db").state == ""


def test_an_outage_runs_from_the_reported_onset_and_jumps_when_news_comes(drill: Drill) -> None:
    sight = Sight(drill, ("manager",))
    truth = Sight(drill, facilitator=True)
    drill.advance(56 * MINUTE)
    assert line(sight.look(), "internet-banking").outage is None
    assert line(truth.look(), "internet-banking").outage == 14 * MINUTE
    drill.advance(60 * MINUTE)
    told, really = (line(one.look(), "internet-banking") for one in (sight, truth))
    assert told.outage == really.outage == 18 * MINUTE, "customers have not got in since 09:42"
    (form,) = told.forms
    assert (form.used, form.left, form.breached) == (18 * MINUTE, 72 * MINUTE, False)
    assert really.forms[0].left == 72 * MINUTE


def test_the_facilitator_sees_how_things_stand(drill: Drill) -> None:
    drill.advance(ASKED)
    seen = Sight(drill, facilitator=True).look()
    assert seen.truth
    assert system(seen, "db/a").state == "down"
    assert system(seen, "db/b").state == "up"
    assert line(seen, "internet-banking").state == "down"
    assert line(seen, "internet-banking").level == 0
    assert line(seen, "transfers").state == "up"
    assert [(row.backlog, row.growth) for row in seen.backlogs] == [("outgoing", 2_000_000)]
    assert len(seen.timeline) == len(drill.run.trace)
    assert {series.kind for series in seen.charts} == {"demand", "waiting", "backlog"}


def test_players_without_fog_see_the_truth(tmp_path: Path) -> None:
    drill = begin(tmp_path, fog=False)
    drill.advance(ASKED)
    seen = Sight(drill, ("manager",)).look()
    assert seen.truth
    assert system(seen, "db/a").state == "down"


def test_work_of_ones_own_is_known_to_be_under_way(tmp_path: Path) -> None:
    drill = begin(tmp_path, with_work(tmp_path))
    drill.advance(ASKED)
    drill.submit({"decide": "database wait-for-repair"}, by="operations")
    drill.submit({"do": {"start": "mend"}}, by="manager")
    drill.advance(ASKED + MINUTE)
    (task,) = Sight(drill, ("operations",)).look().tasks
    assert (task.task, task.state, task.since, task.expected) == ("repair-a", "started", ASKED, ASKED + 120 * MINUTE)
    (task,) = Sight(drill, ("manager",)).look().tasks
    assert (task.task, task.state) == ("mend", "started")
    really = {row.task: row.state for row in Sight(drill, facilitator=True).look().tasks}
    assert really == {"repair-a": "running", "mend": "waiting"}, "three engineers cannot do both"


def test_a_team_at_one_terminal_shares_what_it_knows(drill: Drill) -> None:
    drill.advance(70 * MINUTE)
    seen = Sight(drill).look()
    assert seen.roles == ("operations", "manager")
    assert {letter.message for letter in seen.inbox} == {"database-dead", "customers-ring"}


def test_charts_end_where_the_drill_stands(drill: Drill) -> None:
    sight = Sight(drill, facilitator=True)
    for step in range(1, 90):
        drill.advance(step * MINUTE)
        sight.look()
    seen = sight.look()
    assert [at for at, _value in seen.charts[0].points] == [step * MINUTE for step in range(90)]
    drill.rewind(30 * MINUTE)
    assert max(at for series in sight.look().charts for at, _value in series.points) == 30 * MINUTE


def test_charts_are_whole_however_time_passed(tmp_path: Path) -> None:
    """In one step, in a thousand, after going back and after being taken up again, they hold the same."""
    drill = begin(tmp_path)
    drill.advance(drill.plan.horizon)
    whole = Sight(drill, facilitator=True).look().charts
    assert len({len(series.points) for series in whole}) == 1
    drill.rewind(50 * MINUTE)
    while not drill.ended:
        drill.advance(drill.plan.horizon, lambda: True)
    assert Sight(drill, facilitator=True).look().charts == whole
    drill.close()
    drill = again(tmp_path)
    assert Sight(drill, facilitator=True).look().charts == whole
    reads = Sight(drill, ("operations",)).look().charts
    assert [series.points for series in reads if series.subject == "console"] == [((41 * MINUTE, 1),)]
    drill.close()


def test_what_has_not_changed_is_the_same_object(drill: Drill) -> None:
    drill.advance(ASKED)
    for sight in (Sight(drill, facilitator=True), Sight(drill, ("operations",))):
        before = sight.look()
        drill.advance(drill.now + 1_000)
        after = sight.look()
        assert after.time == before.time + 1_000
        for name in ("systems", "inbox", "decisions", "tasks", "timeline", "charts", "obligations", "acts"):
            assert getattr(after, name) is getattr(before, name), name


def test_a_breach_is_forecast_as_a_moment_that_stays(drill: Drill) -> None:
    drill.advance(60 * MINUTE)
    sights = (Sight(drill, ("manager",)), Sight(drill, facilitator=True))
    for at in (60, 80, 131, 140):
        drill.advance(at * MINUTE)
        (told,), (really,) = (line(sight.look(), "internet-banking").forms for sight in sights)
        assert told.breach_at == 132 * MINUTE, "out since 09:42, and 90 minutes are allowed"
        assert really.breach_at in (132 * MINUTE, 132 * MINUTE + 1)


def test_a_number_is_known_as_far_as_it_was_reported(tmp_path: Path) -> None:
    """A message that is sent when so many failed says that so many did, and no more."""
    drill = begin(tmp_path, "fsa-n07")
    plan = drill.plan
    told = amounts_of(plan, says(drill))
    assert all(measure < len(plan.measures) for rows in told.values() for measure, _least in rows)
    letters = [Letter("a", "x", 20, 10, 0), Letter("b", "x", 40, 30, 1)]
    assert read_amounts(letters, {"a": ((7, 12), (8, 1)), "b": ((7, 11),)}) == {7: (12, 10), 8: (1, 10)}
    assert read_amounts(letters, {"a": ((7, 12),), "b": ((7, 90),)}) == {7: (90, 30)}
    place = next(place for place, row in enumerate(plan.tolerances) if row.name == "failed" or row.unit == Unit.COUNT)
    row = plan.tolerances[place]
    form = form_row(plan, place, None, {row.measure: (12, 10)}, 50)
    assert (form.used, form.as_of, form.left) == (12, 10, None)
    assert form_row(plan, place, None, {}, 50).used is None


def says(drill: Drill) -> dict[str, Text | None]:
    signals = {**drill.case.topology.signals, **drill.case.scenario.signals}
    return {name: signal.says for name, signal in signals.items()}


def test_a_threshold_that_no_words_state_is_not_reported(tmp_path: Path) -> None:
    """Posts about stuck cards come from the hundredth on, and say nothing of a hundred."""
    drill = begin(tmp_path, "mizuho-2021-02-28")
    plan, words = drill.plan, says(drill)
    told = amounts_of(plan, words)
    assert told["people-post"] == told["branches-report"] == ()
    ((stopped, least),) = told["atm-many"]
    assert (plan.measures[stopped].name, least) == ("stopped", 501)
    for text, known in (
        ("501 of them", 0), ("five hundred", 0), ("1500", 0), ("15.500", 0), ("at 5:500", 0), ("over 500.", 1),
        ("500台", 1), ("５００台", 1), ("0.05万台", 1),
    ):  # fmt: skip
        assert len(amounts_of(plan, {**words, "atm-many": Text(text, text)})["atm-many"]) == known, text
    kept = amounts_of(plan, {**words, "branches-report": Text("none", "カード500枚を超えた")})["branches-report"]
    assert [least for _measure, least in kept] == [501], "in either language"
    drill.advance(7 * 60 * MINUTE)
    seen = Sight(drill).look()
    assert "people-post" in {row.message for row in seen.inbox}
    forms = [form for form in line(seen, "atm-cash").forms if form.name == "items-kept"]
    assert [(form.used, form.breached) for form in forms] == [(None, None)]
    drill.close()


def test_the_chart_of_what_was_read_counts_a_message_once(tmp_path: Path) -> None:
    """What four roles are told is one message."""
    drill = begin(tmp_path, "mizuho-2021-02-28")
    drill.advance(6 * 60 * MINUTE)
    seen = Sight(drill).look()
    by_route = {series.subject: series.points[-1][1] for series in seen.charts}
    phoned = [row for row in seen.inbox if row.route == "phone"]
    assert by_route["phone"] == len({(row.message, row.sent_at) for row in phoned}) < len(phoned)
    flood = [row for row in seen.inbox if row.route == "console"]
    assert by_route["console"] == len(flood)
    drill.close()


def test_only_machines_are_drawn_as_machines(tmp_path: Path) -> None:
    drill = begin(tmp_path, "mizuho-2021-02-28")
    charts = Sight(drill, facilitator=True).look().charts
    assert [series.subject for series in charts if series.kind == "stopped"] == ["atm/fleet"]
    assert [series.subject for series in charts if series.kind == "units"] == ["atm/partitions", "ib/partitions"]
    drill.close()


def test_backlogs_and_clock_forms_count_down_to_their_cut_off(tmp_path: Path) -> None:
    drill = begin(tmp_path, "mizuho-2021-03-12")
    drill.advance(10 * 60 * MINUTE)
    for sight in (Sight(drill, facilitator=True), Sight(drill)):
        seen = sight.look()
        rows = {row.backlog: row for row in seen.backlogs}
        assert (rows["fx-out"].cutoff_line, rows["fx-out"].cutoff_at) == ("fx-out-domestic", 14 * 60 * MINUTE)
        clocks = [form for form in line(seen, "fx-out-domestic").forms if form.unit == "clock"]
        assert next(form.left for form in clocks if form.name == "cleared") == 4 * 60 * MINUTE


def test_what_is_owed_names_its_trigger(drill: Drill) -> None:
    drill.advance(ASKED)
    (owed,) = Sight(drill, ("operations",)).look().obligations
    assert (owed.owed_at, owed.deadline, owed.trigger) == (41 * MINUTE, 71 * MINUTE, "database-dead known")


def test_objectives_are_the_facilitators_until_the_end(drill: Drill) -> None:
    drill.advance(ASKED)
    drill.submit(BY_HAND, by="operations")
    drill.mark("decide-early", 2, "after four minutes", by="manager", rating="P")
    player, truth = Sight(drill, ("operations",)), Sight(drill, facilitator=True)
    assert player.look().objectives == ()
    (objective,) = truth.look().objectives
    assert [mark.text for mark in objective.criteria[2].marks] == ["after four minutes"]
    assert objective.criteria[2].observe is not None
    drill.rewind(30 * MINUTE)
    assert truth.look().objectives[0].criteria[2].marks == (), "on this branch nobody has observed anything yet"
    drill.switch("A")
    drill.advance(drill.plan.horizon)
    assert player.look().objectives == truth.look().objectives
    assert any(criterion.met_at is not None and criterion.holds for criterion in player.look().objectives[0].criteria)


def test_the_timeline_says_whose_act_a_command_was(drill: Drill) -> None:
    drill.advance(ASKED)
    drill.submit(BY_HAND, by="operations", why="half an hour at the most", confidence="high")
    drill.submit({"do": {"fail": "network"}})
    (act,) = Sight(drill, ("operations",)).look().acts
    assert (act.role, act.why, act.confidence) == ("operations", "half an hour at the most", "high")
    assert drill.run.trace[act.record].kind == "command"
    assert Sight(drill, ("manager",)).look().acts == ()
    assert [row.role for row in Sight(drill, facilitator=True).look().acts] == ["operations", ""]


def test_a_message_given_by_hand_is_read(drill: Drill) -> None:
    drill.submit({"do": {"repair": "network"}})
    drill.submit({"tell": "manager", "route": "phone", "says": "look at [b]the standby"})
    drill.advance(5 * MINUTE)
    (letter,) = Sight(drill, ("manager",)).look().inbox
    assert (letter.message, letter.sent_at, letter.at) == ("command/1", 0, 5 * MINUTE)
    assert letter.says is not None
    assert letter.says.en == "look at [b]the standby"
    assert Sight(drill, ("operations",)).look().inbox == ()


def test_a_choice_that_waits_for_approval_is_seen_as_such(drill: Drill) -> None:
    drill.advance(ASKED)
    drill.submit(BY_HAND, by="operations")
    (question,) = Sight(drill, ("operations",)).look().decisions
    assert (question.state, question.chosen) == ("approving", "switch-by-hand")


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("db down", (Claim("db", "down"),)),
        ("db down for 10m", (Claim("db", "down", 10 * MINUTE),)),
        ("hub back", (Claim("hub", "up"),)),
        ("core.index full", (Claim("core.index", "full"),)),
        ({"all": ["db down", "core full"], "for": "1s"}, (Claim("db", "down", 1_000), Claim("core", "full", 1_000))),
        ({"any": ["db down", "db degraded"]}, (Claim("db", "out"),)),
        ({"any": ["db down", "db up"]}, ()),
        ({"any": ["db down", "core down"]}, ()),
        ({"not": "db up"}, ()),
        ("a.failed > 10", ()),
        ("date-change done not by 07:00", ()),
    ],
)  # fmt: skip
def test_what_a_condition_asserts(text: object, claims: tuple[Claim, ...]) -> None:
    assert claims_of(parse_condition(text).test) == claims


@pytest.mark.parametrize(
    ("text", "troubled"),
    [
        ("a.failed > 10", ["a"]),
        ("a.failed/h > 10 for 5m", ["a"]),
        ("a.level < 0.5", ["a"]),
        ("a.level > 0.5", []),
        ("a.failed < 10", []),
        ("a.demand > 10", []),
        ("queue.overdue > 10", []),
        ("a.errors full", ["a"]),
        ("a down", []),
        ({"all": ["a.failed > 1", "b.level < 1"]}, ["a", "b"]),
        ({"any": ["a.stopped > 30", "queue.waiting > 300"]}, ["a"]),
        ({"any": ["a.stopped > 30", "b.stopped > 30"]}, []),
        ({"any": ["a.stopped > 30", "b down"]}, []),
        ({"not": "a.failed > 10"}, []),
    ],
)  # fmt: skip
def test_what_a_condition_says_to_be_in_trouble(text: object, troubled: list[str]) -> None:
    claims = troubles_of(parse_condition(text).test, None, {"a", "b"})
    assert claims == tuple(Claim(name, "trouble") for name in troubled)


def test_trouble_is_said_until_more_is_known_and_until_it_is_back() -> None:
    report = Reported()
    report.hear(Claim("x", "trouble"), 10)
    assert (report.state, report.since, report.ill_since) == ("trouble", 10, None), "no outage runs from it"
    report.hear(Claim("x", "trouble"), 15)
    report.hear(Claim("x", "down"), 20)
    report.hear(Claim("x", "trouble"), 30)
    assert (report.state, report.since, report.ill_since) == ("down", 20, 20), "it is known how badly"
    report.hear(Claim("x", "up"), 50)
    assert (report.state, report.spells) == ("up", [(20, 50)])
    report.hear(Claim("x", "trouble"), 60)
    assert (report.state, report.since, report.spells_to(90)) == ("trouble", 60, [(20, 50)])


def test_what_messages_name_at_noon_is_in_trouble(tmp_path: Path) -> None:
    """At noon of 2/28 errors of time deposits and machines that stop were reported: none of it reads as unreported."""
    drill = begin(tmp_path, "mizuho-2021-02-28")
    drill.advance(240 * MINUTE)
    seen = Sight(drill).look()
    assert {"atm-td-errors", "ib-td-errors", "td-fails", "atm-errors"} <= {row.message for row in seen.inbox}
    assert {row.line for row in seen.lines if row.state == "trouble"} >= {"atm-td", "ib-td"}
    assert {row.component for row in seen.systems if row.state == "trouble"} >= {"core/td", "atm/fleet"}
    sent = min(row.sent_at for row in seen.inbox if row.message == "atm-td-errors")
    assert (line(seen, "atm-td").since, line(seen, "atm-td").outage) == (sent, None)
    assert line(seen, "atm-inquiry").state == "", "nobody said a word of it"
    drill.close()


def test_spells_of_an_outage_add_up() -> None:
    report = Reported()
    for claim, at in (("out", 10), ("down", 20), ("up", 50), ("down", 80), ("up", 90)):
        report.hear(Claim("x", claim), at)
    assert report.spells == [(10, 50), (80, 90)]
    assert (report.state, report.since, report.ill_since) == ("up", 90, None)
