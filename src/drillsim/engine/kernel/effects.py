"""When effects act and how long they last; what each of them does is in `verbs`.

1. `after` and `chance` are drawn from streams of the effect's own; an effect whose `until` already holds is skipped.
   That is looked at once what was done before it in the same moment has settled: `[{fail: a}, {withhold: b, until:
   a up}]` withholds b. What is to be done after it waits with it, so that effects act in the order they are written.
2. What lasts (`for`, `until`) is taken back by its own number, whichever of the two comes first.
3. What a hidden condition holds on can be taken back too, although it has no end: a repair or withholding does.
4. What has been taken away by other means (a repair) is not taken back a second time.
5. `over` is walked in 32 equal steps, as long as the effect is in force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NEVER, NONE, EffectRow, Entity
from drillsim.engine.kernel.calendar import clock_text, next_clock
from drillsim.engine.kernel.errors import LoopError
from drillsim.engine.kernel.stacks import Stacks
from drillsim.engine.kernel.verbs import STEPS, VERBS, Doing

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.run import Run
    from drillsim.engine.kernel.verbs import Undo


_PASSES = 10_000


class Effects:
    """The effects in force."""

    __slots__ = (
        "_exposed",
        "_hidden",
        "_live",
        "_number",
        "_numbers",
        "_run",
        "_state",
        "_until",
        "held_back",
        "settings",
        "waiting",
        "withheld_by",
    )

    def __init__(self, run: Run) -> None:
        self._run = run
        self._state = run.state
        self._number = 0
        self.waiting: list[tuple[EffectRow, int, int, int]] = []
        """Effects that are tested, and done, when the present moment has settled."""
        self._live: dict[int, tuple[EffectRow, int, Undo]] = {}
        """By number: what is in force, which effect of the plan it is, and how it is taken back."""
        self._numbers: dict[int, list[int]] = {}
        """By effect of the plan: the numbers in force."""
        self._until: dict[int, list[int]] = {}
        """By condition: the numbers that end when it holds."""
        self._hidden = {effect for event in run.state.plan.events if event.hidden for effect in event.do}
        self._exposed: dict[int, tuple[int, int, int]] = {}
        self.settings = Stacks()
        """What effects put into each slot."""
        self.held_back = Stacks()
        """Whether each (Entity, row) is withheld, by effect."""
        self.withheld_by: dict[tuple[int, int], int] = {}
        """The record of what withholds an (Entity, row) now."""

    # -- when ---------------------------------------------------------------------------------------------------------

    def act(self, effect: int, cause: int, unit: int = NONE) -> None:
        """Carry an effect of the plan out, now or after its delay."""
        self.carry_out(self._state.plan.effects[effect], cause, unit, effect)

    def carry_out(self, row: EffectRow, cause: int, unit: int = NONE, effect: int = NONE) -> None:
        """Carry out an effect of the plan or of a command."""
        state = self._state
        if row.after >= 0:
            takes = state.spread(row.stream, row.after)
            if takes:
                self._run.later(state.now + takes, lambda: self._begin(row, cause, unit, effect))
                return
        self._begin(row, cause, unit, effect)

    def _begin(self, row: EffectRow, cause: int, unit: int, effect: int) -> None:
        if self.waiting or (row.until_condition >= 0 and self._run.unsettled()):
            self.waiting.append((row, cause, unit, effect))
            if row.until_condition >= 0:
                self._state.stale_conditions.add(row.until_condition)  # so that the moment does not end before it
        else:
            self._do(row, cause, unit, effect)

    def catch_up(self) -> None:
        """Everything has settled: do what waited for that, and let it settle in turn."""
        for _ in range(_PASSES):
            if not self.waiting:
                return
            waiting, self.waiting = self.waiting, []
            for args in waiting:
                self._begin(*args)
            self._run.settle()
        now = clock_text(self._run.plan.calendar, self._state.now)
        raise LoopError(now, ", ".join(dict.fromkeys(row.verb for row, *_ in self.waiting)))

    def _do(self, row: EffectRow, cause: int, unit: int, effect: int) -> None:
        state = self._state
        if row.chance >= 0 and not state.draws.chance(row.stream + 1, state.values[row.chance]):
            return
        if row.until_condition >= 0 and self._run.conditions.holds(row.until_condition):
            return
        ends = state.now + state.values[row.lasts] if row.lasts >= 0 else NEVER
        if row.until_clock >= 0:
            until = next_clock(state.plan.calendar, state.values[row.until_clock], state.now)
            if until == NEVER:
                return
            ends = min(ends, until)
        self._number += 1
        number = self._number
        lasting = ends != NEVER or row.until_condition >= 0 or effect in self._hidden
        state.acts(row.subject)
        undo = VERBS[row.verb](self._run, Doing(row, cause, number, unit, lasting))
        if undo is None or not lasting:
            return
        self._live[number] = (row, effect, undo)
        self._numbers.setdefault(effect, []).append(number)
        if ends != NEVER:
            self._run.later(ends, lambda: self._end(number, NONE))
        if row.until_condition >= 0:
            self._until.setdefault(row.until_condition, []).append(number)

    def _end(self, number: int, cause: int) -> None:
        if number not in self._live:
            return
        row, effect, undo = self._live.pop(number)
        self._numbers[effect].remove(number)
        if undo.stands():
            undo.take_back(self._state.record("undone", row.subject, (row.verb,), (cause, undo.record)))

    def condition_met(self, condition: int, cause: int) -> None:
        """The condition that ends some effects holds."""
        for number in self._until.pop(condition, []):
            self._end(number, cause)

    def end_all(self, effects: tuple[int, ...], cause: int) -> None:
        """A hidden condition or an event is withheld or repaired: what it still holds on ends."""
        for effect in effects:
            for number in list(self._numbers.get(effect, ())):
                self._end(number, cause)

    # -- how ----------------------------------------------------------------------------------------------------------

    def walk(self, doing: Doing, step_to: Callable[[int], bool]) -> None:
        """Walk towards a value in equal steps; `step_to` says whether there is anything left to change."""
        start, over = self._state.now, doing.row.over

        def walk(step: int) -> None:
            if (not doing.lasting or doing.number in self._live) and step_to(step) and step < STEPS:
                self._run.later(start + over * (step + 1) // STEPS, lambda: walk(step + 1))

        self._run.later(start + over // STEPS, lambda: walk(1))

    def expose(self, node: int, amount: int, rate: int, record: int) -> None:
        """Records of a component lie open: so many now, so many more per time from now on."""
        total, speed = self.exposed_by(node)
        self._exposed[node] = (total + amount, speed + rate, self._state.now)
        self._state.changed(Entity.NODE, node)
        for line in self._state.plan.lines_behind.get(node, ()):
            self._run.lines.exposed(line, amount, rate)
            self._run.lines.touched.add(line)
            self._run.reasons.exposed[line] = record

    def exposed_by(self, node: int) -> tuple[int, int]:
        """Records exposed on a component so far, and how fast that grows."""
        total, rate, since = self._exposed.get(node, (0, 0, 0))
        return total + rate * (self._state.now - since), rate
