"""Work with people: steps, crews, duty, mis-steps, failure and retry."""

import pytest
from tests.engine.building import causes, records, row, run_case, start_case, times

from drillsim.engine import LoopError
from drillsim.engine.arrays import Entity


def test_steps_follow_each_other_and_each_may_return_a_part() -> None:
    run = run_case("""
        components: {a: {kind: server}, b: {kind: server}}
        tasks:
          fix:
            steps:
              one: {takes: 20m, then: [{repair: a}]}
              two: {takes: 40m, then: [{repair: b}]}
        events: {dies: {at: 01:00, do: [{fail: a}, {fail: b}, {start: fix}]}, seen: {when: fix.one done, do: []}}
    """)
    assert times(run, "stepped", "fix.one") == ["01:20:00"]
    assert times(run, "repaired", "a") == ["01:20:00"]
    assert times(run, "repaired", "b") == times(run, "done", "fix") == ["02:00:00"]
    assert times(run, "happened", "seen") == ["01:20:00"]
    assert causes(run, records(run, "repaired", "a")[0]) == ["stepped fix.one"]


def test_tasks_of_one_crew_are_served_in_order_of_their_start_and_a_small_one_may_pass() -> None:
    """Four people: three are busy until 02:00; the task of two waits, the one of one passes it."""
    run = run_case("""
        crews: {team: {size: 4}}
        tasks:
          big: {crew: team, people: 3, takes: 1h}
          two: {crew: team, people: 2, takes: 1h}
          one: {crew: team, people: 1, takes: 10m}
        events:
          first: {at: 01:00, do: [{start: big}]}
          then: {at: 01:10, do: [{start: two}]}
          last: {at: 01:20, do: [{start: one}]}
    """)
    assert times(run, "started", "two") == ["02:00:00"]
    assert times(run, "started", "one") == ["01:20:00"]


def test_who_is_at_work_when_duty_ends_finishes_the_step_in_hand_and_no_more() -> None:
    """Duty ends at 17:00 in the middle of the first step; the second waits until 09:00 of the next day."""
    run = run_case("""
        ends: 2026-04-17 00:00
        crews: {team: {size: 2, duty: daily 09:00-17:00}}
        tasks: {fix: {crew: team, people: 2, steps: {one: {takes: 2h}, two: {takes: 1h}}}}
        events: {go: {at: 16:00, do: [{start: fix}]}, waits: {when: fix waiting, do: []}}
    """)
    assert times(run, "stepped", "fix.one") == ["18:00:00"]
    assert times(run, "started", "fix.two") == ["d+1 09:00:00"]
    assert times(run, "done", "fix") == ["d+1 10:00:00"]
    assert times(run, "happened", "waits") == ["18:00:00"]


def test_a_step_does_not_go_on_without_its_people_when_something_else_changes() -> None:
    """While the second step waits for its crew, its need falls and comes back: nothing is done meanwhile."""
    run = run_case("""
        components: {host: {kind: server}}
        crews: {team: {size: 1, duty: daily 09:00-17:00}}
        tasks: {fix: {steps: {one: {takes: 10m}, two: {takes: 1h, crew: team, needs: [host]}}}}
        events:
          go: {at: 01:00, do: [{start: fix}]}
          blink: {at: 02:00, do: [{degrade: host, to: 50%, for: 10m}]}
    """)
    assert times(run, "started", "fix.two") == ["09:00:00"]
    assert times(run, "done", "fix") == ["10:00:00"]


def test_people_who_come_to_a_step_that_cannot_start_are_set_free() -> None:
    """The need falls while the task queues for people; they serve the next task, and come back when the need does."""
    run = run_case("""
        components: {host: {kind: server}}
        crews: {team: {size: 1}}
        tasks:
          busy: {crew: team, takes: 1h}
          first: {crew: team, takes: 1h, needs: [host]}
          second: {crew: team, takes: 1h}
        events:
          one: {at: 01:00, do: [{start: busy}]}
          two: {at: 01:10, do: [{start: first}]}
          three: {at: 01:20, do: [{start: second}, {fail: host, until: 02:30}]}
    """)
    assert times(run, "started", "second") == ["02:00:00"]
    assert times(run, "started", "first") == ["03:00:00"]


