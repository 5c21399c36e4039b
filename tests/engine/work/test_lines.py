"""What becomes of demand, exactly: cuts, surges, diversions, slow systems, retries, customers."""

from tests.engine.building import assert_adds_up, at, causes, exact, items, line, records, run_case, start_case, times

from drillsim.engine.arrays import ITEM
from drillsim.engine.work.accounts import DEMAND, FAILED, SERVED, TURNED, WAITING, WRONG


def test_demand_follows_the_profile_over_the_day() -> None:
    """Steps hold until the next step; before the first step of a day the last one of the day before still holds."""
    run = run_case("""
        lines:
          atm: {demand: {06:00: 60/h, 09:00: 120/h, 17:00: 30/h}}
    """)
    assert line(run, "atm").demand == 6 * 30 + 3 * 60 + 8 * 120 + 7 * 30
    assert_adds_up(run)


def test_demand_differs_by_kind_of_day_and_the_last_that_fits_counts() -> None:
    """Friday 10/h, the weekend 5/h, its Sunday (a named date) 1/h, Monday 10/h."""
    run = start_case("""
        starts: 2026-04-17 00:00
        ends: 2026-04-21 00:00
        lines: {atm: {demand: {business: 10/h, holiday: 5/h, "2026-04-19": 1/h}}}
    """)
    found = []
    for day in range(1, 5):
        run.advance(at(run, "00:00", day=day))
        found.append(line(run, "atm").demand)
    assert found == [240, 360, 384, 624]


def test_each_cut_takes_from_what_the_one_before_left() -> None:
    """1,000/h: a fifth of the gates is shut, half of the rest fails, a tenth of what is done is wrong."""
    run = run_case("""
        components:
          gate-a: {kind: gate}
          gate-b: {kind: gate}
          host: {kind: server}
          ledger: {kind: ledger}
        lines:
          shop:
            needs: [{share: {gate-a: 4, gate-b: 1}}, host, ledger]
            demand: {00:00: 0/h, 10:00: 1000/h, 11:00: 0/h}
        events:
          cut: {at: 09:00, do: [{withhold: gate-b}, {degrade: host, to: 40%}, {corrupt: ledger, share: 10%}]}
    """)
    assert exact(run, "shop", DEMAND) == items(1000)
    assert exact(run, "shop", TURNED) == items(200)
    assert exact(run, "shop", FAILED) == items(400)
    assert exact(run, "shop", WRONG) == items(40)
    assert exact(run, "shop", SERVED) == items(360)


def test_a_withheld_line_turns_everybody_away_and_a_closed_one_has_no_demand() -> None:
    run = run_case("""
        lines: {shop: {hours: daily 09:00-17:00, demand: 60/h}}
        events: {stop: {at: 12:00, do: [{withhold: shop, for: 2h}]}}
    """)
    out = line(run, "shop")
    assert (out.demand, out.turned_away, out.served, out.failed) == (480, 120, 360, 0)
    assert out.outage == out.outage_in_hours == 7_200_000


def test_surges_multiply_and_add_and_end() -> None:
    run = run_case("""
        lines: {shop: {demand: 60/h}}
        events:
          double: {at: 01:00, do: [{surge: shop, by: 2, for: 2h}]}
          more: {at: 02:00, do: [{surge: shop, add: 30/h, for: 2h}]}
    """)
    assert line(run, "shop").demand == 24 * 60 + 2 * 60 + 2 * 30


def test_diverted_customers_arrive_a_minute_later_and_none_is_lost() -> None:
    """From 02:00 to 04:00 half of them go to the branch: 60 leave the line, 60 reach the branch, a minute behind."""
    run = start_case("""
        lines: {web: {demand: 60/h}, branch: {demand: 6/h}}
        events: {send: {at: 02:00, do: [{divert: web, to: branch, share: 50%, for: 2h}]}}
    """)
    run.advance(at(run, "02:01"))
    assert exact(run, "branch", DEMAND) == items(6) * 2 + items(6, 60)
    run.finish()
    assert line(run, "web").demand == 24 * 60 - 60
    assert line(run, "branch").demand == 24 * 6 + 60


def test_diverted_customers_can_drown_the_other_line() -> None:
    run = run_case("""
        components: {counter: {kind: branch, capacity: {rate: 66/h, above: shed}}}
        lines: {web: {demand: 600/h}, branch: {demand: 60/h, needs: [counter]}}
        events: {send: {at: 02:00, do: [{divert: web, to: branch, share: 10%, for: 2h}]}}
    """)
    # two hours of 120/h against 66/h, felt a minute late at either end
    assert abs(exact(run, "branch", FAILED) - items(108)) <= items(2)
    assert_adds_up(run)


