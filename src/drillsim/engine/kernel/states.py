"""The states a condition can ask about, and whether they hold now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, WHOLE, Entity
from drillsim.engine.supply.faults import UNSTABLE
from drillsim.engine.work import works
from drillsim.engine.work.accounts import BELOW

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run

_WORK_STATES = {
    "waiting": works.WAITING, "running": works.RUNNING, "done": works.DONE, "abended": works.ABENDED,
    "missed": works.MISSED, "failed": works.FAILED,
}  # fmt: skip


def state_holds(run: Run, entity: int, index: int, state: str, argument: int) -> bool:
    """Whether a named thing is in a state now."""
    if entity == Entity.NODE:
        return _component(run, index, state, argument)
    if entity == Entity.LINE:
        return _line(run, index, state)
    if entity == Entity.WORK:
        return _work(run, index, state, argument)
    if entity == Entity.MESSAGE:
        return run.messages.sent[index] > 0 if state == "sent" else run.messages.is_known(index, argument)
    if entity == Entity.DECISION:
        return run.decisions.decided(index, argument)
    if entity == Entity.OBLIGATION:
        return run.obligations.holds(index, state)
    if entity == Entity.EVENT:
        return run.happened[index]
    if entity == Entity.CREW:
        return run.crews.called[index] if state == "called" else run.crews.present(index) > 0
    if entity == Entity.LIMIT:
        return any(run.limits.full[index]) if state == "full" else run.limits.alarming[index]
    assert entity == Entity.BACKLOG, (entity, state)
    return run.backlogs.read(index, "waiting")[0] < ITEM


def _component(run: Run, node: int, state: str, argument: int) -> bool:
    withheld = run.levels.is_withheld(node)
    if state == "withheld":
        return withheld
    if state == "on":
        return run.failover.member_in_use(node) == argument
    if state in ("full", "alarming"):
        limits = run.state.plan.limits_of.get(node, ())
        if state == "full":
            over = any(run.capacities.over[i] for i in run.capacity_of.get(node, ()))
            return over or any(any(run.limits.full[limit]) for limit in limits)
        return any(run.limits.alarming[limit] for limit in limits)
    if state == "unstable":
        return run.faults.mode(node) == UNSTABLE and not withheld
    level = run.levels.level(node)
    if withheld:
        return False
    if state == "up":
        return level >= WHOLE
    if state == "back":
        return level >= WHOLE and node in run.been_lower
    return level == 0 if state == "down" else 0 < level < WHOLE


def _line(run: Run, line: int, state: str) -> bool:
    lines = run.lines
    row = run.state.plan.lines[line]
    withheld = (Entity.LINE, line) in run.effects.withheld_by
    if state == "withheld":
        return withheld
    if state == "closed" or not lines.is_open[line]:
        return state == "closed" and not lines.is_open[line]
    if withheld:
        return False
    good = lines.good[line]
    enough = good >= run.state.values[row.restored_at]
    if state == "up":
        return enough
    if state == "back":
        return enough and lines.read(line, BELOW)[0] > 0
    return good == 0 if state == "down" else not enough and good > 0


def _work(run: Run, work: int, state: str, step: int) -> bool:
    status = run.works.status[work]
    if step >= 0:
        at = run.works.step[work]
        if state == "done":
            return run.works.step_done[work] > step
        return at == step and status == _WORK_STATES.get(state, -1)
    if state == "stalled":
        return run.works.stalled(work)
    if state == "done":
        job = run.state.plan.works[work].job
        # what was done before the start of the run is not news
        return status == works.DONE and (job is None or job.on_demand or run.works.jobs.gate[work] >= 0)
    if state == "failed":
        return status in (works.FAILED, works.ABENDED)
    return status == _WORK_STATES[state]
