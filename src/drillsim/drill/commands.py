"""Commands as people write them become commands that a run takes.

    {decide: DECISION OPTION, by?: ROLE}          {do: {fail: core}, by?: ROLE, at?: CLOCK, when?: CONDITION}
    {skip: DECISION}    {withdraw: NUMBER}        {tell: [ROLE], says?: WORDS, route?: ROUTE, at?, when?, kind?: hint,
                                                   corrects?: MESSAGE, estimate?: CLOCK}

1. With `at` or `when` it is an inject that waits for its moment; it can be withdrawn by its number until then.
2. The words of a message, that it is a hint and what it makes people believe stay with the command: a run needs none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from drillsim.engine import Act, Command, Decide, Give, Moment, Skip, Tell, Withdraw
from drillsim.engine.kernel.errors import CommandRefused, nearest_hint
from drillsim.model.conditions import ConditionError, parse_condition
from drillsim.model.effects import Effect
from drillsim.model.times import parse_clock
from drillsim.plan.days import clock_slot
from drillsim.plan.live import live_condition, live_effect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drillsim.engine import Plan

HINT: Final = "hint"


@cache
def _effects() -> TypeAdapter[Any]:
    """What judges an effect that somebody writes; made when the first one is, not before a drill can begin."""
    return TypeAdapter(Effect)


_HINT = "write {decide: DECISION OPTION}, {do: {fail: COMPONENT}} or {tell: ROLE}, each with by: ROLE if wanted"
_WAITS = {"at", "when"}
_KEYS = {
    "decide": {"decide", "by", "approved"},
    "do": {"do", "by", *_WAITS},
    "tell": {"tell", "route", "says", "by", "kind", "corrects", "estimate", *_WAITS},
    "skip": {"skip", "by"},
    "withdraw": {"withdraw", "by"},
}
OF_FACILITATOR: Final = frozenset({"at", "when", "kind", "corrects", "estimate", "skip", "withdraw"})
"""Keys that only the facilitator may write."""


def parse_command(plan: Plan, written: object, at: int | None = None) -> Command:
    """The command that a written one means, or a refusal with the reason."""
    if not isinstance(written, dict):
        raise CommandRefused(f"{written!r} is not a command", _HINT)
    verb = next((verb for verb in _KEYS if verb in written), "")
    unknown = sorted(str(key) for key in set(written) - _KEYS.get(verb, set(written)))
    if unknown:
        raise CommandRefused(f"'{unknown[0]}' does not belong to a command with {verb}", _HINT)
    by = str(written.get("by", ""))
    if verb == "decide":
        return _decide(written, by, at)
    if verb == "skip":
        return Skip(str(written["skip"]), by, at)
    if verb == "withdraw":
        return Withdraw(_number(written["withdraw"]), by, at)
    if verb not in {"do", "tell"}:
        raise CommandRefused("a command is a map with decide, do or tell", _HINT)
    what = _act(plan, written, by) if verb == "do" else _tell(plan, written, by)
    moment = parse_moment(plan, written)
    if moment is not None:
        return Give(what, moment, by, at)
    return Act(what.effect, what.values, by, at) if isinstance(what, Act) else Tell(what.to, what.route, by, at)


def _decide(written: Mapping[str, Any], by: str, at: int | None) -> Decide:
    words = str(written["decide"]).split()
    if len(words) != 2:
        raise CommandRefused(f"'{written['decide']}' is not a choice", "write DECISION OPTION")
    return Decide(words[0], words[1], by, bool(written.get("approved", False)), at)


def _number(written: object) -> int:
    if type(written) is int or (isinstance(written, str) and written.isdecimal()):
        return int(written)
    raise CommandRefused(f"'{written}' is not the number of an inject", "write {withdraw: NUMBER}")


def _act(plan: Plan, written: Mapping[str, Any], by: str) -> Act:
    if isinstance(written["do"], list):
        raise CommandRefused(
            "a command carries out one effect, not a list", "write {do: {fail: COMPONENT}}, one command for each"
        )
    try:
        effect = _effects().validate_python(written["do"])
    except ValidationError as error:
        first = error.errors()[0]
        raise CommandRefused(f"{written['do']}: {first['msg'].removeprefix('Value error, ')}") from None
    row, values = live_effect(plan, effect)
    return Act(row, values, by)


def _tell(plan: Plan, written: Mapping[str, Any], by: str) -> Tell:
    to = written["tell"]
    if isinstance(to, dict):
        raise CommandRefused(
            "'tell' names a role or a list of roles, not a map", "write {tell: ROLE, says: WORDS, route: ROUTE}"
        )
    if written.get("kind", HINT) != HINT:
        raise CommandRefused(f"'{written['kind']}' is no kind of message", "write kind: hint, or leave it out")
    if ("corrects" in written) != ("estimate" in written):
        raise CommandRefused(
            "a corrected estimate names its message and a time", "write corrects: MESSAGE and estimate: 10:15"
        )
    if "corrects" in written:
        _check_estimate(plan, written)
    return Tell(tuple(map(str, to)) if isinstance(to, list) else (str(to),), str(written.get("route", "")), by)


def _check_estimate(plan: Plan, written: Mapping[str, Any]) -> None:
    """Refuses to correct what nobody estimated, and a time that is none."""
    held = [plan.subjects[row.subject] for row in plan.messages if row.estimate[1] >= 0]
    if written["corrects"] not in held:
        raise CommandRefused(
            f"'{written['corrects']}' makes nobody believe in a time", nearest_hint(str(written["corrects"]), held)
        )
    parse_slot(plan, written["estimate"])


def parse_moment(plan: Plan, written: Mapping[str, Any]) -> Moment | None:
    """When an inject acts that a command gives; nothing if it acts at once."""
    if "at" in written and "when" in written:
        raise CommandRefused("a time and a condition are two injects", "write at or when, not both")
    if "at" in written:
        return Moment(parse_slot(plan, written["at"]))
    if "when" not in written:
        return None
    row, measures = live_condition(plan, parse_written(written["when"]))
    return Moment(condition=row, measures=measures)


def parse_slot(plan: Plan, written: object) -> int:
    """The clock slot of a written clock time, or a refusal."""
    try:
        return clock_slot(parse_clock(written), plan.calendar)
    except ValueError as error:
        raise CommandRefused(str(error)) from None


def parse_written(written: object) -> Any:
    """The condition that somebody wrote; what is wrong with it is refused with its place in the text."""
    try:
        return parse_condition(written)
    except ConditionError as error:
        if isinstance(written, str) and error.offset:
            raise CommandRefused(f"at sign {error.offset + 1} of '{written}': {error}") from None
        raise CommandRefused(str(error)) from None
    except ValueError as error:
        raise CommandRefused(str(error)) from None
