"""Owns the run that a drill plays: how it begins, and how it comes to stand on other commands or at another moment.

1. A run is a function of its inputs and of the commands that are given to it, in order.
2. What will be is found in another run of the same commands: looking ahead moves nothing.
3. What is left for another moment is kept: going back to it is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.drill.commands import parse_command
from drillsim.drill.inputs import orders_beside, pins_beside
from drillsim.drill.ladder import Ladder, Played
from drillsim.drill.samples import Samples
from drillsim.drill.seal import Seal
from drillsim.engine import Run, next_due

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drillsim.drill.journal import Entry, Header
    from drillsim.engine import Plan


class Stage:
    """The run that is played, and those of earlier moments."""

    def __init__(self, plan: Plan, header: Header) -> None:
        self._plan = plan
        self._header = header
        self.ladder = Ladder(self.begin, self.command)
        self.played = self.begin()
        self._seal = Seal(self.played.run.trace)

    def begin(self) -> Played:
        """A run at the start, with who decides beside those who play."""
        run = Run(self._plan, self._header.seed, watched=True)
        run.stand(orders_beside(self._plan, self._header.policy, self._header.roles))
        run.pin(pins_beside(self._plan, self._header.policy, self._header.roles))
        played = Played(run, Samples(self._plan))
        played.advance(0)
        return played

    def command(self, run: Run, entry: Entry) -> None:
        """Gives a run what an entry of the journal commands."""
        run.submit(parse_command(self._plan, entry.data["do"]))

    def seal(self) -> str:
        """The sum of what happened so far in the run that is played."""
        return self._seal.read()

    def seal_of(self, commands: Sequence[Entry], to: int) -> str:
        """The sum of what these commands bring about up to a moment."""
        return Seal(self.look(commands, to).run.trace).read()

    def tend(self, commands: Sequence[Entry], enough: Callable[[], bool]) -> bool:
        """Prepares for going back until it is enough; whether there is more to do."""
        return self.ladder.tend(commands, self.played.run, enough)

    def keep(self) -> None:
        """Keeps the run that is played for whoever goes back to it."""
        self.ladder.keep(self.played)

    def stand(self, commands: Sequence[Entry], to: int) -> None:
        """Plays the run of these commands from a moment on."""
        self.played = self.ladder.take(commands, to)
        self._seal = Seal(self.played.run.trace)

    def look(self, commands: Sequence[Entry], to: int) -> Played:
        """The run of these commands at a moment; to be read only, and until the next call."""
        played = self.ladder.take(commands, to)
        self.ladder.keep(played)
        return played

    def ahead(self, commands: Sequence[Entry], found: Callable[[Run], bool]) -> int | None:
        """When something comes about first in the run that is played; nothing if not up to the end."""
        played, horizon = self.ladder.take(commands, self.played.run.now), self._plan.horizon
        came = False
        while not came and played.run.now < horizon:
            at = next_due(played.run)
            played.advance(horizon if at is None else min(at, horizon))
            came = found(played.run)
        self.ladder.keep(played)
        return played.run.now if came else None
