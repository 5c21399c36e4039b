"""Owns how a condition reads as a sentence: ``hub down for 10m`` as "hub has been down for 10m".

1. A sentence says what holds; where it does not hold, "not" is moved inwards until it meets a state or a comparison.
2. The words never depend on whether names exist: what nothing describes goes by its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.model.conditions import AllOf, AnyOf, HeldBy, HeldFor, MeasureTest, Not, StateTest, TimeTest
from drillsim.model.times import Clock
from drillsim.telling import figures
from drillsim.telling.cells import closed_up
from drillsim.telling.language import _
from drillsim.telling.measures import counts_items, form_name, measure_noun, number_of
from drillsim.telling.written.states import state_words
from drillsim.telling.written.values import amount, clock

if TYPE_CHECKING:
    from drillsim.model.conditions import Condition, Measure, Test
    from drillsim.telling.names import Names

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
SHARES = {"level", "share", "vs_usual"}
"""Measures that are shares of something, whatever they belong to."""


def condition_words(condition: Condition, names: Names) -> str:
    """What must hold, as a sentence without its full stop."""
    return closed_up(_told(condition.test, names))


def when_words(condition: Condition, names: Names) -> str:
    """When it holds: "when the hub is down"."""
    return closed_up(_("when {condition}").format(condition=_told(condition.test, names)))


def until_words(end: Clock | Condition, names: Names) -> str:
    """The clock time or the condition that ends something."""
    if isinstance(end, Clock):
        return _("until {clock}").format(clock=clock(end))
    return closed_up(_("until {condition}").format(condition=_told(end.test, names)))


def measure_words(measure: Measure, names: Names, *, each: bool = False) -> str:
    """What a measure counts, and of what; ``each`` where one of them is meant and not how many there are."""
    return closed_up(_measured(measure, names, each=each))


def _told(test: Test, names: Names, *, holds: bool = True) -> str:
    match test:
        case StateTest():
            return _state(test, names, "holds" if holds else "fails")
        case MeasureTest():
            return _comparison(test, names, holds=holds)
        case TimeTest():
            return _time(test.op if holds else OPPOSITE[test.op], clock(test.clock))
        case Not():
            return _told(test.part, names, holds=not holds)
        case AllOf() | AnyOf():
            return _joined(test, names, holds=holds)
        case HeldFor() | HeldBy():
            said = _held(test, names) if isinstance(test, HeldFor) else _by(test, names)
            return said if holds else _("it is not so that {condition}").format(condition=said)


def _joined(test: AllOf | AnyOf, names: Names, *, holds: bool) -> str:
    """Several conditions; those that are several themselves stand in brackets."""
    both = isinstance(test, AllOf) == holds
    told = [_told(part, names, holds=holds) for part in test.parts]
    if len(told) > 1:
        pairs = zip(test.parts, told, strict=True)
        told = [_("({condition})").format(condition=each) if _is_several(part) else each for part, each in pairs]
    return (_(" and ") if both else _(" or ")).join(told)


def _is_several(test: Test) -> bool:
    while isinstance(test, Not):
        test = test.part
    return isinstance(test, AllOf | AnyOf) and len(test.parts) > 1


def _held(test: HeldFor, names: Names) -> str:
    time = figures.duration(test.duration)
    if isinstance(test.part, StateTest):
        return _state(test.part, names, "held", time)
    return _("for {time} it has been so that {condition}").format(time=time, condition=_told(test.part, names))


def _by(test: HeldBy, names: Names) -> str:
    if test.never:
        return _("at {clock} it still holds that {condition}").format(
            clock=clock(test.clock), condition=_told(test.part, names, holds=False)
        )
    return _("{condition} by {clock}").format(clock=clock(test.clock), condition=_told(test.part, names))


def _state(test: StateTest, names: Names, which: str, time: str = "") -> str:
    subject = f"{test.subject}.{test.part}" if test.part else test.subject
    state, other = test.state, ""
    if test.argument is not None and test.state == "decided":
        state, other = "decided on", names.in_sentence(f"{test.subject}.{test.argument}")
    elif test.argument is not None:
        state = "known to" if test.state == "known" else test.state
        other = names.in_sentence(test.argument)
    words = state_words(names.kind(subject) or names.kind(test.subject), state)
    if words is None:
        return f"{names.in_sentence(subject)} {test.state}"
    return str(getattr(words, which)).format(name=names.in_sentence(subject), other=other, time=time)


def _comparison(test: MeasureTest, names: Names, *, holds: bool) -> str:
    op = test.op if holds else OPPOSITE[test.op]
    measure = test.measure
    kind, name = _kind_and_name(measure, names)
    if not isinstance(test.value, str):
        return _compared(op, _measured(measure, names), _measured(test.value, names))
    plain = not (measure.amount or measure.peak or measure.per_hour or measure.because)
    if plain and test.value == "0" and op in {">", "=", "<=", "!="} and counts_items(kind, name):
        there_are = _("{name} has {items}") if op in {">", "!="} else _("{name} has no {items}")
        return there_are.format(name=_owner(measure, names), items=measure_noun(kind, name))
    is_share = (
        name in SHARES or (kind == "line" and measure.names[0] == "used") or (kind, name) == ("component", "wrong")
    )
    return _compared(op, _measured(measure, names), amount(test.value, is_share=is_share))


def _compared(op: str, left: str, right: str) -> str:
    words = {
        "<": _("{left} is less than {right}"),
        "<=": _("{left} is at most {right}"),
        ">": _("{left} is more than {right}"),
        ">=": _("{left} is at least {right}"),
        "=": _("{left} is {right}"),
        "!=": _("{left} is other than {right}"),
    }
    return words[op].format(left=left, right=right)


def _time(op: str, at: str) -> str:
    words = {
        "<": _("it is before {clock}"),
        "<=": _("it is {clock} or earlier"),
        ">": _("it is past {clock}"),
        ">=": _("it is {clock} or later"),
        "=": _("it is {clock}"),
        "!=": _("it is not {clock}"),
    }
    return words[op].format(clock=at)


def _kind_and_name(measure: Measure, names: Names) -> tuple[str, str]:
    """Whose measure it is, and which; of a limit or a step the owner comes first."""
    part = f"{measure.subject}.{measure.names[0]}" if len(measure.names) > 1 else ""
    kind = names.kind(part) or names.kind(measure.subject)
    return kind, measure.names[-1]


def _owner(measure: Measure, names: Names) -> str:
    part = ".".join((measure.subject, *measure.names[:-1]))
    return names.in_sentence(part if names.kind(part) else measure.subject)


def _measured(measure: Measure, names: Names, *, each: bool = False) -> str:
    kind, name = _kind_and_name(measure, names)
    if kind == "line" and measure.names[0] == "used" and len(measure.names) > 1:
        noun = _("share used of the tolerance for {form}").format(form=form_name(name))
    else:
        noun = measure_noun(kind, name) if measure.amount or each else number_of(kind, name)
    for asked, words in (
        (measure.amount, _("amount of money in {measure}")),
        (measure.per_hour, _("{measure} an hour")),
        (measure.peak, _("peak of {measure}")),
    ):
        noun = words.format(measure=noun) if asked else noun
    if measure.because is not None:
        cause = names.in_sentence(measure.because)
        return _("{measure} of {name} because of {cause}").format(
            measure=noun, name=_owner(measure, names), cause=cause
        )
    return _("{measure} of {name}").format(measure=noun, name=_owner(measure, names))
