"""Questions: when they are asked, who must agree, what is refused, what follows, and orders given beforehand."""

from typing import Any

import pytest
from tests.engine.building import HOUR, MINUTE, causes, level_now, moments, plan_case, records, start_case

from drillsim.engine import Run
from drillsim.engine.people.decisions import Order
from drillsim.plan import PlanProblems

WORLD = """
    roles: {{ops: {{}}, head: {{answers: 10m{head}}}, night: {{answers: 40m{night}}}}}
    routes: {{console: {{}}}}
    crews: {{hands: {{size: 2}}}}
    components: {{a: {{kind: server}}, spare: {{kind: server, closed: true}}}}
    events: {{dies: {{at: 01:00, do: [{{fail: a}}]}}}}
    signals: {{a-down: {{when: a down, by: console, to: ops}}}}
    decisions:
      repair:
        to: ops
        when: a-down known
        options: {options}
"""


def decide(options: str, *orders: Order, head: str = "", night: str = "", **more: Any) -> Run:
    run = start_case(WORLD.format(options=options, head=head, night=night), **more)
    run.stand(orders)
    run.finish()
    return run


def test_a_question_is_asked_when_its_role_knows_and_answered_once() -> None:
    run = decide("{fix: {do: [{repair: a}]}, wait: {}}", Order(0, 0), Order(0, 1))
    asked = records(run, "asked", "repair")
    assert [(one.time, one.detail) for one in asked] == [(HOUR, ("ops",))]
    assert causes(run, asked[0]) == ["known a-down"]
    assert [one.detail for one in records(run, "decided")] == [("fix",)]
    assert causes(run, records(run, "decided")[0]) == ["asked repair"]
    assert causes(run, records(run, "repaired")[0]) == ["decided repair"]
    assert level_now(run, "a") == 1_000_000


def test_an_order_waits_until_it_is_asked_and_never_decides_what_is_not_asked() -> None:
    early = decide("{fix: {}}", Order(0, 0, at=30 * MINUTE))
    assert moments(early, "decided") == [HOUR]
    late = decide("{fix: {}}", Order(0, 0, at=3 * HOUR))
    assert moments(late, "decided") == [3 * HOUR]
    never = decide("{fix: {}}", Order(0, 0), events={})
    assert moments(never, "decided") == []


def test_an_order_by_the_plan_comes_so_long_after_the_question() -> None:
    assert moments(decide("{fix: {}}", Order(0, 0, after=20 * MINUTE)), "decided") == [HOUR + 20 * MINUTE]


def test_the_earliest_of_several_orders_decides() -> None:
    run = decide("{fix: {}, wait: {}}", Order(0, 1, at=5 * HOUR), Order(0, 0, at=2 * HOUR))
    assert [(one.time, one.detail) for one in records(run, "decided")] == [(2 * HOUR, ("fix",))]


def test_an_authority_takes_its_time() -> None:
    """Chosen when asked, decided when the head has answered, and only then does it act."""
    run = decide("{fix: {authority: head, do: [{repair: a}]}}", Order(0, 0))
    assert [(one.time, one.detail) for one in records(run, "chosen")] == [(HOUR, ("fix", "head"))]
    assert moments(run, "decided") == moments(run, "repaired") == [HOUR + 10 * MINUTE]
    assert causes(run, records(run, "decided")[0]) == ["chosen repair"]


def test_an_approval_in_hand_needs_no_answer() -> None:
    run = decide("{fix: {authority: head}}", Order(0, 0, approved=True))
    assert moments(run, "chosen") == []
    assert moments(run, "decided") == [HOUR]


def test_an_absent_authority_answers_through_its_deputy_or_when_it_is_back() -> None:
    away = ", away: daily 00:00-06:00"
    assert moments(decide("{fix: {authority: head}}", Order(0, 0), head=away), "decided") == [6 * HOUR + 10 * MINUTE]
    deputy = f"{away}, deputy: night"
    assert moments(decide("{fix: {authority: head}}", Order(0, 0), head=deputy), "decided") == [HOUR + 40 * MINUTE]
    both = decide("{fix: {authority: head}}", Order(0, 0), head=deputy, night=", away: daily 00:00-03:00")
    assert moments(both, "decided") == [3 * HOUR + 40 * MINUTE]


def test_what_is_forbidden_or_cannot_be_done_is_refused_with_its_reason() -> None:
    options = "{skip: {forbidden: not allowed}, spare: {when: time >= 02:00, do: [{repair: a}]}, fix: {}}"
    run = decide(options, Order(0, 0), Order(0, 1), Order(0, 2))
    refused = records(run, "refused", "repair")
    assert [one.detail for one in refused] == [("skip", "forbidden"), ("spare", "condition")]
    assert causes(run, refused[0]) == ["asked repair"]
    assert [one.detail for one in records(run, "decided")] == [("fix",)]


TOLD = """
    roles: {ops: {reads: {console: 20m}}, watch: {}}
    routes: {console: {}}
    components: {a: {kind: server}}
    events: {dies: {at: 01:00, do: [{fail: a, for: 5m}]}}
    signals: {a-down: {when: a down, by: console, to: [ops, watch]}}
    decisions: {repair: {to: ops, when: time >= 00:30, options: {fix: {when: a-down known}, wait: {}}}}
"""


