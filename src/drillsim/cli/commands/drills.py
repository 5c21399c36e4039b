"""``drillsim drills``: the drills that were held, and how far each came."""

from __future__ import annotations

from pathlib import Path

import click

from drillsim.cli.page import Command
from drillsim.telling.language import _, ngettext


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "drills",
        callback=drills,
        help=_("Each drill is a journal. Shown are, the latest first, how far it came and what became of it."),
        examples=("drillsim drills", "drillsim drills --folder exercises"),
        params=[click.Option(["--folder"], metavar="FOLDER", help=_("Look in this folder."))],
    )


def drills(folder: str | None) -> None:
    """Prints the drills of a folder."""
    from drillsim.drill import kept_drills, shelf_folder
    from drillsim.tables.layout import Column, render_table, screen_width
    from drillsim.telling.figures import duration

    place = Path(folder) if folder is not None else shelf_folder()
    kept = kept_drills(place)
    if not kept:
        click.echo(_("There are no drills in {folder}.").format(folder=place))
        return
    rows = []
    for each in kept:
        if each.problem:
            rows.append([each.path.name, "", "", "", each.problem])
            continue
        breaches = ngettext("{count} breach", "{count} breaches", each.breaches).format(count=each.breaches)
        state = _("over: {breaches}").format(breaches=breaches) if each.ended else _("goes on")
        rows.append([each.path.name, duration(each.reached), str(each.branches), str(each.decisions), state])
    columns = [
        Column(_("journal")),
        Column(_("length"), right=True),
        Column(_("branches"), right=True),
        Column(_("decisions"), right=True),
        Column(_("state"), gives_way=True, wraps=True),
    ]
    for line in render_table(columns, rows, screen_width()):
        click.echo(line)
    sound = [each.path for each in kept if not each.problem]
    if sound:
        click.echo("")
        click.echo(_("Take one up with: drillsim drill --resume {path}").format(path=sound[0]))
