"""Owns whether something holds for a seat, and when that may change by itself: what one can wait for.

1. A facilitator's condition is tested on the truth, a player's on what was reported: a wait gives nothing away.
2. Of what nobody has reported nothing holds, whichever way it is compared. A number that no role is told is refused.
3. `for` and `by` count from when the wait began.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from drillsim.drill.commands import parse_written
from drillsim.drill.sight.claims import is_well
from drillsim.engine.arrays import ITEM, NEVER, NONE, WHOLE, Entity
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.engine.kernel.pending import adopted
from drillsim.engine.kernel.states import state_holds
from drillsim.engine.kernel.tester import UNKNOWN, Tester
from drillsim.plan.live import live_condition
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.drill.session import Drill
    from drillsim.drill.sight import LineRow, Sight, Snapshot
    from drillsim.engine import Plan
    from drillsim.engine.arrays import Cond, ConditionRow, MeasureRow

Exact = tuple[int, int, int]
Look = Callable[[], tuple[bool, int]]
"""Whether it holds now, and when that may change by itself."""
_NEVER: Final[Cond] = ("time", "<", -1)
_OF_LINES: Final = frozenset({"outage", "outage_longest", "used"})
"""What a role knows of a line in numbers."""


def awaited(drill: Drill, sight: Sight, written: object) -> Look:
    """What looks whether a written condition holds for a seat; raises CommandRefused for what cannot be waited for."""
    plan = drill.plan
    row, added = live_condition(plan, parse_written(written))
    memory = [UNKNOWN] * row.memory
    if sight.truth:
        run = drill.run
        root = adopted(run, row, added)

        def holds(entity: int, index: int, state: str, argument: int) -> bool:
            return state_holds(run, entity, index, state, argument)

        truth = Tester(run.measures, holds, run)
        return lambda: (truth.holds(root, memory), truth.next)
    measures = (*plan.measures, *added)
    for number in _measures_of(row.root):
        _check_told(measures[number])
    seen = _Seen(plan, measures, sight.look())
    tester = Tester(seen, seen.holds, seen)

    def look() -> tuple[bool, int]:
        seen.snapshot = sight.look()
        return tester.holds(seen.known_part(row), memory), tester.next

    return look


def _check_told(row: MeasureRow) -> None:
    """Refuses to wait for a number that no role is ever told."""
    told = (
        (row.entity == Entity.LINE and row.name in _OF_LINES and row.amount < 0)
        or (row.entity == Entity.BACKLOG and row.name == "waiting")
    ) and not (row.per_hour or row.peak >= 0)
    if not told:
        raise CommandRefused(
            _("no role is told '{name}' as it goes").format(name=row.text),
            _("wait for a state (core down), an outage (core.outage >= 30m), a message, a decision, or a time"),
        )


def _measures_of(test: Cond) -> set[int]:
    op, *parts = test
    if op == "compare":
        return {number for number in cast("tuple[int, int]", (parts[0], parts[2])) if number != NONE}
    if op in ("all", "any"):
        return {number for part in cast("tuple[Cond, ...]", parts[0]) for number in _measures_of(part)}
    return _measures_of(cast("Cond", parts[0])) if op in ("not", "for", "by") else set()


@dataclass(slots=True)
class _Seen:
    """What a seat sees, in the shape in which conditions are tested."""

    plan: Plan
    measures: tuple[MeasureRow, ...]
    snapshot: Snapshot

    @property
    def now(self) -> int:
        """How far time has come."""
        return self.snapshot.time

    def known_part(self, row: ConditionRow) -> Cond:
        """The test of a condition in which whatever compares something unknown does not hold."""
        return self._known(row.root)

    def _known(self, test: Cond) -> Cond:
        op, *parts = test
        if op == "compare":
            return test if all(self._value(number) is not None for number in _measures_of(test)) else _NEVER
        if op in ("all", "any"):
            return (op, tuple(self._known(part) for part in cast("tuple[Cond, ...]", parts[0])))
        return (op, self._known(cast("Cond", parts[0])), *parts[1:]) if op in ("not", "for", "by") else test

    def exact(self, measure: int) -> Exact:
        """The value now, its growth per ms, and how many of the units of both make one."""
        value = self._value(measure)
        assert value is not None
        return value

    def bend(self, measure: int) -> int:  # noqa: ARG002 - what a test asks of every number
        """Nothing that is reported bends by itself."""
        return NEVER

    def _value(self, measure: int) -> Exact | None:
        row = self.measures[measure]
        if row.entity == Entity.BACKLOG:
            waiting = self.snapshot.backlogs[row.index].waiting
            return None if waiting is None else (waiting * ITEM, 0, ITEM)
        line = self.snapshot.lines[row.index]
        grows = 1 if line.state and not is_well(line.state) else 0
        if row.name == "used":
            return _used(line, self.plan.tolerances[row.extra].name, grows)
        if row.name == "outage_longest":
            spell = self.snapshot.time - line.since if grows and line.since is not None else 0
            return None if line.outage is None else (spell, grows, 1)
        return None if line.outage is None else (line.outage, grows, 1)

    def holds(self, entity: int, index: int, state: str, argument: int) -> bool:
        """Whether the seat sees something in a state."""
        name, seen = self._names()[entity, index], self.snapshot
        if state == "known":
            role = self.plan.subjects[self.plan.roles[argument].subject] if argument >= 0 else ""
            return any(letter.message == name and role in ("", letter.role) for letter in seen.inbox)
        if state == "decided":
            options = self.plan.decisions[index].options
            chosen = options[argument].name if argument >= 0 else ""
            return any(
                row.decision == name and row.state in {"decided", "effective"} and chosen in ("", row.chosen)
                for row in seen.decisions
            )
        if entity == Entity.OBLIGATION:
            return any(row.obligation == name and row.state == state for row in seen.obligations)
        if entity == Entity.WORK and argument >= 0:
            return False
        return self._states().get(name) == ("up" if state == "back" else state)

    def _names(self) -> Mapping[tuple[int, int], str]:
        return self.plan.derive("names", _named)

    def _states(self) -> dict[str, str]:
        """What each thing was last reported as."""
        seen = self.snapshot
        return {
            **{row.line: row.state for row in seen.lines},
            **{row.component: row.state for row in seen.systems},
            **{row.limit: row.state for row in seen.limits},
            **{row.task: row.state for row in seen.tasks},
        }


def _used(line: LineRow, form: str, grows: int) -> Exact | None:
    """How much of a form is used, in millionths."""
    row = next(each for each in line.forms if each.name == form)
    if row.used is None:
        return None
    return row.used * WHOLE, WHOLE * grows if row.unit == "ms" else 0, max(1, row.allowed)


def _named(plan: Plan) -> dict[tuple[int, int], str]:
    """The name that people call each row by."""
    return {(entity, index): name for name, (entity, index) in plan.rows.items()}
