"""Going back makes a branch; nothing is overwritten, and every moment is as it was."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.drill.playing import ASKED, BY_HAND, MINUTE, WAIT, again, begin, lines

from drillsim import CommandRefused, Run
from drillsim.drill.branches import Branches
from drillsim.drill.comparing import compare_branches

if TYPE_CHECKING:
    from drillsim.drill import Drill


def fresh(drill: Drill) -> list[str]:
    """The trace of the branch that is played, simulated from the start."""
    run = drill._stage.begin().run
    for entry in drill.branches.commands(drill.branch.id):
        run.advance(entry.at)
        drill._stage.command(run, entry)
    run.advance(drill.now)
    return list(run.trace.lines())


def test_going_back_makes_a_branch_that_keeps_what_came_before(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(10 * MINUTE)
    drill.submit({"do": {"degrade": "network", "to": 0.5}})
    drill.advance(ASKED)
    drill.submit(WAIT, by="operations")
    drill.advance(60 * MINUTE)
    was = lines(drill)
    branch = drill.rewind(ASKED, "by hand")
    assert (branch.id, branch.parent, branch.at, branch.title) == ("B", "A", ASKED, "by hand")
    assert drill.now == ASKED
    assert [entry.at for entry in drill.branches.commands("B")] == [10 * MINUTE]
    drill.submit(BY_HAND, by="operations")
    assert drill.branches.ancestry("B") == ("A", "B")
    assert drill.switch("A").id == "A"
    assert (drill.now, lines(drill)) == (60 * MINUTE, was)
    assert drill.switch("by hand").id == "B"
    assert lines(drill) == fresh(drill)
    drill.close()


def test_a_branch_has_what_was_noted_on_its_way_and_nothing_else(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(10 * MINUTE)
    drill.note("before")
    drill.advance(ASKED)
    drill.submit(WAIT, by="operations")
    drill.note("given up")
    drill.advance(60 * MINUTE)
    drill.rewind(ASKED)
    drill.note("instead")
    notes = [entry for entry in drill.branches.lived("B", drill.entries) if entry.kind == "note"]
    assert [(entry.branch, entry.data["text"]) for entry in notes] == [("A", "before"), ("B", "instead")]
    assert [drill.branches.at("B", at) for at in (0, ASKED - 1, ASKED)] == ["A", "A", "B"]
    assert drill.branches.at("A", ASKED) == "A"


def test_a_branch_gets_another_name_and_keeps_it(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.fork("by hand")
    drill.advance(60 * MINUTE)
    was = lines(drill)
    assert drill.name("by hand", "switched").title == "switched"
    assert drill.name("A", "history").title == "history"
    for taken in ("A", "history"):
        with pytest.raises(CommandRefused, match=f"another branch is called '{taken}'"):
            drill.name("B", taken)
    with pytest.raises(CommandRefused, match="there is no branch 'by hand'"):
        drill.name("by hand", "x")
    assert (drill.branch.id, drill.now, lines(drill)) == ("B", 60 * MINUTE, was)
    assert drill.branches.reached == {"A": ASKED, "B": 60 * MINUTE}
    drill.close()
    back = again(tmp_path)
    assert [branch.title for branch in back.branches.all.values()] == ["history", "switched"]
    assert (back.branch.id, back.now, lines(back)) == ("B", 60 * MINUTE, was)
    assert back.name("B", "").title == ""
    assert back.branches.find("switched") is None
    back.close()


def test_a_branch_from_here_keeps_everything(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.submit(WAIT, by="operations")
    was = lines(drill)
    drill.fork("what now")
    assert drill.branch.title == "what now"
    assert lines(drill) == was
    drill.close()


@pytest.mark.parametrize("name", ["tutorial", "boj-14", "mizuho-2021-03-12"])
def test_every_way_through_a_drill_is_what_its_commands_say(tmp_path: Path, name: str) -> None:
    """A random walk back and forth; after each step the trace is the one simulated from the start."""
    draw = random.Random(name)
    drill = begin(tmp_path, name)
    for step in range(24):
        what = draw.choice(["on", "on", "command", "back", "switch", "fork", "tend"])
        if what == "on":
            drill.advance(drill.now + draw.randrange(1, drill.plan.horizon // 6))
        elif what == "command":
            line = drill.plan.subjects[drill.plan.lines[0].subject]
            drill.submit({"do": {"surge": line, "by": 1 + step}})
        elif what == "back":
            drill.rewind(draw.randrange(drill.now + 1))
        elif what == "switch":
            drill.switch(draw.choice(list(drill.branches.all)))
        elif what == "fork":
            drill.fork()
        else:
            drill.tend(lambda: draw.random() < 0.01)
    was, here = lines(drill), (drill.branch.id, drill.now)
    assert was == fresh(drill)
    drill.close()
    back = again(tmp_path)
    assert (back.branch.id, back.now) == here
    assert lines(back) == was
    for branch in list(back.branches.all):
        back.switch(branch)
        assert lines(back) == fresh(back)
    back.close()


def test_the_past_is_prepared_in_equal_parts(tmp_path: Path) -> None:
    """After idle time no moment is further from a kept run than a small part of what was simulated."""
    drill = begin(tmp_path, "fsa-26")
    drill.advance(drill.plan.horizon)
    while drill.tend(lambda: False):
        pass
    fired = sorted(rung.run.fired for rung in drill._stage.ladder.rungs)
    gaps = [above - below for below, above in zip([0, *fired], [*fired, drill.run.fired], strict=True)]
    assert max(gaps) <= max(drill.run.fired // 8 * 2, 48)
    kept = drill._stage.ladder.rungs[-1].run
    drill.rewind(kept.now + 1)
    assert drill.run is kept, "going back goes on with what was prepared"
    assert lines(drill) == fresh(drill)
    drill.close()


def test_preparing_stops_when_it_is_enough(tmp_path: Path) -> None:
    drill = begin(tmp_path, "fsa-26")
    drill.advance(drill.plan.horizon)
    looked = [0]

    def enough() -> bool:
        looked[0] += 1
        return True

    assert drill.tend(enough)
    assert looked[0] <= 3
    drill.close()


def test_a_moment_to_come_and_a_branch_that_is_not_there_are_refused(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(MINUTE)
    with pytest.raises(CommandRefused, match="has not come yet"):
        drill.rewind(MINUTE + 1)
    with pytest.raises(CommandRefused, match="there is no branch 'Z'"):
        drill.switch("Z")
    drill.close()


def test_branches_can_be_read_side_by_side(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.submit(WAIT, by="operations")
    drill.advance(drill.plan.horizon)
    drill.rewind(ASKED)
    other = drill.run_of("A")
    assert isinstance(other, Run)
    assert other.outcome().breaches
    assert (drill.branch.id, drill.now) == ("B", ASKED)
    assert drill.run_of("A", 2 * ASKED).now == 2 * ASKED
    assert drill.run_of("B") is drill.run
    drill.close()


def test_two_branches_are_compared_at_the_same_moment(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.submit(WAIT, by="operations")
    drill.advance(drill.plan.horizon)
    drill.rewind(ASKED)
    drill.submit(BY_HAND, by="operations")
    drill.advance(3 * 60 * MINUTE)
    compared = compare_branches(drill, "A", "B")
    assert compared.at == 3 * 60 * MINUTE
    banking = {line.line: line for line in compared.lines}["internet-banking"]
    assert banking.one.outage > banking.other.outage > 0
    assert [form.breached for form in banking.one.forms] == [True]
    assert [form.breached for form in banking.other.forms] == [False]
    (choice,) = compared.decisions
    assert (choice.decision, choice.one.option, choice.other.option) == (
        "database",
        "wait-for-repair",
        "switch-by-hand",
    )
    assert choice.one.asked == choice.other.asked
    assert choice.one.decided == ASKED
    assert choice.other.decided == ASKED + 10 * MINUTE, "the manager takes ten minutes to agree"
    drill.close()


def test_ids_of_branches_go_on_after_z() -> None:
    branches = Branches()
    seen = ["A"]
    for _ in range(60):
        new = branches.next_id()
        branches.all[new] = branches.all["A"]
        seen.append(new)
    assert seen[:3] == ["A", "B", "C"]
    assert seen[25:29] == ["Z", "AA", "AB", "AC"]
    assert len(set(seen)) == 61


def test_branches_are_weighed_by_what_they_cost_customers(tmp_path: Path) -> None:
    """A fleet that stands still from a moment on loses its machines times the hours that are left."""
    drill = begin(tmp_path, "mizuho-2021-02-28")
    drill.advance(120 * MINUTE)
    drill.submit({"do": {"fail": "atm/fleet", "units": 100}})
    drill.advance(240 * MINUTE)
    drill.rewind(60 * MINUTE)
    drill.advance(240 * MINUTE)
    compared = compare_branches(drill, "A", "B")
    with_it, without = compared.tolls
    assert 150 <= with_it.machine_hours - without.machine_hours <= 200
    assert with_it.customers >= without.customers
    assert compare_branches(drill, "B", "A").tolls == (without, with_it)
    drill.close()


def test_hours_of_machines_are_those_of_machines(tmp_path: Path) -> None:
    """A partition that is blocked is no machine: what it costs customers shows at the machines."""
    drill = begin(tmp_path, "mizuho-2021-02-28")
    drill.submit({"do": {"fail": "ib/partitions", "units": 4}})
    drill.advance(23 * MINUTE)
    drill.rewind(0)
    drill.advance(23 * MINUTE)
    one, other = compare_branches(drill, "A", "B").tolls
    assert one.machine_hours == other.machine_hours
    drill.close()
