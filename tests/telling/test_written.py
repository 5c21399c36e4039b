"""What is written down reads as sentences, in both languages, whatever the file says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillsim.model import Scenario, Topology
from drillsim.model.conditions import OPERATORS, parse_condition, parse_measure, parse_until
from drillsim.model.effects import VERBS
from drillsim.model.quantities import parse_spread
from drillsim.model.times import parse_clock, parse_window
from drillsim.plan.vocabulary import MEASURES, STATES
from drillsim.telling.language import use_language
from drillsim.telling.measures import measure_noun
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import condition_words, measure_words, until_words, when_words
from drillsim.telling.written.effects import WORDS, effect_words, effects_list
from drillsim.telling.written.paths import path_words, setting_words
from drillsim.telling.written.states import state_words
from drillsim.telling.written.values import amount, clock, spread, window

TOPOLOGY = Topology.model_validate(
    {
        "id": "bank",
        "calendar": {"windows": {"office": "business 09:00-17:00"}},
        "roles": {"head": {"title": {"en": "Head of IT", "ja": "IT部門長"}}},
        "routes": {"phone": {"title": {"en": "Telephone", "ja": "電話"}}},
        "crews": {"vendor": {"title": {"en": "Vendor", "ja": "ベンダー"}, "size": 4}},
        "components": {
            "disk/a": {"kind": "disk"},
            "disk/b": {"kind": "disk", "title": {"en": "Disk B", "ja": "ディスクB"}},
            "disk": {
                "kind": "pair",
                "title": {"en": "Disk pair", "ja": "ディスク装置"},
                "first_of": ["disk/a", "disk/b"],
                "failover": {},
                "limits": {
                    "log": {"capacity": 10, "title": {"en": "Log area", "ja": "ログ領域"}},
                    "index": {"capacity": 10},
                },
            },
        },
        "lines": {
            "atm": {"title": {"en": "ATM cash", "ja": "ATM出金"}, "needs": ["disk"], "backlog": "out"},
            "web": {"needs": ["disk"]},
        },
        "backlogs": {"out": {"title": {"en": "Outgoing", "ja": "発信待ち"}, "served_by": {"disk": "10/h"}}},
        "jobs": {"night": {"title": {"en": "Night batch", "ja": "夜間バッチ"}, "takes": "1h"}},
    }
)
SCENARIO = Scenario.model_validate(
    {
        "id": "case",
        "starts": "2026-04-15 09:00",
        "ends": "2026-04-15 12:00",
        "given": {"hidden": {"fail": "disk/a"}},
        "tasks": {"mend": {"title": {"en": "Repair", "ja": "修理"}, "takes": "1h", "steps": {"look": {"takes": "5m"}}}},
        "signals": {
            "alarm": {"title": {"en": "Alarm", "ja": "警報"}, "when": "disk down", "by": "phone", "to": "head"}
        },
        "decisions": {
            "way": {
                "title": {"en": "Which way", "ja": "復旧方法"},
                "to": "head",
                "when": "alarm known",
                "options": {"wait": {"title": {"en": "Wait", "ja": "待つ"}}, "go": {}},
            }
        },
        "obligations": {
            "report": {
                "title": {"en": "First report", "ja": "第一報"},
                "of": "head",
                "when": "alarm known",
                "within": "1h",
                "met_when": "way decided",
            }
        },
        "events": {"dies": {"title": {"en": "The disk dies", "ja": "ディスク停止"}, "at": "09:30"}},
    }
)


def names() -> Names:
    """Names that the reader meets for the first time."""
    return Names(TOPOLOGY, SCENARIO)


def effect(written: dict[str, Any]) -> Any:
    return next(model for verb, model in VERBS.items() if verb in written).model_validate(written)


CONDITIONS = [
    ("disk down for 10m", "Disk pair (disk) has been down for 10m", "ディスク装置（disk）が10分停止している"),
    ("disk up", "Disk pair (disk) is up", "ディスク装置（disk）が正常に稼働している"),
    ("disk/a down", "disk/a is down", "disk/aが停止している"),
    (
        "disk on disk/b",
        "Disk pair (disk) is running on Disk B (disk/b)",
        "ディスク装置（disk）がディスクB（disk/b）で稼働している",
    ),
    ("disk.log full", "Log area (disk.log) is full", "ログ領域（disk.log）が満杯である"),
    ("atm up", "ATM cash (atm) is available", "ATM出金（atm）が利用できる"),
    ("atm withheld", "ATM cash (atm) is withheld from customers", "ATM出金（atm）の取扱いが停止されている"),
    ("out empty", "nothing waits in Outgoing (out)", "発信待ち（out）に待ちがない"),
    (
        "night done not by 07:00",
        "at 07:00 it still holds that Night batch (night) has not been done",
        "07:00になっても夜間バッチ（night）が完了していない",
    ),
    ("alarm known", '"Alarm" (alarm) is known', "「警報」（alarm）が伝わっている"),
    (
        "alarm known to head for 1h",
        'Head of IT (head) has known of "Alarm" (alarm) for 1h',
        "IT部門長（head）に「警報」（alarm）が伝わってから1時間たっている",
    ),
    (
        "way decided wait by 10:00",
        '"Wait" (way.wait) has been chosen for "Which way" (way) by 10:00',
        "10:00までに「復旧方法」（way）で「待つ」（way.wait）が選ばれている",
    ),
    ("report missed", '"First report" (report) has been missed', "「第一報」（report）が期限切れとなっている"),
    ("night missed", "Night batch (night) was too late to start", "夜間バッチ（night）が開始に間に合っていない"),
    ("disk.forced failed", "the switch of Disk pair by hand (disk.forced) has not succeeded", None),
    ("time >= 08:00", "it is 08:00 or later", "08:00以降である"),
    (
        "atm.outage <= 90m",
        "outage of ATM cash (atm) is at most 1h30m",
        "ATM出金（atm）の停止が1時間30分以下である",
    ),
    ("atm.overdue > 0", "ATM cash (atm) has overdue items", "ATM出金（atm）に期限を過ぎた明細がある"),
    ("out.waiting <= 0", "Outgoing (out) has no waiting items", "発信待ち（out）に待っている明細がない"),
    (
        "atm.failed/h because disk > 1000",
        "number of failed items an hour of ATM cash (atm) because of Disk pair (disk) is more than 1,000",
        "ディスク装置（disk）によるATM出金（atm）の1時間あたりの失敗した明細の数が1,000を超えている",
    ),
    ("disk.wrong > 0", "share of wrong answers of Disk pair (disk) is more than 0%", None),
    ("disk.level < 0.5", "working level of Disk pair (disk) is less than 50%", None),
    ("atm.used.outage > 80%", "share used of the tolerance for outage of ATM cash (atm) is more than 80%", None),
    (
        {"all": ["disk down", {"any": ["atm down", {"not": "night done"}]}]},
        "Disk pair (disk) is down and (ATM cash (atm) is down or Night batch (night) has not been done)",
        "ディスク装置（disk）が停止している、かつ（ATM出金（atm）が停止している、または夜間バッチ（night）が完了していない）",
    ),
    (
        {"not": {"any": ["disk down", "atm.failed >= 5"]}},
        "Disk pair (disk) is not down and number of failed items of ATM cash (atm) is less than 5",
        None,
    ),
    (
        {"all": ["disk down", "atm down"], "for": "5m"},
        "for 5m it has been so that Disk pair (disk) is down and ATM cash (atm) is down",
        "ディスク装置（disk）が停止している、かつATM出金（atm）が停止している状態が5分続いている",
    ),
]


@pytest.mark.parametrize(("written", "english", "japanese"), CONDITIONS, ids=[str(row[0]) for row in CONDITIONS])
def test_a_condition_reads_as_a_sentence(written: Any, english: str, japanese: str | None) -> None:
    assert condition_words(parse_condition(written), names()) == english
    if japanese is not None:
        use_language("ja")
        assert condition_words(parse_condition(written), names()) == japanese


EFFECTS = [
    ({"fail": "disk/a"}, "fail disk/a", "disk/aを停止させる"),
    ({"fail": "night"}, "let Night batch (night) abend", "夜間バッチ（night）を異常終了させる"),
    (
        {"degrade": "disk", "to": 0.95, "after": "5h", "for": "3h"},
        "after 5h, lower Disk pair (disk) to 95% for 3h",
        "5時間後に、3時間の間、ディスク装置（disk）の稼働水準を95%に下げる",
    ),
    ({"destabilise": "disk"}, "make Disk pair (disk) unstable", "ディスク装置（disk）を不安定にする"),
    ({"corrupt": "disk", "share": "1%"}, "let 1% of the answers of Disk pair (disk) be wrong", None),
    ({"corrupt": "disk", "items": 50}, "put 50 wrong records into Disk pair (disk)", None),
    ({"expose": "disk", "rate": "5/h"}, "expose 5/h records of Disk pair (disk)", None),
    ({"repair": "hidden"}, "undo hidden", "hiddenを解消する"),
    ({"withhold": "atm"}, "withhold ATM cash (atm) from customers", "ATM出金（atm）の取扱いを停止する"),
    ({"withhold": "alarm"}, 'switch "Alarm" (alarm) off', "「警報」（alarm）を無効にする"),
    ({"release": "disk"}, "put Disk pair (disk) into use", None),
    ({"switch": "disk", "to": "disk/b"}, "switch Disk pair (disk) over to Disk B (disk/b) by hand", None),
    ({"start": "mend"}, 'start "Repair" (mend)', "「修理」（mend）を開始する"),
    ({"start": "disk"}, "start Disk pair (disk) up", None),
    ({"cancel": "night"}, "cancel Night batch (night)", None),
    (
        {"set": "disk.failover.works", "to": 0},
        "set the success rate of the automatic switch of Disk pair (disk) to 0%",
        "ディスク装置（disk）の自動切替の成功率を0%にする",
    ),
    (
        {"surge": "atm", "by": 0.7, "until": "13:00"},
        "bring the demand at ATM cash (atm) to 0.7 times the usual until 13:00",
        "13:00まで、ATM出金（atm）の需要を通常の0.7倍にする",
    ),
    ({"surge": "disk", "add": "10/h"}, "add 10/h to the load on Disk pair (disk)", None),
    ({"divert": "atm", "to": "web", "share": 0.5}, "send 50% of what comes to ATM cash (atm) on to web", None),
    (
        {"move": "out", "to": "failed", "line": "atm", "items": 5},
        "count what waits in Outgoing (out) as failed (only items of ATM cash (atm)) (at most 5 items)",
        None,
    ),
    ({"send": "alarm", "chance": 0.5}, 'send "Alarm" (alarm) with a chance of 50%', None),
    ({"call": "vendor", "people": 2}, "call 2 of Vendor (vendor) in", "ベンダー（vendor）から2名を呼び出す"),
    (
        {"withhold": "disk", "until": "disk/b up"},
        "take Disk pair (disk) out of use until Disk B (disk/b) is up",
        None,
    ),
]


@pytest.mark.parametrize(("written", "english", "japanese"), EFFECTS, ids=[str(row[0]) for row in EFFECTS])
def test_an_effect_reads_as_a_sentence(written: dict[str, Any], english: str, japanese: str | None) -> None:
    assert effect_words(effect(written), names()) == english
    if japanese is not None:
        use_language("ja")
        assert effect_words(effect(written), names()) == japanese


def test_every_effect_of_the_language_has_its_words() -> None:
    assert set(WORDS) == set(VERBS.values())


KINDS = {
    "node": ("component",),
    "line": ("line",),
    "limit": ("limit",),
    "backlog": ("backlog",),
    "work": ("job", "task", "step"),
    "message": ("signal", "inject"),
    "decision": ("decision",),
    "obligation": ("obligation",),
    "event": ("event", "given"),
    "crew": ("crew",),
    "route": ("route",),
}


def kinds_of(entity: Any) -> tuple[str, ...]:
    from drillsim.engine.arrays import Entity

    return KINDS[Entity(entity).name.lower()]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_state_of_the_language_has_its_words(lang: str) -> None:
    use_language(lang)
    told = [(kind, state) for entity, states in STATES.items() for kind in kinds_of(entity) for state in states]
    assert [pair for pair in told if state_words(*pair) is None] == []
    for pair in told:
        words = state_words(*pair)
        assert words is not None
        assert len(set(words)) == 3, f"{pair}: what holds, what does not and what has held read alike"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_measure_of_the_language_has_its_words(lang: str) -> None:
    use_language(lang)
    told = [(kind, name) for entity, measures in MEASURES.items() for kind in kinds_of(entity) for name in measures]
    bare = [(kind, name) for kind, name in told if name not in {"used", "outage"} or kind != "line"]
    assert [
        pair
        for pair in bare
        if measure_noun(*pair) in {"", pair[1]} and pair[1] not in {"load", "amount", "complaints"}
    ] == []
    if lang == "ja":
        assert [pair for pair in bare if measure_noun(*pair).isascii()] == []


@given(st.sampled_from(OPERATORS), st.booleans())
def test_a_comparison_that_does_not_hold_is_its_opposite(op: str, twice: bool) -> None:
    use_language("en")
    written: Any = {"not": f"atm.failed {op} 5"}
    opposite = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}[op]
    expected = f"atm.failed {op if twice else opposite} 5"
    told = condition_words(parse_condition({"not": written} if twice else written), names())
    assert told == condition_words(parse_condition(expected), names())


def test_an_id_stands_behind_a_title_only_where_it_is_met_first() -> None:
    known = names()
    assert condition_words(parse_condition("disk down"), known) == "Disk pair (disk) is down"
    assert condition_words(parse_condition("disk up"), known) == "Disk pair is up"
    known.meet("atm")
    assert condition_words(parse_condition("atm down"), known) == "ATM cash is down"


def test_a_name_that_no_file_describes_goes_by_its_id() -> None:
    assert condition_words(parse_condition("nowhere down"), names()) == "nowhere is down"
    assert path_words("nowhere.odd.path", names()) == "nowhere.odd.path"
    assert measure_words(parse_measure("nowhere.odd"), names()) == "odd of nowhere"


def test_one_of_what_a_measure_counts_is_no_number() -> None:
    failed = parse_measure("atm.failed")
    assert measure_words(failed, names()) == "number of failed items of ATM cash (atm)"
    assert measure_words(failed, names(), each=True) == "failed items of ATM cash (atm)"


def test_what_sends_a_message_is_a_role_a_crew_or_somebody_outside() -> None:
    known = names()
    assert known.sender("head") == "Head of IT (head)"
    assert known.sender("press") == "the press"
    assert known.sender("atm") == "atm"


def test_when_and_until_stand_before_and_after_what_they_say() -> None:
    assert when_words(parse_condition("disk down"), names()) == "when Disk pair (disk) is down"
    assert until_words(parse_clock("13:00"), names()) == "until 13:00"
    use_language("ja")
    assert when_words(parse_condition("disk down"), names()) == "ディスク装置（disk）が停止しているとき"
    assert until_words(parse_until("disk up"), names()) == "ディスク装置（disk）が正常に稼働している状態になるまで"


SETTINGS = [
    (
        "vendor.call_out",
        "20m..30m..1h",
        "set the time until Vendor (vendor) comes after a call to 20m-1h (most likely 30m)",
    ),
    ("vendor.reach", 0.5, "set the chance of reaching Vendor (vendor) to 50%"),
    ("out.served_by.disk.rate", "230/h", "set the pace of Disk pair (disk) on Outgoing (out) to 230/h"),
    ("out.order", ["atm", "web"], "set the order of Outgoing (out) to ATM cash (atm), web"),
    ("disk.log.alarm", "none", "set the alarm level of Log area (disk.log) to none"),
    ("disk.limits.log.capacity", 9_999_999, "set the capacity of Log area (disk.log) to 9,999,999"),
    ("disk.failover.automatic", False, "set the automatic switch of Disk pair (disk) to off"),
    ("office.end", "15:00", "set the end of office to 15:00"),
    ("mend.look.takes", "x2", "multiply the duration of mend.look by 2"),
    ("mend.people", "+2", 'raise the people needed for "Repair" (mend) by 2'),
    ("vendor.call_out", "-10m", "lower the time until Vendor (vendor) comes after a call by 10m"),
    ("office.end", "+90m", "move the end of office 1h30m later"),
    ("night.not_before", "-30m", "move the earliest start of Night batch (night) 30m earlier"),
]


@pytest.mark.parametrize(("path", "value", "english"), SETTINGS, ids=[f"{row[0]} {row[1]}" for row in SETTINGS])
def test_a_setting_names_the_parameter_and_its_value(path: str, value: Any, english: str) -> None:
    told = setting_words(path, value, names())
    assert told == english.replace("of mend.look", "of Repair: look (mend.look)")
    use_language("ja")
    assert not re.search(r"[a-z]{2,} [a-z]{2,}", setting_words(path, value, names()))


def test_several_effects_are_a_list_and_one_stands_beside_its_heading() -> None:
    one, two = effect({"fail": "disk/a"}), effect({"call": "vendor"})
    assert effects_list("when done", [one], names()) == ["when done: fail disk/a"]
    assert effects_list("when done", [one, two], names()) == [
        "when done:",
        "- fail disk/a",
        "- call Vendor (vendor) in",
    ]
    assert effects_list("when done", [], names()) == []


@pytest.mark.parametrize(
    ("written", "english", "japanese"),
    [
        ("90m", "1h30m", "1時間30分"),
        ("20m..40m", "20m-40m", "20分～40分"),
        ("60/h", "60/h", "60件/時"),
        ("JPY 900000", "900,000", "90万"),
        (True, "on", "入"),
        (50, "50", "50"),
        ("12345", "12,345", "12,345"),
        ("odd text", "odd text", "odd text"),
        ("..", "..", ".."),
    ],
)
def test_an_amount_is_told_by_what_it_looks_like(written: object, english: str, japanese: str) -> None:
    assert amount(written) == english
    use_language("ja")
    assert amount(written) == japanese


def test_times_and_windows_are_told_in_words() -> None:
    assert clock(parse_clock("d+1 06:38")) == "06:38 on day +1"
    assert clock(parse_clock("2021-03-12 24:00")) == "2021-03-12 24:00"
    assert window(parse_window("business 09:00-15:00")) == "business days 09:00-15:00"
    assert window(parse_window("always")) == "always"
    assert window(parse_window(["holiday", "mon 22:00-06:00", "office"])) == "holidays, Mon 22:00-06:00, office"
    assert spread(parse_spread("exp 8h")) == "8h on average"
    use_language("ja")
    assert clock(parse_clock("d+1 06:38")) == "1 日後の 06:38"
    assert window(parse_window("business 09:00-15:00")) == "営業日 09:00～15:00"
