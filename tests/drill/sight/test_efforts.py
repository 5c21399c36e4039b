"""What an option costs is told before anybody decides: the time and the people of the work that it brings."""

from __future__ import annotations

from pathlib import Path

from tests.drill.playing import ASKED, MINUTE, begin

from drillsim.drill.sight import EffortRow, Sight
from drillsim.drill.sight.efforts import efforts_of, likely_of, people_of
from drillsim.model.work import Task
from drillsim.tables.drill.words import Telling
from drillsim.tui.painting.lexicon import Lexicon
from drillsim.tui.painting.options import option_rows
from drillsim.tui.painting.signs import SYMBOLS


def test_every_option_of_the_tutorial_says_what_it_takes(tmp_path: Path) -> None:
    """The repair, the restart and the switch by hand differ by their time, so nobody can decide without it."""
    drill = begin(tmp_path)
    drill.advance(ASKED)
    (question,) = Sight(drill, ("operations",)).look().decisions
    two = (("engineers", 2),)
    assert [option.efforts for option in question.options] == [
        (EffortRow("repair-a", 120 * MINUTE, two),),
        (EffortRow("restart-a", 50 * MINUTE, two),),
        (EffortRow("db", 15 * MINUTE, two),),
    ]
    assert [option.lasts for option in question.options] == [120 * MINUTE, 50 * MINUTE, 15 * MINUTE]
    painted = [row.text.strip() for row in option_rows(Lexicon(drill.case, drill.plan, SYMBOLS), question, 80)]
    for said in (
        "takes about: 2h; 2 of Engineers",
        "takes about: 50m; 2 of Engineers",
        "takes about: 15m; 2 of Engineers",
    ):
        assert said in painted
    assert "takes about 50m; 2 of Engineers" in "\n".join(Telling(drill).decision(question))


def test_an_option_that_starts_several_works_names_each(tmp_path: Path) -> None:
    case = begin(tmp_path, "mizuho-2021-03-12").case
    option = case.scenario.decisions["vendor"].options["replace-and-restart"]
    efforts = efforts_of(case.topology, case.scenario, option)
    assert [effort.work for effort in efforts] == ["vendor-repair", "restart-hub-servers"]
    assert efforts[1].people == (("disk-vendor", 2),)


def test_steps_add_up_and_a_crew_is_as_large_as_its_largest_step() -> None:
    steps = {
        "look": {"takes": "10m", "people": 3},
        "mend": {"takes": "20m", "people": 2},
        "test": {"takes": "5m", "crew": "testers"},
    }
    task = Task.model_validate({"crew": "engineers", "steps": steps})
    assert likely_of(task) == 35 * MINUTE
    assert people_of(task) == (("engineers", 3), ("testers", 1))
