"""The files that come with drillsim keep what they promise: both languages, a basis, choices, nothing scheduled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from drillsim.cli.story import render_scenario, render_topology
from drillsim.library import known_paths, load_scenario, load_topology, read_document
from drillsim.library.find import Kind, bundled_folder
from drillsim.model.scenario import Decided, Milestone
from drillsim.telling.cells import cell_width
from drillsim.telling.language import use_language

TOPOLOGIES = ("megabank", "tutorial")
MIZUHO = ("mizuho-2021-02-28", "mizuho-2021-03-03", "mizuho-2021-03-07", "mizuho-2021-03-12")

READ_BY_USERS = ("title", "about", "asks", "says", "observe", "forbidden", "what")
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
LATIN_ONLY = ("SNS", "ATM")
"""What Japanese readers, too, write in Latin letters."""


def _folder(kind: Kind) -> Path:
    folder = bundled_folder(kind)
    assert folder is not None
    return folder


def _names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (_folder("scenario") / folder).glob("*.yaml")))


def _file(kind: Kind, name: str) -> Path:
    return next(_folder(kind).rglob(f"{name}.yaml"))


EXAMPLES = (*_names("boj"), *_names("fsa"))
"""Cases after examples that others published, each with its own small topology."""
SCENARIOS = ("tutorial", *MIZUHO, *EXAMPLES)

FILES: list[tuple[Kind, str]] = [
    *(("topology", name) for name in TOPOLOGIES),
    *(("scenario", name) for name in SCENARIOS),
]


def _walk(data: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every (path, key, value) in a file."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        here = f"{path}.{key}" if path else str(key)
        yield here, str(key), value
        yield from _walk(value, here)


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= {"en", "ja"}


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_a_bundled_file_opens_with_the_modeline_of_its_schema(kind: Kind, name: str) -> None:
    """An editor finds the schema by a relative path in the first line, where the schema lies."""
    path = _file(kind, name)
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", path.read_text("utf-8").splitlines()[0])
    assert match
    assert (path.parent / match[1]).resolve() == (_folder(kind) / f"{kind}.schema.json").resolve()


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_whatever_a_user_reads_stands_in_both_languages(kind: Kind, name: str) -> None:
    """Each text has English and Japanese, and the Japanese is Japanese."""
    data = read_document(_file(kind, name)).data
    one_language = [path for path, key, value in _walk(data) if key in READ_BY_USERS and not _is_text(value)]
    assert one_language == []
    texts = [(path, value) for path, _, value in _walk(data) if _is_text(value)]
    assert [path for path, text in texts if set(text) != {"en", "ja"} or not text["en"].isascii()] == []
    assert [p for p, text in texts if not JAPANESE.search(text["ja"]) and text["ja"] not in LATIN_ONLY] == []
    assert [f"questions.{i}" for i, text in enumerate(data.get("questions", ())) if not _is_text(text)] == []


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_whatever_is_offered_or_happens_has_a_title(kind: Kind, name: str) -> None:
    """A page in Japanese would show an id where a title is missing."""
    data = read_document(_file(kind, name)).data
    parts = [data, data["topology"]] if isinstance(data.get("topology"), dict) else [data]
    sections = (
        "roles", "routes", "crews", "components", "lines", "backlogs", "jobs", "tasks", "signals", "events",
        "obligations", "decisions", "injects", "objectives",
    )  # fmt: skip
    things = [(key, each) for part in parts for section in sections for key, each in (part.get(section) or {}).items()]
    things += [
        (f"{key}.{inner}", each or {})
        for key, thing in things
        for section in ("options", "steps", "limits")
        for inner, each in (thing.get(section) or {}).items()
    ]
    assert [key for key, thing in things if not _is_text((thing or {}).get("title"))] == []


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_a_japanese_text_holds_no_space_of_a_line_break(kind: Kind, name: str) -> None:
    """Japanese is written without spaces, beside Latin letters too."""
    texts = [(path, value["ja"]) for path, _, value in _walk(read_document(_file(kind, name)).data) if _is_text(value)]
    assert [path for path, text in texts if re.search(r"[ぁ-んァ-ヶ一-龠、。]\s|\s[ぁ-んァ-ヶ一-龠、。]", text)] == []


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_what_is_told_in_japanese_is_japanese(kind: Kind, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside names of the trade, only ids and kinds stand there in Latin letters, and no line opens with a comma."""
    monkeypatch.setenv("LANGUAGE", "ja")
    use_language("ja")
    if kind == "scenario":
        case = load_scenario(name)
        data = [case.topology_document.data, case.scenario_document.data]
        lines = render_scenario(case.scenario, case.topology, 80)
    else:
        loaded = load_topology(name)
        data = [loaded.document.data]
        lines = render_topology(loaded.topology, 80)
    assert [line for line in lines if cell_width(line) > 80] == []
    assert [line for line in lines if line.lstrip()[:1] in set("、。，．）」』】ー～…")] == []
    keys = {key for part in data for _, key, _ in _walk(part)}
    values = {value for part in data for _, key, value in _walk(part) if key in {"id", "kind", "from", "option"}}
    ids = {part for word in keys | {str(each) for each in values} for part in (word, *word.split("."))}
    word_of = re.compile(r"(?<![A-Za-z/])[a-z][a-z0-9/.-]*[a-z0-9](?![A-Za-z0-9])")
    latin = {word for line in lines for word in word_of.findall(line)}
    assert {word for word in latin if not any(word in each or each == word.split(".")[-1] for each in ids)} == set()


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_every_number_has_a_basis(kind: Kind, name: str) -> None:
    """The basis opens with what holds for everything; only then come the exceptions."""
    basis = read_document(_file(kind, name)).data["basis"]
    assert next(iter(basis.items())) == ("*", "assumed")


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_exception_of_a_basis_names_something(name: str) -> None:
    """A basis that points at nothing would count a number as published that is not."""
    case = load_scenario(name)
    paths = [str(path) for path in known_paths(case.documents)]
    patterns = [*case.topology.basis, *case.scenario.basis]
    exceptions = [pattern for pattern in patterns if pattern not in ("*", "published.*")]
    assert [p for p in exceptions if not any(fnmatch(path, p) or fnmatch(path, f"{p}.*") for path in paths)] == []


