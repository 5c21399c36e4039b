"""Owns how a question is laid out for whoever must answer it: each option with all that is known beforehand.

What an option might bring about by chance is not told: nobody in the room knows the odds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.model.quantities import WHOLE
from drillsim.telling import figures
from drillsim.telling.cells import cell_width, wrap
from drillsim.telling.language import _
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import condition_words
from drillsim.telling.written.effects import effect_words
from drillsim.tui.painting.rows import Row, Span, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.drill.sight import DecisionRow, OptionRow
    from drillsim.model.people import Option
    from drillsim.tui.painting.lexicon import Lexicon

_INDENT = "    "


def option_rows(lexicon: Lexicon, question: DecisionRow, width: int) -> tuple[Row, ...]:
    """The options, each with its facts below it."""
    rows: list[Row] = []
    written = lexicon.case.scenario.decisions[question.decision].options
    names = Names(lexicon.case.topology, lexicon.case.scenario)
    for number, option in enumerate(question.options, 1):
        title = lexicon.title(f"{question.decision}.{option.option}") or option.option
        look = "strong" if option.available else "dim"
        rows += _wrapped(f"{number}  ", title, look, width, key=option.option)
        for heading, fact in _facts(lexicon, question, option, written[option.option], names):
            rows += _wrapped(f"{_INDENT}{heading}: ", fact, "dim" if not option.available else "plain", width)
        rows.append(line_of(""))
    return tuple(rows[:-1])


def _wrapped(before: str, text: str, look: str, width: int, key: str = "") -> list[Row]:
    """A text behind a heading, its further lines below the first."""
    room = max(8, width - cell_width(before))
    first, *more = wrap(text, room) or [""]
    gap = " " * cell_width(before)
    return [
        Row((Span(before, "dim" if not key else "accent"), Span(first, look)), key),
        *(Row((Span(gap), Span(line, look))) for line in more),
    ]


def _facts(
    lexicon: Lexicon, question: DecisionRow, row: OptionRow, option: Option, names: Names
) -> Iterator[tuple[str, str]]:
    if not row.available:
        if option.forbidden is not None:
            yield _("cannot be chosen now"), lexicon.text(option.forbidden)
        elif option.when is not None:
            yield _("only when"), condition_words(option.when, names)
        else:
            yield _("cannot be chosen now"), _("see what has been decided already")
    if row.authority and row.authority != question.role:
        yield _("must be approved by"), lexicon.name(row.authority)
    if row.takes is not None:
        yield _("takes about"), figures.duration(row.takes)
    if row.crew:
        yield _("crew"), lexicon.name(row.crew)
    for effort in row.efforts:
        facts = [figures.duration(effort.takes)] if effort.takes else []
        facts += [
            _("{people} of {crew}").format(people=people, crew=lexicon.name(crew)) for crew, people in effort.people
        ]
        before = _("{name}: ").format(name=lexicon.name(effort.work)) if len(row.efforts) > 1 else ""
        if facts:
            yield _("takes about"), before + _("; ").join(facts)
    effects = [effect_words(effect.model_copy(update={"chance": WHOLE}), names) for effect in option.do]
    if effects:
        yield _("does"), _("; ").join(effects)
