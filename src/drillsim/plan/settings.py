"""The rows of `set`: which slots get which values, and what to write where a path leads to no slot.

1. A value is written as in the file, or relative to what holds when the effect acts: `x2`, `+30m`, `-10%`.
2. What is not written cannot be changed relatively, unless another effect gives it a value of its own.
3. What has no slot is refused with the path that is near it, or with what to write where the thing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, Entity, Unit
from drillsim.model.quantities import parse_factor
from drillsim.model.relative import relative_of
from drillsim.plan.builder import short_path
from drillsim.plan.unwritten import refuse_unwritten
from drillsim.plan.values import slot_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays import Calendar
    from drillsim.model.effects import SetTo
    from drillsim.model.relative import Relative
    from drillsim.plan.builder import Builder
    from drillsim.plan.case import NameList
    from drillsim.plan.findings import Path

    OrderOf = Callable[[tuple[int, ...]], int]
    """The slot value of an order in which lines are served."""

_AMOUNTS = (Unit.MS, Unit.SHARE, Unit.RATE, Unit.COUNT, Unit.WHOLE, Unit.MONEY, Unit.FACTOR)
"""Units whose numbers may walk from one value to another, and be multiplied."""
_TIMES = (Unit.SPREAD, Unit.CLOCK, Unit.OF_DAY)
"""Units to which a duration is added."""


def setting(builder: Builder, names: NameList, effect: SetTo, at: Path, order: OrderOf) -> dict[str, object] | None:
    """What the row of a `set` holds, or None with a finding."""
    path = short_path(effect.set)
    name = effect.set.split(".")[0]
    subject = builder.index.get(name, builder.index.get(name.split("/")[0], NONE))
    change = relative_of(effect.to)
    mode, sets = "", None
    if change is not None:
        mode, sets = "by" if change.sign == "x" else "add", _changes(builder, path, effect, change, at)
    else:
        sets = _pairs(builder, names, path, effect.set, effect.to, at, order)
    if sets is None:
        return None
    if effect.over and any(builder.units[slot] not in _AMOUNTS for slot, _ in sets):
        builder.findings.error(
            (*at, "over"), "no-way", f"'{effect.set}' cannot change little by little", "leave over out"
        )
        return None
    return {
        "target": NONE,
        "entity": NONE,
        "subject": subject,
        "mode": mode,
        "sets": tuple(sets),
        "path": effect.set,
        "over": effect.over,
    }


def _changes(builder: Builder, path: str, effect: SetTo, change: Relative, at: Path) -> list[tuple[int, int]] | None:
    """The factor of each slot, or what is added to it."""
    slot = builder.slot_of.get(path)
    if slot is None:
        refuse_unwritten(builder, effect.set, effect.to, (*at, "set"))
        return None
    unit = builder.units[slot]
    first = slot + 1 if unit == Unit.SPREAD else slot
    present = max(builder.values[first : first + (3 if unit == Unit.SPREAD else 1)])
    findings = builder.findings
    number = _amount(unit, change, builder.calendar)
    if number is None:
        findings.error(
            (*at, "to"), "other-kind", f"'{change.text}' cannot change '{effect.set}'",
            "write a value of its own, as in the file", name=effect.set, text=change.text,
        )  # fmt: skip
        return None
    is_nothing = present < 0 or (present == 0 and change.sign == "x")
    if is_nothing and path not in builder.valued_paths:
        findings.error(
            (*at, "to"), "nothing-to-change", f"'{effect.set}' has no value that '{change.text}' could change",
            "give it a value of its own, without x, + or -", name=effect.set, text=change.text,
        )  # fmt: skip
        return None
    return [(slot + offset, number) for offset in range(4 if unit == Unit.SPREAD else 1)]


def _amount(unit: int, change: Relative, calendar: Calendar) -> int | None:
    """The factor in millionths, or what is added in the unit of the slot; nothing if it is of another kind."""
    if change.sign == "x":
        return parse_factor(change.by) if unit in _AMOUNTS or unit == Unit.SPREAD else None
    try:
        if unit in _TIMES or unit in _AMOUNTS:
            kind = Unit.MS if unit in _TIMES else Unit(unit)
            # a share may be raised by more than is left of it: it is whole then
            number = parse_factor(change.by) if kind == Unit.SHARE else slot_values(kind, change.by, calendar)[0]
            return -number if change.sign == "-" else number
    except ValueError:
        return None
    return None


def _pairs(
    builder: Builder, names: NameList, path: str, asked: str, value: object, at: Path, order: OrderOf
) -> list[tuple[int, int]] | None:
    if isinstance(value, dict):
        pairs: list[tuple[int, int]] = []
        for key, part in value.items():
            more = _pairs(builder, names, f"{path}.{key}", f"{asked}.{key}", part, at, order)
            if more is None:
                return None
            pairs.extend(more)
        return pairs
    slot = builder.slot_of.get(path)
    if slot is None:
        refuse_unwritten(builder, asked, value, (*at, "set"))
        return None
    choices = builder.choices.get(slot, ())
    if isinstance(value, list) or (path.endswith(".order") and isinstance(value, str) and value not in choices):
        return _order(builder, names, slot, value if isinstance(value, list) else [value], at, order)
    try:
        numbers = slot_values(builder.units[slot], value, builder.calendar, choices)
    except ValueError as error:
        builder.findings.error((*at, "to"), "bad-value", f"{path}: {error}", "write it as in the file", text=str(error))
        return None
    return [(slot + offset, number) for offset, number in enumerate(numbers)]


def _order(
    builder: Builder, names: NameList, slot: int, wanted: list[object], at: Path, order: OrderOf
) -> list[tuple[int, int]] | None:
    lines = []
    for name in wanted:
        found = builder.rows.get(str(name))
        if found is None or found[0] != Entity.LINE:
            builder.findings.unknown((*at, "to"), "line", str(name), names.of("line"))
            return None
        lines.append(found[1])
    return [(slot, order(tuple(lines)))]
