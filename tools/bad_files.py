"""Writes what `drillsim check` says of each bad file of the tests: ``python tools/bad_files.py``; review the diff.

A line that `check` no longer says, or says otherwise, is a change that a writer of scenarios will notice.
"""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

from drillsim.cli.entry import main

FOLDER = Path(__file__).parent.parent / "tests" / "bad_files"


def write_all() -> None:
    """One text beside each file."""
    os.chdir(FOLDER)
    os.environ.pop("DRILLSIM_PATH", None)
    os.environ["LANGUAGE"] = os.environ["DRILLSIM_LANG"] = "en"
    for path in sorted(Path().glob("*.yaml")):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            main(["check", path.name])
        path.with_suffix(".txt").write_text(said.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    write_all()
