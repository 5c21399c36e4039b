"""Nodes are numbered suppliers first, equals in the order of the files, those that need each other together."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from drillsim.plan.ordering import suppliers_first

Needs = dict[tuple[str, ...], list[tuple[str, ...]]]


@st.composite
def graphs(draw: st.DrawFn, *, circles: bool) -> Needs:
    """Up to a dozen nodes in an order of their own; without circles a node needs only what has a lower number."""
    names: list[tuple[str, ...]] = [(str(i),) for i in range(draw(st.integers(0, 12)))]
    needs = {
        name: draw(st.lists(st.sampled_from(names if circles else names[:place]), max_size=4)) if place else []
        for place, name in enumerate(names)
    }
    return {name: needs[name] for name in draw(st.permutations(names))}


def drawn(needs: Needs) -> nx.DiGraph[tuple[str, ...]]:
    graph: nx.DiGraph[tuple[str, ...]] = nx.DiGraph()
    graph.add_nodes_from(needs)
    graph.add_edges_from((supplier, name) for name, suppliers in needs.items() for supplier in suppliers)
    return graph


@given(graphs(circles=False))
def test_without_circles_it_is_the_first_order_there_is(needs: Needs) -> None:
    """Of all orders the one that keeps nearest to the files, as a library of graphs finds it."""
    place = {name: i for i, name in enumerate(needs)}
    expected = nx.lexicographical_topological_sort(drawn(needs), key=place.__getitem__)
    assert suppliers_first(needs) == [(name,) for name in expected]


@given(graphs(circles=True))
def test_circles_come_together_and_after_what_they_need(needs: Needs) -> None:
    groups = suppliers_first(needs)
    assert {frozenset(group) for group in groups} == {
        frozenset(group) for group in nx.strongly_connected_components(drawn(needs))
    }
    at = {name: i for i, group in enumerate(groups) for name in group}
    assert all(at[supplier] <= at[name] for name, suppliers in needs.items() for supplier in suppliers)


def test_a_case_without_circles_is_compiled_without_the_library_of_graphs() -> None:
    """Loading that takes longer than running most cases."""
    program = (
        "import sys; from drillsim import load_scenario; from drillsim.plan import compile_plan;"
        "compile_plan(load_scenario('tutorial')); print('networkx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
