"""Owns how messages are painted: when, from whom, what kind it is, whether it is unread, what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.telling.cells import cell_width, cut, wrap
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Row, Span, line_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from drillsim.drill.sight import InboxRow
    from drillsim.tui.painting.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Message:
    """A message, however many of a seat's roles have read it."""

    letters: tuple[InboxRow, ...]

    @property
    def first(self) -> InboxRow:
        """As it was read first."""
        return self.letters[0]

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from every other message."""
        return self.first.message, self.first.sent_at


def messages_of(inbox: Sequence[InboxRow]) -> tuple[Message, ...]:
    """The messages in the order in which somebody read them first."""
    found: dict[tuple[str, int], list[InboxRow]] = {}
    for letter in inbox:
        found.setdefault((letter.message, letter.sent_at), []).append(letter)
    return tuple(Message(tuple(letters)) for letters in found.values())


def inbox_rows(
    lexicon: Lexicon, messages: Sequence[Message], read: Collection[tuple[str, int]], width: int, find: str = ""
) -> tuple[Row, ...]:
    """The messages, the latest first; only those in which something is found."""
    wanted = find.casefold()
    rows = [
        _row(lexicon, message.first, message.key not in read, width)
        for message in reversed(messages)
        if wanted in words_of(lexicon, message.first).casefold()
    ]
    if rows:
        return tuple(rows)
    return (line_of(cut(_("nothing found") if find else _("no messages yet"), width), "dim"),)


def words_of(lexicon: Lexicon, letter: InboxRow) -> str:
    """Everything of a message that can be searched."""
    parts = (kind_of(lexicon, letter), source_of(lexicon, letter), title_of(lexicon, letter), lexicon.text(letter.says))
    return " ".join(parts)


def kind_of(lexicon: Lexicon, letter: InboxRow) -> str:
    """The sign and the word of a message that is a hint or corrects an estimate; nothing for any other."""
    if letter.kind == "hint":
        return f"{lexicon.signs.hint} {_('hint')}"
    return f"{lexicon.signs.correction} {_('correction')}" if letter.kind == "correction" else ""


def source_of(lexicon: Lexicon, letter: InboxRow) -> str:
    """Where a message comes from: its sender, or else the route it took."""
    if letter.sender:
        return lexicon.sender(letter.sender)
    return lexicon.name(letter.route) if letter.route else _("word of mouth")


def title_of(lexicon: Lexicon, letter: InboxRow) -> str:
    """What a message is about."""
    if letter.corrects:
        return lexicon.name(letter.corrects)
    return lexicon.title(letter.message) or lexicon.text(letter.says) or _("a message")


def _row(lexicon: Lexicon, letter: InboxRow, is_unread: bool, width: int) -> Row:
    clock = lexicon.clock(letter.at)
    sign = lexicon.signs.unread if is_unread else " "
    source = cut(source_of(lexicon, letter), max(6, width // 4))
    kind = kind_of(lexicon, letter)
    kind = f"{kind}  " if kind else ""
    room = width - cell_width(clock) - cell_width(source) - cell_width(kind) - 4
    title = title_of(lexicon, letter)
    says = lexicon.text(letter.says)
    if not says and letter.corrects and letter.estimate is not None:
        says = _("expected by {clock}").format(clock=lexicon.clock(letter.estimate))
    if says and says != title:
        title = f"{title}: {says}"
    return Row(
        (
            Span(f"{clock} ", "dim"),
            Span(f"{sign} ", "new"),
            Span(f"{source} ", "accent"),
            *((Span(kind, "accent"),) if kind else ()),
            Span(cut(title, room), "strong" if is_unread else "plain"),
        ),
        str(letter.record),
    )


def message_rows(lexicon: Lexicon, message: Message, width: int) -> tuple[Row, ...]:
    """A message, whole, and who has read it when."""
    letter = message.first
    kind = kind_of(lexicon, letter)
    facts = [(_("Kind"), kind)] if kind else []
    facts += [
        (_("From"), source_of(lexicon, letter)),
        (_("By"), lexicon.name(letter.route) if letter.route else _("word of mouth")),
        (_("Sent"), lexicon.moment(letter.sent_at)),
        *((_("Read"), f"{lexicon.moment(each.at)}  {lexicon.name(each.role)}") for each in message.letters),
    ]
    if letter.estimate is not None:
        facts.append((_("Expected by"), lexicon.moment(letter.estimate)))
    if letter.answer_by is not None:
        facts.append((_("Answer by"), lexicon.moment(letter.answer_by)))
    room = max(cell_width(name) for name, _value in facts) + 2
    rows = [line_of(part, "strong") for part in wrap(title_of(lexicon, letter), width)]
    rows += [line_of("")]
    for name, value in facts:
        rows.append(Row((Span(name + " " * (room - cell_width(name)), "dim"), Span(cut(value, width - room)))))
    says = lexicon.text(letter.says)
    if says:
        rows += [line_of(""), *(line_of(part) for part in wrap(says, width))]
    return tuple(rows)
