"""Owns how the command line opens the screen: what is said after it is gone, and with which code the program ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from drillsim.telling.language import _


def begin_on_screen() -> int:
    """Opens the screen on which one begins; afterwards says how the last drill is taken up again."""
    from drillsim.tui import hold_start

    code, left = hold_start()
    if left is not None:
        say_farewell(left, code)
    return code


def say_farewell(journal: Path, code: int) -> None:
    """Says that everything is kept and how to take it up; where the terminal is gone there is nobody to tell."""
    words = [_("The drill is kept: {path}").format(path=journal)] if code else []
    words.append(_("Take it up again with: drillsim drill --resume {path}").format(path=journal))
    try:
        click.echo("\n".join(words))
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
