"""Owns the screen where one begins: cases to find, what each is about, and drills to take up again.

1. What is listed comes from the index; a case is loaded when somebody chooses it, journals when somebody asks for them.
   Until then nothing is imported that only drills need: the first paint must come soon.
2. Whoever comes back from a drill finds it kept, and is told so.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from drillsim.errors import DrillsimError
from drillsim.telling.cells import one_line, wrap
from drillsim.telling.language import _, language_in_use
from drillsim.tui.cases import ALL, KEPT, Sought, case_entries, cases_sought, groups_of
from drillsim.tui.held import Held
from drillsim.tui.keys import ANYWHERE, START, bindings, key_name, keys_of
from drillsim.tui.painting import head, start
from drillsim.tui.painting.rows import line_of
from drillsim.tui.screens.modals import refusal_text
from drillsim.tui.widgets.bars import Bar
from drillsim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from drillsim.drill import Machine
    from drillsim.library.index import Listed
    from drillsim.tui.app import DrillsimApp
    from drillsim.tui.opening import Begin
    from drillsim.tui.seat import Seat

WIDE = 100
SMALL = (40, 10)


class StartScreen(Screen[None]):
    """Where one begins."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual reads it from the class
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(START), ("escape", "forget")]
    ACTIONS: ClassVar = START
    app: DrillsimApp

    def __init__(self, listed: list[Listed], shelf: Path | None = None, machine: Machine | None = None) -> None:
        super().__init__()
        self._listed = listed
        self._cases = case_entries(listed)
        self._groups = groups_of(self._cases)
        self._held = Held(shelf, machine)
        self._sought = Sought()
        self._seat: Seat | None = None

    def compose(self) -> ComposeResult:
        """The groups, the list, what the chosen one is about."""
        yield Bar(id="head")
        yield Bar(id="groups")
        with Container(id="choice"):
            yield Panel(id="cases")
            yield Panel(id="about")
        yield Static(Content(""), id="small")
        yield Input(id="finder", compact=True)
        yield Bar(id="foot")

    def on_mount(self) -> None:
        """Shows everything, the tutorial at the top for somebody who is here for the first time."""
        self._cases = case_entries(self._listed, tutorial_first=self.app.settings.first_run)
        cases = self.query_one("#cases", Panel)
        cases.always_cursor = True
        self.show_all()
        cases.focus()

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Shows everything anew."""
        self.query_one("#head", Bar).show(partial(start.head_row, is_first=self.app.settings.first_run))
        self.query_one("#finder", Input).placeholder = _("find in ids, titles, texts and business lines; esc clears")
        said = _("Too small for a list.\nAt least {width} x {height} is needed.")
        self.query_one("#small", Static).update(Content(said.format(width=SMALL[0], height=SMALL[1])))
        self.query_one("#groups", Bar).show(partial(start.group_row, self._groups, self._sought.group))
        self._show_list()
        self._show_foot()

    def _show_list(self) -> None:
        panel, sought = self.query_one("#cases", Panel), self._sought
        if sought.group == KEPT:
            kept, titles = self._held.drills(), self._titles()
            panel.entitle(_("Drills held"), _("enter takes one up"))
            panel.show(lambda width, _height: start.kept_rows(kept, titles, width))
        else:
            cases = cases_sought(self._cases, sought)
            panel.entitle(_("Cases: {count}").format(count=len(cases)), start.sought_words(sought))
            with_groups = sought.group == ALL
            panel.show(lambda width, _height: start.case_rows(cases, width, with_groups=with_groups))
        self._show_about()

    def _show_about(self) -> None:
        about, chosen = self.query_one("#about", Panel), self.query_one("#cases", Panel).chosen
        about.entitle(_("About it"), _("enter: begin") if self._sought.group != KEPT else _("enter: take it up"))
        case = next((case for case in self._cases if case.key == chosen), None)
        kept = self._held.find(chosen)
        if self._sought.group == KEPT and kept is not None:
            titles = self._titles()
            about.show(lambda width, _height: start.kept_about_rows(kept, titles, width))
        elif self._sought.group != KEPT and case is not None:
            about.show(lambda width, _height: start.about_rows(case, width))
        else:
            about.show(lambda _width, _height: (line_of(""),))
        about.scroll_home(animate=False)

    def _show_foot(self) -> None:
        actions = {action.id: action for action in (*START, *ANYWHERE)}
        chosen = self.app.settings.keys
        wanted = ("find", "kept", "language", "help", "leave", "how-long", "written-in")
        keys = [("← →", _("Group"))] if self.app.settings.signs == "symbols" else [("< >", _("Group"))]
        keys += [
            (key_name(keys_of(action, chosen)), action.short())
            for action in map(actions.__getitem__, wanted)
            if action.short is not None
        ]
        self.query_one("#foot", Bar).show(partial(head.foot_row, keys))

    def _titles(self) -> dict[str, str]:
        lang = language_in_use()
        return {case.listed.entry.id: one_line(case.listed.entry.title_in(lang)) for case in self._cases}

    def on_resize(self, event: events.Resize) -> None:
        """Says so where there is too little room."""
        self.set_class(event.size.width < SMALL[0] or event.size.height < SMALL[1], "-tiny")

    @on(Panel.Moved, "#cases")
    def moved(self) -> None:
        """Tells about what the cursor is on."""
        self._show_about()

    # -- looking for something ----------------------------------------------------------------------------------------

    def _seek(self, sought: Sought) -> None:
        turned = sought.group != self._sought.group
        self._sought = sought
        self.show_all()
        if turned:
            self.query_one("#cases", Panel).action_move_end(-1)

    def action_next_group(self) -> None:
        """The next group."""
        self._seek(self._sought.in_group(self._groups, 1))

    def action_group_before(self) -> None:
        """The group before."""
        self._seek(self._sought.in_group(self._groups, -1))

    def action_kept(self) -> None:
        """To the drills that were held, or back to the cases."""
        self._seek(replace(self._sought, group=ALL if self._sought.group == KEPT else KEPT))

    def action_how_long(self) -> None:
        """Short cases only, longer ones, long ones, all."""
        self._seek(self._sought.of_length())

    def action_written_in(self) -> None:
        """Cases in one language only, the other, all."""
        self._seek(self._sought.written_in())

    def action_find(self) -> None:
        """Opens the line to find something."""
        finder = self.query_one("#finder", Input)
        finder.add_class("-open")
        finder.focus()

    @on(Input.Changed, "#finder")
    def narrow(self, event: Input.Changed) -> None:
        """Shows only what matches."""
        group = ALL if self._sought.group == KEPT and event.value else self._sought.group
        self._seek(replace(self._sought, words=event.value.strip(), group=group))

    @on(Input.Submitted, "#finder")
    def found(self) -> None:
        """Goes on with what was found."""
        self.query_one("#finder", Input).remove_class("-open")
        self.query_one("#cases", Panel).focus()

    def action_forget(self) -> None:
        """Shows everything again."""
        finder = self.query_one("#finder", Input)
        finder.value = ""
        self.found()
        self._seek(Sought())

    # -- beginning ----------------------------------------------------------------------------------------------------

    @on(Panel.Chosen, "#cases")
    def chosen(self, event: Panel.Chosen) -> None:
        """Asks how to begin a case, or takes a drill up."""
        if self._sought.group == KEPT:
            self._open(lambda: self._take_up(Path(event.key)))
        else:
            self._open(lambda: self._ask(event.key))

    def _ask(self, key: str) -> None:
        from drillsim.tui.opening import Begin, roles_of
        from drillsim.tui.screens.beginning import Beginning

        case = next(case for case in self._cases if case.key == key)
        title = one_line(case.listed.entry.title_in(language_in_use()))
        roles = roles_of(case.listed.entry.path)
        self.app.push_screen(Beginning(title, Begin(case.listed.entry.path), roles), self._begin)

    def _begin(self, wish: Begin | None) -> None:
        from drillsim.tui.opening import begin_drill

        if wish is not None:
            self._open(lambda: self._enter(begin_drill(wish, self._held.shelf, self._held.machine)))

    def _take_up(self, path: Path) -> None:
        from drillsim.tui.opening import take_up

        self._enter(take_up(path, self._held.machine))

    def _enter(self, seat: Seat) -> None:
        from drillsim.tui.screens.drill import DrillScreen

        self._seat = seat
        self.app.hold(seat)
        self.app.push_screen(DrillScreen(seat))
        for notice in seat.drill.notices:
            self.app.tell(notice, severity="warning")

    def _open(self, act: Callable[[], None]) -> None:
        """Does something; what is wrong with a file or a journal is there to be read."""
        from drillsim.library.render import render_problem

        try:
            act()
        except DrillsimError as error:
            lang = language_in_use()
            told = [render_problem(each, lang) for each in getattr(error, "problems", ())] or [refusal_text(error)]
            said = "\n".join(told)
            self.app.read(
                _("This cannot be opened"),
                lambda width, _height: tuple(line_of(each) for line in said.splitlines() for each in wrap(line, width)),
            )

    def on_screen_resume(self) -> None:
        """Lets go of a drill that somebody comes back from."""
        if self._seat is None:
            return
        from drillsim.tui.screens.drill import DrillScreen

        if any(isinstance(screen, DrillScreen) for screen in self.app.screen_stack):
            return
        name = self._seat.place.name
        self._seat = None
        self._held.forget()
        self.app.let_go()
        self.app.tell(_("{name} is kept; r takes it up again").format(name=name))
        if self.app.settings.first_run:
            self.app.set(replace(self.app.settings, first_run=False))
        self.show_all()
