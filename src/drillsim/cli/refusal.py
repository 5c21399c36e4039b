"""Owns how a mistake is told: what is wrong and where, then a hint, on the error stream.

A wrong value of an option reads like any other mistake: the option stands where the file and the line would.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable

import click

from drillsim.errors import DrillsimError
from drillsim.telling.language import _, language_in_use

NAMES_MAX = 12
"""How many names a hint lists before it says how many more there are."""


def refusal(option: str, message: str, hint: str = "") -> DrillsimError:
    """The error that says what is wrong with an option's value; both texts are in the language in use."""
    return DrillsimError(f"{option}: {message}" if option else message, hint or None)


def unknown(option: str, message: str, name: str, known: Iterable[str], see_all: str = "") -> DrillsimError:
    """The error about a name that nothing bears: it offers what there is, the nearest first."""
    from drillsim.library.nearest import nearest_first, nearest_word

    names = nearest_first(name, known)
    near = nearest_word(name, names)
    more = len(names) - NAMES_MAX
    listed = _("there are: {names}").format(names=", ".join(names[:NAMES_MAX]))
    if more > 0:
        listed += " " + _("and {count} more").format(count=more)
        listed += f" ({see_all})" if see_all else ""
    hints = [_("did you mean '{name}'?").format(name=near)] if near else []
    return refusal(option, message, " ".join([*hints, *([listed] if names else [])]))


def tell_error(error: DrillsimError | OSError) -> None:
    """Prints an error: a problem at a line of a file as it is, anything else behind the word for an error."""
    if isinstance(error, OSError):
        say(f"{error.filename}: {reason_of(error)}")
        return
    from drillsim.library.render import render_error, render_problem

    for problem in getattr(error, "problems", ()):
        words = render_problem(problem, language_in_use())
        if problem.line:
            click.echo(words, err=True)
        else:
            say(words)
    if not hasattr(error, "problems"):
        say(render_error(error, language_in_use()))


def say(message: str) -> None:
    """Prints a message as an error."""
    click.echo(_("Error: {message}").format(message=message), err=True)


def reason_of(error: OSError) -> str:
    """Why the system refused, in words a reader of either language knows."""
    reasons = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EISDIR: _("this is a folder, a file is needed"),
        errno.ENOTDIR: _("a part of this path is a file, not a folder"),
        errno.EACCES: _("permission denied"),
        errno.EPERM: _("permission denied"),
        errno.EROFS: _("this place is read-only"),
        errno.ENOSPC: _("no space is left on the disk"),
        errno.EEXIST: _("it exists already"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    return reasons.get(error.errno or 0) or error.strerror or str(error)
