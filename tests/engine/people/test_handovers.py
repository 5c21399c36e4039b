"""What holds a node down may change hands although its level stays as it is: then that is a record of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.engine.building import HOUR, MINUTE, causes, levels, moments, records, run_case

from drillsim.engine.arrays import WHOLE, Entity
from drillsim.review import explain

if TYPE_CHECKING:
    from drillsim.engine import Record, Run

TWO_SUPPLIERS = """
    components:
      a: {kind: server}
      b: {kind: server}
      core: {kind: core, needs: [a, b]}
    lines: {shop: {needs: [core], demand: 60/h}}
"""


def kept(run: Run, subject: str) -> list[Record]:
    return records(run, "kept", subject)


def roots(run: Run, line: str) -> list[tuple[int, str]]:
    """Where the walk from a line ends: when, and what."""
    return [(step.record.time, step.record.subject) for step in explain(run.trace, line) if step.is_root]


def test_what_is_still_down_for_another_reason_is_told_up_to_the_line() -> None:
    run = run_case(
        TWO_SUPPLIERS,
        events={
            "first": {"at": "01:00", "do": [{"fail": "a", "for": "1h"}]},
            "second": {"at": "01:30", "do": [{"fail": "b", "for": "1h"}]},
        },
    )
    assert [(one.time, one.detail) for one in kept(run, "core")] == [(2 * HOUR, (0, 0, "failing"))]
    assert causes(run, kept(run, "core")[0]) == ["level b"]
    assert causes(run, kept(run, "shop")[0]) == ["kept core"]
    assert len(records(run, "out", "shop")) == 1, "it is one outage"
    assert roots(run, "shop") == [(HOUR, "first"), (HOUR + 30 * MINUTE, "second")]


def test_what_merely_joins_in_changes_no_hands() -> None:
    run = run_case(
        TWO_SUPPLIERS,
        events={
            "first": {"at": "01:00", "do": [{"fail": "a"}]},
            "second": {"at": "01:30", "do": [{"fail": "b", "for": "1h"}]},
        },
    )
    assert records(run, "kept") == []


def test_of_two_that_failed_together_one_is_left() -> None:
    """The first explanation names both: nothing new is to be told."""
    run = run_case(TWO_SUPPLIERS, events={"both": {"at": "01:00", "do": [{"fail": "a", "for": "1h"}, {"fail": "b"}]}})
    assert records(run, "kept") == []
    assert causes(run, records(run, "level", "core")[0]) == ["level a", "level b"]


def test_a_second_fault_on_the_same_thing_takes_over_from_the_first() -> None:
    run = run_case("""
        components: {a: {kind: server}}
        lines: {shop: {needs: [a], demand: 60/h}}
        events:
          first: {at: 01:00, do: [{fail: a, for: 1h}]}
          second: {at: 01:30, do: [{fail: a, for: 1h}]}
    """)
    assert [run.trace[cause].time for cause in kept(run, "a")[0].causes] == [HOUR + 30 * MINUTE]
    assert moments(run, "kept", "shop") == [2 * HOUR]
    assert roots(run, "shop") == [(HOUR, "first"), (HOUR + 30 * MINUTE, "second")]


def test_a_withholding_that_ends_as_a_fault_begins_is_no_longer_orderly() -> None:
    run = run_case("""
        components: {a: {kind: server}}
        lines: {shop: {needs: [a], demand: 60/h}}
        events:
          held: {at: 01:00, do: [{withhold: a, for: 1h}]}
          dies: {at: 02:00, do: [{fail: a}]}
    """)
    assert records(run, "out", "shop")[0].detail == (0, "contained")
    assert [(one.time, one.detail) for one in kept(run, "shop")] == [(2 * HOUR, (0, 0, "failing"))]
    assert roots(run, "shop") == [(HOUR, "held"), (2 * HOUR, "dies")]


def test_what_fails_and_is_then_withheld_is_contained_from_then_on() -> None:
    run = run_case("""
        components: {a: {kind: server}}
        lines: {shop: {needs: [a], demand: 60/h}}
        events:
          dies: {at: 01:00, do: [{fail: a}]}
          held: {at: 02:00, do: [{withhold: shop}]}
    """)
    assert [(one.time, one.detail) for one in kept(run, "shop")] == [(2 * HOUR, (0, 0, "contained"))]
    assert causes(run, kept(run, "shop")[0]) == ["withheld shop"]


def test_a_partial_level_changes_hands_where_it_is_the_least_of_several() -> None:
    run = run_case(
        TWO_SUPPLIERS,
        events={
            "first": {"at": "01:00", "do": [{"degrade": "a", "to": "50%", "for": "1h"}]},
            "second": {"at": "01:30", "do": [{"degrade": "b", "to": "50%"}]},
        },
    )
    assert [(one.time, one.detail) for one in kept(run, "core")] == [(2 * HOUR, (500_000, 0, "failing"))]


def test_a_rise_that_stops_short_names_what_holds_still() -> None:
    run = run_case(
        TWO_SUPPLIERS,
        events={
            "first": {"at": "01:00", "do": [{"fail": "a", "for": "1h"}]},
            "second": {"at": "01:30", "do": [{"degrade": "b", "to": "50%"}]},
        },
    )
    short = records(run, "level", "core")[1]
    assert (short.time, short.detail) == (2 * HOUR, (500_000, 0))
    assert causes(run, short) == ["level a", "level b"]
    assert roots(run, "shop") == [(HOUR, "first"), (HOUR + 30 * MINUTE, "second")]


def test_a_pair_that_switches_from_one_dead_member_to_another_changes_hands() -> None:
    run = run_case("""
        components:
          a: {kind: server}
          b: {kind: server}
          pair: {kind: pair, first_of: [a, b], failover: {automatic: false}}
        lines: {shop: {needs: [pair], demand: 60/h}}
        events:
          first: {at: 01:00, do: [{fail: a}]}
          by-hand: {at: 01:30, do: [{destabilise: b, for: 1h}, {switch: pair, to: b}]}
    """)
    assert causes(run, kept(run, "pair")[0])[0] == "level b"
    assert moments(run, "kept", "shop") == [HOUR + 30 * MINUTE]


def test_alternatives_change_hands_when_another_set_of_them_is_lost() -> None:
    run = run_case("""
        components:
          a: {kind: server}
          b: {kind: server}
          c: {kind: server}
          core: {kind: core, needs: [{at_least: 2, of: [a, b, c]}]}
        lines: {shop: {needs: [core], demand: 60/h}}
        events:
          first: {at: 01:00, do: [{fail: a, for: 1h}, {fail: b}]}
          second: {at: 01:30, do: [{fail: c}]}
    """)
    assert causes(run, kept(run, "core")[0]) == ["level b", "level c"]


def test_a_restart_is_no_new_hold() -> None:
    """It is the aftermath of what it restarts after."""
    run = run_case("""
        components:
          a: {kind: server}
          core: {kind: core, needs: [a], restart: 30m}
        lines: {shop: {needs: [core], demand: 60/h}}
        events: {first: {at: 01:00, do: [{fail: a, for: 1h}]}}
    """)
    assert records(run, "kept") == []


def test_a_circle_that_stays_dark_for_another_reason_is_told_once() -> None:
    run = run_case(
        """
        components:
          a: {kind: server}
          b: {kind: server}
          left: {kind: server, needs: [a, b, right]}
          right: {kind: server, needs: [left]}
        lines: {shop: {needs: [right], demand: 60/h}}
        """,
        events={
            "first": {"at": "01:00", "do": [{"fail": "a", "for": "1h"}]},
            "second": {"at": "01:30", "do": [{"fail": "b"}]},
        },
    )
    assert max(len(kept(run, name)) for name in ("left", "right", "shop")) == 1
    assert roots(run, "shop") == [(HOUR, "first"), (HOUR + 30 * MINUTE, "second")]


def test_a_repair_in_vain_explains_nothing() -> None:
    """What was down for other reasons too is still put down to these, not to the repair."""
    run = run_case(
        TWO_SUPPLIERS,
        events={
            "first": {"at": "01:00", "do": [{"fail": "a"}]},
            "second": {"at": "01:30", "do": [{"fail": "core"}]},
            "mended": {"at": "02:00", "do": [{"repair": "core"}]},
            "late": {"when": "core down for 2h", "do": [{"surge": "shop", "by": 2}]},
        },
    )
    node = run.plan.rows["core"][1]
    assert run.trace[run.state.why(Entity.NODE, node)].kind == "level"
    assert causes(run, records(run, "happened", "late")[0]) == ["level core"]


def test_a_fleet_that_drifts_floods_nothing() -> None:
    run = run_case("""
        crews: {guards: {size: 4}}
        components:
          host: {kind: host}
          net: {kind: network}
          atm: {kind: fleet, units: {count: 500, stops: {jam: {from: cash.failed}}, back: {guards: 20m}}}
          old: {kind: fleet, units: {count: 500, stops: {jam: {from: cash.failed, share: 0.9}}, back: {guards: 20m}}}
        lines: {cash: {needs: [host, net, atm, old], demand: 6000/h}}
        events:
          slow: {at: 01:00, do: [{degrade: net, to: 60%, for: 3h}]}
    """)
    assert len(records(run, "level")) > 100
    assert len(records(run, "kept")) < 10


def test_what_broke_by_itself_changes_hands_when_only_the_repair_leaves_another_fault() -> None:
    run = run_case(
        """
            components: {core: {kind: core, breaks: {every: 3h, repair: 2h}}}
            lines: {shop: {needs: [core], demand: 60/h}}
        """,
        random="on",
        events={"worse": {"when": "core down for 1h", "do": [{"fail": "core", "for": "90m"}]}},
    )
    broke, mended, failed = records(run, "broke")[0], records(run, "repaired")[0], records(run, "failed")[0]
    assert (mended.time - broke.time, failed.time - broke.time) == (2 * HOUR, HOUR)
    first = kept(run, "core")[0]
    assert (first.time, causes(run, first)) == (mended.time, ["failed core"])
    assert levels(run, "core")[:2] == [(broke.time, 0), (failed.time + 90 * MINUTE, WHOLE)]
