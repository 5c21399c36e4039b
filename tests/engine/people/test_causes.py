"""The causes of records: first the trigger, then what had to stand for it; every record but the roots has one."""

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.building import HOUR, MINUTE, behind, causes, levels, records, run_case, start_case

from drillsim.drill import default_policy, policy_orders
from drillsim.engine import Plan, Record, Run
from drillsim.library import list_files, load_scenario
from drillsim.plan import compile_plan

CASES = sorted(entry.id for entry in list_files("scenario"))

ROOTS = {
    "happened",  # at a time
    "held",  # what lay hidden from the start
    "opened", "closed", "on-duty", "off-duty", "reset", "started", "due", "waiting",  # the calendar
    "sent", "lost",  # an inject at its time
    "ready",  # a clock time that was kept
    "asked",  # at a time of day
    "overloaded", "alarm",  # customers who come of their own accord
    "broke",  # chance
    "milestone", "criterion",  # what never changed
    "command",
}  # fmt: skip
"""Kinds of record that may stand at the beginning of a story: the clock, chance, and what was put in."""


@cache
def plan_of(name: str) -> Plan:
    return compile_plan(load_scenario(name))


def play(plan: Plan, seed: int) -> Run:
    run = Run(plan, seed)
    run.stand(policy_orders(plan, default_policy(plan)))
    return run


def rootless(run: Run) -> Iterator[Record]:
    """Records that should have a cause and have none, or name one that does not precede them."""
    for one in run.trace:
        if (not one.causes and one.kind not in ROOTS) or any(cause >= one.position for cause in one.causes):
            yield one


@settings(max_examples=25)
@given(name=st.sampled_from(CASES), seed=st.integers(0, 2**31))
def test_every_record_but_the_roots_has_causes_that_precede_it(name: str, seed: int) -> None:
    run = play(plan_of(name), seed)
    run.finish()
    assert list(rootless(run)) == []


@settings(max_examples=25)
@given(name=st.sampled_from(CASES), seed=st.integers(0, 2**31), cuts=st.lists(st.integers(0, 10**9), max_size=40))
def test_one_advance_or_a_thousand(name: str, seed: int, cuts: list[int]) -> None:
    """Cut anywhere, and read everything at each cut: the trace is the same, byte for byte."""
    plan = plan_of(name)
    whole, cut = play(plan, seed), play(plan, seed)
    whole.finish()
    for moment in sorted(cut_ % plan.horizon for cut_ in cuts):
        cut.advance(moment)
        assert cut.now == moment
        cut.outcome()
        for measure in range(len(plan.measures)):
            cut.measures.read(measure)
            cut.measures.whole(measure)
            cut.measures.bend(measure)
    cut.finish()
    assert list(cut.trace.lines()) == list(whole.trace.lines())
    assert cut.outcome() == whole.outcome()


@pytest.mark.parametrize("name", CASES)
def test_a_run_is_a_few_thousand_instants(name: str) -> None:
    """Nothing spins: what happens in a bank in a day fits in a few thousand events."""
    run = play(plan_of(name), 1)
    run.finish()
    days = max(1, run.plan.horizon // (24 * HOUR))
    assert run.fired < 20_000 * days


def test_a_fall_names_what_binds_and_a_rise_what_changed_last() -> None:
    run = run_case("""
        components: {a: {kind: server}, b: {kind: server}, c: {kind: web, needs: [a, b]}}
        events:
          one: {at: 01:00, do: [{fail: a, for: 3h}]}
          two: {at: 02:00, do: [{fail: b, for: 1h}]}
    """)
    fall, rise = records(run, "level", "c")
    assert causes(run, fall) == ["level a"]
    assert causes(run, rise) == ["level a"]
    assert rise.time == 4 * HOUR


def test_the_loss_of_an_alternative_names_every_lost_one() -> None:
    run = run_case("""
        components: {a: {kind: server}, b: {kind: server}, c: {kind: web, needs: [{any: [a, b]}]}}
        events: {one: {at: 01:00, do: [{fail: a}]}, two: {at: 02:00, do: [{fail: b}]}}
    """)
    assert levels(run, "c") == [(2 * HOUR, 0)]
    assert set(causes(run, records(run, "level", "c")[0])) == {"level a", "level b"}


def test_an_outage_goes_back_to_its_trigger_and_to_what_lay_hidden() -> None:
    run = run_case("""
        components:
          x: {kind: disk}
          y: {kind: disk}
          pair: {kind: pair, first_of: [x, y], failover: {detect: 30s}}
        lines: {shop: {needs: [pair], demand: 60/h, tolerance: {outage: 1h}}}
        given: {switch-does-not-act: {set: pair.failover.works, to: 0}}
        events: {dies: {at: 01:00, do: [{fail: x}]}}
    """)
    breached = records(run, "breached")[0]
    roots = {run.trace[one].subject for one in behind(run, breached) if not run.trace[one].causes}
    assert roots in ({"dies"}, {"dies", "switch-does-not-act"})
    # the switch failed half a minute later, because of the setting
    failed = records(run, "switch-failed")[0]
    assert {run.trace[one].subject for one in behind(run, failed) if not run.trace[one].causes} == {
        "dies",
        "switch-does-not-act",
    }


def test_an_event_on_a_measure_names_what_made_it_grow() -> None:
    """The line was never out, only degraded: the cause is the level of what it needs."""
    run = run_case("""
        components: {a: {kind: server}, b: {kind: server}}
        lines: {shop: {needs: [a], demand: 60/h}}
        events:
          weak: {at: 01:00, do: [{degrade: a, to: 0.9}]}
          react: {when: shop.failed >= 10, do: [{fail: b}]}
    """)
    happened = records(run, "happened", "react")[0]
    assert happened.time == 2 * HOUR + 40 * MINUTE
    assert "weak" in {run.trace[one].subject for one in behind(run, happened)}


def test_a_run_without_records_counts_the_same() -> None:
    text = """
        components: {a: {kind: server}}
        lines: {shop: {needs: [a], demand: 60/h, tolerance: {outage: 1h, failed: 10}}}
        events: {one: {at: 01:00, do: [{fail: a, for: 3h}]}}
    """
    traced, quiet = run_case(text), run_case(text, record=False)
    assert quiet.outcome() == traced.outcome()
    assert len(quiet.trace) == 0
    assert start_case(text).now == 0
