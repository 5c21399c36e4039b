"""What is wrong although every name is right: times that cannot be, circles, figures nobody can compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import Op
from drillsim.model.conditions import HeldBy, StateTest
from drillsim.model.parts import Part
from drillsim.model.people import Observed
from drillsim.plan.moments import check_moments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.engine.arrays import Calendar
    from drillsim.model import Scenario, Topology
    from drillsim.plan.builder import Builder
    from drillsim.plan.findings import Findings
    from drillsim.plan.ordering import Key

_MOST_UNITS = 100_000


def check_model(topology: Topology, scenario: Scenario, calendar: Calendar, horizon: int, findings: Findings) -> None:
    """Times, counts and pairs that make no sense together."""
    if horizon <= 0:
        findings.error(
            ("scenario", "ends"),
            "ends-before-start",
            f"the scenario ends ({scenario.ends.text}) before it starts ({scenario.starts.text})",
            "choose a later end",
            ends=scenario.ends.text,
            starts=scenario.starts.text,
        )
    if horizon > 370 * 86_400_000:
        findings.error(
            ("scenario", "ends"), "too-long", "a scenario may last a year at the most", "choose an earlier end"
        )
    if scenario.starts.date is None:
        findings.error(
            ("scenario", "starts"),
            "starts-without-date",
            f"'{scenario.starts.text}' has no date",
            "write 2021-03-12 08:00",
            text=scenario.starts.text,
        )
    check_moments(scenario, calendar, horizon, findings)
    for name, inject in scenario.injects.items():
        if inject.at is None and inject.when is None and not inject.reserve and not _is_sent(name, scenario, topology):
            findings.warn(
                ("scenario", "injects", name),
                "never-sent",
                f"inject '{name}' has no time and no condition, and nothing sends it",
                "give it at or when, or mark it reserve: true",
                name=name,
            )
    for name, line in topology.lines.items():
        if line.patience is not None and line.backlog is not None:
            findings.warn(
                ("topology", "lines", name, "patience"),
                "patience-with-backlog",
                f"patience does nothing here: what '{name}' cannot do at once waits in its backlog",
                "leave patience out, or the backlog; due says when a waiting item is too late",
            )
    _check_criteria(topology, scenario, findings)
    for name, component in topology.components.items():
        if component.units is not None:
            count = component.units.count or sum(group.count for group in component.units.groups.values())
            if count > _MOST_UNITS:
                findings.error(
                    ("topology", "components", name, "units"),
                    "too-many-units",
                    f"'{name}' has {count} units",
                    f"at most {_MOST_UNITS}",
                    name=name,
                )
            if sum(component.units.uneven) > 1_000_000:
                findings.error(
                    ("topology", "components", name, "units", "uneven"),
                    "uneven-sum",
                    "the shares of use add up to more than 1",
                    "they must add up to 1 at most",
                )


def _check_criteria(topology: Topology, scenario: Scenario, findings: Findings) -> None:
    """Warn of criteria that ask whether something was ever up, when it is from the start."""
    if scenario.given:
        return  # what lies hidden may keep it down at the start
    always_up = {name for name, each in topology.components.items() if not each.closed and each.hours.always}
    always_up |= {name for name, line in topology.lines.items() if line.hours.always}
    for name, objective in scenario.objectives.items():
        for i, criterion in enumerate(objective.criteria):
            if isinstance(criterion, Observed) or not isinstance(held := criterion.test, HeldBy) or held.never:
                continue
            test = held.part
            if isinstance(test, StateTest) and test.state == "up" and test.subject in always_up:
                findings.warn(
                    ("scenario", "objectives", name, "criteria", i),
                    "met-from-the-start",
                    f"'{criterion.text}' is met at the start: '{test.subject}' is up then",
                    f"write '{test.subject} back by {held.clock.text}': up again after it was down",
                )


def _is_sent(name: str, scenario: Scenario, topology: Topology) -> bool:
    return any(
        getattr(part, "send", None) == name or getattr(part, "tells", None) == name
        for part in (*_parts(scenario), *_parts(topology))
    )


def _parts(value: object) -> Iterator[Part]:
    """Every written part within another, in the order in which they are written."""
    if isinstance(value, Part):
        yield value
        for _name, each in value:
            yield from _parts(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _parts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _parts(each)


def warn_circles(circles: list[tuple[Key, ...]], builder: Builder, topology: Topology) -> None:
    """Name each group of components that need each other: lit together, and dark together until started by hand."""
    for circle in circles:
        members = list(dict.fromkeys(key[1].split(".")[0] for key in circle))
        rings = _rings(circle, builder)
        shown = "; ".join(" → ".join(ring) for ring in rings)
        path, next_one = ("topology", "components", rings[0][0]), rings[0][1]
        bad = [key for key in circle if builder.drafts[key].op == Op.SHARE]
        awkward = [name for name in members if (c := topology.components.get(name)) and (c.units or c.capacity)]
        if bad or awkward:
            what = "a share" if bad else f"the units or capacity of '{awkward[0]}'"
            builder.findings.error(
                path,
                "circle-through",
                f"a circle of needs runs through {what}: {shown}",
                "take one need out of the circle",
                circle=shown,
                name=next_one,
            )
        else:
            builder.findings.warn(
                path,
                "circle",
                f"these need each other: {shown}",
                "once dark they stay dark until somebody starts one of them (effect start)",
                circle=shown,
                name=next_one,
            )


def _rings(circle: tuple[Key, ...], builder: Builder) -> list[list[str]]:
    """Shortest ways round, by the names of things, until each that belongs to the circle has been met."""
    needs: dict[str, list[str]] = {}
    for key in circle:
        owner = key[1].split(".")[0]
        for supplier in builder.drafts[key].inputs:
            if supplier in circle and supplier[1].split(".")[0] != owner:
                needs.setdefault(owner, []).append(supplier[1].split(".")[0])
    rings: list[list[str]] = []
    for start in needs:
        if not any(start in ring for ring in rings):
            rings.append(_ring(start, needs))
    return rings or [[circle[0][1], circle[0][1]]]


def _ring(start: str, needs: dict[str, list[str]]) -> list[str]:
    """The shortest way from something back to itself."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for name in needs.get(way[-1], ()):
            if name == start:
                return [*way, start]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return [start, start]
