"""How levels are recorded: when they have moved far enough to tell, with what is behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, WHOLE, Entity
from drillsim.engine.kernel.records import KIND
from drillsim.engine.supply.bounds import BROKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.arrays import BreakRow
    from drillsim.engine.kernel.run import Run

_NODE = int(Entity.NODE)
_PERCENT = WHOLE // 100
_ENDS = (0, WHOLE)
_UP, _DOWN = (WHOLE, 0), (0, 0)
_BROKE, _LEVEL, _REPAIRED = KIND["broke"], KIND["level"], KIND["repaired"]


def level_recorder(run: Run) -> Callable[[int], None]:
    """How the level of a named node is recorded, if it has moved far enough to tell."""
    state, handovers, levels = run.state, run.handovers, run.levels
    done, wrongs, shown, subjects = levels.done, levels.wrong, run.shown, run.plan.graph.subject
    could, inputs, of_node = levels.could, run.plan.graph.inputs, run.causes.of_node
    entries, last, held, pending = state.trace.entries, state.last[_NODE], state.held, state.stale_hands
    told, fell, rose = handovers.told, state.fell, state.rose

    def record_level(node: int) -> None:
        if inputs[node] or could[node] != WHOLE or not levels.sheer:
            record_moved(node)
            return
        # nothing but a break holds it down, and nothing but what mended it brought it back
        level = _UP if done[node] else _DOWN
        if shown.get(node, _UP) == level:
            pending.add(node)
            return
        pending.discard(node)
        if pending:
            handovers.catch_up(node)
            pending.discard(node)
        record, shown[node] = len(entries), level
        if level is _UP:
            cause = last.get(node, NONE)
            told[node], rose[node] = None, state.now
        else:
            cause = held[node, BROKEN]
            told[node] = fell[node] = record
        entries.append((state.now, _LEVEL, subjects[node], level, (cause,) if cause >= 0 else ()))
        last[node] = record

    def record_moved(node: int) -> None:
        level, wrong = now = done[node], wrongs[node]
        was, was_wrong = shown.get(node, _UP)
        if _tells(level, was) or _tells(wrong, was_wrong):
            shown[node] = now
            if pending:
                pending.discard(node)
                handovers.catch_up(node)
            causes, hands = of_node(node, fell=level < was or wrong > 0)
            handovers.tell(node, state.note(_NODE, node, "level", subjects[node], now, causes), hands)
        elif level == was:
            pending.add(node)

    return record_level


def turn_recorder(run: Run) -> Callable[[BreakRow, int], None]:
    """How it is recorded that something has broken or been mended, with its level, where nothing follows from that."""
    state, could, dead, shown = run.state, run.levels.could, run.levels.dead, run.shown
    entries, last, held, pending = state.trace.entries, state.last[_NODE], state.held, state.stale_hands
    told, fell, rose, subjects = run.handovers.told, state.fell, state.rose, run.plan.graph.subject
    latest, note, record_level = run.crews.latest, run.breaks.note, run.record_level

    def record_turn(row: BreakRow, node: int) -> None:
        level = _DOWN if dead[node] else _UP
        if pending or could[node] != WHOLE or shown.get(node, _UP) == level:
            note(row, node)
            record_level(node)
            return
        now, record = state.now, len(entries)
        if level is _DOWN:
            entries.append((now, _BROKE, row.subject, (), ()))
            told[node] = fell[node] = record + 1
        else:
            entries.append((now, _REPAIRED, row.subject, (), (last[node],)))
            told[node], rose[node] = None, now
        entries.append((now, _LEVEL, subjects[node], level, (record,)))
        shown[node] = level
        last[row.node] = held[node, BROKEN] = record
        last[node] = record + 1
        if row.crew >= 0:
            latest[row.crew] = (_NODE, row.node)

    return record_turn


def _tells(share: int, told: int) -> bool:
    """Whether a share that drifts (a fleet, a stock of wrong records) has moved by a percent, or from or to an end."""
    if share == told:
        return False
    return abs(share - told) >= _PERCENT or share in _ENDS or told in _ENDS
