"""Drills of small and bundled cases with clocks of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from drillsim.drill import Drill, Machine, Wish, resume_drill, start_drill

if TYPE_CHECKING:
    from drillsim.drill.journal import Disk

MINUTE = 60_000
ASKED = 45 * MINUTE
"""The tutorial's question is open by then."""
BY_HAND = {"decide": "database switch-by-hand"}
WAIT = {"decide": "database wait-for-repair"}


WORK = """tasks:
  look: {title: {en: A look, ja: 確認}, crew: engineers, takes: 10m, then: [{send: looked}]}
  mend:
    title: {en: Mending the database, ja: データベースの補修}
    crew: engineers
    people: 2
    takes: 30m
    then: [{repair: db}]
  call-round: {title: {en: Calling customers, ja: お客さまへの連絡}, takes: 20m, needs: [internet-banking]}
"""
"""Work that no question starts: it asks, it acts on the database, it needs a line."""
LOOKED = "injects:\n  looked: {by: phone, to: operations, reserve: true, says: {en: Seen, ja: 確認した}}\n"


class Seconds:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def machine(seconds: Seconds | None = None) -> Machine:
    return Machine(mono=seconds or Seconds(), wall=lambda: "2026-04-15T09:00:00+09:00")


def begin(
    folder: Path,
    name: str | Path = "tutorial",
    *,
    seconds: Seconds | None = None,
    disk: Disk | None = None,
    **wish: Any,
) -> Drill:
    return start_drill(Wish(name, **wish), folder / "a.drill", machine(seconds), disk)


def with_work(folder: Path) -> Path:
    """The tutorial with work that no question starts."""
    text = Path("scenarios/tutorial/tutorial.yaml").read_text(encoding="utf-8")
    path = folder / "with-work.yaml"
    path.write_text(text.replace("tasks:\n", WORK).replace("injects:\n", LOOKED), encoding="utf-8")
    return path


def again(folder: Path, seconds: Seconds | None = None) -> Drill:
    return resume_drill(folder / "a.drill", machine(seconds))


def lines(drill: Drill) -> list[str]:
    return list(drill.run.trace.lines())
