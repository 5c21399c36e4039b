"""A bank: components with all that belongs to them, lines, backlogs."""

from __future__ import annotations

from typing import Any

from tests.engine.generated.clauses import draw_flows, draw_needs
from tests.engine.generated.effects import draw_effects
from tests.engine.generated.pen import ABOVE, BRIEF, CLOCKS, LASTING, POWERS, RATES, SHARES, TAKING, WINDOWS, Names, Pen


def draw_settle_names(pen: Pen, names: Names) -> dict[str, list[str]]:
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
        settings += [
            (f"{line}.tolerance.restored_at", (*SHARES, "x0.5", "-10%")),
            (f"{line}.tolerance.settle", (*BRIEF, "10m")),
        ]
        settings += [(f"{line}.complaints", (*SHARES, "+10%"))]
        unwritten = (
            ("due", (*CLOCKS, "none")) if line in names.with_backlog else ("patience", (*BRIEF, *LASTING, "none"))
        )
        settings += [(f"{line}.{unwritten[0]}", unwritten[1])]
    for job in names.jobs:
        settings += [(f"{job}.{key}", (*CLOCKS[:-1], "none")) for key in ("not_before", "not_after", "due")]
    for name in plain:
        settings += [(f"{name}.restart", ("0s", *BRIEF, *LASTING, "+3m"))]
    for backlog in names.backlogs:
        settings += [(f"{backlog}.order", ("arrival", "due", "amount"))]
    for crew in names.crews:
        settings += [(f"{crew}.size", (0, 1, 5)), (f"{crew}.reach", SHARES), (f"{crew}.call_out", TAKING)]
    for work in names.tasks:
        settings += [(f"{work}.takes", (*TAKING, "+5m")), (f"{work}.works", SHARES)]
    for route in names.routes:
        settings += [(f"{route}.reads", ("unlimited", *POWERS)), (f"{route}.delay", BRIEF)]
    return {"limits": limited}


def draw_components(pen: Pen, names: Names, limited: list[str]) -> dict[str, Any]:
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
                part["failover"] = draw_failover(pen, names, pool)
            if pen.often(20):
                part["needs"] = draw_needs(pen, names, [one for one in pool if one not in names.pairs[name]], 1)
        else:
            part["needs"] = draw_needs(pen, names, [one for one in pool if name not in members or one not in members])
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
            part["units"] = draw_units(pen, names)
        if name in names.with_capacity:
            part["capacity"] = draw_capacity(pen)
        if name in names.with_wrong:
            part["wrong_from"] = {"backlog": pen.one(names.backlogs), "of": pen.one((10, 100))}
        if name in limited:
            part["limits"] = {"store": draw_limit(pen, names, name)}
        found[name] = {key: value for key, value in part.items() if value != []}
    return found


def draw_failover(pen: Pen, names: Names, pool: list[str]) -> dict[str, Any]:
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


def draw_units(pen: Pen, names: Names) -> dict[str, Any]:
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


def draw_capacity(pen: Pen) -> dict[str, Any]:
    capacity: dict[str, Any] = {"rate": pen.one(POWERS), "above": pen.one(ABOVE)}
    if capacity["above"] == "collapse":
        capacity.update(after=pen.one((*BRIEF, "10m")), to=pen.one(SHARES), clears=pen.one(("100%", "80%", "0%")))
    return capacity


def draw_limit(pen: Pen, names: Names, owner: str) -> dict[str, Any]:
    limit: dict[str, Any] = {"capacity": pen.one((1, 10, 50)), "fed_by": draw_flows(pen, names, 1, owner=owner)}
    if pen.often(40):
        limit["used"] = pen.number(0, 8)
    if pen.often(40):
        limit["drains"] = pen.one(RATES)
    if pen.often(20):
        limit["alarm"] = pen.one(("none", "50%", "100%"))
    if pen.often(40):
        limit["full"] = draw_effects(pen, names)
    if pen.often(20):
        limit["clears"] = pen.one(SHARES)
    if pen.often(15):
        limit["resets"] = pen.one(["daily 03:00", *names.work])
    if owner in names.with_units and pen.often(50):
        limit["per_unit"] = True
    return limit


def draw_line(pen: Pen, names: Names, name: str) -> dict[str, Any]:
    line: dict[str, Any] = {"needs": draw_needs(pen, names, names.components, 3)}
    if pen.often(50):
        line["demand"] = {"00:00": pen.one(RATES), pen.one(("06:00", "09:00")): pen.one(RATES), "18:00": pen.one(RATES)}
    else:
        line["demand"] = pen.one(RATES)
    if pen.often(20):
        line["hours"] = pen.one(WINDOWS)
    if pen.often(25):
        line["fed_by"] = draw_flows(pen, names, 1)
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


def draw_backlog(pen: Pen, names: Names) -> dict[str, Any]:
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
        backlog["fed_by"] = draw_flows(pen, names, 1)
    return backlog
