"""The tables of `drillsim run`: what they say, and that they fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.docs.test_docs import DOCS, label

from drillsim.cli.simulating import prepare
from drillsim.library import list_files
from drillsim.tables.layout import Column, render_table
from drillsim.tables.run.account import render_account
from drillsim.tables.simulated import Asked
from drillsim.telling.cells import cell_width
from drillsim.telling.language import use_language

if TYPE_CHECKING:
    from tests.cli.conftest import Talk

CASES = sorted(entry.id for entry in list_files("scenario"))
BANK = """\
id: small
title: {en: A small outage, ja: 小さな停止}
topology:
  id: small-bank
  title: Small
  calendar: {zone: Asia/Tokyo}
  roles: {head: {}}
  routes: {phone: {}}
  components: {core: {kind: core}, host: {kind: host}, vault: {kind: store}}
  backlogs: {queue: {served_by: {host: 120/h}}}
  lines:
    cash:
      title: {en: Cash, ja: 現金}
      needs: [core]
      hours: daily 09:00-17:00
      demand: 600/h
      tolerance:
        outage: 30m
        wrong: 0
        ready: 11:30
        leak: {title: {en: records that lie open, ja: 開示された記録}, of: vault.exposed, limit: 0}
    letters: {title: Letters, backlog: queue, demand: 60/h}
    calm: {title: Calm, demand: 60/h}
starts: 2026-04-15 09:00
ends: 2026-04-16 08:00
events:
  dies: {at: 10:00, do: [{fail: core, for: 1h}]}
  flutters: {at: 11:03, do: [{fail: core, for: 30m}]}
  stops: {at: 12:00, do: [{fail: host, for: 15m}]}
  again: {at: 16:00, do: [{fail: core}]}
signals: {word: {when: core down, by: phone, to: head}}
injects: {late: {by: phone, to: head, reserve: true}}
decisions:
  what: {to: head, when: word known, options: {wait: {title: {en: Wait and see, ja: 様子を見る}}, go: {}}}
  then: {to: head, when: late known, options: {wait: {}}}
  open: {to: head, when: word known, options: {wait: {}}}
obligations:
  report: {of: head, when: word known, within: 30m, met_when: what decided}
  notice: {of: head, when: what decided, within: 30m, met_when: late known}
published:
  - {at: 10:20, decided: what wait}
  - {at: 10:30, decided: then wait}
"""


def tables(talk: Talk, *words: str, case: str = BANK) -> str:
    Path("small.yaml").write_text(case, encoding="utf-8")
    said = talk("run", "small.yaml", *words)
    assert said.code == 0, said.err
    return said.out


def rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_flutter_is_part_of_the_outage_and_not_of_the_time_below(talk: Talk) -> None:
    """From 10:00 to 11:33 with three minutes up, then from 16:00 on; in hours until 17:00."""
    assert ["cash", "Cash", "17h33m", "16h", "17h30m", "2h33m", "closed"] in rows(tables(talk))


def test_an_outage_that_goes_on_says_how(talk: Talk) -> None:
    assert ["cash", "Cash", "1h30m", "1h30m", "1h27m", "yes"] in rows(tables(talk, "--until", "11:30"))
    assert ["cash", "Cash", "1h33m", "1h33m", "1h30m", "settling"] in rows(tables(talk, "--until", "11:36"))
    assert ["cash", "Cash", "1h33m", "1h33m", "1h30m"] in rows(tables(talk, "--until", "11:38"))
    said = flat(tables(talk))
    assert "closed: it was not restored when it closed, and is closed now." in said
    assert "No line is still out." not in said
    assert "No line is still out." in flat(tables(talk, "--until", "11:38"))


def test_what_waited_and_was_delayed_is_told_and_calm_lines_are_calm(talk: Talk) -> None:
    """15 letters wait when the host is back, all but the last five minutes' ones long enough to be delayed."""
    said = tables(talk)
    heading = ["line", "demand", "served", "failed", "most", "waiting", "delayed", "customers"]
    assert heading in rows(said)
    letters = next(row for row in rows(said) if row[:1] == ["letters"] and row[1] != "Letters")
    assert letters[4] == "15"
    assert int(letters[5]) > 0
    assert "Nothing happened to: calm." in said


def test_a_line_that_was_only_delayed_was_hit(talk: Talk) -> None:
    said = tables(talk, "--until", "12:30", "--set", "dies.at=20:00", "--set", "flutters.at=21:00")
    assert "Nothing happened to: cash, calm." in said
    assert "No line was out" in said


