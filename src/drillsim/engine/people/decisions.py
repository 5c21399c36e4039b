"""Questions put to roles: asked, decided (after the authority answers), effective (once its work is done).

    closed --when holds--> open --chosen--> approving --the authority answers--> decided --work done--> effective

1. A question is answered once per opening; what is not among its options, is forbidden or whose condition does not
   hold is refused with a reason and changes nothing.
2. A standing order decides at its time, or when asked if that is later: so the published choices, a contingency plan
   and a rule are one mechanism. A published choice is its decided time, with approval in hand.
3. An open question can be skipped: it is closed without a choice and without effect, and what was chosen stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, NONE, DecisionRow, Entity, OptionRow
from drillsim.engine.kernel.calendar import next_change

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.conditions import Conditions
    from drillsim.engine.kernel.state import State
    from drillsim.engine.work.windows import Windows
    from drillsim.engine.work.works import Works

CLOSED, OPEN, APPROVING, DECIDED, EFFECTIVE, SKIPPED = range(6)


@dataclass(frozen=True, slots=True)
class Order:
    """A choice that stands until its question is asked."""

    decision: int
    option: int
    at: int = 0
    """Not before this moment."""
    after: int = 0
    """Not before so long after the question was asked."""
    approved: bool = False
    """Whether the authority has agreed beforehand."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A choice that was made: when its question was asked, when it was decided, and what."""

    asked: int
    at: int
    option: int


