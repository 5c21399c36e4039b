"""Owns how branches are painted: which came from which, and what two of them came to, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.telling import figures
from drillsim.telling.cells import cut
from drillsim.telling.figures import NOTHING
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Cell, Row, columns, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.drill.branches import Branches
    from drillsim.drill.comparing import Choice, Compared
    from drillsim.engine import FormOutcome, LineOutcome
    from drillsim.tui.painting.lexicon import Lexicon
    from drillsim.tui.painting.signs import Signs

_FIGURE: Final = 16
_CHOICE: Final = 26


def branch_tree(signs: Signs, branches: Branches, of: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Every branch behind the one it came from, with its id and its title."""
    members = [branch for branch in branches.all.values() if branch.parent == of]
    for number, branch in enumerate(members):
        is_last = number == len(members) - 1
        joint = f"{signs.last if is_last else signs.branch} " if of else ""
        yield branch.id, f"{before}{joint}{branch.id}  {branch.title}".rstrip()
        yield from branch_tree(signs, branches, branch.id, f"{before}{'  ' if of else ''}")


def branch_notes(lexicon: Lexicon, branches: Branches, now: int) -> dict[str, str]:
    """By branch: where it left its parent, how far it came, how many decided on it, and whether it is played."""
    notes = {}
    for branch in branches.all.values():
        is_here = branch.id == branches.current
        decided = sum("decide" in entry.data.get("do", {}) for entry in branches.commands(branch.id))
        parts = [
            _("left {parent} at {clock}").format(parent=branch.parent, clock=lexicon.clock(branch.at))
            if branch.parent
            else "",
            _("to {clock}").format(clock=lexicon.clock(now if is_here else branches.reached[branch.id])),
            _("{count} decided").format(count=decided),
            _("you are here") if is_here else "",
        ]
        notes[branch.id] = _("; ").join(part for part in parts if part)
    return notes


def compared_rows(lexicon: Lexicon, compared: Compared, names: tuple[str, str], width: int) -> tuple[Row, ...]:
    """What two branches came to: each line that was hit, then each question."""
    rows = [_head(_("Altogether"), names, width, _FIGURE), *_tolls(compared, width), line_of("")]
    rows.append(_head(_("Business lines"), names, width, _FIGURE))
    hit = [pair for pair in compared.lines if _is_hit(pair.one) or _is_hit(pair.other)]
    for pair in hit:
        rows.append(line_of(cut(lexicon.name(pair.line), width), "strong"))
        for what, one, other in _figures(lexicon, pair.one, pair.other):
            look = "plain" if one != other else "dim"
            cells = [Cell(f"  {what}", look="dim"), *(Cell(each, _FIGURE, look, right=True) for each in (one, other))]
            rows.append(columns(cells, width))
    if not hit:
        rows.append(line_of(cut(_("No line was hit."), width), "dim"))
    if compared.decisions:
        room = max(_FIGURE, min(_CHOICE, width // 3))
        rows += [line_of(""), _head(_("Questions"), names, width, room)]
        for choice in compared.decisions:
            told = [_choice(lexicon, choice.decision, each) for each in (choice.one, choice.other)]
            look = "plain" if choice.one.option != choice.other.option else "dim"
            cells = [
                Cell(lexicon.name(choice.decision), look=look),
                *(Cell(each, room, look, right=True) for each in told),
            ]
            rows.append(columns(cells, width))
    return tuple(rows)


def _tolls(compared: Compared, width: int) -> Iterator[Row]:
    """What each branch cost customers."""
    one, other = compared.tolls
    named = (
        (_("customers hit, line by line"), one.customers, other.customers),
        (_("hours that machines stood still"), one.machine_hours, other.machine_hours),
        (_("cards and passbooks kept"), one.kept, other.kept),
    )
    for what, mine, theirs in named:
        cells = [Cell(f"  {what}", look="dim")]
        cells += [Cell(figures.count(each), _FIGURE, "strong", right=True) for each in (mine, theirs)]
        yield columns(cells, width)


def _head(title: str, names: tuple[str, str], width: int, room: int) -> Row:
    return columns([Cell(title, look="title"), *(Cell(name, room, "title", right=True) for name in names)], width)


def _is_hit(line: LineOutcome) -> bool:
    return bool(line.outage or line.failed or line.turned_away or line.wrong or line.overdue or line.exposed)


def _figures(lexicon: Lexicon, one: LineOutcome, other: LineOutcome) -> Iterator[tuple[str, str, str]]:
    """The figures of a line that are not nothing on both sides, and the forms of its tolerance."""
    named = (
        (_("out altogether"), one.outage, other.outage, figures.duration),
        (_("failed"), one.failed, other.failed, figures.count),
        (_("turned away"), one.turned_away, other.turned_away, figures.count),
        (_("wrong"), one.wrong, other.wrong, figures.count),
        (_("overdue"), one.overdue, other.overdue, figures.count),
        (_("records exposed"), one.exposed, other.exposed, figures.count),
        (_("customers hit"), one.customers, other.customers, figures.count),
    )
    for what, mine, theirs, words in named:
        if mine or theirs:
            yield what, words(mine), words(theirs)
    for form, beside in zip(one.forms, other.forms, strict=True):
        if form.breached or beside.breached:
            title = _("tolerance: {form}").format(form=lexicon.form(one.line, form.name))
            yield title, _breach(lexicon, form), _breach(lexicon, beside)


def _breach(lexicon: Lexicon, form: FormOutcome) -> str:
    if not form.breached:
        return _("within")
    at = form.breached_at
    return _("breached {clock}").format(clock=lexicon.clock(at)) if at is not None else _("BREACHED")


def _choice(lexicon: Lexicon, decision: str, choice: Choice) -> str:
    if not choice.option:
        return _("open") if choice.asked is not None else NOTHING
    title = lexicon.title(f"{decision}.{choice.option}") or choice.option
    return f"{lexicon.clock(choice.decided)} {title}" if choice.decided is not None else title
