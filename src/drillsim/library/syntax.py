"""Faults of YAML itself in plain words: what the parser stumbled over, and what was probably meant.

1. The two parsers (C and Python) agree on places but not on words; both are read here by patterns.
2. Japanese keyboards add faults of their own: a full-width colon, a full-width space, a file saved as Shift_JIS.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from drillsim.library.document import Place
from drillsim.library.problems import problem

if TYPE_CHECKING:
    import yaml

    from drillsim.library.problem import Problem

_LINE_BREAK = re.compile("\r\n|[\n\r\u0085\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_GLUED_COLON = re.compile(r"^(\s*(?:- )?[^\s:：#\"'{\[]+)([:：])(?:(?=\S)(?!.*: )|(?<=：)\s*$)")
_TAB_INDENT = re.compile(r"^ *\t[ \t]*(?=[^\s#])")
_UNPRINTABLE_MAX = 5

_PATTERNS = (
    (r"mapping values are not allowed", "yaml-second-colon"),
    (r"sequence entries are not allowed", "yaml-dash-inline"),
    (r"mapping keys are not allowed", "yaml-question-mark"),
    (r"expected ',' or '}'", "yaml-brace"),
    (r"expected ',' or ']'", "yaml-bracket"),
    (r"could not find expected ':'", "yaml-no-colon"),
    (r"found unknown escape character|hexdecimal|hexadecimal|escape code", "yaml-escape"),
    (r"unexpected end of stream", "yaml-open-quote"),
    (r"found unexpected document (indicator|separator)", "yaml-open-quote"),
    (r"expected alphabetic or numeric|expected comment or line|expected a comment|URI|tag", "yaml-sign"),
    (r"cannot start any token", "yaml-sign"),
    (r"expected '-' indicator", "yaml-mixed"),
    (r"did not find expected key|expected <block end>", "yaml-indent"),
    (r"expected node content|expected the node content", "yaml-no-value"),
    (r"nesting", "yaml-nesting"),
)


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text, broken where YAML breaks them."""
    return tuple(_LINE_BREAK.split(text))


def explain_bytes(raw: bytes, offset: int, name: str) -> Problem:
    """A file that is not UTF-8, with a guess at what it is."""
    before = raw[:offset]
    line = before.count(b"\n") + 1
    row = raw[before.rfind(b"\n") + 1 :].split(b"\n", 1)[0].rstrip(b"\r")
    column = len(raw[before.rfind(b"\n") + 1 : offset].decode("utf-8", "replace")) + 1
    place = Place(name, line, column, line, column + 1)
    hint, shown = "not-utf-8", ""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "is-utf-16"
    else:
        try:
            raw.decode("cp932")
            hint, shown = "is-shift-jis", row.decode("cp932", "replace")
        except UnicodeDecodeError:
            pass
    return problem("not-utf-8", place, [""] * (line - 1) + [shown], hint=hint, byte=f"0x{raw[offset]:02x}")


def explain_characters(lines: tuple[str, ...], name: str) -> list[Problem]:
    """Control characters, which no editor shows and no file may hold."""
    found: list[Problem] = []
    for number, line in enumerate(lines, 1):
        for match in _UNPRINTABLE.finditer(line):
            place = Place(name, number, match.start() + 1, number, match.end() + 1)
            found.append(
                problem("control-character", place, lines, hint="control-character", sign=f"U+{ord(match[0]):04X}")
            )
            if len(found) == _UNPRINTABLE_MAX:
                return found
    return found


def explain_syntax(error: yaml.YAMLError, lines: tuple[str, ...], name: str) -> list[Problem]:
    """What stopped the parser, in words that say what to change."""
    mark: Any = getattr(error, "problem_mark", None)
    if mark is None:
        return [problem("yaml-other", Place(name, 1, 1, 1, 1), lines, detail=str(error).splitlines()[0])]
    line, column = mark.line + 1, mark.column + 1
    text = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
    tabs = _tab_problems(text, line, column, lines, name)
    if tabs:
        return tabs
    code = next((code for pattern, code in _PATTERNS if re.search(pattern, text)), "yaml-other")
    if code == "yaml-indent" and "block collection" in text:
        code = "yaml-mixed"
    glued = _glued_colon(code, line, lines, name)
    if glued:
        return [glued]
    opened: Any = getattr(error, "context_mark", None)
    return [_explained(code, text, Place(name, line, column, line, column + 1), opened, lines)]


