"""What draws the parts of one case, its few round numbers, and every name in it, known before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st

Case = dict[str, Any]
T = TypeVar("T")

SECTIONS = (
    "roles", "routes", "crews", "components", "lines", "backlogs", "jobs",
    "given", "events", "tasks", "signals", "decisions", "injects", "obligations",
)  # fmt: skip
BRIEF = ("0s", "1s", "30s", "1m")
LASTING = ("1m", "5m", "10m", "30m", "1h", "2h30m", "8h")
TAKING = ("0s", "1m", "10m", "1h", "3h", "5m..10m", "10m..20m..60m")
CLOCKS = (
    "00:00",
    "00:30",
    "01:00",
    "02:00",
    "03:00",
    "06:00",
    "08:00",
    "09:00",
    "12:00",
    "15:30",
    "18:00",
    "23:59",
    "24:00",
)
TIMES = (*CLOCKS[:-1], "01:00:30", "02:10")
RATES = ("0/h", "1/h", "10/h", "60/h", "100/h", "7/m")
POWERS = ("1/h", "30/h", "60/h", "200/h", "10/m")
SHARES = ("0%", "10%", "50%", "80%", "99.9%", "100%")
WINDOWS = ("always", "daily 08:00-18:00", "daily 00:00-06:00", "daily 22:00-02:00", "business 06:00-12:00", "none")
ABOVE = ("shed", "slow", "refuse", "collapse")
OPS = ("<", "<=", ">", ">=", "=", "!=")


@dataclass
class Pen:
    """Draws the parts of one case; a smaller draw is always a simpler case."""

    draw: Callable[[st.SearchStrategy[Any]], Any]

    def often(self, percent: int) -> bool:
        """True in so many of a hundred cases; simplest is False."""
        return bool(self.draw(st.integers(0, 99)) >= 100 - percent)

    def one(self, choices: tuple[T, ...] | list[T]) -> T:
        """One of several; simplest is the first."""
        return choices[int(self.draw(st.integers(0, len(choices) - 1)))]

    def some(self, choices: list[T], least: int, most: int) -> list[T]:
        """Several different ones, in order."""
        most = min(most, len(choices))
        if most <= 0 or most < least:
            return []
        places = self.draw(st.lists(st.integers(0, len(choices) - 1), min_size=least, max_size=most, unique=True))
        return [choices[place] for place in sorted(places)]

    def number(self, low: int, high: int) -> int:
        """A whole number."""
        return int(self.draw(st.integers(low, high)))


@dataclass
class Names:
    """Everything in a case that has a name, known before anything is written."""

    components: list[str] = field(default_factory=list)
    """Suppliers first."""
    pairs: dict[str, list[str]] = field(default_factory=dict)
    circle: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    backlogs: list[str] = field(default_factory=list)
    crews: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    injects: list[str] = field(default_factory=list)
    decisions: dict[str, list[str]] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    obligations: list[str] = field(default_factory=list)
    held: int = 0
    """How many needs have an id of their own."""
    with_units: list[str] = field(default_factory=list)
    with_capacity: list[str] = field(default_factory=list)
    with_wrong: list[str] = field(default_factory=list)
    with_backlog: list[str] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    settings: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    """Paths that a `set` may name, and values for each."""

    @property
    def work(self) -> list[str]:
        """Jobs and tasks."""
        return [*self.jobs, *self.tasks]

    @property
    def messages(self) -> list[str]:
        """Signals and injects."""
        return [*self.signals, *self.injects]


def draw_names(pen: Pen, prefix: str) -> Names:
    names = Names()

    def several(word: str, least: int, most: int) -> list[str]:
        return [f"{prefix}{word}-{i}" for i in range(1, 1 + pen.number(least, most))]

    names.components = several("part", 1, 5)
    for number in range(1, 1 + pen.number(0, 2)):
        pair = f"{prefix}pair-{number}"
        members = [f"{pair}/{letter}" for letter in ("abc" if pen.often(20) else "ab")]
        place = pen.number(0, len(names.components))
        names.components[place:place] = [*members, pair]
        names.pairs[pair] = members
    if pen.often(15):
        names.circle = [f"{prefix}round-1", f"{prefix}round-2"]
        names.components += names.circle
    names.components += [f"{prefix}top-{i}" for i in range(1, 1 + pen.number(max(0, 3 - len(names.components)), 2))]
    names.lines = several("line", 1, 4)
    names.backlogs = several("queue", 0, 2)
    names.crews = several("crew", 1, 3)
    names.roles = several("role", 1, 2)
    names.routes = several("route", 1, 2)
    names.jobs = several("job", 0, 3)
    names.tasks = several("task", 0, 3)
    names.signals = several("signal", 0, 3)
    names.injects = several("inject", 0, 1)
    names.decisions = {
        decision: [f"{decision}-yes", f"{decision}-no"][: pen.number(1, 2)] for decision in several("choice", 0, 2)
    }
    names.events = several("event", 1, 5)
    names.given = several("given", 0, 2)
    names.obligations = several("duty", 0, 1)
    return names
