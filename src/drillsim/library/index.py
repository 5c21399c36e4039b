"""Owns the index of the files that can be named: what a list says of each, so that no file is read twice.

1. A file is known by its path, its size and the time it was changed; if any of these differs it is read again.
2. The index is a convenience: one that is missing, broken or cannot be written is as good as none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from drillsim.library.find import Entry, list_files
from drillsim.library.heads import Head, read_head
from drillsim.library.summaries import Summary, read_summary
from drillsim.library.tolerances import Allowed, Form

FILE: Final = "index.json"
FORMAT: Final = 1
"""To be raised whenever more or something else is read from a file."""
FILES_MAX: Final = 5_000
"""An index that has grown beyond this forgets the files that were not met this time."""


@dataclass(frozen=True)
class Listed:
    """One file with what a list says of it."""

    entry: Entry
    summary: Summary


@dataclass(frozen=True)
class Card:
    """What the index keeps of a file."""

    size: int
    changed: int
    head: Head | None
    summary: Summary


def index_path() -> Path:
    """Where the index lies."""
    import platformdirs

    return platformdirs.user_cache_path("drillsim") / FILE


def list_with_summaries(index: Path | None) -> list[Listed]:
    """Every file that can be named, with its summary; only what the index does not know is read."""
    known = _read(index) if index is not None else {}
    met: dict[str, Card] = {}

    def head(path: Path) -> Head | None:
        return _card(path, known, met).head

    entries = list_files(head=head)
    listed = [Listed(entry, _card(entry.path, known, met).summary) for entry in entries]
    if index is not None and any(known.get(path) is not card for path, card in met.items()):
        _write(index, {**known, **met} if len(known) + len(met) <= FILES_MAX else met)
    return listed


def _card(path: Path, known: Mapping[str, Card], met: dict[str, Card]) -> Card:
    name = str(path.absolute())
    card = met.get(name)
    if card is not None:
        return card
    try:
        stat = path.stat()
    except OSError:
        return Card(0, 0, None, Summary())
    card = known.get(name)
    if card is None or (card.size, card.changed) != (stat.st_size, stat.st_mtime_ns):
        card = Card(stat.st_size, stat.st_mtime_ns, read_head(path), read_summary(path))
    met[name] = card
    return card


# -- on the disk ------------------------------------------------------------------------------------------------------


def _read(path: Path) -> dict[str, Card]:
    """The cards of an index; none if it is missing, broken or of another format."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            return {}
        return {name: _card_of(each) for name, each in data["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return {}


def _card_of(data: Mapping[str, Any]) -> Card:
    head, summary = data["head"], dict(data["summary"])
    allowed = tuple(
        Allowed(str(line), _texts(title), tuple(Form(str(id_), _texts(says), str(limit)) for id_, says, limit in forms))
        for line, title, forms in summary.pop("allowed")
    )
    length = summary["length_ms"]
    return Card(
        int(data["size"]),
        int(data["changed"]),
        None if head is None else Head(_kind(head["kind"]), str(head["id"]), _texts(head["title"])),
        Summary(
            about=_texts(summary["about"]),
            told=_texts(summary["told"]),
            length_ms=None if length is None else int(length),
            decisions=int(summary["decisions"]),
            topology=str(summary["topology"]),
            allowed=allowed,
        ),
    )


def _kind(written: object) -> Any:
    if written not in {"scenario", "topology"}:
        raise ValueError(written)
    return written


def _texts(data: Mapping[str, Any]) -> dict[str, str]:
    return {str(lang): str(words) for lang, words in data.items()}


def _write(path: Path, cards: Mapping[str, Card]) -> None:
    files = {name: _data_of(card) for name, card in cards.items()}
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"format": FORMAT, "files": files}, ensure_ascii=False), encoding="utf-8")
        part.replace(path)
    except OSError:
        return


def _data_of(card: Card) -> dict[str, Any]:
    data = asdict(card)
    data["summary"]["allowed"] = [
        [each.id, dict(each.title), [[form.id, dict(form.title), form.limit] for form in each.forms]]
        for each in card.summary.allowed
    ]
    return data
