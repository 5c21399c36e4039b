"""Reading a file: YAML text becomes plain data with the place of every key and value.

1. The parser's events are put together here, not by the YAML library: words follow the 1.2 rules of `scalars`,
   and every key and value keeps its place.
2. All faults found up to a syntax error are reported together; whoever gets a document got a sound one. Only for
   somebody who collects what was mended is a key that stands twice no obstacle: what both hold is laid together,
   so that the rest of the file can be judged too.
3. What the language does not use is refused with a remedy: tags, merge keys, keys that are not text, a second
   document, unquoted text in braces that fell apart at its commas.
4. Depth, file size and the number of nodes that aliases multiply are bounded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from drillsim.library.document import DataPath, Document, Place, Span, walk
from drillsim.library.folding import unfolded
from drillsim.library.problems import FileProblems, problem
from drillsim.library.scalars import kind_of, resolve
from drillsim.library.syntax import explain_bytes, explain_characters, explain_syntax, split_lines

if TYPE_CHECKING:
    from yaml.events import Event

    from drillsim.library.problem import Problem

DEPTH_MAX = 40
"""How deep maps and lists may nest; the language itself needs about ten."""
ALIAS_NODES_MAX = 20_000
"""How many nodes all aliases of a file may add."""
FILE_BYTES_MAX = 64_000_000
"""Nobody writes more than this by hand; reading it would take minutes."""

_GLUED = re.compile(r"[a-z0-9/_-]+[:：]\S.*")
_FULL_WIDTH_SPACES = "\u3000\u00a0"
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


MENDED = frozenset({"duplicate-key"})
"""Faults of a text that leave no doubt about the rest of it."""


def read_document(path: Path, mended: list[Problem] | None = None) -> Document:
    """Read a file; every fault of its text is raised at once as FileProblems, but for those that `mended` takes."""
    return parse_document(_text_in(path), display_name(path), mended)


def read_value(path: Path) -> Document:
    """Read a file, whatever stands at its top; every fault of its text is raised at once as FileProblems."""
    return parse_value(_text_in(path).removeprefix("\ufeff"), display_name(path))


def _text_in(path: Path) -> str:
    """The text of a file."""
    name = display_name(path)
    raw = path.read_bytes()
    if len(raw) > FILE_BYTES_MAX:
        raise FileProblems([problem("file-too-large", Place(name, 0, 0, 0, 0), (), size=len(raw) // 1_000_000)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblems([explain_bytes(raw, error.start, name)]) from None


def display_name(path: Path) -> str:
    """A path as people read it: relative to where they stand, if it lies beneath."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return str(path)


def parse_document(text: str, name: str, mended: list[Problem] | None = None) -> Document:
    """The document a text holds: a map at its top."""
    document = parse_value(text.removeprefix("\ufeff"), name, mended)
    lines = document.lines[name]
    place = document.spans[()].value
    if document.data is None:
        raise FileProblems([problem("file-empty", Place(name, 1, 1, 1, 1), (), hint="file-empty")])
    if not isinstance(document.data, dict):
        raise FileProblems([problem("top-not-map", place, lines, hint="top-not-map", kind=kind_of(document.data))])
    return document


def parse_value(text: str, name: str, mended: list[Problem] | None = None) -> Document:
    """The document a text holds, whatever stands at its top."""
    lines = split_lines(text)
    faults = explain_characters(lines, name)
    if faults:
        raise FileProblems(faults)
    builder = _Builder(name, lines)
    try:
        for event in _events(text):
            builder.take(event)
    except _TooDeepError:
        pass
    except yaml.YAMLError as error:
        builder.problems.extend(explain_syntax(error, lines, name))
    if mended is None or any(each.code not in MENDED for each in builder.problems):
        if builder.problems:
            raise FileProblems(builder.problems)
    else:
        mended += builder.problems
    builder.spans.setdefault((), Span(Place(name, 1, 1, 1, 1)))
    return Document(name, builder.data, builder.spans, {name: lines})


