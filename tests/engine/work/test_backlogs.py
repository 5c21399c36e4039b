"""Items that wait: exact integrals, whose turn it is, what is overdue."""

from tests.engine.building import (
    HOUR,
    assert_adds_up,
    at,
    causes,
    exact,
    items,
    line,
    records,
    row,
    run_case,
    start_case,
    times,
)

from drillsim.engine import Run
from drillsim.engine.arrays import ITEM, Entity
from drillsim.engine.work.accounts import DELAYED, SERVED, WAITING


def backlog(run: Run, name: str, measure: str) -> int:
    """A measure of a backlog, in units of ITEM or ms."""
    if measure == "oldest":
        value, _, scale = run.backlogs.oldest(row(run, name, Entity.BACKLOG))
        return value // scale
    return run.backlogs.read(row(run, name, Entity.BACKLOG), measure)[0]


SHOP = """
    components: {host: {kind: server}}
    backlogs: {desk: {served_by: {host: RATE}}}
    lines: {shop: {backlog: desk, demand: DEMAND}}
"""


def shop(rate: str, demand: str, more: str = "") -> str:
    return SHOP.replace("RATE", rate).replace("DEMAND", demand) + more


def test_what_comes_slower_than_it_is_served_never_waits() -> None:
    run = run_case(shop("100/h", "60/h"))
    assert exact(run, "shop", SERVED) == items(24 * 60)
    assert exact(run, "shop", WAITING) == 0
    assert run.fired < 10


def test_a_queue_is_the_exact_integral_of_what_comes_less_what_is_served() -> None:
    """90/h from 09:00 to 12:00 against 60/h: 90 wait at noon; empty at 13:30."""
    text = shop(
        "60/h",
        "{00:00: 0/h, 09:00: 90/h, 12:00: 0/h}",
        "\n    events: {empty: {when: desk empty, do: [], again: true}}",
    )
    run = start_case(text)
    run.advance(at(run, "12:00"))
    assert exact(run, "shop", WAITING) == items(90)
    run.advance(at(run, "13:00"))
    assert exact(run, "shop", WAITING) == items(30)
    run.finish()
    assert exact(run, "shop", SERVED) == items(270)
    # one item short of nothing counts as empty: 13:29, and again at the start
    assert [one.time for one in records(run, "happened", "empty")] == [0, at(run, "13:29") + 1]
    assert_adds_up(run)


def test_a_dead_server_keeps_everything_waiting_and_works_it_off_afterwards() -> None:
    """60/h come; the server (80/h) is dead from 08:00 to 10:00; 120 wait; 20/h more than comes takes six hours."""
    text = shop(
        "80/h",
        "60/h",
        "\n    events: {dies: {at: 08:00, do: [{fail: host, for: 2h}]}, seen: {when: shop.waiting > 0, do: []}}",
    )
    run = start_case(text)
    run.advance(at(run, "10:00"))
    assert exact(run, "shop", WAITING) == items(120)
    run.advance(at(run, "13:00"))
    assert exact(run, "shop", WAITING) == items(60)
    run.advance(at(run, "16:00") - 1)
    assert exact(run, "shop", WAITING) == 20_000
    run.advance(at(run, "16:00"))
    assert exact(run, "shop", WAITING) == 0
    assert line(run, "shop").outage == 0, "accepting is good service"
    run.finish()
    assert_adds_up(run)
    assert run.fired < 30


def test_reading_between_events_stores_nothing() -> None:
    """Read every 7 minutes or never: the same trace and the same accounts."""
    text = shop("80/h", "61.3/h", "\n    events: {dies: {at: 08:00, do: [{fail: host, for: 2h13m}]}}")
    quiet = run_case(text)
    nosy = start_case(text)
    for moment in range(0, 24 * HOUR, 7 * 60_000):
        nosy.advance(moment)
        assert_adds_up(nosy)
        nosy.outcome()
        backlog(nosy, "desk", "oldest")
    nosy.finish()
    assert nosy.trace.fingerprint() == quiet.trace.fingerprint()
    assert nosy.outcome() == quiet.outcome()
    assert nosy.fired == quiet.fired


