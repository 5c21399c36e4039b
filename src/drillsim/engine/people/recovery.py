"""What the recovery of a line waits for: work that is not done and questions that nobody has answered.

1. What is looked at is what lies behind the line and is lower than it should be, and whatever the work waits for that
   could bring that back.
2. Work brings something back if its result is needed, or if what follows it repairs, starts, releases, switches or sets
   it, or starts work that does; a question, if that holds for one of its options.
3. Nothing is claimed beyond that: where nothing is found, time alone or nobody may bring the line back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drillsim.engine.arrays import WHOLE, Entity
from drillsim.engine.people.decisions import APPROVING, OPEN
from drillsim.engine.work.unfinished import Unfinished, read_unfinished

if TYPE_CHECKING:
    from drillsim.engine.arrays import Plan
    from drillsim.engine.kernel.run import Run

_HELPS: Final = frozenset({"repair", "start", "release", "switch", "set", "move", "divert"})


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was asked and not decided."""

    decision: str
    asked: int
    to_approve: bool
    """Whether something was chosen and its approval is awaited."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What would have to go on, so that a line comes back."""

    unfinished: tuple[Unfinished, ...]
    unanswered: tuple[Unanswered, ...]


def read_recovery(run: Run, line: str) -> Recovery:
    """What the recovery of a line waits for at the present moment."""
    plan = run.plan
    _, row = plan.rows[line]
    found = _Behind(run)
    found.name(line)
    found.lowered([plan.lines[row].node, *_servers(plan, row)])
    waiting = list(read_unfinished(run))
    relevant: set[str] = set()
    while True:
        more = [one for one in waiting if one.subject not in relevant and found.is_brought_back_by(one)]
        if not more:
            break
        for one in more:
            relevant.add(one.subject)
            found.waited_for(one)
    asked = (
        Unanswered(
            plan.subjects[row.subject], run.decisions.asked_at[decision], run.decisions.phase[decision] == APPROVING
        )
        for decision, row in enumerate(plan.decisions)
        if run.decisions.phase[decision] in (OPEN, APPROVING)
        and any(found.helped_by(option.do, option.work) for option in row.options)
    )
    return Recovery(tuple(one for one in waiting if one.subject in relevant), tuple(asked))


def _servers(plan: Plan, line: int) -> list[int]:
    """What serves the backlog of a line, with what that needs."""
    backlog = plan.lines[line].backlog
    servers = plan.backlogs[backlog].servers if backlog >= 0 else ()
    return [node for server in servers for node in (server.node, server.needs) if node >= 0]


class _Behind:
    """The names of everything that would have to come back."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._plan = run.plan
        self._names: set[str] = set()
        self._seen: set[int] = set()
        self._work_of = {row.subject: work for work, row in enumerate(run.plan.works)}

    def name(self, subject: str) -> None:
        """Something is to come back."""
        self._names.add(subject)

    def lowered(self, nodes: list[int]) -> None:
        """Everything that is lower than it should be, behind these nodes."""
        graph, levels = self._plan.graph, self._run.levels
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node in self._seen or (levels.level(node) == WHOLE and not levels.wrong[node]):
                continue
            self._seen.add(node)
            if graph.subject[node] >= 0:
                self.name(self._plan.subjects[graph.subject[node]])
            waiting += graph.inputs[node]

    def waited_for(self, one: Unfinished) -> None:
        """What some work waits for is to come back too."""
        plan = self._plan
        self._names.update(one.waits.names)
        subjects = {plan.index[name] for name in one.waits.names if name in plan.index}
        self.lowered([node for node, subject in enumerate(plan.graph.subject) if subject in subjects])

    def is_brought_back_by(self, one: Unfinished) -> bool:
        """Whether the end of something brings any of it back."""
        if one.subject in self._names:
            return True
        work = self._work_of.get(self._plan.index[one.subject])
        return work is not None and self._work_helps(work, set())

    def helped_by(self, effects: tuple[int, ...], work: int) -> bool:
        """Whether effects, or the work that goes with them, bring any of it back."""
        seen: set[int] = set()
        return any(self._helps(effect, seen) for effect in effects) or (work >= 0 and self._work_helps(work, seen))

    def _work_helps(self, work: int, seen: set[int]) -> bool:
        if work in seen:
            return False
        seen.add(work)
        plan = self._plan
        row = plan.works[work]
        if row.pair >= 0 and plan.subjects[plan.pairs[row.pair].subject] in self._names:
            return True
        if any(hold.task == work and hold.node in self._seen for hold in plan.holds):
            return True
        effects = [*row.then, *(effect for step in row.steps for effect in step.then)]
        return any(self._helps(effect, seen) for effect in effects)

    def _helps(self, effect: int, seen: set[int]) -> bool:
        plan, row = self._plan, self._plan.effects[effect]
        if row.verb not in _HELPS:
            return False
        if self._is_aimed_at(effect):
            return True
        if row.entity == Entity.EVENT:
            return any(self._is_aimed_at(ended) for ended in plan.events[row.target].do)
        if row.entity == Entity.WORK:
            return self._work_helps(row.target, seen)
        return False

    def _is_aimed_at(self, effect: int) -> bool:
        subject = self._plan.effects[effect].subject
        return subject >= 0 and self._plan.subjects[subject] in self._names
