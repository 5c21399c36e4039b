"""``drillsim new``: a scenario or topology to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drillsim.cli.page import Command
from drillsim.cli.reading import complete_name
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.library.find import Kind

KINDS = ("scenario", "topology")
STDOUT = "-"


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "new",
        callback=new,
        help=_(
            "Writes a small file that explains itself in your language, loads, checks clean and runs, to be changed"
            ' step by step: "scenarios/ID.yaml" or "topologies/ID.yaml" in this folder, together with the JSON Schemas'
            " that let an editor complete and check it. A file that exists is never overwritten."
        ),
        examples=("drillsim new topology our-bank", "drillsim new scenario our-case --topology our-bank"),
        params=[
            click.Argument(["kind"], type=click.Choice(KINDS)),
            click.Argument(["name"], metavar="ID"),
            click.Option(
                ["--topology"],
                metavar="NAME",
                default="tutorial",
                show_default=True,
                shell_complete=complete_name,
                help=_("The topology a new scenario plays on."),
            ),
            click.Option(["--output"], metavar="FILE", help=_('Write to this file; "-" prints instead.')),
        ],
    )


def new(kind: Kind, name: str, topology: str, output: str | None) -> None:
    """Writes a starter file where it will be found, or prints it."""
    from drillsim.library import new_scenario, new_topology

    lang = language_in_use()
    text = new_topology(name, lang) if kind == "topology" else new_scenario(name, topology, lang)
    if output == STDOUT:
        click.echo(text, nl=False)
        return
    folder = "topologies" if kind == "topology" else "scenarios"
    path = Path(output) if output is not None else Path(folder) / f"{name.replace('/', '-')}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    click.echo(_("written: {path}").format(path=path))
    if output is None:
        _write_schema(kind, path.parent)
    click.echo(_("Next: drillsim check {path}").format(path=path))


def _write_schema(kind: Kind, folder: Path) -> None:
    """Puts the schema beside the file, where its first line looks for it."""
    from drillsim.library.schema import schema_text

    (folder / f"{kind}.schema.json").write_text(schema_text(kind), encoding="utf-8")
