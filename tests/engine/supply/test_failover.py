"""Standby pairs: what is noticed, how long the switch takes, what inhibits it, and what its records say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.engine.building import HOUR, behind, causes, level_now, levels, records, run_case, times

from drillsim.engine.arrays import WHOLE

if TYPE_CHECKING:
    from drillsim.engine import Record, Run

PAIR = """
    components:
      a: {kind: disk, needs: [power]}
      b: {kind: disk}
      c: {kind: disk}
      power: {kind: site}
      quorum: {kind: server}
      pair: {kind: pair, first_of: [a, b], failover: {detect: {dead: 30s, unstable: 3m, partial: 10m}, switch: 10s}}
      user: {kind: server, needs: [pair]}
"""


def pair_case(*, failover: str = "", members: str = "[a, b]", until: str = "01:00", **events: Any) -> Run:
    """The pair above with other settings; events by name, at 00:10 unless they say otherwise."""
    text = PAIR
    if failover or members != "[a, b]":
        start = text.index("      pair:")
        end = text.index("      user:")
        text = f"{text[:start]}      pair: {{kind: pair, first_of: {members}, failover: {{{failover}}}}}\n{text[end:]}"
    scripted = {
        name: {"at": "00:10", "do": do} if isinstance(do, list) else do
        for name, do in events.items()
        if name != "given"
    }
    return run_case(text, events=scripted, given=events.get("given", {}), ends=f"2026-04-15 {until}")


def the(run: Run, kind: str, subject: str | None = None) -> Record:
    (found,) = records(run, kind, subject)
    return found


def test_a_dead_member_is_noticed_and_the_pair_moves_on() -> None:
    run = pair_case(dies=[{"fail": "a"}])
    assert levels(run, "pair") == [(10 * 60_000, 0), (10 * 60_000 + 40_000, WHOLE)]
    assert times(run, "detected") == ["00:10:30"]
    assert times(run, "switching") == ["00:10:30"]
    assert times(run, "switched") == ["00:10:40"]
    assert the(run, "detected").detail == ("dead",)
    assert causes(run, the(run, "switched")) == ["switching pair"]
    assert causes(run, records(run, "level", "pair")[1]) == ["switched pair"]


@pytest.mark.parametrize(
    ("effect", "mode", "noticed"),
    [
        ({"fail": "a"}, "dead", "00:10:30"),
        ({"destabilise": "a"}, "unstable", "00:13:00"),
        ({"destabilise": "a", "to": 0.5}, "unstable", "00:13:00"),
        ({"degrade": "a", "to": 0.5}, "partial", "00:20:00"),
        ({"degrade": "a", "to": 0}, "dead", "00:10:30"),
        ({"withhold": "a"}, "dead", "00:10:30"),
        ({"fail": "power"}, "dead", "00:10:30"),
        ({"destabilise": "power"}, "unstable", "00:13:00"),
    ],
)
def test_each_way_of_failing_has_its_own_time(effect: dict[str, object], mode: str, noticed: str) -> None:
    """What lies behind a member counts like the member itself."""
    run = pair_case(goes=[effect])
    assert the(run, "detected").detail == (mode,)
    assert times(run, "detected") == [noticed]


def test_dead_and_unstable_at_once_is_dead() -> None:
    run = pair_case(goes=[{"destabilise": "a"}, {"fail": "power"}])
    assert the(run, "detected").detail == ("dead",)


def test_an_unstable_member_that_dies_is_noticed_as_a_dead_one() -> None:
    """Its level stays at nothing, its way of failing does not."""
    run = pair_case(goes=[{"destabilise": "a"}], dies={"at": "00:11", "do": [{"fail": "a"}]})
    assert times(run, "detected") == ["00:11:30"]


def test_a_member_that_recovers_in_time_is_let_go() -> None:
    run = pair_case(goes=[{"fail": "a", "for": "29s"}])
    assert records(run, "detected") == []
    assert levels(run, "pair")[-1] == (10 * 60_000 + 29_000, WHOLE)


def test_a_repair_in_the_millisecond_of_detection_comes_too_late() -> None:
    """Timers act in plan order before levels settle: the switch has decided."""
    run = pair_case(goes=[{"fail": "a", "for": "30s"}])
    assert times(run, "switched") == ["00:10:40"]


def test_no_way_of_failing_is_noticed_twice_at_once() -> None:
    run = pair_case(members="[a, b, c]", failover="detect: 0s", goes=[{"fail": "a"}, {"fail": "b"}])
    assert [record.detail for record in records(run, "switched")] == [("c",)]
    assert levels(run, "pair") == [(10 * 60_000, 0), (10 * 60_000, WHOLE)]


def test_the_new_member_dies_while_the_switch_runs() -> None:
    run = pair_case(
        members="[a, b, c]",
        failover="detect: 30s, switch: 1m",
        goes=[{"fail": "a"}],
        second={"at": "00:11", "do": [{"fail": "b"}]},
    )
    assert [(record.detail, record.time) for record in records(run, "switched")] == [
        (("b",), 10 * 60_000 + 90_000),
        (("c",), 10 * 60_000 + 180_000),
    ]


def test_two_halves_do_not_take_turns() -> None:
    """The switch goes only to a member that does more, so nothing flaps within an instant or over the hour."""
    run = pair_case(failover="detect: {partial: 0s}", goes=[{"degrade": "a", "to": 0.5}, {"degrade": "b", "to": 0.5}])
    assert records(run, "switched") == []
    assert [record.detail for record in records(run, "switch-blocked")] == [("no-member",)]


def test_a_standby_that_comes_back_is_used_at_once() -> None:
    """What was noticed need not be noticed again."""
    run = pair_case(goes=[{"fail": "b"}, {"fail": "a"}], back={"at": "00:30", "do": [{"repair": "b"}]})
    assert times(run, "switch-blocked") == ["00:10:30"]
    assert causes(run, the(run, "switch-blocked"))[0] == "detected pair"
    assert times(run, "switched") == ["00:30:10"]


# -- what inhibits it -------------------------------------------------------------------------------------------------


def test_a_switch_needs_what_it_needs_and_goes_on_when_that_is_back() -> None:
    run = pair_case(
        failover="detect: 30s, needs: [quorum]",
        goes=[{"fail": "quorum"}, {"fail": "a"}],
        back={"at": "00:40", "do": [{"repair": "quorum"}]},
    )
    blocked = the(run, "switch-blocked")
    assert blocked.detail == ("needs",)
    assert causes(run, blocked) == ["detected pair", "level quorum"]
    assert times(run, "switched") == ["00:40:00"]


def test_a_switch_that_fails_says_why_and_does_not_try_again() -> None:
    run = pair_case(given={"stuck": {"set": "pair.failover.works", "to": 0}}, goes=[{"fail": "a"}])
    assert causes(run, the(run, "switch-failed")) == ["detected pair", "set pair"]
    assert level_now(run, "pair") == 0


def test_a_failed_switch_tries_again_when_the_member_fails_in_another_way() -> None:
    run = pair_case(
        given={"stuck": {"set": "pair.failover.works", "to": 0, "until": "00:20"}},
        goes=[{"destabilise": "a"}],
        dies={"at": "00:30", "do": [{"fail": "a"}]},
    )
    assert times(run, "switch-failed") == ["00:13:00"]
    assert times(run, "switched") == ["00:30:40"]


def test_why_the_redundancy_did_not_help_automatic_off() -> None:
    run = pair_case(given={"off": {"set": "pair.failover.automatic", "to": False}}, goes=[{"fail": "a"}])
    assert records(run, "detected") == []
    assert causes(run, the(run, "level", "pair")) == ["level a", "set pair"]
    hidden = the(run, "held", "off").position
    assert hidden in behind(run, the(run, "level", "user"))


def test_why_the_redundancy_did_not_help_never_detected() -> None:
    run = pair_case(given={"blind": {"set": "pair.failover.detect.dead", "to": "never"}}, goes=[{"fail": "a"}])
    assert records(run, "detected") == []
    assert causes(run, the(run, "level", "pair")) == ["level a", "set pair"]


def test_why_the_redundancy_did_not_help_the_switch_failed() -> None:
    """What outlives the pair for a while goes down because the switch failed, not only because a member died."""
    run = run_case(
        """
        components:
          a: {kind: disk}
          b: {kind: disk}
          pair: {kind: pair, first_of: [a, b], failover: {detect: 30s}}
          core: {kind: core, needs: [{need: pair, hold: 2m}]}
        given: {stuck: {set: pair.failover.works, to: 0}}
        events: {dies: {at: 00:10, do: [{fail: a}]}}
        """
    )
    down = the(run, "level", "core")
    assert causes(run, down) == ["switch-failed pair", "holding core"]
    back = {run.trace[position].kind + " " + run.trace[position].subject for position in behind(run, down)}
    assert {"failed a", "held stuck", "detected pair", "level pair"} <= back


def test_a_setting_that_played_no_part_is_not_named() -> None:
    run = pair_case(given={"blind": {"set": "pair.failover.detect.unstable", "to": "never"}}, goes=[{"fail": "a"}])
    assert causes(run, records(run, "level", "pair")[0]) == ["level a"]


def test_a_pair_that_needs_more_than_its_members_names_the_setting_too() -> None:
    run = run_case(
        """
        components:
          a: {kind: disk}
          b: {kind: disk}
          site: {kind: site}
          pair: {kind: pair, first_of: [a, b], needs: [site], restart: 5m}
        given: {off: {set: pair.failover.automatic, to: false}}
        events:
          dies: {at: 00:10, do: [{fail: a}]}
          on-b: {when: pair on b, do: []}
          hand: {at: 00:20, do: [{switch: pair}]}
        """
    )
    assert causes(run, records(run, "level", "pair")[0]) == ["level a", "set pair"]
    assert times(run, "happened", "on-b") == ["00:20:00"], "`on` looks at the pair that people know"
    assert levels(run, "pair")[-1] == (25 * 60_000, WHOLE)


def test_switched_on_again_it_notices_what_has_failed_long_ago() -> None:
    run = pair_case(
        given={"off": {"set": "pair.failover.automatic", "to": False, "until": "00:30"}}, goes=[{"fail": "a"}]
    )
    assert times(run, "switched") == ["00:30:40"]


def test_switched_off_while_it_detects_it_stays() -> None:
    run = pair_case(
        goes=[{"fail": "a"}], off={"at": "00:10:20", "do": [{"set": "pair.failover.automatic", "to": False}]}
    )
    assert records(run, "detected") == []


# -- back, and by hand ------------------------------------------------------------------------------------------------


def test_back_manual_stays_and_back_auto_returns() -> None:
    back = {"at": "00:30", "do": [{"repair": "a"}]}
    stays = pair_case(goes=[{"fail": "a"}], back=back)
    assert [record.detail for record in records(stays, "switched")] == [("b",)]
    returns = pair_case(failover="detect: 30s, switch: 10s, back: auto", goes=[{"fail": "a"}], back=back)
    assert [record.detail for record in records(returns, "switched")] == [("b",), ("a",)]
    assert times(returns, "switched")[1] == "00:30:10"


def test_back_is_no_way_around_the_switch_that_is_off() -> None:
    run = pair_case(
        failover="detect: 30s, back: auto",
        goes=[{"fail": "a"}],
        off={"at": "00:20", "do": [{"set": "pair.failover.automatic", "to": False}]},
        back={"at": "00:30", "do": [{"repair": "a"}]},
    )
    assert [record.detail for record in records(run, "switched")] == [("b",)]


def test_the_switch_by_hand_passes_over_what_is_off() -> None:
    run = pair_case(
        failover="automatic: false, forced: {takes: 20m}",
        goes=[{"fail": "a"}],
        hand={"at": "00:20", "do": [{"switch": "pair"}]},
    )
    assert times(run, "switched") == ["00:40:00"]
    assert causes(run, the(run, "switched")) == ["done pair.forced"]


def test_a_switch_by_hand_holds_although_the_pair_would_return_by_itself() -> None:
    """Neither at once nor when something about the first member changes later."""
    flutter = {"at": "00:30", "do": [{"degrade": "a", "to": "50%", "for": "5m"}]}
    run = pair_case(failover="detect: 30s, back: auto", hand=[{"switch": "pair"}], flutter=flutter)
    assert [record.detail for record in records(run, "switched")] == [("b",)]


def test_a_switch_by_hand_holds_until_the_member_in_use_fails_and_the_pair_moves_on() -> None:
    """After that the pair returns by itself again, as it says."""
    run = pair_case(
        failover="detect: 30s, back: auto",
        hand=[{"switch": "pair"}],
        fails={"at": "00:20", "do": [{"fail": "b"}]},
        whole={"at": "00:25", "do": [{"repair": "b"}]},
        again={"at": "00:30", "do": [{"fail": "a"}]},
        back={"at": "00:40", "do": [{"repair": "a"}]},
    )
    found = list(zip(times(run, "switched"), (one.detail[0] for one in records(run, "switched")), strict=True))
    assert found == [("00:10:00", "b"), ("00:20:30", "a"), ("00:30:30", "b"), ("00:40:00", "a")]


def test_somebody_who_switched_by_hand_switches_back_by_hand() -> None:
    back = {"at": "00:20", "do": [{"switch": "pair", "to": "a"}]}
    run = pair_case(failover="detect: 30s, back: auto", hand=[{"switch": "pair"}], back=back)
    assert [record.detail for record in records(run, "switched")] == [("b",), ("a",)]


def test_the_switch_by_hand_goes_where_it_is_told() -> None:
    run = pair_case(members="[a, b, c]", failover="detect: 30s", hand=[{"switch": "pair", "to": "c"}])
    assert the(run, "switched").detail == ("c",)


def test_a_switch_by_hand_to_a_dead_member_fails() -> None:
    run = pair_case(failover="automatic: false", goes=[{"fail": "a"}, {"fail": "b"}, {"switch": "pair"}])
    assert the(run, "switch-failed").detail == ("forced",)
    assert level_now(run, "pair") == 0


def test_who_waited_for_a_repair_did_so_because_the_switch_by_hand_came_to_nothing() -> None:
    """The pair is back with its first member; had the switch worked, it would have been back before."""
    run = pair_case(
        failover="automatic: false, forced: {takes: 20m, works: 0}",
        until="03:00",
        dies=[{"fail": "a"}],
        tries={"at": "00:12", "do": [{"switch": "pair"}]},
        mends={"at": "00:50", "do": [{"repair": "a"}]},
        again={"at": "01:30", "do": [{"fail": "a", "for": "10m"}]},
    )
    back = [record for record in records(run, "level", "pair") if record.detail[0] == WHOLE]
    assert [causes(run, record) for record in back] == [["level a", "work-failed pair.forced"], ["level a"]]


def test_a_fleeting_fault_does_not_make_the_pair_spin() -> None:
    """Ten minutes of faults every second: one record each way, nothing more."""
    flaps: dict[str, Any] = {f"f{i}": {"at": f"00:10:{i:02}", "do": [{"fail": "a", "for": "500ms"}]} for i in range(60)}
    run = pair_case(**flaps)
    assert records(run, "detected") == []
    assert len(records(run, "level", "pair")) == 120
    assert run.fired < 400
    assert run.now == HOUR
