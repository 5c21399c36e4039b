"""Reading text: data and places, and every fault of the text with its exact words."""

# ruff: noqa: E501 - a row of a table is one line

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drillsim.library import source
from drillsim.library.document import Place, Span, walk
from drillsim.library.problems import FileProblems
from drillsim.library.source import parse_document, read_document

FAULTS = [
    ("", "f.yaml:1:1: the file is empty\nhint: 'drillsim new' writes a file to start from"),
    ("# nothing\n", "f.yaml:1:1: the file is empty\nhint: 'drillsim new' writes a file to start from"),
    (
        "- a\n",
        """\
f.yaml:1:1: the file holds a list, not keys with values
    - a
    ^
hint: begin with 'id:' and 'title:', each on a line of its own""",
    ),
    (
        "id: a\ntitle: x\nid: b\n",
        """\
f.yaml:3:1: duplicate key 'id'
    id: b
    ^^
hint: it was written first in line 1; keep one of the two""",
    ),
    (
        "hub: {restart: 5m, kind: x, restart: 6m}\n",
        """\
f.yaml:1:29: duplicate key 'restart'
    hub: {restart: 5m, kind: x, restart: 6m}
                                ^^^^^^^
hint: it was written first in line 1; keep one of the two""",
    ),
    (
        "a:\n\tb: 1\n\tc: 2\n",
        """\
f.yaml:2:1: a tab in the indentation
    →b: 1
    ^
hint: indent with spaces
f.yaml:3:1: a tab in the indentation
    →c: 2
    ^
hint: indent with spaces""",
    ),
    (
        "a:\n  \tb: 1\n",
        """\
f.yaml:2:3: a tab in the indentation
      →b: 1
      ^
hint: indent with spaces""",
    ),
    (
        "title: {en: Hello, world}\n",
        """\
f.yaml:1:20: 'world' has no value
    title: {en: Hello, world}
                       ^^^^^
hint: text that holds a comma needs quotation marks inside braces: en: "Hello, world\"""",
    ),
    (
        "line: {amount: JPY 900,000}\n",
        """\
f.yaml:1:24: '000' has no value
    line: {amount: JPY 900,000}
                           ^^^
hint: text that holds a comma needs quotation marks inside braces: amount: "JPY 900,000\"""",
    ),
    (
        "hub: {restart}\n",
        """\
f.yaml:1:7: 'restart' has no value
    hub: {restart}
          ^^^^^^^
hint: write 'restart: VALUE'; text inside braces that holds a comma needs quotation marks""",
    ),
    (
        "title: {en: What: now, ja: x}\n",
        """\
f.yaml:1:17: the braces opened in line 1, column 8 go wrong here
    title: {en: What: now, ja: x}
                    ^
hint: free text inside braces needs quotation marks: {en: "Hello: world"}; otherwise a comma or a } is missing""",
    ),
    (
        "a: {b: 1\nc: 2\n",
        """\
f.yaml:1:4: the brace is never closed
    a: {b: 1
       ^
hint: close the braces with }, or put a comma between the entries; text that holds # or a bracket needs quotation marks""",
    ),
    (
        "a:\n  b: {c: 1,\n      d: 2\n      e: 3}\n",
        """\
f.yaml:4:7: the braces opened in line 2, column 6 go wrong here
          e: 3}
          ^
hint: close the braces with }, or put a comma between the entries; text that holds # or a bracket needs quotation marks""",
    ),
    (
        "a: [1, 2\nb: 3\n",
        """\
f.yaml:1:4: the bracket is never closed
    a: [1, 2
       ^
hint: close the brackets with ], or put a comma between the items""",
    ),
    (
        "title: Mizuho: the day\n",
        """\
f.yaml:1:14: a second colon in one line of text
    title: Mizuho: the day
                 ^
hint: text that holds ': ' needs quotation marks""",
    ),
    (
        "a: 1\n  b: 2\n",
        """\
f.yaml:2:3: indented below a line that already has a value
      b: 2
      ^
hint: indent it like the line above, or give the key above no value of its own""",
    ),
    (
        "a:\n  b: 1\n c: 2\n",
        """\
f.yaml:3:2: the indentation fits nothing above; the block begins in line 1
     c: 2
     ^
hint: keys of one map begin in the same column""",
    ),
    (
        "a: 1\n- b\n",
        """\
f.yaml:2:1: a list item among the keys of the block that begins in line 1
    - b
    ^
hint: take the - away, or move it below a key that has no value of its own""",
    ),
    (
        "- a\nb: 1\n",
        """\
f.yaml:2:1: a key among the items of the list that begins in line 1
    b: 1
    ^
hint: begin the line with '- ', or indent it less""",
    ),
    (
        "key\nb: 1\n",
        """\
f.yaml:1:1: this line has no colon
    key
    ^^^
hint: write 'key: value'; a text of several lines is indented below its key""",
    ),
    (
        "id:bank\ntitle: x\n",
        """\
f.yaml:1:3: there is no space after the colon of 'id'
    id:bank
      ^
hint: write 'id: ' with an ordinary colon and a space""",
    ),
    (
        "題名：銀行\nid: x\n",
        """\
f.yaml:1:3: the colon after '題名' is full-width
    題名：銀行
        ^^
hint: write '題名: ' with an ordinary colon and a space""",
    ),
    (
        "\u3000id: x\n",
        """\
f.yaml:1:1: the key begins or ends with a full-width space
    \u3000id: x
    ^^^^
hint: use ordinary spaces""",
    ),
    (
        'says: "abc\nb: 1\n',
        """\
f.yaml:1:7: the quotation mark is never closed
    says: "abc
          ^
hint: close it, or take it out; a quotation mark inside a text is fine as long as it does not begin it""",
    ),
    (
        "says: 'it's late'\n",
        """\
f.yaml:1:11: something stands behind a value that is complete
    says: 'it's late'
              ^
hint: put the whole text in quotation marks, or take the rest out""",
    ),
    (
        "by: @home\n",
        """\
f.yaml:1:5: a text cannot begin with '@' unless it is quoted
    by: @home
        ^
hint: put the text in quotation marks""",
    ),
    (
        'a: "\\q"\n',
        """\
f.yaml:1:5: an unknown escape after the backslash
    a: "\\q"
        ^
hint: use single quotation marks, or write the backslash twice""",
    ),
    (
        "a: - b\n",
        """\
f.yaml:1:4: a list item (- ) cannot begin behind a key
    a: - b
       ^
hint: put the items on lines of their own, or write [a, b]; text that begins with - needs quotation marks""",
    ),
    (
        "a: {b: ]\n",
        """\
f.yaml:1:8: a value is missing here
    a: {b: ]
           ^
hint: write a value, or take the sign before it out""",
    ),
    (
        "a: 1\n---\nb: 2\n",
        """\
f.yaml:2:1: a second document begins here; a file holds one
    ---
    ^^^
hint: put it into a file of its own, and take out the line ---""",
    ),
    (
        "a: !ruby/object x\n",
        """\
f.yaml:1:4: the tag !ruby/object means nothing here
    a: !ruby/object x
       ^^^^^^^^^^^^^^
hint: take it out, or put the text in quotation marks""",
    ),
    (
        "2021: x\n",
        """\
f.yaml:1:1: the key 2021 is not text (a number)
    2021: x
    ^^^^
hint: put the key in quotation marks: "2021":""",
    ),
    (
        "null: x\n",
        """\
f.yaml:1:1: the key null is not text (nothing)
    null: x
    ^^^^
hint: put the key in quotation marks: "null":""",
    ),
    (
        "a: [.nan, -.inf]\n",
        """\
f.yaml:1:5: nothing can be counted with .nan
    a: [.nan, -.inf]
        ^^^^
hint: write an ordinary number
f.yaml:1:11: nothing can be counted with -.inf
    a: [.nan, -.inf]
              ^^^^^
hint: write an ordinary number""",
    ),
    (
        "? [a, b]\n: 1\n",
        """\
f.yaml:1:3: a list cannot be a key
    ? [a, b]
      ^
hint: a key is a single word""",
    ),
    (
        "base: &b {x: 1}\nhub:\n  <<: *b\n",
        """\
f.yaml:3:3: merge keys (<<) are not read
      <<: *b
      ^^
hint: write the keys out, or build on another file with 'extends'""",
    ),
    (
        "a: *foo\n",
        """\
f.yaml:1:4: nothing is called 'foo' (&foo)
    a: *foo
       ^^^^
hint: text that begins with * needs quotation marks""",
    ),
    (
        "a: &x [*x]\n",
        """\
f.yaml:1:8: 'x' (&x) contains itself
    a: &x [*x]
           ^^
hint: text that begins with * needs quotation marks""",
    ),
    (
        "a: b\x07c\n",
        """\
f.yaml:1:5: the control character U+0007 may not stand in a file
    a: b�c
        ^
hint: delete it; most editors can show invisible characters""",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FAULTS, ids=[repr(text[:24]) for text, _ in FAULTS])
def test_every_fault_of_a_text_is_told_with_place_line_caret_and_hint(text: str, expected: str) -> None:
    with pytest.raises(FileProblems) as caught:
        parse_document(text, "f.yaml")
    assert str(caught.value) == expected


@pytest.mark.parametrize(("text", "expected"), FAULTS, ids=[repr(text[:24]) for text, _ in FAULTS])
def test_the_parser_without_libyaml_finds_the_same_first_line(
    text: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_PARSER", yaml.SafeLoader)
    with pytest.raises(FileProblems) as caught:
        parse_document(text, "f.yaml")
    first, _, _ = expected.partition("\n")
    told = caught.value.problems[0]
    assert first.startswith(f"f.yaml:{told.line}:")
    assert told.message in first


def test_all_faults_before_a_syntax_error_are_told_together_with_it() -> None:
    text = 'id: a\nid: b\ntitle: {en: a, b}\n1: x\nsays: "abc\n'
    with pytest.raises(FileProblems) as caught:
        parse_document(text, "f.yaml")
    assert [(each.line, each.code) for each in caught.value.problems] == [
        (2, "duplicate-key"),
        (3, "no-value-in-braces"),
        (4, "key-not-text"),
        (5, "yaml-open-quote"),
    ]


def test_aliases_that_multiply_are_stopped_before_they_fill_the_memory() -> None:
    levels = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    text = "\n".join(["a0: &a0 [x, x, x, x, x, x, x, x, x, x]", *levels])
    with pytest.raises(FileProblems) as caught:
        parse_document(text, "f.yaml")
    assert [each.code for each in caught.value.problems] == ["alias-bomb"]
    assert caught.value.problems[0].line == 5


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 100_000, "a: " + "{x: " * 50_000, "a:\n" + "".join(" " * i + "- \n" for i in range(60))]
)
def test_what_nests_without_end_is_refused_and_not_followed(text: str) -> None:
    with pytest.raises(FileProblems) as caught:
        parse_document(text, "f.yaml")
    assert caught.value.problems[0].code in {"too-deep", "yaml-nesting"}


