"""Which measures and states each kind of thing has, what they count, and what nobody knows until it is told."""

from __future__ import annotations

from drillsim.engine.arrays import Entity, Unit

LINE_MEASURES = {
    "demand": Unit.COUNT,
    "served": Unit.COUNT,
    "failed": Unit.COUNT,
    "turned_away": Unit.COUNT,
    "wrong": Unit.COUNT,
    "waiting": Unit.COUNT,
    "delayed": Unit.COUNT,
    "overdue": Unit.COUNT,
    "exposed": Unit.COUNT,
    "outage": Unit.MS,
    "outage_in_hours": Unit.MS,
    "outage_longest": Unit.MS,
    "below": Unit.MS,
    "level": Unit.SHARE,
    "customers": Unit.COUNT,
    "amount": Unit.MONEY,
    "complaints": Unit.COUNT,
    "vs_usual": Unit.FACTOR,
    "used": Unit.SHARE,
}
NODE_MEASURES = {
    "level": Unit.SHARE,
    "wrong": Unit.SHARE,
    "load": Unit.RATE,
    "stopped": Unit.COUNT,
    "kept": Unit.COUNT,
    "exposed": Unit.COUNT,
}
BACKLOG_MEASURES = {
    "waiting": Unit.COUNT,
    "overdue": Unit.COUNT,
    "done": Unit.COUNT,
    "oldest": Unit.MS,
    "amount": Unit.MONEY,
}
LIMIT_MEASURES = {"used": Unit.COUNT, "share": Unit.SHARE}
WORK_MEASURES = {"share": Unit.SHARE, "done": Unit.COUNT, "failed": Unit.COUNT}
OTHER: dict[int, dict[str, Unit]] = {
    Entity.CREW: {"busy": Unit.WHOLE, "free": Unit.WHOLE},
    Entity.ROUTE: {"waiting": Unit.COUNT},
}
MEASURES: dict[int, dict[str, Unit]] = {
    Entity.LINE: LINE_MEASURES,
    Entity.NODE: NODE_MEASURES,
    Entity.BACKLOG: BACKLOG_MEASURES,
    Entity.LIMIT: LIMIT_MEASURES,
    Entity.WORK: WORK_MEASURES,
    **OTHER,
}

STATES: dict[int, tuple[str, ...]] = {
    Entity.NODE: ("up", "back", "down", "degraded", "unstable", "withheld", "full", "alarming", "on"),
    Entity.LINE: ("up", "back", "down", "degraded", "withheld", "closed"),
    Entity.LIMIT: ("full", "alarming"),
    Entity.BACKLOG: ("empty",),
    Entity.WORK: ("waiting", "running", "done", "abended", "missed", "failed", "stalled"),
    Entity.MESSAGE: ("sent", "known"),
    Entity.DECISION: ("decided",),
    Entity.OBLIGATION: ("owed", "met", "missed"),
    Entity.EVENT: ("happened",),
    Entity.CREW: ("called", "present"),
}
KIND_OF = {
    Entity.NODE: "component",
    Entity.LINE: "line",
    Entity.LIMIT: "limit",
    Entity.BACKLOG: "backlog",
    Entity.WORK: "job or task",
    Entity.MESSAGE: "signal or inject",
    Entity.DECISION: "decision",
    Entity.OBLIGATION: "obligation",
    Entity.EVENT: "event",
    Entity.CREW: "crew",
    Entity.ROUTE: "route",
}
LIKE = {Unit.WHOLE: Unit.COUNT, Unit.FACTOR: Unit.SHARE}
"""Units that are compared as if they were others."""
TRUTH = (Entity.NODE, Entity.LINE, Entity.LIMIT, Entity.BACKLOG, Entity.EVENT)
"""What only the model knows: no decision opens on it, and no option depends on it; nor on a job, unlike a task."""
