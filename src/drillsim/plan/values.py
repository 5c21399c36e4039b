"""Written values for slots: what `set`, sweeps and patched plans put where."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, Calendar, Unit
from drillsim.errors import DrillsimError
from drillsim.model.quantities import (
    UNLIMITED,
    parse_count,
    parse_duration,
    parse_factor,
    parse_money,
    parse_rate,
    parse_share,
    parse_spread,
    parse_whole,
)
from drillsim.model.times import DAY_MS, parse_clock
from drillsim.plan.builder import SHAPES, short_path
from drillsim.plan.days import clock_slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drillsim.engine.arrays import Plan

_NO = ("none", "never", "null")
_WORDS = {"true": 1, "yes": 1, "on": 1, "false": 0, "no": 0, "off": 0}


def slot_values(unit: int, value: object, calendar: Calendar, choices: tuple[str, ...] = ()) -> tuple[int, ...]:
    """The numbers that a written value puts into a slot (four of them for a spread)."""
    if value in _NO or value is None:
        if unit in (Unit.MS, Unit.SHARE, Unit.CLOCK, Unit.OF_DAY):
            return (NONE,)
        raise ValueError(f"'{value}' is no value here")
    if unit == Unit.CHOICE:
        word = str(value).lower() if isinstance(value, bool) else str(value)
        if word not in choices:
            raise ValueError(f"'{value}' is not one of {', '.join(choices)}")
        return (choices.index(word),)
    if unit == Unit.FLAG:
        if isinstance(value, bool):
            return (int(value),)
        if str(value).lower() not in _WORDS:
            raise ValueError(f"'{value}' is neither true nor false")
        return (_WORDS[str(value).lower()],)
    if unit == Unit.SPREAD:
        spread = parse_spread(value)
        return (SHAPES.index(spread.shape), spread.low, spread.likely, spread.high)
    if unit == Unit.CLOCK:
        return (clock_slot(parse_clock(value), calendar),)
    if unit == Unit.OF_DAY:
        clock = parse_clock(value)
        if clock.date is not None or clock.day is not None or clock.of_day > DAY_MS:
            raise ValueError(f"'{value}' is not a time of day; write 15:00")
        return (clock.of_day,)
    if unit == Unit.RATE:
        return (UNLIMITED,) if value == "unlimited" else (parse_rate(value),)
    parse = {
        Unit.MS: parse_duration, Unit.SHARE: parse_share, Unit.FACTOR: parse_factor, Unit.COUNT: parse_count,
        Unit.WHOLE: parse_whole, Unit.MONEY: parse_money,
    }[Unit(unit)]  # fmt: skip
    return (parse(value),)


def patched(plan: Plan, values: Mapping[str, object]) -> Plan:
    """The same plan with other values at some paths, without compiling; an unknown path names the nearest."""
    numbers: dict[str, int] = {}
    where = {path: i for i, path in enumerate(plan.slots.paths)}
    for written, value in values.items():
        path = short_path(written)
        if path not in where:
            near = get_close_matches(path, where, n=3, cutoff=0.5)
            raise DrillsimError(f"there is no number at '{written}'", f"near it: {', '.join(near)}" if near else None)
        slot = where[path]
        try:
            found = slot_values(plan.slots.units[slot], value, plan.calendar, plan.slots.choices.get(slot, ()))
        except ValueError as error:
            raise DrillsimError(f"{written}: {error}") from None
        for offset, number in enumerate(found):
            numbers[plan.slots.paths[slot + offset]] = number
    return plan.with_values(numbers)
