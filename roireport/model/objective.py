"""An objective, SMART or not yet."""

from roireport.model.located import Located
from roireport.model.values import Day, Id, Level, Text


class Objective(Located):
    """What the engagement set out to reach; `target` is in the unit of the KPI, a percentage as a fraction."""

    id: Id
    statement: Text
    business_goal: Id | None = None
    kpi: Id | None = None
    target: Level | None = None
    due: Day | None = None
    rationale: Text | None = None
    owner: Text | None = None
