"""The loop of a run: time goes forward only, and what never settles is named in both modes."""

from __future__ import annotations

import pytest
from tests.engine.building import HOUR, run_case, start_case

from drillsim.engine import CommandRefused, LoopError

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
    with pytest.raises(LoopError, match=r"flip, core, flop$|flop, core, flip$"):
        run_case(
            """
            components: {core: {kind: core}}
            events:
              flip: {when: core down, do: [{repair: core}], again: true}
              flop: {when: core up, do: [{fail: core}], again: true}
            """,
            record=record,
        )
