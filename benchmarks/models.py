"""The models that are measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drillsim.model import Scenario, Topology
from drillsim.plan import compile_plan

if TYPE_CHECKING:
    from drillsim.engine import Plan


@dataclass(frozen=True)
class BuiltCase:
    """A case that was built, not read."""

    topology: Topology
    scenario: Scenario


def built(topology: dict[str, Any], scenario: dict[str, Any]) -> BuiltCase:
    """Model objects of plain data."""
    return BuiltCase(Topology.model_validate(topology), Scenario.model_validate(scenario))


def compile_case(case: BuiltCase) -> Plan:
    """The plan of model objects."""
    return compile_plan(case)


def thirty_components(mean_fault: str, mean_repair: str) -> Plan:
    """30 components, 3 of them standby pairs of others, 2 crews, 4 lines, random faults over 240 hours."""
    components: dict[str, Any] = {}
    for i in range(27):
        crew = f"crew-{i % 2}"
        components[f"c{i}"] = {
            "kind": "server",
            "breaks": {"every": mean_fault, "repair": f"exp {mean_repair}", "crew": crew},
        }
    for pair in range(3):
        members = [f"c{2 * pair}", f"c{2 * pair + 1}"]
        failover = {"detect": "30s", "switch": "30s", "works": 0.95, "back": "auto"}
        components[f"pair{pair}"] = {"kind": "pair", "first_of": members, "failover": failover}
    lines = {}
    for line in range(4):
        needs: list[Any] = [f"pair{line % 3}", f"c{6 + line}"]
        needs += [{"any": [f"c{10 + 4 * line + j}" for j in range(4)]}]
        lines[f"line{line}"] = {"needs": needs, "demand": "1000/h", "tolerance": {"settle": "0s"}}
    topology = {
        "id": "bench",
        "calendar": {"zone": "UTC"},
        "crews": {"crew-0": {"size": 1}, "crew-1": {"size": 1}},
        "components": components,
        "lines": lines,
    }
    scenario = {
        "id": "bench",
        "topology": "bench",
        "random": True,
        "starts": "2026-01-01 00:00",
        "ends": "2026-01-11 00:00",
    }
    return compile_case(built(topology, scenario))


def layered_case(width: int, depth: int) -> BuiltCase:
    """Layers of components, each needing one of the layer below; the first of the last layer serves a line."""
    components: dict[str, Any] = {}
    for layer in range(depth):
        for place in range(width):
            needs = [f"n{layer - 1}-{place}"] if layer else []
            components[f"n{layer}-{place}"] = {"kind": "server", "needs": needs}
    topology = {
        "id": "layers",
        "calendar": {"zone": "UTC"},
        "components": components,
        "lines": {"line": {"needs": [f"n{depth - 1}-0"], "demand": "1000/h"}},
    }
    scenario = {"id": "layers", "topology": "layers", "starts": "2026-01-01 00:00", "ends": "2026-01-02 00:00"}
    return built(topology, scenario)
