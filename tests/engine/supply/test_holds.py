"""Needs that hold, needs that take time to come back, components that restart; circles lit by a hold."""

from __future__ import annotations

from tests.engine.building import MINUTE, causes, level_now, levels, records, run_case, times

from drillsim.engine.arrays import WHOLE


def held(need: str, fails: str = "10m", extra: str = "") -> list[tuple[str, int]]:
    """When the level of b changed, to what, if a fails at 01:00 for so long."""
    run = run_case(
        f"""
        components: {{a: {{kind: power}}, b: {{kind: server, needs: [{need}], {extra}}}}}
        events: {{fails: {{at: 01:00, do: [{{fail: a, for: {fails}}}]}}}}
        """
    )
    return [(time, level) for time, (_, level) in zip(times(run, "level", "b"), levels(run, "b"), strict=True)]


def test_a_battery_carries_a_short_loss() -> None:
    assert held("{need: a, hold: 15m}") == []


def test_a_battery_that_runs_out_leaves_the_need_dead() -> None:
    assert held("{need: a, hold: 4m}") == [("01:04:00", 0), ("01:10:00", WHOLE)]


def test_back_in_the_millisecond_in_which_the_battery_is_empty_is_back_in_time() -> None:
    assert held("{need: a, hold: 10m}") == []
    assert held("{need: a, hold: 10m}", fails="600001ms") == [("01:10:00", 0), ("01:10:00.001", WHOLE)]


def test_a_switch_over_as_long_as_the_battery_lasts_is_in_time() -> None:
    run = run_case("""
        components:
          a: {kind: disk}
          b: {kind: disk}
          pair: {kind: pair, first_of: [a, b], failover: {detect: 30s, switch: 30s}}
          core: {kind: core, needs: [{need: pair, hold: 1m}], restart: 5m}
        events: {dies: {at: 01:00, do: [{fail: a}]}}
    """)
    assert levels(run, "core") == []


def test_coming_back_takes_time_after_any_loss() -> None:
    assert held("{need: a, resume: 5m}") == [("01:00:00", 0), ("01:15:00", WHOLE)]
    assert held("{need: a, hold: 4m, resume: 5m}") == [("01:04:00", 0), ("01:15:00", WHOLE)]


def test_a_second_loss_while_it_comes_back_starts_it_anew() -> None:
    run = run_case("""
        components: {a: {kind: power}, b: {kind: server, needs: [{need: a, resume: 5m}]}}
        events:
          one: {at: 01:00, do: [{fail: a, for: 10m}]}
          two: {at: 01:12, do: [{fail: a, for: 1m}]}
    """)
    assert times(run, "level", "b") == ["01:00:00", "01:18:00"]
    assert times(run, "resuming", "b") == ["01:10:00", "01:13:00"]


def test_while_it_comes_back_it_gives_what_was_left_when_it_was_cut() -> None:
    run = run_case("""
        components: {a: {kind: power}, b: {kind: server, needs: [{need: a, resume: 5m}]}}
        events: {low: {at: 01:00, do: [{degrade: a, to: 0.4, for: 10m}]}}
    """)
    assert levels(run, "b") == [(60 * MINUTE, 400_000), (75 * MINUTE, WHOLE)]


def test_a_need_that_waits_for_a_task_stays_down_until_it_is_done_after_the_supplier_is_back() -> None:
    run = run_case("""
        components: {a: {kind: power}, b: {kind: server, needs: [{need: a, resume: reload}]}}
        tasks: {reload: {takes: 20m}}
        events:
          fails: {at: 01:00, do: [{fail: a, for: 10m}]}
          in-vain: {at: 01:05, do: [{start: reload, for: 1m}]}
          at-last: {at: 02:00, do: [{start: reload}]}
    """)
    # the first attempt ends at 01:25, after the supplier is back: that counts
    assert times(run, "level", "b") == ["01:00:00", "01:25:00"]


def test_a_task_that_ends_before_the_supplier_is_back_was_in_vain() -> None:
    run = run_case("""
        components: {a: {kind: power}, b: {kind: server, needs: [{need: a, resume: reload}]}}
        tasks: {reload: {takes: 5m}}
        events:
          fails: {at: 01:00, do: [{fail: a, for: 10m}]}
          in-vain: {at: 01:02, do: [{start: reload}]}
          at-last: {at: 02:00, do: [{start: reload}]}
    """)
    assert times(run, "level", "b") == ["01:00:00", "02:05:00"]


