"""Owns a place at a drill: it lets time pass, sees what may be seen, and does what somebody asks for.

1. The clock of the drill is asked where time should be; time passes within a budget, so that a key is answered at
   once. What does not fit into the budget is given up: the clock goes on from where time came.
2. A seat at another process's drill only follows: it never lets time pass, and what it asks for is carried out there.
3. Whoever draws is given a snapshot and never the drill's own state.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from drillsim.drill import Sight
from drillsim.drill.attaching import serve_spool
from drillsim.drill.beside import published_beside
from drillsim.drill.clock import SPEEDS
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drillsim.drill import Drill, Snapshot
    from drillsim.drill.attaching import Follower
    from drillsim.drill.beside import Beside

BUDGET_SECONDS: Final = 0.02
"""How long one tick may let time pass."""
TEND_SECONDS: Final = 0.004
"""How long one tick may prepare for going back."""
LOOK_SECONDS: Final = 0.5
"""A clock that runs is looked at this often."""


@dataclass(frozen=True, slots=True)
class Time:
    """What the clock shows."""

    now: int
    paused: bool
    speed: int
    is_late: bool
    """Whether time could not pass as fast as it was asked to."""
    ended: bool
    branch: str
    branches: int


class Seat:
    """A place at a drill."""

    def __init__(
        self, drill: Drill, roles: tuple[str, ...] = (), *, facilitator: bool = False, follower: Follower | None = None
    ) -> None:
        self.drill = drill
        self.follower = follower
        self.pauses_at_questions = False
        """Whether the clock stops when a question is put to this seat."""
        self.notices: list[str] = []
        """What whoever sits here should be told, once."""
        self._sights = {facilitator: Sight(drill, roles, facilitator=facilitator)}
        self._roles = roles
        self.facilitates = facilitator
        self._is_late = False
        self._is_alone = False
        """Whether the process that runs a drill that is followed has ended."""
        self._looked = 0.0
        self.known: Mapping[str, str] = {}
        """What the team takes the states of lines and systems for; for a facilitator only, who sees how they are."""
        self.seen: Snapshot = self._sight.look()
        self._learn()
        self._questions = self._open_questions()

    @property
    def _sight(self) -> Sight:
        return self._sights[self.facilitates]

    @property
    def _mono(self) -> Callable[[], float]:
        return self.drill.machine.mono

    @property
    def role(self) -> str:
        """Who acts from here; nobody by name if it is the facilitator."""
        return "" if self.facilitates or not self.seen.roles else self.seen.roles[0]

    def turn(self) -> None:
        """Goes from the player's place to the facilitator's, or back."""
        self.facilitates = not self.facilitates
        if self.facilitates not in self._sights:
            roles = () if self.facilitates else self._roles
            self._sights[self.facilitates] = Sight(self.drill, roles, facilitator=self.facilitates)
        self.look()

    # -- time ---------------------------------------------------------------------------------------------------------

    def time(self) -> Time:
        """What the clock shows now."""
        drill = self.drill
        clock = drill.clock
        paused = clock.paused if self.follower is None else self.follower.is_paused
        return Time(
            drill.now, paused, clock.speed, self._is_late, drill.ended, drill.branch.id, len(drill.branches.all)
        )

    def tick(self) -> bool:
        """Lets time pass up to where it should be; whether there is something new to look at."""
        if self.follower is not None:
            return self._follow()
        answers = serve_spool(self.drill)
        for answer in answers:
            if answer.refused:
                self.notices.append(_("refused from another seat: {reason}").format(reason=answer.refused))
        until = self._mono() + BUDGET_SECONDS
        moved = self._pass(lambda: self._mono() >= until)
        until = self._mono() + TEND_SECONDS
        self.drill.tend(lambda: self._mono() >= until)
        if self.drill.ended and not self.drill.clock.paused:
            self.drill.set_clock(paused=True)
        if answers or (moved and (self._mono() - self._looked >= LOOK_SECONDS or self.drill.clock.paused)):
            return self.look()
        return False

    def _pass(self, enough: Callable[[], bool]) -> bool:
        drill = self.drill
        to = min(drill.clock.target(), drill.plan.horizon)
        if to <= drill.now:
            return False
        came = drill.advance(to, enough)
        self._is_late = came < to
        if self._is_late:
            drill.clock.move(came)
        if self.pauses_at_questions and self._sight.has_news():
            self.look()
            questions = self._open_questions()
            if questions - self._questions:
                drill.set_clock(paused=True)
            self._questions = questions
        return True

    def _follow(self) -> bool:
        assert self.follower is not None
        news = self.follower.follow()
        is_alone = not self.follower.is_run
        if is_alone and not self._is_alone:
            self.notices.append(_("nobody runs this drill now"))
        self._is_alone = is_alone
        for answer in self.follower.answers():
            self.notices.append(_("Refused: {reason}").format(reason=answer.refused) if answer.refused else _("Done."))
        return self.look() if news else False

    def look(self) -> bool:
        """Looks anew; whether anything is different."""
        self._looked = self._mono()
        before, self.seen = (self.seen, self.known), self._sight.look()
        self._learn()
        return before != (self.seen, self.known)

    def _learn(self) -> None:
        """Looks at what the team knows, for whoever sees how things really are."""
        if not self.facilitates:
            self.known = {}
            return
        if False not in self._sights:
            self._sights[False] = Sight(self.drill, self._roles)
        team = self._sights[False].look()
        self.known = {row.line: row.state for row in team.lines} | {row.component: row.state for row in team.systems}

    def _open_questions(self) -> frozenset[tuple[str, int]]:
        return frozenset((row.decision, row.asked_at) for row in self.seen.decisions if row.state == "open")

    def published(self) -> tuple[Beside, ...]:
        """What was published beside what this branch did, as far as it may be seen from here."""
        return published_beside(self.drill, self._sight)

    # -- steering -----------------------------------------------------------------------------------------------------

    def must_own(self) -> None:
        """Refuses what only the process that runs the drill can do."""
        if self.follower is not None:
            raise CommandRefused(_("only the process that runs the drill does this"), _("ask whoever sits there"))

    def set_clock(self, *, paused: bool, speed: int | None = None) -> None:
        """Pauses, goes on, or changes the speed; a facilitator who follows asks for it."""
        if self.follower is not None and self.facilitates:
            self.follower.set_clock(paused=paused, speed=speed)
            return
        self.must_own()
        if not paused and self.drill.ended:
            raise CommandRefused(_("the scenario is over"), _("go back to an earlier moment to go on from there"))
        self.drill.set_clock(paused=paused, speed=speed)
        self._is_late = False

    def change_speed(self, by: int) -> None:
        """The next speed up or down; the clock goes on or stands as before."""
        clock = self.drill.clock
        wanted = [each for each in SPEEDS if (each > clock.speed if by > 0 else each < clock.speed)]
        if wanted:
            self.set_clock(paused=self.time().paused, speed=wanted[0] if by > 0 else wanted[-1])

    def step(self, pass_time: Callable[[Drill, Sight], bool]) -> bool:
        """Lets time pass until something, the clock standing."""
        self.must_own()
        came = pass_time(self.drill, self._sight)
        self.drill.set_clock(paused=True)
        self.look()
        return came

    def submit(self, written: Mapping[str, Any], *, by: str | None = None, why: str = "", confidence: str = "") -> bool:
        """Does something, or leaves it to the process that runs the drill; whether it is done."""
        who = self.role if by is None else by
        return self._hand(lambda does: does.submit(written, by=who, why=why, confidence=confidence))

    def note(self, text: str, *, by: str | None = None) -> bool:
        """Writes a note, or leaves it; whether it is written."""
        who = self.role if by is None else by
        return self._hand(lambda does: does.note(text, by=who))

    def mark(self, objective: str, criterion: int, text: str, *, rating: str = "") -> bool:
        """Writes down what was observed, or leaves it; whether it is written."""
        return self._hand(lambda does: does.mark(objective, criterion, text, by=self.role, rating=rating))

    def _hand(self, do: Callable[[Drill | Follower], object]) -> bool:
        if self.follower is None:
            do(self.drill)
            self.look()
            return True
        do(self.follower)
        left = _("Left for the process that runs the drill.")
        if left not in self.notices:
            self.notices.append(left)
        return False

    def change(self, steer: Callable[[Drill], object]) -> None:
        """Does what only the process that runs the drill can do: branches."""
        self.must_own()
        steer(self.drill)
        self.look()

    @property
    def place(self) -> Path:
        """Where the journal lies."""
        return Path(self.drill.path)

    def close(self) -> None:
        """Lets go of the drill."""
        if self.follower is None:
            self.drill.close()
