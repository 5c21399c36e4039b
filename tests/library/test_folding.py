"""A line break in a Japanese text leaves no space, however the text is written; between words it leaves one."""

from __future__ import annotations

import pytest

from drillsim.library.folding import unfolded
from drillsim.library.source import parse_document


def read(text: str) -> object:
    return parse_document(text, "x.yaml").data["about"]


@pytest.mark.parametrize(
    "text",
    [
        "about: >-\n  勘定系が\n  停止した。\n  ATMも\n  止まる\n",
        "about: >\n  勘定系が\n  停止した。ATM\n  も止まる\n",
        "about: 勘定系が\n  停止した。\n  ATMも止まる\n",
        'about: "勘定系が\n  停止した。\n  ATMも止まる"\n',
        "about: '勘定系が\n  停止した。\n  ATMも止まる'\nid: x\n",
    ],
)
def test_a_broken_japanese_line_is_put_together_without_a_space(text: str) -> None:
    assert str(read(text)).strip() == "勘定系が停止した。ATMも止まる"


def test_words_keep_the_space_between_them_and_paragraphs_stay_apart() -> None:
    assert read("about: >-\n  the core\n  is down\n\n  since nine\n") == "the core is down\nsince nine"
    assert read("about: >-\n  勘定系が\n  停止\n\n  ATMも停止\n") == "勘定系が停止\nATMも停止"


def test_a_space_that_was_written_stays() -> None:
    assert read("about: 勘定系 A が\n  停止\n") == "勘定系 A が停止"


def test_a_literal_text_keeps_its_lines() -> None:
    assert read("about: |-\n  勘定系\n  停止\n") == "勘定系\n停止"


def test_what_stands_round_a_text_is_no_part_of_it() -> None:
    text = "about: {en: the core, ja: 勘定系が\n  停止}\nid: 勘定\n"
    assert read(text) == {"en": "the core", "ja": "勘定系が停止"}


def test_nothing_is_joined_where_the_lines_do_not_stand_in_the_text() -> None:
    assert unfolded("勘定系 停止", ["勘定", "停止"]) == "勘定系 停止"
