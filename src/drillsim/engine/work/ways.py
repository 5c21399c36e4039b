"""How a line fares while its node has one level: where nothing else moves, only the time at each level is counted.

A line whose items wait nowhere, load nothing and are blamed on nobody fares the same whenever its node is back at a
level. Its rates are kept by level, and put into the accounts when somebody reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drillsim.engine.arrays import Plan


class Way:
    """How a line fares at one level of its node, and how long it fared like that since that was last added up."""

    __slots__ = ("good", "lasted", "moving", "rates")

    def __init__(self, rates: list[int], moving: list[int], good: int) -> None:
        self.rates = rates
        self.moving = moving
        self.good = good
        self.lasted = 0


def lone(plan: Plan) -> tuple[bool, ...]:
    """By line: whether what becomes of its demand hangs on nothing but the level of its node."""
    return tuple(row.backlog < 0 and not (row.slow or row.loads or row.because) for row in plan.lines)


def add_up(accounts: list[int], ways: Iterable[Way]) -> None:
    """Put into the accounts of a line what it gathered each time its level came and went."""
    for way in ways:
        if way.lasted:
            for account in way.moving:
                accounts[account] += way.rates[account] * way.lasted
            way.lasted = 0