def test_a_restart_follows_a_repair_and_a_loss_of_needs() -> None:
    run = run_case("""
        components: {a: {kind: power}, b: {kind: server, needs: [a], restart: 7m}}
        events:
          one: {at: 01:00, do: [{fail: a, for: 10m}]}
          two: {at: 02:00, do: [{fail: b, for: 10m}]}
          three: {at: 03:00, do: [{degrade: b, to: 0.5, for: 10m}]}
          four: {at: 04:00, do: [{withhold: b, for: 10m}]}
    """)
    assert times(run, "level", "b") == [
        "01:00:00", "01:17:00", "02:00:00", "02:17:00", "03:00:00", "03:10:00", "04:00:00", "04:10:00",
    ]  # fmt: skip
    assert times(run, "restarting", "b") == ["01:10:00", "02:10:00"], "only what was down altogether restarts"


def test_what_is_gone_at_the_start_has_been_gone_for_long() -> None:
    run = run_case("""
        components:
          a: {kind: vendor, hours: daily 06:00-20:00}
          held: {kind: server, needs: [{need: a, hold: 2h}]}
          restarts: {kind: server, needs: [a], restart: 30m}
          plain: {kind: server, needs: [a]}
    """, until=0)  # fmt: skip
    assert [level_now(run, name) for name in ("a", "held", "restarts", "plain")] == [0, 0, 0, 0]
    run.finish()
    assert times(run, "level", "restarts") == ["06:30:00", "20:00:00"]
    assert times(run, "level", "held") == ["06:00:00", "22:00:00"]


def test_what_fails_at_the_start_still_has_its_battery() -> None:
    run = run_case("""
        components: {a: {kind: power}, b: {kind: server, needs: [{need: a, hold: 1h}]}}
        given: {dead: {fail: a}}
    """)
    assert times(run, "level", "b") == ["01:00:00"]


def test_holding_and_resuming_name_the_settings_they_stand_for() -> None:
    run = run_case("""
        components: {a: {kind: power}, b: {kind: server, needs: [{need: a, hold: 1h, resume: 5m}]}}
        given:
          old-battery: {set: b.needs.a.hold, to: 3m}
          slow-start: {set: b.needs.a.resume, to: 1h}
        events: {fails: {at: 01:00, do: [{fail: a, for: 10m}]}}
    """)
    (holding,) = records(run, "holding")
    (resuming,) = records(run, "resuming")
    assert causes(run, holding) == ["level a", "set b"]
    assert causes(run, resuming) == ["level a", "set b"]
    assert levels(run, "b") == [(63 * MINUTE, 0), (130 * MINUTE, WHOLE)]
    assert causes(run, records(run, "level", "b")[0]) == ["level a", "holding b"]


# -- circles, as a planner writes them --------------------------------------------------------------------------------

CIRCLE = """
    components:
      directory: {kind: directory, needs: [storage]}
      storage: {kind: storage, needs: [%s]}
      mail: {kind: mail, needs: [directory]}
    lines: {letters: {needs: [mail], demand: 60/h}}
    events:
      dies: {at: 01:00, do: [{fail: storage, for: 10m}]}
      start: {at: 03:00, do: [{start: directory}]}
"""


def test_a_start_up_circle_stays_dark_until_somebody_starts_it() -> None:
    run = run_case(CIRCLE % "directory")
    for name in ("storage", "directory", "mail", "letters"):
        assert times(run, "level", name) == ["01:00:00", "03:00:00"], name
    assert run.outcome().line("letters").failed == 120


def test_a_hold_in_the_circle_lights_it() -> None:
    run = run_case(CIRCLE % "{need: directory, hold: 15m}")
    assert times(run, "level", "mail") == ["01:00:00", "01:10:00"]


def test_a_hold_that_is_too_short_does_not() -> None:
    run = run_case(CIRCLE % "{need: directory, hold: 5m}")
    assert times(run, "level", "mail") == ["01:00:00", "03:00:00"]
