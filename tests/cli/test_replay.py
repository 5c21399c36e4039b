"""What `drillsim replay` says, and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.review.cases import PUBLISHED, write

from drillsim.library import list_files
from drillsim.telling.cells import cell_width

if TYPE_CHECKING:
    from tests.cli.conftest import Talk

CASES = sorted(entry.id for entry in list_files("scenario"))


def test_every_row_and_figure_stands_beside_what_came_out(talk: Talk) -> None:
    said = talk("replay", "tutorial")
    assert said.code == 0
    lines = said.out.splitlines()
    row = next(line for line in lines if "Database A repaired" in line)
    assert re.split(r"\s{2,}", row) == ["11:55", "11:55", "0", "1m", "yes", "put in", "Database A repaired"]
    figure = next(line for line in lines if "says nothing" in line)
    assert re.split(r"\s{2,}", figure.strip())[:7] == ["0", "0", "0", "-", "yes", "says nothing", "the end"]
    assert re.search(r"^put in, and figures the model was given +2 +2$", said.out, re.MULTILINE)
    assert re.search(r"^came out without being fitted to +1 +1$", said.out, re.MULTILINE)
    assert re.search(r"^all together +4 +4$", said.out, re.MULTILINE)


def test_a_row_outside_its_band_is_said_and_ends_with_one(talk: Talk, tmp_path: Path) -> None:
    late = PUBLISHED.replace("{at: 09:40, is: cash back, within: 5m}", "{at: 09:30, is: cash back, within: 5m}")
    said = talk("replay", str(write(tmp_path, late)))
    assert said.code == 1
    row = next(line for line in said.out.splitlines() if "cash is back" in line)
    assert re.split(r"\s{2,}", row) == ["09:30", "09:40", "+10m", "5m", "NO", "came out", "cash is back"]


def test_a_figure_outside_its_band_ends_with_one(talk: Talk, tmp_path: Path) -> None:
    said = talk("replay", str(write(tmp_path, PUBLISHED.replace("figure: 40", "figure: 41"))))
    assert said.code == 1
    assert re.search(r"^all together +5 +4$", said.out, re.MULTILINE)


def test_a_question_that_was_never_asked_is_said_so(talk: Talk, tmp_path: Path) -> None:
    said = talk("replay", str(write(tmp_path, PUBLISHED + "      - {at: 09:50, decided: clean sweep}\n")))
    assert said.code == 1
    assert re.search(r"09:50 +not asked +- +- +NO +put in +clean: sweep", said.out)


def test_as_data_it_holds_what_the_tables_say(talk: Talk, tmp_path: Path) -> None:
    said = talk("replay", str(write(tmp_path, PUBLISHED)), "--json")
    data = json.loads(said.out)
    assert (said.code, data["met"], data["policy"], data["pinned"]) == (0, True, "as-published", True)
    rows = {row["text"]: row for row in data["rows"]}
    assert rows["cash back"]["simulated_at"] == "2026-04-15 09:40:00"
    assert rows["mend done"]["put_in"]
    assert rows["cash back"]["origin"] == "came out"
    assert data["figures"][0]["simulated"] == 40
    assert re.fullmatch(r"[0-9a-f]{64}", data["fingerprint"])


def test_what_was_fitted_to_what_is_counted(talk: Talk, tmp_path: Path) -> None:
    basis = """
    basis:
      "*": assumed
      mend.takes: {calibrated: {to: [mended, lost]}}
      cash.demand: {calibrated: {to: [lost]}}
      cards.demand: {calibrated: what people said}
    """
    said = talk("replay", str(write(tmp_path, PUBLISHED, basis)))
    assert "2 parameters fitted to 2 rows and figures:\n  mend.takes: mended, lost\n" in said.out
    assert "1 parameter says only in words what it was fitted to." in said.out
    assert "Met, and named by no parameter: cash is back." in said.out
    assert "As many durations and other numbers were fitted or read off (3) as rows were" in said.out


def test_what_is_assumed_said_again_or_not_modelled_is_told_and_in_no_count(talk: Talk, tmp_path: Path) -> None:
    rows = """
    published:
      - {at: 09:10, decided: repair mend, basis: assumed}
      - {at: 09:40, is: mend done, within: 5m, name: mended}
      - {at: 09:40, is: cash back, within: 5m, same_as: mended}
      - {figure: 7000, what: Complaints, not_modelled: nobody complains here}
    """
    path = str(write(tmp_path, rows))
    said = talk("replay", path)
    assert said.code == 0
    assert re.search(r"09:10 .* \(yes\) +assumed", said.out)
    assert re.search(r"09:40 .* \(yes\) +again", said.out)
    assert "1 row is assumed, since the source does not say it: not counted." in said.out
    assert "1 row says again what another says: counted there." in said.out
    assert "Published, not modelled: Complaints: 7,000 (nobody complains here)." in said.out
    assert re.search(r"^all together +1 +1$", said.out, re.MULTILINE)
    data = json.loads(talk("replay", path, "--json").out)
    assert data["not_counted"] == {"assumed": 1, "again": 1}
    assert data["classes"]["put_in"] == {"rows": 1, "met": 1}
    assert data["not_modelled"][0]["figure"] == ["7000"]
    assert [row["class"] for row in data["rows"]] == ["assumed", "put in", "again"]
    assert "モデル対象外：Complaints：7,000" in talk("replay", path, "--lang", "ja").out
    assert "公表" in talk("show", path, "--lang", "ja").out
    assert "(not modelled: nobody complains here)" in " ".join(talk("show", path).out.split())
    spread = talk("replay", path, "--seeds", "3")
    assert "In brackets, and not counted" in spread.out


def test_what_nothing_had_to_bring_about_is_told_apart(talk: Talk, tmp_path: Path) -> None:
    rows = """
    published:
      - {at: 08:00, is: side up, within: 5m}
      - {figure: 0, of: cards.failed, within: 0}
    """
    said = " ".join(talk("replay", str(write(tmp_path, rows))).out.split())
    assert "yes from the start" in said
    assert "1 row was true from the start: nothing brought it about, so it speaks for nothing." in said
    assert "Met without being fitted" not in said
    assert "Published as 0 and 0 here, which may only say that nothing threatened it: " in said


def test_a_number_out_of_range_is_answered_in_japanese(talk: Talk) -> None:
    said = talk("replay", "tutorial", "--seeds", "0", "--lang", "ja")
    assert said.code == 2
    assert "範囲 1<=x<=100000 に入っていません" in said.err


def test_seeds_give_a_spread_and_are_unpinned(talk: Talk, tmp_path: Path) -> None:
    path = str(write(tmp_path, PUBLISHED))
    said = talk("replay", path, "--seeds", "20", "--seed", "5")
    assert said.code == 0, said.out
    assert "seeds 5 to 24; policy as-published; unpinned (durations are drawn; people" in said.out
    assert re.search(r"09:40 +09:3\d +09:\d\d +\d\d:\d\d +\d+% +yes +mend has been done", said.out)
    assert said.err == "", "progress is for terminals"
    data = json.loads(talk("replay", path, "--seeds", "20", "--json").out)
    assert [len(row["values"]) for row in data["rows"]] == [20] * 4
    assert data["inside"]


def test_a_published_value_outside_the_spread_ends_with_one(talk: Talk, tmp_path: Path) -> None:
    late = PUBLISHED.replace("{at: 09:40, is: cash back", "{at: 11:40, is: cash back")
    said = talk("replay", str(write(tmp_path, late)), "--seeds", "10")
    assert said.code == 1
    assert re.search(r"100% +NO +cash is back", said.out)


def test_unpinned_people_react_as_fast_as_they_did_or_keep_to_the_clock(talk: Talk, tmp_path: Path) -> None:
    """Whether the report is swept is asked once the repair is done; five minutes later it was decided."""
    rows = PUBLISHED + "      - {at: 09:45, decided: tidy yes}\n"
    path = write(tmp_path, rows)
    tidy = "  tidy: {to: chief, when: mended known, options: {yes: {}, no: {}}}\n"
    mended = "mended: {when: mend done, by: phone, to: chief}\n"
    text = path.read_text(encoding="utf-8")
    text = text.replace("    core-down:", f"    {mended}    core-down:").replace("decisions:\n", f"decisions:\n{tidy}")
    path.write_text(text, encoding="utf-8")
    kept, clock = (
        json.loads(talk("replay", str(path), "--seeds", "40", *more, "--json").out) for more in ((), ("--clock-times",))
    )
    mend, tidied = ({row["text"]: row["values"] for row in kept["rows"]}[text] for text in ("mend done", "tidy yes"))
    assert [late - done for done, late in zip(mend, tidied, strict=True)] == [5 * 60_000] * 40
    assert min(next(row["values"] for row in clock["rows"] if row["text"] == "tidy yes")) == 105 * 60_000
    assert (kept["clock_times"], clock["clock_times"]) == (False, True)


def test_the_spread_of_a_changed_case_says_what_was_changed(talk: Talk, tmp_path: Path) -> None:
    path = str(write(tmp_path, PUBLISHED))
    said = talk("replay", path, "--seeds", "10", "--set", "mend.takes=2h", "--decide", "repair@09:12")
    assert "What if: set mend.takes=2h; decide repair@09:12" in said.out
    assert re.search(r"09:40 +11:12 +11:12 +11:12 +- +NO +mend has been done", said.out)
    assert said.code == 1


def test_luck_can_have_its_way_in_one_run(talk: Talk, tmp_path: Path) -> None:
    path = str(write(tmp_path, PUBLISHED))
    one, other = (json.loads(talk("replay", path, "--unpinned", "--seed", seed, "--json").out) for seed in "12")
    assert not one["pinned"]
    assert one["figures"][0]["simulated"] != other["figures"][0]["simulated"]


def test_a_case_without_published_rows_says_so_kindly(talk: Talk, tmp_path: Path) -> None:
    path = str(write(tmp_path, name="quiet"))
    said = talk("replay", path)
    assert said.code == 0
    assert said.out.startswith("shop has no published rows")
    assert json.loads(talk("replay", path, "--json").out)["rows"] == []


def test_another_policy_is_said_and_judged(talk: Talk) -> None:
    said = talk("replay", "tutorial", "--policy", "nobody")
    assert said.code == 1
    assert "policy nobody" in said.out
    assert "not taken" in said.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["replay"], "Missing argument 'ID_OR_FILE'"),
        (["replay", "tutoral"], "there is no scenario 'tutoral'"),
        (["replay", "tutorial", "--seeds", "0"], "Invalid value for '--seeds'"),
        (["replay", "tutorial", "--seeds", "2", "--seed", "9223372036854775807"], "beyond the last seed"),
        (["replay", "tutorial", "--policy", "anybody"], "no policy 'anybody'"),
    ],
)
def test_a_mistake_is_a_message_and_ends_with_two(talk: Talk, words: list[str], message: str) -> None:
    said = talk(*words)
    assert said.code == 2
    assert message in said.err


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", CASES)
def test_the_replay_of_every_bundled_case_fits_eighty_columns(talk: Talk, name: str, lang: str) -> None:
    said = talk("replay", name, "--lang", lang)
    assert said.code == 0, said.out
    assert [row for row in said.out.splitlines() if cell_width(row) > 80] == []


# -- what if -----------------------------------------------------------------------------------------------------------


def test_a_change_stands_beside_the_run_as_it_was(talk: Talk) -> None:
    said = talk("replay", "tutorial", "--with", "switch-at-once")
    assert said.code == 0
    assert "What if: with switch-at-once; reaction times kept" in said.out
    row = next(line for line in said.out.splitlines() if "outage (limit 1h30m)" in line)
    assert re.split(r"\s{2,}", row) == ["", "outage (limit 1h30m)", "2h18m !", "33m", "-1h45m"]
    assert re.search(r"all together +customers +9,660 +2,310 +-7,350", said.out)
    assert "09:55 How to bring the database back:" in said.out


def test_what_brings_a_difference_about_is_told_in_a_few_lines(talk: Talk) -> None:
    said = talk("replay", "tutorial", "--with", "switch-left-on")
    told = said.out.partition("What brings it about\n")[2].splitlines()
    assert told == ["atm-cash, internet-banking: no longer hit", "  its roots were: switch-left-off, database-dies"]
    for change in ("no-slip", "date-change-first", "manual-switch-works"):
        told = (
            talk("replay", "mizuho-2021-03-12", "--with", change)
            .out.partition("What brings it about\n")[2]
            .splitlines()
        )
        assert 1 <= len(told) <= 24


def test_several_changes_settings_and_choices_go_together(talk: Talk) -> None:
    said = talk(
        "replay", "tutorial", "--with", "switch-at-once", "--set", "core.restart=20m", "--decide", "database@10:00"
    )
    assert "What if: with switch-at-once; set core.restart=20m; decide database@10:00" in said.out
    assert "10:00 How to bring the database back:" in said.out


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("database@10:30", "10:30 How to bring the database back"),
        ("database=quick-restart", "09:55 How to bring the database back"),
        ("database=switch-by-hand@10:10", "10:10 How to bring the database back"),
        ("database=never", "How to bring the database back: nothing"),
    ],
)
def test_a_choice_can_be_moved_replaced_or_left_out(talk: Talk, choice: str, told: str) -> None:
    said = talk("replay", "tutorial", "--decide", choice)
    assert said.code == 0
    assert told in said.out.partition("What is decided otherwise")[2].replace("\n", " ")
    assert ("Stays open in the what-if: database" in said.out) is (choice == "database=never")


def test_reaction_times_are_kept_unless_the_clock_is_asked_for(talk: Talk) -> None:
    words = ("replay", "tutorial", "--set", "database-dies.at=09:20")
    kept, clock = talk(*words).out, talk(*words, "--clock-times").out
    assert "reaction times kept" in kept
    assert "09:35 How to bring" in kept
    assert "choices by the clock" in clock
    assert "What is decided otherwise" not in clock


def test_a_change_as_data_holds_both_runs(talk: Talk) -> None:
    data = json.loads(talk("replay", "tutorial", "--with", "switch-at-once", "--json").out)
    assert data["what_if"] == {"changes": ["switch-at-once"], "settings": [], "decide": [], "clock_times": False}
    outage = next(each for each in data["differences"] if each["tolerance"] and each["subject"] == "internet-banking")
    assert (outage["before"], outage["after"], outage["breached"]) == (8_280_000, 1_980_000, [True, False])
    assert data["together"]["after"]["customers"] == 2_310
    assert [each["option"] for each in data["choices"][0]["after"]] == ["switch-by-hand"]
    assert len(set(data["fingerprints"])) == 2


def test_all_what_ifs_are_ranked_and_the_measure_is_named(talk: Talk) -> None:
    said = talk("replay", "tutorial", "--what-ifs")
    assert said.code == 0
    order = [said.out.index(name) for name in ("(switch-left-on)", "(switch-at-once)", "(restarted-at-once)")]
    assert order == sorted(order)
    assert "Ranked by customers hit, then outage over all lines" in said.out
    data = json.loads(talk("replay", "tutorial", "--what-ifs", "--json").out)
    assert data["ranked_by"] == ["customers", "outage", "kept", "overdue", "breaches"]
    assert [each["name"] for each in data["what_ifs"]] == ["switch-left-on", "switch-at-once", "restarted-at-once"]
    assert data["what_ifs"][0]["difference"]["customers"] == -9_660


def test_a_what_if_that_hangs_on_luck_shows_its_bad_branch(talk: Talk, tmp_path: Path) -> None:
    what_ifs = """
    what_ifs:
      gamble:
        set: {mend.takes: 20m}
        with: {events: {bumps: {at: 10:00, chance: 0.3, do: [{fail: side, for: 1h}]}}}
      quicker: {set: {mend.takes: 20m}}
    """
    path = str(write(tmp_path, PUBLISHED, what_ifs))
    said = talk("replay", path, "--what-ifs", "--seeds", "40")
    assert said.code == 0
    assert "seeds 1 to 40 where luck has a say" in said.out
    assert re.search(r"^gamble \* ", said.out, re.MULTILINE)
    assert re.search(r"^quicker +-10", said.out, re.MULTILINE)
    data = json.loads(talk("replay", path, "--what-ifs", "--seeds", "40", "--json").out)
    luck = {each["name"]: each["luck"] for each in data["what_ifs"]}
    assert luck["quicker"] is None
    worse = luck["gamble"]["worse_than_it_was"]
    assert 0 < worse < 20
    assert [each["customers"] for each in luck["gamble"]["differences"]].count(20) == worse
    assert re.search(rf"^gamble +-10 +\+20 +\S+ +{worse} of 40$", said.out, re.MULTILINE)
    assert "luck has a say" not in talk("replay", path, "--what-ifs", "--seeds", "1").out
    assert json.loads(talk("replay", path, "--what-ifs", "--json").out)["seeds"] == 20


def test_a_case_without_published_rows_can_be_asked_what_if(talk: Talk, tmp_path: Path) -> None:
    path = str(write(tmp_path, name="quiet"))
    said = talk("replay", path, "--decide", "repair=mend@09:10")
    assert said.code == 0
    assert "policy by-cp" in said.out
    assert re.search(r"cash +failed +180 +40 +-140", said.out)
    assert "has no what-ifs" in talk("replay", path, "--what-ifs").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--decide", "database"], "--decide database: this says neither when nor what"),
        (["--decide", "databse@10:00"], "there is no decision 'databse'"),
        (["--decide", "database=quick"], "'database' has no option 'quick'"),
        (["--decide", "database@25:99"], "neither a clock time nor a time from the start"),
        (["--decide", "database@17:00"], "lies outside the scenario"),
        (["--with", "nothing-known"], "nothing-known"),
        (["--what-ifs", "--with", "switch-at-once"], "--what-ifs stands alone"),
    ],
)
def test_a_what_if_that_cannot_be_is_a_message(talk: Talk, words: list[str], message: str) -> None:
    said = talk("replay", "tutorial", *words)
    assert said.code == 2
    assert message in said.err
    assert "hint:" in said.err or "stands alone" in said.err


PUBLISHED_BARRED = """
    published:
      - {at: 09:10, decided: repair wait}
      - {at: 09:45, decided: clean leave}
    injects:
      mended: {by: phone, to: chief, reserve: true}
    what_ifs:
      swept: {decide: [{at: 09:40, decided: clean sweep}]}
