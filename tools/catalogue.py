"""Keeps the message catalogue in step with the sources: ``python tools/catalogue.py``.

1. Our own messages are collected from ``src/drillsim``; those of click that a user can meet are listed here.
2. What is no longer in the sources leaves the catalogue; what is new enters it untranslated, and a test names it.
3. The compiled catalogue is committed beside the text, because reading it needs nothing but the standard library.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent
CATALOGUE = HOUSE / "src" / "drillsim" / "telling" / "locale" / "ja" / "LC_MESSAGES" / "drillsim.po"
COMPILED = CATALOGUE.with_suffix(".mo")
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"_": 1, "ngettext": 2}
"""What marks a message, and how many of its arguments are texts."""

OF_CLICK: tuple[str | tuple[str, str], ...] = (
    "Commands",
    "Error: {message}",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "Option {name!r} does not take a value.",
    "Options",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "default: {default}",
    "required",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""What click says to a user of this program, in its own words."""


def collected() -> Catalog:
    """Every message that has to be translated; sorted and without places, so that moving code changes nothing."""
    found = set(OF_CLICK)
    for path in (HOUSE / "src" / "drillsim").rglob("*.py"):
        found.update(_messages(ast.parse(path.read_text(encoding="utf-8"))))
    catalogue = Catalog(locale="ja")
    for message in sorted(found, key=lambda each: each if isinstance(each, str) else each[0]):
        catalogue.add(message)
    return catalogue


def _messages(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    """The messages of one module; read from its tree, so that those inside f-strings count on every Python."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            texts = [ast.literal_eval(each) for each in node.args[: KEYWORDS[node.func.id]] if _is_text(each)]
            if texts:
                yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def written() -> Catalog:
    """The catalogue as it is committed."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ja")


def merged() -> Catalog:
    """What is collected, with the translations that are written already."""
    catalogue = collected()
    known = written() if CATALOGUE.exists() else Catalog(locale="ja")
    for message in catalogue:
        old = known.get(message.id) if message.id else None
        if old is not None:
            message.string = old.string
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file."""
    text = io.BytesIO()
    write_po(text, catalogue, omit_header=True, width=110)
    return HEADER.encode() + text.getvalue()


def as_compiled(catalogue: Catalog) -> bytes:
    """The catalogue as a .mo file."""
    compiled = io.BytesIO()
    # else the moment of writing would stand in it, and every run would give another file
    catalogue.creation_date = catalogue.revision_date = WRITTEN
    write_mo(compiled, catalogue)
    return compiled.getvalue()


HEADER = """\
# Japanese messages of drillsim. Translate here, then run: python tools/catalogue.py
msgid ""
msgstr ""
"Language: ja\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def update() -> list[str]:
    """Writes both files anew and returns the messages that still lack a translation."""
    catalogue = merged()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(as_text(catalogue))
    COMPILED.write_bytes(as_compiled(written()))
    return untranslated(catalogue)


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages without a translation."""
    return [str(message.id) for message in catalogue if message.id and not _said(message.string)]


def _said(string: str | list[str] | tuple[str, ...] | None) -> bool:
    return bool(string) and all(string) if isinstance(string, list | tuple) else bool(string)


if __name__ == "__main__":
    import sys

    for message in update():
        sys.stdout.write(f"not translated: {message!r}\n")
