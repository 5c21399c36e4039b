"""The walk from what hit a line back to its roots."""

from __future__ import annotations

import pytest

from drillsim import DrillsimError
from drillsim.engine import Trace
from drillsim.engine.arrays import WHOLE
from drillsim.engine.kernel.records import KIND
from drillsim.review import Step, explain, start_of

SUBJECTS = ("line", "core", "db", "fault", "hidden", "other")


def trace_of(*records: tuple[int, str, str, tuple[int | str, ...], tuple[int, ...]]) -> Trace:
    trace = Trace(SUBJECTS)
    for time, kind, subject, detail, causes in records:
        trace.entries.append((time, KIND[kind], SUBJECTS.index(subject), detail, causes))
    return trace


def told(steps: tuple[Step, ...]) -> list[tuple[int, str, str]]:
    return [(step.depth, step.record.kind, step.record.subject) for step in steps]


OUTAGE = trace_of(
    (0, "held", "hidden", (), ()),
    (0, "set", "db", ("db.failover.works", 0), (0,)),
    (5, "happened", "fault", (), ()),
    (5, "failed", "db", (0,), (2,)),
    (6, "switch-failed", "db", (), (3, 1)),
    (7, "level", "core", (0, 0), (3, 4)),
    (7, "level", "line", (0, 0), (5,)),
    (7, "out", "line", (0, "failing"), (6,)),
    (9, "breached", "line", ("outage", 2, 2), (7, 6)),
)


def test_the_walk_goes_from_the_outage_to_the_roots_first_the_trigger_then_what_had_to_stand_for_it() -> None:
    assert told(explain(OUTAGE, "line")) == [
        (0, "out", "line"),
        (1, "level", "line"),
        (2, "level", "core"),
        (3, "failed", "db"),
        (4, "happened", "fault"),
        (3, "switch-failed", "db"),
        (4, "set", "db"),
        (5, "held", "hidden"),
    ]


def test_a_shared_cause_is_named_once() -> None:
    steps = {step.record.position: step for step in explain(OUTAGE, "line")}
    assert len(steps) == len(explain(OUTAGE, "line"))
    assert [position for position, step in steps.items() if step.is_known] == []
    assert sorted(position for position, step in steps.items() if step.is_root) == [0, 2]


def test_an_outage_is_preferred_to_a_later_breach_and_the_latest_outage_to_an_earlier_one() -> None:
    assert start_of(OUTAGE, "line") == 7
    twice = trace_of(
        (1, "out", "line", (0, "failing"), ()),
        (2, "restored", "line", (2, 1), (0,)),
        (3, "out", "line", (0, "failing"), ()),
        (4, "out", "other", (0, "failing"), ()),
    )
    assert start_of(twice, "line") == 2
    assert start_of(twice, "line", at=3) == 2
    assert start_of(twice, "line", at=2) == 0


def test_nothing_before_its_time_is_explained() -> None:
    assert explain(OUTAGE, "line", at=6) == ()
    assert explain(OUTAGE, "other") == ()


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(DrillsimError, match="unknown line 'lime'\nhint: did you mean 'line'"):
        explain(OUTAGE, "lime")


