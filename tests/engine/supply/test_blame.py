"""Who is to blame for what a line loses, and what way its load takes: parts that add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.building import level_now, line, node_of, run_case

from drillsim.engine.arrays import WHOLE
from drillsim.engine.supply.blame import Blame

if TYPE_CHECKING:
    from drillsim.engine import Run

HALF = WHOLE // 2


def supply(needs: str, *do: dict[str, Any], more: str = "") -> tuple[Run, Blame]:
    """A line on components a to d, with some faults from the start."""
    run = run_case(
        f"""
        components:
          power: {{kind: site}}
          a: {{kind: x, needs: [power]}}
          b: {{kind: x, needs: [power]}}
          c: {{kind: x}}
          d: {{kind: x}}
          {more}
        lines: {{shop: {{needs: [{needs}], demand: 100/h}}}}
        """,
        events={"start": {"at": "00:00", "do": list(do)}},
    )
    return run, Blame(run.plan, run.levels, run.state.values)


def failed(run: Run, blame: Blame, *names: str) -> list[int]:
    return [blame.failed(node_of(run, "shop"), node_of(run, name)) for name in names]


def turned(run: Run, blame: Blame, *names: str) -> list[int]:
    return [blame.turned(node_of(run, "shop"), node_of(run, name)) for name in names]


def degrade(name: str, to: float) -> dict[str, Any]:
    return {"degrade": name, "to": to}


def test_in_series_the_first_takes_what_it_takes_and_the_next_only_the_rest() -> None:
    run, blame = supply("a, b, c", degrade("a", 0.7), degrade("b", 0.5), degrade("c", 0.6))
    assert failed(run, blame, "a", "b", "c", "d") == [300_000, 200_000, 0, 0]


def test_blame_goes_back_to_the_root_and_what_lies_between_has_it_too() -> None:
    run, blame = supply("a, c", degrade("power", 0.4))
    assert failed(run, blame, "power", "a", "b", "c") == [600_000, 600_000, 0, 0]


def test_a_components_own_fault_comes_before_what_it_needs() -> None:
    run, blame = supply("a", degrade("a", 0.8), degrade("power", 0.5))
    assert failed(run, blame, "a", "power") == [HALF, 300_000]


def test_what_is_turned_away_is_lost_first_and_not_failed_again() -> None:
    front = "front: {kind: web, capacity: {rate: 50/h, above: refuse}, needs: [a]}"
    run, blame = supply("front", degrade("a", 0.3), more=front)
    assert turned(run, blame, "front", "a") == [HALF, 0]
    assert failed(run, blame, "front", "a", "power") == [200_000, 200_000, 0]
    shop = line(run, "shop")
    assert shop.failed + shop.turned_away + shop.served in (2400, 2399, 2398)


def test_behind_a_share_each_part_is_blamed_by_its_weight() -> None:
    run, blame = supply("{share: {a: 3, c: 1}}", {"fail": "power"}, degrade("c", 0.5))
    assert failed(run, blame, "power", "a", "c") == [750_000, 750_000, 125_000]


def test_in_a_chain_each_takes_its_part_of_what_reaches_it() -> None:
    run, blame = supply("{chain: [a, c]}", degrade("a", 0.5), degrade("c", 0.5))
    assert failed(run, blame, "a", "c") == [HALF, 250_000]


def test_an_alternative_that_is_not_used_is_not_to_blame() -> None:
    run, blame = supply("{any: [a, c]}", {"fail": "a"}, degrade("c", 0.9))
    assert failed(run, blame, "a", "c") == [0, 100_000]


def test_at_least_k_blames_the_one_that_is_missing() -> None:
    run, blame = supply("{at_least: 2, of: [a, c, d]}", {"fail": "a"}, degrade("d", 0.6))
    assert failed(run, blame, "a", "c", "d") == [0, 0, 400_000]


def test_a_restart_is_nobody_elses_fault() -> None:
    run = run_case(
        """
        components: {power: {kind: site}, a: {kind: x, needs: [power], restart: 10h}}
        lines: {shop: {needs: [a], demand: 100/h}}
        events: {blip: {at: 20:00, do: [{fail: power, for: 1m}]}}
        """
    )
    blame = Blame(run.plan, run.levels, run.state.values)
    assert level_now(run, "a") == 0
    assert failed(run, blame, "a", "power") == [WHOLE, 0]


def test_many_diamonds_are_walked_in_no_time() -> None:
    """Thirty layers of two that both need both before: 2^30 ways, sixty nodes."""
    parts = ["l0a: {kind: x}", "l0b: {kind: x}"]
    for layer in range(1, 30):
        parts += [f"l{layer}{side}: {{kind: x, needs: [l{layer - 1}a, l{layer - 1}b]}}" for side in "ab"]
    run = run_case(
        f"""
        components: {{{", ".join(parts)}}}
        lines: {{shop: {{needs: [l29a, l29b], demand: 100/h}}}}
        events: {{low: {{at: 00:00, do: [{{degrade: l0b, to: 0.5}}]}}}}
        """
    )
    blame = Blame(run.plan, run.levels, run.state.values)
    assert failed(run, blame, "l0b", "l0a") == [HALF, 0]
    assert blame.reach(node_of(run, "shop"), node_of(run, "l0a")) == WHOLE


@given(
    shares=st.lists(st.sampled_from([0, 0.1, 0.25, 0.5, 0.9, 1]), min_size=4, max_size=4),
    needs=st.sampled_from(
        [
            "a, b, c, d",
            "{share: {a: 1, c: 2, d: 1}}, b",
            "{chain: [a, c]}, {any: [b, d]}",
            "{any: [{all: [a, b]}, c]}, d",
        ]
    ),
)
def test_the_parts_of_all_suppliers_add_up_to_what_is_lost(shares: list[float], needs: str) -> None:
    run, blame = supply(needs, *(degrade(name, to) for name, to in zip("abcd", shares, strict=True)))
    lost = WHOLE - level_now(run, "shop")
    assert abs(sum(failed(run, blame, *"abcd")) - lost) <= 8  # each division may drop a millionth
