"""What a list of files says of each: what it is about, how long it is, how much there is to decide.

Read from the lines of the file, without YAML, as heads are: listing hundreds of files must be quick and must survive
broken ones. What is written in a rarer way than people write it is left out.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from drillsim.library.folding import joined
from drillsim.library.heads import title_of
from drillsim.library.tolerances import Allowed, allowed_in

_KEY = re.compile(r"^([a-z_]+)\s*:(?:\s+(.*?))?\s*$")
_ENTRY = re.compile(r"^(\s+)[a-z0-9][a-z0-9/-]*\s*:")
_BLOCK = re.compile(r"[>|][-+0-9]*")
_MOMENT = re.compile(r"(?:(?:d\+(?P<day>\d+)|(?P<date>\d{4}-\d{2}-\d{2}))[ T])?(?P<hour>\d{1,2}):(?P<minute>\d{2})")
_SENTENCE = re.compile(r"(?<=[.!?])\s|(?<=。)")


@dataclass(frozen=True)
class Summary:
    """What can be said of a file in one line."""

    about: Mapping[str, str] = field(default_factory=dict)
    """The first sentence of what it is about, by language."""
    told: Mapping[str, str] = field(default_factory=dict)
    """All that is said of what it is about, by language."""
    length_ms: int | None = None
    """From its start to its end."""
    decisions: int = 0
    """How many questions it puts."""
    topology: str = ""
    """The topology it names; nothing if it brings its own."""
    allowed: tuple[Allowed, ...] = ()
    """What each line may lose, as far as it stands in this file."""

    def about_in(self, lang: str) -> str:
        """What it is about in a language, or in the one it was written in."""
        return self.about.get(lang) or next(iter(self.about.values()), "")

    def told_in(self, lang: str) -> str:
        """All that is said of it in a language, or in the one it was written in."""
        return self.told.get(lang) or next(iter(self.told.values()), "")


def read_summary(path: Path) -> Summary:
    """The summary of a file; an empty one where it cannot be read."""
    try:
        return summary_of(path.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        return Summary()


def summary_of(text: str) -> Summary:
    """The summary of a file's text; of one in two parts that of its scenario."""
    sections = outer = _sections(text.splitlines())
    if "scenario" in sections:
        sections = _below(sections, "scenario")
    told = {lang: words for lang, words in _texts(*sections.get("about", ("", ()))).items() if words}
    about = {lang: _first_sentence(words) for lang, words in told.items()}
    starts, ends = (_unquoted(sections.get(key, ("", ()))[0]) for key in ("starts", "ends"))
    decisions = _entries(sections.get("decisions", ("", ()))[1])
    topology = _unquoted(sections.get("topology", ("", ()))[0])
    own = next((_below(each, "topology") for each in (sections, outer) if each.get("topology", ("", ()))[1]), outer)
    allowed = allowed_in(own.get("lines", ("", ()))[1])
    return Summary(about, told, _length(starts, ends), decisions, topology, allowed)


def _below(sections: Mapping[str, tuple[str, Sequence[str]]], key: str) -> dict[str, tuple[str, Sequence[str]]]:
    """The sections that stand below a key."""
    return _sections(textwrap.dedent("\n".join(sections[key][1])).splitlines())


def _sections(lines: Sequence[str]) -> dict[str, tuple[str, Sequence[str]]]:
    """What stands behind and below each key at the edge."""
    starts = [(at, match) for at, line in enumerate(lines) if (match := _KEY.match(line))]
    ends = [*(at for at, _match in starts[1:]), len(lines)][: len(starts)]
    return {match[1]: (match[2] or "", lines[at + 1 : end]) for (at, match), end in zip(starts, ends, strict=True)}


def _texts(inline: str, below: Sequence[str]) -> dict[str, str]:
    """A text by language, written behind its key, below it, or in either language below it."""
    if _BLOCK.fullmatch(inline):
        return {"en": _paragraph(below)}
    if inline:
        return title_of(inline, below)
    parts = _sections(textwrap.dedent("\n".join(below)).splitlines())
    texts = {}
    for lang in ("en", "ja"):
        behind, lines = parts.get(lang, ("", ()))
        words = "" if _BLOCK.fullmatch(behind) else _unquoted(behind)
        texts[lang] = joined([words, *_paragraph(lines).splitlines()])
    return {lang: words for lang, words in texts.items() if words}


def _paragraph(lines: Sequence[str]) -> str:
    """The first paragraph of a block."""
    kept: list[str] = []
    for line in lines:
        if not line.strip() and kept:
            break
        if line.strip():
            kept.append(line.strip())
    return joined(kept)


def _first_sentence(words: str) -> str:
    return _SENTENCE.split(words.strip(), maxsplit=1)[0].strip()


def _unquoted(text: str) -> str:
    text = re.split(r"\s#", text, maxsplit=1)[0].strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def _entries(lines: Sequence[str]) -> int:
    """How many keys stand directly below a key."""
    matches = [match for line in lines if not line.lstrip().startswith("#") and (match := _ENTRY.match(line))]
    return sum(match[1] == matches[0][1] for match in matches)


def _length(starts: str, ends: str) -> int | None:
    first, last = _MOMENT.match(starts), _MOMENT.match(ends)
    if first is None or last is None or not first["date"]:
        return None
    try:
        begin = datetime.fromisoformat(first["date"])
        end = datetime.fromisoformat(last["date"]) if last["date"] else begin + timedelta(days=int(last["day"] or 0))
    except (ValueError, OverflowError):
        return None
    minutes = int((end - begin).total_seconds()) // 60
    minutes += (int(last["hour"]) - int(first["hour"])) * 60 + int(last["minute"]) - int(first["minute"])
    if minutes <= 0 and not last["date"] and not last["day"]:
        minutes += 24 * 60
    return minutes * 60_000 if minutes > 0 else None
