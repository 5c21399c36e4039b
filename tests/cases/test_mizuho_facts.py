"""What was published of the four incidents stands in the cases, row by row, and nothing schedules a consequence.

The facts are a copy of the source's tables; whoever widens a band or drops a row in a case meets them here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cases.conftest import Replay, play

from drillsim.engine.kernel.calendar import clock_text
from drillsim.library import load_scenario, read_document
from drillsim.library.find import find_file
from drillsim.model.scenario import Decided
from drillsim.plan import compile_plan
from drillsim.review import Kind, Origin, PublishedRow, fidelity

FACTS: dict[str, list[dict[str, Any]]] = read_document(Path(__file__).with_name("mizuho_facts.yaml")).data
CASES = sorted(FACTS)
ROWS = [(name, fact) for name in CASES for fact in FACTS[name]]
OUTCOMES = [(name, fact) for name, fact in ROWS if fact["role"] == "consequence"]
MINUTE = 60_000


def _named(value: Any) -> str:
    """How a test of a row is called."""
    return str(value["row"] if isinstance(value, dict) else value)


ACTS = (
    "fail", "degrade", "destabilise", "corrupt", "expose", "repair", "withhold", "release", "switch", "surge", "divert",
    "move", "cancel",
)  # fmt: skip
"""Effects that do something to a thing itself; a start of work and the value of a parameter are its inputs."""


@pytest.fixture(scope="module")
def replayed() -> dict[str, Replay]:
    """Every case, replayed as published."""
    return {name: play(name, likely=True) for name in CASES}


def _clock(replay: Replay, row: PublishedRow) -> str:
    return clock_text(replay.plan.calendar, row.at)[11:16]


def _rows(replay: Replay, fact: dict[str, Any]) -> list[PublishedRow]:
    """The rows of a case that stand for a fact: same thing, same time, same figure."""
    return [
        row
        for row in replay.played.replay.rows
        if row.text == fact["row"]
        and ("at" not in fact or _clock(replay, row) == fact["at"])
        and ("figure" not in fact or list(row.figures) == [fact["figure"]])
    ]


@pytest.mark.parametrize(("name", "fact"), ROWS, ids=_named)
def test_every_fact_is_a_published_row_with_its_band(
    replayed: dict[str, Replay], name: str, fact: dict[str, Any]
) -> None:
    """No wider than the source allows; a choice has no band at all."""
    found = _rows(replayed[name], fact)
    assert len(found) == 1, [row.text for row in replayed[name].played.replay.rows]
    if "within" not in fact:
        return
    if fact["within"].endswith("%"):
        assert found[0].bands == (int(fact["within"][:-1]) * found[0].figures[0] // 100,)
    else:
        assert found[0].bands == (int(fact["within"][:-1]) * MINUTE,)


@pytest.mark.parametrize("name", CASES)
def test_every_published_row_is_a_fact_or_says_that_it_is_assumed(replayed: dict[str, Replay], name: str) -> None:
    """What the source does not say is marked, the time at which the two corporate services were late among it."""
    known = {fact["row"] for fact in FACTS[name]}
    rows = replayed[name].played.replay.rows
    assert {row.text for row in rows if not row.is_assumed} - known == set()
    assert {row.text for row in rows if row.is_assumed} & known == set()


@pytest.mark.parametrize(("name", "fact"), OUTCOMES, ids=_named)
def test_a_consequence_comes_out_and_is_not_put_in(
    replayed: dict[str, Replay], name: str, fact: dict[str, Any]
) -> None:
    """Met, within its band, and neither by a choice nor by an event at a time nor by a pinned end."""
    replay = replayed[name]
    (row,) = _rows(replay, fact)
    told = fidelity(replay.played)
    result = next(each for each in told.results if each.row.place == row.place)
    assert result.met
    assert row.kind == Kind.FIGURE or next(each for each in told.rows if each.row is row).origin == Origin.CAME_OUT


CAPTURE = {
    f"atm/fleet.stops.{kind}.share" for kind in ("td-error", "td-partition", "cash-partition", "transfer-partition")
}
PUT_IN = {
    "mizuho-2021-02-28": {"bulk-posting.items"},
    "mizuho-2021-03-07": CAPTURE,
    "mizuho-2021-03-12": {"fx-connect.slip.chance"},
}
"""Parameters of such a subject that a case sets, since the source says what they were: the size of the run, the policy
of the machines, the mis-step."""


def _what_is_done(name: str) -> list[tuple[str, str]]:
    """The effects of events, of what lay hidden, of work, and of the published choices."""
    data = read_document(find_file("scenario", name)).data
    chosen = [row.decided for row in load_scenario(name).scenario.published if isinstance(row, Decided)]
    written = [data.get(part, {}) for part in ("given", "events", "tasks")]
    written += [data["decisions"][decision]["options"][option] for decision, option in chosen]
    return [effect for part in written for effect in _effects(part)]


def _subjects(name: str, *, timed: bool) -> set[str]:
    """What the rows of consequences speak of: those with a time, or the figures without."""
    facts = [fact for fact in FACTS[name] if fact["role"] == "consequence" and ("at" in fact) == timed]
    return {word for fact in facts for word in re.findall(r"[a-z][a-z0-9/-]+", fact["row"])}


@pytest.mark.parametrize("name", CASES)
def test_no_effect_acts_on_the_subject_of_a_consequence(name: str) -> None:
    """Nothing touches what must come out at a time; what a figure counts may be withheld, which can only end it."""
    done = _what_is_done(name)
    assert {target for verb, target in done if verb in ACTS} & _subjects(name, timed=True) == set()
    adds = set(ACTS) - {"withhold", "release"}
    assert {target for verb, target in done if verb in adds} & _subjects(name, timed=False) == set()


@pytest.mark.parametrize("name", CASES)
def test_a_case_sets_nothing_about_a_consequence_but_what_the_source_says(name: str) -> None:
    """A level, a stock or a share set by hand would be a consequence put in by the back door."""
    subjects = _subjects(name, timed=True) | _subjects(name, timed=False)
    sets = {target for verb, target in _what_is_done(name) if verb == "set" and target.partition(".")[0] in subjects}
    assert sets == PUT_IN.get(name, set())


def _effects(data: Any) -> Iterator[tuple[str, str]]:
    """Every effect in a piece of a file: what it does, and to what."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                yield str(key), value
            else:
                yield from _effects(value)
    elif isinstance(data, list):
        for each in data:
            yield from _effects(each)


def test_all_four_stand_on_the_same_bank_with_the_same_machines() -> None:
    """What machines, partitions and their customers are is written once; only the capture policy changed before 3/7."""
    about = ("atm", "ib", "net/", "core/", "console")
    plans = {name: compile_plan(load_scenario(name)) for name in CASES}
    numbers = {
        name: {
            path: value
            for path, value in zip(plan.slots.paths, plan.slots.values, strict=True)
            if str(path).startswith(about)
        }
        for name, plan in plans.items()
    }
    shared = set.intersection(*(set(each) for each in numbers.values()))
    assert len(shared) > 300
    for name in CASES:
        assert {path: numbers[name][path] for path in shared} == {path: numbers[CASES[0]][path] for path in shared}
        data = read_document(find_file("scenario", name)).data
        assert data["topology"] == "megabank"
        sets = {target for verb, target in _effects([data["given"], data.get("events", {})]) if verb == "set"}
        changed = {target for target in sets if target.startswith(("atm", "ib"))}
        assert changed == (CAPTURE if name == "mizuho-2021-03-07" else set())
