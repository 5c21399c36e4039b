"""What a model allows at each place: which keys, required or not, and what lies behind them.

1. A shape is the set of types that may stand at a place; a union is simply more than one of them.
2. A type with a reader of its own (a duration, a condition) is a leaf: nothing is known to lie below it.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, PlainValidator

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from drillsim.library.document import DataPath


Shape: TypeAlias = tuple[Any, ...]
"""The types that may stand at a place; leaves are left out."""


def shape_of(model: type[BaseModel]) -> Shape:
    """The shape of a whole file."""
    return (model,)


def shape_at(model: type[BaseModel], data: Any, path: DataPath) -> Shape:
    """The shape at a path, as far as the model knows it."""
    shape = shape_of(model)
    for part in path:
        shape = below(narrowed(shape, data), part)
        data = _child(data, part)
    return narrowed(shape, data)


def below(shape: Shape, part: str | int) -> Shape:
    """What may stand under a key or list position."""
    found: list[Any] = []
    for kind in shape:
        if _is_model(kind):
            fields = model_fields(kind)
            if part in fields:
                found.extend(fields[str(part)][0])
            else:
                found.extend(_extras(kind))
        elif _origin(kind) is dict and isinstance(part, str):
            found.extend(_flat(get_args(kind)[1]))
        elif _origin(kind) in (list, tuple) and isinstance(part, int):
            found.extend(_flat(get_args(kind)[0]))
    return tuple(dict.fromkeys(found))


def narrowed(shape: Shape, data: Any) -> Shape:
    """The members of a union that the data can only mean."""
    models = [kind for kind in shape if _is_model(kind)]
    if len(models) < 2 or not isinstance(data, dict):
        return shape
    fitting = [kind for kind in models if required_keys((kind,)) and required_keys((kind,)) <= set(data)]
    if not fitting:
        shared = {kind: len(set(model_fields(kind)) & set(data)) for kind in models}
        most = max(shared.values())
        fitting = [kind for kind in models if shared[kind] == most] if most else models
    return tuple(kind for kind in shape if not _is_model(kind) or kind in fitting)


def allowed_keys(shape: Shape) -> tuple[str, ...]:
    """The keys that models at this place know."""
    return tuple(dict.fromkeys(key for kind in shape if _is_model(kind) for key in model_fields(kind)))


def required_keys(shape: Shape) -> frozenset[str]:
    """The keys without which no model at this place is complete."""
    return frozenset(
        key for kind in shape if _is_model(kind) for key, (_, required) in model_fields(kind).items() if required
    )


def takes_any_key(shape: Shape) -> bool:
    """Whether keys of one's own choice may stand here."""
    return any(_origin(kind) is dict or (_is_model(kind) and _extras(kind)) for kind in shape)


def model_names(shape: Shape) -> frozenset[str]:
    """The class names of the models at this place."""
    return frozenset(kind.__name__ for kind in shape if _is_model(kind))


def absent_keys(shape: Shape, data: Any) -> Iterator[str]:
    """Keys that could be written here and are not."""
    present: Mapping[str, Any] = data if isinstance(data, dict) else {}
    return (key for key in allowed_keys(narrowed(shape, data)) if key not in present)


@cache
def model_fields(model: type[BaseModel]) -> dict[str, tuple[Shape, bool]]:
    """The keys of a model as they are written, each with its shape and whether it is required."""
    return {
        field.alias or name: ((() if _is_read(field) else _flat(field.annotation)), field.is_required())
        for name, field in model.model_fields.items()
    }


@cache
def _extras(model: type[BaseModel]) -> Shape:
    """The shape behind keys of one's own choice in a model that takes them."""
    if model.model_config.get("extra") != "allow":
        return ()
    annotation = typing.get_type_hints(model, include_extras=True).get("__pydantic_extra__")
    arguments = get_args(annotation)
    return _flat(arguments[1]) if len(arguments) == 2 else ()


def _is_read(field: FieldInfo) -> bool:
    return any(isinstance(each, PlainValidator) for each in field.metadata)


def _flat(annotation: Any) -> Shape:
    """The containers and models an annotation stands for."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        shape = _flat(inner)
        if any(isinstance(each, PlainValidator) for each in metadata):
            return tuple(kind for kind in shape if _is_model(kind))
        return shape
    if origin in (Union, types.UnionType):
        return tuple(dict.fromkeys(kind for part in get_args(annotation) for kind in _flat(part)))
    if isinstance(annotation, typing.TypeAliasType) if hasattr(typing, "TypeAliasType") else False:
        return _flat(annotation.__value__)
    if _is_model(annotation) or (origin in (dict, list, tuple) and get_args(annotation)):
        return (annotation,)
    return ()


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _origin(kind: Any) -> Any:
    return get_origin(kind)


def _child(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data):
        return data[part]
    return None
