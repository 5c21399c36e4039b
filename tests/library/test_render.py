"""How problems look on a terminal: carets by cell width, long lines in part, two languages."""

# ruff: noqa: E501 - a row of a table is one line

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillsim.errors import DrillsimError, Finding
from drillsim.library.document import CaseDocument, Document, Place, empty_document
from drillsim.library.problem import Problem
from drillsim.library.problems import FileProblems, located, problem
from drillsim.library.render import EXCERPT_CELLS_MAX, cell_width, render_error, render_problem
from drillsim.library.source import parse_document
from drillsim.library.wording import coded_error


def at(line: str, column: int, end: int) -> Problem:
    return problem("unknown-key", Place("f.yaml", 1, column, 1, end), (line,), hint="did-you-mean", key="x", near="y")


def test_the_caret_stands_under_the_fault() -> None:
    assert render_problem(at("hub: {restrat: 5m}", 7, 14)) == (
        "f.yaml:1:7: unknown key 'x'\n    hub: {restrat: 5m}\n          ^^^^^^^\nhint: did you mean 'y'?"
    )


def test_a_japanese_character_takes_two_cells_before_and_under_the_caret() -> None:
    line = "題名: {日本語: 値, 英: x}"
    assert render_problem(at(line, 6, 9)).split("\n")[1:3] == [
        "    題名: {日本語: 値, 英: x}",
        "           ^^^^^^",
    ]
    assert render_problem(at(line, 14, 15)).split("\n")[2] == "                       ^^"


def test_a_combining_sign_takes_no_cell() -> None:
    line = "か\u3099: {カ\u3099: x}"
    assert render_problem(at(line, 10, 11)).split("\n")[2] == "    " + " " * 9 + "^"


def test_a_tab_is_shown_as_one_cell() -> None:
    assert render_problem(at("a:\tb", 4, 5)).split("\n")[1:3] == ["    a:→b", "       ^"]


def test_control_characters_of_a_file_never_reach_the_terminal() -> None:
    told = problem(
        "unknown-key", Place("f\x1b.yaml", 1, 1, 1, 2), ("\x1b[31mred\x9b",), hint="", key="\x1b]0;owned\x07"
    )
    assert not any(unicodedata.category(each) == "Cc" for each in render_problem(told).replace("\n", ""))


def test_a_long_line_is_shown_around_its_fault() -> None:
    line = "    core: {" + ", ".join(f"key-{number}: value" for number in range(40)) + "}"
    start = line.index("key-20") + 1
    shown, carets = render_problem(at(line, start, start + 6)).split("\n")[1:3]
    assert shown.startswith("    …")
    assert shown.endswith("…")
    assert cell_width(shown) <= EXCERPT_CELLS_MAX + 4
    assert shown[carets.index("^") : carets.index("^") + 6] == "key-20"


LINES = st.text("ab:{} 日本語ｶﾅ，", min_size=1, max_size=200)


@given(LINES, st.data())
def test_the_caret_always_stands_under_the_character_at_fault(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line)))
    rendered = render_problem(at(line, column, column + 1)).split("\n")
    if not line.strip():
        return
    shown, carets = rendered[1], rendered[2]
    before, under = "", ""
    for character in shown:
        if cell_width(before) == carets.index("^"):
            under = character
            break
        before += character
    assert under == line[column - 1]
    assert cell_width(shown) <= EXCERPT_CELLS_MAX + 4
    assert carets.count("^") == cell_width(under)


def test_a_problem_without_a_line_shows_only_where_it_came_from() -> None:
    told = problem(
        "unknown-path", Place("--set hub.restrat=5m", 0, 0, 0, 0), {}, hint="did-you-mean", path="a", near="b"
    )
    assert render_problem(told) == "--set hub.restrat=5m: no path 'a'\nhint: did you mean 'b'?"


def test_a_warning_says_so() -> None:
    told = problem("unknown-key", Place("f.yaml", 1, 1, 1, 2), ("abc",), severity="warning", key="abc")
    assert render_problem(told) == "f.yaml:1:1: warning: unknown key 'abc'\n    abc\n    ^"
    assert render_problem(told, "ja").startswith("f.yaml:1:1: 注意: 'abc' というキーはありません")


def test_a_problem_is_told_in_japanese_and_in_english_where_there_is_no_japanese() -> None:
    assert render_problem(at("hub: 1", 1, 4), "ja") == (
        "f.yaml:1:1: 'x' というキーはありません\n    hub: 1\n    ^^^\nヒント: 'y' ではありませんか"
    )
    foreign = Problem("f.yaml", 1, 1, "something else", "do this", code="of-somebody-else", hint_code="theirs")
    assert render_problem(foreign, "ja") == "f.yaml:1:1: something else\nヒント: do this"
    assert render_problem(foreign, "fr") == "f.yaml:1:1: something else\nhint: do this"


def test_file_problems_are_in_order_and_each_is_told_once() -> None:
    lines = ("one", "two")
    told = [problem("unknown-key", Place("b.yaml", line, 1, line, 2), lines, key="k") for line in (2, 1, 2)]
    told.append(problem("unknown-key", Place("a.yaml", 9, 1, 9, 2), (), key="k"))
    error = FileProblems(told)
    assert [(each.file, each.line) for each in error.problems] == [("a.yaml", 9), ("b.yaml", 1), ("b.yaml", 2)]
    assert str(error) == render_error(error)
    assert isinstance(error, DrillsimError)


