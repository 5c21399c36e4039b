"""Business lines as customers see them, their tolerances, and the backlogs their items wait in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, PlainValidator, Tag, WithJsonSchema, model_validator

from drillsim.model.conditions import MeasureOf
from drillsim.model.flows import FlowOf
from drillsim.model.needs import Need
from drillsim.model.parts import Part
from drillsim.model.people import Routed
from drillsim.model.quantities import Count, Duration, Factor, Money, Rate, Share, parse_rate
from drillsim.model.supply import ALWAYS
from drillsim.model.text import Id, TextOf
from drillsim.model.times import ClockOf, DueOf, WindowOf, parse_clock, parse_days

FORMS = {
    "outage": "ms", "outage_in_hours": "ms", "outage_longest": "ms", "below": "ms",
    "failed": "items", "turned_away": "items", "delayed": "items", "overdue": "items", "wrong": "items",
    "exposed": "items", "customers": "count", "complaints": "items", "amount": "money",
}  # fmt: skip
"""The measures of a line that a tolerance may limit by name, and what each counts."""

Profile = tuple[tuple[tuple[str, ...], tuple[tuple[int, int], ...]], ...]
"""Kinds of day, each with (time of day, rate) steps."""


def _steps(value: object) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, dict):
        return ((0, parse_rate(value)),)
    steps: list[tuple[int, int]] = []
    for clock, rate in value.items():
        at = parse_clock(clock)
        if at.date or at.day is not None:
            raise ValueError(f"'{clock}': a demand step starts at a time of day, such as 09:00")
        if steps and steps[-1][0] >= at.of_day:
            raise ValueError(f"'{clock}' is no later than the step before it; write 00:00, then 09:00, then 17:00")
        steps.append((at.of_day, parse_rate(rate)))
    return tuple(steps)


def parse_demand(value: object) -> Profile:
    """`60/h`, `{09:00: 60/h, 17:00: 0/h}`, or either of them per kind of day."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, dict) and value and not any(":" in str(key) for key in value):
        return tuple((parse_days(days), _steps(steps)) for days, steps in value.items())
    return ((("daily",), _steps(value)),)


DemandOf = Annotated[
    Profile,
    PlainValidator(parse_demand),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "object"}],
            "description": "a rate, or rates by clock time, or either by kind of day",
        }
    ),
]


class Pool(Part):
    """How many customers there are, and how much each of them does."""

    pool: Count
    """All customers."""
    items_each: Factor = 1_000_000
    """Items that one customer brings."""


def _pool(value: object) -> Pool:
    return Pool.model_validate({"pool": value})


PoolOf = Annotated[
    Annotated[Pool, Tag("map")]
    | Annotated[Pool, PlainValidator(_pool), WithJsonSchema({"type": "number"}), Tag("plain")],
    Discriminator(lambda value: "map" if isinstance(value, (dict, Pool)) else "plain"),
]


class NamedLimit(Part):
    """Any measure of anything, and how much of it is allowed."""

    title: TextOf | None = None
    """What to call it."""
    of: MeasureOf
    """The measure."""
    limit: str | int | float
    """What is allowed."""


class Tolerance(BaseModel):
    """What a line may lose before harm is intolerable; exactly the allowed amount is within."""

    model_config = ConfigDict(frozen=True, extra="allow", arbitrary_types_allowed=True)
    __pydantic_extra__: dict[str, NamedLimit]

    outage: Duration | None = None
    """Time out, in calendar hours: all outages together, each from falling below `restored_at` until it is restored."""
    outage_in_hours: Duration | None = None
    """The part of `outage` in which the line is open."""
    outage_longest: Duration | None = None
    """The longest single outage."""
    below: Duration | None = None
    """Time below `restored_at`: the outages without the moments in them at which service was good and did not hold."""
    failed: Count | None = None
    """Items that failed."""
    turned_away: Count | None = None
    """Items turned away."""
    delayed: Count | None = None
    """Items that waited longer than five minutes."""
    overdue: Count | None = None
    """Items not done by their due time."""
    wrong: Count | None = None
    """Items answered wrongly."""
    exposed: Count | None = None
    """Records exposed."""
    customers: Count | None = None
    """Customers hit."""
    complaints: Count | None = None
    """Complaints."""
    amount: Money | None = None
    """Money in items that failed, are overdue or wrong."""
    ready: ClockOf | None = None
    """Must be up by then."""
    cleared: ClockOf | None = None
    """Must have nothing waiting by then."""
    restored_at: Share = 800_000
    """Below this share of good service the line counts as out (assumed)."""
    settle: Duration = 300_000
    """How long good service must hold before the outage has ended; it is dated back."""

    def named(self) -> dict[str, NamedLimit]:
        """The limits on measures of other things, by name."""
        return dict(self.__pydantic_extra__)

    def forms(self) -> dict[str, int]:
        """The limits on the line's own measures that are set."""
        return {name: value for name in FORMS if (value := getattr(self, name)) is not None}


class Line(Part):
    """A business line as a customer sees it."""

    title: TextOf | None = None
    """What to call it."""
    needs: tuple[Need, ...] = ()
    """What must be up to serve or accept an item."""
    hours: WindowOf = ALWAYS
    """Opening hours."""
    customers: PoolOf | None = None
    """How many customers there are."""
    amount: Money = 0
    """Worth of an item."""
    demand: DemandOf = ((("daily",), ((0, 0),)),)
    """Customers who come, over the day."""
    fed_by: tuple[FlowOf, ...] = ()
    """Extra ones caused elsewhere: retries, calls."""
    backlog: Id | None = None
    """Where accepted items wait."""
    due: DueOf | None = None
    """When an item becomes overdue."""
    patience: Duration | None = None
    """How long a customer waits in a slow system before failing."""
    complaints: Share = 0
    """The share of failed, turned away and wrong items that complain."""
    tolerance: Tolerance = Tolerance()
    """What may be lost."""
    watch: Routed | None = None
    """By which route, and to whom, its state is told."""

    @model_validator(mode="after")
    def _due(self) -> Line:
        if self.due is not None and self.backlog is None:
            raise ValueError("due belongs to a line with a backlog; without one an item is served at once or fails")
        return self


class Server(Part):
    """One server of a backlog."""

    rate: Rate
    """Items per time at full level (of a crew: per person)."""
    hours: WindowOf = ALWAYS
    """When it serves."""
    needs: tuple[Need, ...] = ()
    """What it needs beside itself."""


def _server(value: object) -> Server:
    return Server.model_validate({"rate": value})


ServerOf = Annotated[
    Annotated[Server, Tag("map")]
    | Annotated[Server, PlainValidator(_server), WithJsonSchema({"type": "string"}), Tag("plain")],
    Discriminator(lambda value: "map" if isinstance(value, (dict, Server)) else "plain"),
]


class Backlog(Part):
    """Items waiting to be processed."""

    title: TextOf | None = None
    """What to call it."""
    order: Literal["arrival", "due", "amount"] | tuple[Id, ...] = "arrival"
    """Who goes first: by arrival, due time or amount, or lines in this order."""
    served_by: dict[Id, ServerOf] = {}
    """Components or crews that work on it; their rates add up."""
    fed_by: tuple[FlowOf, ...] = ()
    """Items that are not customers' own."""
