"""Numbers that are set: those that no file writes, those that change relatively, those of what is down."""

from __future__ import annotations

import pytest
from tests.engine.building import HOUR, MINUTE, build_case, line, plan_case, records, run_case, times

from drillsim.engine import Run
from drillsim.engine.arrays import Unit
from drillsim.plan.compile import compile_with_findings
from drillsim.plan.likely import at_likely

SLOW = """
    components: {host: {kind: server, capacity: {rate: 60/h, above: slow}}}
    lines: {shop: {needs: [host], demand: {00:00: 0/h, 09:00: 100/h, 12:00: 0/h}}}
"""
NIGHTLY = """
    components: {host: {kind: server}}
    jobs: {nightly: {not_before: %s, takes: 1h, needs: [host]}}
    lines: {reports: {needs: [nightly], demand: 60/h}}
    events:
      e: {at: 00:30, do: [{set: nightly.%s, to: %s}]}
      down: {at: 01:00, do: [{fail: host, for: 3h}]}
"""


def test_customers_who_would_have_waited_for_ever_lose_patience_from_the_moment_on_at_which_it_is_set() -> None:
    patient = line(run_case(SLOW), "shop")
    given = line(run_case(SLOW, given={"brief": {"set": "shop.patience", "to": "10m"}}), "shop")
    written = line(run_case(SLOW.replace("needs: [host]", "needs: [host], patience: 10m")), "shop")
    assert patient.failed == 0 < given.failed == written.failed
    later = run_case(SLOW, events={"e": {"at": "10:30", "do": [{"set": "shop.patience", "to": "10m"}]}})
    assert line(later, "shop").failed == 60, "an hour and a half, in which 40/h find too long a queue"
    assert times(later, "set", "shop") == ["10:30:00"]


def test_an_unwritten_due_of_a_line_is_set_and_a_window_it_is_written_with_gives_way() -> None:
    case = """
        calendar: {windows: {cut: business 09:00-12:00}}
        components: {core: {kind: core}}
        backlogs: {q: {served_by: {core: 10/h}}}
        lines: {pay: {demand: {00:00: 0/h, 08:00: 60/h, 10:00: 0/h}, backlog: q%s}}
        events: {e: {at: 09:00, do: [{set: pay.due, to: 11:00}]}}
    """
    plain = run_case(case % "")
    assert times(plain, "overdue", "pay") == ["11:00:00"]
    assert [plain.trace[cause].kind for cause in records(plain, "overdue", "pay")[0].causes].count("set") == 1
    assert times(run_case(case % ", due: cut.end"), "overdue", "pay") == ["11:00:00"]
    assert times(run_case(case % ", due: cut.end", events={}), "overdue", "pay") == ["12:00:00"]
    for_a_while = {"e": {"at": "09:00", "do": [{"set": "pay.due", "to": "11:00", "for": "1h"}]}}
    assert times(run_case(case % ", due: cut.end", events=for_a_while), "overdue", "pay") == ["12:00:00"]


@pytest.mark.parametrize(
    ("key", "value", "kind", "expected"),
    [
        ("not_after", "02:00", "missed", ["02:00:00.001"]),
        ("due", "03:00", "due", ["03:00:00"]),
        ("not_before", "04:30", "started", ["04:30:00"]),
    ],
)
def test_unwritten_clock_times_of_a_job_are_set(key: str, value: str, kind: str, expected: list[str]) -> None:
    text = NIGHTLY % ("01:30", key, value)
    if key == "not_before":
        text = text.replace("not_before: 01:30, ", "").replace("at: 00:30", "at: 00:00")
        text = text.replace(
            "jobs: {nightly: {", "jobs: {first: {not_before: 00:10, takes: 1m}, nightly: {after: [first], "
        )
    assert times(run_case(text), kind, "nightly") == expected
    unset = run_case(text, events={"down": {"at": "01:00", "do": [{"fail": "host", "for": "3h"}]}})
    assert times(unset, kind, "nightly") != expected