def test_two_diversions_of_more_than_all_divert_all() -> None:
    run = run_case("""
        lines: {web: {demand: 60/h}, branch: {demand: 0/h}, phone: {demand: 0/h}}
        events:
          one: {at: 02:00, do: [{divert: web, to: branch, share: 70%, for: 2h}]}
          two: {at: 02:00, do: [{divert: web, to: phone, share: 70%, for: 2h}]}
    """)
    assert exact(run, "web", DEMAND) == items(22 * 60)
    assert exact(run, "branch", DEMAND) == items(84)
    assert exact(run, "phone", DEMAND) == items(36)


def test_a_diversion_follows_a_ramp_within_a_minute_and_is_not_put_off_by_it() -> None:
    """The surge changes every 20 seconds for ten minutes; what is diverted keeps arriving all the while."""
    run = start_case("""
        lines: {web: {demand: 600/h}, branch: {demand: 0/h}}
        events: {send: {at: 02:00, do: [{divert: web, to: branch, share: 50%}, {surge: web, by: 2, over: 10m}]}}
    """)
    run.advance(at(run, "02:10"))
    assert line(run, "branch").demand > 50


def test_customers_are_counted_from_fresh_demand_up_to_all_of_them() -> None:
    """Retries are demand and fail again, but they are no new customers; two items each make one customer."""
    run = run_case("""
        components: {host: {kind: server}}
        lines:
          shop:
            needs: [host]
            demand: 60/h
            fed_by: [{from: shop.failed, share: 0.5, after: 10m}]
            customers: {pool: 100, items_each: 2}
        events: {dies: {at: 02:00, do: [{fail: host, for: 2h}]}}
    """)
    out = line(run, "shop")
    assert out.failed > 130
    assert out.customers == 60
    longer = run_case("""
        components: {host: {kind: server}}
        lines: {shop: {needs: [host], demand: 60/h, customers: {pool: 100, items_each: 2}}}
        events: {dies: {at: 02:00, do: [{fail: host}]}}
    """)
    assert line(longer, "shop").customers == 100


def test_retries_have_a_lag_and_settle_down() -> None:
    """Half of what fails comes again ten minutes later: 60, then 30 more, 15 more, ... at most 120/h."""
    run = start_case("""
        components: {host: {kind: server}}
        lines: {shop: {needs: [host], demand: 60/h, fed_by: [{from: shop.failed, share: 0.5, after: 10m}]}}
        events: {dies: {at: 02:00, do: [{fail: host, for: 10h}]}}
    """)
    run.advance(at(run, "02:10") - 1)
    assert run.lines.rates[0][DEMAND] == 60_000
    run.advance(at(run, "02:10"))
    assert run.lines.rates[0][DEMAND] == 90_000
    run.advance(at(run, "02:20"))
    assert run.lines.rates[0][DEMAND] == 105_000
    run.finish()
    assert run.lines.rates[0][DEMAND] == 60_000
    assert run.fired < 80
    assert_adds_up(run)


def test_a_slow_system_lets_customers_wait_up_to_their_patience() -> None:
    """100/h against 60/h: 40/h begin to wait; a queue of ten minutes' work (10 items) is as long as they stand."""
    run = start_case("""
        components: {host: {kind: server, capacity: {rate: 60/h, above: slow}}}
        lines: {shop: {needs: [host], demand: {00:00: 0/h, 09:00: 100/h, 12:00: 0/h}, patience: 10m}}
    """)
    run.advance(at(run, "12:00"))
    assert abs(exact(run, "shop", WAITING) - items(10)) <= ITEM // 100
    assert_adds_up(run)
    run.finish()
    assert exact(run, "shop", WAITING) == 0
    assert line(run, "shop").demand == 300
    assert_adds_up(run)
    assert run.fired < 40, "a slow system at rest is not looked at every minute"


def test_without_patience_everybody_waits_and_is_served_in_the_end() -> None:
    run = run_case("""
        components: {host: {kind: server, capacity: {rate: 60/h, above: slow}}}
        lines: {shop: {needs: [host], demand: {00:00: 0/h, 09:00: 100/h, 12:00: 0/h}}}
    """)
    assert line(run, "shop").failed == 0
    assert line(run, "shop").served == 300
    assert line(run, "shop").outage == 0, "who waits is accepted"
    assert_adds_up(run)