"""


def test_a_choice_that_only_the_what_if_refuses_is_told_so(talk: Talk, tmp_path: Path) -> None:
    path = write(tmp_path, PUBLISHED_BARRED)
    path.write_text(path.read_text(encoding="utf-8").replace("sweep: {do:", "sweep: {when: mended known, do:"), "utf-8")
    said = talk("replay", str(path), "--with", "swept").out
    assert re.search(r"09:45 clean: leave +09:40 clean: sweep: refused", said)
    assert "09:40 clean: sweep is refused, its condition does not hold" in said
    assert "Stays open" not in said
    data = json.loads(talk("replay", str(path), "--with", "swept", "--json").out)
    assert [(one["subject"], one["detail"]) for one in data["refused"]] == [("clean", ["sweep", "condition"])]
    assert "swept leaves open: clean (choice refused)." in talk("replay", str(path), "--what-ifs").out


def test_a_choice_that_was_not_published_needs_an_option(talk: Talk, tmp_path: Path) -> None:
    said = talk("replay", str(write(tmp_path, PUBLISHED)), "--decide", "clean@09:40")
    assert said.code == 2
    assert "say which: clean=sweep, clean=leave" in said.err


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    "words",
    [
        ("mizuho-2021-02-28", "--with", "alarm-not-drowned"),
        ("mizuho-2021-03-12", "--with", "no-slip"),
        ("mizuho-2021-03-12", "--what-ifs"),
        ("mizuho-2021-03-07", "--with", "release-frozen"),
        ("boj-50", "--what-ifs"),
        ("fsa-54", "--what-ifs"),
        ("tutorial", "--seeds", "5"),
        ("mizuho-2021-03-12", "--seeds", "3"),
    ],
    ids=" ".join,
)
def test_what_ifs_and_spreads_fit_eighty_columns(talk: Talk, words: tuple[str, ...], lang: str) -> None:
    said = talk("replay", *words, "--lang", lang)
    assert said.code in (0, 1), said.err
    assert [row for row in said.out.splitlines() if cell_width(row) > 80] == []


def test_a_form_of_a_tolerance_is_called_by_its_title(talk: Talk) -> None:
    said = " ".join(talk("replay", "mizuho-2021-02-28", "--with", "return-media").out.split())
    assert "cards and passbooks kept (limit" in said
    assert "items-kept" not in said


def test_what_is_no_number_is_answered_in_the_language_in_use(talk: Talk) -> None:
    assert "'x' is not a valid whole number." in talk("replay", "tutorial", "--seeds", "x").err
    assert "'x' は整数として正しくありません" in talk("replay", "tutorial", "--seeds", "x", "--lang", "ja").err
