"""Items waiting to be processed: who is next, how fast, what is overdue.

1. Each line that sends items here is a class of the queue; what is fed or put here is nobody's own. Items of a line
   that are diverted or moved to another backlog stay items of that line.
2. `order` ranks the classes: all equal (by arrival), by due time, by amount, or lines in a list; equals by arrival.
3. All servers add up, each rate x level. People of a crew serve its backlogs in the order of the plan: what one leaves
   unused serves the next.
4. What leaves counts as served, or as wrong as far as line or server are wrong.
5. At the due time of a line everything of it that waits becomes overdue, for ever.
6. Where wrong records wait for correction, answers are wrong as far as they do; that is looked at again when the stock
   has moved by 1/256 of itself, by 1/1024 of all records, or by one, whichever is most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ITEM, NEVER, NONE, WHOLE, Entity
from drillsim.engine.kernel.calendar import next_due
from drillsim.engine.supply.bounds import STOCK
from drillsim.engine.work.accounts import FAILED, SERVED, TURNED, WRONG
from drillsim.engine.work.queues import Leaving, Queue

if TYPE_CHECKING:
    from drillsim.engine.kernel.state import State
    from drillsim.engine.people.reasons import Reasons
    from drillsim.engine.supply.levels import Levels
    from drillsim.engine.work.crews import Crews
    from drillsim.engine.work.flows import Flows
    from drillsim.engine.work.lines import Lines
    from drillsim.engine.work.windows import Windows

_BACKLOG = int(Entity.BACKLOG)
_LINE = int(Entity.LINE)
_NODE = int(Entity.NODE)

ARRIVAL, DUE, AMOUNT = range(3)
_LISTS = 3
"""From here on an order is the number of a list of lines."""
_ENDS = {"failed": FAILED, "turned_away": TURNED, "served": SERVED, "wrong": WRONG}


class Backlogs:
    """The queue, the servers and the due times of every backlog."""

    __slots__ = (
        "_crews", "_done", "_due_timer", "_flows", "_levels", "_lines", "_order", "_overdue", "_reasons", "_rows",
        "_state", "_timer", "_used", "_windows", "due_at", "queues", "stale", "withheld",
    )  # fmt: skip

    def __init__(self, state: State, levels: Levels, timers: dict[str, int]) -> None:
        self._state = state
        self._levels = levels
        self._rows = rows = state.plan.backlogs
        self._timer = timers["backlog"]
        self._due_timer = timers["due"]
        self.queues = [Queue(row.lines) for row in rows]
        self._overdue = [0] * len(rows)
        self._done = [0] * len(rows)
        self._used: list[dict[int, int]] = [{} for _ in rows]
        """By backlog: crew to how many of its people it keeps busy, in millionths."""
        self.due_at = [NEVER] * len(state.plan.lines)
        self.withheld = [False] * len(rows)
        self.stale: set[int] = set()
        self._lines: Lines
        self._flows: Flows
        self._crews: Crews
        self._windows: Windows
        self._reasons: Reasons
        self._order = [self._ranking(backlog) for backlog in range(len(rows))]

    def attach(self, lines: Lines, flows: Flows, crews: Crews, windows: Windows, reasons: Reasons) -> None:
        """Learn where lines, flows, crews, windows and reasons are."""
        self._lines = lines
        self._flows = flows
        self._crews = crews
        self._windows = windows
        self._reasons = reasons

    def begin(self) -> None:
        """Set the first due times and rates."""
        for backlog, row in enumerate(self._rows):
            for line in row.lines:
                self.set_due(line)
            self.stale.add(backlog)

    # -- due times ------------------------------------------------------------------------------------------------

    def set_due(self, line: int) -> None:
        """Find the next due time of a line."""
        state = self._state
        plan = state.plan
        row = plan.lines[line]
        at = self.due_at[line] = next_due(plan, state.values, row, state.now)
        state.clock.arm(self._due_timer + line, at if at <= plan.horizon else NEVER)
        for backlog, queue in enumerate(self.queues):
            if line in queue.lines and state.values[self._rows[backlog].order] == DUE:
                self.reorder(backlog)

    def fall_due(self, line: int) -> None:
        """The due time has come: what waits is overdue."""
        state = self._state
        total = 0
        causes: tuple[int, ...] = ()
        for backlog, queue in enumerate(self.queues):
            if line not in queue.lines:
                continue
            self._bring(backlog)
            place = queue.class_of(line)
            newly = queue.waiting[place] - queue.late[place]
            if newly > 0:
                queue.late[place] += newly
                self.stale.add(backlog)
                self._overdue[backlog] += newly
                total += newly
                causes += (state.why(_BACKLOG, backlog), *self._reasons.of_waiting(backlog))
                state.changed(_BACKLOG, backlog)
        if total:
            self._lines.fall_overdue(line, total)
        if total >= ITEM:
            row = state.plan.lines[line]
            slots = (row.due,) if row.due >= 0 else ()
            state.note(
                _LINE,
                line,
                "overdue",
                row.subject,
                (total // ITEM,),
                (*causes, *self._reasons.of_demand(line), *state.settings(*slots)),
            )
        self.set_due(line)

    # -- moving on ------------------------------------------------------------------------------------------------

    def _bring(self, backlog: int) -> None:
        """Bring a queue up to now, and the accounts of its lines with it."""
        queue = self.queues[backlog]
        self._done[backlog] += queue.done(self._state.now)[0]
        for line, excess, not_overdue in queue.bring(self._state.now):
            self._done[backlog] -= excess
            if line >= 0 and excess:
                self._lines.give_back(line, backlog, excess)
            if line >= 0 and not_overdue:
                self._lines.overdue_ran_out(line, backlog, not_overdue)

    def look(self, backlog: int) -> None:
        """Inflow, servers or order changed, or a class ran empty: share the work out anew."""
        self._bring(backlog)
        state = self._state
        now = state.now
        row, queue = self._rows[backlog], self.queues[backlog]
        diverted = self._lines.demand.diverted_into(backlog)
        for line in diverted:
            self._admit(backlog, line)
        inflow = [self._lines.into_backlog[line] + diverted.get(line, 0) for line in row.lines]
        inflow.append(sum(self._flows.rate[flow] for flow in row.flows))
        inflow += [diverted.get(line, 0) for line in queue.lines[len(inflow) :]]
        queue.flow_in(now, inflow)
        power, crews, wrong = self._power(backlog)
        used = queue.share_out(power, self._order[backlog])
        self._keep_busy(backlog, crews, used - (power - sum(crews.values())))
        wake = now + queue.ends(self._order[backlog])
        for place, line in enumerate(queue.lines):
            if line >= 0:
                out = queue.outflow[place]
                bad = out * max(wrong, self._levels.wrong[state.plan.lines[line].node]) // WHOLE
                delayed, again = queue.delay(place, now)
                wake = min(wake, again)
                overdue = queue.late[place]
                if bad and overdue:
                    wake = min(wake, now - -overdue // out)
                self._lines.leave_backlog(line, backlog, Leaving(out - bad, bad, delayed, bad if overdue else 0))
        state.clock.arm(self._timer + backlog, min(wake, self._taint(backlog)))
        state.changed(_BACKLOG, backlog)

    def _power(self, backlog: int) -> tuple[int, dict[int, int], int]:
        """How much all servers can do per time, how much of that is crews, and the share of it that is wrong."""
        values, levels = self._state.values, self._levels
        total = wrong = 0
        crews: dict[int, int] = {}
        for server in self._rows[backlog].servers:
            if self.withheld[backlog] or not self._windows.is_open[server.window]:
                continue
            rate = values[server.rate]
            if server.crew >= 0:
                rate = rate * self._people(backlog, server.crew) // WHOLE
            else:
                rate = rate * levels.level(server.node) // WHOLE
                wrong += rate * levels.wrong[server.node]
            if server.needs >= 0:
                rate = rate * levels.level(server.needs) // WHOLE
            if server.crew >= 0:
                crews[server.crew] = rate
            total += rate
        return total, crews, min(WHOLE, wrong // total) if total else 0

    def _people(self, backlog: int, crew: int) -> int:
        """How many of a crew are left for this backlog, in millionths."""
        taken = sum(self._used[earlier].get(crew, 0) for earlier in range(backlog))
        return max(0, self._crews.left(crew) * WHOLE - taken)

    def _keep_busy(self, backlog: int, crews: dict[int, int], used: int) -> None:
        """Note how many people are busy here: components do what they can first; later backlogs get the rest."""
        total = sum(crews.values())
        share = min(WHOLE, -(-max(0, used) * WHOLE // total)) if total else 0
        busy = {crew: -(-self._people(backlog, crew) * share // WHOLE) for crew in crews}
        if busy != self._used[backlog]:
            self._used[backlog] = busy
            for later in range(backlog + 1, len(self._rows)):
                if any(server.crew >= 0 for server in self._rows[later].servers):
                    self.stale.add(later)

    def _ranking(self, backlog: int) -> list[list[int]]:
        """Classes in the order in which they are served, equals together."""
        values, plan = self._state.values, self._state.plan
        lines = self.queues[backlog].lines
        order = values[self._rows[backlog].order]
        if order == ARRIVAL:
            keys = [0] * len(lines)
        elif order == DUE:
            keys = [self.due_at[line] if line >= 0 else NEVER for line in lines]
        elif order == AMOUNT:
            keys = [
                -values[plan.lines[line].amount] if line >= 0 and plan.lines[line].amount >= 0 else 0 for line in lines
            ]
        else:
            listed = plan.orders[order - _LISTS]
            keys = [listed.index(line) if line in listed else len(listed) + (line < 0) for line in lines]
        return [[place for place, its in enumerate(keys) if its == key] for key in sorted(set(keys))]

    def _taint(self, backlog: int) -> int:
        """Make answers wrong as far as wrong records wait for correction; when to look again."""
        wrong_of = self._rows[backlog].wrong_of
        if not wrong_of:
            return NEVER
        now = self._state.now
        total, rate = self.queues[backlog].total(now)
        step = max(ITEM, total >> 8)
        source = max((record for flow in self._rows[backlog].flows for record in self._flows.why(flow)), default=NONE)
        for node, slot in wrong_of:
            if total and source >= 0:
                self._state.last[_NODE].setdefault(node, source)
            of = max(1, self._state.values[slot]) * (ITEM // 1000)
            step = max(step, of >> 10)
            self._levels.bound_wrong(node, STOCK, min(WHOLE, total * WHOLE // of))
        return now + max(1, -(-step // abs(rate))) if rate else NEVER

    # -- at once ----------------------------------------------------------------------------------------------------

    def put(self, backlog: int, amount: int) -> None:
        """Items that are nobody's own arrive at once."""
        self._bring(backlog)
        queue = self.queues[backlog]
        queue.come(self._state.now, queue.own, amount)
        self.stale.add(backlog)

    def move(self, backlog: int, line: int, share: int, most: int, end: str, target: int) -> int:
        """Waiting items go to another backlog or end; how many did."""
        self._bring(backlog)
        queue = self.queues[backlog]
        moved = 0
        for place, owner in enumerate(list(queue.lines)):
            if line not in (NONE, owner):
                continue
            amount = queue.waiting[place] * share // WHOLE
            if most >= 0:
                amount = min(amount, most - moved)
            overdue = queue.take(place, amount)
            moved += amount
            if end == "backlog":
                self._arrive(target, owner, amount, overdue)
            elif owner >= 0:
                self._lines.end_waiting(owner, _ENDS[end], amount, overdue)
        self.stale.add(backlog)
        return moved

    def _arrive(self, target: int, owner: int, amount: int, overdue: int) -> None:
        """Moved items stay items of their line."""
        self._bring(target)
        queue = self.queues[target]
        queue.come(self._state.now, self._admit(target, owner), amount, overdue)
        self.stale.add(target)

    def _admit(self, backlog: int, line: int) -> int:
        """The class of a line's items; made, with its rank, where they come for the first time."""
        queue = self.queues[backlog]
        if line not in queue.lines:
            queue.class_of(line)
            self._order[backlog] = self._ranking(backlog)
        return queue.class_of(line)

    def reorder(self, backlog: int) -> None:
        """Another order was set, or due times moved."""
        self._order[backlog] = self._ranking(backlog)
        self.stale.add(backlog)

    # -- reading ----------------------------------------------------------------------------------------------------

    def read(self, backlog: int, name: str) -> tuple[int, int]:
        """A measure of a backlog, and how fast it moves; nothing is stored."""
        now, queue = self._state.now, self.queues[backlog]
        if name == "waiting":
            return queue.total(now)
        if name == "done":
            more, rate = queue.done(now)
            return self._done[backlog] + more, rate
        if name == "overdue":
            return self._overdue[backlog], 0
        assert name == "amount", name
        values, lines = self._state.values, self._state.plan.lines
        total = growth = 0
        for place, line in enumerate(queue.lines):
            if line >= 0 and lines[line].amount >= 0:
                stock, rate = queue.stock(place, now)
                total += stock * values[lines[line].amount]
                growth += rate * values[lines[line].amount]
        return total, growth

    def elsewhere(self, line: int) -> list[int]:
        """The backlogs beside its own in which items of a line wait."""
        now, own = self._state.now, self._state.plan.lines[line].backlog
        return [
            backlog
            for backlog, queue in enumerate(self.queues)
            if backlog != own and line in queue.lines and queue.stock(queue.class_of(line), now)[0] > 0
        ]

    def oldest(self, backlog: int) -> tuple[int, int, int]:
        """How long the oldest item has been waiting and how fast that grows, both times the third number."""
        return self.queues[backlog].oldest(self._state.now)
