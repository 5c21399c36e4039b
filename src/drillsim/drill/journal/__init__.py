"""The journal of a drill: an append-only file from which the drill comes back as it was."""

from drillsim.drill.journal.disk import Disk
from drillsim.drill.journal.entries import Entry
from drillsim.drill.journal.header import FORMAT, Header
from drillsim.drill.journal.problem import JournalProblem
from drillsim.drill.journal.reading import Read, read_journal
from drillsim.drill.journal.writing import Journal, create_journal, open_journal

__all__ = [
    "FORMAT",
    "Disk",
    "Entry",
    "Header",
    "Journal",
    "JournalProblem",
    "Read",
    "create_journal",
    "open_journal",
    "read_journal",
]
