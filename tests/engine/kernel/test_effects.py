"""The closed set of effects: what each does, when it acts, how long it lasts, and how it is taken back."""

import pytest
from tests.engine.building import (
    HOUR,
    MINUTE,
    SECOND,
    causes,
    level_now,
    levels,
    line,
    moments,
    records,
    row,
    run_case,
    start_case,
    times,
)

from drillsim.engine import Run
from drillsim.engine.arrays import Entity

WHOLE = 1_000_000


def with_a(events: str, *, until: int | None = None, more: str = "", given: str = "{}", seed: int = 1) -> Run:
    return run_case(
        f"""
        components: {{a: {{kind: server}}, b: {{kind: server}} {more}}}
        lines: {{shop: {{needs: [a], demand: 3600/h}}}}
        given: {given}
        events: {{{events}}}
        """,
        until=until,
        seed=seed,
    )


# -- faults -----------------------------------------------------------------------------------------------------------


def test_faults_stack_and_the_worst_counts() -> None:
    run = with_a("""
        one: {at: 01:00, do: [{degrade: a, to: 0.5, for: 4h}]},
        two: {at: 02:00, do: [{destabilise: a, to: 0.2, for: 1h}]},
        three: {at: 02:30, do: [{fail: a, for: 10m}]}""")
    assert levels(run, "a") == [
        (HOUR, WHOLE // 2),
        (2 * HOUR, WHOLE // 5),
        (2 * HOUR + 30 * MINUTE, 0),
        (2 * HOUR + 40 * MINUTE, WHOLE // 5),
        (3 * HOUR, WHOLE // 2),
        (5 * HOUR, WHOLE),
    ]


def test_a_repair_takes_all_away_and_nothing_is_taken_back_twice() -> None:
    run = with_a("""
        one: {at: 01:00, do: [{fail: a, for: 4h}]},
        fix: {at: 02:00, do: [{repair: a}]},
        two: {at: 03:00, do: [{fail: a}]}""")
    assert levels(run, "a") == [(HOUR, 0), (2 * HOUR, WHOLE), (3 * HOUR, 0)]
    assert moments(run, "undone") == []


def test_a_repair_does_not_reach_what_it_needs() -> None:
    run = with_a(
        "one: {at: 01:00, do: [{fail: b}]}, fix: {at: 02:00, do: [{repair: c}]}", more=", c: {kind: web, needs: [b]}"
    )
    assert levels(run, "c") == [(HOUR, 0)]


def test_over_is_walked_in_32_steps() -> None:
    run = with_a("one: {at: 01:00, do: [{degrade: a, to: 0.36, over: 32m}]}")
    assert levels(run, "a") == [(HOUR + step * MINUTE, WHOLE - 20_000 * step) for step in range(1, 33)]


def test_a_walk_ends_with_its_effect() -> None:
    run = with_a("one: {at: 01:00, do: [{degrade: a, to: 0.36, over: 32m, for: 2m30s}]}")
    assert levels(run, "a") == [(HOUR + MINUTE, 980_000), (HOUR + 2 * MINUTE, 960_000), (HOUR + 150 * SECOND, WHOLE)]


def test_a_walk_ends_with_a_repair() -> None:
    run = with_a("one: {at: 01:00, do: [{degrade: a, to: 0.36, over: 32m}]}, fix: {at: 01:01:30, do: [{repair: a}]}")
    assert levels(run, "a") == [(HOUR + MINUTE, 980_000), (HOUR + 90 * SECOND, WHOLE)]


def test_corrupt_makes_answers_wrong() -> None:
    run = with_a("one: {at: 01:00, do: [{corrupt: a, share: 10%, for: 1h}]}")
    assert line(run, "shop").wrong == 360
    assert line(run, "shop").outage == 0


def test_corrupt_items_wait_for_correction() -> None:
    run = run_case("""
        components: {a: {kind: ledger, wrong_from: {backlog: fixes, of: 1000}}}
        backlogs: {fixes: {served_by: {hands: 100/h}}}
        crews: {hands: {size: 1}}
        events: {slip: {at: 01:00, do: [{corrupt: a, items: 200}]}}
        published: [{at: 03:00, is: a.wrong <= 0, within: 1m}]
    """)
    assert records(run, "corrupted")[0].detail == (200,)
    backlog = row(run, "fixes", Entity.BACKLOG)
    assert run.backlogs.read(backlog, "waiting")[0] == 0
    assert run.backlogs.read(backlog, "done")[0] == 200 * 3_600_000_000


def test_expose_counts_at_every_line_that_needs_it() -> None:
    run = with_a("""
        one: {at: 01:00, do: [{expose: a, items: 100}]},
        two: {at: 02:00, do: [{expose: a, rate: 60/h, for: 2h}]}""")
    assert line(run, "shop").exposed == 220
    assert run.effects.exposed_by(row(run, "a", Entity.NODE))[0] == 220 * 3_600_000_000


def test_units_fail_and_come_back() -> None:
    run = with_a(
        "one: {at: 01:00, do: [{fail: atms, units: 3, for: 1h}]}, two: {at: 01:30, do: [{fail: atms, units: 2}]}",
        more=", atms: {kind: atm, units: {count: 10}}",
    )
    assert levels(run, "atms") == [(HOUR, 700_000), (HOUR + 30 * MINUTE, 500_000), (2 * HOUR, 800_000)]


# -- orderly ----------------------------------------------------------------------------------------------------------


def test_withholding_stacks_and_a_release_counts_from_then_on() -> None:
    run = with_a("""
        one: {at: 01:00, do: [{withhold: a, until: 04:00}]},
        two: {at: 02:00, do: [{withhold: a, until: 03:00}]},
        free: {at: 05:00, do: [{release: a}]},
        shut: {at: 06:00, do: [{withhold: a}]},
        open: {at: 07:00, do: [{release: a, for: 1h}]}""")
    assert levels(run, "a") == [(HOUR, 0), (4 * HOUR, WHOLE), (6 * HOUR, 0), (7 * HOUR, WHOLE), (8 * HOUR, 0)]


def test_what_is_withheld_turns_demand_away_and_keeps_its_faults() -> None:
    run = with_a("""
        one: {at: 01:00, do: [{withhold: a, for: 1h}]},
        two: {at: 01:30, do: [{fail: a, for: 1h}]}""")
    assert (line(run, "shop").turned_away, line(run, "shop").failed) == (3600, 1800)


def test_a_closed_fallback_opens_when_released() -> None:
    run = with_a("open: {at: 01:00, do: [{release: spare, for: 1h}]}", more=", spare: {kind: server, closed: true}")
    assert levels(run, "spare") == [(HOUR, WHOLE), (2 * HOUR, 0)]


def test_a_line_a_job_a_backlog_an_event_a_crew_can_be_withheld() -> None:
    run = run_case("""
        components: {a: {kind: server}}
        crews: {hands: {size: 1}, clerks: {size: 1}}
        jobs: {night: {runs: daily, not_before: 02:00, takes: 1h}}
        backlogs: {desk: {served_by: {clerks: 60/h}}}
        lines:
          shop: {needs: [a], demand: 60/h}
          post: {needs: [a], demand: 60/h, backlog: desk}
        tasks: {walk: {crew: hands, takes: 1h}}
        events:
          shut: {at: 01:00, do: [{withhold: shop, for: 1h}]}
          halt: {at: 02:30, do: [{withhold: night, for: 1h}]}
          stop: {at: 04:00, do: [{withhold: desk, for: 1h}]}
          never: {at: 05:00, do: [{fail: a}]}
          gone: {at: 06:00, do: [{withhold: hands, for: 2h}]}
          work: {at: 07:00, do: [{start: walk}]}
        given: {no-event: {withhold: never}}
    """)
    assert line(run, "shop").turned_away == 60
    assert times(run, "done", "night") == ["04:00:00"]
    assert line(run, "post").served == 24 * 60 - 60
    assert line(run, "post").waiting == 60
    assert moments(run, "happened", "never") == []
    assert times(run, "done", "walk") == ["09:00:00"]


def test_withholding_a_reaction_ends_what_it_holds_on() -> None:
    run = run_case("""
        components: {a: {kind: server}, b: {kind: server}}
        lines: {shop: {needs: [b], demand: 60/h}}
        events:
          dies: {at: 01:00, do: [{fail: a}]}
          flow-control: {when: a down, do: [{withhold: b}], until: a up}
          off: {at: 03:00, do: [{withhold: flow-control}]}
    """)
    assert levels(run, "b") == [(HOUR, 0), (3 * HOUR, WHOLE)]
    undone = records(run, "undone", "b")[0]
    assert causes(run, undone) == ["withheld flow-control", "withheld b"]


def test_a_reaction_released_while_its_condition_holds_acts_at_once() -> None:
    run = run_case("""
        components: {a: {kind: server}, b: {kind: server}}
        given: {switched-off: {withhold: standby}}
        events:
          dies: {at: 01:00, do: [{fail: a}]}
          standby: {when: a down, do: [{repair: a}]}
          noticed: {at: 02:00, do: [{release: standby}]}
    """)
    assert levels(run, "a") == [(HOUR, 0), (2 * HOUR, WHOLE)]


@pytest.mark.parametrize(
    ("given", "hidden", "shown"),
    [
        ("{degrade: a, to: 0.5}", WHOLE // 2, WHOLE),
        ("{withhold: a}", 0, WHOLE),
        ("{do: [{fail: a}], when: b up}", 0, WHOLE),
    ],
)
def test_what_lies_hidden_can_be_taken_away_by_its_name(given: str, hidden: int, shown: int) -> None:
    run = start_case(f"""
        components: {{a: {{kind: server}}, b: {{kind: server}}}}
        given: {{weak: {given}}}
        events: {{found: {{at: 02:00, do: [{{repair: weak}}]}}}}
    """)
    run.advance(HOUR)
    assert level_now(run, "a") == hidden
    run.advance(2 * HOUR)
    assert level_now(run, "a") == shown


def test_a_hidden_setting_can_be_repaired() -> None:
    run = start_case("""
        components: {a: {kind: server}}
        lines: {shop: {needs: [a], demand: 60/h}}
        given: {wrong: {set: shop.demand, to: 600/h}}
        events: {found: {at: 02:00, do: [{repair: wrong}]}}
    """)
    run.finish()
    assert line(run, "shop").demand == 2 * 600 + 22 * 60


# -- work and people --------------------------------------------------------------------------------------------------


def test_start_cancel_and_fail_work() -> None:
    run = run_case("""
        components: {a: {kind: server}}
        tasks: {one: {takes: 1h}, two: {takes: 1h}, three: {takes: 1h}}
        events:
          go: {at: 01:00, do: [{start: one}, {start: two}, {start: three}]}
          stop: {at: 01:30, do: [{cancel: two}, {fail: three}]}
    """)
    assert times(run, "done") == ["02:00:00"]
    assert moments(run, "cancelled", "two") == [HOUR + 30 * MINUTE]
    assert moments(run, "abended", "three") == [HOUR + 30 * MINUTE]


def test_the_forced_switch_of_a_pair_is_work() -> None:
    run = run_case("""
        crews: {hands: {size: 1}}
        components:
          x: {kind: disk}
          y: {kind: disk}
          pair: {kind: pair, first_of: [x, y], failover: {automatic: false, forced: {takes: 20m, crew: hands}}}
        events: {dies: {at: 01:00, do: [{fail: x}]}, hand: {at: 02:00, do: [{switch: pair}]}}
    """)
    assert levels(run, "pair") == [(HOUR, 0), (2 * HOUR + 20 * MINUTE, WHOLE)]


def test_a_call_brings_people() -> None:
    run = run_case("""
        crews: {vendor: {size: 2, duty: none, call_out: 42m}}
        tasks: {mend: {crew: vendor, takes: 1h}}
        events: {ring: {at: 01:00, do: [{call: vendor}, {start: mend}]}}
    """)
    assert times(run, "arrived") == ["01:42:00"]
    assert times(run, "done") == ["02:42:00"]


# -- numbers ----------------------------------------------------------------------------------------------------------


def demand(events: str) -> int:
    return line(run_case(f"lines: {{shop: {{demand: 60/h}}}}\nevents: {{{events}}}"), "shop").demand


def test_set_acts_at_once_and_is_taken_back() -> None:
    assert demand("e: {at: 01:00, do: [{set: shop.demand, to: 600/h, for: 1h}]}") == 23 * 60 + 600


def test_of_several_settings_the_last_counts_in_whatever_order_they_end() -> None:
    """600 from 01:00 to 05:00, 1200 from 02:00 to 04:00 (inside), 1800 from 03:00 to 06:00 (outlives both)."""
    assert (
        demand("""
        e: {at: 01:00, do: [{set: shop.demand, to: 600/h, until: 05:00}]},
        f: {at: 02:00, do: [{set: shop.demand, to: 1200/h, until: 04:00}]},
        g: {at: 03:00, do: [{set: shop.demand, to: 1800/h, until: 06:00}]}""")
        == 60 * 19 + 600 + 1200 + 3 * 1800
    )


def test_a_setting_for_good_ends_what_lasted_before_it() -> None:
    assert (
        demand("""
        e: {at: 01:00, do: [{set: shop.demand, to: 600/h, until: 05:00}]},
        f: {at: 02:00, do: [{set: shop.demand, to: 0/h}]}""")
        == 60 + 600
    )


def test_a_setting_walks_and_never_overtakes_what_came_later() -> None:
    """32 steps of one minute from 60 to 380; at 01:16:30 something else is set for good."""
    walked = sum(60 + 10 * step for step in range(32)) + (1440 - 60 - 32) * 380
    assert demand("e: {at: 01:00, do: [{set: shop.demand, to: 380/h, over: 32m}]}") == (60 * 60 + walked) // 60
    steps = sum(60 + 10 * step for step in range(16)) * 2 + 220
    rest = (2 * (1440 - 60) - 33) * 120
    both = demand("""
        e: {at: 01:00, do: [{set: shop.demand, to: 380/h, over: 32m}]},
        f: {at: 01:16:30, do: [{set: shop.demand, to: 120/h}]}""")
    assert both == (60 * 60 * 2 + steps + rest) // 120


def test_what_was_set_is_a_cause_of_what_it_made_happen() -> None:
    run = run_case("""
        components: {x: {kind: disk}, y: {kind: disk}, pair: {kind: pair, first_of: [x, y], failover: {detect: 30s}}}
        given: {switch-does-not-act: {set: pair.failover.works, to: 0}}
        events: {dies: {at: 01:00, do: [{fail: x}]}}
    """)
    assert "set pair" in causes(run, records(run, "switch-failed")[0])


def test_surges_multiply_and_add() -> None:
    assert demand("e: {at: 01:00, do: [{surge: shop, by: 2, for: 1h}]}") == 25 * 60
    assert (
        demand("e: {at: 01:00, do: [{surge: shop, add: 60/h, for: 1h}, {surge: shop, by: 3, for: 1h}]}")
        == 23 * 60 + 240
    )


def test_a_surge_on_a_component_is_load_only() -> None:
    run = run_case("""
        components: {a: {kind: server, capacity: {rate: 100/h}}}
        lines: {shop: {needs: [a], demand: 50/h}}
        events: {storm: {at: 01:00, do: [{surge: a, add: 150/h, for: 10h}]}}
    """)
    assert line(run, "shop").demand == 24 * 50
    assert line(run, "shop").failed > 0


def test_a_surge_that_walks_ends_with_its_time() -> None:
    """Over 32 minutes to double, taken back after 16: half of the way up, and nothing afterwards."""
    exact = sum(60_000 + 60_000 * step // 32 for step in range(16)) * MINUTE + 60_000 * (24 * HOUR - 16 * MINUTE)
    assert demand("e: {at: 01:00, do: [{surge: shop, by: 2, over: 32m, for: 16m}]}") == exact // 3_600_000_000


def test_divert_sends_new_items_elsewhere() -> None:
    run = run_case("""
        lines: {shop: {demand: 60/h}, web: {demand: 0/h}}
        events: {e: {at: 01:00, do: [{divert: shop, to: web, share: 50%, for: 2h}]}}
    """)
    assert line(run, "shop").demand == 24 * 60 - 60
    assert line(run, "web").demand == 60


def test_move_ends_what_waits() -> None:
    run = run_case("""
        components: {a: {kind: server}}
        backlogs: {queue: {served_by: {a: 60/h}}}
        lines: {shop: {needs: [], backlog: queue, demand: {00:00: 60/h, 04:00: 0/h}}}
        events:
          dies: {at: 00:00, do: [{fail: a}]}
          end: {at: 05:00, do: [{move: queue, to: failed, items: 100}, {move: queue, to: turned_away, share: 50%}]}
    """)
    outcome = line(run, "shop")
    assert (outcome.failed, outcome.turned_away, outcome.waiting, outcome.served) == (100, 70, 70, 0)
    assert [one.detail for one in records(run, "moved")] == [("failed", 100), ("turned_away", 70)]


# -- when -------------------------------------------------------------------------------------------------------------


def test_after_delays_and_for_counts_from_then() -> None:
    run = with_a("e: {at: 01:00, do: [{fail: a, after: 30m, for: 1h}]}")
    assert levels(run, "a") == [(HOUR + 30 * MINUTE, 0), (2 * HOUR + 30 * MINUTE, WHOLE)]


def test_until_a_clock_time_or_a_condition_whichever_is_given() -> None:
    assert levels(with_a("e: {at: 01:00, do: [{fail: a, until: 03:00}]}"), "a")[-1] == (3 * HOUR, WHOLE)
    run = with_a("""
        e: {at: 01:00, do: [{fail: a, until: b down for 10m}]},
        f: {at: 02:00, do: [{fail: b}]}""")
    assert levels(run, "a")[-1] == (2 * HOUR + 10 * MINUTE, WHOLE)
    undone = records(run, "undone", "a")[0]
    assert causes(run, undone) == ["level b", "failed a"]


def test_for_and_until_together_end_at_the_first() -> None:
    run = with_a("e: {at: 01:00, do: [{fail: a, for: 30m, until: b down}]}, f: {at: 03:00, do: [{fail: b}]}")
    assert levels(run, "a") == [(HOUR, 0), (HOUR + 30 * MINUTE, WHOLE)]


def test_an_effect_whose_until_holds_already_is_skipped() -> None:
    run = with_a("e: {at: 01:00, do: [{fail: a, until: b up}]}")
    assert levels(run, "a") == []


def test_until_is_looked_at_when_what_was_done_before_it_has_settled() -> None:
    run = with_a("""
        e: {at: 01:00, do: [{fail: a}, {withhold: b, until: a up}]},
        f: {at: 02:00, do: [{repair: a}]}""")
    assert levels(run, "b") == [(HOUR, 0), (2 * HOUR, WHOLE)]
    run = with_a("""
        e: {at: 01:00, do: [{fail: a}]},
        f: {at: 02:00, do: [{repair: a}, {withhold: b, until: a up}]}""")
    assert levels(run, "b") == []


def test_what_is_written_after_an_effect_that_waits_is_done_after_it() -> None:
    run = with_a("e: {at: 01:00, do: [{fail: a}, {withhold: b, until: a up}, {release: b}, {fail: b, until: a up}]}")
    kinds = ("failed", "withheld", "released")
    done = [(record.kind, record.subject) for record in run.trace if record.time == HOUR and record.kind in kinds]
    assert done == [("failed", "a"), ("withheld", "b"), ("released", "b"), ("failed", "b")]
    assert levels(run, "b")[-1] == (HOUR, 0)


def test_chance_is_drawn_for_each_effect() -> None:
    acted = sum(
        bool(levels(with_a("e: {at: 01:00, do: [{fail: a, chance: 0.3}]}", seed=seed), "a")) for seed in range(200)
    )
    assert 40 <= acted <= 80
    assert levels(with_a("e: {at: 01:00, do: [{fail: a, chance: 0}]}"), "a") == []


def test_an_event_gets_its_chance_once() -> None:
    """A condition that comes true again does not draw again."""
    run = with_a("""
        one: {at: 01:00, do: [{fail: b, for: 1m}]},
        two: {at: 02:00, do: [{fail: b, for: 1m}]},
        react: {when: b down, chance: 0, do: [{fail: a}]},
        luck: {at: 01:30, do: [{set: react.chance, to: 1}]}""")
    assert levels(run, "a") == []


# -- numbers that no file writes --------------------------------------------------------------------------------------


def test_set_reaches_a_restart_that_no_file_writes() -> None:
    plain = with_a("e: {at: 01:00, do: [{fail: a, for: 1h}]}")
    slow = with_a("e: {at: 01:00, do: [{fail: a, for: 1h}]}", given="{slow: {set: a.restart, to: 20m}}")
    assert levels(plain, "a")[-1] == (2 * HOUR, WHOLE)
    assert levels(slow, "a")[-1] == (2 * HOUR + 20 * MINUTE, WHOLE)
    assert "set a" in causes(slow, records(slow, "restarting", "a")[0])


def test_a_number_that_is_set_to_what_it_is_without_changes_nothing() -> None:
    events = "e: {at: 01:00, do: [{fail: a, for: 1h}]}, f: {at: 03:00, do: [{degrade: a, to: 0.5, for: 1h}]}"
    given = (
        "{same: {set: a.restart, to: 0s}, too: {set: shop.needs.a.hold, to: 0s}, so: {set: a.capacity.above, to: shed}}"
    )
    plain, same = with_a(events), with_a(events, given=given)
    assert levels(plain, "a") == levels(same, "a")
    assert line(plain, "shop") == line(same, "shop")


@pytest.mark.parametrize(("part", "outage"), [("hold", 30), ("resume", 90)])
def test_set_reaches_the_hold_and_resume_of_a_need_that_is_only_named(part: str, outage: int) -> None:
    given = f"{{x: {{set: shop.needs.a.{part}, to: 30m}}}}"
    run = with_a("e: {at: 01:00, do: [{fail: a, for: 1h}]}", given=given)
    assert line(run, "shop").outage == outage * MINUTE


def test_set_reaches_the_fields_of_a_capacity_that_no_file_writes() -> None:
    run = with_a("", given="{narrow: {set: a.capacity.rate, to: 1800/h}}")
    assert line(run, "shop").failed == pytest.approx(12 * 3600, abs=5)


def test_set_reaches_the_limit_of_a_tolerance_of_the_writers_own() -> None:
    text = """
        components: {{a: {{kind: server}}}}
        lines:
          shop: {{needs: [a], demand: 3600/h, tolerance: {{elsewhere: {{of: other.failed, limit: 1800}}}}}}
          other: {{needs: [a], demand: 3600/h}}
        given: {{{given}}}
        events: {{e: {{at: 01:00, do: [{{fail: a, for: 2h}}]}}, f: {{at: 01:10, do: [{more}]}}}}
    """
    plain = run_case(text.format(given="", more=""))
    assert times(plain, "breached", "shop") == ["01:30:01"]
    for path in ("shop.tolerance.elsewhere", "shop.tolerance.elsewhere.limit"):
        wide = run_case(text.format(given=f"wide: {{set: {path}, to: 5400}}", more=""))
        assert times(wide, "breached", "shop") == ["02:30:01"]
        late = run_case(text.format(given="", more=f"{{set: {path}, to: 3600}}"))
        assert times(late, "breached", "shop") == ["02:00:01"]


def test_a_window_that_is_set_is_the_subject_of_the_record() -> None:
    run = run_case("""
        calendar: {zone: Asia/Tokyo, windows: {core-time: business 09:00-13:00}}
        components: {core: {kind: core, hours: core-time}}
        events: {longer: {at: 10:00, do: [{set: core-time.end, to: 15:00, until: 24:00}]}}
    """)
    assert [one.subject for one in records(run, "set")] == ["core-time"]
    assert [one.subject for one in records(run, "undone")] == ["core-time"]
