"""The numbers of the four incidents of 2021: fitted as the procedure finds them, and with luck around them."""

from __future__ import annotations

import pytest
from benchmarks.calibrate_mizuho import FITS, Fit, find

from drillsim.library import load_scenario
from drillsim.model.effects import SetTo
from drillsim.model.quantities import parse_spread
from drillsim.model.scenario import Decided, Milestone
from drillsim.model.topology import Calibrated, Fitted
from drillsim.review import prepare_replay, spreads

CASES = ("mizuho-2021-02-28", "mizuho-2021-03-03", "mizuho-2021-03-07", "mizuho-2021-03-12")
BY_ARITHMETIC = {"branches-not-prepared"}
"""Fitted by taking one published time from another."""


@pytest.mark.long
@pytest.mark.parametrize("fit", FITS, ids=lambda fit: fit.parameter)
def test_a_fitted_number_is_what_the_procedure_finds(fit: Fit) -> None:
    """Within the tolerance that it states."""
    found = find(fit)
    assert found.agrees, found


def test_every_fitted_number_has_a_procedure() -> None:
    """Whatever a basis calls fitted is found by a search for one of the rows that it names, and the other way round."""
    named: dict[str, set[str]] = {}
    for name in CASES:
        case = load_scenario(name)
        for basis in (case.topology.basis, case.scenario.basis):
            for path, source in basis.items():
                if isinstance(source, Calibrated):
                    assert isinstance(source.calibrated, Fitted), path
                    named.setdefault(path, set()).update(row.rpartition(".")[2] for row in source.calibrated.to)
    sought = {fit.parameter: fit.row for fit in FITS}
    assert set(named) == set(sought) | BY_ARITHMETIC
    assert [path for path, row in sought.items() if row not in named[path]] == []


def test_the_staff_come_as_long_after_their_call_as_was_published() -> None:
    """The likely time of the call-out is the time of the peak less that of the order."""
    scenario = load_scenario("mizuho-2021-02-28").scenario
    (order,) = (row.at for row in scenario.published if isinstance(row, Decided) and row.decided[0] == "branches")
    (peak,) = (row.at for row in scenario.published if isinstance(row, Milestone) and row.name == "peak-time")
    hidden = scenario.given["branches-not-prepared"]
    assert isinstance(hidden, SetTo)
    assert parse_spread(hidden.to).likely == peak.of_day - order.of_day


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_what_was_published_lies_in_the_middle_of_what_luck_makes_of_it(name: str) -> None:
    """From the 5th to the 95th percentile of a hundred unpinned runs."""
    found = spreads(prepare_replay(load_scenario(name), pinned=False), range(1, 101))
    assert [(each.row.text, each.low, each.high) for each in found if not each.inside] == []
