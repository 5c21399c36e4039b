"""Owns how the walk from an outage to its roots looks: a line for each step, its time in front, indented by depth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drillsim.tables.run.account import render_inputs
from drillsim.telling.cells import closed_up, wrap
from drillsim.telling.figures import NOTHING
from drillsim.telling.happened.waits import recovery_told
from drillsim.telling.happened.words import Words
from drillsim.telling.language import _, ngettext

if TYPE_CHECKING:
    from drillsim.engine import Recovery
    from drillsim.review import Step
    from drillsim.tables.simulated import Simulated

TEXT_MIN = 40
"""Cells that a sentence keeps, however deep it stands."""
INDENT_MAX = 2


def render_why(
    told: Simulated, line: str, steps: Sequence[Step], width: int, recovery: Recovery | None = None
) -> list[str]:
    """The walk in the reader's words; of a line that is still out, what its recovery waits for."""
    words = Words(told.case, told.plan)
    opening = _("Why {name}: each line is caused by those indented below it.").format(name=words.name(line))
    clocks = [words.moment(step.record.time) for step in steps]
    column = max(len(clock) for clock in clocks) + 2
    room = max(width - column - TEXT_MIN, 0)
    indent = min(INDENT_MAX, max(1, room // max(1, *(step.depth for step in steps))))
    lines = wrap(closed_up(opening), width)
    if all(step.record.subject != line for step in steps):
        lines += wrap(_("It was not hit itself: its items waited because this held up their processing."), width)
    named = {line}
    for step, clock in zip(steps, clocks, strict=True):
        before = " " * min(step.depth * indent, room)
        text = words.sentence(step.record, with_id=step.record.subject not in named) + _marks(step)
        named.add(step.record.subject)
        across = width - column - len(before)
        first = next(iter(wrap(text, across)), "")
        more = wrap(text[len(first) :].lstrip(), across - 2)
        lines.append(f"{clock:<{column}}{before}{first}")
        lines += [f"{'':<{column}}{before}  {rest}" for rest in more]
    if recovery is not None:
        lines += _render_recovery(told, words, recovery, width)
    return [*lines, "", *wrap(render_inputs(told), width)]


def _render_recovery(told: Simulated, words: Words, recovery: Recovery, width: int) -> list[str]:
    """What would have to go on, each with the moment since when it does not."""
    said = recovery_told(told.plan, recovery, words.name)
    if not said:
        return []
    lines = ["", _("It is still out. Its recovery waits for this:")]
    for since, text in said:
        clock = NOTHING if since is None else words.moment(since)
        first, *more = wrap(text, width - len(clock) - 2)
        lines += [f"{clock}  {first}", *(f"{'':<{len(clock) + 2}}{rest}" for rest in more)]
    return lines


def _marks(step: Step) -> str:
    """What stands behind a step: that others like it led up to it, and where its causes are."""
    marks = []
    if step.skipped:
        marks.append(ngettext("{count} step between", "{count} steps between", step.skipped).format(count=step.skipped))
    if step.is_root:
        marks.append(_("root cause"))
    elif step.is_known:
        marks.append(_("causes: see above"))
    return "".join(f" [{mark}]" for mark in marks)


def render_others(told: Simulated, lines: Sequence[str], width: int) -> list[str]:
    """Which other lines there is something to explain of."""
    if not lines:
        return []
    words = Words(told.case, told.plan)
    said = _("Hit too, and explained if you name one: {names}.").format(
        names=", ".join(words.name(line) for line in lines)
    )
    return ["", *wrap(closed_up(said), width)]


def render_unexplained(told: Simulated, line: str, width: int) -> list[str]:
    """That a line was hit though nothing behind it was down."""
    words = Words(told.case, told.plan)
    said = _("{name} was hit, but nothing that it needs or that serves it is recorded as having failed.").format(
        name=words.name(line)
    )
    return [*wrap(closed_up(said), width), "", *wrap(render_inputs(told), width)]


def render_nothing(told: Simulated, line: str, at: str, width: int) -> list[str]:
    """That there is nothing to explain."""
    words = Words(told.case, told.plan)
    if line:
        said = _("Nothing happened to {name} up to {at}.").format(name=words.name(line), at=at)
    else:
        said = _("No line was hit up to {at}.").format(at=at)
    return [*wrap(closed_up(said), width), "", *wrap(render_inputs(told), width)]
