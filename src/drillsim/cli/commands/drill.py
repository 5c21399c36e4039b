"""``drillsim drill``: live through a case, on the screen or line by line."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drillsim.cli.page import Command, whole_number
from drillsim.cli.reading import complete_name
from drillsim.cli.refusal import refusal
from drillsim.cli.simulating import SEED, SEED_MAX, change_options, read_settings
from drillsim.cli.terminal import has_screen
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.cli.plain.seat import Read
    from drillsim.drill import Drill, Machine, Sight

FACILITATOR = "facilitator"
FAILED = 1


def command() -> click.Command:
    """The command in the language in use."""
    from drillsim.tui.settings import settings_path

    return Command(
        "drill",
        callback=drill,
        help=_(
            "ID_OR_FILE is a scenario. You sit in the crisis room: messages come in, questions are put to you, and time"
            " passes when you let it. What you know is what you were told. The drill is kept in a journal, and can be"
            " left and taken up again at any moment. Every line that is read says what to do; help lists what can be"
            " said. Without --role you are the whole team."
        )
        + "\n\n"
        + _("Language, colours, signs and keys of the screen are kept in {path}.").format(path=settings_path()),
        examples=(
            "drillsim drill tutorial --plain",
            "drillsim drill tutorial --role operations --script moves.txt",
            "drillsim drill --resume FILE",
            "drillsim drill --attach FILE --role facilitator",
        ),
        params=[
            click.Argument(["name"], metavar="[ID_OR_FILE]", required=False, shell_complete=complete_name),
            click.Option(["--resume"], metavar="FILE", help=_("Take up the drill of a journal.")),
            click.Option(
                ["--attach"], metavar="FILE", help=_("Follow the drill of a journal that another process runs.")
            ),
            click.Option(
                ["--role", "roles"],
                multiple=True,
                metavar="ROLE",
                help=_("A role that you play, or facilitator; may be repeated."),
            ),
            click.Option(
                ["--policy"],
                metavar="POLICY",
                help=_("Who decides for roles that nobody plays: as-published, by-cp or nobody."),
            ),
            click.Option(
                ["--seed"],
                type=whole_number(0, SEED_MAX),
                default=SEED,
                show_default=True,
                metavar="N",
                help=_("The luck of this run: chances, delays and durations are drawn from it."),
            ),
            *change_options(),
            click.Option(["--no-fog"], is_flag=True, help=_("Let players see how things really stand.")),
            click.Option(["--blind"], is_flag=True, help=_("Keep what was published out of the summary.")),
            click.Option(
                ["--speed"],
                type=whole_number(1, 3600),
                metavar="N",
                help=_("How many times faster than real time the clock of the screen runs, 1 to 3600."),
            ),
            click.Option(
                ["--plain"],
                is_flag=True,
                help=_("Talk line by line instead of on the screen: for screen readers, pipes and scripts."),
            ),
            click.Option(["--script"], metavar="FILE", help=_("Read the lines from a file and print a transcript.")),
            click.Option(["--folder"], metavar="FOLDER", help=_("Keep the journal in this folder.")),
            click.Option(["--export"], metavar="FOLDER", help=_("Write log and decisions there when it ends.")),
        ],
    )


def drill(  # noqa: PLR0913, PLR0917 - one parameter for each option
    name: str | None,
    resume: str | None,
    attach: str | None,
    roles: tuple[str, ...],
    policy: str | None,
    seed: int,
    changes: tuple[str, ...],
    settings: tuple[str, ...],
    speed: int | None,
    script: str | None,
    folder: str | None,
    export: str | None,
    *,
    no_fog: bool,
    blind: bool,
    plain: bool,
) -> int:
    """Holds a drill on the screen, or line by line where there is none."""
    from drillsim.drill import Machine, Sight, Wish, new_path, resume_drill, shelf_folder, start_drill
    from drillsim.drill.inputs import scenario_id

    if [name, resume, attach].count(None) != 2:
        raise refusal("", _("name a scenario, or a journal with --resume"), _("see them with: drillsim list"))
    lines = Path(script).read_text(encoding="utf-8-sig", errors="replace").splitlines() if script is not None else None
    players = tuple(role for role in roles if role != FACILITATOR)
    machine = Machine()
    on_screen = not plain and script is None and has_screen()
    if attach is not None and on_screen:
        return _follow_on_screen(Path(attach), players, machine, facilitator=FACILITATOR in roles)
    if attach is not None:
        return _follow(Path(attach), players, _reader(lines), machine, facilitator=FACILITATOR in roles)
    with _ending_cleanly():
        if resume is not None:
            held = resume_drill(Path(resume), machine)
        else:
            assert name is not None
            wish = Wish(name, seed, players, policy, not no_fog, blind, changes, read_settings(settings))
            place = Path(folder) if folder is not None else shelf_folder()
            held = start_drill(wish, new_path(place, scenario_id(name), machine.wall()), machine)
        try:
            seats = players or held.header.roles
            if speed is not None:
                held.clock.set_speed(speed)
            if on_screen:
                return _on_screen(held, seats, export, facilitator=FACILITATOR in roles)
            sight = Sight(held, seats, facilitator=FACILITATOR in roles)
            return _hold(held, sight, _reader(lines), export, is_script=lines is not None)
        finally:
            held.close()


def _on_screen(held: Drill, roles: tuple[str, ...], export: str | None, *, facilitator: bool) -> int:
    from drillsim.cli.screen import say_farewell
    from drillsim.tables.drill.export import export_drill
    from drillsim.tui import hold_drill
    from drillsim.tui.seat import Seat

    seat = Seat(held, roles, facilitator=facilitator)
    code = hold_drill(seat)
    say_farewell(Path(held.path), code)
    if export is not None:
        for path in export_drill(held, seat.seen, Path(export)):
            click.echo(_("written: {path}").format(path=path))
    return code


def _follow_on_screen(path: Path, players: tuple[str, ...], machine: Machine, *, facilitator: bool) -> int:
    from drillsim.drill.attaching import Follower
    from drillsim.tui import hold_drill
    from drillsim.tui.seat import Seat

    follower = Follower(path, machine)
    roles = players or follower.drill.header.roles
    return hold_drill(Seat(follower.drill, roles, facilitator=facilitator, follower=follower))


def _hold(held: Drill, sight: Sight, read: Read, export: str | None, *, is_script: bool) -> int:
    from drillsim.cli.plain.seat import Seat
    from drillsim.cli.plain.talking import Talk
    from drillsim.drill.attaching import serve_spool
    from drillsim.tables.drill.export import export_drill
    from drillsim.tables.drill.summary import render_summary
    from drillsim.tables.layout import screen_width

    for notice in held.notices:
        click.echo(notice)
    talk = Talk(Seat(held, sight, read, click.echo), lambda: serve_spool(held))

    def over() -> None:
        click.echo("\n".join(["", *render_summary(held, screen_width()), ""]))

    talk.over = over
    talk.hold()
    if export is not None:
        for path in export_drill(held, sight.look(), Path(export)):
            click.echo(_("written: {path}").format(path=path))
    click.echo(_("Take it up again with: drillsim drill --resume {path}").format(path=held.path))
    return FAILED if talk.refused and is_script else 0


def _follow(path: Path, players: tuple[str, ...], read: Read, machine: Machine, *, facilitator: bool) -> int:
    """Looks at a drill that another process runs, and leaves commands for it."""
    from drillsim.cli.plain.seat import Seat
    from drillsim.cli.plain.talking import Talk
    from drillsim.drill import Sight
    from drillsim.drill.attaching import Follower

    follower = Follower(path, machine)

    def between() -> None:
        follower.follow()
        for answer in follower.answers():
            click.echo(_("Refused: {reason}").format(reason=answer.refused) if answer.refused else _("Done."))

    sight = Sight(follower.drill, players or follower.drill.header.roles, facilitator=facilitator)
    talk = Talk(Seat(follower.drill, sight, read, click.echo, follower), between)
    talk.hold()
    return 0


def _reader(lines: list[str] | None) -> Read:
    """Reads from a script and shows what it reads, or from the input."""
    if lines is not None:
        left = iter(lines)

        def scripted(prompt: str) -> str | None:
            line = next(left, None)
            if line is not None:
                click.echo(f"{prompt}{line}")
            return line

        return scripted

    def typed(prompt: str) -> str | None:
        click.echo(prompt, nl=False)
        line = sys.stdin.readline()
        return line or None

    return typed


@contextmanager
def _ending_cleanly() -> Iterator[None]:
    """Lets a signal that ends the process close the journal first."""

    def stop(_number: int, _frame: Any) -> None:
        raise KeyboardInterrupt

    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, was in before.items():
            signal.signal(number, was)
