"""Speaking English unless a test chooses otherwise."""

from __future__ import annotations

import pytest

from drillsim.telling.language import use_language


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")  # so that what a test chooses is forgotten after it
    use_language("en")
