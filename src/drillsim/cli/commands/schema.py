"""``drillsim schema``: the JSON Schemas from which an editor completes and checks files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drillsim.cli.page import Command
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.library.find import Kind

KINDS = ("scenario", "topology")


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "schema",
        callback=show_schema,
        help=_(
            "Without --write the schema of KIND is printed. With --write both are written into a folder, as"
            ' "scenario.schema.json" and "topology.schema.json"; a file beside them names its own in its first line:'
            ' "# yaml-language-server: $schema=scenario.schema.json".'
        ),
        examples=("drillsim schema topology", "drillsim schema --write scenarios"),
        params=[
            click.Argument(["kind"], type=click.Choice(KINDS), default="scenario"),
            click.Option(["--write", "folder"], metavar="FOLDER", help=_("Write both schemas into this folder.")),
        ],
    )


def show_schema(kind: Kind, folder: str | None) -> None:
    """Prints one schema, or writes both."""
    from drillsim.library.schema import schema_text, write_schemas

    if folder is None:
        click.echo(schema_text(kind), nl=False)
        return
    for path in write_schemas(Path(folder)):
        click.echo(_("written: {path}").format(path=path))
