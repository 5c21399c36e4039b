"""Owns the account of a run as JSON for other programs.

1. ``format`` rises when a key changes its meaning or goes; new keys may come.
2. Times end in ``_ms``: lengths, or moments counted from the start; ``_at`` is the same moment on the wall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drillsim.cli.simulating import Simulated
    from drillsim.engine import FormOutcome, LineOutcome, Outcome

FORMAT = 1


def account_data(told: Simulated, outcome: Outcome) -> dict[str, Any]:
    """Everything that the tables say, and the inputs with which it comes out again."""
    trace = told.run.trace
    return {
        "format": FORMAT,
        "scenario": told.plan.scenario,
        "topology": told.plan.topology,
        "seed": told.asked.seed,
        "policy": told.policy,
        "changes": list(told.asked.changes),
        "settings": list(told.asked.settings),
        "starts_at": _clock(told, 0),
        "until_ms": outcome.time,
        "until_at": _clock(told, outcome.time),
        "finished": outcome.time >= told.plan.horizon,
        "records": len(trace),
        "fingerprint": trace.fingerprint(),
        "lines": {line.line: _line(told, line) for line in outcome.lines},
    }


def _clock(told: Simulated, ms: int) -> str:
    from drillsim.engine.kernel.calendar import clock_text

    return clock_text(told.plan.calendar, ms)


def _line(told: Simulated, line: LineOutcome) -> dict[str, Any]:
    return {
        "demand": line.demand,
        "served": line.served,
        "failed": line.failed,
        "turned_away": line.turned_away,
        "wrong": line.wrong,
        "waiting": line.waiting,
        "delayed": line.delayed,
        "overdue": line.overdue,
        "exposed": line.exposed,
        "customers": line.customers,
        "complaints": line.complaints,
        "amount": line.amount,
        "outage_ms": line.outage,
        "outage_in_hours_ms": line.outage_in_hours,
        "outage_longest_ms": line.outage_longest,
        "out": line.out,
        "tolerance": {form.name: _form(told, form) for form in line.forms},
    }


def _form(told: Simulated, form: FormOutcome) -> dict[str, Any]:
    at = form.breached_at
    return {
        "unit": form.unit,
        "used": form.used,
        "allowed": form.allowed,
        "breached": form.breached,
        "breached_ms": at,
        "breached_at": None if at is None else _clock(told, at),
    }
