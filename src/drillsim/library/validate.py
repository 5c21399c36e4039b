"""Data against a model: every fault becomes one problem at the line that wrote it.

1. A missing key is shown at its owner, an unknown key at itself, a wrong value at the value.
2. A misspelt key that leaves a required one missing is one fault, not two.
3. What the models say in their own words is passed on as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from drillsim.library.document import DataPath, Document, Place, removed, span_at, value_at, written_at
from drillsim.library.faults import Fault, faults_in, wanted_kind
from drillsim.library.fields import Shape, allowed_keys, required_keys, shape_at, takes_any_key
from drillsim.library.nearest import nearest_word
from drillsim.library.problems import FileProblems, fault_place, into_text, named_place, problem
from drillsim.library.scalars import kind_of

if TYPE_CHECKING:
    from drillsim.library.problem import Problem

Model = TypeVar("Model", bound=BaseModel)

OUR_MISTAKES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError)
"""What a reader of a value might raise on something nobody thought of; the writer still gets the place of it."""
_OLDER_WORDS = {"channels": "routes", "channel": "route", "late": "overdue"}
"""Keys of files written before format 1."""


def validate(document: Document, model: type[Model]) -> Model:
    """The model of a document, or all its faults at once."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise FileProblems(problems_in(error, document, model)) from None
    except OUR_MISTAKES as error:
        path = culprit(document.data, model)
        place = fault_place(document, path)
        raise FileProblems([problem("unreadable", place, document.lines, name=_name(path))]) from error


def culprit(data: Any, model: type[BaseModel]) -> DataPath:
    """The innermost node without which the model's own reader no longer stumbles."""
    path: DataPath = ()
    while True:
        node = value_at(data, path)
        keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
        below = next((key for key in keys if not _stumbles(removed(data, (*path, key)), model)), None)
        if below is None:
            return path
        path = (*path, below)


def _stumbles(data: Any, model: type[BaseModel]) -> bool:
    try:
        model.model_validate(data)
    except ValidationError:
        return False
    except OUR_MISTAKES:
        return True
    return False


def problems_in(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Problem]:
    """The validator's complaints as problems of the file."""
    faults = faults_in(error, document.data)
    unknown: dict[DataPath, list[str]] = {}
    for fault in faults:
        if fault.kind == "extra_forbidden":
            unknown.setdefault(fault.path[:-1], []).append(fault.key)
    meant = [
        fault
        for fault in faults
        if not (fault.kind == "missing" and nearest_word(fault.key, unknown.get(fault.path, ())))
    ]
    return [_Told(fault, document, model).problem() for fault in meant]


