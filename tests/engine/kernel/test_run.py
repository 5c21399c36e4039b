"""The loop of a run: time goes forward only, and what never settles is named in both modes."""

from __future__ import annotations

import re
from heapq import heappush

import pytest
import simpy
from tests.engine.building import HOUR, run_case, start_case

from drillsim.engine import CommandRefused, LoopError
from drillsim.engine.kernel.clockwork import OURS, Clockwork

STORY = """
    components: {core: {kind: core}}
    lines: {shop: {needs: [core], demand: 60/h}}
    events: {dies: {at: 01:00, do: [{fail: core}]}}
"""


def test_a_moment_may_be_reached_twice_but_an_earlier_one_is_refused_with_both_times() -> None:
    run = start_case(STORY)
    run.advance(2 * HOUR)
    run.advance(2 * HOUR)
    before = run.trace.fingerprint()
    with pytest.raises(CommandRefused, match=r"7200000 ms is reached, 3600000 ms was asked for"):
        run.advance(HOUR)
    assert (run.now, run.trace.fingerprint()) == (2 * HOUR, before)


def test_time_does_not_begin_before_the_start() -> None:
    with pytest.raises(CommandRefused, match="time does not go back"):
        start_case(STORY).advance(-1)


@pytest.mark.parametrize("record", [True, False])
def test_the_error_about_a_loop_names_what_keeps_acting_with_and_without_records(*, record: bool) -> None:
    with pytest.raises(LoopError, match=r"flip, core, flop|flop, core, flip") as caught:
        run_case(
            """
            components: {core: {kind: core}}
            events:
              flip: {when: core down, do: [{repair: core}], again: true}
              flop: {when: core up, do: [{fail: core}], again: true}
            """,
            record=record,
        )
    assert re.match(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d: this never settles", caught.value.message)
    assert (
        caught.value.hint == "let one of them act a while later (after: 1s), or wait until something has held (for 1s)"
    )


def test_an_event_of_others_is_no_timer_even_if_it_is_the_last_of_an_instant() -> None:
    """Two timers of ours fall due together; what others put behind them is left to SimPy."""
    story = STORY.replace("do: [{fail: core}]}", "do: [{fail: core}]}, heals: {at: 01:00, do: [{repair: core}]}")
    alone, beside = start_case(story), start_case(story)
    clock = beside.state.clock
    assert isinstance(clock, Clockwork)
    event, seen = simpy.Event(clock), []
    event.callbacks.append(lambda _: seen.append(beside.now))
    event._ok, event._value = True, None
    heappush(clock.heap, (HOUR, OURS + 1, 0, event))
    alone.finish()
    beside.finish()
    assert seen == [HOUR]
    assert (beside.trace.fingerprint(), beside.fired) == (alone.trace.fingerprint(), alone.fired)