def test_a_sound_file_gives_data_and_the_place_of_every_key_and_value() -> None:
    document = parse_document("id: bank\nhub:\n  needs: [a, {need: b}]\n", "f.yaml")
    assert document.data == {"id": "bank", "hub": {"needs": ["a", {"need": "b"}]}}
    assert set(document.spans) == {path for path, _ in walk(document.data)}
    assert document.spans["id",] == Span(Place("f.yaml", 1, 5, 1, 9), Place("f.yaml", 1, 1, 1, 3))
    assert document.spans["hub", "needs", 0] == Span(Place("f.yaml", 3, 11, 3, 12))
    assert document.spans["hub", "needs"].value == Place("f.yaml", 3, 10, 3, 24)
    assert document.spans["hub", "needs", 1, "need"].value == Place("f.yaml", 3, 21, 3, 22)
    assert document.lines["f.yaml"][2] == "  needs: [a, {need: b}]"


def test_columns_count_characters_also_behind_japanese_and_rare_ones() -> None:
    document = parse_document("題: {日本語: 値, 𠮷: x}\n", "f.yaml")
    assert document.spans["題", "日本語"].value == Place("f.yaml", 1, 10, 1, 11)
    assert document.spans["題", "𠮷"].key == Place("f.yaml", 1, 13, 1, 14)


