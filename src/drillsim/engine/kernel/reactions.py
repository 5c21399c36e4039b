"""Who must look again when something changed: the users of a level, flow, window, number, crew, of finished work."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drillsim.engine.arrays import NONE, WHOLE, Entity
from drillsim.engine.supply.levels import HOURS
from drillsim.engine.work.works import FAILED

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.run import Run

_NODE = int(Entity.NODE)
_PERCENT = WHOLE // 100
_ENDS = (0, WHOLE)
_COUNT = 3_600_000
"""A written count is in thousandths of an item."""


class Audience(NamedTuple):
    """By Entity: what a row does when something it uses has changed."""

    of_levels: list[Callable[[int], object]]
    of_flows: dict[int, Callable[[int], object]]
    of_windows: dict[int, Callable[[int, bool], object]]
    of_numbers: dict[int, Callable[[int, int], object]]
    """Called with (slot, row)."""


def audience(run: Run) -> Audience:
    """Who listens in a run."""
    of_levels: list[Callable[[int], object]] = [_deaf] * len(Entity)
    of_levels[Entity.LINE] = run.lines.reflow
    of_levels[Entity.PAIR] = run.failover.look
    of_levels[Entity.HOLD] = run.holds.look
    of_levels[Entity.WORK] = run.works.stale.add
    of_levels[Entity.BACKLOG] = run.backlogs.stale.add
    of_levels[Entity.FLOW] = run.state.stale_flows.add
    of_levels[Entity.CAPACITY] = run.capacities.feel
    of_levels[Entity.ROUTE] = run.messages.routes.look
    of_flows: dict[int, Callable[[int], object]] = {
        Entity.LIMIT: run.limits.look,
        Entity.BACKLOG: run.backlogs.stale.add,
        Entity.LINE: lambda line: run.lines.demand.feed(
            line, sum(run.flows.rate[flow] for flow in run.plan.lines[line].flows)
        ),
        Entity.UNITS: run.fleets.stale.add,
        Entity.MESSAGE: lambda message: run.messages.flood(run.plan.messages[message].route),
    }
    of_windows: dict[int, Callable[[int, bool], object]] = {
        Entity.NODE: lambda row, is_open: _hours_changed(run, row, is_open=is_open),
        Entity.LINE: run.lines.demand.open_or_close,
        Entity.CREW: lambda crew, _: run.crews.recount(crew),
        Entity.WORK: lambda work, _: run.works.stale.add(work),
        Entity.BACKLOG: lambda backlog, _: run.backlogs.stale.add(backlog),
        Entity.UNITS: lambda fleet, _: run.fleets.stale.add(fleet),
        Entity.LIMIT: lambda limit, is_open: run.limits.reset(limit, NONE) if is_open and run.begun else None,
    }
    of_numbers: dict[int, Callable[[int, int], object]] = {
        Entity.LINE: lambda _, line: _line_set(run, line),
        Entity.WINDOW: lambda _, window: _window_set(run, window),
        Entity.BACKLOG: lambda _, backlog: run.backlogs.reorder(backlog),
        Entity.CAPACITY: lambda _, capacity: run.capacities.sample(capacity),
        Entity.LIMIT: lambda slot, limit: _limit_set(run, slot, limit),
        Entity.UNITS: lambda _, fleet: run.fleets.stale.add(fleet),
        Entity.FLOW: lambda _, flow: run.state.stale_flows.add(flow),
        Entity.WORK: lambda _, work: run.jobs.numbers_set(work),
        Entity.CREW: lambda _, crew: run.crews.recount(crew),
        Entity.ROUTE: lambda _, route: run.messages.routes.look(route),
        Entity.PAIR: lambda _, pair: run.failover.look(pair),
    }
    return Audience(of_levels, of_flows, of_windows, of_numbers)


def _deaf(_row: int) -> None:
    """Nothing that uses levels has rows of this kind."""


def react(run: Run, changed: list[int]) -> None:
    """Record the levels that changed and let everybody who uses them look again."""
    state = run.state
    levels = run.levels
    graph = run.plan.graph
    handovers = run.handovers
    users, listens = graph.users, run.audience.of_levels
    if state.recording and graph.circles:
        changed = handovers.in_order(changed)
    recording, quiet = state.recording, state.unwatched
    for node in changed:
        level = levels.done[node]
        if recording and graph.subject[node] >= 0:
            wrong = levels.wrong[node]
            was, was_wrong = run.shown.get(node, (WHOLE, 0))
            if _tells(level, was) or _tells(wrong, was_wrong):
                run.shown[node] = (level, wrong)
                handovers.catch_up(node)
                causes, hands = run.causes.of_node(node, fell=level < was or wrong > 0)
                record = state.note(_NODE, node, "level", graph.subject[node], (level, wrong), causes)
                handovers.tell(node, record, hands)
            elif level == was:
                state.stale_hands.add(node)
        if recording:
            handovers.pass_on(node)
        for entity, row in users[node]:
            listens[entity](row)
        if not quiet:
            if level < WHOLE:
                run.been_lower.add(node)
            state.changed(_NODE, node)


def _tells(share: int, told: int) -> bool:
    """Whether a share that drifts (a fleet, a stock of wrong records) has moved by a percent, or from or to an end."""
    if share == told:
        return False
    return abs(share - told) >= _PERCENT or share in _ENDS or told in _ENDS


def window_changed(run: Run, window: int, *, is_open: bool) -> None:
    """A window opens or closes: everything with these hours looks again."""
    for entity, row in run.plan.window_users[window]:
        run.audience.of_windows[entity](row, is_open)


def slot_changed(run: Run, slot: int, entity: int, row: int) -> None:
    """A number was set: whoever uses it looks again."""
    run.audience.of_numbers[entity](slot, row)


def _hours_changed(run: Run, row: int, *, is_open: bool) -> None:
    node = run.plan.hours[row].node
    run.levels.bound_open(node, HOURS, WHOLE if is_open else 0)
    if run.begun:
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


def crew_changed(run: Run, crew: int) -> None:
    """People came or went: units and backlogs that this crew serves look again."""
    for fleet, row in enumerate(run.plan.units):
        if any(one == crew for group in row.groups for one, _ in group.back):
            run.fleets.stale.add(fleet)
    for backlog, its in enumerate(run.plan.backlogs):
        if any(server.crew == crew for server in its.servers):
            run.backlogs.stale.add(backlog)


def work_ended(run: Run, work: int, record: int, *, success: bool) -> None:
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
