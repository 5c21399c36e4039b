"""How something becomes known: sent, carried, queued, read; and every way in which it does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.building import HOUR, MINUTE, SECOND, at, causes, moments, records, run_case, times

from drillsim.engine import Run
from drillsim.engine.people.decisions import Order

WORLD = """
    roles: {ops: {}, head: {}}
    routes: {console: {}, phone: {delay: 5m}}
    components: {a: {kind: server}, probe: {kind: monitor}}
    events: {dies: {at: 01:00, do: [{fail: a}]}}
"""


def world(text: str, **more: object) -> Run:
    return run_case(WORLD + text, **more)  # type: ignore[arg-type]


def test_a_signal_is_sent_carried_and_read() -> None:
    """Delay until somebody notices, then transport, then each role it goes to."""
    run = world("    signals: {a-down: {when: a down, by: phone, to: [ops, head], after: 10m}}")
    assert moments(run, "sent", "a-down") == [HOUR + 10 * MINUTE]
    assert [(one.time, one.detail) for one in records(run, "known", "a-down")] == [
        (HOUR + 15 * MINUTE, ("ops",)),
        (HOUR + 15 * MINUTE, ("head",)),
    ]
    sent = records(run, "sent")[0]
    assert causes(run, sent) == ["level a"]
    assert records(run, "known")[0].causes == (sent.position,)


def test_a_signal_is_sent_once_even_if_its_condition_flutters_before_it_is() -> None:
    run = run_case("""
        roles: {ops: {}}
        routes: {console: {}}
        components: {a: {kind: server}}
        events:
          one: {at: 01:00, do: [{fail: a, for: 1m}]}
          two: {at: 01:05, do: [{fail: a, for: 1m}]}
        signals: {a-down: {when: a down, by: console, to: ops, after: 10m}}
    """)
    assert moments(run, "sent", "a-down") == [HOUR + 10 * MINUTE]


def test_again_sends_each_time() -> None:
    run = run_case("""
        roles: {ops: {}}
        routes: {console: {}}
        components: {a: {kind: server}}
        events:
          one: {at: 01:00, do: [{fail: a, for: 1m}]}
          two: {at: 02:00, do: [{fail: a, for: 1m}]}
        signals: {a-down: {when: a down, by: console, to: ops, again: true}}
    """)
    assert moments(run, "sent") == [HOUR, 2 * HOUR]
    assert moments(run, "known") == [HOUR, 2 * HOUR]


@pytest.mark.parametrize("reason", ["chance", "needs", "withheld"])
def test_a_message_that_is_lost_says_why(reason: str) -> None:
    more = {
        "chance": "{when: a down, by: console, to: ops, chance: 0}",
        "needs": "{when: a down, by: console, to: ops, needs: [probe]}",
        "withheld": "{when: a down, by: console, to: ops}",
    }
    run = run_case(f"""
        roles: {{ops: {{}}}}
        routes: {{console: {{}}}}
        components: {{a: {{kind: server}}, probe: {{kind: monitor}}}}
        given:
          blind: {{fail: probe}}
          mute: {{{"withhold" if reason == "withheld" else "release"}: a-down}}
        events: {{dies: {{at: 01:00, do: [{{fail: a}}]}}}}
        signals: {{a-down: {more[reason]}}}
    """)
    lost = records(run, "lost", "a-down")
    assert [(one.time, one.detail) for one in lost] == [(HOUR, (reason,))]
    assert causes(run, lost[0])[0] == "level a"
    assert {"chance": 1, "needs": 2, "withheld": 2}[reason] == len(lost[0].causes)
    assert not records(run, "known")


def test_a_chance_set_by_a_hidden_condition_is_a_cause_of_the_loss() -> None:
    run = world("""
    given: {wrong-number: {set: a-down.chance, to: 0}}
    signals: {a-down: {when: a down, by: console, to: ops}}
    """)
    assert causes(run, records(run, "lost")[0]) == ["level a", "set a-down"]


def test_what_came_true_while_withheld_is_sent_on_release_if_it_still_holds() -> None:
    run = run_case("""
        roles: {ops: {}}
        routes: {console: {}}
        components: {a: {kind: server}, b: {kind: server}}
        given: {mute: {withhold: a-down}, deaf: {withhold: b-down}}
        events:
          dies: {at: 01:00, do: [{fail: a}, {fail: b, for: 1h}]}
          heard: {at: 03:00, do: [{release: a-down}, {release: b-down}]}
        signals: {a-down: {when: a down, by: console, to: ops}, b-down: {when: b down, by: console, to: ops}}
    """)
    assert moments(run, "sent", "a-down") == [3 * HOUR]
    assert moments(run, "sent", "b-down") == []


def test_a_route_that_is_down_holds_messages_until_it_is_up() -> None:
    run = run_case("""
        roles: {ops: {}}
        routes: {mail: {needs: [net], delay: 2m}}
        components: {a: {kind: server}, net: {kind: network}}
        events:
          cut: {at: 00:30, do: [{fail: net, for: 3h}]}
          dies: {at: 01:00, do: [{fail: a}]}
        signals: {a-down: {when: a down, by: mail, to: ops}}
    """)
    assert moments(run, "sent") == [HOUR]
    assert times(run, "known") == ["03:32:00"]


def test_a_route_can_be_withheld() -> None:
    run = world("""
    given: {no-phones: {withhold: phone, until: 04:00}}
    signals: {a-down: {when: a down, by: phone, to: ops}}
    """)
    assert times(run, "known") == ["04:05:00"]


def test_a_role_reads_a_route_in_its_own_time() -> None:
    run = run_case("""
        roles: {ops: {reads: {mail: 20m}}, head: {}}
        routes: {mail: {}}
        components: {a: {kind: server}}
        events: {dies: {at: 01:00, do: [{fail: a}]}}
        signals: {a-down: {when: a down, by: mail, to: [ops, head]}}
    """)
    assert [(one.time, one.detail) for one in records(run, "known")] == [
        (HOUR, ("head",)),
        (HOUR + 20 * MINUTE, ("ops",)),
    ]


AWAY = """
    roles: {{ops: {{away: daily 00:00-06:00 {deputy}}}, night: {{{night}}}}}
    routes: {{phone: {{}}}}
    components: {{a: {{kind: server}}}}
    events: {{dies: {{at: 01:00, do: [{{fail: a}}]}}}}
    signals: {{a-down: {{when: a down, by: phone, to: ops}}, told: {{when: a-down known to ops, by: phone, to: night}}}}
