"""Takes pictures of the screens: ``python -m tools.pictures [FOLDER]``.

Without a folder the pictures of the README are taken anew; with one every screen that the tests look at is drawn into
it, at both sizes and in both languages.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.tui.test_snapshots import CASES, SHOTS, Shot, look_at

from drillsim.tui.picture import readable

if TYPE_CHECKING:
    from tests.tui.trying import Table

HOUSE = Path(__file__).resolve().parent.parent
PICTURES = HOUSE / "docs" / "pictures"
OF_README = (("noon-facilitator", "120x40", "en"), ("noon-player", "120x40", "ja"))


def draw(shot: Shot, size: str, lang: str, path: Path) -> None:
    """Draws one screen."""

    def read(table: Table) -> str:
        return readable(table.app.export_screenshot(title="drillsim"))

    with tempfile.TemporaryDirectory() as folder:
        path.write_text(look_at(shot, size, lang, Path(folder), read), encoding="utf-8")


def main() -> None:
    """Takes what is asked for."""
    shots = {shot.name: shot for shot in SHOTS}
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        wanted = CASES
    else:
        folder = PICTURES
        wanted = [(shots[name], size, lang) for name, size, lang in OF_README]
    folder.mkdir(parents=True, exist_ok=True)
    for shot, size, lang in wanted:
        draw(shot, size, lang, folder / f"{shot.name}-{size}-{lang}.svg")


if __name__ == "__main__":
    main()
