"""What a facilitator can choose from can be brought about."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drill.playing import begin

from drillsim import compile_plan, load_scenario
from drillsim.drill.steering import faults_of, reserves_of


@pytest.mark.parametrize("name", ["tutorial", "fsa-26", "mizuho-2021-02-28"])
def test_everything_that_is_offered_can_be_brought_about(tmp_path: Path, name: str) -> None:
    drill = begin(tmp_path, name)
    for component in drill.case.topology.components:
        offered = faults_of(drill.case, drill.plan, component)
        assert {"fail": component} in offered
        drill.submit({"do": offered[len(component) % len(offered)]})
    drill.close()


def test_a_pair_can_be_switched_and_a_fleet_loses_units() -> None:
    case = load_scenario("mizuho-2021-02-28")
    plan = compile_plan(case)
    for component, row in case.topology.components.items():
        verbs = [next(iter(effect)) for effect in faults_of(case, plan, component)]
        assert ("switch" in verbs) == bool(row.first_of)
        assert verbs.count("fail") == 1 + (row.units is not None)
    assert faults_of(case, plan, "atm-cash") == ()


def test_reserves_are_the_messages_held_back() -> None:
    assert reserves_of(load_scenario("mizuho-2021-03-12"))[:2] == ("crisis-open", "notice")
    assert reserves_of(load_scenario("tutorial")) == ()
