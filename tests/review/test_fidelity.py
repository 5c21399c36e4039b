"""What was published beside what came out: bands, absences, origins, figures, percentiles, calibrations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.review.cases import PUBLISHED, shop

from drillsim.library import load_scenario
from drillsim.plan.findings import PlanProblems
from drillsim.review import (
    Absence,
    Fidelity,
    Kind,
    Origin,
    RowResult,
    Spread,
    Standing,
    Weighed,
    all_inside,
    calibration,
    counts,
    fidelity,
    play,
    prepare_replay,
    published_rows,
    spreads,
    unmodelled_rows,
    weighed,
)
from drillsim.review.fidelity import figure_result
from drillsim.review.published import PublishedRow
from drillsim.review.spread import percentile, rank

MINUTE = 60_000


def told(folder: Path, *parts: str, policy: str | None = None, pinned: bool = True) -> Fidelity:
    return fidelity(play(prepare_replay(shop(folder, *parts), policy=policy, pinned=pinned)))


def row_of(result: Fidelity, text: str) -> RowResult:
    return next(row for row in result.rows if row.row.text == text)


def texts(found: Sequence[Weighed], standing: Standing) -> list[str]:
    return [each.result.row.text for each in found if each.standing == standing]


def published(*rows: str) -> str:
    return "\n".join(["published:", *(f"  - {row}" for row in rows)])


def test_rows_stand_in_the_order_of_their_times_and_figures_after_them(tmp_path: Path) -> None:
    result = told(tmp_path, PUBLISHED)
    assert [row.row.text for row in result.rows] == ["core down", "repair mend", "mend done", "cash back"]
    assert [figure.row.text for figure in result.figures] == ["cash.failed"]
    assert result.met
    assert result.missed == ()


def test_exactly_at_the_edge_of_its_band_a_moment_is_met_and_a_millisecond_beyond_it_is_not(tmp_path: Path) -> None:
    rows = published("{at: 09:03, is: core down, within: 3m}", "{at: 09:03, is: cash down, within: 179999ms}")
    rows = rows.replace("179999ms", "2m59s")
    result = told(tmp_path, rows)
    assert [(row.difference, row.met) for row in result.rows] == [(-3 * MINUTE, True), (-3 * MINUTE, False)]
    assert not result.met


@pytest.mark.parametrize(
    ("figure", "within", "met"),
    [
        ("44", "10%", True),  # 4.4 off are allowed, and 4 whole ones
        ("45", "10%", False),
        ("43", "3", True),
        ("43", "2", False),
        ("[100, 41]", "1", True),  # one of several is enough
        ("[100, 50]", "1", False),
    ],
)
def test_a_figure_is_met_within_its_share_or_count_or_by_one_of_several(
    tmp_path: Path, figure: str, within: str, met: bool
) -> None:
    row = f"{{figure: {figure}, of: cash.failed, within: {within}}}"
    result = told(tmp_path, published("{at: 09:10, decided: repair mend}", row))
    assert result.figures[0].value == 40
    assert result.figures[0].met is met


def test_a_figure_sums_its_measures_and_is_read_at_its_moment(tmp_path: Path) -> None:
    """Forty minutes at 60 an hour fail in all; 30 of them up to half past nine. The cards serve 30 an hour."""
    result = told(
        tmp_path,
        published(
            "{at: 09:10, decided: repair mend}",
            "{at: 09:30, figure: 30, of: cash.failed}",
            "{figure: 40, of: cash.failed}",
            "{at: 09:30, figure: 75, of: [cash.failed, cards.served]}",
        ),
    )
    assert [figure.value for figure in result.figures] == [30, 40, 75]
    assert all(figure.met for figure in result.figures)


def test_a_figure_names_the_published_one_that_is_nearest() -> None:
    row = PublishedRow(0, Kind.FIGURE, "", "x", None, 0, by_the_minute=False, bands=(0, 0), figures=(10, 20))
    assert (figure_result(row, 14).published, figure_result(row, 16).published) == (10, 20)
    assert figure_result(row, 16).difference == -4


def test_a_length_of_time_is_a_figure_with_a_band_in_time(tmp_path: Path) -> None:
    choice = "{at: 09:10, decided: repair mend}"
    near = told(tmp_path, published(choice, "{figure: 45m, of: cash.outage, within: 5m}"))
    far = told(tmp_path, published(choice, "{figure: 46m, of: cash.outage, within: 5m}"))
    assert near.figures[0].value == 40 * MINUTE
    assert (near.met, far.met) == (True, False)


def test_a_moment_that_comes_several_times_is_the_nearest(tmp_path: Path) -> None:
    """The core is up from the start and again after the repair."""
    result = told(tmp_path, published("{at: 09:10, decided: repair mend}", "{at: 09:38, is: core up, within: 2m}"))
    assert row_of(result, "core up").difference == 2 * MINUTE


def test_what_never_came_was_never_asked_or_not_taken_says_so(tmp_path: Path) -> None:
    result = told(
        tmp_path,
        published(
            "{at: 09:10, decided: repair mend}",
            "{at: 09:30, decided: clean sweep}",
            "{at: 10:00, is: cards down, within: 1h}",
        ),
    )
    assert row_of(result, "clean sweep").absence == Absence.NOT_ASKED
    assert row_of(result, "cards down").absence == Absence.NEVER
    assert row_of(result, "cards down").difference is None
    nobody = told(tmp_path, published("{at: 09:10, decided: repair mend}"), policy="nobody")
    assert row_of(nobody, "repair mend").absence == Absence.NOT_TAKEN
    assert not nobody.met


def test_a_choice_whose_question_came_later_is_taken_then_and_is_not_met(tmp_path: Path) -> None:
    result = told(tmp_path, published("{at: 09:03, decided: repair mend}"))
    assert row_of(result, "repair mend").difference == 2 * MINUTE
    assert not row_of(result, "repair mend").met


def test_an_events_own_doing_a_choice_and_a_pinned_task_end_were_put_in(tmp_path: Path) -> None:
    """The repair is the task's doing, the line's return is the model's."""
    rows = PUBLISHED + "      - {at: 09:40, is: core up, within: 5m}\n"
    pinned = told(tmp_path, rows)
    assert {row.row.text: row.origin for row in pinned.rows} == {
        "core down": Origin.PUT_IN,
        "repair mend": Origin.PUT_IN,
        "mend done": Origin.PUT_IN,
        "core up": Origin.TASK_END,
        "cash back": Origin.CAME_OUT,
    }
    assert row_of(told(tmp_path, rows, pinned=False), "mend done").origin == Origin.TASK_END


