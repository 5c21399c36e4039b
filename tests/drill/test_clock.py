"""Real time becomes simulated time, and a pause releases nothing."""

from __future__ import annotations

from tests.drill.playing import Seconds

from drillsim.drill import DrillClock


def test_time_runs_at_its_speed_and_stands_while_paused() -> None:
    seconds = Seconds()
    clock = DrillClock(seconds, 5_000, speed=60)
    seconds.now += 50
    assert clock.target() == 5_000, "it starts paused"
    clock.go()
    seconds.now += 2
    assert clock.target() == 125_000
    clock.pause()
    seconds.now += 4_000
    assert clock.target() == 125_000
    clock.go()
    assert clock.target() == 125_000
    seconds.now += 1
    assert clock.target() == 185_000


def test_missed_ticks_do_not_lose_time() -> None:
    seconds = Seconds()
    clock = DrillClock(seconds, speed=10)
    clock.go()
    for wait in (0.25, 3.0, 0.1, 6.65):
        seconds.now += wait
        clock.target()
    assert clock.target() == 100_000


def test_a_machine_that_slept_was_a_pause() -> None:
    seconds = Seconds()
    clock = DrillClock(seconds, speed=60)
    clock.go()
    seconds.now += 1
    assert clock.target() == 60_000
    seconds.now += 8 * 3_600
    assert clock.target() == 60_000
    seconds.now += 1
    assert clock.target() == 120_000


def test_another_speed_and_another_moment_only_set_the_anchor() -> None:
    seconds = Seconds()
    clock = DrillClock(seconds, speed=60)
    clock.go()
    seconds.now += 1
    clock.set_speed(600)
    assert clock.target() == 60_000
    seconds.now += 1
    assert clock.target() == 660_000
    clock.move(1_000)
    assert clock.target() == 1_000
    assert not clock.paused
    seconds.now += 1
    assert clock.target() == 601_000


def test_speeds_stay_within_their_bounds() -> None:
    clock = DrillClock(Seconds(), speed=99_999)
    assert clock.speed == 3_600
    clock.faster()
    assert clock.speed == 3_600
    clock.slower()
    assert clock.speed == 1_200
    clock.set_speed(0)
    assert clock.speed == 1
    clock.slower()
    assert clock.speed == 1
    clock.set_speed(60)
    clock.faster()
    assert clock.speed == 120
