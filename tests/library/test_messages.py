"""Every message and hint is there in both languages, is used, and asks for the same values."""

import ast
import string
from pathlib import Path

import pytest

import drillsim.drill
import drillsim.engine
import drillsim.library
import drillsim.model
import drillsim.plan
from drillsim.library import findings_ja, messages_en, messages_ja, refusals_ja
from drillsim.library.japanese import japanese_of
from drillsim.library.models_ja import SHORTENED, TEXTS, WANTED

SOURCES = sorted(
    path for package in (drillsim.library, drillsim.drill) for path in Path(package.__file__ or "").parent.glob("*.py")
)
CHECKS = sorted(Path(drillsim.plan.__file__ or "").parent.glob("*.py"))
REFUSING = sorted(
    path
    for package in (drillsim.engine, drillsim.drill, drillsim.plan)
    for path in Path(package.__file__ or "").parent.rglob("*.py")
)
MODELS = sorted(Path(drillsim.model.__file__ or "").parent.glob("*.py"))


def values_asked_for(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("table", ["MESSAGES", "HINTS", "WORDS"])
def test_both_languages_say_the_same_things_with_the_same_values(table: str) -> None:
    english, japanese = getattr(messages_en, table), getattr(messages_ja, table)
    assert list(english) == list(japanese)
    for code, template in english.items():
        asked = values_asked_for(japanese[code])
        assert asked <= values_asked_for(template) | {"key", "near", "name"}, code
        assert not template.endswith("."), code


def strings_in_sources() -> set[str]:
    return {
        node.value
        for path in SOURCES
        if not path.name.startswith("messages_")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_no_message_or_hint_is_left_over() -> None:
    used = strings_in_sources() | {"yaml-brace-open", "yaml-bracket-open", "yaml-brace-later", "yaml-bracket-later"}
    assert [code for code in (*messages_en.MESSAGES, *messages_en.HINTS) if code not in used] == []


def text_of(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts)  # type: ignore[misc]
        case _:
            return None


def texts_of_models() -> set[str]:
    found: set[str] = set()
    for path in MODELS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            written: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Error"):
                written = node.args[:1]
            elif isinstance(node, ast.keyword) and node.arg == "custom_error_message":
                written = [node.value]
            found |= {text for each in written if (text := text_of(each)) is not None}
    return found


def test_everything_the_models_say_is_said_in_japanese() -> None:
    said = texts_of_models()
    assert said
    assert sorted(said - set(TEXTS)) == [], "add these to models_ja.TEXTS"
    assert sorted(set(TEXTS) - said) == [], "the models no longer say these"


def texts_of_checks() -> set[str]:
    """Messages and hints that the checks of a whole case write; what they quote from models is the models'."""
    found: set[str] = set()
    for path in CHECKS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            written: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in {"error", "warn"}:
                    written = node.args[2:4]
                elif node.func.attr == "unknown":
                    written = [each for each in node.args[1:2] if " " in (text_of(each) or "")]
            elif isinstance(node, ast.Assign) and [getattr(each, "id", "") for each in node.targets] == ["hint"]:
                written = [node.value]
            found |= {text for each in written if (text := text_of(each)) is not None}
    return found


def test_everything_the_checks_say_is_said_in_japanese() -> None:
    known = set(findings_ja.TEXTS) | set(findings_ja.WORDS)
    assert sorted(texts_of_checks() - known) == [], "add these to findings_ja.TEXTS"


def test_a_finding_is_told_in_japanese_down_to_the_kind_of_thing() -> None:
    assert japanese_of("unknown standby pair 'hbu'") == "待機系の組 'hbu' はありません"
    assert japanese_of("unknown option 'wait' of 'vendor'") == "'vendor'に選択肢 'wait' はありません"
    assert japanese_of("unknown measure 'faild' of the line 'atm'") == "業務 'atm' に尺度 'faild' はありません"
    assert (
        japanese_of("add it, or use the id of a crew that exists") == "追加するか、すでにある要員の id を使ってください"
    )
    assert japanese_of("09:00: this never settles within one moment: a, b").endswith("決着しません: a, b")
    assert japanese_of("withhold works on a line; 'x' is a crew") == "withhold の対象は業務ですが、'x' は要員です"


@pytest.mark.parametrize("english", [*TEXTS, *SHORTENED])
def test_a_text_of_the_models_is_found_whatever_stands_in_it(english: str) -> None:
    filled = english.format(*["x1"] * english.count("{}")) if "{}" in english else english
    japanese = japanese_of(filled)
    assert japanese != filled
    assert filled.count("x1") == 0 or "x1" in japanese


def test_what_the_models_call_for_is_translated_inside_their_texts() -> None:
    assert japanese_of("a whole number is needed here, not 'two'") == "ここには整数が必要です（'two' となっています）"
    assert all(japanese_of(f"{each} is needed here, not 5") != f"{each} is needed here, not 5" for each in WANTED)


def test_a_text_nobody_translated_stays_english() -> None:
    assert japanese_of("something quite new") == "something quite new"


def test_the_package_exports_exactly_its_public_names() -> None:
    for name in drillsim.library.__all__:
        assert getattr(drillsim.library, name) is not None
    homes = [name for names in drillsim.library._HOMES.values() for name in names]
    assert sorted(homes) == sorted(drillsim.library.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        drillsim.library.nothing  # noqa: B018


def texts_of_refusals() -> set[str]:
    """Messages and hints with which commands are refused; those of a catalogue are translated there."""
    found: set[str] = set()
    for path in REFUSING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CommandRefused":
                found |= {text for each in node.args if (text := text_of(each)) is not None}
    return found - {"{}: {}"}


def test_every_refusal_is_told_in_japanese() -> None:
    said = texts_of_refusals()
    assert len(said) > 40
    left = sorted(text for text in said if text and japanese_of(text.replace("{}", "x")) == text.replace("{}", "x"))
    assert left == [], "add these to refusals_ja.TEXTS"


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("'database quick' cannot be chosen: it has been skipped", "'database quick' は選べません。見送られています"),
        ("unknown role 'boss'", "役割 'boss' はありません"),
        ("at sign 4 of 'db dwn': 'dwn' is not a state; use one of up, down", "'db dwn' の 4 文字目: "),
        ("write {withdraw: NUMBER}", "{withdraw: 番号} の形で書いてください"),
        ("2026-04-15 09:05:00 has passed", "2026-04-15 09:05:00 はすでに過ぎています"),
    ],
)
def test_a_refusal_reads_in_japanese(english: str, japanese: str) -> None:
    assert japanese_of(english).startswith(japanese)


def test_refusals_and_findings_do_not_contradict_each_other() -> None:
    assert not set(refusals_ja.TEXTS) & (set(findings_ja.TEXTS) | set(TEXTS))
