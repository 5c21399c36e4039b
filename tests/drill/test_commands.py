"""Commands: what a run takes from people, and what it refuses without changing anything."""

from __future__ import annotations

import re
from typing import Any

import pytest

from drillsim import load_scenario
from drillsim.drill import parse_command, policy_orders
from drillsim.engine import CommandRefused, Run
from drillsim.plan import compile_plan

ASKED = 45 * 60_000
"""The tutorial's question is open by then."""


def _run(to: int = ASKED) -> Run:
    run = Run(compile_plan(load_scenario("tutorial")))
    run.advance(to)
    return run


def _submit(run: Run, written: object, at: int | None = None) -> None:
    run.submit(parse_command(run.plan, written, at))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({"do": {"fail": "netwrk"}}, "unknown component, job or task 'netwrk'"),
        ({"do": {"fail": "network"}, "by": "xx"}, "unknown role 'xx'"),
        ({"do": {"fail": "network"}, "says": "x"}, "'says' does not belong to a command with do"),
        ({"do": {"switch": "db", "to": "db/x"}}, "unknown member 'db/x' of 'db'"),
        ({"do": {"degrade": "core", "to": 2}}, "2 is not between 0 and 1"),
        ({"decide": "databse switch-by-hand"}, "unknown decision 'databse'"),
        ({"decide": "database pray"}, "'database' does not offer 'pray'"),
        ({"decide": "database switch-by-hand", "by": "xx"}, "unknown role 'xx'"),
        ({"decide": "database switch-by-hand", "by": "manager"}, "'manager' has no authority over 'database'"),
        (
            {"decide": "database switch-by-hand", "by": "operations", "approved": True},
            "'operations' cannot approve its own choice",
        ),
        ({"tell": "nobody"}, "unknown role 'nobody'"),
        ({"tell": "manager", "route": "pigeon"}, "unknown route 'pigeon'"),
        (
            {"tell": {"to": "operations", "says": "x"}},
            "list of roles, not a map\nhint: write {tell: ROLE, says",
        ),
        (
            {"do": [{"fail": "core"}]},
            "one effect, not a list\nhint: write {do: {fail: COMPONENT}}, one",
        ),
        ({}, "a command is a map"),
        ([], "[] is not a command"),
        ("fail core", "'fail core' is not a command"),
    ],
)
def test_a_bad_command_is_refused_and_changes_nothing(written: Any, reason: str) -> None:
    run = _run()
    before = list(run.trace.lines())
    with pytest.raises(CommandRefused, match=re.escape(reason)):
        _submit(run, written)
    run.finish()
    untouched = _run()
    assert before == list(untouched.trace.lines())
    untouched.finish()
    assert list(run.trace.lines()) == list(untouched.trace.lines())


def test_a_question_that_is_not_open_cannot_be_answered() -> None:
    run = _run(0)
    with pytest.raises(CommandRefused, match="it has not been asked yet"):
        _submit(run, {"decide": "database wait-for-repair"})
    run.advance(ASKED)
    _submit(run, {"decide": "database wait-for-repair", "by": "operations"})
    with pytest.raises(CommandRefused, match="it has been decided already"):
        _submit(run, {"decide": "database quick-restart"})


def test_once_the_scenario_is_over_nothing_can_be_done() -> None:
    run = _run()
    run.finish()
    before = run.trace.fingerprint()
    with pytest.raises(CommandRefused, match="the scenario is over"):
        _submit(run, {"do": {"fail": "network"}})
    with pytest.raises(CommandRefused, match="the scenario is over"):
        run.stand(policy_orders(run.plan, "as-published"))
    assert run.trace.fingerprint() == before


@pytest.mark.parametrize(("at", "reason"), [(0, "has passed"), (ASKED + 1, "has not come yet")])
def test_a_command_for_another_moment_is_refused(at: int, reason: str) -> None:
    with pytest.raises(CommandRefused, match=reason):
        _submit(_run(), {"do": {"fail": "network"}}, at)


def test_a_choice_waits_for_the_authority() -> None:
    run = _run()
    _submit(run, {"decide": "database switch-by-hand", "by": "operations"})
    assert run.view("operations").questions[0].approving
    run.advance(ASKED + 10 * 60_000)
    assert run.view("operations").questions[0].chosen == "switch-by-hand"


def test_a_fault_of_the_facilitator_moves_no_draw_of_the_scenario() -> None:
    """A command draws from streams of its own: what is unrelated to it happens as before."""
    run, other = _run(), _run()
    _submit(other, {"do": {"degrade": "network", "to": 0.5, "for": "20m", "chance": 0.5, "after": "1m..5m"}})
    run.finish()
    other.finish()
    repairs = [[r.time for r in one.trace if r.subject == "repair-a"] for one in (run, other)]
    assert repairs[0] == repairs[1]


@pytest.mark.parametrize("seed", ["a", 1.5, None, -1, 1 << 63])
def test_a_seed_is_a_whole_number(seed: Any) -> None:
    with pytest.raises(CommandRefused, match="a seed is a whole number"):
        Run(compile_plan(load_scenario("tutorial")), seed)


def test_time_is_a_whole_number_of_milliseconds() -> None:
    with pytest.raises(CommandRefused, match="whole number of milliseconds"):
        _run().advance(3.5)  # type: ignore[arg-type]


def test_a_view_holds_what_a_role_was_told_and_nothing_else() -> None:
    run = _run()
    assert [told.message for told in run.view("operations").told] == ["database-dead"]
    assert run.view("manager").told == ()
    assert [owed.obligation for owed in run.view("operations").owed] == ["choose-in-time"]
    with pytest.raises(CommandRefused, match="unknown role 'boss'"):
        run.view("boss")
