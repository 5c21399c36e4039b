"""drillsim: practise a bank's system failure on a model that causes its events.

    from drillsim import Run, compile_plan, load_scenario

    plan = compile_plan(load_scenario("tutorial"))
    run = Run(plan, seed=1)
    run.finish()
    print(run.outcome().breaches)

Importing this package loads nothing heavy; each name is fetched when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drillsim.drill import Moved, default_policy, parse_command, policy_orders, read_policy
    from drillsim.engine import (
        Act,
        Command,
        CommandRefused,
        Decide,
        FormOutcome,
        Give,
        LineOutcome,
        LoopError,
        Moment,
        Order,
        Outcome,
        Owed,
        Pin,
        Plan,
        Question,
        Record,
        Recovery,
        Run,
        Skip,
        Taken,
        Tell,
        Told,
        Totals,
        Trace,
        Unanswered,
        Unfinished,
        View,
        Wait,
        Withdraw,
        clock_text,
        read_recovery,
        read_unfinished,
    )
    from drillsim.errors import DrillsimError
    from drillsim.library import Case, FileProblems, LoadedTopology, load_scenario, load_topology
    from drillsim.plan import PlanProblems, compile_plan, patched
    from drillsim.review import (
        Answer,
        Calibration,
        Comparison,
        Difference,
        Duty,
        Fidelity,
        FigureResult,
        PathChange,
        Played,
        PublishedRow,
        Ranking,
        Replay,
        RowResult,
        Spread,
        Step,
        Toll,
        calibration,
        compare,
        explain,
        fidelity,
        path_changes,
        play,
        prepare_replay,
        ranked,
        read_answers,
        read_duties,
        spreads,
        toll,
        what_if,
    )

__version__ = "0.1.0"

__all__ = [
    "Act",
    "Answer",
    "Calibration",
    "Case",
    "Command",
    "CommandRefused",
    "Comparison",
    "Decide",
    "Difference",
    "DrillsimError",
    "Duty",
    "Fidelity",
    "FigureResult",
    "FileProblems",
    "FormOutcome",
    "Give",
    "LineOutcome",
    "LoadedTopology",
    "LoopError",
    "Moment",
    "Moved",
    "Order",
    "Outcome",
    "Owed",
    "PathChange",
    "Pin",
    "Plan",
    "PlanProblems",
    "Played",
    "PublishedRow",
    "Question",
    "Ranking",
    "Record",
    "Recovery",
    "Replay",
    "RowResult",
    "Run",
    "Skip",
    "Spread",
    "Step",
    "Taken",
    "Tell",
    "Told",
    "Toll",
    "Totals",
    "Trace",
    "Unanswered",
    "Unfinished",
    "View",
    "Wait",
    "Withdraw",
    "__version__",
    "calibration",
    "clock_text",
    "compare",
    "compile_plan",
    "default_policy",
    "explain",
    "fidelity",
    "load_scenario",
    "load_topology",
    "parse_command",
    "patched",
    "path_changes",
    "play",
    "policy_orders",
    "prepare_replay",
    "ranked",
    "read_answers",
    "read_duties",
    "read_policy",
    "read_recovery",
    "read_unfinished",
    "spreads",
    "toll",
    "what_if",
]

_HOMES = {
    "drillsim.drill": ("Moved", "default_policy", "parse_command", "policy_orders", "read_policy"),
    "drillsim.engine": (
        "Act", "Command", "CommandRefused", "Decide", "FormOutcome", "LineOutcome", "LoopError", "Order", "Outcome",
        "Owed", "Pin", "Plan", "Question", "Record", "Recovery", "Run", "Taken", "Tell", "Told", "Totals", "Trace",
        "Give", "Moment", "Skip", "Unanswered", "Unfinished", "View", "Wait", "Withdraw", "clock_text",
        "read_recovery", "read_unfinished",
    ),
    "drillsim.errors": ("DrillsimError",),
    "drillsim.library": ("Case", "FileProblems", "LoadedTopology", "load_scenario", "load_topology"),
    "drillsim.plan": ("PlanProblems", "compile_plan", "patched"),
    "drillsim.review": (
        "Answer", "Calibration", "Comparison", "Difference", "Duty", "Fidelity", "FigureResult", "PathChange",
        "Played", "PublishedRow",
        "Ranking", "Replay", "RowResult", "Spread", "Step", "Toll", "calibration", "compare", "explain", "fidelity",
        "path_changes", "play", "prepare_replay", "ranked", "read_answers", "read_duties", "spreads", "toll", "what_if",
    ),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """A public name, its module loaded on first use."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'drillsim' has no attribute '{name}'")
