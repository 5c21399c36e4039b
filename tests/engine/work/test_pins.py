"""Pinned ends of people's work: what a pin gives, what still makes it late, and what cannot be pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.engine.building import HOUR, MINUTE, moments, plan_case, records, start_case

from drillsim.engine import CommandRefused, Pin, read_lengths

if TYPE_CHECKING:
    from drillsim.engine import Run

WORLD = """
    crews: {hands: {size: 1}}
    components: {host: {kind: host}, pair/a: {kind: x}, pair/b: {kind: x}, pair: {kind: x, first_of: [pair/a, pair/b]}}
    jobs: {batch: {runs: on-demand, takes: 1h}}
    tasks:
      mend: {crew: hands, takes: 20m..30m..60m, needs: [host], then: [{repair: pair/a}]}
      search: {crew: hands, steps: {look: {takes: 10m..50m}, tell: {takes: 5m..50m}}}
    events:
      go: {at: 01:00, do: [{start: mend}]}
"""


def pinned(*pins: Pin, text: str = WORLD, seed: int = 1) -> Run:
    run = start_case(text, seed=seed)
    run.pin(pins)
    run.finish()
    return run


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_task_ends_when_its_pin_says_whatever_its_luck(seed: int) -> None:
    run = pinned(Pin("mend", at=2 * HOUR + 7), seed=seed)
    assert moments(run, "done", "mend") == moments(run, "repaired") == [2 * HOUR + 7]
    assert read_lengths(run) == (Pin("mend", takes=HOUR + 7),)


def test_a_pin_by_length_counts_from_the_start_of_the_work() -> None:
    assert moments(pinned(Pin("mend", takes=17 * MINUTE)), "done", "mend") == [77 * MINUTE]


def test_each_step_has_its_own_pin_and_the_last_step_that_of_the_whole() -> None:
    text = WORLD.replace("start: mend", "start: search")
    run = pinned(Pin("search.look", at=2 * HOUR), Pin("search", at=3 * HOUR), text=text)
    assert moments(run, "stepped") == [2 * HOUR]
    assert moments(run, "done", "search") == [3 * HOUR]
    assert [pin.work for pin in read_lengths(run)] == ["search.look", "search.tell"]


def test_work_that_begins_after_its_published_end_takes_as_long_as_it_does() -> None:
    late, free = pinned(Pin("mend", at=59 * MINUTE)), pinned()
    assert moments(late, "done", "mend") == moments(free, "done", "mend")
    assert read_lengths(late) == ()


def test_what_keeps_pinned_work_from_going_on_still_makes_it_late() -> None:
    """A pin gives people the time they took, never what the model does to them."""
    text = WORLD + "      dark: {at: 01:10, do: [{fail: host, for: 25m}]}\n"
    assert moments(pinned(Pin("mend", at=2 * HOUR), text=text), "done", "mend") == [2 * HOUR + 25 * MINUTE]


def test_a_mis_step_of_pinned_work_does_its_damage_in_the_time_of_the_pin() -> None:
    text = WORLD.replace("needs: [host]", "slip: {chance: 1, costs: 40m, do: [{fail: pair/b}]}")
    run = pinned(Pin("mend", at=2 * HOUR), text=text)
    assert moments(run, "done", "mend") == moments(run, "failed", "pair/b") == [2 * HOUR]


def test_each_pin_holds_once_and_moves_no_luck() -> None:
    """The second time that the task runs it takes what it would have taken without any pin."""
    text = WORLD + "      again: {at: 06:00, do: [{start: mend}]}\n"
    assert (
        moments(pinned(Pin("mend", takes=1), text=text), "done", "mend")[1:]
        == moments(pinned(text=text), "done", "mend")[1:]
    )
    both = pinned(Pin("mend", takes=HOUR), Pin("mend", takes=2 * HOUR), text=text)
    assert moments(both, "done", "mend") == [2 * HOUR, 8 * HOUR]


def test_a_switch_by_hand_can_be_pinned() -> None:
    text = WORLD.replace("start: mend", "switch: pair")
    assert moments(pinned(Pin("pair.forced", at=90 * MINUTE), text=text), "switched") == [90 * MINUTE]


@pytest.mark.parametrize("name", ["batch", "host", "pair", "mend.look", "nothing", ""])
def test_nothing_but_peoples_work_can_be_pinned(name: str) -> None:
    run = start_case(WORLD)
    with pytest.raises(CommandRefused, match="cannot be pinned"):
        run.pin([Pin(name, at=HOUR)])


def test_a_plan_pins_the_published_ends_of_tasks_and_steps_only() -> None:
    """Not those of jobs, not other states, not what a component or a line came to."""
    plan = plan_case(
        WORLD,
        published=[
            {"at": "02:00", "is": "mend done"},
            {"at": "03:00", "is": "search.look done"},
            {"at": "03:30", "is": "pair.forced done"},
            {"at": "04:00", "is": "batch done"},
            {"at": "04:30", "is": "mend running"},
            {"at": "05:00", "is": "pair/a up"},
            {"at": "05:30", "is": {"all": ["mend done", "search done"]}},
            {"at": "06:00", "is": "mend done for 10m"},
        ],
    )
    assert plan.pins == (
        Pin("mend", at=2 * HOUR),
        Pin("search.look", at=3 * HOUR),
        Pin("pair.forced", at=3 * HOUR + 30 * MINUTE),
    )
    run = start_case(WORLD)
    run.pin(plan.pins)
    run.finish()
    assert [one.time for one in records(run, "done", "mend")] == [2 * HOUR]


def test_a_length_holds_only_while_the_work_is_to_take_what_it_was_to_take() -> None:
    """Somebody who sets the time of a task has asked for that time."""
    measured = read_lengths(pinned(Pin("mend", at=2 * HOUR)))
    other = WORLD.replace("takes: 20m..30m..60m", "takes: 5m")
    assert other != WORLD
    assert moments(pinned(*measured), "done", "mend") == [2 * HOUR]
    assert moments(pinned(*measured, text=other), "done", "mend") == [HOUR + 5 * MINUTE]
