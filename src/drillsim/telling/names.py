"""Owns what things are called: an id's title, and what kind of thing it is.

1. A thing goes by its title. Its id stands behind it where it is met first, because the id is what a command takes.
2. A title that is a phrase of its own (a message, a question, an event) stands in quotation marks in a sentence.
3. What nobody gave a title goes by its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from drillsim.telling.cells import one_line
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.model import Scenario, Topology

KINDS: Final[Mapping[str, str]] = {
    "roles": "role", "routes": "route", "crews": "crew", "components": "component", "lines": "line",
    "backlogs": "backlog", "jobs": "job", "tasks": "task", "signals": "signal", "events": "event",
    "obligations": "obligation", "given": "given", "decisions": "decision", "injects": "inject",
    "objectives": "objective",
}  # fmt: skip
"""Every section whose entries have ids, and what one of them is called."""
PHRASES: Final = frozenset(
    {"signal", "inject", "decision", "event", "given", "obligation", "objective", "option", "task"}
)
"""Kinds whose titles are phrases of their own."""
PARTS: Final[Mapping[str, str]] = {"options": "option", "steps": "step", "limits": "limit", "groups": "group"}


class Names:
    """The names of everything in a topology and a scenario on it, in the language in use."""

    def __init__(self, topology: Topology, scenario: Scenario | None = None) -> None:
        self._titles: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._met: set[str] = set()
        lang = language_in_use()
        for model in (topology, scenario):
            for section, kind in KINDS.items():
                for name, entry in getattr(model, section, {}).items():
                    for path, title, what in _titled(name, entry, kind, lang):
                        self._kinds[path] = what
                        if title:
                            self._titles[path] = title
        for window in topology.calendar.windows:
            self._kinds[window] = "window"

    def kind(self, subject: str) -> str:
        """What kind of thing an id names; nothing where no file describes it."""
        return self._kinds.get(subject, "")

    def title(self, subject: str) -> str:
        """The title of a thing, or of a part of one; nothing where it has none."""
        title = self._titles.get(subject)
        if title is not None:
            return title
        owner, dot, part = subject.partition(".")
        if dot and part == "forced" and owner in self._titles:
            return _("the switch of {name} by hand").format(name=self._titles[owner])
        if dot and owner in self._titles:
            return f"{self._titles[owner]}: {part}"
        for end, words in (("/is-out", _("word that {name} is out")), ("/is-back", _("word that {name} is back"))):
            line = subject.removesuffix(end)
            if line != subject and line in self._titles:
                return words.format(name=self._titles[line])
        return ""

    def short_name(self, subject: str) -> str:
        """A thing by its title, or its id where it has none."""
        return self.title(subject) or subject

    def full_name(self, subject: str) -> str:
        """A thing by its title, its id behind it."""
        return self._with_id(self.title(subject), subject)

    def in_sentence(self, subject: str) -> str:
        """A thing as it stands in a sentence: its id behind it where it is met first."""
        title = self.title(subject)
        if title and (self.kind(subject) in PHRASES or subject.endswith(("/is-out", "/is-back"))):
            title = _('"{title}"').format(title=title)
        if not title or subject in self._met:
            return title or subject
        self.meet(subject)
        return self._with_id(title, subject)

    def sender(self, subject: str) -> str:
        """Whoever a message comes from: a role, a crew, or somebody outside whom no file describes."""
        if self.kind(subject) in {"role", "crew"}:
            return self.in_sentence(subject)
        return _outsider(subject) or subject

    def meet(self, subject: str) -> None:
        """Notes that the reader has seen which id this thing has."""
        self._met.add(subject)

    def forget(self) -> None:
        """Begins anew: the reader has met nothing."""
        self._met.clear()

    def _with_id(self, title: str, subject: str) -> str:
        return _("{title} ({id})").format(title=title, id=subject) if title else subject


def _outsider(subject: str) -> str:
    """Those outside an institution who send it messages, by the ids that files use for them."""
    return {
        "attacker": _("the attacker"),
        "bank": _("the bank"),
        "board": _("the board"),
        "branches": _("the branches"),
        "broker": _("the broker"),
        "customers": _("customers"),
        "net-bank": _("the bank"),
        "operator": _("the operator"),
        "media": _("the press"),
        "press": _("the press"),
        "regulator": _("the regulator"),
        "vendor": _("the vendor"),
    }.get(subject, "")


def _titled(name: str, entry: object, kind: str, lang: str) -> Iterator[tuple[str, str, str]]:
    """A thing and its parts: each with its title and its kind."""
    title = getattr(entry, "title", None)
    yield name, one_line(title.in_language(lang)) if title is not None else "", kind
    for field, what in PARTS.items():
        for part, inner in (getattr(entry, field, None) or {}).items():
            yield from _titled(f"{name}.{part}", inner, what, lang)
    if getattr(entry, "first_of", ()):
        yield f"{name}.forced", "", "step"
