"""Who must look again when something changed: the users of a level, flow, window, number, crew, of finished work."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, WHOLE, Entity
from drillsim.engine.supply.bounds import HOURS
from drillsim.engine.work.works import FAILED

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.run import Run

_NODE = int(Entity.NODE)
_COUNT = 3_600_000
"""A written count is in thousandths of an item."""


def audience(run: Run) -> list[Callable[[int], object]]:
    """By Entity: what a row does when a level that it uses has changed."""
    listens: list[Callable[[int], object]] = [_deaf] * len(Entity)
    listens[Entity.LINE] = run.lines.follow
    listens[Entity.PAIR] = run.failover.look
    listens[Entity.HOLD] = run.holds.look
    listens[Entity.WORK] = run.works.stale.add
    listens[Entity.BACKLOG] = run.backlogs.stale.add
    listens[Entity.FLOW] = run.state.stale_flows.add
    listens[Entity.CAPACITY] = run.capacities.feel
    listens[Entity.ROUTE] = run.messages.routes.look
    return listens


def _deaf(_row: int) -> None:
    """Nothing that uses levels has rows of this kind."""


def reaction(run: Run) -> Callable[[list[int]], None]:
    """What follows when levels have changed: they are recorded, and everybody who uses them looks again."""
    state = run.state
    recording, watched = state.recording, not state.unwatched
    subjects, users, listens = run.plan.graph.subject, run.plan.graph.users, audience(run)
    done, record_level, pass_on = run.levels.done, run.record_level, run.handovers.pass_on
    in_order = run.handovers.in_order if recording and run.plan.graph.circles else None

    def react(changed: list[int]) -> None:
        for node in in_order(changed) if in_order else changed:
            if recording:
                if subjects[node] >= 0:
                    record_level(node)
                pass_on(node)
            for entity, row in users[node]:
                listens[entity](row)
            if watched:
                if done[node] < WHOLE:
                    run.been_lower.add(node)
                state.changed(_NODE, node)

    return react


def flow_changed(run: Run, entity: int, row: int) -> None:
    """A flow carries another rate: what it feeds looks again."""
    _of_flows()[entity](run, row)


def window_changed(run: Run, window: int, *, is_open: bool) -> None:
    """A window opens or closes: everything with these hours looks again."""
    for entity, row in run.plan.window_users[window]:
        _of_windows()[entity](run, row, is_open)


def slot_changed(run: Run, slot: int, entity: int, row: int) -> None:
    """A number was set: whoever uses it looks again."""
    _of_numbers()[entity](run, slot, row)


def _hours_changed(run: Run, row: int, *, is_open: bool) -> None:
    node = run.plan.hours[row].node
    run.levels.bound_open(node, HOURS, WHOLE if is_open else 0)
    if run.begun or not is_open:
        kind = "opened" if is_open else "closed"
        run.state.hold(node, HOURS, run.state.note(_NODE, node, kind, run.plan.graph.subject[node], (), ()))


def _line_set(run: Run, line: int) -> None:
    run.lines.demand.profile(line)
    run.lines.reflow(line)
    run.tolerances.clocks_set(line)
    if run.plan.lines[line].backlog >= 0:
        run.backlogs.set_due(line)


def _window_set(run: Run, window: int) -> None:
    run.windows.look(window)
    for line, row in enumerate(run.plan.lines):
        if row.due_window == window:
            run.backlogs.set_due(line)


def _limit_set(run: Run, slot: int, limit: int) -> None:
    if slot == run.plan.limits[limit].used:
        run.limits.put(limit, run.state.values[slot] * _COUNT)
    else:
        run.limits.look(limit)


@cache
def _of_flows() -> dict[int, Callable[[Run, int], object]]:
    return {
        Entity.LIMIT: lambda run, limit: run.limits.look(limit),
        Entity.BACKLOG: lambda run, backlog: run.backlogs.stale.add(backlog),
        Entity.LINE: lambda run, line: run.lines.demand.feed(
            line, sum(run.flows.rate[flow] for flow in run.plan.lines[line].flows)
        ),
        Entity.UNITS: lambda run, fleet: run.fleets.stale.add(fleet),
        Entity.MESSAGE: lambda run, message: run.messages.flood(run.plan.messages[message].route),
    }


@cache
def _of_windows() -> dict[int, Callable[[Run, int, bool], object]]:
    return {
        Entity.NODE: lambda run, row, is_open: _hours_changed(run, row, is_open=is_open),
        Entity.LINE: lambda run, line, is_open: run.lines.demand.open_or_close(line, is_open),
        Entity.CREW: lambda run, crew, _: run.crews.recount(crew),
        Entity.WORK: lambda run, work, _: run.works.stale.add(work),
        Entity.BACKLOG: lambda run, backlog, _: run.backlogs.stale.add(backlog),
        Entity.UNITS: lambda run, fleet, _: run.fleets.stale.add(fleet),
        Entity.LIMIT: lambda run, limit, is_open: run.limits.reset(limit, NONE) if is_open and run.begun else None,
    }


@cache
def _of_numbers() -> dict[int, Callable[[Run, int, int], object]]:
    return {
        Entity.LINE: lambda run, _, line: _line_set(run, line),
        Entity.WINDOW: lambda run, _, window: _window_set(run, window),
        Entity.BACKLOG: lambda run, _, backlog: run.backlogs.reorder(backlog),
        Entity.CAPACITY: lambda run, _, capacity: run.capacities.sample(capacity),
        Entity.LIMIT: _limit_set,
        Entity.UNITS: lambda run, _, fleet: run.fleets.stale.add(fleet),
        Entity.FLOW: lambda run, _, flow: run.state.stale_flows.add(flow),
        Entity.WORK: lambda run, _, work: run.jobs.numbers_set(work),
        Entity.CREW: lambda run, _, crew: run.crews.recount(crew),
        Entity.ROUTE: lambda run, _, route: run.messages.routes.look(route),
        Entity.PAIR: lambda run, _, pair: run.failover.look(pair),
        Entity.HOLD: lambda run, _, hold: run.holds.number_set(hold),
    }


def crew_changed(run: Run, crew: int) -> None:
    """People came or went: who waits for them, then units and backlogs that this crew serves look again."""
    run.crews.look(crew)
    for fleet, row in enumerate(run.plan.units):
        if any(one == crew for group in row.groups for one, _ in group.back):
            run.fleets.stale.add(fleet)
    for backlog, its in enumerate(run.plan.backlogs):
        if any(server.crew == crew for server in its.servers):
            run.backlogs.stale.add(backlog)


def work_ended(run: Run, work: int, success: bool, record: int) -> None:
    """Work is over: its decision, its message, the needs and limits that waited for it, the pair it switched."""
    row = run.plan.works[work]
    if success:
        run.decisions.work_done(work, record)
    if row.tells >= 0 and success:
        run.messages.occur(row.tells, (record,))
    if success:
        run.holds.task_done(work, record)
        for limit, its in enumerate(run.plan.limits):
            if its.reset_work == work:
                run.limits.reset(limit, record)
        if row.pair >= 0 and not run.failover.force(row.pair, run.forced_member.get(row.pair, NONE), record):
            members = tuple(run.state.why(Entity.NODE, member) for member in run.plan.pairs[row.pair].members)
            run.state.note(
                Entity.PAIR,
                row.pair,
                "switch-failed",
                run.plan.pairs[row.pair].subject,
                ("forced",),
                (record, *members),
            )
            run.works.status[work] = FAILED
            run.state.changed(Entity.WORK, work)
