"""Owns the table of work that was asked for and is not done, with what it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.tables.layout import Column, render_table
from drillsim.telling.figures import NOTHING, clock
from drillsim.telling.happened.waits import state_words, waits_told
from drillsim.telling.happened.words import Words
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.engine import Unfinished
    from drillsim.tables.simulated import Simulated


def render_unfinished(told: Simulated, width: int) -> list[str]:
    """What has not begun, stands still or goes on at the end of the run; nothing if there is none."""
    from drillsim.engine import read_unfinished

    words = Words(told.case, told.plan)
    rows = [_row(told, words, one) for one in read_unfinished(told.run)]
    if not rows:
        return []
    columns = [
        Column(_("work")),
        Column(_("name"), gives_way=True),
        Column(_("state")),
        Column(_("since"), right=True),
        Column(_("waits for"), gives_way=True, wraps=True),
    ]
    if not any(row[1] for row in rows):
        del columns[1]
        rows = [[row[0], *row[2:]] for row in rows]
    return ["", _("Work that was asked for and is not done"), *render_table(columns, rows, width)]


def _row(told: Simulated, words: Words, one: Unfinished) -> list[str]:
    subject = one.step or one.subject
    title = words.short_name(subject)
    return [
        subject,
        "" if title == subject else title,
        state_words(one.state),
        NOTHING if one.since is None else clock(told.plan, one.since),
        waits_told(told.plan, one.waits, words.short_name),
    ]
