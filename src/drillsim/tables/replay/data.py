"""Owns replays as JSON for other programs.

1. ``format`` rises when a key changes its meaning or goes; new keys may come.
2. Times end in ``_ms``: lengths, or moments counted from the start; ``_at`` is the same moment on the wall.
3. Figures are in the unit of their measure, as `run --json` writes it.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from drillsim.engine.kernel.calendar import clock_text
from drillsim.review import (
    CLASSES,
    FigureResult,
    Kind,
    Origin,
    Standing,
    Toll,
    Weighed,
    all_inside,
    calibration,
    counts,
    fidelity,
    path_changes,
    toll,
    unmodelled_rows,
    weighed,
)
from drillsim.tables.goals import goals_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.engine import Record
    from drillsim.model.scenario import Unmodelled
    from drillsim.review import (
        Comparison,
        Difference,
        PathChange,
        Played,
        PublishedRow,
        Ranking,
        Replay,
        RowResult,
        Spread,
    )

FORMAT = 1
_CLASSES = ("put_in", "given", "came_out", "says_nothing")


def replay_data(played: Played, seed: int) -> dict[str, Any]:
    """Everything that the tables of a replay say."""
    replay = played.replay
    told = fidelity(played)
    fitted = calibration(replay.case)
    found = weighed(told, fitted)
    return {
        **_inputs(replay),
        "seed": seed,
        "fingerprint": played.run.trace.fingerprint(),
        "met": told.met,
        **goals_data(replay.case, played.run),
        "rows": [_row(replay, each, each.result) for each in found if not isinstance(each.result, FigureResult)],
        "figures": [_figure(replay, each, each.result) for each in found if isinstance(each.result, FigureResult)],
        "not_modelled": [_unmodelled(row) for row in unmodelled_rows(replay.case)],
        "classes": {name: _class(found, standings) for name, standings in zip(_CLASSES, CLASSES, strict=True)},
        "not_counted": {
            "assumed": counts(found, (Standing.ASSUMED,))[0],
            "again": counts(found, (Standing.AGAIN,))[0],
        },
        "calibration": {
            "fitted": {path: list(names) for path, names in fitted.fitted},
            "read_off": {path: list(names) for path, names in fitted.read_off},
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
        "clock_times": replay.by_the_clock,
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


def _unmodelled(row: Unmodelled) -> dict[str, Any]:
    return {
        "figure": list(row.figure),
        "what": {"en": row.what.en, "ja": row.what.ja},
        "why": {"en": row.not_modelled.en, "ja": row.not_modelled.ja},
    }


def _class(found: tuple[Weighed, ...], standings: tuple[Standing, ...]) -> dict[str, int]:
    of, met = counts(found, standings)
    return {"rows": of, "met": met}


def _weight(each: Weighed) -> dict[str, Any]:
    """What a row says for the case."""
    return {
        "met": each.result.met,
        "class": str(each.standing),
        "counted": each.result.row.is_counted,
        "same_as": each.result.row.same_as,
        "fitted": each.standing == Standing.FITTED,
        "free": each.result.met and each.standing == Standing.CAME_OUT,
    }


def _row(replay: Replay, each: Weighed, result: RowResult) -> dict[str, Any]:
    at = result.at
    return {
        **_published(replay, result.row),
        "simulated_ms": at,
        "simulated_at": None if at is None else clock_text(replay.plan.calendar, at),
        "absence": None if result.absence is None else str(result.absence),
        "difference_ms": result.difference,
        "within_ms": result.row.bands[0],
        "origin": str(result.origin),
        "put_in": result.origin == Origin.PUT_IN,
        **_weight(each),
    }


def _figure(replay: Replay, each: Weighed, result: FigureResult) -> dict[str, Any]:
    return {
        **_published(replay, result.row),
        "published": list(result.row.figures),
        "simulated": result.value,
        "nearest": result.published,
        "difference": result.difference,
        "within": list(result.row.bands),
        **_weight(each),
    }


def spreads_data(replay: Replay, found: Sequence[Spread], seeds: range, inputs: dict[str, list[str]]) -> dict[str, Any]:
    """Everything that the tables of many runs say, and the values of all of them."""
    return {
        **_inputs(replay),
        "what_if": inputs,
        "seeds": {"first": seeds[0], "last": seeds[-1], "count": len(seeds)},
        "inside": all_inside(found),
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
        "counted": spread.row.is_counted,
        "values": list(spread.values),
    }


def comparison_data(comparison: Comparison, seed: int, inputs: dict[str, Any]) -> dict[str, Any]:
    """Everything that is told of a what-if, and the numbers in which it does not differ too."""
    base, other = comparison.base.replay, comparison.other.replay
    return {
        **_inputs(base),
        "seed": seed,
        "what_if": inputs,
        "fingerprints": [played.run.trace.fingerprint() for played in (comparison.base, comparison.other)],
        "differences": [_difference(each) for each in comparison.differences],
        "together": {"before": asdict(toll(comparison.base)), "after": asdict(toll(comparison.other))},
        "choices": [
            {"decision": change.decision, "before": _chosen(base, change.before), "after": _chosen(other, change.after)}
            for change in comparison.choices
        ],
        "left_open": list(comparison.opened),
        "refused": [_record(other, record) for record in comparison.refused],
        "paths": [_path(comparison, change) for change in path_changes(comparison)],
    }


def _chosen(replay: Replay, choices: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    return [
        {"option": option, "time_ms": at, "time_at": clock_text(replay.plan.calendar, at)} for at, option in choices
    ]


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "subject": each.subject,
        "measure": each.measure,
        "tolerance": each.is_form,
        "unit": each.unit,
        "before": each.before,
        "after": each.after,
        "difference": each.change,
        "breached": [each.breached_before, each.breached_after] if each.is_form else None,
    }


def _path(comparison: Comparison, change: PathChange) -> dict[str, Any]:
    return {
        "line": change.line,
        "hit": [change.hit_before, change.hit_after],
        "roots_gone": list(change.gone),
        "roots_new": list(change.new),
        "only_before": [_record(comparison.base.replay, record) for record in change.only_before],
        "only_after": [_record(comparison.other.replay, record) for record in change.only_after],
    }


def _record(replay: Replay, record: Record) -> dict[str, Any]:
    return {
        "time_ms": record.time,
        "time_at": clock_text(replay.plan.calendar, record.time),
        "kind": record.kind,
        "subject": record.subject,
        "detail": list(record.detail),
    }


def rankings_data(base: Played, found: Sequence[Ranking], seeds: range) -> dict[str, Any]:
    """All what-ifs by their effect; the measures in the order in which they rank."""
    return {
        **_inputs(base.replay),
        "seed": base.seed,
        "seeds": len(seeds),
        "ranked_by": [field.name for field in fields(Toll)],
        "as_it_was": asdict(toll(base)),
        "what_ifs": [
            {
                "name": ranking.name,
                "cost": asdict(ranking.toll),
                "difference": asdict(ranking.effect),
                "luck": _luck(ranking) if ranking.is_lucky else None,
                "left_open": list(ranking.opened),
            }
            for ranking in found
        ],
    }


def _luck(ranking: Ranking) -> dict[str, Any]:
    """What other seeds make of a what-if; its difference is that of the middle one."""
    return {
        "seeds": len(ranking.costs),
        "worst": asdict(ranking.worst),
        "worse_than_it_was": ranking.harmful,
        "differences": [asdict(effect) for effect in ranking.effects],
    }
