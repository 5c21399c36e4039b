"""What is written down: frozen models of topologies and scenarios."""

from drillsim.model.scenario import Scenario
from drillsim.model.topology import FORMAT, Topology

__all__ = ["FORMAT", "Scenario", "Topology"]
