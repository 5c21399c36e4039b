"""``drillsim list``: which scenarios and topologies are found, what each is about, and where it lies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import click

from drillsim.cli.page import Command
from drillsim.cli.reading import seen_from_here
from drillsim.tables.layout import screen_width
from drillsim.telling import figures
from drillsim.telling.cells import cell_width, closed_up, cut, one_line, pad, wrap
from drillsim.telling.collections import collection_name, collection_rank
from drillsim.telling.language import _, language_in_use, ngettext

if TYPE_CHECKING:
    from drillsim.library.find import Entry
    from drillsim.library.index import Listed

INDENT = "  "
ID_MAX = 28


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "list",
        callback=list_files,
        help=_(
            'Those that come with drillsim are listed together with your own: in the folders "scenarios" and '
            '"topologies" here, and in the folders that DRILLSIM_PATH names. With one or more words only entries '
            "that hold all of them in id, title, collection or the first sentence of what they are about are listed."
        ),
        examples=("drillsim list", "drillsim list mizuho disk", "drillsim list --json"),
        params=[
            click.Argument(["words"], nargs=-1, metavar="[WORD]..."),
            click.Option(["--json", "as_json"], is_flag=True, help=_("Print JSON for another program.")),
        ],
    )


def list_files(words: tuple[str, ...], *, as_json: bool) -> None:
    """Prints every entry that holds all the words."""
    from drillsim.library.index import index_path, list_with_summaries

    found = [each for each in list_with_summaries(index_path()) if _holds_all(each, words)]
    if as_json:
        click.echo(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=2))
    elif found:
        click.echo("\n".join(_lines(found, screen_width())))
    else:
        click.echo(_("Nothing is found."))


def _holds_all(listed: Listed, words: tuple[str, ...]) -> bool:
    entry = listed.entry
    told = (entry.id, entry.collection, *entry.title.values(), *listed.summary.about.values())
    text = " ".join((*told, collection_name(entry))).casefold()
    return all(word.casefold() in text for word in words)


def _as_json(listed: Listed) -> dict[str, object]:
    entry, summary = listed.entry, listed.summary
    return {
        "kind": entry.kind,
        "id": entry.id,
        "title": dict(entry.title),
        "about": dict(summary.about),
        "collection": entry.collection,
        "length_ms": summary.length_ms,
        "decisions": summary.decisions,
        "path": str(entry.path),
        "origin": entry.origin,
    }


def _lines(found: list[Listed], width: int) -> list[str]:
    """Every entry below the collection it belongs to, scenarios first."""
    lines: list[str] = []
    column = min(max(cell_width(each.entry.id) for each in found), ID_MAX)
    ordered = sorted(
        found, key=lambda each: (each.entry.kind != "scenario", *collection_rank(each.entry), each.entry.id)
    )
    for heading, entries in groupby(ordered, key=lambda each: _heading(each.entry)):
        lines += ["", heading] if lines else [heading]
        for each in entries:
            lines += _entry(each, column, width)
    return lines


def _heading(entry: Entry) -> str:
    kind = _("Scenarios") if entry.kind == "scenario" else _("Topologies")
    collection = collection_name(entry)
    return _("{kind}: {collection}").format(kind=kind, collection=collection) if collection else kind


def _entry(listed: Listed, column: int, width: int) -> Iterator[str]:
    """Its id and title; at the edge how long it is and how much is to be decided; below them what it is about."""
    entry, summary, lang = listed.entry, listed.summary, language_in_use()
    before = " " * column + 2 * INDENT
    room = width - len(before)
    facts = closed_up(_("; ").join(_facts(listed)))
    title = one_line(entry.title_in(lang))
    gap = room - cell_width(title) - cell_width(facts)
    told = [f"{title}{' ' * gap}{facts}"] if gap >= len(INDENT) else [*wrap(title, room), *wrap(facts, room)]
    about = one_line(summary.about_in(lang))
    if about:
        told.append(_one_line_of(about, room))
    yield f"{INDENT}{pad(entry.id, column)}{INDENT}{told[0]}".rstrip()
    yield from (before + line for line in told[1:])


def _one_line_of(text: str, room: int) -> str:
    """A sentence on one line; where it is too long it ends after a whole word."""
    if cell_width(text) <= room:
        return text
    return cut(wrap(text, room - 1)[0].rstrip("、，,;:") + "…", room)


def _facts(listed: Listed) -> Iterator[str]:
    summary, entry = listed.summary, listed.entry
    if summary.length_ms is not None:
        yield figures.duration(summary.length_ms)
    if summary.decisions:
        count = summary.decisions
        yield ngettext("{count} decision", "{count} decisions", count).format(count=count)
    if entry.origin != "bundled":
        yield seen_from_here(entry.path)
