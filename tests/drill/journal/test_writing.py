"""Nothing counts as said before it is on the disk, and whatever the disk refuses leaves the journal as it was."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.drill.journal.writing_some import new, wall, written

from drillsim.drill.journal import Disk, JournalProblem, open_journal, read_journal


class FullDisk(Disk):
    """A disk that has room for so many more bytes."""

    room = 1 << 30

    def write(self, file: int, data: bytes) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = super().write(file, data[: self.room])
        self.room -= done
        return done


class ForgetfulDisk(Disk):
    """A disk that cannot bring anything to rest."""

    forgets = False

    def sync(self, file: int) -> None:
        if self.forgets:
            raise OSError(errno.EIO, "Input/output error")
        super().sync(file)


@pytest.mark.parametrize("room", [0, 1, 40, 150])
def test_a_full_disk_leaves_the_journal_as_it_was(tmp_path: Path, room: int) -> None:
    path, disk = tmp_path / "a.drill", FullDisk()
    journal = new(path, disk)
    journal.append("note", "A", 0, {"text": "one"})
    whole = path.read_bytes()
    disk.room = room
    with pytest.raises(JournalProblem, match="no space is left") as told:
        journal.append("note", "A", 0, {"text": "two"})
    assert told.value.path == path
    assert told.value.operation == "writing the journal"
    assert told.value.hint
    assert path.read_bytes() == whole
    disk.room = 1 << 30
    journal.append("note", "A", 0, {"text": "three"})
    journal.close()
    assert [entry.data["text"] for entry in read_journal(path).entries] == ["one", "three"]


def test_what_does_not_come_to_rest_is_taken_back(tmp_path: Path) -> None:
    path, disk = tmp_path / "a.drill", ForgetfulDisk()
    journal = new(path, disk)
    whole = path.read_bytes()
    disk.forgets = True
    with pytest.raises(JournalProblem, match="Input/output error"):
        journal.append("command", "A", 0, {})
    assert path.read_bytes() == whole
    disk.forgets = False
    journal.close()


def test_a_deleted_or_replaced_journal_takes_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    journal = new(path)
    whole = path.read_bytes()
    path.unlink()
    with pytest.raises(JournalProblem, match="deleted or replaced"):
        journal.append("note", "A", 0, {})
    path.write_bytes(whole)
    with pytest.raises(JournalProblem, match="deleted or replaced"):
        journal.append("note", "A", 0, {})
    journal.close()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalProblem, match=re.escape(str(tmp_path / "file"))):
        new(tmp_path / "file" / "a.drill")


class ReadOnlyDisk(Disk):
    """A disk that takes no new files."""

    def create(self, path: Path) -> int:
        raise OSError(errno.EROFS, "Read-only file system", str(path))


def test_a_read_only_place_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(JournalProblem, match="read-only") as told:
        new(tmp_path / "a.drill", ReadOnlyDisk())
    assert "--folder" in (told.value.hint or "")


def test_a_disk_that_is_full_from_the_start_leaves_no_journal(tmp_path: Path) -> None:
    disk = FullDisk()
    disk.room = 50
    with pytest.raises(JournalProblem, match="no space is left"):
        new(tmp_path / "a.drill", disk)
    assert not (tmp_path / "a.drill").exists()


def test_a_second_process_is_refused_and_told_who_is_first(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    journal = new(path)
    code = (
        "import sys, pathlib\nfrom drillsim.drill.journal import JournalProblem, open_journal\n"
        "try:\n    open_journal(pathlib.Path(sys.argv[1]), lambda: '')\n"
        "except JournalProblem as problem:\n    print(problem.message)\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "another process already runs this drill" in told
    assert f"process {os.getpid()}" in told
    assert (tmp_path / "a.drill.lock").read_text() == f" {os.getpid()}\n", "a number has no language"
    journal.close()
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""


def test_a_journal_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(JournalProblem, match="there is no such file"):
        open_journal(tmp_path / "a.drill", wall)
    assert list(tmp_path.iterdir()) == []


def test_a_closed_journal_takes_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    written(path)
    journal, _read = open_journal(path, wall)
    journal.close()
    journal.close()
    with pytest.raises(JournalProblem):
        journal.append("note", "A", 0, {})
