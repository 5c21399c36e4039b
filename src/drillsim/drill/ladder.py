"""Owns the runs of earlier moments that a drill keeps, so that going back is quick.

1. A run cannot be turned back, so going back simulates again from the latest kept run that lies before. The rungs are
   spread evenly over what was simulated so far, counted in timers, which is what simulating costs.
2. A rung is used up by stepping onto it; in idle time the widest gap gets a new one, a few timers at a time.
3. A rung fits a branch if its commands are the first of the branch's, and the next one is not in its past.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drillsim.engine import next_due

if TYPE_CHECKING:
    from drillsim.drill.journal import Entry
    from drillsim.drill.samples import Samples
    from drillsim.engine import Run

RUNGS: Final = 24
"""Into how many parts the past is divided."""
KEPT_MAX: Final = 72
"""How many rungs are kept at most, those of other branches included."""
GAP_MIN: Final = 24
"""Timers that are not worth a rung."""


@dataclass(slots=True)
class Played:
    """A run and what was commanded in it."""

    run: Run
    samples: Samples
    """What is drawn over time."""
    applied: tuple[int, ...] = ()
    """The numbers of the entries."""

    def advance(self, to: int) -> None:
        """Lets time pass."""
        self.samples.advance(self.run, to)

    def fits(self, commands: Sequence[Entry]) -> bool:
        """Whether this run can become the run of these commands."""
        count = len(self.applied)
        if self.applied != tuple(entry.n for entry in commands[:count]):
            return False
        return count == len(commands) or commands[count].at >= self.run.now


class Ladder:
    """Runs of earlier moments."""

    def __init__(self, start: Callable[[], Played], command: Callable[[Run, Entry], None]) -> None:
        self._start = start
        self._command = command
        self.rungs: list[Played] = []
        self._growing: Played | None = None
        self._goal = 0

    def keep(self, played: Played) -> None:
        """Keeps a run that is not needed now."""
        self.rungs.append(played)
        del self.rungs[:-KEPT_MAX]

    def take(self, commands: Sequence[Entry], to: int) -> Played:
        """The run of these commands at a moment; none of them is later."""
        fitting = [rung for rung in self.rungs if rung.run.now <= to and rung.fits(commands)]
        if fitting:
            played = max(fitting, key=lambda rung: (rung.run.now, len(rung.applied)))
            self.rungs.remove(played)
        else:
            played = self._start()
        for entry in commands[len(played.applied) :]:
            self._apply(played, entry)
        played.advance(to)
        return played

    def _apply(self, played: Played, entry: Entry) -> None:
        played.advance(entry.at)
        self._command(played.run, entry)
        played.applied = (*played.applied, entry.n)

    def tend(self, commands: Sequence[Entry], main: Run, enough: Callable[[], bool]) -> bool:
        """Works on the rungs of a run until it is enough; whether there is more to do."""
        while self._next_goal(commands, main):
            played = self._growing
            assert played is not None
            if self._climb(played, commands, main.now, enough):
                self.keep(played)
                self._growing = None
            if enough():
                return self._next_goal(commands, main)
        return False

    def _next_goal(self, commands: Sequence[Entry], main: Run) -> bool:
        """Sees to it that a rung is being built if one is wanting."""
        if self._growing is not None:
            if self._growing.fits(commands) and self._growing.run.now <= main.now:
                return True
            self._growing = None
        fired = sorted({rung.run.fired for rung in self.rungs if rung.run.now <= main.now and rung.fits(commands)})
        step = max(GAP_MIN, main.fired // RUNGS + 1)
        below = 0
        for above in [*fired, main.fired]:
            if above - below > step + step // 2:
                self._goal = below + step
                self._growing = self._start()
                return True
            below = max(below, above)
        return False

    def _climb(self, played: Played, commands: Sequence[Entry], until: int, enough: Callable[[], bool]) -> bool:
        """Lets a growing rung come nearer to its goal; whether it is there."""
        run = played.run
        while run.fired < self._goal:
            at = next_due(run)
            waiting = commands[len(played.applied) :]
            if waiting and (at is None or waiting[0].at < at):
                self._apply(played, waiting[0])
            elif at is None or at > until:
                return True
            else:
                played.advance(at)
            if enough():
                return run.fired >= self._goal
        return True
