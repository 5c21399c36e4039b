"""Which timers a plan has, in the order in which they act within one millisecond; each mechanism has a row of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from drillsim.engine.arrays import Plan


class TimerLayout(NamedTuple):
    """Where each mechanism's timers begin, and what a timer's number means."""

    first: dict[str, int]
    """The number of each mechanism's first timer."""
    kinds: list[int]
    """The mechanism of each timer, by position in `first`."""
    rows: list[int]
    """The row of each timer within its mechanism."""


def timer_layout(plan: Plan) -> TimerLayout:
    """The timers of a plan, numbered once for all its runs."""
    return plan.derive("timers", _numbered)


def _numbered(plan: Plan) -> TimerLayout:
    lines, works = len(plan.lines), len(plan.works)
    counts = {
        "window": len(plan.windows),
        "profile": lines,
        "break": len(plan.breaks),
        "pair": len(plan.pairs),
        "hold": len(plan.holds),
        "strain": len(plan.capacities),
        "load": len(plan.capacities),
        "flow": len(plan.flows),
        "fleet": len(plan.units),
        "limit": len(plan.limits),
        "work": works,
        "gate": works,
        "late": works,
        "result": works,
        "backlog": len(plan.backlogs),
        "due": lines,
        "divert": lines,
        "patience": lines,
        "settle": lines,
        "tolerance": len(plan.tolerances),
        "deadline": len(plan.deadlines),
        "route": len(plan.routes),
        "obligation": len(plan.obligations),
        "condition": len(plan.conditions),
    }
    first: dict[str, int] = {}
    kinds: list[int] = []
    rows: list[int] = []
    for kind, (name, count) in enumerate(counts.items()):
        first[name] = len(rows)
        kinds += [kind] * count
        rows += range(count)
    return TimerLayout(first, kinds, rows)
