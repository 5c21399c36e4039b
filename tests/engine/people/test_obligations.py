"""What is owed: within, by, every, met, missed, met after all."""

from tests.engine.building import HOUR, MINUTE, causes, moments, records, run_case

from drillsim.engine import Run

WORLD = """
    roles: {{ops: {{}}, regulator: {{}}}}
    routes: {{mail: {{}}}}
    components: {{a: {{kind: server}}}}
    events:
      dies: {{at: 01:00, do: [{{fail: a}}]}}
      {more}
    injects: {{report: {{by: mail, to: regulator, reserve: true}}}}
    obligations:
      first-report: {{of: ops, when: a down, {time}, met_when: report sent}}
"""


def owe(time: str, *sent: str) -> Run:
    more = "\n      ".join(f"e{i}: {{at: {at}, do: [{{send: report}}]}}" for i, at in enumerate(sent))
    return run_case(WORLD.format(time=time, more=more))


def test_owed_from_its_trigger_and_met_in_time() -> None:
    run = owe("within: 60m", "01:30")
    owed = records(run, "owed")[0]
    assert (owed.time, owed.detail) == (HOUR, ("ops", 2 * HOUR))
    assert causes(run, owed) == ["level a"]
    met = records(run, "met")
    assert [(one.time, one.detail) for one in met] == [(HOUR + 30 * MINUTE, ("in-time",))]
    assert causes(run, met[0]) == ["known report", "owed first-report"]
    assert moments(run, "missed-obligation") == []
    assert run.obligations.holds(0, "met")
    assert not run.obligations.holds(0, "owed")


def test_exactly_the_allowed_time_is_in_time() -> None:
    assert [one.detail for one in records(owe("within: 60m", "02:00"), "met")] == [("in-time",)]


def test_a_millisecond_more_is_missed_and_met_late() -> None:
    run = owe("within: 60m", "03:00")
    missed = records(run, "missed-obligation")
    assert [(one.time, one.detail) for one in missed] == [(2 * HOUR + 1, (2 * HOUR,))]
    assert causes(run, missed[0]) == ["owed first-report"]
    assert [(one.time, one.detail) for one in records(run, "met")] == [(3 * HOUR, ("late",))]
    assert run.obligations.holds(0, "missed")
    assert not run.obligations.holds(0, "met")


def test_met_late_once() -> None:
    assert len(records(owe("within: 60m", "03:00", "04:00"), "met")) == 1


def test_by_a_clock_time() -> None:
    run = owe("by: 09:00")
    assert records(run, "owed")[0].detail == ("ops", 9 * HOUR)
    assert moments(run, "missed-obligation") == [9 * HOUR + 1]


def test_what_was_done_before_it_was_owed_meets_it() -> None:
    run = owe("within: 60m", "00:30")
    assert moments(run, "owed") == moments(run, "met") == [HOUR]


def test_every_repeats_from_the_last_time_it_was_met() -> None:
    """Met at 01:30 and 02:00; the third is due at 03:00 and missed; met late at 04:00, the next is due at 05:00."""
    run = owe("within: 60m, every: 1h", "01:30", "02:00", "04:00")
    assert [one.detail[1] for one in records(run, "owed")] == [
        2 * HOUR,
        2 * HOUR + 30 * MINUTE,
        3 * HOUR,
        5 * HOUR,
    ]
    assert [(one.time, one.detail[0]) for one in records(run, "met")] == [
        (HOUR + 30 * MINUTE, "in-time"),
        (2 * HOUR, "in-time"),
        (4 * HOUR, "late"),
    ]
    assert moments(run, "missed-obligation") == [3 * HOUR + 1, 5 * HOUR + 1]
    assert (run.obligations.times_met[0], run.obligations.times_missed[0]) == (2, 2)


def test_a_time_set_by_an_effect_is_a_cause_of_what_is_owed() -> None:
    run = run_case(
        WORLD.format(time="within: 60m", more=""),
        given={"stricter": {"set": "first-report.within", "to": "15m"}},
    )
    assert records(run, "owed")[0].detail == ("ops", HOUR + 15 * MINUTE)
    assert causes(run, records(run, "owed")[0]) == ["level a", "set first-report"]


def test_a_withheld_obligation_is_owed_on_release() -> None:
    run = run_case(
        WORLD.format(time="within: 60m", more=""), given={"waived": {"withhold": "first-report", "until": "04:00"}}
    )
    assert moments(run, "owed") == [4 * HOUR]


def test_a_deadline_beyond_the_end_is_neither_met_nor_missed() -> None:
    run = owe("within: 3d")
    assert run.obligations.holds(0, "owed")
    assert moments(run, "missed-obligation") == []
