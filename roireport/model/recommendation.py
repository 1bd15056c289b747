"""Decisions asked of the client, and the next measurements."""

from pydantic import model_validator

from roireport.model.located import Located
from roireport.model.values import Amount, Day, Flag, Id, Level, Text, refuse


class ExpectedGain(Located):
    """The range in which the gain of a decision is expected."""

    low: Amount
    high: Amount

    @model_validator(mode="after")
    def _ordered(self) -> "ExpectedGain":
        if self.low > self.high:
            refuse("low_above_high")
        return self


class Decision(Located):
    """A decision proposed; `asked` where the client is asked to take it now."""

    id: Id
    decision: Text
    why: Text | None = None
    cost: Amount | None = None
    gain: ExpectedGain | None = None
    owner: Text | None = None
    due: Day | None = None
    asked: Flag = False


class Alert(Located):
    """The level of the KPI at which somebody should be told."""

    below: Level | None = None
    above: Level | None = None


class NextMeasurement(Located):
    """When a KPI is measured next."""

    kpi: Id
    on: Day
    alert: Alert | None = None
    owner: Text | None = None


class Recommendations(Located):
    """The section `recommendations` of an engagement."""

    decisions: tuple[Decision, ...] = ()
    next_measurements: tuple[NextMeasurement, ...] = ()
