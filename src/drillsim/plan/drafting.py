"""The first pass: every node of the supply graph is declared, so that all can be numbered suppliers first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, Op, Unit
from drillsim.plan.needs import HoldDraft, Needs

if TYPE_CHECKING:
    from drillsim.model.flows import Flow
    from drillsim.model.supply import Component
    from drillsim.model.work import OnLoss, Step, WorkPart
    from drillsim.plan.builder import Builder
    from drillsim.plan.case import Names
    from drillsim.plan.findings import Path
    from drillsim.plan.ordering import Key

LOSSES: tuple[OnLoss, ...] = ("waits", "abends", "errors")


@dataclass
class Drafts:
    """The keys of nodes that are not named things themselves."""

    needs: Needs
    works: dict[str, tuple[Key | None, Key | None, Key | None]] = field(default_factory=dict)
    flows: dict[str, Key | None] = field(default_factory=dict)


def draft_nodes(builder: Builder, names: Names) -> Drafts:
    """Declare all nodes in the order of the files."""
    needs = Needs(builder, names)
    drafts = Drafts(needs)
    topology = names.topology
    for name, component in topology.components.items():
        _component(builder, needs, name, component)
    for name, line in topology.lines.items():
        keys = needs.each(line.needs, name, name, ("topology", "lines", name, "needs"))
        builder.declare(("l", name), Op.ALL, keys, subject=builder.index[name])
    for name in topology.jobs:
        builder.declare(("j", name), Op.ALL, [], subject=NONE)
    for name, route in topology.routes.items():
        needs.group(route.needs, name, name, ("topology", "routes", name, "needs"))
    for name, backlog in topology.backlogs.items():
        for server_name, server in backlog.served_by.items():
            at: Path = ("topology", "backlogs", name, "served_by", server_name, "needs")
            needs.group(server.needs, name, f"{name}.served_by.{server_name}", at)
    for work in names.works:
        drafts.works[work.name] = _work(needs, work.name, work.work, work.at)
        for step_name, step in work.work.steps.items():
            drafts.works[f"{work.name}.{step_name}"] = _work(
                needs, f"{work.name}.{step_name}", step, (*work.at, "steps", step_name)
            )
    for name, (message, at) in names.messages.items():
        needs.group(message.needs, name, name, (*at, "needs"))
    for stem, flow, at in written_flows(names):
        drafts.flows[stem] = needs.group(flow.needs, stem.split(".")[0], stem, (*at, "needs"))
    return drafts


def _component(builder: Builder, needs: Needs, name: str, component: Component) -> None:
    at: Path = ("topology", "components", name)
    subject = builder.index[name]
    key: Key = ("c", name)
    restarts = component.restart or f"{name}.restart" in builder.set_paths
    inner: Key = ("raw", name) if restarts else key
    if component.first_of:
        members = [
            k
            for i, member in enumerate(component.first_of)
            if (k := needs.supplier(member, (*at, "first_of", i), name))
        ]
        pair: Key = ("pair", name) if component.needs or component.site else inner
        builder.declare(pair, Op.PAIR, members, subject=subject if pair == key else NONE)
        if pair != inner:
            builder.declare(
                inner, Op.ALL, [pair, *_inputs(needs, name, component, at)], subject=subject if inner == key else NONE
            )
        if component.failover:
            needs.group(component.failover.needs, name, f"{name}.failover", (*at, "failover", "needs"))
    else:
        builder.declare(inner, Op.ALL, _inputs(needs, name, component, at), subject=subject if inner == key else NONE)
    if inner == key:
        builder.drafts[key].closed = component.closed
    else:
        builder.declare(key, Op.HOLD, [inner], subject=subject, closed=component.closed)
        slot = builder.slot(f"{name}.restart", Unit.MS, component.restart)
        needs.holds.append(HoldDraft(key, inner, subject, NONE, slot, None, restart=True, at=at))


def _inputs(needs: Needs, name: str, component: Component, at: Path) -> list[Key]:
    keys = needs.each(component.needs, name, name, (*at, "needs"))
    if component.site is not None:
        site = needs.supplier(component.site, (*at, "site"), name)
        if site is not None and site not in keys:
            keys.append(site)
    return keys


def _work(needs: Needs, name: str, work: WorkPart | Step, at: Path) -> tuple[Key | None, Key | None, Key | None]:
    """One node for each way in which losing a need is taken."""
    groups: dict[str, list[int]] = {loss: [] for loss in LOSSES}
    suppliers = [need if isinstance(need, str) else getattr(need, "need", "") for need in work.needs]
    for i, supplier in enumerate(suppliers):
        loss = work.on_loss if isinstance(work.on_loss, str) else work.on_loss.get(supplier, "waits")
        groups[loss].append(i)
    for lost in () if isinstance(work.on_loss, str) else work.on_loss:
        if lost not in suppliers:
            needs.builder.findings.unknown((*at, "on_loss", lost), f"need of '{name}'", lost, filter(None, suppliers))
    keys = [
        needs.group(tuple(work.needs[i] for i in groups[loss]), name, f"{name}.{loss}", (*at, "needs"), groups[loss])
        for loss in LOSSES
    ]
    return keys[0], keys[1], keys[2]


def written_flows(names: Names) -> list[tuple[str, Flow, Path]]:
    """Every flow that is written as such, with the path of its slots."""
    found: list[tuple[str, Flow, Path]] = []
    topology = names.topology
    for section, things in (("lines", topology.lines), ("backlogs", topology.backlogs)):
        for name, thing in things.items():
            for i, flow in enumerate(thing.fed_by):
                found.append((f"{name}.fed_by.{i}", flow, ("topology", section, name, "fed_by", i)))
    for name, component in topology.components.items():
        for limit_name, limit in component.limits.items():
            at = ("topology", "components", name, "limits", limit_name, "fed_by")
            found.extend((f"{name}.{limit_name}.fed_by.{i}", flow, (*at, i)) for i, flow in enumerate(limit.fed_by))
    return found
