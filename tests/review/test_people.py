"""What people were asked and owed, as a trace tells it."""

from __future__ import annotations

from tests.engine.building import HOUR, MINUTE, plan_case

from drillsim.engine import Decide, Order, Run
from drillsim.review import Answer, Duty, Refused, read_answers, read_duties

CASE = """
    roles: {head: {answers: 20m}, chief: {answers: 30m}}
    routes: {phone: {}}
    components: {host: {kind: server}, spare: {kind: server}}
    signals:
      word: {when: host down, by: phone, to: head, again: true}
      other: {when: spare down, by: phone, to: head}
    decisions:
      what:
        to: head
        when: word known
        options: {wait: {}, ask: {authority: chief}, work: {takes: 1h}, never: {forbidden: not allowed}}
      other-one: {to: head, when: other known, options: {wait: {}}}
    obligations:
      report: {of: head, when: word known, within: 30m, met_when: what decided}
      other-report: {of: head, when: other known, within: 30m, met_when: what decided}
    events: {dies: {at: 02:00, do: [{fail: host}]}}
"""
WAIT, ASK, WORK, NEVER = range(4)


def run_with(*orders: Order, until: int = 24 * HOUR) -> tuple[Answer, ...]:
    run = Run(plan_case(CASE), 1)
    run.stand(orders)
    run.advance(until)
    return read_answers(run.plan, run.trace, orders)


def test_a_question_goes_from_asked_to_effective() -> None:
    what, other = run_with(Order(0, ASK))
    assert what == Answer(
        "what", "head", "effective", "ask", 2 * HOUR, 2 * HOUR, 2 * HOUR + 30 * MINUTE, 2 * HOUR + 30 * MINUTE
    )
    assert other == Answer("other-one", "head")


def test_each_state_on_the_way_is_told() -> None:
    states = [
        run_with(Order(0, ASK, at=3 * HOUR), until=until)[0].state
        for until in (HOUR, 2 * HOUR, 3 * HOUR, 3 * HOUR + 30 * MINUTE)
    ]
    assert states == ["not-asked", "open", "chosen", "effective"]
    assert run_with(Order(0, WORK), until=2 * HOUR + 59 * MINUTE)[0].state == "decided"
    assert run_with(Order(0, WORK), until=3 * HOUR)[0].effective == 3 * HOUR


def test_a_choice_that_stands_is_named_while_it_waits_and_when_it_is_never_asked_for() -> None:
    what, other = run_with(Order(0, WAIT, at=5 * HOUR), Order(1, WAIT, at=HOUR), until=4 * HOUR)
    assert (what.state, what.option) == ("open", "wait")
    assert (other.state, other.option, other.asked) == ("not-asked", "wait", None)
    assert [(one.state, one.option) for one in run_with(until=4 * HOUR)] == [("open", None), ("not-asked", None)]


def test_a_second_choice_for_a_question_that_is_asked_once_was_not_asked_for() -> None:
    told = run_with(Order(0, WAIT, at=3 * HOUR), Order(0, ASK, at=9 * HOUR))
    assert [(one.decision, one.state, one.option) for one in told[:2]] == [
        ("what", "effective", "wait"),
        ("what", "not-asked", "ask"),
    ]


def test_a_refused_choice_says_why() -> None:
    what, _ = run_with(Order(0, NEVER, at=3 * HOUR))
    assert what.refused == (Refused(3 * HOUR, "never", "forbidden"),)
    assert (what.state, what.option) == ("open", None)
    second, _ = run_with(Order(0, NEVER, at=3 * HOUR), Order(0, WAIT, at=4 * HOUR))
    assert (second.state, second.option, second.decided) == ("effective", "wait", 4 * HOUR)


def test_a_person_may_answer_what_a_choice_stood_for() -> None:
    run = Run(plan_case(CASE), 1)
    orders = (Order(0, WAIT, at=5 * HOUR),)
    run.stand(orders)
    run.advance(3 * HOUR)
    run.submit(Decide("what", "work", "head"))
    run.finish()
    told = read_answers(run.plan, run.trace, orders)
    assert [(one.decision, one.state, one.option) for one in told] == [
        ("what", "effective", "work"),
        ("what", "not-asked", "wait"),
        ("other-one", "not-asked", None),
    ]


def duties(*orders: Order, until: int = 24 * HOUR) -> tuple[Duty, ...]:
    run = Run(plan_case(CASE), 1)
    run.stand(orders)
    run.advance(until)
    return read_duties(run.plan, run.trace)


def test_what_was_owed_is_met_missed_late_or_still_owed() -> None:
    owed, due = 2 * HOUR, 2 * HOUR + 30 * MINUTE
    met, never = duties(Order(0, WAIT, at=2 * HOUR + 10 * MINUTE))
    assert met == Duty("report", "head", "met", owed, due, 2 * HOUR + 10 * MINUTE)
    assert never == Duty("other-report", "head")
    assert duties(Order(0, WAIT, at=3 * HOUR))[0] == Duty("report", "head", "late", owed, due, 3 * HOUR)
    assert duties()[0] == Duty("report", "head", "missed", owed, due)
    assert duties(until=due)[0] == Duty("report", "head", "owed", owed, due)
