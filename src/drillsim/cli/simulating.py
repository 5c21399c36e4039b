"""Owns how the words of a command line become a run: the options that `run` and `why` share, and what they lead to.

1. Whatever is wrong with the case is raised as problems of its files, each at its place.
2. Without ``--policy`` the published choices decide, and where none were published the contingency plan.
3. As published, the published ends of tasks are pinned and all other durations are as likely, as a replay has them; any
   other policy leaves durations to luck. With changes or settings it is a what-if: people take as long
   to react, and pinned tasks as long to do, as in the run as published with the same seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drillsim.cli.page import whole_number
from drillsim.cli.reading import complete_name
from drillsim.cli.refusal import refusal, unknown
from drillsim.tables.simulated import Simulated
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.engine import Order, Plan, Run
    from drillsim.errors import Finding
    from drillsim.library import Case
    from drillsim.tables.simulated import Asked

SEED = 1
_SILENT = frozenset({"outside-scenario", "outside-scenario-row", "skipped-time", "more-than-crew"})
"""Warnings of what would stay undone without a word."""
SEED_MAX = 2**63 - 1


def case_argument() -> click.Argument:
    """The scenario that is run."""
    return click.Argument(["name"], metavar="ID_OR_FILE", shell_complete=complete_name)


def input_options() -> list[click.Parameter]:
    """The inputs of a run, the same wherever something is run."""
    return [
        click.Option(
            ["--seed"],
            type=whole_number(0, SEED_MAX),
            default=SEED,
            show_default=True,
            metavar="N",
            help=_("The luck of this run: chances, delays and durations are drawn from it."),
        ),
        click.Option(
            ["--policy"],
            metavar="POLICY",
            help=_(
                "Who decides: as-published, by-cp (as the contingency plan says), nobody, or a FILE with choices."
                " Without it: as-published where choices were published, else by-cp."
            ),
        ),
        *change_options(),
    ]


def change_options() -> list[click.Parameter]:
    """What may be changed in a case before it is run."""
    return [
        click.Option(
            ["--with", "changes"],
            multiple=True,
            metavar="CHANGE",
            help=_("Switch a change on, such as a what-if of the scenario; may be repeated."),
        ),
        click.Option(
            ["--set", "settings"],
            multiple=True,
            metavar="PATH=VALUE",
            help=_("Give a parameter another value: core.restart=20m, or x2, or +10m; may be repeated."),
        ),
    ]


def playing_options() -> list[click.Parameter]:
    """How a run keeps to what was published."""
    return [
        click.Option(
            ["--unpinned"],
            is_flag=True,
            help=_("As published, let work take as long as luck has it, not until its published end or as is likely."),
        ),
        click.Option(
            ["--clock-times"],
            is_flag=True,
            help=_("In a what-if, keep published choices at their clock times instead of their reaction times."),
        ),
    ]


def prepare(asked: Asked) -> Simulated:
    """The run that is asked for, at its start, with everybody's decisions standing."""
    from drillsim.drill import AS_PUBLISHED, orders_of_what_if, pins_of_what_if, policy_pins
    from drillsim.engine import Run
    from drillsim.library import load_scenario
    from drillsim.plan import at_likely

    case = load_scenario(asked.name, changes=asked.changes, sets=read_settings(asked.settings))
    found: list[Finding] = []
    plan = compile_located(case, found)
    if asked.changes or asked.settings:
        _warn_of_change(case, found)
    policy, orders = orders_of(plan, asked.policy)
    pins = policy_pins(plan, policy)
    pinned = policy == AS_PUBLISHED and not asked.unpinned
    plan = at_likely(plan) if pinned else plan
    then = None
    if policy == AS_PUBLISHED and (asked.changes or asked.settings) and not asked.clock_times:
        then = _as_published(asked)
        orders, pins = orders_of_what_if(then, plan, policy), pins_of_what_if(then, plan, policy)
    run = Run(plan, seed=asked.seed)
    run.stand(orders)
    run.pin(() if asked.unpinned else pins)
    return Simulated(asked, case, plan, policy, orders, run, then, pinned)


def _warn_of_change(case: Case, found: list[Finding]) -> None:
    """Say on the error stream what a changed case leaves undone silently: moments that never come, too few people."""
    from drillsim.library import located, render_problem

    for problem in located([finding for finding in found if finding.code in _SILENT], case.documents):
        click.echo(render_problem(problem, language_in_use()), err=True)


def _as_published(asked: Asked) -> Run:
    """The case as published, to its end: where people's reaction times are read."""
    from drillsim.drill import AS_PUBLISHED, policy_orders, policy_pins
    from drillsim.engine import Run
    from drillsim.library import load_scenario
    from drillsim.plan import at_likely

    plan = compile_located(load_scenario(asked.name))
    plan = plan if asked.unpinned else at_likely(plan)
    run = Run(plan, seed=asked.seed, record=False)
    run.stand(policy_orders(plan, AS_PUBLISHED))
    run.pin(() if asked.unpinned else policy_pins(plan, AS_PUBLISHED))
    run.finish()
    return run


def read_settings(settings: Sequence[str]) -> dict[str, str]:
    """Values by path."""
    read: dict[str, str] = {}
    for setting in settings:
        path, equals, value = setting.partition("=")
        if not equals or not path.strip() or not value.strip():
            raise refusal(f"--set {setting}", _("this is not PATH=VALUE"), _("write it like core.restart=20m"))
        read[path.strip()] = value.strip()
    return read


def compile_located(case: Case, found: list[Finding] | None = None) -> Plan:
    """The plan of a case; what keeps it from being one is raised as problems of the files."""
    from drillsim.drill.inputs import compile_located as compiled

    return compiled(case, found)


def orders_of(plan: Plan, policy: str | None) -> tuple[str, tuple[Order, ...]]:
    """The policy that is used, by name, and the decisions that stand because of it."""
    from drillsim.drill import POLICIES, default_policy, policy_orders, read_policy

    name = default_policy(plan) if policy is None else policy
    if name in POLICIES:
        return name, policy_orders(plan, name)
    if not name or (not Path(name).suffix and not Path(name).exists()):
        message = _("there is no policy '{name}'").format(name=name)
        raise unknown("--policy", message, name, [*POLICIES, _("a file with choices")])
    return name, read_policy(plan, Path(name))


def moment_of(plan: Plan, text: str, option: str) -> int:
    """The moment that a clock time, or a duration from the start, names; it lies within the scenario."""
    from drillsim.engine.arrays import NEVER
    from drillsim.engine.kernel.calendar import clock_text, next_clock
    from drillsim.model.quantities import parse_duration
    from drillsim.model.times import parse_clock
    from drillsim.plan.days import clock_slot

    try:
        at = parse_duration(text)
    except ValueError:
        try:
            at = next_clock(plan.calendar, clock_slot(parse_clock(text), plan.calendar), -1)
        except ValueError:
            message = _("'{text}' is neither a clock time nor a time from the start").format(text=text)
            raise refusal(option, message, _("write 13:00, d+1 06:38 or 90m")) from None
    if not 0 <= at <= plan.horizon or at == NEVER:
        raise refusal(
            option,
            _("{text} lies outside the scenario").format(text=text),
            _("it runs from {starts} to {ends}").format(
                starts=clock_text(plan.calendar, 0), ends=clock_text(plan.calendar, plan.horizon)
            ),
        )
    return at
