"""Components and their mechanisms: failover, units, capacity, limits, random breaks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from drillsim.model.effects import Effect
from drillsim.model.flows import FlowOf, SourceOf
from drillsim.model.needs import Need
from drillsim.model.parts import Part
from drillsim.model.quantities import (
    WHOLE,
    Count,
    Duration,
    Rate,
    Share,
    Spread,
    SpreadOf,
    Whole,
    parse_duration,
    parse_share,
)
from drillsim.model.text import Id, TextOf
from drillsim.model.times import WindowOf, parse_window

ALWAYS = parse_window("always")
NEVER = -1
NOW = Spread("fixed", 0, 0, 0)


def parse_detect_time(value: object) -> int:
    """A duration, or never."""
    return NEVER if value in ("never", NEVER) else parse_duration(value)


DetectTime = Annotated[
    int,
    PlainValidator(parse_detect_time),
    WithJsonSchema({"type": ["string", "number"], "description": "a duration, or never"}),
]


class Detect(Part):
    """How long each way of failing goes unnoticed by the switch."""

    dead: DetectTime = 30_000
    """Dead: it does nothing any more."""
    unstable: DetectTime = 180_000
    """Unstable: it comes and goes."""
    partial: DetectTime = NEVER
    """Partial: it works, but not for everything."""


def _detect(value: object) -> object:
    return {"dead": value, "unstable": value} if isinstance(value, str) or value == 0 else value


class Forced(Part):
    """The switch by hand."""

    takes: SpreadOf = NOW
    """How long it takes."""
    crew: Id | None = None
    """Who does it."""
    people: Whole = 1
    """How many of them."""
    works: Share = WHOLE
    """The chance that it works."""
    needs: tuple[Need, ...] = ()
    """What it needs."""


class Failover(Part):
    """How a standby pair moves on."""

    automatic: bool = True
    """Whether it switches by itself."""
    detect: Detect = Detect()
    """How long each way of failing goes unnoticed; one duration counts for dead and unstable."""
    switch: Duration = 0
    """How long the switch takes."""
    works: Share = WHOLE
    """The chance that it works."""
    needs: tuple[Need, ...] = ()
    """What the switching itself needs."""
    back: Literal["manual", "auto"] = "manual"
    """Whether it returns to the first member by itself."""
    forced: Forced = Forced()
    """The switch by hand."""

    @model_validator(mode="before")
    @classmethod
    def _short_detect(cls, value: object) -> object:
        if isinstance(value, dict) and "detect" in value:
            return {**value, "detect": _detect(value["detect"])}
        return value


class Stop(Part):
    """A kind of failed use that stops the unit."""

    from_: SourceOf = Field(alias="from")
    """The failed uses."""
    share: Share = WHOLE
    """The share of them that stop the unit."""
    keeps: Share = 0
    """The share of stops that keep the customer's item."""


class UnitGroup(Part):
    """Some of the units, by place, hours or crew."""

    title: TextOf | None = None
    """What to call it."""
    count: Whole
    """How many units."""
    hours: WindowOf = ALWAYS
    """When the units can be reached to bring them back."""
    back: dict[Id, SpreadOf] = {}
    """Which crew brings a unit back, and how long one person needs for one unit."""
    use: Annotated[int, PlainValidator(parse_share), WithJsonSchema({"type": ["string", "number"]})] | None = None
    """Its share of all use; by count if absent."""


class Units(Part):
    """Interchangeable parts that stop and come back."""

    count: Whole | None = None
    """How many; or write groups."""
    groups: dict[Id, UnitGroup] = {}
    """Units by place, hours or crew, instead of one count."""
    uneven: tuple[Annotated[int, PlainValidator(parse_share)], ...] = ()
    """How use spreads over the first units; the rest is shared equally."""
    stops: dict[Id, Stop] = {}
    """Which failed uses stop a unit."""
    back: dict[Id, SpreadOf] = {}
    """Which crew brings a unit back, and how long one person needs for one unit."""

    @model_validator(mode="after")
    def _either(self) -> Units:
        if (self.count is None) == (not self.groups):
            raise ValueError("units need either a count or groups")
        if self.count == 0:
            raise ValueError("units need a count of at least 1")
        return self


