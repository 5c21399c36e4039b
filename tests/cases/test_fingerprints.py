"""The trace and the figures of each bundled case: a change to one is a change somebody meant.

A trace holds what happened, not how many items were served or failed: the account of every line has its own print.
To renew the list on purpose, after reading what changed (`drillsim run ID --trace FILE` before and after):

    python tests/cases/test_fingerprints.py
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

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


def prints_of(name: str) -> dict[str, str]:
    """The fingerprints of what happened and of what came of it."""
    run = run_of(name)
    return {"trace": run.trace.fingerprint(), "outcome": run.outcome().fingerprint()}


@pytest.mark.parametrize("name", ALL)
def test_the_trace_and_the_figures_of_a_bundled_case_are_those_on_record(name: str) -> None:
    """Seed 1, default policy; no timer is ever set back."""
    assert prints_of(name) == json.loads(LIST.read_text("utf-8")).get(name)


def test_a_figure_that_changes_changes_the_fingerprint_of_the_outcome() -> None:
    """Of every figure of a line, and of every form of its tolerance."""
    outcome = run_of("tutorial").outcome()
    lines = outcome.lines
    prints = {outcome.fingerprint(), replace(outcome, time=outcome.time + 1).fingerprint()}
    for field in fields(lines[0]):
        if field.name != "forms":
            changed: dict[str, Any] = {field.name: f"{getattr(lines[0], field.name)}+"}
            other = replace(lines[0], **changed)
            prints.add(replace(outcome, lines=(other, *lines[1:])).fingerprint())
    form = lines[0].forms[0]
    other = replace(lines[0], forms=(replace(form, used=form.used + 1), *lines[0].forms[1:]))
    prints.add(replace(outcome, lines=(other, *lines[1:])).fingerprint())
    assert len(prints) == 2 + len(fields(lines[0]))


def test_nothing_else_is_on_record() -> None:
    """A case that is gone leaves no fingerprint behind."""
    assert sorted(json.loads(LIST.read_text("utf-8"))) == ALL


if __name__ == "__main__":
    prints = {name: prints_of(name) for name in ALL}
    LIST.write_text(json.dumps(prints, indent=2) + "\n", encoding="utf-8")
