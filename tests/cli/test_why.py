"""What `drillsim why` says: the walk from an outage back to its roots, in the reader's words."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drillsim.cli.simulating import prepare
from drillsim.engine.kernel.records import KINDS
from drillsim.library import list_files
from drillsim.tables.run.account import was_hit
from drillsim.tables.simulated import Asked
from drillsim.telling.cells import cell_width
from drillsim.telling.happened.words import UNKNOWN, Words

if TYPE_CHECKING:
    from tests.cli.conftest import Talk

CASES = sorted(entry.id for entry in list_files("scenario"))
DECIDED = [
    *((case, None) for case in CASES),
    *((case, policy) for case in CASES[-5:] for policy in ("by-cp", "nobody")),
]
STEP = re.compile(r"^(\d\d:\d\d:\d\d) ( *)(\S.*)$")


def steps(text: str) -> list[tuple[str, int, str]]:
    found = [STEP.match(line) for line in text.splitlines()]
    return [(match[1], len(match[2]), match[3]) for match in found if match is not None]


def test_each_step_has_its_time_and_stands_deeper_than_what_it_caused(talk: Talk) -> None:
    said = talk("why", "tutorial", "internet-banking")
    assert said.code == 0
    told = steps(said.out)
    assert "is out" in told[0][2]
    assert told[1][1] > told[0][1]
    for (time, depth, _words), (later_time, later_depth, _more) in itertools.pairwise(told):
        assert later_depth <= depth or later_time <= time, "a cause comes no later than what it caused"
    assert any("Database A dies (database-dies) [root cause]" in words for _time, _depth, words in told)


def test_every_record_is_named_once(talk: Talk) -> None:
    told = steps(talk("why", "tutorial", "internet-banking").out)
    assert len({(time, words) for time, _depth, words in told}) == len(told)


def test_the_inputs_are_said_again(talk: Talk) -> None:
    said = talk("why", "tutorial", "internet-banking", "--policy", "nobody", "--seed", "3")
    assert said.out.splitlines()[-1] == "seed 3; policy nobody (nothing is decided); unpinned (durations are drawn)"


def test_the_walk_can_begin_at_an_earlier_time(talk: Talk) -> None:
    assert "Nothing happened to" in talk("why", "tutorial", "internet-banking", "--at", "09:30").out
    assert "is out" in talk("why", "tutorial", "internet-banking", "--at", "45m").out


def test_a_line_that_was_not_hit_is_said_to_be_so(talk: Talk) -> None:
    said = talk("why", "tutorial", "internet-banking", "--with", "switch-left-on")
    assert said.code == 0
    assert said.out.startswith("Nothing happened to Internet banking (internet-banking) up to")


def test_a_line_that_only_waited_is_explained_by_what_held_up_its_processing(talk: Talk) -> None:
    said = talk("why", "tutorial", "transfers").out
    assert "its items waited because this held up their processing" in said
    told = steps(said)
    assert told[0][2] == "Payment gateway (gateway) goes down"
    assert any("Database A dies (database-dies) [root cause]" in words for _time, _depth, words in told)
    assert "Nothing happened to Transfers" in talk("why", "tutorial", "transfers", "--at", "09:30").out


def test_every_line_that_was_hit_too_has_something_to_tell(talk: Talk) -> None:
    Path("slow.yaml").write_text(
        "id: slow\ntopology:\n  id: o\n  components: {core: {kind: x}}\n"
        "  backlogs: {queue: {served_by: {core: 30/h}}}\n"
        "  lines: {post: {needs: [core], demand: 60/h, backlog: queue}}\n"
        "starts: 2026-04-15 09:00\nends: 2026-04-15 12:00\n",
        encoding="utf-8",
    )
    said = " ".join(talk("why", "slow.yaml").out.split())
    assert "was hit, but nothing that it needs or that serves it is recorded as having failed" in said


def test_without_a_line_it_is_the_line_that_was_hit_worst(talk: Talk) -> None:
    said = talk("why", "tutorial")
    named = talk("why", "tutorial", "internet-banking")
    assert said.code == 0
    assert said.out.startswith(named.out.rstrip("\n"))
    assert "Hit too, and explained if you name one: " in said.out
    assert "No line was hit up to" in talk("why", "tutorial", "--at", "09:30").out


def test_it_reads_in_japanese_too(talk: Talk) -> None:
    said = talk("why", "tutorial", "internet-banking", "--lang", "ja")
    assert "データベースAが停止" in said.out
    assert "根本原因" in said.out
    assert not re.search(r"[ぁ-んァ-ヶ一-龠] [ぁ-んァ-ヶ一-龠]", said.out)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", CASES)
def test_every_walk_of_every_bundled_case_fits_eighty_columns(talk: Talk, name: str, lang: str) -> None:
    told = prepare(Asked(name, 1, None, (), ()))
    told.run.finish()
    hit = [line.line for line in told.run.outcome().lines if was_hit(line)]
    for line in hit[:2]:
        said = talk("why", name, line, "--lang", lang)
        assert said.code == 0
        assert [row for row in said.out.splitlines() if cell_width(row) > 80] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["tutorial", "internet-bankin"], "no line 'internet-bankin'\nhint: did you mean 'internet-banking'?"),
        (["tutorial", "core"], "no line 'core'"),
        (["tutorial", "internet-banking", "--at", "never"], "never"),
        (["tutorial", "internet-banking", "--at", "18:00"], "lies outside the scenario"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_mistake_is_answered(talk: Talk, words: list[str], message: str) -> None:
    said = talk("why", *words)
    assert said.code == 2
    assert message in said.err


# -- the words ----------------------------------------------------------------------------------------------------


def test_there_is_a_sentence_for_every_kind_of_record() -> None:
    from drillsim.telling.happened.sentences import sentences

    told = sentences()
    assert [kind for kind in KINDS if kind not in told] == []
    of_lines = {f"{stem}-{kind}" for stem in ("line", "queue") for kind in ("level", "kept")}
    assert [key for key in told if key.partition(":")[0] not in {*KINDS, *of_lines}] == []


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(("name", "policy"), DECIDED)
def test_every_record_of_every_bundled_case_becomes_a_whole_sentence(
    name: str, policy: str | None, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", lang)
    told = prepare(Asked(name, 1, policy, (), ()))
    told.run.finish()
    words = Words(told.case, told.plan)
    unclear = [
        (record, text)
        for record in told.run.trace
        if UNKNOWN in (text := words.sentence(record)) or not text or "{" in text
    ]
    assert unclear == []


def test_a_detail_of_an_unknown_shape_shows_as_question_marks() -> None:
    from drillsim.engine import Record

    told = prepare(Asked("tutorial", 1, None, (), ()))
    words = Words(told.case, told.plan)
    assert words.sentence(Record(0, "degraded", "core", (), (), 0)) == "Core banking (core) is degraded to ??"
    assert words.sentence(Record(0, "degraded", "core", ("far",), (), 0)) == "Core banking (core) is degraded to ??"
    assert words.sentence(Record(0, "set", "core", (), (), 0)) == "?? is set to ??"
    assert words.sentence(Record(0, "breached", "atm-cash", ("x",), (), 0)).count("??") == 2
    assert words.sentence(Record(0, "unheard-of", "core", (), (), 0)) == "Core banking (core): unheard-of"


def test_commands_are_told_as_such() -> None:
    from drillsim import Run, parse_command

    told = prepare(Asked("tutorial", 1, "nobody", (), ()))
    run = Run(told.plan)
    run.advance(60_000)
    run.submit(parse_command(told.plan, {"do": {"fail": "db/a"}}))
    run.submit(parse_command(told.plan, {"tell": ["manager"], "by": "operations"}))
    run.advance(600_000)
    run.submit(parse_command(told.plan, {"decide": "database switch-by-hand", "by": "operations"}))
    words = Words(told.case, told.plan)
    said = [words.sentence(record, with_id=False) for record in run.trace]
    assert "command: fail, Database A" in said
    assert "command: a message is given" in said
    assert "Duty manager is told something by word of mouth" in said
    assert "IT operations chooses “Switch to the standby by hand”: How to bring the database back" in said
    assert [text for text in said if UNKNOWN in text] == []


def test_settings_read_as_a_person_writes_them() -> None:
    from drillsim.engine import Record

    told = prepare(Asked("mizuho-2021-03-12", 1, None, (), ()))
    words = Words(told.case, told.plan)

    def setting(path: str, *values: int) -> str:
        return words.sentence(Record(0, "set", "core", (path, *values), (), 0))

    switch = "of the automatic switch of Disk units of the file hub (hub/storage)"
    for _time in range(2):
        assert setting("hub/storage.failover.works", 0) == f"the success rate {switch} is set to 0%"
    assert setting("hub/storage.failover.automatic", 0) == f"{switch.removeprefix('of ')} is set to off"
    assert setting("fx-connect.takes", 2, 60_000, 90_000, 120_000).endswith("(fx-connect) is set to 1m..2m")
    assert setting("fx-connect.takes", 0, 60_000, 60_000, 60_000).endswith("(fx-connect) is set to 1m")
    assert setting("nowhere.at.all", 5) == "nowhere.at.all is set to 5"


def test_what_a_file_says_cannot_steer_the_terminal(talk: Talk) -> None:
    path = Path("odd.yaml")
    path.write_text(
        'id: odd\ntopology:\n  id: o\n  components: {core: {kind: x, title: "red \\e[31m"}}\n'
        "  lines: {cash: {needs: [core], demand: 60/h}}\nstarts: 2026-04-15 09:00\nends: 2026-04-15 12:00\n"
        "events: {dies: {at: 10:00, do: [{fail: core}]}}\n",
        encoding="utf-8",
    )
    assert "\x1b" not in talk("why", "odd.yaml", "cash").out


def test_a_line_that_is_still_out_says_what_its_recovery_waits_for(talk: Talk) -> None:
    """Nobody decides how to bring the database back; where somebody did, there is nothing to wait for at the end."""
    said = talk("why", "tutorial", "internet-banking", "--policy", "nobody")
    told = said.out.partition("It is still out. Its recovery waits for this:")[2]
    assert "(database) was asked and nobody has answered" in " ".join(told.split())
    assert "still out" not in talk("why", "tutorial", "internet-banking").out
    assert "still out" not in talk("why", "tutorial", "internet-banking", "--policy", "nobody", "--at", "09:30").out
    said = talk("--lang", "ja", "why", "tutorial", "internet-banking", "--policy", "nobody")
    assert "まだ誰も答えていない" in said.out


WAITING = """\
id: queue
title: A queue
topology:
  id: queue-bank
  title: Queue
  calendar: {zone: Asia/Tokyo}
  components: {host: {kind: server}}
  jobs: {nightly: {not_before: 10:00, takes: 3h, needs: [host], due: 11:00}}
  lines: {post: {needs: [host, nightly], demand: 60/h, backlog: pile, due: 12:00, tolerance: {overdue: 10}}}
  backlogs: {pile: {served_by: {host: 120/h}}}
