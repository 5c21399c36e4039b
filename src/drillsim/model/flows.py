"""Flows: for each item of one thing, so much of another, later. A flow copies, it never moves."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from drillsim.model.conditions import ConditionOf, Measure, parse_measure
from drillsim.model.needs import Need
from drillsim.model.parts import Part
from drillsim.model.quantities import WHOLE, Duration, Factor, Share, parse_rate


def parse_source(value: object) -> Measure | int:
    """A measure (`atm-cash.failed because core`) or a steady rate (`3/d`)."""
    if isinstance(value, (Measure, int)):
        return value
    text = str(value)
    return parse_rate(text) if _is_rate(text) else parse_measure(text)


def _is_rate(text: str) -> bool:
    try:
        parse_rate(text)
    except ValueError:
        return False
    return True


SourceOf = Annotated[
    Measure | int,
    PlainValidator(parse_source),
    WithJsonSchema({"type": "string", "description": "a measure or a rate"}),
]


class Flow(Part):
    """Where items come from, how many of them, how much later."""

    from_: SourceOf = Field(alias="from")
    """The measure that feeds this, or a steady rate."""
    share: Share = WHOLE
    """The share of the items that count."""
    per: Factor | None = None
    """So much for each item, where it is not a share."""
    after: Duration = 0
    """How much later they arrive."""
    while_: ConditionOf | None = Field(default=None, alias="while")
    """Only while this holds."""
    needs: tuple[Need, ...] = ()
    """Only as far as these work."""


def _plain(value: object) -> Flow:
    return Flow.model_validate({"from": value})


FlowOf = Annotated[
    Annotated[Flow, Tag("map")]
    | Annotated[Flow, PlainValidator(_plain), WithJsonSchema({"type": "string"}), Tag("plain")],
    Discriminator(lambda value: "map" if isinstance(value, (dict, Flow)) else "plain"),
]
