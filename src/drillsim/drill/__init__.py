"""Who takes part: commands as people write them, and policies that decide when nobody sits there."""

from drillsim.drill.commands import parse_command
from drillsim.drill.policies import AS_PUBLISHED, BY_CP, NOBODY, POLICIES, default_policy, policy_orders, read_policy

__all__ = [
    "AS_PUBLISHED",
    "BY_CP",
    "NOBODY",
    "POLICIES",
    "default_policy",
    "parse_command",
    "policy_orders",
    "read_policy",
]
