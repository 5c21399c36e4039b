"""In which order the nodes of the supply graph are numbered: suppliers first, equals in the order of the files."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Key = tuple[str, ...]


def suppliers_first(suppliers: Mapping[Key, Iterable[Key]]) -> list[tuple[Key, ...]]:
    """The nodes in order; those that need each other come together, as one group."""
    order = _straight(suppliers)
    return [(key,) for key in order] if len(order) == len(suppliers) else _with_circles(suppliers)


def _straight(suppliers: Mapping[Key, Iterable[Key]]) -> list[Key]:
    """As many nodes as can be put in order without going round in a circle."""
    keys = list(suppliers)
    place = {key: i for i, key in enumerate(keys)}
    missing = [0] * len(keys)
    users: list[list[int]] = [[] for _ in keys]
    for user, key in enumerate(keys):
        for supplier in dict.fromkeys(suppliers[key]):
            users[place[supplier]].append(user)
            missing[user] += 1
    ready = [i for i, count in enumerate(missing) if not count]
    heapify(ready)
    order = []
    while ready:
        node = heappop(ready)
        order.append(keys[node])
        for user in users[node]:
            missing[user] -= 1
            if not missing[user]:
                heappush(ready, user)
    return order


def _with_circles(suppliers: Mapping[Key, Iterable[Key]]) -> list[tuple[Key, ...]]:
    import networkx as nx

    graph: nx.DiGraph[Key] = nx.DiGraph()
    graph.add_nodes_from(suppliers)
    graph.add_edges_from((supplier, key) for key, needed in suppliers.items() for supplier in needed)
    place = {key: i for i, key in enumerate(suppliers)}
    folded = nx.condensation(graph)
    first = {group: min(place[key] for key in data["members"]) for group, data in folded.nodes(data=True)}
    order = nx.lexicographical_topological_sort(folded, key=first.__getitem__)
    return [tuple(sorted(folded.nodes[group]["members"], key=place.__getitem__)) for group in order]
