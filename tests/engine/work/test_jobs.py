"""Batch work: occurrences, gates, clashes, abends and reruns."""

import pytest
from tests.engine.building import HOUR, at, causes, line, records, row, run_case, start_case, times

from drillsim.engine import Run
from drillsim.engine.arrays import ITEM, Entity
from drillsim.engine.work.works import STATUS


def status(run: Run, job: str) -> str:
    return STATUS[run.works.status[row(run, job, Entity.WORK)]]


def test_each_day_has_one_occurrence_and_what_was_due_before_the_start_is_done() -> None:
    """A job of every day runs once on each day of the run; yesterday's run needs no record."""
    run = run_case("""
        ends: 2026-04-17 00:00
        jobs: {nightly: {not_before: 02:00, takes: 1h}}
    """)
    assert times(run, "started", "nightly") == ["02:00:00", "d+1 02:00:00"]
    assert times(run, "done", "nightly") == ["03:00:00", "d+1 03:00:00"]


def test_a_job_of_business_days_rests_on_holidays() -> None:
    """2026-04-18 and 19 are a weekend, and the 20th is a holiday here."""
    run = run_case("""
        starts: 2026-04-17 00:00
        ends: 2026-04-22 00:00
        calendar: {holidays: [2026-04-20]}
        jobs: {nightly: {runs: business, not_before: 02:00, takes: 1h}}
    """)
    assert times(run, "started", "nightly") == ["02:00:00", "d+4 02:00:00"]


def test_month_end_in_a_leap_year_is_the_twenty_ninth_of_february() -> None:
    run = run_case("""
        starts: 2024-02-27 00:00
        ends: 2024-03-02 00:00
        jobs:
          closing: {runs: month-end, not_before: 20:00, takes: 1h}
          opening: {runs: month-start, not_before: 06:00, takes: 1h}
    """)
    assert times(run, "started", "closing") == ["d+2 20:00:00"]
    assert times(run, "started", "opening") == ["d+3 06:00:00"]


def test_a_successor_waits_for_the_occurrence_due_by_its_own_gate_over_midnight() -> None:
    """The job at 00:30 waits for last evening's, not for this evening's."""
    run = run_case("""
        starts: 2026-04-15 20:00
        ends: 2026-04-16 23:00
        jobs:
          evening: {not_before: 22:00, takes: 3h}
          morning: {after: [evening], not_before: 00:30, takes: 1h}
    """)
    assert times(run, "done", "evening") == ["d+1 01:00:00"]
    assert times(run, "started", "morning") == ["d+1 01:00:00"]
    assert causes(run, records(run, "started", "morning")[0])[0] == "done evening"


def test_without_a_gate_of_its_own_a_job_follows_its_predecessor_of_the_same_day() -> None:
    run = run_case("""
        ends: 2026-04-17 00:00
        jobs:
          first: {not_before: 21:00, takes: 30m}
          second: {after: [first], takes: 30m}
    """)
    assert times(run, "started", "second") == ["21:30:00", "d+1 21:30:00"]


def test_the_next_occurrence_waits_until_the_one_before_is_over() -> None:
    """A run lasts 30 hours: the next begins a millisecond after it is done, so that everybody saw it done."""
    run = run_case("""
        ends: 2026-04-18 00:00
        jobs: {long: {not_before: 01:00, takes: 30h}}
        events: {seen: {when: long done, do: [], again: true}}
    """)
    assert times(run, "done", "long") == ["d+1 07:00:00", "d+2 13:00:00.001"]
    assert times(run, "started", "long")[1] == "d+1 07:00:00.001"
    assert len(records(run, "happened", "seen")) == 2


def test_a_start_after_not_after_is_refused_and_the_reason_is_the_predecessor() -> None:
    """Exactly at `not_after` it may still start; a millisecond later it is missed."""
    text = """
        jobs:
          first: {not_before: 01:00, takes: TAKES}
          second: {after: [first], not_before: 01:00, not_after: 03:00, takes: 10m}
    """
    just = run_case(text.replace("TAKES", "2h"))
    assert times(just, "started", "second") == ["03:00:00"]
    late = run_case(text.replace("TAKES", "2h1s"))
    assert times(late, "missed", "second") == ["03:00:00.001"]
    assert "started first" in causes(late, records(late, "missed", "second")[0])


def test_not_after_may_lie_on_the_next_day() -> None:
    """22:00 to 02:00: at 01:00 it may still start."""
    run = run_case("""
        starts: 2026-04-15 20:00
        ends: 2026-04-16 20:00
        components: {host: {kind: server}}
        events: {down: {at: 21:00, do: [{fail: host, until: 01:00}]}}
        jobs: {nightly: {not_before: 22:00, not_after: 02:00, takes: 1h, needs: [host]}}
    """)
    assert times(run, "started", "nightly") == ["d+1 01:00:00"]


