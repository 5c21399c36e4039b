"""How the mechanisms of a run hang together: who knows whom, whose timers are whose, who looks again, and when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from drillsim.engine.kernel.reactions import crew_changed, flow_changed, work_ended

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run

Look = tuple[set[int], Callable[[int], object]]
"""Rows that wait to look again, and how one looks."""


def attach(run: Run) -> None:
    """Let the mechanisms know each other."""
    act = run.effects.act
    run.crews.attach(run.later)
    run.failover.attach(run.later, run.capacities.feel)
    run.causes.attach(run.reasons)
    run.reasons.attach(run.flows, run.backlogs, run.crews, run.works, run.messages)
    run.capacities.attach(run.lines, run.reasons)
    run.holds.attach(run.levels, run.causes)
    run.lines.attach(run.backlogs, run.capacities)
    run.lines.outages.attach(run.causes)
    run.backlogs.attach(run.lines, run.flows, run.crews, run.windows, run.reasons)
    run.flows.attach(run.measures, run.conditions, run.reasons, partial(flow_changed, run))
    run.limits.attach(run.flows, run.fleets, act)
    run.fleets.attach(run.flows, run.crews, run.windows, run.limits)
    run.works.attach(run.jobs, run.conditions, run.causes, act, partial(work_ended, run), run.capacities.work_runs)
    run.jobs.attach(run.conditions, run.causes)
    run.obligations.attach(run.conditions)
    run.messages.attach(run.flows, run.conditions, run.later)
    run.decisions.attach(run.conditions, act, run.later)


def handlers(run: Run) -> dict[str, Callable[[int], None]]:
    """Who acts when a timer falls due, by the name of its mechanism."""
    return {
        "window": run.windows.look,
        "profile": run.lines.demand.profile,
        "break": run.breaks.due,
        "pair": run.failover.due,
        "hold": run.holds.due,
        "strain": run.capacities.strained,
        "load": run.capacities.sample,
        "flow": run.flows.due,
        "fleet": run.fleets.look,
        "limit": run.limits.look,
        "work": run.works.step_over,
        "gate": run.jobs.gate_came,
        "late": run.jobs.too_late,
        "result": run.jobs.result_stale,
        "backlog": run.backlogs.stale.add,
        "due": run.backlogs.fall_due,
        "divert": run.lines.demand.arrive,
        "patience": run.lines.queue_moved,
        "settle": run.lines.outages.settled,
        "tolerance": run.tolerances.look,
        "deadline": run.tolerances.deadline,
        "route": run.messages.routes.read_on,
        "obligation": run.obligations.late,
        "condition": run.state.stale_conditions.add,
    }


def looks(run: Run) -> list[Look]:
    """Who waits to look again once levels have settled, in the order in which they look."""
    state, plan = run.state, run.plan
    found: tuple[tuple[object, set[int], Callable[[int], object]], ...] = (
        (state.recording, state.stale_hands, run.handovers.look),
        (plan.capacities, run.capacities.stale, run.capacities.followed),
        (plan.flows, state.stale_flows, run.flows.look),
        (plan.crews, run.crews.stale, partial(crew_changed, run)),
        (plan.units, run.fleets.stale, run.fleets.look),
        (plan.works, run.works.stale, run.works.look),
        (plan.backlogs, run.backlogs.stale, run.backlogs.look),
        (plan.tolerances, run.lines.touched, run.tolerances.line_changed),
    )
    return [(waiting, look) for rows, waiting, look in found if rows]
