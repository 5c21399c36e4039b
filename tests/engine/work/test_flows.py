"""For each item of one thing, so much of another, perhaps later."""

from tests.engine.building import at, items, line, row, run_case, start_case, times

from drillsim.engine.arrays import ITEM, Entity


def test_a_flow_into_a_backlog_follows_its_source_at_once_and_copies_it() -> None:
    """Half of what fails becomes an entry to correct; the failures stay failures."""
    run = start_case("""
        components: {host: {kind: server}, hand: {kind: desk}}
        backlogs: {fix: {served_by: {hand: 10/h}, fed_by: [{from: shop.failed, share: 0.5}]}}
        lines: {shop: {needs: [host], demand: 60/h}}
        events: {dies: {at: 02:00, do: [{fail: host, for: 2h}]}}
    """)
    run.advance(at(run, "04:00"))
    assert run.backlogs.read(row(run, "fix", Entity.BACKLOG), "waiting")[0] == items(60 - 20)
    assert line(run, "shop").failed == 120


def test_what_comes_later_comes_in_full_even_if_its_cause_was_short() -> None:
    """Ten minutes of failures at 02:00 become ten minutes of entries at 05:00."""
    run = start_case("""
        components: {host: {kind: server}, hand: {kind: desk}}
        backlogs: {fix: {served_by: {hand: 0/h}, fed_by: [{from: shop.failed, after: 3h}]}}
        lines: {shop: {needs: [host], demand: 60/h}}
        events:
          dies: {at: 02:00, do: [{fail: host, for: 10m}]}
          twice: {at: 02:20, do: [{degrade: host, to: 50%, for: 10m}]}
    """)
    backlog = row(run, "fix", Entity.BACKLOG)
    for clock, waiting in (("05:00", 0), ("05:05", 5), ("05:20", 10), ("05:26", 13), ("06:00", 15)):
        run.advance(at(run, clock))
        assert run.backlogs.read(backlog, "waiting")[0] == items(waiting), clock


def test_a_steady_flow_and_one_that_runs_only_while_something_holds() -> None:
    run = run_case("""
        components: {host: {kind: server}, hand: {kind: desk}}
        backlogs: {fix: {served_by: {hand: 0/h}, fed_by: [{from: 10/h}, {from: 30/h, while: host down}]}}
        events: {dies: {at: 02:00, do: [{fail: host, for: 2h}]}}
    """)
    assert run.backlogs.read(row(run, "fix", Entity.BACKLOG), "waiting")[0] == items(240 + 60)


def test_a_flow_needs_what_carries_it() -> None:
    run = run_case("""
        components: {link: {kind: link}, hand: {kind: desk}}
        backlogs: {fix: {served_by: {hand: 0/h}, fed_by: [{from: 60/h, needs: [link]}]}}
        events: {slow: {at: 02:00, do: [{degrade: link, to: 25%, for: 2h}]}}
    """)
    assert run.backlogs.read(row(run, "fix", Entity.BACKLOG), "waiting")[0] == items(22 * 60 + 30)


def test_calls_come_a_minute_after_what_they_are_about() -> None:
    """Without a lag of its own feedback has one of a minute; one update is under way at most."""
    run = start_case("""
        components: {host: {kind: server}}
        lines:
          shop: {needs: [host], demand: 60/h}
          calls: {fed_by: [{from: shop.failed, share: 0.1}]}
        events: {dies: {at: 02:00, do: [{fail: host, for: 2h}]}, seen: {when: calls.demand > 0, do: []}}
    """)
    run.advance(at(run, "02:01") - 1)
    assert line(run, "calls").demand == 0
    run.finish()
    assert line(run, "calls").demand == 12
    assert times(run, "happened", "seen") == ["02:11:00"]


def test_two_lines_that_feed_each_other_do_not_spin() -> None:
    run = run_case("""
        components: {host: {kind: server, capacity: {rate: 100/h, above: shed}}}
        lines:
          a: {needs: [host], demand: 90/h, fed_by: [{from: b.failed, share: 0.9}]}
          b: {needs: [host], demand: 90/h, fed_by: [{from: a.failed, share: 0.9}]}
    """)
    assert run.fired < 24 * 60 * 4
    assert line(run, "a").demand >= 90 * 24
    assert run.lines.rates[0][0] == run.lines.rates[1][0]
    assert run.lines.rates[0][0] * 24 > ITEM // ITEM


def test_a_steady_flow_that_is_set_acts_at_once() -> None:
    run = run_case("""
        components: {hand: {kind: desk}}
        backlogs: {fix: {served_by: {hand: 0/h}, fed_by: [{from: 10/h}]}}
        events: {more: {at: 12:00, do: [{set: fix.fed_by.0.from, to: 30/h}]}}
    """)
    assert run.backlogs.read(row(run, "fix", Entity.BACKLOG), "waiting")[0] == items(12 * 10 + 12 * 30)
