"""Who takes part: commands as people write them, policies that decide when nobody sits there, drills and journals.

session        a drill: time, commands, branches        beginning  anew, or taken up from its journal
journal/       the file it comes back from              ladder     runs of earlier moments, to go back quickly
clock          real time becomes simulated time         branches   the ways that a drill has taken
stage          the run that is played                   attaching  a second seat, in another process
"""

from drillsim.drill.beginning import Wish, resume_drill, start_drill
from drillsim.drill.branches import Branch
from drillsim.drill.clock import DrillClock
from drillsim.drill.commands import parse_command
from drillsim.drill.machine import Machine
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
from drillsim.drill.session import Drill
from drillsim.drill.shelf import Kept, kept_drills, new_path, shelf_folder
from drillsim.drill.sight import Sight, Snapshot

__all__ = [
    "AS_PUBLISHED",
    "BY_CP",
    "NOBODY",
    "POLICIES",
    "Branch",
    "Drill",
    "DrillClock",
    "Kept",
    "Machine",
    "Moved",
    "Sight",
    "Snapshot",
    "Wish",
    "default_policy",
    "kept_drills",
    "left_open",
    "new_path",
    "orders_as_moved",
    "orders_by_reaction",
    "orders_of_what_if",
    "parse_command",
    "pins_of_what_if",
    "policy_orders",
    "policy_pins",
    "read_policy",
    "resume_drill",
    "shelf_folder",
    "start_drill",
]
