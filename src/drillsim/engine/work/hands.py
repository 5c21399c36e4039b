"""The people at each work: whom it asked for, and whom it holds until its step is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.work.crews import Crews


_WORK = int(Entity.WORK)


class Hands:
    """Who works at what."""

    __slots__ = ("_come", "_crews", "asked", "holding", "wanted")

    def __init__(self, crews: Crews, count: int, come: Callable[[int], None]) -> None:
        self._crews = crews
        self._come = come
        self.holding: list[tuple[int, int] | None] = [None] * count
        """The (crew, people) that each work holds."""
        self.asked = [NONE] * count
        """The crew a work is queueing for."""
        self.wanted = [0] * count
        """How many people it asked for."""

    def ready(self, work: int, crew: int, people: int) -> bool:
        """Whether the right people are there already and may go on with something new."""
        return self.holding[work] == (crew, people) and self._crews.on_duty(crew)

    def ask(self, work: int, crew: int, people: int) -> None:
        """Queue for people; they come as soon as they are free, perhaps at once."""
        self.asked[work] = crew
        self.wanted[work] = people
        self._crews.ask(crew, work, people, self._arrive, work)

    def _arrive(self, work: int) -> None:
        self.holding[work] = (self.asked[work], self.wanted[work])
        self._crews.latest[self.asked[work]] = (_WORK, work)
        self.asked[work] = NONE
        self._come(work)

    def drop(self, work: int) -> None:
        """Let them go, and leave the queue."""
        if self.asked[work] >= 0:
            self._crews.give_up(self.asked[work], work)
            self.asked[work] = NONE
        holding = self.holding[work]
        if holding is not None:
            self.holding[work] = None
            self._crews.latest[holding[0]] = (_WORK, work)
            self._crews.release(*holding)
