"""Owns how a drill is written for others: its log and its decisions, as Markdown and as CSV.

1. What was noted and observed counts as what was decided does: on the present branch and on those it came from.
2. A cell that a spreadsheet would take for a formula is written as text: an apostrophe stands before it.
3. In Markdown no text steers the page: what could be read as markup is escaped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drillsim.drill.journal.entries import MARK, NOTE
from drillsim.telling.cells import one_line
from drillsim.telling.figures import date_and_time
from drillsim.telling.happened.words import Words
from drillsim.telling.language import _
from drillsim.telling.names import Names
from drillsim.telling.state_words import rating_word

if TYPE_CHECKING:
    from drillsim.drill import Drill, Snapshot
    from drillsim.drill.journal import Entry

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
Rows = list[list[str]]


def export_drill(drill: Drill, seen: Snapshot, folder: Path) -> list[Path]:
    """Writes the log and the decisions into a folder; the files that were written."""
    folder.mkdir(parents=True, exist_ok=True)
    branch = drill.branch
    where = _("branch {name}").format(name=" ".join(filter(None, (branch.id, one_line(branch.title)))))
    tables = {"log": (_("Log"), _log(drill, seen)), "decisions": (_("Decisions"), _decisions(drill))}
    written = []
    for name, (title, rows) in tables.items():
        for ending, text in ((".md", as_markdown(f"{title} ({where})", rows)), (".csv", as_csv(rows))):
            path = folder / f"{name}{ending}"
            path.write_text(text, encoding="utf-8-sig" if ending == ".csv" else "utf-8", newline="")
            written.append(path)
    return written


def _log(drill: Drill, seen: Snapshot) -> Rows:
    """What the seat knows of, and what was noted and observed on this branch and on those it came from, by time."""
    words, branches, branch = Words(drill.case, drill.plan), drill.branches, drill.branch.id
    rows = [
        (record.time, branches.at(branch, record.time), "", record.kind, words.sentence(record))
        for record in seen.timeline
    ]
    rows += [
        (entry.at, entry.branch, str(entry.data.get("by", "")), entry.kind, _written(drill, entry))
        for entry in branches.lived(branch, drill.entries)
        if entry.kind in {NOTE, MARK}
    ]
    head = [_("time"), _("branch"), _("role"), _("kind"), _("what")]
    ordered = sorted(rows, key=lambda row: row[0])
    return [head, *([date_and_time(drill.plan, at), *more] for at, *more in ordered)]


def _written(drill: Drill, entry: Entry) -> str:
    """The words of a note, or of an observation behind what was observed and how it was judged."""
    words = one_line(str(entry.data.get("text", "")))
    if entry.kind == NOTE:
        return words
    names = Names(drill.case.topology, drill.case.scenario)
    objective, rating = str(entry.data["objective"]), rating_word(str(entry.data.get("rating", "")))
    criterion = f"{names.full_name(objective)} {int(entry.data['criterion']) + 1}"
    return ": ".join(filter(None, (criterion, rating, words)))


def _decisions(drill: Drill) -> Rows:
    """Each question that was asked: when, what was decided, why, and when it took effect."""
    from drillsim.drill.comparing import choices_of

    names = Names(drill.case.topology, drill.case.scenario)
    commands = drill.branches.commands(drill.branch.id)
    head = [
        _("branch"), _("question"), _("choice"), _("asked"), _("decided"), _("in effect"), _("role"), _("because"),
        _("confidence"),
    ]  # fmt: skip
    rows = [head]
    for name, choice in choices_of(drill.run).items():
        said = [entry for entry in commands if str(entry.data["do"].get("decide", "")).split()[:1] == [name]]
        data = said[-1].data if said else {}
        times = [
            date_and_time(drill.plan, at) if at is not None else ""
            for at in (choice.asked, choice.decided, choice.effective)
        ]
        option = (names.title(f"{name}.{choice.option}") or choice.option) if choice.option else ""
        more = [one_line(str(data.get(key, ""))) for key in ("by", "why", "confidence")]
        rows.append([drill.branch.id, names.full_name(name), option, *times, *more])
    return rows


def as_csv(rows: Sequence[Sequence[str]]) -> str:
    """The rows as CSV, cells that look like formulas as text."""
    text = io.StringIO()
    csv.writer(text).writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue()


def as_markdown(title: str, rows: Sequence[Sequence[str]]) -> str:
    """The rows as a table in Markdown."""
    lines = ["| " + " | ".join(_MARKUP.sub(r"\\\1", cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return f"# {title}\n\n" + "\n".join(lines) + "\n"
