"""What stands inside other things: needs, conditions, measures and flows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.engine.generated.pen import BRIEF, CLOCKS, LASTING, OPS, RATES, SHARES, Names, Pen


def draw_need(pen: Pen, names: Names, pool: list[str], depth: int = 2) -> Any:
    kind = pen.one(("plain", "plain", "held", "any", "all", "at_least", "share", "chain"))
    if depth == 0 and kind not in ("plain", "held"):
        kind = "plain"
    if kind == "plain":
        return pen.one(pool)
    if kind == "held":
        names.held += 1
        need: dict[str, Any] = {"need": pen.one(pool), "id": f"held-{names.held}"}
        if pen.often(60):
            need["hold"] = pen.one((*BRIEF, *LASTING))
        if pen.often(60):
            need["resume"] = pen.one((*LASTING, *names.tasks))
        if pen.often(20):
            need["load"] = pen.one((0, 2, 0.5))
        return need
    if kind == "share":
        parts = pen.some(pool, 1, 3)
        return {"share": {part: 1 + i * pen.number(0, 3) for i, part in enumerate(parts)}}
    inner = [draw_need(pen, names, pool, depth - 1) for _ in range(pen.number(1, 3))]
    if kind == "at_least":
        return {"at_least": pen.number(1, len(inner)), "of": inner}
    return {kind: inner}


def draw_needs(pen: Pen, names: Names, pool: list[str], most: int = 2) -> list[Any]:
    return [draw_need(pen, names, pool) for _ in range(pen.number(0, most))] if pool else []


def draw_truth(pen: Pen, names: Names) -> str:
    kinds: list[Callable[[], str]] = [
        lambda: f"{pen.one(names.components)} {pen.one(('down', 'up', 'back', 'degraded', 'unstable', 'withheld'))}",
        lambda: f"{pen.one(names.lines)} {pen.one(('down', 'up', 'back', 'degraded', 'withheld', 'closed'))}",
        lambda: f"{pen.one(names.lines)}.{draw_line_measure(pen)}",
        lambda: f"time {pen.one(('>=', '>', '<'))} {pen.one(CLOCKS)}",
        lambda: f"{pen.one(names.components)}.{pen.one(('level', 'wrong'))} {pen.one(OPS)} {pen.one(SHARES)}",
        lambda: f"{pen.one(names.crews)} {pen.one(('called', 'present'))}",
        lambda: f"{pen.one(names.crews)}.{pen.one(('busy', 'free'))} {pen.one(OPS)} {pen.number(0, 2)}",
        lambda: f"{pen.one(names.routes)}.waiting > {pen.number(0, 20)}",
        lambda: f"{pen.one(names.events)} happened",
    ]
    if names.pairs:
        kinds.append(lambda: draw_on(pen, names))
    if names.backlogs:
        kinds.append(lambda: f"{pen.one(names.backlogs)} empty")
        kinds.append(lambda: f"{pen.one(names.backlogs)}.{pen.one(_QUEUED)}")
    if names.limits:
        kinds.append(lambda: f"{pen.one(names.limits)} {pen.one(('full', 'alarming'))}")
        kinds.append(lambda: f"{pen.one(names.limits)}.{pen.one(('share > 50%', 'used > 10', 'share < 10%'))}")
    kinds.append(lambda: draw_known(pen, names))
    return pen.one(kinds)()


_QUEUED = ("waiting > 10", "waiting < 5", "oldest > 30m", "done >= 20", "overdue > 0")


def draw_on(pen: Pen, names: Names) -> str:
    pair = pen.one(list(names.pairs))
    return f"{pair} on {pen.one(names.pairs[pair])}"


def draw_line_measure(pen: Pen) -> str:
    return pen.one((
        "failed > 10", "served >= 20", "turned_away > 0", "waiting > 5", "level < 50%", "outage > 10m", "overdue > 0",
        "outage_longest > 30m", "demand/h > 10/h", "failed/h > 1/h", "wrong > 3", "demand > 100", "vs_usual > 1.5",
        "customers > 10", "delayed > 1", "failed.peak > 5", "complaints >= 1", "failed != 0", "waiting < 1",
        "level = 100%",
    ))  # fmt: skip


def draw_known(pen: Pen, names: Names) -> str:
    """What people know: messages they have read, what was decided, what their work has come to."""
    kinds: list[Callable[[], str]] = []
    if names.messages:
        kinds.append(lambda: f"{pen.one(names.messages)} {pen.one(('known', 'sent'))}")
    if names.tasks:
        kinds.append(
            lambda: f"{pen.one(names.tasks)} {pen.one(('done', 'running', 'waiting', 'failed', 'stalled', 'abended'))}"
        )
    if names.decisions:
        kinds.append(lambda: f"{pen.one(list(names.decisions))} decided")
    if names.obligations:
        kinds.append(lambda: f"{pen.one(names.obligations)} {pen.one(('owed', 'met', 'missed'))}")
    return pen.one(kinds)() if kinds else f"time >= {pen.one(CLOCKS)}"


def draw_condition(pen: Pen, names: Names, depth: int = 1, atom: Callable[[Pen, Names], str] = draw_truth) -> Any:
    kind = pen.one(("atom", "atom", "atom", "for", "by", "not by", "all", "any", "not")) if depth else "atom"
    if kind in ("all", "any"):
        return {kind: [draw_condition(pen, names, depth - 1, atom) for _ in range(pen.number(1, 2))]}
    if kind == "not":
        return {"not": draw_condition(pen, names, depth - 1, atom)}
    text = atom(pen, names)
    if kind == "for":
        return f"{text} for {pen.one(LASTING)}"
    return text if kind == "atom" else f"{text} {kind} {pen.one(CLOCKS)}"


def draw_source(pen: Pen, names: Names) -> str:
    """A measure that a flow can follow, or a steady rate."""
    kinds: list[Callable[[], str]] = [
        lambda: pen.one(RATES),
        lambda: f"{pen.one(names.lines)}.{pen.one(('failed', 'demand', 'turned_away', 'served', 'wrong'))}",
        lambda: f"{pen.one(names.lines)}.{pen.one(('failed', 'turned_away'))} because {pen.one(names.components)}",
    ]
    if names.jobs:
        kinds.append(lambda: f"{pen.one(names.jobs)}.done")
    if names.backlogs:
        kinds.append(lambda: f"{pen.one(names.backlogs)}.done")
    return pen.one(kinds)()


def draw_flows(pen: Pen, names: Names, least: int = 0, *, owner: str = "") -> list[Any]:
    flows: list[Any] = []
    for _ in range(pen.number(least, 2)):
        flow: dict[str, Any] = {"from": draw_source(pen, names)}
        if pen.often(60):
            flow["share"] = pen.one(SHARES)
        elif pen.often(30):
            flow["per"] = pen.one((0.2, 2))
        if pen.often(40):
            flow["after"] = pen.one((*BRIEF, *LASTING))
        if pen.often(15):
            flow["while"] = draw_condition(pen, names)
        if pen.often(15):
            flow["needs"] = [pen.one([part for part in names.components if part != owner])]
        flows.append(flow)
    return flows
