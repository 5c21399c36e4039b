"""Fleets: units that fail, stop and come back; media that are kept; people who bring units back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tests.engine.building import (
    HOUR,
    MINUTE,
    assert_adds_up,
    causes,
    instants,
    level_now,
    levels,
    line,
    records,
    row,
    run_case,
    times,
)  # fmt: skip

from drillsim.engine.arrays import ITEM, WHOLE, Entity

if TYPE_CHECKING:
    from drillsim.engine import Run

FLEET = """
    crews: {guards: {size: %(guards)s}}
    components:
      host: {kind: host}
      atm:
        kind: atm
        units: {count: 1000, stops: {swallowed: {from: %(stops)s, share: %(share)s, keeps: 0.5}}, back: {guards: 30m}}
    lines: {cash: {needs: [atm, host], demand: 6000/h}}
"""


def fleet(
    stops: str = "100/h",
    *,
    guards: int = 0,
    until: int | None = None,
    record: bool = True,
    **more: object,
) -> Run:
    """A thousand machines of which some stop."""
    text = FLEET % {"stops": stops, "guards": guards, "share": 1}
    events = {name: {"at": "01:00", "do": do} for name, do in more.items()}
    return run_case(text, until=until, record=record, events=events)


def stopped(run: Run, name: str = "stopped") -> int:
    return run.fleets.read(0, name)[0]


def test_stops_are_integrated_exactly() -> None:
    """100 an hour for 2 h 30, all of them still out; half of them keep a customer's card."""
    run = fleet(until=2 * HOUR + 30 * MINUTE)
    assert stopped(run) == 250 * ITEM
    assert stopped(run, "kept") == 125 * ITEM


def test_reading_between_updates_is_exact_and_stores_nothing() -> None:
    run = fleet(until=0)
    for minute in (1, 7, 60, 61):
        run.advance(minute * MINUTE)
        assert stopped(run) == 100_000 * minute * MINUTE


def test_a_stopped_machine_turns_customers_away() -> None:
    run = fleet(until=5 * HOUR)
    assert level_now(run, "atm") == HALF
    assert level_now(run, "cash") == HALF
    cash = line(run, "cash")
    assert cash.failed == 0
    # on average a quarter of 30,000, in steps of 1/256 behind the truth
    assert 7400 < cash.turned_away < 7500
    assert_adds_up(run)


def test_it_stops_at_the_last_machine() -> None:
    run = fleet()
    assert stopped(run) == 1000 * ITEM
    assert level_now(run, "atm") == 0
    assert levels(run, "atm")[-1] == (10 * HOUR, 0)
    assert run.fired < 600, "no more updates than 1/256 and whole percents ask for"


def test_each_whole_percent_is_a_record_at_its_millisecond() -> None:
    run = fleet(until=HOUR)
    assert [record.time for record in records(run, "stopped")] == [6 * MINUTE * n for n in range(11)]
    assert [record.detail for record in records(run, "stopped")][:3] == [(0, 0), (10, 1), (20, 2)]


def test_people_bring_machines_back_one_at_a_time() -> None:
    """Ten people, two machines an hour each: 500 out, 25 hours; here from a fleet stopped within the first hour."""
    run = run_case(
        FLEET % {"stops": "0/h", "guards": 10, "share": "1"},
        events={"rush": {"at": "00:00", "do": []}},
        until=0,
    )
    run.fleets.stopped[0][0] = 500 * ITEM
    run.fleets.look(0)
    run.advance(5 * HOUR)
    assert stopped(run) == 400 * ITEM
    assert [record.detail[1] for record in records(run, "stopped")][-1] == 40


def test_more_people_than_machines_do_not_help() -> None:
    run = fleet(guards=5000, until=0)
    run.fleets.stopped[0][0] = 20 * ITEM
    run.fleets.look(0)
    assert run.crews.free(0) == 5000
    rate = run.fleets.read(0, "stopped")[1]
    assert rate == 100_000 - 20 * 2000


def test_stops_and_returns_find_their_balance_without_flutter() -> None:
    """100 an hour stop, each person brings back 2 an hour: fifty are out in the long run."""
    run = fleet(guards=5000)
    assert 49 * ITEM <= stopped(run) <= 52 * ITEM
    assert run.fired < 1500
    assert instants(run) < 400


