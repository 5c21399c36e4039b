"""What a planner can say in data alone: one small case for each, and the same case without its trigger or weakness.

Each docstring is the thing to be said. What every case must say (ids, a morning to play on) is left out where it does
not matter. Nothing that is asserted is written in the case: take the trigger or the weakness away, and it is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cases.conftest import Replay

    RunText = Callable[..., Replay]

MINUTE = 60_000
HOUR = 60 * MINUTE

PAIR = """
topology:
  components:
    a: {kind: server}
    b: {kind: server}
    witness: {kind: server}
    pair: {kind: pair, first_of: [a, b], failover: {detect: 30s, switch: 30s, needs: [witness]}}
  lines: {pay: {needs: [pair], demand: 1200/h, tolerance: {outage: 30m}}}
ends: 2026-04-01 12:00
events: {dies: {at: 10:00, do: [{fail: a}]}}
given: {weakness: %s}
"""


def _redundancy_inhibited(run_text: RunText, weakness: str) -> None:
    text = PAIR % weakness
    hit = run_text(text)
    assert hit.line("pay").outage == 2 * HOUR
    assert {"dies", "weakness"} <= hit.roots("breached", "pay")
    assert run_text(text, without=["weakness"]).line("pay").outage == MINUTE
    assert run_text(text, without=["dies"]).line("pay").outage == 0


def test_redundancy_inhibited_by_a_setting(run_text: RunText) -> None:
    """Redundancy inhibited by a setting."""
    _redundancy_inhibited(run_text, "{set: pair.failover.automatic, to: false}")


def test_redundancy_inhibited_by_a_hidden_fault(run_text: RunText) -> None:
    """Redundancy inhibited by a hidden fault."""
    _redundancy_inhibited(run_text, "{fail: b}")


def test_redundancy_inhibited_by_what_it_depends_on(run_text: RunText) -> None:
    """Redundancy inhibited by what it itself depends on."""
    _redundancy_inhibited(run_text, "{fail: witness}")


def test_common_mode_failure(run_text: RunText) -> None:
    """Common-mode failure of all replicas."""
    text = """
    topology:
      components:
        version: {kind: software}
        a: {kind: server, needs: [version]}
        b: {kind: server, needs: [version]}
        c: {kind: server, needs: [version]}
      lines: {pay: {needs: [{any: [a, b, c]}], demand: 1200/h}}
    ends: 2026-04-01 12:00
    events:
      one-dies: {at: 09:30, do: [{fail: a}]}
      update: {at: 11:00, do: [{fail: version}]}
    """
    hit = run_text(text)
    assert (hit.first("out", "pay") or "")[-8:] == "11:00:00"
    assert "update" in hit.roots("out", "pay")
    assert run_text(text, without=["update"]).line("pay").failed == 0


def test_second_fault_while_degraded(run_text: RunText) -> None:
    """A second fault while degraded."""
    text = """
    topology:
      components: {a: {kind: disk}, b: {kind: disk}, c: {kind: disk}}
      lines: {pay: {needs: [{at_least: 2, of: [a, b, c]}], demand: 1200/h}}
    ends: 2026-04-01 12:00
    events:
      first: {at: 09:30, do: [{fail: a}]}
      second: {at: 11:00, do: [{fail: b}]}
    """
    hit = run_text(text)
    assert hit.line("pay").failed == 1200
    assert {"first", "second"} <= hit.roots("out", "pay")
    for gone in ("first", "second"):
        assert run_text(text, without=[gone]).line("pay").failed == 0


def test_control_depends_on_the_failed_part(run_text: RunText) -> None:
    """A control (stop, switch, alarm) that depends on the failed part."""
    text = """
    topology:
      roles: {operations: {}}
      contingency_plan: {restart: {option: now, within: 5m}}
      components:
        network: {kind: network}
        second-line: {kind: network}
        core: {kind: core, needs: [network]}
      routes: {console: {needs: [{any: [network, second-line]}]}}
      lines: {pay: {needs: [core], demand: 1200/h}}
    ends: 2026-04-01 12:00
    given: {no-second-line: {withhold: second-line}}
    events: {network-dies: {at: 10:00, do: [{fail: network}]}}
    signals: {alarm: {when: core down, by: console, to: operations}}
    tasks: {restart-network: {takes: 10m, then: [{repair: network}]}}
    decisions:
      restart:
        to: operations
        when: alarm known
        options: {now: {do: [{start: restart-network}]}, later: {}}
    """
    hit = run_text(text, policy="by-cp")
    assert hit.line("pay").outage == 2 * HOUR
    assert hit.records("known", "alarm") == []
    assert run_text(text, policy="by-cp", without=["no-second-line"]).line("pay").outage == 15 * MINUTE


def test_failure_rate_varies(run_text: RunText) -> None:
    """A failure rate that varies over time."""
    text = """
    topology:
      components: {link: {kind: link}}
      lines: {pay: {needs: [link], demand: 1200/h}}
    events: {wears-out: {at: 10:00, do: [{degrade: link, to: 0.2, over: 2h}]}}
    published:
      - {at: 11:00, figure: 240, of: pay.failed, within: 10%}
      - {at: 12:00, figure: 960, of: pay.failed, within: 5%}
      - {at: 13:00, figure: 1920, of: pay.failed, within: 5%}
    """
    assert run_text(text).missed == []
    assert run_text(text, without=["wears-out"]).line("pay").failed == 0


def test_backlog_drags_a_replica_down(run_text: RunText) -> None:
    """A backlog that drags a healthy replica down."""
    text = """
    topology:
      components: {a: {kind: server}, b: {kind: server}}
      lines: {pay: {demand: 1000/h, backlog: queue, due: 13:00}}
      backlogs: {queue: {served_by: {a: 600/h, b: 600/h}}}
    ends: 2026-04-01 14:00
    given: {memory-of-the-queue: {when: queue.waiting > 500, do: [{degrade: b, to: 0.1}]}}
    events: {a-dies: {at: 10:00, do: [{fail: a, for: 2h}]}}
    """
    hit = run_text(text)
    assert (hit.first("degraded", "b") or "")[-8:-3] == "11:15"
    assert "a-dies" in hit.roots("degraded", "b")
    healthy = run_text(text, without=["memory-of-the-queue"])
    assert hit.line("pay").overdue > healthy.line("pay").overdue > 0
    assert run_text(text, without=["a-dies"]).line("pay").overdue == 0


LATENT = """
topology:
  components: {program: {kind: software}, server: {kind: server, restart: 5m}}
  jobs: {nightly: {runs: on-demand, takes: 1h, needs: [server]}}
  tasks: {release: {takes: 10m}}
  lines: {pay: {needs: [program], demand: 1200/h}}
