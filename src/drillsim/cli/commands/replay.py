"""``drillsim replay``: what was published beside what came out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from drillsim.cli.page import Command
from drillsim.cli.simulating import SEED_MAX, case_argument, input_options
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.library import Case
    from drillsim.review import Replay

FAILED = 1


@dataclass(frozen=True)
class Asked:
    """What a command line asks a replay to be."""

    name: str
    seed: int
    seeds: int | None
    policy: str | None
    changes: tuple[str, ...]
    settings: tuple[str, ...]
    pinned: bool | None
    as_json: bool


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "replay",
        callback=replay,
        help=_(
            "ID_OR_FILE is a scenario with published rows. Each row and figure stands beside what the simulation gave:"
            " whether it was put in or came out, and whether it is met within its band. The exit code is 1 when one"
            " is not."
        ),
        params=[
            case_argument(),
            *input_options(),
            click.Option(
                ["--seeds"],
                type=click.IntRange(min=1, max=100_000),
                metavar="N",
                help=_("Replay with N seeds, unpinned, and show where each published value lies among them."),
            ),
            click.Option(
                ["--pinned/--unpinned"],
                default=None,
                help=_(
                    "Whether published task ends and likely durations hold, or luck; without it: one run is pinned."
                ),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=_("Print JSON for another program.")),
        ],
    )


def replay(  # noqa: PLR0913 - one parameter for each option
    name: str,
    seed: int,
    seeds: int | None,
    policy: str | None,
    changes: tuple[str, ...],
    settings: tuple[str, ...],
    *,
    pinned: bool | None,
    as_json: bool,
) -> int:
    """Replays a case and prints how near it comes; 1 if something published is not met."""
    from drillsim.cli.simulating import read_settings
    from drillsim.library import load_scenario

    asked = Asked(name, seed, seeds, policy, changes, settings, pinned, as_json)
    case = load_scenario(name, changes=changes, sets=read_settings(settings))
    if not case.scenario.published:
        _say_nothing_published(case, as_json=as_json)
        return 0
    return _many(asked, case) if seeds is not None else _one(asked, case)


def _ready(asked: Asked, case: Case, *, pinned: bool) -> Replay:
    from drillsim.cli.simulating import compile_located, orders_of
    from drillsim.review import ready

    plan = compile_located(case)
    policy, orders = orders_of(plan, asked.policy)
    return ready(case, plan=plan, policy=policy, orders=orders, pinned=pinned)


def _one(asked: Asked, case: Case) -> int:
    """One run beside what was published."""
    from drillsim.cli.table import screen_width
    from drillsim.cli.telling.replay_data import replay_data
    from drillsim.cli.telling.replayed import render_replay
    from drillsim.review import fidelity, play

    played = play(_ready(asked, case, pinned=asked.pinned is not False), asked.seed)
    if asked.as_json:
        _print_json(replay_data(played, asked.seed))
    else:
        click.echo("\n".join(render_replay(played, asked.seed, screen_width())))
    return 0 if fidelity(played).met else FAILED


def _many(asked: Asked, case: Case) -> int:
    """Many runs beside what was published."""
    from drillsim.cli.table import screen_width
    from drillsim.cli.telling.replay_data import spreads_data
    from drillsim.cli.telling.spreads import render_spreads
    from drillsim.review import spreads

    count = asked.seeds or 1
    if asked.seed + count - 1 > SEED_MAX:
        raise click.UsageError(_("--seed and --seeds together go beyond the last seed, {last}.").format(last=SEED_MAX))
    seeds = range(asked.seed, asked.seed + count)
    told = _ready(asked, case, pinned=asked.pinned is True)
    found = spreads(told, seeds, progress_on_terminal(count))
    if asked.as_json:
        _print_json(spreads_data(told, found, seeds))
    else:
        click.echo("\n".join(render_spreads(told, found, seeds, screen_width())))
    return 0 if all(spread.inside for spread in found) else FAILED


def progress_on_terminal(count: int) -> Callable[[int], None]:
    """Counts runs on the error stream, if somebody is watching it; the line is gone in the end."""
    if not sys.stderr.isatty():
        return lambda _done: None

    def show(done: int) -> None:
        text = _("run {done} of {count}").format(done=done, count=count)
        click.echo(f"\r{text}" if done < count else "\r\033[K", nl=False, err=True)

    return show


def _say_nothing_published(case: Case, *, as_json: bool) -> None:
    if as_json:
        _print_json({"scenario": case.scenario.id, "rows": [], "figures": []})
        return
    click.echo(
        _(
            "{name} has no published rows, so there is nothing to hold a run against."
            ' "drillsim run {name}" shows what comes out; "published:" in the scenario is where a source goes.'
        ).format(name=case.scenario.id)
    )


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
