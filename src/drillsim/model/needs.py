"""What a component, job or line depends on.

A plain id, or one of: any, all, at_least/of, share, chain, and `{need: id}` with hold, resume and load.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from drillsim.model.parts import Part
from drillsim.model.quantities import Factor, Whole, parse_duration, parse_factor, parse_rate
from drillsim.model.text import Id, parse_id


def _resume(value: object) -> int | str:
    """A duration, or the id of the task that brings it back."""
    try:
        return parse_duration(value)
    except ValueError:
        if isinstance(value, str) and value[:1].isdigit():
            raise
        return parse_id(value)


def _load(value: object) -> tuple[str, int]:
    """Load per item in millionths, or a rate that a running job puts on its supplier."""
    if isinstance(value, (tuple, list)):
        return (str(value[0]), int(value[1]))
    if isinstance(value, str) and "/" in value:
        return ("rate", parse_rate(value))
    return ("per-item", parse_factor(value))


class OneNeed(Part):
    """One supplier, with what happens when it goes and comes back."""

    need: Id
    """The component, job or line that is needed."""
    id: Id | None = None
    """A name for this need; required where the same supplier is needed twice."""
    hold: Annotated[int, PlainValidator(parse_duration), WithJsonSchema({"type": ["string", "number"]})] = 0
    """How long this goes on without the supplier (a battery, a cache)."""
    resume: Annotated[int | str, PlainValidator(_resume), WithJsonSchema({"type": ["string", "number"]})] = 0
    """How long until this works again once the supplier is back, or the task somebody must start."""
    load: Annotated[tuple[str, int], PlainValidator(_load), WithJsonSchema({"type": ["string", "number"]})] = (
        "per-item",
        1_000_000,
    )
    """Load per item on the supplier's capacity, or a rate for a job, a task or a step."""


class AnyNeed(Part):
    """The best one counts."""

    any: tuple[Need, ...] = Field(min_length=1)
    """The alternatives, in order of preference."""


class AllNeed(Part):
    """The worst one counts."""

    all: tuple[Need, ...] = Field(min_length=1)
    """Everything that is needed together."""


class AtLeastNeed(Part):
    """The k-th best one counts."""

    at_least: Whole
    """How many must work."""
    of: tuple[Need, ...] = Field(min_length=1)
    """Out of these."""


class ShareNeed(Part):
    """Each part carries its weight of the work."""

    share: dict[Id, Factor] = Field(min_length=1)
    """Weight of each part; they are taken relative to their sum."""


class ChainNeed(Part):
    """Independent partial failures multiply."""

    chain: tuple[Need, ...] = Field(min_length=1)
    """The links of the chain."""


_KINDS = {
    "need": "need",
    "any": "any",
    "all": "all",
    "at_least": "at_least",
    "of": "at_least",
    "share": "share",
    "chain": "chain",
}


def _kind(value: object) -> str | None:
    if isinstance(value, str):
        return "id"
    if isinstance(value, dict):
        return next((_KINDS[key] for key in value if key in _KINDS), None)
    tags: dict[type, str] = {
        OneNeed: "need",
        AnyNeed: "any",
        AllNeed: "all",
        AtLeastNeed: "at_least",
        ShareNeed: "share",
        ChainNeed: "chain",
    }
    return tags.get(type(value))


Need = Annotated[
    Annotated[Id, Tag("id")]
    | Annotated[OneNeed, Tag("need")]
    | Annotated[AnyNeed, Tag("any")]
    | Annotated[AllNeed, Tag("all")]
    | Annotated[AtLeastNeed, Tag("at_least")]
    | Annotated[ShareNeed, Tag("share")]
    | Annotated[ChainNeed, Tag("chain")],
    Discriminator(
        _kind,
        custom_error_type="need",
        custom_error_message="a need is an id, or a map with need, any, all, at_least, share or chain",
    ),
]
for _model in (AnyNeed, AllNeed, AtLeastNeed, ChainNeed):
    _model.model_rebuild()
