"""What each of the closed set of effects does to a run, and how it is taken back.

1. A verb is a function of the run and of what is being done; it gives back how it is undone, or None if it cannot be.
2. Faults, settings, surges and withholding stack: the worst fault counts, of settings and withholding the last.
3. A verb records what it did before it does it, so that what follows can name it as its cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.kernel.verbs.asking import call, cancel, send, start, switch
from drillsim.engine.kernel.verbs.demand import divert, move, surge
from drillsim.engine.kernel.verbs.doing import STEPS, Doing, Undo
from drillsim.engine.kernel.verbs.faults import corrupt, degrade, destabilise, expose, fail, repair
from drillsim.engine.kernel.verbs.numbers import set_to
from drillsim.engine.kernel.verbs.orderly import release, withhold

if TYPE_CHECKING:
    from collections.abc import Callable

    from drillsim.engine.kernel.run import Run

__all__ = ["STEPS", "VERBS", "Doing", "Undo"]

VERBS: dict[str, Callable[[Run, Doing], Undo | None]] = {
    "fail": fail,
    "degrade": degrade,
    "destabilise": destabilise,
    "corrupt": corrupt,
    "expose": expose,
    "repair": repair,
    "withhold": withhold,
    "release": release,
    "switch": switch,
    "start": start,
    "cancel": cancel,
    "set": set_to,
    "surge": surge,
    "divert": divert,
    "move": move,
    "send": send,
    "call": call,
}
