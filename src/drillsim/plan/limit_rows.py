"""Rows of limits: what fills them, what empties them, what happens when they are full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, Entity, LimitRow, Unit
from drillsim.model.effects import Fail
from drillsim.model.times import parse_window

if TYPE_CHECKING:
    from drillsim.model.supply import Limit
    from drillsim.plan.findings import Path
    from drillsim.plan.sections import Sections


def limit_slots(sections: Sections, stem: str, limit: Limit) -> None:
    """The numbers of a limit; it looks again when one is set."""
    builder = sections.builder
    row = builder.rows[stem][1]
    slots = (
        builder.slot(f"{stem}.capacity", Unit.COUNT, limit.capacity),
        builder.slot(f"{stem}.used", Unit.COUNT, limit.used),
        builder.slot(f"{stem}.drains", Unit.RATE, limit.drains),
        builder.slot(f"{stem}.alarm", Unit.SHARE, NONE if limit.alarm is None else limit.alarm),
        builder.slot(f"{stem}.clears", Unit.SHARE, limit.clears),
    )
    for slot in slots:
        builder.reacts(slot, Entity.LIMIT, row)


def add_limit(sections: Sections, name: str, limit_name: str, limit: Limit) -> None:
    """The row of a limit; without `full` its component fails, or the unit whose own limit it is."""
    builder = sections.builder
    stem = f"{name}.{limit_name}"
    at: Path = ("topology", "components", name, "limits", limit_name)
    number = builder.rows[stem][1]
    node = builder.number["c", name]
    units = NONE
    if limit.per_unit:
        units = sections.writer.units_of.get(node, NONE)
        if units < 0:
            builder.findings.error(
                (*at, "per_unit"),
                "no-such-part",
                f"'{name}' has no units",
                "leave per_unit out, or give it units",
                name=name,
            )
    flows = [
        sections.flow(flow, f"{stem}.fed_by.{i}", (*at, "fed_by", i), (Entity.LIMIT, number))
        for i, flow in enumerate(limit.fed_by)
    ]
    full = limit.full
    if full is None:
        full = (Fail.model_validate({"fail": name, **({"units": 1} if units >= 0 else {})}),)
    effects = sections.writer.all(full, f"{stem}.full", (*at, "full"))
    window, work = _resets(sections, limit, stem, at)
    slot_of = builder.slot_of
    sections.limits.append(
        LimitRow(
            builder.index[stem],
            node,
            units,
            slot_of[f"{stem}.capacity"],
            slot_of[f"{stem}.used"],
            tuple(f for f in flows if f >= 0),
            slot_of[f"{stem}.drains"],
            window,
            work,
            slot_of[f"{stem}.alarm"],
            effects,
            slot_of[f"{stem}.clears"],
        )
    )
    sections.limits_of[node] = (*sections.limits_of.get(node, ()), number)


def _resets(sections: Sections, limit: Limit, stem: str, at: Path) -> tuple[int, int]:
    """The window whose opening empties a limit, or the work that does."""
    if limit.resets is None:
        return NONE, NONE
    if limit.resets in sections.work_of:
        return NONE, sections.work_of[limit.resets]
    words = limit.resets.split()
    if len(words) == 2:
        hour, _, minute = words[1].partition(":")
        if hour.isdigit() and minute.isdigit():
            after = f"{int(hour):02}:{(int(minute) + 1) % 60:02}"
            try:
                window = parse_window(f"{words[0]} {words[1]}-{after}")
            except ValueError as error:
                sections.builder.findings.error(
                    (*at, "resets"), "bad-value", str(error), "write daily 00:00", text=str(error)
                )
                return NONE, NONE
            return sections.builder.window(window, f"{stem}.resets", (*at, "resets")), NONE
    sections.builder.findings.unknown((*at, "resets"), "job or task", limit.resets, list(sections.work_of))
    return NONE, NONE
