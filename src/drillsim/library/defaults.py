"""The value of a key that a file leaves out, as it would be written; so that it can be changed relatively."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, PlainValidator

from drillsim.library.document import value_at
from drillsim.library.fields import below, narrowed, shape_of
from drillsim.library.values import written_duration, written_number
from drillsim.model.quantities import (
    Spread,
    parse_count,
    parse_duration,
    parse_factor,
    parse_money,
    parse_rate,
    parse_share,
    parse_spread,
    parse_whole,
)
from drillsim.model.supply import parse_alarm, parse_detect_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo

    from drillsim.library.document import DataPath
    from drillsim.library.fields import Shape


def written_default(model: type[BaseModel], data: Any, path: DataPath) -> Any:
    """What holds at a path that is left out; nothing if there is no such amount, or if what it belongs to is not there.

    A default that is no amount (a window, a word, `never`) is nothing here.
    """
    shape, node = shape_of(model), data
    for part in path[:-1]:
        within = narrowed(shape, node)
        child = value_at(node, (part,)) if isinstance(node, (dict, list)) else None
        if child is None and not isinstance(_default(_field(within, part)), BaseModel):
            return None
        shape, node = below(within, part), child
    field = _field(narrowed(shape, node), path[-1])
    return _written(field, _default(field)) if field is not None else None


def _field(shape: Shape, key: str | int) -> FieldInfo | None:
    for kind in shape:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            for name, field in kind.model_fields.items():
                if (field.alias or name) == key:
                    return field
    return None


def _default(field: FieldInfo | None) -> Any:
    return None if field is None or field.is_required() else field.get_default(call_default_factory=True)


def _written(field: FieldInfo, value: Any) -> Any:
    reader = next((each.func for each in field.metadata if isinstance(each, PlainValidator)), None)
    writer = _WRITERS.get(reader)
    return None if writer is None or value is None else writer(value)


def _spread(spread: Spread) -> str | None:
    return written_duration(Decimal(spread.low)) if spread.low == spread.high else None


def _millionths(value: int) -> int | float:
    return written_number(Decimal(value) / 1_000_000)


_WRITERS: dict[Any, Callable[[Any], Any]] = {
    parse_duration: lambda value: written_duration(Decimal(value)),
    parse_spread: _spread,
    parse_share: _millionths,
    parse_factor: _millionths,
    parse_rate: lambda value: f"{written_number(Decimal(value) / 1000)}/h" if value >= 0 else None,
    parse_count: lambda value: written_number(Decimal(value) / 1000),
    parse_whole: int,
    parse_money: int,
    parse_detect_time: lambda value: written_duration(Decimal(value)) if value >= 0 else None,
    parse_alarm: _millionths,
}