def test_people_at_a_task_bring_no_machine_back() -> None:
    run = run_case(
        FLEET % {"stops": "0/h", "guards": 10, "share": "1"},
        tasks={"meeting": {"crew": "guards", "people": 8, "takes": "1h"}},
        events={"meet": {"at": "01:00", "do": [{"start": "meeting"}]}},
        until=0,
    )
    run.fleets.stopped[0][0] = 500 * ITEM
    run.fleets.look(0)
    run.advance(3 * HOUR)
    assert stopped(run) == (500 - 20 - 4 - 20) * ITEM


def test_two_fleets_share_one_crew() -> None:
    """The first has its people, the second gets who is left."""
    run = run_case(
        """
        crews: {guards: {size: 10}}
        components:
          one: {kind: atm, units: {count: 100, back: {guards: 30m}}}
          two: {kind: atm, units: {count: 100, back: {guards: 30m}}}
        """,
        until=0,
    )
    run.fleets.stopped[0][0] = 4 * ITEM
    run.fleets.stopped[1][0] = 50 * ITEM
    run.fleets.look(0)
    run.fleets.look(1)
    assert run.fleets.read(0, "stopped")[1] == -8_000
    assert run.fleets.read(1, "stopped")[1] == -12_000


def test_a_group_is_served_only_in_its_hours() -> None:
    run = run_case(
        """
        crews: {guards: {size: 10}}
        components:
          atm:
            kind: atm
            units:
              groups:
                street: {count: 60, back: {guards: 30m}}
                branch: {count: 40, hours: daily 09:00-15:00, back: {guards: 30m}}
        """,
        until=0,
    )
    run.fleets.stopped[0] = [30 * ITEM, 40 * ITEM]
    run.fleets.look(0)
    run.advance(8 * HOUR)
    assert run.fleets.stopped[0] == [0, 40 * ITEM]
    run.advance(10 * HOUR)
    assert stopped(run) == 20 * ITEM
    run.advance(14 * HOUR)
    assert stopped(run) == 0


def test_failed_uses_stop_machines_until_nobody_can_try() -> None:
    """The host dies: every customer who tries loses a machine; those who find none are turned away."""
    run = fleet("cash.failed", until=2 * HOUR, dies=[{"fail": "host"}])
    assert 990 * ITEM < stopped(run) <= 1000 * ITEM
    cash = line(run, "cash")
    assert cash.failed <= 1000
    assert cash.turned_away > 4900
    assert_adds_up(run)
    begins = records(run, "stopped")[0]
    assert (begins.time, begins.detail) == (HOUR, (0, 0))
    assert causes(run, begins) == ["level cash"]
    assert causes(run, records(run, "level", "atm")[0]) == ["stopped atm"]


def test_the_share_that_stops_a_machine_is_a_setting() -> None:
    run = run_case(
        FLEET % {"stops": "100/h", "guards": 0, "share": "0.5"},
        given={"bad-firmware": {"set": "atm.stops.swallowed.share", "to": 2}},
        until=HOUR,
    )
    assert stopped(run) == 200 * ITEM
    assert causes(run, records(run, "stopped")[0]) == ["set atm"]


# -- units that failed ------------------------------------------------------------------------------------------------


def test_units_that_fail_together_are_one_record_and_fail_what_is_sent_to_them() -> None:
    run = fleet("0/h", hit=[{"fail": "atm", "units": 250}], until=2 * HOUR)
    assert [record.detail for record in records(run, "unit-failed")] == [(250, 250)]
    assert level_now(run, "atm") == 750_000
    assert line(run, "cash").failed == 1500
    assert line(run, "cash").turned_away == 0
    assert causes(run, records(run, "level", "atm")[0]) == ["unit-failed atm"]


def test_more_than_there_are_is_all_of_them() -> None:
    run = fleet("0/h", hit=[{"fail": "atm", "units": 2000}], until=2 * HOUR)
    assert level_now(run, "atm") == 0


def test_a_repair_of_some_brings_failed_ones_back_first() -> None:
    run = run_case(
        FLEET % {"stops": "100/h", "guards": 0, "share": "1"},
        events={
            "hit": {"at": "01:00", "do": [{"fail": "atm", "units": 30}]},
            "fix": {"at": "02:00", "do": [{"repair": "atm", "units": 50}]},
        },
        until=2 * HOUR,
    )
    assert stopped(run) == 180 * ITEM
    assert run.fleets.failed[0] == set()


