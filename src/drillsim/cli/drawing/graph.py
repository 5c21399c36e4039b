"""Owns the picture of a topology: its parts, and what each of them hangs on.

1. An edge runs from the one that needs to the one that is needed.
2. Needs nest; a gate (any, at_least, share, chain, first_of) keeps together what belongs together.
3. An id that nothing describes is still a node, so that a file with a gap can be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drillsim.model.needs import AllNeed, AnyNeed, AtLeastNeed, ChainNeed, Need, OneNeed, ShareNeed
from drillsim.model.text import Text

if TYPE_CHECKING:
    from drillsim.model import Topology
    from drillsim.model.business import Backlog, Line
    from drillsim.model.supply import Component
    from drillsim.model.work import Job


@dataclass(frozen=True)
class Node:
    """One part of the institution."""

    id: str
    section: str
    """The section of the topology it is written in, in the singular: component, line, job, backlog, crew."""
    kind: str = ""
    title: Text = Text("", "")


@dataclass(frozen=True)
class Link:
    """One thing that is needed."""

    to: str
    kind: str
    """all, any, at_least, share, chain, first_of, failover, forced, site, backlog, served_by, after or wrong_from."""
    label: str = ""
    """What a reader should see beside it, as written: 30%, hold 15m."""


@dataclass(frozen=True)
class Gate:
    """Several things that are needed together in one way."""

    kind: str
    parts: tuple[Link | Gate, ...]
    at_least: int = 0
    """How many of the parts must work, for that kind of gate."""


@dataclass(frozen=True)
class Edge:
    """A link as one row: who needs whom, why, and through which gate."""

    user: str
    supplier: str
    kind: str
    label: str
    gate: str
    """Empty for what is needed by itself; else a name that all parts of one gate share, such as any-1."""


@dataclass(frozen=True)
class Graph:
    """A topology as nodes and what each hangs on, in written order."""

    title: Text
    nodes: dict[str, Node]
    links: dict[str, tuple[Link | Gate, ...]] = field(default_factory=dict)

    def edges(self) -> list[Edge]:
        """Every link as a row, gates flattened."""
        return [edge for user in self.nodes for edge in _flat(user, self.links.get(user, ()))]

    def suppliers(self, user: str) -> list[str]:
        """What a node hangs on directly."""
        return [edge.supplier for edge in _flat(user, self.links.get(user, ()))]

    def behind(self, roots: Iterable[str]) -> Graph:
        """Only some nodes and whatever they hang on."""
        kept: set[str] = set()
        waiting = list(roots)
        while waiting:
            node = waiting.pop()
            if node not in kept:
                kept.add(node)
                waiting += self.suppliers(node)
        return Graph(
            self.title,
            {name: node for name, node in self.nodes.items() if name in kept},
            {name: links for name, links in self.links.items() if name in kept},
        )


def _flat(user: str, links: Iterable[Link | Gate]) -> Iterator[Edge]:
    counts: dict[str, int] = {}

    def walk(parts: Iterable[Link | Gate], gate: str) -> Iterator[Edge]:
        for part in parts:
            if isinstance(part, Link):
                yield Edge(user, part.to, part.kind, part.label, gate)
            else:
                counts[part.kind] = counts.get(part.kind, 0) + 1
                inner = f"{part.kind}-{counts[part.kind]}"
                yield from walk(part.parts, f"{gate}/{inner}" if gate else inner)

    return walk(links, "")


def graph_of(topology: Topology) -> Graph:
    """The graph of a topology: components, lines, jobs, backlogs and the crews that work on backlogs."""
    nodes: dict[str, Node] = {}
    links: dict[str, tuple[Link | Gate, ...]] = {}
    for name, line in topology.lines.items():
        nodes[name] = Node(name, "line", "", line.title or Text("", ""))
        links[name] = tuple(_line_links(line))
    for name, backlog in topology.backlogs.items():
        nodes[name] = Node(name, "backlog", "", backlog.title or Text("", ""))
        links[name] = tuple(_backlog_links(backlog))
    for name, job in topology.jobs.items():
        nodes[name] = Node(name, "job", "", job.title or Text("", ""))
        links[name] = tuple(_job_links(job))
    for name, component in topology.components.items():
        nodes[name] = Node(name, "component", component.kind, component.title or Text("", ""))
        links[name] = tuple(_component_links(component))
    graph = Graph(topology.title, nodes, links)
    for edge in graph.edges():
        if edge.supplier not in nodes:
            nodes[edge.supplier] = _elsewhere(edge.supplier, topology)
    return graph


def _elsewhere(name: str, topology: Topology) -> Node:
    crew = topology.crews.get(name)
    if crew is not None:
        return Node(name, "crew", "", crew.title or Text("", ""))
    task = topology.tasks.get(name)
    if task is not None:
        return Node(name, "task", "", task.title or Text("", ""))
    return Node(name, "unknown")


def _line_links(line: Line) -> Iterator[Link | Gate]:
    yield from _needs(line.needs)
    if line.backlog is not None:
        yield Link(line.backlog, "backlog")


def _backlog_links(backlog: Backlog) -> Iterator[Link | Gate]:
    for server, how in backlog.served_by.items():
        yield Link(server, "served_by")
        yield from _needs(how.needs)


def _job_links(job: Job) -> Iterator[Link | Gate]:
    yield from (Link(before, "after") for before in job.after)
    yield from _needs(job.needs)
    for step in job.steps.values():
        yield from _needs(step.needs)


def _component_links(component: Component) -> Iterator[Link | Gate]:
    if component.site is not None:
        yield Link(component.site, "site")
    yield from _needs(component.needs)
    if component.first_of:
        members = (Link(member, "first_of", str(place)) for place, member in enumerate(component.first_of, start=1))
        yield Gate("first_of", tuple(members))
    if component.failover is not None:
        yield from _needs(component.failover.needs, "failover")
        yield from _needs(component.failover.forced.needs, "forced")
    if component.wrong_from is not None:
        yield Link(component.wrong_from.backlog, "wrong_from")


def _needs(needs: Iterable[Need], kind: str = "all") -> Iterator[Link | Gate]:
    return (_need(need, kind) for need in needs)


def _need(need: Need, kind: str) -> Link | Gate:
    match need:
        case OneNeed():
            return Link(need.need, kind, _one_label(need))
        case AnyNeed():
            return Gate("any", tuple(_needs(need.any, "any")))
        case AllNeed():
            return Gate("all", tuple(_needs(need.all)))
        case AtLeastNeed():
            return Gate("at_least", tuple(_needs(need.of, "at_least")), need.at_least)
        case ShareNeed():
            whole = sum(need.share.values()) or 1
            parts = (Link(to, "share", f"{weight * 100 // whole}%") for to, weight in need.share.items())
            return Gate("share", tuple(parts))
        case ChainNeed():
            return Gate("chain", tuple(_needs(need.chain, "chain")))
        case _:
            return Link(need, kind)


def _one_label(need: OneNeed) -> str:
    words = []
    if need.id is not None:
        words.append(need.id)
    if need.hold:
        words.append(f"hold {duration(need.hold)}")
    if need.resume:
        resume = duration(need.resume) if isinstance(need.resume, int) else need.resume
        words.append(f"resume {resume}")
    return ", ".join(words)


def duration(ms: int) -> str:
    """A duration as it is written in files: 4h11m, 90s."""
    parts = []
    for unit, size in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)):
        count, ms = divmod(ms, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"
