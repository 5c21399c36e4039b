"""The draws are the same on every platform: test vectors, worked out once and never to change by accident."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillsim.engine.kernel.draws import (
    EXPONENTIAL,
    FIXED,
    TRIANGULAR,
    UNIFORM,
    Draws,
    exponential,
    quantile,
    stream_key,
)

ONE = 1 << 64
HOUR, MINUTE = 3_600_000, 60_000


def draws() -> Draws:
    return Draws((stream_key("server", "every", "scenario"), stream_key("server", "repair", "scenario")), 7)


def test_a_stream_gives_these_numbers() -> None:
    """More than one block of the stream is read."""
    its = draws()
    assert [its.uniform(0) for _ in range(10)] == [
        6035650508561394189, 13745932892384342063, 15870507180968752961, 14699531446601223997, 1942668123740779460,
        9324344576100167935, 5692072156899486318, 5596406944919627442, 8798369483088358646, 8303572547253441142,
    ]  # fmt: skip


def test_a_seed_is_alike_while_every_chance_that_could_go_either_way_goes_the_same_way() -> None:
    """Certain chances draw too, between the others and past the end of a block; they make no seed differ."""
    shares = [500_000, *[1_000_000] * 9, 0, 500_000]
    its = draws()
    went = [its.chance(0, share) for share in shares]
    for seed in range(50):
        other = Draws((stream_key("server", "every", "scenario"), stream_key("server", "repair", "scenario")), seed)
        assert its.alike(seed) == ([other.chance(0, share) for share in shares] == went)
    assert {its.alike(seed) for seed in range(50)} == {True, False}
    its.spread(1, FIXED, HOUR, HOUR, HOUR)
    assert its.alike(7)
    its.spread(1, UNIFORM, MINUTE, MINUTE, HOUR)
    assert not its.alike(7), "a spread that varies is as good as never the same"


def test_waiting_times_are_these() -> None:
    """And they hang on nothing that was drawn elsewhere."""
    its = draws()
    its.uniform(0)
    spread = its.spreads([EXPONENTIAL, 0, HOUR, 0])
    assert [spread(1, 0) for _ in range(10)] == [
        2212121, 4782608, 2141927, 3224843, 1779316, 1206841, 4548214, 7707896, 10980324, 2986999,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (FIXED, [100, 100, 100, 100, 100]),
        (UNIFORM, [100, 100, 200, 300, 500]),
        (TRIANGULAR, [100, 100, 200, 256, 500]),
        (EXPONENTIAL, [8872, 4436, 277, 138, 0]),
    ],
)
def test_a_spread_has_these_values(shape: int, expected: list[int]) -> None:
    """At its ends, at a quarter and at its middle, from the smallest uniform to the largest."""
    uniforms = (0, 1 << 32, ONE // 4, ONE // 2, ONE - 1)
    assert [quantile(uniform, shape, 100, 200, 500) for uniform in uniforms] == expected


@given(st.integers(0, ONE - 1))
def test_the_fast_exponential_is_the_logarithm(uniform: int) -> None:
    """To a millionth of the mean."""
    assert abs(exponential(uniform) / 2**40 + log((uniform + 1) / ONE)) < 1e-6


@pytest.mark.parametrize("shape", [FIXED, UNIFORM, TRIANGULAR, EXPONENTIAL])
def test_a_spread_in_slots_and_a_written_one_are_one_law(shape: int) -> None:
    """The same luck gives the same duration, also from the numbers as they stand by then."""
    values = [EXPONENTIAL, 0, 0, 0, 0]
    written, in_slots = draws(), draws().spreads(values)
    values[1:] = [shape, MINUTE, HOUR, 2 * HOUR]
    assert [written.spread(0, shape, MINUTE, HOUR, 2 * HOUR) for _ in range(20)] == [in_slots(0, 1) for _ in range(20)]
