"""``drillsim replay``: what was published beside what came out, and what if."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from drillsim.cli.page import Command, whole_number
from drillsim.cli.simulating import SEED_MAX, case_argument, input_options
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.library import Case
    from drillsim.review import Replay

FAILED = 1
SEEDS_OF_WHAT_IFS = 20


@dataclass(frozen=True)
class Asked:
    """What a command line asks a replay to be."""

    name: str
    seed: int
    seeds: int | None
    policy: str | None
    changes: tuple[str, ...]
    settings: tuple[str, ...]
    decided: tuple[str, ...]
    pinned: bool | None
    clock_times: bool
    as_json: bool

    @property
    def inputs(self) -> dict[str, list[str]]:
        """What is to be otherwise than it was."""
        return {"changes": list(self.changes), "settings": list(self.settings), "decide": list(self.decided)}

    @property
    def is_what_if(self) -> bool:
        """Whether something is to be otherwise than it was."""
        return any(self.inputs.values())


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "replay",
        callback=replay,
        help=_(
            "ID_OR_FILE is a scenario with published rows. Each row and figure stands beside what the simulation gave:"
            " whether it was put in or came out, and whether it is met within its band. The exit code is 1 when one"
            " is not.\n\n"
            "With --with, --set or --decide the question is what if: what is otherwise stands beside the run as it"
            " was, of the same seed, with what brings it about."
        ),
        examples=(
            "drillsim replay mizuho-2021-03-12 --seeds 100",
            "drillsim replay tutorial --with switch-at-once --decide database@10:10",
        ),
        params=[case_argument(), *input_options(), *_what_if_options(), *_run_options()],
    )


def _what_if_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--decide", "decided"],
            multiple=True,
            metavar="CHOICE",
            help=_(
                "Decide otherwise: branches@11:00 at another time, branches=call-some another option,"
                " branches=call-some@11:00 both, branches=never not at all; may be repeated."
            ),
        ),
        click.Option(
            ["--clock-times"],
            is_flag=True,
            help=_("Keep published choices at their clock times instead of the time it took to react."),
        ),
        click.Option(
            ["--what-ifs"], is_flag=True, help=_("Try every what-if of the scenario and rank them by their effect.")
        ),
    ]


def _run_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--seeds"],
            type=whole_number(1, 100_000),
            metavar="N",
            help=_(
                "Replay with N seeds, unpinned, and show where each published value lies among them; with --what-ifs,"
                " how many seeds a what-if is tried with where luck has a say (20)."
            ),
        ),
        click.Option(
            ["--pinned/--unpinned"],
            default=None,
            help=_("Whether published task ends and likely durations hold, or luck; without it: one run is pinned."),
        ),
        click.Option(["--json", "as_json"], is_flag=True, help=_("Print JSON for another program.")),
    ]


def replay(  # noqa: PLR0913 - one parameter for each option
    name: str,
    seed: int,
    seeds: int | None,
    policy: str | None,
    changes: tuple[str, ...],
    settings: tuple[str, ...],
    decided: tuple[str, ...],
    *,
    clock_times: bool,
    what_ifs: bool,
    pinned: bool | None,
    as_json: bool,
) -> int:
    """Replays a case and prints how near it comes, or what a change changes; 1 if something published is not met."""
    asked = Asked(name, seed, seeds, policy, changes, settings, decided, pinned, clock_times, as_json)
    if what_ifs:
        if asked.is_what_if:
            raise click.UsageError(_("--what-ifs stands alone: it tries every what-if by itself."))
        _check_seeds(asked)
        return _all_what_ifs(asked)
    if seeds is not None:
        return _many(asked)
    return _what_if(asked) if asked.is_what_if else _one(asked)


def _load(asked: Asked, *, changed: bool) -> Case:
    from drillsim.cli.simulating import read_settings
    from drillsim.library import load_scenario

    settings = read_settings(asked.settings)
    return load_scenario(asked.name, changes=asked.changes, sets=settings) if changed else load_scenario(asked.name)


def _ready(asked: Asked, case: Case, *, pinned: bool) -> Replay:
    from drillsim.cli.simulating import compile_located, orders_of
    from drillsim.cli.what_if import read_moved
    from drillsim.drill import POLICIES, orders_as_moved
    from drillsim.review import prepare_replay

    plan = compile_located(case)
    policy, orders = orders_of(plan, asked.policy)
    listed = None if policy in POLICIES else orders
    told = prepare_replay(case, plan=plan, policy=policy, orders=listed, pinned=pinned, by_the_clock=asked.clock_times)
    if asked.seeds is None:
        return told
    return replace(told, orders=orders_as_moved(plan, told.orders, read_moved(plan, asked.decided)))


def _one(asked: Asked) -> int:
    """One run beside what was published."""
    from drillsim.review import fidelity, play
    from drillsim.tables.replay.data import replay_data
    from drillsim.tables.replay.replayed import render_replay

    case = _load(asked, changed=False)
    if not case.scenario.published:
        return _say_nothing_published(asked, case)
    played = play(_ready(asked, case, pinned=asked.pinned is not False), asked.seed)
    if asked.as_json:
        _print_json(replay_data(played, asked.seed))
    else:
        _print(render_replay(played, asked.seed, _width()))
    return 0 if fidelity(played).met else FAILED


def _check_seeds(asked: Asked) -> None:
    """Refuse seeds that there are not."""
    if asked.seed + (asked.seeds or 1) - 1 > SEED_MAX:
        raise click.UsageError(_("--seed and --seeds together go beyond the last seed, {last}.").format(last=SEED_MAX))


def _many(asked: Asked) -> int:
    """Many runs beside what was published."""
    from drillsim.cli.progress import progress_on_terminal
    from drillsim.cli.what_if import what_if_words
    from drillsim.review import all_inside, spreads
    from drillsim.tables.replay.data import spreads_data
    from drillsim.tables.replay.spreads import render_spreads

    _check_seeds(asked)
    count = asked.seeds or 1
    case = _load(asked, changed=True)
    if not case.scenario.published:
        return _say_nothing_published(asked, case)
    seeds = range(asked.seed, asked.seed + count)
    told = _ready(asked, case, pinned=asked.pinned is True)
    found = spreads(told, seeds, progress_on_terminal(count))
    if asked.as_json:
        _print_json(spreads_data(told, found, seeds, asked.inputs))
    else:
        otherwise = what_if_words(asked.inputs)
        _print(render_spreads(told, found, seeds, otherwise, _width()))
    return 0 if all_inside(found) else FAILED


def _what_if(asked: Asked) -> int:
    """A changed run beside the one as it was."""
    from drillsim.cli.simulating import compile_located
    from drillsim.cli.what_if import play_what_if, read_moved, what_if_words
    from drillsim.review import compare, play
    from drillsim.tables.replay.compared import render_comparison
    from drillsim.tables.replay.data import comparison_data

    changed = _load(asked, changed=True)
    plan = compile_located(changed)
    moved = read_moved(plan, asked.decided)
    base = play(_ready(asked, _load(asked, changed=False), pinned=asked.pinned is not False), asked.seed)
    other = play_what_if(base, changed, plan, moved, by_the_clock=asked.clock_times)
    comparison = compare(base, other)
    if asked.as_json:
        _print_json(comparison_data(comparison, asked.seed, {**asked.inputs, "clock_times": asked.clock_times}))
    else:
        words = what_if_words(asked.inputs, base.replay, by_the_clock=asked.clock_times)
        _print(render_comparison(comparison, asked.seed, words, _width()))
    return 0


def _all_what_ifs(asked: Asked) -> int:
    """Every what-if of a case beside the run as it was, the one that spares most first."""
    from drillsim.cli.progress import progress_on_terminal
    from drillsim.cli.what_if import try_what_if
    from drillsim.review import Bases, ranked
    from drillsim.tables.replay.data import rankings_data
    from drillsim.tables.replay.rankings import render_rankings

    case = _load(asked, changed=False)
    names = list(case.scenario.what_ifs)
    if not names:
        click.echo(_("{name} has no what-ifs.").format(name=case.scenario.id))
        return 0
    told = _ready(replace(asked, seeds=None), case, pinned=asked.pinned is not False)
    seeds = range(asked.seed, asked.seed + (asked.seeds or min(SEEDS_OF_WHAT_IFS, SEED_MAX - asked.seed + 1)))
    bases = Bases(told)
    show = progress_on_terminal(len(names))
    found, more = [], {}
    for done, name in enumerate(names, start=1):
        tried = try_what_if(bases, asked.name, name, seeds, by_the_clock=asked.clock_times)
        found.append((name, tried[0]))
        more[name] = tried[1]
        show(done)
    rankings = ranked(found, more)
    if asked.as_json:
        _print_json(rankings_data(bases.of(asked.seed), rankings, seeds))
    else:
        _print(render_rankings(bases.of(asked.seed), rankings, seeds, _width()))
    return 0


def _say_nothing_published(asked: Asked, case: Case) -> int:
    """There is nothing to hold a run against; that is no failure."""
    if asked.as_json:
        _print_json({"scenario": case.scenario.id, "rows": [], "figures": []})
    else:
        said = _(
            "{name} has no published rows, so there is nothing to hold a run against."
            ' "drillsim run {name}" shows what comes out; "published:" in the scenario is where a source goes.'
        )
        click.echo(said.format(name=case.scenario.id))
    return 0


def _width() -> int:
    from drillsim.tables.layout import screen_width

    return screen_width()


def _print(lines: list[str]) -> None:
    click.echo("\n".join(lines))


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
