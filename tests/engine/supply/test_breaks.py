"""Random faults: what theory says about availability comes out, within its confidence interval; and the small print."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from statistics import fmean, stdev

import pytest
from tests.engine.building import HOUR, causes, level_now, levels, plan_case, records, run_case, times

from drillsim.engine import Plan, Run
from drillsim.engine.arrays import WHOLE
from drillsim.engine.kernel.clockwork import StockClock

YEAR = {"starts": "2026-01-01 00:00", "ends": "2026-12-31 00:00", "random": "on"}
BREAKS = "breaks: {every: 10h, repair: exp 1h}"
UP = Fraction(10, 11)
"""The steady-state availability of one component that breaks every 10 h and is repaired in 1 h, in the mean."""


def availability(plan: Plan, seeds: int) -> tuple[float, float]:
    """The mean share of demand that is served over a year, and the standard error of that mean."""
    shares = []
    for seed in range(1, seeds + 1):
        run = Run(plan, seed, record=False)
        run.finish()
        shop = run.outcome().line("shop")
        shares.append(shop.served / shop.demand)
    return fmean(shares), stdev(shares) / seeds**0.5


def assert_theory(text: str, expected: Fraction | float, *, seeds: int = 24) -> None:
    """The mean lies within 3.3 standard errors of what theory says, and these are small enough to mean something."""
    mean, error = availability(plan_case(text, **YEAR), seeds)
    assert error < 0.002
    assert abs(mean - float(expected)) < 3.3 * error, (mean, float(expected), error)


def shop(components: str, needs: str, more: str = "") -> str:
    return f"""
        components: {{{components}}}
        lines: {{shop: {{needs: [{needs}], demand: 1000/h}}}}
        {more}
    """


def machines(count: int, extra: str = BREAKS) -> str:
    return ", ".join(f"m{i}: {{kind: x, {extra}}}" for i in range(count))


def test_one_component() -> None:
    assert_theory(shop(machines(1), "m0"), UP)


@pytest.mark.long
def test_two_out_of_three_with_repair() -> None:
    assert_theory(shop(machines(3), "{at_least: 2, of: [m0, m1, m2]}"), UP**3 + 3 * UP**2 * (1 - UP))


@pytest.mark.long
def test_a_diagram_of_series_and_parallel_parts() -> None:
    """m0 and (m1 or m2), beside half of the work that needs m3 as well."""
    needs = "m0, {any: [m1, m2]}, {share: {m3: 1, m4: 1}}"
    parallel = 1 - (1 - UP) ** 2
    assert_theory(shop(machines(5), needs), UP * parallel * UP)


@pytest.mark.long
def test_a_chain_of_independent_parts() -> None:
    assert_theory(shop(machines(3), "{chain: [m0, m1, m2]}"), UP**3)


@pytest.mark.long
@pytest.mark.parametrize("people", [1, 2, 6])
def test_machine_repair_with_a_crew(people: int) -> None:
    """M/M/c//K: six machines, so many people to repair them; the share of machines that work."""
    count, arrive, repair = 6, Fraction(1, 10), Fraction(1)
    weights = [Fraction(1)]
    for down in range(count):
        weights.append(weights[-1] * (count - down) * arrive / (min(down + 1, people) * repair))
    idle = sum(n * weight for n, weight in enumerate(weights)) / sum(weights)
    share = ", ".join(f"m{i}: 1" for i in range(count))
    text = shop(
        machines(count, "breaks: {every: 10h, repair: exp 1h, crew: fitters}"),
        f"{{share: {{{share}}}}}",
        f"crews: {{fitters: {{size: {people}}}}}",
    )
    assert_theory(text, 1 - idle / count)


def steady(rates: dict[tuple[str, str], Fraction]) -> dict[str, Fraction]:
    """The steady state of a small Markov chain, solved exactly."""
    states = sorted({state for pair in rates for state in pair})
    size = len(states)
    rows = [[Fraction(0)] * (size + 1) for _ in range(size)]
    for (source, target), rate in rates.items():
        rows[states.index(target)][states.index(source)] += rate
        rows[states.index(source)][states.index(source)] -= rate
    rows[-1] = [Fraction(1)] * (size + 1)
    for column in range(size):
        pivot = next(r for r in range(column, size) if rows[r][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for other in range(size):
            if other != column:
                factor = rows[other][column]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[column], strict=True)]
    return {state: rows[i][-1] for i, state in enumerate(states)}


