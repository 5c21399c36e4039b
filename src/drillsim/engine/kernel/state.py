"""What every mechanism shares: plan, present values, clock, draws, recorder, and who must look again."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, Entity, Plan
from drillsim.engine.kernel.draws import Draws
from drillsim.engine.kernel.records import KIND, Detail, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.engine.kernel.clockwork import Clock

_NO_CAUSE: tuple[int, ...] = ()
_LATEST = 12
_ENTITIES = range(len(Entity) + 1)


class State:
    """The common ground of one run."""

    __slots__ = (
        "acting", "clock", "draws", "driven", "feeds", "fell", "held", "last", "looks", "measures", "milestones", "now",
        "plan", "recording", "rose", "seed", "set_by", "stale_conditions", "stale_flows", "stale_hands", "trace",
        "unwatched", "values",
    )  # fmt: skip

    def __init__(self, plan: Plan, seed: int, *, record: bool, watched: bool = False) -> None:
        self.plan = plan
        self.seed = seed
        self.values = list(plan.slots.values)
        self.now = 0
        self.draws = Draws(plan.streams, seed)
        self.trace = Trace(plan.subjects)
        self.recording = record
        self.looks: Sequence[dict[int, tuple[int, ...]]] = plan.looks
        self.measures = list(plan.measures)
        """Those of the plan, and behind them what was asked for during the run."""
        self.feeds = plan.feeds
        self.unwatched = not watched and not any(plan.looks) and not any(plan.feeds)
        """Whether nothing looks at anything: no conditions, no flows."""
        self.stale_conditions: set[int] = set()
        self.stale_flows: set[int] = set()
        self.set_by: dict[int, int] = {}
        """The record that last changed a slot."""
        self.last: list[dict[int, int]] = [{} for _ in _ENTITIES]
        """By Entity: row to the record that explains its present state; the last is for what is no entity."""
        self.acting: deque[tuple[int, int]] = deque(maxlen=_LATEST)
        """What acted last, as (when, subject)."""
        self.held: dict[tuple[int, int], int] = {}
        """The record behind what a part of its own does to a node, by (node, part), where it is known."""
        self.fell: dict[int, int] = {}
        """The record of when each node was last lowered."""
        self.rose: dict[int, int] = {}
        """When each node was last back to what it should be."""
        self.driven: dict[int, int] = {}
        """By line: the record that last changed how many come there."""
        self.stale_hands: set[int] = set()
        """Nodes at which something else may hold the level down now."""
        self.milestones: dict[int, list[int]] = {}
        """By published row: when its condition came true."""
        self.clock: Clock

    def record(self, kind: str, subject: int, detail: Detail = (), causes: tuple[int, ...] = _NO_CAUSE) -> int:
        """Write down what happened; the position of the record, or -1 in a run that keeps counters only."""
        if not self.recording:
            return NONE
        if len(causes) != 1 or causes[0] < 0:
            causes = _known(causes)
        entries = self.trace.entries
        entries.append((self.now, KIND[kind], subject, detail, causes))
        return len(entries) - 1

    def note(self, entity: int, row: int, kind: str, subject: int, detail: Detail, causes: tuple[int, ...]) -> int:
        """Record something and let it explain the state of an (Entity, row) from now on."""
        if not self.recording:
            return NONE
        if len(causes) != 1 or causes[0] < 0:
            causes = _known(causes)
        entries = self.trace.entries
        self.last[entity][row] = position = len(entries)
        entries.append((self.now, KIND[kind], subject, detail, causes))
        return position

    def why(self, entity: int, row: int) -> int:
        """The record that explains the present state, or -1."""
        return self.last[entity].get(row, NONE)

    def hold(self, node: int, part: int, record: int) -> None:
        """A record explains what a part of its own does to a node from now on."""
        if record >= 0:
            self.held[node, part] = record
            self.stale_hands.add(node)

    def acts(self, subject: int) -> None:
        """Something acts now: it has a part in a loop that never settles."""
        if subject >= 0:
            self.acting.append((self.now, subject))

    def settings(self, *slots: int) -> tuple[int, ...]:
        """The records that changed these slots: what had to stand for something to happen."""
        set_by = self.set_by
        return tuple(set_by[slot] for slot in slots if slot in set_by) if set_by else _NO_CAUSE

    def changed(self, entity: int, row: int) -> None:
        """Whoever looks at this must look again."""
        if self.unwatched:
            return
        conditions = self.looks[entity].get(row)
        if conditions:
            self.stale_conditions.update(conditions)
        flows = self.feeds[entity].get(row)
        if flows:
            self.stale_flows.update(flows)

    def watch(self, condition: int, watches: tuple[tuple[int, int], ...]) -> None:
        """One more condition looks at these; the plan that other runs share stays as it is."""
        looks = [dict(each) for each in self.looks]
        for entity, row in watches:
            looks[entity][row] = (*looks[entity].get(row, ()), condition)
        self.looks = looks

    def unwatch(self, condition: int) -> None:
        """A condition looks at nothing any more."""
        for rows in self.looks:
            for row, conditions in rows.items():
                if condition in conditions:
                    rows[row] = tuple(each for each in conditions if each != condition)
        self.stale_conditions.discard(condition)

    def spread(self, stream: int, slot: int) -> int:
        """Draw a duration from the spread in four slots."""
        values = self.values
        return self.draws.spread(stream, values[slot], values[slot + 1], values[slot + 2], values[slot + 3])


def _known(causes: tuple[int, ...]) -> tuple[int, ...]:
    """Each cause once, without those of which nothing was recorded."""
    return tuple(dict.fromkeys([cause for cause in causes if cause >= 0])) if causes else _NO_CAUSE
