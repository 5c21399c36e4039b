"""Owns the program's entry: which commands there are, and what a mistake of the user turns into.

1. A command's module is loaded when the command is asked for; the overview knows it by name and one sentence.
2. Exit codes: 0 done, 1 a check failed, 2 a mistake in usage or files, 130 interrupted, 141 the reader went away.
3. Whatever the user can cause ends as a message on the error stream; a traceback is always our mistake.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import TextIO

import click

from drillsim import __version__
from drillsim.cli.page import HELP, PageContext, lang_option
from drillsim.cli.refusal import reason_of, say, tell_error
from drillsim.cli.terminal import has_screen
from drillsim.errors import DrillsimError
from drillsim.telling.language import _, asks_for_language, choose_language, use_language

NAME = "drillsim"
COMPLETE_VARIABLE = "_DRILLSIM_COMPLETE"

USAGE = 2
INTERRUPTED = 130
READER_GONE = 141


def sentences() -> dict[str, str]:
    """Every command with the sentence that the overview shows."""
    return {
        "list": _("List the scenarios and topologies that are found."),
        "show": _("Tell what is in a scenario or topology."),
        "check": _("Check files and name every mistake with its place."),
        "schema": _("Print or write the JSON Schemas that editors complete from."),
        "new": _("Start a scenario or topology of your own."),
        "run": _("Run a scenario and show what each business line lost."),
        "replay": _("Hold what was published against what comes out, or ask what if."),
        "why": _("Walk from an outage back to its root causes."),
        "drill": _("Live through a case: messages, questions, a clock that you let run."),
        "drills": _("List the drills that were held."),
        "graph": _("Draw what depends on what in a topology."),
    }


class Commands(click.Group):
    """The group of all commands, each loaded when it is asked for."""

    context_class = PageContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's protocol
        """All names, in the order in which a newcomer meets them."""
        return list(sentences())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's protocol
        """The command of that name, built in the language in use."""
        sentence = sentences().get(cmd_name)
        if sentence is None:
            return None
        module = importlib.import_module(f"drillsim.cli.commands.{cmd_name}")
        command: click.Command = module.command()
        command.help = f"{sentence}\n\n{command.help}"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """Writes the overview from the sentences, so that no command is loaded for it."""
        with formatter.section(_("Commands")):
            formatter.write_dl(list(sentences().items()))


def program() -> Commands:
    """The whole command line, built in the language in use; where there is a screen it opens without a command."""
    opens = has_screen()
    return Commands(
        name=NAME,
        invoke_without_command=opens,
        callback=_open_screen if opens else None,
        context_settings=HELP,
        help=_(
            "Practise a bank's system failure on a model that causes its events.\n\n"
            'A scenario tells one story on a topology, the model of one institution. Start with "drillsim list".\n\n'
            "Without a command it opens a screen to begin on, if there is a terminal."
        ),
        params=[_version_option(), lang_option()],
    )


def _open_screen() -> int:
    """Opens the screen on which one begins, unless a command was named."""
    if click.get_current_context().invoked_subcommand is not None:
        return 0
    from drillsim.cli.screen import begin_on_screen

    return begin_on_screen()


def _version_option() -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(f"{NAME} {__version__}")
            ctx.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=_("Show the version and exit."),
    )


def main(args: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code."""
    words = list(sys.argv[1:] if args is None else args)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a sign shows a question mark instead of ending the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    use_language(choose_language(words, os.environ), asked=asks_for_language(words, os.environ))
    try:
        code = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard(sys.stdout)
        return READER_GONE
    except OSError as error:
        # Only the output itself can fail here: what a command reads and writes is judged in _run.
        _discard(sys.stdout)
        say(_("cannot write the output: {reason}").format(reason=reason_of(error)))
        return USAGE
    return code


def _run(words: list[str]) -> int:
    try:
        return _invoke(words)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo("", err=True)
        return INTERRUPTED
    except DrillsimError as error:
        tell_error(error)
        return USAGE
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            raise
        tell_error(error)
        return USAGE


def _invoke(words: list[str]) -> int:
    group = program()
    instruction = os.environ.get(COMPLETE_VARIABLE)
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(group, {}, NAME, COMPLETE_VARIABLE, instruction)
    with group.make_context(NAME, words) as ctx:
        code = group.invoke(ctx)
    return code if isinstance(code, int) else 0


def _discard(stream: TextIO) -> None:
    """Points a stream that failed at nothing, so that closing it at the end cannot fail again."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        return
