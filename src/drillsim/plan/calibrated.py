"""Whether numbers that were fitted or read off, and rows that say something again, name rows that were published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.model.scenario import Figure, Milestone, Unmodelled
from drillsim.model.topology import Calibrated, Fitted, ReadOff, Sourced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.model import Scenario, Topology
    from drillsim.plan.findings import Findings, Path


def check_calibrated(topology: Topology, scenario: Scenario, findings: Findings) -> None:
    """Names of published rows are unique, and nothing names one that is not there."""
    known: list[str] = []
    for place, row in enumerate(scenario.published):
        if not isinstance(row, Milestone | Figure) or row.name is None:
            continue
        if row.name in known:
            findings.error(
                ("scenario", "published", place, "name"),
                "row-twice",
                f"two published rows are called '{row.name}'",
                "choose another name for one of them",
                name=row.name,
            )
        known.append(row.name)
    for place, row in enumerate(scenario.published):
        if not isinstance(row, Unmodelled) and row.same_as is not None:
            others = [name for name in known if name != getattr(row, "name", None)]
            if row.same_as not in others:
                findings.unknown(("scenario", "published", place, "same_as"), "published row", row.same_as, others)
    for path, name in _named(topology, scenario):
        of, _dot, row_name = name.rpartition(".")
        if of in ("", scenario.id) and row_name not in known:
            findings.unknown(path, "published row", row_name, known)


def _named(topology: Topology, scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Every name that the basis of a number gives, with its place."""
    for part, basis in (("topology", topology.basis), ("scenario", scenario.basis)):
        for number, source in basis.items():
            if isinstance(source, Calibrated) and isinstance(source.calibrated, Fitted):
                for place, name in enumerate(source.calibrated.to):
                    yield (part, "basis", number, "calibrated", "to", place), name
            elif isinstance(source, Sourced) and isinstance(source.published, ReadOff):
                for place, name in enumerate(source.published.of):
                    yield (part, "basis", number, "published", "of", place), name
