"""Effects of the written language become rows that a run can carry out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from drillsim.engine.arrays import NONE, WHOLE, EffectRow, Entity, Unit
from drillsim.model import effects as written
from drillsim.model.conditions import Condition
from drillsim.model.effects import EffectPart, verb_of
from drillsim.model.quantities import Spread
from drillsim.plan.aims import find_aim
from drillsim.plan.days import clock_slot
from drillsim.plan.settings import setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.plan.aims import Aim
    from drillsim.plan.builder import Builder
    from drillsim.plan.case import NameList
    from drillsim.plan.findings import Path
    from drillsim.plan.measures import Reader

_PLAIN: dict[str, Callable[[Any], dict[str, object]]] = {
    "degrade": lambda effect: {"number": effect.to, "over": effect.over},
    "destabilise": lambda effect: {"number": effect.to},
    "start": lambda effect: {"mode": "force" if effect.force else ""},
    "call": lambda effect: {"number": effect.people or 0},
}
"""Verbs that take what is written as it is."""
_ENDS = ("failed", "turned_away", "served", "wrong")


@dataclass
class Writer:
    """Turns effects into rows."""

    builder: Builder
    names: NameList
    reader: Reader
    rows: list[EffectRow] = field(default_factory=list)
    orders: list[tuple[int, ...]] = field(default_factory=list)
    pair_of: dict[int, int] = field(default_factory=dict)
    wrong_backlog_of: dict[int, int] = field(default_factory=dict)
    capacity_of: dict[int, int] = field(default_factory=dict)
    units_of: dict[int, int] = field(default_factory=dict)
    line_node: dict[str, int] = field(default_factory=dict)
    member_node: dict[str, int] = field(default_factory=dict)

    def all(self, effects: tuple[EffectPart, ...], owner: str, at: Path, until: object = None) -> tuple[int, ...]:
        """The rows of a list of effects; those that do not end by themselves end with their owner."""
        rows = [self.one(effect, f"{owner}#{i}", (*at, i), until) for i, effect in enumerate(effects)]
        return tuple(row for row in rows if row >= 0)

    def one(self, effect: EffectPart, owner: str, at: Path, until: object = None) -> int:
        """The row of one effect, or -1 with a finding."""
        verb = verb_of(effect)
        assert verb is not None
        number = len(self.rows)
        if isinstance(effect, written.SetTo):
            made = setting(self.builder, self.names, effect, at, self.order)
        else:
            made = self._aimed(verb, effect, at)
        if made is None:
            return NONE
        made.update(
            self._timing(effect, owner, at, number, until if effect.until is None and effect.for_ is None else None)
        )
        self.rows.append(EffectRow(verb=verb, **made))  # type: ignore[arg-type]
        return number

    def _timing(self, effect: EffectPart, owner: str, at: Path, number: int, until: object) -> dict[str, int]:
        builder = self.builder
        timing: dict[str, int] = {}
        if effect.after != Spread("fixed", 0, 0, 0):
            timing["after"] = builder.spread(f"{owner}.after", effect.after)
        if effect.chance != WHOLE:
            timing["chance"] = builder.slot(f"{owner}.chance", Unit.SHARE, effect.chance)
        if timing:
            timing["stream"] = builder.stream(owner, "after", "chance")
        if effect.for_ is not None:
            timing["lasts"] = builder.slot(f"{owner}.for", Unit.MS, effect.for_)
        end = effect.until if effect.until is not None else until
        if isinstance(end, Condition):
            here = at if effect.until is not None else at[:-2]  # its own, or that of the event that does it
            timing["until_condition"] = self.reader.condition(end, (*here, "until"), ("until", number))
        elif end is not None:
            timing["until_clock"] = builder.slot(f"{owner}.until", Unit.CLOCK, clock_slot(end, builder.calendar))  # type: ignore[arg-type]
        return timing

    def _aimed(self, verb: str, effect: EffectPart, at: Path) -> dict[str, object] | None:
        name = str(getattr(effect, verb))
        aim = find_aim(self.builder, self.reader, verb, name, at)
        if aim is None:
            return None
        made: dict[str, object] = {
            "target": aim.row,
            "entity": int(aim.entity),
            "subject": self.builder.index.get(name.split(".", maxsplit=1)[0], NONE),
        }
        if verb in _PLAIN:
            made.update(_PLAIN[verb](effect))
        fill = getattr(self, f"_{verb}", None)
        if fill is not None:
            more = fill(effect, aim)
            if more is None:
                return None
            made.update(more)
        return made

    # -- what each verb adds ------------------------------------------------------------------------------------------

    def _fail(self, effect: written.Fail, aim: Aim) -> dict[str, object] | None:
        units = self.units_of.get(aim.row, NONE) if aim.entity == Entity.NODE else NONE
        if effect.units is not None and units < 0:
            self._no_units(effect.fail, aim.at)
            return None
        return {"number": effect.units if effect.units is not None else aim.step, "other": units}

    def _no_units(self, name: str, at: Path) -> None:
        self.builder.findings.error(
            (*at, "units"), "no-such-part", f"'{name}' has no units", "leave units out, or give it units", name=name
        )

    def _corrupt(self, effect: written.Corrupt, aim: Aim) -> dict[str, object] | None:
        if (effect.share is None) == (effect.items is None):
            self.builder.findings.error(
                aim.at, "share-or-items", "corrupt needs either share or items", "write {corrupt: X, share: 1%}"
            )
            return None
        node = self.line_node[effect.corrupt] if aim.entity == Entity.LINE else aim.row
        if effect.share is not None:
            return {"mode": "share", "number": effect.share, "target": node, "entity": int(Entity.NODE)}
        backlog = self.wrong_backlog_of.get(node, NONE)
        if backlog < 0:
            self.builder.findings.error(
                aim.at,
                "no-wrong-from",
                f"'{effect.corrupt}' keeps no wrong records",
                "give it wrong_from, or corrupt a share",
                name=effect.corrupt,
            )
            return None
        return {"mode": "items", "number": effect.items, "other": backlog}

    def _expose(self, effect: written.Expose, aim: Aim) -> dict[str, object] | None:
        if (effect.items is None) == (effect.rate is None):
            self.builder.findings.error(
                aim.at, "items-or-rate", "expose needs either items or rate", "write {expose: X, items: 100}"
            )
            return None
        node = self.line_node[effect.expose] if aim.entity == Entity.LINE else aim.row
        more: dict[str, object] = {"target": node, "entity": int(Entity.NODE)}
        if effect.items is not None:
            return {**more, "mode": "items", "number": effect.items}
        return {**more, "mode": "rate", "number": effect.rate}

    def _repair(self, effect: written.Repair, aim: Aim) -> dict[str, object] | None:
        units = self.units_of.get(aim.row, NONE) if aim.entity == Entity.NODE else NONE
        if effect.units is not None and units < 0:
            self._no_units(effect.repair, aim.at)
            return None
        return {"other": units, "number": effect.units if effect.units is not None else NONE}

    def _switch(self, effect: written.Switch, aim: Aim) -> dict[str, object] | None:
        pair = self.pair_of.get(aim.row, NONE)
        if pair < 0:
            self.builder.findings.unknown((*aim.at, "switch"), "standby pair", effect.switch, self.names.pairs())
            return None
        member = NONE
        if effect.to is not None:
            members = self.names.members_of(effect.switch)
            if effect.to not in members:
                self.builder.findings.unknown((*aim.at, "to"), f"member of '{effect.switch}'", effect.to, members)
                return None
            member = self.member_node.get(effect.to, NONE)  # one that is not there was reported where it is listed
        return {"target": pair, "entity": int(Entity.PAIR), "other": member}

    def _surge(self, effect: written.Surge, aim: Aim) -> dict[str, object] | None:
        if (effect.by is None) == (effect.add is None):
            self.builder.findings.error(
                aim.at, "by-or-add", "surge needs either by or add", "write {surge: X, by: 1.5}"
            )
            return None
        if aim.entity == Entity.NODE:
            capacity = self.capacity_of.get(aim.row, NONE)
            if capacity < 0:
                self.builder.findings.error(
                    aim.at,
                    "no-such-part",
                    f"'{effect.surge}' has no capacity to load",
                    "give it capacity",
                    name=effect.surge,
                )
                return None
            if effect.add is None:
                self.builder.findings.error(
                    aim.at, "surge-component", "load on a component is added, not multiplied", "write add: 1000/h"
                )
                return None
            return {
                "target": capacity,
                "entity": int(Entity.CAPACITY),
                "mode": "add",
                "number": effect.add,
                "over": effect.over,
            }
        mode, number = ("by", effect.by) if effect.by is not None else ("add", effect.add)
        return {"mode": mode, "number": number, "over": effect.over}

    def _divert(self, effect: written.Divert, aim: Aim) -> dict[str, object] | None:
        found = self.builder.rows.get(effect.to)
        if found is None or found[0] not in (Entity.LINE, Entity.BACKLOG):
            self.builder.findings.unknown(
                (*aim.at, "to"), "line or backlog", effect.to, self.names.of("line", "backlog")
            )
            return None
        mode = "backlog" if found[0] == Entity.BACKLOG else "line"
        return {"mode": mode, "other": found[1], "share": effect.share, "number": self.builder.index[effect.to]}

    def _move(self, effect: written.Move, aim: Aim) -> dict[str, object] | None:
        more: dict[str, object] = {"share": effect.share, "over": NONE}
        if effect.to in _ENDS:
            more["mode"] = effect.to
        else:
            found = self.builder.rows.get(effect.to)
            if found is None or found[0] != Entity.BACKLOG:
                self.builder.findings.unknown(
                    (*aim.at, "to"), "backlog or end", effect.to, [*self.names.of("backlog"), *_ENDS]
                )
                return None
            more.update(mode="backlog", other=found[1])
        if effect.line is not None:
            line = self.builder.rows.get(effect.line)
            if line is None or line[0] != Entity.LINE:
                self.builder.findings.unknown((*aim.at, "line"), "line", effect.line, self.names.of("line"))
                return None
            more["over"] = line[1]
        if effect.items is not None:
            more["number"] = effect.items
        return more

    def order(self, lines: tuple[int, ...]) -> int:
        """The slot value of an order in which lines are served."""
        if lines not in self.orders:
            self.orders.append(lines)
        return 3 + self.orders.index(lines)
