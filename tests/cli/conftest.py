"""A command line to talk to: in this process for what it says, in another for how it starts and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from drillsim.cli import main


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Talk = Callable[..., Said]


@pytest.fixture
def talk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Talk:
    """Runs the command line in this process, in an empty folder, in English unless told otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("DRILLSIM_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("DRILLSIM_PATH", raising=False)

    def run(*words: str) -> Said:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def start(*words: str, cwd: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line in a process of its own, in English unless told otherwise."""
    variables = {**os.environ, "DRILLSIM_LANG": "en", "PYTHONUTF8": "1", **environ}
    return subprocess.run(
        [sys.executable, "-m", "drillsim", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env=variables,
    )
