"""What is written all over a case: every effect, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.model.effects import EffectPart, SetTo
from drillsim.model.relative import relative_of
from drillsim.model.topology import ScriptedEvent
from drillsim.plan.builder import short_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.model.work import Step, WorkPart
    from drillsim.plan.case import Names


def all_effects(names: Names) -> Iterator[EffectPart]:
    """Every effect written anywhere in a case."""
    for event, _, _ in names.events.values():
        if isinstance(event, ScriptedEvent):
            yield from event.do
        elif isinstance(event, EffectPart):
            yield event
    for work in names.works:
        yield from _after(work.work)
        for step in work.work.steps.values():
            yield from _after(step)
    for job in names.topology.jobs.values():
        yield from job.leaves
    for component in names.topology.components.values():
        for limit in component.limits.values():
            yield from limit.full or ()
    for decision in names.scenario.decisions.values():
        for option in decision.options.values():
            yield from option.do


def set_paths(names: Names, *, valued: bool = False) -> frozenset[str]:
    """Every path that an effect of the case sets (`valued`: to a value of its own); of a map also the path of each."""
    found: set[str] = set()
    for effect in all_effects(names):
        if isinstance(effect, SetTo) and not (valued and relative_of(effect.to)):
            path = short_path(effect.set)
            keys = effect.to if isinstance(effect.to, dict) else ()
            found.update((path, *(f"{path}.{key}" for key in keys)))
    return frozenset(found)


def _after(part: WorkPart | Step) -> Iterator[EffectPart]:
    yield from part.then
    yield from part.else_
    if part.slip is not None:
        yield from part.slip.do
