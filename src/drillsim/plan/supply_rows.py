"""Rows of components: pairs, capacities, hours, random breaks; units and limits have modules of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ABOVE, NONE, WHOLE, BreakRow, CapacityRow, Entity, HoursRow, Op, PairRow, Unit
from drillsim.model.needs import AllNeed, AnyNeed, AtLeastNeed, ChainNeed, OneNeed
from drillsim.model.quantities import UNLIMITED
from drillsim.model.supply import ALWAYS, Capacity, Failover
from drillsim.plan.limit_rows import add_limit, limit_slots
from drillsim.plan.unit_rows import add_units, unit_slots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.model.supply import Component
    from drillsim.model.work import Step, WorkPart
    from drillsim.plan.case import NamedWork
    from drillsim.plan.findings import Path
    from drillsim.plan.sections import Sections

_BACK = ("manual", "auto")


def add_slots(sections: Sections) -> None:
    """Numbers of components that effects elsewhere may set."""
    builder = sections.builder
    for name, component in sections.names.topology.components.items():
        if component.first_of:
            _failover_slots(sections, name, component.failover or Failover())
        if _capacity_row(sections, name) >= 0:
            _capacity_slots(sections, name, component.capacity or Capacity.model_construct(rate=UNLIMITED))
        for limit_name, limit in component.limits.items():
            limit_slots(sections, f"{name}.{limit_name}", limit)
        if component.units is not None:
            unit_slots(sections, name, component.units)
        if component.wrong_from is not None:
            builder.slot(f"{name}.wrong_from.of", Unit.COUNT, component.wrong_from.of)
    _load_slots(sections)


def _failover_slots(sections: Sections, name: str, failover: Failover) -> None:
    """The numbers of a pair; the switch by hand is a task `PAIR.forced`, also called `PAIR.failover.forced`."""
    builder = sections.builder
    stem = f"{name}.failover"
    builder.slot(f"{stem}.automatic", Unit.FLAG, int(failover.automatic))
    for mode in ("dead", "unstable", "partial"):
        builder.slot(f"{stem}.detect.{mode}", Unit.MS, getattr(failover.detect, mode))
    builder.slot(f"{stem}.switch", Unit.MS, failover.switch)
    builder.slot(f"{stem}.works", Unit.SHARE, failover.works)
    builder.choice(f"{stem}.back", _BACK, failover.back)
    builder.slot_of[f"{stem}.forced.takes"] = builder.spread(f"{name}.forced.takes", failover.forced.takes)
    builder.slot_of[f"{stem}.forced.works"] = builder.slot(f"{name}.forced.works", Unit.SHARE, failover.forced.works)


def _capacity_slots(sections: Sections, name: str, capacity: Capacity) -> None:
    builder = sections.builder
    stem = f"{name}.capacity"
    slots = (
        builder.slot(f"{stem}.rate", Unit.RATE, capacity.rate),
        builder.choice(f"{stem}.above", ABOVE, capacity.above),
        builder.slot(f"{stem}.after", Unit.MS, capacity.after),
        builder.slot(f"{stem}.to", Unit.SHARE, capacity.to),
        builder.slot(f"{stem}.clears", Unit.SHARE, capacity.clears),
    )
    for slot in slots:
        builder.reacts(slot, Entity.CAPACITY, _capacity_row(sections, name))


def _load_slots(sections: Sections) -> None:
    """The load that a plainly written need puts on a supplier is 1 per item, and can be set like any other."""
    components = sections.names.topology.components
    for name, component in components.items():
        for need in component.needs:
            if isinstance(need, str) and _capacity_row(sections, need) >= 0:
                slot = sections.builder.slot(f"{name}.needs.{need}.load", Unit.FACTOR, WHOLE)
                sections.drafts.needs.loads[("owner", name), ("c", need)] = slot
    for (_, supplier), slot in sections.drafts.needs.loads.items():
        row = _capacity_row(sections, supplier[1]) if supplier[0] == "c" else NONE
        if row >= 0:
            sections.builder.reacts(slot, Entity.CAPACITY, row)


def _capacity_row(sections: Sections, name: str) -> int:
    return sections.writer.capacity_of.get(sections.builder.number.get(("c", name), NONE), NONE)


def add_components(sections: Sections) -> None:
    """The rows of every component's mechanisms."""
    builder = sections.builder
    for name, component in sections.names.topology.components.items():
        at: Path = ("topology", "components", name)
        node = builder.number["c", name]
        if component.hours != ALWAYS:
            sections.hours.append(HoursRow(node, builder.window(component.hours, f"{name}.hours", (*at, "hours"))))
        if component.first_of:
            _pair(sections, name, component)
        if component.units is not None:
            add_units(sections, name, component.units, at)
        if _capacity_row(sections, name) >= 0:
            _capacity(sections, name, node)
        if component.breaks is not None:
            _break(sections, name, component, at)
    for name, component in sections.names.topology.components.items():
        for limit_name, limit in component.limits.items():
            add_limit(sections, name, limit_name, limit)


