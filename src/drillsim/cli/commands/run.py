"""``drillsim run``: a scenario from its start to its end, and what came of it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from drillsim.cli.page import Command
from drillsim.cli.simulating import case_argument, input_options, playing_options
from drillsim.tables.simulated import Asked
from drillsim.telling.language import _


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "run",
        callback=run,
        help=_(
            "ID_OR_FILE is a scenario. Nobody sits at the controls: decisions follow a policy. Shown are, for every"
            " line that was hit, its outages, what became of its items, and what each form of its tolerance allowed"
            " and lost. The same inputs give the same fingerprint on every machine."
        ),
        examples=("drillsim run tutorial", "drillsim run tutorial --policy by-cp --json"),
        params=[
            case_argument(),
            *input_options(),
            *playing_options(),
            click.Option(
                ["--until"],
                metavar="T",
                help=_("Stop at a clock time (13:00, d+1 06:38) or so long after the start (90m)."),
            ),
            click.Option(["--all", "every_line"], is_flag=True, help=_("Show lines to which nothing happened too.")),
            click.Option(["--json", "as_json"], is_flag=True, help=_("Print JSON for another program.")),
            click.Option(["--trace"], metavar="FILE", help=_("Write what happened, one record a line, as JSON.")),
        ],
    )


def run(  # noqa: PLR0913 - one parameter for each option
    name: str,
    seed: int,
    policy: str | None,
    changes: tuple[str, ...],
    settings: tuple[str, ...],
    until: str | None,
    trace: str | None,
    *,
    unpinned: bool,
    clock_times: bool,
    every_line: bool,
    as_json: bool,
) -> None:
    """Runs a scenario and prints its account."""
    from drillsim.cli.simulating import moment_of, prepare
    from drillsim.tables.layout import screen_width
    from drillsim.tables.run.account import render_account
    from drillsim.tables.run.data import account_data

    told = prepare(Asked(name, seed, policy, changes, settings, unpinned, clock_times))
    end = told.plan.horizon if until is None else moment_of(told.plan, until, "--until")
    told.run.advance(end)
    outcome = told.run.outcome()
    if trace is not None:
        with Path(trace).open("w", encoding="utf-8", newline="\n") as file:
            told.run.trace.write_jsonl(file)
    if as_json:
        click.echo(json.dumps(account_data(told, outcome), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(render_account(told, outcome, screen_width(), every_line=every_line)))
