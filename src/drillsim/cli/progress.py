"""Owns how somebody who waits sees how far many runs have come."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from drillsim.telling.language import _


def progress_on_terminal(count: int) -> Callable[[int], None]:
    """Counts runs on the error stream, if somebody is watching it; the line is gone in the end."""
    if not sys.stderr.isatty():
        return lambda _done: None

    def show(done: int) -> None:
        text = _("run {done} of {count}").format(done=done, count=count)
        click.echo(f"\r{text}" if done < count else "\r\033[K", nl=False, err=True)

    return show