ends: 2026-04-02 12:00
given: {defect: %s}
events:
  change: {at: 09:30, do: [{start: release}]}
  fires: %s
"""


def _latent(run_text: RunText, defect: str, fires: str, at: str) -> None:
    text = LATENT % (defect, fires)
    hit = run_text(text)
    assert (hit.first("out", "pay") or "")[5:16] == at
    for gone in ("defect", "change", "fires"):
        assert run_text(text, without=[gone]).line("pay").failed == 0, gone


def test_latent_fault_fired_by_a_job(run_text: RunText) -> None:
    """A latent fault armed by an earlier change and fired by a job."""
    defect = "{when: {all: [release done, nightly running]}, do: [{fail: program}]}"
    _latent(run_text, defect, "{at: 22:00, do: [{start: nightly}]}", "04-01 22:00")


def test_latent_fault_fired_by_a_volume(run_text: RunText) -> None:
    """A latent fault armed by an earlier change and fired by a volume."""
    defect = "{when: {all: [release done, pay.demand/h > 2000]}, do: [{fail: program}]}"
    _latent(run_text, defect, "{at: 11:00, do: [{surge: pay, by: 2}]}", "04-01 11:00")


def test_latent_fault_fired_by_a_restart(run_text: RunText) -> None:
    """A latent fault armed by an earlier change and fired by a restart."""
    defect = "{when: {all: [release done, server back]}, do: [{fail: program}]}"
    _latent(run_text, defect, "{at: 11:00, do: [{fail: server, for: 1m}]}", "04-01 11:06")


def test_latent_fault_fired_by_a_date(run_text: RunText) -> None:
    """A latent fault armed by an earlier change and fired by a date."""
    text = LATENT % (
        "{when: {all: [release done, time >= 2026-04-02 00:00]}, do: [{fail: program}]}",
        "{at: 10:00, do: []}",
    )
    assert (run_text(text).first("out", "pay") or "")[5:16] == "04-02 00:00"
    for gone in ("defect", "change"):
        assert run_text(text, without=[gone]).line("pay").failed == 0


WORK = """
topology:
  roles: {operations: {}}
  routes: {console: {}}
  components: {db: {kind: database}, store: {kind: storage}, core: {kind: core, needs: [db, store]}}
  lines: {pay: {needs: [core], demand: 1200/h}}
