"""Decisions asked of the client, and the next measurements."""

from pydantic import model_validator

from roireport.model.local_text import ReaderText
from roireport.model.located import Located
from roireport.model.values import Amount, Day, Duration, Flag, Id, Level, refuse
from roireport.model.visibility import ForClient


class ExpectedGain(Located):
    """The range in which the gain of a decision is expected."""

    low: ForClient[Amount]
    high: ForClient[Amount]

    @model_validator(mode="after")
    def _ordered(self) -> "ExpectedGain":
        if self.low > self.high:
            refuse("low_above_high")
        return self


class Decision(Located):
    """A decision proposed; `asked` where the client is asked to take it now.

    `basis` is the id of the gain, cost, KPI or criterion that it rests on, `over` the months of its expected gain.
    """

    id: ForClient[Id]
    decision: ForClient[ReaderText]
    why: ForClient[ReaderText | None] = None
    basis: ForClient[Id | None] = None
    cost: ForClient[Amount | None] = None
    gain: ForClient[ExpectedGain | None] = None
    over: ForClient[Duration | None] = None
    owner: ForClient[ReaderText | None] = None
    due: ForClient[Day | None] = None
    asked: ForClient[Flag] = False


class Alert(Located):
    """The level of the KPI at which somebody should be warned."""

    below: ForClient[Level | None] = None
    above: ForClient[Level | None] = None


class NextMeasurement(Located):
    """When a KPI is measured next."""

    kpi: ForClient[Id]
    on: ForClient[Day]
    alert: ForClient[Alert | None] = None
    owner: ForClient[ReaderText | None] = None


class Recommendations(Located):
    """The section `recommendations` of an engagement."""

    decisions: ForClient[tuple[Decision, ...]] = ()
    next_measurements: ForClient[tuple[NextMeasurement, ...]] = ()
