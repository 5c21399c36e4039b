"""The four incidents of 2021 on one bank: what was published comes out, from what was put in and from nothing else.

Replayed as published: decisions at their times, every duration at its likely value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from drillsim.review import fidelity

if TYPE_CHECKING:
    from tests.cases.conftest import Replay

    Play = Callable[..., Replay]

FEBRUARY, THIRD, SEVENTH, TWELFTH = (f"mizuho-2021-{day}" for day in ("02-28", "03-03", "03-07", "03-12"))


def _told(replay: Replay) -> dict[str, str]:
    """When each published moment and choice came; nothing is later than any clock."""
    rows = [result.row.text for result in fidelity(replay.played).rows]
    return {text: replay.came(text) or "never" for text in rows}


@pytest.mark.parametrize("name", [TWELFTH, THIRD, SEVENTH, FEBRUARY])
def test_every_published_row_and_figure_is_met(replay: Play, name: str) -> None:
    """Each within its band."""
    assert replay(name, likely=True).missed == []


# -- 12 March ----------------------------------------------------------------------------------------------------------


def test_twelfth_is_caused_by_the_controller_and_the_switch(replay: Play) -> None:
    """Without the fault, or with the automatic switch, no line breaches its tolerance."""
    assert replay(TWELFTH, likely=True, without=["controller-fails"]).run.outcome().breaches == ()
    assert replay(TWELFTH, likely=True, without=["switch-does-not-act"]).run.outcome().breaches == ()
    assert replay(TWELFTH, likely=True, changes=["automatic-switch-works"]).run.outcome().breaches == ()


def test_twelfth_leads_from_late_remittances_back_to_the_controller(replay: Play) -> None:
    """First the trigger, then what had to stand for it: the switch, the procedure, the slip."""
    roots = replay(TWELFTH, likely=True).roots("overdue", "fx-out-domestic")
    assert {"controller-fails", "switch-does-not-act", "no-early-recovery-procedure", "fx-slip"} <= roots


def test_twelfth_notices_at_the_close_lead_back_to_the_night(replay: Play) -> None:
    """That the core closes at 19:00 as on any day comes second: what held the notices up comes first."""
    late = replay(TWELFTH, likely=True)
    (overdue,) = [record for record in late.records("overdue", "fx-in-notice") if int(record.detail[0]) > 700]
    first = [(cause.kind, cause.subject) for cause in (late.run.trace[place] for place in overdue.causes)]
    assert first[-1] in {("closed", "fx/link"), ("level", "fx/link")}
    assert ("done", "fx-connect") in first[:-1]
    assert {"controller-fails", "no-manual-switch", "fx-slip"} <= late.roots("overdue", "fx-in-notice")


def test_twelfth_without_the_slip_still_misses_the_cut_off(replay: Play) -> None:
    """FX is connected 42 minutes sooner; 33 remittances fewer are late."""
    spared = replay(TWELFTH, likely=True, changes=["no-slip"])
    assert _told(spared)["fx-connect done"].endswith("12:13:00")
    assert 200 < spared.line("fx-out-domestic").overdue < 250


def test_twelfth_with_an_early_recovery(replay: Play) -> None:
    """Each part of it shortens the night; a spare part and a procedure on site save the cut-off's tolerance."""
    late = [
        replay(TWELFTH, likely=True, without=gone, changes=change).line("fx-out-domestic").overdue
        for gone, change in (((), ()), (["no-early-recovery-procedure"], ()), ((), ["spare-and-procedure-on-site"]))
    ]
    assert late[0] > late[1] > late[2]
    assert late[2] <= 50


def test_twelfth_half_an_hour_later(replay: Play) -> None:
    """The night moves with the fault; cut-offs and opening times do not."""
    now = replay(TWELFTH, likely=True)
    later = replay(TWELFTH, likely=True, sets={"controller-fails.at": "2021-03-12 00:09"})
    for milestone in ("hub up", "date-change done", "fx-connect done"):
        assert _told(later)[milestone] > _told(now)[milestone]
    for held in ("fx-out-domestic.overdue > 0", "bank-report.overdue > 0"):
        assert _told(later)[held] == _told(now)[held]
    assert later.line("fx-in-notice").overdue > now.line("fx-in-notice").overdue


# -- 3 March -----------------------------------------------------------------------------------------------------------


def test_third_is_caused_by_the_card(replay: Play) -> None:
    """Without the card nothing stops; the harm leads back to it."""
    spared = replay(THIRD, likely=True, without=["card-fails"])
    assert spared.number("atm/fleet.stopped.peak") == 0
    assert spared.run.outcome().breaches == ()
    assert replay(THIRD, likely=True).roots("out", "lottery") == {"card-fails"}


def test_third_with_a_card_that_stops_dead(replay: Play) -> None:
    """The same pair switches ten seconds after the card died, and one to three machines stop."""
    dead = replay(THIRD, likely=True, changes=["card-stops-dead"])
    died, switched = dead.records("failed", "net/card-a"), dead.records("switched", "net/channel-card")
    assert switched[0].time - died[0].time == 10_000
    assert 1 <= dead.number("atm/fleet.stopped.peak") <= 3