def test_an_error_outside_any_file_is_told_in_both_languages() -> None:
    error = coded_error("unknown-name", "near-names", kind="scenario", name="tutorail", near="tutorial")
    assert render_error(error) == "there is no scenario 'tutorail'\nhint: did you mean tutorial?"
    assert (
        render_error(error, "ja")
        == "'tutorail' というシナリオはありません\nヒント: 次のいずれかではありませんか: tutorial"
    )
    assert str(error) == render_error(error)
    plain = DrillsimError("no luck", "try again")
    assert render_error(plain, "ja") == "no luck\nヒント: try again"
    assert str(DrillsimError("no luck")) == "no luck"


TOPOLOGY = parse_document(
    "id: bank\ncomponents:\n  hub:\n    needs: [core, disk]\n    restart: 5m\nevents:\n  breaker: {when: hub dwon, do: []}\n",
    "t.yaml",
)
SCENARIO = parse_document("id: case\nevents:\n  trigger: {at: 25:00}\n", "s.yaml")
CASE = CaseDocument(TOPOLOGY, SCENARIO)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("components", "hub", "needs", 1), ("t.yaml", 4, 19)),
        (("components", "hub", "needs", 1, "need"), ("t.yaml", 4, 19)),
        (("components", "hub", "needs"), ("t.yaml", 4, 5)),
        (("components", "hub"), ("t.yaml", 3, 3)),
        (("components", "hub", "failover", "works"), ("t.yaml", 3, 3)),
        (("topology", "components", "hub", "restart"), ("t.yaml", 5, 14)),
        (("events", "trigger", "at"), ("s.yaml", 3, 17)),
        (("events", "breaker", "when"), ("t.yaml", 7, 19)),
        (("scenario", "events", "trigger"), ("s.yaml", 3, 3)),
        (("events", "nobody"), ("s.yaml", 2, 1)),
        ((), ("s.yaml", 1, 1)),
    ],
)
def test_a_finding_points_at_what_wrote_the_thing_it_is_about(
    path: tuple[str | int, ...], place: tuple[str, int, int]
) -> None:
    [told] = located([Finding(path, "is wrong", "mend it")], CASE)
    assert (told.file, told.line, told.column) == place
    assert (told.message, told.hint, told.severity) == ("is wrong", "mend it", "error")


def test_a_finding_inside_a_small_language_points_at_the_word() -> None:
    [told] = located([Finding(("events", "breaker", "when"), "no state 'dwon'", offset=4)], CASE)
    assert render_problem(told) == (
        "t.yaml:7:23: no state 'dwon'\n      breaker: {when: hub dwon, do: []}\n                          ^^^^"
    )


NESTED = parse_document(
    "id: case\nevents:\n  trigger:\n    when: {all: [hub up, 'not-hub.waiting > hub.waitng']}\n    do: [{fail: core}, {fail: core}]\n",
    "n.yaml",
)


@pytest.mark.parametrize(
    ("path", "name", "place", "width"),
    [
        (("events", "trigger", "when"), "waitng", (4, 49), 6),
        (("events", "trigger", "when"), "waiting", (4, 35), 7),
        (("events", "trigger", "when"), "hub", (4, 5), 4),
        (("events", "trigger", "do"), "core", (5, 5), 2),
        (("events", "trigger", "do", 0), "core", (5, 17), 4),
        (("events", "trigger"), "trigger", (3, 3), 7),
    ],
)
def test_a_finding_points_at_the_name_it_is_about_where_that_stands_only_once(
    path: tuple[str | int, ...], name: str, place: tuple[int, int], width: int
) -> None:
    [told] = located([Finding(path, "unknown", params={"name": name})], CaseDocument(TOPOLOGY, NESTED))
    assert (told.line, told.column, told.width) == (*place, width)


def test_a_finding_is_told_in_japanese_too_and_never_confused_with_a_problem_of_ours() -> None:
    finding = Finding(
        ("components", "hub"), "unknown crew 'x'", "did you mean 'y'?", code="unknown-name", params={"q": 1}
    )
    [told] = located([finding], CASE)
    assert told.code == "finding/unknown-name"
    assert (
        render_problem(told, "ja")
        == "t.yaml:3:3: 要員 'x' はありません\n      hub:\n      ^^^\nヒント: 'y' ではありませんか"
    )


def test_findings_come_back_in_the_order_of_the_files_each_once() -> None:
    findings = [
        Finding(("components", "hub"), "second", severity="warning"),
        Finding(("events", "trigger"), "first"),
        Finding(("events", "trigger"), "first"),
    ]
    assert [(each.file, each.message, each.severity) for each in located(findings, CASE)] == [
        ("s.yaml", "first", "error"),
        ("t.yaml", "second", "warning"),
    ]


def test_a_finding_about_a_topology_alone_needs_no_scenario() -> None:
    case = CaseDocument(TOPOLOGY, empty_document(""))
    [told] = located([Finding(("components", "hub", "restart"), "too long")], case)
    assert (told.file, told.line) == ("t.yaml", 5)


def test_a_document_shows_its_size_not_its_content() -> None:
    assert repr(Document("x", {}, {})) == "Document('x', 0 nodes)"
