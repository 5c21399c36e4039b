"""The two models of a case with everything spelled out that compiling needs: one name space, all work, all messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from drillsim.model.conditions import AnyOf, Condition, StateTest
from drillsim.model.people import Inject, Signal
from drillsim.model.supply import Forced
from drillsim.model.work import WorkPart

if TYPE_CHECKING:
    from drillsim.model import Scenario, Topology
    from drillsim.model.topology import ScriptedEvent
    from drillsim.plan.findings import Findings, Path


class CaseLike(Protocol):
    """What compiling needs of a loaded case."""

    @property
    def topology(self) -> Topology:
        """The institution."""

    @property
    def scenario(self) -> Scenario:
        """The story."""


class NameList(Protocol):
    """What messages about names need to offer the nearest."""

    def of(self, *kinds: str) -> list[str]:
        """All names of some kinds."""

    def pairs(self) -> list[str]:
        """All standby pairs."""

    def members_of(self, pair: str) -> tuple[str, ...]:
        """The members of a standby pair."""


@dataclass(frozen=True)
class NamedWork:
    """Some work, under its name, with where it was written."""

    name: str
    kind: str
    work: WorkPart
    at: Path
    people_crew: str | None = None
    pair: str | None = None


@dataclass
class Names:
    """Every named thing of a case, by section, in plan order."""

    topology: Topology
    scenario: Scenario
    works: list[NamedWork] = field(default_factory=list)
    messages: dict[str, tuple[Signal | Inject, Path]] = field(default_factory=dict)
    events: dict[str, tuple[object, Path, bool]] = field(default_factory=dict)
    """(event or effect, where, whether it lies hidden)."""
    obligations: dict[str, tuple[object, Path]] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    """Name to the kind of thing it is."""

    def of(self, *kinds: str) -> list[str]:
        """All names of some kinds."""
        return [name for name, kind in self.sections.items() if kind in kinds]

    def pairs(self) -> list[str]:
        """All standby pairs."""
        return [name for name, component in self.topology.components.items() if component.first_of]

    def members_of(self, pair: str) -> tuple[str, ...]:
        """The members of a standby pair."""
        return self.topology.components[pair].first_of


def gather(topology: Topology, scenario: Scenario, findings: Findings) -> Names:
    """Everything named, with the same name used twice reported."""
    names = Names(topology, scenario)
    for part, model, section, kind in _SECTIONS:
        for name in getattr(topology if part == "topology" else scenario, model):
            path: Path = (part, section, name)
            if name in names.sections:
                findings.error(
                    path, "name-twice", f"'{name}' is the name of a {names.sections[name]} already",
                    "ids are unique over topology and scenario: choose another", name=name, what=names.sections[name],
                )  # fmt: skip
            names.sections.setdefault(name, kind)
    _gather_works(names)
    _gather_messages(names)
    for name, event in topology.events.items():
        names.events[name] = (event, ("topology", "events", name), False)
    for name, given in scenario.given.items():
        names.events[name] = (given, ("scenario", "given", name), True)
    for name, event in scenario.events.items():
        names.events[name] = (event, ("scenario", "events", name), False)
    for name, obligation in topology.obligations.items():
        names.obligations[name] = (obligation, ("topology", "obligations", name))
    for name, obligation in scenario.obligations.items():
        names.obligations[name] = (obligation, ("scenario", "obligations", name))
    return names


_SECTIONS = (
    ("topology", "roles", "roles", "role"),
    ("topology", "routes", "routes", "route"),
    ("topology", "crews", "crews", "crew"),
    ("topology", "components", "components", "component"),
    ("topology", "lines", "lines", "line"),
    ("topology", "backlogs", "backlogs", "backlog"),
    ("topology", "jobs", "jobs", "job"),
    ("topology", "tasks", "tasks", "task"),
    ("topology", "signals", "signals", "signal"),
    ("topology", "events", "events", "event"),
    ("topology", "obligations", "obligations", "obligation"),
    ("scenario", "given", "given", "hidden condition"),
    ("scenario", "events", "events", "event"),
    ("scenario", "tasks", "tasks", "task"),
    ("scenario", "signals", "signals", "signal"),
    ("scenario", "decisions", "decisions", "decision"),
    ("scenario", "injects", "injects", "inject"),
    ("scenario", "obligations", "obligations", "obligation"),
    ("scenario", "objectives", "objectives", "objective"),
)


def _gather_works(names: Names) -> None:
    topology, scenario = names.topology, names.scenario
    for name, job in topology.jobs.items():
        names.works.append(NamedWork(name, "job", job, ("topology", "jobs", name)))
    for part, tasks in (("topology", topology.tasks), ("scenario", scenario.tasks)):
        for name, task in tasks.items():
            names.works.append(NamedWork(name, "task", task, (part, "tasks", name)))
    for name, component in topology.components.items():
        if component.first_of:
            forced = component.failover.forced if component.failover else Forced()
            work = WorkPart.model_construct(
                takes=forced.takes, crew=forced.crew, people=forced.people, works=forced.works, needs=forced.needs
            )
            at: Path = ("topology", "components", name, "failover", "forced")
            names.works.append(NamedWork(f"{name}.forced", "forced switch", work, at, pair=name))
    for name, decision in scenario.decisions.items():
        for option_name, option in decision.options.items():
            if (
                option.steps
                or option.crew
                or option.then
                or option.else_
                or option.takes.high
                or option.tells
                or option.after
            ):
                at = ("scenario", "decisions", name, "options", option_name)
                names.works.append(NamedWork(f"{name}.{option_name}", "option", option, at))


def _gather_messages(names: Names) -> None:
    topology, scenario = names.topology, names.scenario
    for name, signal in topology.signals.items():
        names.messages[name] = (signal, ("topology", "signals", name))
    for name, line in topology.lines.items():
        if line.watch is not None:
            at: Path = ("topology", "lines", name, "watch")
            for end, condition in _watched(name).items():
                watch = line.watch
                made = Signal(
                    by=watch.by,
                    to=watch.to,
                    after=watch.after,
                    needs=watch.needs,
                    when=condition,
                    again=True,
                    title=line.title,
                )
                names.messages[f"{name}/{end}"] = (made, at)
                names.sections.setdefault(f"{name}/{end}", "signal")
    for name, signal in scenario.signals.items():
        names.messages[name] = (signal, ("scenario", "signals", name))
    for name, inject in scenario.injects.items():
        names.messages[name] = (inject, ("scenario", "injects", name))


def _watched(line: str) -> dict[str, Condition]:
    lower = AnyOf(tuple(StateTest(line, None, state) for state in ("down", "degraded", "withheld")))
    return {
        "is-out": Condition(f"{line} down or degraded or withheld", lower),
        "is-back": Condition(f"{line} back", StateTest(line, None, "back")),
    }


def is_scripted(given: object) -> bool:
    """Whether a hidden condition is an event, not a single effect."""
    return hasattr(given, "do")


def scripted(given: object) -> ScriptedEvent:
    """A hidden condition that is an event."""
    assert is_scripted(given)
    return given  # type: ignore[return-value]
