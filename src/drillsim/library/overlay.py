"""Laying one document over another: the one operation behind `extends`, inline topologies and what-ifs.

1. Maps merge by key, at every depth; lists and scalars replace what was there; `null` removes it.
2. Keys keep the order of the base, new ones follow in the order of the overlay.
3. Places follow the data: what came from the overlay is found in the overlay's file. A map that both have stands
   where the base wrote it.
"""

from __future__ import annotations

from typing import Any

from drillsim.library.document import DataPath, Document, Span, replaced, value_at, walk


def merge(base: Document, over: Document, *, under: DataPath = ()) -> Document:
    """The base with the overlay laid over its node at `under`."""
    spans = dict(base.spans)
    data = _merged(value_at(base.data, under), over.data, under, (), spans, over)
    name = over.name or base.name
    return Document(name, replaced(base.data, under, data), spans, {**base.lines, **over.lines})


def _merged(
    below: Any, above: Any, at: DataPath, over_at: DataPath, spans: dict[DataPath, Span], over: Document
) -> Any:
    """The two nodes merged; `at` is the place in the base, `over_at` the place in the overlay."""
    if not isinstance(above, dict):
        return _replaced(below, above, at, over_at, spans, over)
    if not isinstance(below, dict):
        _drop(below, at, spans)
        below = {}
    if at not in spans and over_at in over.spans:
        spans[at] = over.spans[over_at]
    result = dict(below)
    for key, value in above.items():
        there, here = (*at, key), (*over_at, key)
        if value is None:
            _drop(result.pop(key, None), there, spans)
        else:
            result[key] = _merged(result.get(key), value, there, here, spans, over)
    return result


def _replaced(
    below: Any, above: Any, at: DataPath, over_at: DataPath, spans: dict[DataPath, Span], over: Document
) -> Any:
    _drop(below, at, spans)
    for path, _ in walk(above):
        span = over.spans.get(over_at + path)
        if span is not None:
            spans[at + path] = span
    return above


def _drop(data: Any, at: DataPath, spans: dict[DataPath, Span]) -> None:
    for path, _ in walk(data):
        spans.pop(at + path, None)