class Capacity(Part):
    """How much work it takes, and what happens above that."""

    rate: Rate
    """Work per time."""
    above: Literal["shed", "slow", "refuse", "collapse"] = "shed"
    """The excess fails, waits, is turned away, or drags the whole down."""
    after: Duration = 0
    """Collapse: once above the rate for so long."""
    to: Share = 0
    """Collapse: the level it falls to."""
    clears: Share = WHOLE
    """Collapse: until the load is below this share of the rate."""


def parse_alarm(value: object) -> int | None:
    """A share, or none."""
    return None if value in ("none", None) else parse_share(value)


class Limit(Part):
    """Something that fills up."""

    title: TextOf | None = None
    """What to call it."""
    capacity: Count
    """What it holds."""
    used: Count = 0
    """What is in it at the start."""
    per_unit: bool = False
    """Whether each unit has its own."""
    fed_by: tuple[FlowOf, ...] = ()
    """What fills it."""
    drains: Rate = 0
    """What leaves it per time."""
    resets: str | None = None
    """When it is emptied: `daily 00:00`, or a job or task."""
    alarm: Annotated[int | None, PlainValidator(parse_alarm), WithJsonSchema({"type": ["string", "number"]})] = 800_000
    """The share at which it counts as alarming; or none."""
    full: tuple[Effect, ...] | None = None
    """What happens when it is full; its component fails if absent."""
    clears: Share = 900_000
    """Full stays full until drained to this share."""


class Breaks(Part):
    """Random faults; off unless a scenario or a study says so."""

    every: SpreadOf
    """Time to the next fault; a single duration is the mean of an exponential."""
    repair: SpreadOf
    """How long the repair takes."""
    crew: Id | None = None
    """Who repairs it."""
    people: Whole = 1
    """How many of them."""

    @model_validator(mode="before")
    @classmethod
    def _mean(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("every"), str) and ".." not in value["every"]:
            text = value["every"]
            return {**value, "every": text if text.startswith("exp ") else f"exp {text}"}
        return value


class WrongFrom(Part):
    """Wrong answers from a stock of wrong records."""

    backlog: Id
    """Where the wrong records wait for correction."""
    of: Count
    """Out of how many records."""


class Component(Part):
    """Anything that can fail."""

    kind: str
    """What it is: server, storage, network, vendor, atm-fleet, call-centre, ..."""
    title: TextOf | None = None
    """What to call it."""
    site: Id | None = None
    """Where it stands; the site is a component that it needs."""
    needs: tuple[Need, ...] = ()
    """Everything it depends on."""
    first_of: tuple[Id, ...] = ()
    """Active and standby, in this order: the component is a standby pair."""
    failover: Failover | None = None
    """How the pair moves on."""
    units: Units | None = None
    """Interchangeable parts."""
    capacity: Capacity | None = None
    """How much work it takes."""
    limits: dict[Id, Limit] = {}
    """What fills up in it."""
    restart: Duration = 0
    """How long until it is up once its needs are back or it is repaired."""
    closed: bool = False
    """Starts withheld: a fallback nobody has opened yet."""
    hours: WindowOf = ALWAYS
    """Outside them it is withheld by the calendar."""
    wrong_from: WrongFrom | None = None
    """Wrong answers from a stock of wrong records."""
    breaks: Breaks | None = None
    """Random faults."""

    @model_validator(mode="after")
    def _pair(self) -> Component:
        if self.failover is not None and not self.first_of:
            raise ValueError("failover belongs to a standby pair; write first_of: [active, standby] too")
        if len(self.first_of) == 1:
            raise ValueError("first_of needs at least two members")
        for i, member in enumerate(self.first_of):
            if member in self.first_of[:i]:
                raise ValueError(f"first_of names '{member}' twice")
        return self
