"""A scenario: one story on a topology, as it is written down."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator

from drillsim.model.conditions import ConditionOf, MeasureOf
from drillsim.model.effects import Effect
from drillsim.model.parts import Part
from drillsim.model.people import Decision, Inject, Objective, Obligation, Signal
from drillsim.model.quantities import parse_duration, parse_share
from drillsim.model.text import Id, Text, TextOf, parse_id
from drillsim.model.times import ClockOf
from drillsim.model.topology import FORMAT, Basis, ScriptedEvent
from drillsim.model.work import Task


def _given_kind(value: object) -> str:
    if isinstance(value, ScriptedEvent) or (isinstance(value, dict) and ("do" in value or "when" in value)):
        return "event"
    return "effect"


Given = Annotated[
    Annotated[ScriptedEvent, Tag("event")] | Annotated[Effect, Tag("effect")],
    Discriminator(_given_kind),
]


def _choice(value: object) -> tuple[str, str]:
    if isinstance(value, (tuple, list)) and len(value) == 2:
        return (str(value[0]), str(value[1]))
    words = str(value).split()
    if len(words) != 2:
        raise ValueError(f"'{value}' is not a choice; write DECISION OPTION")
    return (parse_id(words[0]), parse_id(words[1]))


ChoiceOf = Annotated[
    tuple[str, str], PlainValidator(_choice), WithJsonSchema({"type": "string", "description": "DECISION OPTION"})
]


def _within(value: object) -> tuple[str, int]:
    if isinstance(value, (tuple, list)):
        return (str(value[0]), int(value[1]))
    text = str(value)
    if text.endswith("%"):
        return ("share", parse_share(text))
    if text.replace(".", "", 1).isdigit():
        return ("count", round(float(text) * 1000))
    return ("ms", parse_duration(value))


WithinOf = Annotated[
    tuple[str, int],
    PlainValidator(_within),
    WithJsonSchema({"type": ["string", "number"], "description": "a duration, a share or a count"}),
]


class Decided(Part):
    """A choice that was made, and when."""

    at: ClockOf
    """When it was decided."""
    decided: ChoiceOf
    """Which decision, which option."""
    what: TextOf | None = None
    """What the source says."""
    basis: TextOf | None = None
    """Where it comes from."""


class Milestone(Part):
    """A moment at which something became true."""

    at: ClockOf
    """The published moment."""
    is_: ConditionOf = Field(alias="is")
    """What became true."""
    name: Id | None = None
    """What a calibration calls this row."""
    within: WithinOf = ("ms", 0)
    """How close a replay must come."""
    what: TextOf | None = None
    """What the source says."""


def _measures(value: object) -> object:
    return value if isinstance(value, (list, tuple)) else [value]


def _figures(value: object) -> tuple[str, ...]:
    return tuple(str(part) for part in (value if isinstance(value, (list, tuple)) else [value]))


class Figure(Part):
    """A number that was published."""

    at: ClockOf | None = None
    """The moment it belongs to; the end if absent."""
    figure: Annotated[
        tuple[str, ...], PlainValidator(_figures), WithJsonSchema({"type": ["string", "number", "array"]})
    ]
    """The figure; several where sources disagree, one is enough."""
    of: tuple[MeasureOf, ...]
    """The measure, or several that are summed."""
    name: Id | None = None
    """What a calibration calls this row."""
    within: WithinOf = ("count", 0)
    """How close a replay must come."""
    what: TextOf | None = None
    """What the source says."""

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        if isinstance(value, dict) and "of" in value:
            return {**value, "of": _measures(value["of"])}
        return value


def _published_kind(value: object) -> str | None:
    for key, model in (("decided", Decided), ("figure", Figure), ("is", Milestone)):
        if isinstance(value, model) or (isinstance(value, dict) and key in value):
            return key
    return None


Published = Annotated[
    Annotated[Decided, Tag("decided")] | Annotated[Figure, Tag("figure")] | Annotated[Milestone, Tag("is")],
    Discriminator(
        _published_kind,
        custom_error_type="published",
        custom_error_message="a published row has one of decided, is, figure",
    ),
]


class WhatIf(Part):
    """A named change: the same words as --set and --decide."""

    title: TextOf | None = None
    """What to call it."""
    about: TextOf | None = None
    """What it stands for."""
    set: dict[str, Any] = {}
    """Values by path."""
    without: tuple[Id, ...] = ()
    """Ids that are removed."""
    with_: dict[str, Any] = Field(default={}, alias="with")
    """What is laid over topology and scenario."""
    decide: tuple[Decided, ...] = ()
    """Choices that replace the published ones."""
    basis: Basis | None = None
    """Where it comes from."""


class Scenario(Part):
    """One story on a topology."""

    format: int = FORMAT
    """The version of the written language."""
    id: Id
    """The name others use."""
    title: TextOf = Text("", "")
    """What to call it."""
    about: TextOf | None = None
    """The story."""
    random: bool = False
    """Whether components break at random."""
    topology: Any = None
    """The topology it stands on: an id, a file, or a topology written in place."""
    starts: ClockOf
    """When the clock starts."""
    ends: ClockOf
    """When the clock ends."""
    given: dict[Id, Given] = {}
    """What lies hidden."""
    events: dict[Id, ScriptedEvent] = {}
    """What happens."""
    tasks: dict[Id, Task] = {}
    """Work that can be started."""
    signals: dict[Id, Signal] = {}
    """How something becomes known."""
    decisions: dict[Id, Decision] = {}
    """What can be decided."""
    injects: dict[Id, Inject] = {}
    """Messages from outside the model."""
    obligations: dict[Id, Obligation] = {}
    """What is owed to whom, by when."""
    objectives: dict[Id, Objective] = {}
    """What the drill is meant to show."""
    published: tuple[Published, ...] = ()
    """What the source says happened."""
    what_ifs: dict[Id, WhatIf] = {}
    """Named changes."""
    questions: tuple[TextOf, ...] = ()
    """Questions for a class."""
    basis: dict[str, Basis] = {}
    """Where each number comes from."""
