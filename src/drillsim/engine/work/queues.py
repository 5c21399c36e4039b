"""What waits in one backlog, as a fluid: by class, in order of arrival.

1. A class holds the items of one line; one more holds what is nobody's own. A class is first in, first out.
2. Arrivals are kept as *spells* of constant inflow, items that came at once as a spell of no length. Classes of equal
   rank are worked off spell by spell, the oldest first, each class in proportion to what it has in it.
3. Between two changes all flows are constant; whatever ends (a spell, a class) ends at the first millisecond that
   reaches it, and what that millisecond took too much is given back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from drillsim.engine.arrays import NEVER, NONE

PATIENT = 300_000
"""An item that waited longer than this counts as delayed."""


class Leaving(NamedTuple):
    """What leaves a backlog per time, of one line."""

    served: int
    wrong: int
    delayed: int
    """What becomes delayed in it."""
    twice: int
    """What is wrong of those that were overdue before."""


NOTHING = Leaving(0, 0, 0, 0)


class Spell:
    """The arrivals of a time of constant inflow, by class: how much came, how much of it is left."""

    __slots__ = ("came", "left", "start")

    def __init__(self, start: int, classes: int) -> None:
        self.start = start
        self.came = [0] * classes
        self.left = [0] * classes


class Queue:
    """The stock, the flows and the ages of one backlog."""

    __slots__ = (
        "_arrived",
        "_history",
        "_since",
        "_spells",
        "empty_at",
        "gone",
        "inflow",
        "late",
        "lines",
        "outflow",
        "own",
        "waiting",
    )

    def __init__(self, lines: Sequence[int]) -> None:
        self.lines = [*lines, NONE]
        """The line of each class; -1 for what is nobody's own."""
        self.own = len(lines)
        count = len(self.lines)
        self.waiting = [0] * count
        self.late = [0] * count
        """How much of what waits is overdue."""
        self.inflow = [0] * count
        self.outflow = [0] * count
        self._arrived = [0] * count
        self.gone = [0] * count
        """How much has left, ever."""
        self._spells: deque[Spell] = deque([Spell(0, count)])
        self._history: list[deque[tuple[int, int, int]]] = [deque([(0, 0, 0)]) for _ in self.lines]
        """By class: (since, arrived by then, rate), as far back as delay needs it."""
        self._since = 0
        self.empty_at = 0
        """When nothing waited for the last time: since then something has, without a break."""

    def class_of(self, line: int) -> int:
        """The class of a line's items; made where items of the line come for the first time."""
        if line in self.lines:
            return self.lines.index(line)
        self.lines.append(line)
        for counts in (self.waiting, self.late, self.inflow, self.outflow, self._arrived, self.gone):
            counts.append(0)
        for spell in self._spells:
            spell.came.append(0)
            spell.left.append(0)
        self._history.append(deque([(self._since, 0, 0)]))
        return len(self.lines) - 1

    # -- as time passes ---------------------------------------------------------------------------------------------

    def bring(self, now: int) -> list[tuple[int, int, int]]:
        """Bring the stock up to now; by line, what the last millisecond took beyond the stock, beyond the overdue."""
        elapsed = now - self._since
        amends: list[tuple[int, int, int]] = []
        if not elapsed:
            return amends
        self._since = now
        waiting, spell = self.waiting, self._spells[-1]
        for place, line in enumerate(self.lines):
            came = self.inflow[place] * elapsed
            out = self.outflow[place] * elapsed
            if not came and not out:
                continue
            spell.came[place] += came
            spell.left[place] += came
            self._arrived[place] += came
            waiting[place] += came
            excess = max(0, out - waiting[place])
            out -= excess
            some_overdue = self.late[place] > 0
            overdue = self.take(place, out)
            not_overdue = out - overdue if some_overdue else 0
            if excess or not_overdue:
                amends.append((line, excess, not_overdue))
        if not any(waiting):
            self.empty_at = now
        return amends

    def take(self, place: int, amount: int) -> int:
        """Take items of a class out of the oldest spells; how many of them were overdue."""
        overdue = min(self.late[place], amount)
        self.late[place] -= overdue
        self.waiting[place] -= amount
        self.gone[place] += amount
        for spell in self._spells:
            if amount <= 0:
                break
            part = min(amount, spell.left[place])
            spell.left[place] -= part
            amount -= part
        while len(self._spells) > 1 and not any(self._spells[0].left):
            self._spells.popleft()
        return overdue

    def flow_in(self, now: int, inflow: list[int]) -> None:
        """From now on so much comes per time."""
        if inflow == self.inflow:
            return
        self._new_spell(now)
        for place, rate in enumerate(inflow):
            if rate != self.inflow[place]:
                self._history[place].append((now, self._arrived[place], rate))
        self.inflow = inflow

    def come(self, now: int, place: int, amount: int, overdue: int = 0) -> None:
        """Items come at once; their age counts from now."""
        if amount <= 0:
            return
        self._new_spell(now)
        self._spells[-1].came[place] = self._spells[-1].left[place] = amount
        self.waiting[place] += amount
        self.late[place] += overdue
        self._arrived[place] += amount
        self._history[place].append((now, self._arrived[place], self.inflow[place]))
        self._new_spell(now)

    def _new_spell(self, now: int) -> None:
        if any(self._spells[-1].left):
            self._spells.append(Spell(now, len(self.lines)))
        else:
            self._spells[-1] = Spell(now, len(self.lines))

    # -- what is done -----------------------------------------------------------------------------------------------

    def _head(self, places: list[int]) -> Spell | None:
        """The oldest spell of which some of these classes still wait."""
        return next((spell for spell in self._spells if any(spell.left[place] for place in places)), None)

    def share_out(self, power: int, ranking: list[list[int]]) -> int:
        """Do so much per time, classes of a higher rank first; how much of it is used."""
        outflow = [0] * len(self.lines)
        left = power
        for places in ranking:
            if left <= 0:
                break
            head = self._head(places)
            if head is not None and head is not self._spells[-1]:
                left -= cut(outflow, places, head.left, left)
                continue
            # what came in the present spell is worked off as it came, all classes running empty together
            left -= cut(outflow, places, self.inflow, min(left, sum([self.inflow[place] for place in places])))
            if head is not None:
                left -= cut(outflow, places, self.waiting, left)
        self.outflow = outflow
        return power - left

    def ends(self, ranking: list[list[int]]) -> int:
        """How long until a spell or class is worked off at the present rates, or NEVER."""
        soonest = NEVER
        for places in ranking:
            head = self._head(places)
            if head is None:
                continue
            present = head is self._spells[-1]
            for place in places:
                net = self.outflow[place] - (self.inflow[place] if present else 0)
                if net > 0 and head.left[place] > 0:
                    soonest = min(soonest, -(-head.left[place] // net))
        return soonest

    # -- reading: nothing is stored ---------------------------------------------------------------------------------

    def total(self, now: int) -> tuple[int, int]:
        """How much waits, and how fast that grows."""
        rate = sum(self.inflow) - sum(self.outflow)
        return sum(self.waiting) + rate * (now - self._since), rate

    def stock(self, place: int, now: int) -> tuple[int, int]:
        """How much of a class waits, and how fast that grows."""
        rate = self.inflow[place] - self.outflow[place]
        return self.waiting[place] + rate * (now - self._since), rate

    def done(self, now: int) -> tuple[int, int]:
        """How much more was done since the stock was brought up to date, and how fast."""
        rate = sum(self.outflow)
        return rate * (now - self._since), rate

    def delay(self, place: int, now: int) -> tuple[int, int]:
        """How many items of a class per time pass the age at which they are delayed, and when that changes."""
        history = self._history[place]
        while len(history) > 1 and history[1][0] <= now - PATIENT:
            history.popleft()
        since, arrived, rate = history[0]
        if since > now - PATIENT:
            return 0, since + PATIENT
        old = arrived + rate * (now - PATIENT - since)
        gone = self.gone[place]
        upcoming = history[1][0] + PATIENT if len(history) > 1 else NEVER
        drift = rate - self.outflow[place]
        if gone > old:
            return 0, min(upcoming, now - (old - gone) // drift if drift > 0 else NEVER)
        if drift < 0:
            upcoming = min(upcoming, now + (old - gone) // -drift + 1)
        return (rate if drift >= 0 or old > gone else 0), upcoming

    def oldest(self, now: int) -> tuple[int, int, int]:
        """How long the oldest item has been waiting and how fast that grows, both times the third number."""
        ages = [self._age(place, now) for place in range(len(self.lines)) if self.stock(place, now)[0] > 0]
        return max(ages, key=lambda age: age[0] // age[2], default=(0, 0, 1))

    def _age(self, place: int, now: int) -> tuple[int, int, int]:
        spells = list(self._spells)
        which = next((i for i, spell in enumerate(spells) if spell.left[place] > 0), len(spells) - 1)
        spell, out = spells[which], self.outflow[place]
        through = spell.came[place] - spell.left[place] + out * (now - self._since)
        if which == len(spells) - 1:
            came = self.inflow[place]
            return (now - spell.start) * came - through, came - out, came
        came, lasted = spell.came[place], spells[which + 1].start - spell.start
        return (now - spell.start) * came - lasted * through, came - lasted * out, came


def cut(parts: list[int], places: list[int], weights: list[int], amount: int) -> int:
    """Add an amount to some parts by their weights, cumulatively, so that they add up; how much was added."""
    total = sum([weights[place] for place in places])
    if total <= 0 or amount <= 0:
        return 0
    seen = given = 0
    for place in places:
        seen += weights[place]
        upto = amount * seen // total
        parts[place] += upto - given
        given = upto
    return amount
