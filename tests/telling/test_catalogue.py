"""The Japanese catalogue is complete, current and compiled."""

from __future__ import annotations

import importlib.util
import re
import string
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import read_mo

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

HOUSE = Path(__file__).resolve().parents[2]


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", HOUSE / "tools" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load_tool()
WRITTEN: Catalog = tool.written()
MESSAGES = [message for message in WRITTEN if message.id]


def ids(catalogue: Catalog) -> set[str | tuple[str, ...]]:
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue if message.id}


def translations(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def first_form(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_exactly_the_messages_of_the_sources() -> None:
    assert ids(WRITTEN) == ids(tool.collected()), "run: python tools/catalogue.py"


def test_every_message_is_translated() -> None:
    assert tool.untranslated(WRITTEN) == []
    assert [message.id for message in MESSAGES if message.fuzzy] == []


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:40])
def test_a_translation_fills_in_only_what_the_message_gives(message: Message) -> None:
    given = set().union(*(fields(text) for text in ([message.id] if isinstance(message.id, str) else message.id)))
    for text in translations(message):
        assert fields(text) <= given
        if isinstance(message.id, str):
            assert fields(text) == given


def test_a_translation_is_japanese_or_a_word_both_share() -> None:
    kana_or_kanji, words = re.compile(r"[ぁ-んァ-ヶ一-龠]"), re.compile(r"[A-Za-z]")
    foreign = {text for message in MESSAGES for text in translations(message) if not kana_or_kanji.search(text)}
    assert {text for text in foreign if words.search(re.sub(r"\{\w+\}", "", text))} == set()


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    with tool.COMPILED.open("rb") as file:
        compiled = read_mo(file)
    expected = {first_form(message): translations(message) for message in MESSAGES}
    assert {first_form(message): translations(message) for message in compiled if message.id} == expected


def test_the_text_is_written_as_the_tool_writes_it() -> None:
    assert tool.CATALOGUE.read_bytes() == tool.as_text(tool.merged()), "run: python tools/catalogue.py"
