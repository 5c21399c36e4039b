"""What a list says of a file is read from its lines, quickly and whatever state the file is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from drillsim.library import list_files, load_scenario
from drillsim.library.summaries import Summary, read_summary, summary_of

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("about: It fails. Then it burns.\n", {"en": "It fails."}),
        ("about: {en: It fails. So, ja: 停止。終わり}\n", {"en": "It fails.", "ja": "停止。"}),
        ("about: >-\n  The core\n  fails. Then\n", {"en": "The core fails."}),
        ("about:\n  en: >-\n    The core\n    fails.\n  ja: |\n    勘定系が\n    ATMを止める。次\n", None),
        ("about:\n  ja: 勘定系が停止\n", {"ja": "勘定系が停止"}),
        ("about:\nid: x\n", {}),
        ("id: x\n", {}),
        ("", {}),
    ],
)
def test_the_first_sentence_says_what_it_is_about(text: str, about: dict[str, str] | None) -> None:
    assert summary_of(text).about == (
        {"en": "The core fails.", "ja": "勘定系がATMを止める。"} if about is None else about
    )


@pytest.mark.parametrize(
    ("starts", "ends", "length"),
    [
        ("2026-04-15 09:00", "2026-04-15 12:45", 3.75),
        ("2021-03-11T23:00+09:00", "2021-03-12 21:00", 22),
        ("2021-03-11 23:00", "21:00", 22),
        ("2021-03-11 23:00", "d+2 23:30  # late", 48.5),
        ("'2021-03-11 23:00'", '"2021-03-12 01:00"', 2),
        ("08:00", "09:00", None),
        ("2021-02-30 08:00", "09:00", None),
        ("2021-03-11 08:00", "2021-03-10 08:00", None),
        ("2021-03-11 08:00", "soon", None),
    ],
)
def test_the_length_runs_from_start_to_end(starts: str, ends: str, length: float | None) -> None:
    found = summary_of(f"id: x\nstarts: {starts}\nends: {ends}\n").length_ms
    assert found == (None if length is None else length * HOUR)


def test_decisions_are_counted_and_their_options_are_not() -> None:
    text = "decisions:\n  # one\n  one:\n    to: a\n    options:\n      go: {}\n  two: {to: b}\nevents:\n  e: {}\n"
    assert summary_of(text).decisions == 2
    indented = "".join(f"  {line}\n" for line in text.splitlines())
    assert summary_of(f"topology:\n  decisions:\n    no: {{}}\nscenario:\n{indented}").decisions == 2


def test_what_cannot_be_read_has_an_empty_summary(tmp_path: Path) -> None:
    assert read_summary(tmp_path / "nothing.yaml") == Summary()
    assert read_summary(tmp_path) == Summary()
    (tmp_path / "odd.yaml").write_bytes(b"\xff\xfe\x00about: [")
    assert read_summary(tmp_path / "odd.yaml").decisions == 0


def test_a_summary_says_the_same_as_the_file_when_it_is_loaded() -> None:
    for entry in list_files("scenario"):
        summary, scenario = read_summary(entry.path), load_scenario(entry.id).scenario
        assert summary.decisions == len(scenario.decisions), entry.id
        assert scenario.about is not None
        assert scenario.about.ja.startswith(summary.about["ja"]), entry.id
        assert scenario.about.en.startswith(summary.about["en"]), entry.id
