"""Owns the shape of a story: headings, names on the left, what there is to say on the right.

1. What is said of one thing is one or more paragraphs; each is wrapped below its beginning.
2. A section without rows is not mentioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from drillsim.telling.cells import cell_width, closed_up, one_line, pad, wrap
from drillsim.telling.language import _, language_in_use, ngettext

if TYPE_CHECKING:
    from drillsim.model.text import Text

TERM_MAX = 28
INDENT = "  "
Row = tuple[str, Iterable[str]]
"""A name, and the paragraphs beside it."""


def in_language(text: Text | None) -> str:
    """A text in the language in use, on one line."""
    return one_line(text.in_language(language_in_use())) if text is not None else ""


def opening(name: str, title: Text, about: Text | None, width: int) -> list[str]:
    """What it is: its id, its title, what it is about."""
    lines = [name, *wrap(in_language(title), width)]
    text = about.in_language(language_in_use()) if about is not None else ""
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            lines += ["", *wrap(one_line(paragraph), width)]
    return lines


def section(heading: str, rows: Iterable[Row], width: int) -> list[str]:
    """A heading with its rows below it; nothing where there are none."""
    told = table(rows, width)
    return ["", heading, *told] if told else []


def table(rows: Iterable[Row], width: int, *, indent: str = INDENT) -> list[str]:
    """Names on the left, paragraphs on the right; a name too long for its column stands on a line of its own."""
    held = [(name, [words for words in paragraphs if words]) for name, paragraphs in rows]
    if not held:
        return []
    column = min(max(cell_width(name) for name, _paragraphs in held), TERM_MAX)
    before = indent + " " * column + INDENT
    lines: list[str] = []
    for name, paragraphs in held:
        wrapped = [line for words in paragraphs for line in wrap(closed_up(words), width - len(before))]
        if cell_width(name) > column:
            lines.append(indent + name)
        else:
            lines.append(f"{indent}{pad(name, column)}{INDENT}{wrapped.pop(0) if wrapped else ''}".rstrip())
        lines += [before + line for line in wrapped]
    return lines


def basis_rows(basis: Mapping[str, object]) -> Iterator[Row]:
    """How many entries are published, calibrated and assumed, and what the rest is."""
    counts = {"published": 0, "calibrated": 0, "assumed": 0}
    words = {"published": _("published"), "calibrated": _("calibrated"), "assumed": _("assumed")}
    for path, source in basis.items():
        word = source if isinstance(source, str) else next(each for each in counts if getattr(source, each, None))
        if path == "*":
            yield _("unless said"), [words[word]]
        else:
            counts[word] += 1
    for word, count in counts.items():
        if count:
            yield words[word], [ngettext("{count} entry", "{count} entries", count).format(count=count)]
