"""Values relative to what is there."""

# ruff: noqa: E501 - a row of a table is one line

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillsim.library.values import NotRelatedError, related, written_duration
from drillsim.model.quantities import parse_duration
from drillsim.model.relative import relative_of


def changed(present: Any, by: str) -> Any:
    change = relative_of(by)
    assert change is not None
    return related(present, change)


@pytest.mark.parametrize(
    ("present", "by", "expected"),
    [
        ("30m", "x2", "1h"), ("4h11m", "x0.5", "2h5m30s"), ("90s", "+30m", "31m30s"), ("2d", "-12h", "1d12h"),
        ("20m..40m..90m", "x2", "40m..1h20m..3h"), ("20m..40m", "+10m", "30m..50m"), ("exp 8h", "x0.25", "exp 2h"),
        ("0", "+5m", "5m"), ("5m", "-5m", "0s"), ("5m", "x0", "0s"),
        ("60/h", "x1.5", "90/h"), ("60/h", "+1/m", "120/h"), ("24/d", "+1/h", "48/d"), ("3/d", "-3/d", "0/d"),
        ("10.4/h", "x3", "31.2/h"), ("30%", "x2", "60%"), ("30%", "+5%", "35%"), (0.3, "+5%", 0.35), (0.3, "x2", 0.6),
        (0.1, "+0.2", 0.3), (8, "x2", 16), (5, "x0.5", 2.5), (700000, "-250000", 450000), ("40%", "+0.1", "50%"),
        ("JPY 900000", "x2", "JPY 1800000"), ("JPY 900000", "+JPY 100000", "JPY 1000000"), ("JPY 5", "+5", "JPY 10"),
        ("13:00", "+30m", "13:30"), ("23:39", "+30m", "00:09"), ("00:10", "-20m", "23:50"), ("09:00:30", "+15s", "09:00:45"),
        ("d+1 23:50", "+20m", "d+2 00:10"), ("2021-02-28 23:50", "+20m", "2021-03-01 00:10"),
        ("2021-03-11T23:00+09:00", "-1d", "2021-03-10T23:00+09:00"),
        ({"09:00": "60/h", "17:00": "0/h"}, "x2", {"09:00": "120/h", "17:00": "0/h"}), ([0.5, 0.25], "x2", [1, 0.5]),
        ({"low": "1h", "likely": "2h", "high": "3h"}, "x2", {"low": "2h", "likely": "4h", "high": "6h"}),
    ],
)  # fmt: skip
def test_a_value_is_changed_in_every_part_and_written_as_people_write(present: Any, by: str, expected: Any) -> None:
    found = changed(present, by)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("present", "by", "code"),
    [
        ("hub", "x2", "not-an-amount"), ("business 09:00-13:00", "+30m", "not-an-amount"), ("unlimited", "x2", "not-an-amount"),
        (True, "x2", "not-an-amount"), ("13:00", "x2", "not-an-amount"),
        ("13:00", "+5", "other-kind"), ("30m", "+5", "other-kind"), ("60/h", "+30m", "other-kind"), (5, "+30m", "other-kind"),
        ("10m", "-30m", "below-zero"), (5, "-6", "below-zero"), ("d+0 00:10", "-20m", "below-zero"),
        ("10m..1h", "-30m", "below-zero"),
    ],
)  # fmt: skip
def test_a_change_that_does_not_fit_is_refused_by_reason(present: Any, by: str, code: str) -> None:
    with pytest.raises(NotRelatedError) as caught:
        changed(present, by)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["x2", "x0.5", "+30m", "-10m", "+4h11m", "+5", "-250000", "+1/h", "-5%", "+JPY 100"])
def test_a_relative_value_is_known_by_its_sign(text: str) -> None:
    assert relative_of(text) is not None


@pytest.mark.parametrize(
    "text", ["30m", "x", "xylophone", "x2m", "+", "-", "-x", "+81 3 1234", "x-2", "- 5", 5, None, "x2 "]
)
def test_anything_else_is_a_value(text: object) -> None:
    assert relative_of(text) is None


@given(st.integers(0, 10**12))
def test_a_written_duration_reads_as_what_was_written(milliseconds: int) -> None:
    assert parse_duration(written_duration(Decimal(milliseconds))) == milliseconds


@given(st.integers(1, 10**6), st.integers(1, 50))
def test_multiplying_a_duration_multiplies_its_milliseconds(seconds: int, factor: int) -> None:
    assert parse_duration(changed(f"{seconds}s", f"x{factor}")) == seconds * factor * 1000


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_adding_and_taking_away_again_gives_the_number_back(number: int, by: int) -> None:
    assert changed(changed(number, f"+{by}"), f"-{by}") == number
