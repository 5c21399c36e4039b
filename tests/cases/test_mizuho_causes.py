"""Why the four incidents of 2021 went as they did: each cause taken out, or moved by half an hour.

1. Without a trigger, a latent weakness or a posting run, what came of it does not come, or comes later or milder.
2. Half an hour later it comes later, unless a clock holds it.
3. A remedy helps, and an option that tempts makes it worse.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cases.conftest import Replay, load

from drillsim.drill import AS_PUBLISHED, Moved, orders_as_moved, policy_orders
from drillsim.engine.kernel.calendar import clock_text
from drillsim.plan import compile_plan
from drillsim.review import play, prepare_replay, toll

Play = Callable[..., Replay]

FEBRUARY, THIRD, SEVENTH, TWELFTH = (f"mizuho-2021-{day}" for day in ("02-28", "03-03", "03-07", "03-12"))


@pytest.fixture(scope="module")
def as_it_was(replay: Play) -> Callable[[str], Replay]:
    """A case as it was, played once."""
    played: dict[str, Replay] = {}

    def recall(name: str) -> Replay:
        if name not in played:
            played[name] = replay(name, likely=True)
        return played[name]

    return recall


def _came(replay: Replay, text: str) -> str:
    """When a published moment came; nothing is later than any clock."""
    return replay.came(text) or "never"


# -- latent weaknesses -------------------------------------------------------------------------------------------------


def test_the_memory_was_not_watched(replay: Play, as_it_was: Callable[[str], Replay]) -> None:
    """Watched, somebody is warned before the index is full; whoever then stops the run has no incident."""
    assert as_it_was(FEBRUARY).records("known", "index-alarm") == []
    watched = replay(FEBRUARY, likely=True, without=["memory-not-watched"])
    assert (watched.first("known", "index-alarm") or "")[11:16] < "09:51"
    stopped = replay(FEBRUARY, likely=True, changes=["memory-watched"])
    assert stopped.records("full", "core/cancel-index.index") == []
    assert stopped.number("atm/fleet.stopped.peak") == stopped.line("atm-td").failed == 0


def test_the_branches_were_not_prepared(replay: Play, as_it_was: Callable[[str], Replay]) -> None:
    """Prepared, people arrive sooner on both days, and the number of stopped machines turns sooner."""
    for name in (FEBRUARY, THIRD):
        prepared = replay(name, likely=True, without=["branches-not-prepared"])
        assert (prepared.first("arrived", "branch-staff") or "") < (
            as_it_was(name).first("arrived", "branch-staff") or ""
        )
    turn = "atm/fleet.stopped < atm/fleet.stopped.peak"
    prepared = replay(FEBRUARY, likely=True, without=["branches-not-prepared"])
    assert _came(prepared, turn) < _came(as_it_was(FEBRUARY), turn)


def test_the_flood_is_read_from_its_beginning(replay: Play, as_it_was: Callable[[str], Replay]) -> None:
    """Single alarms first, and the block is known of within the hour, not after five."""
    damped = replay(FEBRUARY, likely=True, without=["messages-in-order-of-arrival"])
    assert _came(damped, "confirm-block done") < "12:30"
    assert _came(as_it_was(FEBRUARY), "confirm-block done") > "17:00"


def test_nothing_could_be_switched_by_hand(replay: Play, as_it_was: Callable[[str], Replay]) -> None:
    """The vendor tried it, and failed; had it been possible, the night would have been saved."""
    was = as_it_was(TWELFTH)
    now = _came(was, "hub up")
    (tried,) = was.records("work-failed", "hub/storage.forced")
    assert (was.first("arrived", "disk-vendor") or "") < clock_text(was.plan.calendar, tried.time) < "2021-03-12 01:00"
    assert "no-manual-switch" in was.roots("overdue", "fx-out-domestic")
    spared = replay(TWELFTH, likely=True, without=["no-manual-switch"])
    assert spared.records("work-failed", "hub/storage.forced") == []
    assert [record.time for record in spared.records("switched", "hub/storage")] == [tried.time]
    assert len(spared.records("started", "restart-hub-servers")) == 1
    assert _came(spared, "hub up") < now
    assert _came(replay(TWELFTH, likely=True, changes=["manual-switch-works"]), "hub up") < now
    assert _came(replay(TWELFTH, likely=True, changes=["standby-tried-in-vain"]), "hub up") > now


@pytest.mark.parametrize(
    ("gone", "moment"), [("no-early-recovery-procedure", "hub up"), ("fx-slip", "fx-connect done")]
)
def test_what_made_the_night_long(replay: Play, as_it_was: Callable[[str], Replay], gone: str, moment: str) -> None:
    """Without it, what waited for it comes sooner."""
    assert _came(replay(TWELFTH, likely=True, without=[gone]), moment) < _came(as_it_was(TWELFTH), moment)


# -- half an hour later ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "moved", "to", "later", "held"),
    [
        (FEBRUARY, "posting-starts.at", "08:54", ["bulk-posting.failed > 0", "atm/partitions.level <= 0.5"], []),
        (THIRD, "card-fails.at", "20:28", ["net/channel-card on net/card-b", "cards-kept known to atm-centre"], []),
        (SEVENTH, "posting-starts.at", "06:36", ["bulk-posting.failed > 0"], ["card-loan-release done"]),
        (SEVENTH, "release.at", "03:00", ["card-loan-release done"], ["bulk-posting.failed > 0"]),
        (
            TWELFTH,
            "controller-fails.at",
            "2021-03-12 00:09",
            ["hub up", "night-batch running", "date-change done", "td-posting running", "fx-connect done"],
            ["fx-out-domestic.overdue > 0", "bank-report.overdue > 0", "corporate-eb-web.overdue > 0"],
        ),
    ],
)
def test_half_an_hour_later(
    replay: Play, as_it_was: Callable[[str], Replay], name: str, moved: str, to: str, later: list[str], held: list[str]
) -> None:
    """What follows the trigger comes later; what a clock or another trigger holds comes as it did."""
    after = replay(name, likely=True, sets={moved: to})
    for moment in later:
        assert _came(after, moment) > _came(as_it_was(name), moment), moment
    for moment in held:
        assert _came(after, moment) == _came(as_it_was(name), moment), moment


def test_a_release_after_the_posting_run_leaves_the_run_alone(replay: Play) -> None:
    """Armed only when the run is over, the defect is not met."""
    assert replay(SEVENTH, likely=True, sets={"release.at": "07:30"}).number("bulk-posting.failed") == 0


def test_the_posting_run_after_the_date_change_waits_for_it(replay: Play, as_it_was: Callable[[str], Replay]) -> None:
    """Held back to a later time it starts then; the date change does not wait for it."""
    held = replay(TWELFTH, likely=True, sets={"td-posting.not_before": "12:18"})
    assert _came(held, "td-posting running")[:5] == "12:18"
    assert _came(held, "date-change done") == _came(as_it_was(TWELFTH), "date-change done")


# -- remedies and temptations ------------------------------------------------------------------------------------------


def test_withholding_time_deposits_early_saves_nearly_everything(
    replay: Play, as_it_was: Callable[[str], Replay]
) -> None:
    """Before the first partition blocks, only the machines of failed time deposits have stopped."""
    early = replay(FEBRUARY, likely=True, changes=["withhold-at-once"])
    assert early.number("atm/fleet.kept") * 20 < as_it_was(FEBRUARY).number("atm/fleet.kept")
    assert early.records("full", "atm/partitions.errors") == []


def _loses(replay: Replay) -> list[str]:
    """When the core was given more than it can take, by its records."""
    return [record.kind for record in replay.records("overloaded", "core/liquid")]


def test_the_day_pays_for_the_rest_of_the_night(replay: Play, as_it_was: Callable[[str], Replay]) -> None:
    """Beside the morning's customers the rest of the night and the posting run are too much; each alone fits."""
    assert _loses(as_it_was(TWELFTH)) == []
    both = replay(TWELFTH, likely=True, changes=["date-change-first"])
    assert _came(both, "date-change done") < _came(as_it_was(TWELFTH), "date-change done")
    assert len(_loses(both)) == 1
    assert both.first("overloaded", "core/liquid") == both.first("started", "rest-by-day")
    assert both.line("ib-inquiry").failed > 0
    apart = replay(TWELFTH, likely=True, changes=["date-change-first"], sets={"td-posting.not_before": "14:00"})
    assert _loses(apart) == []
    assert apart.line("ib-inquiry").failed == 0
    assert {"switch-does-not-act", "controller-fails"} <= both.roots("overloaded", "core/liquid")


