"""Unquoted words: the scalar rules of the YAML 1.2 core schema."""

# ruff: noqa: E501 - a row of a table is one line

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drillsim.library.scalars import kind_of, resolve
from drillsim.library.source import parse_document


@pytest.mark.parametrize(
    "text",
    [
        "13:00", "15:30:00", "on", "off", "yes", "no", "NO", "y", "n", "0123", "-007", "00", "2021-02-28", "1_000",
        "0b101", "0o9", "0xg", "1e", "e5", ".", "-", "+", "+.", "--1", "1-2", "190:20:30", "=", "tRue", "nULL", ".Inf5",
        "12h", "30%", "JPY 900000", "d+1 06:38", "01.5", "1.2.3", "9" * 41, "1e999", "x2", "~~",
    ],
)  # fmt: skip
def test_what_is_not_a_number_or_a_word_of_yaml_is_text(text: str) -> None:
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None),
        ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
        ("0", 0), ("-0", 0), ("12", 12), ("+12", 12), ("-12", -12), ("0o17", 15), ("0x1F", 31), ("0xff", 255),
        ("0.5", 0.5), (".5", 0.5), ("5.", 5.0), ("-1.25", -1.25), ("1e3", 1000.0), ("1.5E-2", 0.015), ("+.5e+1", 5.0),
        (".inf", math.inf), ("-.INF", -math.inf),
    ],
)  # fmt: skip
def test_words_and_numbers_have_the_values_of_the_core_schema(text: str, value: object) -> None:
    found = resolve(text)
    assert found == value
    assert type(found) is type(value)


def test_not_a_number_is_a_number() -> None:
    found = resolve(".nan")
    assert isinstance(found, float)
    assert math.isnan(found)


@given(st.integers(min_value=-(10**30), max_value=10**30))
def test_every_integer_as_python_writes_it_is_that_integer(number: int) -> None:
    assert resolve(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_decimal_as_python_writes_it_is_that_number(number: float) -> None:
    assert resolve(repr(number)) == number


@given(st.times(), st.booleans())
def test_no_clock_time_is_ever_a_number(time: object, seconds: bool) -> None:
    text = str(time)[: 8 if seconds else 5]
    assert resolve(text) == text


@given(st.dates())
def test_no_date_is_ever_anything_but_text(day: object) -> None:
    assert resolve(str(day)) == str(day)


PLAIN = st.text("abcdefxyzENOntrueflsw0123456789.+-_~:/%", min_size=1, max_size=12).filter(
    lambda text: not text.startswith(("-", "%", "~", ":")) and not text.endswith(":") and ": " not in text
)


@given(PLAIN)
@example("0123")
@example("on")
@example("1e3")
def test_a_plain_word_in_a_file_has_the_value_of_the_rules(text: str) -> None:
    assert parse_document(f"key: {text}\n", "f.yaml").data == {"key": resolve(text)}


@given(PLAIN)
def test_a_quoted_word_in_a_file_is_always_text(text: str) -> None:
    assert parse_document(f'key: "{text}"\n', "f.yaml").data == {"key": text}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "nothing"), (True, "true-or-false"), (1, "number"), (0.5, "number"), ("a", "text"), ([], "list"), ({}, "map"),
    ],
)  # fmt: skip
def test_every_value_has_a_plain_name_for_what_it_is(value: object, kind: str) -> None:
    assert kind_of(value) == kind
