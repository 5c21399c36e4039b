"""Settings that hold for every test: the same examples everywhere, and which drillsim is under test."""

from pathlib import Path

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

import drillsim

# The same examples on every machine; how long one takes says nothing about being right.
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("repeatable")
# Hypothesis also tries constants that it reads in the code under test, as far as that is imported by then. Left out, or
# examples would hang on the order of tests, and on whether drillsim is a checkout or a wheel.
vars(providers)["_get_local_constants"] = Constants


@pytest.fixture(autouse=True)
def places_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes the settings, the drills or the index of whoever runs it."""
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path_factory.getbasetemp() / variable.lower()))


def pytest_report_header() -> str:
    return f"drillsim {drillsim.__version__} from {Path(drillsim.__file__).parent}"
