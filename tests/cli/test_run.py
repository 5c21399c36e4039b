"""What `drillsim run` says of a run, and to other programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Talk

SMALL = """\
id: small
title: {en: A small outage, ja: 小さな停止}
topology:
  id: small-bank
  title: Small
  calendar: {zone: Asia/Tokyo}
  components: {core: {kind: core}}
  lines:
    cash:
      title: {en: Cash, ja: 現金}
      needs: [core]
      demand: 600/h
      customers: 100
      tolerance: {outage: 30m, failed: 1000, ready: 11:30}
    letters: {title: Letters, demand: 60/h, tolerance: {outage: 1h}}
starts: 2026-04-15 09:00
ends: 2026-04-16 09:00
events: {dies: {at: 10:00, do: [{fail: core, for: 1h}]}}
what_ifs: {nothing-dies: {without: [dies]}}
"""


def small(talk: Talk, *words: str) -> Any:
    Path("small.yaml").write_text(SMALL, encoding="utf-8")
    said = talk("run", "small.yaml", "--json", *words)
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_run_tells_each_line_that_was_hit_and_names_the_others(talk: Talk) -> None:
    Path("small.yaml").write_text(SMALL, encoding="utf-8")
    said = talk("run", "small.yaml")
    assert said.code == 0
    rows = [line.split() for line in said.out.splitlines()]
    assert ["cash", "Cash", "1h", "1h", "1h"] in rows
    assert ["cash", "14,400", "13,800", "600", "100"] in rows
    assert ["cash", "outage", "30m", "1h", "200%", "10:30"] in rows
    assert ["cash", "failed", "1,000", "600", "60%", "no"] in rows
    assert ["cash", "ready", "by", "11:30", "in", "time", "-", "no"] in rows
    assert "Nothing happened to: letters." in said.out
    absent = "None at any line: turned away, wrong, waiting, most waiting, delayed, overdue, exposed, complaints."
    assert absent in " ".join(said.out.split())


def test_run_shows_every_line_when_asked(talk: Talk) -> None:
    Path("small.yaml").write_text(SMALL, encoding="utf-8")
    assert ["letters", "outage", "1h", "0", "0%", "no"] in [
        line.split() for line in talk("run", "small.yaml", "--all").out.splitlines()
    ]


def test_the_account_as_data_holds_every_figure_and_every_input(talk: Talk) -> None:
    told = small(talk, "--seed", "7", "--policy", "nobody")
    assert {key: told[key] for key in ("format", "scenario", "topology", "seed", "policy", "changes", "settings")} == {
        "format": 1,
        "scenario": "small",
        "topology": "small-bank",
        "seed": 7,
        "policy": "nobody",
        "changes": [],
        "settings": [],
    }
    assert told["starts_at"] == "2026-04-15 09:00:00"
    assert (told["until_ms"], told["until_at"], told["finished"]) == (86_400_000, "2026-04-16 09:00:00", True)
    assert len(told["fingerprint"]) == len(told["outcome_fingerprint"]) == 64
    assert told["records"] > 0
    cash = told["lines"]["cash"]
    nothing = {
        "title": None,
        "clock": None,
        "tested": None,
        "breached": False,
        "breached_ms": None,
        "breached_at": None,
    }
    assert cash.pop("tolerance") == {
        "outage": {
            **nothing,
            "unit": "ms",
            "used": 3_600_000,
            "allowed": 1_800_000,
            "breached": True,
            "breached_ms": 5_400_001,
            "breached_at": "2026-04-15 10:30:00.001",
        },
        "failed": {**nothing, "unit": "items", "used": 600, "allowed": 1000},
        "ready": {**nothing, "unit": "clock", "used": 0, "allowed": None, "clock": "11:30", "tested": 1},
    }
    assert cash == {
        "title": {"en": "Cash", "ja": "現金"},
        "demand": 14_400,
        "served": 13_800,
        "failed": 600,
        "turned_away": 0,
        "wrong": 0,
        "waiting": 0,
        "waiting_peak": 0,
        "delayed": 0,
        "overdue": 0,
        "exposed": 0,
        "customers": 100,
        "complaints": 0,
        "amount": 0,
        "outage_ms": 3_600_000,
        "outage_in_hours_ms": 3_600_000,
        "outage_longest_ms": 3_600_000,
        "below_ms": 3_600_000,
        "out": False,
        "up": True,
        "closed": False,
    }
    assert told["totals"] == {
        "demand": 15_840,
        "served": 15_240,
        "failed": 600,
        **dict.fromkeys(
            ("turned_away", "wrong", "waiting", "delayed", "overdue", "exposed", "complaints", "amount"), 0
        ),
    }
    assert (told["decisions"], told["obligations"]) == ([], [])


def test_changes_settings_and_policy_reach_the_run_and_are_said_again(talk: Talk) -> None:
    assert small(talk, "--with", "nothing-dies")["lines"]["cash"]["failed"] == 0
    told = small(talk, "--set", "cash.demand=1200/h", "--set", "dies.at=12:00")
    assert told["settings"] == ["cash.demand=1200/h", "dies.at=12:00"]
    assert told["lines"]["cash"]["failed"] == 1200
    said = talk("run", "small.yaml", "--with", "nothing-dies", "--set", "cash.demand=1200/h")
    inputs = "seed 1; policy by-cp (as the contingency plan says); unpinned (durations are drawn); with nothing-dies;"
    assert " ".join(said.out.split()).endswith(f"{inputs} set cash.demand=1200/h")


@pytest.mark.parametrize(("until", "ms"), [("10:30", 5_400_000), ("90m", 5_400_000), ("d+1 06:00", 75_600_000)])
def test_a_run_stops_where_it_is_told_to(talk: Talk, until: str, ms: int) -> None:
    told = small(talk, "--until", until)
    assert (told["until_ms"], told["finished"]) == (ms, False)
    assert told["lines"]["cash"]["outage_ms"] == min(ms - 3_600_000, 3_600_000)
    said = talk("run", "small.yaml", "--until", until)
    assert "(the scenario goes on to 2026-04-16 09:00)" in " ".join(said.out.split())


def test_the_same_inputs_give_the_same_fingerprint_and_others_another(talk: Talk) -> None:
    first, again = small(talk), small(talk)
    assert first == again
    assert small(talk, "--with", "nothing-dies")["fingerprint"] != first["fingerprint"]


def test_the_trace_is_written_one_record_a_line(talk: Talk) -> None:
    told = small(talk, "--trace", "trace.jsonl")
    lines = Path("trace.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == told["records"]
    records = [json.loads(line) for line in lines]
    assert all(set(record) == {"time", "kind", "subject", "n", "detail", "causes"} for record in records)
    assert "out" in [record["kind"] for record in records if record["subject"] == "cash"]


def test_a_file_of_choices_decides(talk: Talk) -> None:
    Path("choices.yaml").write_text("decide: [{at: 09:50, decided: database switch-by-hand}]\n", encoding="utf-8")
    own = json.loads(talk("run", "tutorial", "--json", "--policy", "choices.yaml").out)
    nobody = json.loads(talk("run", "tutorial", "--json", "--policy", "nobody").out)
    assert own["policy"] == "choices.yaml"
    assert own["lines"]["internet-banking"]["outage_ms"] < nobody["lines"]["internet-banking"]["outage_ms"]


def test_without_a_policy_what_was_published_decides(talk: Talk) -> None:
    told = json.loads(talk("run", "tutorial", "--json").out)
    assert told["policy"] == "as-published"
    assert told == json.loads(talk("run", "tutorial", "--json", "--policy", "as-published").out)


def told(talk: Talk, *words: str) -> dict[str, Any]:
    said = talk("run", *words, "--json")
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def moments_of(talk: Talk, kind: str, subject: str, *words: str) -> list[int]:
    assert talk("run", *words, "--trace", "trace.jsonl").code == 0
    rows = [json.loads(line) for line in Path("trace.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row["time"] for row in rows if (row["kind"], row["subject"]) == (kind, subject)]


def test_as_published_the_published_end_of_a_task_is_pinned(talk: Talk) -> None:
    """At 03:50 the controller is replaced, whatever the seed, unless luck may have its way."""
    ends = {
        (seed, *words): moments_of(talk, "done", "vendor-repair", "mizuho-2021-03-12", "--seed", seed, *words)
        for seed in ("1", "2")
        for words in ((), ("--unpinned",))
    }
    assert ends["1",] == ends["2",] == [17_400_000]
    assert len({tuple(end) for end in ends.values()}) == 3
    assert told(talk, "tutorial")["pinned"] is True
    assert told(talk, "tutorial", "--unpinned")["pinned"] is False
    assert "unpinned (durations are drawn)" in " ".join(talk("run", "tutorial", "--unpinned").out.split())


@pytest.mark.parametrize("name", ["mizuho-2021-03-12", "mizuho-2021-03-07"])
def test_as_published_a_run_is_the_one_that_a_replay_shows(talk: Talk, name: str) -> None:
    """Of what happened and in what figures: so `why` explains what the replay says."""
    for words in ((), ("--with", "crisis-meeting-in-an-hour")):
        run = told(talk, name, *words)
        replayed = json.loads(talk("replay", name, "--json", *words).out)
        prints = replayed.get("fingerprints") or [replayed["fingerprint"]]
        assert run["fingerprint"] == prints[-1]
        assert (run["pinned"], replayed["pinned"]) == (True, True)


def test_a_what_if_keeps_the_time_that_people_took(talk: Talk) -> None:
    """The vendor is called as long after the alarm as it was, and works as long; by the clock it would be ready."""
    case = "mizuho-2021-03-12"
    asked = {words: moments_of(talk, "asked", "vendor", *words) for words in ((case,), LATER)}
    decided = {words: moments_of(talk, "decided", "vendor", *words) for words in ((case,), LATER)}
    assert asked[LATER][0] - asked[case,][0] == 1_800_000
    assert decided[LATER][0] - asked[LATER][0] == decided[case,][0] - asked[case,][0]
    repaired = {words: moments_of(talk, "done", "vendor-repair", *words) for words in ((case,), LATER)}
    assert repaired[LATER][0] - repaired[case,][0] == 1_800_000
    by_the_clock = moments_of(talk, "done", "vendor-repair", *LATER, "--clock-times")
    assert by_the_clock == repaired[case,]


LATER = ("mizuho-2021-03-12", "--set", "controller-fails.at=2021-03-12 00:09")


def test_a_what_if_says_that_reaction_times_are_kept_and_what_it_leaves_open(talk: Talk) -> None:
    assert told(talk, "tutorial", "--with", "switch-left-on")["reaction_times"] is True
    assert told(talk, "tutorial")["reaction_times"] is False
    clock = told(talk, "tutorial", "--with", "switch-left-on", "--clock-times")
    assert (clock["reaction_times"], clock["left_open"]) == (False, [])
    assert "reaction times kept" in talk("run", "tutorial", "--with", "switch-left-on").out
    Path("open.yaml").write_text(OPEN, encoding="utf-8")
    assert told(talk, "open.yaml", "--with", "worse")["left_open"] == ["more"]
    assert "asked and left open, since nothing was published: more" in talk("run", "open.yaml", "--with", "worse").out


OPEN = (
    SMALL.replace("what_ifs: {", "what_ifs: {worse: {set: {also.chance: 1}}, ")
    .replace("events: {", "events: {also: {at: 11:30, chance: 0, do: [{fail: core, for: 1h}]}, ")
    .replace("components:", "roles: {head: {}}\n  routes: {phone: {}}\n  components:")
    + """
