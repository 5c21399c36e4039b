"""Owns every touch of the disk that writing a journal needs, so that a test can let each of them fail."""

from __future__ import annotations

import os
from pathlib import Path

_PRIVATE = 0o600


class Disk:
    """The disk of this machine."""

    def create(self, path: Path) -> int:
        """Makes a file that is not there yet, and opens it."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE)

    def open(self, path: Path) -> int:
        """Opens a file that is there, to read and to write."""
        return os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))

    def write(self, file: int, data: bytes) -> int:
        """Writes behind the end; how many bytes the system took."""
        os.lseek(file, 0, os.SEEK_END)
        return os.write(file, data)

    def sync(self, file: int) -> None:
        """Returns once everything written is on the disk."""
        os.fsync(file)

    def cut(self, file: int, length: int) -> None:
        """Takes away everything behind a length."""
        os.ftruncate(file, length)

    def is_at(self, file: int, path: Path) -> bool:
        """Whether the open file is still the one that a path names."""
        try:
            return os.path.samestat(os.fstat(file), path.stat())
        except FileNotFoundError:
            return False

    def sync_folder(self, folder: Path) -> None:
        """Lets a new name in a folder survive a loss of power, where the system knows how."""
        if os.name == "nt":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def close(self, file: int) -> None:
        """Closes a file."""
        os.close(file)
