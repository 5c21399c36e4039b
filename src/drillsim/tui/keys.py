"""Owns every action that a key brings about: its id, its usual keys, and its words.

1. One table for the keys, the footer, the help and the command palette, so that none of them can disagree.
2. Keys are letters, digits, F1 to F10, space, return, arrows and tab: multiplexers eat the rest.
3. A person's own keys replace ours by the id of an action.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from textual.binding import Binding

from drillsim.telling.language import _, language_in_use

Say = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key brings about."""

    id: str
    """What is called: ``action_`` and this, with an underscore for each dash."""
    keys: str
    """The usual keys, a comma between them."""
    says: Say
    """What it does, in the language in use."""
    short: Say | None = None
    """A word or two for the footer; an action without one is not shown there."""


def _action(id_: str, keys: str, says: Say, short: Say | None = None) -> Action:
    return Action(id_, keys, says, short)


ANYWHERE: Final = (
    _action("help", "f1,question_mark", lambda: _("What the keys do"), lambda: _("Help")),
    _action(
        "language",
        "f2",
        lambda: _("Switch between English and Japanese"),
        lambda: "English" if language_in_use() == "ja" else "日本語",
    ),
    _action("settings", "f3", lambda: _("Colours, signs and other settings")),
    _action("picture", "f8", lambda: _("Save a picture of the screen")),
    _action("command-palette", "ctrl+p", lambda: _("Find an action by name")),
    _action("leave", "q", lambda: _("Leave; everything is kept"), lambda: _("Leave")),
)
"""On every screen."""

DRILL: Final = (
    _action("pause", "space", lambda: _("Stop the clock, or let it go on"), lambda: _("Clock")),
    _action("decide", "d", lambda: _("Answer an open question"), lambda: _("Decide")),
    _action("act", "a", lambda: _("Start or cancel work, send a message, report, ask, note"), lambda: _("Act")),
    _action("inject", "i", lambda: _("Bring something about (facilitator)"), lambda: _("Inject")),
    _action("faster", "plus,equals_sign", lambda: _("Let the clock run faster"), lambda: _("Faster")),
    _action("slower", "minus", lambda: _("Let the clock run slower")),
    _action("next-event", "full_stop", lambda: _("On to the next thing that is told here"), lambda: _("Next")),
    _action("next-question", "greater_than_sign", lambda: _("On to the next question")),
    _action("go-to", "S", lambda: _("On to a time, or until something holds")),
    _action("back", "left_square_bracket", lambda: _("Back to an earlier moment, as a new branch"), lambda: _("Back")),
    _action("branches", "B", lambda: _("List, name, compare and switch branches"), lambda: _("Branches")),
    _action("fork", "b", lambda: _("Go on from here as a new branch")),
    _action("find", "slash", lambda: _("Find in the panel"), lambda: _("Find")),
    _action("next-unread", "n", lambda: _("The next message that is unread"), lambda: _("Unread")),
    _action("all-read", "N", lambda: _("Mark every message as read")),
    _action("path", "p", lambda: _("Mark what the chosen line hangs on"), lambda: _("Path")),
    _action("order", "s", lambda: _("Lines: worst first, or in their own order"), lambda: _("Order")),
    _action("jump", "o", lambda: _("Jump to a panel by its letter")),
    _action("enlarge", "z", lambda: _("Make a panel as large as the screen, or small again")),
    _action("copy", "y", lambda: _("Copy what is chosen")),
    _action("published", "P", lambda: _("What really happened, beside this drill")),
    _action("turn", "f4", lambda: _("To the facilitator's place, or back")),
    _action("summary", "f5", lambda: _("What came of it so far")),
    _action("coach", "f6", lambda: _("Send the coach away, or bring it back")),
    *(
        _action(f"panel({number})", str(number), lambda number=number: _("Panel {number}").format(number=number))  # type: ignore[misc]
        for number in range(1, 7)
    ),
)
"""In a drill."""

START: Final = (
    _action("find", "slash", lambda: _("Find a case by its words"), lambda: _("Find")),
    _action("next-group", "right,l", lambda: _("The next group of cases")),
    _action("group-before", "left,h", lambda: _("The group of cases before")),
    _action("how-long", "t", lambda: _("Short cases only, or long ones, or all"), lambda: _("Length")),
    _action("written-in", "w", lambda: _("Cases in one language only, or all"), lambda: _("Written in")),
    _action("kept", "r", lambda: _("Take up a drill that was held"), lambda: _("Take up")),
)
"""Where one begins."""


