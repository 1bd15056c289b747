"""An objective, SMART or not yet."""

from roireport.model.located import Located
from roireport.model.values import Id, LastDay, Level, Text
from roireport.model.visibility import ForClient


class Objective(Located):
    """What the engagement set out to reach; `target` is in the unit of the KPI, a percentage as a fraction."""

    id: ForClient[Id]
    statement: ForClient[Text]
    business_goal: ForClient[Id | None] = None
    kpi: ForClient[Id | None] = None
    target: ForClient[Level | None] = None
    due: ForClient[LastDay | None] = None
    rationale: ForClient[Text | None] = None
    owner: ForClient[Text | None] = None