def test_half_of_a_tolerance_is_something_to_see(talk: Talk) -> None:
    leak = "  leaks: {at: 09:30, do: [{expose: vault, items: 40}]}\n"
    case = BANK.replace("events:\n", "events:\n" + leak).replace("limit: 0", "limit: 80")
    quiet = ("--until", "09:45")
    assert "Nothing happened to: letters, calm." in tables(talk, *quiet, case=case)
    assert "Nothing happened to: cash, letters, calm." in tables(
        talk, *quiet, case=case.replace("limit: 80", "limit: 81")
    )


def test_every_row_adds_up_as_it_is_printed(talk: Talk) -> None:
    said = rows(tables(talk, "--set", "cash.demand=7/h", "--set", "calm.demand=11/h", "--all", "--until", "10:50"))
    start = next(place for place, row in enumerate(said) if row[:2] == ["line", "demand"])
    assert said[start][:4] == ["line", "demand", "served", "failed"]
    found = [
        [int(number.replace(",", "").replace("-", "0")) for number in row[1:4]] for row in said[start + 2 : start + 6]
    ]
    assert [row[0] for row in said[start + 2 : start + 6]] == ["cash", "letters", "calm", "together"]
    for demand, *parts in found[:1] + found[2:3]:
        assert demand == sum(parts)
    assert [sum(column) for column in zip(*found[:3], strict=True)] == found[3]


def test_a_tolerance_of_nothing_says_whether_it_is_kept(talk: Talk) -> None:
    said = rows(tables(talk))
    assert ["cash", "wrong", "0", "0", "0%", "no"] in said
    assert ["cash", "outage", "30m", "17h33m", "3,510%", "10:30"] in said
    leak = BANK.replace("events:\n", "events:\n  leaks: {at: 09:30, do: [{expose: vault, items: 4}]}\n")
    assert ["cash", "records", "that", "lie", "open", "0", "4", "-", "09:30"] in rows(tables(talk, case=leak))


def test_a_form_of_ones_own_goes_by_its_title(talk: Talk) -> None:
    assert ["cash", "records", "that", "lie", "open", "0", "0", "0%", "no"] in rows(tables(talk))
    assert ["cash", "開示された記録", "0", "0", "0%", "なし"] in rows(tables(talk, "--lang", "ja"))


def test_a_clock_form_is_kept_missed_or_not_yet_due(talk: Talk) -> None:
    assert ["cash", "ready", "by", "11:30", "missed", "once", "-", "11:30"] in rows(tables(talk))
    assert ["cash", "ready", "by", "11:30", "not", "yet", "due", "-", "no"] in rows(tables(talk, "--until", "11:00"))
    kept = tables(talk, "--set", "flutters.at=20:00")
    assert ["cash", "ready", "by", "11:30", "in", "time", "-", "no"] in rows(kept)


def test_questions_say_what_became_of_them(talk: Talk) -> None:
    said = tables(talk)
    assert ["what", "Wait", "and", "see", "10:00", "10:20", "10:20"] in rows(said)
    assert ["then", "wait", "not", "asked", "-", "-"] in rows(said)
    assert ["open", "-", "10:00", "open", "-"] in rows(said)
    assert "No choice stands for these, so they stay open: open." in said
    assert "the question did not come up in this run" in said
    waits = tables(talk, "--until", "10:10")
    assert ["what", "Wait", "and", "see", "10:00", "open", "-"] in rows(waits)
    nobody = tables(talk, "--policy", "nobody")
    assert "not asked" not in nobody
    assert "No choice stands for these, so they stay open: what, open." in nobody


def test_obligations_say_what_became_of_them(talk: Talk) -> None:
    said = rows(tables(talk))
    assert ["report", "10:00", "10:30", "10:20", "in", "time"] in said
    assert ["notice", "10:20", "10:50", "-", "missed"] in said
    assert ["notice", "10:20", "10:50", "-", "still", "owed"] in rows(tables(talk, "--until", "10:50"))
    missed = rows(tables(talk, "--policy", "nobody"))
    assert ["report", "10:00", "10:30", "-", "missed"] in missed
    late = rows(tables(talk, case=BANK.replace("at: 10:20, decided", "at: 10:40, decided")))
    assert ["report", "10:00", "10:30", "10:40", "late"] in late


def test_a_moment_of_a_later_day_says_so(talk: Talk) -> None:
    late = BANK.replace(
        "  again: {at: 16:00, do: [{fail: core}]}", "  again: {at: d+1 07:00, do: [{corrupt: host, share: 50%}]}"
    )
    said = rows(
        tables(talk, case=late.replace("letters: {title: Letters,", "letters: {title: Letters, tolerance: {wrong: 5},"))
    )
    breach = next(row for row in said if row[:2] == ["letters", "wrong"])
    assert breach[-2:] == ["d+1", "07:12"]