@pytest.mark.long
@pytest.mark.parametrize("percent", [100, 80, 0])
def test_standby_with_a_switch_that_may_fail(percent: int) -> None:
    """A hot standby: a missed switch waits for the repair of the member in use, a blocked one for either."""
    broken, mended, works = Fraction(1, 10), Fraction(1), Fraction(percent, 100)
    rates = {
        ("both", "one"): broken + broken * works,
        ("both", "missed"): broken * (1 - works),
        ("one", "both"): mended,
        ("one", "none"): broken,
        ("none", "one"): mended + mended * works,
        ("none", "missed"): mended * (1 - works),
        ("missed", "both"): mended,
        ("missed", "missed-none"): broken,
        ("missed-none", "one"): mended,
        ("missed-none", "missed"): mended,
    }
    state = steady({pair: rate for pair, rate in rates.items() if rate})
    pair = f"pair: {{kind: pair, first_of: [m0, m1], failover: {{detect: 0s, works: {percent}%}}}}"
    assert_theory(shop(f"{machines(2)}, {pair}", "pair"), state["both"] + state["one"])


@pytest.mark.long
def test_a_switch_that_always_works_is_as_good_as_an_alternative() -> None:
    pair = "pair: {kind: pair, first_of: [m0, m1], failover: {detect: 0s}}"
    assert_theory(shop(f"{machines(2)}, {pair}", "pair"), 1 - (1 - UP) ** 2)


@pytest.mark.long
def test_a_restart_lengthens_every_loss() -> None:
    """Broken for an hour in the mean, then half an hour of restart in which it may break again."""
    run_down = Fraction(1)
    # broken -> restarting (30 min unless it breaks again) -> up; the chance to get through the restart is e^-0.05
    through = 2.718281828459045 ** (-0.05)
    restarting = (1 - through) * 10
    cycle = (float(run_down) + restarting) / through
    assert_theory(shop(machines(1, f"restart: 30m, {BREAKS}"), "m0"), 10 / (10 + cycle))


# -- the small print --------------------------------------------------------------------------------------------------


def test_nothing_breaks_unless_the_scenario_says_so() -> None:
    assert records(run_case(shop(machines(3), "m0")), "broke") == []


def test_every_fault_is_a_root_and_every_repair_follows_from_it() -> None:
    run = run_case(shop(machines(1), "m0"), random="on", ends="2026-04-25 00:00")
    assert len(records(run, "broke")) > 10
    for broke, repaired in zip(records(run, "broke"), records(run, "repaired"), strict=False):
        assert broke.causes == ()
        assert broke.time < repaired.time
        assert causes(run, repaired) == ["level m0"]
    first = records(run, "level", "m0")[0]
    assert (first.time, first.detail[0]) == (records(run, "broke")[0].time, 0)
    assert causes(run, first) == ["broke m0"]


def test_one_more_component_moves_no_draw_of_the_others() -> None:
    few = run_case(shop(machines(2), "m0"), random="on", ends="2026-04-25 00:00")
    more = run_case(shop(machines(5), "m0"), random="on", ends="2026-04-25 00:00")
    for name in ("m0", "m1"):
        assert times(few, "broke", name) == times(more, "broke", name)


def test_a_repair_by_effect_mends_what_broke_by_itself() -> None:
    run = run_case(
        shop(machines(1, "breaks: {every: 10h, repair: 30d}"), "m0"),
        random="on",
        ends="2026-04-25 00:00",
        events={"round": {"at": "12:00", "again": True, "do": [{"repair": "m0"}]}},
    )
    assert len(records(run, "broke")) >= 4
    assert levels(run, "m0")[1][0] % (24 * HOUR) == 12 * HOUR, "up again at noon, not after thirty days"


