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
from typing import TYPE_CHECKING

from drillsim.library import messages_en
from drillsim.library.wording import LANGUAGES, foreign, translated

if TYPE_CHECKING:
    from drillsim.errors import DrillsimError
    from drillsim.library.problem import Problem

EXCERPT_CELLS_MAX = 76
"""With the indent in front this fills a terminal of 80 columns."""
_INDENT = "    "
_BEFORE_FAULT = 24
"""Cells of a long line that are shown before the fault."""


def render_problem(problem: Problem, lang: str = "en") -> str:
    """File, line, column and message; the source line; a caret; the hint."""
    where = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    language = LANGUAGES.get(lang, messages_en)
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
    language = LANGUAGES.get(lang, messages_en)
    message = translated("MESSAGES", error.code, error.params, lang) or foreign(error.message, lang)
    hint = translated("HINTS", error.params.get("hint_code"), error.params, lang)
    if hint is None and error.hint:
        hint = foreign(error.hint, lang)
    return _printable(message) + (f"\n{language.WORDS['hint']}: {_printable(hint)}" if hint else "")


def cell_width(text: str) -> int:
    """How many terminal cells a text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_cells(character) for character in text)


def _message(problem: Problem, lang: str) -> str:
    return translated("MESSAGES", problem.code, problem.params, lang) or foreign(problem.message, lang)


def _hint(problem: Problem, lang: str) -> str | None:
    return translated("HINTS", problem.hint_code, problem.params, lang) or (
        foreign(problem.hint, lang) if problem.hint else None
    )


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
