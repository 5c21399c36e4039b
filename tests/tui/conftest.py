"""Screens are tried with a clock that stands, in a language and a size, and read as text."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from drillsim.telling.language import use_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A test that speaks Japanese leaves none of it behind."""
    before = os.environ.get("LANGUAGE")
    use_language("en")
    yield
    use_language(before or "en")
