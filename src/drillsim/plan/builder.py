"""The tables that grow while a plan is compiled: names, slots, streams, windows, and the drafts of graph nodes.

1. Every named thing gets a subject in the order of the files; every number gets a slot and the path people call it by.
2. In a path the containers `limits`, `steps`, `units` and `options` may be left out; a slot keeps the short form.
3. Graph nodes are first declared by key, then numbered suppliers first; rows are made after that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from drillsim.engine.arrays import DAY_BITS, NONE, Entity, Graph, Op, Rule, Slots, Unit, WindowRow
from drillsim.engine.kernel.draws import stream_key
from drillsim.plan.days import clock_slot
from drillsim.plan.findings import Findings, Path
from drillsim.plan.ordering import Key, suppliers_first

if TYPE_CHECKING:
    from drillsim.engine.arrays import Calendar
    from drillsim.model.quantities import Spread
    from drillsim.model.times import Clock, Window

CONTAINERS = ("limits", "steps", "units", "options")
SHAPES = ("fixed", "uniform", "triangular", "exponential")


def short_path(path: str) -> str:
    """A path without the containers that may be left out."""
    head, *rest = path.split(".")
    return ".".join([head, *(part for part in rest if part not in CONTAINERS)])


@dataclass
class NodeDraft:
    """A graph node before it has a number."""

    op: int
    inputs: list[Key]
    weights: tuple[int, ...] | int = ()
    subject: int = NONE
    closed: bool = False


@dataclass
class Builder:
    """Everything that is shared while a plan is compiled."""

    calendar: Calendar
    horizon: int
    findings: Findings = field(default_factory=Findings)
    subjects: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    values: list[int] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    slot_of: dict[str, int] = field(default_factory=dict)
    choices: dict[int, tuple[str, ...]] = field(default_factory=dict)
    reactions: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    streams: list[bytes] = field(default_factory=list)
    windows: list[WindowRow] = field(default_factory=list)
    window_of: dict[str, int] = field(default_factory=dict)
    named_rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    always_named: set[str] = field(default_factory=set)
    drafts: dict[Key, NodeDraft] = field(default_factory=dict)
    number: dict[Key, int] = field(default_factory=dict)
    users: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    set_paths: frozenset[str] = frozenset()
    """What effects of the case set: a number among these is there although no file writes it."""
    valued_paths: frozenset[str] = frozenset()
    """Of these what is set to a value of its own, not relative to what is there."""

    # -- names --------------------------------------------------------------------------------------------------------

    def subject(self, name: str, kind: str) -> int:
        """The subject of a name, made if it is new."""
        if name not in self.index:
            self.index[name] = len(self.subjects)
            self.subjects.append(name)
            self.kinds.append(kind)
        return self.index[name]

    def name(self, name: str, entity: Entity, row: int) -> None:
        """Let a name lead to its row."""
        self.rows[name] = (entity, row)

    # -- numbers ------------------------------------------------------------------------------------------------------

    def slot(self, path: str, unit: Unit, value: int) -> int:
        """A slot for a number; one path has one slot."""
        path = short_path(path)
        if path in self.slot_of:
            return self.slot_of[path]
        self.slot_of[path] = len(self.values)
        self.values.append(value)
        self.paths.append(path)
        self.units.append(unit)
        return self.slot_of[path]

    def choice(self, path: str, words: tuple[str, ...], word: str) -> int:
        """A slot that holds one of several words."""
        slot = self.slot(path, Unit.CHOICE, words.index(word))
        self.choices[slot] = words
        return slot

    def spread(self, path: str, spread: Spread) -> int:
        """Four slots for a spread; the first is its slot."""
        first = self.slot(path, Unit.SPREAD, SHAPES.index(spread.shape))
        if len(self.values) == first + 1:
            for part in ("low", "likely", "high"):
                self.slot(f"{path}.{part}", Unit.MS, getattr(spread, part))
        return first

    def clock(self, path: str, clock: Clock | None) -> int:
        """A slot for a clock time; what has none can still be given one."""
        return self.slot(path, Unit.CLOCK, NONE if clock is None else clock_slot(clock, self.calendar))

    def reacts(self, slot: int, entity: Entity, row: int) -> None:
        """Let something look again when a slot changes."""
        reaction = (int(entity), row)
        known = self.reactions.setdefault(slot, [])
        if reaction not in known:
            known.append(reaction)

    def stream(self, subject: str, *purposes: str, author: str = "scenario") -> int:
        """Streams of draws for a subject, one for each purpose; the first is returned."""
        first = len(self.streams)
        self.streams.extend(stream_key(subject, purpose, author) for purpose in purposes)
        return first

    def slots(self) -> Slots:
        """All slots, finished."""
        return Slots(
            tuple(self.values),
            tuple(self.paths),
            tuple(self.units),
            dict(self.choices),
            {slot: tuple(reactions) for slot, reactions in self.reactions.items()},
        )

    # -- windows ------------------------------------------------------------------------------------------------------

    def name_windows(self, windows: dict[str, Window]) -> None:
        """Take the calendar's named windows in, each with slots for its times."""
        for name in windows:
            self.subject(name, "window")
            self._name_window(name, windows, ())

    def _name_window(self, name: str, windows: dict[str, Window], chain: tuple[str, ...]) -> tuple[Rule, ...]:
        if name in self.named_rules:
            return self.named_rules[name]
        path: Path = ("topology", "calendar", "windows", name)
        if name in chain:
            self.findings.error(
                path, "window-circle", f"window '{name}' is made of itself", "write its days and times", name=name
            )
            return ()
        window = windows[name]
        rules = list(self._rules(window, name))
        for other in window.names:
            if other in windows:
                rules.extend(self._name_window(other, windows, (*chain, name)))
                if other in self.always_named:
                    self.always_named.add(name)
            else:
                self.findings.unknown(path, "window", other, windows)
        if window.always:
            self.always_named.add(name)
        self.named_rules[name] = tuple(rules)
        return self.named_rules[name]

    def _rules(self, window: Window, name: str) -> list[Rule]:
        rules = []
        for i, rule in enumerate(window.rules):
            stem = name if i == 0 else f"{name}/{i + 1}"
            start = self.slot(f"{stem}.start", Unit.OF_DAY, rule.start)
            end = self.slot(f"{stem}.end", Unit.OF_DAY, rule.end)
            mask, dates = self.days(rule.days)
            rules.append(Rule(mask, dates, start, end))
        return rules

    def days(self, words: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
        """Kinds of day as bits, and dates as days of the run's calendar."""
        mask = 0
        dates = []
        for word in words:
            if word in DAY_BITS:
                mask |= DAY_BITS[word]
            elif word in self.calendar.names:
                dates.append(self.calendar.names.index(word))
        return mask, tuple(dates)

    def window(self, window: Window, path: str, at: Path) -> int:
        """A window row; equal windows share one, so that moving a named one moves all that name it."""
        key = repr((window.rules, window.names, window.always))
        if key in self.window_of:
            return self.window_of[key]
        rules = self._rules(window, path)
        always = window.always
        for name in window.names:
            if name in self.named_rules:
                rules.extend(self.named_rules[name])
                always = always or name in self.always_named
            else:
                self.findings.unknown(at, "window", name, self.named_rules)
        self.window_of[key] = len(self.windows)
        self.windows.append(WindowRow(tuple(rules), always))
        for rule in rules:
            self.reacts(rule.start, Entity.WINDOW, len(self.windows) - 1)
            self.reacts(rule.end, Entity.WINDOW, len(self.windows) - 1)
        return len(self.windows) - 1

    # -- the graph ----------------------------------------------------------------------------------------------------

    def declare(self, key: Key, op: Op, inputs: list[Key], **more: Any) -> Key:
        """Draft a node; suppliers may be declared later."""
        self.drafts[key] = NodeDraft(int(op), inputs, **more)
        return key

    def number_nodes(self) -> list[tuple[Key, ...]]:
        """Number all nodes so that suppliers come first; the groups that need each other."""
        groups = suppliers_first({key: draft.inputs for key, draft in self.drafts.items()})
        for group in groups:
            for key in group:
                self.number[key] = len(self.number)
        return [group for group in groups if len(group) > 1 or group[0] in self.drafts[group[0]].inputs]

    def node(self, key: Key | None) -> int:
        """The number of a node; -1 for none."""
        return NONE if key is None else self.number[key]

    def uses(self, node: int, entity: Entity, row: int) -> None:
        """Let something look again when a node's level changes."""
        if node >= 0:
            users = self.users.setdefault(node, [])
            if (int(entity), row) not in users:
                users.append((int(entity), row))

    def graph(self, circles: list[tuple[Key, ...]]) -> Graph:
        """The finished graph; levels when all is well."""
        keys = sorted(self.number, key=self.number.__getitem__)
        inputs = [tuple(self.number[supplier] for supplier in self.drafts[key].inputs) for key in keys]
        dependents: list[list[int]] = [[] for _ in keys]
        for node, suppliers in enumerate(inputs):
            for supplier in dict.fromkeys(suppliers):
                dependents[supplier].append(node)
        drafts = [self.drafts[key] for key in keys]
        return Graph(
            tuple(draft.op for draft in drafts),
            tuple(inputs),
            tuple(draft.weights for draft in drafts),
            tuple(tuple(sorted(users)) for users in dependents),
            tuple(draft.subject for draft in drafts),
            tuple(tuple(self.users.get(node, ())) for node in range(len(keys))),
            tuple(node for node, draft in enumerate(drafts) if draft.closed),
            tuple(
                not inputs[node]
                and node not in self.users
                and all(drafts[user].op == Op.ANY for user in dependents[node])
                for node in range(len(keys))
            ),
            tuple(tuple(sorted(self.number[key] for key in circle)) for circle in circles),
        )