ends: 2026-04-01 14:00
given: {weakness: %s}
events: {db-dies: {at: 10:00, do: [{fail: db}, {start: mend}]}}
tasks: {mend: %s}
"""


def test_a_task_that_fails(run_text: RunText) -> None:
    """A task that fails."""
    text = WORK % ("{set: mend.works, to: 0}", "{takes: 30m, then: [{repair: db}]}")
    hit = run_text(text)
    assert hit.line("pay").outage == 4 * HOUR
    assert [record.kind for record in hit.run.trace if record.subject == "mend"][-1] == "work-failed"
    assert run_text(text, without=["weakness"]).line("pay").outage == 30 * MINUTE


def test_a_task_that_is_retried(run_text: RunText) -> None:
    """A task that is retried."""
    task = "{takes: 30m, then: [{repair: db}], else: [{set: mend.works, to: 1}, {start: mend, after: 10m}]}"
    text = WORK % ("{set: mend.works, to: 0}", task)
    hit = run_text(text)
    assert len(hit.records("started", "mend")) == 2
    assert hit.line("pay").outage == 70 * MINUTE
    assert run_text(text, without=["weakness"]).line("pay").outage == 30 * MINUTE


def test_a_task_that_makes_it_worse(run_text: RunText) -> None:
    """A task that makes it worse."""
    task = "{takes: 30m, then: [{repair: db}], slip: {chance: 0, costs: 20m, do: [{fail: store}]}}"
    text = WORK % ("{set: mend.slip.chance, to: 1}", task)
    hit = run_text(text)
    assert hit.line("pay").outage == 4 * HOUR
    assert {"db-dies", "weakness"} <= hit.roots("failed", "store")
    assert run_text(text, without=["weakness"]).line("pay").outage == 30 * MINUTE
    assert run_text(text, without=["db-dies"]).line("pay").outage == 0


def test_an_estimate_that_differs_from_the_truth(run_text: RunText) -> None:
    """An estimate that differs from the truth."""
    text = WORK % ("{set: mend.takes, to: 2h}", "{takes: 30m, then: [{repair: db}]}")
    text += """
signals:
  promise: {when: core down, by: console, to: operations, says: half an hour, estimate: {is: core up, at: 10:30}}
objectives: {kept: {criteria: [core up for 1m by 10:30]}}
published:
  - {at: 10:30, is: core back, within: 1m}
"""
    late = run_text(text)
    assert [late.came(result.row.text) for result in late.missed] == ["12:00:00"]
    assert run_text(text, without=["weakness"]).missed == []


MESSAGE = """
topology:
  calendar: {windows: {night: [daily 00:00-06:00]}}
  roles: {operations: {reads: {mail: 5m}, away: none}}
  routes: {mail: {delay: 5m}, console: {}}
  crews: {expert: {size: 1, duty: none, call_out: 30m}}
  contingency_plan: {answer: {option: mend, within: 0s}}
  components: {core: {kind: core}}
  lines: {pay: {needs: [core], demand: 1200/h}}
