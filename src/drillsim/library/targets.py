"""Where a dotted path leads in a case: `hub.restart`, `ib.needs.balancer.load`, `core-time.end`, `crews.*.call_out`.

1. A path begins with an id of the topology or the scenario, with a section, or with a top-level field. An id comes
   first where it is both; `topology.` or `scenario.` in front says which file is meant.
2. An item of a list is named by the id it names (a need by its supplier, a flow by what feeds it, an effect by what
   it acts on) or by its position, counted from 0.
3. The keys `limits`, `steps`, `units` and `options` may be left out. `*` stands for every key or item.
4. A field that the file leaves out is a path too; setting it writes it.
5. A short form is written out where a path leads into it: the need `balancer` becomes `{need: balancer}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from drillsim.library.document import CaseDocument, DataPath, Document, value_at
from drillsim.library.fields import Shape, allowed_keys, below, model_names, narrowed, shape_of

if TYPE_CHECKING:
    from pydantic import BaseModel

Side = Literal["scenario", "topology"]

TOPOLOGY_IDS: tuple[DataPath, ...] = (
    ("calendar", "windows"), ("roles",), ("routes",), ("crews",), ("components",), ("lines",), ("backlogs",),
    ("jobs",), ("tasks",), ("signals",), ("events",), ("obligations",),
)  # fmt: skip
"""Where a topology's ids are keys."""
SCENARIO_IDS: tuple[DataPath, ...] = (
    ("given",), ("events",), ("tasks",), ("signals",), ("decisions",), ("injects",), ("obligations",), ("objectives",),
)  # fmt: skip
"""Where a scenario's ids are keys."""
UNWRITTEN_KEYS = ("limits", "steps", "units", "options")
"""Keys of containers that a path may leave out."""

_NEED_KEYS = ("any", "all", "of", "chain")
WINDOW = re.compile(r"(?P<days>[a-z0-9+,-]+)\s+(?P<start>\d{1,2}:\d{2})\s*-\s*(?P<end>\d{1,2}:\d{2})")


@dataclass(frozen=True)
class Target:
    """Where a path leads."""

    side: Side
    path: DataPath
    shape: Shape = ()
    written_out: tuple[tuple[DataPath, Any], ...] = ()
    """Short forms on the way, and the maps they stand for."""
    edge: Literal["", "start", "end"] = ""
    """Which end of a window."""

    def value_in(self, case: CaseDocument) -> Any:
        """What stands there now; nothing if it is left out."""
        for at, written in self.written_out:
            if self.path[: len(at)] == at:
                return value_at(written, self.path[len(at) :])
        return value_at(document_of(case, self.side).data, self.path)


def find_targets(case: CaseDocument, path: str) -> list[Target]:
    """Every place a path leads to; none if it leads nowhere."""
    parts = path.split(".")
    found: list[Target] = []
    for side, start, rest in _starts(case, parts):
        document = document_of(case, side)
        shape: Shape = shape_of(model_of(side))
        node = document.data
        for part in start:
            shape, node = below(narrowed(shape, node), part), value_at(node, (part,))
        found += _followed(Step(side, start, node, shape), rest)
        if found and "*" not in parts:
            break
    return list({(target.side, target.path, target.edge): target for target in found}.values())


def document_of(case: CaseDocument, side: Side) -> Document:
    """The topology's or the scenario's document."""
    return case.topology if side == "topology" else case.scenario


def places_of_id(case: CaseDocument, name: str) -> list[tuple[Side, DataPath]]:
    """Every section that holds an id; more than one is a clash that checks report."""
    return [(side, (*section, name)) for side, section, ids in sections_of(case) if name in ids]


def ids_in(case: CaseDocument) -> list[str]:
    """All ids of a case, the scenario's first."""
    return list(dict.fromkeys(name for _, _, ids in sections_of(case) for name in ids))


def sections_of(case: CaseDocument) -> Iterator[tuple[Side, DataPath, dict[str, Any]]]:
    """The sections that hold ids, the scenario's first."""
    sides: tuple[tuple[Side, tuple[DataPath, ...]], ...] = (("scenario", SCENARIO_IDS), ("topology", TOPOLOGY_IDS))
    for side, sections in sides:
        for section in sections:
            ids = value_at(document_of(case, side).data, section)
            if isinstance(ids, dict):
                yield side, section, ids


@cache
def model_of(side: Side) -> type[BaseModel]:
    """The model of a topology's or a scenario's file."""
    from drillsim.model import Scenario, Topology

    return Topology if side == "topology" else Scenario


def _starts(case: CaseDocument, parts: list[str]) -> Iterator[tuple[Side, DataPath, list[str]]]:
    """The places a path may begin at, the likeliest first."""
    head, rest = parts[0], parts[1:]
    if not rest or rest[0] != "*":
        for side, at in places_of_id(case, head):
            yield side, at, rest
    if head in {"scenario", "topology"} and rest:
        yield ("scenario" if head == "scenario" else "topology"), (), rest
    sides: tuple[Side, Side] = ("scenario", "topology")
    for side in sides:
        if not document_of(case, side).data:
            continue  # a topology by itself has no scenario beside it
        if head in allowed_keys(shape_of(model_of(side))) or head in document_of(case, side).data:
            yield side, (), parts


