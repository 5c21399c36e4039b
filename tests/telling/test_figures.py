"""How the numbers of a run are written."""

from __future__ import annotations

import pytest
from tests.engine.building import HOUR, MINUTE, plan_case

from drillsim.engine.arrays import ABSOLUTE
from drillsim.telling import figures
from drillsim.telling.language import use_language


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")  # so that what the test chooses is forgotten after it
    use_language("en")


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0"),
        (1, "under 1s"),
        (999, "under 1s"),
        (1_000, "1s"),
        (61_000, "1m1s"),
        (3_600_000, "1h"),
        (5_400_001, "1h30m"),
        (5_459_999, "1h30m"),
        (86_400_000, "1d"),
        (90_000_000, "1d1h"),
        (-1, "never"),
    ],
)
def test_a_duration_is_rounded_down(ms: int, text: str) -> None:
    assert figures.duration(ms) == text


@pytest.mark.parametrize(
    ("millionths", "text"),
    [
        (0, "0%"),
        (1, "<0.1%"),
        (1_000, "0.1%"),
        (10_000, "1%"),
        (792_345, "79.2%"),
        (1_000_000, "100%"),
        (5_320_000, "532%"),
        (12_119_000, "1,211.9%"),
    ],
)
def test_a_share_is_a_percentage(millionths: int, text: str) -> None:
    assert figures.share(millionths) == text


@pytest.mark.parametrize(
    ("thousandths", "text"), [(0, "0/h"), (10_400, "10.4/h"), (1_200_000, "1,200/h"), (1, "0.001/h"), (-1, "unlimited")]
)
def test_a_rate_is_per_hour(thousandths: int, text: str) -> None:
    assert figures.rate(thousandths) == text


def test_money_is_counted_in_the_readers_way() -> None:
    assert figures.money(1_234_567_890) == "1,234,567,890"
    use_language("ja")
    assert figures.money(1_234_567_890) == "12億3,456万"
    assert figures.money(9_999) == "9,999"
    assert figures.money(100_000_000) == "1億"
    assert figures.duration(5_400_000) == "1時間30分"


def test_a_moment_is_written_as_a_scenario_writes_it() -> None:
    plan = plan_case("lines: {shop: {demand: 60/h}}", starts="2026-04-15 09:00", ends="2026-04-17 09:00")
    assert figures.clock(plan, 4 * HOUR + 59_999) == "13:00"
    assert figures.clock(plan, 15 * HOUR) == "d+1 00:00"
    assert figures.clock(plan, 45 * HOUR) == "d+2 06:00"
    assert figures.moment(plan, 15 * HOUR) == "04-16 00:00:00"
    assert figures.clock_of(plan, 9 * HOUR + 30 * MINUTE) == "09:30"
    assert figures.clock_of(plan, ABSOLUTE + 15 * HOUR) == "d+1 00:00"
