"""A topology: one institution, as it is written down."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator

from drillsim.model.business import Backlog, Line
from drillsim.model.conditions import ConditionOf, UntilOf
from drillsim.model.effects import Effect
from drillsim.model.parts import Part
from drillsim.model.people import Crew, Obligation, Planned, Role, Route, Signal
from drillsim.model.quantities import WHOLE, Share
from drillsim.model.supply import Component
from drillsim.model.text import Id, Text, TextOf
from drillsim.model.times import ClockOf, DaysOf, HolidayOf, WindowOf
from drillsim.model.work import Job, Task

FORMAT = 1


def _known_zone(value: object) -> str:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(str(value))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"'{value}' is not a time zone; write an IANA name such as Asia/Tokyo") from None
    return str(value)


class Calendar(Part):
    """The zone, the business days, the named windows."""

    zone: Annotated[str, PlainValidator(_known_zone), WithJsonSchema({"type": "string"})] = "Asia/Tokyo"
    """The IANA time zone of all clock times."""
    business: DaysOf = ("mon", "tue", "wed", "thu", "fri")
    """The days that count as business days unless they are holidays."""
    holidays: tuple[HolidayOf, ...] = ()
    """Dates that are not business days."""
    windows: dict[Id, WindowOf] = {}
    """Named windows; moving one moves all hours and due times that name it."""


class ScriptedEvent(Part):
    """Something that happens at a time or when a condition first holds."""

    title: TextOf | None = None
    """What to call it."""
    at: ClockOf | None = None
    """When it happens."""
    when: ConditionOf | None = None
    """The condition on which it happens."""
    do: tuple[Effect, ...] = ()
    """What it does."""
    until: UntilOf | None = None
    """Until when its effects last."""
    again: bool = False
    """Whether it happens at each new occasion."""
    chance: Share = WHOLE
    """The chance that it happens."""

    @model_validator(mode="after")
    def _one_trigger(self) -> ScriptedEvent:
        if (self.at is None) == (self.when is None):
            raise ValueError("an event has either at (a time) or when (a condition)")
        return self


_ROW = re.compile(r"(?:[a-z0-9][a-z0-9/-]*\.)?[a-z0-9][a-z0-9/-]*")


def _row_name(value: object) -> str:
    if not isinstance(value, str) or not _ROW.fullmatch(value):
        raise ValueError(f"'{value}' is not the name of a published row; write ROW or SCENARIO.ROW")
    return value


RowName = Annotated[
    str,
    PlainValidator(_row_name),
    WithJsonSchema({"type": "string", "description": "ROW, or SCENARIO.ROW of another scenario"}),
]


class Fitted(Part):
    """The published rows that a number was fitted to."""

    to: Annotated[tuple[RowName, ...], Field(min_length=1)]
    """The names of the published rows."""
    note: TextOf | None = None
    """How it was fitted."""


class Calibrated(Part):
    """A number fitted so that a figure comes out."""

    calibrated: Annotated[
        Annotated[Fitted, Tag("fitted")] | Annotated[TextOf, Tag("text")],
        Discriminator(lambda v: "fitted" if isinstance(v, Fitted) or (isinstance(v, dict) and "to" in v) else "text"),
    ]
    """To what: in words, or the names of published rows."""
    note: TextOf | None = None
    """Where it comes from."""


class ReadOff(Part):
    """The published rows that a number was read off."""

    of: Annotated[tuple[RowName, ...], Field(min_length=1)]
    """The names of the published rows that follow from it."""
    note: TextOf | None = None
    """Where it was published."""


class Sourced(Part):
    """A number with a note on where it comes from."""

    published: (
        Annotated[
            Annotated[ReadOff, Tag("read off")] | Annotated[TextOf, Tag("text")],
            Discriminator(
                lambda v: "read off" if isinstance(v, ReadOff) or (isinstance(v, dict) and "of" in v) else "text"
            ),
        ]
        | None
    ) = None
    """Where it was published: in words, or the published rows that it was read off."""
    assumed: TextOf | None = None
    """Why it was assumed."""


Basis = Annotated[
    Annotated[Literal["published", "calibrated", "assumed"], Tag("word")]
    | Annotated[Calibrated, Tag("calibrated")]
    | Annotated[Sourced, Tag("sourced")],
    Discriminator(
        lambda v: (
            "word"
            if isinstance(v, str)
            else (
                "calibrated" if isinstance(v, Calibrated) or (isinstance(v, dict) and "calibrated" in v) else "sourced"
            )
        )
    ),
]


class Topology(Part):
    """One institution: its components, lines, jobs, crews, roles, contingency plan, calendar."""

    format: int = FORMAT
    """The version of the written language."""
    id: Id
    """The name others use."""
    title: TextOf = Text("", "")
    """What to call it."""
    about: TextOf | None = None
    """What it stands for."""
    extends: str | None = None
    """The topology this one builds on."""
    calendar: Calendar = Calendar()
    """Days, hours, cut-offs."""
    roles: dict[Id, Role] = {}
    """Who sits in the crisis."""
    contingency_plan: dict[Id, Planned] = {}
    """What was agreed beforehand, by decision."""
    routes: dict[Id, Route] = {}
    """How messages travel."""
    crews: dict[Id, Crew] = {}
    """People and vendors."""
    components: dict[Id, Component] = {}
    """Anything that can fail."""
    lines: dict[Id, Line] = {}
    """Business lines."""
    backlogs: dict[Id, Backlog] = {}
    """Where items wait."""
    jobs: dict[Id, Job] = {}
    """Batch work."""
    tasks: dict[Id, Task] = {}
    """Work with people."""
    signals: dict[Id, Signal] = {}
    """How something becomes known."""
    events: dict[Id, ScriptedEvent] = {}
    """Automatic reactions of the institution."""
    obligations: dict[Id, Obligation] = {}
    """What is owed to whom, by when."""
    basis: dict[str, Basis] = {}
    """Where each number comes from: path or pattern to published, calibrated or assumed."""
