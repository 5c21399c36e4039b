"""What depends on what in a topology, and how it is drawn: a tree for the terminal, text formats for other programs."""

from drillsim.cli.drawing.formats import FORMATS, render_graph
from drillsim.cli.drawing.graph import Graph, graph_of
from drillsim.cli.drawing.tree import render_tree

__all__ = ["FORMATS", "Graph", "graph_of", "render_graph", "render_tree"]
