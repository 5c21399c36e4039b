"""The Japanese of what other layers wrote in English: models about values, checks about whole cases.

1. A text is found by its fixed words; what stands between them is carried over, and translated where it names a kind
   of thing.
2. What nobody translated stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from drillsim.library import findings_ja, models_ja, refusals_ja

_WORDS = {**models_ja.WANTED, **findings_ja.WORDS}


def japanese_of(text: str) -> str:
    """The Japanese of an English text, or the English itself."""
    for pattern, template in _patterns():
        match = pattern.fullmatch(text)
        if match:
            return template.format(*(_inner(part) for part in match.groups()))
    return text


def _inner(part: str) -> str:
    """A part of a text: a kind of thing, a whole text of its own, or a value."""
    if part in _WORDS:
        return _WORDS[part]
    return japanese_of(part) if " " in part else part


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every text as a pattern, the ones with the most fixed words first."""
    texts = {**models_ja.TEXTS, **models_ja.SHORTENED, **findings_ja.TEXTS, **refusals_ja.TEXTS}
    fixed_first = sorted(texts.items(), key=lambda each: -len(each[0].replace("{}", "")))
    strict = [(_pattern(english, "[^']*"), japanese) for english, japanese in fixed_first]
    return (*strict, *((_pattern(english, ".*?"), japanese) for english, japanese in fixed_first))


def _pattern(english: str, quoted: str) -> re.Pattern[str]:
    """A text as a pattern; what may stand between quotation marks is given."""
    fixed = re.escape(english).replace(r"'\{\}'", f"'({quoted})'").replace(r"\{\}", "(.*?)")
    return re.compile(fixed, re.DOTALL)