@pytest.mark.parametrize("name", TOPOLOGIES)
def test_a_bundled_topology_loads(name: str) -> None:
    """It loads by its id."""
    assert load_topology(name).topology.id == name


def test_the_large_bank_has_lines_enough_and_each_can_be_harmed() -> None:
    """Fifteen business lines or more, each with a title, a demand and a limit of tolerance."""
    lines = load_topology("megabank").topology.lines
    assert len(lines) >= 15
    for name, line in lines.items():
        tolerance = line.tolerance
        assert tolerance.forms() or tolerance.named() or tolerance.cleared or tolerance.ready, name
        assert any(rate > 0 for _, steps in line.demand for _, rate in steps), name


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_bundled_scenario_loads_with_each_of_its_changes(name: str) -> None:
    """What-ifs name ids and paths that exist."""
    case = load_scenario(name)
    assert case.scenario.id == name
    for change in case.scenario.what_ifs:
        assert load_scenario(name, changes=[change]).changes == (change,)


@pytest.mark.parametrize("name", MIZUHO)
def test_a_mizuho_case_gives_a_crisis_team_something_to_weigh(name: str) -> None:
    """Five decisions or more, two to five options each, some of which need a named authority."""
    decisions = load_scenario(name).scenario.decisions
    assert len(decisions) >= 5
    assert {key for key, decision in decisions.items() if not 2 <= len(decision.options) <= 5} == set()
    assert any(option.authority for decision in decisions.values() for option in decision.options.values())


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_contingency_plan_can_be_followed(name: str) -> None:
    """What the topology agrees on beforehand is a choice that the scenario offers."""
    case = load_scenario(name)
    for decision, planned in case.topology.contingency_plan.items():
        assert planned.option in case.scenario.decisions[decision].options


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_published_choice_is_offered(name: str) -> None:
    """A published decision, and one of a what-if, names a decision and one of its options."""
    scenario = load_scenario(name).scenario
    chosen = [row for row in scenario.published if isinstance(row, Decided)]
    chosen += [row for what_if in scenario.what_ifs.values() for row in what_if.decide]
    for row in chosen:
        decision, option = row.decided
        assert option in scenario.decisions[decision].options, row.decided


TRIGGERS = ("net/card-a unstable", "hub/controller-a down")
"""Published rows that are the trigger itself, put in and shown as put in."""


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_event_acts_on_what_a_published_row_looks_at(name: str) -> None:
    """Consequences come out of the model: triggers and hidden weaknesses touch other things."""
    data = read_document(_file("scenario", name)).data
    looked_at = {
        word
        for row in load_scenario(name).scenario.published
        if isinstance(row, Milestone) and row.is_.text not in TRIGGERS
        for word in re.findall(r"[a-z0-9/-]+", row.is_.text)
    }
    verbs = ("fail", "degrade", "destabilise", "withhold", "repair", "release")
    written = [pair for part in ("given", "events") for pair in _walk(data.get(part, {}))]
    touched = {value for _, key, value in written if key in verbs and isinstance(value, str)}
    assert touched & looked_at == set()


def test_every_case_stands_on_the_one_bank() -> None:
    """One topology serves all four incidents, unchanged."""
    bank = load_topology("megabank").topology
    assert all(load_scenario(name).topology == bank for name in MIZUHO)