class Decisions:
    """The state of every question."""

    __slots__ = (
        "_act",
        "_conditions",
        "_later",
        "_option_of",
        "_orders",
        "_rows",
        "_state",
        "_windows",
        "_works",
        "asked_at",
        "chosen",
        "phase",
        "taken",
    )

    def __init__(self, state: State, windows: Windows, works: Works) -> None:
        self._state = state
        self._windows = windows
        self._works = works
        self._rows = state.plan.decisions
        count = len(self._rows)
        self.phase = [CLOSED] * count
        self.chosen = [NONE] * count
        self.asked_at = [NONE] * count
        self.taken: list[list[Taken]] = [[] for _ in self._rows]
        """By question: the choices that were made, in order."""
        self._option_of = {
            option.work: (decision, place)
            for decision, row in enumerate(self._rows)
            for place, option in enumerate(row.options)
            if option.work >= 0
        }
        self._orders: list[list[Order]] = [[] for _ in self._rows]
        self._conditions: Conditions
        self._act: Callable[[int, int], None]
        self._later: Callable[[int, Callable[[], None]], None]

    def attach(
        self, conditions: Conditions, act: Callable[[int, int], None], later: Callable[[int, Callable[[], None]], None]
    ) -> None:
        """Learn where conditions are, how effects are carried out, and how to do something at a later time."""
        self._conditions = conditions
        self._act = act
        self._later = later

    def stand(self, order: Order) -> None:
        """Let an order stand; it decides at once if the question is open and its time has come."""
        self._orders[order.decision].append(order)
        self._orders[order.decision].sort(key=lambda one: one.at)
        if self.phase[order.decision] == OPEN:
            self._follow_orders(order.decision)

    def ask(self, decision: int, causes: tuple[int, ...]) -> None:
        """Its condition came to hold: the question is open."""
        row = self._rows[decision]
        if self.phase[decision] in (OPEN, APPROVING):
            return
        if self.phase[decision] != CLOSED and not row.again:
            return
        state = self._state
        self.phase[decision] = OPEN
        self.asked_at[decision] = state.now
        role = state.plan.subjects[state.plan.roles[row.role].subject]
        state.note(Entity.DECISION, decision, "asked", row.subject, (role,), causes)
        state.changed(Entity.DECISION, decision)
        self._follow_orders(decision)

    def skip(self, decision: int, causes: tuple[int, ...]) -> None:
        """An open question is closed without a choice."""
        state = self._state
        self.phase[decision] = SKIPPED
        self.chosen[decision] = NONE
        asked = state.why(Entity.DECISION, decision)
        state.note(Entity.DECISION, decision, "skipped", self._rows[decision].subject, (), (asked, *causes))
        state.changed(Entity.DECISION, decision)

    def _follow_orders(self, decision: int) -> None:
        orders = self._orders[decision]
        if not orders:
            return
        order = orders[0]
        at = max(order.at, self.asked_at[decision] + order.after)
        if at > self._state.now:
            self._later(at, lambda: self._obey(order))
        else:
            self._obey(order)

    def _obey(self, order: Order) -> None:
        orders = self._orders[order.decision]
        if order not in orders or self.phase[order.decision] != OPEN:
            return
        orders.remove(order)
        reason = self.refusal(order.decision, order.option)
        if reason:
            row = self._rows[order.decision]
            option = row.options[order.option].name
            self._state.record(
                "refused", row.subject, (option, reason), (self._state.why(Entity.DECISION, order.decision),)
            )
            self._follow_orders(order.decision)
            return
        self.choose(order.decision, order.option, (), approved=order.approved)

    def refusal(self, decision: int, option: int) -> str:
        """Why an option cannot be chosen now, or an empty string."""
        if self.phase[decision] == CLOSED:
            return "not-asked"
        if self.phase[decision] == SKIPPED:
            return "skipped"
        if self.phase[decision] != OPEN:
            return "already-decided"
        chosen = self._rows[decision].options[option]
        if chosen.forbidden:
            return "forbidden"
        if chosen.condition >= 0 and not self._conditions.holds(chosen.condition):
            return "condition"
        return ""

    def choose(self, decision: int, option: int, causes: tuple[int, ...], *, approved: bool = False) -> None:
        """An option is chosen; it takes effect once the authority has answered."""
        row = self._rows[decision]
        chosen = row.options[option]
        state = self._state
        self.chosen[decision] = option
        asked = state.why(Entity.DECISION, decision)
        wait = 0 if approved or chosen.authority < 0 else self._approval(chosen.authority)
        if not wait:
            self._decide(decision, row, chosen, (asked, *causes))
            return
        self.phase[decision] = APPROVING
        authority = state.plan.subjects[state.plan.roles[chosen.authority].subject]
        picked = state.note(
            Entity.DECISION, decision, "chosen", row.subject, (chosen.name, authority), (asked, *causes)
        )
        state.changed(Entity.DECISION, decision)
        if wait != NEVER:
            self._later(state.now + wait, lambda: self._decide(decision, row, chosen, (picked,)))

    def _approval(self, role: int) -> int:
        """How long an approval takes: by the role, by its deputy, or once it is back."""
        state = self._state
        plan = state.plan
        row = plan.roles[role]
        if not self._windows.is_open[row.away]:
            return state.values[row.answers]
        if row.deputy >= 0 and not self._windows.is_open[plan.roles[row.deputy].away]:
            return state.values[plan.roles[row.deputy].answers]
        waits = []
        for one in (role, row.deputy):
            if one >= 0:
                back = next_change(plan.windows[plan.roles[one].away], plan.calendar, state.values, state.now)
                waits.append(back - state.now + state.values[plan.roles[one].answers] if back != NEVER else NEVER)
        return min(waits)

    def _decide(self, decision: int, row: DecisionRow, chosen: OptionRow, causes: tuple[int, ...]) -> None:
        state = self._state
        self.phase[decision] = DECIDED
        self.taken[decision].append(Taken(self.asked_at[decision], state.now, self.chosen[decision]))
        decided = state.note(Entity.DECISION, decision, "decided", row.subject, (chosen.name,), causes)
        state.changed(Entity.DECISION, decision)
        for effect in chosen.do:
            self._act(effect, decided)
        if chosen.work >= 0:
            self._works.start(chosen.work, decided)
        else:
            self._effective(decision, self.chosen[decision], decided)

    def work_done(self, work: int, cause: int) -> None:
        """Some work is done; if an option started it, that option is effective."""
        if work in self._option_of:
            self._effective(*self._option_of[work], cause)

    def _effective(self, decision: int, option: int, cause: int) -> None:
        if self.phase[decision] == DECIDED and self.chosen[decision] == option:
            self.phase[decision] = EFFECTIVE
        row = self._rows[decision]
        detail = (row.options[option].name,)
        self._state.note(Entity.DECISION, decision, "effective", row.subject, detail, (cause,))
        self._state.changed(Entity.DECISION, decision)

    def decided(self, decision: int, option: int) -> bool:
        """Whether it is decided, and so if an option is named."""
        if self.phase[decision] not in (DECIDED, EFFECTIVE):
            return False
        return option < 0 or self.chosen[decision] == option
