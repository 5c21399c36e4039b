"""Who takes part: commands as people write them, and policies that decide when nobody sits there."""

from drillsim.drill.commands import parse_command
from drillsim.drill.policies import (
    AS_PUBLISHED,
    BY_CP,
    NOBODY,
    POLICIES,
    default_policy,
    policy_orders,
    policy_pins,
    read_policy,
)
from drillsim.drill.reactions import (
    Moved,
    left_open,
    orders_as_moved,
    orders_by_reaction,
    orders_of_what_if,
    pins_of_what_if,
)

__all__ = [
    "AS_PUBLISHED",
    "BY_CP",
    "NOBODY",
    "POLICIES",
    "Moved",
    "default_policy",
    "left_open",
    "orders_as_moved",
    "orders_by_reaction",
    "orders_of_what_if",
    "parse_command",
    "pins_of_what_if",
    "policy_orders",
    "policy_pins",
    "read_policy",
]
