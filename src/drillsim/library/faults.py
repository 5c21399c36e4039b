"""The complaints of the validator: where each belongs in the data, and which of them were really meant.

1. The validator names places by model; parts that are not in the data (names of alternatives) are dropped.
2. Where a value may be one of several things, only the alternative the writer meant complains.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from drillsim.library.document import DataPath, holds, value_at

_WANTED = {
    "string": "text", "int": "whole-number", "float": "number", "bool": "true-or-false",
    "dict": "map", "model": "map", "mapping": "map", "list": "list", "tuple": "list", "set": "list", "finite": "number",
}  # fmt: skip
_ORDER = ("text", "number", "whole-number", "true-or-false", "list", "map")
"""In which order a message names the kinds of value that are allowed."""
_SPECIFIC = ("missing", "extra_forbidden")


@dataclass(frozen=True)
class Fault:
    """One complaint of the validator, its place found in the data."""

    kind: str
    path: DataPath
    """The node at fault; of a missing key its owner."""
    key: str
    """The missing or unknown key."""
    tags: tuple[tuple[DataPath, str], ...]
    """Which alternative was tried at which node."""
    text: str
    context: dict[str, Any]
    at_key: bool = False
    """Whether the key itself is at fault, not what stands behind it."""


def faults_in(error: ValidationError, data: Any) -> list[Fault]:
    """The validator's complaints, each at its place in the data, those that were not meant left out."""
    return _of_meant_alternatives([_placed(loc, each, data) for loc, each in _flattened(error)], data)


def _flattened(
    error: ValidationError, prefix: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """All complaints, also those of validators called by validators."""
    for each in error.errors(include_url=False):
        loc = (*prefix, *each["loc"])
        inner = each.get("ctx", {}).get("error")
        if isinstance(inner, ValidationError):
            yield from _flattened(inner, loc)
        else:
            yield loc, dict(each)


def _placed(loc: tuple[Any, ...], each: dict[str, Any], data: Any) -> Fault:
    kind = str(each["type"])
    key, at_key = "", False
    if kind in _SPECIFIC:
        key = str(loc[-1])
    wanted = loc[:-1] if kind == "missing" else loc
    if wanted[-1:] == ("[key]",):
        wanted, at_key = wanted[:-1], True
    path, tags = _match(wanted, data)
    while kind == "missing" and path and not isinstance(value_at(data, path), dict):
        path = path[:-1]  # the name of an alternative is also a key of it: {degrade: core}
    if kind == "extra_forbidden":
        at_key = True
    return Fault(kind, path, key, tags, str(each["msg"]), each.get("ctx", {}), at_key)


def _match(loc: tuple[Any, ...], data: Any) -> tuple[DataPath, tuple[tuple[DataPath, str], ...]]:
    """The path in the data a model's loc means, and the parts that name alternatives.

    A part may be both a key and the name of an alternative; the reading wins that uses most parts, and of two such
    the one that uses later ones.
    """
    best: tuple[tuple[int, int], DataPath, tuple[tuple[DataPath, str], ...]] = ((-1, -1), (), ())
    stack: list[tuple[int, Any, DataPath, tuple[tuple[DataPath, str], ...], int]] = [(0, data, (), (), -1)]
    while stack:
        at, node, path, tags, last_used = stack.pop()
        if at == len(loc):
            score = (len(path), last_used)
            if score > best[0]:
                best = (score, path, tags)
            continue
        part = loc[at]
        stack.append((at + 1, node, path, (*tags, (path, str(part))), last_used))
        if holds(node, (part,)):
            stack.append((at + 1, node[part], (*path, part), tags, at))
    return best[1], best[2]


def _of_meant_alternatives(faults: list[Fault], data: Any) -> list[Fault]:
    """The faults without those of alternatives that were not meant."""
    kept = list(faults)
    nodes = sorted({path for fault in faults for path, _ in fault.tags}, key=len)
    for node in nodes:
        tried: dict[str, list[Fault]] = {}
        for fault in kept:
            tag = next((tag for path, tag in fault.tags if path == node), None)
            if tag is not None:
                tried.setdefault(tag, []).append(fault)
        if len(tried) > 1:
            meant = min(tried, key=lambda tag: _distance(tried[tag], node, value_at(data, node)))
            merged = _merged(tried, node)
            dropped = {id(fault) for tag, group in tried.items() if tag != meant or merged for fault in group}
            kept = [fault for fault in kept if id(fault) not in dropped] + ([merged] if merged else [])
    return list(
        {(fault.kind, fault.path, fault.key, fault.text): fault for fault in kept if not _is_echo(fault, data)}.values()
    )


def _is_echo(fault: Fault, data: Any) -> bool:
    """Whether a list counts as too short only because its items are at fault themselves."""
    items = value_at(data, fault.path)
    return (
        fault.kind == "too_short"
        and isinstance(items, (list, dict))
        and len(items) >= fault.context.get("min_length", 1)
    )


def _merged(tried: dict[str, list[Fault]], node: DataPath) -> Fault | None:
    """One fault instead of several that all say `this is not even the right kind of value`."""
    faults = [fault for group in tried.values() for fault in group]
    if not all(fault.path == node and wanted_kind(fault.kind) for fault in faults):
        return None
    wanted = dict.fromkeys(wanted_kind(fault.kind) for fault in faults)
    if "number" in wanted:
        wanted.pop("whole-number", None)
    return replace(faults[0], kind="one_of_kinds", context={"wanted": tuple(sorted(wanted, key=_ORDER.index))}, text="")


def _distance(group: list[Fault], node: DataPath, value: Any) -> tuple[bool, int]:
    """How far an alternative is from what was written: not even its kind, then the number of faults."""
    is_container = isinstance(value, (dict, list))
    wrong_kind = any(
        fault.path == node and (wanted_kind(fault.kind) is not None or (fault.kind == "literal_error" and is_container))
        for fault in group
    )
    return wrong_kind, len(group)


def wanted_kind(kind: str) -> str | None:
    """The kind of value a type complaint asks for."""
    base = kind.removesuffix("_attributes_type").removesuffix("_type").removesuffix("_parsing").removesuffix("_number")
    if kind == "int_from_float":
        return "whole-number"
    return _WANTED.get(base) if base != kind else None
