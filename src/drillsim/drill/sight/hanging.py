"""Owns what hangs on what, as it is written: systems by layer, what each needs, what a business line hangs on.

1. It is read from the plan alone, never from a run: it says nothing about how anything stands.
2. A system lies a layer below the lowest of those that need it; what needs each other lies where it is met first.
3. A line hangs on what must be up to take its items, and on what works off those that wait.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from drillsim.engine import Plan

SHOWN: Final = frozenset({"component", "job"})
"""The kinds of things that something can be seen to need."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """What a business line hangs on."""

    line: str
    systems: tuple[str, ...]
    """Components and jobs, the nearest first."""
    needs: tuple[tuple[str, str], ...]
    """(what needs, what is needed), the line's own needs included."""


def layers_of(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """All components by layer, those that nothing but lines need first."""
    return plan.derive("layers", _layers)


def needs_of(plan: Plan, name: str) -> tuple[str, ...]:
    """The components and jobs that a component needs directly."""
    return plan.derive("direct-needs", _needs).get(name, ())


def users_of(plan: Plan, name: str) -> tuple[str, ...]:
    """The components and jobs that need a component directly."""
    return tuple(user for user, its in plan.derive("direct-needs", _needs).items() if name in its)


def path_of(plan: Plan, line: str) -> Hanging:
    """What a line hangs on; nothing for what is no line."""
    first = _of_lines(plan).get(line, ())
    needs = plan.derive("direct-needs", _needs)
    edges = [(line, name) for name in first]
    found, waiting = dict.fromkeys(first), deque(first)
    while waiting:
        name = waiting.popleft()
        for supplier in needs.get(name, ()):
            edges.append((name, supplier))
            if supplier not in found:
                found[supplier] = None
                waiting.append(supplier)
    return Hanging(line, tuple(found), tuple(edges))


def _of_lines(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    return plan.derive("line-needs", _line_needs)


def _line_needs(plan: Plan) -> dict[str, tuple[str, ...]]:
    """By line: what it needs directly, what works off its backlog included."""
    found = {}
    for row in plan.lines:
        nodes = [row.node]
        if row.backlog >= 0:
            servers = plan.backlogs[row.backlog].servers
            nodes += [node for server in servers for node in (server.node, server.needs) if node >= 0]
        found[plan.subjects[row.subject]] = _met(plan, nodes, row.subject)
    return found


def _needs(plan: Plan) -> dict[str, tuple[str, ...]]:
    """By component and job: what it needs directly."""
    nodes: dict[int, list[int]] = {}
    for node, subject in enumerate(plan.graph.subject):
        if subject >= 0 and plan.kinds[subject] in SHOWN:
            nodes.setdefault(subject, []).append(node)
    found = {plan.subjects[subject]: _met(plan, own, subject) for subject, own in nodes.items()}
    for work in plan.works:
        if plan.kinds[work.subject] in SHOWN:
            rows = (work.needs, *(step.needs for step in work.steps))
            needed = _met(plan, [node for row in rows for node in row if node >= 0], work.subject)
            before = [plan.subjects[plan.works[number].subject] for number in work.after]
            found[plan.subjects[work.subject]] = tuple(dict.fromkeys([*before, *needed]))
    return found


def _met(plan: Plan, nodes: Iterable[int], own: int) -> tuple[str, ...]:
    """The named things that are met first behind some nodes."""
    graph = plan.graph
    jobs = {work.job.node: work.subject for work in plan.works if work.job is not None}
    found: dict[str, None] = {}
    waiting, seen = deque(nodes), set(nodes)
    while waiting:
        node = waiting.popleft()
        subject = jobs.get(node, graph.subject[node])
        if subject >= 0 and subject != own and plan.kinds[subject] in SHOWN:
            found[plan.subjects[subject]] = None
            continue
        for supplier in graph.inputs[node]:
            if supplier not in seen:
                seen.add(supplier)
                waiting.append(supplier)
    return tuple(found)


def _layers(plan: Plan) -> tuple[tuple[str, ...], ...]:
    needs = plan.derive("direct-needs", _needs)
    depth: dict[str, int] = {}
    for name in _users_first(needs):
        depth.setdefault(name, 0)
        for supplier in needs[name]:
            if supplier not in depth or depth[supplier] <= depth[name]:
                depth[supplier] = max(depth.get(supplier, 0), depth[name] + 1)
    components = [name for name, kind in zip(plan.subjects, plan.kinds, strict=True) if kind == "component"]
    layers: dict[int, list[str]] = {}
    for name in components:
        layers.setdefault(depth.get(name, 0), []).append(name)
    return tuple(tuple(layers[key]) for key in sorted(layers))


def _users_first(needs: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Names in an order in which whoever needs something comes before it; a circle is entered where it is met first."""
    done: dict[str, None] = {}
    for start in needs:
        stack = [(start, iter(needs[start]))] if start not in done else []
        on_way = {start}
        while stack:
            name, rest = stack[-1]
            supplier = next((each for each in rest if each in needs and each not in done and each not in on_way), None)
            if supplier is None:
                stack.pop()
                done[name] = None
            else:
                on_way.add(supplier)
                stack.append((supplier, iter(needs[supplier])))
    return list(done)[::-1]
