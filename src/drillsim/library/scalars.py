"""What an unquoted word in a file means: the scalar rules of the YAML 1.2 core schema.

1. Only true/false, null, numbers and nothing at all are special; `on`, `no`, `13:00` and `2021-02-28` are text.
2. A number with a superfluous leading zero (`0123`) stays text: in a bank that is a code, not an amount.
3. A number too long or too large to be kept exactly as a number stays text as well.
"""

from __future__ import annotations

import math
import re

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)")
_NOT_A_NUMBER = (".nan", ".NaN", ".NAN")
_NUMBER_LENGTH_MAX = 40

_MAY_BE_NUMBER = frozenset("+-.0123456789")


def resolve(text: str) -> str | int | float | bool | None:
    """The value of a plain (unquoted) scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _MAY_BE_NUMBER or len(text) > _NUMBER_LENGTH_MAX:
        return text
    return _number(text)


def _number(text: str) -> str | int | float:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text, 8)
    if _HEXADECIMAL.fullmatch(text):
        return int(text, 16)
    if _FLOAT.fullmatch(text):
        value = float(text)
        return text if math.isinf(value) else value
    if _INFINITE.fullmatch(text):
        return -math.inf if text[0] == "-" else math.inf
    return math.nan if text in _NOT_A_NUMBER else text


def kind_of(value: object) -> str:
    """The plain word for what a value is, as messages use it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true-or-false"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "text"
    return "list" if isinstance(value, (list, tuple)) else "map"