def test_a_call_out_brings_people_after_its_time_and_may_reach_nobody() -> None:
    text = """
        crews: {team: {size: 3, duty: none, call_out: 45m, reach: REACH}}
        tasks: {fix: {crew: team, people: 2, takes: 30m}}
        events:
          go: {at: 01:00, do: [{start: fix}, {call: team}]}
          there: {when: team present, do: []}
    """
    run = run_case(text.replace("REACH", "1"))
    assert times(run, "arrived", "team") == times(run, "happened", "there") == ["01:45:00"]
    assert times(run, "started", "fix") == ["01:45:00"]
    assert "arrived team" in causes(run, records(run, "started", "fix")[0])
    nobody = run_case(text.replace("REACH", "0"))
    assert times(nobody, "unreached", "team") == ["01:00:00"]
    assert records(nobody, "started", "fix") == []


def test_a_mis_step_costs_time_then_comes_what_follows_then_the_damage() -> None:
    """R19: at the end of the step first the added time, then `then`, then the slip's `do`."""
    run = run_case("""
        components: {a: {kind: server}, b: {kind: server}}
        tasks: {fix: {takes: 30m, then: [{repair: a}], slip: {chance: 1, costs: 15m, do: [{fail: b}]}}}
        events: {dies: {at: 01:00, do: [{fail: a}, {start: fix}]}}
    """)
    assert times(run, "slipped", "fix") == ["01:30:00"]
    assert times(run, "done", "fix") == times(run, "repaired", "a") == times(run, "failed", "b") == ["01:45:00"]
    assert records(run, "repaired", "a")[0].position < records(run, "failed", "b")[0].position
    assert causes(run, records(run, "done", "fix")[0])[0] == "slipped fix"


def test_a_slip_of_one_step_does_not_do_the_damage_of_another() -> None:
    """The first step slips and damages b once; the slip of the whole task never happens, so c stays up."""
    run = run_case("""
        components: {b: {kind: server}, c: {kind: server}}
        tasks:
          fix:
            steps:
              one: {takes: 30m, slip: {chance: 1, costs: 15m, do: [{fail: b}]}}
              two: {takes: 30m}
            slip: {chance: 0, costs: 1h, do: [{fail: c}]}
        events: {go: {at: 01:00, do: [{start: fix}]}}
    """)
    assert times(run, "failed", "b") == ["01:45:00"]
    assert records(run, "failed", "c") == []
    assert times(run, "done", "fix") == ["02:15:00"]


def test_a_failed_step_fails_the_work_and_both_say_what_follows() -> None:
    run = run_case("""
        components: {a: {kind: server}, b: {kind: server}, c: {kind: server}}
        tasks:
          fix:
            steps: {one: {takes: 30m, works: 0, else: [{fail: a}]}, two: {takes: 30m, then: [{fail: c}]}}
            else: [{fail: b}]
        events: {go: {at: 01:00, do: [{start: fix}]}, seen: {when: fix failed, do: []}}
    """)
    assert times(run, "work-failed", "fix") == times(run, "failed", "a") == times(run, "failed", "b") == ["01:30:00"]
    assert times(run, "happened", "seen") == ["01:30:00"]
    assert records(run, "failed", "c") == []


def test_unless_fails_the_work_for_certain_at_its_end() -> None:
    """What would make it fail is seen at the end, not at the start."""
    run = run_case("""
        components: {host: {kind: server}, a: {kind: server}}
        tasks: {fix: {takes: 1h, unless: host down, then: [{repair: a}]}}
        events: {go: {at: 01:00, do: [{fail: a}, {start: fix}]}, dies: {at: 01:59, do: [{fail: host}]}}
    """)
    assert times(run, "work-failed", "fix") == ["02:00:00"]
    assert records(run, "repaired", "a") == []


def test_starting_it_again_is_the_retry_and_a_setting_may_make_it_work() -> None:
    run = run_case("""
        tasks: {fix: {takes: 30m, works: 0}}
        events:
          go: {at: 01:00, do: [{start: fix}]}
          again: {when: fix failed, do: [{set: fix.works, to: 1}, {start: fix, after: 10m}]}
    """)
    assert times(run, "started", "fix") == ["01:00:00", "01:40:00"]
    assert times(run, "done", "fix") == ["02:10:00"]


def test_the_chance_of_success_is_drawn_once_each_time() -> None:
    """At 50 % some of forty seeds fail and some do not; a seed always ends the same way."""
    text = """
        tasks: {fix: {takes: 30m, works: 50%}}
        events: {go: {at: 01:00, do: [{start: fix}]}}
    """
    ends = [bool(records(run_case(text, seed=seed), "done", "fix")) for seed in range(40)]
    assert 10 < sum(ends) < 30
    assert ends == [bool(records(run_case(text, seed=seed), "done", "fix")) for seed in range(40)]