def test_what_a_job_waited_for_is_among_the_causes_of_its_start() -> None:
    run = run_case("""
        components: {host: {kind: server}}
        events: {down: {at: 01:00, do: [{fail: host, for: 3h}]}}
        jobs: {nightly: {not_before: 02:00, takes: 1h, needs: [host]}}
    """)
    assert times(run, "started", "nightly") == ["04:00:00"]
    assert "level host" in causes(run, records(run, "started", "nightly")[0])


def test_until_due_the_result_of_the_time_before_still_serves() -> None:
    """The batch hangs from 02:00 on; the line that needs it goes out at 07:00, not before."""
    run = run_case("""
        components: {host: {kind: server}}
        events: {down: {at: 01:00, do: [{fail: host}]}}
        jobs: {nightly: {not_before: 02:00, takes: 1h, needs: [host], due: 07:00}}
        lines: {shop: {needs: [nightly], demand: 60/h}}
    """)
    assert times(run, "out", "shop") == ["07:00:00"]
    assert line(run, "shop").served == 7 * 60


def test_a_job_that_runs_past_its_due_time_is_told_with_what_happened_to_it() -> None:
    """At 07:00 it is due and not done: because it began so late, because it stood still, because it abended."""
    case = """
        components: {host: {kind: server}}
        jobs: {nightly: {not_before: 02:00, takes: %s, needs: [host], due: 07:00, on_loss: %s}}
        lines: {shop: {needs: [nightly], demand: 60/h}}
    """
    for takes, on_loss, event, expected in (
        ("6h", "waits", {"at": "03:00", "do": []}, "started nightly"),
        ("6h", "waits", {"at": "03:00", "do": [{"fail": "host", "for": "10m"}]}, "resumed nightly"),
        ("1h30m", "abends", {"at": "03:00", "do": [{"fail": "host", "for": "10m"}]}, "abended nightly"),
    ):
        run = run_case(case % (takes, on_loss), events={"dies": event})
        due = records(run, "due", "nightly")
        assert [(one.time, one.detail) for one in due] == [(7 * HOUR, (7 * HOUR,))]
        assert causes(run, due[0]) == [expected]
        assert causes(run, next(one for one in records(run, "level", "shop") if one.time == 7 * HOUR)) == [
            "due nightly"
        ]
        if on_loss == "waits":
            assert "due nightly" not in causes(run, records(run, "done", "nightly")[0])


def test_without_due_a_job_serves_only_while_its_current_occurrence_is_done() -> None:
    run = run_case("""
        jobs: {nightly: {not_before: 02:00, takes: 1h}}
        lines: {shop: {needs: [nightly], demand: 60/h}}
    """)
    assert times(run, "out", "shop") == ["02:00:00"]
    assert line(run, "shop").failed == 60


