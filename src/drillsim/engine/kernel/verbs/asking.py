"""What is asked of people and machines: work is started or given up, messages are sent, crews are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import Entity
from drillsim.engine.kernel.verbs.doing import Doing, note

if TYPE_CHECKING:
    from drillsim.engine.kernel.run import Run


def switch(run: Run, doing: Doing) -> None:
    """The forced switch of a standby pair is begun."""
    row = doing.row
    run.forced_member[row.target] = row.other
    run.works.start(run.state.plan.pairs[row.target].forced, doing.cause)


def start(run: Run, doing: Doing) -> None:
    """Work is asked for, or what went dark in a circle is lit."""
    row = doing.row
    if row.entity == Entity.NODE:
        note(run, doing, "repaired", ("started",))
        run.levels.light(row.target)
        return
    run.works.start(row.target, doing.cause, force=row.mode == "force")


def cancel(run: Run, doing: Doing) -> None:
    """Work is given up."""
    run.works.cancel(doing.row.target, doing.cause)


def send(run: Run, doing: Doing) -> None:
    """A message is sent now."""
    run.messages.occur(doing.row.target, (doing.cause,), now=True)


def call(run: Run, doing: Doing) -> None:
    """People are called out."""
    run.crews.call(doing.row.target, doing.row.number, doing.cause)
