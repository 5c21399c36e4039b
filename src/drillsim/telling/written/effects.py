"""Owns how an effect reads as a sentence: ``{degrade: core, to: 0.5, for: 1h}`` as "let core work at 50% for 1h".

1. Every effect of the closed set has its words here; a test holds the table against the model's.
2. What an effect carries (after, for, until, over, chance) is put round the words for what it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from drillsim.model import effects as model
from drillsim.model.quantities import WHOLE
from drillsim.telling import figures
from drillsim.telling.cells import closed_up
from drillsim.telling.language import _
from drillsim.telling.written.conditions import until_words
from drillsim.telling.written.paths import setting_words
from drillsim.telling.written.values import factor, items, spread

if TYPE_CHECKING:
    from drillsim.telling.names import Names


def effect_words(effect: model.EffectPart, names: Names) -> str:
    """What an effect does, when, for how long, with what chance."""
    told = WORDS[type(effect)](effect, names)
    over = getattr(effect, "over", 0)
    if over:
        told = _("{effect}, step by step over {time}").format(effect=told, time=figures.duration(over))
    if effect.for_ is not None:
        told = _("{effect} for {time}").format(effect=told, time=figures.duration(effect.for_))
    if effect.until is not None:
        told = _("{effect} {until}").format(effect=told, until=until_words(effect.until, names))
    if effect.after.high:
        told = _("after {time}, {effect}").format(effect=told, time=spread(effect.after))
    if effect.chance != WHOLE:
        told = _("{effect} with a chance of {chance}").format(effect=told, chance=figures.share(effect.chance))
    return closed_up(told)


def effects_words(effects: Iterable[model.EffectPart], names: Names) -> str:
    """Several effects in one sentence."""
    return _("; ").join(effect_words(effect, names) for effect in effects)


def effects_list(heading: str, effects: Sequence[model.EffectPart], names: Names) -> list[str]:
    """Several effects below a heading; a single one beside it."""
    told = [effect_words(effect, names) for effect in effects]
    if len(told) > 1:
        return [_("{heading}:").format(heading=heading), *(_("- {criterion}").format(criterion=each) for each in told)]
    return [closed_up(_("{when}: {effect}").format(when=heading, effect=each)) for each in told]


def _fail(effect: model.Fail, names: Names) -> str:
    name = names.in_sentence(effect.fail)
    if effect.units is not None:
        return _("fail {count} units of {name}").format(count=figures.count(effect.units), name=name)
    is_work = names.kind(effect.fail) in {"job", "task", "step"}
    return (_("let {name} abend") if is_work else _("fail {name}")).format(name=name)


def _degrade(effect: model.Degrade, names: Names) -> str:
    return _("lower {name} to {level}").format(name=names.in_sentence(effect.degrade), level=figures.share(effect.to))


def _destabilise(effect: model.Destabilise, names: Names) -> str:
    name = names.in_sentence(effect.destabilise)
    if effect.to:
        return _("make {name} unstable, at {level}").format(name=name, level=figures.share(effect.to))
    return _("make {name} unstable").format(name=name)


def _corrupt(effect: model.Corrupt, names: Names) -> str:
    name = names.in_sentence(effect.corrupt)
    if effect.items is not None:
        return _("put {count} wrong records into {name}").format(count=items(effect.items), name=name)
    if effect.share is None or effect.share == WHOLE:
        return _("let {name} give wrong answers").format(name=name)
    return _("let {share} of the answers of {name} be wrong").format(share=figures.share(effect.share), name=name)


def _expose(effect: model.Expose, names: Names) -> str:
    name = names.in_sentence(effect.expose)
    if effect.items is not None:
        return _("expose {count} records of {name}").format(count=items(effect.items), name=name)
    if effect.rate is not None:
        return _("expose {rate} records of {name}").format(rate=figures.rate(effect.rate), name=name)
    return _("expose records of {name}").format(name=name)


def _repair(effect: model.Repair, names: Names) -> str:
    name = names.in_sentence(effect.repair)
    if effect.units is not None:
        return _("repair {count} units of {name}").format(count=figures.count(effect.units), name=name)
    return (_("undo {name}") if names.kind(effect.repair) == "given" else _("repair {name}")).format(name=name)


def _withhold(effect: model.Withhold, names: Names) -> str:
    words = {
        "line": _("withhold {name} from customers"),
        "component": _("take {name} out of use"),
        "job": _("hold {name} back"),
        "backlog": _("stop working on {name}"),
    }
    said = words.get(names.kind(effect.withhold)) or _("switch {name} off")
    return said.format(name=names.in_sentence(effect.withhold))


def _release(effect: model.Release, names: Names) -> str:
    words = {
        "line": _("offer {name} to customers again"),
        "component": _("put {name} into use"),
        "job": _("let {name} go on"),
        "backlog": _("work on {name} again"),
    }
    said = words.get(names.kind(effect.release)) or _("switch {name} on")
    return said.format(name=names.in_sentence(effect.release))


def _switch(effect: model.Switch, names: Names) -> str:
    name = names.in_sentence(effect.switch)
    if effect.to is None:
        return _("switch {name} over by hand").format(name=name)
    return _("switch {name} over to {other} by hand").format(name=name, other=names.in_sentence(effect.to))


def _start(effect: model.Start, names: Names) -> str:
    name = names.in_sentence(effect.start)
    if effect.force:
        return _("start {name}, whatever it should wait for").format(name=name)
    is_component = names.kind(effect.start) == "component"
    return (_("start {name} up") if is_component else _("start {name}")).format(name=name)


def _cancel(effect: model.Cancel, names: Names) -> str:
    return _("cancel {name}").format(name=names.in_sentence(effect.cancel))


def _set(effect: model.SetTo, names: Names) -> str:
    return setting_words(effect.set, effect.to, names)


def _surge(effect: model.Surge, names: Names) -> str:
    name, is_line = names.in_sentence(effect.surge), names.kind(effect.surge) != "component"
    if effect.add is not None:
        said = _("add {rate} to the demand at {name}") if is_line else _("add {rate} to the load on {name}")
        return said.format(rate=figures.rate(effect.add), name=name)
    said = (
        _("bring the demand at {name} to {factor} times the usual")
        if is_line
        else _("bring the load on {name} to {factor} times the usual")
    )
    return said.format(name=name, factor=factor(effect.by if effect.by is not None else WHOLE))


def _divert(effect: model.Divert, names: Names) -> str:
    name, other = names.in_sentence(effect.divert), names.in_sentence(effect.to)
    if effect.share == WHOLE:
        return _("send what comes to {name} on to {other}").format(name=name, other=other)
    said = _("send {share} of what comes to {name} on to {other}")
    return said.format(share=figures.share(effect.share), name=name, other=other)


def _move(effect: model.Move, names: Names) -> str:
    ends = {
        "failed": _("count what waits in {name} as failed"),
        "turned_away": _("count what waits in {name} as turned away"),
        "served": _("count what waits in {name} as served"),
        "wrong": _("count what waits in {name} as wrong"),
    }
    other = names.in_sentence(effect.to) if effect.to not in ends else ""
    said = ends.get(effect.to) or _("move what waits in {name} to {other}")
    told = said.format(name=names.in_sentence(effect.move), other=other)
    if effect.line is not None:
        told = _("{effect} (only items of {name})").format(effect=told, name=names.in_sentence(effect.line))
    if effect.share != WHOLE:
        told = _("{effect} ({share} of it)").format(effect=told, share=figures.share(effect.share))
    if effect.items is not None:
        told = _("{effect} (at most {count} items)").format(effect=told, count=items(effect.items))
    return told


def _send(effect: model.Send, names: Names) -> str:
    return _("send {name}").format(name=names.in_sentence(effect.send))


def _call(effect: model.Call, names: Names) -> str:
    name = names.in_sentence(effect.call)
    if effect.people is None:
        return _("call {name} in").format(name=name)
    return _("call {count} of {name} in").format(count=figures.count(effect.people), name=name)


WORDS: dict[type[model.EffectPart], Callable[[Any, Names], str]] = {
    model.Fail: _fail,
    model.Degrade: _degrade,
    model.Destabilise: _destabilise,
    model.Corrupt: _corrupt,
    model.Expose: _expose,
    model.Repair: _repair,
    model.Withhold: _withhold,
    model.Release: _release,
    model.Switch: _switch,
    model.Start: _start,
    model.Cancel: _cancel,
    model.SetTo: _set,
    model.Surge: _surge,
    model.Divert: _divert,
    model.Move: _move,
    model.Send: _send,
    model.Call: _call,
}
"""How each effect of the closed set is told."""
