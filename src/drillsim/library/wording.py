"""The words of a message, in English or Japanese: found by its code, filled with its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drillsim.errors import DrillsimError
from drillsim.library import messages_en, messages_ja
from drillsim.library.japanese import japanese_of

LANGUAGES: dict[str, Any] = {"en": messages_en, "ja": messages_ja}
_VALUE_LENGTH_MAX = 80
_WHOLE_PARAMS = ("text", "allowed", "several", "near", "chain", "first", "second", "places")
_WORD_PARAMS = ("kind", "wanted", "other")


def fill_message(code: str, params: Mapping[str, object]) -> str:
    """The English text of a message."""
    return _filled(messages_en.MESSAGES[code], params, "en")


def fill_hint(code: str, params: Mapping[str, object]) -> str:
    """The English text of a hint."""
    return _filled(messages_en.HINTS[code], params, "en")


def coded_error(code: str, hint: str = "", **params: object) -> DrillsimError:
    """An error outside any file, which every language finds by its code."""
    return DrillsimError(
        fill_message(code, params),
        fill_hint(hint, params) if hint else None,
        code=code,
        params={**params, "hint_code": hint},
    )


def translated(table: str, code: object, params: Mapping[str, object], lang: str) -> str | None:
    """The text of one of our codes; `value` is what a model said in its own words."""
    template = getattr(LANGUAGES.get(lang, messages_en), table).get(code) if code else None
    return _filled(template, params, lang) if template is not None and lang in LANGUAGES else None


def _filled(template: str, params: Mapping[str, object], lang: str) -> str:
    words: Mapping[str, str] = LANGUAGES[lang].WORDS
    shown = {
        name: _in_words(value, words) if name in _WORD_PARAMS else _shown(name, value, lang)
        for name, value in params.items()
    }
    return template.format_map(shown)


def _in_words(value: object, words: Mapping[str, str]) -> str:
    """A kind of value, or several of which one is wanted, in a language."""
    if isinstance(value, tuple):
        return words["or"].join(words[each] for each in value)
    return words.get(str(value), str(value))


def _shown(name: str, value: object, lang: str) -> str:
    """A value in a message, cut where it would drown the message; lists of what is allowed are never cut."""
    text = foreign(str(value), lang) if name == "text" else str(value)
    is_whole = name in _WHOLE_PARAMS or len(text) <= _VALUE_LENGTH_MAX
    return text if is_whole else text[: _VALUE_LENGTH_MAX - 1] + "…"


def foreign(text: str, lang: str) -> str:
    """A text of another layer, which has no code of ours."""
    return japanese_of(text) if lang == "ja" else text
