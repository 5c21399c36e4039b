"""Owns the graph as text for other programs: Mermaid, DOT, GraphML and JSON.

1. An edge points from the one that needs to the one that is needed.
2. Mermaid and DOT show one language; GraphML and JSON carry both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from drillsim.cli.drawing.tree import render_tree
from drillsim.telling.cells import one_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from drillsim.cli.drawing.graph import Edge, Graph, Node
    from drillsim.model.text import Text

MERMAID_SHAPES = {"line": ('(["', '"])'), "job": ('[/"', '"/]'), "backlog": ('[("', '")]'), "crew": ('{{"', '"}}')}
DOT_SHAPES = {"line": "oval", "job": "parallelogram", "backlog": "cylinder", "crew": "hexagon", "unknown": "plaintext"}
GRAPHML_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def _edge_words(edge: Edge) -> str:
    """The words on an edge: nothing for a plain need, else its kind and label."""
    kind = "" if edge.kind == "all" and not edge.gate else edge.kind.replace("_", " ")
    return " ".join(word for word in (kind, edge.label) if word)


def _node_words(node: Node, lang: str) -> list[str]:
    title = one_line(node.title.in_language(lang))
    return [title, node.id] if title else [node.id]


def render_mermaid(graph: Graph, lang: str) -> str:
    """A Mermaid flowchart."""
    short = {name: f"n{number}" for number, name in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for name, node in graph.nodes.items():
        left, right = MERMAID_SHAPES.get(node.section, ('["', '"]'))
        words = "<br/>".join(_mermaid_text(word) for word in _node_words(node, lang))
        lines.append(f"    {short[name]}{left}{words}{right}")
    for edge in graph.edges():
        words = _mermaid_text(_edge_words(edge))
        arrow = f'-->|"{words}"|' if words else "-->"
        lines.append(f"    {short[edge.user]} {arrow} {short[edge.supplier]}")
    return "\n".join(lines)


def _mermaid_text(text: str) -> str:
    """Text that Mermaid reads as text: its own signs become entities."""
    for sign, entity in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"), ("`", "#96;")):
        text = text.replace(sign, entity)
    return " ".join(text.split())


def render_dot(graph: Graph, lang: str) -> str:
    """A Graphviz digraph."""
    lines = [f"digraph {_dot_text(graph.title.in_language(lang) or 'topology')} {{", "    rankdir=LR;"]
    for name, node in graph.nodes.items():
        words = _dot_text("\n".join(_node_words(node, lang)))
        lines.append(f"    {_dot_text(name)} [label={words}, shape={DOT_SHAPES.get(node.section, 'box')}];")
    for edge in graph.edges():
        words = _edge_words(edge)
        label = f" [label={_dot_text(words)}]" if words else ""
        lines.append(f"    {_dot_text(edge.user)} -> {_dot_text(edge.supplier)}{label};")
    return "\n".join([*lines, "}"])


def _dot_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def render_graphml(graph: Graph, lang: str) -> str:  # noqa: ARG001 - carries both languages
    """A GraphML document, with section, kind and both titles on nodes, kind, label and gate on edges."""
    from xml.etree import ElementTree as ET

    root = ET.Element("graphml", xmlns=GRAPHML_NAMESPACE)
    keys = [("node", ("section", "kind", "title_en", "title_ja")), ("edge", ("kind", "label", "gate"))]
    for part, names in keys:
        for name in names:
            attributes = {"id": f"{part}-{name}", "for": part, "attr.name": name, "attr.type": "string"}
            ET.SubElement(root, "key", attributes)
    body = ET.SubElement(root, "graph", id="topology", edgedefault="directed")
    for name, node in graph.nodes.items():
        element = ET.SubElement(body, "node", id=name)
        values = {"section": node.section, "kind": node.kind, "title_en": node.title.en, "title_ja": node.title.ja}
        _add_data(element, "node", values)
    for number, edge in enumerate(graph.edges()):
        element = ET.SubElement(body, "edge", id=f"e{number}", source=edge.user, target=edge.supplier)
        _add_data(element, "edge", {"kind": edge.kind, "label": edge.label, "gate": edge.gate})
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _add_data(element: Element, part: str, values: dict[str, str]) -> None:
    from xml.etree import ElementTree as ET

    for name, value in values.items():
        if value:
            ET.SubElement(element, "data", key=f"{part}-{name}").text = value


def render_json(graph: Graph, lang: str) -> str:  # noqa: ARG001 - carries both languages
    """A JSON object with title, nodes and edges."""
    return json.dumps(
        {"title": _both(graph.title), "nodes": list(_json_nodes(graph)), "edges": list(_json_edges(graph))},
        ensure_ascii=False,
        indent=2,
    )


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "ja": text.ja}


def _json_nodes(graph: Graph) -> Iterator[dict[str, object]]:
    for name, node in graph.nodes.items():
        yield {"id": name, "section": node.section, "kind": node.kind, "title": _both(node.title)}


def _json_edges(graph: Graph) -> Iterator[dict[str, object]]:
    for edge in graph.edges():
        yield {"from": edge.user, "to": edge.supplier, "kind": edge.kind, "label": edge.label, "gate": edge.gate}


FORMATS: dict[str, Callable[[Graph, str], str]] = {
    "tree": render_tree,
    "mermaid": render_mermaid,
    "dot": render_dot,
    "graphml": render_graphml,
    "json": render_json,
}
"""Every format by the name it has on the command line."""


def render_graph(graph: Graph, style: str, lang: str) -> str:
    """The graph in one of the formats."""
    return FORMATS[style](graph, lang)