def test_a_degraded_server_serves_its_share_and_a_wrong_one_serves_wrongly() -> None:
    run = run_case("""
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 100/h}}}
        lines: {shop: {backlog: desk, demand: {00:00: 60/h, 20:00: 0/h}}}
        events:
          slow: {at: 02:00, do: [{degrade: host, to: 30%, for: 1h}]}
          bad: {at: 10:00, do: [{corrupt: host, share: 25%, for: 2h}]}
    """)
    assert line(run, "shop").wrong == 30
    assert line(run, "shop").served == 1200 - 30
    assert_adds_up(run)


def test_servers_add_up_and_each_has_hours_and_needs() -> None:
    run = start_case("""
        components: {host: {kind: server}, hand: {kind: desk}, key: {kind: key}}
        backlogs: {desk: {served_by: {host: 20/h, hand: {rate: 30/h, hours: daily 09:00-17:00, needs: [key]}}}}
        lines: {shop: {backlog: desk, demand: 60/h}}
        events: {lost: {at: 12:00, do: [{fail: key, for: 1h}]}}
    """)
    run.advance(at(run, "09:00"))
    assert exact(run, "shop", WAITING) == items(9 * 40)
    run.advance(at(run, "13:00"))
    assert exact(run, "shop", WAITING) == items(9 * 40 + 3 * 10 + 40)
    run.finish()
    assert exact(run, "shop", WAITING) == items(9 * 40 + 7 * 10 + 8 * 40)


CLASSES = """
    components: {host: {kind: server}}
    backlogs: {desk: {order: ORDER, served_by: {host: 60/h}}}
    lines:
      small: {backlog: desk, amount: JPY 100, demand: {00:00: 30/h, 03:00: 0/h}, due: 12:00}
      big: {backlog: desk, amount: JPY 900, demand: {00:00: 0/h, 01:00: 60/h, 03:00: 0/h}, due: 09:00}
    events: {dies: {at: 00:00, do: [{fail: host, until: 03:00}]}}
"""


def after(order: str, clock: str) -> tuple[int, int]:
    """Items of (small, big) that still wait at a time; 90 and 120 wait when the server comes back at 03:00."""
    run = start_case(CLASSES.replace("ORDER", order))
    run.advance(at(run, clock))
    assert_adds_up(run)
    return exact(run, "small", WAITING), exact(run, "big", WAITING)


def test_by_arrival_the_oldest_hour_goes_first_and_classes_mix_as_they_came() -> None:
    """The first 30 of the small came alone; then they came one to two."""
    assert after("arrival", "03:00") == (items(90), items(120))
    assert after("arrival", "03:30") == (items(60), items(120))
    assert after("arrival", "04:30") == (items(40), items(80))
    small, big = after("arrival", "06:30")
    assert (small, big) == (0, 0)


def test_by_amount_by_due_and_by_a_list_one_class_goes_before_the_other() -> None:
    for order in ("amount", "due", "[big, small]"):
        assert after(order, "05:00") == (items(90), 0), order
        assert after(order, "06:00") == (items(30), 0), order
    assert after("[small]", "04:30") == (0, items(120))


def test_another_order_acts_at_once() -> None:
    run = start_case(
        CLASSES.replace("ORDER", "arrival").replace(
            "events: {", "events: {turn: {at: 03:30, do: [{set: desk.order, to: [big, small]}]}, "
        )
    )
    run.advance(at(run, "05:30"))
    assert (exact(run, "small", WAITING), exact(run, "big", WAITING)) == (items(60), 0)


