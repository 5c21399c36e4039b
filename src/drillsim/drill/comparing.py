"""Owns what two branches of a drill came to, side by side, at a moment that both have reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.engine import read_asked, read_taken

if TYPE_CHECKING:
    from drillsim.drill.session import Drill
    from drillsim.engine import LineOutcome, Run


@dataclass(frozen=True, slots=True)
class LinePair:
    """One line on both branches."""

    line: str
    one: LineOutcome
    other: LineOutcome


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of one question."""

    asked: int | None = None
    decided: int | None = None
    effective: int | None = None
    option: str = ""
    """What was decided; empty if nothing was."""


@dataclass(frozen=True, slots=True)
class ChoicePair:
    """One question on both branches."""

    decision: str
    one: Choice
    other: Choice


@dataclass(frozen=True, slots=True)
class Compared:
    """Two branches at one moment."""

    at: int
    lines: tuple[LinePair, ...]
    decisions: tuple[ChoicePair, ...]
    """The questions that were asked on one of them at least."""


def compare_branches(drill: Drill, one: str, other: str) -> Compared:
    """What two branches came to at the last moment that both have reached."""
    at = min(_reached(drill, one), _reached(drill, other))
    run = drill.run_of(one, at)
    lines, choices = run.outcome().lines, choices_of(run)
    run = drill.run_of(other, at)
    others, other_choices = run.outcome().lines, choices_of(run)
    return Compared(
        at,
        tuple(LinePair(line.line, line, beside) for line, beside in zip(lines, others, strict=True)),
        tuple(
            ChoicePair(name, choices.get(name, Choice()), other_choices.get(name, Choice()))
            for name in dict.fromkeys([*choices, *other_choices])
        ),
    )


def _reached(drill: Drill, branch: str) -> int:
    return drill.now if branch == drill.branch.id else drill.branches.reached[branch]


def choices_of(run: Run) -> dict[str, Choice]:
    """What became of every question that was asked, the last time that it was."""
    plan = run.plan
    found: dict[str, Choice] = {}
    for number, row in enumerate(plan.decisions):
        asked = read_asked(run, number)
        if asked is None:
            continue
        name = plan.subjects[row.subject]
        taken = [choice for choice in read_taken(run, number) if choice.asked == asked]
        if not taken:
            found[name] = Choice(asked)
            continue
        last = taken[-1]
        found[name] = Choice(asked, last.at, _effective(run, name, last.at), row.options[last.option].name)
    return found


def _effective(run: Run, decision: str, since: int) -> int | None:
    """When a choice took effect, if it has."""
    entries = run.trace
    return next(
        (
            record.time
            for record in entries
            if record.kind == "effective" and record.subject == decision and record.time >= since
        ),
        None,
    )
