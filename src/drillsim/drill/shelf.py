"""Owns where drills lie, and what there is: one journal for a drill, in the platform's folder for state."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drillsim.drill.branches import Branches
from drillsim.drill.journal import JournalProblem, read_journal
from drillsim.drill.journal.entries import COMMAND, REACHED
from drillsim.drill.journal.writing import ENDING

_STAMP = 12
"""Digits of the wall clock that name a drill: down to the minute."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A drill that lies on the shelf."""

    path: Path
    scenario: str
    begun: str
    """What the clock on the wall showed when it was last written to."""
    reached: int
    branches: int
    decisions: int
    ended: bool
    breaches: int
    """How many forms of tolerances were breached when it ended."""
    problem: str = ""
    """Why it cannot be taken up."""


def shelf_folder() -> Path:
    """The folder of all drills of this user."""
    import platformdirs

    return platformdirs.user_state_path("drillsim") / "drills"


def new_path(folder: Path, scenario: str, wall: str) -> Path:
    """Where a new drill of a scenario comes to lie: named by scenario and time, and never where one lies already."""
    stamp = "".join(sign for sign in wall if sign.isdigit())[:_STAMP]
    stem = f"{scenario}-{stamp[:8]}-{stamp[8:]}" if len(stamp) == _STAMP else scenario
    path, number = folder / f"{stem}{ENDING}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{ENDING}"
    return path


def kept_drills(folder: Path) -> list[Kept]:
    """The drills of a folder, the latest first."""
    if not folder.is_dir():
        return []
    paths = sorted(folder.glob(f"*{ENDING}"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [_kept(path) for path in paths]


def _kept(path: Path) -> Kept:
    try:
        read = read_journal(path)
    except JournalProblem as problem:
        return Kept(path, "", "", 0, 0, 0, ended=False, breaches=0, problem=problem.cause)
    branches = Branches(read.entries)
    ends = [entry for entry in read.entries if entry.kind == REACHED and entry.data.get("ended")]
    return Kept(
        path,
        read.header.scenario_id,
        read.entries[-1].wall if read.entries else "",
        branches.reached[branches.current],
        len(branches.all),
        sum(entry.kind == COMMAND and "decide" in entry.data.get("do", {}) for entry in read.entries),
        ended=bool(ends),
        breaches=len(ends[-1].data.get("breaches", ())) if ends else 0,
    )
