"""The bundled examples: each comes out as it was told, from its trigger and its weaknesses and from nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from drillsim.library import load_scenario
from drillsim.library.find import bundled_folder
from drillsim.plan import compile_with_findings

if TYPE_CHECKING:
    from tests.cases.conftest import Replay

    Play = Callable[..., Replay]

FOLDER = bundled_folder("scenario")
assert FOLDER is not None
ALL = sorted(path.stem for path in FOLDER.rglob("*.yaml"))
EXAMPLES = sorted(path.stem for folder in ("boj", "fsa") for path in (FOLDER / folder).glob("*.yaml"))

SPARED = {
    "boj-02a": ("half-dead",),
    "boj-02b": ("flapping",),
    "boj-14": ("gateway-fault",),
    "boj-16": ("volumes-grew",),
    "boj-20": ("rush",),
    "boj-21": ("defect",),
    "boj-27": ("active-dies", "files-not-enlarged"),
    "boj-35": ("adhoc-ordered",),
    "boj-43": ("active-dies", "versions-differ"),
    "boj-50": ("db-stops",),
    "boj-52": ("link-stops", "two-volumes-untested"),
    "boj-53": ("device-dies",),
    "fsa-01": ("replies-lost",),
    "fsa-07": ("fix-release", "effect-time-not-understood"),
    "fsa-21": ("new-function-live",),
    "fsa-26": ("adhoc-ordered", "clash-unknown"),
    "fsa-35": ("os-update",),
    "fsa-40": ("space-not-won-back",),
    "fsa-50": ("nightly-maintenance", "order-slip"),
    "fsa-56": ("rush", "lock-defect"),
    "fsa-64": ("rights-too-wide",),
}
"""Without one of these no line breaches its tolerance."""
EASED = {
    "boj-02a": ("forced-switch-untried",),
    "boj-20": ("web-tier-enlarged",),
    "boj-50": ("wrong-number",),
    "fsa-01": ("no-breaker", "no-logs"),
    "fsa-21": ("guard-without-merchant-data",),
    "fsa-35": ("weak-test-bed",),
    "fsa-50": ("required-job-missing",),
    "fsa-56": ("no-closing-procedure",),
    "fsa-n07": ("demonstration", "sustained", "other-door"),
}
"""Without one of these something else comes of it. What only hides trouble shows in a what-if, with its decision."""


def _pairs(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(name, gone) for name, each in table.items() for gone in each]


def _came_of_it(replay: Replay) -> tuple[object, ...]:
    lines = replay.run.outcome().lines
    accounts = [(each.failed, each.turned_away, each.wrong, each.overdue, each.exposed, each.outage) for each in lines]
    return (accounts, replay.run.outcome().breaches)


@pytest.mark.parametrize("name", ALL)
def test_a_bundled_case_is_clean(name: str) -> None:
    """Not even a warning."""
    plan, findings = compile_with_findings(load_scenario(name))
    assert plan is not None
    assert [finding.message for finding in findings] == []


@pytest.mark.parametrize("name", ALL)
def test_a_bundled_case_runs_at_once(replay: Play, name: str) -> None:
    """Nothing spins: a few thousand timers at the most, whoever decides."""
    for policy in ("as-published", "by-cp", "nobody"):
        assert replay(name, policy=policy).run.fired < 15_000


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_comes_out_as_it_was_told(replay: Play, name: str) -> None:
    """Every milestone and figure within its band, every choice at its time."""
    assert replay(name, likely=True).missed == []


@pytest.mark.parametrize(("name", "gone"), _pairs(SPARED))
def test_without_its_cause_nobody_is_harmed(replay: Play, name: str, gone: str) -> None:
    """The knock-out of a trigger, or of the one weakness it needs."""
    told = replay(name, likely=True)
    assert _came_of_it(told) != _came_of_it(replay(name, likely=True, without=[gone]))
    assert replay(name, likely=True, without=[gone]).run.outcome().breaches == ()


@pytest.mark.parametrize(("name", "gone"), _pairs(EASED))
def test_without_a_weakness_it_goes_otherwise(replay: Play, name: str, gone: str) -> None:
    """The knock-out of what makes it worse."""
    assert _came_of_it(replay(name, likely=True)) != _came_of_it(replay(name, likely=True, without=[gone]))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_what_if_of_an_example_matters(replay: Play, name: str) -> None:
    """A change that changes nothing would teach that nothing helps."""
    told = _came_of_it(replay(name, likely=True))
    changes = list(load_scenario(name).scenario.what_ifs)
    assert changes
    same = [change for change in changes if _came_of_it(replay(name, likely=True, changes=[change])) == told]
    assert same == []


def test_no_example_was_forgotten() -> None:
    """Each has a knock-out."""
    assert {name for name in EXAMPLES if name not in SPARED and name not in EASED} <= {"fsa-54"}


def test_the_counter_of_a_campaign(replay: Play) -> None:
    """Without the rush of the campaign the counter lasts the day."""
    told = replay("fsa-54", likely=True)
    assert told.records("failed", "core") != []
    quiet = replay("fsa-54", likely=True, sets={"campaign.do": []})
    assert quiet.records("failed", "core") == []
    assert quiet.line("wallet-pay").failed == 0
