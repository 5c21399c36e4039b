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
    from drillsim.drill import default_policy, parse_command, policy_orders, read_policy
    from drillsim.engine import (
        Act,
        Command,
        CommandRefused,
        Decide,
        FormOutcome,
        LineOutcome,
        LoopError,
        Order,
        Outcome,
        Owed,
        Plan,
        Question,
        Record,
        Run,
        Taken,
        Tell,
        Told,
        Totals,
        Trace,
        View,
        clock_text,
    )
    from drillsim.errors import DrillsimError
    from drillsim.library import Case, FileProblems, LoadedTopology, load_scenario, load_topology
    from drillsim.plan import PlanProblems, compile_plan, patched
    from drillsim.review import Step, explain

__version__ = "0.1.0"

__all__ = [
    "Act",
    "Case",
    "Command",
    "CommandRefused",
    "Decide",
    "DrillsimError",
    "FileProblems",
    "FormOutcome",
    "LineOutcome",
    "LoadedTopology",
    "LoopError",
    "Order",
    "Outcome",
    "Owed",
    "Plan",
    "PlanProblems",
    "Question",
    "Record",
    "Run",
    "Step",
    "Taken",
    "Tell",
    "Told",
    "Totals",
    "Trace",
    "View",
    "__version__",
    "clock_text",
    "compile_plan",
    "default_policy",
    "explain",
    "load_scenario",
    "load_topology",
    "parse_command",
    "patched",
    "policy_orders",
    "read_policy",
]

_HOMES = {
    "drillsim.drill": ("default_policy", "parse_command", "policy_orders", "read_policy"),
    "drillsim.engine": (
        "Act", "Command", "CommandRefused", "Decide", "FormOutcome", "LineOutcome", "LoopError", "Order", "Outcome",
        "Owed", "Plan", "Question", "Record", "Run", "Taken", "Tell", "Told", "Totals", "Trace", "View", "clock_text",
    ),
    "drillsim.errors": ("DrillsimError",),
    "drillsim.library": ("Case", "FileProblems", "LoadedTopology", "load_scenario", "load_topology"),
    "drillsim.plan": ("PlanProblems", "compile_plan", "patched"),
    "drillsim.review": ("Step", "explain"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """A public name, its module loaded on first use."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'drillsim' has no attribute '{name}'")
