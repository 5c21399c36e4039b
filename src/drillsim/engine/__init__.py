"""What happens: arrays and SimPy only. A plan goes in, a run comes out."""

from drillsim.engine.arrays import Pin, Plan
from drillsim.engine.kernel.calendar import clock_text
from drillsim.engine.kernel.commands import Act, Command, Decide, Give, Skip, Tell, Withdraw
from drillsim.engine.kernel.errors import CommandRefused, LoopError
from drillsim.engine.kernel.outcome import FormOutcome, LineOutcome, Outcome, Totals
from drillsim.engine.kernel.pending import Moment
from drillsim.engine.kernel.readings import (
    is_alike,
    next_due,
    read_asked,
    read_kept,
    read_lengths,
    read_measure,
    read_moments,
    read_taken,
)
from drillsim.engine.kernel.records import Record, Trace
from drillsim.engine.kernel.run import Run
from drillsim.engine.kernel.view import Owed, Question, Told, View
from drillsim.engine.people.decisions import Order, Taken
from drillsim.engine.people.recovery import Recovery, Unanswered, read_recovery
from drillsim.engine.work.unfinished import Unfinished, Wait, read_unfinished

__all__ = [
    "Act",
    "Command",
    "CommandRefused",
    "Decide",
    "FormOutcome",
    "Give",
    "LineOutcome",
    "LoopError",
    "Moment",
    "Order",
    "Outcome",
    "Owed",
    "Pin",
    "Plan",
    "Question",
    "Record",
    "Recovery",
    "Run",
    "Skip",
    "Taken",
    "Tell",
    "Told",
    "Totals",
    "Trace",
    "Unanswered",
    "Unfinished",
    "View",
    "Wait",
    "Withdraw",
    "clock_text",
    "is_alike",
    "next_due",
    "read_asked",
    "read_kept",
    "read_lengths",
    "read_measure",
    "read_moments",
    "read_recovery",
    "read_taken",
    "read_unfinished",
]
