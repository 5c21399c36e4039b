"""What a role can begin by itself: only what its bank holds ready, and nothing whose name tells what is to come."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drill.playing import ASKED, MINUTE, WAIT, begin

from drillsim.drill.offers import crews_of, free_people, prepared_of, reports_of, works_of
from drillsim.drill.sight import Sight

FEBRUARY = "mizuho-2021-02-28"


def test_work_that_comes_with_a_question_is_not_offered_before_it_was_begun(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    sight = Sight(drill)
    assert works_of(drill.case, sight.look()) == ()
    drill.submit(WAIT, by="operations")
    assert works_of(drill.case, sight.look()) == ()
    assert [row.task for row in sight.look().tasks] == ["repair-a"]


def test_standing_work_is_offered_with_who_is_free(tmp_path: Path) -> None:
    drill = begin(tmp_path, FEBRUARY)
    sight = Sight(drill)
    works = {work.task: work for work in works_of(drill.case, sight.look())}
    assert set(works) == {"unblock-partitions", "enlarge-index", "restart-hub-servers"}
    assert (works["enlarge-index"].people, works["enlarge-index"].free) == (4, 8)
    drill.submit({"do": {"start": "enlarge-index"}}, by="it-operations")
    seen = sight.look()
    assert free_people(drill.case, seen, "developers") == 4
    assert "enlarge-index" not in {work.task for work in works_of(drill.case, seen)}


def test_everything_that_is_offered_can_be_done(tmp_path: Path) -> None:
    drill = begin(tmp_path, FEBRUARY)
    seen = Sight(drill).look()
    offered = [{"start": work.task} for work in works_of(drill.case, seen)]
    offered += [{"call": crew.crew} for crew in crews_of(drill.case)]
    offered += [{"send": message} for message in prepared_of(drill.case, seen)]
    for effect in offered:
        drill.submit({"do": effect}, by="it-operations")
    assert len(drill.entries) == len(offered) > 8


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