# -- many runs ---------------------------------------------------------------------------------------------------------


def test_a_percentile_is_a_value_that_occurred() -> None:
    values = tuple(range(1, 101))
    assert [percentile(values, percent) for percent in (5, 50, 95)] == [5, 50, 95]
    assert [percentile((10, 20, 30), percent) for percent in (5, 50, 95)] == [10, 20, 30]
    assert percentile((1, 2, None, None), 95) is None


def test_a_rank_counts_those_below_and_half_of_those_alike() -> None:
    assert rank((1, 2, 3, 4), 3) == 62
    assert rank((5, 5, 5), 5) == 50
    assert rank((1, 2, None, None), 9) == 50, "what never came is later than all"
    assert (rank((1, 2), 0), rank((1, 2), 3)) == (0, 100)


def moment(at: int, *, band: int = 0) -> PublishedRow:
    return PublishedRow(0, Kind.MOMENT, "", "x up", None, at, by_the_minute=True, bands=(band,))


@pytest.mark.parametrize(
    ("published_at", "inside"),
    [(4, False), (5, True), (95, True), (96, False)],
)
def test_inside_is_from_the_fifth_to_the_ninety_fifth_both_included(published_at: int, inside: bool) -> None:
    spread = Spread(moment(0), published_at, tuple(range(1, 101)), met_alike=False)
    assert spread.inside is inside


