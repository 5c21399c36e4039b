"""Owns the second seat at a drill of another process: it follows the journal, and hands commands to who writes it.

1. A follower only reads the journal and simulates for itself. It is as far as the journal says that time has come.
2. What it asks for (a command, a note, an observation) is a file in a spool folder beside the journal, put there whole
   by a rename. The owner alone carries it out and writes the journal, then puts an answer beside it: done, or refused
   with a reason. What could never be is refused at once, and not left at all.
3. What is in the spool and cannot be read is answered as refused; it never stops the drill.
4. Time and branches are the owner's: nobody can ask for them here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from drillsim.drill.commands import parse_command
from drillsim.drill.inputs import build_case, compile_located, kept_inputs
from drillsim.drill.journal import JournalProblem, read_journal
from drillsim.drill.journal.entries import CLOCK, COMMAND, MARK, NOTE, canonical
from drillsim.drill.journal.lock import is_held
from drillsim.drill.journal.problem import disk_problem
from drillsim.drill.permission import check_criterion, check_permission
from drillsim.drill.session import Drill
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.errors import DrillsimError
from drillsim.library.render import render_error
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.drill.journal import Entry
    from drillsim.drill.machine import Machine

_ASKED: Final = ".asked"
_ANSWERED: Final = ".answered"
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    COMMAND: ("by", "why", "confidence"),
    NOTE: ("text", "by"),
    MARK: ("objective", "text", "by", "rating"),
    CLOCK: (),
}
"""By kind: what is a text in a row that asks for it."""


def spool_of(journal: Path) -> Path:
    """The folder in which followers of a journal leave what they ask for."""
    return journal.with_name(journal.name + ".spool")


class _NoJournal:
    """Stands where a journal would: a follower writes none."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, kind: str, branch: str, at: int, data: Mapping[str, Any], *, lasting: bool = True) -> Entry:  # noqa: ARG002 - what a drill writes to
        """Refuses: only the owner writes."""
        raise JournalProblem(
            _("writing the journal"),
            self.path,
            _("this process only follows the drill"),
            _("ask the process that runs it"),
        )

    def close(self) -> None:
        """There is nothing to close."""


