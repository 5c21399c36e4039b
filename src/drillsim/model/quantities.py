"""Written amounts become integers: durations in ms, shares in millionths, flows in thousandths of an item per hour.

1. Every written form has exactly one meaning and every error says what would have been right.
2. Nothing here is a float: decimals are read as exact fractions and rounded half up once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import PlainValidator, WithJsonSchema

WHOLE = 1_000_000
"""A share of 1 in millionths."""
UNLIMITED = -1
"""The written word `unlimited`."""

_UNIT_MS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+")
_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|[smhdw])")
_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*/\s*(s|m|h|d)")
_RATE_PER_HOUR = {"s": Decimal(3600), "m": Decimal(60), "h": Decimal(1), "d": Decimal(1) / Decimal(24)}
_MONEY = re.compile(r"(?:[A-Z]{3}\s+)?(\d+(?:\.\d+)?)")


def _decimal(value: object, what: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError(f"{what} is needed here, not {value!r}")
    try:
        return Decimal(str(value).replace("_", ""))
    except InvalidOperation:
        raise ValueError(f"{what} is needed here, not {value!r}") from None


def _rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def parse_duration(value: object) -> int:
    """`90s`, `15m`, `4h11m`, `2d` (or a bare 0) in milliseconds."""
    if isinstance(value, (int, float, str)) and value in {0, "0"}:  # a map or a list cannot be looked up
        return 0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise ValueError(f"a duration needs a unit: {value}s, {value}m or {value}h")
    text = str(value).replace(" ", "")
    if not isinstance(value, str) or not _DURATION.fullmatch(text):
        hint = (
            f": {text}s, {text}m or {text}h"
            if text.replace(".", "", 1).isdigit()
            else ", such as 90s, 15m, 4h11m or 2d"
        )
        raise ValueError(f"'{value}' is not a duration; write a number with a unit{hint}")
    return _rounded(sum((Decimal(n) * _UNIT_MS[u] for n, u in _DURATION_PART.findall(text)), Decimal(0)))


@dataclass(frozen=True)
class Spread:
    """How long something takes: one value, or a range from which each run draws."""

    shape: Literal["fixed", "uniform", "triangular", "exponential"]
    low: int
    likely: int
    high: int

    def scaled(self, by: Decimal) -> Spread:
        """The same shape with every part multiplied."""
        return Spread(self.shape, *(_rounded(by * part) for part in (self.low, self.likely, self.high)))


def parse_spread(value: object) -> Spread:
    """`30m`, `20m..40m`, `20m..40m..90m`, `exp 8h` or `{low, likely, high}`."""
    if isinstance(value, Spread):
        return value
    if isinstance(value, dict):
        if set(value) != {"low", "likely", "high"}:
            raise ValueError("a spread has exactly low, likely and high")
        parts = [parse_duration(value[key]) for key in ("low", "likely", "high")]
    elif isinstance(value, str) and value.startswith("exp "):
        mean = parse_duration(value[4:])
        return Spread("exponential", 0, mean, mean)
    elif isinstance(value, str) and ".." in value:
        parts = [parse_duration(part) for part in value.split("..")]
        if len(parts) > 3:
            raise ValueError(f"'{value}' has too many parts; write low..high or low..likely..high")
    else:
        parts = [parse_duration(value)]
    if sorted(parts) != parts:
        raise ValueError(f"'{value}' does not rise; write the shortest first")
    if len(parts) == 1 or parts[0] == parts[-1]:
        return Spread("fixed", parts[0], parts[0], parts[0])
    if len(parts) == 2:
        return Spread("uniform", parts[0], (parts[0] + parts[1]) // 2, parts[1])
    return Spread("triangular", parts[0], parts[1], parts[2])


def parse_share(value: object) -> int:
    """`0.3` or `30%` in millionths, from 0 to 1."""
    if isinstance(value, str) and value.strip().endswith("%"):
        share = _decimal(value.strip()[:-1], "a share such as 0.3 or 30%") / 100
    else:
        share = _decimal(value, "a share such as 0.3 or 30%")
    if not 0 <= share <= 1:
        raise ValueError(f"{value} is not between 0 and 1; shares and chances are written 0.3 or 30%")
    return _rounded(share * WHOLE)


def parse_factor(value: object) -> int:
    """A multiplier (or a weight) that may exceed one, in millionths."""
    if isinstance(value, str) and value.strip().endswith("%"):
        factor = _decimal(value.strip()[:-1], "a number or a percentage") / 100
    else:
        factor = _decimal(value, "a number such as 1.5")
    if factor < 0:
        raise ValueError(f"{value} is negative; a factor is 0 or more")
    return _rounded(factor * WHOLE)


def parse_rate(value: object) -> int:
    """`60/h`, `3/d` in thousandths of an item per hour; `unlimited` is -1."""
    if value == "unlimited":
        return UNLIMITED
    match = _RATE.fullmatch(value.strip().replace("_", "")) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"'{value}' is not a rate; write a number per time, such as 60/h or 3/d")
    return _rounded(Decimal(match[1]) * _RATE_PER_HOUR[match[2]] * 1000)


def parse_money(value: object) -> int:
    """`JPY 900000` or a bare number, in whole units of the currency."""
    match = (
        _MONEY.fullmatch(str(value).replace("_", "").replace(",", "").strip()) if not isinstance(value, bool) else None
    )
    if match is None:
        raise ValueError(f"'{value}' is not an amount of money; write JPY 900000")
    return _rounded(Decimal(match[1]))


def parse_count(value: object) -> int:
    """A number of items, in thousandths of an item."""
    count = _decimal(value, "a number of items")
    if count < 0:
        raise ValueError(f"{value} is negative; a number of items is 0 or more")
    return _rounded(count * 1000)


def parse_whole(value: object) -> int:
    """A whole number, 0 or more."""
    count = _decimal(value, "a whole number")
    if count < 0 or count != int(count):
        raise ValueError(f"{value} is not a whole number of 0 or more")
    return int(count)


def _text(pattern: str, description: str) -> WithJsonSchema:
    return WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": pattern}, {"type": "number"}], "description": description}
    )


Duration = Annotated[
    int,
    PlainValidator(parse_duration),
    _text(r"^\s*(\d+(\.\d+)?(ms|[smhdw])\s*)+$|^0$", "a duration: 90s, 15m, 4h11m, 2d"),
]
SpreadOf = Annotated[
    Spread,
    PlainValidator(parse_spread),
    WithJsonSchema(
        {
            "type": ["string", "number", "object"],
            "description": "a duration, or a spread: low..high, low..likely..high, exp MEAN",
        }
    ),
]
Share = Annotated[int, PlainValidator(parse_share), _text(r"^\d+(\.\d+)?%?$", "a share or chance: 0.3 or 30%")]
Factor = Annotated[int, PlainValidator(parse_factor), _text(r"^\d+(\.\d+)?%?$", "a factor or weight of 0 or more")]
Rate = Annotated[
    int, PlainValidator(parse_rate), _text(r"^\d[\d_.]*\s*/\s*[smhd]$|^unlimited$", "items per time: 60/h, 3/d")
]
Money = Annotated[
    int, PlainValidator(parse_money), _text(r"^([A-Z]{3}\s+)?[\d_,.]+$", "an amount of money: JPY 900000")
]
Count = Annotated[int, PlainValidator(parse_count), _text(r"^[\d_.]+$", "a number of items")]
Whole = Annotated[int, PlainValidator(parse_whole), _text(r"^\d+$", "a whole number")]