def test_a_due_time_that_is_taken_away_serves_nobody_any_longer() -> None:
    """Without `due` only the current result serves, as where none was ever written."""
    text = (NIGHTLY % ("02:00", "due", "none")).replace("takes: 1h,", "takes: 1h, due: 07:00,")
    assert line(run_case(text), "reports").outage == 3 * HOUR, "from its gate at 02:00 until it is done at 05:00"
    assert line(run_case(text, events={}), "reports").outage == 0


def test_not_after_without_not_before_is_no_time_of_the_next_day_for_a_job_on_demand() -> None:
    run = run_case("""
        jobs: {fix: {runs: on-demand, not_after: 04:00, takes: 30m}}
        events: {e: {at: 05:00, do: [{start: fix}]}}
    """)
    assert times(run, "missed", "fix") == ["05:00:00"]


@pytest.mark.parametrize(
    ("path", "change", "values"),
    [
        ("shop.demand", "x2", (120_000,)),
        ("shop.demand", "x0.5", (30_000,)),
        ("shop.demand", "+30/h", (90_000,)),
        ("shop.demand", "-90/h", (0,)),
        ("host.restart", "+5m", (11 * MINUTE,)),
        ("shop.tolerance.restored_at", "x2", (1_000_000,)),
        ("shop.tolerance.restored_at", "-30%", (500_000,)),
        ("shop.tolerance.failed", "+5", (15_000,)),
        ("shop.amount", "x1.5", (1500,)),
        ("crew.size", "x3", (6,)),
        ("nightly.not_before", "+90m", (3 * HOUR + 30 * MINUTE,)),
        ("nightly.takes", "x2", (2, 40 * MINUTE, 80 * MINUTE, 180 * MINUTE)),
        ("nightly.takes", "+10m", (2, 30 * MINUTE, 50 * MINUTE, 100 * MINUTE)),
        ("cut.end", "+3h", (15 * HOUR,)),
        ("cut.end", "+20h", (24 * HOUR,)),
    ],
)
def test_a_number_is_set_relative_to_what_holds_when_the_effect_acts(
    path: str, change: str, values: tuple[int, ...]
) -> None:
    run = run_case(
        """
        calendar: {windows: {cut: business 09:00-12:00}}
        crews: {crew: {size: 2}}
        components: {host: {kind: server, restart: 6m}}
        jobs: {nightly: {not_before: 02:00, takes: 20m..40m..90m}}
        lines: {shop: {demand: 60/h, amount: JPY 1000, tolerance: {restored_at: 80%, failed: 10}}}
    """,
        events={"e": {"at": "01:00", "do": [{"set": path, "to": change}]}},
    )
    (record,) = records(run, "set")
    assert record.detail == (path, *values)
    slot = run.plan.slots.paths.index(path)
    assert tuple(run.state.values[slot : slot + len(values)]) == values


def test_relative_settings_build_on_one_another_and_end_with_what_was_there() -> None:
    twice = {"set": "shop.demand", "to": "x2"}
    run = run_case(
        "lines: {shop: {demand: 60/h}}",
        events={
            "a": {"at": "01:00", "do": [twice]},
            "b": {"at": "02:00", "do": [{**twice, "for": "1h"}]},
            "c": {"at": "04:00", "do": [{"set": "shop.demand", "to": "-60/h", "over": "32m"}]},
        },
    )
    assert [record.detail[1] for record in records(run, "set")] == [120_000, 240_000, 60_000]
    slot = run.plan.slots.paths.index("shop.demand")
    assert run.state.values[slot] == 60_000


def test_a_relative_setting_of_what_another_effect_gives_a_value_is_sound() -> None:
    given = {"slow": {"set": "shop.patience", "to": "10m"}}
    events = {"e": {"at": "08:00", "do": [{"set": "shop.patience", "to": "x2"}]}}
    run = run_case(SLOW, given=given, events=events)
    assert [record.detail[1] for record in records(run, "set")] == [10 * MINUTE, 20 * MINUTE]


