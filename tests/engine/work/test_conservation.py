"""Demand = served + failed + turned away + wrong + waiting, exactly, at every moment, whatever is done to a bank."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.building import assert_adds_up, plan_case, start_case

from drillsim.engine import Run
from drillsim.engine.arrays import WHOLE
from drillsim.engine.work.accounts import SLOWED, WAITING

BANK = """
    calendar: {windows: {core: daily 08:00-15:00}}
    components:
      power: {kind: power}
      host: {kind: server, needs: [power], capacity: {rate: 90/h, above: ABOVE}}
      spare: {kind: server, needs: [power]}
      pool: {kind: pool, needs: [{share: {host: 2, spare: 1}}]}
      ledger: {kind: ledger, wrong_from: {backlog: fix, of: 500}}
      hand: {kind: desk, hours: core}
    crews: {clerks: {size: 5, duty: daily 09:00-17:00}}
    backlogs:
      desk: {order: ORDER, served_by: {host: 70/h, clerks: 7/h}}
      manual: {served_by: {hand: 25/h, clerks: 6/h}}
      fix: {served_by: {clerks: 9/h}, fed_by: [{from: web.wrong, share: 0.5}]}
    lines:
      web:
        needs: [pool, ledger]
        demand: {00:00: 31/h, 07:00: 97.3/h, 18:00: 20/h}
        patience: 9m
        customers: {pool: 300, items_each: 1.7}
      atm:
        needs: [{any: [host, spare]}]
        hours: daily 07:00-21:00
        demand: 47.7/h
        fed_by: [{from: web.failed, share: 0.4, after: 3m}]
      pay: {backlog: desk, demand: {00:00: 11/h, 08:00: 71.9/h, 16:00: 3/h}, due: core.end, amount: JPY 700}
      big:
        needs: [ledger]
        backlog: desk
        demand: {00:00: 7/h, 10:00: 33.3/h, 12:00: 0/h}
        due: 12:00
        amount: JPY 90000
    jobs: {nightly: {not_before: 01:00, takes: 3h, needs: [{need: host, load: 40/h}]}}
"""

DOINGS = [
    "",
    "    {fail: power, for: 41m}",
    "    {fail: host, for: 97m}",
    "    {fail: host}",
    "    {repair: host}",
    "    {degrade: host, to: 37%, for: 3h}",
    "    {degrade: spare, to: 10%, over: 50m}",
    "    {corrupt: ledger, share: 21%, for: 2h}",
    "    {corrupt: ledger, items: 60}",
    "    {withhold: pool, for: 75m}",
    "    {withhold: web, for: 33m}",
    "    {withhold: desk, for: 2h}",
    "    {withhold: clerks, for: 90m}",
    "    {surge: web, by: 3.3, over: 40m, for: 2h}",
    "    {surge: pay, add: 200/h, for: 20m}",
    "    {surge: host, add: 90/h, for: 1h}",
    "    {divert: web, to: atm, share: 60%, for: 4h}",
    "    {divert: web, to: manual, share: 50%, for: 1h}",
    "    {divert: web, to: manual, share: 80%, for: 3h}",
    "    {divert: atm, to: desk, share: 50%}",
    "    {divert: pay, to: web, share: 70%}",
    "    {divert: pay, to: manual, share: 70%}",
    "    {divert: pay, to: desk}",
    "    {withhold: pay, for: 2h}",
    "    {move: desk, to: manual, share: 30%}",
    "    {move: desk, to: failed, items: 25}",
    "    {move: desk, line: pay, to: wrong, share: 20%}",
    "    {move: manual, to: desk}",
    "    {set: desk.order, to: amount}",
    "    {set: desk.order, to: [big, pay]}",
    "    {set: desk.order, to: due}",
    "    {set: core.end, to: 17:00, until: 24:00}",
    "    {set: desk.served_by.host.rate, to: 5/h, for: 3h}",
    "    {set: host.capacity.above, to: slow}",
    "    {set: clerks.size, to: 1, for: 2h}",
    "    {cancel: nightly}",
    "    {start: nightly}",
    "",
][1:-1]

DAY = 24 * 60


@st.composite
def cases(draw: st.DrawFn) -> str:
    text = BANK.replace("ABOVE", draw(st.sampled_from(["shed", "slow", "refuse", "collapse"])))
    text = text.replace("ORDER", draw(st.sampled_from(["arrival", "due", "amount", "[big]", "[pay, big]"])))
    doings = draw(st.lists(st.tuples(st.integers(0, DAY - 1), st.sampled_from(DOINGS)), min_size=1, max_size=9))
    events = [f"      e{i}: {{at: '{at // 60:02}:{at % 60:02}', do: [{do}]}}" for i, (at, do) in enumerate(doings)]
    return text + "    events:\n" + "\n".join(events) + "\n"


def assert_stocks_agree(run: Run) -> None:
    """What waits by a line's account waits in a slow system or a queue; more is never overdue than waits."""
    for line in range(len(run.plan.lines)):
        stocks = run.lines.read(line, SLOWED)[0]
        for queue in run.backlogs.queues:
            if line in queue.lines:
                place = queue.class_of(line)
                stock = queue.stock(place, run.now)[0]
                assert stock >= 0
                assert queue.late[place] <= queue.waiting[place]
                stocks += stock
        assert stocks == run.lines.read(line, WAITING)[0]
    for queue in run.backlogs.queues:
        for place in range(len(queue.lines)):
            assert sum(spell.left[place] for spell in queue._spells) == queue.waiting[place]


@settings(max_examples=40)
@given(cases(), st.lists(st.integers(0, DAY * 60_000), max_size=30))
def test_nothing_is_lost_and_reading_changes_nothing(text: str, moments: list[int]) -> None:
    run = start_case(text)
    for moment in sorted(moments):
        run.advance(moment)
        assert_adds_up(run)
        assert_stocks_agree(run)
        run.outcome()
    run.finish()
    assert_adds_up(run)
    assert_stocks_agree(run)
    assert all(0 <= run.lines.good[line] <= WHOLE for line in range(len(run.plan.lines)))
    assert run.fired < 6_000
    whole = Run(plan_case(text), 1)
    whole.finish()
    assert whole.trace.fingerprint() == run.trace.fingerprint()
    assert whole.outcome() == run.outcome()
    counted = Run(plan_case(text), 1, record=False)
    counted.finish()
    assert counted.outcome() == run.outcome()
