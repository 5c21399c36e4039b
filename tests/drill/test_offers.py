"""What a role can begin by itself: only what its bank holds ready, and nothing whose name tells what is to come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.drill.playing import ASKED, MINUTE, WAIT, begin, with_work

from drillsim.drill.offers import crews_of, free_people, prepared_of, reports_of, works_of
from drillsim.drill.sight import Sight
from drillsim.drill.sight.claims import subjects_of
from drillsim.drill.standing import is_touched
from drillsim.engine.kernel.errors import CommandRefused

if TYPE_CHECKING:
    from drillsim.drill import Drill

FEBRUARY = "mizuho-2021-02-28"


def test_work_that_comes_with_a_question_is_not_offered_before_it_was_begun(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    sight = Sight(drill)
    assert works_of(drill.case, sight.look()) == ()
    drill.submit(WAIT, by="operations")
    assert works_of(drill.case, sight.look()) == ()
    assert [row.task for row in sight.look().tasks] == ["repair-a"]


def offered(drill: Drill, *roles: str) -> set[str]:
    return {work.task for work in works_of(drill.case, Sight(drill, roles).look())}


def test_standing_work_is_offered_with_who_is_free(tmp_path: Path) -> None:
    drill = begin(tmp_path, with_work(tmp_path))
    drill.advance(ASKED)
    sight = Sight(drill, ("operations",))
    works = {work.task: work for work in works_of(drill.case, sight.look())}
    assert (works["mend"].people, works["mend"].free, works["mend"].takes) == (2, 3, 30 * MINUTE)
    drill.submit({"do": {"start": "mend"}}, by="operations")
    seen = sight.look()
    assert free_people(drill.case, seen, "engineers") == 1
    assert {work.task for work in works_of(drill.case, seen)} == {"look"}


def test_work_that_acts_on_something_is_offered_once_that_was_reported(tmp_path: Path) -> None:
    """Operations read of the database, the manager of internet banking; what only asks is open to everybody."""
    drill = begin(tmp_path, with_work(tmp_path))
    assert offered(drill, "operations") == offered(drill, "manager") == {"look"}
    drill.advance(42 * MINUTE)
    assert offered(drill, "operations") == {"look", "mend"}
    assert offered(drill, "manager") == {"look"}
    drill.advance(75 * MINUTE)
    assert offered(drill, "manager") == {"look", "call-round"}
    assert offered(drill) == {"look", "mend", "call-round"}


def test_what_a_message_counts_is_what_it_speaks_of(tmp_path: Path) -> None:
    drill = begin(tmp_path, "fsa-50")
    seen = Sight(drill).look()
    correct = drill.case.scenario.tasks["correct-entries"]
    assert not is_touched(drill.case, "correct-entries", correct, seen.reported)
    told = subjects_of(drill.case.scenario.signals["many-wrong"])
    assert told == {"wrong-entries"}
    assert is_touched(drill.case, "correct-entries", correct, told)


@pytest.mark.parametrize(
    ("task", "reported", "touched"),
    [
        ("restart-hub-servers", "hub/storage", True),
        ("restart-hub-servers", "hub/servers", True),
        ("restart-hub-servers", "core", False),
        ("enlarge-index", "core/cancel-index", True),
        ("enlarge-index", "core/cancel-index.index", True),
        ("enlarge-index", "core", False),
        ("unblock-partitions", "ib/partitions", True),
    ],
)
def test_work_touches_what_it_acts_on_and_what_waits_for_it(
    tmp_path: Path, task: str, reported: str, touched: bool
) -> None:
    case = begin(tmp_path, FEBRUARY).case
    assert is_touched(case, task, case.topology.tasks[task], {reported}) == touched


def test_the_facilitator_is_offered_everything_and_players_without_fog_what_no_question_starts(tmp_path: Path) -> None:
    drill = begin(tmp_path, FEBRUARY, fog=False)
    everything = {*drill.case.topology.tasks, *drill.case.scenario.tasks}
    assert {work.task for work in works_of(drill.case, Sight(drill, facilitator=True).look())} == everything
    assert offered(drill) == {"restart-hub-servers"}


def test_no_role_begins_by_itself_what_a_question_starts(tmp_path: Path) -> None:
    """Enlarging the index file needs the IT head, whoever asks for it."""
    drill = begin(tmp_path, FEBRUARY)
    for role in ("customer-desk", "it-operations", "it-head"):
        with pytest.raises(CommandRefused, match="'enlarge-index' is begun by deciding"):
            drill.submit({"do": {"start": "enlarge-index"}}, by=role)
    assert not [entry for entry in drill.entries if entry.kind == "command"]
    drill.submit({"do": {"start": "restart-hub-servers"}}, by="it-operations")
    drill.submit({"do": {"start": "enlarge-index"}})
    assert {row.task for row in Sight(drill, facilitator=True).look().tasks} >= {"enlarge-index"}


def test_no_bundled_case_offers_work_that_a_question_starts(tmp_path: Path) -> None:
    for name in (FEBRUARY, "mizuho-2021-03-03", "mizuho-2021-03-07", "mizuho-2021-03-12"):
        folder = tmp_path / name
        folder.mkdir()
        assert offered(begin(folder, name)) == set(), name


def test_everything_that_is_offered_can_be_done(tmp_path: Path) -> None:
    drill = begin(tmp_path, FEBRUARY)
    seen = Sight(drill).look()
    offers = [{"start": work.task} for work in works_of(drill.case, seen)]
    offers += [{"call": crew.crew} for crew in crews_of(drill.case)]
    offers += [{"send": message} for message in prepared_of(drill.case, seen)]
    for effect in offers:
        drill.submit({"do": effect}, by="it-operations")
    assert len(drill.entries) == len(offers) > 5


@pytest.mark.parametrize(
    ("role", "found"),
    [("customer-desk", ()), ("crisis-office", ("regulator-report",)), ("system-developers", ())],
)
def test_a_role_sends_what_lies_ready_for_it_and_no_findings(tmp_path: Path, role: str, found: tuple[str, ...]) -> None:
    """The developers' message that the cause is found comes out of their search, never out of their hands."""
    drill = begin(tmp_path, FEBRUARY)
    assert prepared_of(drill.case, Sight(drill, (role,)).look()) == found


def test_what_is_owed_comes_first_with_the_message_that_meets_it(tmp_path: Path) -> None:
    drill = begin(tmp_path, FEBRUARY)
    sight = Sight(drill, ("crisis-office",))
    assert all(report.deadline is None for report in reports_of(drill.case, sight.look()))
    while not any(row.obligation == "regulator-first-report" for row in sight.look().obligations):
        drill.advance(drill.now + 30 * MINUTE)
        assert not drill.ended
    first = reports_of(drill.case, sight.look())[0]
    assert (first.to, first.obligation, first.by, first.sends) == (
        "regulator", "regulator-first-report", "crisis-office", "regulator-report",
    )  # fmt: skip
