"""Owns the two lines at the edges of a drill: who sits here and what time it is, and which keys there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling import figures
from drillsim.telling.cells import cell_width, cut
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Row, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillsim.tui.painting.lexicon import Lexicon
    from drillsim.tui.seat import Time


def head_row(lexicon: Lexicon, time: Time, roles: Sequence[str], *, is_truth: bool, follows: bool, width: int) -> Row:
    """Who sits here, whether the clock runs and how fast, both times, the case and the branch."""
    who = cut(_who(lexicon, roles, is_truth=is_truth), max(8, width // 4))
    signs = lexicon.signs
    state = f"{signs.paused} {_('PAUSED')}" if time.paused else f"{signs.running} {_('RUNNING')} x{time.speed}"
    if follows:
        state = f"{signs.paused if time.paused else signs.running} {_('FOLLOWING')}"
    if time.ended:
        state = f"{signs.paused} {_('OVER')}"
    look = "warn" if time.paused or time.ended else "good"
    fixed = [
        Span(f" {who} ", "title"),
        Span(f" {state} ", look),
        Span(f" {lexicon.moment(time.now)} ", "strong"),
        Span(f" T+{since(time.now)} "),
    ]
    if time.is_late:
        fixed.append(Span(f" {_('CATCHING UP')} ", "warn"))
    branch = f"[{time.branch}]" if time.branches == 1 else f"[{time.branch} / {time.branches}]"
    room = width - sum(cell_width(span.text) for span in fixed) - cell_width(branch) - 2
    case = cut(lexicon.case.scenario.id, room) if room > 4 else ""
    gap = max(0, room - cell_width(case))
    return Row((*fixed, Span(case, "dim"), Span(" " * gap), Span(f" {branch} ", "dim")))


def _who(lexicon: Lexicon, roles: Sequence[str], *, is_truth: bool) -> str:
    """Who sits here: the facilitator, the whole team, or some of its roles."""
    if is_truth and not roles:
        return _("FACILITATOR")
    if len(roles) > 1 and len(roles) == len(lexicon.plan.roles):
        return _("Whole team")
    return ", ".join(map(lexicon.name, roles))


def since(ms: int) -> str:
    """The time since the start, to the second."""
    hours, rest = divmod(ms // figures.SECOND, 3600)
    return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"


def foot_row(keys: Sequence[tuple[str, str]], width: int, always: int = 0) -> Row:
    """As many keys with their words as fit whole; so many at the end always do."""
    sizes = [cell_width(key) + cell_width(words) + 4 for key, words in keys]
    kept = len(keys) - always
    while kept > 0 and sum(sizes[:kept]) + sum(sizes[len(keys) - always :]) > width:
        kept -= 1
    spans: list[Span] = []
    used = 0
    for number in (*range(kept), *range(len(keys) - always, len(keys))):
        key, words = keys[number]
        if used + sizes[number] > width:
            break
        spans += [Span(f" {key} ", "title"), Span(f"{words}  ")]
        used += sizes[number]
    return Row((*spans, Span(" " * (width - used))))


def tab_row(tab: int, titles: Sequence[str], width: int) -> Row:
    """The panels that a digit leads to, the one in front marked."""
    fit = sum(cell_width(title) + 5 for title in titles) <= width
    spans: list[Span] = []
    used = 0
    for number, title in enumerate(titles, 1):
        said = f" {number} {title if fit else cut(title, max(4, width // len(titles) - 5))} "
        used += cell_width(said) + 1
        if used > width + 1:
            break
        spans += [Span(said, "title" if number == tab else "dim"), Span(" ")]
    return Row(tuple(spans))
