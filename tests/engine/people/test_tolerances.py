"""How much of what a line may lose is used: marks at half, most and all, exactly."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.building import DAY, HOUR, MINUTE, SECOND, causes, line, moments, records, run_case

from drillsim.engine import Run

WORLD = """
    components: {{a: {{kind: server}}, b: {{kind: server}}}}
    lines: {{shop: {{needs: [a], demand: 3600/h, {more} tolerance: {{{tolerance}}}}}}}
    events: {{dies: {{at: 01:00, do: [{{fail: a, for: {lasts}}}]}} {events}}}
"""


def lose(tolerance: str, lasts: str = "10m", more: str = "", events: str = "") -> Run:
    return run_case(WORLD.format(tolerance=tolerance, lasts=lasts, more=more, events=events))


def marks(run: Run) -> list[tuple[str, int]]:
    return [(one.kind, one.time - HOUR) for one in run.trace if one.kind in ("used-half", "used-most", "breached")]


def test_half_most_and_the_first_millisecond_too_much() -> None:
    run = lose("outage: 5m")
    assert marks(run) == [
        ("used-half", 2 * MINUTE + 30 * SECOND),
        ("used-most", 4 * MINUTE),
        ("breached", 5 * MINUTE + 1),
    ]
    breached = records(run, "breached")[0]
    assert breached.detail == ("outage", 5 * MINUTE + 1, 5 * MINUTE)
    assert causes(run, breached) == ["out shop", "level a"] or causes(run, breached) == ["out shop", "level shop"]
    form = line(run, "shop").forms[0]
    assert (form.used, form.allowed, form.breached_at) == (10 * MINUTE, 5 * MINUTE, HOUR + 5 * MINUTE + 1)


def test_exactly_the_allowed_amount_is_within() -> None:
    assert marks(lose("outage: 10m"))[-1][0] == "used-most"
    assert marks(lose("failed: 600"))[-1] == ("used-most", 480 * SECOND)
    assert marks(lose("failed: 599"))[-1] == ("breached", 600 * SECOND)


def test_of_nothing_the_first_item_is_a_breach() -> None:
    assert marks(lose("failed: 0")) == [("breached", SECOND)]


def test_each_form_is_breached_on_its_own() -> None:
    run = lose("outage: 5m, failed: 10000, customers: 100")
    assert [(one.kind, one.detail[0]) for one in records(run, "breached")] == [
        ("breached", "customers"),
        ("breached", "outage"),
    ]


def test_outage_adds_up_and_the_longest_does_not() -> None:
    events = ", twice: {at: 02:00, do: [{fail: a, for: 10m}]}, thrice: {at: 03:00, do: [{fail: a, for: 16m}]}"
    assert marks(lose("outage: 15m", events=events))[-1] == ("breached", HOUR + 5 * MINUTE + 1)
    longest = lose("outage_longest: 15m", events=events)
    assert marks(longest) == [
        ("used-half", 7 * MINUTE + 30 * SECOND),
        ("used-most", 2 * HOUR + 12 * MINUTE),
        ("breached", 2 * HOUR + 15 * MINUTE + 1),
    ]


def test_in_hours_counts_only_open_time() -> None:
    """Down from 18:00 to 08:00, open from 06:00 to 20:00: two hours of the evening, two of the morning."""
    run = run_case("""
        components: {a: {kind: server}}
        lines:
          shop: {needs: [a], demand: 60/h, hours: daily 06:00-20:00, tolerance: {outage_in_hours: 3h, outage: 12h}}
        events: {dies: {at: 18:00, do: [{fail: a, for: 14h}]}}
        ends: 2026-04-17 00:00
    """)
    assert [(one.time, one.detail[0]) for one in records(run, "breached")] == [
        (DAY + 6 * HOUR + 1, "outage"),
        (DAY + 7 * HOUR + 1, "outage_in_hours"),
    ]
    assert (line(run, "shop").outage, line(run, "shop").outage_in_hours) == (14 * HOUR, 4 * HOUR)


def test_a_limit_that_is_set_acts_from_then_on() -> None:
    run = lose("outage: 5h", lasts="2h", events=", tighter: {at: 02:00, do: [{set: shop.tolerance.outage, to: 30m}]}")
    assert moments(run, "breached") == [2 * HOUR]
    assert "set shop" in causes(run, records(run, "breached")[0])


def test_a_form_may_count_something_else() -> None:
    """It is looked at whenever that changes, although the line itself never does."""
    run = run_case("""
        components: {a: {kind: server}, vault: {kind: store}}
        lines:
          shop: {needs: [a], demand: 60/h, tolerance: {leak: {of: vault.exposed, limit: 50}}}
        events: {open: {at: 01:00, do: [{expose: vault, rate: 60/h}]}}
    """)
    assert [(one.kind, one.time) for one in run.trace if one.kind in ("used-half", "used-most", "breached")] == [
        ("used-half", HOUR + 25 * MINUTE),
        ("used-most", HOUR + 40 * MINUTE),
        ("breached", HOUR + 51 * MINUTE),
    ]


def test_exposure_of_a_line_counts() -> None:
    run = lose("exposed: 99", events=", leak: {at: 05:00, do: [{expose: shop, items: 100}]}")
    assert moments(run, "breached") == [5 * HOUR]


CLOCKS = """
    components: {{a: {{kind: server}}}}
    backlogs: {{queue: {{served_by: {{a: 100/h}}}}}}
    lines:
      shop: {{needs: [], backlog: queue, demand: {{00:00: 60/h, 06:00: 0/h}}, tolerance: {{cleared: "09:00"}}}}
      web: {{needs: [a], demand: 60/h, tolerance: {{ready: "07:00"}}}}
    events: {{dies: {{at: 01:00, do: [{{fail: a, until: {until}}}]}}}}
