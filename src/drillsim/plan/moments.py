"""Which moments of a scenario never come as written: those outside it, and those that the clocks skip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import ABSOLUTE, NEVER
from drillsim.engine.kernel.calendar import clock_text, next_clock, time_of_day
from drillsim.model.times import DAY_MS, Clock
from drillsim.plan.days import clock_slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.engine.arrays import Calendar
    from drillsim.model import Scenario
    from drillsim.plan.findings import Findings, Path


def check_moments(scenario: Scenario, calendar: Calendar, horizon: int, findings: Findings) -> None:
    """Warn of each moment that lies outside the scenario or that a clock change skips."""
    for end in ("starts", "ends"):
        clock: Clock = getattr(scenario, end)
        if clock.date is not None:
            _skipped(("scenario", end), clock, clock_slot(clock, calendar) - ABSOLUTE, calendar, findings)
    if horizon <= 0 or scenario.starts.date is None:
        return
    for path, clock, happens in _moments(scenario):
        slot = clock_slot(clock, calendar)
        dated = clock.date is not None or clock.day is not None
        at = slot - ABSOLUTE if dated else next_clock(calendar, slot, -1)
        if 0 <= at <= horizon:
            _skipped(path, clock, at, calendar, findings)
            continue
        if dated or at >= NEVER:
            hint = "choose a time between starts and ends"
        else:
            hint = (
                f"a time without a date is the first after the start, here {clock_text(calendar, at)[:16]};"
                f" the scenario runs from {clock_text(calendar, 0)[:16]} to {clock_text(calendar, horizon)[:16]}"
            )
        if happens:
            findings.warn(
                path,
                "outside-scenario",
                f"{clock.text} lies outside the scenario: it never happens",
                hint,
                text=clock.text,
            )
        else:
            findings.warn(
                path,
                "outside-scenario-row",
                f"{clock.text} lies outside the scenario: this row counts for nothing",
                hint,
                text=clock.text,
            )


def _moments(scenario: Scenario) -> Iterator[tuple[Path, Clock, bool]]:
    """Every written moment at which something is to happen once, and whether it happens or is only compared."""
    for section, events in (("events", scenario.events), ("given", scenario.given), ("injects", scenario.injects)):
        for name, event in events.items():
            at = getattr(event, "at", None)
            if isinstance(at, Clock):
                yield ("scenario", section, name, "at"), at, True
    for i, row in enumerate(scenario.published):
        if row.at is not None:
            yield ("scenario", "published", i, "at"), row.at, False
    for name, what_if in scenario.what_ifs.items():
        for i, choice in enumerate(what_if.decide):
            yield ("scenario", "what_ifs", name, "decide", i, "at"), choice.at, False


def _skipped(path: Path, clock: Clock, at: int, calendar: Calendar, findings: Findings) -> None:
    """Warn if the clocks on the wall never show the time that is written."""
    known = at < calendar.starts[-1]  # an end beyond that is refused for itself
    if known and clock.offset is None and time_of_day(calendar, at) != clock.of_day % DAY_MS:
        findings.warn(
            path,
            "skipped-time",
            f"{clock.text} does not exist: the clocks go forward over it",
            f"it is taken as {clock_text(calendar, at)[:16]}; write a time that the clocks show",
            text=clock.text,
        )
