"""Commands as people write them become commands that a run takes.

`{decide: DECISION OPTION, by?: ROLE}`, `{do: {fail: core}, by?: ROLE}`, `{tell: [ROLE], says?: WORDS, route?: ROUTE}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from drillsim.engine import Act, Command, Decide, Tell
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.model.effects import Effect
from drillsim.plan.live import live_effect

if TYPE_CHECKING:
    from drillsim.engine import Plan

_EFFECT: TypeAdapter[Any] = TypeAdapter(Effect)
_HINT = "write {decide: DECISION OPTION}, {do: {fail: COMPONENT}} or {tell: ROLE}, each with by: ROLE if wanted"
_KEYS = {"decide": {"decide", "by", "approved"}, "do": {"do", "by"}, "tell": {"tell", "route", "says", "by"}}


def parse_command(plan: Plan, written: object, at: int | None = None) -> Command:
    """The command that a written one means, or a refusal with the reason."""
    if not isinstance(written, dict):
        raise CommandRefused(f"{written!r} is not a command", _HINT)
    verb = next((verb for verb in _KEYS if verb in written), "")
    unknown = sorted(str(key) for key in set(written) - _KEYS.get(verb, set(written)))
    if unknown:
        raise CommandRefused(f"'{unknown[0]}' does not belong to a command with {verb}", _HINT)
    by = str(written.get("by", ""))
    if "decide" in written:
        words = str(written["decide"]).split()
        if len(words) != 2:
            raise CommandRefused(f"'{written['decide']}' is not a choice", "write DECISION OPTION")
        return Decide(words[0], words[1], by, bool(written.get("approved", False)), at)
    if "do" in written:
        if isinstance(written["do"], list):
            raise CommandRefused(
                "a command carries out one effect, not a list", "write {do: {fail: COMPONENT}}, one command for each"
            )
        try:
            effect = _EFFECT.validate_python(written["do"])
        except ValidationError as error:
            first = error.errors()[0]
            raise CommandRefused(f"{written['do']}: {first['msg'].removeprefix('Value error, ')}") from None
        row, values = live_effect(plan, effect)
        return Act(row, values, by, at)
    if "tell" in written:
        to = written["tell"]
        if isinstance(to, dict):
            raise CommandRefused(
                "'tell' names a role or a list of roles, not a map", "write {tell: ROLE, says: WORDS, route: ROUTE}"
            )
        return Tell(tuple(to) if isinstance(to, list) else (str(to),), str(written.get("route", "")), by, at)
    raise CommandRefused("a command is a map with decide, do or tell", _HINT)
