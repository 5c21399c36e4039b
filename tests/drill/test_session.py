"""A drill: what is acknowledged is on the disk, what is refused has not happened, and it comes back as it was."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.drill.playing import ASKED, BY_HAND, MINUTE, WAIT, Seconds, again, begin, lines

from drillsim import CommandRefused, Run, compile_plan, load_scenario, policy_orders
from drillsim.drill import policy_pins
from drillsim.drill.inputs import pins_beside
from drillsim.drill.journal import Disk, JournalProblem, read_journal
from drillsim.drill.journal.entries import chained


def test_a_drill_without_people_is_the_run_of_its_inputs(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(drill.plan.horizon)
    run = Run(compile_plan(load_scenario("tutorial")), 1)
    run.finish()
    assert drill.run.trace.fingerprint() == run.trace.fingerprint()
    drill.close()


def test_roles_that_nobody_plays_follow_the_policy(tmp_path: Path) -> None:
    drill = begin(tmp_path, roles=("manager",), policy="by-cp")
    drill.advance(drill.plan.horizon)
    run = Run(compile_plan(load_scenario("tutorial")), 1)
    run.stand(policy_orders(run.plan, "by-cp"))
    run.finish()
    assert lines(drill) == list(run.trace.lines())
    drill.close()


def test_a_solo_player_meets_the_published_rest(tmp_path: Path) -> None:
    """What the others did, and how long their work took, is as published; the own work takes as long as it does."""
    drill = begin(tmp_path, "mizuho-2021-03-12", roles=("customers",), seed=3)
    drill.advance(drill.plan.horizon)
    published = Run(drill.plan, 3)
    published.stand(policy_orders(drill.plan, "as-published"))
    published.pin(policy_pins(drill.plan, "as-published"))
    published.finish()
    assert lines(drill) == list(published.trace.lines())
    drill.close()


def test_the_work_that_a_played_role_begins_is_not_pinned() -> None:
    plan = compile_plan(load_scenario("mizuho-2021-03-12"))
    every = policy_pins(plan, "as-published")
    assert every
    assert pins_beside(plan, "as-published", ()) == ()
    assert pins_beside(plan, "as-published", ("customers",)) == every
    left = pins_beside(plan, "as-published", ("it-operations",))
    own = {pin.work for pin in every} - {pin.work for pin in left}
    assert own
    assert all(name.startswith(("vendor-repair", "restart-hub-servers", "hub/storage.forced")) for name in own), own
    assert pins_beside(plan, "by-cp", ("customers",)) == ()


def test_a_role_that_is_played_is_left_to_its_player(tmp_path: Path) -> None:
    drill = begin(tmp_path, roles=("operations",), policy="by-cp")
    drill.advance(drill.plan.horizon)
    assert "decided" not in {record.kind for record in drill.run.trace}
    drill.close()


def test_a_drill_comes_back_as_it_was(tmp_path: Path) -> None:
    drill = begin(tmp_path, seed=7)
    drill.advance(ASKED)
    drill.submit(BY_HAND, by="operations", why="a half hour at most", confidence="high")
    drill.advance(ASKED + 3 * MINUTE)
    drill.note("the tolerance was named", by="manager")
    drill.mark("decide-early", 2, "after 3 minutes", rating="P")
    drill.set_clock(paused=True, speed=300)
    was = lines(drill)
    drill.close()
    back = again(tmp_path)
    assert back.now == ASKED + 3 * MINUTE
    assert lines(back) == was
    assert back.notices == ()
    assert back.clock.paused
    assert back.clock.speed == 300
    said = {entry.kind: entry.data for entry in back.entries}
    assert said["command"]["why"] == "a half hour at most"
    assert said["command"]["confidence"] == "high"
    assert said["note"] == {"text": "the tolerance was named", "by": "manager"}
    assert said["mark"]["criterion"] == 2
    back.close()


def test_a_journal_replays_without_its_files(tmp_path: Path) -> None:
    from drillsim.library.find import find_file

    scenario, topology = tmp_path / "mine.yaml", tmp_path / "bank.yaml"
    bank = find_file("topology", "tutorial").read_text(encoding="utf-8").replace("id: tutorial", "id: bank", 1)
    topology.write_text(bank, encoding="utf-8")
    case = find_file("scenario", "tutorial").read_text(encoding="utf-8")
    scenario.write_text(case.replace("topology: tutorial", "topology: bank.yaml"), encoding="utf-8")
    drill = begin(tmp_path, str(scenario), changes=("switch-left-on",), sets={"core.restart": "20m"})
    drill.advance(2 * ASKED)
    was = lines(drill)
    drill.close()
    scenario.unlink()
    topology.unlink()
    back = again(tmp_path)
    assert lines(back) == was
    back.close()


def test_a_refused_command_changes_nothing_and_is_not_written(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    before = (lines(drill), (tmp_path / "a.drill").read_bytes())
    for written, by in ((BY_HAND, "operations"), ({"do": {"fail": "core"}}, "operations"), ({"do": {"fail": "x"}}, "")):
        with pytest.raises(CommandRefused):
            drill.submit(written, by=by)
    with pytest.raises(CommandRefused, match="there is no objective 'x'"):
        drill.mark("x", 0, "")
    with pytest.raises(CommandRefused, match="'decide-early' has 3 criteria"):
        drill.mark("decide-early", 3, "")
    assert (lines(drill), (tmp_path / "a.drill").read_bytes()) == before
    drill.close()


def test_only_the_facilitator_brings_faults(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    with pytest.raises(CommandRefused, match="only the facilitator may do this"):
        drill.submit({"do": {"fail": "core"}}, by="manager")
    drill.submit({"do": {"cancel": "restart-a"}}, by="manager")
    drill.submit({"do": {"fail": "core"}})
    assert "failed" in {record.kind for record in drill.run.trace}
    drill.close()


class FullDisk(Disk):
    """A disk that is full when it is told to be."""

    full = False

    def write(self, file: int, data: bytes) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(file, data)


def test_what_cannot_be_written_has_not_happened(tmp_path: Path) -> None:
    disk = FullDisk()
    drill = begin(tmp_path, disk=disk)
    drill.advance(ASKED)
    was = lines(drill)
    disk.full = True
    with pytest.raises(JournalProblem, match="no space is left"):
        drill.submit(BY_HAND, by="operations")
    assert lines(drill) == was
    assert drill.now == ASKED
    with pytest.raises(JournalProblem):
        drill.rewind(MINUTE)
    assert (drill.branch.id, drill.now) == ("A", ASKED)
    disk.full = False
    drill.submit(BY_HAND, by="operations")
    was = lines(drill)
    drill.close()
    back = again(tmp_path)
    assert lines(back) == was
    back.close()


def test_how_far_time_came_is_written_once_a_second_at_most(tmp_path: Path) -> None:
    seconds = Seconds()
    drill = begin(tmp_path, seconds=seconds)
    for step in range(1, 41):
        seconds.now += 0.25
        drill.advance(step * MINUTE)
    reached = [entry for entry in drill.entries if entry.kind == "reached"]
    assert len(reached) == 10
    drill.close()


def test_time_passes_in_pieces_as_it_does_at_once(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    steps = 0
    while not drill.ended:
        drill.advance(drill.plan.horizon, lambda: True)
        steps += 1
    assert steps > 10
    run = Run(compile_plan(load_scenario("tutorial")), 1)
    run.finish()
    assert lines(drill) == list(run.trace.lines())
    drill.close()


def rewritten(path: Path, version: str, seal: str | None = None) -> None:
    """The same journal, as another version would have written it."""
    read = read_journal(path)
    from drillsim.drill.journal import Entry

    rows = [Entry(0, "header", "", 0, "", {**read.header.data(), "drillsim": version}), *read.entries]
    sha, out = "", b""
    for row in rows:
        data = {**row.data, "seal": seal} if seal and "seal" in row.data else row.data
        entry, line = chained(Entry(row.n, row.kind, row.branch, row.at, row.wall, data), sha)
        sha, out = entry.sha, out + line
    path.write_bytes(out)


def test_another_version_says_whether_it_replays_identically(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.close()
    rewritten(path, "9.9")
    back = again(tmp_path)
    assert back.notices == ("this drill was begun with drillsim 9.9; it replays identically with this one",)
    back.close()
    rewritten(path, "9.9", "00")
    with pytest.raises(JournalProblem, match=r"does not come out as it was; it was written by drillsim 9\.9"):
        again(tmp_path)


PLAY = """
import pathlib, sys
from drillsim.drill import Machine, Wish, start_drill
drill = start_drill(Wish("tutorial"), pathlib.Path(sys.argv[1]), Machine(wall=lambda: ""))
print("ready", flush=True)
for step in range(10_000):
    drill.advance(drill.now + 1_000)
    if step % 7 == 0 and drill.now > 60_000:
        branch = drill.rewind(drill.now - 30_000)
        print("branch", branch.id, flush=True)
    entry = drill.submit({"do": {"degrade": "network", "to": 0.9 - step % 5 / 10}})
    print("command", entry.sha, flush=True)