@dataclass(frozen=True)
class Step:
    """How far a path has been followed."""

    side: Side
    path: DataPath
    node: Any
    shape: Shape
    written_out: tuple[tuple[DataPath, Any], ...] = ()

    def down(self, part: str | int) -> Step:
        """One part further."""
        shape = below(narrowed(self.shape, self.node), part)
        return Step(self.side, (*self.path, part), _child(self.node, part), shape, self.written_out)

    def target(self, edge: Literal["", "start", "end"] = "") -> Target:
        """The place reached."""
        return Target(self.side, self.path, self.shape, self.written_out, edge)


def _child(node: Any, part: str | int) -> Any:
    return value_at(node, (part,)) if isinstance(node, (dict, list)) else None


def _followed(step: Step, parts: list[str]) -> list[Target]:
    if not parts:
        return [step.target()]
    part, rest = parts[0], parts[1:]
    node = step.node
    if part == "*":
        keys: Iterable[str | int] = (
            node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        )
        return [target for key in keys for target in _followed(step.down(key), rest)]
    if isinstance(node, list):
        return _into_list(step, part, rest)
    if node is None or isinstance(node, dict):
        return _into_map(step, part, rest)
    return _into_scalar(step, part, rest)


def _into_map(step: Step, part: str, rest: list[str]) -> list[Target]:
    node = step.node or {}
    shape = narrowed(step.shape, node)
    if part in node or part in allowed_keys(shape):
        return _followed(step.down(part), rest)
    for container in UNWRITTEN_KEYS:
        inner = step.down(container)
        if isinstance(inner.node, dict) and container in allowed_keys(shape):
            found = _into_map(inner, part, rest)
            if found:
                return found
    if not rest and _takes_new_entry(step, part):
        return [step.down(part).target()]
    return []


def _takes_new_entry(step: Step, part: str) -> bool:
    """Whether a map of plain values may get one more: a role's `reads`, a need's `share`, a language of a text."""
    if is_text(step.path):
        return part in {"en", "ja"}
    return any(getattr(kind, "__origin__", None) is dict for kind in step.shape) and not step.down("?").shape


def is_text(path: DataPath) -> bool:
    """Whether a place holds words in one or two languages."""
    return path[-1:] in {("title",), ("says",), ("about",), ("asks",), ("forbidden",), ("what",)}


def _into_list(step: Step, part: str, rest: list[str]) -> list[Target]:
    if part.isdigit() and int(part) < len(step.node):
        return _followed(step.down(int(part)), rest)
    hits = [hit for index, item in enumerate(step.node) for hit in _named_items(step.down(index), item, part)]
    if len(hits) > 1:
        hits = [hit for hit in hits if isinstance(hit.node, dict) and hit.node.get("id") == part] or hits
    return [target for hit in hits[:1] for target in _followed(hit, rest)]


def _named_items(step: Step, item: Any, name: str) -> Iterator[Step]:
    """The item itself, or what it holds, if that is called by the name."""
    if name in names_of(item):
        yield step
    elif isinstance(item, dict):
        for key in _NEED_KEYS:
            inner = step.down(key)
            for index, part in enumerate(inner.node if isinstance(inner.node, list) else ()):
                yield from _named_items(inner.down(index), part, name)
        shares = step.down("share")
        if isinstance(shares.node, dict) and name in shares.node:
            yield shares.down(name)


def names_of(item: Any) -> tuple[str, ...]:
    """The ids by which a path may call a list item."""
    if isinstance(item, str):
        return tuple(dict.fromkeys((item, re.split(r"[.\s]", item, maxsplit=1)[0])))
    if not isinstance(item, dict):
        return ()
    if isinstance(item.get("id"), str):
        return (item["id"], *names_of(item.get("need")))
    for key in ("need", "from", "decided", "is", "of", *_verbs()):
        if isinstance(item.get(key), str):
            return names_of(item[key])
    return ()


@cache
def _verbs() -> tuple[str, ...]:
    from drillsim.model.effects import VERBS

    return tuple(VERBS)


def _into_scalar(step: Step, part: str, rest: list[str]) -> list[Target]:
    if part in {"start", "end"} and not rest and isinstance(step.node, str) and WINDOW.fullmatch(step.node.strip()):
        return [step.target("start" if part == "start" else "end")]
    written = written_out(step)
    if written is None:
        return []
    opened = Step(step.side, step.path, written, step.shape, (*step.written_out, (step.path, written)))
    return _into_map(opened, part, rest)


def written_out(step: Step) -> dict[str, Any] | None:
    """The map a short form stands for."""
    forms = {
        "OneNeed": ("need",),
        "Flow": ("from",),
        "Server": ("rate",),
        "Pool": ("pool",),
        "Detect": ("dead", "unstable"),
    }
    for name, keys in forms.items():
        if name in model_names(step.shape):
            return dict.fromkeys(keys, step.node)
    return {"en": step.node} if is_text(step.path) and isinstance(step.node, str) else None


def moved_edge(window: str, edge: str, clock: str) -> str:
    """A window text with another start or end."""
    match = WINDOW.fullmatch(window.strip())
    assert match is not None, "only windows with clock times have edges"
    start, end = (clock, match["end"]) if edge == "start" else (match["start"], clock)
    return f"{match['days']} {start}-{end}"


def edge_of(window: str, edge: str) -> str:
    """The clock time at one end of a window text."""
    match = WINDOW.fullmatch(window.strip())
    assert match is not None, "only windows with clock times have edges"
    return str(match[edge])