def test_two_lines_in_one_slow_system_share_what_it_has_to_spare() -> None:
    run = run_case("""
        components: {host: {kind: server, capacity: {rate: 60/h, above: slow}}}
        lines:
          a: {needs: [host], demand: {00:00: 0/h, 09:00: 80/h, 12:00: 0/h}}
          b: {needs: [host], demand: {00:00: 0/h, 09:00: 40/h, 12:00: 0/h}}
    """)
    assert (line(run, "a").served, line(run, "b").served) == (240, 120)
    assert_adds_up(run)


def test_in_a_dead_system_nobody_goes_on_waiting_beyond_patience() -> None:
    run = run_case("""
        components: {host: {kind: server, capacity: {rate: 60/h, above: slow}}}
        lines: {shop: {needs: [host], demand: 100/h, patience: 10m}}
        events: {dies: {at: 12:00, do: [{fail: host}]}}
    """)
    assert exact(run, "shop", WAITING) == 0
    assert_adds_up(run)


def test_complaints_and_amount_follow_what_went_wrong() -> None:
    run = run_case("""
        components: {host: {kind: server}}
        lines: {shop: {needs: [host], demand: 60/h, amount: JPY 1000, complaints: 10%}}
        events: {dies: {at: 02:00, do: [{fail: host, for: 2h}]}}
    """)
    assert line(run, "shop").complaints == 12
    assert line(run, "shop").amount == 120_000


def test_a_share_that_was_set_acts_at_once() -> None:
    """At 60 % good service the line is in order until it must be 80 % again."""
    run = run_case("""
        components: {host: {kind: server}}
        lines: {shop: {needs: [host], demand: 60/h, tolerance: {restored_at: 50%}}}
        events:
          slow: {at: 01:00, do: [{degrade: host, to: 60%}]}
          strict: {at: 05:00, do: [{set: shop.tolerance.restored_at, to: 80%}]}
    """)
    assert times(run, "out", "shop") == ["05:00:00"]


def test_wrong_answers_out_of_a_backlog_hit_customers_too() -> None:
    run = run_case("""
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 100/h}}}
        lines: {shop: {backlog: desk, demand: {00:00: 60/h, 20:00: 0/h}}}
        events: {bad: {at: 10:00, do: [{corrupt: host, share: 25%, for: 2h}]}}
    """)
    assert line(run, "shop").wrong == line(run, "shop").customers == 30


def test_a_system_without_any_capacity_serves_nobody() -> None:
    for above, place in (("shed", FAILED), ("slow", FAILED), ("refuse", TURNED)):
        run = run_case(f"""
            components: {{host: {{kind: server, capacity: {{rate: 0/h, above: {above}}}}}}}
            lines: {{shop: {{needs: [host], demand: 60/h}}}}
        """)
        assert exact(run, "shop", place) == items(24 * 60), above


def test_events_of_the_same_millisecond_are_one_instant() -> None:
    """Dead and repaired at 02:00: nothing fails, nothing is out."""
    run = run_case("""
        components: {host: {kind: server}}
        lines: {shop: {needs: [host], demand: 60/h}}
        events: {one: {at: 02:00, do: [{fail: host}]}, two: {at: 02:00, do: [{repair: host}]}}
    """)
    assert exact(run, "shop", FAILED) == 0
    assert line(run, "shop").outage == 0


def test_faults_on_a_withheld_system_stay_beneath() -> None:
    """Withheld from 02:00, dead from 03:00, released at 04:00: an hour turned away or more, then failures."""
    run = run_case("""
        components: {host: {kind: server}}
        lines: {shop: {needs: [host], demand: 60/h}}
        events: {stop: {at: 02:00, do: [{withhold: host, for: 2h}]}, dies: {at: 03:00, do: [{fail: host, for: 3h}]}}
    """)
    assert (line(run, "shop").turned_away, line(run, "shop").failed) == (120, 120)
    assert line(run, "shop").outage_longest == 4 * 3_600_000


def test_hours_that_were_moved_name_what_moved_them() -> None:
    run = run_case("""
        calendar: {windows: {core: daily 09:00-15:00}}
        lines: {shop: {demand: 60/h, hours: core}}
        events: {longer: {at: 14:00, do: [{set: core.end, to: 17:00, until: 24:00}]}}
    """)
    assert [run.trace[cause].kind for cause in records(run, "closed", "shop")[1].causes] == ["set"]
    assert causes(run, records(run, "opened", "shop")[0]) == []