starts: 2026-04-15 09:00
ends: 2026-04-15 18:00
events: {dies: {at: 10:30, do: [{fail: host, for: 3h}]}}
"""


@pytest.mark.usefixtures("talk")
def test_a_line_whose_items_wait_is_not_said_to_serve_nobody() -> None:
    Path("queue.yaml").write_text(WAITING, encoding="utf-8")
    words = Words((told := prepare(Asked("queue.yaml", 1, None, (), ()))).case, told.plan)
    told.run.finish()
    said = [words.sentence(record) for record in told.run.trace]
    assert "what post needs is down; items are accepted and wait" in said
    assert "what post needs works again" in said
    assert not any("serves nobody" in one for one in said)


@pytest.mark.usefixtures("talk")
def test_what_is_due_says_by_when() -> None:
    Path("queue.yaml").write_text(WAITING, encoding="utf-8")
    words = Words((told := prepare(Asked("queue.yaml", 1, None, (), ()))).case, told.plan)
    told.run.finish()
    assert "nightly was due by 11:00:00 and is not done" in map(words.sentence, told.run.trace)


WRITTEN = WAITING.replace(
    "events: {dies", "objectives: {kept: {criteria: [{all: [host down, nightly running]}]}}\n"
    "published: [{at: 10:30, is: host down for 1m, within: 5m}]\n"
    "events: {more: {at: 09:30, do: [{set: nightly.takes, to: 4h}]}, dies"
)  # fmt: skip


@pytest.mark.usefixtures("talk")
def test_conditions_and_settings_are_told_in_words() -> None:
    """Not as they were written: whoever reads a walk need not know the language of files."""
    Path("queue.yaml").write_text(WRITTEN, encoding="utf-8")
    words = Words((told := prepare(Asked("queue.yaml", 1, None, (), ()))).case, told.plan)
    told.run.finish()
    said = {record.kind: words.sentence(record) for record in told.run.trace}
    assert said["criterion"] == "criterion met: host is down and nightly is under way"
    assert said["milestone"] == "as published: host has been down for 1m"
    assert said["set"] == "the duration of nightly is set to 4h"
