"""Owns how text is filled, cut and broken on a terminal, where a Japanese sign takes two cells."""

import re
import unicodedata
from collections.abc import Iterator

from drillsim.library.folding import JAPANESE
from drillsim.library.render import cell_width

__all__ = ["cell_width", "closed_up", "cut", "one_line", "pad", "wrap"]

NOT_FIRST = frozenset("、。，．・：；？！）」』】］｝〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ～〜…％,.:;?!)]}%")
"""Signs that never open a line."""
NOT_LAST = frozenset("（「『【［｛〈《([{")
"""Signs that never close a line."""


_BESIDE_JAPANESE = re.compile(f"(?<=[{JAPANESE}]) +(?=\\S)|(?<=\\S) +(?=[{JAPANESE}])")


def one_line(text: str) -> str:
    """The text on one line and without control signs: what a file says must not steer a terminal."""
    visible = (sign if unicodedata.category(sign) not in {"Cc", "Cs"} else " " for sign in text)
    return " ".join("".join(visible).split())


def closed_up(text: str) -> str:
    """The text without the spaces that a name in a Japanese sentence brought along: none beside a Japanese sign."""
    return _BESIDE_JAPANESE.sub("", text)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to a width; ``right`` puts it at the right edge."""
    space = " " * (width - cell_width(text))
    return space + text if right else text + space


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fits before an ellipsis."""
    if cell_width(text) <= width:
        return text
    kept, used = "", 0
    for sign in text:
        used += cell_width(sign)
        if used > width - 1:
            break
        kept += sign
    return f"{kept}…"


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, broken at spaces and between Japanese signs."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and cell_width(line) + cell_width(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """What must stay on one line: a word with the spaces after it, or a Japanese sign with what clings to it."""
    piece = ""
    for sign, following in zip(text, [*text[1:], " "], strict=False):
        piece += sign
        if _may_break(sign, following):
            yield piece
            piece = ""
    if piece:
        yield piece


def _may_break(sign: str, following: str) -> bool:
    if following.isspace():
        return False
    if sign.isspace():
        return True
    between_wide = cell_width(sign) == 2 or cell_width(following) == 2
    return between_wide and sign not in NOT_LAST and following not in NOT_FIRST
