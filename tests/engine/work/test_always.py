"""What always holds of jobs, tasks and crews, whatever is done to them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.building import plan_case, records, row

from drillsim.engine import Run
from drillsim.engine.arrays import ITEM, Entity
from drillsim.engine.work.works import ABENDED, DONE, FAILED, RUNNING, WAITING

BANK = """
    ends: 2026-04-17 12:00
    components: {host: {kind: server}, disk: {kind: disk}}
    crews:
      team: {size: 3, duty: daily 08:00-18:00, call_out: 10m..30m, reach: 0.7}
      night: {size: 1}
    jobs:
      first: {not_before: 22:00, takes: 3h, items: 1000, needs: [host], on_loss: LOSS, rerun: {from: FROM}}
      second:
        after: [first]
        not_before: 00:30
        not_after: 05:00
        takes: 1h
        needs: [disk]
        clash: {with: [third], then: CLASH}
      third: {not_before: 01:00, takes: 2h, needs: [disk], crew: night}
      fourth: {after: [second, third], takes: 30m, due: 07:00, works: 0.8}
      fix: {runs: on-demand, not_before: 03:00, takes: 20m}
    tasks:
      a:
        crew: team
        people: 2
        steps: {one: {takes: 1h}, two: {takes: 30m..2h, people: 3, needs: [host]}}
        slip: {chance: 0.5, costs: 20m}
      b: {crew: team, takes: 40m, works: 0.5, after: [a], then: [{repair: disk}], else: [{start: b, after: 15m}]}
      c: {takes: 2h, hours: daily 09:00-12:00, needs: [host], on_loss: abends, then: [{start: a}]}
    lines: {shop: {needs: [fourth], demand: 60/h}}
"""

DOINGS = [
    "{start: a}",
    "{start: b}",
    "{start: c}",
    "{start: fix}",
    "{start: first}",
    "{start: second, force: true}",
    "{start: b, force: true}",
    "{cancel: a}",
    "{cancel: first}",
    "{cancel: third}",
    "{fail: first}",
    "{fail: a}",
    "{fail: host, for: 70m}",
    "{fail: disk, for: 3h}",
    "{degrade: host, to: 30%, for: 5h}",
    "{withhold: third, for: 2h}",
    "{withhold: team, for: 4h}",
    "{call: team}",
    "{call: team, people: 1}",
    "{set: team.size, to: 1, for: 6h}",
    "{set: first.not_before, to: 23:30}",
    "{set: second.not_after, to: 02:00}",
    "{set: fourth.works, to: 0}",
    "{repair: first}",
    "{set: fourth.due, to: 06:00}",
]
MINUTES = 36 * 60


@st.composite
def cases(draw: st.DrawFn) -> str:
    text = BANK.replace("LOSS", draw(st.sampled_from(["waits", "abends", "errors"])))
    text = text.replace("FROM", draw(st.sampled_from(["start", "stop"])))
    text = text.replace("CLASH", draw(st.sampled_from(["waits", "abends", "both-abend", "both-run"])))
    doings = draw(st.lists(st.tuples(st.integers(0, MINUTES - 1), st.sampled_from(DOINGS)), min_size=1, max_size=12))
    events = [
        f"      e{i}: {{at: 'd+{at // 1440} {at // 60 % 24:02}:{at % 60:02}', do: [{do}]}}"
        for i, (at, do) in enumerate(doings)
    ]
    return text + "    events:\n" + "\n".join(events) + "\n"


def assert_sound(run: Run) -> None:
    """People are at one place at a time; what is done is done; nobody holds people who does not work."""
    works = run.works
    held = [0] * len(run.plan.crews)
    for work in range(len(run.plan.works)):
        holding = works.hands.holding[work]
        if holding is not None:
            assert works.status[work] == RUNNING
            held[holding[0]] += holding[1]
        if works.hands.asked[work] >= 0:
            assert works.status[work] == WAITING
        share, _ = works.read(work, "share")
        assert 0 <= share <= 10**12
    assert held == run.crews.busy
    first = row(run, "first", Entity.WORK)
    done, failed = works.read(first, "done")[0], works.read(first, "failed")[0]
    assert done >= 0
    assert failed >= 0
    assert done + failed <= 1000 * ITEM
    if works.status[first] == DONE and run.jobs.gate[first] >= 0:
        assert done + failed == 1000 * ITEM


@settings(max_examples=60)
@given(cases(), st.integers(1, 50), st.lists(st.integers(0, MINUTES * 60_000), max_size=25))
def test_work_is_sound_and_the_same_in_one_step_or_many(text: str, seed: int, moments: list[int]) -> None:
    plan = plan_case(text)
    run = Run(plan, seed)
    for moment in sorted(moments):
        run.advance(moment)
        assert_sound(run)
    run.finish()
    assert_sound(run)
    assert run.fired < 400
    for record in run.trace:
        assert all(cause < record.position for cause in record.causes)
    whole = Run(plan, seed)
    whole.finish()
    assert whole.trace.fingerprint() == run.trace.fingerprint()
    for name in ("first", "second", "third", "fourth"):
        its = row(run, name, Entity.WORK)
        ended = sum(len(records(run, kind, name)) for kind in ("done", "work-failed", "abended", "cancelled"))
        goes_on = run.works.status[its] in (WAITING, RUNNING, ABENDED, FAILED)
        assert len(records(run, "started", name)) <= ended + goes_on, name
