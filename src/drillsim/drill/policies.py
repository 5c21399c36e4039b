"""Who decides when nobody sits at the terminal: each policy is a set of standing orders.

- as-published: every published choice at its published time, or when asked if that is later; the published ends of
  tasks are pinned, unless somebody wants their luck
- by-cp: what the contingency plan says, as late as it allows
- nobody: nothing is decided
- a file: a list of `{at: CLOCK, decided: DECISION OPTION}` or `{after: DURATION, decided: DECISION OPTION}`
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from drillsim.engine import Order
from drillsim.engine.kernel.calendar import next_clock
from drillsim.errors import DrillsimError

if TYPE_CHECKING:
    from pathlib import Path

    from drillsim.engine import Pin, Plan
    from drillsim.library import Document, Problem

AS_PUBLISHED: Final = "as-published"
BY_CP: Final = "by-cp"
NOBODY: Final = "nobody"
POLICIES: Final = (AS_PUBLISHED, BY_CP, NOBODY)
_ROW: Final = {"at", "after", "decided", "approved"}


def default_policy(plan: Plan) -> str:
    """As published where choices were published, else by the contingency plan."""
    return AS_PUBLISHED if plan.published else BY_CP


def policy_orders(plan: Plan, policy: str) -> tuple[Order, ...]:
    """The standing orders of a named policy."""
    if policy == AS_PUBLISHED:
        return tuple(
            Order(*_numbers(plan, decision, option), at=at, approved=True)
            for at, decision, option in sorted(plan.published, key=lambda choice: choice[0])
        )
    if policy == BY_CP:
        return tuple(
            Order(number, row.plan_option, after=plan.slots.values[row.plan_within])
            for number, row in enumerate(plan.decisions)
            if row.plan_option >= 0
        )
    if policy == NOBODY:
        return ()
    raise DrillsimError(f"unknown policy '{policy}'", f"use {', '.join(POLICIES)}, or a file")


def policy_pins(plan: Plan, policy: str) -> tuple[Pin, ...]:
    """The ends of people's work that a named policy pins."""
    return plan.pins if policy == AS_PUBLISHED else ()


def _numbers(plan: Plan, decision: str, option: str) -> tuple[int, int]:
    """The rows of a decision and its option that a plan is known to have."""
    number = next(number for number, row in enumerate(plan.decisions) if plan.subjects[row.subject] == decision)
    return number, [one.name for one in plan.decisions[number].options].index(option)


def read_policy(plan: Plan, path: Path) -> tuple[Order, ...]:
    """The standing orders that a file lists; whatever is wrong with them is raised at once, each at its place."""
    from drillsim.library import FileProblems, read_value

    document = read_value(path)
    top: tuple[str | int, ...] = ("decide",) if isinstance(document.data, dict) else ()
    rows = document.data.get("decide") if isinstance(document.data, dict) else document.data
    wrong: list[Problem] = []
    if not isinstance(rows, list):
        _report(wrong, document, (), "policy-not-list", "policy-row")
        rows = []
    orders = [_order(plan, document, (*top, place), row, wrong) for place, row in enumerate(rows)]
    if wrong:
        raise FileProblems(wrong)
    return tuple(order for order in orders if order is not None)


def _report(
    wrong: list[Problem], document: Document, path: tuple[str | int, ...], code: str, hint: str = "", **params: object
) -> None:
    from drillsim.library.problems import fault_place, problem

    wrong.append(problem(code, fault_place(document, path), document.lines, hint=hint, params=params))


def _order(plan: Plan, document: Document, path: tuple[str | int, ...], row: Any, wrong: list[Problem]) -> Order | None:
    """The order that a row means, or none once it is reported."""
    words = row["decided"].split() if isinstance(row, dict) and isinstance(row.get("decided"), str) else []
    if len(words) != 2 or not set(row) <= _ROW or ("at" in row and "after" in row):
        _report(wrong, document, path, "policy-row", "policy-row")
        return None
    option = _option(plan, document, (*path, "decided"), words, wrong)
    at = _moment(plan, document, (*path, "at"), row.get("at"), wrong)
    after = _after(document, (*path, "after"), row.get("after", 0), wrong)
    if option is None or at is None or after is None:
        return None
    return Order(*option, at=at, after=after, approved=row.get("approved") is True)


def _moment(
    plan: Plan, document: Document, path: tuple[str | int, ...], written: Any, wrong: list[Problem]
) -> int | None:
    """When a row's clock time comes; at once if it has none."""
    from drillsim.model.times import parse_clock
    from drillsim.plan.days import clock_slot

    if written is None:
        return 0
    try:
        at = next_clock(plan.calendar, clock_slot(parse_clock(written), plan.calendar), -1)
    except ValueError as error:
        _report(wrong, document, path, "value", text=str(error))
        return None
    if at > plan.horizon:
        _report(wrong, document, path, "never-comes", name=written)
        return None
    return at


def _after(document: Document, path: tuple[str | int, ...], written: Any, wrong: list[Problem]) -> int | None:
    """How long after being asked a row decides."""
    from drillsim.model.quantities import parse_duration

    try:
        return parse_duration(written)
    except ValueError as error:
        _report(wrong, document, path, "value", text=str(error))
        return None


def _option(
    plan: Plan, document: Document, path: tuple[str | int, ...], words: list[str], wrong: list[Problem]
) -> tuple[int, int] | None:
    """The decision and the option that two words name."""
    decision, option = words
    numbers = {plan.subjects[row.subject]: number for number, row in enumerate(plan.decisions)}
    if decision not in numbers:
        _report_unknown(wrong, document, path, decision, list(numbers), "unknown-decision")
        return None
    options = [one.name for one in plan.decisions[numbers[decision]].options]
    if option not in options:
        _report_unknown(wrong, document, path, option, options, "unknown-option", decision=decision)
        return None
    return numbers[decision], options.index(option)


def _report_unknown(
    wrong: list[Problem],
    document: Document,
    path: tuple[str | int, ...],
    name: str,
    known: list[str],
    code: str,
    **params: object,
) -> None:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    shown = near[0] if near else ", ".join(known)
    hint = "did-you-mean" if near else "known-names" if known else ""
    _report(wrong, document, path, code, hint, name=name, near=shown, **params)