"""


def test_ready_and_cleared_are_tested_at_their_clock_time() -> None:
    """300 items wait at 06:00; at 100 an hour they are gone at 09:00 if a is back by then, and up at 07:00 or not."""
    kept = run_case(CLOCKS.format(until="06:00"))
    assert [(one.kind, one.time, one.subject) for one in kept.trace if one.kind in ("ready", "not-ready")] == [
        ("ready", 7 * HOUR, "web"),
        ("ready", 9 * HOUR, "shop"),
    ]
    late = run_case(CLOCKS.format(until="07:30"))
    missed = records(late, "not-ready")
    assert [(one.time, one.subject, one.detail) for one in missed] == [
        (7 * HOUR, "web", ("ready",)),
        (9 * HOUR, "shop", ("cleared",)),
    ]
    assert any("level" in cause for cause in causes(late, missed[0]))
    assert missed[1].causes


def test_clock_forms_are_tested_each_business_day() -> None:
    run = run_case(CLOCKS.format(until="02:00"), ends="2026-04-20 23:00")
    assert moments(run, "ready", "web") == [7 * HOUR + day * DAY for day in (0, 1, 2, 5)]


@settings(max_examples=60)
@given(rate=st.integers(1, 20_000), allowed=st.integers(0, 3_000))
def test_a_breach_is_found_at_the_first_millisecond_of_the_first_item_too_much(rate: int, allowed: int) -> None:
    run = run_case(f"""
        components: {{a: {{kind: server}}}}
        lines: {{shop: {{needs: [a], demand: {rate}/h, tolerance: {{failed: {allowed}}}}}}}
        events: {{dies: {{at: 00:00, do: [{{fail: a}}]}}}}
    """)
    due = -(-(allowed + 1) * HOUR // rate)
    assert moments(run, "breached") == ([due] if due <= DAY else [])


@settings(max_examples=60)
@given(
    pool=st.integers(1, 500),
    each=st.sampled_from(["1", "1.5", "3", "0.7"]),
    allowed=st.integers(1, 600),
    rate=st.integers(1, 9_999),
)
def test_customers_are_found_exactly_too(pool: int, each: str, allowed: int, rate: int) -> None:
    run = run_case(f"""
        components: {{a: {{kind: server}}}}
        lines:
          shop:
            needs: [a]
            demand: {rate}/h
            customers: {{pool: {pool}, items_each: {each}}}
            tolerance: {{customers: {allowed}}}
        events: {{dies: {{at: 00:00, do: [{{fail: a}}]}}}}
    """)
    millionths = round(float(each) * 1_000_000)
    due = -(-(allowed + 1) * millionths * HOUR // (rate * 1_000_000))
    assert moments(run, "breached") == ([due] if due <= DAY and pool > allowed else [])
