"""A scenario: one story on a topology, as it is written down."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator

from drillsim.model.conditions import ConditionOf, MeasureOf
from drillsim.model.effects import Effect
from drillsim.model.parts import Part
from drillsim.model.people import Decision, Inject, Objective, Obligation, Signal
from drillsim.model.quantities import Duration, parse_duration, parse_share
from drillsim.model.text import Id, Text, TextOf, parse_id
from drillsim.model.times import ClockOf
from drillsim.model.topology import FORMAT, Basis, ScriptedEvent, Sourced
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


RowBasis = Annotated[
    Annotated[Literal["published", "assumed"], Tag("word")] | Annotated[Sourced, Tag("sourced")],
    Discriminator(lambda v: "word" if isinstance(v, str) else "sourced"),
]


class Row(Part):
    """What every row of what was published may say of itself."""

    what: TextOf | None = None
    """What the source says."""
    basis: RowBasis = "published"
    """Whether the source has it, or it is assumed: shown then, and not counted."""
    same_as: Id | None = None
    """The row that says the same: shown here too, and counted there."""

    @property
    def is_assumed(self) -> bool:
        """Whether the source does not have it."""
        return self.basis == "assumed" or (isinstance(self.basis, Sourced) and self.basis.assumed is not None)


class Decided(Row):
    """A choice that was made, and when."""

    at: ClockOf
    """When it was decided."""
    decided: ChoiceOf
    """Which decision, which option."""


class Milestone(Row):
    """A moment at which something became true."""

    at: ClockOf
    """The published moment."""
    is_: ConditionOf = Field(alias="is")
    """What became true."""
    name: Id | None = None
    """What the basis of a number calls this row."""
    within: Duration = 0
    """How close a replay must come."""


def _measures(value: object) -> object:
    return value if isinstance(value, (list, tuple)) else [value]


def _figures(value: object) -> tuple[str, ...]:
    return tuple(str(part) for part in (value if isinstance(value, (list, tuple)) else [value]))


FiguresOf = Annotated[
    tuple[str, ...], PlainValidator(_figures), WithJsonSchema({"type": ["string", "number", "array"]})
]


class Figure(Row):
    """A number that was published."""

    at: ClockOf | None = None
    """The moment it belongs to; the end if absent."""
    figure: FiguresOf
    """The figure; several where sources disagree, one is enough."""
    of: tuple[MeasureOf, ...]
    """The measure, or several that are summed."""
    name: Id | None = None
    """What the basis of a number calls this row."""
    within: WithinOf = ("count", 0)
    """How close a replay must come."""

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        if isinstance(value, dict) and "of" in value:
            return {**value, "of": _measures(value["of"])}
        return value


class Unmodelled(Part):
    """A number that was published and that the model does not have."""

    at: ClockOf | None = None
    """The moment it belongs to; the end if absent."""
    figure: FiguresOf
    """The figure; several where sources disagree."""
    not_modelled: TextOf
    """Why the model does not have it."""
    what: TextOf
    """What the source says."""


def _published_kind(value: object) -> str | None:
    kinds = (("decided", Decided), ("not_modelled", Unmodelled), ("figure", Figure), ("is", Milestone))
    for key, model in kinds:
        if isinstance(value, model) or (isinstance(value, dict) and key in value):
            return key
    return None


Published = Annotated[
    Annotated[Decided, Tag("decided")]
    | Annotated[Figure, Tag("figure")]
    | Annotated[Milestone, Tag("is")]
    | Annotated[Unmodelled, Tag("not_modelled")],
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
