"""What hangs on what is as it was written, and says nothing about how anything stands."""

from __future__ import annotations

import pytest

from drillsim import compile_plan, load_scenario
from drillsim.drill.sight.hanging import layers_of, needs_of, path_of, users_of
from drillsim.library.find import list_files


def test_the_tutorial_hangs_together_as_written() -> None:
    plan = compile_plan(load_scenario("tutorial"))
    assert needs_of(plan, "core") == ("db",)
    assert set(needs_of(plan, "db")) == {"db/a", "db/b"}
    assert "core" in users_of(plan, "db")
    path = path_of(plan, "internet-banking")
    assert set(path.systems) >= {"website", "core", "db", "db/a", "db/b"}
    assert path.systems.index("website") < path.systems.index("core") < path.systems.index("db")
    assert ("core", "db") in path.needs
    assert path.needs[0][0] == "internet-banking"
    assert path_of(plan, "nothing").systems == ()


def test_a_line_hangs_on_what_works_off_its_backlog() -> None:
    plan = compile_plan(load_scenario("mizuho-2021-03-12"))
    systems = path_of(plan, "fx-out-domestic").systems
    assert {"fx-connect", "date-change", "hub/disk-a"} <= set(systems), systems


@pytest.mark.parametrize("name", [entry.id for entry in list_files("scenario") if entry.origin == "bundled"])
def test_layers_hold_every_component_once_and_each_below_whoever_needs_it(name: str) -> None:
    case = load_scenario(name)
    plan = compile_plan(case)
    layers = layers_of(plan)
    placed = [component for layer in layers for component in layer]
    assert sorted(placed) == sorted(case.topology.components)
    where = {component: depth for depth, layer in enumerate(layers) for component in layer}
    upward = [
        (user, supplier)
        for user in placed
        for supplier in needs_of(plan, user)
        if supplier in where and where[supplier] <= where[user]
    ]
    assert not upward or plan.graph.circles
    for line in case.topology.lines:
        assert len(set(path_of(plan, line).systems)) == len(path_of(plan, line).systems)
