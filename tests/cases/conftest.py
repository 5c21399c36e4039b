"""Runs of whole cases, and what was published beside what came out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from drillsim import review
from drillsim.drill import AS_PUBLISHED
from drillsim.engine import read_measure
from drillsim.engine.kernel.calendar import clock_text
from drillsim.library import Case, apply_changes
from drillsim.library.document import span_at
from drillsim.library.find import find_file
from drillsim.library.paths import read_setting, set_path
from drillsim.library.reading import read_case
from drillsim.library.removal import without as taken_out
from drillsim.library.validate import validate
from drillsim.model import Scenario, Topology
from drillsim.review import FigureResult, Played, RowResult, fidelity, prepare_replay
from drillsim.review.why import walk_back

if TYPE_CHECKING:
    from drillsim.engine import LineOutcome, Plan, Record, Run, Trace


@dataclass(frozen=True)
class Replay:
    """A finished run of a case, with the accounts that tests ask for."""

    played: Played

    @property
    def case(self) -> Case:
        """What was read."""
        return self.played.replay.case

    @property
    def plan(self) -> Plan:
        """What it was compiled to."""
        return self.played.replay.plan

    @property
    def run(self) -> Run:
        """The run, at its end."""
        return self.played.run

    def records(self, kind: str, subject: str) -> list[Record]:
        """The records of a kind about a subject, in order."""
        return [record for record in self.run.trace if record.kind == kind and record.subject == subject]

    def first(self, kind: str, subject: str) -> str | None:
        """The clock time of the first record of a kind about a subject."""
        found = self.records(kind, subject)
        return clock_text(self.plan.calendar, found[0].time) if found else None

    def number(self, measure: str) -> int:
        """A measure that the case itself looks at, as it stands at the end, in whole units."""
        return sum(read_measure(self.run, i) for i, row in enumerate(self.plan.measures) if row.text == measure)

    def line(self, name: str) -> LineOutcome:
        """What came of a line."""
        return self.run.outcome().line(name)

    def roots(self, kind: str, subject: str) -> set[str]:
        """The subjects in which the first record of a kind about a subject has its roots."""
        found = self.records(kind, subject)
        return roots_of(self.run.trace, found[0].position) if found else set()

    @property
    def missed(self) -> list[RowResult | FigureResult]:
        """The published rows that are not met."""
        return list(fidelity(self.played).missed)

    def came(self, text: str) -> str | None:
        """The clock time at which a published moment or choice came, by its words."""
        at = next(result.at for result in fidelity(self.played).rows if result.row.text == text)
        return None if at is None else clock_text(self.plan.calendar, at)[11:]


def roots_of(trace: Trace, position: int) -> set[str]:
    """The subjects of the records behind a record that nothing caused."""
    return {step.record.subject for step in walk_back(trace, position) if step.is_root}


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
    """Run a case to its end, without some of its ids, or with some of its changes and settings.

    Durations are likely or drawn, but no task end is pinned: what follows from a change must be free to move.
    """
    case = load(name, without=without, changes=changes, sets=sets)
    return Replay(review.play(prepare_replay(case, policy=policy, pinned=likely, pins=(), by_the_clock=True), seed))


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
        documents = taken_out(documents, gone, span_at(documents.scenario, ()), documents.scenario.lines)
    topology, scenario = validate(documents.topology, Topology), validate(documents.scenario, Scenario)
    return Case(topology, scenario, documents.topology, documents.scenario, tuple(notices), changes)


@pytest.fixture(scope="session")
def replay() -> Callable[..., Replay]:
    """`replay(NAME, without=..., changes=..., sets=..., policy=..., seed=...)`."""
    return play


FRAME = {"id": "case", "starts": "2026-04-01 09:00", "ends": "2026-04-01 13:00"}
"""What a case says that is not about it: it plays on a Wednesday morning unless it says otherwise."""


def with_frame(text: str) -> str:
    """A case with the keys that every case must have, where it does not write them itself."""
    absent = [f"{key}: {value}\n" for key, value in FRAME.items() if not re.search(rf"^{key}:", text, re.MULTILINE)]
    return "".join(absent) + re.sub(r"^topology:\n", "topology:\n  id: bank\n", text, flags=re.MULTILINE)


@pytest.fixture
def run_text(tmp_path: Path) -> Callable[..., Replay]:
    """The same for a case written as text, which leaves out what every case must say."""

    def run(text: str, **more: Any) -> Replay:
        path = tmp_path / "case.yaml"
        path.write_text(with_frame(dedent(text)), encoding="utf-8")
        return play(path, **more)

    return run
