"""Laying one document over another: its laws, and where things stand afterwards."""

# ruff: noqa: E501 - a row of a table is one line

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from drillsim.library.document import Document, empty_document, holds, walk
from drillsim.library.overlay import merge
from drillsim.library.source import parse_document

SCALARS = st.one_of(st.integers(0, 9), st.sampled_from(["a", "b"]), st.lists(st.integers(0, 3), max_size=2))
INNER = st.dictionaries(st.sampled_from(["x", "y", "z"]), SCALARS, max_size=3)
MAPS = st.fixed_dictionaries(
    {},
    optional={"m": INNER, "n": st.dictionaries(st.sampled_from(["p", "q"]), INNER, max_size=2), "s": SCALARS, "t": SCALARS},
)  # fmt: skip
"""Maps in which a key always holds the same kind of thing, as it does in files of one language."""


def written(value: Any) -> str:
    """A value in one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return "null" if value is None else str(value)


def document(data: dict[str, Any], name: str) -> Document:
    return parse_document(written(data) + "\n", name)


def same(one: Document, other: Document) -> bool:
    return (
        one.data == other.data
        and dict(one.spans) == dict(other.spans)
        and list(walk(one.data)) == list(walk(other.data))
    )


@given(MAPS)
def test_nothing_laid_over_a_document_leaves_it_as_it_is(data: dict[str, Any]) -> None:
    base = document(data, "a.yaml")
    assert same(merge(base, empty_document("")), base)


@given(MAPS)
def test_a_document_laid_over_nothing_is_itself(data: dict[str, Any]) -> None:
    over = document(data, "a.yaml")
    assert same(merge(empty_document(""), over), over)


@given(MAPS, MAPS, MAPS)
def test_overlays_that_add_and_replace_may_be_merged_in_any_grouping(
    one: dict[str, Any], two: dict[str, Any], three: dict[str, Any]
) -> None:
    a, b, c = document(one, "a.yaml"), document(two, "b.yaml"), document(three, "c.yaml")
    assert same(merge(merge(a, b), c), merge(a, merge(b, c)))


@given(MAPS, MAPS)
def test_laying_the_same_over_twice_changes_nothing_more(one: dict[str, Any], two: dict[str, Any]) -> None:
    a, b = document(one, "a.yaml"), document(two, "b.yaml")
    assert same(merge(merge(a, b), b), merge(a, b))


@given(MAPS, MAPS)
def test_every_node_stands_somewhere_and_no_place_is_left_over(one: dict[str, Any], two: dict[str, Any]) -> None:
    merged = merge(document(one, "a.yaml"), document(two, "b.yaml"))
    assert set(merged.spans) == {path for path, _ in walk(merged.data)}


@given(MAPS, st.lists(st.sampled_from(["m", "n", "s", "t"]), unique=True))
def test_null_takes_out_and_nothing_else(data: dict[str, Any], gone: list[str]) -> None:
    merged = merge(document(data, "a.yaml"), document(dict.fromkeys(gone), "b.yaml"))
    assert merged.data == {key: value for key, value in data.items() if key not in gone}
    assert set(merged.spans) == {path for path, _ in walk(merged.data)}


def test_maps_merge_at_every_depth_while_lists_and_scalars_replace() -> None:
    base = parse_document("hub:\n  needs: [a, b]\n  restart: 5m\n  failover: {detect: 5s, works: 1}\n", "base.yaml")
    over = parse_document("hub: {needs: [c], failover: {works: 0.5}}\nnew: 1\n", "over.yaml")
    merged = merge(base, over)
    assert merged.data == {
        "hub": {"needs": ["c"], "restart": "5m", "failover": {"detect": "5s", "works": 0.5}},
        "new": 1,
    }


def test_keys_keep_the_order_of_the_base_and_new_ones_follow() -> None:
    base = parse_document("b: 1\na: 2\n", "base.yaml")
    over = parse_document("c: 3\na: 4\nd: 5\nb: 6\n", "over.yaml")
    assert list(merge(base, over).data) == ["b", "a", "c", "d"]


def test_places_follow_the_data_into_both_files() -> None:
    base = parse_document("hub: {restart: 5m, kind: x}\n", "base.yaml")
    over = parse_document("# first\nhub: {restart: 9m}\n", "over.yaml")
    merged = merge(base, over)
    assert merged.spans["hub", "restart"].value.file == "over.yaml"
    assert merged.spans["hub", "restart"].value.line == 2
    assert merged.spans["hub", "kind"].value.file == "base.yaml"
    assert merged.spans["hub",].value.file == "base.yaml"
    assert set(merged.lines) == {"base.yaml", "over.yaml"}


def test_a_map_takes_the_place_of_a_scalar_and_the_other_way_round() -> None:
    base = parse_document("a: 1\nb: {x: 1}\n", "base.yaml")
    over = parse_document("a: {x: 1}\nb: 1\n", "over.yaml")
    assert merge(base, over).data == {"a": {"x": 1}, "b": 1}


def test_null_inside_a_new_map_takes_nothing_in() -> None:
    merged = merge(parse_document("a: 1\n", "base.yaml"), parse_document("b: {x: null, y: 2}\n", "over.yaml"))
    assert merged.data == {"a": 1, "b": {"y": 2}}
    assert not holds(merged.data, ("b", "x"))


def test_an_overlay_may_be_laid_over_a_node_below_the_top() -> None:
    base = parse_document("scenario: {events: {a: 1}}\n", "base.yaml")
    over = parse_document("events: {b: 2}\n", "over.yaml")
    merged = merge(base, over, under=("scenario",))
    assert merged.data == {"scenario": {"events": {"a": 1, "b": 2}}}
    assert merged.spans["scenario", "events", "b"].value.file == "over.yaml"
    assert merge(empty_document("x"), over, under=("deep", "down")).data == {"deep": {"down": {"events": {"b": 2}}}}


def test_merging_changes_neither_of_its_documents() -> None:
    base, over = document({"m": {"x": 1}}, "a.yaml"), document({"m": {"y": 2}}, "b.yaml")
    merge(base, over)
    assert base.data == {"m": {"x": 1}}
    assert over.data == {"m": {"y": 2}}
    assert ("m", "y") not in base.spans
