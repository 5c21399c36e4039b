"""Owns the end of a drill on the screen: what came of it, what was published beside it, and both as files.

1. What came of it is the truth: it is told to the facilitator at any time, to players once the drill is over.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from drillsim.drill.comparing import choices_of, toll_of
from drillsim.drill.samples import machines_of
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.tables.drill.export import export_drill
from drillsim.tables.drill.summary import render_losses
from drillsim.telling.language import _
from drillsim.tui.painting.published import published_table
from drillsim.tui.painting.summary import Ending, summary_rows
from drillsim.tui.screens.modals import Asking, Reading

if TYPE_CHECKING:
    from textual.binding import BindingType

    from drillsim.tui.painting.rows import Row
    from drillsim.tui.screens.drill import DrillScreen
    from drillsim.tui.seat import Seat


def published(screen: DrillScreen) -> None:
    """Opens what was published beside this drill, as far as it may be seen."""
    rows, lexicon = screen.seat.published(), screen.lexicon
    if not rows:
        screen.app.tell(_("Nothing that was published may be seen yet."))
        return
    screen.app.read(_("What really happened"), lambda width, _height: published_table(lexicon, rows, width))


def summarise(screen: DrillScreen) -> None:
    """Opens what came of it."""
    seat = screen.seat
    if not (seat.seen.truth or seat.drill.ended):
        screen.app.tell(_("what came of it is told when the drill is over, and to the facilitator"))
        return
    seat.look()
    screen.app.push_screen(Summary(screen, _ending(seat)))


def _ending(seat: Seat) -> Ending:
    """What the drill has come to."""
    drill = seat.drill
    subjects = {record.position: record.subject for record in seat.seen.timeline}
    acts = {subjects[act.record]: act for act in seat.seen.acts if act.record in subjects}
    tolls, machines = [], machines_of(drill.case.topology)
    for branch in drill.branches.all.values():
        reached = drill.now if branch.id == drill.branch.id else drill.branches.reached[branch.id]
        tolls.append((branch, reached, toll_of(drill.played_of(branch.id, reached), machines)))
    return Ending(seat.seen, choices_of(drill.run), acts, tolls, seat.published())


class Summary(Reading):
    """What came of it, to read and to keep as files."""

    BINDINGS: ClassVar[list[BindingType]] = [("e", "export")]

    def __init__(self, screen: DrillScreen, ending: Ending) -> None:
        super().__init__(_("What came of it"), self._rows, _("e writes files, y copies, esc closes"))
        self._drill_screen = screen
        self._ending = ending

    def _rows(self, width: int, _height: int) -> tuple[Row, ...]:
        screen = self._drill_screen
        return summary_rows(screen.lexicon, render_losses(screen.seat.drill, width), self._ending, width)

    def action_export(self) -> None:
        """Asks where to, and writes log and decisions."""
        place = self._drill_screen.seat.place
        folder = str(place.with_name(f"{place.stem}-export"))
        explained = _("Log and decisions are written into this folder, as Markdown and as CSV.")
        self.app.push_screen(Asking(_("Write files"), explained, partial(self._export), folder))

    def _export(self, folder: str) -> None:
        if not folder:
            raise CommandRefused(_("there are no words in it"), _("write something, or close with esc"))
        seat = self._drill_screen.seat
        try:
            written = export_drill(seat.drill, seat.seen, Path(folder))
        except OSError as error:
            raise CommandRefused(
                _("{path} cannot be written: {reason}").format(path=folder, reason=error.strerror)
            ) from None
        names = ", ".join(path.name for path in written)
        self._drill_screen.app.tell(_("written to {folder}: {names}").format(folder=folder, names=names))