def test_a_repair_of_the_component_brings_all_back() -> None:
    run = run_case(
        FLEET % {"stops": "100/h", "guards": 0, "share": "1"},
        events={
            "hit": {"at": "01:00", "do": [{"fail": "atm", "units": 30}, {"fail": "atm"}]},
            "fix": {"at": "02:00", "do": [{"repair": "atm"}]},
        },
        until=2 * HOUR,
    )
    assert stopped(run) == 0
    assert level_now(run, "atm") == WHOLE


def test_units_that_failed_for_a_while_come_back_and_no_others() -> None:
    run = run_case(
        """
        components: {core: {kind: core, units: {count: 4, uneven: [40%, 30%, 20%]}}}
        events:
          one: {at: 01:00, do: [{fail: core, units: 1}]}
          two: {at: 02:00, do: [{fail: core, units: 1, for: 1h}]}
        """
    )
    assert levels(run, "core") == [(HOUR, 600_000), (2 * HOUR, 300_000), (3 * HOUR, 600_000)]
    assert run.fleets.failed[0] == {0}


def test_thirds_add_up_and_none_is_left_when_all_failed() -> None:
    run = run_case(
        """
        components: {core: {kind: core, units: {count: 3}}}
        events:
          one: {at: 01:00, do: [{fail: core, units: 1}]}
          two: {at: 02:00, do: [{fail: core, units: 1}]}
          three: {at: 03:00, do: [{fail: core, units: 1}]}
        """
    )
    assert [level for _, level in levels(run, "core")][-1] == 0
    assert all(
        abs(level - want) <= 1 for (_, level), want in zip(levels(run, "core"), (666_666, 333_333, 0), strict=True)
    )


def test_a_run_without_records_counts_the_same() -> None:
    told = fleet("cash.failed", guards=20, dies=[{"fail": "host", "for": "30m"}])
    silent = fleet("cash.failed", guards=20, record=False, dies=[{"fail": "host", "for": "30m"}])
    assert stopped(told) == stopped(silent)
    assert told.outcome() == silent.outcome()


def test_the_fleet_is_known_by_its_name() -> None:
    run = fleet(until=0)
    assert row(run, "atm", Entity.NODE) == run.plan.units[0].node
    assert times(run, "stopped") == ["00:00:00"]


HALF = WHOLE // 2


def test_a_drifting_level_is_told_by_the_percent() -> None:
    """The fleet is settled every 1/256, its level is a record when it has moved by a percent, or reaches an end."""
    run = fleet()
    told = [level for _, level in levels(run, "atm")]
    assert told[0] < WHOLE
    assert told[-1] == 0
    assert all(earlier - later >= WHOLE // 100 for earlier, later in pairwise(told[:-1]))
    assert len(told) <= 101


def test_two_groups_do_not_take_turns_by_the_millisecond() -> None:
    """People set out for a whole machine, so a group that hardly stops is seen to a few times an hour."""
    run = run_case("""
        crews: {near: {}, far: {}}
        components:
          atm:
            kind: atm
            units:
              groups: {here: {count: 2, back: {near: 10m}}, there: {count: 30, back: {far: 1h}}}
              stops: {used: {from: cash.demand}}
        lines: {cash: {demand: 1/h}}
    """)
    assert run.fired < 200
    assert run.fleets.stopped[0][0] <= ITEM


def test_a_fleet_that_stops_faster_than_it_comes_back_stays_out() -> None:
    """Whatever is brought back stops at once: no flutter between the last machine and none."""
    run = run_case("""
        crews: {guards: {}}
        components:
          atm: {kind: atm, units: {count: 1, back: {guards: 10m}, stops: {used: {from: cash.demand}}}}
        lines: {cash: {demand: 420/h}}
    """)
    assert run.fired < 120  # a hundred percents on the way down, nothing after
    assert run.fleets.stopped[0] == [ITEM]


def test_shares_of_groups_add_up_before_they_are_rounded() -> None:
    """With 3 1/3 and 4 2/3 of 40 machines stopped exactly 80 % still work, and not a millionth less."""
    run = run_case(
        """
            components:
              atm:
                kind: atm
                units: {groups: {here: {count: 10}, there: {count: 30}}, stops: {jam: {from: cash.failed}}}
            lines: {cash: {needs: [atm], demand: 40/h}}
        """,
        until=HOUR,
    )
    run.fleets.stopped[0][:] = [10 * ITEM // 3, 14 * ITEM // 3]
    run.fleets.look(0)
    assert run.levels.own_open[run.plan.units[0].node] == 4 * WHOLE // 5
