"""Needs become graph nodes: what is needed together, alternatively, by share, in a chain, with hold and resume."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, WHOLE, Entity, HoldRow, Op, Unit
from drillsim.model.needs import AllNeed, AnyNeed, AtLeastNeed, ChainNeed, OneNeed, ShareNeed
from drillsim.plan.builder import short_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.plan.builder import Builder
    from drillsim.plan.case import Names
    from drillsim.plan.findings import Path
    from drillsim.plan.ordering import Key

_PARTS = {Op.ANY: "any", Op.ALL: "all", Op.CHAIN: "chain", Op.SHARE: "share", Op.KTH: "of"}
"""Under which key the parts of a need are written."""
_SUPPLIERS = {"component": "c", "line": "l", "job": "j"}


@dataclass
class HoldDraft:
    """A need with hold or resume, before nodes have numbers."""

    key: Key
    supplier: Key
    subject: int
    hold: int
    resume: int
    task: str | None
    restart: bool
    at: Path


@dataclass
class Needs:
    """Declares need nodes while the graph is drafted."""

    builder: Builder
    names: Names
    holds: list[HoldDraft] = field(default_factory=list)
    loads: dict[tuple[Key, Key], int] = field(default_factory=dict)
    groups: dict[str, Key | None] = field(default_factory=dict)

    def supplier(self, name: str, at: Path, owner: str) -> Key | None:
        """The node of something that is needed."""
        kind = self.names.sections.get(name)
        if kind not in _SUPPLIERS:
            self.builder.findings.unknown(at, "component, line or job", name, self.names.of("component", "line", "job"))
            return None
        if name == owner:
            self.builder.findings.error(
                at, "need-on-itself", f"'{name}' needs itself", "remove it, or name what it really needs", name=name
            )
            return None
        return (_SUPPLIERS[kind], name)

    def each(self, needs: tuple[object, ...], owner: str, stem: str, at: Path, places: Sequence[int] = ()) -> list[Key]:
        """The nodes of a list of needs; of a part of a list, the places at which they were written."""
        keys: list[Key] = []
        for i, need in enumerate(needs):
            key = self._one(need, owner, f"{stem}.needs", (*at, places[i] if places else i), i)
            if key is not None:
                keys.append(key)
        return keys

    def group(
        self, needs: tuple[object, ...], owner: str, stem: str, at: Path, places: Sequence[int] = ()
    ) -> Key | None:
        """One node for a list of needs that all count; none for an empty list."""
        if stem in self.groups:
            return self.groups[stem]
        keys = self.each(needs, owner, stem, at, places)
        key: Key | None = None
        if keys:
            key = keys[0] if len(keys) == 1 else self.builder.declare(("n", stem), Op.ALL, keys)
        self.groups[stem] = key
        return key

    def _one(self, need: object, owner: str, stem: str, at: Path, place: int) -> Key | None:
        if isinstance(need, str):
            if self._is_set(f"{stem}.{need}"):
                return self._held(OneNeed(need=need), owner, stem, at)
            return self.supplier(need, at, owner)
        if isinstance(need, OneNeed):
            return self._held(need, owner, stem, at)
        op, parts, weights = self._compound(need, at)
        keys = []
        for i, part in enumerate(parts):
            key = self._one(part, owner, f"{stem}.{place}", (*at, _PARTS[op], *((i,) if op != Op.SHARE else ())), i)
            if key is not None:
                keys.append(key)
        if not keys:
            return None
        if op == Op.SHARE and isinstance(weights, tuple) and len(weights) != len(keys):
            return None
        inner: Key = ("n", f"{stem}.{place}")
        for key in keys:
            if (("owner", owner), key) in self.loads:
                self.loads[inner, key] = self.loads[("owner", owner), key]
        return self.builder.declare(inner, op, keys, weights=weights)

    def _compound(self, need: object, at: Path) -> tuple[Op, tuple[object, ...], tuple[int, ...] | int]:
        if isinstance(need, AnyNeed):
            return Op.ANY, need.any, ()
        if isinstance(need, AllNeed):
            return Op.ALL, need.all, ()
        if isinstance(need, ChainNeed):
            return Op.CHAIN, need.chain, ()
        if isinstance(need, ShareNeed):
            if sum(need.share.values()) == 0:
                self.builder.findings.error(
                    (*at, "share"),
                    "share-of-nothing",
                    "the weights of this share are all 0",
                    "give at least one part a weight",
                )
            return Op.SHARE, tuple(need.share), tuple(need.share.values())
        assert isinstance(need, AtLeastNeed)
        k = need.at_least
        if not 1 <= k <= len(need.of):
            self.builder.findings.error(
                (*at, "at_least"),
                "at-least-range",
                f"at_least {k} of {len(need.of)} is not possible",
                f"write 1 to {len(need.of)}",
                k=k,
                n=len(need.of),
            )
            k = 1
        return Op.KTH, need.of, k

    def _is_set(self, path: str) -> bool:
        """Whether an effect sets how long a need is held, or how long it takes to resume."""
        return any(short_path(f"{path}.{part}") in self.builder.set_paths for part in ("hold", "resume"))

    def _held(self, need: OneNeed, owner: str, stem: str, at: Path) -> Key | None:
        builder = self.builder
        supplier = self.supplier(need.need, (*at, "need"), owner)
        if supplier is None:
            return None
        path = f"{stem}.{need.id or need.need}"
        kind, load = need.load
        if short_path(f"{path}.load") in builder.slot_of:
            builder.findings.error(
                at,
                "needed-twice",
                f"'{need.id or need.need}' is needed twice here",
                "give one of the two an id of its own",
                name=need.id or need.need,
            )
        slot = builder.slot(f"{path}.load", Unit.RATE if kind == "rate" else Unit.FACTOR, load)
        holds = need.hold > 0 or need.resume != 0 or self._is_set(path)
        key: Key = ("n", path) if holds else supplier
        if kind == "rate" or load != WHOLE or self.names.topology.components.get(need.need):
            self.loads[("owner", owner), key] = slot
        if not holds:
            return supplier
        builder.declare(key, Op.HOLD, [supplier])
        hold = builder.slot(f"{path}.hold", Unit.MS, need.hold)
        task = need.resume if isinstance(need.resume, str) else None
        resume = builder.slot(f"{path}.resume", Unit.MS, need.resume) if isinstance(need.resume, int) else NONE
        subject = builder.index.get(owner, builder.index.get(owner.split(".", maxsplit=1)[0], NONE))
        self.holds.append(HoldDraft(key, supplier, subject, hold, resume, task, restart=False, at=at))
        return key


def hold_rows(needs: Needs, work_of: dict[str, int]) -> tuple[HoldRow, ...]:
    """The rows of all needs with hold or resume, once nodes have numbers."""
    rows: list[HoldRow] = []
    for draft in needs.holds:
        task = NONE
        if draft.task is not None:
            task = work_of.get(draft.task, NONE)
            if task < 0:
                needs.builder.findings.unknown((*draft.at, "resume"), "task", draft.task, needs.names.of("task", "job"))
        number = needs.builder.number
        if draft.resume >= 0:
            needs.builder.reacts(draft.resume, Entity.HOLD, len(rows))
        rows.append(
            HoldRow(
                number[draft.key], number[draft.supplier], draft.subject, draft.hold, draft.resume, task, draft.restart
            )
        )
    return tuple(rows)