ends: 2026-04-02 09:00
given: {weakness: %s}
events: {core-dies: {at: 10:00, do: [{fail: core}]}}
signals: {alarm: {when: core down, by: mail, to: operations}}
tasks: {mend-core: {crew: expert, takes: 20m, then: [{repair: core}]}}
decisions:
  answer:
    to: operations
    when: alarm known
    options: {mend: {do: [{call: expert}, {start: mend-core}]}, wait: {}}
"""


def _told(run_text: RunText, weakness: str, outage: int) -> None:
    text = MESSAGE % weakness
    assert run_text(text, policy="by-cp").line("pay").outage == outage
    assert run_text(text, policy="by-cp", without=["weakness"]).line("pay").outage == HOUR
    assert run_text(text, policy="by-cp", without=["core-dies"]).line("pay").outage == 0


def test_a_message_that_arrives_late(run_text: RunText) -> None:
    """A message that arrives late."""
    _told(run_text, "{set: mail.delay, to: 3h}", HOUR + 175 * MINUTE)


def test_a_message_that_lies_unread(run_text: RunText) -> None:
    """A message that lies unread."""
    _told(run_text, "{set: operations.reads.mail, to: 10h}", 655 * MINUTE)


def test_a_message_to_the_wrong_number(run_text: RunText) -> None:
    """A message to the wrong number."""
    _told(run_text, "{set: expert.reach, to: 0}", 23 * HOUR)


def test_openings_cut_offs_night_windows(run_text: RunText) -> None:
    """Calendars with openings, cut-offs and night windows."""
    text = """
    topology:
      calendar: {windows: {counter-hours: business 09:00-15:00, night: daily 22:00-05:00}}
      components: {core: {kind: core}}
      jobs: {clean-up: {runs: on-demand, takes: 1h, hours: night}}
      lines:
        counter: {needs: [core], hours: counter-hours, demand: 600/h}
        transfers: {demand: {09:00: 600/h, 15:00: 0/h}, backlog: out, due: counter-hours.end}
      backlogs: {out: {served_by: {core: 1200/h}}}
    starts: 2026-04-01 08:00
    ends: 2026-04-02 06:00
    events:
      core-dies: {at: 14:00, do: [{fail: core, for: 2h}]}
      asked-for: {at: 16:00, do: [{start: clean-up}]}
    """
    hit = run_text(text)
    counter = hit.line("counter")
    assert (counter.demand, counter.failed) == (3600, 600)
    assert (counter.outage, counter.outage_in_hours) == (2 * HOUR, HOUR)
    assert hit.line("transfers").overdue == 600
    assert (hit.first("started", "clean-up") or "")[-8:] == "22:00:00"
    spared = run_text(text, without=["core-dies"])
    assert (spared.line("counter").outage, spared.line("transfers").overdue) == (0, 0)


def test_month_ends_holidays_leap_days(run_text: RunText) -> None:
    """Calendars with month-ends, holidays and leap days."""
    text = """
    topology:
      calendar: {holidays: ["2028-02-28"]}
      components: {core: {kind: core}}
      jobs: {interest: {runs: month-end, not_before: 18:00, takes: 1h, needs: [core]}}
      lines: {pay: {needs: [core], demand: {business: 100/h, holiday: 10/h}}}
    starts: %s-02-28 00:00
    ends: %s-03-01 00:00
    """
    leap = run_text(text % (2028, 2028))
    assert [r.time // HOUR for r in leap.records("started", "interest")] == [24 + 18]
    assert leap.line("pay").demand == 240 + 2400  # a holiday, then the business day that other years do not have
    plain = run_text(text % (2030, 2030))
    assert [r.time // HOUR for r in plain.records("started", "interest")] == [18]


def test_extending_a_cut_off_is_a_decision(run_text: RunText) -> None:
    """Extending a cut-off as a decision."""
    text = """
    topology:
      calendar: {windows: {clearing: business 09:00-15:00}}
      roles: {settlement: {}, centre: {answers: 20m}}
      routes: {phone: {}}
      components: {gateway: {kind: gateway}}
      lines: {transfers: {demand: {09:00: 600/h, 15:00: 0/h}, backlog: out, due: clearing.end}}
      backlogs: {out: {served_by: {gateway: {rate: 1200/h, hours: clearing}}}}
    starts: 2026-04-01 08:00
    ends: 2026-04-01 20:00
    events: {gateway-dies: {at: 11:00, do: [{fail: gateway, for: 3h}]}}
    signals: {late: {when: out.waiting > 300, by: phone, to: settlement}}
    decisions:
      longer:
        to: settlement
        when: late known
        options:
          ask: {authority: centre, do: [{set: clearing.end, to: 17:00, until: 24:00}]}
          do-not: {}
    published:
      - {at: 12:00, decided: longer %s}
    """
    assert run_text(text % "ask").line("transfers").overdue == 0
    assert run_text(text % "do-not").line("transfers").overdue == 1200
    assert run_text(text % "do-not", without=["gateway-dies"]).line("transfers").overdue == 0


def test_a_workaround_with_its_own_capacity(run_text: RunText) -> None:
    """A workaround with its own capacity."""
    text = """
    topology:
      roles: {operations: {}}
      routes: {console: {}}
      contingency_plan: {fallback: {option: by-hand, within: 30m}}
      components:
        system: {kind: core}
        desk: {kind: manual, closed: true, capacity: {rate: 300/h, above: refuse}}
      lines: {pay: {needs: [{any: [system, desk]}], demand: 1200/h}}
    events: {system-dies: {at: 10:00, do: [{fail: system}]}}
    signals: {alarm: {when: system down, by: console, to: operations}}
    decisions: {fallback: {to: operations, when: alarm known, options: {by-hand: {do: [{release: desk}]}, wait: {}}}}
    """
    hit = run_text(text, policy="by-cp").line("pay")
    assert hit.failed == 600
    assert 2200 <= hit.turned_away <= 2260  # 900 of 1200 an hour, once the desk is open
    assert 1940 <= hit.served <= 2000
    nobody = run_text(text, policy="nobody").line("pay")
    assert (nobody.failed + nobody.turned_away, nobody.served) == (3600, 1200)
    assert run_text(text, policy="by-cp", without=["system-dies"]).line("pay").served == 4800


def test_staged_return(run_text: RunText) -> None:
    """Staged return by sub-service and channel."""
    text = """
    topology:
      components: {core: {kind: core}}
      lines:
        web-inquiry: {needs: [core], demand: 600/h}
        web-payment: {needs: [core], demand: 600/h}
        atm-payment: {needs: [core], demand: 600/h}
    given:
      in-stages: {when: core down, do: [{withhold: web-inquiry}, {withhold: web-payment}, {withhold: atm-payment}]}
    events:
      core-dies: {at: 10:00, do: [{fail: core, for: 30m}]}
      way-back: {when: core back, do: [{start: come-back}]}
    tasks:
      come-back:
        steps:
          inquiry: {takes: 10m, then: [{release: web-inquiry}]}
          payment: {takes: 20m, then: [{release: web-payment}]}
          machines: {takes: 30m, then: [{release: atm-payment}]}
    """
    hit = run_text(text)
    assert [hit.line(name).outage // MINUTE for name in ("web-inquiry", "web-payment", "atm-payment")] == [40, 60, 90]
    at_once = run_text(text, without=["in-stages"])
    assert {at_once.line(name).outage for name in ("web-inquiry", "web-payment", "atm-payment")} == {30 * MINUTE}
    assert run_text(text, without=["core-dies"]).line("atm-payment").outage == 0


def test_a_gate_between_repaired_and_reopened(run_text: RunText) -> None:
    """A gate between "repaired" and "reopened"."""
    text = """
    topology:
      roles: {operations: {}, head: {answers: 20m}}
      routes: {console: {}}
      contingency_plan: {reopen: {option: open, within: 40m}}
      components: {core: {kind: core}}
      lines: {pay: {needs: [core], demand: 1200/h}}
      events: {stop: {when: core down, do: [{withhold: pay}]}}
    events: {core-dies: {at: 10:00, do: [{fail: core, for: 30m}]}}
    signals: {repaired: {when: core back, by: console, to: operations}}
    decisions:
      reopen:
        to: operations
        when: repaired known
        options: {open: {authority: head, do: [{release: pay}]}, wait: {}}
    """
    hit = run_text(text, policy="by-cp").line("pay")
    assert (hit.outage, hit.failed, hit.turned_away) == (90 * MINUTE, 0, 1800)
    ungated = run_text(text, policy="by-cp", without=["stop"]).line("pay")
    assert (ungated.outage, ungated.failed) == (30 * MINUTE, 600)
    assert run_text(text, policy="by-cp", without=["core-dies"]).line("pay").outage == 0


def test_many_institutions_on_one_node(run_text: RunText) -> None:
    """Many institutions on one shared node of which some are hit."""
    text = """
    topology:
      components:
        centre: {kind: centre}
        part/1: {kind: server, needs: [centre]}
        part/2: {kind: server, needs: [centre]}
      lines:
        bank/a: {needs: [part/1], demand: 600/h}
        bank/b: {needs: [part/1], demand: 600/h}
        bank/c: {needs: [{share: {part/1: 0.25, part/2: 0.75}}], demand: 600/h}
        bank/d: {needs: [part/2], demand: 600/h}
    events: {part-dies: {at: 10:00, do: [{fail: part/1, for: 1h}]}}
    """
    hit = run_text(text)
    assert [hit.line(f"bank/{bank}").failed for bank in "abcd"] == [600, 600, 150, 0]
    spared = run_text(text, without=["part-dies"])
    assert [spared.line(f"bank/{bank}").failed for bank in "abcd"] == [0, 0, 0, 0]


def test_a_dependent_that_stays_down(run_text: RunText) -> None:
    """A dependent that stays down after its supplier is back."""
    text = """
    topology:
      roles: {operations: {}}
      routes: {console: {}}
      contingency_plan: {reconnect-now: {option: command, within: 5m}}
      components: {path: {kind: network}, session: {kind: application, needs: [{need: path, resume: reconnect}]}}
      lines: {pay: {needs: [session], demand: 1200/h}}
    given: {session-not-watched: {withhold: session-alarm}}
    events: {path-dies: {at: 10:00, do: [{fail: path, for: 10m}]}}
    signals: {session-alarm: {when: {all: [session down, path up]}, by: console, to: operations}}
    tasks: {reconnect: {takes: 5m}}
    decisions:
      reconnect-now:
        to: operations
        when: session-alarm known
        options: {command: {do: [{start: reconnect}]}, wait: {}}
    """
    hit = run_text(text, policy="by-cp")
    assert hit.line("pay").outage == 3 * HOUR
    assert run_text(text, policy="by-cp", without=["session-not-watched"]).line("pay").outage == 20 * MINUTE
    assert run_text(text, policy="by-cp", without=["path-dies"]).line("pay").outage == 0


def test_demand_that_moves_and_drowns_another_channel(run_text: RunText) -> None:
    """Demand that moves to another channel and drowns it."""
    text = """
    topology:
      components: {site: {kind: web}, call-centre: {kind: call-centre, capacity: {rate: 500/h, above: refuse}}}
      lines:
        web: {needs: [site], demand: 6000/h}
        calls: {needs: [call-centre], demand: 300/h, fed_by: [{from: web.failed, share: 0.1, after: 5m}]}
    events: {site-dies: {at: 10:00, do: [{fail: site, for: 1h}]}}
    """
    hit = run_text(text)
    assert hit.line("calls").demand == 1200 + 600
    assert 380 <= hit.line("calls").turned_away <= 410
    assert "site-dies" in hit.roots("out", "calls")
    assert run_text(text, without=["site-dies"]).line("calls").turned_away == 0


def test_correction_work_after_wrong_answers(run_text: RunText) -> None:
    """Correction work after wrong answers."""
    text = """
    topology:
      crews: {clerks: {size: 10}}
      components: {ledger: {kind: ledger, wrong_from: {backlog: wrong-records, of: 1000}}}
      lines: {balances: {needs: [ledger], demand: 1000/h}}
      backlogs: {wrong-records: {served_by: {clerks: 10/h}}}
    ends: 2026-04-01 15:00
    events: {wrong-file: {at: 10:00, do: [{corrupt: ledger, items: 200}]}}
    published:
      - {at: 12:00, is: wrong-records empty, within: 1m}
    """
    hit = run_text(text)
    assert hit.missed == []
    assert 195 <= hit.line("balances").wrong <= 205  # from 20 % to nothing within two hours
    assert run_text(text, without=["wrong-file"]).line("balances").wrong == 0


CHOICE = """
topology:
  roles: {operations: {}, head: {answers: 30m}}
  routes: {console: {}}
  contingency_plan: {way: {option: restart, within: 10m}}
  components: {core: {kind: core}}
  lines: {pay: {needs: [core], demand: 1200/h}}
