"""From what is written to what runs: a case becomes a plan of flat arrays; pydantic and networkx end here."""

from drillsim.plan.compile import compile_plan, compile_with_findings
from drillsim.plan.findings import PlanProblems
from drillsim.plan.likely import at_likely
from drillsim.plan.values import patched

__all__ = ["PlanProblems", "at_likely", "compile_plan", "compile_with_findings", "patched"]
