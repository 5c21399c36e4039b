"""Conditions: every state and every measure, found at the first millisecond at which they hold."""

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.building import DAY, HOUR, MINUTE, SECOND, causes, instants, moments, plan_case, records, run_case

from drillsim.plan import PlanProblems

if TYPE_CHECKING:
    from drillsim.engine import Run

WORLD = """
    calendar: {windows: {day: daily 06:00-20:00}}
    roles: {ops: {}, head: {}}
    routes: {phone: {delay: 5m}}
    crews: {hands: {size: 2, duty: day}, vendor: {size: 1, duty: none, call_out: 30m}}
    components:
      a: {kind: server}
      b: {kind: server, limits: {log: {capacity: 100, used: 0, fed_by: [{from: shop.failed}], drains: 0/h, full: []}}}
      x: {kind: disk}
      y: {kind: disk}
      pair: {kind: pair, first_of: [x, y], failover: {detect: 1m}}
      spare: {kind: server, closed: true}
    backlogs: {queue: {served_by: {b: 60/h}}}
    lines:
      shop: {needs: [a], demand: 60/h, amount: JPY 1000, customers: {pool: 50, items_each: 1}}
      bank: {needs: [a], demand: 60/h, hours: day}
      post: {needs: [], demand: {00:00: 120/h, 02:00: 0/h}, backlog: queue, due: "03:00"}
    jobs: {night: {runs: daily, not_before: 02:00, takes: 1h, needs: [b]}}
    tasks:
      mend: {crew: hands, people: 1, steps: {look: {takes: 10m}, act: {takes: 20m}}}
      bad: {takes: 10m, works: 0}
    signals: {a-down: {when: a down, by: phone, to: [ops, head]}}
    decisions: {what: {to: ops, when: a-down known, options: {wait: {}, act: {}}}}
    obligations: {report: {of: ops, when: a down, within: 1h, met_when: a up}}
    given: {weak: {set: shop.amount, to: JPY 2000}}
    events:
      dies: {at: 01:00, do: [{fail: a, for: 2h}, {destabilise: spare}, {start: bad}]}
      half: {at: 05:00, do: [{degrade: a, to: 0.5, for: 1h}]}
      shaky: {at: 07:00, do: [{destabilise: a, to: 0.9, for: 1h}]}
      shut: {at: 09:00, do: [{withhold: a, for: 1h}, {withhold: bank, for: 1h}]}
      disk: {at: 10:00, do: [{fail: x}]}
      work: {at: 11:00, do: [{start: mend}, {call: vendor}]}
      slow: {at: 02:30, do: [{fail: b, for: 1h}]}
"""


def when(condition: Any, **more: Any) -> list[int]:
    """Every moment at which a condition newly held."""
    published = [{"at": "2026-04-15 12:00", "is": condition, "within": "1d"}]
    return moments(run_case(WORLD, published=published, **more), "milestone")


@pytest.mark.parametrize(
    ("condition", "clock"),
    [
        ("a up", "00:00 03:00 06:00 08:00 10:00"),
        ("a back", "03:00 06:00 08:00 10:00"),
        ("a down", "01:00"),
        ("a degraded", "05:00 07:00"),
        ("a unstable", "07:00"),
        ("a withheld", "09:00"),
        ("spare withheld", "00:00"),
        ("pair on x", "00:00"),
        ("pair on y", "10:01"),
        ("bank up", "06:00 10:00"),
        ("bank down", ""),
        ("bank degraded", ""),
        ("bank withheld", "09:00"),
        ("bank closed", "00:00 20:00"),
        ("shop down", "01:00 09:00"),
        ("shop back", "03:00 06:00 10:00"),
        ("shop degraded", "05:00"),
        ("b.log full", "02:40"),
        ("b full", "02:40"),
        ("b.log alarming", "02:20"),
        ("b alarming", "02:20"),
        ("queue empty", "00:00 04:59:00.001"),
        ("night running", "02:00"),
        ("night stalled", "02:30"),
        ("night done", "04:00"),
        ("mend running", "11:00"),
        ("mend done", "11:30"),
        ("mend.look running", "11:00"),
        ("mend.look done", "11:10"),
        ("mend.act running", "11:10"),
        ("mend.act done", "11:30"),
        ("bad failed", "01:10"),
        ("a-down sent", "01:00"),
        ("a-down known", "01:05"),
        ("a-down known to head", "01:05"),
        ("what decided", ""),
        ("report owed", "01:00"),
        ("report missed", "02:00:00.001"),
        ("report met", ""),
        ("dies happened", "01:00"),
        ("weak happened", "00:00"),
        ("vendor called", "11:00"),
        ("vendor present", "11:30"),
        ("hands present", "06:00"),
        ("a.level < 0.6", "01:00 05:00 09:00"),
        ("shop.failed >= 30", "01:30"),
        ("shop.failed > 30", "01:31"),
        ("shop.failed.amount >= JPY 60000", "01:30"),
        ("shop.amount >= JPY 60000", "01:30"),
        ("shop.turned_away >= 30", "09:30"),
        ("shop.customers >= 50", "01:50"),
        ("shop.outage >= 1h", "02:00"),
        ("shop.outage_longest > 1h", "02:00:00.001"),
        ("bank.outage_in_hours >= 30m", "09:30"),
        ("shop.level < 1", "01:00 05:00 07:00 09:00"),
        ("shop.failed/h >= 60/h", "01:00"),
        ("shop.failed because a >= 30", "01:30"),
        ("shop.turned_away because a >= 30", "09:30"),
        ("queue.waiting >= 60", "01:00"),
        ("queue.done >= 120", "02:00"),
        ("queue.oldest >= 45m", "01:30"),
        ("queue.overdue > 0", "03:00"),
        ("post.overdue > 0", "03:00"),
        ("post.delayed > 0", "00:10:30.000"),
        ("b.log.used >= 10", "01:10"),
        ("b.log.share >= 10%", "01:10"),
        ("hands.busy = 1", "11:00"),
        ("hands.free = 2", "06:00 11:30"),
        ("mend.share >= 50%", "11:10"),
        ("time >= 08:00", "08:00"),
        ("time > 08:00", "08:00:00.001"),
        ("time = 08:00", "08:00"),
        ("time < 08:00", "00:00"),
        ("shop.demand > shop.served", "01:01"),
        ("shop.failed >= post.demand", "00:00"),
        ("queue.waiting < shop.failed", "02:30:00.001"),
    ],
)
def test_every_state_and_measure_is_found_when_it_comes_to_hold(condition: str, clock: str) -> None:
    found = []
    for moment in when(condition):
        hours, rest = divmod(moment, HOUR)
        minutes, rest = divmod(rest, MINUTE)
        seconds = f":{rest // SECOND:02}.{rest % SECOND:03}" if rest else ""
        found.append(f"{hours:02}:{minutes:02}{seconds}")
    assert " ".join(found) == clock


