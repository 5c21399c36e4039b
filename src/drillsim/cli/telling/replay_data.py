"""Owns replays as JSON for other programs.

1. ``format`` rises when a key changes its meaning or goes; new keys may come.
2. Times end in ``_ms``: lengths, or moments counted from the start; ``_at`` is the same moment on the wall.
3. Figures are in the unit of their measure, as `run --json` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drillsim.engine.kernel.calendar import clock_text
from drillsim.review import Kind, Origin, calibration, fidelity, free_results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.review import FigureResult, Played, PublishedRow, Replay, RowResult, Spread

FORMAT = 1


def replay_data(played: Played, seed: int) -> dict[str, Any]:
    """Everything that the tables of a replay say."""
    replay = played.replay
    told = fidelity(played)
    fitted = calibration(replay.case)
    free = {result.row.place for result in free_results(told, fitted) if result.met}
    return {
        **_inputs(replay),
        "seed": seed,
        "fingerprint": played.run.trace.fingerprint(),
        "met": told.met,
        "rows": [_row(replay, result, fitted.targets, free) for result in told.rows],
        "figures": [_figure(replay, result, fitted.targets, free) for result in told.figures],
        "calibration": {
            "fitted": {path: list(names) for path, names in fitted.fitted},
            "in_words": list(fitted.in_words),
            "topology_in_words": list(fitted.shared_in_words),
        },
    }


def _inputs(replay: Replay) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "scenario": replay.plan.scenario,
        "topology": replay.plan.topology,
        "policy": replay.policy,
        "pinned": replay.pinned,
        "changes": list(replay.case.changes),
    }


def _published(replay: Replay, row: PublishedRow) -> dict[str, Any]:
    return {
        "kind": str(row.kind),
        "name": row.name or None,
        "text": row.text,
        "what": None if row.what is None else {"en": row.what.en, "ja": row.what.ja},
        "published_ms": row.at,
        "published_at": clock_text(replay.plan.calendar, row.at),
    }


def _row(replay: Replay, result: RowResult, targets: frozenset[str], free: set[int]) -> dict[str, Any]:
    at = result.at
    return {
        **_published(replay, result.row),
        "simulated_ms": at,
        "simulated_at": None if at is None else clock_text(replay.plan.calendar, at),
        "absence": None if result.absence is None else str(result.absence),
        "difference_ms": result.difference,
        "within_ms": result.row.bands[0],
        "met": result.met,
        "origin": str(result.origin),
        "put_in": result.origin == Origin.PUT_IN,
        "fitted": result.row.name in targets,
        "free": result.row.place in free,
    }


def _figure(replay: Replay, result: FigureResult, targets: frozenset[str], free: set[int]) -> dict[str, Any]:
    return {
        **_published(replay, result.row),
        "published": list(result.row.figures),
        "simulated": result.value,
        "nearest": result.published,
        "difference": result.difference,
        "within": list(result.row.bands),
        "met": result.met,
        "fitted": result.row.name in targets,
        "free": result.row.place in free,
    }


def spreads_data(replay: Replay, found: Sequence[Spread], seeds: range) -> dict[str, Any]:
    """Everything that the tables of many runs say, and the values of all of them."""
    return {
        **_inputs(replay),
        "seeds": {"first": seeds[0], "last": seeds[-1], "count": len(seeds)},
        "inside": all(spread.inside for spread in found),
        "rows": [_spread(replay, spread) for spread in found if spread.row.kind != Kind.FIGURE],
        "figures": [_spread(replay, spread) for spread in found if spread.row.kind == Kind.FIGURE],
    }


def _spread(replay: Replay, spread: Spread) -> dict[str, Any]:
    return {
        **_published(replay, spread.row),
        "published": spread.published,
        "p5": spread.low,
        "p50": spread.middle,
        "p95": spread.high,
        "percentile": spread.rank,
        "alike": spread.alike,
        "absent": spread.absent,
        "inside": spread.inside,
        "values": list(spread.values),
    }
