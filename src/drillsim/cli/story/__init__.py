"""A scenario or a topology told on a terminal, in the reader's order."""

from drillsim.cli.story.scenario import render_scenario
from drillsim.cli.story.topology import render_topology

__all__ = ["render_scenario", "render_topology"]
