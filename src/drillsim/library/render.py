"""How a problem looks on a terminal, in English or Japanese.

    topologies/bank.yaml:14:5: unknown key 'restrat'
        restrat: 20m
        ^^^^^^^
    hint: did you mean 'restart'?

1. The caret stands under the fault although a Japanese character is two cells wide.
2. A long line is shown in part, around the fault, so that it fits 80 columns.
3. Whatever came from a file is shown without control characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from drillsim.errors import DrillsimError
from drillsim.library import messages_en, messages_ja
from drillsim.library.japanese import japanese_of

if TYPE_CHECKING:
    from drillsim.library.problems import Problem

EXCERPT_CELLS_MAX = 76
"""With the indent in front this fills a terminal of 80 columns."""
_INDENT = "    "
_VALUE_LENGTH_MAX = 80
_BEFORE_FAULT = 24
"""Cells of a long line that are shown before the fault."""

_LANGUAGES: dict[str, Any] = {"en": messages_en, "ja": messages_ja}
_WHOLE_PARAMS = ("text", "allowed", "several", "near", "chain", "first", "second")
_WORD_PARAMS = ("kind", "wanted", "other")


def render_problem(problem: Problem, lang: str = "en") -> str:
    """File, line, column and message; the source line; a caret; the hint."""
    where = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    language = _LANGUAGES.get(lang, messages_en)
    grade = f"{language.WORDS['warning']}: " if problem.severity == "warning" else ""
    change = language.WORDS["with-change"].format(name=problem.change) if problem.change else ""
    lines = [f"{where}: {grade}{change}{_message(problem, lang)}"]
    if problem.excerpt is not None and problem.excerpt.strip():
        lines += _excerpt(problem.excerpt, problem.column, problem.width)
    hint = _hint(problem, lang)
    if hint:
        lines.append(f"{language.WORDS['hint']}: {hint}")
    return "\n".join(_printable(line) for line in lines)


def render_error(error: DrillsimError, lang: str = "en") -> str:
    """Any error of ours as a face prints it."""
    problems = getattr(error, "problems", None)
    if problems is not None:
        return "\n".join(render_problem(each, lang) for each in problems)
    language = _LANGUAGES.get(lang, messages_en)
    message = _translated("MESSAGES", error.code, error.params, lang) or _foreign(error.message, lang)
    hint = _translated("HINTS", error.params.get("hint_code"), error.params, lang)
    if hint is None and error.hint:
        hint = _foreign(error.hint, lang)
    return _printable(message) + (f"\n{language.WORDS['hint']}: {_printable(hint)}" if hint else "")


def fill_message(code: str, params: Mapping[str, object]) -> str:
    """The English text of a message."""
    return _filled(messages_en.MESSAGES[code], params, "en")


def fill_hint(code: str, params: Mapping[str, object]) -> str:
    """The English text of a hint."""
    return _filled(messages_en.HINTS[code], params, "en")


def coded_error(code: str, hint: str = "", **params: object) -> DrillsimError:
    """An error outside any file, which every language finds by its code."""
    return DrillsimError(
        fill_message(code, params),
        fill_hint(hint, params) if hint else None,
        code=code,
        params={**params, "hint_code": hint},
    )


def cell_width(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(_cells(character) for character in text)


def _message(problem: Problem, lang: str) -> str:
    return _translated("MESSAGES", problem.code, problem.params, lang) or _foreign(problem.message, lang)


def _hint(problem: Problem, lang: str) -> str | None:
    return _translated("HINTS", problem.hint_code, problem.params, lang) or (
        _foreign(problem.hint, lang) if problem.hint else None
    )


def _foreign(text: str, lang: str) -> str:
    """A text of another layer, which has no code of ours."""
    return japanese_of(text) if lang == "ja" else text


def _translated(table: str, code: object, params: Mapping[str, object], lang: str) -> str | None:
    """The text of one of our codes; `value` is what a model said in its own words."""
    template = getattr(_LANGUAGES.get(lang, messages_en), table).get(code) if code else None
    return _filled(template, params, lang) if template is not None and lang in _LANGUAGES else None


def _filled(template: str, params: Mapping[str, object], lang: str) -> str:
    words: Mapping[str, str] = _LANGUAGES[lang].WORDS
    shown = {
        name: _in_words(value, words) if name in _WORD_PARAMS else _shown(name, value, lang)
        for name, value in params.items()
    }
    return template.format_map(shown)


def _in_words(value: object, words: Mapping[str, str]) -> str:
    """A kind of value, or several of which one is wanted, in a language."""
    if isinstance(value, tuple):
        return words["or"].join(words[each] for each in value)
    return words.get(str(value), str(value))


def _shown(name: str, value: object, lang: str) -> str:
    """A value in a message, cut where it would drown the message; lists of what is allowed are never cut."""
    text = _foreign(str(value), lang) if name == "text" else str(value)
    is_whole = name in _WHOLE_PARAMS or len(text) <= _VALUE_LENGTH_MAX
    return text if is_whole else text[: _VALUE_LENGTH_MAX - 1] + "…"


def _excerpt(line: str, column: int, width: int) -> list[str]:
    """The source line and the caret line below it, both cropped alike."""
    start = min(max(column - 1, 0), len(line))
    first, last = 0, len(line)
    cropped_left = cropped_right = ""
    indent = len(line) - len(line.lstrip(" "))
    if cell_width(line) > EXCERPT_CELLS_MAX:
        first = min(indent, start)
        if cell_width(line[first:]) > EXCERPT_CELLS_MAX:
            first, last = _window(line, first, start)
        cropped_left = "…" if first > indent else ""
        cropped_right = "…" if last < len(line) else ""
    shown = cropped_left + line[first:last] + cropped_right
    before = cell_width(cropped_left + line[first:start])
    carets = max(1, cell_width(line[start : min(start + width, last)]))
    return [_INDENT + _visible(shown), _INDENT + " " * before + "^" * carets]


def _window(line: str, first: int, start: int) -> tuple[int, int]:
    room = EXCERPT_CELLS_MAX - 2
    if cell_width(line[first:start]) > _BEFORE_FAULT and cell_width(line[first:start]) + _BEFORE_FAULT > room:
        first = start
        while first > 0 and cell_width(line[first - 1 : start]) <= _BEFORE_FAULT:
            first -= 1
    last = first
    while last < len(line) and cell_width(line[first : last + 1]) <= room:
        last += 1
    return first, last


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _visible(line: str) -> str:
    """Tabs, which hide in source lines, as arrows one cell wide."""
    return line.replace("\t", "→")


def _printable(text: str) -> str:
    return "".join("�" if unicodedata.category(each) in {"Cc", "Cs"} and each != "\n" else each for each in text)
