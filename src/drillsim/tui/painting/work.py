"""Owns how what is under way is painted: open questions, tasks, what is owed, what fills up, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling import figures
from drillsim.telling.cells import cell_width, cut
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Cell, Row, Span, columns, line_of
from drillsim.tui.painting.states import WORD_CELLS, state_cell, state_look

if TYPE_CHECKING:
    from drillsim.drill.sight import (
        BacklogRow,
        DecisionRow,
        LimitRow,
        ObligationRow,
        Snapshot,
        TaskRow,
    )
    from drillsim.tui.painting.lexicon import Lexicon

_UNTIL = 16


def work_rows(lexicon: Lexicon, seen: Snapshot, width: int) -> tuple[Row, ...]:
    """Everything that runs against a clock, in groups with a heading."""
    groups = [
        (_("Owed"), [_owed(lexicon, row, seen.time, width) for row in seen.obligations]),
        (_("Under way"), [_task(lexicon, row, seen.time, width) for row in seen.tasks]),
        (_("Filling up"), [_limit(lexicon, row, width) for row in seen.limits if row.state]),
        (_("Waiting"), [_backlog(lexicon, row, seen.time, width) for row in seen.backlogs if row.waiting is not None]),
        (_("Decided"), [_decided(lexicon, row, width) for row in seen.decisions if row.state != "open"]),
    ]
    rows: list[Row] = []
    for title, members in groups:
        if members:
            rows += [line_of(cut(title, width), "title"), *members]
    return tuple(rows) or (line_of(cut(_("nothing is under way"), width), "dim"),)


def _cells(lexicon: Lexicon, subject: str, state: str, until: str, width: int, key: str, look: str = "dim") -> Row:
    return columns(
        [
            Cell(lexicon.name(subject)),
            Cell(state_cell(state, lexicon.signs), WORD_CELLS, state_look(state)),
            Cell(until, _UNTIL, look, right=True),
        ],
        width,
        key,
    )


def _owed(lexicon: Lexicon, row: ObligationRow, now: int, width: int) -> Row:
    open_still = row.state == "owed"
    left = row.deadline - now
    until = (
        _("in {time}").format(time=figures.duration(left)) if open_still and left > 0 else lexicon.clock(row.deadline)
    )
    return _cells(
        lexicon,
        row.obligation,
        row.state,
        until,
        width,
        f"obligation {row.obligation}",
        "warn" if open_still else "dim",
    )


def _task(lexicon: Lexicon, row: TaskRow, now: int, width: int) -> Row:
    until = ""
    if row.expected is not None and row.state in {"running", "started", "waiting"}:
        left = row.expected - now
        until = _("~{clock}").format(clock=lexicon.clock(row.expected)) if left > 0 else _("overdue")
    return _cells(
        lexicon, row.task, row.state, until, width, f"task {row.task}", "warn" if until == _("overdue") else "dim"
    )


def _limit(lexicon: Lexicon, row: LimitRow, width: int) -> Row:
    until = ""
    if row.full_in is not None:
        until = _("full in {time}").format(time=figures.duration(row.full_in))
    elif row.used is not None and row.capacity:
        until = figures.share(row.used * 1_000_000 // row.capacity)
    return _cells(
        lexicon, row.limit, row.state, until, width, f"limit {row.limit}", "warn" if row.full_in is not None else "dim"
    )


def _backlog(lexicon: Lexicon, row: BacklogRow, now: int, width: int) -> Row:
    """What waits, and what comes first: that it is empty, or the cut-off after which it is too late."""
    waiting = figures.count(row.waiting or 0)
    until, look = "", "dim"
    ends, cutoff = row.empty_at, row.cutoff_at
    if ends is not None and row.empty_in is not None and (cutoff is None or ends <= cutoff):
        until = _("empty in {time}").format(time=figures.duration(row.empty_in))
    elif cutoff is not None and row.waiting:
        until, look = _("cut-off in {time}").format(time=figures.duration(cutoff - now)), "warn"
    return columns(
        [
            Cell(lexicon.name(row.backlog)),
            Cell(waiting, WORD_CELLS, right=True),
            Cell(until, _UNTIL, look, right=True),
        ],
        width,
        f"backlog {row.backlog}",
    )


def _decided(lexicon: Lexicon, row: DecisionRow, width: int) -> Row:
    chosen = lexicon.title(f"{row.decision}.{row.chosen}") or row.chosen
    return columns(
        [
            Cell(f"{lexicon.name(row.decision)}: {chosen}" if chosen else lexicon.name(row.decision)),
            Cell(state_cell(row.state, lexicon.signs), WORD_CELLS, state_look(row.state)),
        ],
        width,
        f"decision {row.decision}",
    )


def question_rows(lexicon: Lexicon, seen: Snapshot, width: int, height: int) -> tuple[Row, ...]:
    """The questions that wait for an answer, each with its options, in no more rows than there are."""
    waiting = [row for row in seen.decisions if row.state in {"open", "approving"}]
    if not waiting:
        return ()
    whole = [_question(lexicon, question, seen.time, width) for question in waiting]
    if sum(map(len, whole)) <= height:
        return tuple(row for rows in whole for row in rows)
    # an option of several would look like the only one: where not all have room, none is shown
    return tuple(rows[0] for rows in whole[:height])


def _question(lexicon: Lexicon, row: DecisionRow, now: int, width: int) -> list[Row]:
    asks = lexicon.text(lexicon.case.scenario.decisions[row.decision].asks) or lexicon.name(row.decision)
    key = f"decision {row.decision}"
    head = _apart(f"{lexicon.signs.partly} ", asks, _how_long(lexicon, row, now), width, key, "strong")
    if row.state == "approving":
        return [head, _to_approve(lexicon, row, width, key)]
    return [head, *(_option(lexicon, row, number, width, key) for number in range(len(row.options)))]


def _how_long(lexicon: Lexicon, row: DecisionRow, now: int) -> str:
    role, waited = lexicon.name(row.role), now - row.asked_at
    if waited < figures.MINUTE:
        return _("{role}, just asked").format(role=role)
    return _("{role}, open for {time}").format(role=role, time=figures.duration(waited))


def _apart(sign: str, text: str, tail: str, width: int, key: str, look: str) -> Row:
    """A text at the left behind a sign, and what belongs to it at the right."""
    room = width - cell_width(sign) - cell_width(tail) - 1
    shown = cut(text, room)
    return Row((Span(sign, "warn"), Span(shown + " " * (room - cell_width(shown) + 1), look), Span(tail, "dim")), key)


def _option(lexicon: Lexicon, row: DecisionRow, number: int, width: int, key: str) -> Row:
    option = row.options[number]
    facts = []
    if option.authority and option.authority != row.role:
        facts.append(_("{role} approves").format(role=lexicon.name(option.authority)))
    if option.lasts is not None:
        facts.append(figures.duration(option.lasts))
    if not option.available:
        facts.append(_("not now"))
    name = lexicon.title(f"{row.decision}.{option.option}") or option.option
    look = "plain" if option.available else "dim"
    return _apart("  ", f"{number + 1} {name}", "  ".join(facts), width, key, look)


def _to_approve(lexicon: Lexicon, row: DecisionRow, width: int, key: str) -> Row:
    """What was chosen, and who must still approve it."""
    chosen = lexicon.title(f"{row.decision}.{row.chosen}") or row.chosen
    authority = next((option.authority for option in row.options if option.option == row.chosen), "")
    tail = _("waits for {role} to approve").format(role=lexicon.name(authority)) if authority else ""
    return _apart("  ", chosen, tail, width, key, "accent")
