"""Owns what two branches of a drill came to, side by side, at a moment that both have reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.drill.samples import keys_of, machines_of
from drillsim.engine import read_asked, read_kept, read_taken

if TYPE_CHECKING:
    from drillsim.drill.ladder import Played
    from drillsim.drill.session import Drill
    from drillsim.engine import LineOutcome, Run


_HOUR = 3_600_000


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
class Toll:
    """What a branch cost customers altogether."""

    customers: int
    """How many were hit, counted on each line."""
    kept: int
    """How many of their items stopped units have kept."""
    machine_hours: int
    """For how many hours machines that customers use stood still, all of them together."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two branches at one moment."""

    at: int
    lines: tuple[LinePair, ...]
    decisions: tuple[ChoicePair, ...]
    """The questions that were asked on one of them at least."""
    tolls: tuple[Toll, Toll]


def compare_branches(drill: Drill, one: str, other: str) -> Compared:
    """What two branches came to at the last moment that both have reached."""
    at, machines = min(_reached(drill, one), _reached(drill, other)), machines_of(drill.case.topology)
    played = drill.played_of(one, at)
    lines, choices, toll = played.run.outcome().lines, choices_of(played.run), toll_of(played, machines)
    played = drill.played_of(other, at)
    others, other_choices, other_toll = played.run.outcome().lines, choices_of(played.run), toll_of(played, machines)
    return Compared(
        at,
        tuple(LinePair(line.line, line, beside) for line, beside in zip(lines, others, strict=True)),
        tuple(
            ChoicePair(name, choices.get(name, Choice()), other_choices.get(name, Choice()))
            for name in dict.fromkeys([*choices, *other_choices])
        ),
        (toll, other_toll),
    )


def toll_of(played: Played, machines: frozenset[str]) -> Toll:
    """What a run cost customers so far; hours are read at the steps at which numbers are drawn."""
    run, samples = played.run, played.samples
    stopped = 0
    for (kind, name), points in zip(keys_of(run.plan), samples.points, strict=True):
        if kind == "stopped" and name in machines:
            ends = [*(at for at, _number in points[1:]), run.now]
            stopped += sum(number * (end - at) for (at, number), end in zip(points, ends, strict=True))
    return Toll(sum(line.customers for line in run.outcome().lines), sum(read_kept(run).values()), stopped // _HOUR)


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
