"""What depends on what, drawn as a tree and as text for other programs."""

import json
from xml.etree import ElementTree as ET

import pytest

from drillsim.cli.drawing import FORMATS, Graph, graph_of, render_graph, render_tree
from drillsim.library import load_topology
from drillsim.model import Topology
from drillsim.telling.cells import cell_width
from drillsim.telling.language import use_language

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    use_language("en")


BANK = {
    "id": "bank",
    "title": {"en": "A bank", "ja": "銀行"},
    "components": {
        "site": {"kind": "site"},
        "core/a": {"kind": "server", "site": "site"},
        "core/b": {"kind": "server", "site": "site"},
        "core": {
            "kind": "pair",
            "title": {"en": 'Core "ledger"', "ja": "勘定系"},
            "first_of": ["core/a", "core/b"],
            "failover": {"needs": ["monitor"], "forced": {"needs": ["site"]}},
        },
        "monitor": {"kind": "monitor", "needs": [{"any": ["core", {"need": "site", "hold": "15m"}]}]},
        "hub": {
            "kind": "hub",
            "needs": [
                {"at_least": 2, "of": ["core/a", "core/b", "monitor"]},
                {"share": {"core/a": 1, "core/b": 3}},
                {"chain": ["core", {"all": ["monitor", {"need": "site", "resume": "mend"}]}]},
            ],
        },
    },
    "lines": {"transfers": {"needs": ["hub"], "backlog": "outgoing"}},
    "backlogs": {"outgoing": {"served_by": {"hub": "60/h", "clerks": {"rate": "5/h", "needs": ["night-batch"]}}}},
    "jobs": {
        "night-batch": {"needs": ["core"]},
        "morning": {"after": ["night-batch"], "steps": {"one": {"needs": ["hub"]}}},
    },
    "crews": {"clerks": {"title": "Clerks"}},
}


@pytest.fixture
def graph() -> Graph:
    return graph_of(Topology.model_validate(BANK))


def test_every_part_that_something_hangs_on_is_a_node(graph: Graph) -> None:
    assert {name: node.section for name, node in graph.nodes.items()} == {
        "transfers": "line",
        "outgoing": "backlog",
        "night-batch": "job",
        "morning": "job",
        "site": "component",
        "core/a": "component",
        "core/b": "component",
        "core": "component",
        "monitor": "component",
        "hub": "component",
        "clerks": "crew",
    }


def test_every_kind_of_need_is_an_edge_that_says_why(graph: Graph) -> None:
    edges = {(edge.user, edge.supplier, edge.kind, edge.label, edge.gate) for edge in graph.edges()}
    assert edges == {
        ("transfers", "hub", "all", "", ""),
        ("transfers", "outgoing", "backlog", "", ""),
        ("outgoing", "hub", "served_by", "", ""),
        ("outgoing", "clerks", "served_by", "", ""),
        ("outgoing", "night-batch", "all", "", ""),
        ("night-batch", "core", "all", "", ""),
        ("morning", "night-batch", "after", "", ""),
        ("morning", "hub", "all", "", ""),
        ("core/a", "site", "site", "", ""),
        ("core/b", "site", "site", "", ""),
        ("core", "core/a", "first_of", "1", "first_of-1"),
        ("core", "core/b", "first_of", "2", "first_of-1"),
        ("core", "monitor", "failover", "", ""),
        ("core", "site", "forced", "", ""),
        ("monitor", "core", "any", "", "any-1"),
        ("monitor", "site", "any", "hold 15m", "any-1"),
        ("hub", "core/a", "at_least", "", "at_least-1"),
        ("hub", "core/b", "at_least", "", "at_least-1"),
        ("hub", "monitor", "at_least", "", "at_least-1"),
        ("hub", "core/a", "share", "25%", "share-1"),
        ("hub", "core/b", "share", "75%", "share-1"),
        ("hub", "core", "chain", "", "chain-1"),
        ("hub", "monitor", "all", "", "chain-1/all-1"),
        ("hub", "site", "all", "resume mend", "chain-1/all-1"),
    }


def test_the_tree_opens_a_node_once_and_marks_circles(graph: Graph) -> None:
    assert render_tree(graph.behind(["core"]), "ja", roots=["core"]).splitlines() == [
        "components",
        "core  勘定系  [pair]",
        "├─ first of",
        "│  ├─ (1) core/a  [server]",
        "│  │  └─ stands in site  [site]",
        "│  └─ (2) core/b  [server]",
        "│     └─ stands in site  [site]",
        "├─ to switch monitor  [monitor]",
        "│  └─ any of",
        "│     ├─ core  勘定系  ↻ circle",
        "│     └─ (hold 15m) site  [site]",
        "└─ to switch by hand site  [site]",
        "",
        "circles",
        "core → monitor → core",
    ]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("plain", [False, True])