def test_an_option_is_on_offer_by_what_its_own_role_has_been_told() -> None:
    """Not when it is true, and not when somebody else knows: a is down from 1:00 to 1:05, ops reads it at 1:20."""
    run = start_case(TOLD)
    refusals = []
    for minute in (59, 60, 66, 79, 80):
        run.advance(minute * MINUTE)
        refusals.append(run.decisions.refusal(0, 0))
    assert refusals == ["condition", "condition", "condition", "condition", ""]


@pytest.mark.parametrize("when", ["a down", "a up for 10m", {"not": "shop.failed > 1"}, "batch done"])
def test_an_option_that_depends_on_the_truth_is_refused_on_load(when: object) -> None:
    decision = {"to": "ops", "when": "a-down known", "options": {"fix": {"when": when}}}
    with pytest.raises(PlanProblems, match=r"decisions\.what\.options\.fix\.when: an option cannot depend on"):
        plan_case(TOLD, lines={"shop": {}}, jobs={"batch": {}}, decisions={"what": decision})


def test_a_decision_opens_on_neither_side_of_a_comparison_with_the_truth() -> None:
    decision = {"to": "ops", "when": "hands.busy > shop.failed", "options": {"fix": {}}}
    with pytest.raises(PlanProblems, match="a decision cannot open on 'shop'"):
        plan_case(TOLD, crews={"hands": {}}, lines={"shop": {}}, decisions={"what": decision})


def test_reasons_before_and_after() -> None:
    run = start_case(WORLD.format(options="{fix: {authority: head}}", head="", night=""))
    run.advance(30 * MINUTE)
    assert run.decisions.refusal(0, 0) == "not-asked"
    run.advance(HOUR)
    assert run.decisions.refusal(0, 0) == ""
    run.stand([Order(0, 0)])
    run.advance(HOUR + MINUTE)
    assert run.decisions.refusal(0, 0) == "already-decided"


def test_an_option_that_starts_work_is_effective_when_the_work_is_done() -> None:
    run = decide("{fix: {takes: 2h, crew: hands, then: [{repair: a}]}}", Order(0, 0))
    assert moments(run, "decided") == [HOUR]
    assert moments(run, "effective") == moments(run, "repaired") == [3 * HOUR]
    assert causes(run, records(run, "effective")[0]) == ["done repair.fix"]


def test_an_option_without_work_is_effective_at_once_and_one_whose_work_fails_never_is() -> None:
    assert moments(decide("{fix: {do: [{repair: a}]}}", Order(0, 0)), "effective") == [HOUR]
    failed = decide("{fix: {takes: 1h, works: 0, else: [{fail: spare}]}}", Order(0, 0))
    assert moments(failed, "effective") == []
    assert moments(failed, "failed", "spare") == [2 * HOUR]


AGAIN = """
    roles: {ops: {}}
    routes: {console: {}}
    components: {a: {kind: server}}
    events:
      one: {at: 01:00, do: [{fail: a, for: 10m}]}
      two: {at: 02:00, do: [{fail: a, for: 10m}]}
    signals: {a-down: {when: a down, by: console, to: ops, again: true}}
    decisions:
      what: {to: ops, when: a-down known, again: true, options: {long: {takes: 3h}, short: {takes: 10m}}}
"""


def test_a_question_that_opens_again_while_its_first_answer_is_at_work() -> None:
    """The work of the first answer ends later, and makes only the first answer effective."""
    run = start_case(AGAIN)
    run.stand([Order(0, 0), Order(0, 1, at=2 * HOUR)])
    run.finish()
    assert moments(run, "asked") == [HOUR, 2 * HOUR]
    assert [(one.time, one.detail) for one in records(run, "effective")] == [
        (2 * HOUR + 10 * MINUTE, ("short",)),
        (4 * HOUR, ("long",)),
    ]


def test_an_open_question_is_not_asked_a_second_time() -> None:
    run = start_case(AGAIN)
    run.finish()
    assert moments(run, "asked") == [HOUR]


def test_decided_is_a_state_of_the_question_and_of_each_option() -> None:
    run = decide(
        "{fix: {authority: head}, wait: {}}",
        Order(0, 0),
        obligations={
            "any": {"of": "ops", "when": "repair decided", "within": "1h", "met_when": "a up"},
            "this": {"of": "ops", "when": "repair decided fix", "within": "1h", "met_when": "a up"},
            "that": {"of": "ops", "when": "repair decided wait", "within": "1h", "met_when": "a up"},
        },
    )
    assert moments(run, "owed", "any") == moments(run, "owed", "this") == [HOUR + 10 * MINUTE]
    assert moments(run, "owed", "that") == []


def test_a_withheld_question_is_asked_on_release() -> None:
    run = decide(
        "{fix: {}}",
        Order(0, 0),
        given={"blind": {"withhold": "repair", "until": "05:00"}},
    )
    assert moments(run, "asked") == moments(run, "decided") == [5 * HOUR]
