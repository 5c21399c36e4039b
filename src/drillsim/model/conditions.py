"""The one condition language: short strings and nested maps become typed tests.

    cond    := atom | {all: [cond], for?, by?} | {any: [cond]} | {not: cond}
    atom    := (ID STATE | MEASURE OP (value | MEASURE) | time OP clock) [for DUR] [by CLOCK | not by CLOCK]
    MEASURE := ID.NAME[.amount | .peak][/h] [because ID]          OP := < <= > >= = !=

1. Only the form is judged here; whether names exist is checked when a plan is compiled.
2. Every error is a ConditionError that knows how far into the string the fault lies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from drillsim.model.quantities import parse_duration
from drillsim.model.times import Clock, parse_clock

OPERATORS = ("<", "<=", ">", ">=", "=", "!=")
STATES = (
    "up", "back", "down", "degraded", "unstable", "withheld", "closed", "full", "alarming", "empty", "on",
    "waiting", "running", "done", "abended", "missed", "failed", "stalled",
    "sent", "known", "decided", "owed", "met", "happened", "called", "present",
)  # fmt: skip
_MEASURE = re.compile(r"(?P<subject>[a-z0-9][a-z0-9/-]*)\.(?P<names>[a-z0-9_/-]+?(?:\.[a-z0-9_/-]+?)*)(?P<hour>/h)?")
_SUBJECT = re.compile(r"[a-z0-9][a-z0-9/-]*(?:\.[a-z0-9][a-z0-9/-]*)?")
_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[<>=!~≤≥＜＞＝]+")


class ConditionError(ValueError):
    """A condition that cannot be read, and where in it."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True)
class Measure:
    """A number the simulation keeps: whose, which, and how it is looked at."""

    text: str
    subject: str
    names: tuple[str, ...]
    amount: bool = False
    peak: bool = False
    per_hour: bool = False
    because: str | None = None


@dataclass(frozen=True)
class StateTest:
    """Whether a named thing is in a state, as in `hub up` or `cut-off decided nothing`."""

    subject: str
    part: str | None
    state: str
    argument: str | None = None


@dataclass(frozen=True)
class MeasureTest:
    """A measure against a value or another measure."""

    measure: Measure
    op: str
    value: str | Measure


@dataclass(frozen=True)
class TimeTest:
    """The clock against a time."""

    op: str
    clock: Clock