signals:
  down: {when: core down, by: phone, to: head}
  still: {when: "time >= 11:00", by: phone, to: head}
  down-again: {when: {all: [core down, time >= 11:00]}, by: phone, to: head}
decisions:
  first: {to: head, when: down known, options: {wait: {}}}
  more: {to: head, when: down-again known, options: {wait: {}}}
published: [{at: 10:05, decided: first wait}]
"""
)


def test_a_choice_that_was_refused_is_told_with_its_reason_and_not_as_if_nobody_had_chosen(talk: Talk) -> None:
    Path("barred.yaml").write_text(BARRED, encoding="utf-8")
    forbidden = talk("run", "barred.yaml").out
    assert re.search(r"first +wait +10:00 +refused", forbidden)
    assert "10:05 first: wait is refused, it is forbidden (the law says no)" in forbidden
    assert "No choice stands" not in forbidden
    assert told(talk, "barred.yaml")["decisions"][0]["refused"][0]["reason"] == "forbidden"
    early = talk("run", "barred.yaml", "--with", "too-early").out
    assert "10:06 first: act is refused, its condition does not hold" in early
    assert "nothing was published" not in early
    japanese = talk("run", "barred.yaml", "--lang", "ja").out
    assert "10:05" in japanese
    assert "（the law says no）" in japanese


BARRED = (
    SMALL.replace("what_ifs: {", "what_ifs: {too-early: {decide: [{at: 10:06, decided: first act}]}, ").replace(
        "components:", "roles: {head: {}}\n  routes: {phone: {}}\n  components:"
    )
    + """