def test_the_night_cannot_be_put_in_another_order_once_it_runs() -> None:
    """At 06:45 it can, at 07:30 it is refused."""
    case = load("mizuho-2021-03-12")
    plan = compile_plan(case)
    standing = policy_orders(plan, AS_PUBLISHED)
    for hours, refused in ((7.75, False), (8.5, True)):
        moved = [Moved("batch-order", "date-change-first", at=int(hours * 3_600_000))]
        run = Replay(play(prepare_replay(case, orders=orders_as_moved(plan, standing, moved))))
        assert bool(run.records("refused", "batch-order")) == refused
        assert bool(run.records("started", "rest-by-day")) != refused


def test_withholding_takes_its_time(replay: Play, as_it_was: Callable[[str], Replay]) -> None:
    """Ordered when the index is found it is done 57 minutes later, too late for most; an hour before, in time."""
    late = replay(FEBRUARY, likely=True, changes=["withhold-when-index-found"])
    (decided,), done = late.records("decided", "hold-td-atm"), late.records("done", "withhold-atm-td")[0]
    assert done.time - decided.time == 57 * 60_000
    assert late.first("withheld", "atm-td") == late.first("done", "withhold-atm-td")
    spared = [
        toll(as_it_was(FEBRUARY).played).customers - toll(other.played).customers
        for other in (late, replay(FEBRUARY, likely=True, changes=["withhold-at-once"]))
    ]
    assert 0 < 4 * spared[0] < spared[1]