PANEL_NUMBERS: Final = tuple(f"panel({number})" for number in range(1, 7))

GROUPS: Final[tuple[tuple[Say, tuple[str, ...]], ...]] = (
    (lambda: _("Time"), ("pause", "faster", "slower", "next-event", "next-question", "go-to")),
    (lambda: _("Deciding and acting"), ("decide", "act", "inject", "turn")),
    (lambda: _("Going back and branches"), ("back", "fork", "branches", "published", "summary")),
    (
        lambda: _("Looking about"),
        ("find", "next-unread", "all-read", "path", "order", "jump", "enlarge", "copy", "coach", *PANEL_NUMBERS),
    ),
    (lambda: _("Finding a case"), ("next-group", "group-before", "how-long", "written-in", "kept")),
    (lambda: _("Everywhere"), tuple(action.id for action in ANYWHERE)),
)
"""What the actions are for; one that is in no group is told among those that look about."""

OF_PANEL: Final[Mapping[str, tuple[str, ...]]] = {
    "lines": ("path", "order"),
    "inbox": ("next-unread", "all-read", "find"),
    "story": ("find", "back"),
    "work": ("act",),
    "questions": ("decide",),
    "systems": ("path",),
    "cases": ("next-group", "group-before", "find", "how-long", "written-in", "kept"),
}
"""By panel: the actions that one looks for there first."""


def grouped(actions: Iterable[Action]) -> list[tuple[str, list[Action]]]:
    """The actions by what they are for."""
    known = {action.id: action for action in actions}
    named = {id_ for _says, ids in GROUPS for id_ in ids}
    groups = [(says(), [known[id_] for id_ in ids if id_ in known]) for says, ids in GROUPS]
    others = [action for id_, action in known.items() if id_ not in named]
    return [*groups, (_("More"), others)]


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """The keys of some actions, as Textual takes them; their words are drawn elsewhere."""
    return [
        Binding(action.keys, action.id.replace("-", "_"), "", show=False, id=action.id, system=True)
        for action in actions
    ]


def key_name(keys: str) -> str:
    """The first of some keys as it is written on a key."""
    return _key_name(keys.partition(",")[0])


def key_names(keys: str) -> str:
    """All keys of an action as they are written on keys."""
    return " ".join(_key_name(key.strip()) for key in keys.split(","))


def _key_name(key: str) -> str:
    return _NAMES.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)


def keys_of(action: Action, chosen: Mapping[str, str]) -> str:
    """The keys of an action, a person's own before ours."""
    return chosen.get(action.id, action.keys)


def key_problems(chosen: Mapping[str, str]) -> list[str]:
    """What is wrong with a person's own keys: an action that does not exist, a key that two actions have."""
    from drillsim.library.nearest import nearest_word

    problems = []
    everything = {action.id: action for action in (*ANYWHERE, *DRILL, *START)}
    for id_ in chosen:
        if id_ not in everything:
            near = nearest_word(id_, list(everything))
            said = _("[keys]: there is no action '{name}'").format(name=id_)
            hint = _("did you mean '{name}'?").format(name=near) if near else ""
            problems.append(f"{said}; {hint}" if hint else said)
    told: set[frozenset[str]] = set()
    for screen in ((*ANYWHERE, *DRILL), (*ANYWHERE, *START)):
        by_key: dict[str, str] = {}
        # Those that somebody chose come last: they are what is told, and they are what counts.
        for action in sorted(screen, key=lambda action: action.id in chosen):
            for key in keys_of(action, chosen).split(","):
                other = by_key.setdefault(_plain_key(key), action.id)
                if other != action.id and frozenset({other, action.id}) not in told:
                    told.add(frozenset({other, action.id}))
                    said = _("[keys]: '{key}' is the key of '{name}' and of '{other}'; give one of them another")
                    problems.append(said.format(key=key.strip(), name=action.id, other=other))
    return problems


def _plain_key(key: str) -> str:
    """A key by one name, whichever way it was written."""
    key = key.strip()
    return {sign: name for name, sign in _NAMES.items()}.get(key, key)


_NAMES: Final = {
    "space": "space", "plus": "+", "minus": "-", "equals_sign": "=", "full_stop": ".", "greater_than_sign": ">",
    "left_square_bracket": "[", "right_square_bracket": "]", "slash": "/", "question_mark": "?",
}  # fmt: skip