def test_third_without_the_automatic_switch(replay: Play) -> None:
    """A switch by hand comes minutes later, and stops three times as many machines."""
    by_hand = replay(THIRD, likely=True, changes=["switch-fails"])
    assert by_hand.number("atm/fleet.stopped.peak") > 60


def test_third_switched_back_to_the_unstable_card(replay: Play) -> None:
    """Redundancy looks restored, and three more minutes of instability follow."""
    again = replay(THIRD, likely=True, changes=["switched-back"])
    assert [record.detail for record in again.records("switched", "net/channel-card")] == [
        ("net/card-b",),
        ("net/card-a",),
        ("net/card-b",),
    ]
    assert again.number("atm/fleet.stopped.peak") > 40


# -- 7 March -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["release", "posting-starts", "program-defect"])
def test_seventh_needs_the_release_the_run_and_the_defect(replay: Play, gone: str) -> None:
    """A latent fault, armed by a release and fired by a job: without either nothing fails and nobody is asked."""
    spared = replay(SEVENTH, likely=True, without=[gone])
    assert spared.line("ib-td").failed == 0
    assert spared.records("asked", "hold-td") == []


def test_seventh_is_a_contained_outage(replay: Play) -> None:
    """Once time deposits are withheld, customers are turned away and nothing fails any more."""
    hit = replay(SEVENTH, likely=True)
    assert hit.line("ib-td").turned_away > 50
    assert hit.line("atm-td").turned_away > hit.line("atm-td").failed
    assert hit.number("atm/fleet.stopped.peak") == 0


def test_seventh_with_the_capture_policy_of_february(replay: Play) -> None:
    """Had the policy not been changed, machines would have kept cards again."""
    assert replay(SEVENTH, likely=True, without=["system-errors-return-media"]).number("atm/fleet.stopped.peak") > 0


# -- 28 February -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["posting-starts", "month-end-release"])
def test_february_needs_the_run_and_its_size(replay: Play, gone: str) -> None:
    """Without the run, or with the usual 250,000 postings, the index never fills and no machine stops."""
    spared = replay(FEBRUARY, likely=True, without=[gone])
    assert spared.records("full", "core/cancel-index") == spared.records("full", "core/cancel-index.index") == []
    assert spared.number("atm/fleet.stopped.peak") == 0
    assert spared.run.outcome().breaches == ()


def test_february_leads_from_the_machines_back_to_the_run(replay: Play) -> None:
    """The outage of the cash machines comes from the run and from its size at the month end."""
    assert {"posting-starts", "month-end-release"} <= replay(FEBRUARY, likely=True).roots("out", "atm-cash")


def test_february_half_an_hour_later(replay: Play) -> None:
    """The index fills half an hour later, and fewer machines stop: the decisions keep their times."""
    now = replay(FEBRUARY, likely=True)
    later = replay(FEBRUARY, likely=True, sets={"posting-starts.at": "08:54"})
    for milestone in ("bulk-posting.failed > 0", "atm/partitions.level <= 0.5"):
        assert _told(later)[milestone] > _told(now)[milestone]
    assert later.number("atm/fleet.stopped.peak") < now.number("atm/fleet.stopped.peak")


def test_february_drowns_the_message_that_matters(replay: Play) -> None:
    """Sent at the first blocked partition, it is read five hours later; who reads it then makes sure of it."""
    drowned = replay(FEBRUARY, likely=True)
    assert (drowned.first("sent", "partition-blocked") or "")[11:16] < "12:00"
    assert "16:40" < (drowned.first("known", "partition-blocked") or "")[11:16] < "17:00"
    assert drowned.records("done", "find-atm-cause") == []
    damped = replay(FEBRUARY, likely=True, without=["messages-in-order-of-arrival"])
    assert damped.first("known", "partition-blocked") == damped.first("sent", "partition-blocked")
    assert _told(damped)["confirm-block done"] < "12:10"


def test_february_without_the_message_takes_the_search_for_the_cause(replay: Play) -> None:
    """Where nobody is told of the block, the search by elimination finds it, hours later."""
    unsaid = replay(FEBRUARY, likely=True, sets={"partition-blocked.chance": "0", "ib-partition-blocked.chance": "0"})
    assert unsaid.records("started", "confirm-block") == []
    assert (unsaid.first("done", "find-atm-cause") or "")[11:16] > "19:00"


@pytest.mark.parametrize(
    "change",
    [
        "return-media",
        "off-the-month-end",
        "memory-watched",
        "errors-kept-apart",
        "withhold-at-once",
        "atm-centre-know-how",
        "branches-prepared",
    ],
)
def test_february_remedies_help(replay: Play, change: str) -> None:
    """Each leaves fewer machines stopped than there were."""
    stopped = replay(FEBRUARY, likely=True).number("atm/fleet.stopped.peak")
    assert replay(FEBRUARY, likely=True, changes=[change]).number("atm/fleet.stopped.peak") < stopped