@pytest.mark.parametrize(
    ("path", "value", "code", "hint"),
    [
        ("shop.tolerance.outage", "1h", "not-written", "write 'tolerance: {outage: 1h}' at 'shop'"),
        ("shop.tolerance.ready", "07:00", "not-written", "write 'tolerance: {ready: 07:00}' at 'shop'"),
        ("shop.customers", 900, "not-written", "write 'customers: 900' at 'shop'"),
        ("shop.customers.items_each", 2, "not-written", "write 'customers: {pool: 10000, items_each: 2}' at 'shop'"),
        ("staff.reads.phone", "5m", "not-written", "write 'reads: {phone: 5m}' at 'staff'"),
        ("mail.patience", "5m", "patience-with-backlog", "due says"),
        ("shop.due", "15:00", "due-without-backlog", "give it a backlog"),
        ("shop.patience", "x2", "nothing-to-change", "a value of its own"),
        ("shop.patience", "+5m", "nothing-to-change", "a value of its own"),
        ("core.restart", "x2", "nothing-to-change", "a value of its own"),
        ("shop.demand", "+5m", "other-kind", "as in the file"),
        ("mail.due", "x2", "other-kind", "as in the file"),
        ("core.restrat", "x2", "unknown-path", "where the thing is written"),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_to_write(path: str, value: object, code: str, hint: str) -> None:
    case = build_case(
        """
        routes: {phone: {}}
        roles: {staff: {}}
        components: {core: {kind: core}}
        backlogs: {q: {served_by: {core: 10/h}}}
        lines: {shop: {demand: 60/h}, mail: {demand: 60/h, backlog: q}}
    """,
        events={"e": {"at": "01:00", "do": [{"set": path, "to": value}]}},
    )
    plan, findings = compile_with_findings(case)
    assert plan is None
    (finding,) = [each for each in findings if each.severity == "error"]
    assert (finding.code, finding.path[:4]) == (code, ("scenario", "events", "e", "do"))
    assert hint in (finding.hint or "")


def test_a_restart_that_is_set_while_a_component_is_down_holds_for_that_recovery() -> None:
    case = """
        components: {a: {kind: power}, b: {kind: server, needs: [a]%s}}
        events:
          dies: {at: 01:00, do: [{fail: a, for: 2h}]}
          e: {at: 02:00, do: [{set: b.restart, to: %s}]}
    """
    unwritten = run_case(case % ("", "10m"))
    assert times(unwritten, "level", "b") == ["01:00:00", "03:10:00"]
    assert "set b" in [f"{unwritten.trace[c].kind} b" for c in records(unwritten, "restarting", "b")[0].causes]
    assert times(run_case(case % (", restart: 5m", "10m")), "level", "b") == ["01:00:00", "03:10:00"]
    assert times(run_case(case % (", restart: 5m", "0")), "level", "b") == ["01:00:00", "03:00:00"]
    up = run_case(case.replace("at: 02:00", "at: 04:00") % ("", "10m"))
    assert times(up, "level", "b") == ["01:00:00", "03:00:00"], "what is up does not restart"


def test_how_long_a_need_takes_to_resume_holds_for_what_is_gone_when_it_is_set() -> None:
    case = """
        components: {a: {kind: power}, b: {kind: server, needs: [{need: a%s}]}}
        events:
          dies: {at: 01:00, do: [{degrade: a, to: 50%%, for: 2h}]}
          e: {at: 02:00, do: [{set: b.needs.a.resume, to: 10m}]}
    """
    for written in ("", ", resume: 5m"):
        assert times(run_case(case % written), "level", "b") == ["01:00:00", "03:10:00"]


def test_a_relative_duration_of_work_stays_likely_where_luck_is_left_out() -> None:
    plan = plan_case(
        "tasks: {fix: {takes: 20m..40m..90m}}",
        events={"e": {"at": "01:00", "do": [{"set": "fix.takes", "to": "x2"}, {"start": "fix"}]}},
    )
    for seed in (1, 2):
        run = Run(at_likely(plan), seed)
        run.finish()
        assert times(run, "done", "fix") == ["02:20:00"]
    assert plan.slots.units[plan.slots.paths.index("fix.takes")] == Unit.SPREAD
