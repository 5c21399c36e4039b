"""What the scenario makes happen: the first moment, events at a time or on a condition, what a condition sets off."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from drillsim.engine.arrays import NONE, WHOLE, Entity
from drillsim.engine.kernel.calendar import next_clock
from drillsim.engine.kernel.reactions import window_changed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.engine.arrays import Cond, DecisionRow, EventRow, MessageRow, ObligationRow
    from drillsim.engine.kernel.run import Run

_OWNERS = {
    "event": Entity.EVENT, "message": Entity.MESSAGE, "decision": Entity.DECISION, "obligation": Entity.OBLIGATION,
}  # fmt: skip
"""Whose conditions are passed over while it is withheld."""


def begin(run: Run) -> None:
    """Bring everything to its state at the start: hours, demand, load, what lies hidden."""
    state = run.state
    run.windows.begin(lambda window, is_open: window_changed(run, window, is_open=is_open))
    run.levels.settle()
    run.holds.begin()
    done = run.levels.done
    lowered = [node for node, level in enumerate(done) if level < WHOLE] if min(done, default=WHOLE) < WHOLE else []
    for node in lowered:
        run.shown[node] = (done[node], 0)
    if state.recording:
        run.handovers.begin(lowered)
    run.been_lower.update(lowered)
    run.lines.begin()
    run.backlogs.begin()
    run.capacities.begin()
    run.jobs.begin()
    run.begun = True
    run.failover.begin()
    for limit in range(len(run.plan.limits)):
        run.limits.look(limit)
    for fleet, units in enumerate(run.plan.units):
        if units.groups:
            run.fleets.stale.add(fleet)
    state.stale_flows.update(range(len(run.plan.flows)))
    run.breaks.begin()
    run.messages.begin()
    run.tolerances.begin()
    for event, row in enumerate(run.plan.events):
        if row.at >= 0:
            wait_for(run, event)
        elif row.condition < 0:
            happen(run, event, ())
    run.settle()
    state.stale_conditions.update(range(len(run.plan.conditions)))
    run.instant()


def wait_for(run: Run, event: int) -> None:
    """Let an event happen at its time; each day, if it happens again."""
    state = run.state
    row = run.plan.events[event]
    at = next_clock(run.plan.calendar, state.values[row.at], state.now - 1)
    if not row.again:
        run.later(at, lambda: happen(run, event, state.settings(row.at)))
        return

    def daily() -> None:
        happen(run, event, ())
        run.later(next_clock(run.plan.calendar, state.values[row.at], state.now), daily)

    run.later(at, daily)


def happen(run: Run, event: int, causes: tuple[int, ...]) -> None:
    """A scripted event happens, or a hidden condition takes hold."""
    row = run.plan.events[event]
    state = run.state
    if (Entity.EVENT, event) in run.effects.withheld_by or (event in run.tried and not row.again):
        return
    run.tried.add(event)
    if not state.draws.chance(row.stream, state.values[row.chance]):
        return
    run.happened[event] = True
    kind = "held" if row.hidden and row.condition < 0 and row.at < 0 else "happened"
    record = state.note(Entity.EVENT, event, kind, row.subject, (), causes)
    state.changed(Entity.EVENT, event)
    for effect in row.do:
        run.effects.act(effect, record)


def because(run: Run, condition: int) -> tuple[int, ...]:
    """The records behind what a condition looks at, the latest first: that is what made it hold."""
    found: set[int] = set()
    waiting: list[Cond] = [run.conditions.rows[condition].root]
    while waiting:
        op, *parts = waiting.pop()
        if op == "state":
            entity, index, _, argument = cast("tuple[int, int, str, int]", tuple(parts))
            found.update(_behind_state(run, entity, index, argument))
        elif op == "compare":
            for measure in cast("tuple[int, int]", (parts[0], parts[2])):
                if measure >= 0:
                    found.update(run.reasons.of_measure(measure))
        elif op in ("all", "any"):
            waiting += cast("tuple[Cond, ...]", parts[0])
        elif op != "time":
            waiting.append(cast("Cond", parts[0]))
    return tuple(sorted(found, reverse=True))


def _behind_state(run: Run, entity: int, index: int, argument: int) -> tuple[int, ...]:
    """The records behind a state; what a role knows by what that role has read."""
    read = run.messages.known_record.get((index, argument)) if entity == Entity.MESSAGE else None
    return run.reasons.behind(entity, index) if read is None else (read,)


def came_true(run: Run, condition: int, kind: str, index: int) -> bool:
    """What a condition that newly holds sets off; whether it acted."""
    causes = because(run, condition)
    entity = _OWNERS.get(kind)
    if entity is not None and (entity, index) in run.effects.withheld_by:
        run.conditions.pass_over(condition, entity, index)
        if entity != Entity.MESSAGE:  # a message leaves a record of being lost
            return False
    run.state.acts(_subject(run, kind, index))
    if kind == "event":
        happen(run, index, causes)
    elif kind == "message":
        run.messages.came_true(index, causes)
    elif kind == "decision":
        run.decisions.ask(index, causes)
    elif kind == "obligation":
        run.obligations.trigger(index, causes)
    elif kind == "met":
        run.obligations.meet(index, causes)
    elif kind == "until":
        run.effects.condition_met(condition, _latest(causes))
    elif kind == "inject":
        return run.pending.came_true(index, causes)
    elif kind == "criterion":
        run.state.record("criterion", index, (run.plan.conditions[condition].text,), causes)
        return False
    elif kind == "published":
        run.state.milestones.setdefault(index, []).append(run.now)
        run.state.record("milestone", NONE, (index, run.plan.conditions[condition].text), causes)
        return False
    else:
        return False
    return True


def what_acts(run: Run) -> str:
    """The names of what has acted in this millisecond, or else of what has not settled: the parts of a loop."""
    subjects = run.plan.subjects
    acting = dict.fromkeys(subjects[subject] for at, subject in run.state.acting if at == run.state.now)
    if not acting:
        nodes = (run.plan.graph.subject[node] for node in sorted(run.levels.dirty))
        acting = dict.fromkeys(subjects[subject] for subject in nodes if subject >= 0)
    return ", ".join(acting)


def _subject(run: Run, kind: str, index: int) -> int:
    """The named thing that a condition sets off, or -1."""
    plan = run.plan
    rows: dict[str, Sequence[EventRow | MessageRow | DecisionRow | ObligationRow]] = {
        "event": plan.events, "message": plan.messages, "decision": plan.decisions, "obligation": plan.obligations,
        "met": plan.obligations,
    }  # fmt: skip
    return rows[kind][index].subject if kind in rows else NONE


def _latest(causes: tuple[int, ...]) -> int:
    return max(causes, default=NONE)
