"""The constants and codes that rows are written in."""

from __future__ import annotations

from enum import IntEnum

WHOLE = 1_000_000
"""A share of 1."""
ITEM = 3_600_000_000
"""One item: a thousandth of an item per hour times one millisecond is one unit of this."""
NONE = -1
NEVER = 1 << 60
"""A time that does not come."""
ABSOLUTE = 1 << 50
"""A clock slot at or above this holds a moment (plus this); below it, a time of day."""


class Op(IntEnum):
    """How a node of the supply graph combines what it needs."""

    ALL = 0
    ANY = 1
    KTH = 2
    SHARE = 3
    CHAIN = 4
    PAIR = 5
    HOLD = 6


class Unit(IntEnum):
    """What a slot or a measure counts."""

    MS = 0
    SHARE = 1
    RATE = 2
    COUNT = 3
    WHOLE = 4
    MONEY = 5
    CLOCK = 6
    FLAG = 7
    CHOICE = 8
    SPREAD = 9
    OF_DAY = 10
    FACTOR = 11


class Entity(IntEnum):
    """What others can look at: a change in one of these re-examines whatever looks at it."""

    NODE = 0
    LINE = 1
    BACKLOG = 2
    LIMIT = 3
    WORK = 4
    UNITS = 5
    MESSAGE = 6
    DECISION = 7
    OBLIGATION = 8
    EVENT = 9
    CREW = 10
    ROUTE = 11
    CAPACITY = 12
    FLOW = 13
    PAIR = 14
    HOLD = 15
    WINDOW = 16


ABOVE = ("shed", "slow", "refuse", "collapse")
CLASH = ("waits", "abends", "both-abend", "both-run")


DAY_BITS = {
    name: 1 << i
    for i, name in enumerate(
        ("daily", "business", "holiday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "month-end", "month-start")
    )
}
