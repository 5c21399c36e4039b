"""Owns how a scenario or a topology is told on a terminal: the words of the file, in the reader's order.

1. What is told is what is written, overlays applied: durations, rates and conditions keep the planner's own form.
2. A section that the file does not have is not mentioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from drillsim.telling.cells import cell_width, one_line, pad, wrap
from drillsim.telling.language import _, ngettext

TERM_MAX = 28
INDENT = "  "
Written = Mapping[str, Any]
"""A map as the file holds it."""


def in_language(text: object, lang: str) -> str:
    """A written text in a language, or in the other where it has only that one."""
    if isinstance(text, Mapping):
        text = text.get(lang) or next(iter(text.values()), "")
    return "" if text is None else one_line(str(text))


def in_words(value: object, lang: str = "en") -> str:
    """A written value on one line: ``fail hub/disk-a``, ``all of (hub down; time >= 08:00)``."""
    if isinstance(value, Mapping):
        if set(value) <= {"en", "ja"} and value:
            return in_language(value, lang)
        return _map_in_words(value, lang)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(in_words(part, lang) for part in value)
    return "" if value is None else one_line(str(value))


def _map_in_words(value: Written, lang: str) -> str:
    words = []
    for key, part in value.items():
        if key == "do" and len(value) > 1:
            words.append(f"→ {in_words(part, lang)}")
        elif key == "do":
            words.append(in_words(part, lang))
        elif isinstance(part, list) and all(isinstance(each, str) and " " not in each for each in part):
            words.append(f"{key} {', '.join(part)}")
        elif isinstance(part, Mapping | list):
            words.append(f"{key} ({in_words(part, lang)})")
        elif isinstance(part, bool):
            words.append(key if part else f"{key}: no")
        else:
            words.append(f"{key} {in_words(part, lang)}".rstrip())
    return " ".join(words)


def render_scenario(scenario: Written, topology: Written, lang: str, width: int) -> list[str]:
    """The story of a scenario: what it is about, what lies hidden, what happens, what can be decided, what is asked."""
    frame = [
        (_("topology"), _named(topology, lang)),
        (_("from"), in_words(scenario.get("starts"))),
        (_("to"), in_words(scenario.get("ends"))),
    ]
    return [
        *_opening(scenario, lang, width),
        *_terms(None, frame, width),
        *_terms(_("What lies hidden"), _each(scenario, "given", lang), width),
        *_terms(_("What happens"), _each(scenario, "events", lang), width),
        *_decisions(scenario, topology, lang, width),
        *_terms(_("Messages"), _messages(scenario, lang), width),
        *_terms(_("What is owed"), _obligations(scenario), width),
        *_terms(_("Objectives"), _objectives(scenario, lang), width),
        *_terms(_("What was published"), _published(scenario, lang), width),
        *_terms(_("What if (--with NAME)"), _what_ifs(scenario, lang), width),
        *_terms(_("Questions to discuss"), _questions(scenario, lang), width),
        *_terms(_("Where the numbers come from"), _basis(scenario), width),
    ]


def render_topology(topology: Written, lang: str, width: int) -> list[str]:
    """An institution at a glance: its lines with their tolerances, then everything behind them."""
    calendar = topology.get("calendar") or {}
    windows = ((name, in_words(window)) for name, window in (calendar.get("windows") or {}).items())
    titled = (
        (_("Backlogs"), "backlogs"),
        (_("Jobs"), "jobs"),
        (_("Crews"), "crews"),
        (_("Roles"), "roles"),
        (_("Routes"), "routes"),
    )
    lines: list[str] = []
    for heading, section in titled:
        lines += _terms(heading, _titles(topology, section, lang), width)
    return [
        *_opening(topology, lang, width),
        *_terms(_("Business lines and what they may lose"), _lines(topology, lang), width),
        *_terms(_("Components"), _components(topology, lang), width),
        *lines,
        *_terms(_("Contingency plan"), _each(topology, "contingency_plan", lang), width),
        *_terms(_("Hours ({zone})").format(zone=calendar.get("zone", "Asia/Tokyo")), windows, width),
        *_terms(_("Where the numbers come from"), _basis(topology), width),
    ]


def _named(topology: Written, lang: str) -> str:
    return f"{topology.get('id', '')}  {in_language(topology.get('title'), lang)}".strip()


def _opening(data: Written, lang: str, width: int) -> list[str]:
    title = in_language(data.get("title"), lang)
    lines = [str(data.get("id", "")), *wrap(title, width)]
    for paragraph in _paragraphs(data.get("about"), lang):
        lines += ["", *wrap(paragraph, width)]
    return lines


def _paragraphs(text: object, lang: str) -> list[str]:
    """A longer text, cut where a line was left empty."""
    if isinstance(text, Mapping):
        text = text.get(lang) or next(iter(text.values()), "")
    return [one_line(part) for part in str(text or "").split("\n\n") if part.strip()]


def _terms(heading: str | None, pairs: Iterable[tuple[str, str]], width: int) -> list[str]:
    """A section: names on the left, what there is to say on the right, wrapped below itself."""
    rows = list(pairs)
    if not rows:
        return []
    column = min(max(cell_width(name) for name, _words in rows), TERM_MAX)
    lines = ["", heading] if heading else [""]
    for name, words in rows:
        wrapped = wrap(words, width - column - 2 * len(INDENT))
        if cell_width(name) > column:
            lines.append(INDENT + name)
        else:
            lines.append(f"{INDENT}{pad(name, column)}{INDENT}{wrapped.pop(0) if wrapped else ''}".rstrip())
        lines += [INDENT + " " * column + INDENT + line for line in wrapped]
    return lines


def _each(data: Written, section: str, lang: str) -> Iterator[tuple[str, str]]:
    for name, value in (data.get(section) or {}).items():
        title = in_language(value.get("title"), lang) if isinstance(value, Mapping) else ""
        rest = {key: part for key, part in value.items() if key != "title"} if isinstance(value, Mapping) else value
        yield name, f"{title}: {in_words(rest, lang)}" if title else in_words(rest, lang)


def _titles(data: Written, section: str, lang: str) -> Iterator[tuple[str, str]]:
    for name, value in (data.get(section) or {}).items():
        yield name, in_language((value or {}).get("title"), lang)


def _lines(topology: Written, lang: str) -> Iterator[tuple[str, str]]:
    for name, line in (topology.get("lines") or {}).items():
        written = line or {}
        title = in_language(written.get("title"), lang)
        tolerance = ", ".join(f"{form} {in_words(limit)}" for form, limit in (written.get("tolerance") or {}).items())
        yield name, " — ".join(part for part in (title, tolerance) if part)


def _components(topology: Written, lang: str) -> Iterator[tuple[str, str]]:
    for name, component in (topology.get("components") or {}).items():
        written = component or {}
        title = in_language(written.get("title"), lang)
        yield name, f"{title} [{written.get('kind', '')}]".strip()


def _decisions(scenario: Written, topology: Written, lang: str, width: int) -> list[str]:
    roles = topology.get("roles") or {}
    lines: list[str] = []
    for name, decision in (scenario.get("decisions") or {}).items():
        role = str(decision.get("to", ""))
        title = in_language((roles.get(role) or {}).get("title"), lang) or role
        asked = in_language(decision.get("asks") or decision.get("title"), lang)
        when = _("asked of {role} when {condition}").format(role=title, condition=in_words(decision.get("when")))
        told = [f"{name}: {asked}" if asked else name, f"({when})"]
        lines += ["", *(INDENT + line for part in told for line in wrap(part, width - len(INDENT)))]
        options = ((option, _option(how or {}, lang)) for option, how in (decision.get("options") or {}).items())
        lines += [INDENT + line for line in _terms(None, options, width - len(INDENT))[1:]]
    return ["", _("What can be decided"), *lines[1:]] if lines else []


def _option(option: Written, lang: str) -> str:
    words = [in_language(option.get("title"), lang)]
    for key, heading in (
        ("authority", _("approved by {value}")),
        ("takes", _("takes {value}")),
        ("when", _("only when {value}")),
        ("forbidden", _("forbidden: {value}")),
    ):
        if option.get(key) is not None:
            words.append(heading.format(value=in_words(option[key], lang)))
    words += [in_words(option[key], lang) for key in ("do", "then") if option.get(key)]
    return "; ".join(word for word in words if word)


def _messages(scenario: Written, lang: str) -> Iterator[tuple[str, str]]:
    for name, inject in (scenario.get("injects") or {}).items():
        when = in_words(inject.get("at") or inject.get("when") or (_("in reserve") if inject.get("reserve") else ""))
        route = f"{inject.get('from', '')} → {in_words(inject.get('to'))}".strip()
        says = in_language(inject.get("says") or inject.get("title"), lang)
        yield name, "; ".join(part for part in (when, route, says) if part)


def _obligations(scenario: Written) -> Iterator[tuple[str, str]]:
    for name, owed in (scenario.get("obligations") or {}).items():
        words = (
            _("{role}, {time} after {condition}; met when {met}")
            if "within" in owed
            else _("{role} by {time} after {condition}; met when {met}")
        )
        said = words.format(
            role=owed.get("of", ""),
            time=in_words(owed.get("within") or owed.get("by")),
            condition=in_words(owed.get("when")),
            met=in_words(owed.get("met_when")),
        )
        yield name, said


def _objectives(scenario: Written, lang: str) -> Iterator[tuple[str, str]]:
    for name, objective in (scenario.get("objectives") or {}).items():
        criteria = (
            in_language(each["observe"], lang) if isinstance(each, Mapping) and "observe" in each else in_words(each)
            for each in objective.get("criteria") or ()
        )
        title = in_language(objective.get("title"), lang)
        yield name, "; ".join(part for part in (title, *criteria) if part)


def _published(scenario: Written, lang: str) -> Iterator[tuple[str, str]]:
    for row in scenario.get("published") or ():
        at = in_words(row.get("at"))
        what = in_language(row.get("what"), lang)
        if "decided" in row:
            said = _("decided: {choice}").format(choice=row["decided"])
        elif "figure" in row:
            said = f"{in_words(row.get('of'))} = {in_words(row['figure'])}"
        else:
            said = in_words(row.get("is"))
        yield at, f"{what} ({said})" if what else said


def _what_ifs(scenario: Written, lang: str) -> Iterator[tuple[str, str]]:
    for name, change in (scenario.get("what_ifs") or {}).items():
        told = in_language(change.get("title") or change.get("about"), lang)
        parts = {key: change[key] for key in ("without", "set", "decide", "with") if change.get(key)}
        yield name, told or in_words(parts, lang)


def _questions(scenario: Written, lang: str) -> Iterator[tuple[str, str]]:
    for number, question in enumerate(scenario.get("questions") or (), start=1):
        yield f"{number}.", in_language(question, lang)


def _basis(data: Written) -> Iterator[tuple[str, str]]:
    """How many parameters are published, calibrated and assumed, and what the rest is."""
    basis = data.get("basis") or {}
    counts = {"published": 0, "calibrated": 0, "assumed": 0}
    for path, source in basis.items():
        word = source if isinstance(source, str) else next(iter(source), "assumed")
        if path == "*":
            yield _("unless said"), _basis_word(word)
        elif word in counts:
            counts[word] += 1
    for word, count in counts.items():
        if count:
            yield _basis_word(word), ngettext("{count} entry", "{count} entries", count).format(count=count)


def _basis_word(word: str) -> str:
    return {"published": _("published"), "calibrated": _("calibrated"), "assumed": _("assumed")}.get(word, word)