@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [
        ("waits", ("done", "03:00:00"), ("done", "03:30:00")),
        ("abends", ("done", "03:00:00"), ("abended", "02:00:00")),
        ("both-abend", ("abended", "02:00:00"), ("abended", "02:00:00")),
        ("both-run", ("done", "03:00:00"), ("done", "02:30:00")),
    ],
)
def test_a_clash_has_four_ways(rule: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    run = run_case(f"""
        jobs:
          first: {{not_before: 01:00, takes: 2h}}
          second: {{not_before: 02:00, takes: 30m, clash: {{with: [first], then: {rule}}}}}
    """)
    assert times(run, first[0], "first") == [first[1]]
    assert times(run, second[0], "second") == [second[1]]


@pytest.mark.parametrize(("start", "done"), [("start", "07:00:00"), ("stop", "06:00:00")])
def test_a_rerun_goes_from_the_start_or_from_where_it_stopped(start: str, done: str) -> None:
    """One of two hours is done when it abends at 03:00; it is repeated at 05:00, and its items are counted once."""
    run = run_case(f"""
        jobs: {{nightly: {{not_before: 02:00, takes: 2h, items: 1200, rerun: {{from: {start}}}}}}}
        events:
          abend: {{at: 03:00, do: [{{fail: nightly}}]}}
          again: {{at: 05:00, do: [{{start: nightly}}]}}
          watch: {{when: nightly.done >= 1200, do: []}}
    """)
    assert times(run, "abended", "nightly") == ["03:00:00"]
    assert times(run, "done", "nightly") == [done]
    assert run.works.read(row(run, "nightly", Entity.WORK), "done")[0] == 1200 * ITEM
    assert times(run, "happened", "watch") == [done]


def test_an_abend_leaves_behind_what_it_leaves_behind() -> None:
    run = run_case("""
        components: {host: {kind: server}, ledger: {kind: system}}
        events: {down: {at: 02:30, do: [{fail: host, for: 1h}]}}
        jobs:
          nightly: {not_before: 02:00, takes: 1h, needs: [host], on_loss: abends, leaves: [{degrade: ledger, to: 50%}]}
        lines: {shop: {needs: [ledger], demand: 60/h}}
    """)
    abended = records(run, "abended", "nightly")[0]
    assert causes(run, abended) == ["level host", "started nightly"]
    assert causes(run, records(run, "degraded", "ledger")[0]) == ["abended nightly"]
    assert line(run, "shop").failed == 645


def test_a_rerun_waits_for_its_tasks_and_its_condition() -> None:
    """Each refusal is recorded with its reason, and changes nothing."""
    run = run_case("""
        components: {host: {kind: server}}
        jobs: {nightly: {not_before: 01:00, takes: 2h, rerun: {after: [clean], when: host up}}}
        tasks: {clean: {takes: 30m}}
        events:
          abend: {at: 02:00, do: [{fail: nightly}, {fail: host, for: 2h}]}
          early: {at: 02:30, do: [{start: nightly}]}
          clean-up: {at: 02:40, do: [{start: clean}]}
          host-still-down: {at: 03:30, do: [{start: nightly}]}
          now: {at: 04:30, do: [{start: nightly}]}
    """)
    assert [one.detail for one in records(run, "refused", "nightly")] == [("rerun-after",), ("rerun-when",)]
    assert times(run, "done", "nightly") == ["06:30:00"]


def test_progress_follows_the_level_of_what_a_job_needs() -> None:
    """Half an hour at full speed, then half speed: two hours' work take 30m + 3h."""
    run = run_case("""
        components: {host: {kind: server}}
        events: {slow: {at: 01:30, do: [{degrade: host, to: 50%}]}}
        jobs: {nightly: {not_before: 01:00, takes: 2h, items: 1000, needs: [host]}}
    """)
    assert times(run, "done", "nightly") == ["04:30:00"]


def test_a_job_that_loses_its_need_waits_and_says_so() -> None:
    run = run_case("""
        components: {host: {kind: server}}
        events: {down: {at: 01:30, do: [{fail: host, for: 45m}]}, seen: {when: nightly stalled, do: []}}
        jobs: {nightly: {not_before: 01:00, takes: 1h, needs: [host]}}
    """)
    assert times(run, "paused", "nightly") == ["01:30:00"]
    assert causes(run, records(run, "paused", "nightly")[0]) == ["level host", "started nightly"]
    assert times(run, "resumed", "nightly") == ["02:15:00"]
    assert times(run, "done", "nightly") == ["02:45:00"]
    assert times(run, "happened", "seen") == ["01:30:00"]


def test_errors_at_full_speed_fail_items_and_add_up() -> None:
    """A third of the time without the need: a third of the items fail, and every item is either done or failed."""
    run = run_case("""
        components: {host: {kind: server}}
        events: {down: {at: 01:20, do: [{fail: host, for: 20m}]}}
        jobs: {nightly: {not_before: 01:00, takes: 1h, items: 900, needs: [host], on_loss: errors}}
    """)
    job = row(run, "nightly", Entity.WORK)
    assert times(run, "done", "nightly") == ["02:00:00"]
    done, failed = run.works.read(job, "done")[0], run.works.read(job, "failed")[0]
    assert failed == 300 * ITEM
    assert done + failed == 900 * ITEM


def test_items_that_do_not_divide_still_add_up() -> None:
    run = run_case("""
        components: {host: {kind: server}}
        events: {down: {at: 01:20, do: [{degrade: host, to: 33%, for: 17m}]}}
        jobs: {nightly: {not_before: 01:00, takes: 61m7s, items: 1001, needs: [host], on_loss: errors}}
    """)
    job = row(run, "nightly", Entity.WORK)
    assert run.works.read(job, "done")[0] + run.works.read(job, "failed")[0] == 1001 * ITEM


def test_a_cancelled_job_is_skipped_and_what_needs_it_stays_unserved() -> None:
    """Successors go on at once; the need on its result stays unmet until the next occurrence."""
    run = run_case("""
        ends: 2026-04-17 00:00
        components: {host: {kind: server}}
        events: {down: {at: 00:30, do: [{fail: host, for: 5h}]}, drop: {at: 03:00, do: [{cancel: nightly}]}}
        jobs:
          nightly: {not_before: 01:00, takes: 1h, needs: [host]}
          report: {after: [nightly], takes: 10m}
        lines: {shop: {needs: [nightly], demand: 60/h}}
    """)
    assert times(run, "cancelled", "nightly") == ["03:00:00"]
    assert times(run, "started", "report") == ["03:00:00", "d+1 02:00:00"]
    assert times(run, "out", "shop") == ["01:00:00"]
    assert times(run, "restored", "shop") == ["d+1 02:05:00"]


def test_a_job_cancelled_before_its_time_skips_its_next_occurrence_only() -> None:
    run = run_case("""
        ends: 2026-04-17 00:00
        events: {drop: {at: 20:00, do: [{cancel: nightly}]}}
        jobs: {nightly: {not_before: 22:00, takes: 1h}, report: {after: [nightly], takes: 10m}}
    """)
    assert times(run, "started", "nightly") == ["d+1 22:00:00"]
    assert times(run, "started", "report") == ["22:00:00", "d+1 23:00:00"]


def test_force_passes_the_gates_but_not_the_needs() -> None:
    """The predecessor hangs; by force its successor starts, even though it was waiting already."""
    run = run_case("""
        components: {host: {kind: server}}
        events: {down: {at: 00:30, do: [{fail: host}]}, push: {at: 04:00, do: [{start: second, force: true}]}}
        jobs:
          first: {not_before: 01:00, takes: 1h, needs: [host]}
          second: {after: [first], takes: 1h}
          third: {after: [first], takes: 1h, needs: [host]}
    """)
    assert times(run, "started", "second") == ["04:00:00"]
    assert times(run, "done", "second") == ["05:00:00"]
    assert status(run, "third") == "waiting"


def test_a_job_waits_while_it_is_withheld() -> None:
    run = run_case("""
        events: {hold: {at: 00:30, do: [{withhold: nightly, for: 2h}]}}
        jobs: {nightly: {not_before: 01:00, takes: 1h}}
    """)
    assert times(run, "started", "nightly") == ["02:30:00"]


def test_a_start_gate_can_be_moved_while_it_has_not_come() -> None:
    """Moved later, moved earlier than now, and moved by --set without compiling."""
    later = run_case("""
        events: {move: {at: 00:30, do: [{set: nightly.not_before, to: 03:00}]}}
        jobs: {nightly: {not_before: 01:00, takes: 1h}, next: {after: [nightly], takes: 1h}}
    """)
    assert times(later, "started", "nightly") == ["03:00:00"]
    assert times(later, "started", "next") == ["04:00:00"]
    now = run_case("""
        events: {move: {at: 01:30, do: [{set: nightly.not_before, to: 01:00}]}}
        jobs: {nightly: {not_before: 03:00, takes: 1h}}
    """)
    assert times(now, "started", "nightly") == ["01:30:00"]
    run = start_case("""
        jobs: {nightly: {not_before: 03:00, takes: 1h}}
    """)
    patched = Run(run.plan.with_values({"nightly.not_before": 4 * 3_600_000}))
    patched.finish()
    assert times(patched, "started", "nightly") == ["04:00:00"]


def test_a_gate_that_has_come_does_not_come_again_on_the_same_day() -> None:
    run = run_case("""
        events: {move: {at: 05:00, do: [{set: nightly.not_before, to: 06:00}]}}
        jobs: {nightly: {not_before: 01:00, takes: 1h}}
    """)
    assert times(run, "started", "nightly") == ["01:00:00"]


def test_a_job_on_demand_waits_for_its_hour_and_is_missed_after_it() -> None:
    """Started at 00:30 it waits for 02:00; started at 05:00 it is too late."""
    run = run_case("""
        jobs: {fix: {runs: on-demand, not_before: 02:00, not_after: 04:00, takes: 30m}}
        events: {first: {at: 00:30, do: [{start: fix}]}, second: {at: 05:00, do: [{start: fix}]}}
    """)
    assert times(run, "started", "fix") == ["02:00:00"]
    assert [one.detail for one in records(run, "refused", "fix")] == [("too-late",)]


def test_a_failed_job_holds_up_its_successor_until_it_is_repeated() -> None:
    run = run_case("""
        jobs: {nightly: {not_before: 01:00, takes: 1h, works: 0}, next: {after: [nightly], takes: 1h}}
        events: {mend: {at: 03:00, do: [{set: nightly.works, to: 1}, {start: nightly}]}}
    """)
    assert times(run, "work-failed", "nightly") == ["02:00:00"]
    assert times(run, "started", "next") == ["04:00:00"]


def test_reading_the_share_of_a_job_finds_the_first_millisecond_without_spinning() -> None:
    run = run_case("""
        jobs: {nightly: {not_before: 01:00, takes: 9h}}
        events: {third: {when: nightly.share >= 33.3333%, do: []}}
    """)
    assert records(run, "happened", "third")[0].time == at(run, "01:00") + 10_799_990
    assert run.fired < 40
