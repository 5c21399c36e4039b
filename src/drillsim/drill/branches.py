"""Owns the ways that a drill has taken: which branch came from which, and what was commanded on each.

1. A drill begins on branch A. Whoever goes back goes on as a new branch; nothing that was done is lost.
2. A branch has the commands that its parent had up to a line of the journal, and then its own.
3. Whoever goes back to a moment finds it as it was before the commands of that very millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from drillsim.drill.journal.entries import BRANCH, COMMAND, NAME, SWITCH, Entry
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.telling.language import _

FIRST = "A"


@dataclass(frozen=True, slots=True)
class Branch:
    """One way through a drill."""

    id: str
    title: str
    """What people call it, if they do."""
    parent: str
    """The branch it came from; empty for the first."""
    at: int
    """The moment at which it left its parent."""
    keeps: int
    """The number of the last entry of its parent that counts for it."""


class Branches:
    """All branches of a drill, as its journal tells them."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.all: dict[str, Branch] = {FIRST: Branch(FIRST, "", "", 0, 0)}
        self.current = FIRST
        self.reached: dict[str, int] = {FIRST: 0}
        """By branch: how far time has come on it."""
        self._own: dict[str, list[Entry]] = {FIRST: []}
        for entry in entries:
            self.take(entry)

    def take(self, entry: Entry) -> None:
        """Follows an entry of the journal."""
        if entry.kind == BRANCH:
            self.all[entry.branch] = Branch(
                entry.branch,
                str(entry.data.get("title", "")),
                str(entry.data["parent"]),
                entry.at,
                int(entry.data["keeps"]),
            )
            self._own[entry.branch] = []
        if entry.kind in {BRANCH, SWITCH}:
            self.current = entry.branch
        if entry.kind == NAME:
            self.all[entry.branch] = replace(self.all[entry.branch], title=str(entry.data.get("title", "")))
        if entry.kind == COMMAND:
            self._own[entry.branch].append(entry)
        self.reached[entry.branch] = max(self.reached.get(entry.branch, 0), entry.at)

    def commands(self, branch: str) -> tuple[Entry, ...]:
        """Everything that was commanded on a branch, what its ancestors bring included, in order."""
        own = tuple(self._own[branch])
        row = self.all[branch]
        if not row.parent:
            return own
        return (*(entry for entry in self.commands(row.parent) if entry.n <= row.keeps), *own)

    def lived(self, branch: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Those entries of a journal that belong to a branch: its own, and its ancestors' up to where it left them.

        What was written down after the last command that it keeps counts too, if it was before that moment.
        """
        row, entries = self.all[branch], tuple(entries)
        own = tuple(entry for entry in entries if entry.branch == branch)
        if not row.parent:
            return own
        before = self.lived(row.parent, entries)
        return (*(entry for entry in before if entry.n <= row.keeps or entry.at < row.at), *own)

    def at(self, branch: str, moment: int) -> str:
        """The branch on which a moment passed, as a branch sees it: itself, or the ancestor of that time."""
        row = self.all[branch]
        return self.at(row.parent, moment) if row.parent and moment < row.at else branch

    def before(self, branch: str, to: int) -> tuple[Entry, ...]:
        """What was commanded on a branch before a moment."""
        return tuple(entry for entry in self.commands(branch) if entry.at < to)

    def ancestry(self, branch: str) -> tuple[str, ...]:
        """A branch behind those it came from, the first one first."""
        parent = self.all[branch].parent
        return (*self.ancestry(parent), branch) if parent else (branch,)

    def find(self, name: str) -> str | None:
        """The branch of an id or a title."""
        if name in self.all:
            return name
        titled = [branch.id for branch in self.all.values() if branch.title == name]
        return titled[-1] if titled else None

    def named(self, name: str) -> str:
        """The branch of an id or a title; what is none is refused."""
        found = self.find(name)
        if found is None:
            names = ", ".join(self.all)
            raise CommandRefused(
                _("there is no branch '{name}'").format(name=name), _("there are: {names}").format(names=names)
            )
        return found

    def next_id(self) -> str:
        """An id that no branch has yet: A to Z, then AA."""
        number, letters = len(self.all), ""
        while True:
            letters = chr(ord("A") + number % 26) + letters
            number = number // 26 - 1
            if number < 0:
                return letters
