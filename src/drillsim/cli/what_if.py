"""Owns how the words of a command line become a what-if: choices moved, the run it is held against, and its own run.

1. `--decide DECISION@CLOCK` moves the published choice, `DECISION=OPTION` makes another one at the published time,
   `DECISION=OPTION@CLOCK` does both, and `DECISION=never` leaves the question open.
2. Both runs have the same seed and, unless they are told to go by the clock, the same reaction times.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drillsim.cli.refusal import refusal, unknown
from drillsim.telling.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drillsim.drill import Moved
    from drillsim.engine import Plan
    from drillsim.library import Case
    from drillsim.review import Bases, Comparison, Cost, Played, Replay

NEVER = "never"
_DECIDE = re.compile(r"(?P<decision>[^=@\s]+)(?:=(?P<option>[^=@\s]+))?(?:@(?P<clock>.+))?")


def read_moved(plan: Plan, written: Sequence[str]) -> tuple[Moved, ...]:
    """The choices that are made otherwise than was published."""
    return tuple(_moved(plan, text) for text in written)


def _moved(plan: Plan, text: str) -> Moved:
    from drillsim.cli.simulating import moment_of
    from drillsim.drill import Moved

    where = f"--decide {text}"
    match = _DECIDE.fullmatch(text.strip())
    if match is None or (match["option"] is None and match["clock"] is None):
        hint = _("write DECISION@11:00, DECISION=OPTION, DECISION=OPTION@11:00 or DECISION=never")
        raise refusal(where, _("this says neither when nor what"), hint)
    options = {plan.subjects[row.subject]: [option.name for option in row.options] for row in plan.decisions}
    decision, option = match["decision"], match["option"]
    if decision not in options:
        raise unknown(where, _("there is no decision '{name}'").format(name=decision), decision, options)
    if option == NEVER and NEVER not in options[decision] and match["clock"] is None:
        return Moved(decision, never=True)
    if option is not None and option not in options[decision]:
        message = _("'{decision}' has no option '{name}'").format(decision=decision, name=option)
        raise unknown(where, message, option, [*options[decision], NEVER])
    if option is None and all(name != decision for _at, name, _option in plan.published):
        message = _("no choice was published for '{decision}' that could be moved").format(decision=decision)
        hint = _("say which: {choices}").format(choices=", ".join(f"{decision}={one}" for one in options[decision]))
        raise refusal(where, message, hint)
    at = None if match["clock"] is None else moment_of(plan, match["clock"].strip(), where)
    return Moved(decision, option, at)


def play_what_if(
    base: Played,
    case: Case,
    plan: Plan,
    moved: Sequence[Moved] = (),
    *,
    by_the_clock: bool = False,
    record: bool = True,
) -> Played:
    """The run of a changed case; choices that a file lists are read for its own plan."""
    from drillsim.cli.simulating import orders_of
    from drillsim.drill import POLICIES
    from drillsim.review import what_if

    policy = base.replay.policy
    orders = None if policy in POLICIES else orders_of(plan, policy)[1]
    return what_if(base, case, plan=plan, orders=orders, moved=moved, by_the_clock=by_the_clock, record=record)


def try_what_if(
    bases: Bases, case_name: str, name: str, seeds: range, *, by_the_clock: bool
) -> tuple[Comparison, tuple[Cost, ...]]:
    """One what-if beside the run as it was with the first seed, and what both cost with the others."""
    from drillsim.cli.simulating import compile_located
    from drillsim.library import load_scenario
    from drillsim.review import compare, costs_of

    case = load_scenario(case_name, changes=[name])
    plan = compile_located(case)

    def untraced(base: Played) -> Played:
        return play_what_if(base, case, plan, by_the_clock=by_the_clock, record=False)

    base = bases.of(seeds[0])
    other = play_what_if(base, case, plan, by_the_clock=by_the_clock)
    return compare(base, other), costs_of(bases, other, untraced, seeds[1:])


def what_if_words(
    inputs: Mapping[str, Sequence[str]], base: Replay | None = None, *, by_the_clock: bool = False
) -> str:
    """What is otherwise, and how choices are timed beside a run that it is held against; empty if nothing is."""
    from drillsim.drill import AS_PUBLISHED

    told = {"changes": _("with {changes}"), "settings": _("set {settings}"), "decide": _("decide {decide}")}
    parts = [words.format(**{what: ", ".join(inputs[what])}) for what, words in told.items() if inputs[what]]
    if base is not None and base.policy == AS_PUBLISHED:
        parts.append(_("choices by the clock") if by_the_clock else _("reaction times kept"))
    return _("What if: {parts}").format(parts="; ".join(parts)) if parts else ""