def test_a_class_of_higher_rank_passes_while_another_waits() -> None:
    """What is urgent is served as it comes; the rest of the power goes to what waits."""
    run = start_case("""
        components: {host: {kind: server}}
        backlogs: {desk: {order: [urgent, bulk], served_by: {host: 100/h}}}
        lines:
          urgent: {backlog: desk, demand: 40/h}
          bulk: {backlog: desk, demand: {00:00: 120/h, 05:00: 0/h}}
    """)
    run.advance(at(run, "05:00"))
    assert (exact(run, "urgent", WAITING), exact(run, "bulk", WAITING)) == (0, items(300))
    run.advance(at(run, "10:00"))
    assert (exact(run, "urgent", WAITING), exact(run, "bulk", WAITING)) == (0, 0)


def test_items_that_come_at_once_take_their_turn_by_arrival() -> None:
    """100 entries to correct at 02:00: those who came before go first, those who come later wait for all of them."""
    run = start_case("""
        components: {host: {kind: server}, ledger: {kind: ledger, wrong_from: {backlog: desk, of: 1000}}}
        backlogs: {desk: {served_by: {host: 60/h}}}
        lines: {shop: {backlog: desk, demand: {00:00: 90/h, 04:00: 0/h}}}
        events: {spoil: {at: 02:00, do: [{corrupt: ledger, items: 100}]}}
    """)
    run.advance(at(run, "03:00"))
    assert backlog(run, "desk", "waiting") == items(60 + 100 + 30)
    assert exact(run, "shop", WAITING) == items(90), "the 60 who were first have been served"
    run.advance(at(run, "04:00"))
    assert exact(run, "shop", WAITING) == items(180)
    run.advance(at(run, "04:40"))
    assert exact(run, "shop", WAITING) == items(180), "the 100 took until 04:40"
    run.finish()
    assert_adds_up(run)


def test_answers_are_wrong_as_far_as_wrong_records_wait() -> None:
    """100 of 1,000 records are wrong: a tenth of the answers, falling to none as they are corrected at 50/h."""
    run = start_case("""
        components: {host: {kind: server}, ledger: {kind: ledger, wrong_from: {backlog: desk, of: 1000}}}
        backlogs: {desk: {served_by: {host: 50/h}}}
        lines: {shop: {needs: [ledger], demand: 100/h}}
        events:
          spoil: {at: 02:00, do: [{corrupt: ledger, items: 100}]}
          clean: {when: ledger.wrong <= 0, do: [], again: true}
    """)
    run.advance(at(run, "02:00"))
    assert run.levels.wrong[row(run, "ledger", Entity.NODE)] == 100_000
    run.finish()
    wrong = line(run, "shop").wrong
    assert 9 <= wrong <= 10, "two hours at 5 % on average are 10 items; the stock is looked at in steps of one item"
    assert times(run, "happened", "clean") == ["00:00:00", "04:00:00"]


def test_overdue_comes_at_the_due_time_and_stays_for_ever() -> None:
    """At 12:00 all that waits is overdue; what comes later has the next business day's due time."""
    run = start_case("""
        ends: 2026-04-17 00:00
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 40/h}}}
        lines:
          shop: {backlog: desk, demand: {00:00: 0/h, 09:00: 60/h, 13:00: 0/h}, due: 12:00, tolerance: {overdue: 60}}
    """)
    run.advance(at(run, "12:00") - 1)
    assert line(run, "shop").overdue == 0
    run.advance(at(run, "12:00"))
    assert line(run, "shop").overdue == 60
    run.advance(at(run, "23:00"))
    assert (line(run, "shop").overdue, line(run, "shop").waiting) == (60, 0)
    assert records(run, "breached", "shop") == [], "exactly the allowed number is within"
    run.finish()
    assert line(run, "shop").overdue == 120
    assert times(run, "breached", "shop") == ["d+1 12:00:00"]
    assert_adds_up(run)


def test_what_held_the_server_explains_what_is_overdue() -> None:
    run = run_case("""
        components: {disk: {kind: disk}, host: {kind: server, needs: [disk]}}
        backlogs: {desk: {served_by: {host: 80/h}}}
        lines: {shop: {backlog: desk, demand: 60/h, due: 12:00}}
        events: {dies: {at: 11:00, do: [{fail: disk}]}}
    """)
    assert causes(run, records(run, "overdue", "shop")[0]) == ["level host"]


