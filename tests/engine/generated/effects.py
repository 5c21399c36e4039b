"""Effects of every verb: faults, settings, surges, diversions to lines and backlogs, switches by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.engine.generated.clauses import draw_condition
from tests.engine.generated.pen import BRIEF, CLOCKS, LASTING, POWERS, SHARES, TAKING, Names, Pen


def draw_effect(pen: Pen, names: Names) -> dict[str, Any]:
    effect = pen.one(draw_verbs(pen, names))()
    if pen.often(25):
        effect["for"] = pen.one((*BRIEF, *LASTING))
    if pen.often(20):
        effect["until"] = pen.one(CLOCKS) if pen.often(50) else draw_condition(pen, names)
    if pen.often(15):
        effect["after"] = pen.one(TAKING)
    if pen.often(10):
        effect["chance"] = pen.one(SHARES)
    return effect


def draw_verbs(pen: Pen, names: Names) -> list[Callable[[], dict[str, Any]]]:
    parts, lines = names.components, names.lines

    def slowly(effect: dict[str, Any]) -> dict[str, Any]:
        return {**effect, "over": pen.one(LASTING)} if pen.often(20) else effect

    verbs: list[Callable[[], dict[str, Any]]] = [
        lambda: {"fail": pen.one([*parts, *names.work])},
        lambda: {"fail": pen.one(parts)},
        lambda: slowly({"degrade": pen.one(parts), "to": pen.one(SHARES)}),
        lambda: {"destabilise": pen.one(parts), "to": pen.one(SHARES)},
        lambda: {"repair": pen.one([*parts, *names.jobs, *names.given])},
        lambda: {"corrupt": pen.one([*parts, *lines]), "share": pen.one(SHARES)},
        lambda: {"expose": pen.one([*parts, *lines]), **pen.one(({"items": 5}, {"rate": "10/h"}))},
        lambda: {
            pen.one(("withhold", "release")): pen.one(
                [
                    *parts, *lines, *names.backlogs, *names.work, *names.messages, *names.decisions, *names.obligations,
                    *names.events, *names.crews, *names.routes,
                ]
            )
        },
        lambda: slowly({"surge": pen.one(lines), **pen.one(({"by": 1.5}, {"by": 0}, {"by": 10}, {"add": "30/h"}))}),
        lambda: {"call": pen.one(names.crews), **({"people": pen.number(1, 2)} if pen.often(30) else {})},
        lambda: draw_set(pen, names),
    ]  # fmt: skip
    if len(lines) > 1 or names.backlogs:
        verbs.append(lambda: draw_divert(pen, names))
    if names.backlogs:
        verbs.append(lambda: draw_move(pen, names))
    if names.pairs:
        verbs.append(lambda: draw_switch(pen, names))
    if names.work:
        verbs.append(lambda: {"start": pen.one(names.work), **({"force": True} if pen.often(20) else {})})
        verbs.append(lambda: {"cancel": pen.one(names.work)})
    if names.circle:
        verbs.append(lambda: {"start": pen.one(names.circle)})
    if names.messages:
        verbs.append(lambda: {"send": pen.one(names.messages)})
    if names.with_units:
        verbs.append(lambda: {pen.one(("fail", "repair")): pen.one(names.with_units), "units": pen.number(1, 4)})
    if names.with_capacity:
        verbs.append(lambda: slowly({"surge": pen.one(names.with_capacity), "add": pen.one(POWERS)}))
    if names.with_wrong:
        verbs.append(lambda: {"corrupt": pen.one(names.with_wrong), "items": pen.number(1, 50)})
    return verbs


def draw_divert(pen: Pen, names: Names) -> dict[str, Any]:
    line = pen.one(names.lines)
    target = pen.one([one for one in [*names.lines, *names.backlogs] if one != line])
    return {"divert": line, "to": target, "share": pen.one(SHARES)}


def draw_move(pen: Pen, names: Names) -> dict[str, Any]:
    backlog = pen.one(names.backlogs)
    ends = ["failed", "turned_away", "served", "wrong", *(one for one in names.backlogs if one != backlog)]
    effect: dict[str, Any] = {"move": backlog, "to": pen.one(ends)}
    if pen.often(30):
        effect["share"] = pen.one(SHARES)
    if pen.often(30):
        effect["items"] = pen.number(0, 30)
    if pen.often(30):
        effect["line"] = pen.one(names.lines)
    return effect


def draw_switch(pen: Pen, names: Names) -> dict[str, Any]:
    pair = pen.one(list(names.pairs))
    return {"switch": pair, **({"to": pen.one(names.pairs[pair])} if pen.often(40) else {})}


def draw_set(pen: Pen, names: Names) -> dict[str, Any]:
    path, values = pen.one(names.settings)
    effect: dict[str, Any] = {"set": path, "to": pen.one(values)}
    if pen.often(15) and isinstance(effect["to"], str) and effect["to"].endswith(("/h", "/m")):
        effect["over"] = pen.one(LASTING)
    return effect


def draw_effects(pen: Pen, names: Names, least: int = 0, most: int = 2) -> list[dict[str, Any]]:
    return [draw_effect(pen, names) for _ in range(pen.number(least, most))]
