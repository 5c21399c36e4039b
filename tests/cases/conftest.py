"""Runs of whole cases, and what was published beside what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from drillsim.drill import AS_PUBLISHED, policy_orders
from drillsim.engine import LineOutcome, Plan, Record, Run
from drillsim.engine.arrays import EffectRow, Unit
from drillsim.engine.kernel.calendar import clock_text, next_clock
from drillsim.library import Case, apply_changes
from drillsim.library.changes import _without
from drillsim.library.document import span_at
from drillsim.library.find import find_file
from drillsim.library.paths import read_setting, set_path
from drillsim.library.reading import read_case
from drillsim.library.validate import validate
from drillsim.model import Scenario, Topology
from drillsim.model.scenario import Decided, Figure, Milestone
from drillsim.plan import compile_plan
from drillsim.plan.days import clock_slot
from drillsim.plan.measures import parse_value


@dataclass(frozen=True)
class Row:
    """One published row: what the source says, what came out, whether that is near enough."""

    text: str
    published: str
    simulated: str
    met: bool


@dataclass(frozen=True)
class Replay:
    """A finished run of a case, with the accounts that tests ask for."""

    case: Case
    plan: Plan
    run: Run
    figures: dict[int, int]
    """By published row: the figure at its moment."""

    def records(self, kind: str, subject: str) -> list[Record]:
        """The records of a kind about a subject, in order."""
        return [record for record in self.run.trace if record.kind == kind and record.subject == subject]

    def first(self, kind: str, subject: str) -> str | None:
        """The clock time of the first record of a kind about a subject."""
        found = self.records(kind, subject)
        return clock_text(self.plan.calendar, found[0].time) if found else None

    def number(self, measure: str) -> int:
        """A measure that the case itself looks at, as it stands at the end, in whole units."""
        return sum(self.run.measures.whole(i) for i, row in enumerate(self.plan.measures) if row.text == measure)

    def line(self, name: str) -> LineOutcome:
        """What came of a line."""
        return self.run.outcome().line(name)

    def roots(self, kind: str, subject: str) -> set[str]:
        """The subjects in which the first record of a kind about a subject has its roots."""
        found = self.records(kind, subject)
        waiting = [found[0].position] if found else []
        seen: set[int] = set()
        roots = set()
        while waiting:
            record = self.run.trace[waiting.pop()]
            if record.position not in seen:
                seen.add(record.position)
                waiting.extend(record.causes)
                if not record.causes:
                    roots.add(record.subject)
        return roots

    @property
    def rows(self) -> list[Row]:
        """Every published row beside what came out."""
        return [self._row(i, row) for i, row in enumerate(self.case.scenario.published)]

    @property
    def missed(self) -> list[Row]:
        """The published rows that are not met."""
        return [row for row in self.rows if not row.met]

    def _row(self, place: int, row: Any) -> Row:
        calendar = self.plan.calendar
        if isinstance(row, Decided):
            decision, option = row.decided
            at = next_clock(calendar, clock_slot(row.at, calendar), -1)
            taken = [r.time for r in self.records("decided", decision) if option in r.detail]
            shown = clock_text(calendar, taken[0]) if taken else "not asked"
            return Row(f"{decision} {option}", row.at.text, shown, taken[:1] == [at])
        unit, band = row.within
        if isinstance(row, Milestone):
            at = next_clock(calendar, clock_slot(row.at, calendar), -1)
            moments = [
                record.time for record in self.run.trace if record.kind == "milestone" and record.detail[0] == place
            ]
            nearest = min(moments, key=lambda moment: abs(moment - at), default=None)
            shown = "never" if nearest is None else clock_text(calendar, nearest)
            return Row(row.is_.text, row.at.text, shown, nearest is not None and abs(nearest - at) <= band)
        value = self.figures[place]
        unit_of = next(m.unit for m in self.plan.measures if m.text == row.of[0].text)
        wanted = [parse_value(unit_of, figure) for figure in row.figure]  # type: ignore[arg-type]
        allowed = [
            band * abs(figure) // 1_000_000 if unit == "share" else band // 1000 if unit == "count" else band
            for figure in wanted
        ]
        met = any(abs(value - figure) <= most for figure, most in zip(wanted, allowed, strict=True))
        return Row(" + ".join(measure.text for measure in row.of), " or ".join(row.figure), str(value), met)


def play(
    name: str | Path,
    *,
    without: Iterable[str] = (),
    changes: Iterable[str] = (),
    sets: dict[str, Any] | None = None,
    policy: str = AS_PUBLISHED,
    seed: int = 1,
    likely: bool = False,
) -> Replay:
    """Run a case to its end, without some of its ids, or with some of its changes and settings."""
    return replayed(load(name, without=without, changes=changes, sets=sets), policy=policy, seed=seed, likely=likely)


def load(
    name: str | Path, *, without: Iterable[str] = (), changes: Iterable[str] = (), sets: dict[str, Any] | None = None
) -> Case:
    """A case with some of its changes and settings made to it, and without some of its ids."""
    changes = tuple(changes)
    documents, notices = read_case(name if isinstance(name, Path) else find_file("scenario", name))
    documents = apply_changes(documents, changes)
    for path, value in (sets or {}).items():
        documents = set_path(documents, path, read_setting(value, path) if isinstance(value, str) else value, path)
    for gone in without:
        documents = _without(documents, gone, span_at(documents.scenario, ()), documents.scenario)
    topology, scenario = validate(documents.topology, Topology), validate(documents.scenario, Scenario)
    return Case(topology, scenario, documents.topology, documents.scenario, tuple(notices), changes)


def at_likely(plan: Plan) -> Plan:
    """The same plan with every spread at its likely value: what is left to chance is only what has a chance."""
    values, paths = plan.slots.values, plan.slots.paths
    pinned: dict[str, int] = {}
    for slot, unit in enumerate(plan.slots.units):
        if unit == Unit.SPREAD:
            pinned |= {paths[slot]: 0, paths[slot + 1]: _likely(*values[slot : slot + 4])}
    return replace(plan.with_values(pinned), effects=tuple(_likely_set(plan, row) for row in plan.effects))


def _likely_set(plan: Plan, row: EffectRow) -> EffectRow:
    if not row.sets or plan.slots.units[row.sets[0][0]] != Unit.SPREAD:
        return row
    slot = row.sets[0][0]
    return replace(
        row, sets=tuple(zip(range(slot, slot + 4), (0, *[_likely(*(v for _, v in row.sets))] * 3), strict=True))
    )


def _likely(shape: int, low: int, likely: int, high: int) -> int:
    return (low, (low + high) // 2, likely, likely)[shape]


def replayed(case: Case, *, policy: str = AS_PUBLISHED, seed: int = 1, likely: bool = False) -> Replay:
    """Run a loaded case to its end; figures are read at their moments."""
    plan = compile_plan(case)
    if likely:
        plan = at_likely(plan)
    run = Run(plan, seed)
    run.stand(policy_orders(plan, policy))
    moments: dict[int, int] = {}
    for place, row in enumerate(case.scenario.published):
        if isinstance(row, Figure):
            at = plan.horizon if row.at is None else next_clock(plan.calendar, clock_slot(row.at, plan.calendar), -1)
            moments[place] = min(at, plan.horizon)
    number = {measure.text: i for i, measure in enumerate(plan.measures)}
    figures: dict[int, int] = {}
    for place, at in sorted(moments.items(), key=lambda entry: entry[1]):
        run.advance(at)
        row = case.scenario.published[place]
        assert isinstance(row, Figure)
        figures[place] = sum(run.measures.whole(number[measure.text]) for measure in row.of)
    run.finish()
    return Replay(case, plan, run, figures)


@pytest.fixture(scope="session")
def replay() -> Callable[..., Replay]:
    """`replay(NAME, without=..., changes=..., sets=..., policy=..., seed=...)`."""
    return play


@pytest.fixture
def run_text(tmp_path: Path) -> Callable[..., Replay]:
    """The same for a case written as text."""

    def run(text: str, **more: Any) -> Replay:
        path = tmp_path / "case.yaml"
        path.write_text(dedent(text), encoding="utf-8")
        return play(path, **more)

    return run
