"""The pages under docs/ tell the truth: what they show runs, what they name exists, and nothing is left out."""

from __future__ import annotations

import doctest
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from tests.cli.conftest import start

from drillsim.cli.entry import program
from drillsim.library import scenario_schema, topology_schema
from drillsim.plan.vocabulary import MEASURES, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).resolve().parents[2]
DOCS = HOUSE / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
LANGUAGE = [DOCS / "language.md", DOCS / "ja" / "language.md"]
HOW_TO = [DOCS / "how-to-write-a-scenario.md", DOCS / "ja" / "how-to-write-a-scenario.md"]


def label(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def blocks(path: Path, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_the_worked_example_for_python_runs_as_it_stands() -> None:
    text = (DOCS / "python.md").read_text(encoding="utf-8")
    example = doctest.DocTestParser().get_doctest(text, {}, "python.md", "docs/python.md", 0)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append)
    assert len(example.examples) > 30
    assert "".join(said) == ""


def keys(schema: dict[str, Any]) -> Iterator[str]:
    for definition in schema["$defs"].values():
        yield from definition.get("properties", {})


@pytest.mark.parametrize("page", LANGUAGE, ids=label)
def test_the_language_page_names_every_key(page: Path) -> None:
    named = set(re.findall(r"`([^`\s]+)`", page.read_text(encoding="utf-8")))
    wanted = {*keys(topology_schema()), *keys(scenario_schema())} - {"en", "ja"}
    wanted |= {state for states in STATES.values() for state in states}
    wanted |= {measure for measures in MEASURES.values() for measure in measures if measure != "used"}
    assert sorted(wanted - named) == []


def case_of(page: Path) -> str:
    [case] = blocks(page, "yaml")
    return case


def test_both_languages_show_the_same_case() -> None:
    assert case_of(HOW_TO[0]) == case_of(HOW_TO[1])


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "slow-clearing.yaml").write_text(case_of(HOW_TO[0]), encoding="utf-8")


def said(*words: str) -> str:
    result = CliRunner().invoke(program(), list(words), catch_exceptions=False)
    assert not result.exit_code, result.output
    return result.output


def overdue(*words: str) -> int:
    told: dict[str, Any] = json.loads(said("run", "slow-clearing", "--json", *words))
    return int(told["lines"]["transfers"]["overdue"])


@pytest.mark.usefixtures("written")
def test_the_case_of_the_how_to_is_sound_and_shows_what_the_page_says() -> None:
    assert said("check", "slow-clearing", "--strict").endswith("1 file, 0 mistakes\n")
    assert overdue() > 500
    assert overdue("--with", "alarm-left-on") == 0
    assert overdue("--policy", "nobody") > overdue()
    assert "alarm-switched-off [root cause]" in said("why", "slow-clearing", "transfers")
    assert "centre-slows-down [root cause]" in said("why", "slow-clearing", "transfers")


@pytest.mark.parametrize("words", [("run", "tutorial"), ("why", "tutorial", "internet-banking")], ids=" ".join)
def test_the_pictures_of_the_readme_are_what_the_commands_print(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "80")
    pictures = blocks(HOUSE / "README.md", "text")
    assert len(pictures) == 2
    assert any(picture.rstrip() in said(*words) for picture in pictures), said(*words)


@pytest.mark.parametrize("page", [page for page in PAGES if page.name == "how-to-replay-a-case.md"], ids=label)
def test_the_pictures_of_replays_are_what_the_commands_print(page: Path) -> None:
    pictures = [picture for picture in blocks(page, "text") if picture.startswith("$ drillsim ")]
    assert len(pictures) == 3
    for picture in pictures:
        command, _newline, printed = picture.partition("\n")
        assert printed == start(*command.split()[2:], COLUMNS="80").stdout


@pytest.mark.parametrize("page", [*PAGES, HOUSE / "README.md"], ids=label)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_every_page_for_planners_is_there_in_both_languages(page: Path) -> None:
    english = page.name in {"architecture.md", "python.md"}
    other = DOCS / page.name if page.parent.name == "ja" else DOCS / "ja" / page.name
    assert english or other.exists()


def test_every_invariant_names_a_test_or_a_contract_that_holds_it() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    invariants = [part.partition("\n\n")[0] for part in text.split("- **Invariant:**")[1:]]
    tests = {
        name
        for path in (HOUSE / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = [contract["name"] for contract in project["tool"]["importlinter"]["contracts"]]
    for invariant in invariants:
        named = re.findall(r"`(test_\w+)`", invariant)
        held = re.findall(r"contract \*([^*]+)\*", " ".join(invariant.split()))
        assert named or held, invariant
        assert [name for name in named if name not in tests] == []
        assert [name for name in held if not any(contract.startswith(name) for contract in contracts)] == []


def test_every_folder_of_the_house_is_on_the_map() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    folders = {path.name for path in (HOUSE / "src" / "drillsim").iterdir() if (path / "__init__.py").exists()}
    assert [folder for folder in sorted(folders) if f"| `{folder}/`" not in text] == []


@pytest.mark.parametrize("page", [DOCS / "drill.md", DOCS / "ja" / "drill.md"], ids=label)
def test_the_page_of_the_drill_names_every_key(page: Path) -> None:
    """A key that is not on the page, or a page with keys that do nothing, would mislead whoever learns from it."""
    from drillsim.tui.keys import ANYWHERE, DRILL, key_name

    table = page.read_text(encoding="utf-8").partition("| `space`")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([^` ]+)`", f"`space`{table}"))
    wanted = {key_name(action.keys) for action in (*ANYWHERE, *DRILL)}
    assert wanted - named - {"2", "3", "4", "5", "ctrl+p", "Ctrl+P"} == set()
