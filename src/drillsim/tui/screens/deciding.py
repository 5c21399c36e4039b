"""Owns how a question is answered: an option, why, how sure; and a key that is pressed for nothing else.

1. Enter never commits: Japanese input methods end a conversion with it. F10 does, or a click on its words.
2. What is refused stays on the screen with its reason, and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from drillsim.errors import DrillsimError
from drillsim.telling.language import _
from drillsim.tui.painting.details import sure_word
from drillsim.tui.painting.options import option_rows
from drillsim.tui.screens.forms import Commit
from drillsim.tui.screens.modals import Pick, Picking, refusal_text
from drillsim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from drillsim.drill.sight import DecisionRow
    from drillsim.tui.painting.lexicon import Lexicon
    from drillsim.tui.painting.rows import Row
    from drillsim.tui.screens.drill import DrillScreen
    from drillsim.tui.seat import Seat


def decide(screen: DrillScreen) -> None:
    """Opens a question that waits for an answer; a list of them where there are several."""
    waiting = {row.decision: row for row in screen.seat.seen.decisions if row.state == "open"}
    if not waiting:
        screen.app.tell(_("nothing waits for an answer"))
    elif len(waiting) == 1:
        open_question(screen, *waiting.values())
    else:
        name = screen.lexicon.name
        picks = [Pick(row.decision, name(row.decision), name(row.role)) for row in waiting.values()]
        screen.app.push_screen(
            Picking(_("Which question?"), picks), lambda key: open_question(screen, waiting[key]) if key else None
        )


def open_question(screen: DrillScreen, row: DecisionRow) -> None:
    """Opens a question."""
    screen.app.push_screen(Deciding(screen.seat, screen.lexicon, row), lambda _done: screen.show_all())


_SURE = ("low", "medium", "high")


class Deciding(ModalScreen[bool]):
    """One question and its options."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "done"), ("f10", "commit"), ("f9", "surer"), *((str(n), f"option({n})") for n in range(1, 10)),
    ]  # fmt: skip

    def __init__(self, seat: Seat, lexicon: Lexicon, question: DecisionRow) -> None:
        super().__init__()
        self._seat = seat
        self._lexicon = lexicon
        self._question = question
        self._option = ""
        self._sure = 1

    def compose(self) -> ComposeResult:
        """The question, its options, why, how sure, and what commits."""
        asks = self._lexicon.text(self._lexicon.case.scenario.decisions[self._question.decision].asks)
        with Vertical(classes="window", id="deciding") as window:
            window.border_title = Content(self._lexicon.name(self._question.decision))
            window.border_subtitle = Content(_("esc closes, nothing is decided"))
            yield Static(Content(asks), classes="explained")
            yield Panel(id="options")
            yield Input(placeholder=_("why (a short reason, kept in the log)"), id="why", compact=True, disabled=True)
            yield Static(Content(""), id="sure")
            yield Commit(Content(""), id="commit")
            yield Static(Content(""), id="refused")

    def on_mount(self) -> None:
        """Shows the options."""
        panel = self.query_one(Panel)
        panel.always_cursor = True
        panel.entitle(_("Options"), _("enter or a digit picks one"))
        panel.show(self._paint)
        panel.focus()
        self._tell()

    def _paint(self, width: int, _height: int) -> tuple[Row, ...]:
        return option_rows(self._lexicon, self._question, width)

    def action_option(self, number: int) -> None:
        """Picks an option by its number."""
        if number <= len(self._question.options):
            self._pick(self._question.options[number - 1].option)

    @on(Panel.Chosen)
    def chosen(self, event: Panel.Chosen) -> None:
        """Picks the option under the cursor."""
        event.stop()
        self._pick(event.key)

    def _pick(self, option: str) -> None:
        self._option = option
        panel = self.query_one(Panel)
        panel.move_to(option)
        why = self.query_one("#why", Input)
        why.disabled = False
        why.focus()
        self._tell()

    def action_surer(self) -> None:
        """How sure: low, medium, high, and low again."""
        self._sure = (self._sure + 1) % len(_SURE)
        self._tell()

    def _tell(self) -> None:
        self.query_one("#sure", Static).update(
            Content(_("F9  how sure: {level}").format(level=sure_word(_SURE[self._sure])))
        )
        title = self._lexicon.title(f"{self._question.decision}.{self._option}") or self._option
        says = _("F10  decide: {option}").format(option=title) if self._option else _("pick an option first")
        commit = self.query_one("#commit", Static)
        commit.update(Content(says))
        commit.set_class(bool(self._option), "-ready")

    def action_commit(self) -> None:
        """Decides."""
        if not self._option:
            return
        do = {"decide": f"{self._question.decision} {self._option}"}
        why = self.query_one("#why", Input).value.strip()
        by = self._question.role if self._question.role in self._seat.seen.roles else self._seat.role
        try:
            is_done = self._seat.submit(do, by=by, why=why, confidence=_SURE[self._sure])
        except DrillsimError as error:
            self.query_one("#refused", Static).update(Content(refusal_text(error)))
            return
        if is_done:
            title = self._lexicon.title(f"{self._question.decision}.{self._option}") or self._option
            self.notify(_("decided: {option}").format(option=title), markup=False)
        self.dismiss(result=True)

    def action_done(self) -> None:
        """Decides nothing."""
        self.dismiss(result=False)
