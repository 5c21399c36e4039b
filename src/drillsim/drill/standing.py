"""Owns which work a role may begin by itself, and which of it can be offered without telling what nobody knows yet.

1. Work that an option of a question starts is begun by deciding: whose question it is and who must approve stand
   there, and nobody gets round them.
2. The name of other work may give a hidden cause away. Work that only asks is offered at any time; other work once
   something that it acts on or needs was reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.model.effects import EffectPart, Send
from drillsim.model.parts import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from drillsim.library import Case
    from drillsim.model.effects import Effect
    from drillsim.model.work import Task, WorkPart


def effects_of(work: WorkPart) -> Iterator[Effect]:
    """Everything that work can bring about, a mis-step left out."""
    yield from (*work.then, *work.else_)
    for step in work.steps.values():
        yield from (*step.then, *step.else_)


def decided_work(case: Case) -> frozenset[str]:
    """Work that an option of a question starts."""
    options = [option for decision in case.scenario.decisions.values() for option in decision.options.values()]
    effects = [effect for option in options for effect in (*option.do, *effects_of(option))]
    return frozenset(str(getattr(effect, "start", "")) for effect in effects)


def work_of_events(case: Case) -> frozenset[str]:
    """Work that an event of the scenario starts."""
    effects = [effect for event in case.scenario.events.values() for effect in event.do]
    return frozenset(str(getattr(effect, "start", "")) for effect in effects)


def only_asks(task: Task) -> bool:
    """Whether work does nothing but tell somebody something."""
    effects = tuple(effects_of(task))
    return (task.tells is not None or bool(effects)) and all(isinstance(effect, Send) for effect in effects)


def is_touched(case: Case, name: str, task: Task, reported: Collection[str]) -> bool:
    """Whether something that was reported is what work acts on or needs."""
    return any(_is_part(subject, each) for each in _touched(case, name, task) for subject in reported)


def _touched(case: Case, name: str, task: Task) -> Iterator[str]:
    """What work acts on and needs, and what waits for it: a start that it brings about, a counter that it resets."""
    for effect in effects_of(task):
        verb = next(key for key in type(effect).model_fields if key not in EffectPart.model_fields)
        yield str(getattr(effect, verb))
    yield from _words((task.needs, *(step.needs for step in task.steps.values())))
    topology = case.topology
    for other, component in topology.components.items():
        if name in _words((component.needs, component.limits)):
            yield other
    for other, job in topology.jobs.items():
        if name in _words((job.after, job.needs, job.rerun)):
            yield other


def _words(part: object) -> Iterator[str]:
    """Every word that stands anywhere in a part of a file."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Part):
        for key in type(part).model_fields:
            yield from _words(getattr(part, key))
    elif isinstance(part, dict):
        yield from part
        yield from _words(tuple(part.values()))
    elif isinstance(part, tuple):
        for each in part:
            yield from _words(each)


def _is_part(one: str, other: str) -> bool:
    """Whether two paths are the same thing, or one of them a part of the other."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