def _tab_problems(text: str, line: int, column: int, lines: tuple[str, ...], name: str) -> list[Problem]:
    """All lines indented by tabs from the one on which the parser stopped."""
    row = _row(lines, line)
    if "tab character" not in text and "\t" not in row[:column]:
        return []
    if not row[:column].isspace():
        return []
    found = []
    for number in range(line, len(lines) + 1):
        match = _TAB_INDENT.match(lines[number - 1])
        if match:
            start = match[0].index("\t") + 1
            place = Place(name, number, start, number, match.end() + 1)
            found.append(problem("tab-indent", place, lines, hint="tab-indent"))
    return found


def _glued_colon(code: str, line: int, lines: tuple[str, ...], name: str) -> Problem | None:
    """A key whose colon has no space after it, or is full-width: the parser notices only lines later."""
    if code not in {"yaml-second-colon", "yaml-no-colon"}:
        return None
    for number in range(line, max(0, line - 3), -1):
        match = _GLUED_COLON.match(_row(lines, number))
        if match:
            place = Place(name, number, match.start(2) + 1, number, match.end(2) + 1)
            wide = match[2] == "："
            code = "full-width-colon" if wide else "colon-without-space"
            return problem(code, place, lines, hint="colon-and-space", key=match[1].strip().removeprefix("- "))
    return None


def _explained(code: str, text: str, place: Place, opened: Any, lines: tuple[str, ...]) -> Problem:
    row = _row(lines, place.line)
    if code == "yaml-other":
        return problem(code, place, lines, detail=text.strip())
    if code == "yaml-sign":
        return problem(code, place, lines, hint=code, sign=row[place.column - 1 : place.column] or "?")
    if code == "yaml-second-colon" and ": " not in row[: place.column - 1]:
        return _below_value(place, lines)
    if opened is None:
        return problem(code, place, lines, hint=code)
    start = Place(place.file, opened.line + 1, opened.column + 1, opened.line + 1, opened.column + 2)
    if code in {"yaml-brace", "yaml-bracket"}:
        return _in_brackets(code, place, start, lines)
    if code == "yaml-open-quote":
        place = start
    elif code == "yaml-no-colon":
        place = start._replace(end_column=len(_row(lines, start.line)) + 1)
    elif code == "yaml-indent" and row.lstrip().startswith("- "):
        code = "yaml-item-among-keys"
    elif code in {"yaml-indent", "yaml-mixed"} and row[: place.column - 1].strip():
        code = "yaml-after-value"
    return problem(code, place, lines, hint=code, line=start.line)


def _below_value(place: Place, lines: tuple[str, ...]) -> Problem:
    """A key where none can be: the line above it has no colon, or a value of its own already."""
    above = place.line - 1
    while above > 0 and not _row(lines, above).strip():
        above -= 1
    row = _row(lines, above)
    if ":" not in row and row.strip():
        indent = len(row) - len(row.lstrip())
        place = Place(place.file, above, indent + 1, above, len(row) + 1)
        return problem("yaml-no-colon", place, lines, hint="yaml-no-colon")
    row = _row(lines, place.line)
    indent = len(row) - len(row.lstrip())
    place = Place(place.file, place.line, indent + 1, place.line, place.column)
    return problem("yaml-indent-below-value", place, lines, hint="yaml-indent-below-value")


def _in_brackets(code: str, place: Place, start: Place, lines: tuple[str, ...]) -> Problem:
    """Braces that go wrong inside, or that were never closed: then the next line stands no deeper than theirs."""
    indents = [len(row) - len(row.lstrip()) for row in (_row(lines, start.line), _row(lines, place.line))]
    if place.line > start.line and indents[1] <= indents[0]:
        return problem(f"{code}-open", start, lines, hint=f"{code}-later")
    hint = code if place.line == start.line else f"{code}-later"
    row = _row(lines, place.line)
    if place.line > start.line and row[place.column - 1 : place.column] == ":":
        place = place._replace(column=indents[1] + 1, end_column=place.column)
    return problem(code, place, lines, hint=hint, line=start.line, column=start.column)


def _row(lines: tuple[str, ...], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""
