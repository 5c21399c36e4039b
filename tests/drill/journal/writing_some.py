"""A small journal to be cut, edited and lost."""

from __future__ import annotations

from pathlib import Path

from drillsim.drill.journal import Disk, Header, Journal, create_journal

HEADER = Header(
    drillsim="0", topology="{}", scenario='{"id":"case"}', topology_id="bank", scenario_id="case", seed=1,
    policy="nobody", roles=("operations",), lang="en", sets={},
)  # fmt: skip


def wall() -> str:
    return "2026-04-15T09:00:00+09:00"


def new(path: Path, disk: Disk | None = None) -> Journal:
    return create_journal(path, HEADER, wall, disk)


def written(path: Path) -> bytes:
    """A journal of a header and four entries, as bytes."""
    journal = new(path)
    journal.append("note", "A", 0, {"text": "始め [/b]"})
    journal.append("reached", "A", 60_000, {"seal": "00"}, lasting=False)
    journal.append("command", "A", 60_000, {"do": {"decide": "database wait"}, "by": "operations"})
    journal.append("clock", "A", 60_000, {"paused": True}, lasting=False)
    journal.close()
    return path.read_bytes()