"""


def test_an_absent_role_reads_when_it_is_back() -> None:
    run = run_case(AWAY.format(deputy="", night=""))
    assert times(run, "known", "a-down") == ["06:00:00"]


def test_its_deputy_reads_at_once_and_then_the_role_counts_as_told() -> None:
    run = run_case(AWAY.format(deputy=", deputy: night", night=""))
    assert [(one.time, one.detail) for one in records(run, "known", "a-down")] == [(HOUR, ("night",))]
    assert moments(run, "sent", "told") == [HOUR]


def test_if_both_are_away_the_first_who_is_back_reads() -> None:
    run = run_case(AWAY.format(deputy=", deputy: night", night="away: daily 00:00-03:00"))
    assert [one.detail for one in records(run, "known", "a-down")] == [("night",)]
    assert times(run, "known", "a-down") == ["03:00:00"]


def test_who_leaves_while_a_message_lies_unread_reads_it_when_back() -> None:
    run = run_case("""
        roles: {ops: {reads: {mail: 30m}, away: daily 01:15-02:00}}
        routes: {mail: {}}
        components: {a: {kind: server}}
        events: {dies: {at: 01:00, do: [{fail: a}]}}
        signals: {a-down: {when: a down, by: mail, to: ops}}
    """)
    assert times(run, "known") == ["02:00:00"]


FLOOD = """
    roles: {{ops: {{}}}}
    routes: {{console: {{reads: 60/h, order: {order}}}}}
    components: {{core: {{kind: core}}, hub: {{kind: hub}}}}
    lines: {{posting: {{needs: [core], demand: {rate}/h}}}}
    events:
      errors: {{at: 01:00, do: [{{fail: core, for: 1h}}]}}
      hub-dies: {{at: 02:00, do: [{{fail: hub}}]}}
      {more}
    signals:
      error: {{each: posting.failed, by: console, to: ops}}
      hub-down: {{when: hub down, by: console, to: ops}}
