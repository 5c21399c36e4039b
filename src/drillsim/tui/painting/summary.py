"""Owns how the end of a drill is painted: losses, decisions and why, duties, objectives, what was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.telling import figures
from drillsim.telling.cells import cut, wrap
from drillsim.telling.language import _
from drillsim.telling.state_words import rating_word
from drillsim.tui.painting.published import published_table
from drillsim.tui.painting.rows import Cell, Row, Span, columns, line_of
from drillsim.tui.painting.states import WORD_CELLS, state_cell, state_look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drillsim.drill import Branch
    from drillsim.drill.beside import Beside
    from drillsim.drill.comparing import Choice, Toll
    from drillsim.drill.sight import ActRow, ObjectiveRow, Snapshot
    from drillsim.tui.painting.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Ending:
    """What a drill came to."""

    seen: Snapshot
    choices: Mapping[str, Choice]
    acts: Mapping[str, ActRow]
    """By question: whose act the decision was, and why."""
    tolls: Sequence[tuple[Branch, int, Toll]]
    """By branch: how far it came, and what it cost customers."""
    published: Sequence[Beside]


def summary_rows(lexicon: Lexicon, losses: Sequence[str], ending: Ending, width: int) -> tuple[Row, ...]:
    """Everything that is told at the end, one part below the other."""
    rows = [
        line_of(line, "title" if not number or not losses[number - 1] else "plain")
        for number, line in enumerate(losses)
    ]
    parts = (
        (_("Decisions"), list(_decisions(lexicon, ending, width))),
        (_("What was owed"), list(_duties(lexicon, ending.seen, width))),
        (_("Objectives"), [row for each in ending.seen.objectives for row in _objective(lexicon, each, width)]),
        (_("Branches"), list(_branches(lexicon, ending, width))),
        (
            _("What really happened"),
            list(published_table(lexicon, ending.published, width)) if ending.published else [],
        ),
    )
    for title, told in parts:
        if told:
            rows += [line_of(""), line_of(cut(title, width), "title"), *told]
    return tuple(rows)


def _decisions(lexicon: Lexicon, ending: Ending, width: int) -> Iterator[Row]:
    """Each question: what was decided how long after it was asked, why, and how sure."""
    for decision, choice in ending.choices.items():
        option = lexicon.title(f"{decision}.{choice.option}") or choice.option
        yield columns(
            [Cell(lexicon.name(decision)), Cell(option or _("open"), width // 2, "strong", right=True)], width
        )
        facts = []
        if choice.asked is not None:
            facts.append(_("asked {clock}").format(clock=lexicon.clock(choice.asked)))
        if choice.asked is not None and choice.decided is not None:
            time = figures.duration(choice.decided - choice.asked)
            facts.append(_("decided {clock}, after {time}").format(clock=lexicon.clock(choice.decided), time=time))
        if choice.effective is not None:
            facts.append(_("in effect {clock}").format(clock=lexicon.clock(choice.effective)))
        act = ending.acts.get(decision)
        if act is not None:
            facts += [lexicon.name(act.role)] if act.role else []
            facts += [_("because: {why}").format(why=act.why)] if act.why else []
            facts += [_("how sure: {level}").format(level=sure_word(act.confidence))] if act.confidence else []
        for line in wrap(_("; ").join(facts), width - 2):
            yield line_of(f"  {line}", "dim")


def sure_word(confidence: str) -> str:
    """How sure somebody was."""
    return {"low": _("low"), "medium": _("medium"), "high": _("high")}.get(confidence, confidence)


def _duties(lexicon: Lexicon, seen: Snapshot, width: int) -> Iterator[Row]:
    for row in seen.obligations:
        yield columns(
            [
                Cell(lexicon.name(row.obligation)),
                Cell(lexicon.name(row.role), width // 4, "dim"),
                Cell(state_cell(row.state, lexicon.signs), WORD_CELLS + 2, state_look(row.state)),
                Cell(lexicon.clock(row.deadline), 11, "dim", right=True),
            ],
            width,
        )


def _objective(lexicon: Lexicon, row: ObjectiveRow, width: int) -> Iterator[Row]:
    """An objective with its criteria, and what observers saw."""
    yield line_of(cut(lexicon.name(row.objective), width), "strong")
    signs = lexicon.signs
    for criterion in row.criteria:
        sign, look = (signs.unknown, "unknown")
        if criterion.holds is not None:
            sign, look = (signs.good, "good") if criterion.holds else (signs.down, "bad")
        said = lexicon.text(criterion.observe) or lexicon.condition(criterion.condition)
        yield Row((Span(f"  {sign} ", look), Span(cut(said, width - 4))))
        for mark in criterion.marks:
            said = rating_word(mark.rating)
            told = _("{clock} {rating}: {text}").format(clock=lexicon.clock(mark.at), rating=said, text=mark.text)
            yield line_of(cut(f"      {told}", width), "dim")


def _branches(lexicon: Lexicon, ending: Ending, width: int) -> Iterator[Row]:
    """What each branch cost customers, as far as it came; nothing where there is but one."""
    if len(ending.tolls) < 2:
        return
    heads = [_("branch"), _("to"), _("customers hit"), _("machine hours"), _("kept")]
    yield columns([Cell(heads[0], look="title"), *(Cell(head, 14, "title", right=True) for head in heads[1:])], width)
    for branch, reached, toll in ending.tolls:
        numbers = [figures.count(each) for each in (toll.customers, toll.machine_hours, toll.kept)]
        told = [lexicon.clock(reached), *numbers]
        yield columns([Cell(f"{branch.id}  {branch.title}"), *(Cell(each, 14, right=True) for each in told)], width)
