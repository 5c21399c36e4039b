"""Small cases for tests, from the YAML a person would write.

    run = run_case('''
        components: {a: {kind: server}}
        lines: {shop: {needs: [a], demand: 60/h}}
        events: {dies: {at: 01:00, do: [{fail: a}]}}
    ''')

Sections of the topology and of the scenario stand side by side; what both have (tasks, signals, events, obligations)
goes to the scenario. A case starts at midnight of a Wednesday and ends a day later unless it says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent
from typing import Any

from drillsim.engine import LineOutcome, Plan, Record, Run
from drillsim.engine.arrays import ITEM, Entity
from drillsim.engine.kernel.calendar import clock_text, day_at, instant
from drillsim.engine.work.accounts import DEMAND, FAILED, SERVED, TURNED, WAITING, WRONG
from drillsim.library import parse_document
from drillsim.model import Scenario, Topology
from drillsim.plan import compile_plan

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_TOPOLOGY = (
    "calendar", "contingency_plan", "roles", "routes", "crews", "components", "lines", "backlogs", "jobs",
)  # fmt: skip
_SUM = (SERVED, FAILED, TURNED, WRONG, WAITING)


@dataclass(frozen=True)
class SmallCase:
    """Two models, as compiling takes them."""

    topology: Topology
    scenario: Scenario


def build_case(text: str, **more: Any) -> SmallCase:
    """The models of a small case; `more` adds or replaces whole sections."""
    data: dict[str, Any] = {**parse_document(dedent(text), "case.yaml").data, **more}
    topology = {"id": "small", **{key: data.pop(key) for key in _TOPOLOGY if key in data}}
    scenario = {"id": "story", "starts": "2026-04-15 00:00", "ends": "2026-04-16 00:00", **data}
    return SmallCase(Topology.model_validate(topology), Scenario.model_validate(scenario))


def plan_case(text: str, **more: Any) -> Plan:
    """The plan of a small case."""
    return compile_plan(build_case(text, **more))


def start_case(text: str, *, seed: int = 1, **more: Any) -> Run:
    """A small case that has not begun."""
    return Run(plan_case(text, **more), seed)


def run_case(text: str, *, seed: int = 1, until: int | None = None, record: bool = True, **more: Any) -> Run:
    """A small case, run to its end or until a time in ms."""
    run = Run(plan_case(text, **more), seed, record=record)
    run.finish() if until is None else run.advance(until)
    return run


def records(run: Run, kind: str, subject: str | None = None) -> list[Record]:
    """All records of a kind, of one subject if asked."""
    return [one for one in run.trace if one.kind == kind and subject in (None, one.subject)]


def moments(run: Run, kind: str, subject: str | None = None) -> list[int]:
    """When all records of a kind were made."""
    return [one.time for one in records(run, kind, subject)]


def levels(run: Run, subject: str) -> list[tuple[int, int]]:
    """(time, level) of every change of a component or line."""
    return [(one.time, int(one.detail[0])) for one in records(run, "level", subject)]


def behind(run: Run, record: Record) -> set[int]:
    """Positions of everything a record goes back to."""
    seen: set[int] = set()
    stack = list(record.causes)
    while stack:
        position = stack.pop()
        if position not in seen:
            seen.add(position)
            stack.extend(run.trace[position].causes)
    return seen


def node_of(run: Run, name: str) -> int:
    """The node of a component or line."""
    _, row = run.plan.rows[name]
    lines = {run.plan.subjects[line.subject]: line.node for line in run.plan.lines}
    return lines.get(name, row)


def level_now(run: Run, name: str) -> int:
    """The level of a component or line at this moment."""
    return run.levels.level(node_of(run, name))


def instants(run: Run) -> int:
    """How many different moments the trace has."""
    return len({one.time for one in run.trace})


def at(run: Run, clock: str, *, day: int = 0) -> int:
    """The moment of a wall-clock time on a day of the run; 0 is the day on which it starts."""
    hour, minute, *rest = (int(part) for part in clock.split(":"))
    of_day = hour * HOUR + minute * MINUTE + (rest[0] * SECOND if rest else 0)
    return instant(run.plan.calendar, day_at(run.plan.calendar, 0) + day, of_day)


def times(run: Run, kind: str, subject: str | None = None) -> list[str]:
    """When the records of a kind were made: `HH:MM:SS` on the first day, `d+1 HH:MM:SS` on a later one."""
    calendar = run.plan.calendar
    first = day_at(calendar, 0)
    found = []
    for one in records(run, kind, subject):
        days = day_at(calendar, one.time) - first
        time = clock_text(calendar, one.time).split(" ")[1]
        found.append(f"d+{days} {time}" if days else time)
    return found


def causes(run: Run, record: Record) -> list[str]:
    """The causes of a record as `kind subject`."""
    return [f"{run.trace[cause].kind} {run.trace[cause].subject}" for cause in record.causes]


def line(run: Run, name: str) -> LineOutcome:
    """The outcome of a line as it stands."""
    return run.outcome().line(name)


def row(run: Run, name: str, entity: Entity) -> int:
    """The row of a named thing."""
    found, index = run.plan.rows[name]
    assert found == entity, name
    return index


def exact(run: Run, name: str, account: int) -> int:
    """An account of a line in units of ITEM, nothing rounded."""
    return run.lines.read(row(run, name, Entity.LINE), account)[0]


def items(number: int, of: int = 1) -> int:
    """So many items, or a part of one, in units of ITEM."""
    return number * ITEM // of


def assert_adds_up(run: Run) -> None:
    """Demand = served + failed + turned away + wrong + waiting, to the last unit, for every line; none is negative."""
    for index, its in enumerate(run.plan.lines):
        name = run.plan.subjects[its.subject]
        parts = [run.lines.read(index, account)[0] for account in _SUM]
        assert run.lines.read(index, DEMAND)[0] == sum(parts), (name, run.now, parts)
        assert min(parts) >= 0, (name, run.now, parts)
