"""Owns how the command line opens the screen: what is said after it is gone, and with which code the program ends."""

from __future__ import annotations

import click

from drillsim.telling.language import _


def begin_on_screen() -> int:
    """Opens the screen on which one begins; afterwards says how the last drill is taken up again."""
    from drillsim.tui import hold_start

    code, left = hold_start()
    if left is not None:
        click.echo(_("Take it up again with: drillsim drill --resume {path}").format(path=left))
    return code