def test_a_line_that_never_went_out_is_explained_from_what_else_befell_it() -> None:
    late = trace_of(
        (1, "level", "core", (WHOLE // 2, 0), ()),
        (1, "level", "line", (WHOLE // 2, 0), (0,)),
        (2, "level", "line", (WHOLE, 0), (0,)),
        (3, "overdue", "line", (5,), (0,)),
        (4, "breached", "line", ("overdue", 5, 1), (3,)),
        (9, "level", "line", (WHOLE // 2, 0), (0,)),
    )
    assert start_of(late, "line") == 4
    assert start_of(late, "line", at=3) == 3
    assert start_of(late, "line", at=2) == 1, "the level that was lowered, not the one that came back"


def test_wrong_answers_alone_lower_a_level() -> None:
    wrong = trace_of((1, "level", "line", (WHOLE, 10), ()))
    assert start_of(wrong, "line") == 0


def test_a_step_says_when_everything_behind_it_is_named_above() -> None:
    shared = trace_of(
        (0, "happened", "fault", (), ()),
        (0, "level", "db", (0, 0), (0,)),
        (0, "holding", "core", (), (1,)),
        (0, "out", "line", (0, "failing"), (1, 2)),
    )
    assert [(step.record.kind, step.is_known) for step in explain(shared, "line")] == [
        ("out", False),
        ("level", False),
        ("happened", False),
        ("holding", True),
    ]


def test_a_level_that_crept_is_told_by_its_first_and_last_step() -> None:
    crept = trace_of(
        (0, "happened", "fault", (), ()),
        (1, "level", "core", (9, 0), (0,)),
        (2, "level", "core", (8, 0), (1,)),
        (3, "level", "core", (7, 0), (2,)),
        (4, "level", "core", (6, 0), (3,)),
        (4, "held", "hidden", (), ()),
        (4, "out", "line", (0, "failing"), (4, 5)),
    )
    steps = explain(crept, "line")
    assert told(steps) == [
        (0, "out", "line"),
        (1, "level", "core"),
        (2, "level", "core"),
        (3, "happened", "fault"),
        (1, "held", "hidden"),
    ]
    assert [step.skipped for step in steps] == [0, 0, 2, 0, 0]


def test_a_long_chain_is_walked_to_its_end() -> None:
    chain = Trace(SUBJECTS)
    chain.entries.append((0, KIND["happened"], 3, (), ()))
    for position in range(1, 20_001):
        chain.entries.append((position, KIND["level"], position % 2, (0, 0), (position - 1,)))
    steps = explain(chain, "line")
    assert len(steps) == 20_001
    assert steps[-1].is_root
    assert steps[-1].depth == 20_000


def test_what_else_kept_a_line_out_is_explained_too_until_it_was_back() -> None:
    kept = trace_of(
        (0, "happened", "fault", (), ()),
        (0, "level", "line", (0, 0), (0,)),
        (0, "out", "line", (0, "failing"), (1,)),
        (4, "happened", "hidden", (), ()),
        (5, "kept", "line", (0, 0, "failing"), (3,)),
        (6, "level", "line", (WHOLE, 0), (4,)),
        (9, "restored", "line", (6, 6), (2, 5)),
        (9, "kept", "line", (0, 0, "failing"), (3,)),
    )
    assert told(explain(kept, "line")) == [
        (0, "out", "line"),
        (1, "level", "line"),
        (2, "happened", "fault"),
        (0, "kept", "line"),
        (1, "happened", "hidden"),
    ]
    assert len(explain(kept, "line", at=4)) == 3, "not before it happened"


def test_a_relapse_before_an_outage_has_ended_is_part_of_it() -> None:
    again = trace_of(
        (0, "happened", "fault", (), ()),
        (0, "level", "line", (0, 0), (0,)),
        (0, "out", "line", (0, "failing"), (1,)),
        (3, "level", "line", (WHOLE, 0), (1,)),
        (4, "happened", "hidden", (), ()),
        (4, "level", "line", (0, 0), (4,)),
        (5, "level", "line", (WHOLE, 0), (5,)),
        (9, "restored", "line", (5, 5), (2, 6)),
    )
    assert [(record, subject) for _, record, subject in told(explain(again, "line"))][-2:] == [
        ("level", "line"),
        ("happened", "hidden"),
    ]


def test_a_recovery_in_part_is_told_only_if_something_new_holds() -> None:
    def partly(holds: int) -> Trace:
        return trace_of(
            (0, "happened", "fault", (), ()),
            (0, "level", "line", (0, 0), (0,)),
            (0, "out", "line", (0, "failing"), (1,)),
            (2, "degraded", "other", (), ()),
            (3, "repaired", "db", (), ()),
            (3, "level", "core", (WHOLE // 2, 0), (4, holds)),
            (3, "level", "line", (WHOLE // 2, 0), (5,)),
        )

    assert ("degraded", "other") in [(kind, subject) for _, kind, subject in told(explain(partly(3), "line"))]
    assert len(explain(partly(0), "line")) == 3
