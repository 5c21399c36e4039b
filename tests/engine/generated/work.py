"""Tasks with steps, and jobs."""

from __future__ import annotations

from typing import Any

from tests.engine.generated.clauses import draw_condition, draw_needs
from tests.engine.generated.effects import draw_effects
from tests.engine.generated.pen import CLOCKS, SHARES, TAKING, WINDOWS, Names, Pen


def draw_work(pen: Pen, names: Names, pool: list[str], earlier: list[str]) -> dict[str, Any]:
    work: dict[str, Any] = {"takes": pen.one(TAKING)}
    if pen.often(50):
        work.update(crew=pen.one(names.crews), people=pen.number(1, 3))
    if pen.often(30):
        work["needs"] = draw_needs(pen, names, pool, 1)
        work["on_loss"] = pen.one(("waits", "abends", "errors"))
    if pen.often(20) and earlier:
        work["after"] = pen.some(earlier, 1, 2)
    if pen.often(20):
        work["works"] = pen.one(SHARES)
    if pen.often(10):
        work["unless"] = draw_condition(pen, names)
    if pen.often(15):
        work["hours"] = pen.one(WINDOWS)
    if pen.often(20):
        work["slip"] = {"chance": pen.one(SHARES), "costs": pen.one(TAKING), "do": draw_effects(pen, names, 0, 1)}
    if pen.often(50):
        work["then"] = draw_effects(pen, names)
    if pen.often(20):
        work["else"] = draw_effects(pen, names)
    if pen.often(15) and names.messages:
        work["tells"] = pen.one(names.messages)
    return {key: value for key, value in work.items() if value != []}


def draw_task(pen: Pen, names: Names, earlier: list[str]) -> dict[str, Any]:
    task = draw_work(pen, names, names.components, earlier)
    if pen.often(30):
        del task["takes"]
        task["steps"] = {step: draw_step(pen, names) for step in ("first", "second")[: pen.number(1, 2)]}
    return task


def draw_step(pen: Pen, names: Names) -> dict[str, Any]:
    step: dict[str, Any] = {"takes": pen.one(TAKING)}
    if pen.often(30):
        step.update(crew=pen.one(names.crews), people=pen.number(1, 2))
    if pen.often(20):
        step["works"] = pen.one(SHARES)
    if pen.often(20):
        step.update(needs=[pen.one(names.components)], on_loss=pen.one(("waits", "abends", "errors")))
    if pen.often(20):
        step["slip"] = {"chance": pen.one(SHARES), "costs": pen.one(TAKING)}
    if pen.often(20):
        step["then"] = draw_effects(pen, names, 1)
    return step


def draw_job(pen: Pen, names: Names, earlier: list[str]) -> dict[str, Any]:
    job = draw_work(pen, names, names.components, [one for one in earlier if one in names.jobs])
    if pen.often(40):
        job["items"] = pen.one((1, 100, 5000))
    if pen.often(20):
        job["runs"] = pen.one(("on-demand", "business", "month-end"))
    if pen.often(40):
        job["not_before"] = pen.one(CLOCKS[:-1])
    if pen.often(20):
        job["not_after"] = pen.one(CLOCKS)
    if pen.often(20):
        job["due"] = pen.one(CLOCKS)
    if pen.often(20) and earlier:
        others = [one for one in earlier if one in names.jobs]
        if others:
            job["clash"] = {"with": [pen.one(others)], "then": pen.one(("waits", "abends", "both-abend", "both-run"))}
    if pen.often(20):
        job["leaves"] = draw_effects(pen, names, 1)
    if pen.often(30):
        job["rerun"] = {"from": pen.one(("start", "stop"))}
        if pen.often(30) and names.tasks:
            job["rerun"]["after"] = [pen.one(names.tasks)]
        if pen.often(30):
            job["rerun"]["when"] = draw_condition(pen, names)
    return job
