"""What is believed of a journal: the longest whole beginning, or a problem with a name."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.drill.journal.writing_some import HEADER, new, wall, written

from drillsim.drill.journal import Entry, JournalProblem, create_journal, open_journal, read_journal
from drillsim.drill.journal.entries import canonical, chained, parse_line
from drillsim.drill.journal.header import FORMAT


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    written(path)
    read = read_journal(path)
    assert read.header == HEADER
    assert [(entry.n, entry.kind, entry.at) for entry in read.entries] == [
        (1, "note", 0),
        (2, "reached", 60_000),
        (3, "command", 60_000),
        (4, "clock", 60_000),
    ]
    assert read.entries[0].data == {"text": "始め [/b]"}
    assert read.notices == ()


def check_cut(path: Path, whole: bytes, size: int) -> None:
    """A journal cut to a size is its longest whole beginning, and can be written on."""
    path.write_bytes(whole[:size])
    starts = [0, *[at + 1 for at, sign in enumerate(whole) if sign == 10]]
    lines = sum(size >= start - 1 for start in starts[1:])
    if not lines:
        with pytest.raises(JournalProblem, match="does not begin with the header"):
            read_journal(path)
        return
    read = read_journal(path)
    assert len(read.entries) == lines - 1
    torn = size > starts[lines]
    assert bool(read.notices) == torn, "what is cut is told, and only that"
    journal, again = open_journal(path, wall)
    assert again == read
    journal.append("note", "A", 70_000, {"text": "on"})
    journal.close()
    after = read_journal(path)
    assert [entry.kind for entry in after.entries] == [*(entry.kind for entry in read.entries), "note"]
    assert after.notices == ()


def test_a_journal_cut_anywhere_near_its_end_keeps_what_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    whole = written(path)
    for size in [*range(0, 60, 20), *range(len(whole) - 320, len(whole) + 1, 3), len(whole) - 1]:
        check_cut(path, whole, size)


@pytest.mark.long
def test_a_journal_cut_at_every_byte_keeps_what_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    whole = written(path)
    for size in range(len(whole) + 1):
        check_cut(path, whole, size)


def check_edit(path: Path, whole: bytes, draw: random.Random) -> None:
    """An edited journal is refused by name or cut with a notice; it is never believed."""
    at = draw.randrange(len(whole))
    how = draw.choice(["change", "insert", "delete", "swap"])
    if how == "change":
        edited = whole[:at] + bytes([draw.randrange(256)]) + whole[at + 1 :]
    elif how == "insert":
        edited = whole[:at] + bytes([draw.randrange(256)]) + whole[at:]
    elif how == "delete":
        edited = whole[:at] + whole[at + draw.randint(1, 40) :]
    else:
        lines = whole.splitlines(keepends=True)
        one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
        edited = b"".join(lines)
    path.write_bytes(edited)
    try:
        read = read_journal(path)
    except JournalProblem as problem:
        told = problem
    else:
        assert whole.startswith(edited[: read.length]), "only what was written is believed"
        assert read.notices or read.length == len(edited)
        return
    assert str(path) in told.message
    assert told.hint


@pytest.mark.parametrize("count", [100, pytest.param(1_000, marks=pytest.mark.long)])
def test_an_edit_is_never_believed(tmp_path: Path, count: int) -> None:
    path = tmp_path / "a.drill"
    whole = written(path)
    draw = random.Random(count)
    for _ in range(count):
        check_edit(path, whole, draw)


def test_an_edited_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    whole = written(path)
    path.write_bytes(whole.replace(b"database wait", b"database pray"))
    with pytest.raises(JournalProblem, match="line 4 is not as it was written"):
        read_journal(path)


def test_a_line_that_says_the_same_in_other_bytes_is_not_believed() -> None:
    entry, line = chained(parse_line_of({"kind": "note"}), "")
    assert parse_line(line.rstrip(b"\n"), 1, "") == entry
    assert parse_line(line.rstrip(b"\n").replace(b'":"', b'": "', 1), 1, "") is None
    assert parse_line(line.rstrip(b"\n"), 1, "before") is None
    assert parse_line(line.rstrip(b"\n"), 2, "") is None


def parse_line_of(row: dict[str, str]) -> Entry:
    return Entry(1, row["kind"], "A", 0, "")


def test_a_newer_format_is_refused_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    _entry, line = chained(Entry(0, "header", "", 0, "", {**HEADER.data(), "format": FORMAT + 1}), "")
    path.write_bytes(line)
    with pytest.raises(JournalProblem, match=f"its format is {FORMAT + 1}, this program knows formats up to {FORMAT}"):
        read_journal(path)


def test_a_header_whose_texts_are_not_those_it_sums_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    _entry, line = chained(Entry(0, "header", "", 0, "", {**HEADER.data(), "scenario": "{}"}), "")
    path.write_bytes(line)
    with pytest.raises(JournalProblem, match="does not begin with the header"):
        read_journal(path)


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"\xff\xfe\n", b"[[[[" * 5_000 + b"\n", b"null\nnull\n"])
def test_a_file_that_is_no_journal_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.drill"
    path.write_bytes(content)
    with pytest.raises(JournalProblem, match="does not begin with the header"):
        read_journal(path)


def test_canonical_json_has_one_form() -> None:
    assert canonical({"b": 1, "a": "日本"}) == '{"a":"日本","b":1}'
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_a_journal_is_not_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "a.drill"
    whole = written(path)
    with pytest.raises(JournalProblem, match="it exists already"):
        create_journal(path, HEADER, wall)
    assert path.read_bytes() == whole
    new(tmp_path / "b.drill").close()
