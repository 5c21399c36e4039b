"""Whole cases at random: a bank and its story as plain data, drawn piece by piece by Hypothesis.

1. Whatever is drawn is well written: every name exists, every part fits. A case that does not compile is a mistake.
2. Times, rates and shares are drawn from few round numbers, so that things meet within one millisecond.
3. Every name starts with the prefix of its case: two cases with different prefixes can stand side by side in one.
4. Standing orders are part of a case, under `orders`; everything else is what `build_case` takes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st
from tests.engine.building import build_case

from drillsim.engine import Order, Plan, Run
from drillsim.engine.kernel.clockwork import Clockwork, StockClock
from drillsim.plan import compile_plan

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


# -- names ------------------------------------------------------------------------------------------------------------


def _names(pen: Pen, prefix: str) -> Names:
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


# -- needs ------------------------------------------------------------------------------------------------------------


def _need(pen: Pen, names: Names, pool: list[str], depth: int = 2) -> Any:
    kind = pen.one(("plain", "plain", "held", "any", "all", "at_least", "share", "chain"))
    if depth == 0 and kind not in ("plain", "held"):
        kind = "plain"
    if kind == "plain":
        return pen.one(pool)
    if kind == "held":
        names.held += 1
        need: dict[str, Any] = {"need": pen.one(pool), "id": f"held-{names.held}"}
        if pen.often(60):
            need["hold"] = pen.one((*BRIEF, *LASTING))
        if pen.often(60):
            need["resume"] = pen.one((*LASTING, *names.tasks))
        if pen.often(20):
            need["load"] = pen.one((0, 2, 0.5))
        return need
    if kind == "share":
        parts = pen.some(pool, 1, 3)
        return {"share": {part: 1 + i * pen.number(0, 3) for i, part in enumerate(parts)}}
    inner = [_need(pen, names, pool, depth - 1) for _ in range(pen.number(1, 3))]
    if kind == "at_least":
        return {"at_least": pen.number(1, len(inner)), "of": inner}
    return {kind: inner}


def _needs(pen: Pen, names: Names, pool: list[str], most: int = 2) -> list[Any]:
    return [_need(pen, names, pool) for _ in range(pen.number(0, most))] if pool else []


# -- conditions and flows ---------------------------------------------------------------------------------------------


def _truth(pen: Pen, names: Names) -> str:
    kinds: list[Callable[[], str]] = [
        lambda: f"{pen.one(names.components)} {pen.one(('down', 'up', 'back', 'degraded', 'unstable', 'withheld'))}",
        lambda: f"{pen.one(names.lines)} {pen.one(('down', 'up', 'back', 'degraded', 'withheld', 'closed'))}",
        lambda: f"{pen.one(names.lines)}.{_line_measure(pen)}",
        lambda: f"time {pen.one(('>=', '>', '<'))} {pen.one(CLOCKS)}",
        lambda: f"{pen.one(names.components)}.{pen.one(('level', 'wrong'))} {pen.one(OPS)} {pen.one(SHARES)}",
        lambda: f"{pen.one(names.crews)} {pen.one(('called', 'present'))}",
        lambda: f"{pen.one(names.crews)}.{pen.one(('busy', 'free'))} {pen.one(OPS)} {pen.number(0, 2)}",
        lambda: f"{pen.one(names.routes)}.waiting > {pen.number(0, 20)}",
        lambda: f"{pen.one(names.events)} happened",
    ]
    if names.pairs:
        kinds.append(lambda: _on(pen, names))
    if names.backlogs:
        kinds.append(lambda: f"{pen.one(names.backlogs)} empty")
        kinds.append(lambda: f"{pen.one(names.backlogs)}.{pen.one(_QUEUED)}")
    if names.limits:
        kinds.append(lambda: f"{pen.one(names.limits)} {pen.one(('full', 'alarming'))}")
        kinds.append(lambda: f"{pen.one(names.limits)}.{pen.one(('share > 50%', 'used > 10', 'share < 10%'))}")
    kinds.append(lambda: _known(pen, names))
    return pen.one(kinds)()


_QUEUED = ("waiting > 10", "waiting < 5", "oldest > 30m", "done >= 20", "overdue > 0")


def _on(pen: Pen, names: Names) -> str:
    pair = pen.one(list(names.pairs))
    return f"{pair} on {pen.one(names.pairs[pair])}"


def _line_measure(pen: Pen) -> str:
    return pen.one((
        "failed > 10", "served >= 20", "turned_away > 0", "waiting > 5", "level < 50%", "outage > 10m", "overdue > 0",
        "outage_longest > 30m", "demand/h > 10/h", "failed/h > 1/h", "wrong > 3", "demand > 100", "vs_usual > 1.5",
        "customers > 10", "delayed > 1", "failed.peak > 5", "complaints >= 1", "failed != 0", "waiting < 1",
        "level = 100%",
    ))  # fmt: skip


def _known(pen: Pen, names: Names) -> str:
    """What people know: messages they have read, what was decided, what their work has come to."""
    kinds: list[Callable[[], str]] = []
    if names.messages:
        kinds.append(lambda: f"{pen.one(names.messages)} {pen.one(('known', 'sent'))}")
    if names.tasks:
        kinds.append(
            lambda: f"{pen.one(names.tasks)} {pen.one(('done', 'running', 'waiting', 'failed', 'stalled', 'abended'))}"
        )
    if names.decisions:
        kinds.append(lambda: f"{pen.one(list(names.decisions))} decided")
    if names.obligations:
        kinds.append(lambda: f"{pen.one(names.obligations)} {pen.one(('owed', 'met', 'missed'))}")
    return pen.one(kinds)() if kinds else f"time >= {pen.one(CLOCKS)}"


def _condition(pen: Pen, names: Names, depth: int = 1, atom: Callable[[Pen, Names], str] = _truth) -> Any:
    kind = pen.one(("atom", "atom", "atom", "for", "by", "not by", "all", "any", "not")) if depth else "atom"
    if kind in ("all", "any"):
        return {kind: [_condition(pen, names, depth - 1, atom) for _ in range(pen.number(1, 2))]}
    if kind == "not":
        return {"not": _condition(pen, names, depth - 1, atom)}
    text = atom(pen, names)
    if kind == "for":
        return f"{text} for {pen.one(LASTING)}"
    return text if kind == "atom" else f"{text} {kind} {pen.one(CLOCKS)}"


def _source(pen: Pen, names: Names) -> str:
    """A measure that a flow can follow, or a steady rate."""
    kinds: list[Callable[[], str]] = [
        lambda: pen.one(RATES),
        lambda: f"{pen.one(names.lines)}.{pen.one(('failed', 'demand', 'turned_away', 'served', 'wrong'))}",
        lambda: f"{pen.one(names.lines)}.{pen.one(('failed', 'turned_away'))} because {pen.one(names.components)}",
    ]
    if names.jobs:
        kinds.append(lambda: f"{pen.one(names.jobs)}.done")
    if names.backlogs:
        kinds.append(lambda: f"{pen.one(names.backlogs)}.done")
    return pen.one(kinds)()


def _flows(pen: Pen, names: Names, least: int = 0, *, owner: str = "") -> list[Any]:
    flows: list[Any] = []
    for _ in range(pen.number(least, 2)):
        flow: dict[str, Any] = {"from": _source(pen, names)}
        if pen.often(60):
            flow["share"] = pen.one(SHARES)
        elif pen.often(30):
            flow["per"] = pen.one((0.2, 2))
        if pen.often(40):
            flow["after"] = pen.one((*BRIEF, *LASTING))
        if pen.often(15):
            flow["while"] = _condition(pen, names)
        if pen.often(15):
            flow["needs"] = [pen.one([part for part in names.components if part != owner])]
        flows.append(flow)
    return flows


# -- effects ----------------------------------------------------------------------------------------------------------


def _effect(pen: Pen, names: Names) -> dict[str, Any]:
    effect = pen.one(_verbs(pen, names))()
    if pen.often(25):
        effect["for"] = pen.one((*BRIEF, *LASTING))
    if pen.often(20):
        effect["until"] = pen.one(CLOCKS) if pen.often(50) else _condition(pen, names)
    if pen.often(15):
        effect["after"] = pen.one(TAKING)
    if pen.often(10):
        effect["chance"] = pen.one(SHARES)
    return effect


def _verbs(pen: Pen, names: Names) -> list[Callable[[], dict[str, Any]]]:
    parts, lines = names.components, names.lines

    def slowly(effect: dict[str, Any]) -> dict[str, Any]:
        return {**effect, "over": pen.one(LASTING)} if pen.often(20) else effect

    verbs: list[Callable[[], dict[str, Any]]] = [
        lambda: {"fail": pen.one([*parts, *names.work])},
        lambda: {"fail": pen.one(parts)},
        lambda: slowly({"degrade": pen.one(parts), "to": pen.one(SHARES)}),
        lambda: {"destabilise": pen.one(parts), "to": pen.one(SHARES)},
        lambda: {"repair": pen.one([*parts, *names.jobs, *names.given])},
        lambda: {"corrupt": pen.one([*parts, *lines]), "share": pen.one(SHARES)},
        lambda: {"expose": pen.one([*parts, *lines]), **pen.one(({"items": 5}, {"rate": "10/h"}))},
        lambda: {
            pen.one(("withhold", "release")): pen.one(
                [
                    *parts, *lines, *names.backlogs, *names.work, *names.messages, *names.decisions, *names.obligations,
                    *names.events, *names.crews, *names.routes,
                ]
            )
        },
        lambda: slowly({"surge": pen.one(lines), **pen.one(({"by": 1.5}, {"by": 0}, {"by": 10}, {"add": "30/h"}))}),
        lambda: {"call": pen.one(names.crews), **({"people": pen.number(1, 2)} if pen.often(30) else {})},
        lambda: _set(pen, names),
    ]  # fmt: skip
    if len(lines) > 1 or names.backlogs:
        verbs.append(lambda: _divert(pen, names))
    if names.backlogs:
        verbs.append(lambda: _move(pen, names))
    if names.pairs:
        verbs.append(lambda: _switch(pen, names))
    if names.work:
        verbs.append(lambda: {"start": pen.one(names.work), **({"force": True} if pen.often(20) else {})})
        verbs.append(lambda: {"cancel": pen.one(names.work)})
    if names.circle:
        verbs.append(lambda: {"start": pen.one(names.circle)})
    if names.messages:
        verbs.append(lambda: {"send": pen.one(names.messages)})
    if names.with_units:
        verbs.append(lambda: {pen.one(("fail", "repair")): pen.one(names.with_units), "units": pen.number(1, 4)})
    if names.with_capacity:
        verbs.append(lambda: slowly({"surge": pen.one(names.with_capacity), "add": pen.one(POWERS)}))
    if names.with_wrong:
        verbs.append(lambda: {"corrupt": pen.one(names.with_wrong), "items": pen.number(1, 50)})
    return verbs


def _divert(pen: Pen, names: Names) -> dict[str, Any]:
    line = pen.one(names.lines)
    target = pen.one([one for one in [*names.lines, *names.backlogs] if one != line])
    return {"divert": line, "to": target, "share": pen.one(SHARES)}


def _move(pen: Pen, names: Names) -> dict[str, Any]:
    backlog = pen.one(names.backlogs)
    ends = ["failed", "turned_away", "served", "wrong", *(one for one in names.backlogs if one != backlog)]
    effect: dict[str, Any] = {"move": backlog, "to": pen.one(ends)}
    if pen.often(30):
        effect["share"] = pen.one(SHARES)
    if pen.often(30):
        effect["items"] = pen.number(0, 30)
    if pen.often(30):
        effect["line"] = pen.one(names.lines)
    return effect


def _switch(pen: Pen, names: Names) -> dict[str, Any]:
    pair = pen.one(list(names.pairs))
    return {"switch": pair, **({"to": pen.one(names.pairs[pair])} if pen.often(40) else {})}


def _set(pen: Pen, names: Names) -> dict[str, Any]:
    path, values = pen.one(names.settings)
    effect: dict[str, Any] = {"set": path, "to": pen.one(values)}
    if pen.often(15) and isinstance(effect["to"], str) and effect["to"].endswith(("/h", "/m")):
        effect["over"] = pen.one(LASTING)
    return effect


def _effects(pen: Pen, names: Names, least: int = 0, most: int = 2) -> list[dict[str, Any]]:
    return [_effect(pen, names) for _ in range(pen.number(least, most))]


# -- the bank ---------------------------------------------------------------------------------------------------------


def _settle_names(pen: Pen, names: Names) -> dict[str, list[str]]:
    """Who has units, capacity, limits: known before any effect is written; the parts by component."""
    plain = [name for name in names.components if name not in names.circle]
    single = [name for name in plain if name not in names.pairs]
    names.with_units = pen.some(single, 0, 2)
    names.with_capacity = pen.some(plain, 0, 3)
    names.with_wrong = pen.some(plain, 0, 1) if names.backlogs else []
    limited = pen.some(plain, 0, 2)
    names.limits = [f"{name}.store" for name in limited]
    names.with_backlog = pen.some(names.lines, 0, 3) if names.backlogs else []
    settings = names.settings
    for name in names.with_capacity:
        settings += [(f"{name}.capacity.rate", POWERS), (f"{name}.capacity.above", ABOVE)]
    for limit in names.limits:
        settings += [(f"{limit}.used", (0, 5, 40)), (f"{limit}.capacity", (10, 40, 100)), (f"{limit}.drains", RATES)]
    for pair in names.pairs:
        settings += [
            (f"{pair}.failover.works", SHARES), (f"{pair}.failover.automatic", (True, False)),
            (f"{pair}.failover.detect.dead", ("never", *BRIEF)), (f"{pair}.failover.switch", (*BRIEF, "10m")),
            (f"{pair}.failover.back", ("manual", "auto")), (f"{pair}.failover.forced.works", SHARES),
        ]  # fmt: skip
    for line in names.lines:
        settings += [(f"{line}.tolerance.restored_at", SHARES), (f"{line}.tolerance.settle", (*BRIEF, "10m"))]
        settings += [(f"{line}.complaints", SHARES)]
    for backlog in names.backlogs:
        settings += [(f"{backlog}.order", ("arrival", "due", "amount"))]
    for crew in names.crews:
        settings += [(f"{crew}.size", (0, 1, 5)), (f"{crew}.reach", SHARES), (f"{crew}.call_out", TAKING)]
    for work in names.tasks:
        settings += [(f"{work}.takes", TAKING), (f"{work}.works", SHARES)]
    for route in names.routes:
        settings += [(f"{route}.reads", ("unlimited", *POWERS)), (f"{route}.delay", BRIEF)]
    return {"limits": limited}


def _components(pen: Pen, names: Names, limited: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    members = {member for its in names.pairs.values() for member in its}
    for place, name in enumerate(names.components):
        pool = names.components[:place]
        part: dict[str, Any] = {"kind": "server"}
        if name in names.circle:
            other = names.circle[1 - names.circle.index(name)]
            part["needs"] = [pen.one([other, {"any": [other, pool[0]]}, {"all": [other, pool[0]]}])]
        elif name in names.pairs:
            part["first_of"] = names.pairs[name]
            if pen.often(80):
                part["failover"] = _failover(pen, names, pool)
            if pen.often(20):
                part["needs"] = _needs(pen, names, [one for one in pool if one not in names.pairs[name]], 1)
        else:
            part["needs"] = _needs(pen, names, [one for one in pool if name not in members or one not in members])
        if pen.often(15):
            part["restart"] = pen.one((*BRIEF, *LASTING))
        if pen.often(5):
            part["closed"] = True
        if pen.often(8):
            part["hours"] = pen.one(WINDOWS[:-1])
        if pen.often(10) and name not in names.pairs:
            part["breaks"] = {"every": pen.one(("2h", "10h", "1h..5h")), "repair": pen.one(TAKING)}
            if pen.often(50):
                part["breaks"]["crew"] = pen.one(names.crews)
        if name in names.with_units:
            part["units"] = _units(pen, names)
        if name in names.with_capacity:
            part["capacity"] = _capacity(pen)
        if name in names.with_wrong:
            part["wrong_from"] = {"backlog": pen.one(names.backlogs), "of": pen.one((10, 100))}
        if name in limited:
            part["limits"] = {"store": _limit(pen, names, name)}
        found[name] = {key: value for key, value in part.items() if value != []}
    return found


def _failover(pen: Pen, names: Names, pool: list[str]) -> dict[str, Any]:
    failover: dict[str, Any] = {}
    if pen.often(15):
        failover["automatic"] = False
    if pen.often(40):
        times = ("never", *BRIEF, "3m")
        failover["detect"] = {"dead": pen.one(times), "unstable": pen.one(times), "partial": pen.one(times)}
    elif pen.often(40):
        failover["detect"] = pen.one(BRIEF)
    if pen.often(40):
        failover["switch"] = pen.one(("30s", "5m", "1h"))
    if pen.often(20):
        failover["works"] = pen.one(SHARES)
    if pen.often(20):
        failover["needs"] = [pen.one(pool)]
    if pen.often(30):
        failover["back"] = "auto"
    if pen.often(30):
        forced: dict[str, Any] = {"takes": pen.one(TAKING), "works": pen.one(("100%", "50%"))}
        if pen.often(50):
            forced["crew"] = pen.one(names.crews)
        failover["forced"] = forced
    return failover


def _units(pen: Pen, names: Names) -> dict[str, Any]:
    def back() -> dict[str, str]:
        return {crew: pen.one(("10m", "1h", "20m..40m")) for crew in pen.some(names.crews, 0, 2)}

    units: dict[str, Any] = {}
    if pen.often(30):
        units["groups"] = {
            group: {"count": pen.number(1, 30), "hours": pen.one(WINDOWS[:3]), "back": back()}
            for group in ("near", "far")
        }
    else:
        units.update(count=pen.one((1, 3, 8, 40)), back=back())
        if pen.often(20):
            units["uneven"] = ["50%"]
    units["stops"] = {
        f"kind-{i}": {
            "from": f"{pen.one(names.lines)}.{pen.one(('failed', 'turned_away', 'demand'))}",
            "share": pen.one(SHARES),
            "keeps": pen.one(SHARES),
        }
        for i in range(pen.number(0, 2))
    }
    return units


def _capacity(pen: Pen) -> dict[str, Any]:
    capacity: dict[str, Any] = {"rate": pen.one(POWERS), "above": pen.one(ABOVE)}
    if capacity["above"] == "collapse":
        capacity.update(after=pen.one((*BRIEF, "10m")), to=pen.one(SHARES), clears=pen.one(("100%", "80%", "0%")))
    return capacity


def _limit(pen: Pen, names: Names, owner: str) -> dict[str, Any]:
    limit: dict[str, Any] = {"capacity": pen.one((1, 10, 50)), "fed_by": _flows(pen, names, 1, owner=owner)}
    if pen.often(40):
        limit["used"] = pen.number(0, 8)
    if pen.often(40):
        limit["drains"] = pen.one(RATES)
    if pen.often(20):
        limit["alarm"] = pen.one(("none", "50%", "100%"))
    if pen.often(40):
        limit["full"] = _effects(pen, names)
    if pen.often(20):
        limit["clears"] = pen.one(SHARES)
    if pen.often(15):
        limit["resets"] = pen.one(["daily 03:00", *names.work])
    if owner in names.with_units and pen.often(50):
        limit["per_unit"] = True
    return limit


def _line(pen: Pen, names: Names, name: str) -> dict[str, Any]:
    line: dict[str, Any] = {"needs": _needs(pen, names, names.components, 3)}
    if pen.often(50):
        line["demand"] = {"00:00": pen.one(RATES), pen.one(("06:00", "09:00")): pen.one(RATES), "18:00": pen.one(RATES)}
    else:
        line["demand"] = pen.one(RATES)
    if pen.often(20):
        line["hours"] = pen.one(WINDOWS)
    if pen.often(25):
        line["fed_by"] = _flows(pen, names, 1)
    if name in names.with_backlog:
        line["backlog"] = pen.one(names.backlogs)
        if pen.often(60):
            line["due"] = pen.one(CLOCKS)
    if pen.often(30):
        line["patience"] = pen.one((*BRIEF, *LASTING))
    if pen.often(30):
        line["customers"] = pen.one((0, 10, {"pool": 50, "items_each": 2}))
    if pen.often(30):
        line["amount"] = pen.one((0, 3, 1000))
    if pen.often(20):
        line["complaints"] = pen.one(SHARES)
    tolerance = {form: pen.one(values) for form, values in _FORMS.items() if pen.often(15)}
    if pen.often(10):
        tolerance["other"] = {"of": f"{pen.one(names.lines)}.failed", "limit": 7}
    if tolerance:
        line["tolerance"] = tolerance
    if pen.often(20):
        line["watch"] = {"by": pen.one(names.routes), "to": pen.one(names.roles), "after": pen.one(("0s", "5m..10m"))}
    return {key: value for key, value in line.items() if value != []}


_FORMS: dict[str, tuple[Any, ...]] = {
    "outage": ("0s", "1h"), "outage_in_hours": ("1h", "4h"), "outage_longest": ("10m", "2h"), "failed": (0, 10),
    "turned_away": (5, 100), "delayed": (5,), "overdue": (0, 3), "wrong": (1,), "exposed": (1,), "customers": (5,),
    "complaints": (1,), "amount": (100,), "ready": CLOCKS, "cleared": CLOCKS, "restored_at": SHARES,
    "settle": (*BRIEF, "10m"),
}  # fmt: skip


def _backlog(pen: Pen, names: Names) -> dict[str, Any]:
    backlog: dict[str, Any] = {}
    if pen.often(40):
        backlog["order"] = pen.one(["due", "amount", list(names.lines)])
    served: dict[str, Any] = {}
    for server in pen.some([*names.components, *names.crews], 0, 2):
        served[server] = pen.one(POWERS)
        if pen.often(30):
            served[server] = {"rate": pen.one(POWERS), "hours": pen.one(WINDOWS), "needs": [pen.one(names.components)]}
            if pen.often(30) and names.jobs:
                served[server]["needs"] = [pen.one(names.jobs)]
    if served:
        backlog["served_by"] = served
    if pen.often(20):
        backlog["fed_by"] = _flows(pen, names, 1)
    return backlog


# -- work -------------------------------------------------------------------------------------------------------------


def _work(pen: Pen, names: Names, pool: list[str], earlier: list[str]) -> dict[str, Any]:
    work: dict[str, Any] = {"takes": pen.one(TAKING)}
    if pen.often(50):
        work.update(crew=pen.one(names.crews), people=pen.number(1, 3))
    if pen.often(30):
        work["needs"] = _needs(pen, names, pool, 1)
        work["on_loss"] = pen.one(("waits", "abends", "errors"))
    if pen.often(20) and earlier:
        work["after"] = pen.some(earlier, 1, 2)
    if pen.often(20):
        work["works"] = pen.one(SHARES)
    if pen.often(10):
        work["unless"] = _condition(pen, names)
    if pen.often(15):
        work["hours"] = pen.one(WINDOWS)
    if pen.often(20):
        work["slip"] = {"chance": pen.one(SHARES), "costs": pen.one(TAKING), "do": _effects(pen, names, 0, 1)}
    if pen.often(50):
        work["then"] = _effects(pen, names)
    if pen.often(20):
        work["else"] = _effects(pen, names)
    if pen.often(15) and names.messages:
        work["tells"] = pen.one(names.messages)
    return {key: value for key, value in work.items() if value != []}


def _task(pen: Pen, names: Names, earlier: list[str]) -> dict[str, Any]:
    task = _work(pen, names, names.components, earlier)
    if pen.often(30):
        del task["takes"]
        task["steps"] = {step: _step(pen, names) for step in ("first", "second")[: pen.number(1, 2)]}
    return task


def _step(pen: Pen, names: Names) -> dict[str, Any]:
    step: dict[str, Any] = {"takes": pen.one(TAKING)}
    if pen.often(30):
        step.update(crew=pen.one(names.crews), people=pen.number(1, 2))
    if pen.often(20):
        step["works"] = pen.one(SHARES)
    if pen.often(20):
        step.update(needs=[pen.one(names.components)], on_loss=pen.one(("waits", "abends", "errors")))
    if pen.often(20):
        step["slip"] = {"chance": pen.one(SHARES), "costs": pen.one(TAKING)}
    if pen.often(20):
        step["then"] = _effects(pen, names, 1)
    return step


def _job(pen: Pen, names: Names, earlier: list[str]) -> dict[str, Any]:
    job = _work(pen, names, names.components, [one for one in earlier if one in names.jobs])
    if pen.often(40):
        job["items"] = pen.one((1, 100, 5000))
    if pen.often(20):
        job["runs"] = pen.one(("on-demand", "business", "month-end"))
    if pen.often(40):
        job["not_before"] = pen.one(CLOCKS[:-1])
    if pen.often(20):
        job["not_after"] = pen.one(CLOCKS)
    if pen.often(20):
        job["due"] = pen.one(CLOCKS)
    if pen.often(20) and earlier:
        others = [one for one in earlier if one in names.jobs]
        if others:
            job["clash"] = {"with": [pen.one(others)], "then": pen.one(("waits", "abends", "both-abend", "both-run"))}
    if pen.often(20):
        job["leaves"] = _effects(pen, names, 1)
    if pen.often(30):
        job["rerun"] = {"from": pen.one(("start", "stop"))}
        if pen.often(30) and names.tasks:
            job["rerun"]["after"] = [pen.one(names.tasks)]
        if pen.often(30):
            job["rerun"]["when"] = _condition(pen, names)
    return job


# -- the story --------------------------------------------------------------------------------------------------------


def _event(pen: Pen, names: Names) -> dict[str, Any]:
    event: dict[str, Any] = {"at": pen.one(TIMES)} if not pen.often(40) else {"when": _condition(pen, names)}
    event["do"] = _effects(pen, names, 1, 3)
    if pen.often(15):
        event["again"] = True
    if pen.often(10):
        event["chance"] = pen.one(SHARES)
    if pen.often(15):
        event["until"] = pen.one(CLOCKS) if pen.often(50) else _condition(pen, names)
    return event


def _message(pen: Pen, names: Names) -> dict[str, Any]:
    message: dict[str, Any] = {"by": pen.one(names.routes), "to": pen.some(names.roles, 1, 2)}
    if pen.often(40):
        message["after"] = pen.one(TAKING)
    if pen.often(15):
        message["chance"] = pen.one(SHARES)
    if pen.often(15):
        message["needs"] = [pen.one(names.components)]
    if pen.often(30):
        message["again"] = True
    return message


def _signal(pen: Pen, names: Names) -> dict[str, Any]:
    signal = _message(pen, names)
    if pen.often(25):
        signal["each"] = f"{pen.one(names.lines)}.{pen.one(('failed', 'turned_away'))}"
        signal.pop("again", None)
    else:
        signal["when"] = _condition(pen, names)
    return signal


def _inject(pen: Pen, names: Names) -> dict[str, Any]:
    inject = _message(pen, names)
    trigger = pen.one(("at", "when", "reserve"))
    inject[trigger] = {"at": pen.one(TIMES), "when": _condition(pen, names), "reserve": True}[trigger]
    if pen.often(30):
        inject["answer_by"] = pen.one(LASTING)
    return inject


def _decision(pen: Pen, names: Names, options: list[str]) -> dict[str, Any]:
    decision: dict[str, Any] = {"to": pen.one(names.roles), "when": _condition(pen, names, atom=_known), "options": {}}
    if pen.often(30):
        decision["again"] = True
    for option in options:
        its = _work(pen, names, names.components, []) if pen.often(40) else {}
        if pen.often(20):
            its["authority"] = pen.one(names.roles)
        if pen.often(70):
            its["do"] = _effects(pen, names, 1)
        if pen.often(10):
            its["when"] = _condition(pen, names, atom=_known)
        decision["options"][option] = its
    return decision


def _obligation(pen: Pen, names: Names) -> dict[str, Any]:
    obligation: dict[str, Any] = {
        "of": pen.one(names.roles),
        "when": _condition(pen, names),
        "met_when": _condition(pen, names),
    }
    obligation.update({"within": pen.one(LASTING)} if not pen.often(30) else {"by": pen.one(CLOCKS)})
    if pen.often(30):
        obligation["every"] = pen.one(LASTING)
    return obligation


def _people(pen: Pen, names: Names, found: Case) -> None:
    for role in names.roles:
        its: dict[str, Any] = {}
        if pen.often(20):
            its["away"] = pen.one(WINDOWS)
        if pen.often(20):
            its["answers"] = pen.one(LASTING)
        if pen.often(20) and role != names.roles[0]:
            its["deputy"] = names.roles[0]
        if pen.often(20):
            its["reads"] = {pen.one(names.routes): pen.one(LASTING)}
        found["roles"][role] = its
    for route in names.routes:
        its = {"delay": pen.one(BRIEF)}
        if pen.often(40):
            its.update(reads=pen.one(POWERS), order=pen.one(("arrival", "worst-first")))
        if pen.often(20):
            its["needs"] = [pen.one(names.components)]
        found["routes"][route] = its
    for crew in names.crews:
        its = {"size": pen.number(1, 3)}
        if pen.often(30):
            its["duty"] = pen.one(WINDOWS)
        if pen.often(40):
            its["call_out"] = pen.one(TAKING)
        if pen.often(20):
            its["reach"] = pen.one(SHARES)
        found["crews"][crew] = its


def _orders(pen: Pen, names: Names) -> list[dict[str, Any]]:
    orders = []
    for decision, options in names.decisions.items():
        if pen.often(70):
            after = pen.one((0, 0, 60_000, 3_600_000))
            orders.append({"decision": decision, "option": pen.one(options), "after": after, "approved": pen.often(30)})
    return orders


@st.composite
def cases(draw: Callable[[st.SearchStrategy[Any]], Any], prefix: str = "") -> Case:
    """A bank and a day of it."""
    pen = Pen(draw)
    names = _names(pen, prefix)
    found: Case = {section: {} for section in SECTIONS}
    parts = _settle_names(pen, names)
    _people(pen, names, found)
    found["components"] = _components(pen, names, parts["limits"])
    found["lines"] = {name: _line(pen, names, name) for name in names.lines}
    found["backlogs"] = {name: _backlog(pen, names) for name in names.backlogs}
    found["jobs"] = {name: _job(pen, names, names.jobs[:place]) for place, name in enumerate(names.jobs)}
    found["tasks"] = {
        name: _task(pen, names, names.work[: len(names.jobs) + place]) for place, name in enumerate(names.tasks)
    }
    found["given"] = {name: _event(pen, names) if pen.often(30) else _effect(pen, names) for name in names.given}
    found["events"] = {name: _event(pen, names) for name in names.events}
    found["signals"] = {name: _signal(pen, names) for name in names.signals}
    found["injects"] = {name: _inject(pen, names) for name in names.injects}
    found["decisions"] = {name: _decision(pen, names, options) for name, options in names.decisions.items()}
    found["obligations"] = {name: _obligation(pen, names) for name in names.obligations}
    return {**{section: its for section, its in found.items() if its}, "random": True, "orders": _orders(pen, names)}


# -- what is done with a case -----------------------------------------------------------------------------------------


def beside(first: Case, second: Case) -> Case:
    """Two cases that have no name in common, as one."""
    sections = [section for section in SECTIONS if section in first or section in second]
    merged = {section: {**first.get(section, {}), **second.get(section, {})} for section in sections}
    return {**merged, "random": True, "orders": [*first["orders"], *second["orders"]]}


def without(case: Case, section: str, name: str) -> Case:
    """The case without one named thing, and without the orders that would decide it."""
    kept = {key: its for key, its in case[section].items() if key != name}
    orders = [order for order in case["orders"] if order["decision"] != name]
    return {**case, section: kept, "orders": orders}


def names_in(case: Case, name: str) -> int:
    """How often a name stands in a case, in whatever form."""
    text = json.dumps(case)
    return text.count(name)


def plan_of(case: Case) -> Plan:
    """The plan of a case; it always compiles."""
    return compile_plan(build_case("{}", **{key: its for key, its in case.items() if key != "orders"}))


def started(
    plan: Plan, case: Case, *, record: bool = True, seed: int = 1, clock: type[Clockwork | StockClock] = Clockwork
) -> Run:
    """A run of a case with its standing orders, that has not begun."""
    run = Run(plan, seed, record=record, clock=clock)
    decisions = [plan.subjects[row.subject] for row in plan.decisions]
    for order in case["orders"]:
        decision = decisions.index(order["decision"])
        options = [option.name for option in plan.decisions[decision].options]
        run.stand([Order(decision, options.index(order["option"]), after=order["after"], approved=order["approved"])])
    return run