events: {core-dies: {at: 10:00, do: [{fail: core}]}}
signals: {alarm: {when: core down, by: console, to: operations}}
decisions:
  way:
    to: operations
    when: alarm known
    options:
      skip-checks: {forbidden: nobody opens without the balance check, do: [{repair: core}]}
      at-night: {when: time >= 22:00, do: [{repair: core}]}
      restart: {authority: head, do: [{repair: core}]}
      wait: {}
"""


def test_options_that_are_forbidden(run_text: RunText) -> None:
    """Options that are forbidden."""
    for option in ("skip-checks", "at-night"):
        hit = run_text(CHOICE + f"published: [{{at: 10:05, decided: way {option}}}]\n")
        assert hit.records("decided", "way") == []
        assert len(hit.records("refused", "way")) == 1
        assert hit.line("pay").outage == 3 * HOUR


def test_options_that_need_a_named_authority(run_text: RunText) -> None:
    """Options that need a named authority."""
    assert run_text(CHOICE, policy="by-cp").line("pay").outage == 40 * MINUTE
    assert run_text(CHOICE, policy="by-cp", sets={"head.answers": "0s"}).line("pay").outage == 10 * MINUTE


def test_what_the_contingency_plan_says(run_text: RunText) -> None:
    """What the contingency plan says."""
    assert (run_text(CHOICE, policy="by-cp").first("decided", "way") or "")[-8:] == "10:40:00"
    assert run_text(CHOICE, policy="by-cp", sets={"contingency_plan.way.option": "wait"}).line("pay").outage == 3 * HOUR
    assert run_text(CHOICE, policy="nobody").records("decided", "way") == []
    assert run_text(CHOICE, policy="by-cp", without=["core-dies"]).records("asked", "way") == []


LONG = """
topology:
  components: {core: {kind: core}}
  lines: {pay: {needs: [core], demand: {business: {09:00: 600/h, 17:00: 0/h}, holiday: 0/h}}}
ends: %s
events: {core-dies: {at: %s, do: [{fail: core, for: %s}]}}
"""


def test_runs_from_minutes_to_weeks(run_text: RunText) -> None:
    """Runs from minutes to weeks."""
    minutes = run_text(LONG % ("2026-04-01 09:05", "2026-04-01 09:01", "90s"))
    assert (minutes.line("pay").demand, minutes.line("pay").outage) == (50, 90_000)
    weeks = run_text(LONG % ("2026-05-06 09:00", "2026-04-10 09:00", "10d"))
    assert weeks.line("pay").demand == 25 * 8 * 600
    assert (weeks.line("pay").outage, weeks.line("pay").failed) == (240 * HOUR, 6 * 8 * 600)
    assert weeks.run.fired < 2000
    assert (
        run_text(LONG % ("2026-05-06 09:00", "2026-04-10 09:00", "10d"), without=["core-dies"]).line("pay").failed == 0
    )
