"""A second process follows a drill, and asks the one that runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drill.playing import ASKED, MINUTE, again, begin, lines, machine

from drillsim import CommandRefused
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
    good = follower.submit({"do": {"fail": "network"}}, why="now it gets hard")
    bad = follower.submit({"decide": "database pray"}, by="operations")
    assert follower.answers() == []
    assert [answer.refused == "" for answer in serve_spool(drill)] == [True, False]
    done, refused = follower.answers()
    assert (done.name, done.refused) == (good, "")
    assert refused.name == bad
    assert "'database' does not offer 'pray'" in refused.refused
    assert follower.answers() == []
    assert follower.follow()
    assert follower.drill.entries[-1].data["why"] == "now it gets hard"
    assert lines(follower.drill) == lines(drill)
    assert serve_spool(drill) == []
    assert list(spool_of(tmp_path / "a.drill").iterdir()) == []
    drill.close()


def test_a_follower_decides_with_why_and_how_sure_notes_and_marks(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    drill.advance(ASKED)
    follower = Follower(tmp_path / "a.drill", machine())
    follower.submit({"decide": "database wait-for-repair"}, by="operations", why="it is safer", confidence="low")
    follower.submit({"do": {"fail": "network"}, "at": "10:30"})
    follower.submit({"tell": "manager", "says": "look", "when": "core down"})
    follower.note("始め [/b]", by="operations")
    follower.mark("decide-early", 2, "at once", rating="met")
    assert [answer.refused for answer in serve_spool(drill)] == [""] * 5
    decided, fault, message, note, mark = [entry for entry in drill.entries if entry.kind != "reached"]
    assert decided.data["do"] == {"decide": "database wait-for-repair", "by": "operations"}
    assert (decided.data["why"], decided.data["confidence"]) == ("it is safer", "low")
    assert (fault.data["do"]["at"], message.data["do"]["when"]) == ("10:30", "core down")
    assert (note.data["text"], note.data["by"]) == ("始め [/b]", "operations")
    assert (mark.data["objective"], mark.data["criterion"], mark.data["rating"]) == ("decide-early", 2, "met")
    follower.follow()
    assert lines(follower.drill) == lines(drill)
    drill.close()


def test_what_could_never_be_is_refused_at_once_and_not_left(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    follower = Follower(tmp_path / "a.drill", machine())
    with pytest.raises(CommandRefused, match="unknown component"):
        follower.submit({"do": {"fail": "nothing"}})
    with pytest.raises(CommandRefused, match="only the facilitator"):
        follower.submit({"do": {"fail": "network"}}, by="operations")
    with pytest.raises(CommandRefused, match="there is no objective"):
        follower.mark("nothing", 0, "x")
    with pytest.raises(CommandRefused, match="has 3 criteria"):
        follower.mark("decide-early", 3, "x")
    assert not spool_of(tmp_path / "a.drill").exists()
    drill.close()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 9_000,
        '{"do": {}}',
        '{"kind": "command", "do": 3, "by": "", "why": "", "confidence": ""}',
        '{"kind": "command", "do": {"tell": "manager", "says": NaN}, "by": "", "why": "", "confidence": ""}',
        '{"kind": "note", "text": "\\ud800", "by": ""}',
        '{"kind": "note", "text": 3, "by": ""}',
        '{"kind": "mark", "objective": "decide-early", "criterion": "1", "text": "", "by": "", "rating": ""}',
        '{"kind": "branch", "parent": "A", "keeps": 0, "title": ""}',
    ],
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


def test_a_follower_stops_the_clock_and_lets_it_go_on(tmp_path: Path) -> None:
    drill = begin(tmp_path)
    follower = Follower(tmp_path / "a.drill", machine())
    follower.set_clock(paused=False, speed=300)
    assert [answer.refused for answer in serve_spool(drill)] == [""]
    assert (drill.clock.paused, drill.clock.speed) == (False, 300)
    follower.follow()
    assert not follower.is_paused
    follower.set_clock(paused=True)
    serve_spool(drill)
    assert drill.clock.paused
    drill.close()


def test_a_follower_leaves_nothing_where_nobody_runs_the_drill(tmp_path: Path) -> None:
    """What was left for a process that has ended must not strike hours later, when somebody takes the drill up."""
    drill = begin(tmp_path)
    follower = Follower(tmp_path / "a.drill", machine())
    follower.submit({"do": {"fail": "db/b"}})
    drill.close()
    assert not follower.is_run
    with pytest.raises(CommandRefused, match="nobody runs this drill now"):
        follower.submit({"do": {"fail": "db/b"}})
    taken_up = again(tmp_path)
    assert serve_spool(taken_up) == []
    assert [answer.refused for answer in follower.answers()] == ["nobody ran the drill when this was left"]
    assert not [entry for entry in taken_up.entries if entry.kind == "command"]
    taken_up.close()
