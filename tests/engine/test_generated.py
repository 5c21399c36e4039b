"""What holds for any case whatever: properties of whole runs over generated banks and stories.

1. A run either ends or says which loop never settles; it fails in no other way.
2. Every property is a plain function of a case, tried on some cases by each test and on thousands by those marked long.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.engine.building import HOUR, assert_adds_up, causes, records, run_case
from tests.engine.generated.pen import Case
from tests.engine.generating import beside, cases, names_in, plan_of, started, without

from drillsim.engine import LoopError, Record, Run
from drillsim.engine.arrays import ITEM, WHOLE, Op
from drillsim.engine.kernel.clockwork import StockClock
from drillsim.engine.supply.faults import DEAD, PARTIAL
from drillsim.engine.supply.holds import CUT, FOLLOWING, RESUMING
from drillsim.engine.work.accounts import ACCOUNTS, SLOWED, WAITING

TIMERS = 20_000
"""A day in a bank falls due this often at the most."""
ROOTS = {"held", "happened", "opened", "closed", "broke", "sent", "lost", "began", "milestone", "ready"}
"""What may stand alone: hidden conditions, events and messages at a time, openings, the calendar, luck."""
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]

QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)
"""Making a case smaller takes minutes: the long tests do that."""
few = settings(max_examples=30, suppress_health_check=SLOW, deadline=None, phases=QUICKLY)
MANY = int(os.environ.get("DRILLSIM_EXAMPLES", "60"))
"""How many cases the long tests try; a night's worth may be asked for."""
many = settings(max_examples=MANY, suppress_health_check=SLOW, deadline=None)

Property = Callable[[Case, Random], None]


# -- how runs are made ------------------------------------------------------------------------------------------------


def finished(case: Case, **more: Any) -> tuple[Run, str]:
    """A run to its end, and the loop that stopped it, if one did."""
    run = started(plan_of(case), case, **more)
    return run, to(run, run.plan.horizon)


def to(run: Run, moment: int) -> str:
    """Let time pass; the loop that stopped it, or nothing."""
    loop = ""
    try:
        run.advance(moment)
    except LoopError as error:
        loop = str(error)
    assert not loop or loop.partition(": ")[2], "a loop has a name"
    return loop


