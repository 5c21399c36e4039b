"""Who takes part: commands as people write them, and policies that decide when nobody sits there."""

from drillsim.drill.commands import parse_command
from drillsim.drill.policies import AS_PUBLISHED, BY_CP, NOBODY, POLICIES, default_policy, policy_orders, read_policy
from drillsim.drill.reactions import Moved, orders_as_moved, orders_by_reaction, orders_of_what_if

__all__ = [
    "AS_PUBLISHED",
    "BY_CP",
    "NOBODY",
    "POLICIES",
    "Moved",
    "default_policy",
    "orders_as_moved",
    "orders_by_reaction",
    "orders_of_what_if",
    "parse_command",
    "policy_orders",
    "read_policy",
]
