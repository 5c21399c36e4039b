"""Nobody sees what nobody told him: what a role sees hangs on nothing but the records that it knows of."""

from __future__ import annotations

import dataclasses
import random
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.drill.playing import begin

from drillsim import CommandRefused
from drillsim.drill.sight import Sight, Snapshot
from drillsim.library.find import list_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from drillsim import Record, Run
    from drillsim.drill import Drill
    from drillsim.engine.arrays import DecisionRow, ObligationRow

CASES = [entry.id for entry in list_files("scenario")]
QUICK = ["tutorial", "fsa-n07", "boj-35", "mizuho-2021-03-03"]
MOMENTS = 12


def told(run: Run, role: str) -> set[int]:
    """The records that a role has been told, by its own reading of the trace."""
    owners = {**own(run, run.plan.decisions), **own(run, run.plan.obligations)}
    mine = {name for name, owner in owners.items() if owner == role}
    found = set()
    for record in run.trace:
        by_command = record.kind == "command" and role in record.detail
        if record.detail[-1:] == (role,) if record.kind == "known" else record.subject in mine or by_command:
            found.add(record.position)
    return found


def own(run: Run, rows: Iterable[DecisionRow | ObligationRow]) -> dict[str, str]:
    """Whose each question, or each thing owed, is."""
    plan = run.plan
    return {plan.subjects[row.subject]: plan.subjects[plan.roles[row.role].subject] for row in rows}


def bare(record: Record) -> Record:
    """A record without its place in a trace that others write too, and without the number of a command."""
    detail = record.detail[1:] if record.kind == "command" else record.detail
    return dataclasses.replace(record, position=0, detail=detail)


def facts(sight: Sight) -> tuple[object, ...]:
    """Everything that a seat knows."""
    letters = [dataclasses.replace(letter, record=0) for letter in sight.known.letters]
    return ([bare(record) for record in sight.known.records], letters)


def placeless(seen: Snapshot) -> Snapshot:
    """A snapshot without the places of its records, which others move."""
    return dataclasses.replace(
        seen,
        inbox=tuple(dataclasses.replace(row, record=0) for row in seen.inbox),
        timeline=tuple(bare(row) for row in seen.timeline),
        acts=tuple(dataclasses.replace(row, record=0) for row in seen.acts),
        objectives=() if seen.ended else seen.objectives,
    )


def meddle(drill: Drill, draw: random.Random) -> None:
    """Something that only the facilitator may do, at random."""
    names = list(drill.case.topology.components)
    if draw.random() < 0.3:
        later = {"when": "time >= d+0 00:01"} if draw.random() < 0.5 else {"at": "d+0 23:59"}
        with suppress(CommandRefused):
            drill.submit({"do": {"fail": draw.choice(names)}, **later})
    verb = draw.choice(["fail", "degrade", "repair", "withhold", "release"])
    effect: dict[str, object] = {verb: draw.choice(names)}
    if verb == "degrade":
        effect["to"] = draw.choice([0.1, 0.5, 0.9])
    try:
        drill.submit({"do": effect})
    except CommandRefused:
        return


def decide(drill: Drill, draw: random.Random) -> None:
    """Every open question is answered at random."""
    if drill.ended:
        return
    for question in Sight(drill).look().decisions:
        if question.state == "open" and draw.random() < 0.6:
            options = [option.option for option in question.options if option.available]
            if options:
                drill.submit({"decide": f"{question.decision} {draw.choice(options)}"}, by=question.role)


def check(folder: Path, name: str) -> int:
    """Plays a case with random commands beside the same case left alone; how many looks were compared."""
    draw = random.Random(name)
    (folder / "one").mkdir()
    (folder / "other").mkdir()
    one, other = begin(folder / "one", name), begin(folder / "other", name)
    roles = [one.plan.subjects[row.subject] for row in one.plan.roles]
    sights = {role: (Sight(one, (role,)), Sight(other, (role,))) for role in roles}
    compared = 0
    for step in range(1, MOMENTS + 1):
        for drill in (one, other):
            drill.advance(drill.plan.horizon * step // MOMENTS)
        for role, (mine, theirs) in sights.items():
            seen, beside = mine.look(), theirs.look()
            known = told(one.run, role)
            assert {record.position for record in seen.timeline} <= known
            assert {row.record for row in seen.inbox} <= known
            assert {row.record for row in seen.acts} <= known
            assert (seen.pending, seen.reserves) == ((), ())
            assert not seen.objectives or seen.ended
            if facts(mine) == facts(theirs):
                compared += 1
                assert placeless(seen) == placeless(beside), f"{role} sees more than it was told"
        assert len(Sight(other, facilitator=True).look().systems) == len(other.case.topology.components)
        meddle(other, draw)
        if step % 3 == 0:
            decide(other, draw)
    one.close()
    other.close()
    return compared


@pytest.mark.parametrize("name", QUICK)
def test_no_role_sees_what_it_was_not_told(tmp_path: Path, name: str) -> None:
    """Two drills that differ in what a role cannot know look the same to it."""
    assert check(tmp_path, name) >= 2


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_no_role_of_any_bundled_case_sees_what_it_was_not_told(tmp_path: Path, name: str) -> None:
    assert check(tmp_path, name) >= 2


def test_the_truth_is_not_the_same_to_the_facilitator(tmp_path: Path) -> None:
    """The comparison would notice a leak: to the facilitator the two drills differ at once."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one, other = begin(tmp_path / "one"), begin(tmp_path / "other")
    other.submit({"do": {"fail": "db/b"}})
    sights = [Sight(drill, facilitator=True) for drill in (one, other)]
    assert placeless(sights[0].look()) != placeless(sights[1].look())
    players = [Sight(drill, ("manager",)) for drill in (one, other)]
    assert placeless(players[0].look()) == placeless(players[1].look())
