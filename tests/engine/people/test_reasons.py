"""Why anything but a node is as it is: losses, backlogs, flows, crews, the way load takes, what a role has read."""

from __future__ import annotations

from tests.engine.building import HOUR, MINUTE, behind, causes, records, run_case


def test_what_was_lost_is_put_down_to_the_loss_and_not_to_the_recovery() -> None:
    run = run_case("""
        components: {core: {kind: core}}
        lines: {shop: {needs: [core], demand: 60/h}}
        events:
          dies: {at: 01:00, do: [{fail: core, for: 30m}]}
          counted: {when: shop.failed > 10 for 1h, do: [{surge: shop, by: 2}]}
    """)
    named = {run.trace[cause] for cause in records(run, "happened", "counted")[0].causes}
    assert ("level", "shop", (0, 0)) in {(one.kind, one.subject, one.detail) for one in named}
    assert not {one.kind for one in named} & {"restored", "undone"}
    assert all(one.time == HOUR for one in named)


def test_what_waits_is_put_down_to_what_lowered_the_server_while_it_waited() -> None:
    story = """
        components: {desk: {kind: desk}}
        lines: {post: {needs: [], demand: {00:00: 60/h, 04:00: 0/h}, backlog: tray, due: 05:00}}
        backlogs: {tray: {served_by: {desk: 60/h}}}
        events: {dies: {at: AT, do: [{fail: desk, for: 1h}]}}
    """
    overdue = records(run_case(story.replace("AT", "03:30")), "overdue", "post")
    assert overdue == []
    run = run_case(story.replace("AT", "02:00").replace("desk: 60/h", "desk: 61/h").replace("05:00", "03:30"))
    [late] = records(run, "overdue", "post")
    first, second = (run.trace[cause] for cause in late.causes)
    assert (first.detail, second.detail) == ((0, 0), (1_000_000, 0)), "the fall, then what ended it so late"


def test_who_asks_is_moved_by_what_that_role_has_read_itself() -> None:
    run = run_case("""
        roles: {head: {reads: {phone: 30m}}, clerk: {}}
        routes: {phone: {}}
        components: {core: {kind: core}}
        events: {dies: {at: 01:00, do: [{fail: core}]}}
        signals: {alarm: {when: core down, by: phone, to: [head, clerk]}}
        decisions: {what: {to: clerk, when: alarm known for 1h, options: {nothing: {}}}}
    """)
    [asked] = records(run, "asked", "what")
    assert [run.trace[cause].detail for cause in asked.causes] == [("clerk",)]


def test_people_who_are_busy_are_put_down_to_the_work_that_took_them() -> None:
    run = run_case("""
        roles: {head: {}}
        crews: {vendor: {size: 2}}
        tasks: {mend: {takes: 1h, crew: vendor, people: 2}}
        events: {begins: {at: 01:00, do: [{start: mend}]}}
        obligations:
          tell: {of: head, when: vendor.free < 1, within: 30m, met_when: vendor.free > 1}
    """)
    assert "started mend" in causes(run, records(run, "owed", "tell")[0])


def test_load_that_takes_another_way_is_put_down_to_the_alternative_it_was_lost_on() -> None:
    run = run_case("""
        components:
          first: {kind: server}
          second: {kind: server, capacity: {rate: 30/h}}
        lines: {shop: {needs: [{any: [first, second]}], demand: 60/h}}
        events: {dies: {at: 01:00, do: [{fail: first}]}}
    """)
    [over] = records(run, "overloaded", "second")
    assert over.time == HOUR + MINUTE
    assert causes(run, over) == ["level first"]


def test_load_is_put_down_to_those_who_come_beside_the_usual_ones() -> None:
    run = run_case("""
        components: {site: {kind: site, capacity: {rate: 150/h}}}
        lines:
          shop: {needs: [site], demand: 60/h}
          help: {demand: 0/h, needs: [site], fed_by: [{from: shop.demand, share: 1}]}
        events: {rush: {at: 01:00, do: [{surge: shop, by: 3}]}}
    """)
    [over, *_] = [one for one in records(run, "overloaded", "site") if one.time > HOUR]
    assert "happened rush" in {f"{run.trace[one].kind} {run.trace[one].subject}" for one in behind(run, over)}


def test_a_job_that_started_too_late_names_the_need_that_was_down() -> None:
    run = run_case("""
        components: {core: {kind: core}}
        jobs: {batch: {takes: 1h, needs: [core], not_before: 01:00, not_after: 02:00}}
        events: {dies: {at: 00:30, do: [{fail: core, for: 2h}]}}
    """)
    assert causes(run, records(run, "missed", "batch")[0]) == ["level core"]


def test_a_job_that_people_could_be_found_for_at_last_names_what_found_them() -> None:
    run = run_case("""
        crews: {operators: {size: 1}}
        jobs: {batch: {takes: 1h, crew: operators, people: 2, runs: daily, not_before: 01:00}}
        events: {hired: {at: 03:00, do: [{set: operators.size, to: 2}]}}
    """)
    assert causes(run, records(run, "started", "batch")[0]) == ["set operators"]


def test_a_circle_goes_dark_from_where_it_was_hit() -> None:
    run = run_case("""
        components:
          power: {kind: power}
          left: {kind: server, needs: [right]}
          right: {kind: server, needs: [left, power]}
        events: {out: {at: 01:00, do: [{fail: power}]}}
    """)
    assert [one.subject for one in records(run, "level")] == ["power", "right", "left"]
    assert causes(run, records(run, "level", "right")[0]) == ["level power"]


def test_a_member_whose_failing_is_seen_at_once_is_named_by_the_switch() -> None:
    run = run_case("""
        components:
          host: {kind: host}
          pair/a: {kind: server, needs: [host], restart: 1m}
          pair/b: {kind: server}
          pair: {kind: pair, first_of: [pair/a, pair/b], failover: {detect: 0s}}
        events: {dies: {at: 01:00, do: [{fail: host}]}}
    """)
    assert causes(run, records(run, "detected", "pair")[0]) == ["level pair/a"]


def test_what_waits_though_everybody_serves_is_put_down_to_who_was_sent_there() -> None:
    run = run_case("""
        components: {desk: {kind: desk}}
        lines:
          post: {demand: 30/h, backlog: tray, due: 03:00}
          shop: {demand: 600/h}
        backlogs: {tray: {served_by: {desk: 30/h}}}
        events: {sent-on: {at: 01:00, do: [{divert: shop, to: post, share: 0.5}]}}
    """)
    assert "diverted shop" in causes(run, records(run, "overdue", "post")[0])
