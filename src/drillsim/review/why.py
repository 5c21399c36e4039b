"""Why a line was hit: the records from its outage back to the roots.

1. The walk starts where the line last went out; a line that never did is explained from its latest breach, overdue
   items or missed deadline, and one that had none of these from where its level was last lowered. Where something
   else has kept the line out since, the walk goes on from there.
2. A record's causes stand in its own order: first the trigger, then what had to stand for it.
3. A line that was only made to wait is explained by what serves its backlog: from where the level of one of these was
   last lowered.
4. Each record is named once, where the walk first meets it; a record without causes is a root.
5. Where a level crept step by step, as a fleet's does, only the first and the last of these steps are named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from drillsim.engine.arrays import WHOLE
from drillsim.engine.kernel.errors import nearest_hint
from drillsim.errors import DrillsimError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drillsim.engine import Plan, Record, Trace

STARTS: Final = (("out",), ("breached", "overdue", "not-ready"), ("level",))
"""Kinds of records from which a line is explained: the latest of the first group that there is."""


@dataclass(frozen=True, slots=True)
class Step:
    """One record on the way back; the steps in order, by their depth, are the tree."""

    record: Record
    depth: int
    """How many steps it is away from where the walk began, on the way on which it was first met."""
    is_known: bool = False
    """Whether it has causes, all of which are named above."""
    skipped: int = 0
    """How many steps of the same creeping level lie between it and the one before it."""

    @property
    def is_root(self) -> bool:
        """Whether nothing in the model caused it."""
        return not self.record.causes


def explain(trace: Trace, line: str, at: int | None = None, servers: Iterable[str] = ()) -> tuple[Step, ...]:
    """The walk from what hit a line, or else what serves its backlog, at or before a moment back to its roots."""
    if line not in trace.subjects:
        raise DrillsimError(f"unknown line '{line}'", nearest_hint(line, trace.subjects))
    start = start_of(trace, line, at)
    if start is None:
        held_back = [found for server in servers if (found := _lowered(trace, server, at)) is not None]
        return walk_back(trace, *sorted(held_back, reverse=True))
    starts, named = [start], _behind(trace, start)
    for position, holds in _as_it_went_on(trace, start, line, at):
        if not named.issuperset(holds):
            starts.append(position)
            named |= _behind(trace, position)
    return walk_back(trace, *starts)


def _as_it_went_on(trace: Trace, start: int, line: str, at: int | None) -> list[tuple[int, tuple[int, ...]]]:
    """New holds, relapses and recoveries in part until a line was back: positions, and what holds it from then on."""
    found: list[tuple[int, tuple[int, ...]]] = []
    outage = trace[start].kind == "out"
    before = trace[start].detail[:1]
    for record in islice(trace, start + 1, None):
        if at is not None and record.time > at:
            break
        if record.subject != line:
            continue
        if record.kind == "restored":
            since = record.detail[0]
            return [(one, holds) for one, holds in found if isinstance(since, int) and trace[one].time < since]
        if _is_whole(record) and not outage:
            break
        if record.kind == "kept":
            found.append((record.position, (record.position,)))
        elif record.kind == "level":
            if outage and not _is_whole(record):
                if before == (WHOLE,):
                    found.append((record.position, record.causes))
                elif record.detail[:1] > before:
                    found.append((record.position, _still(trace, record)))
            before = record.detail[:1]
    return found


def _still(trace: Trace, record: Record) -> tuple[int, ...]:
    """What holds a line back still, after what brought it to where it is: found where more than one cause meets."""
    while len(record.causes) == 1:
        below = trace[record.causes[0]]
        if below.kind != "level" or below.time != record.time:
            break
        record = below
    return record.causes[1:]


def _behind(trace: Trace, start: int) -> set[int]:
    """All records behind one, with itself."""
    found = {start}
    waiting = [start]
    while waiting:
        new = found.symmetric_difference(found.union(trace[waiting.pop()].causes))
        found |= new
        waiting += new
    return found


def start_of(trace: Trace, line: str, at: int | None = None) -> int | None:
    """The position of the record from which a line is explained."""
    latest: dict[str, int] = {}
    for record in trace:
        if at is not None and record.time > at:
            break
        if record.subject == line and not _is_whole(record):
            latest[record.kind] = record.position
    for kinds in STARTS:
        found = [latest[kind] for kind in kinds if kind in latest]
        if found:
            return max(found)
    return None


def _lowered(trace: Trace, subject: str, at: int | None) -> int | None:
    """Where the level of something was last lowered from what it should be."""
    found, before = None, True
    for record in trace:
        if at is not None and record.time > at:
            break
        if record.subject == subject and record.kind == "level":
            whole = _is_whole(record)
            found, before = (record.position if before and not whole else found), whole
    return found


def servers_of(plan: Plan, line: str) -> tuple[str, ...]:
    """What serves the backlog of a line, with what that needs for it: the named things only."""
    graph = plan.graph
    row = next((one for one in plan.lines if plan.subjects[one.subject] == line), None)
    if row is None or row.backlog < 0:
        return ()
    waiting = [node for server in plan.backlogs[row.backlog].servers for node in (server.node, server.needs)]
    found: dict[str, None] = {}
    for node in waiting:
        if node >= 0 and graph.subject[node] >= 0:
            found[plan.subjects[graph.subject[node]]] = None
        elif node >= 0:
            waiting += graph.inputs[node]
    return tuple(found)


def _is_whole(record: Record) -> bool:
    """Whether a record says that a level is as it should be."""
    return record.kind == "level" and record.detail[:2] == (WHOLE, 0)


def walk_back(trace: Trace, *starts: int) -> tuple[Step, ...]:
    """Everything behind some records, each followed by what is behind it, each record once."""
    order: list[tuple[int, int]] = []
    seen: set[int] = set()
    leading: set[int] = set()
    stack = [(start, 0, -1) for start in reversed(starts)]
    while stack:
        position, depth, parent = stack.pop()
        if position in seen:
            continue
        seen.add(position)
        leading.add(parent)
        order.append((position, depth))
        stack += [(cause, depth + 1, position) for cause in reversed(trace[position].causes)]
    records = [(trace[position], depth) for position, depth in order]
    return _without_creeping(
        [Step(record, depth, bool(record.causes) and record.position not in leading) for record, depth in records]
    )


def _without_creeping(steps: list[Step]) -> tuple[Step, ...]:
    """The steps without those in the middle of a level that crept, what lies behind them moved up."""
    kept: list[Step] = []
    skipped = 0
    moved: list[int] = []
    for place, step in enumerate(steps):
        while moved and step.depth <= moved[-1]:
            moved.pop()
        if 0 < place < len(steps) - 1 and _creeps(steps[place - 1], step) and _creeps(step, steps[place + 1]):
            skipped += 1
            moved.append(step.depth)
            continue
        kept.append(replace(step, depth=step.depth - len(moved), skipped=skipped))
        skipped = 0
    return tuple(kept)


def _creeps(upper: Step, lower: Step) -> bool:
    """Whether a step has no other cause than an earlier level of the same thing."""
    above, below = upper.record, lower.record
    return (
        above.kind == below.kind == "level"
        and above.subject == below.subject
        and above.causes == (below.position,)
        and lower.depth == upper.depth + 1
    )
