"""Which numbers need a basis, and what a key of `basis` covers; the messages stand among the bad files."""

import pytest

from drillsim.library.basis import check_keys, check_numbers
from drillsim.library.document import CaseDocument, empty_document
from drillsim.library.source import parse_document
from drillsim.library.values import is_amount

TOPOLOGY = """\
id: bank
title: 5
calendar: {windows: {day: business 09:00-15:00}, holidays: ["2026-04-29"]}
crews: {staff: {size: 2}, vendor: {size: 1, call_out: 1h..2h..3h}}
components: {core: {kind: core, restart: 5m}, core/a: {kind: core, restart: 50s, closed: true}}
lines: {cash: {needs: [core], demand: {09:00: 60/h}, amount: JPY 5000, tolerance: {outage: 1h}}}
basis: %s
"""
NUMBERS = {
    "crews.staff.size", "crews.vendor.size", "crews.vendor.call_out", "components.core.restart",
    "components.core/a.restart", "lines.cash.demand.09:00", "lines.cash.amount", "lines.cash.tolerance.outage",
}  # fmt: skip


def bare(basis: str) -> set[str]:
    case = CaseDocument(parse_document(TOPOLOGY % basis, "t.yaml"), empty_document(""))
    assert list(check_keys(case, "topology")) == []
    told = list(check_numbers(case, "t.yaml"))
    assert all(problem.severity == "warning" for problem in told)
    shown = {name for problem in told for name in str(problem.params["several"]).split(", ")}
    assert len(shown) + sum(int(str(problem.params["more"])) for problem in told) <= len(NUMBERS)
    return shown


@pytest.mark.parametrize(
    ("basis", "left"),
    [
        ('{"*": assumed}', set()),
        ("{crews: assumed, components: assumed, lines.cash: published}", set()),
        ("{crews.*.size: assumed, components: assumed, lines: published}", {"crews.vendor.call_out"}),
        ('{crews: assumed, "core*": assumed, lines: published}', set()),
        ("{crews: assumed, core: assumed, lines: published}", {"components.core/a.restart"}),
        (
            "{crews: assumed, components: assumed, cash.demand: assumed, cash.amount: assumed}",
            {"lines.cash.tolerance.outage"},
        ),
    ],
)
def test_a_key_covers_all_that_is_below_it(basis: str, left: set[str]) -> None:
    assert bare(basis) == left


def test_without_a_basis_every_amount_is_told_and_nothing_else() -> None:
    case = CaseDocument(parse_document(TOPOLOGY % "{}", "t.yaml"), empty_document(""))
    (told,) = check_numbers(case, "t.yaml")
    assert set(str(told.params["several"]).split(", ")) <= NUMBERS
    assert told.params["more"] == len(NUMBERS) - 5
    assert list(check_numbers(case, "another.yaml")) == [], "it is told in the file that wrote the number"


@pytest.mark.parametrize(
    "value", [5, 0.5, "5m", "4h11m", "60/h", "30%", "JPY 900,000", "1m..2m..3m", "exp 4h", "1_000"]
)
def test_an_amount(value: object) -> None:
    assert is_amount(value)


@pytest.mark.parametrize(
    "value", [True, None, "", "core", "13:00", "2026-04-15", "business 09:00-15:00", "1m..x", [], {}]
)
def test_what_is_no_amount(value: object) -> None:
    assert not is_amount(value)
