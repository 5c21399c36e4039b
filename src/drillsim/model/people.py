"""Who is told what and who decides: roles, routes, crews, signals, decisions, injects, obligations, objectives."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema, model_validator

from drillsim.model.conditions import ConditionOf, MeasureOf
from drillsim.model.effects import Effect
from drillsim.model.needs import Need
from drillsim.model.parts import Part
from drillsim.model.quantities import UNLIMITED, WHOLE, Duration, Rate, Share, Spread, SpreadOf, Whole
from drillsim.model.text import Id, TextOf, parse_id
from drillsim.model.times import ClockOf, WindowOf, parse_window
from drillsim.model.work import WorkPart

NOW = Spread("fixed", 0, 0, 0)
ALWAYS = parse_window("always")
NEVER_AWAY = parse_window("none")


def _roles(value: object) -> tuple[str, ...]:
    if value in ([], ()):
        raise ValueError("a message goes to one role or more")
    return tuple(parse_id(role) for role in (value if isinstance(value, (list, tuple)) else [value]))


RolesOf = Annotated[
    tuple[str, ...],
    PlainValidator(_roles),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Role(Part):
    """Who sits in the crisis."""

    title: TextOf | None = None
    """What to call it."""
    reads: dict[Id, Duration] = {}
    """How long a message on a route lies before this role sees it."""
    away: WindowOf = NEVER_AWAY
    """When the role is absent; messages wait."""
    answers: Duration = 0
    """How long an approval asked of this role takes."""
    deputy: Id | None = None
    """Who stands in while it is away."""


class Planned(Part):
    """What the contingency plan says about one decision."""

    option: Id
    """The option agreed on."""
    within: Duration = 0
    """Within what time of being asked."""


class Route(Part):
    """How messages travel."""

    title: TextOf | None = None
    """What to call it."""
    delay: Duration = 0
    """Transport time."""
    needs: tuple[Need, ...] = ()
    """What must be up for it to carry anything."""
    reads: Rate = UNLIMITED
    """How many messages its reader gets through per time; the rest queues."""
    order: Literal["arrival", "worst-first"] = "arrival"
    """Which message is read first; worst-first puts single alarms before a flood."""


class Crew(Part):
    """People or a vendor."""

    title: TextOf | None = None
    """What to call it."""
    size: Whole = 1
    """How many they are."""
    duty: WindowOf = ALWAYS
    """When they are there."""
    call_out: SpreadOf = NOW
    """How long until they come after a call."""
    reach: Share = WHOLE
    """The chance that a call reaches them at all."""


class Estimate(Part):
    """A belief about when something will hold; it may be wrong."""

    is_: ConditionOf = Field(alias="is")
    """What is believed to hold by then."""
    at: ClockOf
    """When."""


class Routed(Part):
    """By which route a line's state is told, to whom, how late."""

    by: Id
    """The route."""
    to: RolesOf
    """The roles that are told."""
    after: SpreadOf = NOW
    """How long until somebody notices."""
    needs: tuple[Need, ...] = ()
    """What must work for it to be noticed."""


class Message(Part):
    """What a signal and an inject have in common."""

    title: TextOf | None = None
    """What to call it."""
    by: Id
    """The route."""
    to: RolesOf
    """The roles that get it."""
    after: SpreadOf = NOW
    """How long until it is sent."""
    chance: Share = WHOLE
    """The chance that it is sent at all."""
    needs: tuple[Need, ...] = ()
    """What must work for it to be sent."""
    again: bool = False
    """Whether each new occurrence sends another."""
    says: TextOf | None = None
    """The words of the message."""
    estimate: Estimate | None = None
    """What it makes people believe."""


class Signal(Message):
    """How something becomes known."""

    when: ConditionOf | None = None
    """One message when this comes to hold."""
    each: MeasureOf | None = None
    """One message for each item of this."""

    @model_validator(mode="after")
    def _one_source(self) -> Signal:
        if self.when is None and self.each is None:
            raise ValueError(
                "a signal needs when (one message) or each (one message per item); "
                "write what only send or tells sends under injects, with reserve: true"
            )
        if self.when is not None and self.each is not None:
            raise ValueError("a signal has either when (one message) or each (one message per item)")
        return self


class Inject(Message):
    """A message from outside the model or from the facilitator."""

    from_: Id | None = Field(default=None, alias="from")
    """Who it comes from."""
    at: ClockOf | None = None
    """When it is sent."""
    when: ConditionOf | None = None
    """The condition on which it is sent."""
    answer_by: Duration | None = None
    """Within what time an answer is wanted."""
    reserve: bool = False
    """Held in reserve: sent by hand or by an effect."""


class Option(WorkPart):
    """One way to answer a decision, and the work it starts."""

    title: TextOf | None = None
    """What to call it."""
    authority: Id | None = None
    """Whose approval it needs."""
    do: tuple[Effect, ...] = ()
    """What it does at once."""
    when: ConditionOf | None = None
    """When it is on offer; on what the role has been told or has done."""
    forbidden: TextOf | None = None
    """Why it may not be chosen."""


class Decision(Part):
    """A question put to a role."""

    title: TextOf | None = None
    """What to call it."""
    to: Id
    """Who decides."""
    when: ConditionOf
    """When it is asked; on what the role has been told or has done."""
    asks: TextOf | None = None
    """The words of the question."""
    again: bool = False
    """Whether it opens again when its condition comes to hold anew."""
    options: dict[Id, Option] = Field(min_length=1)
    """What can be answered."""


class Obligation(Part):
    """Something owed within a time of a named trigger."""

    title: TextOf | None = None
    """What to call it."""
    of: Id
    """Who owes it."""
    to: Id | None = None
    """To whom."""
    when: ConditionOf
    """What starts the clock."""
    within: Duration | None = None
    """Within what time."""
    by: ClockOf | None = None
    """By what time."""
    every: Duration | None = None
    """Owed again so long after each time it was met."""
    met_when: ConditionOf
    """What meets it."""

    @model_validator(mode="after")
    def _one_time(self) -> Obligation:
        if (self.within is None) == (self.by is None):
            raise ValueError("an obligation has either within (a time from its trigger) or by (a clock time)")
        return self


class Observed(Part):
    """A criterion that an observer marks."""

    observe: TextOf
    """What to look for."""


Criterion = Annotated[
    Annotated[ConditionOf, Tag("condition")] | Annotated[Observed, Tag("observed")],
    Discriminator(
        lambda value: (
            "observed"
            if isinstance(value, Observed) or (isinstance(value, dict) and "observe" in value)
            else "condition"
        )
    ),
]


class Objective(Part):
    """What the drill is meant to show."""

    title: TextOf | None = None
    """What to call it."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    """What the trace can check, and what an observer marks."""
