"""A drill line by line: what is said, what is refused, and what remains of it."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drillsim.drill import Wish, start_drill
from drillsim.drill.attaching import serve_spool
from drillsim.drill.journal import read_journal
from drillsim.drill.shelf import new_path
from drillsim.tables.drill.export import as_csv, as_markdown

if TYPE_CHECKING:
    from tests.cli.conftest import Said, Talk

BY_HAND = """\
until next decision
decide database switch-by-hand because the tolerance is 90 minutes
confirm
wait 4h
"""


def play(talk: Talk, moves: str, *words: str) -> Said:
    """A scripted drill of the tutorial in the folder in which one works."""
    Path("moves.txt").write_text(moves, encoding="utf-8")
    return talk("drill", "tutorial", "--script", "moves.txt", "--folder", ".", *words)


def journal() -> Path:
    return next(Path().glob("*.drill"))


def test_a_scripted_drill_is_a_transcript_with_a_summary(talk: Talk) -> None:
    said = play(talk, BY_HAND)
    assert said.code == 0
    assert (
        '09:41:00  IT operations reads, by Monitoring console: Database alarm; "The database does not answer"'
        in said.out
    )
    assert "  switch-by-hand: Switch to the standby by hand; needs Duty manager" in said.out
    assert "Write confirm to decide database switch-by-hand: confirm" in said.out
    assert "What came of it" in said.out
    questions = said.out.split("Questions and answers")[1].splitlines()
    assert questions[3].split()[0] == "database"
    assert questions[3].split()[-3:] == ["09:41", "09:51", "09:51"]
    assert "Database A repaired" in said.out.split("what was published")[1]


def test_a_blind_drill_keeps_what_was_published_to_itself(talk: Talk) -> None:
    assert "what was published" not in play(talk, BY_HAND, "--blind").out


def test_a_deputy_may_answer_what_is_asked_of_somebody_else(talk: Talk) -> None:
    """Whoever stands in for the head of IT reaches the run; a role that does not is told what it may know."""
    Path("moves.txt").write_text("decide hold-td-atm keep-open\nconfirm\nquit\n", encoding="utf-8")
    words = ("drill", "mizuho-2021-02-28", "--script", "moves.txt", "--folder", ".", "--role")
    deputy, other = talk(*words, "it-operations").out, talk(*words, "atm-centre").out
    assert "'hold-td-atm keep-open' cannot be chosen: it has not been asked yet" in deputy
    assert "Write confirm" not in other
    assert "'hold-td-atm' has not been asked yet" in other


def test_the_same_script_gives_the_same_transcript(talk: Talk) -> None:
    first = play(talk, BY_HAND).out.splitlines()
    journal().unlink()
    assert play(talk, BY_HAND).out.splitlines()[:-1] == first[:-1], "only the name of the journal differs"


def test_a_decision_needs_the_word(talk: Talk) -> None:
    said = play(talk, "until next decision\ndecide database switch-by-hand\n\nquestions\nquit\n")
    assert "Not decided." in said.out
    assert said.out.count("How to bring the database back (database): OPEN") == 2
    assert [entry.kind for entry in read_journal(journal()).entries if entry.kind == "command"] == []


def test_why_it_was_decided_is_kept(talk: Talk) -> None:
    play(talk, BY_HAND)
    (command,) = [entry for entry in read_journal(journal()).entries if entry.kind == "command"]
    assert command.data["why"] == "the tolerance is 90 minutes"
    assert command.data["by"] == "operations"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("wiat 10m", "'wiat' is not known here"),
        ("wait soon", "soon"),
        ("until nonsense down", "unknown name 'nonsense'"),
        ("until atm-cash.failed > 3", "no role is told 'atm-cash.failed' as it goes"),
        ("until 08:00 and more", ""),
        ("wait 42m\nuntil next decision", "a question is open: How to bring the database back"),
        ("until 09:42\ndecide database switch-by-hand\nconfirm\nuntil next decision", "write until end to go there"),
        ("decide database", "this is not a choice"),
        ("decide database wait-for-repair", "'database' has not been asked yet"),
        ("decide database wait-for-repair sure quite", "'quite' is not how sure one can be"),
        ("do {fail: core}", "only the facilitator may do this"),
        ("why internet-banking", "why it is so is told when the drill is over"),
        ("compare A B", "branches are compared when the drill is over"),
        ("back later", "'later' is no clock time"),
        ("back 10:00", "that moment has not come yet"),
        ("switch Z", "there is no branch 'Z'"),
        ("note", "a note needs words"),
        ("mark decide-early x", "this is not an observation"),
        ("start nonsense", "nonsense"),
    ],
)
def test_what_is_refused_says_why_and_the_talk_goes_on(talk: Talk, line: str, reason: str) -> None:
    said = play(talk, f"{line}\nnote still here\nquit\n")
    assert "Refused: " in said.out
    assert reason in said.out
    assert "Noted." in said.out
    assert said.code == 1, "a script in which something was refused did not go as written"


def test_a_player_hears_nothing_that_was_not_told(talk: Talk) -> None:
    out = play(talk, "wait 40m\nstatus\nquit\n", "--role", "manager").out
    assert "Internet banking (internet-banking): ? no report" in out
    assert "Database" not in out


def test_the_facilitator_sees_and_does_more(talk: Talk) -> None:
    out = play(
        talk,
        "wait 45m\nlines\nwhy internet-banking\ndo {fail: network}\nwait 1m\nlines\nquit\n",
        "--role",
        "facilitator",
    ).out
    assert "Internet banking (internet-banking): DOWN" in out
    assert "it lies hidden: switch-left-off" in out
    assert "Network (network) fails" in out


def test_the_facilitator_chooses_from_what_there_is_and_gives_a_hint(talk: Talk) -> None:
    moves = "faults db\nfaults nothing\nreserves\ntell operations look at\tthe standby\ntell operations\nquit\n"
    said = play(talk, moves, "--role", "facilitator")
    assert "do {fail: db}  # fails altogether\n" in said.out
    assert "do {switch: db}  # is switched over by hand\n" in said.out
    assert "there is nothing called 'nothing'" in said.out
    assert '09:00:00  IT operations reads, by word of mouth: a message; "look at the standby"' in said.out
    assert "a message needs words" in said.out
    journal().unlink()
    assert play(talk, "faults db\nreserves\nquit\n").out.count("only the facilitator may do this") == 2


def test_the_facilitator_plans_injects_and_skips_a_question(talk: Talk) -> None:
    moves = (
        "at 09:20 do {fail: network}\nwhen db down for 2m then hint manager look at the clock\n"
        "at 09:30 send database-dead\npending\nwithdraw 2\npending\nwait 45m\npending\nskip database\nquestions\n"
        "at 10:00\nwhen core down do {fail: core}\nwhen core dwn then do {fail: core}\ncorrect database-dead\nquit\n"
    )
    out = play(talk, moves, "--role", "facilitator").out
    assert "0  09:20:00: fail: network\n1  when db down for 2m: manager: look at the clock\n2  09:30:00: send:" in out
    assert out.count("2  09:30:00") == 1
    assert "09:20:00  Network (network) fails" in out
    assert '09:42:00  Duty manager reads, by word of mouth: a hint; "look at the clock"' in out
    assert "Nothing waits." in out
    assert "SKIPPED" in out
    assert "a time needs something that is done then" in out
    assert "a condition needs something that is done then" in out
    assert "at sign 6 of 'core dwn': 'dwn' is not a state" in out
    assert "this corrects no estimate" in out


def test_what_was_published_is_told_beside_what_happened_here(talk: Talk) -> None:
    Path("moves.txt").write_text("published\nwait 3d\npublished\nquit\n", encoding="utf-8")
    out = talk("drill", "mizuho-2021-03-12", "--script", "moves.txt", "--folder", ".", "--blind").out
    assert "Nothing that was published may be seen yet." in out
    assert "; here: " in out


def test_going_back_makes_a_branch_to_compare(talk: Talk) -> None:
    moves = "wait 41m\nwait 20m\nback 09:41\nbranches\nfork again\nname B once more\nname\nbranches\nswitch A\n"
    moves += "compare A B\nquit\n"
    out = play(talk, moves, "--role", "facilitator").out
    assert "09:41:00  T+41m  branch B" in out
    assert "* B  from A at 09:41:00; 09:41:00" in out
    assert "branch C (again)" in out
    assert "Branch B is called once more." in out
    assert "  B  once more; from A at 09:41:00; 09:41:00" in out
    assert "this names no branch" in out
    assert "10:01:00  T+1h1m  branch A" in out
    assert "at 09:41:00" in out


def test_a_drill_is_taken_up_where_it_was_left(talk: Talk) -> None:
    play(talk, "wait 41m\nquit\n")
    Path("moves.txt").write_text("status\nquit\n", encoding="utf-8")
    said = talk("drill", "--resume", str(journal()), "--script", "moves.txt")
    assert "09:41:00  T+41m  branch A" in said.out
    assert "How to bring the database back (database): OPEN" in said.out


def test_when_it_is_over_one_may_ask_why_compare_and_go_back(talk: Talk) -> None:
    said = play(talk, "wait 5h\nwhy internet-banking\nback 09:45\nwait 5h\ncompare A B\nquit\n")
    assert said.code == 0
    assert said.out.count("What came of it") == 2
    assert "it lies hidden: switch-left-off" in said.out
    assert "09:45:00  T+45m  branch B" in said.out
    assert "at 12:45:00" in said.out


def test_the_end_is_reached_by_its_name_only(talk: Talk) -> None:
    """Whoever looks for a question that never comes stays; who wants it so is stopped on the way to the end."""
    out = play(talk, "until next decision\nquit\n", "--role", "manager").out
    assert "no question follows up to the end" in out
    assert "T+3h45m" not in out
    journal().unlink()
    said = play(talk, "stops on\nuntil end\nuntil end\n")
    assert said.code == 0
    assert "Stopped: a question is open." in said.out
    assert said.out.index("09:41:00  T+41m") < said.out.index("12:45:00") < said.out.index("What came of it")


def test_a_second_terminal_follows_and_leaves_commands(talk: Talk) -> None:
    """The owner holds the drill; the facilitator looks on, asks for a fault, and hears what became of it."""
    held = start_drill(Wish("tutorial"), Path("a.drill"))
    held.advance(45 * 60_000)
    held.note("here")
    moves = "lines\nwait 10m\nname A x\nnote x\ndo {fail: network}\nmark decide-early 3 so it was\n"
    moves += "decide database wait-for-repair sure low because it is safer\nconfirm\nstart nonsense\nquit\n"
    Path("moves.txt").write_text(moves, encoding="utf-8")
    said = talk("drill", "--attach", "a.drill", "--role", "facilitator", "--script", "moves.txt")
    assert "09:45:00  T+45m  branch A" in said.out
    assert "Internet banking (internet-banking): DOWN" in said.out
    assert said.out.count("only the process that runs the drill does this") == 2
    assert said.out.count("Left for the process that runs the drill.") == 4
    assert "Refused: " in said.out.split("start nonsense")[1]
    assert held.now == 45 * 60_000
    assert [answer.refused for answer in serve_spool(held)] == [""] * 4
    note, fault, mark, decided = held.entries[-4:]
    assert (note.kind, note.data["text"]) == ("note", "x")
    assert fault.data["do"] == {"do": {"fail": "network"}}
    assert (mark.kind, mark.data["criterion"], mark.data["text"]) == ("mark", 2, "so it was")
    assert (decided.data["why"], decided.data["confidence"]) == ("it is safer", "low")
    held.close()


def test_drills_are_listed_with_what_became_of_them(talk: Talk) -> None:
    assert "There are no drills in ." in talk("drills", "--folder", ".").out
    play(talk, "wait 41m\nquit\n")
    assert "goes on" in talk("drills", "--folder", ".").out
    journal().unlink()
    play(talk, "wait 5h\n")
    assert "over: 3 breaches" in talk("drills", "--folder", ".").out
    journal().write_bytes(b"nonsense\n")
    assert "it does not begin" in talk("drills", "--folder", ".").out


def test_a_drill_speaks_japanese(talk: Talk) -> None:
    moves = (
        "次の判断\nuntil next decision\n判断 database switch-by-hand 確信 高 なぜなら 90分を超えるため\n決定\n待つ 4h\n"
    )
    said = play(talk, moves, "--lang", "ja")
    assert "システム運用に着信（監視コンソール）：データベース警報" in said.out
    assert "演習の結果" in said.out
    assert "できません：「次の判断」という指示はありません" in said.out
    (command,) = [entry for entry in read_journal(journal()).entries if entry.kind == "command"]
    assert (command.data["why"], command.data["confidence"]) == ("90分を超えるため", "high")


def test_log_and_decisions_are_written(talk: Talk) -> None:
    play(talk, "note =SUM(A1)\n" + BY_HAND, "--export", "out")
    rows = list(csv.reader(Path("out/decisions.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1][2:6] == ["Switch to the standby by hand", "2026-04-15 09:41", "2026-04-15 09:51", "2026-04-15 09:51"]
    assert rows[1][7] == "the tolerance is 90 minutes"
    assert "'=SUM(A1)" in Path("out/log.csv").read_text(encoding="utf-8-sig")
    assert "| =SUM(A1) |" in Path("out/log.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_cell_that_looks_like_a_formula_is_text(cell: str) -> None:
    assert next(csv.reader([as_csv([[cell, "a"]]).rstrip("\r\n")])) == [f"'{cell}", "a"]


def test_text_does_not_steer_a_page() -> None:
    assert r"a\|b \[x\]\<i\>" in as_markdown("T", [["head"], ["a|b [x]<i>"]])


def test_a_drill_never_lies_where_another_does(tmp_path: Path) -> None:
    first = new_path(tmp_path, "case", "2026-11-21T15:29:23+00:00")
    assert first.name == "case-20261121-1529.drill"
    first.write_text("")
    assert new_path(tmp_path, "case", "2026-11-21T15:29:24+00:00").name == "case-20261121-1529-2.drill"


def test_what_is_missing_or_unknown_is_told(talk: Talk) -> None:
    assert talk("drill").code == 2
    assert "name a scenario, or a journal with --resume" in talk("drill").err
    assert "there is no role 'boss'" in talk("drill", "tutorial", "--role", "boss", "--folder", ".").err
    assert talk("drill", "--resume", "nothing.drill").code == 2
    assert "nothing.drill" in talk("drill", "--resume", "nothing.drill").err
    assert talk("drill", "tutorial", "--script", "nothing.txt").code == 2
    assert list(Path().glob("*.drill")) == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_closes_the_journal(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name, None)
    if number is None:
        pytest.skip("this system has no such signal")
    code = (  # whoever started the tests may ignore an interrupt
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from drillsim.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, "--lang", "en", "drill", "tutorial", "--folder", str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("wait 41m\n")
    child.stdin.flush()
    while "T+41m" not in (line := child.stdout.readline()):
        assert line, "it ended by itself"
    child.send_signal(number)
    _out, err = child.communicate()
    assert child.returncode == 130
    assert "Traceback" not in err
    read = read_journal(next(tmp_path.glob("*.drill")))
    assert (read.entries[-1].kind, read.entries[-1].at, read.notices) == ("reached", 41 * 60_000, ())
