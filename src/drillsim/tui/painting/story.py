"""Owns how what happened is painted: the story so far, and the strip of time with what stands out on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.telling.cells import cell_width, cut
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Row, Span, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.engine import Record
    from drillsim.tui.painting.lexicon import Lexicon

LATEST: Final = 2_000
"""A story shows at most so many records, the latest ones."""
_LOOKS: Final = {
    "out": "bad", "failed": "bad", "breached": "bad", "missed-obligation": "bad", "restored": "good",
    "decided": "accent", "asked": "warn", "effective": "accent", "used-half": "warn", "used-most": "warn",
    "full": "bad", "overloaded": "warn", "relieved": "good", "command": "accent", "branch": "accent",
}  # fmt: skip
_QUIET: Final = frozenset({"level", "kept", "sent", "known", "read"})


def is_quiet(record: Record) -> bool:
    """Whether a record stands in the background of a story."""
    return record.kind in _QUIET


def story_rows(lexicon: Lexicon, timeline: Sequence[Record], width: int, find: str = "") -> tuple[Row, ...]:
    """What is known to have happened, the latest first; only where something is found."""
    wanted = find.casefold()
    rows: list[Row] = []
    for record in reversed(timeline):
        said = lexicon.sentence(record)
        if wanted and wanted not in said.casefold():
            continue
        clock = lexicon.moment(record.time)
        look = _LOOKS.get(record.kind, "dim" if record.kind in _QUIET else "plain")
        rows.append(
            Row((Span(f"{clock} ", "dim"), Span(cut(said, width - cell_width(clock) - 1), look)), str(record.position))
        )
        if len(rows) >= LATEST:
            break
    return tuple(rows) or (line_of(cut(_("nothing has happened yet"), width), "dim"),)


def strip_row(lexicon: Lexicon, timeline: Sequence[Record], now: int, horizon: int, width: int) -> Row:
    """The whole time of the scenario on one line: what stands out, and where now is."""
    marks: dict[int, tuple[int, str, str]] = {}
    for record in timeline:
        mark = _mark(lexicon, record)
        if mark is not None:
            place = min(width - 1, record.time * width // max(1, horizon))
            marks[place] = max(marks.get(place, (0, "", "")), mark)
    here = min(width - 1, now * width // max(1, horizon))
    spans = []
    for place in range(width):
        if place == here:
            spans.append(Span(lexicon.signs.now, "strong"))
        elif place in marks:
            spans.append(Span(marks[place][1], marks[place][2]))
        else:
            spans.append(Span("-" if place < here else lexicon.signs.empty, "dim"))
    return Row(tuple(spans))


def _mark(lexicon: Lexicon, record: Record) -> tuple[int, str, str] | None:
    """What stands for a record on the strip, and how much it weighs."""
    if record.kind == "breached":
        return 5, "X", "bad"
    if record.kind == "decided":
        return 4, "D", "accent"
    if record.kind == "out":
        return 3, lexicon.signs.down, "bad"
    if record.kind == "restored":
        return 2, lexicon.signs.good, "good"
    if record.kind == "known":
        return 1, lexicon.signs.back, "dim"
    return None
