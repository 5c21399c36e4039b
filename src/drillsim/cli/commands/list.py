"""``drillsim list``: which scenarios and topologies are found, and where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from drillsim.cli.page import Command
from drillsim.cli.reading import seen_from_here
from drillsim.cli.table import Column, render_table, screen_width
from drillsim.telling.cells import one_line
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.library.find import Entry

KINDS = ("scenario", "topology")


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "list",
        callback=list_files,
        help=_(
            'Those that come with drillsim are listed together with your own: in the folders "scenarios" and '
            '"topologies" here, and in the folders that DRILLSIM_PATH names. With one or more words only entries '
            "that hold all of them in id or title are listed."
        ),
        params=[
            click.Argument(["words"], nargs=-1, metavar="[WORD]..."),
            click.Option(["--json", "as_json"], is_flag=True, help=_("Print JSON for another program.")),
        ],
    )


def list_files(words: tuple[str, ...], *, as_json: bool) -> None:
    """Prints every entry that holds all the words."""
    from drillsim.library import list_files as find_entries

    entries = [entry for entry in find_entries() if _holds_all(entry, words)]
    if as_json:
        click.echo(json.dumps([_as_json(entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    if not entries:
        click.echo(_("Nothing is found."))
        return
    sections = ["\n".join(_section(kind, entries)) for kind in KINDS if any(entry.kind == kind for entry in entries)]
    click.echo("\n\n".join(sections))


def _holds_all(entry: Entry, words: tuple[str, ...]) -> bool:
    text = " ".join([entry.id, *entry.title.values()]).casefold()
    return all(word.casefold() in text for word in words)


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "id": entry.id,
        "title": dict(entry.title),
        "path": str(entry.path),
        "origin": entry.origin,
    }


def _section(kind: str, entries: list[Entry]) -> list[str]:
    headings = {"scenario": _("Scenarios"), "topology": _("Topologies")}
    columns = [Column(_("ID")), Column(_("Title"), gives_way=True), Column(_("From"), gives_way=True)]
    rows = [
        [entry.id, one_line(entry.title_in(language_in_use())), _origin(entry)]
        for entry in entries
        if entry.kind == kind
    ]
    return [headings[kind], *render_table(columns, rows, screen_width())]


def _origin(entry: Entry) -> str:
    return _("bundled") if entry.origin == "bundled" else seen_from_here(entry.path)
