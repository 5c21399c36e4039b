"""Two teams on 28 February, played from their scripts and held against what happened, with the same luck."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cases.conftest import play

from drillsim.cli import main
from drillsim.drill import Machine, resume_drill
from drillsim.engine import read_kept
from drillsim.engine.arrays import WHOLE

if TYPE_CHECKING:
    from drillsim.engine import Run

FEBRUARY = "mizuho-2021-02-28"
SCRIPTS = Path(__file__).with_name("scripts")
MACHINES = 5395
HOUR = 3_600_000


@dataclass(frozen=True)
class Came:
    """What came of a day for those who stood before the machines."""

    machine_hours: int
    """Hours of machines out of service."""
    kept: int
    """Cards and passbooks."""
    customers: int
    """Hit, over all lines."""


def _of(run: Run) -> Came:
    told = [record for record in run.trace if (record.kind, record.subject) == ("level", "atm/fleet")]
    levels = [(record.time, int(record.detail[0])) for record in told]
    steps = zip(levels, [*levels[1:], (run.plan.horizon, WHOLE)], strict=True)
    lost = sum((WHOLE - level) * (until - since) for (since, level), (until, _) in steps)
    customers = sum(line.customers for line in run.outcome().lines)
    return Came(lost * MACHINES // WHOLE // HOUR, sum(read_kept(run).values()), customers)


@pytest.fixture(scope="module")
def history() -> Came:
    """The day as it was: the published choices at their times."""
    return _of(play(FEBRUARY, seed=1).run)


def _played(script: str, folder: Path) -> Came:
    """What came of a day that a team played from its script to the end, none of whose moves was refused."""
    code = main(["drill", FEBRUARY, "--script", str(SCRIPTS / script), "--folder", str(folder)])
    assert code == 0
    (journal,) = folder.glob("*.drill")
    held = resume_drill(journal, Machine())
    try:
        assert held.ended
        return _of(held.run)
    finally:
        held.close()


def test_who_withholds_at_ten_does_far_better_than_history(history: Came, tmp_path: Path) -> None:
    """No partition blocks: less than a twentieth of the machine-hours, of the cards and of the customers."""
    team = _played("withhold-at-ten.txt", tmp_path)
    assert history.machine_hours > 20_000
    assert team.machine_hours * 20 < history.machine_hours
    assert team.kept * 20 < history.kept
    assert team.customers * 20 < history.customers


def test_who_restarts_machines_into_blocked_partitions_keeps_more_cards(history: Came, tmp_path: Path) -> None:
    """Branches called four hours early empty the machines; put back at once, these keep the next card."""
    team = _played("restart-into-blocked-partitions.txt", tmp_path)
    assert team.kept > history.kept * 6 // 5
