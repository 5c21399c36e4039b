"""What is sound of a faulty file: how faults are filled or taken out, and which later findings are only their echo."""

from __future__ import annotations

import pytest

from drillsim.errors import Finding
from drillsim.library.salvage import Gap, salvaged, without_echoes
from drillsim.library.source import parse_document
from drillsim.model import Scenario, Topology

SCENARIO = """\
id: case
topology: bank
starts: 2026-04-15 09:00
ends: 2026-04-15 12:00
"""


def topology(text: str) -> tuple[Topology, set[tuple[str | int, ...]], frozenset[str]]:
    model, document, gaps = salvaged(parse_document("id: bank\n" + text, "t.yaml"), Topology, "topology")
    assert model is not None
    assert Topology.model_validate(document.data) == model
    return model, {gap.path[1:] for gap in gaps}, frozenset[str]().union(*(gap.names for gap in gaps))


def scenario(text: str) -> tuple[Scenario, set[tuple[str | int, ...]]]:
    model, _, gaps = salvaged(parse_document(SCENARIO + text, "s.yaml"), Scenario, "scenario")
    assert model is not None
    return model, {gap.path[1:] for gap in gaps}


def test_a_sound_file_has_no_gaps() -> None:
    assert topology("components: {core: {kind: core}}")[1] == set()


def test_a_wrong_value_is_filled_and_the_rest_of_its_owner_kept() -> None:
    made, gaps, lost = topology("components: {core: {kind: core, restart: 20, needs: [net]}, net: {kind: net}}")
    assert made.components["core"].needs == ("net",)
    assert gaps == {("components", "core", "restart")}
    assert lost == frozenset()


def test_a_missing_key_is_filled() -> None:
    made, gaps, _ = topology("components: {core: {needs: [net]}, net: {kind: net}}")
    assert made.components["core"].needs == ("net",)
    assert gaps == {("components", "core", "kind")}


def test_an_unknown_key_is_taken_out_with_what_stands_below_it() -> None:
    made, gaps, lost = topology("components: {core: {kind: core, limit: {memory: {capacity: 5}}}}")
    assert list(made.components) == ["core"]
    assert gaps == {("components", "core", "limit")}
    assert {"core", "limit", "memory"} <= lost


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        ("{when: disk donw, do: [{fail: disk}]}", "when"),
        ("{at: 29:40, do: [{fail: disk}]}", "at"),
        ("{do: [{fail: disk}]}", "at"),
        ("{wen: disk down, do: [{fail: disk}]}", "at"),
        ("{at: 10:00, when: disk down, do: [{fail: disk}]}", "when"),
    ],
)
def test_an_event_whose_trigger_is_wrong_keeps_what_it_does(event: str, kept: str) -> None:
    made, _ = scenario(f"events: {{trouble: {event}}}")
    assert len(made.events["trouble"].do) == 1
    assert getattr(made.events["trouble"], kept) is not None


def test_a_decision_without_a_sound_condition_keeps_its_options() -> None:
    made, gaps = scenario("decisions: {go: {to: head, when: alarm konwn, options: {yes: {}, no: {}}}}")
    assert list(made.decisions["go"].options) == ["yes", "no"]
    assert gaps == {("decisions", "go", "when")}


def test_an_effect_that_means_nothing_is_taken_out_of_its_list_and_no_other() -> None:
    made, _ = scenario("events: {trouble: {at: 10:00, do: [{fail: a}, {fial: b}, {repair: c}]}}")
    assert [next(iter(effect.model_dump(exclude_defaults=True).values())) for effect in made.events["trouble"].do] == [
        "a",
        "c",
    ]


def test_a_start_that_is_wrong_is_filled_too() -> None:
    made, _, gaps = salvaged(parse_document("id: case\ntopology: bank\nends: soon\n", "s.yaml"), Scenario, "scenario")
    assert made is not None
    assert {gap.path for gap in gaps} == {("scenario", "starts"), ("scenario", "ends")}


def test_of_what_is_no_file_of_ours_nothing_is_saved_and_nothing_fails() -> None:
    model, _, gaps = salvaged(
        parse_document("components: [1, 2]\nlines: 5\nx: {y: z}\n", "t.yaml"), Topology, "topology"
    )
    assert model is not None
    assert model.components == {}
    assert {"x", "y"} <= frozenset[str]().union(*(gap.names for gap in gaps))


HUB = Gap(("topology", "components", "hub", "units"), frozenset({"hub", "units"}))
TIMES = Gap(("scenario", "starts"))


@pytest.mark.parametrize(
    ("path", "code", "message", "gap", "told"),
    [
        (("topology", "components", "hub", "units", "count"), "x", "about the gap", HUB, False),
        (("scenario", "events", "e", "do", 0, "units"), "no-such-part", "'hub' has no units", HUB, False),
        (("scenario", "events", "e", "do", 0, "units"), "no-such-part", "'disk' has no units", HUB, True),
        (("scenario", "events", "e", "do", 0, "set"), "unknown-path", "no number 'hub.units.x' is", HUB, False),
        (("topology", "components", "hub"), "circle", "these need each other: 'hub'", HUB, True),
        (("topology", "components", "hub", "needs", 0), "need-on-itself", "'hub' needs itself", HUB, True),
        (("topology", "components", "hub", "needs", 0), "unknown-name", "unknown component 'disc'", HUB, True),
        (("scenario", "ends"), "ends-before-start", "it ends before it starts", TIMES, False),
        (("scenario", "ends"), "ends-before-start", "it ends before it starts", HUB, True),
    ],
)
def test_what_a_gap_brings_about_is_an_echo(
    path: tuple[str | int, ...], code: str, message: str, gap: Gap, told: bool
) -> None:
    finding = Finding(path, message, code=code)
    assert list(without_echoes([finding], (gap,))) == ([finding] if told else [])
