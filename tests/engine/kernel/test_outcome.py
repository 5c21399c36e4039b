"""What is said of a run: it adds up as it is printed, and it is what conditions and tolerances read."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.engine.building import DAY, HOUR, MINUTE, line, run_case, start_case
from tests.engine.generated.pen import Case
from tests.engine.generating import cases, plan_of, started

from drillsim import DrillsimError
from drillsim.engine import LineOutcome, LoopError, Run, Totals
from drillsim.engine.arrays import ITEM, Entity, Unit
from drillsim.engine.kernel.line_measures import read_line
from drillsim.engine.work.accounts import WAITING

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
NAMES = (
    "failed", "turned_away", "wrong", "waiting", "delayed", "overdue", "exposed", "customers", "complaints", "amount",
    "outage", "outage_in_hours", "outage_longest", "below",
)  # fmt: skip


def test_an_unknown_line_is_answered_with_the_nearest() -> None:
    outcome = run_case("{components: {host: {kind: server}}, lines: {shop: {needs: [host], demand: 7/h}}}").outcome()
    with pytest.raises(DrillsimError, match="unknown line 'shp'\nhint: did you mean 'shop'"):
        outcome.line("shp")


def parts(row: LineOutcome | Totals) -> tuple[int, ...]:
    return row.served, row.failed, row.turned_away, row.wrong, row.waiting


def assert_rows_add_up(run: Run) -> None:
    """Every row and the totals add up; every number but the demand and what was served is the measure, rounded down."""
    outcome = run.outcome()
    for number, row in enumerate(outcome.lines):
        assert row.demand == sum(parts(row))
        assert min(parts(row)) >= 0
        assert row.demand <= read_line(run, number, "demand")[0] // ITEM
        assert row.served - read_line(run, number, "served")[0] // ITEM in range(5)
        assert row.served == 0 or read_line(run, number, "served")[0] > 0
        for name in NAMES:
            value, _, scale = read_line(run, number, name)
            assert getattr(row, name) == value // scale, name
        assert row.below <= row.outage
        assert max(row.outage_in_hours, row.outage_longest) <= row.outage
        assert row.waiting_peak >= row.waiting
    assert outcome.totals.demand == sum(parts(outcome.totals))
    assert outcome.totals.demand == sum(row.demand for row in outcome.lines)


def assert_tolerances_agree(run: Run) -> None:
    """What a form has used is what the row of its line shows, and it is breached once that is above the limit."""
    for form_of, form in [(row, form) for row in run.outcome().lines for form in row.forms]:
        if form.name in NAMES:
            assert form.used == getattr(form_of, form.name)
            assert form.breached or form.used <= form.allowed
    for place, row in enumerate(run.plan.measures):
        plain = row.entity == Entity.LINE and row.unit == Unit.COUNT and row.extra < 0 and row.amount < 0
        if plain and row.name in NAMES and row.peak < 0 and not row.per_hour:
            name = run.plan.subjects[run.plan.lines[row.index].subject]
            assert run.measures.whole(place) == getattr(run.outcome().line(name), row.name)


def stretches(run: Run, name: str) -> int:
    """The sum of the outages that the trace tells of, the last one as far as it is known."""
    its = run.outcome().line(name)
    number = [row.line for row in run.outcome().lines].index(name)
    total = sum(int(one.detail[1]) for one in run.trace if one.kind == "restored" and one.subject == name)
    onsets = [one.time for one in run.trace if one.kind == "out" and one.subject == name]
    if its.out:
        total += (run.lines.outages.restored[number] if its.up else run.now) - onsets[-1]
    return total


@settings(max_examples=60, suppress_health_check=SLOW, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(cases(), st.integers(0, 1_000))
def test_whatever_happens_every_row_adds_up_and_is_what_tolerances_read(case: Case, luck: int) -> None:
    run, random = started(plan_of(case), case), Random(luck)
    before: dict[str, LineOutcome] = {}
    for moment in sorted(random.randrange(run.plan.horizon) for _ in range(12)):
        try:
            run.advance(moment)
        except LoopError:
            return
        assert_rows_add_up(run)
        assert_tolerances_agree(run)
        for row in run.outcome().lines:
            assert row.outage == stretches(run, row.line)
            its = before.get(row.line, row)
            assert its.outage <= row.outage
            assert its.outage_in_hours <= row.outage_in_hours
            assert its.outage_longest <= row.outage_longest
            assert its.waiting_peak <= row.waiting_peak
        before = {row.line: row for row in run.outcome().lines}


def test_parts_of_items_are_shown_with_what_was_served() -> None:
    """Of 7 an hour, 2 h 20 min fail and 1 h 10 min are turned away: 16 1/3 and 8 1/6 items; the rest is served."""
    run = run_case("""
        components: {host: {kind: server}}
        lines: {shop: {needs: [host], demand: 7/h, tolerance: {failed: 16, turned_away: 8}}}
        events: {dies: {at: 02:00, do: [{fail: host, for: 140m}]}, shut: {at: 12:00, do: [{withhold: host, for: 70m}]}}
    """)
    its = line(run, "shop")
    assert (its.demand, *parts(its)) == (168, 144, 16, 8, 0, 0)
    assert [(form.used, form.breached) for form in its.forms] == [(16, False), (8, False)]


def test_where_nothing_was_served_nothing_is_shown_as_served() -> None:
    """10 an hour for three hours: 19.5 failed and 10.5 were turned away, which is 30 together and 29 in whole items."""
    run = run_case("""
        components: {host: {kind: server}}
        lines: {shop: {needs: [host], demand: 10/h}}
        events:
          dies: {at: 00:00, do: [{fail: host}]}
          shut: {at: 01:57, do: [{withhold: host}]}
        ends: 2026-04-15 03:00
    """)
    its = line(run, "shop")
    assert (its.demand, *parts(its)) == (29, 0, 19, 10, 0, 0)


def test_the_most_that_waited_is_kept_even_if_nobody_watches_it() -> None:
    """60 an hour come and 90 can be done; nothing is done from 02:00 to 03:00, and again for ten minutes later."""
    run = run_case("""
        components: {host: {kind: server}}
        backlogs: {queue: {served_by: {host: 90/h}}}
        lines: {shop: {backlog: queue, demand: 60/h}}
        events: {dies: {at: 02:00, do: [{fail: host, for: 1h}]}, again: {at: 12:00, do: [{fail: host, for: 10m}]}}
    """)
    its = line(run, "shop")
    assert (its.waiting_peak, its.waiting) == (60, 0)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 23 * 60), st.integers(1, 200)), min_size=1, max_size=5), st.integers(1, 50))
def test_the_most_that_waited_is_the_most_that_is_seen_at_any_minute(fails: list[tuple[int, int]], slow: int) -> None:
    """All breaks fall on whole minutes, and what waits moves in straight lines between them or until it is nothing."""
    events = ", ".join(
        f"e{place}: {{at: '{start // 60:02}:{start % 60:02}', do: [{{fail: host, for: {lasts}m}}]}}"
        for place, (start, lasts) in enumerate(fails)
    )
    run = start_case(f"""
        components: {{host: {{kind: server}}}}
        backlogs: {{queue: {{served_by: {{host: {60 + slow}/h}}}}}}
        lines: {{shop: {{backlog: queue, demand: 60/h}}}}
        events: {{{events}}}
    """)
    most = 0
    for moment in range(0, DAY, MINUTE):
        run.advance(moment)
        most = max(most, run.lines.read(0, WAITING)[0])
    assert run.lines.most_waiting(0) == most


def test_what_waited_is_most_before_it_is_moved_away() -> None:
    run = run_case(f"""
        components: {{host: {{kind: server}}}}
        backlogs: {{queue: {{served_by: {{host: 60/h}}}}}}
        lines: {{shop: {{backlog: queue, demand: 60/h}}}}
        events: {{dies: {{at: 02:00, do: [{{fail: host}}]}}, gone: {{at: 05:00, do: [{{move: queue, to: failed}}]}}}}
        ends: 2026-04-15 {6:02}:00
    """)
    its = line(run, "shop")
    assert (its.waiting_peak, its.waiting, its.failed) == (180, 60, 180)
    assert run.now == 6 * HOUR


def test_a_clock_form_says_how_often_it_was_tested() -> None:
    text = """
        lines: {shop: {demand: 60/h, tolerance: {ready: 09:00}}}
        ends: 2026-04-17 23:00
    """
    assert [(form.used, form.tested) for form in line(run_case(text, until=8 * HOUR), "shop").forms] == [(0, 0)]
    assert [(form.used, form.tested) for form in line(run_case(text), "shop").forms] == [(0, 3)]


def test_a_line_says_whether_it_is_closed() -> None:
    run = start_case("lines: {shop: {demand: 60/h, hours: daily 09:00-17:00}}")
    run.advance(8 * HOUR)
    assert line(run, "shop").closed
    run.advance(9 * HOUR)
    assert not line(run, "shop").closed
