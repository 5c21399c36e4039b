"""Owns how something is done that cannot be taken back: what it will be, what is asked for, and one key that does it.

1. Enter goes on to the next line and never commits: Japanese input methods end a conversion with it. F10 commits, or a
   click on its words.
2. What is refused stays on the screen with its reason, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from drillsim.errors import DrillsimError
from drillsim.telling.language import _
from drillsim.tui.screens.modals import refusal_text

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

Fill = Callable[[Mapping[str, str]], object]
"""Does something with what was written; what it cannot do it refuses with a reason."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a form."""

    key: str
    says: str
    example: str = ""
    """What stands there, faintly, until somebody writes."""


class Commit(Static):
    """Words that commit when they are clicked; keys go through F10 only."""

    async def on_click(self, event: events.Click) -> None:
        """Commits."""
        event.stop()
        await self.screen.run_action("commit")


class Form(ModalScreen[bool]):
    """Something to do, the lines it asks for, and what commits it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "done"), ("f10", "commit"), ("down", "on"), ("up", "back")]

    def __init__(self, title: str, explained: str, commit: str, fill: Fill, fields: Sequence[Field] = ()) -> None:
        super().__init__()
        self._title = title
        self._explained = explained
        self._commit = commit
        self._fill = fill
        self._fields = tuple(fields)

    def compose(self) -> ComposeResult:
        """What it is, its lines, and what commits."""
        with VerticalScroll(classes="window -form", can_focus=False) as window:
            window.border_title = Content(self._title)
            window.border_subtitle = Content(_("esc closes, nothing is done"))
            if self._explained:
                yield Static(Content(self._explained), classes="explained")
            for field in self._fields:
                yield Static(Content(field.says), classes="label")
                yield Input(placeholder=field.example, id=f"field-{field.key}", compact=True)
            yield Static(Content(""), id="refused")
            yield Commit(Content(f"F10  {self._commit}"), id="commit", classes="-ready")

    def on_mount(self) -> None:
        """Waits on the first line."""
        if self._fields:
            self.query(Input).first().focus()

    @on(Input.Submitted)
    def action_on(self) -> None:
        """A line on."""
        self.focus_next()

    def action_back(self) -> None:
        """A line back."""
        self.focus_previous()

    def action_commit(self) -> None:
        """Does it."""
        written = {field.key: self.query_one(f"#field-{field.key}", Input).value.strip() for field in self._fields}
        try:
            self._fill(written)
        except DrillsimError as error:
            self.query_one("#refused", Static).update(Content(refusal_text(error)))
            return
        self.dismiss(result=True)

    def action_done(self) -> None:
        """Does nothing."""
        self.dismiss(result=False)