@pytest.mark.parametrize(("loss", "kind", "when"), [("waits", "paused", "01:20:00"), ("abends", "abended", "01:20:00")])
def test_losing_a_need_lets_a_task_wait_or_abends_it(loss: str, kind: str, when: str) -> None:
    run = run_case(f"""
        components: {{host: {{kind: server}}}}
        tasks: {{fix: {{takes: 1h, needs: [host], on_loss: {loss}}}}}
        events: {{go: {{at: 01:00, do: [{{start: fix}}]}}, dies: {{at: 01:20, do: [{{fail: host, for: 30m}}]}}}}
    """)
    assert times(run, kind, "fix") == [when]
    assert causes(run, records(run, kind, "fix")[0])[0] == "level host"
    assert times(run, "done", "fix") == (["02:30:00"] if loss == "waits" else [])


def test_each_need_may_have_its_own_loss() -> None:
    run = run_case("""
        components: {host: {kind: server}, key: {kind: key}}
        tasks: {fix: {takes: 1h, needs: [host, key], on_loss: {key: abends}}}
        events:
          go: {at: 01:00, do: [{start: fix}]}
          pause: {at: 01:10, do: [{fail: host, for: 10m}]}
          stop: {at: 01:30, do: [{fail: key}]}
    """)
    assert times(run, "paused", "fix") == ["01:10:00"]
    assert times(run, "abended", "fix") == ["01:30:00"]


def test_what_several_needs_together_lost_is_named_though_the_group_has_no_name() -> None:
    run = run_case("""
        components: {host: {kind: server}, key: {kind: key}}
        tasks: {fix: {takes: 1h, needs: [host, key]}}
        events: {go: {at: 01:00, do: [{start: fix}]}, dies: {at: 01:20, do: [{fail: key}]}}
    """)
    assert causes(run, records(run, "paused", "fix")[0]) == ["level key", "started fix"]


def test_work_goes_on_only_inside_its_hours() -> None:
    """Two hours of work started at 16:30 with hours to 17:00: half an hour today, the rest from 09:00."""
    run = run_case("""
        ends: 2026-04-17 00:00
        tasks: {fix: {takes: 2h, hours: daily 09:00-17:00}}
        events: {go: {at: 16:30, do: [{start: fix}]}}
    """)
    assert times(run, "paused", "fix") == ["17:00:00"]
    assert times(run, "done", "fix") == ["d+1 10:30:00"]


def test_a_task_waits_for_its_predecessors_and_is_cancelled_with_its_people() -> None:
    run = run_case("""
        crews: {team: {size: 1}}
        tasks:
          first: {crew: team, takes: 3h}
          second: {takes: 10m, after: [first]}
          third: {crew: team, takes: 10m}
        events:
          go: {at: 01:00, do: [{start: first}, {start: second}, {start: third}]}
          stop: {at: 02:00, do: [{cancel: first}]}
    """)
    assert times(run, "cancelled", "first") == ["02:00:00"]
    assert times(run, "started", "third") == ["02:00:00"]
    assert records(run, "started", "second") == []


def test_a_task_of_no_time_is_done_at_once() -> None:
    run = run_case("""
        components: {a: {kind: server}}
        tasks: {fix: {then: [{repair: a}]}}
        events: {go: {at: 01:00, do: [{fail: a}, {start: fix}]}}
    """)
    assert times(run, "done", "fix") == ["01:00:00"]
    assert run.levels.level(row(run, "a", Entity.NODE)) == 1_000_000


def test_force_starts_a_task_before_its_predecessor_is_done() -> None:
    run = run_case("""
        tasks: {first: {takes: 3h}, second: {takes: 10m, after: [first]}}
        events:
          go: {at: 01:00, do: [{start: first}, {start: second}]}
          push: {at: 02:00, do: [{start: second, force: true}]}
    """)
    assert times(run, "started", "second") == ["02:00:00"]


def test_a_day_of_tasks_is_a_handful_of_events() -> None:
    run = start_case("""
        crews: {team: {size: 2, duty: daily 09:00-17:00}}
        tasks:
          a: {crew: team, people: 2, takes: 3h}
          b: {crew: team, people: 1, steps: {one: {takes: 1h}, two: {takes: 1h, people: 2}}}
        events: {go: {at: 08:00, do: [{start: a}, {start: b}]}}
    """)
    run.finish()
    assert run.fired < 12


def test_a_task_that_starts_itself_is_an_error_that_names_it() -> None:
    with pytest.raises(LoopError, match="fix"):
        run_case("""
            tasks: {fix: {then: [{start: fix}]}}
            events: {go: {at: 01:00, do: [{start: fix}]}}
        """)