def test_for_counts_from_when_it_came_to_hold() -> None:
    assert when("a down for 90m") == [HOUR + 90 * MINUTE]
    assert when("a down for 2h") == []
    assert when("a up for 1h30m") == [4 * HOUR + 30 * MINUTE, 11 * HOUR + 30 * MINUTE]
    assert when({"all": ["a down", "shop down"], "for": "30m"}) == [HOUR + 30 * MINUTE]


def test_by_holds_from_when_it_held_in_time() -> None:
    assert when("a down by 02:00") == [HOUR]
    assert when("a down by 00:30") == []
    assert when("mend done by 11:30") == [11 * HOUR + 30 * MINUTE]


def test_not_by_holds_from_the_time_on_if_it_never_did() -> None:
    assert when("mend done not by 11:00") == [11 * HOUR]
    assert when("a down not by 02:00") == []
    assert when("a down not by 00:30") == [30 * MINUTE]
    assert when("mend done not by 11:30") == []


def test_they_nest() -> None:
    assert when({"all": ["a down", {"not": "time < 02:00"}]}) == [2 * HOUR]
    assert when({"any": ["a down for 1h", "a unstable"]}) == [2 * HOUR, 7 * HOUR]
    assert when({"not": {"any": ["a up", "a withheld"]}}) == [HOUR, 5 * HOUR, 7 * HOUR]


def test_the_start_counts_as_a_moment_at_which_something_comes_to_hold() -> None:
    assert when("b up")[0] == 0


def test_a_peak_remembers_the_highest() -> None:
    """It waits at 60 twice; the peak passes 60 once and for all, and a fall at the very moment does not hide it."""
    text = """
        components: {b: {kind: server}}
        backlogs: {queue: {served_by: {b: 0/h}}}
        lines: {post: {needs: [], demand: {00:00: 60/h, 02:00: 0/h, 03:00: 60/h, 06:00: 0/h}, backlog: queue}}
        events: {clear: {at: 02:00, do: [{move: queue, to: failed}]}}
        published:
          - {at: 12:00, is: queue.waiting.peak >= 120, within: 1d}
          - {at: 12:00, is: queue.waiting.peak >= 180, within: 1d}
          - {at: 12:00, is: queue.waiting.peak > 180, within: 1d}
    """
    run = run_case(text)
    assert [(one.time, one.detail[0]) for one in records(run, "milestone")] == [(2 * HOUR, 0), (6 * HOUR, 1)]


def test_two_measures_are_compared_by_their_difference() -> None:
    """One line gains an item a minute from 01:00, the other two from 02:00; they meet at 03:00."""
    text = """
        components: {a: {kind: server}, b: {kind: server}}
        lines: {one: {needs: [a], demand: 60/h}, two: {needs: [b], demand: 120/h}}
        events: {first: {at: 01:00, do: [{fail: a}]}, second: {at: 02:00, do: [{fail: b}]}}
        published:
          - {at: 12:00, is: two.failed >= one.failed, within: 1d}
          - {at: 12:00, is: two.failed > one.failed, within: 1d}
          - {at: 12:00, is: one.failed > two.failed, within: 1d}
    """
    found = [(one.detail[0], one.time) for one in records(run_case(text), "milestone")]
    assert found == [(0, 0), (2, HOUR + MINUTE), (0, 3 * HOUR), (1, 3 * HOUR + MINUTE)]