"""


def flood(order: str = "arrival", rate: int = 600, more: str = "") -> Run:
    return run_case(FLOOD.format(order=order, rate=rate, more=more))


def test_a_flood_delays_the_message_that_matters_by_the_queue_ahead_of_it() -> None:
    """In one hour 600 errors come and 60 are read: 540 are ahead, at 60 per hour."""
    run = flood()
    assert moments(run, "sent", "hub-down") == [2 * HOUR]
    assert moments(run, "known", "hub-down") == [11 * HOUR]


def test_a_reader_who_keeps_up_has_no_queue() -> None:
    assert moments(flood(rate=60), "known", "hub-down") == [2 * HOUR]


def test_worst_first_passes_the_flood() -> None:
    assert moments(flood("worst-first"), "known", "hub-down") == [2 * HOUR]


def test_the_first_of_a_flood_is_known_like_any_other() -> None:
    """The first error is whole after 6 s; it is read at once."""
    run = flood()
    assert moments(run, "sent", "error") == [HOUR + 6 * SECOND]
    assert len(moments(run, "known", "error")) == 1


def test_another_order_set_while_it_waits_acts_at_once() -> None:
    run = flood(more="sort: {at: 03:00, do: [{set: console.order, to: worst-first}]}")
    assert moments(run, "known", "hub-down") == [3 * HOUR]


def test_more_readers_set_while_it_waits_act_at_once() -> None:
    """At 03:00 480 are still ahead; at 480 per hour that is one hour more."""
    run = flood(more="more: {at: 03:00, do: [{set: console.reads, to: 480/h}]}")
    assert moments(run, "known", "hub-down") == [4 * HOUR]


def test_a_flood_that_is_withheld_stops() -> None:
    """Half an hour of errors: 300 less 30 read, 240 ahead after another half hour at 60 per hour."""
    run = flood(more="enough: {at: 01:30, do: [{withhold: error}]}")
    assert moments(run, "known", "hub-down") == [6 * HOUR]


@pytest.mark.parametrize(
    ("route", "signal"), [(", delay: 30m", ""), ("", ", after: 30m"), (", delay: 10m", ", after: 20m")]
)
def test_a_flood_is_as_late_as_its_route_and_its_signal(route: str, signal: str) -> None:
    """At 02:00 half an hour of errors has come: 300 less 30 read; the alarm by telephone stands behind what comes."""
    run = run_case(f"""
        roles: {{ops: {{}}}}
        routes: {{console: {{reads: 60/h{route}}}, phone: {{}}}}
        components: {{core: {{kind: core}}}}
        lines: {{posting: {{needs: [core], demand: 600/h}}}}
        events: {{errors: {{at: 01:00, do: [{{fail: core, for: 1h}}]}}}}
        signals:
          error: {{each: posting.failed, by: console, to: ops{signal}}}
          full: {{when: console.waiting >= 270, by: phone, to: ops}}
          most: {{when: console.waiting >= 540, by: phone, to: ops}}
          gone: {{when: {{all: [most known, console.waiting < 1]}}, by: phone, to: ops}}
    """)
    assert moments(run, "known", "error")[0] == HOUR + 6 * SECOND + 30 * MINUTE
    assert moments(run, "known", "full") == [2 * HOUR]
    assert moments(run, "known", "most") == [2 * HOUR + 30 * MINUTE]
    assert 11 * HOUR + 29 * MINUTE <= moments(run, "known", "gone")[0] <= 11 * HOUR + 30 * MINUTE


def test_what_of_a_flood_is_under_way_when_its_route_goes_down_still_arrives() -> None:
    """Down from 01:30 to 03:00: 300 errors are on their way or there, the other 300 come together at 03:20."""
    run = run_case("""
        roles: {ops: {}}
        routes: {console: {reads: 1/h, delay: 20m, needs: [net]}, phone: {}}
        components: {core: {kind: core}, net: {kind: network}}
        lines: {posting: {needs: [core], demand: 600/h}}
        events:
          errors: {at: 01:00, do: [{fail: core, for: 1h}]}
          cut: {at: 01:30, do: [{fail: net, for: 90m}]}
        signals:
          error: {each: posting.failed, by: console, to: ops}
          half: {when: console.waiting >= 299, by: phone, to: ops}
          all: {when: console.waiting >= 590, by: phone, to: ops}
    """)
    assert moments(run, "known", "half")[0] // MINUTE == 109
    assert moments(run, "known", "all") == [3 * HOUR + 20 * MINUTE]


def test_a_flood_waits_for_its_route() -> None:
    """Down from 01:00 to 02:00: nothing is read; 600 errors stand before the message."""
    run = run_case(
        """
        roles: {ops: {}}
        routes: {console: {reads: 60/h, needs: [net]}}
        components: {core: {kind: core}, hub: {kind: hub}, net: {kind: network}}
        lines: {posting: {needs: [core], demand: 600/h}}
        events:
          errors: {at: 01:00, do: [{fail: core, for: 1h}, {fail: net, for: 1h}]}
          hub-dies: {at: 01:30, do: [{fail: hub}]}
        signals:
          error: {each: posting.failed, by: console, to: ops}
          hub-down: {when: hub down, by: console, to: ops}
        """
    )
    assert moments(run, "known", "hub-down") == [12 * HOUR]


def test_reading_a_message_takes_the_reader_time() -> None:
    """Three alarms at once, six read an hour: the second waits ten minutes, the third twenty."""
    run = run_case("""
        roles: {ops: {}}
        routes: {console: {reads: 6/h}}
        components: {a: {kind: server}, b: {kind: server}, c: {kind: server}}
        events: {all-die: {at: 01:00, do: [{fail: a}, {fail: b}, {fail: c}]}}
        signals:
          a-down: {when: a down, by: console, to: ops}
          b-down: {when: b down, by: console, to: ops}
          c-down: {when: c down, by: console, to: ops}
          queue: {when: console.waiting >= 3, by: console, to: ops}
    """)
    assert [one.time for one in records(run, "known") if one.subject != "queue"] == [
        HOUR,
        HOUR + 10 * MINUTE,
        HOUR + 20 * MINUTE,
    ]
    assert moments(run, "sent", "queue") == [HOUR]
    assert moments(run, "known", "queue") == [HOUR + 30 * MINUTE]


@settings(max_examples=40)
@given(rate=st.integers(61, 5000), reads=st.integers(1, 60), minutes=st.integers(1, 59))
def test_the_delay_is_exactly_the_queue_ahead(rate: int, reads: int, minutes: int) -> None:
    """Known at the first millisecond at which everything that came before has been read."""
    run = run_case(f"""
        roles: {{ops: {{}}}}
        routes: {{console: {{reads: {reads}/h}}}}
        components: {{core: {{kind: core}}, hub: {{kind: hub}}}}
        lines: {{posting: {{needs: [core], demand: {rate}/h}}}}
        events: {{errors: {{at: 00:00, do: [{{fail: core}}]}}, hub-dies: {{at: 00:{minutes:02}, do: [{{fail: hub}}]}}}}
        ends: 2026-05-14 00:00
        signals:
          error: {{each: posting.failed, by: console, to: ops}}
          hub-down: {{when: hub down, by: console, to: ops}}
    """)
    came = moments(run, "sent", "hub-down")[0]
    assert came == minutes * MINUTE
    queue = (rate - reads) * came
    expected = came + -(-queue // reads)
    known = moments(run, "known", "hub-down")
    assert known == ([expected] if expected <= run.plan.horizon else [])


def test_an_effect_sends_now() -> None:
    """`send` passes by the delay of a signal, never its withholding."""
    run = run_case("""
        roles: {ops: {}}
        routes: {console: {}}
        components: {a: {kind: server}}
        events: {now: {at: 02:00, do: [{send: notice}]}, later: {at: 03:00, do: [{withhold: notice}, {send: notice}]}}
        injects: {notice: {by: console, to: ops, after: 1h, reserve: true}}
    """)
    assert moments(run, "sent") == [2 * HOUR]
    assert moments(run, "lost") == [3 * HOUR]


def test_injects_come_at_their_time_on_their_condition_or_from_reserve() -> None:
    run = run_case("""
        roles: {ops: {}}
        routes: {phone: {}}
        components: {a: {kind: server}}
        events: {dies: {at: 02:00, do: [{fail: a}]}}
        injects:
          asks: {at: 10:00, from: regulator, by: phone, to: ops, answer_by: 30m}
          eta: {when: a down for 90m, from: vendor, by: phone, to: ops, estimate: {is: a up, at: 04:30}}
          spare: {by: phone, to: ops, reserve: true}
    """)
    assert times(run, "sent", "asks") == ["10:00:00"]
    assert times(run, "sent", "eta") == ["03:30:00"]
    assert times(run, "sent", "spare") == []
    assert list(run.messages.answers_due.values()) == [at(run, "10:30")]


def test_a_message_sent_again_is_news_again() -> None:
    """A decision that opens again opens at each reading; one that does not opens once."""
    run = run_case("""
        roles: {ops: {}}
        routes: {phone: {}}
        components: {a: {kind: server}}
        events:
          one: {at: 01:00, do: [{fail: a, for: 10m}]}
          two: {at: 02:00, do: [{fail: a, for: 10m}]}
        signals: {a-down: {when: a down, by: phone, to: ops, again: true}}
        decisions:
          each-time: {to: ops, when: a-down known, again: true, options: {fine: {}}}
          once: {to: ops, when: a-down known, options: {fine: {}}}
        published:
          - {at: 01:05, decided: each-time fine}
    """)
    assert moments(run, "asked", "each-time") == [HOUR]
    assert moments(run, "asked", "once") == [HOUR]
    again = Run(run.plan)
    again.stand([Order(0, 0)])
    again.finish()
    assert moments(again, "asked", "each-time") == [HOUR, 2 * HOUR]