def test_the_tree_of_a_large_bank_stays_within_the_terminal(lang: str, width: int, *, plain: bool) -> None:
    use_language(lang)
    graph = graph_of(load_topology("megabank").topology)
    lines = render_tree(graph, lang, plain=plain, width=width).splitlines()
    assert [line for line in lines if cell_width(line) > width] == []
    drawn = " ".join(line.lstrip(" │├└─|`-") for line in lines)
    assert [name for name in graph.nodes if name not in drawn] == []
    assert "…" not in drawn


def test_a_line_too_long_goes_on_below_itself_beside_the_strokes() -> None:
    title = "An integrated platform that moves the files of the night"
    bank = {
        "id": "bank",
        "components": {"site": {"kind": "site"}, "hub": {"kind": "hub", "title": title, "needs": ["site"]}},
        "lines": {"fx": {"needs": ["hub", "site"]}},
    }
    assert render_tree(graph_of(Topology.model_validate(bank)), "en", width=44).splitlines() == [
        "lines",
        "fx",
        "├─ hub  An integrated platform that",
        "│  │    moves the files of the night  [hub]",
        "│  └─ site  [site]",
        "└─ site  [site]",
    ]


def test_the_tree_shows_every_node_even_those_that_only_circles_reach(graph: Graph) -> None:
    drawn = render_tree(graph, "en")
    assert [name for name in graph.nodes if name not in drawn] == []


def test_a_plain_tree_is_ascii_where_the_names_are(graph: Graph) -> None:
    assert render_tree(graph, "en", plain=True).isascii()


def test_only_what_stands_behind_a_part_is_kept(graph: Graph) -> None:
    assert set(graph.behind(["night-batch"]).nodes) == {"night-batch", "core", "core/a", "core/b", "monitor", "site"}


def test_a_name_that_nothing_describes_is_drawn_as_such() -> None:
    lost = graph_of(Topology.model_validate({"id": "bank", "lines": {"transfers": {"needs": ["hub"]}}}))
    assert render_tree(lost, "en").splitlines() == ["lines", "transfers", "└─ hub  (described nowhere)"]


def test_mermaid_names_nodes_safely_and_escapes_its_own_signs(graph: Graph) -> None:
    lines = render_graph(graph.behind(["night-batch"]), "mermaid", "en").splitlines()
    assert lines[0] == "flowchart LR"
    assert '    n0[/"night-batch"/]' in lines
    assert '    n4["Core #quot;ledger#quot;<br/>core"]' in lines
    assert '    n4 -->|"first of 1"| n2' in lines
    assert "    n0 --> n4" in lines


def test_dot_quotes_every_name(graph: Graph) -> None:
    lines = render_graph(graph, "dot", "en").splitlines()
    assert lines[0] == 'digraph "A bank" {'
    assert lines[-1] == "}"
    assert '    "core" [label="Core \\"ledger\\"\\ncore", shape=box];' in lines
    assert '    "core" -> "core/a" [label="first of 1"];' in lines
    assert '    "transfers" -> "hub";' in lines


def test_graphml_is_xml_with_both_titles(graph: Graph) -> None:
    root = ET.fromstring(render_graph(graph, "graphml", "en"))  # noqa: S314 - written by ourselves
    nodes = {node.get("id"): node for node in root.iter(f"{GRAPHML}node")}
    assert set(nodes) == set(graph.nodes)
    data = {part.get("key"): part.text for part in nodes["core"]}
    assert data == {
        "node-section": "component",
        "node-kind": "pair",
        "node-title_en": 'Core "ledger"',
        "node-title_ja": "勘定系",
    }
    assert len(list(root.iter(f"{GRAPHML}edge"))) == len(graph.edges())


def test_graphml_is_read_back_by_another_program(graph: Graph) -> None:
    import networkx as nx

    read = nx.parse_graphml(render_graph(graph, "graphml", "en"))
    assert set(read.nodes) == set(graph.nodes)
    assert read.nodes["core"]["title_ja"] == "勘定系"


def test_json_carries_nodes_and_edges(graph: Graph) -> None:
    read = json.loads(render_graph(graph, "json", "en"))
    assert read["title"] == {"en": "A bank", "ja": "銀行"}
    assert [node["id"] for node in read["nodes"]] == list(graph.nodes)
    assert {"from": "hub", "to": "core/a", "kind": "share", "label": "25%", "gate": "share-1"} in read["edges"]


@pytest.mark.parametrize("style", FORMATS)
def test_text_from_a_file_cannot_break_a_format(style: str) -> None:
    title = 'a "b" <c> [d] | {e} \\ # & `f`\n```'
    odd = Topology.model_validate({"id": "x", "title": title, "lines": {"l": {"title": title}}})
    text = render_graph(graph_of(odd), style, "en")
    assert text
    if style == "json":
        json.loads(text)
    if style == "graphml":
        ET.fromstring(text)  # noqa: S314 - written by ourselves
    if style == "mermaid":
        assert '"b"' not in text
