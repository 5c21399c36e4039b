"""Owns how a seat looks at a drill: once for each thing it wants to show, without touching the run.

1. A player's seat is given what its roles know, never the run's own state. A facilitator's seat is given the truth.
2. A look costs what has happened since the last one. On another run (gone back, on another branch) everything is read
   anew; what has not changed is the very object it was.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from drillsim.drill.samples import keys_of, machines_of
from drillsim.drill.sight import player, truth
from drillsim.drill.sight.amounts import amounts_of, read_amounts
from drillsim.drill.sight.asked import decision_rows, obligation_rows
from drillsim.drill.sight.claims import Claim, claims_of, subjects_of
from drillsim.drill.sight.injects import pending_rows, reserve_rows
from drillsim.drill.sight.known import Known
from drillsim.drill.sight.letters import inbox_row
from drillsim.drill.sight.objectives import note_criterion, objective_rows
from drillsim.drill.sight.snapshot import ActRow, InboxRow, Series, Snapshot
from drillsim.drill.sight.troubles import troubles_of
from drillsim.plan.case import gather
from drillsim.plan.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.drill.samples import Samples
    from drillsim.drill.session import Drill
    from drillsim.drill.sight.player import Reported
    from drillsim.engine import Record, Trace

OF_FACILITATOR: Final = frozenset({"planned", "withdrawn"})
"""Kinds of records that players do not see, even where they see the truth."""
Part = TypeVar("Part")


class Sight:
    """What one seat sees of a drill."""

    def __init__(self, drill: Drill, roles: Sequence[str] = (), *, facilitator: bool = False) -> None:
        plan = drill.plan
        names = [plan.subjects[row.subject] for row in plan.roles]
        self._drill = drill
        self.facilitator = facilitator
        self.truth = facilitator or not drill.header.fog
        self.roles = tuple(roles) or drill.header.roles or tuple(names)
        if facilitator:
            self.roles = ()
        self._known = Known(plan, frozenset(names if self.truth else self.roles))
        self._messages = gather(drill.case.topology, drill.case.scenario, Findings()).messages
        shown = frozenset((*drill.case.topology.lines, *drill.case.topology.components))
        self._claims = {name: _claims(message, shown) for name, (message, _path) in self._messages.items()}
        self._subjects = {name: subjects_of(message) for name, (message, _path) in self._messages.items()}
        self._amounts = amounts_of(plan, {name: message.says for name, (message, _path) in self._messages.items()})
        machines = machines_of(drill.case.topology)
        self._keys = [
            ("units", name) if kind == "stopped" and name not in machines else (kind, name)
            for kind, name in keys_of(plan)
        ]
        self._looked_at = -1
        self._parts: dict[str, Any] = {}
        """What was shown last, by name."""
        self._start_anew()

    def _start_anew(self) -> None:
        """Forgets what was read of another run."""
        self._trace: Trace | None = None
        self._read = 0
        self._timeline: list[Record] = []
        self._acts: list[ActRow] = []
        self._judged = 0
        self._met: dict[tuple[str, str], int] = {}
        self._inbox: list[InboxRow] = []
        self._heard: dict[str, Reported] = {}
        self._told: dict[int, tuple[int, int]] = {}
        self._drawn: tuple[Samples | None, int] = (None, -1)
        self._charts: tuple[Series, ...] = ()

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
        drill, run, known = self._drill, self._drill.run, self._known
        self._follow()
        self._looked_at = run.now
        topology, scenario, plan = drill.case.topology, drill.case.scenario, drill.plan
        if self.truth:
            parts = (
                truth.line_rows(run),
                truth.system_rows(run, topology),
                truth.task_rows(run, scenario, topology),
                truth.limit_rows(run),
                truth.backlog_rows(run),
            )
        else:
            heard = self._heard
            parts = (
                player.line_rows(plan, heard, self._told, run.now),
                player.system_rows(topology, heard),
                player.task_rows(scenario, topology, known.records, heard),
                player.limit_rows(plan, heard, self._told),
                player.backlog_rows(plan, heard, run.now),
            )
        lines, systems, tasks, limits, backlogs = parts
        asked = None if self.truth else self.roles
        keep = self._keep
        return Snapshot(
            roles=self.roles,
            truth=self.truth,
            time=run.now,
            ended=drill.ended,
            branch=drill.branch.id,
            lines=keep("lines", lines),
            systems=keep("systems", systems),
            inbox=keep("inbox", tuple(self._inbox)),
            decisions=keep("decisions", decision_rows(run, topology, scenario, asked)),
            tasks=keep("tasks", tasks),
            limits=keep("limits", limits),
            backlogs=keep("backlogs", backlogs),
            obligations=keep("obligations", obligation_rows(run, asked, known.owed)),
            timeline=keep("timeline", tuple(self._timeline)),
            charts=keep("charts", self._series()),
            pending=keep("pending", pending_rows(drill) if self.facilitator else ()),
            reserves=keep("reserves", reserve_rows(drill) if self.facilitator else ()),
            objectives=keep(
                "objectives", objective_rows(drill, self._criteria_met()) if self._shows_objectives else ()
            ),
            acts=keep("acts", tuple(self._acts)),
            reported=keep("reported", () if self.truth else self._reported()),
        )

    def _reported(self) -> tuple[str, ...]:
        """What the messages read so far speak of, in the order of the alphabet."""
        messages = {letter.message for letter in self._known.letters}
        return tuple(sorted({name for each in messages for name in self._subjects.get(each, ())}))

    def _keep(self, name: str, part: Part) -> Part:
        """A part of what is shown; the object that was shown last if it says the same."""
        last = self._parts.get(name)
        if last is not None and last == part:
            return last  # type: ignore[no-any-return]
        self._parts[name] = part
        return part

    @property
    def _shows_objectives(self) -> bool:
        return self.facilitator or self._drill.ended

    # -- what has happened since the last look ------------------------------------------------------------------------

    def _follow(self) -> None:
        """Reads what has been added."""
        trace, known = self._drill.run.trace, self._known
        if trace is not self._trace or len(trace) < self._read:
            self._start_anew()
            self._trace = trace
        known.follow(trace)
        if self.truth:
            added = [trace[place] for place in range(self._read, len(trace))]
            if not self.facilitator:
                added = [record for record in added if record.kind not in OF_FACILITATOR]
        else:
            added = known.records[len(self._timeline) :]
        self._read = len(trace)
        self._timeline += added
        self._acts += self._acts_of(added)
        letters = known.letters[len(self._inbox) :]
        if letters:
            self._inbox += [
                self._row_of(letter.message, place) for place, letter in enumerate(letters, len(self._inbox))
            ]
            self._heard = player.read_reports(known.letters, self._claims)
            self._told = read_amounts(known.letters, self._amounts)

    def _row_of(self, message: str, place: int) -> InboxRow:
        found = self._messages.get(message)
        return inbox_row(self._drill, self._known.letters[place], found[0] if found is not None else None)

    def _acts_of(self, records: Sequence[Record]) -> list[ActRow]:
        """Whose act each command is."""
        given = [record for record in records if record.kind == "command"]
        if not given:
            return []
        drill = self._drill
        commands = drill.branches.commands(drill.branch.id)
        acts = []
        for record in given:
            said = commands[int(record.detail[0])].data
            texts = (str(said.get(key, "")) for key in ("by", "why", "confidence"))
            acts.append(ActRow(record.position, *texts))
        return acts

    def _criteria_met(self) -> dict[tuple[str, str], int]:
        """When each criterion first came to hold."""
        trace = self._drill.run.trace
        for place in range(self._judged, len(trace)):
            note_criterion(self._met, trace[place])
        self._judged = len(trace)
        return self._met

    def _series(self) -> tuple[Series, ...]:
        """What is drawn: the truth, or how many messages came by each route."""
        if not self.truth:
            return self._read_by_route()
        samples = self._drill.samples
        if self._drawn != (samples, samples.due):
            self._drawn = (samples, samples.due)
            self._charts = tuple(
                Series(*key, tuple(points)) for key, points in zip(self._keys, samples.points, strict=True)
            )
        return self._charts

    def _read_by_route(self) -> tuple[Series, ...]:
        """By route: how many messages were read, each once however many of these roles read it."""
        points: dict[str, list[tuple[int, int]]] = {}
        read: Counter[tuple[str, int, str]] = Counter()
        most: Counter[tuple[str, int]] = Counter()
        for letter in self._known.letters:
            sent = (letter.message, letter.sent_at)
            read[*sent, letter.role] += 1
            if letter.message in self._messages and read[*sent, letter.role] > most[sent]:
                most[sent] += 1
                of_route = points.setdefault(self._messages[letter.message][0].by, [])
                of_route.append((letter.at, len(of_route) + 1))
        return tuple(Series("read", route, tuple(each)) for route, each in points.items())


def _claims(message: object, shown: frozenset[str]) -> tuple[Claim, ...]:
    """What a message says of the state of things, and what it says to be in trouble."""
    condition = getattr(message, "when", None)
    test = condition.test if condition is not None else None
    stated = claims_of(test) if test is not None else ()
    return (*stated, *troubles_of(test, getattr(message, "each", None), shown))
