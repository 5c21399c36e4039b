"""A second process follows a drill, and asks the one that runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drill.playing import ASKED, MINUTE, begin, lines, machine

from drillsim.drill.attaching import Follower, serve_spool, spool_of
from drillsim.drill.journal import JournalProblem
from drillsim.drill.sight import Sight


def test_a_follower_is_where_the_journal_is(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    follower = Follower(tmp_path / "a.drill", machine())
    assert not follower.follow()
    drill.advance(ASKED)
    drill.submit({"decide": "database wait-for-repair"}, by="operations")
    assert follower.follow()
    assert (follower.drill.now, lines(follower.drill)) == (ASKED, lines(drill))
    drill.rewind(MINUTE)
    assert follower.follow()
    assert (follower.drill.branch.id, follower.drill.now) == ("B", MINUTE)
    drill.close()


def test_a_follower_sees_the_truth_while_the_players_do_not(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    drill.note("here")
    follower = Follower(tmp_path / "a.drill", machine())
    seen = Sight(follower.drill, facilitator=True).look()
    assert {row.component: row.state for row in seen.systems}["db/a"] == "down"
    drill.close()


def test_what_a_follower_asks_for_is_done_by_the_owner_and_answered(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    follower = Follower(tmp_path / "a.drill", machine())
    good = follower.ask({"do": {"fail": "network"}}, why="now it gets hard")
    bad = follower.ask({"do": {"fail": "nothing"}})
    assert follower.answer(good) is None
    assert [answer.refused == "" for answer in serve_spool(drill)] == [True, False]
    done, refused = follower.answer(good), follower.answer(bad)
    assert done is not None
    assert done.refused == ""
    assert refused is not None
    assert "unknown component" in refused.refused
    assert follower.follow()
    assert follower.drill.entries[-1].data["why"] == "now it gets hard"
    assert lines(follower.drill) == lines(drill)
    assert serve_spool(drill) == []
    assert list(spool_of(tmp_path / "a.drill").iterdir()) == []
    drill.close()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"do": 3, "by": "", "why": ""}', '{"do": {}}', "[" * 9_000]
)
def test_what_cannot_be_read_is_refused_and_stops_nothing(tmp_path: Path, content: str) -> None:
    drill = begin(tmp_path)
    spool_of(tmp_path / "a.drill").mkdir()
    (spool_of(tmp_path / "a.drill") / "x-1.asked").write_text(content)
    before = lines(drill)
    (answer,) = serve_spool(drill)
    assert answer.refused == "what was left cannot be read"
    assert lines(drill) == before
    drill.close()


def test_a_follower_writes_nothing(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    follower = Follower(tmp_path / "a.drill", machine())
    whole = (tmp_path / "a.drill").read_bytes()
    with pytest.raises(JournalProblem, match="only follows"):
        follower.drill.note("x")
    assert (tmp_path / "a.drill").read_bytes() == whole
    drill.close()
    (tmp_path / "a.drill").unlink()
    with pytest.raises(JournalProblem, match="no such file"):
        follower.follow()