def test_due_times_recur_on_business_days_and_a_half_item_is_no_record() -> None:
    """2026-04-18 and 19 are a weekend."""
    run = run_case("""
        starts: 2026-04-17 00:00
        ends: 2026-04-21 00:00
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 10/h}}}
        lines: {shop: {backlog: desk, demand: 20/h, due: 12:00}}
    """)
    assert times(run, "overdue", "shop") == ["12:00:00", "d+3 12:00:00"]


EXTENSION = """
    calendar: {windows: {core: daily 09:00-12:00}}
    components: {host: {kind: server}}
    backlogs: {desk: {served_by: {host: 40/h}}}
    lines: {shop: {backlog: desk, demand: {00:00: 0/h, 09:00: 60/h, 12:00: 0/h}, due: core.end}}
    events: {ask: {at: ASKED, do: [{set: core.end, to: 13:00, until: 24:00}]}}
    ends: 2026-04-17 00:00
"""


def test_a_cut_off_that_is_extended_in_time_saves_what_is_done_by_then() -> None:
    """60 wait at 12:00; by 13:00 only 20 do. The next day the cut-off is at 12:00 again."""
    run = start_case(EXTENSION.replace("ASKED", "11:59"))
    run.advance(at(run, "23:00"))
    assert line(run, "shop").overdue == 20
    assert times(run, "overdue", "shop") == ["13:00:00"]
    run.finish()
    assert times(run, "overdue", "shop")[1:] == ["d+1 12:00:00"]


def test_a_cut_off_that_is_extended_too_late_saves_nothing() -> None:
    """The cut-off comes before whatever else happens at 12:00: an extension has to be earlier."""
    run = start_case(EXTENSION.replace("ASKED", "12:00"))
    run.advance(at(run, "23:00"))
    assert line(run, "shop").overdue == 60


def test_delayed_are_those_that_waited_longer_than_five_minutes() -> None:
    """The server is dead from 08:00 to 08:10 and then takes all: who came from 08:00 to 08:05 has waited too long."""
    run = run_case("""
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 1000000/h}}}
        lines: {shop: {backlog: desk, demand: 120/h}}
        events: {dies: {at: 08:00, do: [{fail: host, for: 10m}]}}
    """)
    assert abs(exact(run, "shop", DELAYED) - items(10)) < ITEM // 100
    short = run_case("""
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 1000000/h}}}
        lines: {shop: {backlog: desk, demand: 120/h}}
        events: {dies: {at: 08:00, do: [{fail: host, for: 5m}]}}
    """)
    assert exact(short, "shop", DELAYED) < ITEM // 100


def test_in_a_long_queue_everybody_is_delayed() -> None:
    """60/h against 30/h: the wait passes five minutes at 00:10, when who came at 00:05 is served; then all of them."""
    run = run_case("""
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 30/h}}}
        lines: {shop: {backlog: desk, demand: 60/h}}
    """)
    # who came before 00:05 was served within five minutes; of the rest, all who came before 23:55
    assert abs(exact(run, "shop", DELAYED) - items(60 * 23 + 50)) <= ITEM // 1000


def test_the_oldest_item_grows_older_as_fast_as_the_queue_falls_behind() -> None:
    """60/h against 30/h: at 10:00 who came at 05:00 is served; the age crosses 2h at 04:00 to the millisecond."""
    run = start_case("""
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 30/h}}}
        lines: {shop: {backlog: desk, demand: 60/h}}
        events: {old: {when: desk.oldest >= 2h, do: []}, dies: {at: 10:00, do: [{fail: host}]}}
    """)
    run.advance(at(run, "10:00"))
    assert backlog(run, "desk", "oldest") == 5 * HOUR
    run.advance(at(run, "12:00"))
    assert backlog(run, "desk", "oldest") == 7 * HOUR
    assert times(run, "happened", "old") == ["04:00:00"]
    assert run.fired < 30


