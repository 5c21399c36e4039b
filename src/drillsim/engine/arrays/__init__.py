"""The array types of a plan: everything a run needs, flat, immutable, shareable between processes.

1. Times are ms from the start of the scenario, shares are millionths, flows are thousandths of an item per hour.
2. A parameter is never stored in a row: the row holds its *slot*, an index into `Plan.slots`.
3. Names appear once, in `Plan.subjects`; everything else refers by index; -1 means none.
"""

from drillsim.engine.arrays.people import DecisionRow, MessageRow, ObligationRow, OptionRow, RoleRow, RouteRow
from drillsim.engine.arrays.plan import Plan, Slots
from drillsim.engine.arrays.story import Cond, ConditionRow, EffectRow, EventRow, MeasureRow
from drillsim.engine.arrays.supply import (
    BreakRow,
    CapacityRow,
    Graph,
    GroupRow,
    HoldRow,
    HoursRow,
    LimitRow,
    PairRow,
    StopRow,
    UnitsRow,
)
from drillsim.engine.arrays.terms import ABOVE, ABSOLUTE, CLASH, DAY_BITS, ITEM, NEVER, NONE, WHOLE, Entity, Op, Unit
from drillsim.engine.arrays.time import Calendar, Rule, WindowRow
from drillsim.engine.arrays.work import (
    BacklogRow,
    BecauseRow,
    CrewRow,
    DeadlineRow,
    FlowRow,
    JobRow,
    LineRow,
    Pin,
    ServerRow,
    StepRow,
    ToleranceRow,
    WorkRow,
)

__all__ = [
    "ABOVE",
    "ABSOLUTE",
    "CLASH",
    "DAY_BITS",
    "ITEM",
    "NEVER",
    "NONE",
    "WHOLE",
    "BacklogRow",
    "BecauseRow",
    "BreakRow",
    "Calendar",
    "CapacityRow",
    "Cond",
    "ConditionRow",
    "CrewRow",
    "DeadlineRow",
    "DecisionRow",
    "EffectRow",
    "Entity",
    "EventRow",
    "FlowRow",
    "Graph",
    "GroupRow",
    "HoldRow",
    "HoursRow",
    "JobRow",
    "LimitRow",
    "LineRow",
    "MeasureRow",
    "MessageRow",
    "ObligationRow",
    "Op",
    "OptionRow",
    "PairRow",
    "Pin",
    "Plan",
    "RoleRow",
    "RouteRow",
    "Rule",
    "ServerRow",
    "Slots",
    "StepRow",
    "StopRow",
    "ToleranceRow",
    "Unit",
    "UnitsRow",
    "WindowRow",
    "WorkRow",
]
