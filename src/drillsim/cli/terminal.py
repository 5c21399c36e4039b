"""Owns the question whether there is a terminal that a screen can be drawn on."""

import os
import sys


def has_screen() -> bool:
    """Whether somebody sits at a terminal that can move its cursor: keys come in, and what is drawn is seen."""
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    if any(stream is None or stream.closed or not stream.isatty() for stream in streams):
        return False
    return os.environ.get("TERM", "") not in {"", "dumb"} or os.name == "nt"
