"""Owns how a seat looks at a drill: once for each thing it wants to show, without touching the run.

1. A player's seat is given what its roles know, never the run's own state. A facilitator's seat is given the truth.
2. Series are kept as the drill goes, once a minute of simulated time; whoever goes back loses what comes later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.drill.commands import HINT
from drillsim.drill.sight import player, truth
from drillsim.drill.sight.asked import decision_rows, obligation_rows
from drillsim.drill.sight.claims import Claim, claims_of
from drillsim.drill.sight.injects import pending_rows, reserve_rows
from drillsim.drill.sight.known import Known, Letter
from drillsim.drill.sight.snapshot import InboxRow, Series, Snapshot
from drillsim.drill.until import moment_of
from drillsim.engine.arrays import ITEM
from drillsim.engine.work.accounts import DEMAND
from drillsim.model.text import Text
from drillsim.model.times import parse_clock
from drillsim.plan.case import gather
from drillsim.plan.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.drill.session import Drill
    from drillsim.engine import Record

MINUTE: Final = 60_000
OF_FACILITATOR: Final = frozenset({"planned", "withdrawn"})
"""Kinds of records that players do not see, even where they see the truth."""
_Points = dict[tuple[str, str], list[tuple[int, int]]]


class Sight:
    """What one seat sees of a drill."""

    def __init__(self, drill: Drill, roles: Sequence[str] = (), *, facilitator: bool = False) -> None:
        names = [drill.plan.subjects[row.subject] for row in drill.plan.roles]
        self._drill = drill
        self.facilitator = facilitator
        self.truth = facilitator or not drill.header.fog
        self.roles = tuple(roles) or drill.header.roles or tuple(names)
        if facilitator:
            self.roles = ()
        self._known = Known(drill.plan, frozenset(names if self.truth else self.roles))
        self._messages = gather(drill.case.topology, drill.case.scenario, Findings()).messages
        self._claims = {name: _claims(message) for name, (message, _path) in self._messages.items()}
        self._numbers = {drill.plan.subjects[row.subject]: n for n, row in enumerate(drill.plan.messages)}
        self._points: _Points = {}
        self._looked = -MINUTE
        self._looked_at = -1

    @property
    def known(self) -> Known:
        """The records that this seat knows of, as of the last look."""
        return self._known

    def has_news(self) -> bool:
        """Whether this seat knows of more than it did when it last looked."""
        return self._known.has_news(self._drill.run.trace) or (self.truth and self._drill.now != self._looked_at)

    def count(self) -> int:
        """How many records this seat knows of now."""
        if self.truth:
            return len(self._drill.run.trace)
        self._known.follow(self._drill.run.trace)
        return len(self._known.records)

    def look(self) -> Snapshot:
        """What the seat sees now."""
        drill, run = self._drill, self._drill.run
        known = self._known
        known.follow(run.trace)
        self._looked_at = run.now
        topology, scenario, plan = drill.case.topology, drill.case.scenario, drill.plan
        self._keep_series()
        if self.truth:
            parts = (
                truth.line_rows(run),
                truth.system_rows(run, topology),
                truth.task_rows(run, scenario, topology),
                truth.limit_rows(run),
                truth.backlog_rows(run),
            )
            timeline: tuple[Record, ...] = tuple(run.trace)
            if not self.facilitator:
                timeline = tuple(record for record in timeline if record.kind not in OF_FACILITATOR)
        else:
            heard = player.read_reports(known.letters, self._claims)
            parts = (
                player.line_rows(plan, heard, run.now),
                player.system_rows(topology, heard),
                player.task_rows(scenario, topology, known.records, heard),
                player.limit_rows(plan, heard),
                player.backlog_rows(plan, heard),
            )
            timeline = tuple(known.records)
        lines, systems, tasks, limits, backlogs = parts
        asked = None if self.truth else self.roles
        return Snapshot(
            roles=self.roles,
            truth=self.truth,
            time=run.now,
            ended=drill.ended,
            branch=drill.branch.id,
            lines=lines,
            systems=systems,
            inbox=tuple(self._inbox(letter) for letter in known.letters),
            decisions=decision_rows(run, scenario, asked),
            tasks=tasks,
            limits=limits,
            backlogs=backlogs,
            obligations=obligation_rows(run, asked),
            timeline=timeline,
            charts=tuple(Series(kind, name, tuple(points)) for (kind, name), points in self._points.items()),
            pending=pending_rows(drill) if self.facilitator else (),
            reserves=reserve_rows(drill) if self.facilitator else (),
        )

    def _inbox(self, letter: Letter) -> InboxRow:
        found = self._messages.get(letter.message)
        if found is None:
            return self._by_hand(letter)
        message, run = found[0], self._drill.run
        row = self._drill.plan.messages[self._numbers[letter.message]]
        slot = row.estimate[1]
        answer_by = getattr(message, "answer_by", None)
        return InboxRow(
            message=letter.message,
            role=letter.role,
            at=letter.at,
            sent_at=letter.sent_at,
            route=message.by,
            sender=getattr(message, "from_", None) or "",
            says=message.says,
            estimate=run.moment_of(slot) if slot >= 0 else None,
            answer_by=letter.sent_at + answer_by if answer_by is not None else None,
            record=letter.record,
        )

    def _by_hand(self, letter: Letter) -> InboxRow:
        """A message that somebody gave during the drill: its words stand in the journal."""
        drill = self._drill
        given = drill.branches.commands(drill.branch.id)[int(letter.message.partition("/")[2])].data["do"]
        words = str(given.get("says", ""))
        return InboxRow(
            message=letter.message,
            role=letter.role,
            at=letter.at,
            sent_at=letter.sent_at,
            route=str(given.get("route", "")),
            sender=str(given.get("by", "")),
            says=Text(en=words, ja=words) if words else None,
            estimate=moment_of(drill.plan, parse_clock(given["estimate"])) if "estimate" in given else None,
            answer_by=None,
            record=letter.record,
            kind="hint" if given.get("kind") == HINT else "correction" if "corrects" in given else "message",
            corrects=str(given.get("corrects", "")),
        )

    def _keep_series(self) -> None:
        now = self._drill.now
        if now < self._looked:
            for points in self._points.values():
                points[:] = [point for point in points if point[0] <= now]
        elif now < self._looked + MINUTE:
            return
        self._looked = now
        for key, value in self._numbers_now():
            points = self._points.setdefault(key, [])
            if not points or points[-1][0] < now:
                points.append((now, value))

    def _numbers_now(self) -> list[tuple[tuple[str, str], int]]:
        """What is drawn: the truth, or how many messages came by each route."""
        run, plan = self._drill.run, self._drill.plan
        if not self.truth:
            read: dict[str, int] = {}
            for letter in self._known.letters:
                if letter.message in self._messages:
                    route = self._messages[letter.message][0].by
                    read[route] = read.get(route, 0) + 1
            return [(("read", route), count) for route, count in read.items()]
        demand = [
            (("demand", plan.subjects[row.subject]), run.lines.rates[number][DEMAND])
            for number, row in enumerate(plan.lines)
        ]
        stopped = [
            (("stopped", plan.subjects[row.subject]), run.fleets.read(number, "stopped")[0] // ITEM)
            for number, row in enumerate(plan.units)
        ]
        waiting = [
            (("waiting", plan.subjects[row.subject]), run.messages.routes.queue(number)[0] // ITEM)
            for number, row in enumerate(plan.routes)
        ]
        return [*demand, *stopped, *waiting]


def _claims(message: object) -> tuple[Claim, ...]:
    condition = getattr(message, "when", None)
    return claims_of(condition.test) if condition is not None else ()
