"""``drillsim why``: from a line's outage back to its root causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drillsim.cli.page import Command
from drillsim.cli.refusal import unknown
from drillsim.cli.simulating import case_argument, input_options, playing_options
from drillsim.tables.simulated import Asked
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.engine import Plan


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "why",
        callback=why,
        help=_(
            "Runs the scenario ID_OR_FILE and walks back from the latest outage of LINE: first the trigger of each"
            " step, then what had to stand for it, such as a hidden setting. A line that was not out is explained"
            " from its latest breach, overdue items or missed deadline, one that only waited from what held up its"
            " processing. Without LINE it is the line that was hit worst."
        ),
        examples=(
            "drillsim why tutorial internet-banking",
            "drillsim why mizuho-2021-03-12 fx-out-domestic --at 13:00",
        ),
        params=[
            case_argument(),
            click.Argument(["line"], required=False),
            *input_options(),
            *playing_options(),
            click.Option(
                ["--at"],
                metavar="T",
                help=_("Look no later than a clock time (13:00, d+1 06:38) or so long after the start (90m)."),
            ),
        ],
    )


def why(  # noqa: PLR0913 - one parameter for each option
    name: str,
    line: str | None,
    seed: int,
    policy: str | None,
    changes: tuple[str, ...],
    settings: tuple[str, ...],
    at: str | None,
    *,
    unpinned: bool,
    clock_times: bool,
) -> None:
    """Prints the walk from what hit a line back to the roots."""
    from drillsim.cli.simulating import moment_of, prepare
    from drillsim.engine import read_recovery
    from drillsim.review import explain, servers_of
    from drillsim.tables.layout import screen_width
    from drillsim.tables.run.account import was_hit, worst_first
    from drillsim.tables.run.because import render_nothing, render_others, render_unexplained, render_why
    from drillsim.telling.figures import date_and_time

    told = prepare(Asked(name, seed, policy, changes, settings, unpinned, clock_times))
    if line is not None:
        _check_line(told.plan, line)
    until = told.plan.horizon if at is None else moment_of(told.plan, at, "--at")
    told.run.advance(until)
    trace, outcome = told.run.trace, told.run.outcome()
    hit = [its.line for its in worst_first(outcome.lines)]
    chosen = line or (hit[0] if hit else "")
    held_back = servers_of(told.plan, chosen) if chosen and was_hit(outcome.line(chosen)) else ()
    steps = explain(trace, chosen, until, held_back) if chosen else ()
    width = screen_width()
    recovery = read_recovery(told.run, chosen) if chosen and outcome.line(chosen).out else None
    if steps:
        others = [] if line is not None else render_others(told, hit[1:], width)
        lines = [*render_why(told, chosen, steps, width, recovery), *others]
    elif chosen in hit:
        lines = render_unexplained(told, chosen, width)
    else:
        lines = render_nothing(told, chosen, date_and_time(told.plan, until), width)
    click.echo("\n".join(lines))


def _check_line(plan: Plan, line: str) -> None:
    """Refuses a name that is no line, with the nearest that are."""
    known = [plan.subjects[row.subject] for row in plan.lines]
    if line not in known:
        raise unknown("", _("the topology has no line '{line}'").format(line=line), line, known)
