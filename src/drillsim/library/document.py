"""A written file as plain data that still knows where every piece of it stood.

1. `data` holds only str, int, float, bool, None, list and dict; treat it as frozen: edits make new documents.
2. `spans` has one entry per node, by its path from the top; after overlays the spans come from several files.
3. Lines and columns count from 1, columns in characters. Line 0 means that there is no line to show: the text
   came from a command line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

DataPath: TypeAlias = tuple[str | int, ...]
"""Where a node is in the data: keys and list positions from the top."""


class Place(NamedTuple):
    """A stretch of one file, its end exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def is_empty(self) -> bool:
        """Whether nothing at all was written here."""
        return self.line == self.end_line and self.column == self.end_column


class Span(NamedTuple):
    """Where a value stands, and the key in front of it (list items have none)."""

    value: Place
    key: Place | None = None


@dataclass(frozen=True)
class Document:
    """Data together with its places."""

    name: str
    """What the file is called in messages."""
    data: Any
    """The plain data."""
    spans: Mapping[DataPath, Span]
    """Where each node stands."""
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The lines of every file that a span names."""

    def __repr__(self) -> str:
        return f"Document({self.name!r}, {len(self.spans)} nodes)"


@dataclass(frozen=True)
class CaseDocument:
    """The two documents of a case; their ids share one name space."""

    topology: Document
    scenario: Document


def empty_document(name: str) -> Document:
    """A document that holds nothing, the neutral element of overlays."""
    return Document(name, {}, {}, {})


def holds(data: Any, path: DataPath) -> bool:
    """Whether the data has a node at the path."""
    for part in path:
        if isinstance(data, dict):
            if part not in data:
                return False
        elif not (isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data)):
            return False
        data = data[part]
    return True


def value_at(data: Any, path: DataPath, default: Any = None) -> Any:
    """The node at the path, or the default where there is none."""
    return _descend(data, path) if holds(data, path) else default


def _descend(data: Any, path: DataPath) -> Any:
    for part in path:
        data = data[part]
    return data


def span_at(document: Document, path: DataPath) -> Span:
    """The span of the node, or of the nearest node above it."""
    for end in range(len(path), -1, -1):
        span = document.spans.get(path[:end])
        if span is not None:
            return span
    return Span(Place(document.name, 0, 0, 0, 0))


def written_at(document: Document, path: DataPath) -> str:
    """The source text of a scalar on one line, empty if it cannot be shown."""
    span = document.spans.get(path)
    if span is None or span.value.line != span.value.end_line:
        return ""
    lines = document.lines.get(span.value.file, ())
    if not 0 < span.value.line <= len(lines):
        return ""
    return lines[span.value.line - 1][span.value.column - 1 : span.value.end_column - 1]


def subdocument(document: Document, path: DataPath, name: str | None = None) -> Document:
    """The part of a document below a path, as a document of its own."""
    size = len(path)
    spans = {key[size:]: span for key, span in document.spans.items() if key[:size] == path}
    return Document(name or document.name, _descend(document.data, path), spans, document.lines)


def without_key(document: Document, key: str) -> Document:
    """The document without one of its top-level keys."""
    if key not in document.data:
        return document
    data = {name: value for name, value in document.data.items() if name != key}
    spans = {path: span for path, span in document.spans.items() if path[:1] != (key,)}
    return Document(document.name, data, spans, document.lines)


def replaced(data: Any, path: DataPath, value: Any) -> Any:
    """The data with another value at the path; missing maps on the way are made."""
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(head, int):
        return [replaced(item, rest, value) if index == head else item for index, item in enumerate(data)]
    below = data if isinstance(data, dict) else {}
    return {**below, head: replaced(below.get(head), rest, value)}


def removed(data: Any, path: DataPath) -> Any:
    """The data without the node at the path."""
    head, rest = path[0], path[1:]
    if isinstance(data, list):
        if not rest:
            return [item for index, item in enumerate(data) if index != head]
        return [removed(item, rest) if index == head else item for index, item in enumerate(data)]
    if not rest:
        return {key: item for key, item in data.items() if key != head}
    return {key: removed(item, rest) if key == head else item for key, item in data.items()}


def edited(document: Document, path: DataPath, value: Any, span: Span, text: str | None = None) -> Document:
    """The document with a value set at a path; the new nodes stand where `span` says."""
    spans = _spans_outside(document.spans, path)
    for end in range(1, len(path)):
        if not holds(document.data, path[:end]):
            spans[path[:end]] = span
    for below, _ in walk(value):
        spans[path + below] = span
    lines = document.lines if text is None else {**document.lines, span.value.file: (text,)}
    return Document(document.name, replaced(document.data, path, value), spans, lines)


def cut(document: Document, path: DataPath) -> Document:
    """The document without the node at a path; later items of its list move up."""
    spans = _spans_outside(document.spans, path)
    parent = value_at(document.data, path[:-1])
    if isinstance(parent, list):
        spans = {_moved_up(key, path): span for key, span in spans.items()}
    return Document(document.name, removed(document.data, path), spans, document.lines)


def _moved_up(key: DataPath, path: DataPath) -> DataPath:
    at = len(path) - 1
    last = path[-1]
    if len(key) > at and key[:at] == path[:-1]:
        position = key[at]
        if isinstance(position, int) and isinstance(last, int) and position > last:
            return (*key[:at], position - 1, *key[at + 1 :])
    return key


def _spans_outside(spans: Mapping[DataPath, Span], path: DataPath) -> dict[DataPath, Span]:
    size = len(path)
    return {key: span for key, span in spans.items() if key[:size] != path}


def walk(data: Any, path: DataPath = ()) -> Iterator[tuple[DataPath, Any]]:
    """Every node of the data with its path, parents before children."""
    stack: list[tuple[DataPath, Any]] = [(path, data)]
    while stack:
        at, node = stack.pop()
        yield at, node
        if isinstance(node, dict):
            stack.extend(((*at, key), item) for key, item in reversed(node.items()))
        elif isinstance(node, list):
            stack.extend(((*at, index), node[index]) for index in range(len(node) - 1, -1, -1))
