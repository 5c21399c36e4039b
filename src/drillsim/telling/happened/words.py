"""Owns how a record becomes a sentence: which one is meant, under what name its subject goes, what its figures say.

1. A thing goes by its title with its id behind it, because the id is what the next command takes.
2. A detail that has not the shape its kind is known to have shows as ``??``; it never ends the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from drillsim.model.conditions import Condition
from drillsim.telling import figures
from drillsim.telling.cells import closed_up, one_line
from drillsim.telling.happened.sentences import sentences
from drillsim.telling.language import _
from drillsim.telling.measures import form_name, form_titles
from drillsim.telling.names import Names
from drillsim.telling.written.paths import path_words

if TYPE_CHECKING:
    from drillsim.engine import Plan, Record
    from drillsim.library import Case

WHOLE: Final = 1_000_000
UNKNOWN: Final = "??"

DETAILS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "level": (("level", "share"), ("wrong", "share")),
    "kept": (("level", "share"), ("wrong", "share")),
    "failed": (("count", "count"),),
    "degraded": (("level", "share"),),
    "holding": (("time", "duration"),),
    "restarting": (("time", "duration"),),
    "resuming": (("time", "duration"),),
    "unit-failed": (("unit", "count"), ("count", "count")),
    "stopped": (("count", "count"), ("percent", "count")),
    "alarm": (("used", "count"), ("capacity", "count")),
    "overloaded": (("load", "rate"), ("rate", "rate"), ("how", "text"), ("lines", "names")),
    "due": (("clock", "moment"),),
    "relieved": (("load", "rate"), ("rate", "rate")),
    "switching": (("member", "name"),),
    "switched": (("member", "name"),),
    "out": (("level", "share"),),
    "restored": (("since", "moment"), ("time", "duration")),
    "ready": (("form", "form"),),
    "not-ready": (("form", "form"),),
    "overdue": (("count", "count"),),
    "surged": (("how", "text"), ("factor", "share")),
    "diverted": (("to", "name"), ("share", "share")),
    "moved": (("how", "text"), ("count", "count")),
    "slipped": (("step", "count"), ("time", "duration")),
    "arrived": (("count", "count"),),
    "known": (("role", "name"),),
    "asked": (("role", "name"),),
    "chosen": (("option", "option"), ("role", "name")),
    "decided": (("option", "option"),),
    "effective": (("option", "option"),),
    "refused": (("option", "option"),),
    "owed": (("role", "name"), ("clock", "moment")),
    "missed-obligation": (("clock", "moment"),),
    "undone": (("verb", "text"),),
    "command": (("number", "count"), ("by", "text"), ("what", "text")),
    "planned": (("number", "count"), ("by", "text"), ("what", "text")),
    "withdrawn": (("number", "count"), ("by", "text"), ("waits", "count")),
    "criterion": (("condition", "condition"),),
    "milestone": (("row", "count"), ("condition", "condition")),
}
"""What stands in the detail of a kind, in order: its name in the sentence, and how it is written."""


class Words:
    """The words for the records of one plan."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self._plan = plan
        self._names = Names(case.topology, case.scenario)
        self._kinds = dict(zip(plan.subjects, plan.kinds, strict=True))
        self._queued = {plan.subjects[row.subject] for row in plan.lines if row.backlog >= 0}
        """Lines whose items wait in a backlog."""
        self._slots = {path: slot for slot, path in enumerate(plan.slots.paths)}
        self._forms = {(plan.subjects[plan.lines[row.line].subject], row.name): row.unit for row in plan.tolerances}
        self._form_titles = form_titles(case)
        criteria = [one for objective in case.scenario.objectives.values() for one in objective.criteria]
        became = [getattr(row, "is_", None) for row in case.scenario.published]
        self._conditions = {one.text: one for one in (*criteria, *became) if isinstance(one, Condition)}
        self._sentences = sentences()
        self._writers: dict[str, Callable[[Record, Any], str]] = {
            "share": lambda _record, value: figures.share(value),
            "count": lambda _record, value: figures.count(value),
            "duration": lambda _record, value: figures.duration(value),
            "moment": lambda _record, value: self.moment(value),
            "rate": lambda _record, value: figures.rate(value),
            "text": lambda _record, value: one_line(str(value)),
            "condition": lambda _record, value: self._condition(str(value)),
            "names": lambda _record, value: ", ".join(map(self.short_name, str(value).split())),
            "name": lambda _record, value: self.short_name(str(value)),
            "form": lambda record, value: self._form_name(record, str(value)),
            "option": lambda record, value: self._names.title(f"{record.subject}.{value}") or str(value),
        }

    def sentence(self, record: Record, *, with_id: bool = True) -> str:
        """What a record says; the id is left out where it has been named before."""
        pattern = self._sentences.get(self._key(record)) or self._sentences.get(record.kind)
        if pattern is None:
            return f"{self.name(record.subject)}: {record.kind}"
        return closed_up(one_line(pattern.format_map(_Filling(self._figures(record, with_id=with_id)))))

    def moment(self, ms: int) -> str:
        """A moment of the run."""
        return figures.moment(self._plan, ms) if 0 <= ms <= self._plan.calendar.starts[-1] else figures.NOTHING

    def name(self, subject: str) -> str:
        """A thing by its title, its id behind it."""
        return self._names.full_name(subject)

    def short_name(self, subject: str) -> str:
        """A thing by its title, or its id where it has none."""
        return self._names.short_name(subject)

    def _key(self, record: Record) -> str:
        """Which sentence is meant."""
        kind, detail = record.kind, record.detail
        if kind in {"level", "kept"}:
            stem = f"line-{kind}" if self._kinds.get(record.subject) == "line" else kind
            if record.subject in self._queued and "contained" not in detail and not _is_wrong(detail):
                stem = f"queue-{kind}"
            return f"{stem}:contained" if "contained" in detail else f"{stem}{_level(detail)}"
        if kind == "failed" and detail and isinstance(detail[0], int) and detail[0] > 0:
            return "failed:units"
        if kind == "command" and self._kinds.get(record.subject) == "decision" and detail[-1] != "skip":
            return "command:decide"
        if kind == "known" and len(detail) > 1:
            return "known:command"
        for part in reversed(detail):
            if f"{kind}:{part}" in self._sentences:
                return f"{kind}:{part}"
        return kind

    def _figures(self, record: Record, *, with_id: bool) -> dict[str, str]:
        """What fills a sentence."""
        filled = {"name": self.name(record.subject) if with_id else self.short_name(record.subject)}
        for (name, how), value in zip(DETAILS.get(record.kind, ()), record.detail, strict=False):
            filled[name] = self._written(record, how, value)
        if record.kind in {"breached", "used-half", "used-most"}:
            filled |= self._form(record)
        elif record.kind == "command" and len(record.detail) > 1:
            filled["by"] = self.short_name(str(record.detail[1])) or _("the facilitator")
            filled["option"] = self._names.title(f"{record.subject}.{record.detail[-1]}") or str(record.detail[-1])
        elif record.kind == "set":
            filled |= self._setting(record)
        elif record.kind == "full" and record.detail:
            filled["capacity"] = self._written(record, "count", record.detail[-1])
        elif record.kind == "surged" and len(record.detail) > 1:
            filled["rate"] = self._written(record, "rate", record.detail[1])
        return filled

    def _written(self, record: Record, how: str, value: int | str) -> str:
        if how in {"share", "count", "duration", "moment", "rate"} and not isinstance(value, int):
            return UNKNOWN
        return self._writers[how](record, value)

    def _form(self, record: Record) -> dict[str, str]:
        """The form of a tolerance, and what it allows."""
        if len(record.detail) < 3:
            return {}
        name, allowed = str(record.detail[0]), record.detail[2]
        unit = self._forms.get((record.subject, name))
        shown = self._in_unit(unit, allowed) if unit is not None and isinstance(allowed, int) else str(allowed)
        return {"form": self._form_name(record, name), "allowed": shown}

    def _form_name(self, record: Record, name: str) -> str:
        return self._form_titles.get((record.subject, name)) or form_name(name)

    def _condition(self, text: str) -> str:
        """A condition of a criterion or of a published row as a sentence, by the text under which it is recorded."""
        from drillsim.telling.written.conditions import condition_words

        self._names.forget()  # a sentence reads the same whichever came before it
        condition = self._conditions.get(text)
        return one_line(text) if condition is None else condition_words(condition, self._names)

    def _setting(self, record: Record) -> dict[str, str]:
        """The path that was set, and the value as a person writes it."""
        if not record.detail:
            return {}
        path, *values = record.detail
        self._names.forget()
        what = path_words(str(path), self._names)
        slot = self._slots.get(str(path))
        if slot is None or not all(isinstance(value, int) for value in values) or not values:
            return {"path": what, "value": ", ".join(map(str, values))}
        numbers = [int(value) for value in values]
        return {"path": what, "value": self._value(slot, numbers)}

    def _value(self, slot: int, numbers: list[int]) -> str:
        from drillsim.engine.arrays import Unit

        unit = self._plan.slots.units[slot]
        if unit == Unit.SPREAD and len(numbers) >= 4:
            low, high = numbers[1], numbers[3]
            return figures.duration(low) if low == high else f"{figures.duration(low)}..{figures.duration(high)}"
        if unit == Unit.CHOICE:
            choices = self._plan.slots.choices.get(slot, ())
            return choices[numbers[0]] if 0 <= numbers[0] < len(choices) else UNKNOWN
        return self._in_unit(unit, numbers[0])

    def _in_unit(self, unit: int, number: int) -> str:
        from drillsim.engine.arrays import ABSOLUTE, Unit

        if unit == Unit.FLAG:
            return _("on") if number else _("off")
        if unit == Unit.RATE:
            return figures.rate(number)
        if number < 0:
            return _("none")
        if unit in {Unit.CLOCK, Unit.OF_DAY}:
            if number >= ABSOLUTE:
                return self.moment(number - ABSOLUTE)
            return f"{number // figures.HOUR:02}:{number // figures.MINUTE % 60:02}"
        writers = {Unit.MS: figures.duration, Unit.SHARE: figures.share, Unit.MONEY: figures.money}
        return _factor(number) if unit == Unit.FACTOR else writers.get(Unit(unit), figures.count)(number)


class _Filling(dict[str, str]):
    """What fills a sentence; what a record does not say shows as question marks."""

    def __missing__(self, _name: str) -> str:
        return UNKNOWN


def _factor(millionths: int) -> str:
    whole, rest = divmod(millionths, WHOLE)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".")


def _level(detail: tuple[int | str, ...]) -> str:
    """Which of the sentences about a level."""
    level, *_ = (*detail, 0)
    if _is_wrong(detail):
        return ":wrong"
    return {0: ":down", WHOLE: ":up"}.get(level, "") if isinstance(level, int) else ""


def _is_wrong(detail: tuple[int | str, ...]) -> bool:
    """Whether a level comes with wrong answers."""
    return len(detail) > 1 and isinstance(detail[1], int) and detail[1] > 0