def test_a_run_that_is_stopped_says_what_its_numbers_mean(talk: Talk) -> None:
    said = flat(tables(talk, "--until", "11:30"))
    assert "All of it as it stood at 11:30: an outage that goes on counts up to then" in said
    assert "All of it" not in tables(talk)
    assert "すべて 11:30 時点の数字です" in tables(talk, "--until", "11:30", "--lang", "ja")


# -- JSON --------------------------------------------------------------------------------------------------------------


def data(talk: Talk, *words: str) -> Any:
    return json.loads(tables(talk, "--json", *words))


def test_the_data_hold_questions_and_obligations(talk: Talk) -> None:
    told = data(talk)
    states = [(one["decision"], one["role"], one["state"], one["option"]) for one in told["decisions"]]
    assert states == [
        ("what", "head", "effective", "wait"),
        ("then", "head", "not-asked", "wait"),
        ("open", "head", "open", None),
    ]
    assert (told["decisions"][0]["asked_ms"], told["decisions"][0]["decided_at"]) == (3_600_000, "2026-04-15 10:20:00")
    assert told["decisions"][1]["asked_at"] is None
    duties = [
        (one["obligation"], one["role"], one["state"], one["due_ms"], one["met_ms"]) for one in told["obligations"]
    ]
    assert duties == [
        ("report", "head", "met", 5_400_000, 4_800_000),
        ("notice", "head", "missed", 6_600_000, None),
    ]


def keys(part: Any) -> set[str]:
    """Every key, but the ids of lines and forms."""
    if isinstance(part, list):
        return {key for its in part for key in keys(its)}
    if not isinstance(part, dict):
        return set()
    found = {key for its in part.values() for key in keys(its)}
    by_id = part and all(isinstance(its, dict) and "title" in its for its in part.values())
    return found if by_id else found | set(part)


def test_every_key_is_documented_in_both_languages_and_none_that_is_not_there(talk: Talk) -> None:
    told = data(talk, "--set", "core.restart=0s")
    refused = {"option", "reason", "refused_ms", "refused_at"}
    there = keys(told) - {"en", "ja"} | refused
    for page in (DOCS / "run.md", DOCS / "ja" / "run.md"):
        text = page.read_text(encoding="utf-8").partition("## JSON" if page.parent.name == "ja" else "## The JSON")[2]
        named = {
            word for row in text.splitlines() if row.startswith("| `") for word in row.split("|")[1].split("`")[1::2]
        }
        assert sorted(there - named - refused) == [], label(page)
        assert sorted(named - there) == [], label(page)
        assert all(f"`{word}`" in text for word in refused)


# -- they fit ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_every_table_fits_eighty_columns_in_both_languages(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is, with every line, and in the middle of it."""
    monkeypatch.setenv("LANGUAGE", "en")
    told = prepare(Asked(case, 1, None, (), ()))
    for until in (told.plan.horizon // 2, told.plan.horizon):
        told.run.advance(until)
        for lang in ("en", "ja"):
            use_language(lang)
            for every_line in (False, True):
                lines = render_account(told, told.run.outcome(), 80, every_line=every_line)
                assert [line for line in lines if cell_width(line) > 80] == []


def test_columns_stay_aligned_under_japanese_headings(talk: Talk) -> None:
    lines = tables(talk, "--lang", "ja").splitlines()
    rule = next(place for place, line in enumerate(lines) if line.startswith("---"))
    assert "現金" in lines[rule + 1]
    assert cell_width(lines[rule + 1]) <= cell_width(lines[rule])


def test_columns_without_room_stand_below_beside_the_first_column_again() -> None:
    columns = [Column("line"), Column("name", gives_way=True), Column("much", right=True), Column("more", right=True)]
    lines = render_table(
        columns, [["shop", "A long name of a shop", "123,456,789", "1"], ["bar", "Bar", "-", "22"]], 27
    )
    assert lines == [
        "line  name             much",
        "----  --------  -----------",
        "shop  A long …  123,456,789",
        "bar   Bar                 -",
        "",
        "line  more",
        "----  ----",
        "shop     1",
        "bar     22",
    ]


def test_no_screen_is_too_narrow_for_a_table() -> None:
    columns = [Column("line"), Column("much", right=True)]
    lines = render_table(columns, [["a-line-with-a-name-that-never-ends", "123,456,789,012"]], 40)
    assert max(cell_width(line) for line in lines) == 40
    assert lines[-1].endswith("123,456,789,012")
