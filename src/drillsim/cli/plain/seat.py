"""Owns who talks in a drill line by line: what this seat sees, what it has been told, and how it is told what is new.

1. Time passes only when somebody lets it: nothing is told while a line is being written.
2. What was told once is not told again, on whichever branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from drillsim.drill.until import moment_of
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.model.times import parse_clock
from drillsim.tables.drill.words import Telling
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.drill import Drill, Sight
    from drillsim.drill.attaching import Follower

Say = Callable[[str], None]
Read = Callable[[str], str | None]
"""Reads a line behind a prompt; nothing once there is no more."""


class Seat:
    """Whoever talks, and what was told there."""

    def __init__(self, drill: Drill, sight: Sight, read: Read, say: Say, follower: Follower | None = None) -> None:
        self.drill = drill
        self.sight = sight
        self.is_facilitator = not sight.roles
        self.role = sight.roles[0] if sight.roles else ""
        """Who speaks: the role that is played, the first of a team, nobody for the facilitator."""
        self.read = read
        self.say = say
        self.follower = follower
        """Where it leaves what is done, if another process runs the drill."""
        self.telling = Telling(drill)
        self._told = 0

    def lines(self, lines: Iterable[str]) -> None:
        """Tells several lines."""
        for line in lines:
            self.say(line)

    def submit(self, written: Mapping[str, Any], *, by: str, why: str = "", confidence: str = "") -> None:
        """Does something, or leaves it for who runs the drill."""
        (self.follower or self.drill).submit(written, by=by, why=why, confidence=confidence)
        self._say_done("")

    def note(self, text: str) -> None:
        """Writes a note, or leaves it."""
        (self.follower or self.drill).note(text, by=self.role)
        self._say_done(_("Noted."))

    def mark(self, objective: str, criterion: int, text: str) -> None:
        """Writes down what was observed, or leaves it."""
        (self.follower or self.drill).mark(objective, criterion, text, by=self.role)
        self._say_done(_("Noted."))

    def _say_done(self, words: str) -> None:
        said = words if self.follower is None else _("Left for the process that runs the drill.")
        if said:
            self.say(said)

    def news(self) -> None:
        """Tells what this seat knows of since it was last told."""
        seen = self.sight.look()
        letters = {row.record: row for row in seen.inbox}
        for record in seen.timeline[self._told :]:
            letter = letters.get(record.position)
            self.say(self.telling.letter(letter) if letter is not None else self.telling.record(record))
            if record.kind == "asked":
                self.ask(record.subject)
        self._told = len(seen.timeline)

    def ask(self, decision: str) -> None:
        """Tells a question that is open with its options."""
        for row in self.sight.look().decisions:
            if row.state == "open" and row.decision == decision:
                self.lines(self.telling.decision(row))

    def tell_time(self) -> None:
        """Tells what is new and then where the drill stands."""
        self.news()
        self.say(self.telling.where())

    def stand(self) -> None:
        """Tells where the drill stands now; what came before is not told again."""
        seen = self.sight.look()
        self._told = len(seen.timeline)
        self.say(self.telling.where())
        for row in seen.decisions:
            if row.state == "open":
                self.lines(self.telling.decision(row))

    def clock_time(self, text: str) -> int | None:
        """The moment that a clock time names, or nothing if it is none."""
        try:
            return moment_of(self.drill.plan, parse_clock(text))
        except ValueError:
            return None

    def check_facilitator(self) -> None:
        """Refuses what only the facilitator may do."""
        if not self.is_facilitator:
            raise CommandRefused(_("only the facilitator may do this"))
