"""What each verb may work on, and what the name in an effect leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drillsim.engine.arrays import NONE, Entity

if TYPE_CHECKING:
    from drillsim.plan.builder import Builder
    from drillsim.plan.findings import Path
    from drillsim.plan.measures import Reader

_ANYTHING = (
    Entity.NODE,
    Entity.LINE,
    Entity.WORK,
    Entity.BACKLOG,
    Entity.MESSAGE,
    Entity.DECISION,
    Entity.OBLIGATION,
    Entity.EVENT,
    Entity.CREW,
    Entity.ROUTE,
)
_ALLOWED: dict[str, tuple[Entity, ...]] = {
    "fail": (Entity.NODE, Entity.WORK),
    "degrade": (Entity.NODE,),
    "destabilise": (Entity.NODE,),
    "corrupt": (Entity.NODE, Entity.LINE),
    "expose": (Entity.NODE, Entity.LINE),
    "repair": (Entity.NODE, Entity.WORK, Entity.EVENT),
    "withhold": _ANYTHING,
    "release": _ANYTHING,
    "switch": (Entity.NODE,),
    "start": (Entity.WORK, Entity.NODE),
    "cancel": (Entity.WORK,),
    "surge": (Entity.LINE, Entity.NODE),
    "divert": (Entity.LINE,),
    "move": (Entity.BACKLOG,),
    "send": (Entity.MESSAGE,),
    "call": (Entity.CREW,),
}
_WORDS = {
    Entity.NODE: "component",
    Entity.LINE: "line",
    Entity.WORK: "job or task",
    Entity.BACKLOG: "backlog",
    Entity.MESSAGE: "signal or inject",
    Entity.DECISION: "decision",
    Entity.OBLIGATION: "obligation",
    Entity.EVENT: "event",
    Entity.CREW: "crew",
    Entity.LIMIT: "limit",
    Entity.ROUTE: "route",
}


class Aim(NamedTuple):
    """What an effect works on, and where that is written."""

    entity: Entity
    row: int
    step: int
    at: Path


def find_aim(builder: Builder, reader: Reader, verb: str, name: str, at: Path) -> Aim | None:
    """What a name leads to, if the verb can work on it; or None with a finding."""
    allowed, rows = _ALLOWED[verb], builder.rows
    step = NONE
    if name not in rows and "." in name:
        head, _, part = name.partition(".")
        if part in reader.steps_of.get(head, ()):
            step = reader.steps_of[head].index(part)
            name = head
    found = rows.get(name)
    words = _one_of(allowed) if len(allowed) < 6 else "named thing"
    if found is None:
        builder.findings.unknown(
            (*at, verb), words, name, [n for n, (entity, _) in rows.items() if entity in allowed and "." not in n]
        )
        return None
    entity = Entity(found[0])
    if entity not in allowed:
        builder.findings.error(
            (*at, verb), "wrong-target", f"{verb} works on a {words}; '{name}' is a {_WORDS.get(entity, 'thing')}",
            f"use {verb} on a {words}", verb=verb, name=name, words=words, what=_WORDS.get(entity, "thing"),
        )  # fmt: skip
        return None
    return Aim(entity, found[1], step, at)


def _one_of(entities: tuple[Entity, ...]) -> str:
    """What a verb works on, as people say it: component, job or task."""
    words = [word for entity in entities for word in _WORDS[entity].split(" or ")]
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
