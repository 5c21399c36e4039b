"""Owns how one thing is told in full, when somebody opens it: a line, a system, work, a duty, what fills or waits.

Told is what the seat sees of it, and what is written in the topology; what a scenario hides is not.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from drillsim.model.conditions import ConditionError, parse_condition
from drillsim.telling import figures
from drillsim.telling.cells import cell_width, one_line, wrap
from drillsim.telling.language import _
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import condition_words
from drillsim.telling.written.needs import needs_words
from drillsim.tui.painting.lines import form_figures, form_look
from drillsim.tui.painting.rows import Row, Span, line_of
from drillsim.tui.painting.signs import bar
from drillsim.tui.painting.states import state_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from drillsim.drill import Snapshot
    from drillsim.drill.sight import BacklogRow, FormRow, LimitRow, LineRow, ObligationRow, SystemRow, TaskRow
    from drillsim.engine import Record
    from drillsim.tui.painting.lexicon import Lexicon

Fact = tuple[str, str]
_BAR = 20


def detail_of(
    lexicon: Lexicon, seen: Snapshot, panel: str, key: str, known: Mapping[str, str]
) -> Callable[[int], tuple[Row, ...]] | None:
    """What to show of a row that was chosen in a panel; nothing if it cannot be opened."""
    if panel == "systems":
        return partial(_systems, lexicon, [row for row in seen.systems if row.component in key.split()], known)
    if panel == "story":
        record = next((each for each in seen.timeline if str(each.position) == key), None)
        return partial(_happened, lexicon, seen, record) if record is not None else None
    if panel == "lines":
        line = next((row for row in seen.lines if row.line == key), None)
        return partial(_line, lexicon, line, known) if line is not None else None
    kind, _space, name = key.partition(" ") if panel == "work" else (panel, "", key)
    if kind not in _TOLD:
        return None
    section, attribute, told = _TOLD[kind]
    row = next((each for each in getattr(seen, section) if getattr(each, attribute) == name), None)
    return partial(told, lexicon, row) if row is not None else None


def _page(title: str, facts: Sequence[Fact], width: int, more: Sequence[Row] = ()) -> tuple[Row, ...]:
    """A title, facts behind their headings, and what comes after them."""
    rows = [line_of(part, "strong") for part in wrap(title, width)]
    rows.append(line_of(""))
    room = max((cell_width(heading) for heading, _fact in facts), default=0) + 2
    for heading, fact in facts:
        first, *others = wrap(fact, max(8, width - room)) or [""]
        rows.append(Row((Span(heading + " " * (room - cell_width(heading)), "dim"), Span(first))))
        rows += [Row((Span(" " * room), Span(other))) for other in others]
    return (*rows, *([line_of("")] if more else []), *more)


def _happened(lexicon: Lexicon, seen: Snapshot, record: Record, width: int) -> tuple[Row, ...]:
    """What happened, whole; of an act also whose it was and why."""
    facts = [(_("At"), lexicon.moment(record.time))]
    act = next((act for act in seen.acts if act.record == record.position), None)
    if act is not None:
        facts.append((_("By"), lexicon.name(act.role) if act.role else _("the facilitator")))
        facts += [(_("Why"), one_line(act.why))] if act.why else []
        facts += [(_("How sure"), sure_word(act.confidence))] if act.confidence else []
    return _page(lexicon.sentence(record), facts, width)


def sure_word(confidence: str) -> str:
    """How sure somebody was."""
    return {"low": _("low"), "medium": _("medium"), "high": _("high")}.get(confidence, one_line(confidence))


def _state(lexicon: Lexicon, state: str, since: int | None) -> str:
    word = state_cell(state, lexicon.signs)
    return word if since is None or not state else f"{word}  {_('since {clock}').format(clock=lexicon.moment(since))}"


def _known(lexicon: Lexicon, known: Mapping[str, str], subject: str) -> list[Fact]:
    """What the team takes a state for, where that may be seen."""
    return [(_("The team knows"), state_cell(known[subject], lexicon.signs))] if subject in known else []


def _line(lexicon: Lexicon, row: LineRow, known: Mapping[str, str], width: int) -> tuple[Row, ...]:
    names = Names(lexicon.case.topology, lexicon.case.scenario)
    written = lexicon.case.topology.lines[row.line]
    facts = [(_("State"), _state(lexicon, row.state, row.since)), *_known(lexicon, known, row.line)]
    if row.outage is not None:
        facts.append((_("Out"), figures.duration(row.outage) if row.outage else figures.NOTHING))
    if row.level is not None:
        facts.append((_("Served"), figures.share(row.level)))
    facts.append((_("Hangs on"), needs_words(written.needs, names) or figures.NOTHING))
    forms = [part for form in row.forms for part in _form(lexicon, row, form, width)]
    return _page(lexicon.full_name(row.line), facts, width, forms)


def _form(lexicon: Lexicon, line: LineRow, form: FormRow, width: int) -> Iterator[Row]:
    look = form_look(form)
    yield Row((Span(lexicon.form(line.line, form.name), "strong"), Span(f"  {form_figures(lexicon, form)}")))
    if form.share is not None:
        size = min(_BAR, max(4, width - 12))
        percent = f" {form.share * 100 // 1_000_000}%"
        yield Row((Span(f"  {bar(lexicon.signs, form.share, size)}", look), Span(percent, look)))
    said = [text for text in (_forecast(lexicon, form), _reported(lexicon, form)) if text]
    for text in said:
        for part in wrap(text, max(8, width - 2)):
            yield line_of(f"  {part}", look if form.breached else "dim")


def _forecast(lexicon: Lexicon, form: FormRow) -> str:
    if form.breached and form.breach_at is not None:
        return _("breached at {clock}").format(clock=lexicon.moment(form.breach_at))
    if form.breached:
        return _("breached")
    if form.left is not None and form.breach_at is not None:
        return _("{time} left: breached at {clock} if it goes on like this").format(
            time=figures.duration(form.left), clock=lexicon.moment(form.breach_at)
        )
    return ""


def _reported(lexicon: Lexicon, form: FormRow) -> str:
    if form.unit == "clock" or form.used is not None:
        if form.as_of is None:
            return ""
        return _("as reported at {clock}; it may be more by now").format(clock=lexicon.moment(form.as_of))
    return _("nobody has reported a number")


def _system(lexicon: Lexicon, row: SystemRow, known: Mapping[str, str], width: int) -> tuple[Row, ...]:
    names = Names(lexicon.case.topology, lexicon.case.scenario)
    written = lexicon.case.topology.components[row.component]
    facts = [(_("State"), _state(lexicon, row.state, row.since)), *_known(lexicon, known, row.component)]
    facts.append((_("Kind"), written.kind))
    if row.level is not None:
        facts.append((_("Working"), figures.share(row.level)))
    needed = needs_words(written.needs, names)
    if needed:
        facts.append((_("Needs"), needed))
    if written.first_of:
        facts.append((_("First of"), _(", ").join(names.in_sentence(str(member)) for member in written.first_of)))
    lines = [lexicon.name(line) for line in lexicon.case.topology.lines if row.component in lexicon.path(line)]
    facts.append((_("Carries"), _(", ").join(lines) if lines else figures.NOTHING))
    return _page(lexicon.full_name(row.component), facts, width)


def _systems(lexicon: Lexicon, rows: Sequence[SystemRow], known: Mapping[str, str], width: int) -> tuple[Row, ...]:
    """The systems that stand beside each other on the map, one below the other."""
    told: list[Row] = []
    for row in rows:
        told += [*([line_of("")] if told else []), *_system(lexicon, row, known, width)]
    return tuple(told)


def _task(lexicon: Lexicon, row: TaskRow, width: int) -> tuple[Row, ...]:
    facts = [(_("State"), state_cell(row.state, lexicon.signs)), (_("Since"), lexicon.moment(row.since))]
    if row.crew:
        facts.append((_("Crew"), lexicon.name(row.crew)))
    if row.expected is not None:
        facts.append((_("Expected by"), lexicon.moment(row.expected)))
    return _page(lexicon.full_name(row.task), facts, width)


def _obligation(lexicon: Lexicon, row: ObligationRow, width: int) -> tuple[Row, ...]:
    names = Names(lexicon.case.topology, lexicon.case.scenario)
    facts = [
        (_("State"), state_cell(row.state, lexicon.signs)),
        (_("Owed by"), lexicon.name(row.role)),
        (_("Due"), lexicon.moment(row.deadline)),
    ]
    if row.owed_at is not None:
        facts.append((_("Since"), lexicon.moment(row.owed_at)))
    if row.trigger:
        facts.append((_("Because"), _condition(row.trigger, names)))
    return _page(lexicon.full_name(row.obligation), facts, width)


def _condition(text: str, names: Names) -> str:
    """A condition in words, or as it was written if it is not one by itself."""
    try:
        return condition_words(parse_condition(text), names)
    except ConditionError:
        return text


def _limit(lexicon: Lexicon, row: LimitRow, width: int) -> tuple[Row, ...]:
    facts = [(_("State"), state_cell(row.state, lexicon.signs))]
    if row.used is not None and row.capacity:
        facts.append((_("Used"), f"{figures.count(row.used)} / {figures.count(row.capacity)}"))
    if row.full_at is not None and row.full_in is not None:
        said = _("{clock}, in {time}, if it goes on like this")
        facts.append((_("Full"), said.format(clock=lexicon.moment(row.full_at), time=figures.duration(row.full_in))))
    if row.as_of is not None:
        facts.append((_("Reported"), lexicon.moment(row.as_of)))
    return _page(lexicon.full_name(row.limit), facts, width)


def _backlog(lexicon: Lexicon, row: BacklogRow, width: int) -> tuple[Row, ...]:
    waiting = figures.count(row.waiting) if row.waiting is not None else figures.NOTHING
    facts = [(_("Waiting"), waiting)]
    if row.growth:
        facts.append(
            (_("Grows by"), figures.rate(row.growth))
            if row.growth > 0
            else (_("Shrinks by"), figures.rate(-row.growth))
        )
    if row.empty_at is not None:
        facts.append((_("Empty"), _("{clock} if it goes on like this").format(clock=lexicon.moment(row.empty_at))))
    if row.cutoff_at is not None:
        facts.append((_("Next cut-off"), f"{lexicon.moment(row.cutoff_at)}  {lexicon.name(row.cutoff_line)}"))
    return _page(lexicon.full_name(row.backlog), facts, width)


_TOLD: Final[dict[str, tuple[str, str, Callable[[Lexicon, Any, int], tuple[Row, ...]]]]] = {
    "task": ("tasks", "task", _task),
    "obligation": ("obligations", "obligation", _obligation),
    "limit": ("limits", "limit", _limit),
    "backlog": ("backlogs", "backlog", _backlog),
}
"""By kind: where the snapshot holds it, what its id is called there, and how it is told."""
