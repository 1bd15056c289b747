"""An objective, SMART or not yet."""

from roireport.model.local_text import ReaderText, ShortName
from roireport.model.located import Located
from roireport.model.values import Day, Id, LastDay, Level
from roireport.model.visibility import ForClient


class Objective(Located):
    """What the engagement set out to reach; `target` is in the unit of the KPI, a percentage as a fraction.

    `set_on` is the day on which the target was agreed.
    """

    id: ForClient[Id]
    statement: ForClient[ReaderText]
    short: ForClient[ShortName | None] = None
    business_goal: ForClient[Id | None] = None
    kpi: ForClient[Id | None] = None
    target: ForClient[Level | None] = None
    due: ForClient[LastDay | None] = None
    set_on: ForClient[Day | None] = None
    rationale: ForClient[ReaderText | None] = None
    owner: ForClient[ReaderText | None] = None
