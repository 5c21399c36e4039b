"""Owns how a choice that was refused is told: when, which one, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling.cells import closed_up, one_line
from drillsim.telling.figures import clock
from drillsim.telling.happened.words import Words
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from drillsim.engine import Plan, Record
    from drillsim.library import Case


def refusals_told(case: Case, plan: Plan, refused: Iterable[Record]) -> Iterator[str]:
    """A sentence for each refusal of a choice, with what bars the option in the writer's words."""
    words = Words(case, plan)
    for record in refused:
        said = f"{clock(plan, record.time)} {words.sentence(record)}"
        bar = _bar(case, record)
        yield closed_up(_("{refused} ({reason})").format(refused=said, reason=bar) if bar else said)


def _bar(case: Case, record: Record) -> str:
    """Why the option is forbidden, as written."""
    decision = case.scenario.decisions.get(record.subject)
    option = decision.options.get(str(record.detail[0])) if decision is not None else None
    bar = getattr(option, "forbidden", None)
    return one_line(bar.in_language(language_in_use())) if bar is not None and "forbidden" in record.detail else ""
