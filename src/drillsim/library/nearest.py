"""What somebody probably meant: the nearest spelling among the words that exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_WORD_LIKENESS = 0.62
_PATH_LIKENESS = 0.7


def nearest_word(word: str, among: Iterable[str]) -> str:
    """The nearest of some words, or nothing if none is near."""
    near = nearest_words(word, among, 1)
    return near[0] if near else ""


def nearest_words(word: str, among: Iterable[str], count: int = 3) -> list[str]:
    """The nearest words, best first."""
    words = list(dict.fromkeys(among))
    folded = word.lower().replace("_", "-")
    exact = [each for each in words if each.lower().replace("_", "-") == folded]
    return exact[:count] or difflib.get_close_matches(word, words, count, _WORD_LIKENESS)


def nearest_first(word: str, among: Iterable[str]) -> list[str]:
    """All of some words: those spelt most like the one meant, those it is a part of, the others in their order."""
    words = list(dict.fromkeys(among))
    near = nearest_words(word, words, len(words) or 1)
    return list(dict.fromkeys([*near, *(each for each in words if word and word in each), *words]))


def nearest_paths(path: str, among: Iterable[str], count: int = 3) -> list[str]:
    """The nearest dotted paths: of those that begin alike only the rest is compared."""
    head, _, tail = path.partition(".")
    words = list(dict.fromkeys(among))
    tails = {each.partition(".")[2]: each for each in words if each.partition(".")[0] == head}
    near = difflib.get_close_matches(tail, [each for each in tails if each], count, _PATH_LIKENESS)
    return [tails[each] for each in near] or difflib.get_close_matches(path, words, count, _PATH_LIKENESS)
