"""Owns pictures of the screen: an SVG that shows Japanese as a terminal does, and fetches nothing from anywhere.

What Textual exports squeezes wide signs to the width of narrow ones and names a font on the web. Here every run of
wide and of narrow signs gets its own place and length, and the fonts are those of whoever looks at it.
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import Final

from drillsim.telling.cells import cell_width

CELL: Final = 12.2
"""How wide a cell is in the picture."""
FONTS: Final = (
    "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'MS Gothic',"
    " monospace"
)
_WEB_FONT = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
_TEXT = re.compile(
    r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)" textLength="[^"]*" clip-path="([^"]*)">([^<]*)</text>'
)


def readable(svg: str) -> str:
    """The picture with its texts as wide as a terminal shows them."""
    svg = _WEB_FONT.sub("", svg)
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    svg = svg.replace("font-variant-east-asian: full-width;", "")
    return _TEXT.sub(_texts, svg)


def _texts(match: re.Match[str]) -> str:
    style, left, top, clip, content = match.groups()
    x = float(left)
    parts = []
    for _width, signs in groupby(unescape(content), key=cell_width):
        run = "".join(signs)
        length = cell_width(run) * CELL
        shown = escape(run).replace("\u00a0", "&#160;").replace(" ", "&#160;")
        if length and run.strip():
            parts.append(
                f'<text class="{style}" x="{x:g}" y="{top}" textLength="{length:g}" clip-path="{clip}">{shown}</text>'
            )
        x += length
    return "".join(parts)


def picture_path(folder: Path | None = None) -> Path:
    """Where the next picture comes to lie: among the pictures of this user, else in the folder one works in."""
    if folder is None:
        import platformdirs

        pictures = platformdirs.user_pictures_path()
        folder = pictures if pictures.is_dir() else Path.cwd()
    number = 1
    while (path := folder / f"drillsim-{number}.svg").exists():
        number += 1
    return path