def test_the_latest_of_what_a_condition_looks_at_is_its_first_cause() -> None:
    run = run_case("""
        components: {a: {kind: server}, b: {kind: server}, c: {kind: server}}
        events:
          one: {at: 01:00, do: [{fail: a}]}
          two: {at: 02:00, do: [{fail: b}]}
          both: {when: {all: [a down, b down]}, do: [{fail: c}]}
    """)
    assert causes(run, records(run, "happened", "both")[0]) == ["level b", "level a"]


def test_again_at_each_new_becoming_true() -> None:
    text = """
        components: {{a: {{kind: server}}, b: {{kind: server}}}}
        events:
          one: {{at: 01:00, do: [{{fail: a, for: 10m}}]}}
          two: {{at: 02:00, do: [{{fail: a, for: 10m}}]}}
          react: {{when: a down, again: {again}, do: [{{fail: b, for: 1m}}]}}
    """
    assert moments(run_case(text.format(again="false")), "happened", "react") == [HOUR]
    assert moments(run_case(text.format(again="true")), "happened", "react") == [HOUR, 2 * HOUR]


def test_nothing_spins() -> None:
    """Looking at what moves all day costs no instants but those at which something comes to hold."""
    published = [
        {"at": "2026-04-15 12:00", "is": condition, "within": "1d"}
        for condition in (
            "shop.failed > 10",
            "shop.failed != 20",
            "shop.served > queue.done",
            "shop.outage > bank.outage",
        )
    ]
    run = run_case(WORLD, published=published)
    assert run.fired < 200
    assert instants(run) < 100


@settings(max_examples=80)
@given(
    fast=st.integers(1, 9_999),
    slow=st.integers(0, 9_999),
    lead=st.integers(1, 20 * 60),
    value=st.integers(0, 500),
    op=st.sampled_from([">", ">=", "<", "<=", "=", "!="]),
)
def test_a_crossing_is_the_first_millisecond_that_reaches_it(
    fast: int, slow: int, lead: int, value: int, op: str
) -> None:
    """Checked against the definition, a millisecond before and at the moment itself."""
    clock = f"{lead // 60:02}:{lead % 60:02}"
    run = run_case(f"""
        components: {{a: {{kind: server}}, b: {{kind: server}}}}
        lines: {{one: {{needs: [a], demand: {fast}/h}}, two: {{needs: [b], demand: {slow}/h}}}}
        events: {{first: {{at: 00:00, do: [{{fail: a}}]}}, second: {{at: {clock}, do: [{{fail: b}}]}}}}
        published:
          - {{at: 12:00, is: one.failed {op} {value}, within: 1d}}
          - {{at: 12:00, is: two.failed {op} one.failed, within: 1d}}
    """)

    def alone(now: int) -> bool:
        return holds(fast * now // HOUR, value)

    def both(now: int) -> bool:
        return holds((slow * max(0, now - lead * MINUTE) - fast * now) // HOUR, 0)

    def holds(left: int, right: int) -> bool:
        return {">": left > right, ">=": left >= right, "<": left < right, "<=": left <= right}.get(
            op, (left == right) == (op == "=")
        )

    for place, test in enumerate((alone, both)):
        found = [one.time for one in records(run, "milestone") if one.detail[0] == place]
        assert all(test(moment) and (moment == 0 or not test(moment - 1)) for moment in found)
        # and none is missed: between the moments found it changes at most once, back
        edges = [0, *(moment for moment in found if moment), DAY]
        for start, end in itertools.pairwise(edges):
            seen = [test(start + (end - 1 - start) * part // 20) for part in range(21)]
            assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("shop.failed > post.outage", "cannot be compared"),
        ("shop.outage/h > 1/h", "no rate"),
        ("pair on a", "unknown member"),
        ("a on x", "'a' is no standby pair"),
    ],
)
def test_what_makes_no_sense_is_refused(condition: str, message: str) -> None:
    with pytest.raises(PlanProblems, match=message):
        plan_case(WORLD, published=[{"at": "2026-04-15 12:00", "is": condition, "within": "1d"}])


def test_the_state_of_a_pair_is_seen_although_it_restarts() -> None:
    run: Run = run_case("""
        components:
          x: {kind: disk}
          y: {kind: disk}
          net: {kind: network}
          pair: {kind: pair, first_of: [x, y], needs: [net], restart: 5m, failover: {detect: 1m}}
        events: {dies: {at: 01:00, do: [{fail: x}]}}
        published: [{at: 12:00, is: pair on y, within: 1d}]
    """)
    assert moments(run, "milestone") == [HOUR + MINUTE]