def test_what_the_search_finds_depends_on_what_is_there(replay: Play) -> None:
    """Blocked partitions where there are some; where time deposits were withheld in time, that there are none."""
    blocked = replay(FEBRUARY, likely=True, sets={"partition-blocked.chance": "0"})
    assert blocked.first("sent", "cause-found") == blocked.first("done", "find-atm-cause")
    assert blocked.records("sent", "no-block-found") == []
    spared = replay(FEBRUARY, likely=True, changes=["withhold-at-once"])
    assert (spared.first("sent", "no-block-found") or "")[11:16] > "19:00"
    assert spared.records("sent", "cause-found") == spared.records("asked", "free-partitions") == []


def test_machines_emptied_while_partitions_are_blocked_keep_cards_again(
    replay: Play, as_it_was: Callable[[str], Replay]
) -> None:
    """Branches called early keep more cards; with the machines closed until the partitions are back, far fewer."""
    kept = as_it_was(FEBRUARY).number("atm/fleet.kept")
    early = replay(FEBRUARY, likely=True, changes=["branches-at-first-alarm"])
    closed = replay(FEBRUARY, likely=True, changes=["branches-early-and-machines-closed"])
    assert early.number("atm/fleet.kept") > kept > 2 * closed.number("atm/fleet.kept")


def test_cards_that_are_returned_keep_no_machine_out_of_service(
    replay: Play, as_it_was: Callable[[str], Replay]
) -> None:
    """The change made after the incident: nothing is kept; machines that go on also go on feeding errors."""
    returned = replay(FEBRUARY, likely=True, changes=["return-media"])
    assert returned.number("atm/fleet.kept") == 0
    assert returned.number("atm/fleet.stopped.peak") == 0
    blocked = "atm/partitions.level <= 0.5"
    assert "11:50" < _came(returned, blocked) < _came(as_it_was(FEBRUARY), blocked)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (FEBRUARY, "server-restarted"),
        (FEBRUARY, "posting-run-again"),
        (THIRD, "switched-back"),
        (SEVENTH, "emergency-stop"),
        (SEVENTH, "posting-run-again"),
        (TWELFTH, "standby-tried-in-vain"),
        (TWELFTH, "date-change-first"),
    ],
)
def test_what_tempts_makes_it_worse(replay: Play, as_it_was: Callable[[str], Replay], name: str, change: str) -> None:
    """More customers are hit than were."""
    worse = toll(replay(name, likely=True, changes=[change]).played)
    assert worse.customers > toll(as_it_was(name).played).customers


@pytest.mark.parametrize("name", [FEBRUARY, THIRD, SEVENTH, TWELFTH])
def test_a_meeting_within_an_hour_is_held_within_an_hour_of_the_incident(
    replay: Play, as_it_was: Callable[[str], Replay], name: str
) -> None:
    """By the rule made afterwards and by the contingency plan; it is the meeting that counts, not a choice for it."""
    assert len(as_it_was(name).records("missed-obligation", "meeting-in-an-hour")) == 1
    change = "crisis-meeting-in-an-hour"
    for held in (replay(name, likely=True, changes=[change]), replay(name, likely=True, policy="by-cp")):
        (owed,), (met,) = held.records("owed", "meeting-in-an-hour"), held.records("met", "meeting-in-an-hour")
        assert met.detail[0] == "in-time"
        assert met.time - owed.time < 60 * 60_000
        assert met.time == held.records("sent", "crisis-open")[0].time
    slow = replay(name, likely=True, changes=[change], sets={"crisis-meeting.options.meet-now.takes": "2h"})
    assert slow.records("decided", "crisis-meeting")
    assert len(slow.records("missed-obligation", "meeting-in-an-hour")) == 1


@pytest.mark.parametrize("name", [FEBRUARY, THIRD, SEVENTH, TWELFTH])
def test_a_crisis_team_has_something_to_decide(as_it_was: Callable[[str], Replay], name: str) -> None:
    """At least five questions with two to five answers each; most are asked in the course of the case."""
    decisions = as_it_was(name).case.scenario.decisions
    assert len(decisions) >= 5
    assert all(2 <= len(decision.options) <= 5 for decision in decisions.values())
    asked = [decision for decision in decisions if as_it_was(name).records("asked", decision)]
    assert len(asked) >= 5
    assert as_it_was(name).case.scenario.objectives
    assert len(as_it_was(name).case.scenario.questions) >= 4