@dataclass(frozen=True)
class _Told:
    """One fault on its way into words."""

    fault: Fault
    document: Document
    model: type[BaseModel]

    def problem(self) -> Problem:
        """The fault in words, at its place."""
        kind = self.fault.kind
        wanted = wanted_kind(kind)
        if kind == "missing":
            return self._missing()
        if kind == "extra_forbidden":
            return self._unknown_key(self.fault.path)
        if self.value is None and not self.fault.at_key:
            return self._valueless()
        if kind == "literal_error":
            return self._not_a_choice()
        if wanted == "map" and self._is_own_key():
            return self._unknown_key(self.fault.path, otherwise="limit-of-measure")
        if kind == "one_of_kinds":
            return self._tell("wrong-kind", kind=kind_of(self.value), wanted=self.fault.context["wanted"])
        if wanted is not None:
            return self._tell("wrong-kind", hint=self._kind_hint(wanted), kind=kind_of(self.value), wanted=wanted)
        if kind == "too_short":
            return self._tell("too-few", count=self.fault.context.get("min_length", 1))
        if kind not in {"value_error", "assertion_error"} and isinstance(self.value, dict):
            return self._no_alternative(self.value)
        return self._in_the_models_words()

    @property
    def value(self) -> Any:
        """What was written at the place of the fault."""
        return value_at(self.document.data, self.fault.path)

    def _shape(self, path: DataPath) -> Shape:
        return shape_at(self.model, self.document.data, path)

    def _key_place(self, path: DataPath) -> Place:
        span = span_at(self.document, path)
        return span.key or span.value

    def _tell(self, code: str, place: Place | None = None, hint: str = "", **params: object) -> Problem:
        if place is None:
            at_key = self.fault.at_key
            place = self._key_place(self.fault.path) if at_key else fault_place(self.document, self.fault.path)
        return problem(code, place, self.document.lines, hint=hint, params={"name": _name(self.fault.path), **params})

    def _missing(self) -> Problem:
        at_top = not self.fault.path
        hint = "add-key-at-top" if at_top else "add-key"
        code = "missing-key-at-top" if at_top else "missing-key"
        return self._tell(code, hint=hint, owner=_name(self.fault.path), key=self.fault.key)

    def _unknown_key(self, path: DataPath, otherwise: str = "") -> Problem:
        owner, key = path[:-1], str(path[-1])
        siblings = value_at(self.document.data, owner)
        allowed = allowed_keys(self._shape(owner))
        free = sorted(each for each in allowed if each not in siblings)
        if not owner and key == "kind":
            return self._tell("unknown-key", self._key_place(path), "no-kind-of-file", key=key)
        near = _OLDER_WORDS.get(key) or nearest_word(key, free) or nearest_word(key, allowed)
        hint = otherwise or ("allowed-keys" if free else "")
        if near:
            hint = "older-word" if key in _OLDER_WORDS else "did-you-mean"
        return self._tell("unknown-key", self._key_place(path), hint, key=key, near=near, allowed=", ".join(free))

    def _valueless(self) -> Problem:
        span = self.document.spans.get(self.fault.path)
        if span is not None and span.value.is_empty() and span.key is not None:
            return self._tell("empty-value", span.key, "empty-value", key=self.fault.path[-1])
        return self._tell("null-value", hint="null-value")

    def _not_a_choice(self) -> Problem:
        choices = re.findall(r"'((?:[^'\\]|\\.)*)'", str(self.fault.context.get("expected", "")))
        value = self.value
        if isinstance(value, (dict, list)):
            return self._tell(
                "wrong-kind", hint="allowed-values", kind=kind_of(value), wanted="text", allowed=", ".join(choices)
            )
        near = nearest_word(str(value), choices)
        hint = "did-you-mean" if near else "allowed-values"
        return self._tell("not-a-choice", hint=hint, value=value, near=near, allowed=", ".join(choices))

    def _is_own_key(self) -> bool:
        """Whether the map that is asked for belongs to a key of the writer's own choice among known ones."""
        if not self.fault.path:
            return False
        shape = self._shape(self.fault.path[:-1])
        return takes_any_key(shape) and bool(allowed_keys(shape)) and self.fault.path[-1] not in allowed_keys(shape)

    def _kind_hint(self, wanted: str) -> str:
        if wanted == "list" and isinstance(self.value, (str, int, float)):
            return "write-list"
        return "write-quotes" if wanted == "text" and isinstance(self.value, (bool, int, float)) else ""

    def _in_the_models_words(self) -> Problem:
        error = self.fault.context.get("error")
        if not isinstance(error, Exception):
            return self._tell("value", text=self.fault.text[:1].lower() + self.fault.text[1:])
        text, path = str(error), self.fault.path
        if self.fault.at_key:
            return self._tell("value", text=text)
        word = next(iter(re.findall(r"'([^']+)'|^(-?[\d.]+%?)(?= is )|unit: ([\d.]+)s", text)), ("", "", ""))
        begins = _first_word(text, self.value)
        place, path = named_place(self.document, path, "".join(word) or begins)
        if begins and path == self.fault.path:
            place, path = named_place(self.document, path, begins)
        value = value_at(self.document.data, path)
        if hasattr(error, "offset") and isinstance(value, str):
            offset = int(error.offset)
            length = len(word[0]) if value[offset:].startswith(word[0]) else 0
            place = into_text(self.document, path, span_at(self.document, path), offset, length)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            text = text.replace(str(value), written_at(self.document, path) or str(value))
        elif isinstance(value, (dict, list)):
            text = text.replace(str(value), "{…}" if isinstance(value, dict) else "[…]")
        shorter, near, allowed = _nearest_allowed(text)
        if near:
            return self._tell("value", place, "did-you-mean", text=shorter, near=near)
        if allowed:
            return self._tell("value", place, "allowed-values", text=shorter, allowed=allowed)
        return self._tell("value", place, text=text)

    def _no_alternative(self, value: dict[str, Any]) -> Problem:
        """A map that is none of the things it might be: often one key is misspelt."""
        shape = self._shape(self.fault.path)
        unknown = [key for key in value if key not in allowed_keys(shape)]
        for key in unknown:
            near = nearest_word(key, sorted(required_keys(shape)))
            if near:
                place = self._key_place((*self.fault.path, key))
                return self._tell("unknown-key", place, "did-you-mean", key=key, near=near)
        at = self._key_place((*self.fault.path, unknown[0])) if unknown else None
        return self._tell("value", at, text=self.fault.text)


def _first_word(text: str, value: Any) -> str:
    """The key of a map that a message about the map begins with, if it does."""
    word = text.partition(" ")[0]
    return word if isinstance(value, dict) and word in value else ""


def _nearest_allowed(text: str) -> tuple[str, str, str]:
    """A message without its list of what is allowed; the word of the list that was meant, if one was; and the list."""
    match = re.fullmatch(r"('([^']+)' is (?:not an?|no) [a-z ]+); use (one of )?(.+)", text)
    if match is None:
        return text, "", ""
    near = nearest_word(match[2], re.findall(r"[a-z][a-z-]*", match[4]))
    return (match[1] if near or match[3] else text), near, match[4] if match[3] else ""


def _name(path: DataPath) -> str:
    """A path as people write it."""
    return ".".join(str(part) for part in path)