class Follower:
    """A seat at a drill that another process runs."""

    def __init__(self, path: Path, machine: Machine) -> None:
        self.path = path
        self._count = 0
        self._asked: list[str] = []
        self._length = -1
        read = read_journal(path)
        case = build_case(kept_inputs(read.header), read.header.changes, read.header.sets or {})
        self.drill = Drill(read.header, case, compile_located(case), _NoJournal(path), machine)
        """The drill as this process simulates it; to be looked at only."""
        self.follow()

    def follow(self) -> bool:
        """Takes in what was written since; whether there was anything."""
        try:
            length = self.path.stat().st_size
        except OSError as error:
            raise disk_problem(_("reading the journal"), self.path, error) from None
        if length == self._length:
            return False
        self._length = length
        self.drill.take_up(read_journal(self.path).entries)
        return True

    def submit(self, written: Mapping[str, Any], *, by: str = "", why: str = "", confidence: str = "") -> str:
        """Leaves a command; the name under which it will be answered."""
        check_permission(self.drill.case, written, by)
        parse_command(self.drill.plan, {**written, "by": by} if by else dict(written))
        return self._leave(COMMAND, {"do": dict(written), "by": by, "why": why, "confidence": confidence})

    def note(self, text: str, *, by: str = "") -> str:
        """Leaves a note; the name under which it will be answered."""
        return self._leave(NOTE, {"text": text, "by": by})

    def mark(self, objective: str, criterion: int, text: str, *, by: str = "", rating: str = "") -> str:
        """Leaves what somebody observed; the name under which it will be answered."""
        check_criterion(self.drill.case, objective, criterion)
        row = {"objective": objective, "criterion": criterion, "text": text, "by": by, "rating": rating}
        return self._leave(MARK, row)

    def set_clock(self, *, paused: bool, speed: int | None = None) -> str:
        """Asks for the clock to stop, go on, or change its speed; the name under which it will be answered."""
        return self._leave(CLOCK, {"paused": paused, "speed": speed or 0})

    @property
    def is_run(self) -> bool:
        """Whether some process runs the drill now."""
        return is_held(self.path)

    @property
    def is_paused(self) -> bool:
        """Whether the clock of the process that runs the drill stands, as far as it has written so."""
        clocks = [entry.data for entry in self.drill.entries if entry.kind == CLOCK]
        return not clocks or bool(clocks[-1].get("paused", True))

    def _leave(self, kind: str, row: Mapping[str, Any]) -> str:
        if not self.is_run:
            raise CommandRefused(
                _("nobody runs this drill now"),
                _("take it up with: drillsim drill --resume {path}").format(path=self.path),
            )
        self._count += 1
        name = f"{os.getpid()}-{self._count:06}"
        folder = spool_of(self.path)
        try:
            folder.mkdir(exist_ok=True)
            _put(folder / f"{name}{_ASKED}", {"kind": kind, **row})
        except OSError as error:
            raise disk_problem(_("leaving a command"), folder, error) from None
        self._asked.append(name)
        return name

    def answers(self) -> list[Answer]:
        """What the owner has answered since this was last asked."""
        found = [answer for name in self._asked if (answer := self._answer(name)) is not None]
        self._asked = [name for name in self._asked if name not in {answer.name for answer in found}]
        return found

    def _answer(self, name: str) -> Answer | None:
        path = spool_of(self.path) / f"{name}{_ANSWERED}"
        try:
            row = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        path.unlink(missing_ok=True)
        return Answer(name, str(row.get("refused", "")))


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a command that was left."""

    name: str
    refused: str
    """Why it was refused; empty if it was carried out."""


def refuse_left_over(journal: Path) -> None:
    """Answers what was left for a process that had ended: nobody waits for it any more, and it must not come late."""
    for path in sorted(spool_of(journal).glob(f"*{_ASKED}")):
        with suppress(OSError):
            path.unlink()
            name = path.name.removesuffix(_ASKED)
            _put(path.with_name(f"{name}{_ANSWERED}"), {"refused": _("nobody ran the drill when this was left")})


def serve_spool(drill: Drill) -> list[Answer]:
    """Carries out what followers have left, in the order of their names; what became of each."""
    folder = spool_of(Path(drill.path))
    if not folder.is_dir():
        return []
    answers = []
    for path in sorted(folder.glob(f"*{_ASKED}")):
        name = path.name.removesuffix(_ASKED)
        answer = Answer(name, _carried_out(drill, path))
        answers.append(answer)
        with suppress(OSError):  # it is done or refused, even where there is no room to say so
            _put(folder / f"{name}{_ANSWERED}", {"refused": answer.refused})
    return answers


def _carried_out(drill: Drill, path: Path) -> str:
    """Carries out what one file asks for; the reason if it was refused."""
    try:
        text = path.read_text(encoding="utf-8")
        path.unlink()  # before it is carried out, so that it never happens twice
        deed = _deed(json.loads(text))
    except (ValueError, KeyError, TypeError, OSError, RecursionError):
        return _("what was left cannot be read")
    try:
        deed(drill)
    except DrillsimError as error:
        return render_error(error, language_in_use())
    return ""


def _deed(row: Mapping[str, Any]) -> Callable[[Drill], object]:
    """What a row asks for; a row that no journal could hold, or that lacks something, asks for nothing."""
    canonical(row).encode()
    said = {key: _text(row, key) for key in _TEXTS[row["kind"]]}
    match row["kind"], row:
        case "command", {"do": dict() as do}:
            return lambda drill: drill.submit(do, **said)
        case "note", _:
            return lambda drill: drill.note(**said)
        case "clock", {"paused": bool() as paused, "speed": int() as speed}:
            return lambda drill: drill.set_clock(paused=paused, speed=speed or None)
        case "mark", {"criterion": int() as criterion}:
            return lambda drill: drill.mark(criterion=int(criterion), **said)
    raise TypeError(row)


def _text(row: Mapping[str, Any], key: str) -> str:
    if not isinstance(row[key], str):
        raise TypeError(key)
    return str(row[key])


def _put(path: Path, row: Mapping[str, Any]) -> None:
    """Writes a file that is there whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    part.replace(path)
