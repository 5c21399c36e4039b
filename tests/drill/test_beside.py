"""What was published stands beside what a branch did, and gives nothing away that a seat may not see."""

from __future__ import annotations

from pathlib import Path

from tests.drill.playing import MINUTE, begin

from drillsim.drill.beside import Beside, published_beside
from drillsim.drill.sight import Sight

CASE = "mizuho-2021-03-12"


def test_the_facilitator_sees_every_row_at_any_time(tmp_path: Path) -> None:
    drill = begin(tmp_path, CASE, roles=("customers",), blind=True)
    sight = Sight(drill, facilitator=True)
    assert len(published_beside(drill, sight)) == len(drill.case.scenario.published)
    assert {row.here for row in published_beside(drill, sight)} == {""}
    drill.advance(drill.plan.horizon)
    rows = published_beside(drill, sight)
    assert {row.kind for row in rows} == {"decision", "milestone", "figure"}
    late = [row for row in rows if row.kind != "figure" and row.here_at is not None]
    assert len(late) > 10
    assert all(abs((row.here_at or 0) - row.at) <= 60 * MINUTE for row in late), "the others did as published"
    assert any(row.here == row.published for row in rows if row.kind == "figure")
    drill.close()


def test_a_player_sees_what_has_been_and_nothing_he_was_not_told(tmp_path: Path) -> None:
    drill = begin(tmp_path, CASE)
    drill.advance(6 * 60 * MINUTE)
    player = Sight(drill, ("it-operations",))
    rows = published_beside(drill, player)
    assert rows
    assert all(row.at <= drill.now for row in rows)
    assert {row.here_at for row in rows if row.kind != "decision"} == {None}
    drill.advance(drill.plan.horizon)
    assert any(row.here_at is not None for row in published_beside(drill, player))
    drill.close()


def test_in_a_blind_drill_nothing_is_seen_before_the_end(tmp_path: Path) -> None:
    drill = begin(tmp_path, CASE, blind=True)
    drill.advance(6 * 60 * MINUTE)
    player = Sight(drill, ("it-operations",))
    assert published_beside(drill, player) == ()
    drill.advance(drill.plan.horizon)
    assert published_beside(drill, player) == published_beside(drill, Sight(drill, facilitator=True))
    drill.close()


def test_what_held_from_the_start_counts_when_it_held_again(tmp_path: Path) -> None:
    """No machine stands still at first: that all are back is true of the morning, and not by it."""
    drill = begin(tmp_path, "mizuho-2021-02-28")
    sight = Sight(drill, facilitator=True)

    def back() -> Beside:
        return next(row for row in published_beside(drill, sight) if row.text == "atm/fleet.stopped <= 0")

    drill.advance(8 * 60 * MINUTE)
    assert (back().here_at, back().missing) == (None, "not-yet")
    drill.advance(drill.plan.horizon)
    here = back()
    assert here.missing == ("not-by-the-end" if here.here_at is None else "")
    assert here.here_at is None or here.here_at > 8 * 60 * MINUTE
    drill.close()