"""


@pytest.mark.parametrize("count", [5, pytest.param(200, marks=pytest.mark.long)])
def test_a_killed_drill_loses_nothing_that_was_acknowledged(tmp_path: Path, count: int) -> None:
    """The process is killed after so many acknowledgements, wherever it is then."""
    for nth in range(count):
        folder = tmp_path / str(nth)
        folder.mkdir()
        child = subprocess.Popen(
            [sys.executable, "-c", PLAY, str(folder / "a.drill")], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        acknowledged = [child.stdout.readline().split() for _ in range(1 + nth * 37 % 60)]
        child.send_signal(signal.SIGKILL)
        acknowledged += [line.split() for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        child.wait()
        child.stdout.close()
        back = again(folder)
        written = {entry.sha for entry in back.entries}
        assert {row[1] for row in acknowledged if row[0] == "command"} <= written
        assert {row[1] for row in acknowledged if row[0] == "branch"} <= set(back.branches.all)
        fresh = Run(back.plan, 1)
        for entry in back.branches.commands(back.branch.id):
            fresh.advance(entry.at)
            back._stage.command(fresh, entry)
        fresh.advance(back.now)
        assert list(fresh.trace.lines()) == lines(back)
        back.close()


def test_a_wait_and_a_switch_differ(tmp_path: Path) -> None:
    """What is decided counts: the journal is not a decoration."""
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.submit(WAIT, by="operations")
    drill.advance(drill.plan.horizon)
    assert drill.run.outcome().breaches == (("internet-banking", "outage"),)
    drill.rewind(ASKED)
    drill.submit(BY_HAND, by="operations")
    drill.advance(drill.plan.horizon)
    assert drill.run.outcome().breaches == ()
    drill.close()