def _pair(sections: Sections, name: str, component: Component) -> None:
    builder = sections.builder
    pair = len(sections.pairs)
    key = next(
        k
        for k in (("pair", name), ("raw", name), ("c", name))
        if k in builder.number and builder.drafts[k].op == Op.PAIR
    )
    node = builder.number[key]
    members = tuple(builder.number["c", member] for member in component.first_of if ("c", member) in builder.number)
    stem = f"{name}.failover"
    slot_of = builder.slot_of
    needs = builder.node(sections.drafts.needs.groups.get(stem))
    row = PairRow(
        node,
        builder.index[name],
        members,
        slot_of[f"{stem}.automatic"],
        (slot_of[f"{stem}.detect.dead"], slot_of[f"{stem}.detect.unstable"], slot_of[f"{stem}.detect.partial"]),
        slot_of[f"{stem}.switch"],
        slot_of[f"{stem}.works"],
        needs,
        slot_of[f"{stem}.back"],
        sections.work_of[f"{name}.forced"],
        builder.stream(name, "failover"),
    )
    sections.pairs.append(row)
    for member in members:
        builder.uses(member, Entity.PAIR, pair)
        fault = sections.fault_node.get(member)
        if fault is not None:
            builder.uses(fault, Entity.PAIR, pair)
    builder.uses(needs, Entity.PAIR, pair)
    for slot in (row.automatic, *row.detect, row.back):
        builder.reacts(slot, Entity.PAIR, pair)


def _capacity(sections: Sections, name: str, node: int) -> None:
    slot_of = sections.builder.slot_of
    stem = f"{name}.capacity"
    works = tuple(
        (number, step, slot_of[f"{part_stem}.{_loss_of(part, need)}.needs.{need.id or need.need}.load"])
        for number, work in enumerate(sections.names.works)
        for step, part_stem, part in _parts(work)
        for need in _flat(part.needs)
        if need.need == name and need.load[0] == "rate"
    )
    sections.capacities.append(
        CapacityRow(
            node,
            sections.builder.index[name],
            slot_of[f"{stem}.rate"],
            slot_of[f"{stem}.above"],
            slot_of[f"{stem}.after"],
            slot_of[f"{stem}.to"],
            slot_of[f"{stem}.clears"],
            (),
            works,
        )
    )


def _parts(work: NamedWork) -> Iterator[tuple[int, str, WorkPart | Step]]:
    """All work as a whole (-1) and each of its steps, with the path of its slots."""
    yield NONE, work.name, work.work
    for place, (name, step) in enumerate(work.work.steps.items()):
        yield place, f"{work.name}.{name}", step


def _loss_of(part: WorkPart | Step, need: OneNeed) -> str:
    on_loss = part.on_loss
    return on_loss if isinstance(on_loss, str) else on_loss.get(need.need, "waits")


def _flat(needs: tuple[object, ...]) -> Iterator[OneNeed]:
    for need in needs:
        if isinstance(need, OneNeed):
            yield need
        elif isinstance(need, AnyNeed):
            yield from _flat(need.any)
        elif isinstance(need, AllNeed):
            yield from _flat(need.all)
        elif isinstance(need, AtLeastNeed):
            yield from _flat(need.of)
        elif isinstance(need, ChainNeed):
            yield from _flat(need.chain)


def _break(sections: Sections, name: str, component: Component, at: Path) -> None:
    builder = sections.builder
    breaks = component.breaks
    assert breaks is not None
    crews = list(sections.names.topology.crews)
    crew = NONE
    if breaks.crew is not None:
        if breaks.crew in crews:
            crew = crews.index(breaks.crew)
        else:
            builder.findings.unknown((*at, "breaks", "crew"), "crew", breaks.crew, crews)
    sections.breaks.append(
        BreakRow(
            builder.number["c", name],
            builder.index[name],
            builder.spread(f"{name}.breaks.every", breaks.every),
            builder.spread(f"{name}.breaks.repair", breaks.repair),
            crew,
            builder.slot(f"{name}.breaks.people", Unit.WHOLE, breaks.people),
            builder.stream(name, "breaks"),
            builder.stream(name, "repairs"),
        )
    )
