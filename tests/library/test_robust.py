"""Whatever stands in a file: it loads, or it is told what is wrong; nothing ever ends in a traceback."""

# ruff: noqa: E501 - a row of a table is one line

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drillsim.errors import DrillsimError
from drillsim.library.document import removed, replaced, walk
from drillsim.library.find import find_file
from drillsim.library.load import load_scenario
from drillsim.library.render import render_error
from drillsim.library.source import read_document

SOUND = [read_document(find_file("scenario", name)).data for name in ("tutorial", "mizuho-2021-03-12")]
ODD: list[Any] = [
    None, 5, -1, 0.5, True, "x", "x y z", "hub up", [], {}, [1], {"a": 1}, "", "100", "1e9", [[]], {"need": 1}, {"set": 5},
    {"en": 1}, "..", "a.b", "2h..1h", {"all": ["hub up"]}, [None], {"extends": "tutorial"}, "25:61", "日本語", {"x": None},
]  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("robust") / "case.yaml"


def error_of(file: Path, changes: list[str]) -> DrillsimError | None:
    try:
        load_scenario(file, changes=changes)
    except DrillsimError as error:
        return error
    return None


def try_one(file: Path, data: st.DataObject) -> None:
    case: Any = copy.deepcopy(data.draw(st.sampled_from(SOUND)))
    for _ in range(data.draw(st.integers(1, 3))):
        paths = [path for path, _ in walk(case) if path]
        path = paths[data.draw(st.integers(0, len(paths) - 1))]
        case = (
            removed(case, path) if data.draw(st.booleans()) else replaced(case, path, data.draw(st.sampled_from(ODD)))
        )
    file.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), encoding="utf-8")
    what_ifs = case.get("what_ifs")
    names = [str(name) for name in what_ifs][:2] if isinstance(what_ifs, dict) else []
    for changes in ([], names):
        error = error_of(file, changes)
        if error is not None:
            assert render_error(error, "ja")
            assert all(each.message and each.line >= 1 for each in getattr(error, "problems", ()))


RELAXED = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@given(st.data())
@settings(RELAXED, max_examples=30)
def test_a_sound_case_with_odd_things_in_it_loads_or_is_told_where_it_is_wrong(file: Path, data: st.DataObject) -> None:
    try_one(file, data)


@pytest.mark.long
@given(st.data())
@settings(RELAXED, max_examples=1000)
def test_the_same_a_thousand_times(file: Path, data: st.DataObject) -> None:
    try_one(file, data)