def test_what_never_came_in_too_many_runs_leaves_no_upper_end() -> None:
    """With a tenth of the runs without it, the 95th percentile is never: any late time lies inside."""
    values = (*range(90), *([None] * 10))
    spread = Spread(moment(0), 1_000, values, met_alike=False)
    assert (spread.high, spread.absent, spread.inside) == (None, 10, True)
    assert not Spread(moment(0), 1_000, (None,) * 20, met_alike=False).inside


def test_where_luck_makes_no_difference_the_band_is_asked(tmp_path: Path) -> None:
    rows = published("{at: 09:01, is: core down, within: 1m}", "{at: 09:01, is: cash down, within: 30s}")
    found = spreads(prepare_replay(shop(tmp_path, rows), pinned=False), range(1, 6))
    assert [(spread.alike, spread.inside) for spread in found] == [(True, True), (True, False)]


def test_the_repair_spreads_with_the_seeds_and_the_choice_does_not(tmp_path: Path) -> None:
    found = {s.row.text: s for s in spreads(prepare_replay(shop(tmp_path, PUBLISHED), pinned=False), range(1, 101))}
    assert found["repair mend"].alike
    mended = found["mend done"]
    times = [at for at in mended.values if at is not None]
    assert times == sorted(times)
    assert len(times) == 100
    assert 90 * MINUTE <= times[0] < times[-1] <= 130 * MINUTE
    assert mended.inside
    assert mended.rank == rank(mended.values, 100 * MINUTE)
    lost = found["cash.failed"]
    assert all(value is not None and 30 <= value <= 70 for value in lost.values)


def test_moments_are_compared_by_the_minute_in_which_they_were_published(tmp_path: Path) -> None:
    found = spreads(prepare_replay(shop(tmp_path, PUBLISHED), pinned=False), range(1, 30))
    mended = next(spread for spread in found if spread.row.text == "mend done")
    assert all(at is not None and at % MINUTE == 0 for at in mended.values)


def test_progress_is_told_run_by_run(tmp_path: Path) -> None:
    done: list[int] = []
    spreads(prepare_replay(shop(tmp_path, PUBLISHED)), range(4, 7), done.append)
    assert done == [1, 2, 3]


# -- what was fitted ---------------------------------------------------------------------------------------------------


def test_a_calibration_names_the_rows_it_was_fitted_to_and_the_rest_is_free(tmp_path: Path) -> None:
    basis = """
    basis:
      "*": assumed
      mend.takes: {calibrated: {to: [mended, elsewhere.peak], note: by hand}}
      cards.demand: {calibrated: {to: [elsewhere.peak]}}
      cash.demand: {calibrated: the failed ones}
    """
    case = shop(tmp_path, PUBLISHED, basis)
    fitted = calibration(case)
    assert fitted.fitted == (("mend.takes", ("mended",)),)
    assert fitted.in_words == ("cash.demand",)
    assert fitted.targets == {"mended"}
    found = weighed(fidelity(play(prepare_replay(case, pinned=False))), fitted)
    assert texts(found, Standing.CAME_OUT) == ["cash back", "cash.failed"]
    assert texts(found, Standing.FITTED) == ["mend done"]


def test_what_follows_from_lengths_of_the_source_did_not_come_out_and_its_figures_were_put_in(tmp_path: Path) -> None:
    rows = PUBLISHED.replace("is: cash back, within: 5m}", "is: cash back, within: 5m, name: again-open}")
    basis = """
    basis:
      "*": assumed
      core.restart: {published: {of: [again-open], note: 40 minutes}}
      cash.demand: {published: {of: [shop.lost, elsewhere.peak]}}
      cards.demand: {published: some page}
    """
    case = shop(tmp_path, rows + "      - {at: 09:00, is: cash down}\n", basis)
    fitted = calibration(case)
    assert fitted.read_off == (("core.restart", ("again-open",)), ("cash.demand", ("lost",)))
    found = weighed(fidelity(play(prepare_replay(case))), fitted)
    assert texts(found, Standing.FOLLOWS) == ["cash back"]
    assert texts(found, Standing.PUT_IN) == ["core down", "repair mend", "mend done", "cash.failed"]
    assert texts(found, Standing.CAME_OUT) == ["cash down"]


