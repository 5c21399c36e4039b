"""Whole cases at random: a bank and its story as plain data, drawn piece by piece by Hypothesis.

1. Whatever is drawn is well written: every name exists, every part fits. A case that does not compile is a mistake.
2. Times, rates and shares are drawn from few round numbers, so that things meet within one millisecond.
3. Every name starts with the prefix of its case: two cases with different prefixes can stand side by side in one.
4. Standing orders are part of a case, under `orders`; everything else is what `build_case` takes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from tests.engine.building import build_case
from tests.engine.generated.bank import draw_backlog, draw_components, draw_line, draw_settle_names
from tests.engine.generated.effects import draw_effect
from tests.engine.generated.pen import SECTIONS, Case, Pen, draw_names
from tests.engine.generated.story import (
    draw_decision,
    draw_event,
    draw_inject,
    draw_obligation,
    draw_orders,
    draw_people,
    draw_signal,
)
from tests.engine.generated.work import draw_job, draw_task

from drillsim.engine import Order, Plan, Run
from drillsim.engine.kernel.clockwork import Clockwork, StockClock
from drillsim.plan import compile_plan


@st.composite
def cases(draw: Callable[[st.SearchStrategy[Any]], Any], prefix: str = "") -> Case:
    """A bank and a day of it."""
    pen = Pen(draw)
    names = draw_names(pen, prefix)
    found: Case = {section: {} for section in SECTIONS}
    parts = draw_settle_names(pen, names)
    draw_people(pen, names, found)
    found["components"] = draw_components(pen, names, parts["limits"])
    found["lines"] = {name: draw_line(pen, names, name) for name in names.lines}
    found["backlogs"] = {name: draw_backlog(pen, names) for name in names.backlogs}
    found["jobs"] = {name: draw_job(pen, names, names.jobs[:place]) for place, name in enumerate(names.jobs)}
    found["tasks"] = {
        name: draw_task(pen, names, names.work[: len(names.jobs) + place]) for place, name in enumerate(names.tasks)
    }
    found["given"] = {
        name: draw_event(pen, names) if pen.often(30) else draw_effect(pen, names) for name in names.given
    }
    found["events"] = {name: draw_event(pen, names) for name in names.events}
    found["signals"] = {name: draw_signal(pen, names) for name in names.signals}
    found["injects"] = {name: draw_inject(pen, names) for name in names.injects}
    found["decisions"] = {name: draw_decision(pen, names, options) for name, options in names.decisions.items()}
    found["obligations"] = {name: draw_obligation(pen, names) for name in names.obligations}
    return {
        **{section: its for section, its in found.items() if its},
        "random": True,
        "orders": draw_orders(pen, names),
    }


def beside(first: Case, second: Case) -> Case:
    """Two cases that have no name in common, as one."""
    sections = [section for section in SECTIONS if section in first or section in second]
    merged = {section: {**first.get(section, {}), **second.get(section, {})} for section in sections}
    return {**merged, "random": True, "orders": [*first["orders"], *second["orders"]]}


def without(case: Case, section: str, name: str) -> Case:
    """The case without one named thing, and without the orders that would decide it."""
    kept = {key: its for key, its in case[section].items() if key != name}
    orders = [order for order in case["orders"] if order["decision"] != name]
    return {**case, section: kept, "orders": orders}


def names_in(case: Case, name: str) -> int:
    """How often a name stands in a case, in whatever form."""
    text = json.dumps(case)
    return text.count(name)


def plan_of(case: Case) -> Plan:
    """The plan of a case; it always compiles."""
    return compile_plan(build_case("{}", **{key: its for key, its in case.items() if key != "orders"}))


def started(
    plan: Plan, case: Case, *, record: bool = True, seed: int = 1, clock: type[Clockwork | StockClock] = Clockwork
) -> Run:
    """A run of a case with its standing orders, that has not begun."""
    run = Run(plan, seed, record=record, clock=clock)
    decisions = [plan.subjects[row.subject] for row in plan.decisions]
    for order in case["orders"]:
        decision = decisions.index(order["decision"])
        options = [option.name for option in plan.decisions[decision].options]
        run.stand([Order(decision, options.index(order["option"]), after=order["after"], approved=order["approved"])])
    return run