def test_moved_items_stay_items_of_their_line_and_keep_being_overdue() -> None:
    """Half of 120 waiting go to the clerks: they are still waiting for the customer, until the clerks are done."""
    run = start_case("""
        components: {host: {kind: server}, hand: {kind: desk}}
        backlogs: {desk: {served_by: {host: 60/h}}, manual: {served_by: {hand: 30/h}}}
        lines: {shop: {backlog: desk, demand: {00:00: 60/h, 02:00: 0/h}, due: 03:00}}
        events:
          dies: {at: 00:00, do: [{fail: host}]}
          hands: {at: 02:00, do: [{move: desk, share: 50%, to: manual}]}
    """)
    run.advance(at(run, "02:00"))
    assert backlog(run, "desk", "waiting") == backlog(run, "manual", "waiting") == items(60)
    assert exact(run, "shop", WAITING) == items(120)
    run.advance(at(run, "03:00"))
    assert exact(run, "shop", WAITING) == items(90)
    assert line(run, "shop").overdue == 90
    run.finish()
    assert exact(run, "shop", SERVED) == items(60)
    assert exact(run, "shop", WAITING) == items(60)
    assert_adds_up(run)


def test_moved_items_may_end_in_four_ways() -> None:
    for end, account in (("failed", 2), ("turned_away", 3), ("wrong", 4), ("served", 1)):
        run = run_case(f"""
            components: {{host: {{kind: server}}}}
            backlogs: {{desk: {{served_by: {{host: 60/h}}}}}}
            lines: {{shop: {{backlog: desk, demand: {{00:00: 60/h, 02:00: 0/h}}}}}}
            events:
              dies: {{at: 00:00, do: [{{fail: host}}]}}
              give-up: {{at: 03:00, do: [{{move: desk, items: 70, to: {end}}}]}}
        """)
        assert exact(run, "shop", account) == items(70)
        assert exact(run, "shop", WAITING) == items(50)
        assert_adds_up(run)


def test_a_crew_serves_its_backlogs_in_order_with_whoever_is_left() -> None:
    """Ten people, 10/h each: the first backlog needs four of them, the second gets six; a task takes five away."""
    run = start_case("""
        crews: {clerks: {size: 10}}
        backlogs: {first: {served_by: {clerks: 10/h}}, second: {served_by: {clerks: 10/h}}}
        lines: {a: {backlog: first, demand: 40/h}, b: {backlog: second, demand: 80/h}}
        tasks: {meeting: {crew: clerks, people: 5, takes: 1h}}
        events: {meet: {at: 10:00, do: [{start: meeting}]}}
    """)
    run.advance(at(run, "10:00"))
    assert exact(run, "a", WAITING) == 0
    assert abs(exact(run, "b", WAITING) - items(200)) < ITEM // 100
    run.advance(at(run, "11:00"))
    assert exact(run, "a", WAITING) == 0
    assert abs(exact(run, "b", WAITING) - items(200 + 70)) < ITEM // 100
    assert_adds_up(run)


def test_a_withheld_backlog_takes_items_and_does_none() -> None:
    run = start_case("""
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: 100/h}}}
        lines: {shop: {backlog: desk, demand: 60/h}}
        events: {stop: {at: 02:00, do: [{withhold: desk, for: 1h}]}}
    """)
    run.advance(at(run, "03:00"))
    assert exact(run, "shop", WAITING) == items(60)
    run.finish()
    assert exact(run, "shop", WAITING) == 0


def test_cleared_is_kept_when_nothing_waits_at_its_time() -> None:
    text = """
        components: {host: {kind: server}}
        backlogs: {desk: {served_by: {host: RATE}}}
        lines: {shop: {backlog: desk, demand: {00:00: 0/h, 09:00: 60/h, 12:00: 0/h}, tolerance: {cleared: 13:00}}}
    """
    assert times(run_case(text.replace("RATE", "45/h")), "ready", "shop") == ["13:00:00"]
    assert times(run_case(text.replace("RATE", "44/h")), "not-ready", "shop") == ["13:00:00"]