def test_unpinned_the_end_of_a_task_follows_from_its_length(tmp_path: Path) -> None:
    case = shop(tmp_path, PUBLISHED)
    found = weighed(fidelity(play(prepare_replay(case, pinned=False))), calibration(case))
    assert texts(found, Standing.FOLLOWS) == ["mend done"]


def test_what_is_assumed_or_said_again_is_shown_and_in_no_count(tmp_path: Path) -> None:
    """An assumed row that is far off fails no replay; one that says something again does."""
    rows = """
    published:
      - {at: 09:10, decided: repair mend, basis: {assumed: soon after the call}}
      - {at: 11:00, is: cards down, within: 1m, basis: assumed}
      - {at: 09:40, is: cash back, within: 5m, name: open-again}
      - {at: 09:40, is: core up, within: 5m, same_as: open-again, basis: published}
      - {figure: 7, what: Complaints, not_modelled: nobody complains here}
    """
    case = shop(tmp_path, rows)
    found = told(tmp_path, rows)
    assert not row_of(found, "cards down").met
    assert found.met
    judged = weighed(found, calibration(case))
    assert texts(judged, Standing.ASSUMED) == ["repair mend", "cards down"]
    assert texts(judged, Standing.AGAIN) == ["core up"]
    assert counts(judged, (Standing.CAME_OUT,)) == (1, 1)
    assert [row.figure for row in unmodelled_rows(case)] == [("7",)]
    wrong = told(tmp_path, rows.replace("{at: 09:40, is: core up", "{at: 10:40, is: core up"))
    assert not wrong.met
    assert all_inside(spreads(prepare_replay(case, pinned=False), range(1, 20)))


def test_a_row_that_says_another_again_names_one_that_is_there(tmp_path: Path) -> None:
    for name in ("shut", "open-again"):
        rows = published(f"{{at: 09:40, is: cash back, name: open-again, same_as: {name}}}")
        with pytest.raises(PlanProblems, match=f"same_as: unknown published row '{name}'"):
            prepare_replay(shop(tmp_path, rows))


def test_what_held_from_the_start_did_not_come_out_and_a_figure_of_nothing_stands_apart(tmp_path: Path) -> None:
    rows = """
    published:
      - {at: 08:00, is: side up, within: 5m}
      - {at: 09:00, is: cash down, within: 5m}
      - {figure: 0, of: cards.failed, within: 0}
    """
    found = told(tmp_path, rows)
    assert row_of(found, "side up").origin == Origin.FROM_START
    assert row_of(found, "cash down").origin == Origin.CAME_OUT
    unfitted = calibration(shop(tmp_path, rows))
    judged = weighed(found, unfitted)
    assert texts(judged, Standing.CAME_OUT) == ["cash down"]
    assert texts(judged, Standing.SAYS_NOTHING) == ["side up", "cards.failed"]


def test_the_numbers_of_a_case_are_those_of_its_plan(tmp_path: Path) -> None:
    replay = prepare_replay(shop(tmp_path, PUBLISHED))
    rows = published_rows(replay.case, replay.plan)
    assert rows == replay.rows
    assert [row.at for row in rows] == [minutes * MINUTE for minutes in (70, 60, 100, 100, 240)]


@pytest.mark.parametrize("name", ["mizuho-2021-03-12", "mizuho-2021-03-03", "boj-50", "fsa-07", "tutorial"])
def test_a_bundled_case_is_met_as_published(name: str) -> None:
    result = fidelity(play(prepare_replay(load_scenario(name))))
    assert result.missed == ()


def test_a_run_without_a_trace_gives_the_same_times_and_figures() -> None:
    replay = prepare_replay(load_scenario("mizuho-2021-03-12"))
    with_trace, without = fidelity(play(replay)), fidelity(play(replay, record=False))
    assert [row.at for row in with_trace.rows] == [row.at for row in without.rows]
    assert [figure.value for figure in with_trace.figures] == [figure.value for figure in without.figures]
