"""Settings that hold for every test: the same examples everywhere, and which drillsim is under test."""

from pathlib import Path

import hypothesis

import drillsim

# The same examples on every machine; how long one takes says nothing about being right.
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("repeatable")


def pytest_report_header() -> str:
    return f"drillsim {drillsim.__version__} from {Path(drillsim.__file__).parent}"