def test_an_alias_gives_the_same_data_and_points_into_its_original() -> None:
    document = parse_document("a: &x {b: 1}\nc: *x\n", "f.yaml")
    assert document.data == {"a": {"b": 1}, "c": {"b": 1}}
    assert document.spans["c", "b"].value.line == 1
    assert document.spans["c",].value.line == 2


@pytest.mark.parametrize(
    "text", ["a: 1", "a: 1\r\nb: 2\r\n", "---\na: 1\n...\n", "\ufeffa: 1\n", "%YAML 1.2\n---\na: 1\n"]
)
def test_line_ends_marks_and_a_byte_order_mark_do_no_harm(text: str) -> None:
    assert parse_document(text, "f.yaml").data["a"] == 1


def test_keys_with_colons_inside_are_clock_times() -> None:
    document = parse_document("demand: {00:00: 10/h, 09:00: 43.3/h}\n", "f.yaml")
    assert document.data == {"demand": {"00:00": "10/h", "09:00": "43.3/h"}}


def test_a_key_without_a_value_in_a_block_holds_nothing() -> None:
    assert parse_document("events:\nid: x\n", "f.yaml").data == {"events": None, "id": "x"}


def test_a_file_is_named_as_seen_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "topologies").mkdir()
    file = tmp_path / "topologies" / "x.yaml"
    file.write_bytes("\ufeffid: x\n".encode())
    monkeypatch.chdir(tmp_path)
    assert read_document(file).name == "topologies/x.yaml"
    monkeypatch.chdir(tmp_path / "topologies")
    assert read_document(file).name == "x.yaml"
    monkeypatch.chdir("/")
    assert read_document(file).data == {"id": "x"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "id: x\ntitle: 銀行\n".encode("cp932"),
            """\
f.yaml:2:8: the byte 0x8b is not UTF-8 text
    title: 銀行
           ^^
hint: this looks like Shift_JIS; save the file as UTF-8""",
        ),
        (
            "id: x\n".encode("utf-16"),
            "f.yaml:1:1: the byte 0xff is not UTF-8 text\nhint: this looks like UTF-16; save the file as UTF-8",
        ),
        (b"id: \x81\xff\n", "f.yaml:1:5: the byte 0x81 is not UTF-8 text\nhint: save the file as UTF-8"),
    ],
)
def test_a_file_that_is_not_utf_8_is_told_what_it_looks_like(
    raw: bytes, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.yaml").write_bytes(raw)
    with pytest.raises(FileProblems) as caught:
        read_document(Path("f.yaml"))
    assert str(caught.value) == expected


def test_a_file_too_large_to_be_meant_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "FILE_BYTES_MAX", 3_000_000)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.yaml").write_text("# " + "x" * 4_000_000)
    with pytest.raises(FileProblems, match=r"^f.yaml: the file has 4 MB, more than is ever read$"):
        read_document(Path("f.yaml"))


