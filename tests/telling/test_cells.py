"""Text on a terminal: what is padded, cut and wrapped fits in cells, whatever the signs are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillsim.tables.layout import Column, render_table
from drillsim.telling.cells import cell_width, cut, pad, wrap

SIGNS = st.sampled_from("abc xyz,.()勘定系ＡＴＭ入出金、。「」がｶﾞ→é́")
TEXTS = st.text(SIGNS, max_size=60)


@pytest.mark.parametrize(("text", "cells"), [("atm", 3), ("勘定系", 6), ("ｶﾞ", 2), ("e\u0301", 1), ("ATM入出金", 9)])
def test_a_japanese_sign_takes_two_cells_and_a_combining_mark_none(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_padding_counts_cells() -> None:
    assert pad("勘定系", 8) == "勘定系  "
    assert pad("12", 4, right=True) == "  12"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [("勘定系", 6, "勘定系"), ("勘定系", 5, "勘定…"), ("勘定系", 4, "勘…"), ("ledger", 4, "led…"), ("", 0, "")],
)
def test_what_does_not_fit_ends_in_an_ellipsis(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


@given(TEXTS, st.integers(1, 40))
def test_a_cut_text_never_takes_more_than_its_cells(text: str, width: int) -> None:
    assert cell_width(cut(text, width)) <= width


@given(TEXTS, st.integers(12, 40))
def test_wrapping_loses_no_sign_and_adds_none(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(st.text(st.sampled_from("勘定系入出金の障害"), max_size=60), st.integers(2, 40))
def test_japanese_lines_fit(text: str, width: int) -> None:
    assert all(cell_width(line) <= width for line in wrap(text, width))


def test_a_line_breaks_at_spaces_and_between_japanese_signs() -> None:
    assert wrap("the core ledger is down", 10) == ["the core", "ledger is", "down"]
    assert wrap("勘定系が停止した", 8) == ["勘定系が", "停止した"]


def test_a_closing_sign_never_opens_a_line_and_an_opening_one_never_closes_one() -> None:
    assert wrap("勘定系。停止", 6) == ["勘定", "系。停", "止"]
    assert wrap("勘定「停止」", 6) == ["勘定", "「停", "止」"]


def test_a_table_is_aligned_by_cell_and_cut_where_it_may_give_way() -> None:
    columns = [Column("ID"), Column("Title", gives_way=True), Column("Failed", right=True)]
    rows = [["atm", "ATM入出金", "12"], ["core", "勘定系が停止して何も引き継がなかった", "3,400"]]
    assert render_table(columns, rows, 32) == [
        "ID    Title               Failed",
        "----  ------------------  ------",
        "atm   ATM入出金               12",
        "core  勘定系が停止して…    3,400",
    ]


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), st.integers(30, 80))
def test_a_table_never_leaves_the_screen(rows: list[tuple[str, str]], width: int) -> None:
    columns = [Column("a", gives_way=True), Column("b", gives_way=True)]
    assert all(cell_width(line) <= width for line in render_table(columns, rows, width))
