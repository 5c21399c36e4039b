"""Owns what work is likely to cost: how long it takes, and how many people of which crew it needs.

1. The steps of work come one after the other; a crew is needed with as many people as its largest step takes.
2. It is what is written, never how a run turned out: it says nothing about luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.drill.sight.snapshot import EffortRow
from drillsim.model.effects import Start, Switch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.model import Scenario, Topology
    from drillsim.model.effects import Effect
    from drillsim.model.people import Option
    from drillsim.model.work import WorkPart


def likely_of(work: WorkPart) -> int:
    """How long work is likely to take, in ms."""
    return sum(step.takes.likely for step in work.steps.values()) if work.steps else work.takes.likely


def people_of(work: WorkPart) -> tuple[tuple[str, int], ...]:
    """How many people of which crew work needs."""
    crews: dict[str, int] = {}
    parts = [(step.crew or work.crew, step.people) for step in work.steps.values()] or [(work.crew, work.people)]
    for crew, people in parts:
        if crew:
            crews[crew] = max(people, crews.get(crew, 0))
    return tuple(crews.items())


def efforts_of(topology: Topology, scenario: Scenario, option: Option) -> tuple[EffortRow, ...]:
    """What the work costs that an option starts, and the switches by hand that it runs."""
    return tuple(row for effect in (*option.do, *option.then) for row in _effort(topology, scenario, effect))


def _effort(topology: Topology, scenario: Scenario, effect: Effect) -> Iterator[EffortRow]:
    works: dict[str, WorkPart] = {**topology.jobs, **topology.tasks, **scenario.tasks}
    if isinstance(effect, Start) and effect.start in works:
        work = works[effect.start]
        yield EffortRow(effect.start, likely_of(work), people_of(work))
    if isinstance(effect, Switch) and effect.switch in topology.components:
        failover = topology.components[effect.switch].failover
        if failover is not None:
            forced = failover.forced
            yield EffortRow(effect.switch, forced.takes.likely, ((forced.crew, forced.people),) if forced.crew else ())
