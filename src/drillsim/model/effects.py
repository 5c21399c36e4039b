"""The closed set of effects: each is one atomic change, and may carry after, for, until and chance."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from drillsim.model.conditions import UntilOf
from drillsim.model.parts import Part
from drillsim.model.quantities import WHOLE, Count, Duration, Rate, Share, Spread, SpreadOf, Whole, parse_factor
from drillsim.model.text import Id, Path, parse_id

NOW = Spread("fixed", 0, 0, 0)


def _end(value: object) -> str:
    return "turned_away" if value == "turned_away" else parse_id(value)


EndOf = Annotated[str, PlainValidator(_end), WithJsonSchema({"type": "string", "pattern": "^[a-z0-9][a-z0-9/_-]*$"})]
"""Where waiting items go: a backlog, or the word for how they end."""


class EffectPart(Part):
    """What every effect may carry."""

    after: SpreadOf = NOW
    """How long after the cause it acts."""
    for_: Duration | None = Field(default=None, alias="for")
    """How long it lasts; then it is undone."""
    until: UntilOf | None = None
    """Until when, or until which condition, it lasts; then it is undone."""
    chance: Share = WHOLE
    """The chance that it acts at all."""


class Fail(EffectPart):
    """Level 0, dead; a job or task abends."""

    fail: Path
    """The component, job, task or step that fails."""
    units: Whole | None = None
    """How many of its units; all of it if absent."""


class Degrade(EffectPart):
    """A part of the work goes wrong: level lowered, partial."""

    degrade: Id
    """The component."""
    to: Share
    """The level it falls to."""
    over: Duration = 0
    """How long the way down takes."""


class Destabilise(EffectPart):
    """The component comes and goes: unstable."""

    destabilise: Id
    """The component."""
    to: Share = 0
    """The level while it is unstable."""


class Corrupt(EffectPart):
    """Wrong answers from now on, or so many wrong records at once."""

    corrupt: Id
    """The component or line."""
    share: Share | None = None
    """The share of answers that are wrong."""
    items: Count | None = None
    """So many wrong records."""


class Expose(EffectPart):
    """Records open to somebody who should not see them."""

    expose: Id
    """The component or line whose records lie open."""
    items: Count | None = None
    """So many at once."""
    rate: Rate | None = None
    """So many per time."""


class Repair(EffectPart):
    """Takes away the faults and the corruption set on it."""

    repair: Id
    """The component, job or hidden condition."""
    units: Whole | None = None
    """How many of its units; all of them if absent."""


class Withhold(EffectPart):
    """Orderly out of use: demand is turned away, a reaction or an alarm is switched off."""

    withhold: Id
    """Anything named."""


class Release(EffectPart):
    """Back in use."""

    release: Id
    """Anything named."""


class Switch(EffectPart):
    """Runs the forced switch of a standby pair."""

    switch: Id
    """The pair."""
    to: Id | None = None
    """The member to switch to; the next one that works if absent."""


class Start(EffectPart):
    """Starts a task or a job, or lights what went dark in a circle."""

    start: Id
    """The task, job or component."""
    force: bool = False
    """Passes the gates of a job."""


class Cancel(EffectPart):
    """A job is skipped, a task given up."""

    cancel: Id
    """The job or task."""


class SetTo(EffectPart):
    """A parameter or a stock gets another value."""

    set: Path
    """The path of the parameter."""
    to: Any = None
    """Its value, written as in the file, or relative to what holds: `x2`, `+30m`."""
    over: Duration = 0
    """How long the way there takes."""


class Surge(EffectPart):
    """More customers on a line; load that is nobody's demand on a component."""

    surge: Id
    """The line or component."""
    by: Annotated[int, PlainValidator(parse_factor), WithJsonSchema({"type": ["string", "number"]})] | None = None
    """The factor on what comes."""
    add: Rate | None = None
    """So much more per time."""
    over: Duration = 0
    """How long the way there takes."""


class Divert(EffectPart):
    """New items go to another line or backlog."""

    divert: Id
    """The line they leave."""
    to: Id
    """The line or backlog they go to."""
    share: Share = WHOLE
    """The share that goes."""


class Move(EffectPart):
    """Waiting items go to another backlog, or end."""

    move: Id
    """The backlog."""
    to: EndOf
    """Another backlog, or failed, turned_away, served, wrong."""
    line: Id | None = None
    """Only items of this line."""
    share: Share = WHOLE
    """The share that moves."""
    items: Count | None = None
    """At most so many items."""


class Send(EffectPart):
    """A signal or inject goes out now."""

    send: Id
    """The signal or inject."""


class Call(EffectPart):
    """A call-out of a crew."""

    call: Id
    """The crew."""
    people: Whole | None = None
    """How many; all of them if absent."""


VERBS: dict[str, type[EffectPart]] = {
    "fail": Fail, "degrade": Degrade, "destabilise": Destabilise, "corrupt": Corrupt, "expose": Expose,
    "repair": Repair,
    "withhold": Withhold, "release": Release, "switch": Switch, "start": Start, "cancel": Cancel, "set": SetTo,
    "surge": Surge, "divert": Divert, "move": Move, "send": Send, "call": Call,
}  # fmt: skip


def verb_of(value: object) -> str | None:
    """The verb of a written effect."""
    if isinstance(value, dict):
        return next((key for key in value if key in VERBS), None)
    return next((verb for verb, model in VERBS.items() if type(value) is model), None)


Effect = Annotated[
    Annotated[Fail, Tag("fail")] | Annotated[Degrade, Tag("degrade")] | Annotated[Destabilise, Tag("destabilise")]
    | Annotated[Corrupt, Tag("corrupt")] | Annotated[Expose, Tag("expose")] | Annotated[Repair, Tag("repair")]
    | Annotated[Withhold, Tag("withhold")] | Annotated[Release, Tag("release")] | Annotated[Switch, Tag("switch")]
    | Annotated[Start, Tag("start")] | Annotated[Cancel, Tag("cancel")] | Annotated[SetTo, Tag("set")]
    | Annotated[Surge, Tag("surge")] | Annotated[Divert, Tag("divert")] | Annotated[Move, Tag("move")]
    | Annotated[Send, Tag("send")] | Annotated[Call, Tag("call")],
    Discriminator(
        verb_of, custom_error_type="effect", custom_error_message=f"an effect has one of the verbs {', '.join(VERBS)}"
    ),
]  # fmt: skip
