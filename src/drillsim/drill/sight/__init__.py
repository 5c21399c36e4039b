"""What a seat may see: a frozen snapshot, made from what its roles were told, or from the truth."""

from drillsim.drill.sight.looking import Sight
from drillsim.drill.sight.snapshot import (
    BacklogRow,
    DecisionRow,
    FormRow,
    InboxRow,
    LimitRow,
    LineRow,
    ObligationRow,
    OptionRow,
    PendingRow,
    ReserveRow,
    Series,
    Snapshot,
    SystemRow,
    TaskRow,
)

__all__ = [
    "BacklogRow",
    "DecisionRow",
    "FormRow",
    "InboxRow",
    "LimitRow",
    "LineRow",
    "ObligationRow",
    "OptionRow",
    "PendingRow",
    "ReserveRow",
    "Series",
    "Sight",
    "Snapshot",
    "SystemRow",
    "TaskRow",
]
