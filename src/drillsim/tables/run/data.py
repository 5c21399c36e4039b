"""Owns the account of a run as JSON for other programs.

1. ``format`` rises when a key changes its meaning or goes; new keys may come.
2. Times end in ``_ms``: lengths, or moments counted from the start; ``_at`` is the same moment on the wall.
3. Everything that the tables say is here, and what they leave out because nothing happened to it too. Every key is
   always there: what never came to be is null.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drillsim.engine import FormOutcome, LineOutcome, Outcome, Unfinished
    from drillsim.model.text import Text
    from drillsim.review import Answer, Duty
    from drillsim.tables.simulated import Simulated

FORMAT = 1
_TIMES = ("outage", "outage_in_hours", "outage_longest", "below")


def account_data(told: Simulated, outcome: Outcome) -> dict[str, Any]:
    """Everything that the tables say, and the inputs with which it comes out again."""
    from drillsim.engine import read_unfinished
    from drillsim.review import read_answers, read_duties
    from drillsim.tables.goals import goals_data
    from drillsim.tables.simulated import newly_open

    trace = told.run.trace
    return {
        "format": FORMAT,
        "scenario": told.plan.scenario,
        "topology": told.plan.topology,
        "title": _text(told.case.scenario.title),
        "seed": told.asked.seed,
        "policy": told.policy,
        "pinned": told.pinned,
        "reaction_times": told.then is not None,
        "left_open": list(newly_open(told)),
        "changes": list(told.asked.changes),
        "settings": list(told.asked.settings),
        "starts_at": _at(told, 0),
        "until_ms": outcome.time,
        "until_at": _at(told, outcome.time),
        "ends_ms": told.plan.horizon,
        "ends_at": _at(told, told.plan.horizon),
        "finished": outcome.time >= told.plan.horizon,
        "records": len(trace),
        "fingerprint": trace.fingerprint(),
        "outcome_fingerprint": outcome.fingerprint(),
        "lines": {line.line: _line(told, line) for line in outcome.lines},
        "totals": asdict(outcome.totals),
        "unfinished": [_unfinished(told, one) for one in read_unfinished(told.run)],
        "decisions": [_answer(told, one) for one in read_answers(told.plan, trace, told.orders)],
        **goals_data(told.case, told.run),
        "obligations": [_duty(told, one) for one in read_duties(told.plan, trace)],
    }


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"en": text.en, "ja": text.ja}


def _at(told: Simulated, ms: int | None) -> str | None:
    from drillsim.engine.kernel.calendar import clock_text

    return None if ms is None else clock_text(told.plan.calendar, ms)


def _moment(told: Simulated, name: str, ms: int | None) -> dict[str, Any]:
    """A moment counted from the start, and the same on the wall."""
    return {f"{name}_ms": ms, f"{name}_at": _at(told, ms)}


def _line(told: Simulated, line: LineOutcome) -> dict[str, Any]:
    written = told.case.topology.lines.get(line.line)
    numbers = {f"{key}_ms" if key in _TIMES else key: value for key, value in asdict(line).items()}
    del numbers["line"], numbers["forms"]
    return {
        "title": _text(written.title if written is not None else None),
        **numbers,
        "tolerance": {form.name: _form(told, line.line, form) for form in line.forms},
    }


def _form(told: Simulated, line: str, form: FormOutcome) -> dict[str, Any]:
    from drillsim.telling.figures import clock_of

    written = told.case.topology.lines.get(line)
    own = written.tolerance.named().get(form.name) if written is not None else None
    is_clock = form.unit == "clock"
    return {
        "title": _text(own.title if own is not None else None),
        "unit": form.unit,
        "used": form.used,
        "allowed": None if is_clock else form.allowed,
        "clock": clock_of(told.plan, form.allowed) if is_clock else None,
        "tested": form.tested,
        "breached": form.breached,
        **_moment(told, "breached", form.breached_at),
    }


def _unfinished(told: Simulated, one: Unfinished) -> dict[str, Any]:
    crew, *busy_with = one.waits.names if one.waits.people else (None,)
    return {
        "work": one.subject,
        "step": one.step or None,
        "state": one.state,
        **_moment(told, "since", one.since),
        "waits_for": one.waits.reason or None,
        "names": busy_with if one.waits.people else list(one.waits.names),
        "crew": crew,
        "people": one.waits.people,
        "there": one.waits.there,
        **_moment(told, "until", one.waits.until),
    }


def _answer(told: Simulated, answer: Answer) -> dict[str, Any]:
    return {
        "decision": answer.decision,
        "role": answer.role,
        "state": answer.state,
        "option": answer.option,
        **_moment(told, "asked", answer.asked),
        **_moment(told, "chosen", answer.chosen),
        **_moment(told, "decided", answer.decided),
        **_moment(told, "effective", answer.effective),
        "refused": [
            {"option": one.option, "reason": one.reason, **_moment(told, "refused", one.time)} for one in answer.refused
        ],
    }


def _duty(told: Simulated, duty: Duty) -> dict[str, Any]:
    return {
        "obligation": duty.obligation,
        "role": duty.role,
        "state": duty.state,
        **_moment(told, "owed", duty.owed),
        **_moment(told, "due", duty.due),
        **_moment(told, "met", duty.met),
    }