KEYS = st.text("abc日本-/", min_size=1, max_size=6).filter(lambda key: not key.startswith("-"))
TREES = st.recursive(
    st.one_of(st.integers(0, 99), st.text("xyzé漢 ", max_size=5), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4), st.booleans())
def test_what_another_writer_wrote_is_read_back_with_every_node_in_its_place(
    data: dict[str, object], flow: bool
) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    document = parse_document(text, "f.yaml")
    assert document.data == data
    assert set(document.spans) == {path for path, _ in walk(data)}
    for path, span in document.spans.items():
        line = document.lines["f.yaml"][span.value.line - 1]
        assert 1 <= span.value.column <= len(line) + 1
        if path and isinstance(path[-1], str):
            assert span.key is not None
            written = document.lines["f.yaml"][span.key.line - 1][span.key.column - 1 : span.key.end_column - 1]
            assert written.strip("'\"") == path[-1]


@given(st.text("ab:{}[],'\"#&*!|>-? \n\t%@`\\：\u3000é漢", max_size=40))
def test_no_text_whatever_makes_the_reader_fall_over(text: str) -> None:
    try:
        document = parse_document(text, "f.yaml")
    except FileProblems as error:
        lines = document_lines(text)
        for each in error.problems:
            assert 1 <= each.line <= len(lines) + 1
            assert each.message
    else:
        assert isinstance(document.data, dict)


def document_lines(text: str) -> list[str]:
    return text.split("\n")
