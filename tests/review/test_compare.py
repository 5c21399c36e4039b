"""What a change changes: numbers whose effect is known, ways back to the roots, questions left open, ranks."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.review.cases import PUBLISHED, shop

from drillsim.drill import Moved
from drillsim.library import load_scenario
from drillsim.review import (
    Bases,
    Comparison,
    Difference,
    Played,
    Ranking,
    compare,
    costs_of,
    path_changes,
    play,
    prepare_replay,
    ranked,
    toll,
    what_if,
)

MINUTE = 60_000
WHAT_IFS = """
    what_ifs:
      quicker: {set: {mend.takes: 20m}}
      later: {set: {breaks.at: 09:20}}
      spared: {without: [breaks]}
      other-fault: {without: [breaks], with: {events: {bumps: {at: 10:00, do: [{fail: side, for: 15m}]}}}}
      waits: {decide: [{at: 09:10, decided: repair wait}]}
      slower: {set: {mend.takes: 60m}}
      gamble:
        set: {mend.takes: 20m}
        with: {events: {bumps: {at: 10:00, chance: 0.3, do: [{fail: side, for: 1h}]}}}
"""


def changed(folder: Path, *changes: str, moved: tuple[Moved, ...] = ()) -> Comparison:
    base = play(prepare_replay(shop(folder, PUBLISHED, WHAT_IFS)))
    case = shop(folder, PUBLISHED, WHAT_IFS, changes=changes)
    return compare(base, what_if(base, case, moved=moved))


def found(comparison: Comparison, subject: str, measure: str, *, form: bool = False) -> Difference:
    return next(
        each
        for each in comparison.differences
        if (each.subject, each.measure, each.is_form) == (subject, measure, form)
    )


def test_ten_minutes_less_work_are_ten_minutes_less_outage_and_nothing_else(tmp_path: Path) -> None:
    """At 60 an hour ten fewer fail; half an hour, exactly what is allowed, is within."""
    told = changed(tmp_path, "quicker")
    assert [(each.subject, each.measure, each.change) for each in told.changed] == [
        ("cash", "outage", -10 * MINUTE),
        ("cash", "failed", -10),
        ("cash", "customers", -10),
        ("cash", "outage", -10 * MINUTE),
    ]
    form = found(told, "cash", "outage", form=True)
    assert (form.breached_before, form.breached_after, form.allowed) == (True, False, 30 * MINUTE)
    assert told.choices == ()
    assert told.opened == ()


def test_what_comes_later_is_decided_later_and_costs_as_much(tmp_path: Path) -> None:
    told = changed(tmp_path, "later")
    assert told.changed == ()
    [change] = told.choices
    assert change.decision == "repair"
    assert (change.before, change.after) == (((70 * MINUTE, "mend"),), ((90 * MINUTE, "mend"),))
    assert path_changes(told) == (), "the same things happen on the way, only later"


def test_a_line_that_is_spared_has_lost_its_roots(tmp_path: Path) -> None:
    told = changed(tmp_path, "spared")
    [change] = path_changes(told)
    assert (change.line, change.hit_before, change.hit_after) == ("cash", True, False)
    assert (change.gone, change.new) == (("breaks",), ())
    assert change.only_before[0].kind == "happened"
    assert found(told, "cash", "failed").after == 0


def test_a_line_that_is_hit_only_now_has_new_roots(tmp_path: Path) -> None:
    told = changed(tmp_path, "other-fault")
    changes = {change.line: change for change in path_changes(told)}
    assert (changes["cards"].hit_before, changes["cards"].hit_after) == (False, True)
    assert changes["cards"].new == ("bumps",)
    assert found(told, "cards", "failed", form=True).change == 7
    assert not found(told, "cards", "failed", form=True).breached_after


def test_a_question_that_only_the_what_if_asks_stays_open_and_is_named(tmp_path: Path) -> None:
    told = changed(tmp_path, "waits")
    assert told.opened == ("clean",)
    assert found(told, "cash", "outage").after == 180 * MINUTE


def test_a_choice_that_is_moved_moves_what_follows(tmp_path: Path) -> None:
    told = changed(tmp_path, moved=(Moved("repair", at=80 * MINUTE),))
    assert found(told, "cash", "outage").change == 10 * MINUTE
    assert changed(tmp_path, moved=(Moved("repair", never=True),)).opened == ("repair",)


def test_nothing_changed_is_no_difference(tmp_path: Path) -> None:
    told = changed(tmp_path)
    assert told.changed == ()
    assert told.base.run.trace.fingerprint() == told.other.run.trace.fingerprint()
    assert path_changes(told) == ()


def test_what_ifs_are_ranked_by_what_they_spare(tmp_path: Path) -> None:
    names = ["slower", "later", "quicker", "other-fault", "spared"]
    rankings = ranked((name, changed(tmp_path, name)) for name in names)
    assert [ranking.name for ranking in rankings] == ["spared", "other-fault", "quicker", "later", "slower"]
    assert [ranking.effect.customers for ranking in rankings] == [-40, -33, -10, 0, 30]
    assert toll(changed(tmp_path, "quicker").base).breaches == 1


def gambles(folder: Path, name: str, seeds: range) -> Ranking:
    """A what-if with several seeds."""
    bases = Bases(prepare_replay(shop(folder, PUBLISHED, WHAT_IFS)))
    case = shop(folder, PUBLISHED, WHAT_IFS, changes=(name,))
    other = what_if(bases.of(seeds[0]), case)
    costs = costs_of(bases, other, lambda base: what_if(base, case, record=False), seeds[1:])
    [ranking] = ranked([(name, compare(bases.of(seeds[0]), other))], {name: costs})
    return ranking


def test_what_hangs_on_luck_is_ranked_by_its_middle_and_its_bad_branch_is_known(tmp_path: Path) -> None:
    """It spares ten; in three of ten runs the cards fail for an hour, which costs thirty."""
    ranking = gambles(tmp_path, "gamble", range(1, 41))
    one_by_one = []
    for seed in range(1, 41):
        base = play(prepare_replay(shop(tmp_path, PUBLISHED, WHAT_IFS)), seed)
        other = what_if(base, shop(tmp_path, PUBLISHED, WHAT_IFS, changes=("gamble",)))
        one_by_one.append(toll(other).customers - toll(base).customers)
    assert [effect.customers for effect in ranking.effects] == one_by_one
    assert set(one_by_one) == {-10, 20}
    assert ranking.is_lucky
    assert (ranking.effect.customers, ranking.worst.customers) == (-10, 20)
    assert ranking.harmful == one_by_one.count(20)
    sure = gambles(tmp_path, "quicker", range(1, 41))
    assert not sure.is_lucky
    assert (len(sure.effects), sure.harmful, sure.worst.customers) == (40, 0, -10)


def test_seeds_that_let_every_chance_come_out_alike_are_played_once(tmp_path: Path) -> None:
    bases = Bases(prepare_replay(shop(tmp_path, PUBLISHED, WHAT_IFS)))
    case = shop(tmp_path, PUBLISHED, WHAT_IFS, changes=("gamble",))
    played = []

    def other_of(base: Played) -> Played:
        played.append(base.seed)
        return what_if(base, case, record=False)

    costs_of(bases, what_if(bases.of(1), case), other_of, range(2, 41))
    assert len(played) == 1
    assert len({id(bases.of(seed).run) for seed in range(1, 41)}) == 1


def test_of_what_spares_as_many_customers_the_shorter_outage_comes_first(tmp_path: Path) -> None:
    quicker, slower = changed(tmp_path, "quicker"), changed(tmp_path, "slower")
    alike = Comparison(quicker.base, quicker.base, (), (), ())
    assert [ranking.name for ranking in ranked([("b", alike), ("a", alike)])] == ["b", "a"], "else as written"
    assert ranked([("slower", slower), ("quicker", quicker)])[0].name == "quicker"


@pytest.mark.parametrize(
    ("name", "change", "line"),
    [("mizuho-2021-03-12", "automatic-switch-works", "fx-out-domestic"), ("tutorial", "switch-left-on", "atm-cash")],
)
def test_a_remedy_of_a_bundled_case_takes_its_roots_away(name: str, change: str, line: str) -> None:
    base = play(prepare_replay(load_scenario(name)))
    other = what_if(base, load_scenario(name, changes=[change]))
    told = compare(base, other)
    lost = next(each for each in path_changes(told) if each.line == line)
    assert lost.hit_before
    assert not lost.hit_after
    assert any(root.startswith(("switch-", "controller")) for root in lost.gone)
    assert toll(other).breaches == 0
