"""Owns how all what-ifs of a case look side by side, the one that spares most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.review import toll
from drillsim.tables.layout import Column, render_table
from drillsim.tables.replay.compared import signed
from drillsim.tables.replay.replayed import render_opening
from drillsim.telling.cells import one_line, wrap
from drillsim.telling.figures import amount, count
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.review import Played, Ranking, Replay


LUCK = " *"


def render_rankings(base: Played, found: Sequence[Ranking], seeds: range, width: int) -> list[str]:
    """What-ifs by their effect, below what the run as published cost."""
    cost = toll(base)
    as_it_was = _(
        "As it was: customers hit {customers}; outage over all lines {outage}; items kept {kept};"
        " overdue items {overdue}; tolerances breached {breaches}."
    ).format(
        customers=count(cost.customers),
        outage=amount("ms", cost.outage),
        kept=count(cost.kept),
        overdue=count(cost.overdue),
        breaches=count(cost.breaches),
    )
    ranked_by = _("Ranked by customers hit, then outage over all lines, items kept, overdue items, breaches.")
    lucky = [ranking for ranking in found if ranking.is_lucky]
    how = _("seeds {first} to {last} where luck has a say").format(first=seeds[0], last=seeds[-1])
    return [
        *render_opening(base.replay, how if lucky else _("seed {seed}").format(seed=base.seed), width),
        "",
        *wrap(as_it_was, width),
        "",
        *_table(base.replay, found, width),
        *wrap(ranked_by, width),
        *_luck(lucky, len(seeds), width),
        *_open(found, width),
    ]


def _luck(lucky: Sequence[Ranking], seeds: int, width: int) -> list[str]:
    """The bad branch of each what-if whose effect hangs on luck."""
    if not lucky:
        return []
    columns = [
        Column(_("what if"), gives_way=True, wraps=True),
        Column(_("customers, median"), right=True),
        Column(_("worst"), right=True),
        Column(_("outage, worst"), right=True),
        Column(_("worse than it was"), right=True),
    ]
    rows = [
        [
            ranking.name,
            signed("items", ranking.effect.customers),
            signed("items", ranking.worst.customers),
            signed("ms", ranking.worst.outage),
            _("{count} of {all}").format(count=count(ranking.harmful), all=count(seeds)),
        ]
        for ranking in lucky
    ]
    said = _("* These hang on luck; above stands the median of {seeds} seeds, here the bad branch beside it:")
    return ["", *wrap(said.format(seeds=count(seeds)), width), *render_table(columns, rows, width)]


def _table(base: Replay, found: Sequence[Ranking], width: int) -> list[str]:
    """A row for each what-if; a measure that is nothing in all of them has no column."""
    measures = [
        (_("customers"), "items", "customers"),
        (_("outage"), "ms", "outage"),
        (_("kept"), "items", "kept"),
        (_("overdue"), "items", "overdue"),
    ]
    shown = [each for each in measures if any(getattr(ranking.effect, each[2]) for ranking in found)]
    columns = [
        Column(_("what if"), gives_way=True, wraps=True),
        *(Column(heading, right=True) for heading, _unit, _measure in shown),
        Column(_("breaches"), right=True),
    ]
    rows = [
        [
            what_if_words(base, ranking.name) + (LUCK if ranking.is_lucky else ""),
            *(signed(unit, getattr(ranking.effect, measure)) for _heading, unit, measure in shown),
            count(ranking.toll.breaches),
        ]
        for ranking in found
    ]
    return render_table(columns, rows, width)


def what_if_words(base: Replay, name: str) -> str:
    """A what-if by its title, its name behind it."""
    title = base.case.scenario.what_ifs[name].title
    said = one_line(title.in_language(language_in_use())) if title is not None else ""
    return f"{said} ({name})" if said else name


def _open(found: Sequence[Ranking], width: int) -> list[str]:
    """Which of them ask what was never answered, or answered with a choice that was refused."""
    return [
        line
        for ranking in found
        if ranking.opened
        for line in wrap(
            _("{name} leaves open: {questions}.").format(name=ranking.name, questions=", ".join(_questions(ranking))),
            width,
        )
    ]


def _questions(ranking: Ranking) -> list[str]:
    return [
        _("{question} (choice refused)").format(question=name) if name in ranking.refused else name
        for name in ranking.opened
    ]