signals:
  down: {when: core down, by: phone, to: head}
  late: {when: "time >= 11:55", by: phone, to: head}
decisions:
  first:
    to: head
    when: down known
    options: {wait: {forbidden: the law says no}, act: {when: late known}}
published: [{at: 10:05, decided: first wait}]
"""
)


def test_the_tutorial_tells_what_its_questions_ask_about(talk: Talk) -> None:
    told = json.loads(talk("run", "tutorial", "--json").out)["lines"]
    assert told["internet-banking"]["tolerance"]["outage"]["breached"]
    assert not told["atm-cash"]["tolerance"]["outage"]["breached"]
    assert told["transfers"]["overdue"] == 0
    spared = json.loads(talk("run", "tutorial", "--json", "--with", "switch-left-on").out)["lines"]
    assert spared["internet-banking"]["outage_ms"] == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["tutoral"], "tutorial"),
        (["tutorial", "--with", "switch-left-of"], "switch-left-on"),
        (["tutorial", "--set", "core.restrat=3m"], "core.restart"),
        (["tutorial", "--set", "core.restart"], "PATH=VALUE"),
        (["tutorial", "--set", "core.restart=soon"], "soon"),
        (
            ["tutorial", "--policy", "by-pc"],
            "--policy: there is no policy 'by-pc'\nhint: did you mean 'by-cp'? there are:",
        ),
        (["tutorial", "--policy", "nowhere.yaml"], "nowhere.yaml"),
        (["tutorial", "--until", "noonish"], "noonish"),
        (["tutorial", "--until", "20h"], "lies outside the scenario"),
        (["tutorial", "--until", "2026-04-14 10:00"], "lies outside the scenario"),
        (["tutorial", "--until", "-5m"], "-5m"),
        (["tutorial", "--seed", "-1"], "-1"),
        (["tutorial", "--seed", "99999999999999999999"], "99999999999999999999"),
        (["tutorial", "--policy", ""], "no policy ''"),
        (["tutorial", "--seed", "x"], "'x' is not a valid whole number"),
        (["tutorial", "--trace", "no/such/folder/trace"], "there is no such file or folder"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_mistake_is_answered_and_nothing_is_run(talk: Talk, words: list[str], message: str) -> None:
    said = talk("run", *words)
    assert said.code == 2
    assert said.out == ""
    assert message in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--with", "nothing"], "--with nothing: the scenario has no change 'nothing'"),
        (["--set", "core.restrat=3m"], "--set core.restrat=3m: no path 'core.restrat'"),
        (["--set", "core.restart"], "--set core.restart: this is not PATH=VALUE"),
        (["--policy", "somebody"], "--policy: there is no policy 'somebody'"),
        (["--until", "noonish"], "--until: 'noonish' is neither a clock time nor a time from the start"),
        (["--until", "20h"], "--until: 20h lies outside the scenario"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_every_wrong_option_is_told_alike(talk: Talk, words: list[str], told: str) -> None:
    said = talk("run", "tutorial", *words)
    error, hint = said.err.splitlines()
    assert error == f"Error: {told}"
    assert hint.startswith("hint: ")
    japanese = talk("run", "tutorial", *words, "--lang", "ja").err.splitlines()
    assert [line.partition(": ")[0] for line in japanese] == ["エラー", "ヒント"]


def test_all_wrong_changes_and_settings_are_told_at_once(talk: Talk) -> None:
    said = talk("run", "tutorial", "--with", "a", "--with", "b", "--set", "core.c=1", "--set", "d.e=1")
    assert said.code == 2
    options = [line.split(": ")[1] for line in said.err.splitlines() if line.startswith("Error: ")]
    assert options == ["--set core.c=1", "--set d.e=1", "--with a", "--with b"]


def test_an_unknown_change_is_answered_with_all_there_are_the_nearest_first(talk: Talk) -> None:
    hint = talk("run", "mizuho-2021-03-12", "--with", "no-slipp").err.splitlines()[1]
    names = hint.partition("its changes are ")[2].split(", ")
    assert hint.startswith("hint: did you mean 'no-slip'?")
    assert names[0] == "no-slip"
    assert len(names) > 12
    contains = talk("run", "mizuho-2021-03-12", "--with", "procedure").err.splitlines()[1]
    assert all("procedure" in name for name in contains.partition("its changes are ")[2].split(", ")[:2])


def test_a_list_that_is_cut_says_how_many_more_there_are(talk: Talk) -> None:
    assert " more; 'drillsim list' shows all" in talk("run", "nowhere").err
    assert " more (drillsim graph megabank)" in talk("graph", "megabank", "nowhere").err
    for command in (["run", "nowhere"], ["graph", "megabank", "nowhere"]):
        assert re.search("ほか [0-9]+ 件", talk(*command, "--lang", "ja").err)


def test_everything_that_is_wrong_with_a_policy_is_told_at_its_place(talk: Talk) -> None:
    Path("choices.yaml").write_text(
        "- {at: noon, decided: databse switch-by-hand}\n- {at: 18:00, decided: database fly}\n"
        "- {after: 5, decided: x y}\n- 3\n",
        encoding="utf-8",
    )
    said = talk("run", "tutorial", "--policy", "choices.yaml")
    assert said.code == 2
    places = [line.split(": ")[0] for line in said.err.splitlines() if line.startswith("choices.yaml")]
    assert places == [f"choices.yaml:{place}" for place in ("1:8", "1:23", "2:8", "2:24", "3:11", "3:23", "4:3")]
    assert "hint: did you mean 'database'?" in said.err
    japanese = talk("run", "tutorial", "--policy", "choices.yaml", "--lang", "ja").err
    assert "'databse' という判断はありません" in japanese


def test_a_policy_that_is_no_policy_is_a_message(talk: Talk) -> None:
    for text in ("decide: 3\n", "- {decided: database}\n", "decide: [{at: 09:50, decided: database fly}]\n", "{", ""):
        Path("choices.yaml").write_text(text, encoding="utf-8")
        said = talk("run", "tutorial", "--policy", "choices.yaml")
        assert said.code == 2, text
        assert "choices.yaml" in said.err or "database" in said.err
        assert "Traceback" not in said.err


def test_what_no_single_file_shows_is_told_at_its_place(talk: Talk) -> None:
    Path("small.yaml").write_text(SMALL.replace("fail: core", "fail: corr"), encoding="utf-8")
    said = talk("run", "small.yaml")
    assert said.code == 2
    assert "small.yaml:18:40: " in said.err
    assert "hint: did you mean 'core'?" in said.err


UNMANNED = SMALL.replace("  components:", "  crews: {team: {size: 2}}\n  components:").replace(
    "events: {dies: {at: 10:00, do: [{fail: core, for: 1h}]}}",
    "events: {dies: {at: 10:00, do: [{fail: core}, {start: mend}]}}\n"
    "tasks: {mend: {title: {en: Mend it, ja: 復旧作業}, takes: 1h, crew: team, people: 2, then: [{repair: core}]}}",
)


def test_work_that_never_began_is_told_with_what_it_waits_for(talk: Talk) -> None:
    Path("small.yaml").write_text(UNMANNED, encoding="utf-8")
    assert "is not done" not in talk("run", "small.yaml").out
    said = talk("run", "small.yaml", "--set", "team.size=1")
    assert "Work that was asked for and is not done" in said.out
    told = next(line for line in said.out.splitlines() if line.startswith("mend "))
    assert told.split("  ") == ["mend", "Mend it", "not begun", "10:00", "2 of team; there are only 1"]
    told = talk("--lang", "ja", "run", "small.yaml", "--set", "team.size=1").out
    assert "team 2人（全員でも1人しかいない）" in told
    (one,) = small_data(talk, "--set", "team.size=1")["unfinished"]
    assert (one["work"], one["state"], one["waits_for"]) == ("mend", "not-begun", "too-few")
    assert (one["crew"], one["people"], one["there"], one["names"]) == ("team", 2, 1, [])


def small_data(talk: Talk, *words: str) -> Any:
    return json.loads(talk("run", "small.yaml", "--json", *words).out)


def test_people_are_counted_again_after_a_setting(talk: Talk) -> None:
    """The files are in order; the setting leaves too few people."""
    Path("small.yaml").write_text(UNMANNED, encoding="utf-8")
    assert talk("run", "small.yaml").err == ""
    for setting in ("team.size=1", "mend.people=3"):
        assert "it never starts" in talk("run", "small.yaml", "--set", setting).err


def test_a_moved_start_tells_which_moments_never_come(talk: Talk) -> None:
    assert talk("run", "tutorial", "--json").err == ""
    moved = talk("run", "tutorial", "--set", "starts=2026-04-15 11:00", "--json")
    assert moved.code == 0
    assert json.loads(moved.out)["scenario"] == "tutorial"
    assert "tutorial.yaml:34:69: warning: 09:40 lies outside the scenario: it never happens" in moved.err


@pytest.mark.parametrize("command", ["run", "replay"])
def test_objectives_and_what_wanted_an_answer_are_told(talk: Talk, command: str) -> None:
    """The choice came by ten, the outage outlasted its limit, and the third is for an observer to say."""
    said = talk(command, "tutorial").out
    assert re.search(r"^Decide before the cause .* yes +09:55$", said, re.MULTILINE)
    assert re.search(r"outage of Internet banking +NO +-$", said, re.MULTILINE)
    assert "an observer says" in said
    assert re.search(r"^The board asks +IT operations +10:35 +10:45 +-$", said, re.MULTILINE)
    data = json.loads(talk(command, "tutorial", "--json").out)
    assert [each["met"] for each in data["objectives"]] == [True, False, None]
    assert data["objectives"][0]["first_ms"] == 3_300_000
    assert [(each["message"], each["answer_by_ms"]) for each in data["messages"]] == [("board-asks", 6_300_000)]
    assert "観察者が判定" in talk(command, "tutorial", "--lang", "ja").out


def test_an_estimate_is_told_with_who_believed_it(talk: Talk) -> None:
    said = talk("run", "mizuho-2021-02-28").out
    assert re.search(r"^An estimate +Branch operations +13:15 +- +15:00$", said, re.MULTILINE)