@dataclass(frozen=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Test, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Test, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Test


@dataclass(frozen=True)
class HeldFor:
    """The part has held without a break for so long."""

    part: Test
    duration: int


@dataclass(frozen=True)
class HeldBy:
    """The part held at some moment up to a time (or, negated, did not)."""

    part: Test
    clock: Clock
    never: bool = False


Test = StateTest | MeasureTest | TimeTest | AllOf | AnyOf | Not | HeldFor | HeldBy


@dataclass(frozen=True)
class Condition:
    """A test together with the words it was written in."""

    text: str
    test: Test


def parse_measure(text: str, offset: int = 0) -> Measure:
    """`atm-td.failed/h because core`, `atm.stopped.peak`, `core.index.used`."""
    words = text.split()
    match = _MEASURE.fullmatch(words[0]) if words else None
    if match is None:
        raise ConditionError(f"'{text}' is not a measure; write ID.NAME, such as atm-cash.failed", offset)
    names = tuple(match["names"].split("."))
    amount, peak = names[-1] == "amount" and len(names) > 1, names[-1] == "peak"
    if amount or peak:
        names = names[:-1]
    because = None
    if len(words) > 1:
        if words[1] != "because" or len(words) != 3:
            raise ConditionError(
                f"after the measure '{words[0]}' only 'because ID' may follow, not '{' '.join(words[1:])}'",
                offset + len(words[0]) + 1,
            )
        because = words[2]
    if not names:
        raise ConditionError(f"'{words[0]}' names no measure before '{'amount' if amount else 'peak'}'", offset)
    return Measure(text, match["subject"], names, amount, peak, match["hour"] is not None, because)


def _clock(words: list[tuple[str, int]]) -> Clock:
    text = " ".join(word for word, _ in words)
    try:
        return parse_clock(text)
    except ValueError as error:
        raise ConditionError(str(error), words[0][1] if words else 0) from None


def _take_suffix(words: list[tuple[str, int]]) -> tuple[list[tuple[str, int]], list[tuple[str, object]]]:
    """Split the trailing `for DUR`, `by CLOCK`, `not by CLOCK` off, innermost first."""
    wrappers: list[tuple[str, object]] = []
    for size in (2, 3):  # `by 12:00`, `by d+1 12:00`
        if len(words) > size and words[-size][0] == "by":
            never = len(words) > size + 1 and words[-size - 1][0] == "not"
            wrappers.append(("never" if never else "by", _clock(words[-size + 1 :])))
            words = words[: -size - (1 if never else 0)]
            break
    at = next((i for i, (word, _) in enumerate(words[:-1]) if i > 1 and word == "for"), 0)
    if at:
        try:
            wrappers.insert(0, ("for", parse_duration(" ".join(word for word, _ in words[at + 1 :]))))
        except ValueError as error:
            raise ConditionError(str(error), words[at + 1][1]) from None
        words = words[:at]
    return words, wrappers


def _refuse_other_signs(words: list[tuple[str, int]]) -> None:
    """An operator that is none, or one without a space on each side, would otherwise pass for a name."""
    for word, offset in words:
        if word in OPERATORS:
            continue
        if _SIGNS.fullmatch(word):
            raise ConditionError(f"'{word}' is not an operator; use one of {', '.join(OPERATORS)}", offset)
        if _SIGNS.search(word):
            raise ConditionError(f"'{word}' needs a space on each side of its operator", offset)


def _atom(words: list[tuple[str, int]], text: str) -> Test:
    _refuse_other_signs(words)
    if len(words) < 2:
        raise ConditionError(
            f"'{text}' is not a condition; write ID STATE (hub down) or MEASURE OP VALUE (atm.stopped > 50)", 0
        )
    ops = [i for i, (word, _) in enumerate(words) if word in OPERATORS]
    if words[0][0] == "time":
        if ops != [1] or len(words) < 3:
            raise ConditionError("a test of the time is written 'time >= 08:00'", words[0][1])
        return TimeTest(words[1][0], _clock(words[2:]))
    if ops:
        at = ops[0]
        if len(ops) > 1 or at == 0 or at == len(words) - 1:
            raise ConditionError(
                "a comparison has one operator, with a measure before it and a value after it", words[ops[-1]][1]
            )
        measure = parse_measure(" ".join(word for word, _ in words[:at]), words[0][1])
        value_text = " ".join(word for word, _ in words[at + 1 :])
        first = value_text.split()[0]
        is_measure = (
            bool(_MEASURE.fullmatch(first))
            and not first.replace(".", "", 1).isdigit()
            and not re.fullmatch(r"[\d.]+(/[smhd]|%|[a-z]+)?", first)
        )
        return MeasureTest(
            measure, words[at][0], parse_measure(value_text, words[at + 1][1]) if is_measure else value_text
        )
    subject, state = words[0], words[1]
    if not _SUBJECT.fullmatch(subject[0]):
        raise ConditionError(f"'{subject[0]}' is not an id", subject[1])
    if state[0] not in STATES:
        raise ConditionError(f"'{state[0]}' is not a state; use one of {', '.join(STATES)}", state[1])
    rest = [word for word, _ in words[2:]]
    argument = None
    if state[0] == "known" and rest:
        if rest[0] != "to" or len(rest) != 2:
            raise ConditionError("write 'known' or 'known to ROLE'", words[2][1])
        argument = rest[1]
    elif state[0] == "on":
        if len(rest) != 1:
            raise ConditionError("write 'PAIR on MEMBER'", state[1])
        argument = rest[0]
    elif state[0] == "decided" and rest:
        if len(rest) != 1:
            raise ConditionError("write 'DECISION decided' or 'DECISION decided OPTION'", words[2][1])
        argument = rest[0]
    elif rest:
        raise ConditionError(f"'{rest[0]}' does not belong after '{state[0]}'", words[2][1])
    head, _, part = subject[0].partition(".")
    return StateTest(head, part or None, state[0], argument)


def parse_test(text: str) -> Test:
    """Read one atom with its `for` and `by`."""
    words = [(match[0], match.start()) for match in _WORD.finditer(text)]
    words, wrappers = _take_suffix(words)
    return _wrapped(_atom(words, text), wrappers)


def _wrapped(test: Test, wrappers: list[tuple[str, object]]) -> Test:
    for kind, value in wrappers:
        if isinstance(value, Clock):
            test = HeldBy(test, value, never=kind == "never")
        elif isinstance(value, int):
            test = HeldFor(test, value)
    return test


def parse_condition(value: object) -> Condition:
    """Read a condition in any of its forms."""
    if isinstance(value, Condition):
        return value
    if isinstance(value, str):
        return Condition(value, parse_test(value))
    if not isinstance(value, dict):
        raise ConditionError("a condition is a text, or a map with all, any or not", 0)
    keys = [key for key in value if key in ("all", "any", "not")]
    extra = [key for key in value if key not in ("all", "any", "not", "for", "by")]
    for key in extra:
        raise ConditionError(f"'{key}' is no part of a condition; use one of all, any, not, for, by", 0)
    if len(keys) != 1:
        raise ConditionError("a condition map has exactly one of all, any, not, and may have for and by", 0)
    inner: Test
    if keys[0] == "not":
        inner = Not(parse_condition(value["not"]).test)
    else:
        parts = value[keys[0]]
        if not isinstance(parts, list) or not parts:
            raise ConditionError(f"'{keys[0]}' needs a list of conditions", 0)
        tests = tuple(parse_condition(part).test for part in parts)
        inner = AllOf(tests) if keys[0] == "all" else AnyOf(tests)
    wrappers: list[tuple[str, object]] = []
    if "for" in value:
        wrappers.append(("for", parse_duration(value["for"])))
    if "by" in value:
        wrappers.append(("by", parse_clock(value["by"])))
    return Condition(written(value), _wrapped(inner, wrappers))


def written(value: object) -> str:
    """A condition as one line, for records and screens."""
    if not isinstance(value, dict):
        return str(value)
    text = ""
    if "not" in value:
        text = f"not ({written(value['not'])})"
    for key, word in (("all", " and "), ("any", " or ")):
        if key in value and isinstance(value[key], list):
            text = word.join(f"({written(part)})" if isinstance(part, dict) else written(part) for part in value[key])
    if "for" in value:
        text = f"({text}) for {value['for']}"
    return f"({text}) by {value['by']}" if "by" in value else text


_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {key: {} for key in ("all", "any", "not", "for", "by")},
            "additionalProperties": False,
        },
    ],
    "description": (
        "a condition: 'hub up for 10m', 'atm.stopped > 50', 'time >= 08:00', {all: [...]}, {any: [...]}, {not: ...}"
    ),
}
ConditionOf = Annotated[Condition, PlainValidator(parse_condition), WithJsonSchema(_SCHEMA)]
MeasureOf = Annotated[
    Measure,
    PlainValidator(lambda v: v if isinstance(v, Measure) else parse_measure(str(v))),
    WithJsonSchema({"type": "string", "description": "a measure: ID.NAME[.amount|.peak][/h] [because ID]"}),
]


_LIKE_CLOCK = re.compile(r"\s*(?:d\+\d+\s|\d{4}-\d{2}-\d{2}|\d+:\d)")


def parse_until(value: object) -> Clock | Condition:
    """A clock time, or the condition that ends something."""
    if isinstance(value, (Clock, Condition)):
        return value
    if isinstance(value, str) and _LIKE_CLOCK.match(value):
        return parse_clock(value)
    return parse_condition(value)


UntilOf = Annotated[
    Clock | Condition,
    PlainValidator(parse_until),
    WithJsonSchema({**_SCHEMA, "description": "a clock time or a condition"}),
]
