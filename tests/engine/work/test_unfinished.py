"""What was asked for and is not done: what each work waits for, and what the recovery of a line waits for."""

import pytest
from tests.engine.building import HOUR, MINUTE, at, run_case, start_case

from drillsim.engine import Decide, Wait, read_recovery, read_unfinished

CASE = """
    crews:
      team: {size: 2}
      vendor: {size: 1, duty: daily 12:00-13:00, call_out: 20h}
    components: {host: {kind: server}, disk: {kind: storage}}
    jobs:
      early: {runs: on-demand, takes: 10h}
      late: {runs: on-demand, takes: 1h, clash: {with: [early], then: waits}}
      timed: {runs: on-demand, not_before: 06:00, takes: 1h}
    tasks:
      other: {takes: 8h, crew: team, people: 1}
      fix: {takes: 1h, then: [{repair: host}], %s}
    lines: {shop: {needs: [host], demand: 60/h}}
    events: {dies: {at: 01:00, do: [%s{fail: host}, {start: fix}]}}
"""


@pytest.mark.parametrize(
    ("fix", "first", "expected"),
    [
        ("crew: team, people: 3", "", Wait("too-few", ("team",), 3, 2)),
        ("crew: team, people: 2", "{start: other}, ", Wait("busy", ("team", "other"), 2, 2)),
        ("crew: vendor", "", Wait("not-called", ("vendor",), 1, 0)),
        ("crew: vendor", "{call: vendor}, ", Wait("called", ("vendor",), 1, 0)),
        ("needs: [disk, host]", "{fail: disk}, ", Wait("needs", ("disk", "host"))),
        ("after: [other]", "{start: other}, ", Wait("after", ("other",))),
        ("hours: daily 12:00-13:00", "", Wait("hours")),
        ("crew: team", "{withhold: fix}, ", Wait("withheld")),
    ],
)
def test_work_that_never_began_says_what_it_waits_for(fix: str, first: str, expected: Wait) -> None:
    for record in (True, False):
        run = run_case(CASE % (fix, first), until=2 * HOUR, record=record)
        waiting = next(one for one in read_unfinished(run) if one.subject == "fix")
        assert (waiting.state, waiting.since, waiting.step) == ("not-begun", HOUR, "")
        assert waiting.waits == expected


def test_work_under_way_says_when_it_is_done_and_work_that_stopped_why() -> None:
    run = run_case((CASE % ("crew: team", "")).replace("fix: {takes: 1h", "fix: {takes: 3h"), until=2 * HOUR)
    assert [(one.subject, one.state, one.waits) for one in read_unfinished(run)] == [
        ("fix", "running", Wait("", until=4 * HOUR))
    ]
    run = run_case(CASE % ("needs: [disk]", ""), until=90 * MINUTE, events={
        "dies": {"at": "01:00", "do": [{"fail": "host"}, {"start": "fix"}]},
        "worse": {"at": "01:20", "do": [{"fail": "disk"}]},
    })  # fmt: skip
    assert [(one.subject, one.state, one.since, one.waits) for one in read_unfinished(run)] == [
        ("fix", "stopped", 80 * MINUTE, Wait("needs", ("disk",)))
    ]


def test_a_job_says_its_time_and_what_it_must_not_run_beside() -> None:
    run = run_case(CASE % ("crew: team", "{start: early}, {start: late}, {start: timed}, "), until=90 * MINUTE)
    waits = {one.subject: one.waits for one in read_unfinished(run)}
    assert waits["timed"] == Wait("time", until=at(run, "06:00"))
    assert waits["late"] == Wait("clash", ("early",))
    assert waits["early"] == Wait("", until=11 * HOUR)


def test_a_step_that_waits_for_people_is_named() -> None:
    fix = "steps: {look: {takes: 10m}, mend: {takes: 1h, crew: team, people: 2}}"
    run = run_case((CASE % (fix, "{start: other}, ")).replace("takes: 1h, then", "then"), until=2 * HOUR)
    mend = next(one for one in read_unfinished(run) if one.subject == "fix")
    assert (mend.step, mend.state, mend.since) == ("fix.mend", "stopped", 70 * MINUTE)


def test_a_repair_that_waits_for_its_crew_is_unfinished() -> None:
    run = start_case("""
        random: true
        crews: {team: {size: 1, duty: none}}
        components: {host: {kind: server, breaks: {every: 1h, repair: 1h, crew: team}}}
        lines: {shop: {needs: [host], demand: 60/h}}
    """)
    run.finish()
    (waiting,) = read_unfinished(run)
    assert (waiting.subject, waiting.state, waiting.waits.reason) == ("host", "not-begun", "not-called")
    assert read_recovery(run, "shop").unfinished == (waiting,)


RECOVERY = """
    crews: {team: {size: 1}}
    roles: {ops: {}}
    routes: {phone: {}}
    components: {host: {kind: server}, disk: {kind: storage}, beside: {kind: server}}
    tasks:
      reach: {takes: 1h, crew: team, people: 1, hours: daily 20:00-21:00, then: [{start: mend}]}
      mend: {takes: 1h, needs: [disk], then: [{repair: host}]}
      swap: {takes: 5h, then: [{repair: disk}]}
      dust: {takes: 5h, then: [{repair: beside}]}
    lines: {shop: {needs: [host], demand: 60/h}}
    signals: {alarm: {when: host down, by: phone, to: ops}}
    decisions:
      ask: {to: ops, when: alarm known, options: {mend-it: {do: [{start: mend}]}, leave: {}}}
      elsewhere: {to: ops, when: alarm known, options: {dust-it: {do: [{start: dust}]}}}
    events: {dies: {at: 01:00, do: [{fail: host}, {fail: disk}, {fail: beside}%s]}}
"""


def names(run: object, line: str = "shop") -> tuple[list[str], list[str]]:
    found = read_recovery(run, line)  # type: ignore[arg-type]
    return [one.subject for one in found.unfinished], [one.decision for one in found.unanswered]


def test_a_recovery_waits_for_the_question_whose_option_would_bring_it_back() -> None:
    assert names(run_case(RECOVERY % "", until=2 * HOUR)) == ([], ["ask"])


def test_a_recovery_waits_for_work_that_leads_to_a_repair_and_for_what_that_waits_for() -> None:
    """Whoever mends the host waits for the disk, so what swaps the disk is in the way too; dusting is not."""
    run = run_case(RECOVERY % ", {start: mend}, {start: swap}, {start: dust}", until=2 * HOUR)
    assert names(run)[0] == ["mend", "swap"]
    run = run_case(RECOVERY % ", {start: reach}", until=2 * HOUR)
    assert names(run)[0] == ["reach"]


def test_a_choice_that_was_taken_is_no_longer_waited_for() -> None:
    run = start_case(RECOVERY % "")
    run.advance(2 * HOUR)
    run.submit(Decide("ask", "leave"))
    assert names(run) == ([], [])
