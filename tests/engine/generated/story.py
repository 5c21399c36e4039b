"""What happens and who decides: events, messages, decisions with options, obligations, people, orders."""

from __future__ import annotations

from typing import Any

from tests.engine.generated.clauses import draw_condition, draw_known
from tests.engine.generated.effects import draw_effects
from tests.engine.generated.pen import BRIEF, CLOCKS, LASTING, POWERS, SHARES, TAKING, TIMES, WINDOWS, Case, Names, Pen
from tests.engine.generated.work import draw_work


def draw_event(pen: Pen, names: Names) -> dict[str, Any]:
    event: dict[str, Any] = {"at": pen.one(TIMES)} if not pen.often(40) else {"when": draw_condition(pen, names)}
    event["do"] = draw_effects(pen, names, 1, 3)
    if pen.often(15):
        event["again"] = True
    if pen.often(10):
        event["chance"] = pen.one(SHARES)
    if pen.often(15):
        event["until"] = pen.one(CLOCKS) if pen.often(50) else draw_condition(pen, names)
    return event


def draw_message(pen: Pen, names: Names) -> dict[str, Any]:
    message: dict[str, Any] = {"by": pen.one(names.routes), "to": pen.some(names.roles, 1, 2)}
    if pen.often(40):
        message["after"] = pen.one(TAKING)
    if pen.often(15):
        message["chance"] = pen.one(SHARES)
    if pen.often(15):
        message["needs"] = [pen.one(names.components)]
    if pen.often(30):
        message["again"] = True
    return message


def draw_signal(pen: Pen, names: Names) -> dict[str, Any]:
    signal = draw_message(pen, names)
    if pen.often(25):
        signal["each"] = f"{pen.one(names.lines)}.{pen.one(('failed', 'turned_away'))}"
        signal.pop("again", None)
    else:
        signal["when"] = draw_condition(pen, names)
    return signal


def draw_inject(pen: Pen, names: Names) -> dict[str, Any]:
    inject = draw_message(pen, names)
    trigger = pen.one(("at", "when", "reserve"))
    inject[trigger] = {"at": pen.one(TIMES), "when": draw_condition(pen, names), "reserve": True}[trigger]
    if pen.often(30):
        inject["answer_by"] = pen.one(LASTING)
    return inject


def draw_decision(pen: Pen, names: Names, options: list[str]) -> dict[str, Any]:
    decision: dict[str, Any] = {
        "to": pen.one(names.roles),
        "when": draw_condition(pen, names, atom=draw_known),
        "options": {},
    }
    if pen.often(30):
        decision["again"] = True
    for option in options:
        its = draw_work(pen, names, names.components, []) if pen.often(40) else {}
        if pen.often(20):
            its["authority"] = pen.one(names.roles)
        if pen.often(70):
            its["do"] = draw_effects(pen, names, 1)
        if pen.often(25):
            its["when"] = draw_condition(pen, names, atom=draw_known)
        decision["options"][option] = its
    return decision


def draw_obligation(pen: Pen, names: Names) -> dict[str, Any]:
    obligation: dict[str, Any] = {
        "of": pen.one(names.roles),
        "when": draw_condition(pen, names),
        "met_when": draw_condition(pen, names),
    }
    obligation.update({"within": pen.one(LASTING)} if not pen.often(30) else {"by": pen.one(CLOCKS)})
    if pen.often(30):
        obligation["every"] = pen.one(LASTING)
    return obligation


def draw_people(pen: Pen, names: Names, found: Case) -> None:
    for role in names.roles:
        its: dict[str, Any] = {}
        if pen.often(20):
            its["away"] = pen.one(WINDOWS)
        if pen.often(20):
            its["answers"] = pen.one(LASTING)
        if pen.often(20) and role != names.roles[0]:
            its["deputy"] = names.roles[0]
        if pen.often(20):
            its["reads"] = {pen.one(names.routes): pen.one(LASTING)}
        found["roles"][role] = its
    for route in names.routes:
        its = {"delay": pen.one(BRIEF)}
        if pen.often(40):
            its.update(reads=pen.one(POWERS), order=pen.one(("arrival", "worst-first")))
        if pen.often(20):
            its["needs"] = [pen.one(names.components)]
        found["routes"][route] = its
    for crew in names.crews:
        its = {"size": pen.number(1, 3)}
        if pen.often(30):
            its["duty"] = pen.one(WINDOWS)
        if pen.often(40):
            its["call_out"] = pen.one(TAKING)
        if pen.often(20):
            its["reach"] = pen.one(SHARES)
        found["crews"][crew] = its


def draw_orders(pen: Pen, names: Names) -> list[dict[str, Any]]:
    orders = []
    for decision, options in names.decisions.items():
        if pen.often(70):
            after = pen.one((0, 0, 60_000, 3_600_000))
            orders.append({"decision": decision, "option": pen.one(options), "after": after, "approved": pen.often(30)})
    return orders
