"""Rows of units: groups, what stops a unit, who brings it back, how use spreads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE, Entity, GroupRow, StopRow, Unit, UnitsRow
from drillsim.model.effects import Fail
from drillsim.model.supply import ALWAYS
from drillsim.plan.written import all_effects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drillsim.model.quantities import Spread
    from drillsim.model.supply import Units
    from drillsim.plan.findings import Path
    from drillsim.plan.sections import Sections

_FEW_UNITS = 10_000
"""So many units are told apart; of more each counts the same."""


def unit_slots(sections: Sections, name: str, units: Units) -> None:
    """The numbers of units; they look again when one is set."""
    builder = sections.builder
    row = sections.writer.units_of[builder.number["c", name]]
    slots = []
    for stop_name, stop in units.stops.items():
        slots.append(builder.slot(f"{name}.stops.{stop_name}.share", Unit.FACTOR, stop.share))
        slots.append(builder.slot(f"{name}.stops.{stop_name}.keeps", Unit.SHARE, stop.keeps))
    for crew, spread in units.back.items():
        slots.append(builder.spread(f"{name}.back.{crew}", spread))
    for group_name, group in units.groups.items():
        for crew, spread in group.back.items():
            slots.append(builder.spread(f"{name}.groups.{group_name}.back.{crew}", spread))
    for slot in slots:
        builder.reacts(slot, Entity.UNITS, row)


def add_units(sections: Sections, name: str, units: Units, at: Path) -> None:
    """The row of a component's units."""
    builder = sections.builder
    fleet = len(sections.units)
    node = builder.number["c", name]
    count = units.count or sum(group.count for group in units.groups.values())
    stops = []
    for stop_name, stop in units.stops.items():
        stem = f"{name}.stops.{stop_name}"
        flow = sections.measure_flow(
            stop.from_, stem + ".uses", (*at, "units", "stops", stop_name), (Entity.UNITS, fleet)
        )
        stops.append(StopRow(flow, builder.slot_of[f"{stem}.share"], builder.slot_of[f"{stem}.keeps"]))
    groups = _groups(sections, name, units, count, at)
    component = sections.names.topology.components[name]
    single = (
        bool(units.uneven) or any(limit.per_unit for limit in component.limits.values()) or _fails_units(sections, name)
    )
    weights = _weights(units.uneven, count) if single and count <= _FEW_UNITS else ()
    limits = tuple(
        builder.rows[f"{name}.{limit}"][1] for limit, written in component.limits.items() if written.per_unit
    )
    sections.units.append(UnitsRow(node, builder.index[name], count, groups, weights, tuple(stops), limits))


def _fails_units(sections: Sections, name: str) -> bool:
    return any(
        isinstance(effect, Fail) and effect.fail == name and effect.units for effect in all_effects(sections.names)
    )


def _weights(uneven: tuple[int, ...], count: int) -> tuple[int, ...]:
    """Use of each unit; what is not written is shared equally, cut so that all add up to 1."""
    given = list(uneven[:count])
    rest = count - len(given)
    left = WHOLE - sum(given)
    return (*given, *(left * (i + 1) // rest - left * i // rest for i in range(rest)))


def _groups(sections: Sections, name: str, units: Units, count: int, at: Path) -> tuple[GroupRow, ...]:
    builder = sections.builder
    crews = {crew: i for i, crew in enumerate(sections.names.topology.crews)}
    if not units.groups:
        if not units.stops and not units.back:
            return ()
        back = _back(sections, units.back, f"{name}.back", crews, (*at, "units", "back"))
        window = builder.window(ALWAYS, f"{name}.hours", at)
        return (GroupRow(builder.index[name], count, window, back, WHOLE),)
    groups = []
    for group_name, group in units.groups.items():
        here: Path = (*at, "units", "groups", group_name)
        back = _back(
            sections,
            {**units.back, **group.back},
            f"{name}.groups.{group_name}.back",
            crews,
            (*here, "back"),
            f"{name}.back",
        )
        window = builder.window(group.hours, f"{name}.groups.{group_name}.hours", (*here, "hours"))
        use = group.use if group.use is not None else group.count * WHOLE // count
        groups.append(GroupRow(builder.subject(f"{name}.{group_name}", "units"), group.count, window, back, use))
    return tuple(groups)


def _back(
    sections: Sections, back: Mapping[str, Spread], stem: str, crews: dict[str, int], at: Path, shared: str = ""
) -> tuple[tuple[int, int], ...]:
    rows = []
    for crew in back:
        if crew not in crews:
            sections.builder.findings.unknown((*at, crew), "crew", crew, crews)
            continue
        slot = sections.builder.slot_of.get(f"{stem}.{crew}")
        if slot is None:
            slot = sections.builder.slot_of[f"{shared}.{crew}"]
        rows.append((crews[crew], slot))
    return tuple(rows)
