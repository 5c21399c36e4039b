"""What bounds each node itself, whatever it needs: its own parts, of which the least counts.

Every mechanism owns one part. A part bounds how much works, how much is not turned away, or makes answers wrong; a node
that is broken does nothing, whatever else bounds it. What a part changes has yet to be settled (levels.py).
"""

from __future__ import annotations

from heapq import heappush
from typing import TYPE_CHECKING

from drillsim.engine.arrays import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable

# The parts that can bound a node; each mechanism owns one.
FAULT, CAPACITY, UNITS, HOURS, WITHHELD, JOB, STOCK, BROKEN = range(8)


class Bounds:
    """The own parts of all nodes."""

    __slots__ = (
        "_amend", "_open_parts", "_own_works", "_works_parts", "_wrong_parts", "could", "dead", "dirty", "own_done",
        "own_open", "own_wrong",
    )  # fmt: skip

    def __init__(self, size: int, amend: Callable[[], None]) -> None:
        self._amend = amend
        """Called when something is turned away or wrong."""
        self.own_open = [WHOLE] * size
        self.own_done = [WHOLE] * size
        self.own_wrong = [0] * size
        self._own_works = [WHOLE] * size
        """How much a node's own parts let work, of what they do not turn away."""
        self.could = [WHOLE] * size
        """How much a node's own parts would let it do if it were not broken."""
        self.dead = [False] * size
        """Nodes that are broken, whatever else bounds them."""
        self.dirty: list[int] = []
        """Nodes that have yet to be settled, as a heap."""
        self._open_parts: dict[int, dict[int, int]] = {}
        self._works_parts: dict[int, dict[int, int]] = {}
        self._wrong_parts: dict[int, dict[int, int]] = {}

    def bound_works(self, node: int, part: int, share: int) -> bool:
        """Let one part bound how much works; whether that changed the node's own share."""
        parts = self._works_parts.setdefault(node, {})
        if share >= WHOLE:
            parts.pop(part, None)
        else:
            parts[part] = share
        self._own_works[node] = min(parts.values()) if parts else WHOLE
        return self._own(node)

    def _own(self, node: int) -> bool:
        """Bring a node's own share up to date with what bounds it; whether that changed."""
        works, opened = self._own_works[node], self.own_open[node]
        could = self.could[node] = min(works, opened)
        level = 0 if self.dead[node] else could
        if level == self.own_done[node]:
            return False
        self.own_done[node] = level
        heappush(self.dirty, node)
        return True

    def bound_open(self, node: int, part: int, share: int) -> None:
        """Let one part bound how much is not turned away."""
        parts = self._open_parts.setdefault(node, {})
        if share >= WHOLE:
            parts.pop(part, None)
        else:
            parts[part] = share
        own = min(parts.values()) if parts else WHOLE
        if own != self.own_open[node]:
            self._amend()
            self.own_open[node] = own
            self._own(node)
            heappush(self.dirty, node)

    def is_withheld(self, node: int) -> bool:
        """Whether a node is kept out of use in good order: by an effect, or outside its hours."""
        parts = self._open_parts.get(node, {})
        return parts.get(WITHHELD, WHOLE) == 0 or parts.get(HOURS, WHOLE) == 0

    def bound_wrong(self, node: int, part: int, share: int) -> None:
        """Let one part make answers wrong."""
        parts = self._wrong_parts.setdefault(node, {})
        if share <= 0:
            parts.pop(part, None)
        else:
            parts[part] = share
        own = max(parts.values()) if parts else 0
        if own != self.own_wrong[node]:
            self._amend()
            self.own_wrong[node] = own
            heappush(self.dirty, node)

    def binding(self, node: int, opened: int, done: int, wrong: int) -> list[int]:
        """Which of a node's own parts hold it where it is; what is turned away hides what fails beneath."""
        found: list[int] = []
        if self.own_open[node] <= opened < WHOLE:
            found += [part for part, share in self._open_parts[node].items() if share <= opened]
        if self.own_done[node] <= done < opened:
            found += [part for part, share in self._works_parts.get(node, {}).items() if share <= done]
            if self.dead[node]:
                found.append(BROKEN)
        if 0 < wrong <= self.own_wrong[node]:
            found += [part for part, share in self._wrong_parts[node].items() if share >= wrong]
        return found