def stops(case: Case, random: Random, count: int = 12) -> tuple[Run, Iterator[int]]:
    """A run, and moments at which it stands: some at random, some just when something happens or just before."""
    told, _ = finished(case)
    times = sorted({one.time for one in told.trace})
    chosen = [random.randrange(told.plan.horizon) for _ in range(count // 3)]
    chosen += [max(0, random.choice(times) - random.randrange(2)) for _ in range(count - len(chosen))] if times else []
    run = started(told.plan, case)

    def each() -> Iterator[int]:
        for moment in sorted({0, *chosen, told.plan.horizon}):
            if to(run, moment):
                return
            yield moment

    return run, each()


def identified(run: Run) -> dict[tuple[int, str, str, int], tuple[Record, tuple[object, ...]]]:
    """Every record by (time, kind, subject, n), with its causes named in the same way."""
    found: dict[tuple[int, str, str, int], tuple[Record, tuple[object, ...]]] = {}
    names: list[tuple[int, str, str, int]] = []
    seen: dict[tuple[int, str, str], int] = {}
    for record in run.trace:
        stem = (record.time, record.kind, record.subject)
        seen[stem] = seen.get(stem, -1) + 1
        names.append((*stem, seen[stem]))
        found[names[-1]] = (record, tuple(names[cause] for cause in record.causes))
    return found


# -- the properties ---------------------------------------------------------------------------------------------------


def ends_in_time(case: Case, _random: Random) -> None:
    """It ends, or names the loop; nothing spins."""
    run, _ = finished(case)
    assert run.fired < TIMERS, run.fired


def same_inputs_same_bytes(case: Case, random: Random) -> None:
    """Compiled and run again: the same bytes."""
    seed = random.randrange(5)
    (one, loop), (two, again) = finished(case, seed=seed), finished(case, seed=seed)
    assert loop == again
    assert list(one.trace.lines()) == list(two.trace.lines())
    assert one.trace.fingerprint() == two.trace.fingerprint()


def one_advance_or_many(case: Case, random: Random) -> None:
    """However often it stops, and whatever is read while it stands, the trace is the same."""
    whole, loop = finished(case)
    run, moments = stops(case, random)
    for moment in moments:
        read_all(run)
        assert to(run, moment) == "", "a moment may be reached twice"
    if not loop:
        assert list(run.trace.lines()) == list(whole.trace.lines())
        assert run.outcome() == whole.outcome()
        assert run.fired == whole.fired


def read_all(run: Run) -> None:
    """Look at everything that can be read."""
    run.outcome()
    for role in run.plan.roles:
        run.view(run.plan.subjects[role.subject])
    for measure in range(len(run.plan.measures)):
        run.measures.exact(measure)
    for fleet in range(len(run.plan.units)):
        run.fleets.read(fleet, "stopped")


def everything_adds_up(case: Case, random: Random) -> None:
    """Demand = served + failed + turned away + wrong + waiting; no account, stock or crew is below nothing."""
    run, moments = stops(case, random, 24)
    for _ in moments:
        assert_adds_up(run)
        for line in range(len(run.plan.lines)):
            accounts = [run.lines.read(line, account)[0] for account in range(ACCOUNTS)]
            assert min(accounts) >= 0, (run.now, line, accounts)
        for backlog in range(len(run.plan.backlogs)):
            for name in ("waiting", "done", "overdue", "amount"):
                assert run.backlogs.read(backlog, name)[0] >= 0, (run.now, backlog, name)
        _waiting_lies_somewhere(run)
        for limit in range(len(run.plan.limits)):
            assert run.limits.used(limit)[0] >= 0, (run.now, limit)
        for fleet, row in enumerate(run.plan.units):
            assert 0 <= run.fleets.read(fleet, "stopped")[0] <= 2 * row.count * ITEM
            assert run.fleets.read(fleet, "kept")[0] >= 0
        for crew in range(len(run.plan.crews)):
            assert run.crews.busy[crew] >= 0, (run.now, crew)


def _waiting_lies_somewhere(run: Run) -> None:
    """What a line has waiting lies in a slow system or in the queues, to the last unit."""
    for number in range(len(run.plan.lines)):
        lies = sum(
            queue.stock(queue.lines.index(number), run.now)[0] for queue in run.backlogs.queues if number in queue.lines
        )
        slow = run.lines.read(number, SLOWED)[0]
        assert run.lines.read(number, WAITING)[0] == lies + slow, (run.now, number)


def levels_are_what_a_recompute_says(case: Case, random: Random) -> None:
    """At every stop each node is what its own parts and its suppliers make of it."""
    run, moments = stops(case, random)
    for _ in moments:
        for node in range(len(run.plan.graph.op)):
            levels = run.levels
            assert recomputed(run, node) == (levels.open[node], levels.done[node], levels.wrong[node]), (run.now, node)


def recomputed(run: Run, node: int) -> tuple[int, int, int]:
    """What a node should be, written down once more in the plainest way."""
    graph, levels = run.plan.graph, run.levels
    suppliers = [(levels.open[one], levels.done[one], levels.wrong[one]) for one in graph.inputs[node]]
    opened, done, wrong = combined(run, node, suppliers)
    own_open = min(levels._bounds._open_parts.get(node, {}).values(), default=WHOLE)
    own_done = 0 if levels.dead[node] else min(levels._bounds._works_parts.get(node, {}).values(), default=WHOLE)
    own_wrong = max(levels._bounds._wrong_parts.get(node, {}).values(), default=0)
    return min(opened, own_open), min(done, own_done, own_open), max(wrong, own_wrong)


def combined(run: Run, node: int, suppliers: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    """What the suppliers of a node make together."""
    graph = run.plan.graph
    op, weights = graph.op[node], graph.weights[node]
    if op == Op.PAIR:
        pair = next(number for number, row in enumerate(run.plan.pairs) if row.node == node)
        return suppliers[run.failover.active[pair]]
    if op == Op.HOLD:
        hold = next(number for number, row in enumerate(run.plan.holds) if row.node == node)
        shown, phase = run.holds._shown[hold], run.holds.phase[hold]
        if phase == FOLLOWING:
            return suppliers[0]
        if phase in (CUT, RESUMING):
            return min(suppliers[0][0], shown[0]), min(suppliers[0][1], shown[1]), suppliers[0][2]
        return shown
    if op == Op.ANY:
        return max(suppliers, key=lambda one: one[1])
    if op == Op.KTH:
        assert isinstance(weights, int)
        best = sorted(suppliers, key=lambda one: -one[1])[:weights]
        return best[-1][0], best[-1][1], max(one[2] for one in best)
    if op == Op.SHARE:
        assert isinstance(weights, tuple)
        total = sum(weights)
        sums = [sum(weight * one[place] for weight, one in zip(weights, suppliers, strict=True)) for place in (0, 1)]
        bad = sum(weight * one[1] * one[2] for weight, one in zip(weights, suppliers, strict=True))
        return sums[0] // total, sums[1] // total, bad // sums[1] if sums[1] else 0
    if op == Op.CHAIN:
        opened = done = WHOLE
        for one in suppliers:
            opened, done = opened * one[0] // WHOLE, done * one[1] // WHOLE
        return opened, done, max((one[2] for one in suppliers), default=0)
    assert op == Op.ALL
    return (
        min((one[0] for one in suppliers), default=WHOLE),
        min((one[1] for one in suppliers), default=WHOLE),
        max((one[2] for one in suppliers), default=0),
    )


def a_fault_raises_no_level(case: Case, random: Random) -> None:
    """Within one settling, whatever stands already."""
    run, moments = stops(case, random, 4)
    parts = [run.plan.rows[name][1] for name in case["components"]]
    for _ in moments:
        pass
    if run.now < run.plan.horizon:
        return  # a loop: nothing is settled
    for _ in range(6):
        before = list(run.levels.done)
        level = random.choice((0, WHOLE // 2, WHOLE - 1))
        run.faults.set(random.choice(parts), PARTIAL if level else DEAD, level, -1)
        run.levels.settle()
        assert all(now <= was for now, was in zip(run.levels.done, before, strict=True))


def every_record_has_a_cause(case: Case, _random: Random) -> None:
    """Causes come before what they cause; only roots stand alone, and what an ordinary day brings."""
    run, _ = finished(case)
    assert all(0 <= cause < record.position for record in run.trace for cause in record.causes)
    assert list(causeless(case, run)) == []


def causeless(case: Case, run: Run) -> Iterator[Record]:
    """Records without a cause that are neither roots nor what an ordinary day brings."""
    ordinary, _ = finished(calm(case))
    daily = {(one.kind, one.subject) for one in ordinary.trace if not one.causes}
    daily |= {("started", name) for name, job in case.get("jobs", {}).items() if job.get("runs") != "on-demand"}
    for record in run.trace:
        if not record.causes and record.kind not in ROOTS and (record.kind, record.subject) not in daily:
            yield record


def calm(case: Case) -> Case:
    """The same bank on a day on which nothing happens: no effect acts, nothing breaks, nobody decides."""
    day = {"at": "00:00", "do": []}
    return {**_without_effects(case), "given": dict.fromkeys(case.get("given", {}), day), "random": False, "orders": []}


_DOES = ("do", "then", "else", "leaves", "full")


def _without_effects(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            key: [] if key in _DOES and isinstance(its, list) else _without_effects(its) for key, its in part.items()
        }
    return [_without_effects(its) for its in part] if isinstance(part, list) else part


def the_stock_clock_is_as_good(case: Case, _random: Random) -> None:
    """An unchanged SimPy environment gives the same bytes."""
    (ours, loop), (stock, again) = finished(case), finished(case, clock=StockClock)
    assert loop == again
    assert list(ours.trace.lines()) == list(stock.trace.lines())


def records_change_nothing(case: Case, _random: Random) -> None:
    """A run that keeps counters only comes to the same end."""
    (told, loop), (quiet, again) = finished(case), finished(case, record=False)
    assert loop == again
    assert len(quiet.trace) == 0
    if not loop:
        assert told.outcome() == quiet.outcome()
        assert told.fired == quiet.fired
        assert told.levels.done == quiet.levels.done


def what_is_unrelated_changes_nothing(case: Case, other: Case, random: Random) -> None:
    """Beside another bank, with or without one of its decisions or events, not a record is another."""
    alone, loop = finished(case)
    section = random.choice([one for one in ("decisions", "events", "signals") if one in other])
    gone = random.choice(sorted(other[section]))
    fewer = without(other, section, gone)
    runs = [finished(beside(case, other))]
    if names_in(fewer, gone) == 0:
        runs.append(finished(beside(case, fewer)))
    mine = {name: (one.detail, why) for name, (one, why) in identified(alone).items()}
    for run, stopped in runs:
        if loop or stopped:
            return
        theirs = {
            name: (one.detail, why) for name, (one, why) in identified(run).items() if not one.subject.startswith("z-")
        }
        assert mine == theirs


def a_question_that_nobody_answers_changes_nothing_else(case: Case, random: Random) -> None:
    """Without it every other record is what it was; the luck of the rest does not hang on it."""
    asked = {**case, "orders": []}
    names = [name for name in case.get("decisions", {}) if names_in(without(asked, "decisions", name), name) == 0]
    if not names:
        return
    gone = random.choice(sorted(names))
    (full, loop), (less, again) = finished(asked), finished(without(asked, "decisions", gone))
    assert bool(loop) == bool(again)
    if not loop:
        with_it = {
            name: (one.detail, why) for name, (one, why) in identified(full).items() if not one.subject.startswith(gone)
        }
        assert with_it == {name: (one.detail, why) for name, (one, why) in identified(less).items()}


PROPERTIES: tuple[Property, ...] = (
    ends_in_time,
    same_inputs_same_bytes,
    one_advance_or_many,
    everything_adds_up,
    levels_are_what_a_recompute_says,
    a_fault_raises_no_level,
    every_record_has_a_cause,
    the_stock_clock_is_as_good,
    records_change_nothing,
    a_question_that_nobody_answers_changes_nothing_else,
)


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: str(holds.__name__))
def test_it_holds_of_any_case(holds: Property) -> None:
    @few
    @given(cases(), st.integers(0, 1_000))
    def tried(case: Case, luck: int) -> None:
        holds(case, Random(luck))

    tried()


@few
@given(cases(), cases(prefix="z-"), st.integers(0, 1_000))
def test_what_is_unrelated_changes_no_record(case: Case, other: Case, luck: int) -> None:
    what_is_unrelated_changes_nothing(case, other, Random(luck))


@pytest.mark.long
@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: str(holds.__name__))
def test_it_holds_of_thousands_of_cases(holds: Property) -> None:
    @many
    @given(cases(), st.integers(0, 1_000))
    def tried(case: Case, luck: int) -> None:
        holds(case, Random(luck))

    tried()


@pytest.mark.long
@settings(many, max_examples=MANY // 4)
@given(cases(), cases(prefix="z-"), st.integers(0, 1_000))
def test_what_is_unrelated_changes_no_record_of_hundreds_of_cases(case: Case, other: Case, luck: int) -> None:
    what_is_unrelated_changes_nothing(case, other, Random(luck))


# -- cases that were found this way -----------------------------------------------------------------------------------


def test_a_switch_names_why_a_member_with_a_restart_fell() -> None:
    """The inside of such a member falls before the member itself is told to be down."""
    run = run_case("""
        components:
          host: {kind: host}
          pair/a: {kind: server, needs: [host], restart: 1m}
          pair/b: {kind: server}
          pair: {kind: pair, first_of: [pair/a, pair/b]}
        events: {dies: {at: 01:00, do: [{fail: host}]}}
    """)
    assert causes(run, records(run, "detected")[0]) == ["level pair/a"]


def test_a_restart_after_a_break_of_its_own_names_the_repair() -> None:
    run = run_case("""
        random: true
        components:
          host: {kind: host}
          server: {kind: server, needs: [host], restart: 30m, breaks: {every: 1h..5h, repair: 3h}}
    """)
    assert causes(run, records(run, "restarting")[0]) == ["repaired server"]


def test_a_need_of_the_work_of_an_option_is_told_under_the_name_of_its_decision() -> None:
    run = run_case("""
        roles: {head: {}}
        routes: {phone: {}}
        components: {host: {kind: host}}
        injects: {news: {at: 00:10, by: phone, to: head}}
        decisions: {what: {to: head, when: news known, options: {go: {takes: 1h, needs: [{need: host, resume: 10m}]}}}}
        events: {dies: {at: 01:00, do: [{fail: host, for: 5m}]}}
    """)
    assert [one.subject.split(".")[0] for one in records(run, "resuming")] == ["what"]


def test_a_member_that_is_closed_from_the_start_is_noticed() -> None:
    """The pair does not wait for something else to happen before it switches."""
    run = run_case("""
        components:
          pair/a: {kind: server, hours: daily 08:00-18:00}
          pair/b: {kind: server}
          pair: {kind: pair, first_of: [pair/a, pair/b]}
    """)
    assert [one.time for one in records(run, "detected")] == [30_000]
    assert [one.detail for one in records(run, "switched")] == [("pair/b",)]


def test_a_standby_that_is_overloaded_names_the_switch() -> None:
    run = run_case("""
        components:
          pair/a: {kind: server}
          pair/b: {kind: server, capacity: {rate: 1/h}}
          pair: {kind: pair, first_of: [pair/a, pair/b]}
        lines: {shop: {needs: [pair], demand: 60/h}}
        events: {dies: {at: 01:00, do: [{fail: pair/a}]}}
    """)
    assert causes(run, records(run, "overloaded")[0]) == ["switched pair"]


def test_a_switch_whose_own_needs_fell_too_names_the_member() -> None:
    run = run_case("""
        components:
          host: {kind: host}
          pair/a: {kind: server, needs: [host]}
          pair/b: {kind: server}
          pair: {kind: pair, first_of: [pair/a, pair/b], failover: {needs: [host]}}
        events: {dies: {at: 01:00, do: [{fail: host}]}}
    """)
    assert causes(run, records(run, "detected")[0]) == ["level pair/a"]


def test_what_its_hours_close_at_the_start_is_back_when_they_begin() -> None:
    """Whether or not something else happens to be closed too."""
    run = run_case("""
        components: {desk: {kind: desk, hours: daily 08:00-18:00}}
        events: {open-again: {when: desk back}}
    """)
    assert [one.time for one in records(run, "happened")] == [8 * HOUR]


def test_nobody_waits_for_a_slow_system_that_does_next_to_nothing() -> None:
    """A level so low that not a thousandth of an item is done: the queue is as long as patience allows at once."""
    run = run_case("""
        components:
          slow: {kind: server, capacity: {rate: 1/h, above: slow}}
          chained: {kind: server, needs: [{chain: [slow, slow]}]}
        lines:
          shop: {needs: [chained], demand: 60/h, patience: 2h}
          crowd: {needs: [slow], demand: 400/h, patience: 2h}
    """)
    assert_adds_up(run)
    assert run.fired < 200
