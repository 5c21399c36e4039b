"""Values relative to what is there: `x2`, `x0.5`, `+30m`, `-10%`.

1. Durations, rates, numbers, shares, money, spreads (every part) and maps and lists of these can be multiplied.
2. Something of the same kind can be added to or taken from them; a duration also from a clock time.
3. Arithmetic is decimal and exact; the result is written as a person would write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drillsim.model.relative import Relative

_DURATION = re.compile(r"(?:\d+(?:\.\d+)?(?:ms|[smhdw])\s*)+")
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|[smhdw])")
_RATE = re.compile(r"(\d[\d_]*(?:\.\d+)?)(\s*/\s*)([smhd])")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)(\s*%)")
_MONEY = re.compile(r"([A-Z]{3}\s+)(\d[\d_,]*(?:\.\d+)?)")
_NUMBER = re.compile(r"-?\d[\d_]*(?:\.\d+)?")
_CLOCK = re.compile(r"(?:(d\+\d+|\d{4}-\d{2}-\d{2})([ T]))?(\d{1,2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?")
_UNIT_MS = {"w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}
_PER_HOUR = {"s": Decimal(3600), "m": Decimal(60), "h": Decimal(1), "d": Decimal(1) / Decimal(24)}
_DAY_S = 86_400


class NotRelatedError(ValueError):
    """A relative value that does not fit what is there; `code` names the reason."""

    def __init__(self, code: str, value: object) -> None:
        super().__init__(code)
        self.code = code
        self.value = value


def related(present: Any, change: Relative) -> Any:
    """The present value with the change made to it, in every part."""
    if isinstance(present, dict):
        return {key: related(value, change) for key, value in present.items()}
    if isinstance(present, list):
        return [related(value, change) for value in present]
    if change.sign == "x":
        factor = Decimal(change.by)
        return _each_amount(present, lambda amount, _: amount * factor)
    moved = _moved_clock(present, change)
    return (
        moved
        if moved is not None
        else _each_amount(present, lambda amount, kind: _added(amount, kind, change, present))
    )


def _each_amount(present: Any, change: Callable[[Decimal, str], Decimal]) -> Any:
    """The written value with its amounts changed; the kind is duration, a rate's unit, percent, money or number."""
    if isinstance(present, bool) or present is None:
        raise NotRelatedError("not-an-amount", present)
    if isinstance(present, (int, float)):
        return written_number(change(Decimal(str(present)), "number"))
    text = present.strip()
    if text.startswith("exp "):
        return "exp " + _each_amount(text[4:], change)
    if ".." in text:
        return "..".join(str(_each_amount(part, change)) for part in text.split(".."))
    if _DURATION.fullmatch(text) or text == "0":
        return written_duration(change(_milliseconds(text), "duration"))
    for pattern, kind in ((_RATE, "rate"), (_PERCENT, "percent"), (_MONEY, "money")):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        if kind == "money":
            return match[1] + _digits(change(_decimal(match[2]), kind))
        tail = match[2] + (match[3] if kind == "rate" else "")
        return _digits(change(_decimal(match[1]), match[3] if kind == "rate" else kind)) + tail
    if _NUMBER.fullmatch(text):
        return written_number(change(_decimal(text), "number"))
    raise NotRelatedError("not-an-amount", present)


def _added(amount: Decimal, kind: str, change: Relative, present: object) -> Decimal:
    by = _addend(change.by, kind)
    if by is None:
        raise NotRelatedError("other-kind", present)
    result = amount + by if change.sign == "+" else amount - by
    if result < 0:
        raise NotRelatedError("below-zero", present)
    return result


def _addend(text: str, kind: str) -> Decimal | None:
    """What is added, in the unit of what it is added to; nothing if it is of another kind."""
    if kind == "duration":
        return _milliseconds(text) if _DURATION.fullmatch(text) else None
    if kind in _PER_HOUR:
        match = _RATE.fullmatch(text)
        return _decimal(match[1]) * _PER_HOUR[match[3]] / _PER_HOUR[kind] if match else None
    percent = _PERCENT.fullmatch(text)
    if percent:
        share = _decimal(percent[1])
        return share if kind == "percent" else share / 100 if kind == "number" else None
    if kind == "money":
        money = _MONEY.fullmatch(text)
        text = money[2] if money else text
    if not _NUMBER.fullmatch(text.replace(",", "")):
        return None
    return _decimal(text) * 100 if kind == "percent" else _decimal(text)


def _moved_clock(present: Any, change: Relative) -> str | None:
    """A clock time earlier or later by a duration; the day follows where it is written."""
    match = _CLOCK.fullmatch(present.strip()) if isinstance(present, str) else None
    if match is None:
        return None
    if not _DURATION.fullmatch(change.by):
        raise NotRelatedError("other-kind", present)
    day, joint, hours, minutes, seconds, zone = match.groups()
    by_s = int(_milliseconds(change.by) / 1000) * (-1 if change.sign == "-" else 1)
    total = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0) + by_s
    days, of_day = divmod(total, _DAY_S)
    clock = f"{of_day // 3600:02d}:{of_day % 3600 // 60:02d}" + (f":{of_day % 60:02d}" if of_day % 60 else "")
    if day is None:
        return clock
    return f"{_moved_day(day, days, present)}{joint}{clock}{zone or ''}"


def _moved_day(day: str, by: int, present: object) -> str:
    if day.startswith("d+"):
        count = int(day[2:]) + by
        if count < 0:
            raise NotRelatedError("below-zero", present)
        return f"d+{count}"
    try:
        return (datetime.fromisoformat(day) + timedelta(days=by)).date().isoformat()
    except (ValueError, OverflowError):
        raise NotRelatedError("not-an-amount", present) from None


def written_duration(milliseconds: Decimal) -> str:
    """A duration as people write it, such as 4h11m."""
    rest = int(milliseconds.to_integral_value())
    text = ""
    for unit in ("d", "h", "m", "s", "ms"):
        count, rest = divmod(rest, _UNIT_MS[unit])
        text += f"{count}{unit}" if count else ""
    return text or "0s"


def _milliseconds(text: str) -> Decimal:
    return sum((Decimal(amount) * _UNIT_MS[unit] for amount, unit in _PART.findall(text)), Decimal(0))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("_", "").replace(",", ""))


def _digits(value: Decimal) -> str:
    text = f"{value.quantize(Decimal('0.000001')):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written_number(value: Decimal) -> int | float:
    """A number as it stands in a file."""
    return int(value) if value == value.to_integral_value() else float(_digits(value))


def is_amount(value: object) -> bool:
    """Whether a written value is a number, a duration, a rate, a share, money, or a spread of these."""
    if isinstance(value, (int, float)):
        return not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    parts = value.strip().removeprefix("exp ").split("..")
    kinds = (_DURATION, _RATE, _PERCENT, _MONEY, _NUMBER)
    return all(any(kind.fullmatch(part) for kind in kinds) for part in parts)