def test_a_repair_by_effect_sets_free_whose_work_would_have_outlasted_the_run() -> None:
    """The end of such a repair is never waited for, but it has begun and somebody is at it."""
    text = shop(machines(1, "breaks: {every: 3h, repair: 300d, crew: fitter}"), "m0", "crews: {fitter: {size: 1}}")
    run = run_case(
        text,
        random="on",
        ends="2026-04-25 00:00",
        events={"round": {"at": "12:00", "again": True, "do": [{"repair": "m0"}]}},
        until=12 * HOUR,
    )
    assert records(run, "broke"), "it broke before noon"
    assert level_now(run, "m0") == WHOLE
    assert run.crews.busy == [0]
    run.finish()
    assert run.crews.busy == [1 - level_now(run, "m0") // WHOLE]


def test_repairs_wait_for_people_in_order() -> None:
    run = run_case(
        shop(machines(4, "breaks: {every: 1h, repair: 5h, crew: fitter}"), "m0", "crews: {fitter: {size: 1}}"),
        random="on",
        ends="2026-04-18 00:00",
    )
    mended = [record.time for record in records(run, "repaired")]
    assert all(later - earlier >= 5 * HOUR for earlier, later in pairwise(mended))
    broken = [record.subject for record in records(run, "broke")]
    assert [record.subject for record in records(run, "repaired")] == broken[: len(mended)]


def test_a_run_that_keeps_counters_only_counts_the_same() -> None:
    text = shop(machines(4), "{share: {m0: 1, m1: 2, m2: 3, m3: 4}}")
    told = run_case(text, random="on", ends="2026-05-15 00:00")
    silent = run_case(text, random="on", ends="2026-05-15 00:00", record=False)
    assert told.outcome() == silent.outcome()
    assert len(silent.trace) == 0
    assert told.fired == silent.fired < 4 * 2 * 24 * 30


BANK = """
    crews: {red: {size: 1}, blue: {size: 1}}
    components:
      a0: {kind: x, breaks: {every: 5h, repair: exp 1h, crew: red}}
      a1: {kind: x, breaks: {every: 5h, repair: exp 1h, crew: blue}}
      b0: {kind: x, breaks: {every: 5h, repair: exp 1h, crew: red}}
      b1: {kind: x, breaks: {every: 5h, repair: exp 1h, crew: blue}}
      spare: {kind: x, breaks: {every: 5h, repair: exp 1h, crew: red}}
      pair: {kind: pair, first_of: [a0, a1], failover: {detect: 30s, switch: 30s, works: 0.8, back: auto}}
    lines:
      at-once: {needs: [pair, {any: [b0, b1]}], demand: 1000/h, tolerance: {settle: 0s}}
      settled: {needs: [{any: [b0, b1]}], demand: {00:00: 10/h, 09:00: 500/h}, tolerance: {outage: 2h, failed: 100}}
"""
MONTH = {"starts": "2026-01-01 00:00", "ends": "2026-02-01 00:00", "random": "on"}


def test_counters_alone_are_those_of_a_traced_run_on_any_clock() -> None:
    """Where nobody looks, changes that nothing follows from are passed over: no counter and no record may tell."""
    plan = plan_case(BANK, **MONTH)
    for seed in range(5):
        traced, counters, stock = Run(plan, seed), Run(plan, seed, record=False), Run(plan, seed, clock=StockClock)
        for run in (traced, counters, stock):
            run.finish()
        assert counters.outcome() == traced.outcome() == stock.outcome()
        assert counters.fired == traced.fired
        assert traced.trace.fingerprint() == stock.trace.fingerprint()


def test_what_is_passed_over_is_recorded_all_the_same() -> None:
    """A condition that looks at nothing here makes the run look at every change: the trace stays what it was."""
    watched = {"events": {"never": {"when": "a0 withheld", "do": [{"repair": "a0"}]}}}
    for seed in range(5):
        quiet, looked_at = Run(plan_case(BANK, **MONTH), seed), Run(plan_case(BANK, **MONTH, **watched), seed)
        quiet.finish()
        looked_at.finish()
        assert list(quiet.trace.lines()) == list(looked_at.trace.lines())
        assert any(record.subject == "spare" for record in quiet.trace)


def test_an_unchanging_demand_wakes_nobody() -> None:
    """In a month without a fault there is nothing but the steps of the other line."""
    run = Run(plan_case(BANK, **{**MONTH, "random": "off"}))
    run.finish()
    assert run.fired == 2 * 31  # at 09:00 and when the day changes
    assert run.outcome().line("at-once").demand == 31 * 24 * 1000
