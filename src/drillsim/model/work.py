"""Work that takes time: jobs run on machines, tasks run with people."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from drillsim.model.conditions import ConditionOf
from drillsim.model.effects import Effect
from drillsim.model.needs import Need
from drillsim.model.parts import Part
from drillsim.model.quantities import WHOLE, Count, Share, Spread, SpreadOf, Whole
from drillsim.model.text import Id, TextOf
from drillsim.model.times import ClockOf, WindowOf, parse_days, parse_window

NOW = Spread("fixed", 0, 0, 0)
ALWAYS = parse_window("always")
ON_DEMAND = ("on-demand",)

OnLoss = Literal["waits", "abends", "errors"]


def _runs(value: object) -> tuple[str, ...]:
    return ON_DEMAND if value in ("on-demand", ON_DEMAND) else parse_days(value)


class Slip(Part):
    """A mis-step: more time, and perhaps damage."""

    chance: Share
    """How likely."""
    costs: SpreadOf = NOW
    """How much more time."""
    do: tuple[Effect, ...] = ()
    """What it damages, after what the step does."""


class Step(Part):
    """One step of some work."""

    title: TextOf | None = None
    """What to call it."""
    takes: SpreadOf = NOW
    """How long it takes."""
    crew: Id | None = None
    """Who does it, where it is another crew."""
    people: Whole = 1
    """How many of them."""
    works: Share = WHOLE
    """The chance that it works."""
    needs: tuple[Need, ...] = ()
    """What it needs."""
    on_loss: OnLoss | dict[Id, OnLoss] = "waits"
    """What losing a need does."""
    unless: ConditionOf | None = None
    """What makes it fail for certain."""
    slip: Slip | None = None
    """What may go wrong."""
    then: tuple[Effect, ...] = ()
    """What follows when it worked."""
    else_: tuple[Effect, ...] = Field(default=(), alias="else")
    """What follows when it failed."""


class WorkPart(Part):
    """What every kind of work may carry."""

    crew: Id | None = None
    """Who does it."""
    people: Whole = 1
    """How many of them."""
    takes: SpreadOf = NOW
    """How long it takes."""
    after: tuple[Id, ...] = ()
    """Jobs or tasks that must be done first."""
    steps: dict[Id, Step] = {}
    """Its parts, in order."""
    hours: WindowOf = ALWAYS
    """It goes on only inside these hours."""
    needs: tuple[Need, ...] = ()
    """What it needs."""
    on_loss: OnLoss | dict[Id, OnLoss] = "waits"
    """What losing a need does: wait, abend, or errors at full speed."""
    works: Share = WHOLE
    """The chance that it succeeds, decided at its end."""
    unless: ConditionOf | None = None
    """What makes it fail for certain, seen at its end."""
    then: tuple[Effect, ...] = ()
    """What follows success."""
    else_: tuple[Effect, ...] = Field(default=(), alias="else")
    """What follows failure."""
    slip: Slip | None = None
    """What may go wrong on the way."""
    tells: Id | None = None
    """The signal or inject that goes out when it ends."""


class Clash(Part):
    """Jobs that must not run together."""

    with_: tuple[Id, ...] = Field(alias="with")
    """The other jobs."""
    then: Literal["waits", "abends", "both-abend", "both-run"] = "waits"
    """What happens if they meet."""


class Rerun(Part):
    """How a job may be repeated after an abend."""

    from_: Literal["start", "stop"] = Field(default="start", alias="from")
    """From the start, or from where it stopped."""
    after: tuple[Id, ...] = ()
    """Tasks that must be done first."""
    when: ConditionOf | None = None
    """What must hold."""


class Job(WorkPart):
    """Batch work on machines."""

    title: TextOf | None = None
    """What to call it."""
    items: Count = 0
    """How many items one occurrence processes."""
    runs: Annotated[
        tuple[str, ...], PlainValidator(_runs), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array"}]})
    ] = ("daily",)
    """On which days; or on-demand."""
    not_before: ClockOf | None = None
    """It does not start before this time of its day."""
    not_after: ClockOf | None = None
    """A start later than this is refused."""
    due: ClockOf | None = None
    """Until then the result of the time before still serves those that need it."""
    clash: Clash | None = None
    """Jobs it must not meet."""
    leaves: tuple[Effect, ...] = ()
    """What an abend leaves behind."""
    rerun: Rerun | None = None
    """How it may be repeated."""


class Task(WorkPart):
    """Work with people."""

    title: TextOf | None = None
    """What to call it."""
