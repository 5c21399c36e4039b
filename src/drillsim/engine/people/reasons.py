"""Why anything but a node is as it is: what a measure counts, a line, a backlog, a flow, a crew, the load on something.

1. What has been lost is put down to what lowered its supplier, not to what brought it back since; of a backlog only as
   far as it was lowered since something has been waiting there, and then to what brought it back so late. What stops it
   only this moment, such as closing hours at a cut-off, comes after what held it up before.
2. What comes to a line beside its usual customers is put down to surges, diversions and what feeds it.
3. Load that takes another way is put down to what it was lost on before: alternatives, members of pairs, earlier needs.
4. Who is busy is put down to the work that took people or let them go at last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.engine.arrays import NONE, WHOLE, Entity, Op
from drillsim.engine.kernel.records import KIND

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.causes import Causes
    from drillsim.engine.people.messages import Messages
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.backlogs import Backlogs
    from drillsim.engine.work.crews import Crews
    from drillsim.engine.work.flows import Flows
    from drillsim.engine.work.works import Works

_NODE = int(Entity.NODE)
_CHOICES = (Op.ANY, Op.KTH)
_DEPTH = 4
"""How many flows in a row are followed back."""
_RESTORED = KIND["restored"]
LOSSES: Final = frozenset({
    "failed", "turned_away", "wrong", "waiting", "delayed", "overdue", "exposed", "outage", "outage_in_hours",
    "outage_longest", "customers", "complaints", "amount", "oldest", "used",
})  # fmt: skip
"""Measures that grow while something is lost, and keep what they have when it is back."""


class Reasons:
    """Walks from what people look at to the records behind it."""

    __slots__ = (
        "_backlogs", "_causes", "_crews", "_flows", "_graph", "_levels", "_messages", "_pairs", "_state", "_works",
        "exposed",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, causes: Causes) -> None:
        self._state = state
        self._levels = levels
        self._causes = causes
        self._graph = state.plan.graph
        self.exposed: dict[int, int] = {}
        """By line: what last let its records lie open, or closed them."""
        self._flows: Flows
        self._backlogs: Backlogs
        self._crews: Crews
        self._works: Works
        self._messages: Messages
        self._pairs = {row.subject: (pair,) for pair, row in enumerate(state.plan.pairs)}

    def attach(self, flows: Flows, backlogs: Backlogs, crews: Crews, works: Works, messages: Messages) -> None:
        """Learn where flows, backlogs, crews, work and messages are."""
        self._works = works
        self._messages = messages
        self._flows = flows
        self._backlogs = backlogs
        self._crews = crews

    # -- what is looked at --------------------------------------------------------------------------------------------

    def of_measure(self, measure: int) -> tuple[int, ...]:
        """The records behind what a measure shows."""
        row = self._state.measures[measure]
        found = list(self.behind(row.entity, row.index, lost=row.name in LOSSES))
        if row.entity == Entity.LINE:
            if row.name == "exposed":
                found.append(self.exposed.get(row.index, NONE))
            elif row.extra >= 0 and row.name != "used":
                found += self._lost_on(self._state.plan.because[row.extra].target, 0)
            elif row.name in {"demand", "vs_usual"}:
                found += self.of_demand(row.index)
        return _known(found)

    def behind(self, entity: int, row: int, *, lost: bool = False) -> tuple[int, ...]:
        """The records that explain why something is as it is, or (lost) what it has lost so far."""
        state = self._state
        own = state.why(entity, row)
        if entity == Entity.LINE:
            found = self._of_line(row, own, lost=lost)
        elif entity == Entity.BACKLOG:
            found = self._of_backlog(row, own, lost=lost)
        elif entity == Entity.NODE:
            found = [own if own >= 0 else self._causes.of_level(row)]
            if found[0] < 0:  # a pair that was switched without ever being down
                found += (state.why(Entity.PAIR, pair) for pair in self._pairs.get(self._graph.subject[row], ()))
        elif entity == Entity.WORK:
            found = [own if own >= 0 else self._works.cause[row]]
        elif entity == Entity.ROUTE:
            sent = zip(state.plan.messages, self._messages.sent_record, strict=True)
            found = [own, max((record for message, record in sent if message.route == row), default=NONE)]
        elif entity == Entity.CREW:
            found = [own, *state.settings(state.plan.crews[row].size)]
            if row in self._crews.latest:
                found.append(state.why(*self._crews.latest[row]))
        else:
            found = [own]
        return _known(found)

    def _of_line(self, line: int, own: int, *, lost: bool) -> list[int]:
        row = self._state.plan.lines[line]
        if lost and own >= 0 and self._state.trace.entries[own][1] == _RESTORED:
            own = NONE
        found = [own, *(self._lost_on(row.node, 0) if lost else (self._causes.of_level(row.node),))]
        found += self._causes.in_vain(row.node)
        if row.backlog >= 0:
            found += self.behind(Entity.BACKLOG, row.backlog, lost=lost)
        for backlog in self._backlogs.elsewhere(line):
            found += self.behind(Entity.BACKLOG, backlog, lost=lost)
        if max(found) < 0:  # nothing is wrong with the line itself: it is what flows here
            found += self.of_demand(line)
        return found

    def _of_backlog(self, backlog: int, own: int, *, lost: bool) -> list[int]:
        row = self._state.plan.backlogs[backlog]
        nodes = [node for server in row.servers for node in (server.node, server.needs) if node >= 0]
        lower = [node for node in nodes if self._levels.level(node) < WHOLE]
        found = [own, *(self._causes.of_level(node) for node in lower or (() if lost else nodes))]
        found += (record for node in lower for record in self._causes.in_vain(node))
        if lost:
            found += self.of_waiting(backlog)
        found += (record for flow in row.flows for record in self.of_flow(flow))
        if max(found) < 0:  # nothing is wrong with those who serve it: it is what comes
            found += (record for line in row.lines for record in self.of_demand(line))
        return found

    # -- what was lost ------------------------------------------------------------------------------------------------

    def of_waiting(self, backlog: int) -> tuple[int, ...]:
        """Why items wait in a backlog: what lowers its servers, or did so since it was last empty."""
        state = self._state
        if not state.recording:
            return ()
        since = self._backlogs.queues[backlog].empty_at
        found: list[int] = []
        latest: list[int] = []
        servers = state.plan.backlogs[backlog].servers
        for server in servers:
            for node in (server.node, server.needs):
                if node >= 0:
                    found += self._lost_on(node, since)
                    latest += self._causes.of_need(node)
            if server.crew >= 0:
                found += self.behind(Entity.CREW, server.crew)
            found += state.settings(server.rate)
        now_only = [record for record in (*found, *latest) if self._is_new(record)]
        nodes = [node for server in servers for node in (server.node, server.needs) if node >= 0]
        if all(self._levels.level(node) == WHOLE or self._is_new(state.fell.get(node, NONE)) for node in nodes):
            # back by now, or until now: what brought it back, and when
            found += [max((record for record in latest if not self._is_new(record)), default=NONE)]
        return _known([record for record in found if record not in now_only] + now_only)

    def _is_new(self, record: int) -> bool:
        """Whether a record was written this moment."""
        entries = self._state.trace.entries
        return record >= 0 and entries[record][0] == self._state.now

    def _lost_on(self, node: int, since: int) -> tuple[int, ...]:
        """What lowers a node, or did so last if it was still lowered at a moment."""
        state, levels = self._state, self._levels
        if levels.done[node] < WHOLE or levels.wrong[node] > 0:
            return self._causes.of_need(node)
        found: list[int] = []
        waiting, seen = [node], {node}
        while waiting:
            node = waiting.pop()
            if self._graph.subject[node] >= 0:
                if state.rose.get(node, NONE) >= since:
                    found.append(state.fell.get(node, NONE))
            else:
                inputs = [supplier for supplier in self._graph.inputs[node] if supplier not in seen]
                seen.update(inputs)
                waiting += inputs
        return _known(sorted(found))

    # -- what comes ---------------------------------------------------------------------------------------------------

    def of_flow(self, flow: int, depth: int = 0) -> tuple[int, ...]:
        """The records behind what a flow copies, and behind the condition under which it does."""
        state = self._state
        if not state.recording:
            return ()
        plan = state.plan
        row = plan.flows[flow]
        found: list[int] = []
        if row.measure >= 0:
            measure = plan.measures[row.measure]
            if measure.entity == Entity.LINE:
                found += self._of_line_measure(row.measure, depth)
            else:
                found.append(state.why(measure.entity, measure.index))
        if row.condition >= 0:
            for entity, index in plan.conditions[row.condition].watches:
                found += self.behind(entity, index) if entity == Entity.CREW else (state.why(entity, index),)
        return _known([*found, *state.settings(row.rate, row.share)])

    def _of_line_measure(self, measure: int, depth: int) -> tuple[int, ...]:
        """The records behind how fast a measure of a line grows."""
        plan = self._state.plan
        row = self._state.measures[measure]
        found: list[int] = []
        if row.name not in {"demand", "vs_usual"}:
            lost_on = row.extra >= 0 and row.name != "used"
            node = plan.because[row.extra].target if lost_on else plan.lines[row.index].node
            level = self._causes.of_level(node)
            found.append(level if level >= 0 else self._state.why(Entity.LINE, row.index))
        if depth < _DEPTH:
            found += self.of_demand(row.index, depth + 1)
        return _known(found)

    def of_demand(self, line: int, depth: int = 0) -> tuple[int, ...]:
        """What makes more or less come to a line than usual."""
        state = self._state
        found = [state.driven.get(line, NONE)]
        for flow in state.plan.lines[line].flows:
            if self._flows.rate[flow]:
                found += self.of_flow(flow, depth)
        return _known(found)

    def of_way(self, line: int, target: int) -> tuple[int, ...]:
        """Why the work of a line goes to a component: the alternatives that it was lost on before."""
        done = self._levels.done
        found: list[int] = []
        waiting, seen = [self._state.plan.lines[line].node], {self._state.plan.lines[line].node, target}
        while waiting:
            node = waiting.pop()
            inputs = self._graph.inputs[node]
            if self._graph.op[node] in _CHOICES:
                for other in inputs:
                    if done[other] < WHOLE and not self._leads_to(other, target):
                        found += self._causes.of_need(other)
            waiting += (supplier for supplier in inputs if supplier not in seen)
            seen.update(inputs)
        return _known(sorted(found))

    def _leads_to(self, node: int, target: int) -> bool:
        waiting, seen = [node], {node}
        while waiting:
            node = waiting.pop()
            if node == target:
                return True
            inputs = [supplier for supplier in self._graph.inputs[node] if supplier not in seen]
            seen.update(inputs)
            waiting += inputs
        return False

    def behind_line(self, line: int) -> int:
        """The latest record of anything behind a line, or -1: what it meets on its way has changed."""
        latest = NONE
        waiting = [self._state.plan.lines[line].node]
        seen = set(waiting)
        while waiting:
            node = waiting.pop()
            latest = max(latest, self._state.why(_NODE, node))
            inputs = [supplier for supplier in self._graph.inputs[node] if supplier not in seen]
            seen.update(inputs)
            waiting += inputs
        return latest

    def of_stock(self, node: int) -> tuple[int, ...]:
        """What fills or empties the stocks that bound a node: its units, its capacity, its wrong records."""
        plan = self._state.plan
        found = [self._state.why(Entity.CAPACITY, row) for row, its in enumerate(plan.capacities) if its.node == node]
        flows = [stop.flow for row in plan.units if row.node == node for stop in row.stops]
        for row, backlog in enumerate(plan.backlogs):
            if any(one == node for one, _ in backlog.wrong_of):
                flows += backlog.flows
                found += self.behind(Entity.BACKLOG, row, lost=True)
        for flow in flows:
            found += self.of_flow(flow)
        return _known(found)


def _known(found: list[int]) -> tuple[int, ...]:
    """The records that there are, each once."""
    return tuple(dict.fromkeys(record for record in found if record >= 0))