def _events(text: str) -> Iterator[Event]:
    parser = _PARSER(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


class _TooDeepError(Exception):
    """The file nests deeper than anything meant; the rest of it is not looked at."""


class _Frame:
    """A map or list that is still open."""

    __slots__ = ("anchor", "is_flow", "key", "key_place", "node", "path", "place", "seen", "stands_as_key")

    def __init__(self, node: Any, path: DataPath, place: Place, *, is_flow: bool, anchor: str | None) -> None:
        self.node = node
        self.path = path
        self.place = place
        self.is_flow = is_flow
        self.anchor = anchor
        self.key: str | None = None
        self.key_place: Place | None = None
        self.seen: dict[str, Place] = {}
        self.stands_as_key = False


class _Builder:
    """Puts events together, and notes what is wrong on the way."""

    def __init__(self, name: str, lines: tuple[str, ...]) -> None:
        self.name = name
        self.lines = lines
        self.data: Any = None
        self.spans: dict[DataPath, Span] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[DataPath, Any]] = {}
        self._documents = 0
        self._alias_nodes = 0
        self._takes = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._map,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def take(self, event: Any) -> None:
        """Follow one event of the parser."""
        if self._documents > 1:
            return
        take = self._takes.get(type(event))
        if take is not None:
            take(event)

    def _report(self, code: str, place: Place, hint: str = "", **params: object) -> None:
        self.problems.append(problem(code, place, self.lines, hint=hint, params=params))

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        return Place(self.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report("second-document", self._place(event), "second-document")

    def _scalar(self, event: Any) -> None:
        place = self._place(event)
        plain = event.implicit[0] and event.style in (None, "")
        text: str = event.value
        if place.end_line > place.line and event.style != "|":
            text = unfolded(text, self._written(place, 1 if event.style in ("'", '"') else 0))
        if event.tag is not None:
            self._report("tag", place, "tag", tag=event.tag)
        value = resolve(text) if plain else text
        if type(value) is float and not math.isfinite(value):
            self._report("not-finite", place, "not-finite", number=text)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.node) is dict:
            self._key(frame, text, value, place)
            if event.anchor:
                self._anchors[event.anchor] = ((*frame.path, text), value)
            return
        if frame is not None and frame.is_flow and text == "" and plain and type(frame.node) is dict:
            self._valueless(frame)
        self._put(value, place, event.anchor)

    def _written(self, place: Place, quote: int) -> list[str]:
        """The lines of the file from a place's start to its end, without the quotation marks."""
        lines = list(self.lines[place.line - 1 : place.end_line])
        if len(lines) > place.end_line - place.line:
            lines[-1] = lines[-1][: place.end_column - 1 - quote]
        return [lines[0][place.column - 1 + quote :], *lines[1:]] if lines else []

    def _key(self, frame: _Frame, text: str, value: Any, place: Place) -> None:
        if text == "<<" and value == text:
            self._report("merge-key", place, "merge-key")
        elif not isinstance(value, str):
            self._report("key-not-text", place, "quote-key", key=text or "?", kind=kind_of(value))
        elif text.strip(_FULL_WIDTH_SPACES) != text:
            self._report("key-full-width-space", place, "key-full-width-space")
        first = frame.seen.get(text)
        if first is not None:
            self._report("duplicate-key", place, "duplicate-key", key=text, line=first.line)
        else:
            frame.seen[text] = place
        frame.key = text
        frame.key_place = place

    def _valueless(self, frame: _Frame) -> None:
        """A key without a value in braces is nearly always the rest of a text that held a comma."""
        place = frame.key_place
        assert place is not None
        if frame.key and _GLUED.fullmatch(frame.key):
            self._report("colon-without-space", place, "colon-and-space", key=frame.key.partition(":")[0])
            return
        owner = next(reversed(frame.node), None)
        if owner is None or not isinstance(frame.node[owner], str):
            self._report("no-value-in-braces", place, "value-or-quote", key=frame.key)
            return
        value = self.spans[(*frame.path, owner)].value
        text = f"{frame.node[owner]}, {frame.key}"
        if value.line == place.line:
            text = self.lines[place.line - 1][value.column - 1 : place.end_column - 1]
        self._report("no-value-in-braces", place, "quote-comma", key=frame.key, owner=owner, text=text)

    def _map(self, event: Any) -> None:
        self._open({}, event)

    def _list(self, event: Any) -> None:
        self._open([], event)

    def _open(self, node: Any, event: Any) -> None:
        place = self._place(event)
        if event.tag is not None:
            self._report("tag", place, "tag", tag=event.tag)
        parent = self._stack[-1] if self._stack else None
        as_key = parent is not None and type(parent.node) is dict and parent.key is None
        if as_key:
            self._report("key-is-container", place, "key-is-container", kind=kind_of(node))
        if len(self._stack) >= DEPTH_MAX:
            self._report("too-deep", place, depth=DEPTH_MAX)
            raise _TooDeepError
        frame = _Frame(node, self._next_path(), place, is_flow=bool(event.flow_style), anchor=event.anchor)
        frame.stands_as_key = as_key
        self._stack.append(frame)

    def _end(self, event: Any) -> None:
        frame = self._stack.pop()
        place = frame.place
        if frame.is_flow:
            end = event.end_mark
            place = Place(self.name, place.line, place.column, end.line + 1, end.column + 1)
        if frame.stands_as_key:
            parent = self._stack[-1]
            parent.key, parent.key_place = "?", place
            return
        self._put(frame.node, place, frame.anchor)

    def _next_path(self) -> DataPath:
        if not self._stack:
            return ()
        frame = self._stack[-1]
        if type(frame.node) is dict:
            return (*frame.path, frame.key or "?")
        return (*frame.path, len(frame.node))

    def _put(self, value: Any, place: Place, anchor: str | None) -> None:
        path = self._next_path()
        if anchor:
            self._anchors[anchor] = (path, value)
        if not self._stack:
            self.data = value
            self.spans[()] = Span(place)
            return
        frame = self._stack[-1]
        self.spans[path] = Span(place, frame.key_place)
        if type(frame.node) is dict:
            before = frame.node.get(frame.key)
            if type(before) is dict and type(value) is dict:
                value = {**before, **value}
            frame.node[frame.key] = value
            frame.key = frame.key_place = None
        else:
            frame.node.append(value)

    def _alias(self, event: Any) -> None:
        place = self._place(event)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and type(frame.node) is dict and frame.key is None:
            self._report("key-not-text", place, "quote-key", key=f"*{event.anchor}", kind="alias")
            frame.key, frame.key_place = f"*{event.anchor}", place
            return
        known = self._anchors.get(event.anchor)
        if known is None:
            is_open = any(open_frame.anchor == event.anchor for open_frame in self._stack)
            self._report("alias-of-itself" if is_open else "alias-unknown", place, "quote-star", name=event.anchor)
            self._put(None, place, None)
            return
        origin, value = known
        self._copy_spans(origin, value, place)
        self._put(value, place, None)

    def _copy_spans(self, origin: DataPath, value: Any, place: Place) -> None:
        path = self._next_path()
        for below, _ in walk(value):
            self._alias_nodes += 1
            if self._alias_nodes > ALIAS_NODES_MAX:
                self._report("alias-bomb", place, "alias-bomb", count=ALIAS_NODES_MAX)
                raise _TooDeepError
            if below:
                if len(path) + len(below) > DEPTH_MAX:
                    self._report("too-deep", place, depth=DEPTH_MAX)
                    raise _TooDeepError
                self.spans[path + below] = self.spans[origin + below]
