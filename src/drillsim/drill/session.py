"""Owns a drill: a run with people in it, and its journal.

1. A command is tried on the run first: a refused one changes nothing and is not written. Then it is brought to the
   disk, and only then does `submit` return: that is its acknowledgement. What cannot be written has not happened: the
   run is built anew without it.
2. A run is a function of its inputs and of the commands of its branch, in order. How far time came is written down
   too, with the seal of the trace, so that a drill taken up again can be held against what it was.
3. Nothing here waits. Whoever shows the drill asks the clock where it should be, and lets it advance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from drillsim.drill.branches import Branch, Branches
from drillsim.drill.clock import DrillClock
from drillsim.drill.commands import parse_command
from drillsim.drill.journal.entries import BRANCH, CLOCK, COMMAND, MARK, NAME, NOTE, REACHED, SWITCH, Entry
from drillsim.drill.permission import check_criterion, check_permission
from drillsim.drill.stage import Stage
from drillsim.engine import next_due
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.drill.journal import Header
    from drillsim.drill.journal.writing import Written
    from drillsim.drill.ladder import Played
    from drillsim.drill.machine import Machine
    from drillsim.drill.samples import Samples
    from drillsim.engine import Plan, Run
    from drillsim.library import Case


REACHED_SECONDS: Final = 1.0
"""How far time came is written at most this often."""


class Drill:
    """A drill that this process holds."""

    def __init__(self, header: Header, case: Case, plan: Plan, journal: Written, machine: Machine) -> None:
        self.header = header
        self.case = case
        self.plan = plan
        self.machine = machine
        self.notices: tuple[str, ...] = ()
        """What whoever takes it up should know."""
        self.entries: list[Entry] = []
        """The journal so far, its header left out."""
        self.branches = Branches()
        self.clock = DrillClock(machine.mono)
        self.pauses_on_decision = False
        """Whether the clock is paused when a question opens for a seat that is taken."""
        self._journal = journal
        self._stage = Stage(plan, header)
        self._written = machine.mono()
        self._closed = False

    # -- what there is ------------------------------------------------------------------------------------------------

    @property
    def run(self) -> Run:
        """The run as it stands; to be read only."""
        return self._stage.played.run

    @property
    def samples(self) -> Samples:
        """What is drawn of the run over time."""
        return self._stage.played.samples

    @property
    def now(self) -> int:
        """How far time has come, in ms from the start."""
        return self.run.now

    @property
    def ended(self) -> bool:
        """Whether the scenario is over."""
        return self.now >= self.plan.horizon

    @property
    def branch(self) -> Branch:
        """The branch that is played."""
        return self.branches.all[self.branches.current]

    @property
    def path(self) -> str:
        """Where the journal lies."""
        return str(self._journal.path)

    # -- time ---------------------------------------------------------------------------------------------------------

    def advance(self, to: int, enough: Callable[[], bool] | None = None) -> int:
        """Lets time pass up to a moment, or until it is enough; how far it came."""
        run, to = self.run, min(to, self.plan.horizon)
        while run.now < to:
            at = next_due(run) if enough is not None else None
            self._stage.played.advance(to if at is None else min(at, to))
            if enough is not None and enough():
                break
        if self.ended or self.machine.mono() - self._written >= REACHED_SECONDS:
            self._write_reached()
        return run.now

    def ahead(self, found: Callable[[Run], bool]) -> int | None:
        """When something comes about first if nobody does anything; nothing if not up to the end. Time stays."""
        return self._stage.ahead(self.branches.commands(self.branch.id), found)

    def tend(self, enough: Callable[[], bool]) -> bool:
        """Prepares for going back until it is enough; whether there is more to do."""
        return self._stage.tend(self.branches.commands(self.branch.id), enough)

    def set_clock(self, *, paused: bool, speed: int | None = None, pauses_on_decision: bool | None = None) -> None:
        """Pauses, goes on, changes the speed or whether questions pause it, and writes it down."""
        if speed is not None:
            self.clock.set_speed(speed)
        if pauses_on_decision is not None:
            self.pauses_on_decision = pauses_on_decision
        if paused:
            self.clock.pause()
            self.clock.move(self.now)
            self._write_reached()
        else:
            self.clock.move(self.now)
            self.clock.go()
        self._write(
            CLOCK,
            {"paused": paused, "speed": self.clock.speed, "pauses_on_decision": self.pauses_on_decision},
            lasting=False,
        )

    # -- taking part --------------------------------------------------------------------------------------------------

    def submit(self, written: Mapping[str, Any], *, by: str = "", why: str = "", confidence: str = "") -> Entry:
        """Carries out a command of a role, or of the facilitator if none is named; it lasts once this returns."""
        check_permission(self.case, written, by)
        do = {**written, "by": by} if by else dict(written)
        command = parse_command(self.plan, do)
        try:
            self.run.submit(command)
        except CommandRefused:
            raise
        except BaseException:
            self._rebuild()
            raise
        said = {name: text for name, text in (("why", why), ("confidence", confidence)) if text}
        try:
            entry = self._write(COMMAND, {"do": do, "by": by, **said})
        except BaseException:
            self._rebuild()
            raise
        self._stage.played.applied = (*self._stage.played.applied, entry.n)
        return entry

    def note(self, text: str, *, by: str = "") -> Entry:
        """Writes a note down."""
        return self._write(NOTE, {"text": text, "by": by})

    def mark(self, objective: str, criterion: int, text: str, *, by: str = "", rating: str = "") -> Entry:
        """Writes down what somebody observed about a criterion of an objective."""
        check_criterion(self.case, objective, criterion)
        data = {"objective": objective, "criterion": criterion, "text": text, "by": by, "rating": rating}
        return self._write(MARK, data)

    # -- branches -----------------------------------------------------------------------------------------------------

    def rewind(self, to: int, title: str = "") -> Branch:
        """Goes back to a moment, as it was before the commands of that millisecond, and goes on as a new branch."""
        if not 0 <= to <= self.now:
            raise CommandRefused(_("that moment has not come yet"), _("going back leads to an earlier moment"))
        kept = self.branches.before(self.branch.id, to)
        return self._fork(to, kept[-1].n if kept else 0, title)

    def fork(self, title: str = "") -> Branch:
        """Goes on from here as a new branch, with everything that was commanded."""
        return self._fork(self.now, self.entries[-1].n if self.entries else 0, title)

    def _fork(self, to: int, keeps: int, title: str) -> Branch:
        self._write_reached()
        parent, new = self.branch.id, self.branches.next_id()
        self._write(BRANCH, {"parent": parent, "keeps": keeps, "title": title}, branch=new, at=to)
        self._move(to)
        return self.branch

    def switch(self, name: str) -> Branch:
        """Goes on with another branch, from how far time came on it."""
        found = self.branches.named(name)
        if found != self.branch.id:
            self._write_reached()
            to = self.branches.reached[found]
            self._write(SWITCH, {"to": to}, branch=found, at=to)
            self._move(to)
        return self.branch

    def name(self, name: str, title: str) -> Branch:
        """Calls a branch something else, or nothing."""
        found = self.branches.named(name)
        if title and self.branches.find(title) not in {None, found}:
            raise CommandRefused(_("another branch is called '{title}'").format(title=title))
        at = self.now if found == self.branch.id else self.branches.reached[found]
        self._write(NAME, {"title": title}, branch=found, at=at)
        return self.branches.all[found]

    def run_of(self, name: str, at: int | None = None) -> Run:
        """The run of a branch at a moment, or at how far time came on it; to be read only, and until the next call."""
        return self.played_of(name, at).run

    def played_of(self, name: str, at: int | None = None) -> Played:
        """The same run with what is drawn of it over time."""
        to = self.branches.reached[name] if at is None else at
        if name == self.branch.id and to == self.now:
            return self._stage.played
        return self._stage.look(tuple(entry for entry in self.branches.commands(name) if entry.at <= to), to)

    def _move(self, to: int) -> None:
        """Stands on the current branch at a moment."""
        self._stage.keep()
        self._stand(to)

    def _rebuild(self) -> None:
        """Throws away what the present run has become, and stands where it was without it."""
        self._stand(self.now)

    def _stand(self, to: int) -> None:
        self._stage.stand(self.branches.commands(self.branch.id), to)
        self.clock.move(to)

    # -- the journal --------------------------------------------------------------------------------------------------

    def take_up(self, entries: tuple[Entry, ...]) -> bool | None:
        """Becomes what a journal says it was, its clock standing; whether the trace is what it was, if that shows."""
        self._stage.keep()
        self.entries = list(entries)
        self.branches = Branches(entries)
        agreed = self._agrees()
        self._stand(self.branches.reached[self.branch.id])
        speeds = [entry.data.get("speed") for entry in entries if entry.kind == CLOCK]
        if speeds and type(speeds[-1]) is int:
            self.clock.set_speed(speeds[-1])
        settings = [entry.data.get("pauses_on_decision") for entry in entries if entry.kind == CLOCK]
        self.pauses_on_decision = bool(settings) and settings[-1] is True
        return agreed

    def _agrees(self) -> bool | None:
        """Whether the trace is what it was when how far time came was last written; nothing if that never was."""
        branch = self.branch.id
        sealed = [entry for entry in self.entries if entry.kind == REACHED and entry.branch == branch]
        if not sealed:
            return None
        last = sealed[-1]
        commands = tuple(entry for entry in self.branches.commands(branch) if entry.n < last.n)
        return self._stage.seal_of(commands, last.at) == last.data.get("seal")

    def _write_reached(self) -> None:
        self._written = self.machine.mono()
        last = self.entries[-1] if self.entries else None
        if last is not None and (last.kind, last.branch, last.at) == (REACHED, self.branch.id, self.now):
            return
        data: dict[str, Any] = {"seal": self._stage.seal()}
        if self.ended:
            data |= {"ended": True, "breaches": [list(breach) for breach in self.run.outcome().breaches]}
        self._write(REACHED, data, lasting=False)

    def _write(
        self,
        kind: str,
        data: Mapping[str, Any],
        *,
        branch: str | None = None,
        at: int | None = None,
        lasting: bool = True,
    ) -> Entry:
        where = self.branch.id if branch is None else branch
        entry = self._journal.append(kind, where, self.now if at is None else at, data, lasting=lasting)
        self.entries.append(entry)
        self.branches.take(entry)
        return entry

    def close(self) -> None:
        """Writes how far time came, and lets go of the journal."""
        if self._closed:
            return
        self._closed = True
        try:
            self._write_reached()
        finally:
            self._journal.close()
