"""The trace of each bundled case, byte for byte: a change to one is a change somebody meant.

To renew the list on purpose, after reading what changed (`drillsim run ID --trace FILE` before and after):

    python tests/cases/test_fingerprints.py
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drillsim.drill import default_policy, policy_orders, policy_pins
from drillsim.engine import Run
from drillsim.engine.kernel.clockwork import Clockwork
from drillsim.library import load_scenario
from drillsim.library.find import bundled_folder
from drillsim.plan import compile_plan

LIST = Path(__file__).with_name("fingerprints.json")
FOLDER = bundled_folder("scenario")
assert FOLDER is not None
ALL = sorted(path.stem for path in FOLDER.rglob("*.yaml"))


class OnlyForward(Clockwork):
    """A clock that refuses to be set to a time that has passed."""

    watched: Run | None = None

    def arm(self, timer: int, at: int) -> None:
        assert self.watched is None or at >= self.watched.now, (timer, at, self.watched.now)
        super().arm(timer, at)


def run_of(name: str) -> Run:
    """The run of a case with seed 1 and the default policy, to its end."""
    plan = compile_plan(load_scenario(name))
    run = Run(plan, 1, clock=OnlyForward)
    assert isinstance(run.state.clock, OnlyForward)
    run.state.clock.watched = run
    run.stand(policy_orders(plan, default_policy(plan)))
    run.pin(policy_pins(plan, default_policy(plan)))
    run.finish()
    return run


@pytest.mark.parametrize("name", ALL)
def test_the_trace_of_a_bundled_case_is_the_one_on_record(name: str) -> None:
    """Seed 1, default policy; no timer is ever set back."""
    assert run_of(name).trace.fingerprint() == json.loads(LIST.read_text("utf-8")).get(name)


def test_nothing_else_is_on_record() -> None:
    """A case that is gone leaves no fingerprint behind."""
    assert sorted(json.loads(LIST.read_text("utf-8"))) == ALL


if __name__ == "__main__":
    prints = {name: run_of(name).trace.fingerprint() for name in ALL}
    LIST.write_text(json.dumps(prints, indent=2) + "\n", encoding="utf-8")
