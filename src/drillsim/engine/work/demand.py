"""What comes to each line: the profile of the day, surges, what flows here from elsewhere, what is diverted.

1. Demand = fresh + fed + diverted here, while the line is open. Fresh demand is the profile with its surges, less what
   is diverted to other lines: that is the demand of those. What is diverted to a backlog stays demand of this line.
2. Of several diversions each takes its share of all fresh demand, in the order in which they began, the last of them
   only what is left.
3. A diversion to a backlog acts at once. One to another line arrives a minute later: one update at most is under way
   per line, and reads the flow of its moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, WHOLE, Entity
from drillsim.engine.kernel.calendar import steps_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.state import State

_BACKLOG = int(Entity.BACKLOG)
_LINE = int(Entity.LINE)

LAG = 60_000
"""How long diverted items are under way to another line."""

Diversion = tuple[int, int, int]
"""(Entity, target, share)."""


class Demand:
    """The demand of every line."""

    __slots__ = (
        "_divert_timer", "_look_at_backlog", "_profile_timer", "_reflow", "_rows", "_sent", "_state", "_surges",
        "diverted", "diverts", "extra", "fresh", "is_open", "usual",
    )  # fmt: skip

    def __init__(self, state: State, timers: dict[str, int], reflow: Callable[[int], None]) -> None:
        self._state = state
        self._rows = rows = state.plan.lines
        self._profile_timer = timers["profile"]
        self._divert_timer = timers["divert"]
        self._reflow = reflow
        self._look_at_backlog: Callable[[int], None]
        count = len(rows)
        self.is_open = [True] * count
        self.usual = [0] * count
        """Demand by the profile, before surges."""
        self.fresh = [0] * count
        """Demand by the profile, with surges."""
        self.extra = [0] * count
        """Retries, calls and other demand that flows here."""
        self.diverted = [0] * count
        """What other lines send here."""
        self.diverts: list[dict[int, Diversion]] = [{} for _ in rows]
        """Diversions away from a line, by number."""
        self._sent: list[dict[int, int]] = [{} for _ in rows]
        """By line: how much it sends to each other line, as it arrives there."""
        self._surges: list[dict[int, tuple[str, int]]] = [{} for _ in rows]

    def attach(self, look_at_backlog: Callable[[int], None]) -> None:
        """Learn how to make a backlog look again."""
        self._look_at_backlog = look_at_backlog

    # -- how much ---------------------------------------------------------------------------------------------------

    def own(self, line: int) -> int:
        """Fresh demand that is the line's own: all but what is diverted to other lines."""
        return self.fresh[line] - self._sent_to(line, _LINE) if self.diverts[line] else self.fresh[line]

    def aside(self, line: int) -> int:
        """How much of it is diverted to backlogs."""
        return self._sent_to(line, _BACKLOG) if self.diverts[line] and self.is_open[line] else 0

    def from_elsewhere(self, line: int) -> int:
        """Demand that is not fresh: retries, calls, what other lines divert here."""
        return self.extra[line] + self.diverted[line] if self.is_open[line] else 0

    def total(self, line: int) -> int:
        """All demand of a line now."""
        return self.own(line) + self.extra[line] + self.diverted[line] if self.is_open[line] else 0

    def _sent_to(self, line: int, kind: int) -> int:
        return sum(rate for entity, _, rate in self._away(line) if entity == kind)

    def _away(self, line: int) -> list[tuple[int, int, int]]:
        """What is diverted away, as (Entity, target, rate); never more than there is."""
        found = []
        fresh = left = self.fresh[line]
        for kind, target, share in self.diverts[line].values():
            part = min(left, fresh * share // WHOLE)
            left -= part
            found.append((kind, target, part))
        return found

    def diverted_into(self, backlog: int) -> dict[int, int]:
        """New items that are sent to a backlog, by the line whose they are."""
        found: dict[int, int] = {}
        for line, diverts in enumerate(self.diverts):
            if diverts and self.is_open[line]:
                for kind, target, rate in self._away(line):
                    if kind == _BACKLOG and target == backlog:
                        found[line] = found.get(line, 0) + rate
        return found

    # -- what changes it --------------------------------------------------------------------------------------------

    def profile(self, line: int) -> None:
        """The demand of the profile may have changed with the clock or by an effect."""
        state = self._state
        slot, upcoming = steps_at(self._rows[line].profile, state.plan.calendar, state.now)
        self.usual[line] = state.values[slot] if slot >= 0 else 0
        state.clock.arm(self._profile_timer + line, upcoming if upcoming <= state.plan.horizon else NEVER)
        self._refresh(line)

    def _refresh(self, line: int) -> None:
        fresh = self.usual[line]
        surges = self._surges[line].values()
        for how, number in surges:
            if how == "by":
                fresh = fresh * number // WHOLE
        self.fresh[line] = fresh + sum(number for how, number in surges if how == "add")
        self._changed(line)

    def surge(self, line: int, number: int, how: str, value: int | None) -> None:
        """Start, change or (with None) end a surge."""
        if value is None:
            self._surges[line].pop(number, None)
        else:
            self._surges[line][number] = (how, value)
        self._refresh(line)

    def feed(self, line: int, extra: int) -> None:
        """Demand that flows here from elsewhere has changed."""
        if extra != self.extra[line]:
            self.extra[line] = extra
            self._reflow(line)

    def open_or_close(self, line: int, is_open: bool) -> None:
        """Its opening hours begin or end."""
        if is_open != self.is_open[line]:
            self.is_open[line] = is_open
            row, state = self._rows[line], self._state
            rules = state.plan.windows[row.window].rules
            moved = state.settings(*(slot for rule in rules for slot in (rule.start, rule.end)))
            state.record("opened" if is_open else "closed", row.subject, (), moved)
            self._changed(line)

    def divert(self, line: int, number: int, target: Diversion | None) -> None:
        """Start or (with None) end a diversion of new items."""
        ended = self.diverts[line].pop(number, None)
        if target is not None:
            self.diverts[line][number] = target
        if ended is not None and ended[0] == _BACKLOG:
            self._look_at_backlog(ended[1])
        self._changed(line)

    def _changed(self, line: int) -> None:
        """The line looks again, and so does whoever gets what is diverted from it."""
        self._reflow(line)
        for kind, target, _ in self.diverts[line].values():
            if kind == _BACKLOG:
                self._look_at_backlog(target)
        clock, timer = self._state.clock, self._divert_timer + line
        if (self._sent[line] or self.diverts[line]) and clock.armed_at(timer) == NEVER:
            clock.arm(timer, self._state.now + LAG)

    def arrive(self, line: int) -> None:
        """What is diverted from a line reaches the other lines."""
        before = self._sent[line]
        sent: dict[int, int] = {}
        if self.is_open[line]:
            for kind, target, rate in self._away(line):
                if kind == _LINE:
                    sent[target] = sent.get(target, 0) + rate
        self._sent[line] = sent
        for target in sorted({*before, *sent}):
            change = sent.get(target, 0) - before.get(target, 0)
            if change:
                self.diverted[target] += change
                self._reflow(target)
