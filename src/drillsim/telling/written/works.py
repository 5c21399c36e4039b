"""Owns how work is told, whoever starts it: what it takes, what it needs, what may go wrong, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.model.quantities import WHOLE
from drillsim.telling import figures
from drillsim.telling.cells import closed_up
from drillsim.telling.language import _
from drillsim.telling.written.conditions import condition_words
from drillsim.telling.written.effects import effects_list, effects_words
from drillsim.telling.written.needs import needs_words
from drillsim.telling.written.values import spread, window

if TYPE_CHECKING:
    from drillsim.model.work import Step, WorkPart
    from drillsim.telling.names import Names


def work_facts(work: WorkPart | Step, names: Names) -> list[str]:
    """What some work takes: time, people, what must be there, the chance that it works."""
    facts = []
    if work.takes.high:
        facts.append(_("takes {value}").format(value=spread(work.takes)))
    if work.crew is not None:
        crew = names.in_sentence(work.crew)
        facts.append(_("{people} of {crew}").format(people=figures.count(work.people), crew=crew))
    if getattr(work, "after", ()):
        before = _(", ").join(names.in_sentence(each) for each in getattr(work, "after", ()))
        facts.append(_("after {name}").format(name=before))
    if work.needs:
        facts.append(_("needs {names}").format(names=needs_words(work.needs, names)))
    hours = getattr(work, "hours", None)
    if hours is not None and not hours.always:
        facts.append(_("only {hours}").format(hours=window(hours)))
    if work.works != WHOLE:
        facts.append(_("works with a chance of {chance}").format(chance=figures.share(work.works)))
    if work.unless is not None:
        facts.append(_("fails where {condition}").format(condition=condition_words(work.unless, names)))
    if work.slip is not None and work.slip.chance:
        chance = figures.share(work.slip.chance)
        cost = spread(work.slip.costs)
        facts.append(_("with a chance of {chance} a mis-step costs {time}").format(chance=chance, time=cost))
    return [closed_up(fact) for fact in facts]


def work_outcomes(work: WorkPart, names: Names) -> list[str]:
    """The steps of some work, and what follows when it is done or has failed."""
    told = [_step(step, how, names) for step, how in work.steps.items()]
    told += effects_list(_("when done"), work.then, names)
    told += effects_list(_("when it fails"), work.else_, names)
    if work.slip is not None:
        told += effects_list(_("after a mis-step"), work.slip.do, names)
    if work.tells is not None:
        told.append(_("at its end: send {name}").format(name=names.in_sentence(work.tells)))
    return [closed_up(each) for each in told]


def _step(step: str, how: Step, names: Names) -> str:
    from drillsim.telling.language import language_in_use

    title = how.title.in_language(language_in_use()) if how.title is not None else step
    parts = work_facts(how, names)
    for heading, effects in ((_("when done"), how.then), (_("when it fails"), how.else_)):
        if effects:
            parts.append(_("{when}: {effect}").format(when=heading, effect=effects_words(effects, names)))
    return _("step {name}: {facts}").format(name=title, facts=_("; ").join(parts))
